"""Numbers and shares in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

__all__ = ["percent", "totals"]

Key = TypeVar("Key")


def percent(share: float) -> str:
    """Return a share as text; a small one is not rounded to nothing."""
    if 0 < share < 0.001:
        return "under 0.1%"
    if 0.999 < share < 1:
        return "over 99.9%"
    return f"{100 * share:.1f}%" if share < 0.1 or share > 0.9 else f"{100 * share:.0f}%"


def totals(pairs: Iterable[tuple[Key, int]]) -> Counter[Key]:
    """Return the sum of the counts of each key, in the order in which keys occur first."""
    sums = Counter[Key]()
    for key, count in pairs:
        sums[key] += count
    return sums
