"""The agreement coefficients, each computed from the items x classes count table.

Notation: n_ic counts how many annotators gave item i class c, and n_i sums over c.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse

from workbench.annotations.votes import Reals, Votes

__all__ = ["Alpha", "cohen_kappa", "fleiss_kappa", "gwet_ac1", "pair_agreement", "ratio"]


def ratio(observed: float, expected: float) -> float | None:
    """Return (observed - expected) / (1 - expected); None where chance alone agrees fully."""
    return None if 1 - expected < 1e-12 else float((observed - expected) / (1 - expected))


def pair_agreement(counts: sparse.csr_array) -> Reals:
    """Return each item's share of agreeing pairs of annotators; NaN below two labels."""
    n = counts.sum(axis=1)
    same = (counts * counts).sum(axis=1) - n
    share = np.divide(same, n * (n - 1), out=np.full(len(n), np.nan), where=n > 1)
    return np.asarray(share)


def cohen_kappa(votes: Votes) -> float | None:
    """Return Cohen's kappa over the items that both of two annotators labelled.

    Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and
    Psychological Measurement 20 (1960).  None unless there are exactly two annotators
    with a common item, or where chance alone agrees fully.
    """
    if len(votes.annotators) != 2:
        return None
    said = np.full((len(votes.items), 2), -1, dtype=np.int64)
    said[votes.item, votes.annotator] = votes.label
    both = said[(said >= 0).all(axis=1)]
    if not len(both):
        return None
    first, second = (
        np.bincount(both[:, side], minlength=len(votes.classes)) / len(both) for side in (0, 1)
    )
    return ratio(float((both[:, 0] == both[:, 1]).mean()), float(first @ second))


def fleiss_kappa(counts: sparse.csr_array) -> float | None:
    """Return Fleiss' kappa; None unless all items have the same number of labels, two or more.

    Fleiss, "Measuring Nominal Scale Agreement Among Many Raters", Psychological
    Bulletin 76 (1971).
    """
    n = counts.sum(axis=1)
    if n.min() != n.max() or n[0] < 2:
        return None
    share = counts.sum(axis=0) / n.sum()
    return ratio(float(pair_agreement(counts).mean()), float((share**2).sum()))


def gwet_ac1(counts: sparse.csr_array) -> float | None:
    """Return Gwet's AC1 over the classes that occur; None below two classes or without pairs.

    Gwet, "Computing inter-rater reliability and its variance in the presence of high
    agreement", British Journal of Mathematical and Statistical Psychology 61 (2008).
    """
    n = counts.sum(axis=1)
    classes = counts.shape[1]
    if classes < 2 or n.max() < 2:
        return None
    share = (sparse.diags_array(1 / n) @ counts).sum(axis=0) / len(n)
    expected = float((share * (1 - share)).sum() / (classes - 1))
    return ratio(float(np.nanmean(pair_agreement(counts))), expected)


class Alpha:
    """Krippendorff's alpha as a function of how often each item counts.

    Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).  Only items with
    two labels or more enter.  The ordinal difference of two classes is the squared
    difference of their mid-ranks, so that ordinal is interval on ranks.

    Parameters
    ----------
    counts : sparse array, shape (items, classes)
        Items with at least two labels.
    level : {"nominal", "ordinal", "interval"}
        How classes differ from each other.
    values : ndarray, shape (classes,), optional
        The classes as numbers, for ``"interval"``.
    """

    def __init__(self, counts: Any, level: str, values: Reals | None = None) -> None:
        self.counts = counts
        self.level = level
        self.values = values
        self.n = counts.sum(axis=1)
        if level == "nominal":
            squares = (counts * counts).sum(axis=1)
            self.disagreement = (self.n**2 - squares) / (self.n - 1)

    def __call__(self, weights: Reals) -> float | None:
        """Return alpha with item i counted ``weights[i]`` times; None where classes do not vary."""
        marginals = np.asarray(weights @ self.counts)
        total = marginals.sum()
        if self.level == "nominal":
            observed = float(weights @ self.disagreement)
            expected = float(total**2 - (marginals**2).sum())
        else:
            rank = self._ranks(marginals)
            mean = float(marginals @ rank / total)
            rank = rank - mean
            squared, plain = self.counts @ rank**2, self.counts @ rank
            spread = 2 * (self.n * squared - plain**2) / (self.n - 1)
            observed = float(weights @ spread)
            expected = float(2 * (total * (marginals @ rank**2) - (marginals @ rank) ** 2))
        if expected <= 1e-12 * total**2:
            return None
        return float(1 - (total - 1) * observed / expected)

    def many(self, weights: Reals) -> Reals:
        """Return nominal alpha for each row of weights, (rounds, items); NaN where undefined."""
        marginals = np.asarray(weights @ self.counts)
        total = marginals.sum(axis=1)
        observed = weights @ self.disagreement
        expected = total**2 - (marginals**2).sum(axis=1)
        defined = expected > 1e-12 * total**2
        share = np.divide(observed, expected, out=np.full(len(total), np.nan), where=defined)
        return np.asarray(1 - (total - 1) * share)

    def _ranks(self, marginals: Reals) -> Reals:
        if self.values is not None:
            return self.values
        return np.asarray(np.cumsum(marginals) - marginals / 2)
