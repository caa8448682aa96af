"""An inverse power law through a learning curve, with the uncertainty of where it leads."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["PowerLaw", "fit_power_law"]

FEWEST = 4
DRAWS = 200
REACH = 100


@dataclass(frozen=True)
class PowerLaw:
    """Curves ``score = a - b * n ** -c`` that agree with the measured points.

    Cortes et al. (1994) and Figueroa et al. (2012) found learning curves to follow it.

    Attributes
    ----------
    a, b, c : float
        Of the best curve: the score without end of rows, and how it is approached.
    draws : array, shape (draws, 3)
        The same of curves fitted to points redrawn within their errors (parametric bootstrap).
    """

    a: float
    b: float
    c: float
    draws: NDArray[np.float64]

    def at(self, n: float) -> tuple[float, float, float]:
        """Return the score at `n` rows with a 95 % interval."""
        drawn = self.draws[:, 0] - self.draws[:, 1] * n ** -self.draws[:, 2]
        return _with_interval(self.a - self.b * n**-self.c, drawn)

    def gain(self, start: float, end: float) -> tuple[float, float, float]:
        """Return what the score gains from `start` to `end` rows, with a 95 % interval."""

        def of(b: NDArray[np.float64], c: NDArray[np.float64]) -> NDArray[np.float64]:
            return b * (start**-c - end**-c)

        middle = float(of(np.array(self.b), np.array(self.c)))
        return _with_interval(middle, of(self.draws[:, 1], self.draws[:, 2]))

    def rows_for(self, score: float) -> NDArray[np.float64]:
        """Return the rows at which each drawn curve reaches `score`; infinite where none does."""
        a, b, c = self.draws.T
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            rows = np.where(a > score, (b / np.maximum(a - score, 1e-12)) ** (1 / c), np.inf)
        return np.asarray(np.maximum(rows, 1.0))


def _with_interval(middle: float, drawn: NDArray[np.float64]) -> tuple[float, float, float]:
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(middle), float(min(low, middle)), float(max(high, middle))


def fit_power_law(
    sizes: NDArray[np.float64],
    scores: NDArray[np.float64],
    errors: NDArray[np.float64],
    *,
    seed: int = 0,
) -> PowerLaw | None:
    """Fit the curve by least squares weighted by the errors.

    Parameters
    ----------
    sizes : array
        Training rows, increasing.
    scores, errors : array
        The mean score at each size and its standard error.
    seed : int
        Of the redrawn points.

    Returns
    -------
    PowerLaw or None
        None with fewer than four points, or where no curve fits.
    """
    if len(sizes) < FEWEST:
        return None
    errors = np.maximum(errors, 1e-4)
    best = _fit(sizes, scores, errors, None)
    if best is None:
        return None
    draw = np.random.default_rng(seed)
    # Points scatter by their own error, or by what the curve cannot follow, if that is more.
    misfit = scores - (best[0] - best[1] * sizes ** -best[2])
    loose = max(1.0, math.sqrt(float((misfit**2 / errors**2).sum()) / max(len(sizes) - 3, 1)))
    moved = (scores + draw.normal(size=len(scores)) * errors * loose for _ in range(DRAWS))
    results = [fit for one in moved if (fit := _fit(sizes, one, errors, best)) is not None]
    if len(results) < DRAWS / 2:
        return None
    a, b, c = (float(value) for value in best)
    return PowerLaw(a, b, c, np.array(results))


def _fit(
    sizes: NDArray[np.float64],
    scores: NDArray[np.float64],
    errors: NDArray[np.float64],
    start: NDArray[np.float64] | None,
) -> NDArray[np.float64] | None:
    """Return a, b and c, with 0 <= b and c in .05 to 2.

    Given c the curve is linear in a and b, so only c is searched for: exact and without a start.
    """
    weights = 1 / errors**2
    grid = np.geomspace(0.05, 2.0, 200)
    powers = sizes[None, :] ** -grid[:, None]
    total = weights.sum()
    mean_x, mean_y = powers @ weights / total, float(scores @ weights) / total
    centred = powers - mean_x[:, None]
    slope = (centred * weights) @ (scores - mean_y) / ((centred**2) @ weights)
    b = np.maximum(-slope, 0.0)
    a = np.minimum(mean_y + b * mean_x, 1.0)
    residual = scores - (a[:, None] - b[:, None] * powers)
    positions = int(np.argmin((residual**2) @ weights))
    result = np.array([a[positions], b[positions], grid[positions]])
    return result if np.isfinite(result).all() else start
