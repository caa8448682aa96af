"""How far two samples of numbers differ: effect sizes, each with what chance would give."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.intervals import mean_difference

__all__ = ["NumberDrift", "kolmogorov_smirnov", "ks_noise", "number_drift"]

BINS = 10
KS_99_9 = 1.9495  # quantile of the Kolmogorov distribution: passed once in a thousand
KS_MEAN = 0.8687
OUTSIDE = 0.005


@dataclass(frozen=True)
class NumberDrift:
    """How far two samples of numbers differ.

    Attributes
    ----------
    ks : float
        Kolmogorov-Smirnov distance, 0 to 1: the largest difference of the distribution functions.
    noise, expected : float
        The distance that samples of one distribution pass once in a thousand, and their mean.
    wasserstein : float or None
        Earth mover's distance in units of the left's interquartile range (of its deviation where
        that is 0), of finite numbers; None where the left does not vary.
    smd, smd_low, smd_high : float or None
        Standardised mean difference, right minus left, with 95 % interval, of finite numbers.
    psi, psi_noise : float or None
        Population stability index on the left's deciles, smoothed by half a row a bin; and what
        chance rarely passes.
    outside : int
        Right values beyond the left's range.
    outside_matters : bool
        Whether those are more than chance gives, and more than half a percent.
    """

    ks: float
    noise: float
    expected: float
    wasserstein: float | None
    smd: float | None
    smd_low: float | None
    smd_high: float | None
    psi: float | None
    psi_noise: float | None
    outside: int
    outside_matters: bool


def number_drift(left: NDArray[np.float64], right: NDArray[np.float64]) -> NumberDrift:
    """Compare two samples of numbers, at least one each, without NaN; infinity is allowed."""
    left, right = np.sort(left), np.sort(right)
    n, m = len(left), len(right)
    finite_left, finite_right = left[np.isfinite(left)], right[np.isfinite(right)]
    smd = mean_difference(_moments(finite_left), _moments(finite_right)) or (None, None, None)
    low, high = left[0], left[-1]
    outside = int(np.searchsorted(right, low) + m - np.searchsorted(right, high, side="right"))
    # Of m draws from the same distribution 2 m / (n + 1) are expected outside.
    matters = outside >= 3 and outside / m > max(OUTSIDE, 10 / n)
    psi, psi_noise = _psi(left, right)
    return NumberDrift(
        kolmogorov_smirnov(left, right),
        ks_noise(n, m),
        KS_MEAN * math.sqrt((n + m) / (n * m)),
        _wasserstein(finite_left, finite_right),
        *(*smd, psi, psi_noise, outside, matters),
    )


def kolmogorov_smirnov(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """Return the distance of two sorted samples."""
    both = np.concatenate([left, right])
    first = np.searchsorted(left, both, side="right") / len(left)
    second = np.searchsorted(right, both, side="right") / len(right)
    return float(np.abs(first - second).max())


def ks_noise(n: int, m: int) -> float:
    """Return the distance that two samples of one distribution pass once in a thousand."""
    return min(1.0, KS_99_9 * math.sqrt((n + m) / (n * m)))


def _moments(values: NDArray[np.float64]) -> tuple[float, float, int]:
    if len(values) == 0:
        return 0.0, 0.0, 0
    largest = max(float(np.abs(values).max()), 1e-300)
    scaled = values / largest
    deviation = float(scaled.std(ddof=1)) if len(values) > 1 else 0.0
    if deviation < 1e-14:  # what rounding leaves of a constant
        deviation = 0.0
    return float(scaled.mean()) * largest, deviation * largest, len(values)


def _wasserstein(left: NDArray[np.float64], right: NDArray[np.float64]) -> float | None:
    """Return the distance of two sorted finite samples, divided by the left's spread."""
    if len(left) < 2 or len(right) == 0:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        low, high = np.quantile(left, [0.25, 0.75])
        spread = float(high - low) or _moments(left)[1]
        if not math.isfinite(spread) or spread <= 0:
            return None
        both = np.sort(np.concatenate([left, right])) / spread
        steps = np.diff(both)
        first = np.searchsorted(left / spread, both[:-1], side="right") / len(left)
        second = np.searchsorted(right / spread, both[:-1], side="right") / len(right)
        distance = float(np.sum(np.abs(first - second) * steps))
    return distance if math.isfinite(distance) else None


def _psi(
    left: NDArray[np.float64], right: NDArray[np.float64]
) -> tuple[float | None, float | None]:
    positions = (np.arange(1, BINS) * len(left)) // BINS
    edges = np.unique(left[positions])
    counts = [
        np.diff(np.concatenate([[0], np.searchsorted(side, edges), [len(side)]]))
        for side in (left, right)
    ]
    return psi(counts[0], counts[1])


def psi(left: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[float | None, float | None]:
    """Return the population stability index of two rows of counts, and what chance rarely passes.

    Smoothed by half a row for each bin that either side uses.  None where there is one bin.
    """
    used = (left > 0) | (right > 0)
    left, right = left[used], right[used]
    k, n, m = len(left), int(left.sum()), int(right.sum())
    if k < 2 or n == 0 or m == 0:
        return None, None
    p, q = (left + 0.5) / (n + 0.5 * k), (right + 0.5) / (m + 0.5 * k)
    # Under one distribution it is about (1/n + 1/m) times a chi-square of k - 1 degrees.
    noise = (1 / n + 1 / m) * (k - 1 + 3.29 * math.sqrt(2 * (k - 1)) + 4)
    return float(((p - q) * np.log(p / q)).sum()), noise
