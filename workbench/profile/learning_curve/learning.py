"""Measure a learning curve: a quick model on more and more rows, in repeated splits."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.variables import variable
from workbench.profile.classes.single_feature import CLASS_ROWS, class_codes
from workbench.profile.learning_curve.features import Features
from workbench.profile.sample import Sample

__all__ = ["METRICS", "CurvePoint", "Goal", "measure_curve", "read_goal"]

METRICS = {
    "accuracy": "classification",
    "balanced_accuracy": "classification",
    "f1_macro": "classification",
    "r2": "regression",
}
FEW = 20
CLASSES = 50
TEST_SHARE = 0.25
TEST_ROWS = 4000
SIZES = 8
SMALLEST = 20
TREES = 30
WORK = 24_000  # rows trained on at one size, over its repeats
REPEATS = (4, 8)
T_95 = {4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365}


@dataclass(frozen=True)
class CurvePoint:
    """The mean score with `rows` training rows, its 95 % interval, error, and repeats."""

    rows: int
    score: float
    low: float
    high: float
    error: float
    repeats: int


@dataclass(frozen=True)
class Goal:
    """The target: `values` (class codes or numbers) of the `rows` of the sample that count."""

    task: str
    values: NDArray[Any]
    rows: NDArray[np.int64]
    classes: int
    labelled: int
    note: str


def read_goal(sample: Sample, label: str) -> Goal:
    """Return the target; a number with more than 20 values is one, all else are classes.

    Classes with fewer than five rows, and all but the 50 largest, are left out.
    """
    item = variable(sample, label)
    if item.role == "number" and item.distinct > FEW:
        numbers = sample.numbers(label)
        rows = np.flatnonzero(np.isfinite(numbers))
        values = numbers[rows]
        # Scaled, so that squares stay finite; r2 does not change.
        values = values / max(float(np.abs(values).max(initial=0.0)), 1e-300)
        return Goal("regression", values, rows, 0, item.present, "")
    codes, classes = class_codes(item, CLASSES)
    rows = np.flatnonzero(codes >= 0)
    gone = item.distinct - classes
    note = f"{gone:,} classes with fewer than {CLASS_ROWS} rows were left out." if gone else ""
    if gone and classes == CLASSES:
        note = f"All but the {CLASSES} largest classes were left out."
    return Goal("classification", codes[rows], rows, classes, item.present, note)


def measure_curve(
    goal: Goal, features: Features, metric: str, sizes: tuple[int, ...] | None, seed: int
) -> tuple[tuple[CurvePoint, ...], float]:
    """Return the points of the curve and the score of the best constant answer.

    In each repeat the test rows are drawn anew, and the training sets are nested.
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    n = len(goal.rows)
    test = min(TEST_ROWS, max(int(TEST_SHARE * n), 10))
    chosen = _sizes(n - test, goal.classes, sizes)
    repeats = [int(np.clip(WORK // size, *REPEATS)) for size in chosen]
    scores: list[list[float]] = [[] for _ in chosen]
    constant: list[float] = []
    # On so few rows the waiting threads of BLAS cost more CPU than they save time.
    with threadpool_limits(1):
        for turn in range(max(repeats)):
            order = _order(goal, test, seed + turn)
            held, rest = order[:test], order[test:]
            for i, size in enumerate(chosen):
                if turn < repeats[i]:
                    guess = _predict(goal, features, rest[:size], held, seed + turn)
                    scores[i].append(_score(metric, goal.values[held], guess))
            constant.append(_score(metric, goal.values[held], _constant(goal, rest, len(held))))
    points = [
        _point(size, result, metric, n, test) for size, result in zip(chosen, scores, strict=True)
    ]
    return tuple(points), float(np.mean(constant))


def _sizes(most: int, classes: int, asked: tuple[int, ...] | None) -> tuple[int, ...]:
    if asked is not None:
        return tuple(size for size in asked if size <= most) or (most,)
    least = min(max(SMALLEST, 3 * classes), max(most // 8, 10))
    count = min(SIZES, max(4, int(math.log2(max(most / least, 2))) + 1))
    return tuple(sorted({int(size) for size in np.geomspace(least, most, count).round()}))


def _order(goal: Goal, test: int, seed: int) -> NDArray[np.int64]:
    """Return the rows in random order, so that every beginning has each class in proportion."""
    draw = np.random.default_rng(seed)
    order = draw.permutation(len(goal.rows))
    if goal.task == "regression":
        return order
    # Within its class each row gets an evenly spaced position; sorted by it, classes interleave.
    classes = goal.values[order]
    counts = np.bincount(classes, minlength=goal.classes)
    positions = np.empty(len(order))
    for code in range(goal.classes):
        rows = np.flatnonzero(classes == code)
        positions[rows] = (np.arange(len(rows)) + draw.random()) / counts[code]
    return np.asarray(order[np.argsort(positions, kind="stable")])


def _predict(
    goal: Goal,
    features: Features,
    train: NDArray[np.int64],
    test: NDArray[np.int64],
    seed: int,
) -> NDArray[Any]:
    from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor
    from sklearn.linear_model import Ridge, RidgeClassifier

    values, table, classify = goal.values[train], features.dense, goal.task == "classification"
    if classify and len(np.unique(values)) < 2:
        return np.full(len(test), values[0])
    if features.text is None:
        trees = ExtraTreesClassifier if classify else ExtraTreesRegressor
        model = trees(TREES, min_samples_leaf=2, max_features=0.5, random_state=seed, n_jobs=1)
    else:
        table = _with_text(features, train)
        linear = RidgeClassifier if classify else Ridge
        model = linear(alpha=1.0, solver="sparse_cg", random_state=seed, max_iter=200)
    return np.asarray(model.fit(table[train], values).predict(table[test]))


def _with_text(features: Features, train: NDArray[np.int64]) -> Any:
    """Return the words beside the other features, which are scaled by the training rows."""
    from scipy import sparse

    dense = features.dense.astype(np.float64)
    middle, spread = dense[train].mean(axis=0), dense[train].std(axis=0)
    scaled = np.clip((dense - middle) / np.where(spread > 0, spread, 1.0), -5, 5)
    return sparse.hstack([features.text, sparse.csr_matrix(scaled * 0.2)], format="csr")


def _constant(goal: Goal, train: NDArray[np.int64], size: int) -> NDArray[Any]:
    values = goal.values[train]
    answer = values.mean() if goal.task == "regression" else np.bincount(values).argmax()
    return np.full(size, answer)


def _score(metric: str, truth: NDArray[Any], guess: NDArray[Any]) -> float:
    from sklearn import metrics

    if metric == "accuracy":
        return float((truth == guess).mean())
    if metric == "balanced_accuracy":
        return float(np.mean([(guess[truth == code] == code).mean() for code in np.unique(truth)]))
    if metric == "f1_macro":
        return float(metrics.f1_score(truth, guess, average="macro", zero_division=0.0))
    spread = float(((truth - truth.mean()) ** 2).sum())
    # Below -1 it is as bad as can be said; a curve through such values would bend for them.
    return max(-1.0, 1 - float(((truth - guess) ** 2).sum()) / spread) if spread else 0.0


def _point(size: int, scores: list[float], metric: str, n: int, test: int) -> CurvePoint:
    """Return the mean with an interval.

    Repeats share rows, so their scatter alone is too sure: what the limited number of rows of
    the table gives is added.
    """
    count = len(scores)
    mean = float(np.mean(scores))
    spread = float(np.std(scores, ddof=1)) if count > 1 else 0.0
    tested = min(n, count * test)
    binomial = math.sqrt(max(mean * (1 - mean), 0.25 / tested) / tested)
    shared = spread * math.sqrt(test / tested) if metric == "r2" else binomial
    error = math.hypot(spread / math.sqrt(count), shared)
    half = math.hypot(T_95.get(count, 2.2) * spread / math.sqrt(count), 1.96 * shared)
    least = -1.0 if metric == "r2" else 0.0
    return CurvePoint(size, mean, max(least, mean - half), min(1.0, mean + half), error, count)
