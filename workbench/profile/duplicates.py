"""Rows that repeat an earlier one."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.profile.column_profile import ColumnProfile
from workbench.tables import Relation, quoted

__all__ = ["count_duplicates"]

NEARLY = 0.9
CHEAP = frozenset(["identifier", "number", "date"])


def count_duplicates(relation: Relation, columns: Sequence[ColumnProfile]) -> int:
    """Return how many rows repeat an earlier one in every column.

    A column in which all values differ settles it; else rows are compared by a 64-bit hash, in
    which two different rows agree once in 10^19 pairs.
    """
    if not columns:
        return 0
    rows = columns[0].rows
    if any(column.distinct_exact and column.distinct == rows for column in columns):
        return 0
    for column in columns:
        if not column.distinct_exact and column.distinct > NEARLY * rows and column.kind in CHEAP:
            name = quoted(column.name)
            if relation.rows(f"SELECT count(DISTINCT {name}) FROM data")[0][0] == rows:
                return 0
    names = ", ".join(quoted(column.name) for column in columns)
    return rows - int(relation.rows(f"SELECT count(DISTINCT hash({names})) FROM data")[0][0])
