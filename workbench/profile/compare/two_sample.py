"""Can a model tell two tables apart?  A classifier two-sample test (Lopez-Paz and Oquab 2017)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.profile.across.intervals import Z95, auc_variance
from workbench.profile.compare.categories import aligned_counts, as_texts
from workbench.profile.compare.drift import family
from workbench.profile.result import Result
from workbench.profile.sample import Sample

__all__ = ["Separation", "auc_interval", "separation"]

ROWS = 4000
FEWEST = 20
FOLDS = 4
TREES = 60
VALUES = 200


@dataclass(frozen=True)
class Separation(Result):
    """How well a model tells left from right.

    Attributes
    ----------
    auc : float or None
        Area under the ROC curve of out-of-fold predictions: .5 cannot tell, 1 always right.  None
        with fewer than 20 rows a side or no column.
    low, high : float or None
        95 % interval (Hanley and McNeil 1982).
    columns : tuple of (str, float)
        The columns that tell most, with the AUC lost when each is shuffled; at most ten.
    rows : int
        Rows of each side that were used.
    """

    auc: float | None
    low: float | None
    high: float | None
    columns: tuple[tuple[str, float], ...]
    rows: int


def separation(left: Sample, right: Sample, columns: Sequence[str], *, seed: int = 0) -> Separation:
    """Train trees to tell left from right by `columns`, with cross-validation.

    Parameters
    ----------
    left, right : Sample
        The rows; at most 4,000 of each are used, the same number of both.
    columns : sequence of str
        Columns of both; identifiers should not be among them.
    seed : int
        Of the draw and the trees.
    """
    rows = min(ROWS, len(left), len(right))
    if rows < FEWEST or not columns:
        return Separation(None, None, None, (), rows)
    draw = np.random.default_rng(seed)
    positions = [np.sort(draw.permutation(len(side))[:rows]) for side in (left, right)]
    parts = [_feature(left, right, name, positions) for name in columns]
    features = np.stack(parts, axis=1).astype(np.float32)
    auc, lost = _cross_validate(features, np.repeat([0, 1], rows), seed)
    order = np.argsort(-lost)[:10]
    # A column that does not matter loses or gains a little by chance.
    least = max(0.01, 0.1 * float(lost.max()))
    values = tuple((columns[int(i)], float(lost[i])) for i in order if lost[i] > least)
    return Separation(auc, *auc_interval(auc, rows, rows), values, rows)


def auc_interval(auc: float, positives: int, negatives: int) -> tuple[float, float]:
    """Return the 95 % interval of an AUC (Hanley and McNeil 1982)."""
    variance = max(auc_variance(auc, positives, negatives), 0.0)
    half = Z95 * math.sqrt(variance / (positives * negatives))
    return max(0.0, auc - half), min(1.0, auc + half)


def _feature(
    left: Sample, right: Sample, name: str, positions: list[NDArray[np.int64]]
) -> NDArray[np.float64]:
    """Return a column of both sides as ordered numbers; a missing value is below all others."""
    kinds = {family(side.types[name]) for side in (left, right)}
    if kinds in ({"number"}, {"date"}):
        values = [s.numbers(name)[p] for s, p in zip((left, right), positions, strict=True)]
        both = np.concatenate(values)
        # Trees need the order alone; ranks fit into 32 bits, and infinity has one.
        _, ranks = np.unique(both, return_inverse=True)
        return np.asarray(np.where(np.isnan(both), -1, ranks), dtype=np.float64)
    first, second = left.coded(name), right.coded(name)
    values_of, n, m = aligned_counts(first, second)
    # The most frequent values first; rare ones are alike, for they name single rows.
    rank = np.empty(len(values_of) + 1)
    rank[np.argsort(-(n + m), kind="stable")] = np.minimum(np.arange(len(values_of)), VALUES)
    rank[-1] = -1
    index = pc.index_in(as_texts(second.values), value_set=values_of)
    present = np.asarray(index.to_numpy(zero_copy_only=False), dtype=np.int64)
    codes = np.where(second.codes < 0, -1, present[second.codes] if len(present) else -1)
    return np.concatenate([rank[first.codes[positions[0]]], rank[codes[positions[1]]]])


def _cross_validate(
    features: NDArray[np.float32], target: NDArray[np.int64], seed: int
) -> tuple[float, NDArray[np.float64]]:
    """Return the out-of-fold AUC, and the AUC lost by shuffling each column."""
    from sklearn.ensemble import ExtraTreesClassifier
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import StratifiedKFold

    scores = np.zeros(len(target))
    shuffled = np.zeros((features.shape[1], len(target)))
    draw = np.random.default_rng(seed)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    for train, test in folds.split(features, target):
        model = ExtraTreesClassifier(
            TREES, min_samples_leaf=5, max_features=None, random_state=seed, n_jobs=1
        ).fit(features[train], target[train])
        held = features[test]
        scores[test] = model.predict_proba(held)[:, 1]
        for i in np.argsort(-model.feature_importances_)[:10]:
            other = held.copy()
            other[:, i] = draw.permutation(other[:, i])
            shuffled[i, test] = model.predict_proba(other)[:, 1]
    auc = float(roc_auc_score(target, scores))
    return auc, np.array([auc - roc_auc_score(target, s) if s.any() else 0.0 for s in shuffled])
