"""Sort a column's values into bins: few to show, and fine ones to brush."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from workbench.explore.conditions import as_number, as_text
from workbench.explore.table import OpenTable
from workbench.protocol.explore import Bins, ColumnInfo

__all__ = ["Binning", "binned", "codes"]

BINS = 24
"""At most about so many bins of numbers are shown."""

FINE = 10
"""Fine bins in a shown one."""

VALUES = 20
"""Values that have a bin of their own."""

LONGEST_VALUE = 1000
"""Characters of a value that has a bin of its own; longer ones are among the others."""

SAMPLE = 100_000
"""Values of which the spread is estimated."""

COUNTED = 50_000
"""Different values up to which the most frequent are counted, not estimated."""

SECONDS = (1, 5, 15, 30, 60, 300, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86_400)
DAYS = (1, 2, 7, 14, 28, 91, 182, 365, 730, 1826, 3652)
TAIL = 4.0
"""A range that is so many times as wide as that of the middle 98 % has long tails."""


@dataclass(frozen=True)
class Binning:
    """How a column is binned.

    Attributes
    ----------
    bins : Bins
        What is shown: n bins of numbers, or one a frequent value and perhaps one for the rest.
    edges : array of float
        Bounds of the fine bins, shape ``(size + 1,)``, increasing; empty for values.
    step : int
        How many fine bins make one that is shown.
    """

    bins: Bins
    edges: np.ndarray
    step: int

    @property
    def size(self) -> int:
        """How many fine bins there are; missing values have the code `size`."""
        if len(self.edges):
            return len(self.edges) - 1
        return len(self.bins.values) + int(self.bins.other)

    @property
    def shown(self) -> int:
        """How many bins are shown."""
        return self.size // self.step


def binned(table: OpenTable, position: int) -> tuple[Binning, np.ndarray]:
    """Choose the bins of a column by its values in all rows; return them and `codes`."""
    column = table.columns[position]
    if column.kind in ("number", "time"):
        values = _numbers(table, position)
        chosen = _of_numbers(values, column)
        return chosen, _number_codes(values, chosen)
    chosen = _of_values(table, position, column)
    return chosen, _value_codes(table, position, chosen)


def _of_values(table: OpenTable, position: int, column: ColumnInfo) -> Binning:
    text = as_text(position)
    ((distinct,),) = table.query(f"approx_count_distinct({text}) FROM {{rows}}")
    if distinct <= COUNTED:
        top = table.query(
            f"{text} AS x FROM {{rows}} WHERE c{position} IS NOT NULL "
            f"GROUP BY x ORDER BY count(*) DESC, x LIMIT {VALUES + 1}"
        )
        values = [row[0] for row in top]
    else:
        ((top,),) = table.query(f"approx_top_k({text}, {VALUES + 1}) FROM {{rows}}")
        values = [value for value in top or [] if value is not None]
    short = [value for value in values if len(value) <= LONGEST_VALUE]
    other = len(values) > VALUES or len(short) < len(values)
    values = short[:VALUES]
    bins = Bins(
        kind=column.kind,
        values=tuple(values),
        other=other,
        others=max(1, int(distinct) - len(values)) if other else 0,
    )
    return Binning(bins, np.empty(0), 1)


def _of_numbers(values: np.ndarray, column: ColumnInfo) -> Binning:
    there = values[~np.isnan(values)]
    if not len(there):
        return Binning(Bins(kind=column.kind), np.empty(0), 1)
    low, high = float(there.min()), float(there.max())
    drawn = there[:: max(1, len(there) // SAMPLE)]
    early, late = (float(one) for one in np.quantile(drawn, (0.01, 0.99)))
    whole = bool(np.all(drawn == np.floor(drawn))) and bool(np.all(there == np.floor(there)))
    inner_low, inner_high = _without_tails(low, high, early, late)
    width = _width(inner_high - inner_low, column, whole=whole)
    start = math.floor(inner_low / width) * width
    count = max(1, math.ceil((inner_high - start) / width))
    if start + count * width <= inner_high and (whole or inner_high == start):
        count += 1  # the greatest value has a bin of its own, as every whole number has
    step = _step(width, column, whole=whole)
    edges = _reaching(start + np.arange(count * step + 1) * (width / step), low, high)
    if len(edges) < 2 or not np.all(np.diff(edges) > 0):  # closer than numbers can tell apart
        edges, step = np.array([low, np.nextafter(high, math.inf)]), 1
    return Binning(Bins(kind=column.kind, edges=tuple(edges[::step].tolist())), edges, step)


def _without_tails(low: float, high: float, early: float, late: float) -> tuple[float, float]:
    """Return the range to cut evenly; the first and last bin take what lies beyond."""
    middle = late - early
    if middle > 0 and high - low > TAIL * middle:
        return max(low, early - middle / 2), min(high, late + middle / 2)
    return low, high


def _reaching(edges: np.ndarray, low: float, high: float) -> np.ndarray:
    """Let the outermost fine bins reach to the least and the greatest value."""
    edges[0] = min(edges[0], low)
    if edges[-1] <= high:
        edges[-1] = np.nextafter(high, math.inf)
    return edges


def _width(span: float, column: ColumnInfo, *, whole: bool) -> float:
    rough = span / BINS
    if column.kind == "time":
        rough = max(rough, 86_400.0) if column.type == "date" else rough
        steps = [*SECONDS, *(86_400 * days for days in DAYS[1:])]
        step = next((step for step in steps if step >= rough), None)
        return float(step if step is not None else _nice(rough))
    return max(1.0, _nice(rough)) if whole else _nice(rough)


def _nice(rough: float) -> float:
    """Return the least of 1, 2 or 5 times a power of ten that is at least `rough`."""
    if not rough > 0 or not math.isfinite(rough):
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next((m * power for m in (1, 2, 5) if m * power >= rough), 10 * power) or 1.0


def _step(width: float, column: ColumnInfo, *, whole: bool) -> int:
    if column.type == "date":  # a fine bin is a whole number of days
        days = max(1, int(width // 86_400))
        return max(part for part in range(1, 15) if days % part == 0)
    if column.kind == "time":
        return FINE if width % FINE == 0 else 5 if width % 5 == 0 else 1
    part = int(min(width, FINE)) if width < FINE or width % FINE == 0 else 1
    return part if whole else FINE


def codes(table: OpenTable, position: int, by: Binning) -> np.ndarray:
    """Return the fine bin of each row's value, `by.size` where it is missing.

    Shape ``(rows,)``, uint8 or uint16.  The table may be another than the one the bins were
    chosen by: what lies outside goes to the outermost bins.
    """
    if len(by.edges):
        return _number_codes(_numbers(table, position), by)
    return _value_codes(table, position, by)


def _numbers(table: OpenTable, position: int) -> np.ndarray:
    number = as_number(position, table.columns[position])
    return table.array(f"coalesce({number}, 'nan'::DOUBLE)")


def _number_codes(values: np.ndarray, by: Binning) -> np.ndarray:
    if not len(by.edges):  # nothing is there
        return np.full(len(values), by.size, dtype=_type_of(by))
    return _fine_bins(values, by.edges).astype(_type_of(by))


def _type_of(by: Binning) -> type[np.unsignedinteger]:
    return np.uint8 if by.size < 256 else np.uint16


def _fine_bins(values: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Return the fine bin of each number, exactly as comparing it with the edges would."""
    size = len(edges) - 1
    missing = np.isnan(values)
    if size < 3:
        bins = np.searchsorted(edges, values, side="right") - 1
    else:
        # The inner bins are equally wide: a division finds the bin, or one beside it.
        start, width = edges[1], (edges[-2] - edges[1]) / (size - 2)
        guess = np.nan_to_num((values - start) / width)
        bins = np.clip(np.clip(guess, -1, size - 1).astype(np.int64) + 1, 0, size - 1)
        bins -= (values < edges[bins]) & (bins > 0)
        bins += (values >= edges[np.minimum(bins + 1, size)]) & (bins < size - 1)
    bins = np.clip(bins, 0, size - 1)
    bins[missing] = size
    return np.asarray(bins)


def _value_codes(table: OpenTable, position: int, by: Binning) -> np.ndarray:
    """Return each row's value by its number; as an enumeration, each is compared only once."""
    values = list(by.bins.values)
    rest = len(values) if by.bins.other else max(0, len(values) - 1)
    text = as_text(position)
    if not values:
        return np.full(table.rows, by.size, dtype=_type_of(by))
    listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    # A cast that fails is slow, so only the listed values are cast.
    code = f"enum_code(CAST({text} AS ENUM({listed})))::USMALLINT"
    numbered = table.array(
        f"CASE WHEN c{position} IS NULL THEN {by.size}::USMALLINT "
        f"WHEN {text} IN ({listed}) THEN {code} ELSE {rest}::USMALLINT END"
    )
    return numbered.astype(_type_of(by))
