"""How well one column predicts a target, out of fold, by the bin a row falls in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.intervals import Z95
from workbench.profile.across.missing_dependence import number_bins
from workbench.profile.across.variables import Variable, midranks, variable
from workbench.profile.sample import Sample

__all__ = ["CLASS_ROWS", "Strength", "Target", "bins_of", "class_codes", "read_target", "strength"]

FOLDS = 5
BINS = 64
FEW = 20
CLASSES = 30
CLASS_ROWS = 5


@dataclass(frozen=True)
class Target:
    """What is to be predicted.

    Attributes
    ----------
    kind : str
        ``class`` or ``number``.
    values : array
        Class codes, or ranks between 0 and 1, of the rows in `rows`.
    rows : array of int
        The rows that count.
    folds : array of int
        The fold of each of them.
    classes : int
        Number of classes; 0 of a number.
    baseline : float
        Balanced accuracy of guessing; 0 of a number.
    note : str
        What was left out.
    """

    kind: str
    values: NDArray[np.float64]
    rows: NDArray[np.int64]
    folds: NDArray[np.int64]
    classes: int
    baseline: float
    note: str

    @property
    def n(self) -> int:
        """Number of rows that count."""
        return len(self.rows)


@dataclass(frozen=True)
class Strength:
    """A score with its 95 % interval, and the accuracy behind it; each 0 to 1."""

    score: float
    low: float
    high: float
    accuracy: float


def read_target(sample: Sample, name: str, seed: int) -> Target:
    """Return the target: at most 30 classes of at least five rows each, or the ranks of a number.

    A number with at most 20 distinct values is a class.
    """
    item = variable(sample, name)
    draw = np.random.default_rng(seed)
    if item.role == "number" and item.distinct > FEW:
        rows = np.flatnonzero(item.codes >= 0)
        ranks = (midranks(item.codes[rows], item.distinct) - 0.5) / len(rows)
        return Target("number", ranks, rows, draw.permutation(len(rows)) % FOLDS, 0, 0.0, "")
    codes, classes = class_codes(item, CLASSES)
    rows = np.flatnonzero(codes >= 0)
    values = codes[rows]
    # Stratified: rows of a class take the folds in turn, in a random order.
    order = draw.permutation(len(rows))
    order = order[np.argsort(values[order], kind="stable")]
    folds = np.empty(len(rows), dtype=np.int64)
    folds[order] = np.arange(len(rows)) % FOLDS
    left = item.distinct - classes
    note = f"{left:,} classes with few rows were left out" if left else ""
    baseline = 1 / classes if classes else 0.0
    return Target("class", values.astype(np.float64), rows, folds, classes, baseline, note)


def class_codes(item: Variable, most: int) -> tuple[NDArray[np.int64], int]:
    """Return the class of each row (-1 for none) and the number of classes.

    They are the `most` frequent values that have at least five rows, the most frequent first.
    """
    counts = np.bincount(item.codes[item.codes >= 0], minlength=item.distinct)
    selected = np.argsort(-counts, kind="stable")[:most]
    selected = selected[counts[selected] >= CLASS_ROWS]
    positions = np.full(item.distinct + 1, -1, dtype=np.int64)
    positions[selected] = np.arange(len(selected))
    return positions[item.codes], len(selected)


def bins_of(sample: Sample, name: str | None) -> NDArray[np.int64]:
    """Return the bin of each row, 0 for missing; without a name, of its place in the table."""
    if name is None:
        return 1 + np.arange(len(sample), dtype=np.int64) * BINS // max(len(sample), 1)
    item = variable(sample, name)
    if item.role == "number" and item.distinct > BINS:
        return number_bins(item, BINS)[0].astype(np.int64) + 1
    counts = np.bincount(item.codes[item.codes >= 0], minlength=item.distinct)
    # A value that occurs once cannot help to predict another row: all such share a bin.
    again = counts > 1
    positions = np.append(np.where(again, np.cumsum(again) + 1, 1), 0)
    return positions[item.codes].astype(np.int64)


def strength(bins: NDArray[np.int64], target: Target) -> Strength:
    """Return how well the bins of the rows predict the target in cross-validation.

    Parameters
    ----------
    bins : array of int
        One a row of the sample, from 0.
    target : Target
        The target.
    """
    _, codes = np.unique(bins[target.rows], return_inverse=True)
    return _of_class(codes, target) if target.kind == "class" else _of_number(codes, target)


def _of_class(codes: NDArray[np.int64], target: Target) -> Strength:
    k, size = target.classes, int(codes.max(initial=0)) + 1
    classes = target.values.astype(np.int64)
    cells = (target.folds * size + codes) * k + classes
    table = np.bincount(cells, minlength=FOLDS * size * k).reshape(FOLDS, size, k)
    training = table.sum(axis=0, keepdims=True) - table
    sizes = training.sum(axis=1, keepdims=True)
    # Each class weighs the same; ties and unknown bins take a class in turn, which is guessing.
    likely = training / np.maximum(sizes, 1) + 1e-12 * np.random.default_rng(0).random(table.shape)
    guess = likely.argmax(axis=2)
    hits = np.bincount(classes[guess[target.folds, codes] == classes], minlength=k)
    counts = np.bincount(classes, minlength=k)
    accuracy = float((hits / counts).mean())
    shrunk = (hits + 1) / (counts + 2)
    half = Z95 * math.sqrt(float((shrunk * (1 - shrunk) / counts).sum())) / k
    low, score, high = (
        min(max((value - target.baseline) / (1 - target.baseline), 0.0), 1.0)
        for value in (accuracy - half, accuracy, accuracy + half)
    )
    return Strength(score, low, high, accuracy)


def _of_number(codes: NDArray[np.int64], target: Target) -> Strength:
    size = int(codes.max(initial=0)) + 1
    cells = target.folds * size + codes
    sums = np.bincount(cells, weights=target.values, minlength=FOLDS * size).reshape(FOLDS, size)
    counts = np.bincount(cells, minlength=FOLDS * size).reshape(FOLDS, size)
    left, rows = sums.sum(axis=0) - sums, counts.sum(axis=0) - counts
    means = np.where(rows > 0, left / np.maximum(rows, 1), 0.5)
    errors = target.values - means[target.folds, codes]
    spread = float(((target.values - target.values.mean()) ** 2).sum())
    share = max(0.0, 1 - float((errors**2).sum()) / spread) if spread else 0.0
    # Delta method for a squared correlation; at least the width of one row's weight.
    half = Z95 * max(2 * math.sqrt(share) * (1 - share), 1 / math.sqrt(target.n))
    half /= math.sqrt(target.n)
    return Strength(share, max(0.0, share - half), min(1.0, share + half), share)
