"""Annotations as integer codes, and the count tables that every measure is made from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from workbench.tables import contracts
from workbench.types import python_value

__all__ = ["Ints", "Reals", "Votes", "in_order"]

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Votes:
    """Labelled annotations, one entry per (item, annotator), as codes.

    Attributes
    ----------
    items, annotators : list
        The distinct items and annotators that have a label, in order of first appearance.
    classes : list
        The distinct labels in ascending order.
    item, annotator, label : ndarray of int, shape (n,)
        Positions in the lists above.
    unlabelled : int
        How many rows had a null label and are left out.
    """

    items: list[Any]
    annotators: list[Any]
    classes: list[Any]
    item: Ints
    annotator: Ints
    label: Ints
    unlabelled: int

    @classmethod
    def read(cls, source: Any) -> Votes:
        """Check the table `source` against the contract and encode it."""
        frame = contracts.annotations(source)
        labelled = frame[frame["label"].notna()]
        item, items = pd.factorize(labelled["item"].astype(object))
        annotator, annotators = pd.factorize(labelled["annotator"].astype(object))
        label, found = pd.factorize(labelled["label"].astype(object))
        classes = in_order(found)
        rank = {value: position for position, value in enumerate(classes)}
        ranks = np.array([rank[value] for value in found], dtype=np.int64)
        return cls(
            items=[python_value(value) for value in items],
            annotators=[python_value(value) for value in annotators],
            classes=[python_value(value) for value in classes],
            item=item.astype(np.int64),
            annotator=annotator.astype(np.int64),
            label=ranks[label],
            unlabelled=len(frame) - len(labelled),
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
