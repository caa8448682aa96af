"""Annotations as integer codes, and the count tables that every measure is made from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from workbench.errors import InputError
from workbench.tables import contracts
from workbench.types import python_value

__all__ = ["Ints", "Reals", "Votes", "in_order", "last_answers"]

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Votes:
    """Labelled annotations, one entry per (item, annotator), as codes.

    Of several answers of one person to one item the last counts: by `time` where the table has
    it, else by the order of the rows.

    Attributes
    ----------
    items, annotators : list
        The distinct items and annotators that have a label, in order of first appearance.
    classes : list
        The distinct labels: in the order given or that of an ordered categorical, else ascending.
    item, annotator, label : ndarray of int, shape (n,)
        Positions in the lists above.
    unlabelled : int
        How many rows had a null or blank label and are left out.
    again : pandas.DataFrame
        ``item, annotator, first, then``: each answer that a later one of the same person to the
        same item replaces, and that one.
    ordered : bool
        Whether the order of the classes means something: it was given, or they are numbers.
    """

    items: list[Any]
    annotators: list[Any]
    classes: list[Any]
    item: Ints
    annotator: Ints
    label: Ints
    unlabelled: int
    again: pd.DataFrame
    ordered: bool

    @classmethod
    def read(cls, source: Any, order: Sequence[Any] | None = None) -> Votes:
        """Check the table `source` against the contract and encode it.

        Parameters
        ----------
        source : table
            Columns ``item, annotator, label`` and perhaps ``time``.
        order : sequence, optional
            The labels from the lowest to the highest.

        Raises
        ------
        InputError
            The table does not fit the contract, or `order` lacks a label or names one twice.
        """
        frame = contracts.annotations(source)
        order = _own_order(frame["label"]) if order is None else list(order)
        labelled, again = last_answers(frame[frame["label"].notna()])
        item, items = pd.factorize(labelled["item"].astype(object))
        annotator, annotators = pd.factorize(labelled["annotator"].astype(object))
        label, found = pd.factorize(labelled["label"].astype(object))
        classes = in_order(found) if order is None else _by(order, found)
        rank = {value: position for position, value in enumerate(classes)}
        ranks = np.array([rank[value] for value in found], dtype=np.int64)
        return cls(
            items=[python_value(value) for value in items],
            annotators=[python_value(value) for value in annotators],
            classes=[python_value(value) for value in classes],
            item=item.astype(np.int64),
            annotator=annotator.astype(np.int64),
            label=ranks[label],
            unlabelled=int(frame["label"].isna().sum()),
            again=again,
            ordered=order is not None or all(map(_is_number, classes)),
        )

    def counts(self) -> sparse.csr_array:
        """Return how often each item got each class: (items, classes), sparse."""
        ones = np.ones(len(self.item))
        shape = (len(self.items), len(self.classes))
        return sparse.csr_array(
            sparse.coo_array((ones, (self.item, self.label)), shape=shape), dtype=np.float64
        )

    def answers(self) -> sparse.csr_array:
        """Return who said what: (items, annotators x classes), 1 where given, sparse."""
        classes = len(self.classes)
        column = self.annotator * classes + self.label
        shape = (len(self.items), len(self.annotators) * classes)
        return sparse.csr_array(
            sparse.coo_array((np.ones(len(self.item)), (self.item, column)), shape=shape)
        )

    def per_item(self) -> Ints:
        """Return the number of labels of each item."""
        return np.bincount(self.item, minlength=len(self.items)).astype(np.int64)

    def per_annotator(self) -> Ints:
        """Return the number of labels by each annotator."""
        return np.bincount(self.annotator, minlength=len(self.annotators)).astype(np.int64)


def last_answers(labelled: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the answers that count, and those that they replace; see `Votes`."""
    if "time" in labelled.columns and labelled["time"].notna().all():
        try:
            labelled = labelled.sort_values("time", kind="stable")
        except TypeError as error:
            raise InputError(
                "annotations: the values of 'time' cannot be compared with one another "
                f"({error}); give all as dates with time, or all as text."
            ) from error
    who = ["item", "annotator"]
    earlier = labelled.duplicated(who, keep="last")
    replaced = labelled[earlier]
    following = labelled.groupby(who, sort=False, observed=True)["label"].shift(-1)
    again = (
        pd.DataFrame(
            {
                "item": replaced["item"],
                "annotator": replaced["annotator"],
                "first": replaced["label"].astype(object),
                "then": following[earlier].astype(object),
            }
        )
        if earlier.any()
        else pd.DataFrame(columns=[*who, "first", "then"])
    )
    return labelled[~earlier].sort_index(), again.reset_index(drop=True)


def _own_order(labels: pd.Series[Any]) -> list[Any] | None:
    """Return the order of an ordered categorical; None for other columns."""
    kind = labels.dtype
    return (
        kind.categories.tolist() if isinstance(kind, pd.CategoricalDtype) and kind.ordered else None
    )


def _by(order: Sequence[Any], found: Any) -> list[Any]:
    """Return the labels that occur, in a given order."""
    rank = {label: position for position, label in enumerate(order)}
    if len(rank) < len(order):
        twice = next(label for label in order if list(order).count(label) > 1)
        raise InputError(f"order: {twice!r} is named more than once; name each label once.")
    absent = [label for label in found if label not in rank]
    if absent:
        listed = ", ".join(repr(python_value(label)) for label in absent[:5])
        raise InputError(f"order: {listed} occurs among the labels but is not named; add it.")
    return sorted(found, key=rank.__getitem__)


def _is_number(value: Any) -> bool:
    try:
        _number(value)
    except (TypeError, ValueError):
        return False
    return True


def in_order(values: Any) -> list[Any]:
    """Return `values` ascending: numbers, and text that is all numbers, by size.

    Values that cannot be compared are ordered by type, then as text.
    """
    try:
        return sorted(values, key=lambda value: (_number(value), value))
    except (TypeError, ValueError):
        pass
    try:
        return sorted(values)
    except TypeError:
        return sorted(values, key=lambda value: (type(value).__name__, str(value)))


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(value)
    return number
