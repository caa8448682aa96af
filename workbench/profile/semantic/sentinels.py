"""Numbers that stand for a missing value because they lie apart from all others."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["far_days", "sentinels"]

NINES = [float("9" * n) for n in range(1, 10)] + [float("8" * n) for n in range(2, 5)]
CANDIDATES = frozenset(
    [sign * n for n in NINES for sign in (1, -1)]
    + [-1.0, -7.0, -8.0, 77.0, 777.0, -77.0, 998.0, 997.0, 9998.0, 9997.0, -98.0, -97.0]
    + [99.9, 999.9, -99.9, -999.9, 9999.9, -9999.9, 99.99, 999.99, 9999.99, -99.99, -999.99]
    + [-32768.0, 32767.0, -2147483648.0, 2147483647.0, 1e20, -1e20, 1e30, -1e30]
)
FEWEST = 3


def sentinels(numbers: Sequence[float], counts: Sequence[int]) -> frozenset[float]:
    """Return the numbers that stand for a missing one.

    Such a number is written with nines or eights, is -1, or the limit of an integer; it repeats;
    and it is the only negative one, or lies beyond all others by at least half their range.  Zero
    counts too where all others are farther from it than from each other.  This is a guess: a real
    999 among small numbers looks the same.

    Parameters
    ----------
    numbers : sequence of float
        Distinct finite numbers.
    counts : sequence of int
        How often each occurs.
    """
    often = dict(zip(numbers, counts, strict=True))
    order = sorted(often)
    low, high = 0, len(order) - 1
    result: set[float] = set()
    while high - low >= FEWEST:
        if _is_low(order, often, low, high):
            result.add(order[low])
            low += 1
        elif _is_high(order, often, low, high):
            result.add(order[high])
            high -= 1
        else:
            break
    return frozenset(result)


def _is_low(order: list[float], often: dict[float, int], low: int, high: int) -> bool:
    value, following, last = order[low], order[low + 1], order[high]
    if often[value] < 2:
        return False
    spread = last - following
    if value == 0:
        return following > spread and following >= 100 and often[value] >= 3
    if value not in CANDIDATES or value > 0:
        return False
    if following < 0:
        return value <= -9 and (following - value > spread or following in CANDIDATES)
    return (last >= 10 and high - low >= 5) or following - value > spread


def _is_high(order: list[float], often: dict[float, int], low: int, high: int) -> bool:
    value, before, first = order[high], order[high - 1], order[low]
    if often[value] < 2 or value not in CANDIDATES:
        return False
    # 98 and 99 come together: the next one may itself be a sentinel.
    if before in CANDIDATES and value - before <= 2 and high - low > FEWEST:
        before = order[high - 2]
    gap, spread = value - before, before - first
    return gap >= max(0.5 * spread, 3) if value > 9 else gap >= max(spread, 3)


# Ends of calendars, and days from which computers count.
FAR_DAYS = ("0001-01-01", "1753-01-01", "1899-12-30", "1900-01-01", "1970-01-01", "9999-12-31")


def far_days(texts: Sequence[str], counts: Sequence[int]) -> list[str]:
    """Return the days that stand for a missing one: written as ISO 8601 and repeated.

    `texts` are distinct dates or timestamps in ISO notation.  A day at the start of a year counts
    only where it occurs at least three times and more often than any day in between.
    """
    if len(texts) < FEWEST:
        return []
    often = dict(zip(texts, counts, strict=True))
    usual = max((n for text, n in often.items() if not text.startswith(FAR_DAYS)), default=0)
    return [
        text
        for text, n in often.items()
        if text.startswith(FAR_DAYS)
        and (text.startswith(("9999", "0001")) or n >= max(3, usual + 1))
    ]
