"""Rows, keys, groups and texts that two tables share: leakage, where they are splits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.profile.compare.drift import is_identifier
from workbench.profile.compare.keys import KeyOverlap, find_keys
from workbench.profile.compare.row_hashes import RowHashes, hash_rows, rows_at
from workbench.profile.compare.shared import (
    EXAMPLES,
    SharedValues,
    shared_rows,
    shared_texts,
    shared_values,
)
from workbench.profile.compare.times import TimeRange, time_range
from workbench.profile.result import Result
from workbench.profile.sample import Sample
from workbench.tables import Relation

__all__ = ["Overlap", "Twins", "find_overlap"]

CELLS = 8_000_000
DISTINCT = 0.95


@dataclass(frozen=True)
class Twins:
    """Rows of the right that equal one of the left in every column but `column`.

    `examples` holds pairs: the value of the left and the value of the right.
    """

    column: str
    right_rows: int
    right_share: float
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Overlap(Result):
    """What two tables share.

    Attributes
    ----------
    rows : SharedValues or None
        Rows that are in both, by all shared columns but the identifiers; None where there is no
        such column.  All rows are compared.
    ignored : tuple of str
        Identifiers (the key, or columns of which every value differs) that did not count.
    left_repeats : float
        Share of the left's rows that repeat another row of the left: where it is high, rows are
        shared by nature.
    twins : tuple of Twins
        Rows equal but for one column: contradictory where that is the label.
    keys : KeyOverlap or None
        Of the key, where one was given.
    groups : tuple of SharedValues
        Values of the group columns that are on both sides.
    texts : tuple of SharedValues
        Texts that are on both sides, apart from case, spaces and punctuation.
    times : tuple of TimeRange
        Of each date column.
    """

    rows: SharedValues | None
    ignored: tuple[str, ...]
    left_repeats: float
    twins: tuple[Twins, ...]
    keys: KeyOverlap | None
    groups: tuple[SharedValues, ...]
    texts: tuple[SharedValues, ...]
    times: tuple[TimeRange, ...]


def find_overlap(
    relations: tuple[Relation, Relation],
    samples: tuple[Sample, Sample],
    *,
    key: Sequence[str] = (),
    groups: Sequence[str] = (),
    label: str | None = None,
) -> Overlap:
    """Find what two tables share; all rows are compared.

    Parameters
    ----------
    relations, samples : pair
        Left and right.
    key : sequence of str
        Columns that identify a row.
    groups : sequence of str
        Columns that name an entity, such as a patient, that should not be on both sides.
    label : str, optional
        The column whose contradictions matter most.
    """
    left, right = relations
    shared = tuple(name for name in left.columns if name in right.types)
    ignored = tuple(key) or tuple(name for name in shared if is_identifier(name, samples))
    columns = tuple(name for name in shared if name not in ignored)
    if not columns:
        columns, ignored = shared, ()
    size = samples[0].total + samples[1].total
    separate = columns if size * len(columns) <= CELLS else tuple(n for n in columns if n == label)
    rows, repeats, twins = None, 0.0, []
    if columns:
        hashes = hash_rows(left, right, columns, separate)
        every = [np.ones(len(side.rows), dtype=bool) for side in hashes]
        rows = shared_rows(left, columns, [side.rows for side in hashes], every)
        repeats = 1 - _distinct(hashes[0].rows) / max(len(hashes[0].rows), 1)
        twins = [_twins(relations, hashes, n, n == label) for n in separate if len(columns) > 1]
    return Overlap(
        *(rows, ignored, repeats, tuple(twin for twin in twins if twin)),
        find_keys(relations, tuple(key), columns, len(columns) * size <= CELLS) if key else None,
        tuple(shared_values(relations, name) for name in groups),
        tuple(twin for n in shared if (twin := shared_texts(relations, samples, n))),
        tuple(span for n in shared if (span := time_range(relations, n))),
    )


def _distinct(values: NDArray[np.uint64]) -> int:
    return len(np.unique(values))


def _twins(
    relations: tuple[Relation, Relation],
    hashes: tuple[RowHashes, RowHashes],
    name: str,
    asked: bool,
) -> Twins | None:
    """Return the rows equal but for `name`; None where there are none, or by nature many."""
    first, second = (side.without(name) for side in hashes)
    if not len(first) or not len(second):
        return None
    rows = hashes[0].rows
    if not asked and _distinct(first) < max(DISTINCT * _distinct(rows), len(rows) / 2):
        return None  # without this column rows repeat anyway: it is what tells them apart
    positions = np.flatnonzero(np.isin(second, first) & ~np.isin(hashes[1].rows, rows))
    if not len(positions):
        return None
    examples = []
    for position in positions[:EXAMPLES]:
        indexes = (int(np.argmax(first == second[position])), position)
        old, new = (
            rows_at(relation, (name,), [index])[0][0]
            for relation, index in zip(relations, indexes, strict=True)
        )
        examples.append((old, new))
    return Twins(name, len(positions), len(positions) / len(second), tuple(examples))
