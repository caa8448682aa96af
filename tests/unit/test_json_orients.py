"""What ``DataFrame.to_json`` writes is read as the table that it was."""

import json

import pandas as pd
import pytest

from workbench.errors import InputError
from workbench.tables import read_table

FRAMES = {
    "two columns": pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}),
    "odd names": pd.DataFrame({"a/b": [1], "c~d": ["x"], 'q"q': [2.5], "$.e": [True], "": ["n"]}),
    "missing values": pd.DataFrame({"a": [None, 1.5, 2.5], "b": ["x", None, "z"]}),
    "nested values": pd.DataFrame({"a": [{"k": 1}, [1]], "b": [1, 2]}),
    "one row": pd.DataFrame({"a": [7], "b": ["x"]}),
    "one column": pd.DataFrame({"only": range(12)}),
    "names like labels": pd.DataFrame({"0": [1, 2, 3], "1": [4, 5, 6]}),
}


def written(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("orient", ["columns", "split", "index"])
@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_comes_back_as_from_records(tmp_path, name, orient):
    frame = FRAMES[name].rename(columns={"": "empty"})
    want = read_table(written(tmp_path / "r.json", frame.to_json(orient="records")))
    got = read_table(written(tmp_path / "t.json", frame.to_json(orient=orient)))
    if (name, orient) == ("names like labels", "index"):
        # both levels are numbered: the default of pandas is taken, and said
        assert got.source.options["orient"] == "columns"
        return
    assert got.to_arrow().to_pylist() == want.to_arrow().to_pylist()
    assert got.types == want.types
    assert got.source.options["orient"] == orient


@pytest.mark.parametrize("orient", ["columns", "split", "index"])
def test_labels_that_say_more_than_the_place_are_a_column(tmp_path, orient):
    frame = pd.DataFrame({"a": [1, 2]}, index=[20, 10])
    got = read_table(written(tmp_path / "t.json", frame.to_json(orient=orient)))
    assert got.to_arrow().to_pylist() == [{"index": 20, "a": 1}, {"index": 10, "a": 2}]


def test_lists_of_one_length_are_rows(tmp_path):
    frame = FRAMES["two columns"]
    got = read_table(written(tmp_path / "t.json", frame.to_json(orient="values")))
    assert got.to_arrow().to_pylist() == [
        {"column_1": 1, "column_2": "x"},
        {"column_1": 2, "column_2": "y"},
    ]


def test_the_table_orient_is_read_as_its_records(tmp_path):
    text = FRAMES["two columns"].to_json(orient="table")
    got = read_table(written(tmp_path / "t.json", text))
    assert got.to_arrow().select(["a", "b"]).to_pylist() == [
        {"a": 1, "b": "x"},
        {"a": 2, "b": "y"},
    ]


@pytest.mark.parametrize(
    "record",
    [
        {"billing": {"city": "x"}, "shipping": {"city": "y"}},
        {"name": "Ann", "years": {"2020": 1, "2021": 2}},
        {"a": {"0": 1}, "b": {"1": 1}},
        {"columns": ["a"], "data": [[1, 2]]},
        {"columns": 3, "data": "x", "index": None},
        {"a": {}, "b": {}},
        {"o": {"0": {"k": 1}}, "p": 5},
    ],
)
def test_a_record_with_objects_in_it_stays_one_record(tmp_path, record):
    got = read_table(written(tmp_path / "t.json", json.dumps(record)))
    assert len(got) == 1
    assert got.columns == tuple(record)
    assert "orient" not in got.source.options


@pytest.mark.parametrize("text", ["[[1, 2], [3]]", "[[]]", "[[1], 2]", "[1, 2]"])
def test_lists_that_are_no_rows_are_refused(tmp_path, text):
    with pytest.raises(InputError, match="not an object"):
        read_table(written(tmp_path / "t.json", text))


@pytest.mark.parametrize("orient", ["columns", "index", "split", "values"])
def test_the_orient_is_told(tmp_path, orient):
    frame = pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]})
    frame.to_json(tmp_path / "t.json", orient=orient)
    table = read_table(tmp_path / "t.json")
    assert table.source.options["orient"] in table.guess
    assert "orient: " in table.guess
    frame.to_json(tmp_path / "r.json", orient="records")
    assert "orient: " not in read_table(tmp_path / "r.json").guess
