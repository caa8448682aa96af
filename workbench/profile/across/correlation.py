"""Spearman, Pearson and the correlation ratio, on the rows where both columns are present."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.contingency import high_chi_square
from workbench.profile.across.variables import Variable, midranks
from workbench.profile.sample import Sample

__all__ = ["NumberPair", "Ratio", "correlation_ratio", "inner", "rank_correlations"]


@dataclass(frozen=True)
class NumberPair:
    """Two numeric columns: `rho` and `pearson` (None with infinite values) on `n` rows.

    `slope` and `intercept` are those of the right column on the left one.
    """

    rho: float
    pearson: float | None
    n: int
    slope: float | None = None
    intercept: float | None = None


@dataclass(frozen=True)
class Ratio:
    """The correlation ratio `eta` (0 to 1) on `n` rows, and what chance may reach."""

    eta: float
    noise: float
    n: int


def rank_correlations(sample: Sample, numbers: list[Variable]) -> dict[tuple[str, str], NumberPair]:
    """Return Spearman's rho and Pearson's r of all pairs of `numbers`, in the order given.

    Complete columns are compared by one matrix product; others pair by pair, with ranks taken
    anew among the common rows.  Pairs without variation are left out.
    """
    results = {}
    whole = [number for number in numbers if number.complete]
    n = len(sample)
    if whole and n > 1:
        ranks = np.stack([_unit(midranks(number.codes, number.distinct)) for number in whole])
        values = np.stack([_unit(sample.numbers(number.name)) for number in whole])
        rhos, rs = (np.clip(inner(unit, unit), -1, 1) for unit in (ranks, values))
        for (i, left), (j, right) in combinations(enumerate(whole), 2):
            pearson = None if math.isnan(rs[i, j]) else float(rs[i, j])
            line = _line(sample, left, right, pearson)
            results[left.name, right.name] = NumberPair(float(rhos[i, j]), pearson, n, *line)
    return results | {
        (left.name, right.name): pair
        for left, right in combinations(numbers, 2)
        if not (left.complete and right.complete) and (pair := _pair(sample, left, right))
    }


def inner(left: NDArray[np.float64], right: NDArray[np.float64]) -> Any:
    """Return all inner products of the rows of two matrices, or that of two vectors.

    Not by BLAS: on so little data its waiting threads cost more CPU than the product.
    """
    return np.einsum("...j,...j->..." if left.ndim == 1 else "ij,kj->ik", left, right)


def _unit(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return centred values of length 1; all NaN where a value is infinite or none differs."""
    largest = float(np.abs(values).max(initial=0.0))
    if not math.isfinite(largest):
        return np.full(len(values), np.nan)
    # Scaled first: the square of a number near the largest float is infinite.
    scaled = values / largest if largest > 1e100 or 0 < largest < 1e-100 else values
    centred = scaled - scaled.mean()
    length = math.sqrt(inner(centred, centred))
    if length <= 1e-13 * max(float(np.abs(scaled).max(initial=0.0)), 1e-300) * len(values) ** 0.5:
        return np.full(len(values), np.nan)
    return np.asarray(centred / length)


def _pair(sample: Sample, left: Variable, right: Variable) -> NumberPair | None:
    both = (left.codes >= 0) & (right.codes >= 0)
    n = int(both.sum())
    if n < 2:
        return None
    first = _unit(midranks(left.codes[both], left.distinct))
    second = _unit(midranks(right.codes[both], right.distinct))
    rho = float(np.clip(inner(first, second), -1, 1))
    if math.isnan(rho):
        return None
    x, y = _unit(sample.numbers(left.name)[both]), _unit(sample.numbers(right.name)[both])
    r = float(np.clip(inner(x, y), -1, 1))
    pearson = None if math.isnan(r) else r
    return NumberPair(rho, pearson, n, *_line(sample, left, right, pearson, both))


def _line(
    sample: Sample,
    left: Variable,
    right: Variable,
    pearson: float | None,
    rows: NDArray[np.bool_] | None = None,
) -> tuple[float | None, float | None]:
    """Return slope and intercept where the two columns lie on a line; None elsewhere."""
    if pearson is None or abs(pearson) < 1 - 1e-9:
        return None, None
    x, y = sample.numbers(left.name), sample.numbers(right.name)
    if rows is not None:
        x, y = x[rows], y[rows]
    low, high = int(np.argmin(x)), int(np.argmax(x))
    with np.errstate(over="ignore", invalid="ignore"):
        slope = float((y[high] - y[low]) / (x[high] - x[low]))
        intercept = float(y[low] - slope * x[low])
    fits = math.isfinite(slope) and math.isfinite(intercept)
    return (slope, intercept) if fits else (None, None)


def correlation_ratio(category: Variable, number: Variable) -> Ratio | None:
    """Return how much of the variation of a number's ranks lies between categories.

    ``eta ** 2`` is the share, corrected for what chance gives with that many categories
    (epsilon-squared, Kelley 1935): the Kruskal-Wallis H divided by n - 1, then corrected.
    None where a column does not vary in the common rows.
    """
    codes, order = category.codes, number.codes
    if not (category.complete and number.complete):
        both = (codes >= 0) & (order >= 0)
        codes, order = codes[both], order[both]
    n = len(codes)
    if n < 2:
        return None
    ranks = midranks(order, number.distinct)
    ranks -= (n + 1) / 2
    sums = np.bincount(codes, weights=ranks, minlength=category.distinct)
    counts = np.bincount(codes, minlength=category.distinct)
    present = counts > 0
    groups, total = int(present.sum()), float(inner(ranks, ranks))
    if groups < 2 or total == 0:
        return None
    share = min(float((sums[present] ** 2 / counts[present]).sum()) / total, 1.0)
    freedom = groups - 1
    high = high_chi_square(freedom, 2 * freedom, freedom) / (n - 1)
    return Ratio(_corrected(share, n, groups), _corrected(min(high, 1.0), n, groups), n)


def _corrected(share: float, n: int, groups: int) -> float:
    """Return the corrected eta; it says nothing where nearly every row is a group."""
    if n <= groups:
        return 0.0
    return math.sqrt(min(max(0.0, 1 - (1 - share) * (n - 1) / (n - groups)), 1.0))
