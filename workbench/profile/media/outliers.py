"""Figures of files that lie far from those of the other files in the column."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["far_from_most", "quantiles_of"]

FEWEST = 20
DEVIATIONS = 4.0
MAD_TO_DEVIATION = 1.4826  # for a normal distribution


def far_from_most(
    figures: Sequence[float], *, least: float, logarithm: bool = False
) -> NDArray[np.int8]:
    """Return -1 where a figure is far below the others, 1 where far above, else 0.

    Far is more than 4 robust standard deviations (1.4826 times the median absolute deviation,
    Hampel 1974) from the median, and more than `least`, which keeps figures apart from noise
    where nearly all are the same.  Fewer than 20 figures are never judged.

    Parameters
    ----------
    figures : sequence of float
        One a file.
    least : float
        The smallest distance from the median that counts; with `logarithm` a factor.
    logarithm : bool
        Whether to compare ratios (sizes, durations); figures at or below 0 count as 1e-9.
    """
    values = np.asarray(figures, dtype=np.float64)
    if len(values) < FEWEST:
        return np.zeros(len(values), dtype=np.int8)
    if logarithm:
        values, least = np.log(np.maximum(values, 1e-9)), float(np.log(least))
    away = values - np.median(values)
    bound = max(DEVIATIONS * MAD_TO_DEVIATION * float(np.median(np.abs(away))), least)
    return (np.sign(away) * (np.abs(away) > bound)).astype(np.int8)


def quantiles_of(files: Sequence[object], measures: Sequence[str]) -> dict[str, tuple[float, ...]]:
    """Return the 0, 25, 50, 75 and 100 % quantiles of measures, interpolated; empty without any."""
    figures = {
        name: [x for x in (getattr(file, name) for file in files) if x is not None]
        for name in measures
    }
    return {
        name: tuple(np.quantile(some, [0, 0.25, 0.5, 0.75, 1]).tolist()) if some else ()
        for name, some in figures.items()
    }
