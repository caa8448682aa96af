"""The pairs worth comparing, each with what is known about it before anyone decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from workbench.entities.comparison import Comparison, compare, compare_texts
from workbench.entities.fields import Field
from workbench.entities.prior import Prior, fit_prior
from workbench.neighbours import encode, text_neighbours

__all__ = ["Candidates", "find_candidates", "looks_clean"]

Ints = NDArray[np.int64]
Reals = NDArray[np.float64]

NEAREST = 20
"""Neighbours of each record that are compared with it."""

RANDOM = 50_000
"""Pairs drawn at random to learn how often different entities agree by chance."""

TWINS = 0.9
"""Cosine from which two records of one table count as copies of each other."""

FEW = 0.1
"""Copies per record up to which a table counts as free of duplicates."""


@dataclass(frozen=True)
class Candidates:
    """Candidate pairs and the evidence about them.

    Attributes
    ----------
    left, right : ndarray of int, shape (pairs,)
        Positions of the records; those of a right table follow those of the left.
    comparison : Comparison
        Every field; then, where there is prose, the whole text and its relative cosine.
    prior : Prior
        Evidence of the columns that it uses.
    used : list of int
        Positions of those columns in `comparison`.
    """

    left: Ints
    right: Ints
    comparison: Comparison
    prior: Prior
    used: list[int]

    @cached_property
    def _positions(self) -> dict[tuple[int, int], int]:
        pairs = zip(self.left.tolist(), self.right.tolist(), strict=True)
        return {pair: at for at, pair in enumerate(pairs)}

    def holds(self, pair: tuple[int, int]) -> bool:
        """Return whether `pair` is a candidate."""
        return pair in self._positions

    def position(self, pair: tuple[int, int]) -> int:
        """Return the position of a candidate pair."""
        return self._positions[pair]


def texts_of(fields: Sequence[Field]) -> list[str]:
    """Return the values of each record in one text."""
    return [" ".join(values).strip() for values in zip(*(f.text for f in fields), strict=True)]


def looks_clean(fields: Sequence[Field], rows: slice) -> bool:
    """Return whether few records of a table have a copy in the same table."""
    texts = texts_of(fields)[rows]
    near = text_neighbours(texts, k=1)
    return bool((near.cosine >= TWINS).sum() <= FEW * len(texts))


def find_candidates(
    fields: Sequence[Field],
    size_left: int,
    size_right: int,
    *,
    extra_pairs: Iterable[tuple[int, int]] = (),
    seed: int = 0,
) -> Candidates:
    """Find the nearest neighbours of each record and weigh the evidence for each pair.

    Parameters
    ----------
    fields : sequence of Field
        The compared columns.
    size_left, size_right : int
        Records of each table; 0 on the right to compare one table with itself.
    extra_pairs : iterable of (int, int)
        Pairs to add to those that are found.
    seed : int
        For the random pairs.

    Returns
    -------
    Candidates
        Ordered by position.

    Notes
    -----
    Columns of prose repeat each other (a description repeats the name), against the
    independence that the model assumes.  The prior therefore sees their text once, as the
    cosine of whole records, and how that cosine stands against the records' other candidates.
    """
    texts = texts_of(fields)
    found = text_neighbours(texts[:size_left], texts[size_left:] if size_right else None, k=NEAREST)
    near = np.stack([found.left_index, found.right_index + (size_left if size_right else 0)], 1)
    extra = np.array(sorted(extra_pairs), dtype=np.int64).reshape(-1, 2)
    pairs = np.unique(np.concatenate([near, extra]), axis=0)
    left, right = pairs[:, 0], pairs[:, 1]
    chance_left, chance_right = _at_random(size_left, size_right, seed)
    comparison = compare(fields, left, right)
    chance = compare(fields, chance_left, chance_right)
    used = [at for at, field in enumerate(fields) if field.role != "prose"]
    if len(used) < len(fields):
        vectors, best = encode(texts), np.zeros(len(texts))
        for side in (near[:, 0], near[:, 1]):
            np.maximum.at(best, side, found.cosine)
        used += [len(fields), len(fields) + 1]
        comparison = comparison.beside(compare_texts(vectors, best, left, right))
        chance = chance.beside(compare_texts(vectors, best, chance_left, chance_right))
    total = size_left * size_right if size_right else size_left * (size_left - 1) / 2
    expected = 0.5 * size_left / max(total, size_left)
    prior = fit_prior(comparison.only(used), chance.only(used).level, expected, max(total, 1))
    return Candidates(left, right, comparison, prior, used)


def _at_random(size_left: int, size_right: int, seed: int) -> tuple[Ints, Ints]:
    """Return distinct pairs drawn at random, at most `RANDOM`."""
    rng = np.random.default_rng(seed)
    left = rng.integers(0, size_left, RANDOM)
    start, size = (size_left, size_right) if size_right else (0, size_left)
    right = rng.integers(start, start + size, RANDOM)
    pairs = np.stack([np.minimum(left, right), np.maximum(left, right)], axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    return pairs[:, 0], pairs[:, 1]
