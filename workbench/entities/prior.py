"""Fellegi and Sunter's model, fitted without labels: the evidence before anyone has decided.

I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", Journal of the American
Statistical Association 64 (1969); expectation and maximisation as in W. E. Winkler,
"Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model" (1988), with
the frequencies among different entities taken from pairs drawn at random.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.entities.comparison import CENTRES, LEVELS, MISSING, Comparison

__all__ = ["Prior", "fit_prior"]

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]

AGREE = np.array([0.05, 0.04, 0.05, 0.06, 0.07, 0.08, 0.65])
"""How often records of one entity reach each level, before any data."""

DIFFER = np.array([0.7, 0.1, 0.08, 0.05, 0.03, 0.02, 0.02])
"""The same for records of different entities."""

STRENGTH = 20.0
"""Pairs that `AGREE` counts for, so that a small table is not over-read."""

ANCHOR = 0.6
"""Share of `AGREE` in what is estimated: matches must agree mostly.  Without it the model
settles on whichever group of alike pairs is largest, such as people who share a surname."""

SURE = 0.3
"""Probability from which a pair drawn at random is set aside as a match."""

ALIKE = 3
"""Level from which two values count as alike, to tell which columns repeat each other."""

CHANCE = 2.0
"""Pairs that `DIFFER` counts for."""

RARITY = 3.0
"""Most nats by which a rare or frequent value moves the weight of an equal pair."""


@dataclass(frozen=True)
class Prior:
    """Evidence for each pair, in natural logarithms of odds.

    Attributes
    ----------
    evidence : ndarray, shape (pairs, columns)
        What each column says: above 0 for the same, below for different, 0 where missing.
    base : float
        Log odds that two records drawn at random are the same.
    fitted : bool
        False where expectation-maximisation degenerated and similarity stands in.
    """

    evidence: Reals
    base: float
    fitted: bool

    @property
    def log_odds(self) -> Reals:
        """The sum of all evidence, drawn towards 0 where it contradicts itself.

        Columns that contradict each other strongly (the same rare name, another birth date
        and address) fit neither hypothesis.  The sum is scaled by how one-sided the evidence
        is: its sign stays, its certainty does not.
        """
        total = self.evidence.sum(axis=1) + self.base
        weight = np.abs(self.evidence).sum(axis=1) + abs(self.base)
        share = np.divide(np.abs(total), weight, out=np.zeros_like(total), where=weight > 0)
        return np.asarray(total * share)


def fit_prior(comparison: Comparison, chance: Ints, expected: float, total: float) -> Prior:
    """Estimate how telling each level of each column is, without any decision.

    Parameters
    ----------
    comparison : Comparison
        The candidate pairs.  All other pairs are taken to be different.
    chance : ndarray of int, shape (random pairs, columns)
        Levels of pairs drawn at random, nearly all of which are different entities.
    expected : float
        Share of all pairs that are expected to match, to start from.
    total : float
        Number of all pairs.

    Returns
    -------
    Prior
    """
    if not len(comparison.level):
        return Prior(np.zeros(comparison.level.shape), float(np.log(expected)), True)
    patterns, times = np.unique(comparison.level, axis=0, return_counts=True)
    columns = patterns.shape[1]
    differ = _shares(chance, np.ones(len(chance)), np.tile(CHANCE * DIFFER, (columns, 1)))
    start = np.tile(STRENGTH * AGREE, (columns, 1))
    agree, share = _shares(chance[:0], np.ones(0), start), expected
    for _ in range(500):
        match = _posterior(patterns, agree, differ, share)
        agree = ANCHOR * AGREE + (1 - ANCHOR) * _shares(patterns, times * match, start)
        before, share = share, float((times @ match + 1) / (total + 2))
        if abs(share - before) < 1e-7 * before:
            break
    weights = _rising(np.log(agree / differ))
    if not _is_sound(weights, share * total / times.sum()):
        return _by_similarity(comparison)
    unlike = chance[_posterior(chance, agree, differ, share) < SURE]
    evidence = _evidence(comparison, weights) * _novelty(unlike)
    return Prior(evidence, float(np.log(share / (1 - share))), True)


def _posterior(patterns: Ints, agree: Reals, differ: Reals, share: float) -> Reals:
    """E-step: the probability that a pair with each pattern of levels is a match."""
    odds = _look_up(patterns, np.log(agree / differ)).sum(axis=1) + np.log(share / (1 - share))
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -500, 500))))


def _shares(levels: Ints, weight: Reals, start: Reals) -> Reals:
    """M-step: how often each level occurs in each column, missing values aside."""
    counts = start.copy()
    for level in range(LEVELS):
        counts[:, level] += weight @ (levels == level)
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def _look_up(levels: Ints, weights: Reals) -> Reals:
    columns = np.arange(levels.shape[1])
    return np.where(levels == MISSING, 0.0, weights[columns, np.maximum(levels, 0)])


def _evidence(comparison: Comparison, weights: Reals) -> Reals:
    """Return the weight of each level, between levels where the similarity is a cosine."""
    evidence = _look_up(comparison.level, weights)
    for column, role in enumerate(comparison.roles):
        if role in CENTRES:
            known = comparison.level[:, column] != MISSING
            found = comparison.similarity[known, column]
            evidence[known, column] = np.interp(found, CENTRES[role], weights[column])
    return evidence + np.clip(comparison.rarity, -RARITY, RARITY)


def _rising(weights: Reals) -> Reals:
    """Return the weights with none above that of a higher level: the lower ones are rarer."""
    return np.minimum.accumulate(weights[:, ::-1], axis=1)[:, ::-1]


def _novelty(unlike: Ints) -> Reals:
    """Return how much of each column's evidence the other columns do not give already, 0 to 1.

    The model takes columns to be independent among different entities.  Where they are not
    (an e-mail address made of the name), agreeing in one makes agreeing in the other likely: by
    the correlation of the two, they share one weight.
    """
    known = unlike != MISSING
    alike = unlike >= ALIKE
    columns = unlike.shape[1]
    weight = np.ones(columns)
    for first in range(columns):
        for second in range(columns):
            both = known[:, first] & known[:, second]
            one, other = alike[both, first], alike[both, second]
            vary = all(5 <= which.sum() < len(which) for which in (one, other))
            if first != second and vary:
                weight[first] += max(float(np.corrcoef(one, other)[0, 1]), 0.0)
    return 1 / weight


def _is_sound(weights: Reals, share: float) -> bool:
    """Return whether the group found among the candidates can be the matches."""
    return bool(share < 0.95 and np.median(weights[:, -1]) > 0 and weights.max() > 1)


def _by_similarity(comparison: Comparison) -> Prior:
    """Let every column speak as its similarity does: .75 for neither side, 1 for 3 nats."""
    evidence = np.nan_to_num((comparison.similarity - 0.75) * 12, nan=0.0)
    return Prior(np.clip(evidence, -4, 3), -2.0, False)
