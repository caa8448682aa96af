"""One column of Python objects: a common type only where every value keeps its meaning."""

import datetime as dt
import decimal
import sqlite3
import uuid
import zoneinfo

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from workbench.tables import read_table
from workbench.tables.mixed import column_of

D, M, T = decimal.Decimal, dt.datetime, dt.timedelta
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")

KEPT = {
    "whole and real": ([1, 2.5, None], pa.float64(), [1.0, 2.5, None]),
    "whole and decimal": ([1, D("2.50")], pa.decimal128(3, 2), [D("1.00"), D("2.50")]),
    "real and decimal": ([0.1, D("2.5")], pa.decimal128(2, 1), [D("0.1"), D("2.5")]),
    "date, then datetime": (
        [dt.date(2024, 1, 1), M(2024, 1, 1, 14, 30)],
        pa.timestamp("us"),
        [M(2024, 1, 1), M(2024, 1, 1, 14, 30)],
    ),
    "NumPy and Python": ([np.int8(1), 2, np.float32(0.5)], pa.float64(), [1.0, 2.0, 0.5]),
    "beyond signed 64 bits": ([2**64 - 1, 0], pa.uint64(), [2**64 - 1, 0]),
    "one zone": (
        [M(2024, 1, 1, tzinfo=BERLIN), M(2024, 7, 1, tzinfo=BERLIN)],
        pa.timestamp("us", "Europe/Berlin"),
        [M(2024, 1, 1, tzinfo=BERLIN), M(2024, 7, 1, tzinfo=BERLIN)],
    ),
    "nanoseconds": (
        [pd.Timedelta(7), T(hours=1), np.timedelta64(5, "s")],
        pa.duration("ns"),
        [pd.Timedelta(7), pd.Timedelta(hours=1), pd.Timedelta(seconds=5)],
    ),
    "all kinds of missing": ([pd.NA, None, float("nan"), pd.NaT, D("NaN"), 5], pa.int64(), None),
    "nothing": ([None, float("nan"), pd.NaT], pa.string(), [None] * 3),
}

TEXT = {
    "number after a date": ([dt.date(2020, 1, 5), 43836], ["2020-01-05", "43836"]),
    "number after a datetime": (
        [M(2020, 1, 5, 8), 43836.5],
        ["2020-01-05 08:00:00", "43836.5"],
    ),
    "number after a time": ([dt.time(9, 30), 0.5], ["09:30:00", "0.5"]),
    "number after a duration": ([T(hours=30), 5], ["30:00:00", "5"]),
    "truth after a number": ([1.5, True], ["1.5", "True"]),
    "number after truth": ([False, 0], ["False", "0"]),
    "text after a number": ([7, "x", float("nan")], ["7", "x", None]),
    "time and datetime": ([dt.time(1), M(2020, 1, 1)], ["01:00:00", "2020-01-01 00:00:00"]),
    "with and without zone": (
        [M(2020, 1, 1), M(2020, 1, 1, tzinfo=dt.UTC)],
        ["2020-01-01 00:00:00", "2020-01-01 00:00:00+00:00"],
    ),
    "floats that are not the number": ([2**53 + 1, 0.5], [str(2**53 + 1), "0.5"]),
    "beyond 64 bits": ([2**64, -1], [str(2**64), "-1"]),
    "decimals of 60 digits": ([D("1e59"), D("0.5")], ["1" + "0" * 59, "0.5"]),
    "bytes and text": ([b"ab", "c", b"\xff\x00"], ["ab", "c", "ff00"]),
    "objects of different keys": ([{"a": 1}, {"b": 2}], ['{"a": 1}', '{"b": 2}']),
    "a list with truth and number": ([[1, True], [2]], ["[1, true]", "[2]"]),
    "UUIDs": ([uuid.UUID(int=1)], [str(uuid.UUID(int=1))]),
    "duration below zero": ([T(seconds=-90), "x"], ["-0:01:30", "x"]),
}


@pytest.mark.parametrize("name", KEPT)
def test_values_that_keep_their_meaning_get_a_common_type(name):
    values, type_, want = KEPT[name]
    made, _ = column_of(values)
    assert made.type == type_
    if want is not None:
        assert made.to_pylist() == want


@pytest.mark.parametrize("name", TEXT)
def test_other_mixtures_are_text_as_a_person_reads_it_and_told(name):
    values, want = TEXT[name]
    made, note = column_of(values)
    assert made.type == pa.string()
    assert made.to_pylist() == want
    assert "text" in note


@pytest.mark.parametrize("name", TEXT)
def test_the_order_of_the_values_does_not_matter(name):
    values, want = TEXT[name]
    made, _ = column_of(values[::-1])
    assert made.to_pylist() == want[::-1]


def test_a_pandas_column_of_objects_tells_what_it_became():
    frame = pd.DataFrame({"v": pd.Series([dt.date(2020, 1, 5), 43836], dtype=object)})
    table = read_table(frame)
    assert table.source.options["notes"] == {
        "v": "dates and numbers in one column are kept as text"
    }
    assert "note: v: dates and numbers" in table.guess


@pytest.mark.parametrize(
    "cells",
    [
        [M(2024, 1, 1), M(2024, 1, 1, 14, 30), M(2024, 1, 2, 9, 15)],
        [M(2024, 1, 1) + T(hours=h) for h in range(30)],
        [None, M(2024, 1, 1), M(2024, 1, 1, 8, 5)],
        [M(2024, 1, 1, 14, 30), M(2024, 1, 2), M(2024, 1, 3, 9)],
        [M(1950, 1, 1), None, M(2099, 12, 31, 23, 59)],
    ],
)
def test_excel_keeps_the_time_of_day_beside_midnights(tmp_path, cells):
    book = openpyxl.Workbook()
    for row in [["id", "t"], *([i, cell] for i, cell in enumerate(cells))]:
        book.active.append(row)
    book.save(tmp_path / "s.xlsx")
    table = read_table(tmp_path / "s.xlsx").to_arrow()
    assert table["t"].to_pylist() == cells


def test_a_type_that_changes_between_batches_of_a_query_is_judged_as_a_whole(tmp_path):
    with sqlite3.connect(tmp_path / "s.db") as database:
        database.execute("CREATE TABLE t (a, b, c, d)")
        database.executemany(
            "INSERT INTO t VALUES (?, ?, ?, ?)",
            [(i, None if i < 30_000 else "x", 1.5 if i == 25_000 else 2, 2**53 + 1 if i else 0.5)
             for i in range(45_000)],
        )  # fmt: skip
    database.close()
    table = read_table(f"sqlite:///{tmp_path / 's.db'}", query="SELECT * FROM t")
    assert table.types == {"a": "BIGINT", "b": "VARCHAR", "c": "DOUBLE", "d": "VARCHAR"}
    found = table.to_arrow()
    assert found["d"][0].as_py() == "0.5"
    assert found["d"][44_999].as_py() == str(2**53 + 1)
    assert set(table.source.options["notes"]) == {"d"}
