"""Learn from decisions about pairs, starting from the prior and leaving it only slowly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.entities.candidates import Candidates

__all__ = ["learn"]

Reals = NDArray[np.float64]

FEWEST = 10
"""Decisions before which the prior stands alone."""

OF_EACH = 3
"""Decisions of both kinds from which a model of its own is learned."""

HALF = 50
"""Decisions at which the learned model counts as much as the prior."""

SPREAD = np.array([0.3, 2.0])
"""Deviation of the slope from 1, and of the shift from 0 in nats, that is held likely."""


def learn(candidates: Candidates, decided: dict[int, bool], *, seed: int = 0) -> Reals:
    """Return the log odds of each candidate pair given the decisions.

    From `FEWEST` decisions on, the prior's log odds are stretched and shifted to fit them
    (they may be of one kind only).  With `OF_EACH` of both kinds a model is learned beside
    it, and gains weight with every decision.

    Parameters
    ----------
    candidates : Candidates
        The pairs, with the prior's evidence.
    decided : dict of int to bool
        Position of each decided pair, and whether it is the same entity.
    seed : int
        For the forest.

    Returns
    -------
    ndarray of float, shape (pairs,)
        Natural logarithms.
    """
    prior = candidates.prior.log_odds
    rows = np.array(sorted(decided), dtype=np.int64)
    same = np.array([decided[row] for row in rows], dtype=bool)
    if len(rows) < FEWEST:
        return prior
    prior = _calibrated(prior, rows, same)
    if min(same.sum(), (~same).sum()) < OF_EACH:
        return prior
    learned = _model(_features(candidates, prior), rows, same, seed)
    trust = len(rows) / (len(rows) + HALF)
    return np.asarray((1 - trust) * prior + trust * learned)


def _calibrated(prior: Reals, rows: NDArray[np.int64], same: NDArray[np.bool_]) -> Reals:
    """Stretch and shift the log odds to the decisions: logistic regression towards (1, 0)."""
    x = np.stack([prior[rows], np.ones(len(rows))], axis=1)
    start = np.array([1.0, 0.0])
    weights = start.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (chance - same) + (weights - start) / SPREAD**2
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(1 / SPREAD**2)
        step = np.clip(np.linalg.solve(curve, gradient), -1, 1)
        weights = weights - step
        if np.abs(step).max() < 1e-8:
            break
    slope, shift = weights
    return np.asarray(max(slope, 0.1) * prior + shift)


def _features(candidates: Candidates, prior: Reals) -> Reals:
    similarity = candidates.comparison.similarity
    absent = np.isnan(similarity)
    filled = np.where(absent, 0.5, similarity)
    return np.column_stack([np.clip(prior, -15, 15), filled, absent])


def _model(features: Reals, rows: NDArray[np.int64], same: NDArray[np.bool_], seed: int) -> Reals:
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression

    spread = features.std(axis=0)
    scaled = (features - features.mean(axis=0)) / np.where(spread > 0, spread, 1)
    line = LogisticRegression(max_iter=1000).fit(scaled[rows], same).decision_function(scaled)
    forest = RandomForestClassifier(100, min_samples_leaf=2, random_state=seed, n_jobs=1)
    votes = forest.fit(features[rows], same).predict_proba(features)[:, 1]
    votes = np.clip(votes, 0.01, 0.99)
    return np.asarray((np.clip(line, -10, 10) + np.log(votes / (1 - votes))) / 2)
