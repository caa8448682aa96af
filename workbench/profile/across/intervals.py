"""Confidence intervals of shares and of effect sizes."""

from __future__ import annotations

import math

__all__ = ["Z95", "auc_variance", "mean_difference", "share_difference", "wilson"]

Z95 = 1.959964


def wilson(count: float, n: float, *, z: float = Z95) -> tuple[float, float]:
    """Return the Wilson (1927) interval of a share; (0, 1) where there is no row.

    As `scipy.stats.binomtest` has it, which takes .6 s to load, longer than most profiles take.
    """
    if n <= 0:
        return 0.0, 1.0
    share = count / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def share_difference(
    first: tuple[float, float], second: tuple[float, float], *, z: float = Z95
) -> tuple[float, float, float]:
    """Return second minus first share with its interval (Newcombe 1998, method 10).

    Parameters
    ----------
    first, second : (count, n)
        How many of how many.
    z : float
        Quantile of the normal distribution; 1.96 gives a 95 % interval.
    """
    (a, n), (b, m) = first, second
    if n <= 0 or m <= 0:
        return 0.0, -1.0, 1.0
    p, q = a / n, b / m
    (low_p, high_p), (low_q, high_q) = wilson(a, n, z=z), wilson(b, m, z=z)
    difference = q - p
    below = math.hypot(q - low_q, high_p - p)
    above = math.hypot(high_q - q, p - low_p)
    return difference, max(-1.0, difference - below), min(1.0, difference + above)


def auc_variance(auc: float, positives: int, negatives: int) -> float:
    """Return the variance of an AUC times both numbers of rows (Hanley and McNeil 1982)."""
    first, second = auc / (2 - auc) - auc * auc, 2 * auc * auc / (1 + auc) - auc * auc
    return auc * (1 - auc) + (positives - 1) * first + (negatives - 1) * second


def mean_difference(
    first: tuple[float, float, int], second: tuple[float, float, int]
) -> tuple[float, float, float] | None:
    """Return the standardised mean difference, second minus first, with a 95 % interval.

    Cohen's d with the pooled deviation; its variance after Hedges and Olkin (1985).

    Parameters
    ----------
    first, second : (mean, deviation, n)
        The deviation is the sample's.

    Returns
    -------
    tuple or None
        Difference, low and high; None where a side has fewer than two rows or nothing varies.
    """
    (mean, deviation, n), (other, spread, m) = first, second
    if n < 2 or m < 2:
        return None
    weights = ((n - 1) / (n + m - 2), (m - 1) / (n + m - 2))
    # Scaled, so that the squares of very large and very small numbers stay finite.
    largest = max(deviation, spread)
    if not math.isfinite(largest) or largest <= 0:
        return None
    pooled = largest * math.sqrt(
        weights[0] * (deviation / largest) ** 2 + weights[1] * (spread / largest) ** 2
    )
    d = other / pooled - mean / pooled
    if not math.isfinite(d):
        return None
    half = Z95 * math.sqrt((n + m) / (n * m) + d * d / (2 * (n + m)))
    return d, d - half, d + half
