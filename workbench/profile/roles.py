"""Propose the columns that name rows and that hold their classes."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.lexicon.column_types import family_of
from workbench.profile.across.keys import KeyCandidate
from workbench.profile.column_profile import ColumnProfile

__all__ = ["key_of", "label_of"]

LABEL_NAMES = ("label", "labels", "target", "class", "y", "outcome", "ground_truth", "gold_label")
"""How targets are named: by scikit-learn, Hugging Face's datasets, Weka and in papers."""
CLASSES = ("boolean", "category", "ordinal", "gender", "integer")
MOST_CLASSES = 1000
"""ImageNet has a thousand classes; a column of more is hardly one of labels."""


def key_of(columns: Sequence[ColumnProfile], keys: Sequence[KeyCandidate]) -> str | None:
    """Return the first column by which every row can be addressed; None where there is none.

    A key is text or whole numbers, in every row, and means an identifier: that numbers or names
    happen to differ makes no key.
    """
    by_name = {column.name: column for column in columns}
    for key in keys:
        column = by_name[key.columns[0]]
        named = column.meaning is not None and column.meaning.type in ("id", "UUID")
        addresses = family_of(column.type) in ("text", "integer")
        if len(key.columns) == 1 and key.usable and named and addresses:
            return column.name
    return None


def label_of(columns: Sequence[ColumnProfile]) -> str | None:
    """Return the column of classes that is named as targets are; None where there is not one."""
    named = [
        column.name
        for column in columns
        if column.name.strip().lower() in LABEL_NAMES
        and column.meaning is not None
        and column.meaning.type in CLASSES
        and (column.distinct or 0) <= MOST_CLASSES
    ]
    return named[0] if len(named) == 1 else None
