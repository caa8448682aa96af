"""Matches between duplicate-free tables: each record has at most one partner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["free_pairs", "one_to_one_probability"]

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]


def one_to_one_probability(left: Ints, right: Ints, probability: Reals) -> Reals:
    """Return the probability of each pair where a record has one partner at most.

    Parameters
    ----------
    left, right : ndarray of int, shape (pairs,)
        The two records of each pair.
    probability : ndarray of float, shape (pairs,)
        Probability of each pair by itself.

    Returns
    -------
    ndarray of float, shape (pairs,)
        In order of probability, each pair keeps its own times the probability that both
        records are still free.  Two pairs of one record never exceed .5 both.
    """
    free = np.ones(int(max(left.max(initial=-1), right.max(initial=-1))) + 1)
    shared = np.zeros(len(probability))
    for at in np.argsort(-probability, kind="stable").tolist():
        first, second = left[at], right[at]
        shared[at] = probability[at] * min(free[first], free[second])
        free[first] = max(free[first] - shared[at], 0.0)
        free[second] = max(free[second] - shared[at], 0.0)
    return shared


def free_pairs(left: Ints, right: Ints) -> NDArray[np.bool_]:
    """Return which pairs, taken in this order, find both records free."""
    taken: set[int] = set()
    kept = np.zeros(len(left), dtype=bool)
    for at, pair in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        if taken.isdisjoint(pair):
            kept[at] = True
            taken.update(pair)
    return kept
