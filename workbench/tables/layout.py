"""Find the table in a text file: what stands before it, its header rows, where its rows begin."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from workbench.tables.cells import is_typed, is_unknown, is_words
from workbench.tables.dialect import Row
from workbench.tables.header import MOST_HEADERS, is_header, joins_above, joins_below, names_rows

__all__ = ["Layout", "find_layout", "join_header", "looks_like_note",
    "without_comments", "without_empty_end"]  # fmt: skip

DASHES = ("-", "--", "\u2013", "\u2014")
NOTE_MARKS = ("*", "†", "‡", "source", "note", "(1)", "[1]", "1)", "1 ", "#", "footnote", "©")


@dataclass(frozen=True)
class Layout:
    """Where the table is.

    Attributes
    ----------
    header : tuple of Row
        The header's rows, top down; empty where the file has none.
    first : int
        The line on which the first record begins.
    width : int
        Number of columns.
    before : int
        Number of lines before the header that are no part of the table.
    """

    header: tuple[Row, ...]
    first: int
    width: int
    before: int


def find_layout(rows: Sequence[Row]) -> Layout:
    """Return the layout that the first rows of a file suggest.

    The header is the first row about as full as the rows are; rows of words over columns of
    values belong to it too, above and below.  A first row with values where its columns hold
    values is a record, and the file has no header.

    Parameters
    ----------
    rows : sequence of Row
        The first rows of the file, blank ones included; at least one is not blank.
    """
    full = [row for row in rows if row.filled]
    width = _width(full)
    start = _start(full, width)
    body = _sure_records(full[start + 1 :], width)
    values = _value_columns(body, width)
    if _heads_another(rows, full, start, values):
        start += 1
    start = _named(full, start, values, width)
    if not is_header(full[start], full[start + 1 :], values):
        row = full[start]
        return Layout((), row.line, width, row.line - 1)
    top, end = start, start + 1
    while top > 0 and start - top < MOST_HEADERS and joins_above(full, top, values, width):
        top -= 1
    while end < len(full) and end - start < MOST_HEADERS and joins_below(full, end, values):
        end += 1
    header = tuple(full[top:end])
    if len(header) == 1 and names_rows(header[0], full[end:], width):
        header = (Row(header[0].line, ["", *header[0].cells]),)
    first = full[end].line if end < len(full) else header[-1].line + 1
    return Layout(
        header, first, max(width, len(without_empty_end(header[-1].cells))), header[0].line - 1
    )


def join_header(header: Sequence[Row], width: int) -> list[str]:
    """Return one name a column: the header's rows joined by blanks.

    A cell of an upper row spans the empty ones right of it, as far as the rows below are filled.
    A column without a name is named as pandas does: ``Unnamed: 3``, counted from 0.
    """
    grid = [[*row.cells[:width], *[""] * (width - len(row.cells))] for row in header]
    for upper, lower in pairwise(grid):
        span = ""
        for position, cell in enumerate(upper):
            if cell.strip():
                span = cell
            elif lower[position].strip() and any(c.strip() for c in upper[:position]):
                upper[position] = span
            else:
                span = ""
    if len(grid) > 1:
        grid = [[" ".join(cell.split()) for cell in row] for row in grid]
        # Under a name, a dash says that there is no unit.
        grid[1:] = [["" if cell in DASHES else cell for cell in row] for row in grid[1:]]
    return [
        " ".join(row[position] for row in grid if row[position].strip()) or f"Unnamed: {position}"
        for position in range(width)
    ]


def without_comments(rows: list[Row]) -> list[Row]:
    """Leave out the lines that begin with # above the table, but for a header that does.

    The last of them is the header if it has as many cells as the row below, as in ``#id,name``.
    """
    count = next((i for i, row in enumerate(rows) if not _hash(row)), 0)
    if not count:
        return rows
    last, below = rows[count - 1], rows[count]
    if len(last.cells) > 1 and len(last.cells) == len(below.cells):
        count -= 1
    return rows[count:]


def _hash(row: Row) -> bool:
    return bool(row.cells) and row.cells[0].lstrip().startswith("#")


def looks_like_note(row: Row, width: int, after_gap: bool) -> bool:
    """Whether the row looks like a title or footnote rather than a record."""
    cells = [cell for cell in row.cells if cell.strip()]
    if not cells:
        return False
    first = row.cells[0].strip()
    sentence = first.count(" ") >= 3  # four words, which a cut record rarely begins with
    alone = len(row.cells) == 1 < width and (sentence or first.lower().startswith(NOTE_MARKS))
    marked = first.lower().startswith(NOTE_MARKS)
    narrow = len(without_empty_end(row.cells)) * 2 <= width or (
        len(row.cells) < width and after_gap
    )
    if len(cells) == 1 and first and is_words(first) and width > 1:
        return (
            after_gap
            or alone
            or (width > 2 and (marked or len(first) > 40))
            or (width > 3 and sentence)
        )
    return narrow and marked and after_gap and width > 2


def without_empty_end(cells: Sequence[str]) -> Sequence[str]:
    """Leave out empty cells at the end."""
    return cells[: next((end for end in range(len(cells), 0, -1) if cells[end - 1].strip()), 0)]


def _width(rows: Sequence[Row]) -> int:
    """Return the number of columns that most cells speak for."""
    counts = Counter(len(row.cells) for row in rows)
    return max(counts, key=lambda width: (counts[width] * width, width), default=1)


def _start(rows: Sequence[Row], width: int) -> int:
    """Return the position of the first row about as full as a record."""
    wide = [row.filled for row in rows if len(row.cells) == width]
    usual = median(wide[len(wide) // 3 :])
    least = max(min(2, width), math.ceil(usual / 2))
    full = (
        i
        for i, row in enumerate(rows)
        if (row.filled >= least and len(row.cells) * 2 > width) or _names_all_but_first(row, width)
    )
    return next(full, 0)


def _names_all_but_first(row: Row, width: int) -> bool:
    """Whether a row names each column but the first, over which R and pandas leave a gap.

    A title in cells leaves gaps behind it, not before.
    """
    names = row.cells[1:]
    blank = bool(row.cells) and not row.cells[0].strip()
    named = blank and len(row.cells) == width > 1 and all(map(_names_column, names))
    return named and len(set(names)) == len(names)


def _sure_records(rows: Sequence[Row], width: int) -> list[Row]:
    """Return the rows that are surely records: of full width, and not the first of many."""
    wide = [row for row in rows if len(row.cells) == width and (row.filled > 1 or width == 1)]
    skip = min(MOST_HEADERS, len(wide) // 2)
    return wide[skip : skip + 300]


def _value_columns(body: Sequence[Row], width: int) -> set[int]:
    """Return the positions of the columns in which at least 7 of 10 known cells are values."""
    cells = ([row.cells[i] for row in body if i < len(row.cells)] for i in range(width))
    known = [[cell for cell in column if not is_unknown(cell)] for column in cells]
    return {i for i, c in enumerate(known) if c and sum(map(is_typed, c)) >= 0.7 * len(c)}


def _named(full: Sequence[Row], start: int, values: set[int], width: int) -> int:
    """Return the position of the header: below `start` where that row belongs to a preamble.

    A row of a preamble has gaps, or values where the columns have values (``Created,2021,``);
    the header below it has a name for each column, and values or the end of a gap follow.
    """
    cells = full[start].cells
    if _names_all_but_first(full[start], width):
        return start
    gaps = full[start].filled < width
    if not gaps and not any(map(is_typed, cells)):
        return start
    for position in range(start + 1, min(start + MOST_HEADERS + 1, len(full) - 1)):
        row, below = full[position], full[position + 1 :]
        if row.filled != len(row.cells) or len(row.cells) != width:
            continue
        if _after_notes(full, start, position, width) and not any(map(is_typed, row.cells)):
            return position
        typed = sum(is_typed(below[0].cells[i]) for i in values if i < len(below[0].cells))
        if not values or 2 * typed < len(values):
            continue
        if gaps and is_header(row, below, values) and not is_header(below[0], below[1:], values):
            return position
        if all(map(_names_column, row.cells)):
            return position
    return start


def _names_column(cell: str) -> bool:
    return bool(cell.strip()) and not is_typed(cell)


def _after_notes(full: Sequence[Row], start: int, position: int, width: int) -> bool:
    """Whether a blank line is above the row, and rows of one cell are above that."""
    apart = full[position].line - full[position - 1].line > 1
    return apart and any(2 * row.filled <= width for row in full[start:position])


def _heads_another(rows: Sequence[Row], full: Sequence[Row], start: int, values: set[int]) -> bool:
    """Whether a blank row and then a complete header follow: this row is a title in cells."""
    if start + 2 >= len(full):
        return False
    lines = range(full[start].line + 1, full[start + 1].line)
    below = full[start + 1]
    return (
        any(row.line in lines and not row.filled for row in rows)
        and bool(below.cells[0].strip())
        and below.filled >= full[start].filled
        and any(is_words(cell) for i, cell in enumerate(below.cells) if i in values)
        and not any(is_typed(cell) for i, cell in enumerate(below.cells) if i in values)
    )
