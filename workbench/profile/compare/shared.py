"""Values of one column that two tables share, as they are or as bare texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.profile.compare.row_hashes import hash_rows, rows_at
from workbench.profile.sample import Sample
from workbench.tables import Relation, quoted

__all__ = ["SharedValues", "shared_texts", "shared_values"]

EXAMPLES = 5
TEXT_LENGTH = 20


@dataclass(frozen=True)
class SharedValues:
    """How much of one table is found in the other, by some columns.

    Attributes
    ----------
    columns : tuple of str
        The columns that must agree.
    left_rows, right_rows : int
        Rows of each side whose values the other side has too.
    left_share, right_share : float
        The same as a share of all rows of the side.
    values : int
        Different values that both sides have.
    examples : tuple of tuple of str
        A few of them.
    """

    columns: tuple[str, ...]
    left_rows: int
    right_rows: int
    left_share: float
    right_share: float
    values: int
    examples: tuple[tuple[str, ...], ...] = ()


def shared_values(relations: tuple[Relation, Relation], name: str) -> SharedValues:
    """Return what both sides share of a column; a missing value is not shared."""
    hashes = hash_rows(*relations, (name,), ())
    missing = [
        side.arrow(f"SELECT {quoted(name)} IS NULL AS m FROM data")["m"].to_numpy()
        for side in relations
    ]
    return _without_missing(relations, name, (hashes[0].rows, hashes[1].rows), missing)


def _without_missing(
    relations: tuple[Relation, Relation],
    name: str,
    hashes: tuple[NDArray[np.uint64], NDArray[np.uint64]],
    missing: list[NDArray[np.bool_]],
) -> SharedValues:
    left, right = (h[~gone] for h, gone in zip(hashes, missing, strict=True))
    both = np.intersect1d(left, right)
    in_left, in_right = np.isin(hashes[0], both) & ~missing[0], np.isin(right, both)
    _, first = np.unique(hashes[0][in_left], return_index=True)
    positions = np.flatnonzero(in_left)[np.sort(first)][:EXAMPLES].tolist()
    sizes = [max(len(h), 1) for h in hashes]
    return SharedValues(
        *((name,), int(in_left.sum()), int(in_right.sum())),
        *(int(in_left.sum()) / sizes[0], int(in_right.sum()) / sizes[1], len(both)),
        tuple(tuple(row) for row in rows_at(relations[0], (name,), positions)),
    )


def shared_texts(
    relations: tuple[Relation, Relation], samples: tuple[Sample, Sample], name: str
) -> SharedValues | None:
    """Return the texts of both sides that are the same but for case, spaces and punctuation.

    None where the column holds no texts of 20 characters on average, or shares none.
    """
    for side in samples:
        if side.types[name] != "VARCHAR" or len(side) == 0:
            return None
        length = pc.mean(pc.utf8_length(side.table[name])).as_py()
        if length is None or length < TEXT_LENGTH:
            return None
    bare = f"regexp_replace(lower({quoted(name)}), '[\\s\\p{{P}}]+', '', 'g')"
    hashes, missing = [], []
    for relation in relations:
        table = relation.arrow(
            f"SELECT hash(t) AS h, t IS NULL OR length(t) < {TEXT_LENGTH // 2} AS m "
            f"FROM (SELECT {bare} AS t FROM data)"
        )
        hashes.append(table["h"].to_numpy())
        missing.append(table["m"].to_numpy())
    result = _without_missing(relations, name, (hashes[0], hashes[1]), missing)
    return result if result.values else None
