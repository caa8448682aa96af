"""Values that stand in the wrong column: swapped, or run together with the one before."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from workbench.checks.context import CheckContext
from workbench.checks.proposals import Doubt, issues_of
from workbench.lexicon.missing import is_placeholder
from workbench.types import Issue

__all__ = ["find"]

CATEGORIES = 1000
TEXTS = 50_000
REPEATS = 3
ROWS = 3
PAIRS = 100_000
"""Pairs of columns that are looked at: each takes 30 µs, so all take seconds."""
OFTEN = 0.5
LEAST = 0.2
SELDOM = 0.02
APART = 0.2
SEPARATORS = " ,;/|-"


def find(context: CheckContext) -> Iterator[Issue]:
    """Report texts that end in the value that another column lacks, and values that are swapped.

    ``Portland OR`` beside an empty state is both: the town has too much, the state too little.
    """
    categories = [c for c in context.text_columns if _is_category(context, c)]
    gappy = [c for c in categories if _has_gaps(context, c)]
    if len(gappy) * len(context.text_columns) > PAIRS:
        context.notes.append(
            f"{len(gappy):,} categories with gaps: whether their values stand at the end of other "
            "columns was not checked."
        )
        gappy = []
    for text in context.text_columns:
        if gappy and len(context.coded(text).values) <= TEXTS:
            for category in gappy:
                if category != text:
                    yield from _run_together(context, text, category)
    for first, second in _sharing(context, categories):
        yield from _swapped(context, first, second)


def _has_gaps(context: CheckContext, category: str) -> bool:
    missing = int((context.codes_present(category) < 0).sum())
    return 0 < missing < context.rows / 2


def _sharing(context: CheckContext, categories: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of categories that share a word, but few: most pairs share none or all."""
    from scipy.sparse import csr_array

    words: dict[str, int] = {}
    held = [
        [words.setdefault(v, len(words)) for v in context.coded(c).values if _word(v)]
        for c in categories
    ]
    sizes = np.array([len(context.coded(c).values) for c in categories])
    starts = np.cumsum([0, *map(len, held)])
    flat = np.concatenate(held) if words else np.zeros(0, dtype=np.int64)
    table = csr_array(
        (np.ones(len(flat), dtype=np.int32), flat, starts), shape=(len(categories), len(words))
    )
    for i, first in enumerate(categories):
        shared = (table[[i], :] @ table.T).toarray()[0]
        fit = (shared > 0) & (shared <= np.maximum(2, APART * np.minimum(sizes[i], sizes)))
        for j in np.flatnonzero(fit[i + 1 :]) + i + 1:
            yield first, categories[j]


def _is_category(context: CheckContext, column: str) -> bool:
    distinct = len(context.coded(column).values)
    return 1 < distinct <= CATEGORIES and REPEATS * distinct <= context.rows


def _run_together(context: CheckContext, text: str, category: str) -> Iterator[Issue]:
    missing = context.codes_present(category) < 0
    codes = context.codes_present(text)
    values = context.coded(category).values
    known = {v for v in values if len(v) > 1 and not v.isdigit() and not is_placeholder(v)}
    parts = [_parted(value, known) for value in context.coded(text).values]
    ends = np.array([*(part is not None for part in parts), False], dtype=bool)
    hit = (codes >= 0) & ends[codes]
    inside, outside = hit & missing, hit & ~missing
    if inside.sum() < max(ROWS, LEAST * missing.sum()) or outside.sum() > SELDOM * max(
        int((~missing).sum()), 1
    ):
        return
    confidence = 0.95 if inside.sum() >= OFTEN * missing.sum() else 0.7
    split = {row: parts[codes[row]] or ("", "") for row in np.flatnonzero(inside).tolist()}
    why = f"where {category} is missing and its value is at the end of {text}"
    for i, (column, other) in enumerate([(text, category), (category, text)]):
        old = context.coded(column)
        doubts = [Doubt(row, old.at(row), part[i], confidence) for row, part in split.items()]
        yield from issues_of(context, "misplaced", column, doubts, why=why, about=["end", other])


def _parted(text: str, known: set[str]) -> tuple[str, str] | None:
    """Part a text before its last word or words, if these are a known value."""
    for at in range(len(text) - 1, 0, -1):
        if text[at - 1] in SEPARATORS and text[at:] in known:
            rest = text[: at - 1].rstrip(SEPARATORS)
            return (rest, text[at:]) if rest else None
        if len(text) - at > 60:
            break
    return None


def _swapped(context: CheckContext, first: str, second: str) -> Iterator[Issue]:
    """Report rows in which each of two columns holds a value of the other's, and not of its own."""
    a, b = context.coded(first), context.coded(second)
    present = {value: i for i, value in enumerate(b.values)}
    pairs = np.array([[i, present[v]] for i, v in enumerate(a.values) if v in present and _word(v)])
    if not len(pairs) or len(pairs) > max(2, APART * min(len(a.values), len(b.values))):
        return  # columns of one kind of value, such as two towns
    rows_a, rows_b = a.counts[pairs[:, 0]], b.counts[pairs[:, 1]]
    foreign_a = np.isin(a.codes, pairs[rows_a <= np.maximum(1, 0.05 * rows_b), 0])
    foreign_b = np.isin(b.codes, pairs[rows_b <= np.maximum(1, 0.05 * rows_a), 1])
    rows = [row for row in np.flatnonzero(foreign_a & foreign_b).tolist() if a.at(row) != b.at(row)]
    if not rows or len(rows) > 0.05 * context.rows:
        return
    why = f"where {first} and {second} have swapped values"
    for column, other, old, new in ((first, second, a, b), (second, first, b, a)):
        doubts = [Doubt(row, old.at(row), new.at(row), 0.9) for row in rows]
        yield from issues_of(context, "misplaced", column, doubts, why=why, about=["swap", other])


def _word(value: str) -> bool:
    return any(character.isalpha() for character in value) and not is_placeholder(value)
