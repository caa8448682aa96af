"""Values of one column that two tables share, as they are or as bare texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.profile.compare.row_hashes import hash_rows, rows_at
from workbench.profile.sample import Sample
from workbench.tables import Relation, quoted

__all__ = ["EXAMPLES", "SharedValues", "shared_rows", "shared_texts", "shared_values"]

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
    present = [
        side.arrow(f"SELECT {quoted(name)} IS NOT NULL AS m FROM data")["m"].to_numpy()
        for side in relations
    ]
    return shared_rows(relations[0], (name,), [side.rows for side in hashes], present)


def shared_rows(
    left: Relation,
    columns: tuple[str, ...],
    hashes: Sequence[NDArray[np.uint64]],
    counting: Sequence[NDArray[np.bool_]],
) -> SharedValues:
    """Return what both sides share by the hashes of their rows; only rows `counting` are compared.

    Examples are rows of the `left` table.
    """
    left_hashes, right_hashes = (own[counts] for own, counts in zip(hashes, counting, strict=True))
    both = np.intersect1d(left_hashes, right_hashes)
    in_left, in_right = np.isin(hashes[0], both) & counting[0], np.isin(right_hashes, both)
    _, first = np.unique(hashes[0][in_left], return_index=True)
    positions = np.flatnonzero(in_left)[np.sort(first)][:EXAMPLES].tolist()
    rows = (int(in_left.sum()), int(in_right.sum()))
    shares = (rows[0] / max(len(hashes[0]), 1), rows[1] / max(len(hashes[1]), 1))
    examples = tuple(tuple(row) for row in rows_at(left, columns, positions))
    return SharedValues(columns, *rows, *shares, len(both), examples)


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
    sql = (
        f"SELECT hash(t) AS h, t IS NOT NULL AND length(t) >= {TEXT_LENGTH // 2} AS m "
        f"FROM (SELECT {bare} AS t FROM data)"
    )
    tables = [relation.arrow(sql) for relation in relations]
    hashes, long = ([table[part].to_numpy() for table in tables] for part in ("h", "m"))
    result = shared_rows(relations[0], (name,), hashes, long)
    return result if result.values else None
