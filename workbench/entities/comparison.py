"""Compare the records of each candidate pair, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.entities.fields import Field
from workbench.progress import Progress

__all__ = ["CENTRES", "LEVELS", "MISSING", "Comparison", "compare", "compare_texts"]

LEVELS = 7
"""Levels of agreement: 6 equal, 5 nearly so, down to 0 different."""

MISSING = -1
"""Level where one of the two values is missing: no evidence for either side."""

_CUTS = {
    "word": (0.7, 0.8, 0.86, 0.92, 0.96),
    "code": (0.5, 0.6, 0.7, 0.8, 0.86),
    "prose": (0.2, 0.35, 0.5, 0.65, 0.8),
    "number": (0.5, 0.75, 0.9, 0.97, 0.995),
    "relative": (0.4, 0.6, 0.75, 0.85, 0.95),
}
"""Similarity from which each level above 0 and below equal begins."""

BLOCK = 50_000
"""Pairs of sparse rows that are multiplied at a time."""

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]


def _centres(cuts: tuple[float, ...]) -> Reals:
    edges = np.array([0.0, *cuts, 1.0])
    return np.append((edges[1:] + edges[:-1]) / 2, 1.0)


CENTRES = {role: _centres(_CUTS[role]) for role in ("prose", "relative")}
"""Similarity at the middle of each level, between which evidence is interpolated."""


@dataclass(frozen=True)
class Comparison:
    """What the comparison of pairs found, one column a field.

    Attributes
    ----------
    roles : list of str
        `Field.role` of each column; ``prose`` and ``relative`` for the two of `compare_texts`.
    similarity : ndarray of float, shape (pairs, columns)
        0 to 1; NaN where a value is missing.
    level : ndarray of int, shape (pairs, columns)
        0 to ``LEVELS - 1``, or `MISSING`.
    rarity : ndarray of float, shape (pairs, columns)
        Where the values are equal, the natural logarithm of how much rarer that value is
        than equal values are on average; otherwise 0.
    """

    roles: list[str]
    similarity: Reals
    level: Ints
    rarity: Reals

    def beside(self, other: Comparison) -> Comparison:
        """Return the columns of both."""
        return Comparison(
            self.roles + other.roles,
            np.hstack([self.similarity, other.similarity]),
            np.hstack([self.level, other.level]),
            np.hstack([self.rarity, other.rarity]),
        )

    def only(self, columns: Sequence[int]) -> Comparison:
        """Return the columns at these positions."""
        at = list(columns)
        roles = [self.roles[column] for column in at]
        return Comparison(roles, self.similarity[:, at], self.level[:, at], self.rarity[:, at])


def compare(fields: Sequence[Field], left: Ints, right: Ints) -> Comparison:
    """Compare record ``left[i]`` with record ``right[i]`` in every field.

    Parameters
    ----------
    fields : sequence of Field
        The compared columns.
    left, right : ndarray of int, shape (pairs,)
        Positions of the records.

    Returns
    -------
    Comparison
    """
    shape = (len(left), len(fields))
    similarity, rarity = np.full(shape, np.nan), np.zeros(shape)
    level = np.full(shape, MISSING, dtype=np.int64)
    with Progress("match: compare pairs", len(fields)) as progress:
        for at, field in enumerate(fields):
            known = ~(field.missing[left] | field.missing[right])
            first, second = left[known], right[known]
            equal = np.asarray(field.text[first] == field.text[second], dtype=bool)
            found = np.where(equal, 1.0, _similarity(field, first, second))
            similarity[known, at] = found
            level[known, at] = _levels(field.role, found, equal)
            rarity[known, at] = np.where(equal, field.rarity[first], 0.0)
            progress.step()
    return Comparison([field.role for field in fields], similarity, level, rarity)


def compare_texts(vectors: Any, best: Reals, left: Ints, right: Ints) -> Comparison:
    """Compare the whole text of records, and how it stands against their other candidates.

    Parameters
    ----------
    vectors : sparse array, shape (records, terms)
        TF-IDF of the records' text, rows of length 1.
    best : ndarray of float, shape (records,)
        Cosine of each record's nearest candidate.
    left, right : ndarray of int, shape (pairs,)
        Positions of the records.

    Returns
    -------
    Comparison
        Two columns: the cosine, and its ratio to the better of the two records' `best` (1
        where each is the other's nearest).
    """
    cosine = cosines(vectors, left, right)
    rival = np.maximum(np.maximum(best[left], best[right]), cosine)
    relative = np.divide(cosine, rival, out=np.zeros_like(cosine), where=rival > 0)
    columns = [("prose", cosine), ("relative", relative)]
    return Comparison(
        [role for role, _ in columns],
        np.stack([found for _, found in columns], axis=1),
        np.stack([_levels(role, found, found >= 1 - 1e-9) for role, found in columns], axis=1),
        np.zeros((len(left), 2)),
    )


def cosines(vectors: Any, left: Ints, right: Ints) -> Reals:
    """Return the cosine of each pair of rows of `vectors`, 0 to 1."""
    parts = [
        (vectors[left[at : at + BLOCK]] * vectors[right[at : at + BLOCK]]).sum(axis=1)
        for at in range(0, len(left), BLOCK)
    ]
    return np.clip(np.concatenate(parts), 0, 1) if parts else np.zeros(0)


def _levels(role: str, found: Reals, equal: NDArray[np.bool_]) -> Ints:
    return np.where(equal, LEVELS - 1, np.searchsorted(_CUTS[role], found, side="right"))


def _similarity(field: Field, left: Ints, right: Ints) -> Reals:
    from rapidfuzz import fuzz, process
    from rapidfuzz.distance import OSA, JaroWinkler
    from rapidfuzz.utils import default_process

    if field.role == "prose":
        return cosines(field.vectors, left, right)
    if field.role == "number":
        a, b = field.number[left], field.number[right]
        larger = np.maximum(np.abs(a), np.abs(b))
        apart = np.divide(np.abs(a - b), larger, out=np.zeros(len(a)), where=larger > 0)
        return np.asarray(np.clip(1 - apart, 0, 1))
    a, b = field.text[left].tolist(), field.text[right].tolist()
    if not a:
        return np.zeros(0)
    if field.role == "code":
        edits = process.cpdist(a, b, scorer=OSA.normalized_similarity, workers=1)
        return np.asarray(edits, dtype=np.float64)
    letters = process.cpdist(a, b, scorer=JaroWinkler.normalized_similarity, workers=1)
    words = process.cpdist(a, b, scorer=fuzz.token_sort_ratio, processor=default_process, workers=1)
    return np.asarray(np.maximum(letters, words / 100), dtype=np.float64)
