"""Group records that match, keeping apart what people have decided to be different."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["group"]

Pair = tuple[int, int]

SUPPORT = 0.3
"""Mean probability of the links between two groups below which one link does not join them."""


def group(
    size: int,
    pairs: Iterable[Pair],
    *,
    probability: Mapping[Pair, float],
    apart: Iterable[Pair] = (),
    together: Iterable[Pair] = (),
    candidates: int = 20,
) -> tuple[NDArray[np.int64], list[Pair]]:
    """Return the connected components of `pairs`, without chains of chance links.

    Each pair joins its two groups, unless a pair in `apart` would come together, or the mean
    probability of all links between the groups is below `SUPPORT`.  Neither depends on
    the pairs that follow: a prefix of `pairs` gives a refinement of the result.

    Parameters
    ----------
    size : int
        Number of records.
    pairs : iterable of (int, int)
        Records that match, smaller position first; the surest pair first.
    probability : mapping of (int, int) to float
        All candidate pairs; a pair that is not in it has 0.
    apart, together : iterable of (int, int)
        Pairs decided to be different, and to be the same: the latter join unless that would
        bring together what is apart.
    candidates : int
        Most candidates that a record was given: pairs beyond are unknown, not improbable.

    Returns
    -------
    cluster : ndarray of int, shape (size,)
        Number of each record's group, counted from 0 in order of first appearance.
    refused : list of (int, int)
        The pairs that could not be joined.
    """
    groups = _Groups(size, probability, apart)
    decided = set(together)
    refused = [
        pair for pair in pairs if not groups.join(*pair, sure=pair in decided, most=candidates)
    ]
    numbers: dict[int, int] = {}
    cluster = [numbers.setdefault(groups.root(row), len(numbers)) for row in range(size)]
    return np.array(cluster, dtype=np.int64), refused


class _Groups:
    """Disjoint sets that know the sum of the links between them, and who must stay apart."""

    def __init__(self, size: int, links: Mapping[Pair, float], apart: Iterable[Pair]) -> None:
        self.parent = list(range(size))
        self.size = [1] * size
        self.links: list[dict[int, float]] = [{} for _ in range(size)]
        for (first, second), value in links.items():
            self.links[first][second] = self.links[second][first] = value
        for first, second in apart:
            self.links[first][second] = self.links[second][first] = -math.inf

    def root(self, row: int) -> int:
        while self.parent[row] != row:
            self.parent[row] = self.parent[self.parent[row]]
            row = self.parent[row]
        return row

    def join(self, first: int, second: int, *, sure: bool, most: int) -> bool:
        """Join the groups of two records; return whether they are in one group now."""
        small, large = self.root(first), self.root(second)
        if small == large:
            return True
        link = self.links[small].get(large, 0.0)
        sizes = sorted((self.size[small], self.size[large]))
        known = min(sizes[0] * sizes[1], most * sizes[0])
        if link == -math.inf or not (sure or link >= SUPPORT * known):
            return False
        if len(self.links[small]) > len(self.links[large]):
            small, large = large, small
        self._absorb(small, large)
        return True

    def _absorb(self, small: int, large: int) -> None:
        self.parent[small] = large
        self.size[large] += self.size[small]
        self.links[large].pop(small, None)
        for other, link in self.links[small].items():
            if other != large:
                del self.links[other][small]
                total = self.links[large].get(other, 0.0) + link
                self.links[large][other] = self.links[other][large] = total
        self.links[small] = {}
