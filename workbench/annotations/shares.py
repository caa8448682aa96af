"""Shares with their intervals."""

from __future__ import annotations

import numpy as np
from scipy.stats import norm

from workbench.annotations.votes import Ints, Reals

__all__ = ["wilson"]


def wilson(share: Reals, n: Ints, *, level: float = 0.95) -> tuple[Reals, Reals]:
    """Return the ends of the intervals of shares of n (Wilson, 1927); NaN where n is 0.

    Parameters
    ----------
    share : ndarray
        0 to 1.
    n : ndarray of int, same shape
        Of how many.
    level : float
        Coverage, between 0 and 1.
    """
    z = norm.ppf((1 + level) / 2)
    size = np.where(n > 0, n, np.nan)
    middle = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z * np.sqrt(share * (1 - share) / size + z**2 / (4 * size**2)) / (1 + z**2 / size)
    return middle - half, middle + half
