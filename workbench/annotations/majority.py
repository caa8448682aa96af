"""Majority vote, and how well each answer agrees with the answers of the others."""

from __future__ import annotations

import numpy as np

from workbench.annotations.votes import Ints, Reals, Votes

__all__ = ["leave_one_out", "majority"]


def majority(votes: Votes) -> tuple[Ints, Reals, int]:
    """Return the most frequent label of each item.

    Parameters
    ----------
    votes : Votes
        The annotations.

    Returns
    -------
    label : ndarray of int, shape (items,)
        Position of the winning class; among tied classes the first in ascending order.
    probability : ndarray of float, shape (items,)
        Share of the item's labels that name the winner, above 0 to 1; at most .5 in a tie.
    ties : int
        How many items were tied.
    """
    counts = votes.counts()
    label, top, tied, _, _ = _leaders(counts)
    return label, top / votes.per_item(), int((tied > 1).sum())


def leave_one_out(votes: Votes) -> Reals:
    """Return for each annotation its agreement with the majority of the item's other labels.

    Parameters
    ----------
    votes : Votes
        The annotations.

    Returns
    -------
    ndarray of float, shape (n,)
        1 where the others' majority is the same label, 0 where it is another, 1/t where
        the label is one of t tied leaders; NaN where nobody else labelled the item.
    """
    counts = votes.counts()
    _, top, tied, second, tied_second = _leaders(counts)
    own = np.asarray(counts[votes.item, votes.label]).ravel()
    top, tied = top[votes.item], tied[votes.item]
    leads_alone = (own == top) & (tied == 1)
    rival = np.where(leads_alone, second[votes.item], top)
    rivals = np.where(leads_alone, tied_second[votes.item], tied - (own == top))
    rest = own - 1
    credit = np.where(rest > rival, 1.0, np.where(rest == rival, 1 / (rivals + 1), 0.0))
    credit[votes.per_item()[votes.item] == 1] = np.nan
    return credit


def _leaders(counts) -> tuple[Ints, Reals, Ints, Reals, Ints]:  # type: ignore[no-untyped-def]
    """Return each row's first leading column, top count, columns tied there, and the runners-up."""
    counts.sort_indices()
    start = counts.indptr[:-1]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    top = np.maximum.reduceat(counts.data, start)
    leads = counts.data == top[row]
    tied = np.add.reduceat(leads.astype(np.int64), start)
    below = np.where(leads, 0.0, counts.data)
    second = np.maximum.reduceat(below, start)
    tied_second = np.add.reduceat(((below == second[row]) & (below > 0)).astype(np.int64), start)
    column = np.where(leads, counts.indices, counts.shape[1])
    return np.minimum.reduceat(column, start).astype(np.int64), top, tied, second, tied_second
