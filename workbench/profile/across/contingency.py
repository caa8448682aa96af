"""Tables of counts for two columns: chi-square, Cramér's V and what chance alone would give."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Z_NOISE", "Cells", "chance_chi_square", "count_cells", "cramers_v", "high_chi_square"]

Z_NOISE = 3.29  # independence passes a bound set here in about one of a thousand comparisons
DENSE = 300_000


@dataclass(frozen=True)
class Cells:
    """The cells of a contingency table that occur, ordered by left code, then right code.

    Attributes
    ----------
    left, right : array of int64
        Codes.
    counts : array of int64
        Rows in each cell.
    """

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    counts: NDArray[np.int64]

    @property
    def n(self) -> int:
        """Rows where both columns are present."""
        return int(self.counts.sum())

    def margins(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return the row sums and column sums, by code; codes that never occur have 0."""
        return (
            np.bincount(self.left, weights=self.counts),
            np.bincount(self.right, weights=self.counts),
        )


def count_cells(left: NDArray[Any], right: NDArray[Any], sizes: tuple[int, int]) -> Cells:
    """Count the pairs of codes; rows with a negative code on either side are left out."""
    joint = left.astype(np.int64) * sizes[1] + right
    if left.min(initial=0) < 0 or right.min(initial=0) < 0:
        joint = joint[(left >= 0) & (right >= 0)]
    if sizes[0] * sizes[1] <= DENSE:
        table = np.bincount(joint, minlength=1)
        cells = np.flatnonzero(table)
        counts = table[cells]
    else:
        cells, counts = np.unique(joint, return_counts=True)
    first, second = np.divmod(cells, max(sizes[1], 1))
    return Cells(first, second, counts)


def cramers_v(cells: Cells) -> tuple[float, float] | None:
    """Return the bias-corrected Cramér's V and the value that chance alone may reach.

    The correction is that of Bergsma (2013).  The second figure is the V of the largest
    chi-square that about one of a thousand independent tables has.  None where a column is
    constant in the rows that have both.
    """
    n, margins = cells.n, cells.margins()
    rows, columns = (margin[margin > 0] for margin in margins)
    if n < 2 or len(rows) < 2 or len(columns) < 2:
        return None
    parts = cells.counts / (margins[0][cells.left] * margins[1][cells.right])
    chi_square = n * max(float((parts * cells.counts).sum()) - 1.0, 0.0)
    high = high_chi_square(*chance_chi_square(rows, columns), (len(rows) - 1) * (len(columns) - 1))
    shape = (len(rows), len(columns))
    return _corrected(chi_square, n, shape), _corrected(high, n, shape)


def _corrected(chi_square: float, n: int, shape: tuple[int, int]) -> float:
    r, c = shape
    phi2 = max(0.0, chi_square / n - (r - 1) * (c - 1) / (n - 1))
    room = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    return min(1.0, math.sqrt(phi2 / room)) if room > 1e-12 else 0.0


def chance_chi_square(
    rows: NDArray[np.float64], columns: NDArray[np.float64]
) -> tuple[float, float]:
    """Return mean and variance of chi-square over all tables with these margins.

    Exact under independence given the margins (Dawson 1954), so right for sparse tables too,
    where the chi-square distribution is not.
    """
    n = float(rows.sum())
    r, c = len(rows), len(columns)
    mean = n * (r - 1) * (c - 1) / (n - 1)
    if n < 4:
        return mean, 0.0
    nu = [(k - 1) * (n - k) / (n - 1) for k in (r, c)]
    sigma = [
        (n * float((1 / margin).sum()) - k * k) / (n - 2) for margin, k in ((rows, r), (columns, c))
    ]
    variance = 2 * n / (n - 3) * (nu[0] - sigma[0]) * (nu[1] - sigma[1])
    return mean, max(variance + n * n / (n - 1) * sigma[0] * sigma[1], 0.0)


def high_chi_square(mean: float, variance: float, freedom: int) -> float:
    """Return a chi-square that chance rarely passes.

    The larger of the chi-square quantile (Wilson and Hilferty 1931) and a bound from the moments.
    """
    step = 2 / (9 * freedom)
    usual = freedom * (1 - step + Z_NOISE * math.sqrt(step)) ** 3
    return max(usual, mean + Z_NOISE * math.sqrt(variance))
