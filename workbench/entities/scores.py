"""Turn evidence and decisions into probabilities, matches and clusters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.entities.candidates import NEAREST, Candidates
from workbench.entities.clusters import group
from workbench.entities.learner import learn
from workbench.entities.one_to_one import free_pairs, one_to_one_probability

__all__ = ["Decisions", "Matches", "find_matches", "score"]

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]
Decisions = Mapping[tuple[int, int], bool | None]


@dataclass(frozen=True)
class Matches:
    """Candidate pairs, the likeliest first.

    Attributes
    ----------
    left, right : ndarray of int, shape (pairs,)
        Positions of the two records.
    probability : ndarray of float, shape (pairs,)
        Probability that they are the same.
    is_match : ndarray of bool, shape (pairs,)
        Whether they are taken to be.
    """

    left: Ints
    right: Ints
    probability: Reals
    is_match: NDArray[np.bool_]

    def clusters(self, size: int, decided: Decisions) -> tuple[Ints, list[tuple[int, int]]]:
        """Return each record's cluster, and the matches that could not be joined."""
        pairs = list(zip(self.left.tolist(), self.right.tolist(), strict=True))
        return group(
            size,
            [pair for pair, joined in zip(pairs, self.is_match.tolist(), strict=True) if joined],
            probability=dict(zip(pairs, self.probability.tolist(), strict=True)),
            apart=[pair for pair, same in decided.items() if same is False],
            together=[pair for pair, same in decided.items() if same],
            candidates=NEAREST,
        )


def score(found: Candidates, decided: Decisions, *, one_to_one: bool, seed: int) -> Reals:
    """Return the probability of each candidate pair; 0 or 1 where it is decided."""
    settled = {found.position(pair): same for pair, same in decided.items() if same is not None}
    rows = np.array(list(settled), dtype=np.int64)
    sure = np.array(list(settled.values()), dtype=np.float64)
    log_odds = learn(found, settled, seed=seed)
    probability = np.asarray(1 / (1 + np.exp(-np.clip(log_odds, -30, 30))))
    probability[rows] = sure
    if one_to_one:
        probability = one_to_one_probability(found.left, found.right, probability)
        probability[rows] = sure
    return probability


def find_matches(
    found: Candidates,
    probability: Reals,
    decided: Decisions,
    *,
    threshold: float,
    one_to_one: bool,
) -> Matches:
    """Return the pairs in order of probability, and which of them match.

    Those match that reach the threshold, unless decided otherwise; where records have one
    partner at most, each takes the likeliest that is free.
    """
    order = np.argsort(-probability, kind="stable")
    left, right, probability = found.left[order], found.right[order], probability[order]
    verdicts = [decided.get(pair) for pair in zip(left.tolist(), right.tolist(), strict=True)]
    same = np.array([verdict is True for verdict in verdicts], dtype=bool)
    different = np.array([verdict is False for verdict in verdicts], dtype=bool)
    is_match = (probability >= threshold) & ~different
    if one_to_one:
        is_match[is_match] = free_pairs(left[is_match], right[is_match])
    return Matches(left, right, probability, is_match | same)
