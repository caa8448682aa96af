"""The profile of a Spark frame beside DuckDB's of the same rows; needs Java 17."""

from __future__ import annotations

import datetime
import decimal
import json
import os
import shutil

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from workbench.errors import InputError
from workbench.profile import profile as profile_duckdb
from workbench.profile.spark import profile as spark_profile
from workbench.profile.spark import profile_spark
from workbench.profile.spark.numbers import QUANTILES

pytest.importorskip("pyspark", reason="pyspark is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("no Java (Debian: openjdk-17-jre-headless)", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning"
)


@pytest.fixture
def on_spark(spark, tmp_path):
    def read(table: pa.Table):
        pq.write_table(table, tmp_path / "table.parquet")
        return spark.read.parquet(str(tmp_path / "table.parquet"))

    return read


def close(value):
    if value is None:
        return None
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def assert_equal(found, expected):
    """Compare all figures; sums may be rounded in another order."""
    for name in ("name", "type", "kind", "rows", "nulls", "distinct", "distinct_exact"):
        assert getattr(found, name) == getattr(expected, name), (found.name, name)
    for name in ("zeros", "negative", "infinite", "lengths", "top", "minimum", "maximum"):
        assert getattr(found, name) == getattr(expected, name), (found.name, name)
    for name in ("mean", "deviation", "skewness", "kurtosis", "quantiles", "edges"):
        assert getattr(found, name) == close(getattr(expected, name)), (found.name, name)
    moved = np.abs(np.subtract(found.counts, expected.counts)).sum()
    assert moved <= 2, found.name  # a value on an edge, at most


def random_table(seed: int, size: int) -> pa.Table:
    random = np.random.default_rng(seed)

    def gaps(values, kind):
        return pa.array(values, kind, mask=random.random(size) < 0.1)

    words = np.array(["a", "B", "é", "東京", "", " ", "x\ty", "👍", "o'b", "\\", '"', "z" * 300])
    floats = random.normal(size=size).round(2)
    floats[:10:2] = [np.nan, np.inf, -np.inf, 0.0, -0.0]
    start = np.datetime64("2020-01-01T00:00:00", "us")
    times = start + random.integers(-(10**15), 10**15, size)
    return pa.table(
        {
            "tiny": gaps(random.integers(-128, 127, size), pa.int8()),
            "whole": gaps(random.integers(-50, 50, size), pa.int32()),
            "id": pa.array(random.permutation(size), pa.int64()),
            "large": gaps(random.integers(-(2**62), 2**62, size), pa.int64()),
            "real": gaps(floats, pa.float64()),
            "single": gaps(floats.astype(np.float32), pa.float32()),
            "skewed": gaps(random.lognormal(3, 2, size) * 1e90, pa.float64()),
            "money": gaps(
                [decimal.Decimal(int(i)) / 4 for i in random.integers(-99, 99, size)],
                pa.decimal128(10, 2),
            ),
            "word": gaps(random.choice(words, size).tolist(), pa.string()),
            "key": pa.array([f"k{i:06d}" for i in random.permutation(size)]),
            "yes": gaps(random.random(size) < 0.3, pa.bool_()),
            "day": gaps(times.astype("datetime64[D]"), pa.date32()),
            "local": gaps(times, pa.timestamp("us")),
            "moment": gaps(times, pa.timestamp("us", tz="UTC")),
        }
    )


@pytest.mark.parametrize(("seed", "size"), [(1, 3000)])
def test_figures_equal_those_of_duckdb(on_spark, seed, size):
    table = random_table(seed, size)
    expected = profile_duckdb(table)
    found = profile_spark(on_spark(table), title="t")
    assert (found.title, found.rows, found.rank_error) == ("t", size, {})
    for mine, other in zip(found.columns, expected.columns, strict=True):
        assert_equal(mine, other)
        assert len(mine.examples) == 5 or mine.distinct < 5
    json.dumps(found.to_dict(), allow_nan=False)
    assert len(found.to_frame()) == table.num_columns


def test_small_and_extreme_columns(on_spark):
    days = [datetime.date(1, 1, 1), datetime.date(9999, 12, 31), None]
    first, last = datetime.datetime(1, 1, 1), datetime.datetime(9999, 12, 31, 23, 59, 59, 999999)
    table = pa.table(
        {
            "none": pa.array([None] * 3, pa.float64()),
            "nothing": pa.array([None] * 3, pa.string()),
            "same": pa.array([7, 7, 7]),
            "one": pa.array([None, 1e-300, None]),
            "odd": pa.array([np.nan, np.inf, None]),
            "wide": pa.array([-1.7e308, 1.7e308, 0.0]),
            "narrow": pa.array([1.0, np.nextafter(1.0, 2), 1.0]),
            "zeros": pa.array([0.0, -0.0, None]),
            "day": pa.array(days, pa.date32()),
            "time": pa.array([first, last, None], pa.timestamp("us")),
            "exact": pa.array(
                [decimal.Decimal(10) ** 35, decimal.Decimal("-0.5"), None], pa.decimal128(38, 1)
            ),
            "long": pa.array(["x" * 9_000, "é" * 9_000, None]),
        }
    )
    expected = profile_duckdb(table)
    for mine, other in zip(profile_spark(on_spark(table)).columns, expected.columns, strict=True):
        assert_equal(mine, other)


def test_names_are_only_names_and_nested_values_are_counted(spark):
    schema = (
        '`a.b` int, `A.b` int, `a``b` int, `` int, `"; DROP TABLE x; --` int, `<b>` int, '
        "list array<int>, map map<string,int>, struct struct<`x.y`:int,z:string>, bytes binary, "
        "void void"
    )
    rows = [
        (*range(6), [1, 2], {"k": 1}, (1, "a"), b"\x00\xff", None),
        (*range(6), [1, 2], {"k": 1}, (1, "a"), b"\x00\xff", None),
        (*range(6), [], {}, (None, None), b"", None),
        (*range(6), None, None, None, None, None),
    ]
    found = {
        column.name: column for column in profile_spark(spark.createDataFrame(rows, schema)).columns
    }
    assert list(found) == ["a.b", "A.b", "a`b", "", '"; DROP TABLE x; --', "<b>", "list", "map",
                           "struct", "bytes", "void"]  # fmt: skip
    assert [found[name].minimum for name in list(found)[:6]] == list(range(6))
    for name, type_ in {
        "list": "INTEGER[]",
        "map": "MAP(VARCHAR, INTEGER)",
        "struct": 'STRUCT("x.y" INTEGER, "z" VARCHAR)',
        "bytes": "BLOB",
    }.items():
        column = found[name]
        assert (column.type, column.nulls, column.distinct) == (type_, 1, 2)
        assert [count for _, count in column.top] == [2, 1]
    assert found["void"].kind == "empty"


def test_an_empty_table_and_one_without_columns(spark):
    empty = profile_spark(spark.createDataFrame([], "a int, t string, d date, x double"))
    assert empty.rows == 0
    assert {(c.kind, c.distinct, c.minimum, c.counts, c.top) for c in empty.columns} == {
        ("empty", 0, None, (), ())
    }
    bare = profile_spark(spark.range(4).select())
    assert (bare.rows, bare.columns) == (4, ())


def test_the_time_zone_is_utc_and_put_back(spark, monkeypatch):
    zone = "spark.sql.session.timeZone"
    frame = spark.sql("SELECT TIMESTAMP '2020-01-01 00:30:00' AS t, DATE '2020-01-01' AS d")
    first, second = profile_spark(frame).columns
    assert first.minimum == "2020-01-01 05:30:00+00:00"
    assert first.edges[0] == 1577856600 + 0.0
    assert second.minimum == "2020-01-01"
    assert spark.conf.get(zone) == "America/New_York"

    def fail(*_):
        raise ValueError("no")

    monkeypatch.setattr(spark_profile, "_count", fail)
    with pytest.raises(ValueError, match="no"):
        profile_spark(frame)
    assert spark.conf.get(zone) == "America/New_York"


@pytest.fixture
def collected(monkeypatch):
    """How many rows each collect brought to the driver; toPandas is forbidden."""
    from pyspark.sql.classic.dataframe import DataFrame

    sizes = []
    collect = DataFrame.collect

    def counting(self):
        rows = collect(self)
        sizes.append(len(rows))
        return rows

    monkeypatch.setattr(DataFrame, "collect", counting)
    for name in ("toPandas", "toArrow", "toLocalIterator", "take", "head", "first"):
        monkeypatch.delattr(DataFrame, name)
    return sizes


def test_many_different_values_are_estimated_and_told(on_spark, collected, monkeypatch):
    monkeypatch.setattr(spark_profile, "COUNTABLE", 100)
    random = np.random.default_rng(0)
    size = 20_000
    numbers = random.normal(size=size)
    words = [f"w{i}" if i % 4 else "often" for i in range(size)]
    table = pa.table({"x": numbers, "t": words, "few": np.arange(size) % 50})
    found = profile_spark(on_spark(table))
    x, t, few = found.columns
    assert found.rank_error == {"x": 0.0001}
    assert (x.distinct_exact, t.distinct_exact, few.distinct_exact) == (False, False, True)
    assert x.distinct == pytest.approx(size, rel=4 * found.distinct_error)
    assert t.distinct == pytest.approx(15_001, rel=4 * found.distinct_error)
    ranks = [(numbers <= quantile).mean() for quantile in x.quantiles]
    assert ranks == pytest.approx(QUANTILES, abs=0.0002)
    assert few.quantiles == close(np.quantile(np.arange(size) % 50, QUANTILES))
    assert x.top == ()
    assert t.top == (("often", 5_000),)
    assert few.top == tuple((str(i), 400) for i in range(10))
    assert len(x.examples) == len(t.examples) == 5
    assert max(collected) <= 3 * 25
    assert len(collected) <= 8


def test_other_tables_are_refused():
    with pytest.raises(InputError, match="give a pyspark DataFrame, not a DataFrame"):
        profile_spark(pd.DataFrame({"a": [1]}))
