"""How the other columns differ between one class and all the others."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.contingency import Z_NOISE, count_cells
from workbench.profile.across.grouping import Groups
from workbench.profile.across.intervals import Z95, auc_variance, mean_difference
from workbench.profile.across.variables import Variable, midranks
from workbench.profile.compare.categories import total_variation_by_chance
from workbench.profile.result import Result
from workbench.profile.sample import Sample

__all__ = ["SliceShift", "delta_interval", "find_shifts"]

VALUES = 2000
FEWEST = 3


@dataclass(frozen=True)
class SliceShift(Result):
    """How one column differs between one class and the rows of all the others.

    Attributes
    ----------
    column, slice : str
        The column and the class.
    measure : str
        ``cliffs_delta`` (numbers and dates: the chance that a value of the class is larger, less
        the chance that it is smaller, Cliff 1993) or ``total_variation`` (categories).
    effect : float
        The measure: -1 to 1, or 0 to 1.
    low, high : float
        95 % interval.
    noise : float
        The size that chance rarely passes.
    smd, smd_low, smd_high : float or None
        Standardised mean difference, class minus others, with a 95 % interval; of finite numbers.
    n, n_others : int
        Values of the class and of the others.
    """

    column: str
    slice: str
    measure: str
    effect: float
    low: float
    high: float
    noise: float
    smd: float | None
    smd_low: float | None
    smd_high: float | None
    n: int
    n_others: int


def find_shifts(sample: Sample, label: Groups, columns: list[Variable]) -> tuple[SliceShift, ...]:
    """Measure the shift of each column in each class, against all other classes.

    Classes and rests with fewer than three values are left out, and categories with more than
    2,000 values; of two classes one says it all.
    """
    positions = range(1 if len(label.names) == 2 else len(label.names))
    results: list[SliceShift] = []
    for column in columns:
        both = (label.codes >= 0) & (column.codes >= 0)
        sizes = np.bincount(label.codes[both], minlength=len(label.names))
        chosen = [i for i in positions if min(sizes[i], sizes.sum() - sizes[i]) >= FEWEST]
        if column.role == "number":
            results += _of_numbers(sample, column, both, label, sizes, chosen)
        elif column.distinct <= VALUES:
            results += _of_categories(column, label, chosen)
    return tuple(results)


def delta_interval(delta: float, n: int, m: int) -> tuple[float, float]:
    """Return the 95 % interval of Cliff's delta, by that of the AUC it comes from."""
    # At the ends the variance of Hanley and McNeil (1982) is 0, which is too sure.
    half = 2 * Z95 * math.sqrt(max(auc_variance((delta + 1) / 2, n, m), 0.25) / (n * m))
    return max(-1.0, delta - half), min(1.0, delta + half)


def _of_numbers(
    sample: Sample,
    variable: Variable,
    both: NDArray[np.bool_],
    label: Groups,
    sizes: NDArray[np.int64],
    chosen: list[int],
) -> list[SliceShift]:
    classes = label.codes[both]
    ranks = midranks(variable.codes[both], variable.distinct)
    sums = np.bincount(classes, weights=ranks, minlength=len(label.names))
    values = sample.numbers(variable.name)[both]
    total = int(sizes.sum())
    results = []
    for position in chosen:
        n = int(sizes[position])
        m = total - n
        delta = float(np.clip(2 * (sums[position] - n * (n + 1) / 2) / (n * m) - 1, -1, 1))
        noise = min(1.0, Z_NOISE * math.sqrt((total + 1) / (3 * n * m)))
        inside = classes == position
        smd = mean_difference(_moments(values[~inside]), _moments(values[inside]))
        figures = (delta, *delta_interval(delta, n, m), noise, *(smd or (None, None, None)), n, m)
        results.append(SliceShift(variable.name, label.names[position], "cliffs_delta", *figures))
    return results


def _moments(values: NDArray[np.float64]) -> tuple[float, float, int]:
    finite = values[np.isfinite(values)]
    if len(finite) < 2 or float(np.abs(finite).max()) > 1e150:
        return 0.0, 0.0, 0
    return float(finite.mean()), float(finite.std(ddof=1)), len(finite)


def _of_categories(variable: Variable, label: Groups, chosen: list[int]) -> list[SliceShift]:
    cells = count_cells(label.codes, variable.codes, (len(label.names), variable.distinct))
    totals = np.bincount(cells.right, weights=cells.counts, minlength=variable.distinct)
    results = []
    for position in chosen:
        own = np.zeros(variable.distinct)
        at = cells.left == position
        own[cells.right[at]] = cells.counts[at]
        rest = totals - own
        n, m = int(own.sum()), int(rest.sum())
        effect = min(1.0, float(np.abs(own / n - rest / m).sum() / 2))
        expected, noise = total_variation_by_chance(totals.astype(np.int64), n, m)
        half = 0.5 * Z95 * math.sqrt((n + m) / (n * m))
        low, high = max(0.0, effect - expected - half), min(1.0, effect + half)
        results.append(
            SliceShift(
                *(variable.name, label.names[position], "total_variation", effect, low, high),
                *(noise, None, None, None, n, m),
            )
        )
    return results
