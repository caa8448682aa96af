"""Rows that may describe the same thing: a hint that the matcher is worth its reviewers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.checks.context import CheckContext
from workbench.checks.spellings.keys import digits, folded
from workbench.checks.spellings.methods import letters_stay
from workbench.lexicon.plurals import counted
from workbench.neighbours import text_neighbours
from workbench.types import Issue, Key

__all__ = ["find"]

MOST_ROWS = 10_000
"""Rows, from the first, that are compared: about 5 CPU seconds.  The hint says how many."""
NEIGHBOURS = 3
"""Neighbours a row: a near duplicate is among the very nearest."""
TELLING = 0.5
"""Share of rows with a value of their own that makes a column tell things apart: below, two rows
mostly agree in it by chance."""
LEAST_COLUMNS = 2
"""Columns beside the key: in fewer, alike rows are spellings of one value."""
DIFFERENT = 4
"""Of so many columns one may differ, and one in tables of fewer: a copy with a slip."""
CONFIDENCE = 0.3
"""Assumed: it only says where to look, and suggests nothing."""


@dataclass(frozen=True)
class _Rows:
    """The first rows of some columns, as codes.

    Attributes
    ----------
    exact, alike : array of int32, columns by rows
        The value of a cell; in `alike` texts that differ by case or accents have one. A missing
        or empty one is -1.
    texts : dict of int to list of str
        By the position of a text column, the text of each code in `alike`.
    """

    exact: NDArray[np.int32]
    alike: NDArray[np.int32]
    texts: dict[int, list[str]]

    def text(self, column: int, row: int) -> str:
        """Return the text of a cell of a text column; empty where it is missing."""
        code = self.alike[column, row]
        return self.texts[column][code] if code >= 0 else ""


def find(context: CheckContext) -> Iterator[Issue]:
    """Report once that rows agree in almost every column and are a few letters apart in the rest.

    Texts are compared folded.  One column at least, which has a value of its own in most rows,
    must be among those that agree or are a few letters apart.
    """
    columns = [name for name in context.plain_columns if name != context.key]
    telling = [i for i, name in enumerate(columns) if _tells(context, name)]
    if len(columns) < LEAST_COLUMNS or not telling:
        return
    rows = _rows(context, columns)
    count = rows.alike.shape[1]
    texts = [" ".join(rows.text(i, row) for i in telling) for row in range(count)]
    near = text_neighbours(texts, k=NEIGHBOURS)
    pairs = [
        (left, right)
        for left, right in zip(near.left_index.tolist(), near.right_index.tolist(), strict=True)
        if _alike(rows, left, right, telling)
    ]
    if pairs:
        keys = context.keys
        yield _issue(context, [(keys[left], keys[right]) for left, right in pairs])


def _tells(context: CheckContext, column: str) -> bool:
    if not context.holds_text(column):
        return False
    counts = context.coded(column).counts
    return len(counts) >= TELLING * context.rows


def _rows(context: CheckContext, columns: Sequence[str]) -> _Rows:
    exact, alike, texts = [], [], {}
    for i, (name, values) in enumerate(context.first(columns, MOST_ROWS).items()):
        encoded = values.combine_chunks().dictionary_encode()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
        if context.holds_text(name):
            stripped = [text.strip() for text in encoded.dictionary.to_pylist()]
            codes, distinct = _recoded(codes, stripped)
            exact.append(codes)
            codes, texts[i] = _recoded(codes, [folded(text) for text in distinct])
        else:
            exact.append(codes)
        alike.append(codes)
    return _Rows(np.array(exact), np.array(alike), texts)


def _recoded(codes: NDArray[np.int32], texts: Sequence[str]) -> tuple[NDArray[np.int32], list[str]]:
    """Give equal texts the same code, and empty ones -1; return the distinct texts too."""
    index: dict[str, int] = {}
    new = [index.setdefault(text, len(index)) if text else -1 for text in texts]
    return np.array([*new, -1], dtype=np.int32)[codes], list(index)


def _alike(rows: _Rows, left: int, right: int, telling: Sequence[int]) -> bool:
    if np.array_equal(rows.exact[:, left], rows.exact[:, right]):
        return False
    one, other = rows.alike[:, left], rows.alike[:, right]
    differing = np.flatnonzero(one != other)
    if len(differing) > max(1, len(one) // DIFFERENT):
        return False
    # Where a value is missing it contradicts nothing.
    both = (one >= 0) & (other >= 0)
    if any(
        i not in telling or not _close(rows.text(i, left), rows.text(i, right))
        for i in differing[both[differing]].tolist()
    ):
        return False
    return bool(both[list(telling)].any())


def _close(one: str, other: str) -> bool:
    return digits(one) == digits(other) and letters_stay(one, other)


def _issue(context: CheckContext, pairs: Sequence[tuple[Key, Key]]) -> Issue:
    left, right = pairs[0]
    looked = min(context.rows, MOST_ROWS)
    among = f" (the first {looked:,} rows were compared)" if looked < context.rows else ""
    are = counted(len(pairs), "pair of rows is", "pairs of rows are")
    return context.issue(
        kind="near_duplicate",
        column=None,
        keys=list(dict.fromkeys(key for pair in pairs for key in pair)),
        confidence=CONFIDENCE,
        evidence={
            "message": f"{are} almost the same, such as {left!r} and {right!r}{among}. "
            "They may be duplicates: dataset.matcher() proposes pairs and learns from answers.",
            "pairs": [list(pair) for pair in pairs[:100]],
            "about": [list(pair) for pair in pairs],
        },
    )
