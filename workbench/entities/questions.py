"""Which pairs to ask a person about, and what to tell about them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.entities.candidates import Candidates
from workbench.entities.comparison import LEVELS, MISSING, Comparison

__all__ = ["choose", "reason"]


def choose(
    candidates: Candidates,
    probability: NDArray[np.float64],
    decided: set[tuple[int, int]],
    n: int,
) -> list[int]:
    """Return the positions of the `n` undecided pairs whose decision tells most.

    Likely and unlikely pairs take turns, each side from even odds outward: the doubtful come
    first, and every match is confirmed before the many candidates that nobody would join.

    While a record is in the choice already, pairs of it are put behind: ten questions about
    one record tell less than ten about ten.
    """
    likely = probability >= 0.5
    order = np.argsort(np.abs(probability - 0.5), kind="stable")
    turn = np.empty(len(order), dtype=np.int64)
    for side in (likely, ~likely):
        mine = order[side[order]]
        turn[mine] = np.arange(len(mine))
    order = np.lexsort((~likely, turn))
    chosen: list[int] = []
    behind: list[int] = []
    seen: set[int] = set()
    for at in order.tolist():
        if len(chosen) >= n:
            break
        pair = (int(candidates.left[at]), int(candidates.right[at]))
        if pair in decided:
            continue
        if seen.isdisjoint(pair):
            chosen.append(at)
            seen.update(pair)
        elif len(behind) < n:
            behind.append(at)
    return [*chosen, *behind][: max(n, 0)]


def reason(comparison: Comparison, names: Sequence[str], at: int) -> str:
    """Return in one sentence which columns of a pair are equal, similar, different or missing."""
    level = comparison.level[at, : len(names)]
    kinds = {
        "equal": level == LEVELS - 1,
        "similar": (level >= LEVELS - 3) & (level < LEVELS - 1),
        "different": (level >= 0) & (level < LEVELS - 3),
        "missing": level == MISSING,
    }
    parts = [
        f"{kind}: {', '.join(name for name, has in zip(names, here, strict=True) if has)}"
        for kind, here in kinds.items()
        if here.any()
    ]
    return "; ".join(parts) + "."
