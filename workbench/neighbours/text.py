"""Nearest neighbours of texts by TF-IDF over character n-grams and words, in bounded memory."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workbench.errors import InputError
from workbench.progress import Progress

__all__ = ["Neighbours", "encode", "text_neighbours"]

POSTINGS = 50_000
"""Most entries that the terms of one text are looked up in."""

ROWS = 128
"""Texts that are looked up at a time: the largest block has ``ROWS * POSTINGS`` entries."""


class Neighbours(NamedTuple):
    """Pairs of similar texts, three arrays of the same length.

    Attributes
    ----------
    left_index, right_index : ndarray of int
        Positions in the two sequences.
    cosine : ndarray of float
        Similarity, above 0 to 1.
    """

    left_index: NDArray[np.int64]
    right_index: NDArray[np.int64]
    cosine: NDArray[np.float64]


def text_neighbours(
    texts_left: Sequence[Any], texts_right: Sequence[Any] | None = None, *, k: int = 10
) -> Neighbours:
    """Find for each text the `k` texts most like it.

    Parameters
    ----------
    texts_left : sequence of str
        The texts; null and empty ones have no neighbours.
    texts_right : sequence of str, optional
        The texts to search.  Without it the left texts are compared with each other:
        each unordered pair is then returned once, ``left_index < right_index``.
    k : int
        Neighbours a text, at least 1.

    Returns
    -------
    Neighbours
        At most `k` pairs a left text (and, with a right side, a right text), ordered by
        position.  Similarity is the cosine of TF-IDF vectors of character trigrams within
        words, and of words.

    Raises
    ------
    InputError
        `k` is below 1.

    Notes
    -----
    A text's most telling terms are looked up first, until they have `POSTINGS` entries; the
    cosine is then computed in full for what was found.  Below some thousand texts this is
    exact; at 100,000 a neighbour is missed only if it shares nothing but frequent terms.
    """
    if k < 1:
        raise InputError(f"text_neighbours: k must be at least 1, not {k!r}.")
    both = [_normal(text) for text in chain(texts_left, texts_right or ())]
    vectors = encode(both)
    size = len(texts_left)
    if texts_right is None:
        one = _Distinct.of(both)
        left, right = _nearest(vectors, one, vectors, one, k + 1)
        left, right = np.minimum(left, right), np.maximum(left, right)
        kept = left != right
    else:
        here, there = _Distinct.of(both[:size]), _Distinct.of(both[size:])
        left, right = _nearest(vectors[:size], here, vectors[size:], there, k)
        found, back = _nearest(vectors[size:], there, vectors[:size], here, k)
        left, right = np.concatenate([left, back]), np.concatenate([right, found])
        kept = np.ones(len(left), dtype=bool)
    # As one number each: rows of two take ten times as long to sort.
    pairs = np.unique(left[kept] * len(both) + right[kept])
    first, second = np.divmod(pairs, len(both) or 1)
    other = vectors if texts_right is None else vectors[size:]
    return Neighbours(first, second, _cosine(vectors[:size], other, first, second))


def encode(texts: Sequence[Any]) -> sparse.csr_array:
    """Return the TF-IDF vectors of `texts`: one row a text, of length 1 (0 where it is empty)."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    plain = [_normal(text) for text in texts]
    ways = (
        {"analyzer": "char_wb", "ngram_range": (3, 3)},
        {"analyzer": "word", "token_pattern": r"(?u)\w+"},
    )
    parts = []
    for way in ways:
        try:
            made = TfidfVectorizer(lowercase=False, sublinear_tf=True, **way).fit_transform(plain)
        except ValueError:  # scikit-learn's "empty vocabulary": no text has a term
            continue
        parts.append(sparse.csr_array(made) * np.sqrt(1 / len(ways)))
    if not parts:
        return sparse.csr_array((len(plain), 1))
    vectors = sparse.csr_array(sparse.hstack(parts))
    length = np.sqrt((vectors * vectors).sum(axis=1))
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return sparse.csr_array(sparse.diags_array(scale) @ vectors)


def _normal(text: Any) -> str:
    if text is None or text != text:
        return ""
    return unicodedata.normalize("NFKC", str(text)).casefold()


@dataclass(frozen=True)
class _Distinct:
    """Texts that are there more than once, so that each is looked for once.

    Attributes
    ----------
    first : ndarray of int, shape (distinct texts,)
        Where each text stands first, in ascending order.
    group : ndarray of int, shape (texts,)
        Which of the distinct texts each is.
    members : ndarray of int, shape (texts,)
        The positions of the texts, those of one group after another, ascending in each.
    starts : ndarray of int, shape (distinct texts + 1,)
        Where each group begins in `members`.
    """

    first: NDArray[np.int64]
    group: NDArray[np.int64]
    members: NDArray[np.int64]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Distinct:
        """Return the groups of equal texts, in the order in which they come."""
        numbers: dict[str, int] = {}
        group = np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)
        members = np.argsort(group, kind="stable")
        sizes = np.bincount(group, minlength=len(numbers))
        starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return cls(members[starts[:-1]], group, members, starts)

    def some(self, group: int, most: int) -> NDArray[np.int64]:
        """Return the first `most` positions of a group."""
        start, end = self.starts[group], self.starts[group + 1]
        return self.members[start : min(end, start + most)]


def _nearest(
    queries: sparse.csr_array,
    query_groups: _Distinct,
    texts: sparse.csr_array,
    text_groups: _Distinct,
    k: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the positions (query, text) of the `k` best texts of each query."""
    asked, known = queries[query_groups.first], texts[text_groups.first]
    terms = sparse.csr_array(known.T)
    short = _most_telling(asked, np.diff(terms.indptr))
    best: list[NDArray[np.int64]] = []
    blocks = range(0, asked.shape[0], ROWS)
    with Progress("match: look for similar texts", len(blocks)) as progress:
        for start in blocks:
            found = sparse.csr_array(short[start : start + ROWS] @ terms)
            for row in range(found.shape[0]):
                span = slice(found.indptr[row], found.indptr[row + 1])
                groups, score = found.indices[span], found.data[span]
                best.append(_members(_best(groups, score, k), groups, score, text_groups, k))
            progress.step()
    if not best:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    sizes = np.array([len(some) for some in best])
    ends = np.cumsum(sizes)
    counts = sizes[query_groups.group]
    rows = np.repeat(np.arange(len(counts)), counts)
    # The best of a group, once for each of its queries.
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
    begin = (ends - sizes)[query_groups.group]
    columns = np.concatenate(best)[np.repeat(begin, counts) + offset]
    return rows.astype(np.int64), columns.astype(np.int64)


def _members(
    best: NDArray[Any], groups: NDArray[Any], score: NDArray[Any], texts: _Distinct, k: int
) -> NDArray[np.int64]:
    """Return the `k` texts with the highest scores; equal scores in ascending position."""
    if len(texts.first) == len(texts.group):
        return best.astype(np.int64)
    scored = dict(zip(groups.tolist(), score.tolist(), strict=True))
    parts = [texts.some(group, k) for group in best.tolist()]
    if not parts:
        return np.zeros(0, dtype=np.int64)
    scores = np.repeat([scored[group] for group in best.tolist()], [len(some) for some in parts])
    return _best(np.concatenate(parts), scores, k).astype(np.int64)


def _best(index: NDArray[Any], score: NDArray[Any], k: int) -> NDArray[Any]:
    """Return the `k` positions with the highest scores; equal scores in ascending position."""
    if len(index) > 4 * k:
        least = np.partition(score, len(score) - k)[len(score) - k]
        near = score >= least
        index, score = index[near], score[near]
    return index[np.lexsort((index, -score))[:k]]


def _most_telling(queries: sparse.csr_array, entries: NDArray[Any]) -> sparse.csr_array:
    """Keep of each row the heaviest terms whose entries sum to at most `POSTINGS`, one at least."""
    row = np.repeat(np.arange(queries.shape[0]), np.diff(queries.indptr))
    order = np.lexsort((-queries.data, row))
    cost = entries[queries.indices[order]].astype(np.float64)
    total = np.cumsum(cost)
    starts = queries.indptr[:-1][np.diff(queries.indptr) > 0]
    before = np.zeros(len(row))
    before[starts] = np.diff(np.concatenate([[0.0], total[starts] - cost[starts]]))
    spent = total - np.cumsum(before)
    first = np.zeros(len(row), dtype=bool)
    first[starts] = True
    kept = order[(spent <= POSTINGS) | first]
    parts = (queries.data[kept], (row[kept], queries.indices[kept]))
    return sparse.csr_array(sparse.coo_array(parts, shape=queries.shape))


def _cosine(
    left: sparse.csr_array,
    right: sparse.csr_array,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the cosine of each pair of rows."""
    parts = [
        (left[first[at : at + 50_000]] * right[second[at : at + 50_000]]).sum(axis=1)
        for at in range(0, len(first), 50_000)
    ]
    return np.clip(np.concatenate(parts), 0, 1) if parts else np.zeros(0)
