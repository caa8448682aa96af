from __future__ import annotations

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from workbench import find_issues, open_project
from workbench import profile as wb_profile
from workbench.errors import ConflictError, InputError
from workbench.tables import as_pandas, read_table
from workbench.tables.names import distinct_names, known_name, own_names

COMPOSED, DECOMPOSED = "caf\u00e9", "cafe\u0301"


@pytest.mark.parametrize(
    ("given", "distinct"),
    [
        (["a", "b"], ["a", "b"]),
        (["x", "x", "x"], ["x", "x.1", "x.2"]),
        (["x", "x", "x.1"], ["x", "x.2", "x.1"]),
        (["x.1", "x", "x"], ["x.1", "x", "x.2"]),
        (["Id", "ID", "id"], ["Id", "ID.1", "id.2"]),
        ([COMPOSED, DECOMPOSED], [COMPOSED, DECOMPOSED + ".1"]),
        (["Straße", "STRASSE"], ["Straße", "STRASSE.1"]),
        (["a", "a.1", "a", "a.1"], ["a", "a.1", "a.2", "a.1.1"]),
        (["total", "total "], ["total", "total "]),
    ],
)
def test_repeated_names_get_a_suffix_that_no_other_column_has(given, distinct):
    names = distinct_names(given, "t")
    assert names.listed == distinct
    changed = {new: old for new, old in zip(distinct, given, strict=True) if new != old}
    assert names.renamed == changed
    assert names.note == ({"repeated_names": changed} if changed else {})


def test_repeated_names_can_be_refused():
    with pytest.raises(InputError, match=r"t: .*'A' is repeated \(columns 1: 'a', 3: 'A'\)") as e:
        distinct_names(["a", "b", "A"], "t", refuse=True)
    assert "names='number'" in str(e.value)
    assert distinct_names(["a", "b"], "t", refuse=True).listed == ["a", "b"]


def _sheet(path):
    book = openpyxl.Workbook()
    for row in (["x", "y", "x"], [1, 2, 3], [4, 5, 6]):
        book.active.append(row)
    book.save(path / "t.xlsx")
    return path / "t.xlsx"


def _written(path, name, content):
    (path / name).write_text(content)
    return path / name


ARROW = pa.table([[1, 4], [2, 5], [3, 6]], names=["x", "y", "x"])


def _parquet(path):
    pq.write_table(ARROW, path / "t.parquet")
    return path / "t.parquet"


def _feather(path):
    feather.write_feather(ARROW, path / "t.feather")
    return path / "t.feather"


def _parts(path):
    (path / "parts").mkdir()
    pq.write_table(ARROW.slice(0, 1), path / "parts" / "1.parquet")
    pq.write_table(ARROW.slice(1), path / "parts" / "2.parquet")
    return path / "parts"


MAKERS = {
    "csv": lambda path: _written(path, "t.csv", "x,y,x\n1,2,3\n4,5,6\n"),
    "tsv below a title": lambda path: _written(
        path, "t.tsv", "Report\n\nx\ty\tx\n1\t2\t3\n4\t5\t6\n"
    ),
    "excel": _sheet,
    "parquet": _parquet,
    "parts": _parts,
    "feather": _feather,
    "pandas": lambda path: pd.DataFrame([[1, 2, 3], [4, 5, 6]], columns=["x", "y", "x"]),
    "pyarrow": lambda path: ARROW,
    "duckdb": lambda path: duckdb.sql("FROM (VALUES (1, 2, 3), (4, 5, 6)) AS t(x, y, z)").project(
        "x, y, z AS x"
    ),
}


@pytest.mark.parametrize("kind", MAKERS)
def test_every_reader_reads_repeated_names(tmp_path, kind):
    table = read_table(MAKERS[kind](tmp_path))
    assert table.columns == ("x", "y", "x.1")
    assert table.rows("FROM data") == [(1, 2, 3), (4, 5, 6)]
    assert table.source.options["repeated_names"] == {"x.1": "x"}
    assert "1 repeated column name got a suffix ('x.1')" in table.guess


@pytest.mark.parametrize(
    "make",
    [
        lambda path: pl.DataFrame({"x": [1], "X": [2]}),
        lambda path: _written(path, "t.json", '[{"x": 1, "X": 2}]'),
        lambda path: _written(path, "t.jsonl", '{"x": 1, "X": 2}\n'),
        lambda path: _written(path, "t.csv", "x,X\n1,2\n"),
        lambda path: pd.DataFrame({"x": [1], "X": [2]}),
    ],
)
def test_names_that_differ_by_case_are_repeated(tmp_path, make):
    table = read_table(make(tmp_path))
    assert table.columns == ("x", "X.1")
    assert table.rows("FROM data") == [(1, 2)]


def test_a_query_and_flattened_json(tmp_path):
    url = f"sqlite:///{tmp_path / 'd.db'}"
    with sa.create_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (id INTEGER)")
    table = read_table(url, query="SELECT 1 AS a, 2 AS a")
    assert (table.columns, table.rows("FROM data")) == (("a", "a.1"), [(1, 2)])
    path = _written(tmp_path, "f.json", '[{"a.b": 1, "a": {"b": 2}}]')
    table = read_table(path, flatten=True)
    assert (table.columns, table.rows("FROM data")) == (("a.b", "a.b.1"), [(1, 2)])


@pytest.mark.parametrize(
    ("content", "columns", "found"),
    [
        ('[{"a": 1, "a": 2, "b": 3}, {"a": 4}]', "a a.1 b", [(1, 2, 3), (4, None, None)]),
        ('{"a": "x", "a": "y"}\n{"a": "z"}\n', "a a.1", [("x", "y"), ("z", None)]),
        ('[{"a": 1, "a": 2, "a": 3}]', "a a.1 a.2", [(1, 2, 3)]),
        ('[{"a": 1, "a": 2, "a.1": 3}]', "a a.2 a.1", [(1, 2, 3)]),
        ('[{"a": [1, 2], "a": null}, {}]', "a a.1", [("[1,2]", None), (None, None)]),
        ('[{"q\\"": "\\u00e9", "q\\"": "\\n"}]', 'q" q".1', [("é", "\n")]),
        (
            '[{"a": 12345678901234567890123, "a": "0123"}]',
            "a a.1",
            [("12345678901234567890123", "0123")],
        ),
    ],
)
def test_keys_that_a_json_object_repeats(tmp_path, content, columns, found):
    table = read_table(_written(tmp_path, "t.json", content))
    assert table.columns == tuple(columns.split())
    assert table.rows("FROM data") == found
    assert set(table.source.options["repeated_names"]) <= set(table.columns)
    assert "got a suffix" in table.guess


def test_refused_on_request_in_files(tmp_path):
    with pytest.raises(InputError, match=r"t\.csv: the column name 'a' is repeated"):
        read_table(_written(tmp_path, "t.csv", "a,a\n1,2\n"), names="refuse")


def test_a_pandas_frame_with_repeated_names_is_copied_not_changed():
    frame = pd.DataFrame([[1, 2]], columns=["a", "a"])
    assert list(as_pandas(frame).columns) == ["a", "a.1"]
    assert list(frame.columns) == ["a", "a"]


@pytest.mark.parametrize(
    "columns",
    [["id", "x", "x"], ["id", "x", "X"], ["id", COMPOSED, DECOMPOSED], ["id", "x", "x.1"]],
)
def test_a_version_keeps_the_names_that_were_read(tmp_path, columns):
    frame = pd.DataFrame([[1, "a", "b"], [2, "c", "d"]], columns=columns)
    dataset = open_project(tmp_path / "p").add("t", frame, key="id")
    names = distinct_names(columns, "t")
    wanted = own_names(names.listed, names.renamed)
    cleaned = dataset.clean().to_pandas()
    assert list(cleaned.columns) == wanted
    assert cleaned.to_numpy().tolist() == [[1, "a", "b"], [2, "c", "d"]]


def test_datasets_and_tags_in_another_unicode_form_are_the_same(tmp_path):
    project = open_project(tmp_path / "p")
    first = project.add(COMPOSED, pd.DataFrame({"id": [1]}), key="id")
    again = project.add(DECOMPOSED, pd.DataFrame({"id": [1, 2]}), key="id")
    assert project.datasets() == [COMPOSED]
    assert project.dataset(DECOMPOSED).name == first.name == again.name
    made = again.tag(DECOMPOSED)
    assert again.tag(COMPOSED, made).id == made.id
    with pytest.raises(ConflictError):
        again.tag(COMPOSED, 0)
    assert list(again.tags()) == [DECOMPOSED]
    assert again.at(COMPOSED)["id"].tolist() == [1, 2]
    again.untag(COMPOSED)
    assert again.tags() == {}


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        (DECOMPOSED, [COMPOSED], COMPOSED),
        (COMPOSED, ["cafe"], COMPOSED),
        ("\u212bngström", ["\u00c5ngström"], "\u00c5ngström"),
        ("\uac00", ["\u1100\u1161"], "\u1100\u1161"),
        ("A", ["a"], "A"),
        ("ﬁ", ["fi"], "ﬁ"),
    ],
)
def test_known_names(name, known, found):
    assert known_name(name, known) == found


@pytest.mark.parametrize(
    ("given", "outside"),
    [
        (["a", "A"], ["a", "A"]),
        (["x", "x"], ["x", "x.1"]),
        (["Id", "ID", "id"], ["Id", "ID", "id"]),
        (["x", "X", "x"], ["x", "X", "x.2"]),
        (["Straße", "STRASSE"], ["Straße", "STRASSE"]),
        ([COMPOSED, DECOMPOSED], [COMPOSED, DECOMPOSED + ".1"]),
        (["a", "A", "A.1"], ["a", "A", "A.1"]),
        (["k", "Größe", "GRÖSSE", "größe"], ["k", "Größe", "GRÖSSE", "größe"]),
    ],
)
def test_names_that_differ_by_case_come_back_as_they_were(tmp_path, given, outside):
    inside = distinct_names(given, "t")
    assert own_names(inside.listed, inside.renamed) == outside
    table = pa.table([[i, i + 10] for i in range(len(given))], names=given)
    dataset = open_project(tmp_path / "p").add("t", table)
    for version in (dataset.versions()[-1], dataset.clean()):
        assert list(version.to_pandas().columns) == ["row_key", *outside]
        assert version.to_arrow().column_names == ["row_key", *outside]
        assert version.to_arrow().columns[1:] == table.columns
        written = version.export_csv(tmp_path / "t.csv").read_text().splitlines()[0]
        assert written == ",".join(f'"{name}"' for name in ["row_key", *outside])
    restored = dataset.restore(0)
    assert restored.to_arrow().column_names == ["row_key", *outside]


@pytest.mark.parametrize("other", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize("name", [COMPOSED, DECOMPOSED])
def test_columns_are_found_by_the_other_unicode_form(tmp_path, name, other):
    frame = pd.DataFrame({"k": ["a", "b"], name: ["x", "y"]})
    dataset = open_project(tmp_path / "p").add("t", frame, key=other, label=other)
    assert dataset.key == name and dataset.label == name
    assert wb_profile(frame, target=other).target == name
    assert find_issues(frame, key=other).to_frame() is not None
