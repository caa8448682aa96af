"""Every kind of column goes into a project, through `clean`, and comes out value for value."""

import datetime as dt
import decimal
import uuid

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import workbench as wb

D, M, T = decimal.Decimal, dt.datetime, dt.timedelta
NS = 1_700_000_000_123_456_789

ARROW = {
    "duration[s]": pa.array([90_000, None, -1], pa.duration("s")),
    "duration[ms]": pa.array([1, None, -1], pa.duration("ms")),
    "duration[us]": pa.array([1, None, 2**60], pa.duration("us")),
    "duration[ns]": pa.array([2500, None, -1], pa.duration("ns")),
    "timestamp[s]": pa.array([1, None, -1], pa.timestamp("s")),
    "timestamp[ms]": pa.array([1, None, -1], pa.timestamp("ms")),
    "timestamp[us]": pa.array([1, None, -1], pa.timestamp("us")),
    "timestamp[ns]": pa.array([NS, None, -1], pa.timestamp("ns")),
    "timestamp[ns, UTC]": pa.array([NS, None, -1], pa.timestamp("ns", "UTC")),
    "timestamp[ns, zone]": pa.array([NS, None, -1], pa.timestamp("ns", "Europe/Berlin")),
    "timestamp[us, offset]": pa.array([NS // 1000, None, -1], pa.timestamp("us", "+05:30")),
    "date32": pa.array([0, None, -1], pa.date32()),
    "date64": pa.array([86_400_000, None, 0], pa.date64()),
    "time32": pa.array([3_600_123, None, 0], pa.time32("ms")),
    "time64[us]": pa.array([3_600_123_456, None, 0], pa.time64("us")),
    "time64[ns]": pa.array([3_600_123_456_789, None, 0], pa.time64("ns")),
    "float16": pa.array([np.float16(0.1), None, np.float16(2)], pa.float16()),
    "float32": pa.array([0.1, None, 2], pa.float32()),
    "int8": pa.array([-128, None, 127], pa.int8()),
    "uint64": pa.array([2**64 - 1, None, 0], pa.uint64()),
    "decimal32": pa.array([D("1.20"), None, D("-3.45")], pa.decimal32(5, 2)),
    "decimal128": pa.array([D("12"), None, D("9" * 38)], pa.decimal128(38, 0)),
    "decimal256": pa.array([D("1.5"), None, D("-2.25")], pa.decimal256(60, 10)),
    "negative scale": pa.array([D(1200), None, D(100)], pa.decimal128(5, -2)),
    "bool8": pa.ExtensionArray.from_storage(pa.bool8(), pa.array([1, None, 0], pa.int8())),
    "binary": pa.array([b"a\0\xff", None, b""]),
    "fixed binary": pa.array([b"abcd", None, b"\0\0\0\0"], pa.binary(4)),
    "binary view": pa.array([b"a", None, b""], pa.binary_view()),
    "large string": pa.array(["ä", None, ""], pa.large_string()),
    "string view": pa.array(["ä", None, ""], pa.string_view()),
    "dictionary": pa.array(["b", None, "a"]).dictionary_encode(),
    "dictionary of dates": pa.array([3, None, 1], pa.date32()).dictionary_encode(),
    "list": pa.array([[1, None], None, []]),
    "large list of large strings": pa.array([["a"], None, []], pa.large_list(pa.large_string())),
    "fixed list": pa.array([[1, 2], None, [3, 4]], pa.list_(pa.int32(), 2)),
    "struct": pa.array([{"a": 1, "b": "x"}, None, {"a": None, "b": ""}]),
    "map": pa.array([[("a", 1)], None, []], pa.map_(pa.string(), pa.int64())),
    "run ends": pa.RunEndEncodedArray.from_arrays([1, 3], ["a", "b"]),
    "interval of days": pa.array([(0, 1, 5), None, (0, 0, 0)], pa.month_day_nano_interval()),
}

PANDAS = {
    "sparse": pd.Series(pd.arrays.SparseArray([0, 0, 5])),
    "sparse bool": pd.Series(pd.arrays.SparseArray([True, False, False])),
    "Int8": pd.Series([1, None, 3], dtype="Int8"),
    "boolean": pd.Series([True, None, False], dtype="boolean"),
    "timedelta[ns]": pd.Series(pd.to_timedelta([2500, None, -1], unit="ns")),
    "timedelta[s]": pd.Series(pd.to_timedelta([90_000, None, -1], unit="s")).astype(
        "timedelta64[s]"
    ),
    "datetime[ns]": pd.Series(pd.to_datetime([NS, None, -1])),
    "datetime in a zone": pd.Series(pd.to_datetime([NS, None, 0]).tz_localize("Asia/Kolkata")),
    "category of numbers": pd.Series(pd.Categorical([5, None, 2])),
    "category of datetimes": pd.Series(pd.Categorical(pd.to_datetime([NS, None, 0]))),
    "category of durations": pd.Series(pd.Categorical(pd.to_timedelta([2500, None, 0]))),
    "arrow-backed": pd.Series([1.5, None, 2.5], dtype=pd.ArrowDtype(pa.float64())),
    "objects: dates": pd.Series([dt.date(2020, 1, 1), None, dt.date(1, 1, 1)], dtype=object),
    "objects: decimals": pd.Series([D("1.25"), None, D("3.50")], dtype=object),
    "objects: long integers": pd.Series([2**63, None, 5], dtype=object),
    "objects: durations": pd.Series([T(hours=30), None, pd.Timedelta(7)], dtype=object),
    "objects: timestamps": pd.Series([pd.Timestamp(NS), None, M(2020, 1, 1)], dtype=object),
    "objects: lists": pd.Series([[1, 2], None, [3]], dtype=object),
    "objects: bytes": pd.Series([b"\xff", None, b""], dtype=object),
    "objects: truth": pd.Series([True, None, False], dtype=object),
}

POLARS = {
    "Int128": pl.Series([2**100, None, -1], dtype=pl.Int128),
    "UInt128": pl.Series([2**100, None, 1], dtype=pl.UInt128),
    "Duration": pl.Series([T(hours=30), None, T(0)], dtype=pl.Duration("ns")),
    "Datetime in a zone": pl.Series([M(2020, 1, 1), None, M(2021, 7, 1)]).dt.replace_time_zone(
        "America/New_York"
    ),
    "Time": pl.Series([dt.time(1, 2, 3, 4), None, dt.time(0)]),
    "Enum": pl.Series(["b", None, "a"], dtype=pl.Enum(["b", "a"])),
    "Categorical": pl.Series(["b", None, "a"], dtype=pl.Categorical),
    "Decimal": pl.Series([D("1.5"), None, D("2.5")]),
    "Object": pl.Series([D("1.5"), None, D("2.5")], dtype=pl.Object),
    "Array": pl.Series([[1, 2], None, [3, 4]], dtype=pl.Array(pl.Int64, 2)),
}

DUCKDB = {
    "HUGEINT": ("(2::HUGEINT ** 100)::HUGEINT", 2**100),
    "the greatest HUGEINT": (f"{2**127 - 1}::HUGEINT", 2**127 - 1),
    "the least HUGEINT": (f"'{-(2**127) + 1}'::HUGEINT", -(2**127) + 1),
    "the greatest UHUGEINT": (f"{2**128 - 1}::UHUGEINT", str(2**128 - 1)),
    "UHUGEINT": ("5::UHUGEINT", 5),
    "INTERVAL": ("INTERVAL '36 hours'", T(hours=36)),
    "INTERVAL of months": ("INTERVAL 14 MONTHS", "1 year 2 months"),
    "BIT": ("'0101'::BIT", "0101"),
    "TIMETZ": ("'10:00:00+02'::TIMETZ", "10:00:00+02"),
    "BIGNUM": (f"{10**45}::BIGNUM", str(10**45)),
    "UUID": (f"'{uuid.UUID(int=5)}'::UUID", str(uuid.UUID(int=5))),
    "ENUM": ("'b'::ENUM('b', 'a')", "b"),
    "JSON": ("""'{"a":1}'::JSON""", '{"a":1}'),
    "UNION": ("union_value(a := 1)", "1"),
    "TIMESTAMP_NS": ("make_timestamp_ns(1700000000123456789)", pd.Timestamp(NS)),
    "list of HUGEINT": ("[1::HUGEINT]", [1]),
}


@pytest.fixture
def project(tmp_path):
    return wb.open_project(tmp_path / "project")


def cleaned(project, table):
    """Return what comes back, as Arrow and as pandas."""
    version = project.add("data", table, key="key").clean()
    return version.to_arrow(), version.to_pandas()


def alike(got, want):
    if want is None or want is pd.NaT or want is pd.NA or (np.isscalar(want) and want != want):
        return got is None or got is pd.NaT or got is pd.NA or got != got
    if isinstance(want, np.ndarray | list):
        return len(got) == len(want) and all(map(alike, got, want))
    return got == want


@pytest.mark.parametrize("kind", ARROW)
def test_arrow_columns_come_back_value_for_value(project, kind):
    column = ARROW[kind]
    table, frame = cleaned(project, pa.table({"key": [1, 2, 3], "x": column}))
    want = column.to_pylist()
    if kind == "interval of days":
        want = [pd.Timedelta(days=1) + pd.Timedelta(5), None, pd.Timedelta(0)]
    got = table["x"].to_pylist()
    assert all(map(alike, got, want)), got
    if pa.types.is_temporal(column.type) and not pa.types.is_interval(column.type):
        assert getattr(table["x"].type, "tz", None) == getattr(column.type, "tz", None)
    assert len(frame["x"]) == 3
    if pa.types.is_duration(table["x"].type):
        assert frame["x"].dtype.kind == "m"


@pytest.mark.parametrize("kind", PANDAS)
def test_pandas_columns_come_back_value_for_value(project, kind):
    column = PANDAS[kind]
    _, frame = cleaned(project, pd.DataFrame({"key": [1, 2, 3], "x": column}))
    got, want = frame["x"].tolist(), column.tolist()
    assert all(map(alike, got, want)), got


@pytest.mark.parametrize("kind", POLARS)
def test_polars_columns_come_back_value_for_value(project, kind):
    column = POLARS[kind]
    table, frame = cleaned(project, pl.DataFrame({"key": [1, 2, 3], "x": column}))
    got, want = table["x"].to_pylist(), column.to_list()
    assert all(map(alike, got, want)), got
    assert len(frame) == 3


@pytest.mark.parametrize("kind", DUCKDB)
def test_duckdb_columns_come_back_as_they_read(project, kind):
    sql, want = DUCKDB[kind]
    with duckdb.connect() as connection:
        rows = connection.sql(f"SELECT 1 AS key, {sql} AS x UNION ALL SELECT 2, NULL")
        table, _ = cleaned(project, rows)
    got = table.sort_by("key")["x"].to_pylist()
    assert got[1] is None
    assert got[0] == want or str(got[0]) == want


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(pd.period_range("2020-01", periods=3, freq="M")),
        pd.Series(pd.PeriodIndex(["2020Q1", "2020Q2", "2021Q4"], freq="Q")),
        pd.Series(pd.arrays.IntervalArray.from_breaks([0, 1, 2, 9])),
        pd.cut(pd.Series([1, 5, 9]), [0, 5, 10]),
        pd.Series(pd.Categorical([(1, 2), (3, 4), (1, 2)])),
        pd.Series([1j, 2 + 3j, 0j]),
        pd.Series([pd.Period("2020", "Y"), dt.date(2020, 1, 1), "x"], dtype=object),
    ],
    ids=["months", "quarters", "intervals", "cut", "tuples", "complex", "mixed"],
)
def test_what_no_engine_holds_is_text_as_it_reads_and_told(project, column):
    source = wb.read_table(pd.DataFrame({"key": [1, 2, 3], "x": column}))
    if not isinstance(column[0], tuple):  # tuples are lists, which are kept
        assert "text" in source.source.options["notes"]["x"]
        assert source.to_pandas()["x"].tolist() == [str(value) for value in column]
    _, frame = cleaned(project, source)
    assert frame["x"].notna().all()


@pytest.mark.parametrize("kind", ["duration[ns]", "timestamp[ns, zone]", "decimal256", "uint64"])
def test_a_parquet_file_gives_what_the_table_gives(tmp_path, kind):
    import pyarrow.parquet as pq

    table = pa.table({"key": [1, 2, 3], "x": ARROW[kind]})
    pq.write_table(table, tmp_path / "x.parquet")
    got, want = wb.read_table(tmp_path / "x.parquet").to_arrow(), wb.read_table(table).to_arrow()
    assert got["x"].type == want["x"].type
    assert got["x"].to_pylist() == want["x"].to_pylist()


@pytest.mark.parametrize("kind", ["months", "intervals"])
def test_pandas_extension_types_in_a_parquet_file_are_text(tmp_path, kind):
    columns = {
        "months": pd.period_range("2020-01", periods=2, freq="M"),
        "intervals": pd.arrays.IntervalArray.from_breaks([0, 1, 2]),
    }
    frame = pd.DataFrame({"x": columns[kind]})
    frame.to_parquet(tmp_path / "x.parquet")
    assert wb.read_table(tmp_path / "x.parquet").to_pandas()["x"].tolist() == [
        str(value) for value in frame["x"]
    ]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_durations_are_looked_at_by_all_services(project, unit):
    frame = pd.DataFrame({"key": [1, 2], "x": pd.to_timedelta([1, 30], unit="h").as_unit(unit)})
    dataset = project.add("data", frame, key="key")
    assert dataset.profile().columns
    dataset.find_issues()
    assert wb.open_table(frame) is not None
    back = dataset.clean().to_pandas()["x"]
    assert back.dtype == f"timedelta64[{unit}]"
    assert back.tolist() == frame["x"].tolist()


@pytest.mark.parametrize("kind", ["timestamp[ns, UTC]", "timestamp[ns, zone]", "time64[ns]"])
def test_nanoseconds_do_not_stop_the_checks(kind):
    table = pa.table({"key": [1, 2, 3], "x": ARROW[kind]})
    wb.find_issues(table, key="key")
    assert wb.profile(table).to_html()
    assert wb.read_table(table).to_arrow()["x"].to_pylist() == ARROW[kind].to_pylist()


@pytest.mark.parametrize("kind", ["duration[ns]", "timestamp[ns, zone]", "dictionary"])
def test_whatever_gives_arrow_batches_is_a_table(kind):
    table = pa.table({"key": [1, 2, 3], "x": ARROW[kind]})
    for source in (table.to_batches()[0], table.to_reader()):
        assert wb.read_table(source).to_arrow()["x"].to_pylist() == ARROW[kind].to_pylist()
