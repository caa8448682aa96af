"""Count values and bins of many columns in one pass over a Spark frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.profile.exact_statistics import FEW, TOP
from workbench.profile.spark.column_expressions import ColumnExpressions, readable
from workbench.types import Json

__all__ = ["Values", "aggregates", "count_bins", "count_frequent_values", "count_values"]

EXAMPLES = 5
TOGETHER = 40
SAMPLE_ROWS = 50_000

Top = tuple[tuple[str, int], ...]
Values = tuple[int, Top, tuple[str, ...]]


def aggregates(frame: Any, wanted: Sequence[dict[str, Any]]) -> list[Json]:
    """Return the aggregates of each column, by name; a job for 40 columns."""
    results: list[Json] = []
    for start in range(0, len(wanted), TOGETHER):
        some = wanted[start : start + TOGETHER]
        flat = [
            aggregate.alias(f"{i}_{name}")
            for i, column in enumerate(some)
            for name, aggregate in column.items()
        ]
        values = iter(frame.agg(*flat).collect()[0])
        results += [{name: next(values) for name in column} for column in some]
    return results


def _long(frame: Any, parts: Sequence[Any]) -> Any:
    """Return one row for each column and row of `frame`: ``i`` and what `parts` hold."""
    from pyspark.sql import functions as f

    each = [f.struct(f.lit(i).alias("i"), *part) for i, part in enumerate(parts)]
    return frame.select(f.explode(f.array(*each)).alias("one")).select("one.*")


def count_bins(
    frame: Any, columns: Sequence[ColumnExpressions], edges: Sequence[list[float]]
) -> list[Any]:
    """Count the numbers of each column by bin: one job; a tuple of counts a column."""
    from pyspark.sql import functions as f

    parts = []
    for column, result in zip(columns, edges, strict=True):
        bins, width = len(result) - 1, result[1] - result[0]
        position = f.lit(0.0)
        if bins > 1:
            position = f.floor((column.number - f.lit(result[0])) / f.lit(width)).cast("double")
        position = f.least(f.greatest(position, f.lit(0.0)), f.lit(float(bins - 1)))
        parts.append([f.when(column.number.isNotNull(), position).alias("bin")])
    if not parts:
        return []
    counted = _long(frame, parts).where("bin IS NOT NULL").groupBy("i", "bin").count().collect()
    counts = [[0] * (len(result) - 1) for result in edges]
    for i, position, count in counted:
        counts[i][int(position)] = int(count)
    return [tuple(result) for result in counts]


def count_values(frame: Any, columns: Mapping[str, ColumnExpressions]) -> dict[str, Values]:
    """Return for each column its number of distinct values, its top values and examples.

    One job.  Meant for columns of up to some 100,000 distinct values.

    Parameters
    ----------
    frame : pyspark DataFrame
        With columns ``c0``, ``c1``, ...
    columns : mapping of str to ColumnExpressions
        The columns to count.
    """
    return {
        name: _values(own, [(row["v"], row["n"]) for row in own if row["rank"] <= TOP], column.type)
        for (name, column), own in zip(columns.items(), _ranked(frame, columns, TOP), strict=True)
    }


def _values(
    own: Sequence[Any], often: Sequence[tuple[str, int]], type_: str, *, many: bool = False
) -> Values:
    distinct = int(own[0]["distinct"]) if own else 0
    return distinct, _top(often, FEW + 1 if many else distinct, type_), _examples(own, type_)


def count_frequent_values(
    frame: Any, columns: Mapping[str, ColumnExpressions], rows: int, seed: int
) -> dict[str, Values]:
    """Return the same for columns of very many distinct values, the distinct ones of a draw.

    Counts in all rows the values that occur at least twice in a draw of some 50,000 rows.

    Parameters
    ----------
    frame, columns
        As for `count_values`.
    rows : int
        Number of rows of the frame.
    seed : int
        Of the draw.
    """
    from pyspark.sql import functions as f

    drawn = _ranked(frame.sample(min(1.0, SAMPLE_ROWS / max(rows, 1)), seed), columns, 2 * TOP)
    often = [[row["v"] for row in own if row["n"] > 1 and row["rank"] <= 2 * TOP] for own in drawn]
    wanted = [
        f.count_if(column.text == f.lit(text))
        for column, texts in zip(columns.values(), often, strict=True)
        for text in texts
    ]
    counts = iter(frame.agg(*wanted).collect()[0] if wanted else ())
    fields = {}
    for (name, column), texts, own in zip(columns.items(), often, drawn, strict=True):
        order = {row["v"]: row["rank"] for row in own}
        counted = [(text, int(next(counts))) for text in texts]
        counted.sort(key=lambda pair: (-pair[1], order[pair[0]]))
        fields[name] = _values(own, counted[:TOP], column.type, many=True)
    return fields


def _ranked(frame: Any, columns: Mapping[str, ColumnExpressions], most: int) -> list[list[Any]]:
    """Return for each column its most frequent values and some by chance, most frequent first."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    if not columns:
        return []
    parts = [[column.text.alias("v"), _order(column).alias("x")] for column in columns.values()]
    counted = (
        _long(frame, parts)
        .where("v IS NOT NULL")
        .groupBy("i", "v")
        .agg(f.count("*").alias("n"), f.first("x").alias("x"))
    )
    own = Window.partitionBy("i")
    by_count = own.orderBy(f.desc("n"), f.asc("x"), f.asc("v"))
    ranked = counted.select(
        "*",
        f.row_number().over(by_count).alias("rank"),
        f.row_number().over(own.orderBy(f.xxhash64("v"))).alias("chance"),
        f.count("*").over(own).alias("distinct"),
    )
    wanted = ranked.where((f.col("rank") <= most) | (f.col("chance") <= EXAMPLES)).collect()
    results: list[list[Any]] = [[] for _ in columns]
    for row in sorted(wanted, key=lambda row: row["rank"]):
        results[row["i"]].append(row)
    return results


def _order(column: ColumnExpressions) -> Any:
    """Return what puts equally frequent values in order, before their text does."""
    from pyspark.sql import functions as f

    number = column.number if column.odd is None else column.value.cast("double")
    return f.lit(None).cast("double") if column.number is None else number


def _top(often: Sequence[tuple[str, int]], distinct: int, type_: str) -> Top:
    """Leave out values that occur once where there are many: they say nothing."""
    parts = often if distinct <= FEW else [pair for pair in often if pair[1] > 1]
    return tuple((readable(text, type_)[:200], int(count)) for text, count in parts)


def _examples(result: Sequence[Any], type_: str) -> tuple[str, ...]:
    some = sorted((row for row in result if row["chance"] <= EXAMPLES), key=lambda r: r["chance"])
    return tuple(readable(row["v"], type_)[:200] for row in some)
