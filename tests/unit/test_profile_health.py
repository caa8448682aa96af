from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from workbench.errors import MissingColumnError


def healthy(size=600):
    rng = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "id": [f"c{i:04d}" for i in range(size)],
            "height": rng.normal(170, 9, size).round(1),
            "state": rng.choice(["Texas", "Ohio", "Utah"], size),
            "joined": pd.date_range("2020-01-01", periods=size),
        }
    )


def test_a_healthy_table_is_told_so(tmp_path):
    path = tmp_path / "people.csv"
    healthy().to_csv(path, index=False)
    health = wb.profile(path).health
    assert {aspect.name: aspect.verdict for aspect in health.aspects} == {
        "clean": "good",
        "balanced": "good",
        "consistent": "good",
        "reproducible": "good",
    }
    assert all(aspect.evidence for aspect in health.aspects)


def test_each_side_is_judged_by_its_own_evidence():
    frame = healthy()
    frame.loc[:250, "height"] = np.nan
    frame["state"] = ["Texas"] * 597 + ["Ohio"] * 3
    frame["again"] = frame["height"] * 2.54
    found = wb.profile(frame, target="state").health
    assert found.clean.verdict == "bad" and "502 missing values" in found.clean.evidence[0]
    assert found.balanced.verdict == "bad" and "'Ohio' has 3 rows" in found.balanced.evidence[0]
    assert any("height and again hold the same" in told for told in found.consistent.evidence)
    assert "came from memory" in found.reproducible.evidence[0]


def test_repeats_and_disguised_values():
    frame = healthy(100)
    frame["state"] = ["N/A"] * 20 + ["Texas"] * 80
    frame = pd.concat([frame, frame.head(10)])
    found = wb.profile(frame)
    assert found.duplicate_rows == 10
    assert "10 duplicate rows" in found.health.clean.evidence
    assert any(
        "30 placeholders for missing values in state" in e for e in found.health.clean.evidence
    )
    assert any("no column identifies the rows" in e for e in found.health.reproducible.evidence)


def test_the_target_must_be_there():
    with pytest.raises(MissingColumnError, match="state"):
        wb.profile(healthy(), target="nosuch")


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame(),
        pd.DataFrame({"a": pd.Series([], dtype="float64")}),
        pd.DataFrame({"a": [None] * 5}),
        pd.DataFrame({"a": [1]}),
        pd.DataFrame({"a": [[1, 2], [3]], "b": [{"x": 1}, None]}),
        pd.DataFrame({"a": [b"\x00\xff", b""]}),
        pd.DataFrame({" a'\"b": [1, 2], "a\nb": ["\x00", "\u202e"]}),
        pd.DataFrame({"a": [np.inf, -np.inf, np.nan, 1.0]}),
        pd.DataFrame({"a": ["x" * 1_000_000, "y"]}),
    ],
    ids=["nothing", "no rows", "all null", "one cell", "nested", "bytes", "names", "inf", "1 MB"],
)
def test_odd_tables_have_a_profile_too(frame):
    if frame.shape[1] == 0:
        with pytest.raises(wb.errors.InputError):
            wb.profile(frame)
        return
    found = wb.profile(frame)
    assert found.rows == len(frame)
    assert json.loads(json.dumps(found.to_dict()))["rows"] == len(frame)
    assert len(found.to_html()) < 200_000
    assert len(found.to_frame()) == frame.shape[1]


def test_numbers_beyond_64_bits_and_far_dates():
    import duckdb

    table = duckdb.sql(
        "select 170141183460469231731687303715884105727::hugeint h, '0001-01-01'::date d, "
        "'9999-12-31 23:59:59'::timestamp t, '44-03-15 (BC)'::date b, 'infinity'::date i, "
        "timestamptz '2020-01-01 00:00:00+05' z, 0.1::decimal(38, 20) e, interval 1 day v "
        "union all select 1, '2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01', "
        "timestamptz '2020-01-01 00:00:00-11', 2, interval 2 day"
    )
    found = wb.profile(table)
    assert found["h"].maximum == 2**127 - 1
    assert (found["d"].minimum, found["t"].maximum) == ("0001-01-01", "9999-12-31 23:59:59")
    assert found["i"].top == (("2020-01-01", 1), ("infinity", 1))
    assert json.dumps(found.to_dict())
    assert "9999-12-31" in found.to_html()


def test_a_thousand_columns():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(50, 1000)), columns=[f"c{i}" for i in range(1000)])
    found = wb.profile(frame)
    page = found.to_html()
    assert "Showing 300 of 1,000 columns" in page
    assert len(found.associations.columns) <= 60
    assert len(found.to_frame()) == 1000


def test_every_type_of_the_engine_has_a_profile():
    import duckdb

    names = [row[0] for row in duckdb.sql("DESCRIBE SELECT * FROM test_all_types()").fetchall()]
    assert len(names) > 50
    for name in names:
        found = wb.profile(duckdb.sql(f'SELECT "{name}" FROM test_all_types()'))
        assert json.dumps(found.to_dict(), allow_nan=False), name
        assert name in found.to_html()
        assert found.reference()["columns"]
        if name != "hugeint":  # DuckDB cannot write its smallest value, -2^127, as text
            assert found.compare(found).verdict in ("none", "too few rows")
