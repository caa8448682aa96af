"""Which of several conflicting claims is true, and how far each source is to be believed.

Iterative accuracy voting after Dong, Berti-Equille and Srivastava, "Integrating conflicting data:
the role of source dependence" (PVLDB 2009), their ACCU without copying; sources that state little
are drawn towards the mean of all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Truth", "estimate_truth"]

ROUNDS = 20
FALSE_VALUES = 10
START = 0.7
PRIOR = 4.0
LOWEST, HIGHEST = 0.05, 0.98


@dataclass(frozen=True)
class Truth:
    """What is believed of each claim.

    Attributes
    ----------
    probability : array of float
        Of each claim, that it is true, 0 to 1; the claims about one fact sum to at most 1.
    best : array of int
        Of each fact, the position of its most probable pair of fact and value among `values`.
    values : array of int
        The values of the pairs that `best` points to.
    confidence : array of float
        Of each fact, the probability of its most probable value.
    accuracy : array of float
        Of each source, the share of its claims that is believed.
    """

    probability: NDArray[np.float64]
    best: NDArray[np.int64]
    values: NDArray[np.int64]
    confidence: NDArray[np.float64]
    accuracy: NDArray[np.float64]


def estimate_truth(
    facts: NDArray[np.int64], sources: NDArray[np.int64], values: NDArray[np.int64]
) -> Truth:
    """Weigh claims by the sources' accuracy, and the sources by their claims, until both stand.

    Parameters
    ----------
    facts, sources, values : array of int
        One claim a position: the codes (from 0) of what it is about, who makes it and what it says.

    Returns
    -------
    Truth
        Facts without a claim have confidence 0 and ``best`` -1.
    """
    width = int(values.max(initial=0)) + 1
    pairs, claim = np.unique(facts * width + values, return_inverse=True)
    of, value = np.divmod(pairs, width)
    size, count = int(facts.max(initial=-1)) + 1, int(sources.max(initial=-1)) + 1
    said = np.bincount(sources, minlength=count)
    accuracy = np.full(count, START)
    probability = np.zeros(len(pairs))
    for _ in range(ROUNDS):
        weight = np.log(FALSE_VALUES * accuracy / (1 - accuracy))
        score = np.bincount(claim, weights=weight[sources], minlength=len(pairs))
        top = np.zeros(size)
        np.maximum.at(top, of, score)
        raised = np.exp(score - top[of])
        # What nobody says has a place too: it has the score 0.
        whole = np.bincount(of, weights=raised, minlength=size) + np.exp(-top)
        probability = raised / whole[of]
        mean = float(probability[claim].mean()) if len(claim) else START
        right = np.bincount(sources, weights=probability[claim], minlength=count)
        updated = np.clip((right + PRIOR * mean) / (said + PRIOR), LOWEST, HIGHEST)
        done = np.abs(updated - accuracy).max(initial=0.0) < 1e-4
        accuracy = updated
        if done:
            break
    best = np.full(size, -1, dtype=np.int64)
    order = np.argsort(probability, kind="stable")
    best[of[order]] = order
    confidence = np.where(best >= 0, probability[best], 0.0) if len(pairs) else np.zeros(size)
    return Truth(probability[claim], best, value, confidence, accuracy)
