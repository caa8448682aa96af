"""Probabilities brought in line with gold: Platt's scaling of their logits.

J. Platt, "Probabilistic Outputs for Support Vector Machines" (1999): two numbers, fitted to
targets that are drawn in a little, so that a few right answers do not make anything certain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

from workbench.annotations.votes import Reals

__all__ = ["Calibration", "calibrate"]

SUREST = 1e-6
"""How near to 0 and 1 probabilities are taken: their logits stay below 14."""


@dataclass(frozen=True)
class Calibration:
    """The map from a probability to one that gold bears out: expit(offset + slope logit(p))."""

    offset: float
    slope: float

    def __call__(self, probability: Reals) -> Reals:
        """Return the probabilities as gold bears them out."""
        return np.asarray(expit(self.offset + self.slope * _logit(probability)))


def calibrate(probability: Reals, right: NDArray[np.bool_]) -> Calibration:
    """Fit the map to labels of which it is known whether they are right.

    Parameters
    ----------
    probability : ndarray, shape (n,)
        That each is right, as said before.
    right : ndarray of bool, shape (n,)
        Whether it is.
    """
    hits, misses = float(right.sum()), float((~right).sum())
    target = np.where(right, (hits + 1) / (hits + 2), 1 / (misses + 2))
    x = _logit(probability)

    def loss(line: Reals) -> float:
        z = line[0] + line[1] * x
        return float((np.logaddexp(0, z) - target * z).sum())

    # A slope below 0 would say that the surer labels are the worse ones.
    best = minimize(loss, [0.0, 1.0], method="L-BFGS-B", bounds=[(None, None), (0.0, None)])
    return Calibration(float(best.x[0]), float(best.x[1]))


def _logit(probability: Reals) -> Reals:
    return np.asarray(logit(np.clip(probability, SUREST, 1 - SUREST)))
