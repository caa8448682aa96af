"""Summarise the columns of a relation in DuckDB."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from workbench.tables import Relation, quoted
from workbench.types import Json

__all__ = ["ColumnProfile", "profile_columns"]

EXACT_DISTINCT_ROWS = 500_000
BINS = 20
TOP = 5
TOGETHER = 60
VALUES_AT_ONCE = 4_000_000
NUMERIC = frozenset(
    [
        *["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL"],
        *["UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"],
    ]
)


@dataclass(frozen=True)
class ColumnProfile:
    """The summary of one column.

    Attributes
    ----------
    name : str
        The column.
    type : str
        DuckDB type.
    kind : str
        ``number``, ``date``, ``boolean``, ``category``, ``identifier``, ``text``, ``constant``
        or ``empty``.
    rows, nulls, distinct : int
        Number of rows, of nulls, and of distinct values (nulls not counted).
    distinct_exact : bool
        False where `distinct` is an estimate (HyperLogLog, a few percent).
    minimum, maximum : object
        Smallest and largest value as text or number; None where there is none.
    mean, deviation : float or None
        Of finite numbers; the deviation is the sample's.
    quantiles : tuple of float
        The 25, 50 and 75 % quantiles of finite numbers, interpolated.
    infinite : int
        How many values are infinite or NaN; they are left out of the moments.
    edges, counts : tuple
        The histogram of finite numbers: ``len(edges) == len(counts) + 1``; for dates the edges
        are seconds since 1970.
    top : tuple of (str, int)
        The most frequent values with their counts.
    lengths : tuple of int or None
        Shortest and longest text in characters.
    """

    name: str
    type: str
    kind: str
    rows: int
    nulls: int
    distinct: int
    distinct_exact: bool
    minimum: Any = None
    maximum: Any = None
    mean: float | None = None
    deviation: float | None = None
    quantiles: tuple[float, ...] = ()
    infinite: int = 0
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    top: tuple[tuple[str, int], ...] = ()
    lengths: tuple[int, int] | None = None

    def to_dict(self) -> Json:
        """Return the summary as JSON."""
        return asdict(self)


def profile_columns(relation: Relation) -> list[ColumnProfile]:
    """Summarise every column of `relation`, on all rows: few scans, each over many columns."""
    rows = len(relation)
    found: dict[str, Json] = {
        name: {"name": name, "type": relation.types[name], "rows": rows}
        for name in relation.columns
    }
    _count(relation, found, rows)
    numbers = {name: _as_number(relation, name) for name in relation.columns}
    _describe_numbers(relation, found, {n: x for n, x in numbers.items() if x is not None}, rows)
    _describe_text(relation, found)
    for name, told in found.items():
        told["top"] = _top(relation, quoted(name))
    return [ColumnProfile(kind=_kind(_base(told["type"]), told), **told) for told in found.values()]


def _base(type_: str) -> str:
    return type_.split("(")[0]


def _is_moment(type_: str) -> bool:
    return _base(type_).startswith(("DATE", "TIMESTAMP"))


def _as_number(relation: Relation, name: str) -> str | None:
    """Return the SQL of a column as DOUBLE, dates as seconds since 1970; None for others."""
    type_ = relation.types[name]
    if _base(type_) in NUMERIC:
        return f"{quoted(name)}::DOUBLE"
    if _is_moment(type_):
        return f"epoch({quoted(name)}::TIMESTAMP)::DOUBLE"
    return None


def _finite(relation: Relation, name: str, number: str) -> str:
    """Return the condition on an aggregate that leaves out NaN and infinity, where they can be."""
    whole = _base(relation.types[name]) in NUMERIC - {"FLOAT", "DOUBLE"}
    return "" if whole else f" FILTER (isfinite({number}))"


def _select(relation: Relation, parts: list[str]) -> list[Any]:
    """Return the values of many aggregates: one scan for each group of them."""
    values: list[Any] = []
    for start in range(0, len(parts), TOGETHER):
        values += relation.rows(f"SELECT {', '.join(parts[start : start + TOGETHER])} FROM data")[0]
    return values


def _count(relation: Relation, found: dict[str, Json], rows: int) -> None:
    exact = rows <= EXACT_DISTINCT_ROWS
    distinct = "count(DISTINCT {})" if exact else "approx_count_distinct({})"
    names = [quoted(name) for name in found]
    counts = _select(relation, [f"count({name})" for name in names])
    uniques = _select(relation, [distinct.format(name) for name in names])
    for told, count, unique in zip(found.values(), counts, uniques, strict=True):
        told |= {"nulls": rows - count, "distinct": min(unique, count), "distinct_exact": exact}


def _top(relation: Relation, column: str) -> tuple[tuple[str, int], ...]:
    rows = relation.rows(
        f"SELECT left(v::VARCHAR, 200), n FROM (SELECT {column} AS v, count(*) AS n FROM data "
        f"WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY n DESC, v LIMIT {TOP})"
    )
    return tuple((str(value), int(count)) for value, count in rows)


def _describe_numbers(
    relation: Relation, found: dict[str, Json], numbers: dict[str, str], rows: int
) -> None:
    aggregates = ("min({})", "max({})", "avg({})", "stddev_samp({})")
    parts = [
        f"{aggregate.format(x)}{_finite(relation, name, x)}"
        for name, x in numbers.items()
        for aggregate in aggregates
    ]
    moments = iter(_select(relation, parts))
    odd = _select(relation, [f"count(*) FILTER (NOT isfinite({x}))" for x in numbers.values()])
    ranges: dict[str, list[float]] = {}
    for (name, _), infinite in zip(numbers.items(), odd, strict=True):
        low, high, mean, deviation = (next(moments) for _ in aggregates)
        told = found[name]
        if not _is_moment(told["type"]):
            told["infinite"] = infinite
        if low is None:
            continue
        ranges[name] = _edges(low, high)
        if not _is_moment(told["type"]):
            told |= {"minimum": low, "maximum": high, "mean": mean, "deviation": deviation}
    _describe_moments(relation, found)
    _add_quantiles(relation, found, {n: numbers[n] for n in ranges}, rows)
    _add_histograms(relation, found, numbers, ranges)


def _describe_moments(relation: Relation, found: dict[str, Json]) -> None:
    names = [name for name in found if _is_moment(relation.types[name])]
    parts = [f"{f}({quoted(name)})::VARCHAR" for name in names for f in ("min", "max")]
    values = iter(_select(relation, parts))
    for name in names:
        found[name] |= {"minimum": next(values), "maximum": next(values)}


def _add_quantiles(
    relation: Relation, found: dict[str, Json], numbers: dict[str, str], rows: int
) -> None:
    """Add exact quantiles; they hold all values of a column, so few columns at a time."""
    names = [name for name in numbers if not _is_moment(relation.types[name])]
    size = max(1, min(TOGETHER, VALUES_AT_ONCE // max(rows, 1)))
    for start in range(0, len(names), size):
        chosen = names[start : start + size]
        parts = [
            f"quantile_cont({numbers[n]}, [.25, .5, .75]){_finite(relation, n, numbers[n])}"
            for n in chosen
        ]
        for name, quantiles in zip(chosen, _select(relation, parts), strict=True):
            found[name]["quantiles"] = tuple(quantiles)


def _add_histograms(
    relation: Relation,
    found: dict[str, Json],
    numbers: dict[str, str],
    ranges: dict[str, list[float]],
) -> None:
    parts = []
    for name, edges in ranges.items():
        x, low, width = numbers[name], edges[0], edges[1] - edges[0]
        place = f"floor(({x} - {low!r}::DOUBLE) / {width!r}::DOUBLE)"
        if not math.isfinite(width):
            place = "0"  # too wide to divide: one bin
        bins = f"histogram(least(greatest({place}, 0), {len(edges) - 2})::INTEGER)"
        parts.append(f"{bins}{_finite(relation, name, x)}")
    for (name, edges), counted in zip(ranges.items(), _select(relation, parts), strict=True):
        found[name]["edges"] = tuple(edges)
        found[name]["counts"] = tuple(counted.get(i, 0) for i in range(len(edges) - 1))


def _describe_text(relation: Relation, found: dict[str, Json]) -> None:
    names = [name for name in found if _base(relation.types[name]) == "VARCHAR"]
    parts = [
        part.format(quoted(name))
        for name in names
        for part in ("min({})", "max({})", "min(length({}))", "max(length({}))")
    ]
    values = iter(_select(relation, parts))
    for name in names:
        low, high, short, long = (next(values) for _ in range(4))
        found[name] |= {"minimum": low, "maximum": high}
        found[name]["lengths"] = None if short is None else (short, long)


def _edges(low: float, high: float) -> list[float]:
    if not math.isfinite(high - low) or high <= low:
        return [low, math.nextafter(low, math.inf) if high <= low else high]
    width = (high - low) / BINS
    if width == 0:
        return [low, high]
    return [low + i * width for i in range(BINS)] + [high]


def _kind(base: str, found: Json) -> str:
    present = found["rows"] - found["nulls"]
    if present == 0:
        return "empty"
    if found["distinct"] == 1:
        return "constant"
    if base == "BOOLEAN":
        return "boolean"
    if base.startswith(("DATE", "TIMESTAMP", "TIME")):
        return "date"
    unique = found["distinct"] == present
    if base in NUMERIC:
        whole = base not in ("FLOAT", "DOUBLE", "DECIMAL")
        return "identifier" if unique and whole and present > 20 else "number"
    if unique and found.get("lengths") and found["lengths"][1] <= 40 and present > 20:
        return "identifier"
    if found["distinct"] <= max(20, 0.05 * present):
        return "category"
    return "text"
