"""What became of the keys of one table in another."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.profile.compare.row_hashes import hash_rows, rows_at
from workbench.profile.compare.shared import EXAMPLES
from workbench.tables import Relation

__all__ = ["KeyOverlap", "find_keys"]


@dataclass(frozen=True)
class KeyOverlap:
    """What became of the keys.

    Attributes
    ----------
    key : tuple of str
        The key's columns.
    shared, added, removed : int
        Keys of both sides, of the right only, and of the left only.
    changed : int
        Shared keys whose rows differ in another shared column.
    changed_columns : dict of str to int
        In how many of them each column differs.
    repeated_left, repeated_right : int
        Rows that repeat a key of an earlier row; of such keys the first row is compared.
    examples : tuple of tuple of str
        A few shared keys.
    """

    key: tuple[str, ...]
    shared: int
    added: int
    removed: int
    changed: int
    changed_columns: dict[str, int]
    repeated_left: int
    repeated_right: int
    examples: tuple[tuple[str, ...], ...]


def find_keys(
    relations: tuple[Relation, Relation],
    key: tuple[str, ...],
    columns: tuple[str, ...],
    compare: bool,
) -> KeyOverlap:
    """Compare two tables by a key.

    Parameters
    ----------
    relations : pair of Relation
        Left and right.
    key, columns : tuple of str
        The columns of the key, and those that are compared.
    compare : bool
        Whether to count the changes of each column too; takes memory for every cell.
    """
    columns = tuple(name for name in columns if name not in key)
    by_key = hash_rows(*relations, key, ())
    left, first = np.unique(by_key[0].rows, return_index=True)
    right, second = np.unique(by_key[1].rows, return_index=True)
    both, at_left, at_right = np.intersect1d(left, right, True, return_indices=True)
    first, second = first[at_left], second[at_right]
    changed, differing = 0, {}
    if columns and len(both):
        hashes = hash_rows(*relations, columns, columns if compare else ())
        changed = int((hashes[0].rows[first] != hashes[1].rows[second]).sum())
        cells = {name: (old, hashes[1].cells[name]) for name, old in hashes[0].cells.items()}
        counts = {name: int((a[first] != b[second]).sum()) for name, (a, b) in cells.items()}
        differing = {name: count for name, count in counts.items() if count}
    examples = rows_at(relations[0], key, sorted(first.tolist())[:EXAMPLES])
    return KeyOverlap(
        *(key, len(both), len(right) - len(both), len(left) - len(both), changed, differing),
        *(len(by_key[0].rows) - len(left), len(by_key[1].rows) - len(right)),
        tuple(tuple(row) for row in examples),
    )
