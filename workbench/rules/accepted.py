"""Which numbers and texts of tomorrow are accepted, judged by those of today.

The constants are read off loss curves: `python -m tests.benchmarks.bench_expectations --curve`
parts a few hundred public tables in two at random, and counts good values of the second part that
are refused and wrong ones (a decimal mark slipped, a sign lost, a placeholder) that are not.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import narwhals as nw

from workbench.rules.kinds.base import collected
from workbench.rules.operations import is_missing

__all__ = ["AcceptedNumbers", "accepted_numbers", "accepted_texts", "only_row"]

REACH = 1.0
"""How much farther from the median than the farthest number seen is accepted, in large tables."""
REACH_OF_FEW = 10.0
"""In small ones that many times 1/sqrt(rows): of 25 rows, 2. Both are where the curve of columns
with a good value refused turns flat (a third of them at 0, one in thirty at 1)."""
HARD_END = 0.2
"""An end that a fifth of the values share, such as the top mark, is not passed."""
CATEGORIES = 20
PER_CATEGORY = 5
"""A text column is one of categories where there are at most 20, each met five times: of those
met less often so many are left unseen that good values would be refused."""
LEAST_ROWS = 30
"""Of fewer values, one in ten may be of a category not seen yet (the rule of three)."""


class AcceptedNumbers(NamedTuple):
    """The numbers that are accepted, and those that were seen."""

    low: float
    high: float
    seen_low: float
    seen_high: float


def accepted_numbers(frame: Any, column: str, dtype: Any) -> AcceptedNumbers | None:
    """Return the range of numbers that tomorrow's may have.

    It goes beyond what was seen, on either side by a multiple of the way from the median to that
    end, but not past zero where all have one sign, nor past an end that many values share.

    Parameters
    ----------
    frame : narwhals frame
        Of any engine.
    column : str
        A column of numbers.
    dtype : narwhals data type
        Its type.

    Returns
    -------
    AcceptedNumbers or None
        None where there are no finite numbers, or where they are too large to be told exactly.
    """
    value = nw.col(column)
    if dtype.is_float():
        value = nw.when(~value.is_nan()).then(value)
    low, high, middle, rows = (
        _plain_number(number)
        for number in only_row(
            frame.select(
                value.min().alias("low"),
                value.max().alias("high"),
                value.cast(nw.Float64).median().alias("middle"),
                value.count().alias("rows"),
            )
        )
    )
    if low is None or high is None or middle is None or not rows:
        return None
    ends = frame.select(
        **{
            name: nw.when(value == end).then(nw.lit(1)).otherwise(nw.lit(0)).sum()
            for name, end in (("at_low", low), ("at_high", high))
        }
    )
    at_low, at_high = (int(number or 0) for number in only_row(ends))
    reach = max(REACH, REACH_OF_FEW / math.sqrt(rows))
    below = 0 if at_low >= HARD_END * rows else _margin(reach * (middle - low), low)
    above = 0 if at_high >= HARD_END * rows else _margin(reach * (high - middle), high)
    lowest = max(_sum(low, -below), 0) if low >= 0 else _sum(low, -below)
    highest = min(_sum(high, above), 0) if high <= 0 else _sum(high, above)
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        return None
    return AcceptedNumbers(lowest, highest, low, high)


def accepted_texts(frame: Any, column: str) -> list[str] | None:
    """Return the values of a text column of categories in order; None where it is none."""
    counts = (
        frame.select(nw.col(column).cast(nw.String).alias("text"))
        .filter(~nw.col("text").is_null())
        .group_by("text")
        .agg(nw.len().alias("rows"))
    )
    counts = collected(counts.sort("rows").head(CATEGORIES + 1))
    rows = [int(count) for count in counts["rows"].to_list()]
    if not 0 < len(rows) <= CATEGORIES or rows[0] < PER_CATEGORY or sum(rows) < LEAST_ROWS:
        return None
    return sorted(counts["text"].to_list())


def _plain_number(value: Any) -> float | None:
    """Return a number as Python has it (whole ones stay whole); None where it is not finite."""
    if is_missing(value):
        return None
    number = value.item() if hasattr(value, "item") else value
    number = float(number) if not isinstance(number, int) else number
    return number if math.isfinite(number) and abs(number) < 2**63 else None


def _margin(width: float, end: float) -> float:
    """Round a width up to two digits, whole where the end is, so that bounds read well."""
    if width <= 0 or not math.isfinite(width):
        return 0 if width <= 0 else math.inf
    scale = math.floor(math.log10(width)) - 1
    if isinstance(end, int):
        step = int(10 ** max(scale, 0))
        return math.ceil(width / step) * step
    return float(f"{math.ceil(width * 10.0**-scale)}e{scale}")


def _sum(end: float, margin: float) -> float:
    """Add as decimals read: 0.1 and 0.2 are 0.3; never short of the end itself."""
    total = end + margin
    if margin == 0 or isinstance(total, int) or not math.isfinite(total):
        return total
    short = float(f"{total:.12g}")
    return max(short, end) if margin > 0 else min(short, end)


def only_row(frame: Any) -> list[Any]:
    """Return the cells of the only row, each of its own type (a row of pandas has one for all)."""
    one = collected(frame)
    cells = [one[name][0] for name in one.columns]
    return [cell.as_py() if hasattr(cell, "as_py") else cell for cell in cells]
