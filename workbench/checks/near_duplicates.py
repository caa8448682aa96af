"""Rows that may describe the same thing: a hint that the matcher is worth its reviewers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.checks.context import CheckContext
from workbench.checks.spellings.keys import digits, folded
from workbench.checks.spellings.methods import letters_stay
from workbench.lexicon.plurals import counted
from workbench.neighbours import text_neighbours
from workbench.tables import quoted
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

Row = tuple[str | None, ...]
"""The cells of a row as text, null where missing."""


def find(context: CheckContext) -> Iterator[Issue]:
    """Report once that rows agree in almost every column and are a few letters apart in the rest.

    The other columns are compared as folded text.  One column at least, which has a value of its
    own in most rows, must be among those that agree or are a few letters apart.
    """
    columns = [name for name in context.plain_columns if name != context.key]
    telling = [name for name in columns if _tells(context, name)]
    if len(columns) < LEAST_COLUMNS or not telling:
        return
    keys, raw = _rows(context, columns)
    rows = [tuple(None if cell is None else folded(cell) for cell in row) for row in raw]
    at = [columns.index(name) for name in telling]
    texts = [" ".join(row[i] or "" for i in at) for row in rows]
    near = text_neighbours(texts, k=NEIGHBOURS)
    pairs = [
        (left, right)
        for left, right in zip(near.left_index.tolist(), near.right_index.tolist(), strict=True)
        if raw[left] != raw[right] and _alike(rows[left], rows[right], at)
    ]
    if pairs:
        yield _issue(context, [(keys[left], keys[right]) for left, right in pairs])


def _tells(context: CheckContext, column: str) -> bool:
    if column not in context.text_columns:
        return False
    counts = context.coded(column).counts
    return len(counts) >= TELLING * context.rows


def _rows(context: CheckContext, columns: Sequence[str]) -> tuple[list[Key], list[Row]]:
    names = ", ".join(f"{quoted(name)}::VARCHAR" for name in columns)
    found = context.relation.rows(
        f"SELECT {quoted(context.key)}, {names} FROM data LIMIT {MOST_ROWS}"
    )
    rows = [tuple(None if cell is None else cell.strip() for cell in cells) for _, *cells in found]
    return [key for key, *_ in found], rows


def _alike(left: Row, right: Row, telling: Sequence[int]) -> bool:
    differing = [i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b]
    if len(differing) > max(1, len(left) // DIFFERENT):
        return False
    for i in differing:
        one, other = left[i], right[i]
        # Where a value is missing it contradicts nothing.
        if one and other and (i not in telling or not _close(one, other)):
            return False
    return any(left[i] and right[i] for i in telling)


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
