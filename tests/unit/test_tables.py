from __future__ import annotations

import datetime
import gzip
import json
import re

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from workbench.errors import InputError, MissingColumnError
from workbench.tables import as_pandas, check_key, quoted, read_table, with_row_key


@pytest.fixture
def csv(tmp_path):
    def write(content, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_types_lose_nothing(csv):
    table = read_table(
        csv(
            "whole,decimal,day,moment,zip,mixed,long,signed\n"
            "1,1.50,2020-01-31,2020-01-31 10:00,00501,1,12345678901234567890,+1\n"
            ",2.0e3,,,10115,x,2,2\n"
        )
    )
    assert table.types["whole"] == "BIGINT"
    assert table.types["decimal"] == "DOUBLE"
    assert table.types["day"] == "DATE"
    assert table.types["moment"] == "TIMESTAMP"
    for text in ("zip", "mixed", "long", "signed"):  # each would lose digits or signs as a number
        assert table.types[text] == "VARCHAR", text
    assert table.rows("FROM data")[0][:4] == (
        1,
        1.5,
        datetime.date(2020, 1, 31),
        datetime.datetime(2020, 1, 31, 10),
    )
    assert table.rows("FROM data")[1][0] is None
    assert table.source.options["types"]["whole"] == "BIGINT"


def test_an_impossible_day_keeps_the_column_text(csv):
    assert read_table(csv("d\n2020-02-30\n")).types == {"d": "VARCHAR"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(csv, delimiter):
    table = read_table(csv(f'a{delimiter}b\n1{delimiter}"x{delimiter}y"\n2{delimiter}z\n'))
    assert table.columns == ("a", "b")
    assert table.rows("FROM data") == [(1, f"x{delimiter}y"), (2, "z")]
    assert table.source.options["delimiter"] == delimiter


def test_order_quotes_and_newlines_are_kept(csv):
    rows = [(i, f'{i} "quoted",\nline') for i in range(5000)]
    text = "n,t\r\n" + "".join(f'{n},"{t.replace(chr(34), chr(34) * 2)}"\r\n' for n, t in rows)
    assert read_table(csv(text)).rows("FROM data") == rows


def test_null_words_stay_text(csv):
    assert read_table(csv("a,b\nNA,x\nNULL,y\n")).rows("FROM data") == [("NA", "x"), ("NULL", "y")]


def test_byte_order_mark_and_gzip(tmp_path):
    path = tmp_path / "t.csv.gz"
    path.write_bytes(gzip.compress("\ufeffä,b\n1,2\n".encode()))
    assert read_table(path).columns == ("ä", "b")


def test_other_encodings_on_request(csv):
    path = csv("name\ncafé\n".encode("cp1252"))
    with pytest.raises(InputError, match=r"byte 8 is not valid utf-8.*encoding='cp1252'"):
        read_table(path, encoding="utf-8")
    assert read_table(path, encoding="cp1252").rows("FROM data") == [("café",)]
    utf16 = csv("a,b\n1,é\n".encode("utf-16"), "u.csv")
    assert read_table(utf16, encoding="utf-16").rows("FROM data") == [(1, "é")]


def test_without_a_header(csv):
    assert read_table(csv("1,x\n2,y\n"), header=False).columns == ("column_1", "column_2")


def test_a_file_name_is_no_pattern(tmp_path):
    pq.write_table(pa.table({"a": [1]}), tmp_path / "x[1]*.parquet")
    pq.write_table(pa.table({"a": [2]}), tmp_path / "x1.parquet")
    assert read_table(tmp_path / "x[1]*.parquet").rows("FROM data") == [(1,)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n1,2,3\n1,2\n", "line 3: 3 fields where the header has 2"),
        ("a,b\n1,2\n1\n", "line 3: 1 fields where the header has 2"),
        (b"PK\x03\x04\x00\x00", "byte 4 is NUL"),
        (b"\x1f\x8b\x08", "not valid utf-8"),
    ],
)
def test_bad_files_are_told_in_one_sentence(csv, content, message):
    with pytest.raises(InputError, match=message) as raised:
        read_table(csv(content))
    assert "\n" not in str(raised.value)
    assert "table.csv" in str(raised.value)


def test_other_bad_sources(tmp_path):
    (tmp_path / "cut.parquet").write_bytes(b"PAR1")
    (tmp_path / "x.docx").write_bytes(b"x")
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n" * 99)[:-9])
    for source, message in [
        (tmp_path / "nowhere.csv", "no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / "cut.parquet", "not a readable Parquet"),
        (tmp_path / "x.docx", "not read yet"),
        (tmp_path / "cut.csv.gz", "damaged or truncated"),
        ([1, 2], "is not a table"),
        (None, "is not a table"),
        (pd.DataFrame([[1]]), "not text"),
        (pd.DataFrame(), "has no columns"),
        (pd.DataFrame({"a\x00": [1]}), "NUL"),
    ]:
        with pytest.raises(InputError, match=message):
            read_table(source)


@pytest.mark.parametrize(
    "make",
    [
        pd.DataFrame,
        pl.DataFrame,
        pa.table,
        lambda data: duckdb.from_arrow(pa.table(data)),
        lambda data: pl.LazyFrame(data),
    ],
)
def test_every_kind_of_table_reads_the_same(make):
    data = {"n": [1, 2, 3], "t": ["x", None, 'q"'], "f": [1.5, None, 2.0]}
    table = read_table(make(data))
    assert table.rows("FROM data") == [(1, "x", 1.5), (2, None, None), (3, 'q"', 2.0)]
    assert len(table.source.fingerprint) == 64


def test_fingerprints_name_the_content(csv):
    frame = pd.DataFrame({"a": [1, 2]})
    first = read_table(frame).source.fingerprint
    assert read_table(frame.copy()).source.fingerprint == first
    assert read_table(frame[::-1].reset_index(drop=True)).source.fingerprint != first


def test_mixed_objects_become_text_and_categories_plain():
    frame = pd.DataFrame({"m": [1, "x", None], "c": pd.Categorical(["u", "v", "u"])})
    assert read_table(frame).rows("FROM data") == [("1", "u"), ("x", "v"), (None, "u")]


def test_hostile_names_stay_names(csv):
    name = 'x"; DROP TABLE data; --'
    table = read_table(pd.DataFrame({name: [1], "a'b": [2]}))
    assert table.rows(f"SELECT {quoted(name)} FROM data") == [(1,)]
    path = csv('we\'ird"",}{,b\n1,2,3\n')
    assert read_table(path).columns == ('we\'ird""', "}{", "b")


def test_whole_numbers_with_gaps_stay_whole():
    frame = read_table(pa.table({"n": [2**60 + 1, None]})).to_pandas()
    assert frame["n"].tolist()[0] == 2**60 + 1
    assert frame["n"].isna().tolist() == [False, True]


def test_as_pandas_returns_a_pandas_frame_itself():
    frame = pd.DataFrame({"a": [1]})
    assert as_pandas(frame) is frame


def test_a_key_names_each_row_once():
    table = read_table(pd.DataFrame({"a": [1, 1, 2], "b": ["x", None, "y"], "c": [1.5, 2.5, 3.5]}))
    with pytest.raises(InputError, match=r"1 \(2 times\)"):
        check_key(table, "a")
    with pytest.raises(InputError, match=r"missing in 1 row \(row 2, counted from 1\);"):
        check_key(table, "b")
    with pytest.raises(InputError, match="is DOUBLE"):
        check_key(table, "c")
    with pytest.raises(MissingColumnError, match="'d' is missing; present are 'a', 'b', 'c'"):
        check_key(table, "d")


def test_row_keys_name_content_and_occurrence():
    frame = pd.DataFrame({"a": ["x", "y", "x"], "b": [1, 2, 1]})
    keys = with_row_key(read_table(frame)).to_pandas()["row_key"].tolist()
    again = with_row_key(read_table(frame.iloc[::-1])).to_pandas()["row_key"].tolist()
    assert keys[0].endswith("-1") and keys[2] == keys[0][:-1] + "2"
    assert set(again) == set(keys) and again[1] == keys[1]
    shifted = pd.DataFrame({"a": ["1|1:2"], "b": ["3"]}), pd.DataFrame({"a": ["1"], "b": ["2|1:3"]})
    one, two = (with_row_key(read_table(t)).to_pandas()["row_key"][0] for t in shifted)
    assert one != two


def test_an_empty_table_is_a_table(csv):
    table = read_table(csv("a,b\n"))
    assert len(table) == 0
    assert table.columns == ("a", "b")
    assert len(with_row_key(table)) == 0


@pytest.mark.parametrize(
    ("values", "note"),
    [
        (["12E4", "13E5", "10001"], "codes or numbers"),
        (["5e1", "5e2", "5e3"], "codes or numbers"),
        (["1E10", "1.5", "2"], "codes or numbers"),
        (["1234567", "12e55", "7654321"], "codes or numbers"),
        (["007", "008", "1E3"], "codes or numbers"),
        (["00501", "10115", "2000"], None),
        (["1234567890123456789", "1", "2"], "over 18 digits"),
        (["3.14159265358979323846", "1.5", "2.5"], "more digits than a float holds"),
        (["123456789012.12345678", "1.5", "2.5"], "more digits than a float holds"),
        (["1e5x", "2", "3"], None),
    ],
)
@pytest.mark.parametrize("form", ["csv", "tsv", "wide", "json"])
def test_codes_that_look_like_numbers_stay_text(tmp_path, values, note, form):
    if form == "json":
        path = tmp_path / "t.json"
        path.write_text(json.dumps([{"code": value, "x": "a"} for value in values]))
    else:
        sign = {"csv": ",", "tsv": "\t", "wide": ","}[form]
        more = "".join(f"{sign}c{i}" for i in range(250 if form == "wide" else 1))
        lines = [f"code{more}"] + [value + re.sub("c", "w", more) for value in values]
        path = tmp_path / f"t.{'tsv' if form == 'tsv' else 'csv'}"
        path.write_text("\n".join(lines) + "\n")
    table = read_table(path)
    assert [row[0] for row in table.rows("SELECT code FROM data")] == values
    assert (note or "") in table.guess


@pytest.mark.parametrize(
    "values",
    [
        ["1.5E+03", "2.5e-7"],
        ["1e-07", "2e+16", "3"],
        ["0.30000000000000004", "0.9507143064162014"],
        ["1.0E10", "2.5E3"],
        ["-1.25", "100.000", "0.1"],
        ["1e+22", "12345.678901234567"],
    ],
)
def test_numbers_as_programs_write_them_are_numbers(csv, values):
    table = read_table(csv("v,x\n" + "".join(f"{value},a\n" for value in values)))
    assert [row[0] for row in table.rows("SELECT v FROM data")] == list(map(float, values))


def test_a_json_number_with_an_exponent_is_a_number(tmp_path):
    (tmp_path / "t.json").write_text('[{"v": 1E10}, {"v": 2}]')
    assert read_table(tmp_path / "t.json").rows("FROM data") == [(1e10,), (2.0,)]


@pytest.mark.parametrize(
    ("index", "notes"),
    [
        (None, {}),
        (pd.Index(["x", "y"]), {}),
        (pd.Index(["x", "y"], name="city"), {"city": "is in the index, which is not read"}),
        (
            pd.MultiIndex.from_tuples([(1, 2), (3, 4)], names=["year", "a"]),
            {"year": "is in the index, which is not read"},
        ),
        (pd.MultiIndex.from_tuples([(1, 2), (3, 4)]), {"index": "its 2 levels are not read"}),
    ],
)
def test_an_index_with_data_is_told(index, notes):
    found = read_table(pd.DataFrame({"a": [1, 2]}, index=index)).source.options.get("notes", {})
    assert found.keys() == notes.keys()
    assert all("frame.reset_index()" in note for note in found.values())
    assert all(found[name].startswith(note) for name, note in notes.items())
