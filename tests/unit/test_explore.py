"""Windows, charts and cubes against pandas; conditions against plain comparisons."""

from __future__ import annotations

import base64
import datetime
import time
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import workbench as wb
from workbench.errors import InputError, MissingColumnError, NotFoundError, StoreError
from workbench.explore import Explorer, MemorySource, StoredSource
from workbench.explore.bins import _fine_bins
from workbench.explore.expression import expression_of
from workbench.protocol import explore as say
from workbench.protocol.explore import Contains, InIssue, Missing, OneOf, Range, Sort
from workbench.protocol.message import Empty
from workbench.rules import Recipe
from workbench.store.blobs import blob_path
from workbench.types import Issue

ROWS = 5000


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(1)
    score = rng.normal(50, 10, ROWS)
    score[::17] = np.nan
    return pd.DataFrame(
        {
            "id": np.arange(ROWS),
            "score": score,
            "count": rng.integers(0, 12, ROWS),
            "city": rng.choice(["Wien", "Graz", "Linz", None], ROWS),
            "name": [f"person {i % 977}" for i in range(ROWS)],
            "seen": pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 10**7, ROWS), "s"),
            "fine": rng.choice([True, False], ROWS),
            "tail": np.exp(rng.normal(0, 3, ROWS)),
        }
    )


@pytest.fixture(scope="module")
def explorer(frame) -> Explorer:
    issue = Issue("missing", "score", (0, 17, 34), 3, 0.9, {"message": "<b>no</b> score"})
    table = pa.Table.from_pandas(frame, preserve_index=False)
    return Explorer(MemorySource(table, name="people", key="id", issues=[issue]))


def place(frame: pd.DataFrame, name: str) -> int:
    return list(frame.columns).index(name)


def counts_of(text: str, width: int) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), "<u4").reshape(-1, width)


def test_open_describes_the_table_and_gives_its_first_rows(explorer, frame):
    info = explorer.open(say.OpenRequest(count=3))
    assert (info.rows, info.key, info.version) == (ROWS, "id", info.newest)
    kinds = [column.kind for column in info.columns]
    assert kinds == ["number", "number", "number", "text", "text", "time", "truth", "number"]
    shares = {column.name: column.null_share for column in info.columns}
    assert shares["city"] == pytest.approx(frame["city"].isna().mean())
    assert info.first.cells[place(frame, "name")] == ("person 0", "person 1", "person 2")
    assert info.first.cells[1][0] is None
    marks = [(mark.row, mark.column, mark.kind, mark.text) for mark in info.first.marks]
    assert marks == [(0, 1, "issue", "missing: <b>no</b> score")]
    assert explorer.open(say.OpenRequest(count=0)).first.cells == ()


def test_windows_follow_sort_and_conditions(explorer, frame):
    conditions = (
        Range(column="score", low=40.0, high=60.0),
        OneOf(column="city", values=("Wien",), missing=True),
    )
    kept = frame[(frame.score >= 40) & (frame.score < 60)]
    kept = kept[kept.city.isna() | (kept.city == "Wien")]
    kept = kept.sort_values(["count", "score"], ascending=[False, True], kind="stable")
    asked = say.WindowRequest(
        start=7,
        count=50,
        conditions=conditions,
        sort=(Sort(column="count", descending=True), Sort(column="score")),
        columns=(0, 1),
    )
    window = explorer.window(asked)
    assert window.total == len(kept)
    assert [int(key) for key in window.keys] == kept["id"].iloc[7:57].tolist()
    assert [float(text) for text in window.cells[1]] == kept["score"].iloc[7:57].tolist()
    assert window.rows == tuple(kept.index[7:57])
    later = explorer.window(asked.model_copy(update={"start": len(kept) - 2}))
    assert len(later.keys) == 2
    assert explorer.window(asked.model_copy(update={"start": 10**9})).keys == ()


def test_rows_far_apart_are_the_same_from_the_file_and_from_its_copy(explorer, frame, monkeypatch):
    monkeypatch.setattr("workbench.explore.table.NEAR", 0)
    asked = say.WindowRequest(start=100, count=80, sort=(Sort(column="name", descending=True),))
    first = explorer.window(asked)
    table = explorer._opened(None).table
    deadline = time.monotonic() + 120
    while not table._copied and time.monotonic() < deadline:
        time.sleep(0.01)
    assert table._copied
    assert explorer.window(asked) == first
    expected = frame.sort_values("name", ascending=False, kind="stable")["id"].iloc[100:180]
    assert [int(key) for key in first.keys] == expected.tolist()


def test_charts_count_what_pandas_counts(explorer, frame):
    charts = explorer.charts(say.ChartsRequest(columns=tuple(range(8))))
    assert (charts.rows, charts.passing) == (ROWS, ROWS)
    for chart in charts.charts:
        values = frame.iloc[:, chart.column]
        assert sum(chart.totals) + chart.missing_total == ROWS
        assert chart.counts == chart.totals
        assert chart.missing_total == values.isna().sum()
        if chart.bins.edges:
            numbers = values.dropna()
            if chart.bins.kind == "time":
                numbers = numbers.astype("datetime64[us]").astype("int64") / 1e6
            expected, _ = np.histogram(numbers, bins=np.array(chart.bins.edges))
            assert list(chart.totals) == expected.tolist()
        else:
            counted = values.astype("string").str.lower() if values.dtype == bool else values
            expected = [int((counted == value).sum()) for value in chart.bins.values]
            assert list(chart.totals[: len(expected)]) == expected
    whole = charts.charts[place(frame, "count")].bins.edges
    assert whole == tuple(float(one) for one in range(13))


def test_long_tails_go_to_the_outermost_bin(explorer, frame):
    (chart,) = explorer.charts(say.ChartsRequest(columns=(place(frame, "tail"),))).charts
    edges = np.array(chart.bins.edges)
    widths = np.diff(edges)[1:-1]
    assert np.allclose(widths, widths[0])
    assert edges[-1] - edges[-2] > 10 * widths[0]
    assert edges[-1] >= frame["tail"].max()


def test_a_brush_filters_the_other_charts_only(explorer, frame):
    brush = Range(column="score", low=45.0, high=50.0)
    charts = explorer.charts(say.ChartsRequest(columns=(1, 2), conditions=(brush,)))
    own, other = charts.charts
    kept = frame[(frame.score >= 45) & (frame.score < 50)]
    assert own.counts == own.totals
    assert list(other.counts) == [int((kept["count"] == one).sum()) for one in range(12)]
    assert charts.passing == len(kept)


def test_the_cube_gives_what_asking_again_would(explorer, frame):
    fixed = OneOf(column="city", values=("Graz",))
    columns = (2, 3, 6)
    cube = explorer.cube(say.CubeRequest(active=1, columns=columns, conditions=(fixed,)))
    assert len(cube.fine) == cube.size + 1
    start, stop = 30, 61
    brush = Range(column="score", low=cube.fine[start], high=cube.fine[stop])
    asked = explorer.charts(say.ChartsRequest(columns=columns, conditions=(fixed, brush)))
    for face, chart in zip(cube.faces, asked.charts, strict=True):
        pairs = counts_of(face.counts, face.bins + 1)
        brushed = pairs[start:stop].sum(axis=0)
        assert brushed.tolist() == [*chart.counts, chart.missing]
    total = counts_of(cube.counts, cube.size + 1)[0]
    own = explorer.charts(say.ChartsRequest(columns=(1,), conditions=(fixed,))).charts[0]
    assert total.sum() == sum(own.counts) + own.missing
    step = cube.size // len(own.counts)
    assert total[:-1].reshape(-1, step).sum(axis=1).tolist() == list(own.counts)


def test_slices_add_up(explorer, frame):
    city = place(frame, "city")
    (chart,) = explorer.charts(say.ChartsRequest(columns=(2,), by=city)).charts
    assert {one.value for one in chart.slices} == {"Wien", "Graz", "Linz"}
    for one in chart.slices:
        rows = frame[frame.city == one.value]
        assert list(one.counts) == [int((rows["count"] == k).sum()) for k in range(12)]


@pytest.mark.parametrize(
    ("condition", "test"),
    [
        (Contains(column="name", text="SON 97"), lambda f: f.name.str.contains("son 97")),
        (Missing(column="city"), lambda f: f.city.isna()),
        (Missing(column="city", missing=False), lambda f: f.city.notna()),
        (
            OneOf(column="city", values=("Wien",), exclude=True),
            lambda f: f.city.isin(["Graz", "Linz"]),
        ),
        (OneOf(column="fine", values=("true",)), lambda f: f.fine),
        (OneOf(column="count", values=("3", "4")), lambda f: f["count"].isin([3, 4])),
        (Range(column="count", low=3.0, high=5.0, closed=True), lambda f: f["count"].between(3, 5)),
        (Range(column="score", low=55.5), lambda f: f.score >= 55.5),
        (
            Range(column="seen", high=1_580_000_000.0),
            lambda f: f.seen < pd.Timestamp(1_580_000_000, unit="s"),
        ),
    ],
)  # fmt: skip
def test_conditions_and_the_rules_they_become(explorer, frame, condition, test):
    expected = frame[test(frame)]
    window = explorer.window(say.WindowRequest(conditions=(condition,), count=1000))
    assert window.total == len(expected) > 0
    assert [int(key) for key in window.keys] == expected["id"].iloc[:1000].tolist()
    if condition.kind == "one_of" and condition.column == "count":
        return  # numbers are written as texts of the engine: the rule is tried below
    expression = expression_of([condition], explorer.column_index(None))
    rule = {"kind": "drop_where", "expression": expression}
    table = pa.Table.from_pandas(frame, preserve_index=False)
    assert Recipe([rule]).run(table).num_rows == ROWS - len(expected)


def test_rows_of_an_issue(explorer):
    issue = explorer.issues(Empty()).issues[0]
    window = explorer.window(say.WindowRequest(conditions=(InIssue(issue=issue.id),)))
    assert window.keys == ("0", "17", "34")
    with pytest.raises(NotFoundError, match="issue gone does not exist"):
        explorer.window(say.WindowRequest(conditions=(InIssue(issue="gone"),)))
    with pytest.raises(InputError, match="lists its rows by key"):
        expression_of([InIssue(issue=issue.id)], explorer.column_index(None))


def test_wrong_questions_are_refused_by_name(explorer):
    with pytest.raises(MissingColumnError, match="'nowhere' is missing"):
        explorer.window(say.WindowRequest(sort=(Sort(column="nowhere"),)))
    with pytest.raises(InputError, match="ranges only work on numbers, dates and datetimes"):
        explorer.window(say.WindowRequest(conditions=(Range(column="city", low=1.0),)))
    with pytest.raises(InputError, match="8 columns"):
        explorer.charts(say.ChartsRequest(columns=(8,)))
    with pytest.raises(NotFoundError, match="no versions"):
        explorer.open(say.OpenRequest(version="other"))
    with pytest.raises(NotFoundError, match="5000 rows"):
        explorer.cell(say.CellRequest(row=ROWS, column=0))
    with pytest.raises(InputError, match="all rows are selected"):
        expression_of([], explorer.column_index(None))
    with pytest.raises(InputError, match=r"count: .*given 5000"):
        say.WindowRequest.read({"count": 5000})


def test_hostile_values_and_names_arrive_as_they_are():
    long = "x" * 1_000_000
    table = pa.table(
        {
            'a"b': ["<img src=x onerror=alert(1)>", "nul\0here", long],
            "file_row_number": pa.array([2**53 + 1, -(2**63), None]),
            "Name": ["\u202eRTL", "👩‍👩‍👧", ""],
            "name": [Decimal("1.10"), Decimal("99999999999999999999.99"), None],
            "'; DROP TABLE t; --": [[1, 2], [], None],
            "r": [datetime.date(1, 1, 1), datetime.date(9999, 12, 31), None],
            "c0": [{"x": 1}, {"x": None}, None],
            "rowid": [float("nan"), float("inf"), -0.0],
        }
    )
    explorer = Explorer(MemorySource(table, name="hostile"))
    info = explorer.open(say.OpenRequest())
    assert [column.name for column in info.columns] == table.column_names
    cells = info.first.cells
    assert cells[0][:2] == ("<img src=x onerror=alert(1)>", "nul\0here")
    assert (len(cells[0][2]), info.first.cut) == (say.CUT, ((0, 2),))
    assert explorer.cell(say.CellRequest(row=2, column=0)).length == 1_000_000
    assert cells[1] == ("9007199254740993", "-9223372036854775808", None)
    assert cells[2] == ("\u202eRTL", "👩‍👩‍👧", "")
    assert cells[3] == ("1.10", "99999999999999999999.99", None)
    assert cells[4] == ("[1, 2]", "[]", None)
    assert cells[5] == ("0001-01-01", "9999-12-31", None)
    charts = explorer.charts(say.ChartsRequest(columns=tuple(range(8))))
    assert all(sum(c.totals) + c.missing_total == 3 for c in charts.charts)
    nans = charts.charts[7]
    assert nans.missing_total == 2
    sort = (Sort(column='a"b', descending=True),)
    assert explorer.window(say.WindowRequest(sort=sort)).total == 3
    quote = OneOf(column='a"b', values=("' OR 1=1 --",))
    assert explorer.window(say.WindowRequest(conditions=(quote,))).total == 0
    for active in range(8):
        explorer.cube(say.CubeRequest(active=active, columns=tuple(set(range(8)) - {active})))


@pytest.mark.parametrize("rows", [0, 1])
def test_tables_of_no_or_one_row(rows):
    table = pa.table({"a": pa.array([1.5] * rows), "b": pa.array(["x"] * rows)})
    explorer = Explorer(MemorySource(table, name="small"))
    assert explorer.open(say.OpenRequest()).rows == rows
    charts = explorer.charts(say.ChartsRequest(columns=(0, 1)))
    assert [sum(chart.totals) for chart in charts.charts] == [rows, rows]
    explorer.cube(say.CubeRequest(active=0, columns=(1,)))
    nothing = (Contains(column="b", text="none"),)
    assert explorer.window(say.WindowRequest(conditions=nothing)).keys == ()


@given(
    values=st.lists(
        st.one_of(st.floats(allow_nan=False, allow_infinity=False, width=32), st.integers(-50, 50)),
        min_size=1,
        max_size=60,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_number_lies_in_the_bin_that_its_edges_say(values):
    numbers = [float(one) for one in values]
    explorer = Explorer(MemorySource(pa.table({"x": numbers}), name="numbers"))
    opened = explorer._opened(None)
    binned = opened.counter.binning(0)
    assert np.all(np.diff(binned.edges) > 0)
    found = opened.counter.codes(0)
    for number, code in zip(numbers, found.tolist(), strict=True):
        assert binned.edges[code] <= number < binned.edges[code + 1]
    for start in range(0, binned.size, max(1, binned.size // 5)):
        low, high = float(binned.edges[start]), float(binned.edges[start + 1])
        brush = Range(column="x", low=low, high=high)
        asked = explorer.window(say.WindowRequest(conditions=(brush,)))
        assert asked.total == int((found == start).sum())


def test_fine_bins_agree_with_a_search():
    rng = np.random.default_rng(3)
    edges = -7.3 + np.arange(241) * 0.1
    edges[0], edges[-1] = -1000.0, 5000.0
    values = np.concatenate([rng.uniform(-20, 40, 20_000), edges[:-1], [np.nan]])
    expected = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, 239)
    expected[-1] = 240
    assert _fine_bins(values, edges).tolist() == expected.tolist()


def test_half_a_surrogate_pair_is_refused_before_anything_is_asked():
    with pytest.raises(InputError, match="valid Unicode"):
        say.WindowRequest.read(
            {"conditions": [{"kind": "contains", "column": "a", "text": "\ud800"}]}
        )


def test_a_version_whose_file_is_gone_says_so(tmp_path):
    project = wb.open_project(tmp_path / "quality")
    dataset = project.add("numbers", pd.DataFrame({"id": range(10)}), key="id")
    explorer = Explorer(StoredSource(dataset.context))
    assert explorer.open(say.OpenRequest()).rows == 10
    blob_path(dataset.context.folder, dataset.source.blob).unlink()
    with pytest.raises(StoreError, match="no longer in the project"):
        explorer.window(say.WindowRequest(sort=(Sort(column="id", descending=True),)))
