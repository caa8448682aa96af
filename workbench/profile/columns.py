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
    """Summarise every column of `relation`, on all rows."""
    rows = len(relation)
    return [_profile_column(relation, name, rows) for name in relation.columns]


def _profile_column(relation: Relation, name: str, rows: int) -> ColumnProfile:
    type_ = relation.types[name]
    column = quoted(name)
    exact = rows <= EXACT_DISTINCT_ROWS
    count = f"count(DISTINCT {column})" if exact else f"approx_count_distinct({column})"
    nulls, distinct = relation.rows(f"SELECT count(*) - count({column}), {count} FROM data")[0]
    distinct = min(distinct, rows - nulls)
    found: Json = {
        "name": name,
        "type": type_,
        "rows": rows,
        "nulls": nulls,
        "distinct": distinct,
        "distinct_exact": exact,
        "top": _top(relation, column),
    }
    base = type_.split("(")[0]
    if base in NUMERIC:
        found |= _numbers(relation, f"{column}::DOUBLE")
    elif base.startswith(("DATE", "TIMESTAMP")):
        low, high = relation.rows(
            f"SELECT min({column})::VARCHAR, max({column})::VARCHAR FROM data"
        )[0]
        seconds = f"epoch({column}::TIMESTAMP)::DOUBLE"
        spread = _numbers(relation, seconds)
        found |= {
            "minimum": low,
            "maximum": high,
            "edges": spread["edges"],
            "counts": spread["counts"],
        }
    elif base == "VARCHAR":
        low, high, short, long = relation.rows(
            f"SELECT min({column}), max({column}), min(length({column})), "
            f"max(length({column})) FROM data"
        )[0]
        found |= {"minimum": low, "maximum": high}
        found["lengths"] = None if short is None else (short, long)
    return ColumnProfile(kind=_kind(base, found), **found)


def _top(relation: Relation, column: str) -> tuple[tuple[str, int], ...]:
    rows = relation.rows(
        f"SELECT left({column}::VARCHAR, 200), count(*) FROM data WHERE {column} IS NOT NULL "
        f"GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT {TOP}"
    )
    return tuple((str(value), int(count)) for value, count in rows)


def _numbers(relation: Relation, number: str) -> Json:
    low, high, mean, deviation, quantiles, odd = relation.rows(
        f"""
        SELECT min(x), max(x), avg(x), stddev_samp(x), quantile_cont(x, [.25, .5, .75]),
               (SELECT count(*) FROM data WHERE NOT isfinite({number}))
        FROM (SELECT {number} AS x FROM data WHERE isfinite({number}))
        """
    )[0]
    found: Json = {"infinite": odd, "edges": (), "counts": ()}
    if low is None:
        return found
    found |= {"minimum": low, "maximum": high, "mean": mean, "deviation": deviation}
    found["quantiles"] = tuple(quantiles)
    edges = _edges(low, high)
    width = edges[1] - edges[0]
    binned = relation.rows(
        f"""
        SELECT least(greatest(floor((x - ?) / ?), 0), {len(edges) - 2})::INTEGER AS bin, count(*)
        FROM (SELECT {number} AS x FROM data WHERE isfinite({number})) GROUP BY 1
        """,
        [edges[0], width],
    )
    by_bin = dict(binned)
    found["edges"] = tuple(edges)
    found["counts"] = tuple(by_bin.get(i, 0) for i in range(len(edges) - 1))
    return found


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
