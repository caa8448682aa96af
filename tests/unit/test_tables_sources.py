from __future__ import annotations

import bz2
import datetime
import gzip
import json
import lzma
import math
import zipfile

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq
import pytest
import sqlalchemy as sa

from workbench.errors import InputError
from workbench.tables import read_table
from workbench.tables.redact import plain_url, without_secrets

CSV = b"a,b\n1,x\n2,y\n"
ROWS = [(1, "x"), (2, "y")]
TABLE = pa.table({"a": [1, 2], "b": ["x", "y"]})


def rows(table):
    return table.rows("FROM data")


@pytest.fixture
def book(tmp_path):
    def write(sheets, merges=(), name="book.xlsx"):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, cells in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in cells:
                sheet.append(row)
        for cells in merges:
            workbook.worksheets[0].merge_cells(cells)
        path = tmp_path / name
        workbook.save(path)
        return path

    return write


# -- Excel -------------------------------------------------------------------------------------


def test_a_sheet_keeps_its_types(book):
    day = datetime.date(2020, 1, 2)
    path = book(
        {
            "One": [
                ["id", "ratio", "day", "yes", "code", "mixed"],
                [1, 2.5, day, True, "007", 1],
                [2, None, day, False, "x", "y"],
            ],
            "Two": [["k"], ["v"]],
        }
    )
    table = read_table(path)
    assert table.types["id"] == "BIGINT"
    assert table.types["ratio"] == "DOUBLE"
    assert table.types["yes"] == "BOOLEAN"
    assert rows(table) == [(1, 2.5, day, True, "007", "1"), (2, None, day, False, "x", "y")]
    assert table.source.options["sheets"] == ["One", "Two"]
    assert "sheet: 'One' (other sheets: 'Two')" in table.guess
    assert rows(read_table(path, sheet="Two")) == [("v",)]
    assert rows(read_table(path, sheet=1)) == [("v",)]
    with pytest.raises(InputError, match=r"no sheet 'Three'; its sheets are 'One', 'Two'"):
        read_table(path, sheet="Three")
    with pytest.raises(InputError, match="no sheet number 2"):
        read_table(path, sheet=2)


def test_merged_header_cells_and_titles(book):
    path = book(
        {
            "S": [
                ["Sales by region"],
                [],
                ["shop", "2019", None, "2020", None],
                [None, "north", "south", "north", "south"],
                ["p", 1, 2, 3, 4],
                ["q", 5, 6, 7, 8],
            ]
        },
        merges=["B3:C3", "D3:E3", "A3:A4"],
    )
    table = read_table(path)
    assert table.columns == ("shop", "2019 north", "2019 south", "2020 north", "2020 south")
    assert rows(table) == [("p", 1, 2, 3, 4), ("q", 5, 6, 7, 8)]
    assert table.source.options["header"] == [3, 4]
    assert rows(read_table(path, header=[3, 4], footer=1)) == [("p", 1, 2, 3, 4)]


def test_workbooks_that_cannot_be_read(book, tmp_path):
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )
    with pytest.raises(InputError, match=r"locked\.xlsx: the workbook needs a password"):
        read_table(locked)
    whole = book({"S": [["a"], [1]]}).read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"cut\.xlsx: this is not a readable workbook"):
        read_table(tmp_path / "cut.xlsx")
    with pytest.raises(InputError, match="sheet 'S' is empty"):
        read_table(book({"S": [], "T": [["a"]]}))


def test_macros_are_not_run(book):
    assert rows(read_table(book({"S": [["a"], [1]]}, name="m.xlsm"))) == [(1,)]


# -- JSON --------------------------------------------------------------------------------------

RECORDS = [
    {"id": 1, "who": {"name": "Ann", "home": {"city": "Rome"}}, "tags": ["x"], "ok": True},
    {"id": 2, "who": {"name": "Bob"}, "day": "2020-01-31", "n": 1.5, "zip": "00501"},
]


@pytest.mark.parametrize("wrap", ["array", "lines", "object"])
def test_json_records(tmp_path, wrap):
    path = tmp_path / ("t.jsonl" if wrap == "lines" else "t.json")
    path.write_text(
        "\n".join(map(json.dumps, RECORDS))
        if wrap == "lines"
        else json.dumps(RECORDS if wrap == "array" else {"meta": {"n": 2}, "rows": RECORDS})
    )
    table = read_table(path)
    assert table.columns == ("id", "who", "tags", "ok", "day", "n", "zip")
    assert table.types["id"] == "BIGINT"
    assert table.types["ok"] == "BOOLEAN"
    assert table.types["zip"] == "VARCHAR"
    first, second = rows(table)
    assert json.loads(first[1]) == RECORDS[0]["who"]
    assert second[4:] == (datetime.date(2020, 1, 31), 1.5, "00501")
    assert table.source.options["json_text"] == ["who", "tags"]
    flat = read_table(path, flatten=True)
    assert flat.columns == ("id", "who.name", "who.home.city", "tags", "ok", "day", "n", "zip")
    assert [row[2] for row in rows(flat)] == ["Rome", None]


def test_json_numbers_lose_nothing(tmp_path):
    path = tmp_path / "t.json"
    path.write_text('[{"a": 12345678901234567890123, "b": 1, "~/x": "é"}, {"a": 1, "b": "x"}]')
    table = read_table(path)
    assert table.types == {"a": "VARCHAR", "b": "VARCHAR", "~/x": "VARCHAR"}
    assert rows(table) == [("12345678901234567890123", "1", "é"), ("1", "x", None)]


def test_json_fractions_are_doubles(tmp_path):
    path = tmp_path / "t.json"
    values = [1 / 3, 2 / 7, 1e-300, 5]
    path.write_text(json.dumps([{"v": value} for value in values]))
    assert rows(read_table(path)) == [(value,) for value in values]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('[{"a": 1}, {"a":', "truncated"),
        ('{"a": 1}\n{"a": 2', "not valid JSON"),
        ("[1, 2]", "record 1 is ubigint, not an object"),
        ("hello", "begins with 'h'"),
        (" \n", "only blank lines"),
    ],
)
def test_bad_json_is_told_in_one_sentence(tmp_path, content, message):
    path = tmp_path / "bad.json"
    path.write_text(content)
    with pytest.raises(InputError, match=message) as raised:
        read_table(path)
    assert "\n" not in str(raised.value)
    assert "bad.json" in str(raised.value)


# -- Arrow, Parquet, packed files --------------------------------------------------------------


def test_arrow_files(tmp_path):
    feather.write_feather(TABLE, tmp_path / "t.feather")
    with pa.OSFile(str(tmp_path / "t.arrow"), "wb") as out, pa.ipc.new_file(out, TABLE.schema) as w:
        w.write_table(TABLE)
    stream = tmp_path / "s.arrow"
    with pa.OSFile(str(stream), "wb") as out, pa.ipc.new_stream(out, TABLE.schema) as w:
        w.write_table(TABLE)
    for name in ("t.feather", "t.arrow", "s.arrow"):
        assert rows(read_table(tmp_path / name)) == ROWS, name
    (tmp_path / "cut.arrow").write_bytes((tmp_path / "t.arrow").read_bytes()[:200])
    with pytest.raises(InputError, match=r"cut\.arrow: this is not a readable Arrow"):
        read_table(tmp_path / "cut.arrow")


def test_a_folder_and_a_pattern_of_parquet_files(tmp_path):
    (tmp_path / "parts").mkdir()
    for i in range(3):
        pq.write_table(pa.table({"n": [2 * i, 2 * i + 1]}), tmp_path / f"parts/p{i}.parquet")
    for source in (tmp_path / "parts", str(tmp_path / "parts" / "*.parquet")):
        table = read_table(source)
        assert rows(table) == [(i,) for i in range(6)]
        assert table.source.options["files"] == 3
    pq.write_table(pa.table({"m": [1]}), tmp_path / "parts/p9.parquet")
    with pytest.raises(InputError, match=r"columns of p9\.parquet differ from those of p0"):
        read_table(tmp_path / "parts")
    with pytest.raises(InputError, match="no file fits this pattern"):
        read_table(tmp_path / "x*.parquet")


def test_a_folder_parted_by_a_column(tmp_path):
    for year in (2019, 2020):
        (tmp_path / f"d/year={year}").mkdir(parents=True)
        pq.write_table(pa.table({"n": [year]}), tmp_path / f"d/year={year}/p.parquet")
    assert rows(read_table(tmp_path / "d")) == [(2019, 2019), (2020, 2020)]


def test_a_parquet_file_cut_short(tmp_path):
    path = tmp_path / "t.parquet"
    pq.write_table(pa.table({"a": list(range(9999))}), path)
    path.write_bytes(path.read_bytes()[:-500])
    with pytest.raises(InputError, match="not a readable Parquet file, or it is truncated"):
        read_table(path)


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz", "zst", "zip"])
def test_packed_files(tmp_path, ending):
    path = tmp_path / f"t.csv.{ending}"
    if ending == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("inner.csv", CSV)
    elif ending == "zst":
        with pa.CompressedOutputStream(str(path), "zstd") as out:
            out.write(CSV)
    else:
        pack = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[ending]
        path.write_bytes(pack(CSV))
    table = read_table(path)
    assert rows(table) == ROWS
    assert table.source.kind == "csv"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(InputError, match="damaged or truncated"):
        read_table(path)


def test_packed_parquet_and_json(tmp_path):
    pq.write_table(TABLE, tmp_path / "t.parquet")
    (tmp_path / "t.parquet.gz").write_bytes(gzip.compress((tmp_path / "t.parquet").read_bytes()))
    assert rows(read_table(tmp_path / "t.parquet.gz")) == ROWS
    (tmp_path / "t.jsonl.gz").write_bytes(gzip.compress(b'{"a": 1}\n{"a": 2}\n'))
    assert rows(read_table(tmp_path / "t.jsonl.gz")) == [(1,), (2,)]


def test_a_zip_file_with_two_members(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.zip", "w") as archive:
        archive.writestr("a.csv", CSV)
        archive.writestr("b.csv", CSV)
    with pytest.raises(InputError, match=r"contains 2 files \('a\.csv', 'b\.csv'\)"):
        read_table(tmp_path / "t.zip")


# -- hard content ------------------------------------------------------------------------------


def test_ten_thousand_columns(tmp_path):
    path = tmp_path / "wide.csv"
    names = [f"c{i}" for i in range(10_000)]
    line = ",".join(map(str, range(10_000)))
    path.write_text(",".join(names) + "\n" + (line + "\n") * 3)
    table = read_table(path)
    assert table.columns == tuple(names)
    assert len(table) == 3
    assert table.rows("SELECT c9999 FROM data LIMIT 1") == [(9999,)]


def test_a_very_large_cell(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("a,b\n1,2\n3,")
        for _ in range(64):
            file.write("x" * (1 << 20))
        file.write("\n")
    with pytest.raises(InputError, match=r"large\.csv, line 3: .*20 MB") as raised:
        read_table(path)
    assert "\n" not in str(raised.value)


def test_values_at_the_edges(tmp_path):
    path = tmp_path / "edges.csv"
    path.write_text(
        "big,day,zone,far\n"
        "9223372036854775808,0000-01-01,2020-01-01T00:00:00+01:00,9999-12-31\n"
        "1,2020-01-01,2020-01-01T00:00:00Z,0001-01-01\n"
    )
    table = read_table(path)
    assert table.types == {
        "big": "VARCHAR", "day": "VARCHAR", "zone": "VARCHAR", "far": "DATE",
    }  # fmt: skip
    assert rows(table)[0] == (
        "9223372036854775808",
        "0000-01-01",
        "2020-01-01T00:00:00+01:00",
        datetime.date(9999, 12, 31),
    )
    assert list(table.source.options["notes"]) == ["big", "day", "zone"]
    assert "note: zone: datetimes in 2 time zones are kept as text" in table.guess
    frame = table.to_pandas()
    assert str(frame["far"][0])[:10] == "9999-12-31"


def test_nulls_and_infinities_in_objects():
    frame = pd.DataFrame({"n": [math.inf, -math.inf, math.nan], "x": [None, None, None]})
    table = read_table(frame)
    assert table.types["x"] == "VARCHAR"
    assert rows(table)[:2] == [(math.inf, None), (-math.inf, None)]


def test_python_integers_beyond_64_bits_become_text():
    table = read_table(pd.DataFrame({"n": [2**70, 1]}, dtype=object))
    assert rows(table) == [(str(2**70),), ("1",)]


def test_moments_far_away_and_in_other_zones_survive():
    hour = datetime.timedelta(hours=1)
    far = [datetime.datetime(9999, 12, 31, 23, 59), datetime.datetime(1, 1, 1)]
    zoned = [datetime.datetime(2020, 1, 1, 12, tzinfo=datetime.timezone(i * hour)) for i in (0, 2)]
    table = read_table(pd.DataFrame({"far": far, "zoned": zoned}, dtype=object))
    assert table.types["zoned"] == "TIMESTAMP WITH TIME ZONE"
    assert rows(table) == list(zip(far, zoned, strict=True))
    assert [str(day)[:10] for day in table.to_pandas()["far"]] == ["9999-12-31", "0001-01-01"]


def test_messages_lose_every_form_of_a_secret():
    url = sa.make_url("postgresql://me:a%2Fb c@host/db?token=t%40k")
    message = "cannot reach postgresql://me:xx@host/db with a/b c, a%2Fb%20c, a%2Fb+c and t@k"
    assert without_secrets(message, url) == (
        "cannot reach postgresql://host/db with ***, ***, *** and ***"
    )
    assert plain_url("s3://key:word@bucket/a.csv?sig=x#y") == "s3://bucket/a.csv"
