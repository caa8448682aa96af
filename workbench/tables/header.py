"""Tell which rows of a text file are its header: names, names of groups, units."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from workbench.lexicon.numbers import CURRENCY_MARKS, UNITS
from workbench.tables.cells import is_date, is_typed, is_unknown, is_words
from workbench.tables.dialect import Row

__all__ = ["MOST_HEADERS", "is_header", "joins_above", "joins_below", "names_rows"]

MOST_HEADERS = 6
BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
ONE_UNIT = re.compile(r"[/*·^\s]|-?\d+|[⁻⁰¹²³]+")
YEARS = range(1900, 2101)


def is_header(row: Row, below: Sequence[Row], values: set[int]) -> bool:
    """Whether a row holds names rather than values.

    Parameters
    ----------
    row : Row
        The first row that is about as full as the records.
    below : sequence of Row
        The rows under it that are not blank.
    values : set of int
        Positions of the columns that hold values.
    """
    cells = {index: cell for index, cell in enumerate(row.cells) if not is_unknown(cell)}
    if not below:
        return not cells or not all(map(is_typed, cells.values()))
    typed = [index for index, cell in cells.items() if index in values and is_typed(cell)]
    words = [index for index, cell in cells.items() if index in values and not is_typed(cell)]
    if typed:
        return 2 * len(words) >= len(typed) or _typed_names(row, below, typed)
    return bool(words) or not _recurs(row, below)


def _typed_names(row: Row, below: Sequence[Row], typed: list[int]) -> bool:
    """Whether the values in a row are names: dates or years over other numbers, or a sequence."""
    names = [row.cells[index] for index in typed]
    if all(map(is_date, names)):
        return _rarely(is_date, below, typed)
    if _crossed(row, below, names):
        return True
    named = any(cell.strip() for index, cell in enumerate(row.cells) if index not in typed)
    if not _counts_up(names):
        return False
    return named or (_years(names) and _rarely(lambda cell: _years([cell]), below, typed))


def _crossed(row: Row, below: Sequence[Row], names: list[str]) -> bool:
    """Whether the row is that of a table of counts: a gap over the names of rows, then a scale.

    Three rising numbers behind the only gap of a column are rarely a record.
    """
    if row.cells[0].strip() or len(names) < len(row.cells) - 1 or len(names) < 3:
        return False
    try:
        steps = [float(name) for name in names]
    except ValueError:
        return False
    rises = all(a < b for a, b in pairwise(steps))
    return rises and all(other.cells and other.cells[0].strip() for other in below)


def _rarely(kind: Callable[[str], bool], below: Sequence[Row], typed: list[int]) -> bool:
    """Whether fewer than 3 in 10 known cells below are of the kind."""
    cells = [row.cells[i] for row in below[:300] for i in typed if i < len(row.cells)]
    known = [cell for cell in cells if not is_unknown(cell)]
    return bool(known) and 10 * sum(map(kind, known)) < 3 * len(known)


def _years(cells: Sequence[str]) -> bool:
    return all(cell.strip().isdecimal() and int(cell) in YEARS for cell in cells)


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether the cells are years in order, or whole numbers of one distance, such as doses."""
    numbers = [int(cell) for cell in cells if cell.strip().isdecimal()]
    if len(numbers) != len(cells) or len(numbers) < 2:
        return False
    if _years(cells):
        return numbers in (sorted(numbers), sorted(numbers, reverse=True))
    steps = {b - a for a, b in pairwise(numbers)}
    # Two numbers one apart, or three of any distance: fewer are any record's.
    return len(steps) == 1 and (steps <= {1, -1} or (len(numbers) > 2 and 0 not in steps))


def _recurs(row: Row, below: Sequence[Row]) -> bool:
    """Whether half of the row's cells stand in other rows too: then it is a record itself."""
    others = [other.cells for other in below if other.cells != row.cells]
    seen = sum(
        any(index < len(cells) and cells[index] == cell for cells in others)
        for index, cell in enumerate(row.cells)
        if cell.strip()
    )
    return len(others) >= 5 and seen * 2 > row.filled


def names_rows(header: Row, below: Sequence[Row], width: int) -> bool:
    """Whether each record begins with a name that the header has no field for, as R writes."""
    return (
        len(header.cells) == width - 1
        and len(below) >= 2
        and all(len(row.cells) == width and row.cells[-1].strip() for row in below)
        and all(header.cells)
        and len({row.cells[0] for row in below}) == len(below)
    )


def joins_above(rows: Sequence[Row], top: int, values: set[int], width: int) -> bool:
    """Whether the row above the header is a part of it, such as names of groups of columns."""
    above, lower = rows[top - 1], rows[top]
    if len(above.cells) != width or any(
        is_typed(cell) and not _years([cell])
        for index, cell in enumerate(above.cells)
        if index in values
    ):
        return False
    names = [cell for cell in lower.cells if cell.strip()]
    needs = len(set(names)) < len(names) or not lower.cells[0].strip()
    opens = not above.cells[0].strip()
    if above.filled == 1:
        return opens and len(set(names)) < len(names)
    covers = sum(
        1 for up, low in zip(above.cells, lower.cells, strict=False) if up.strip() and low.strip()
    )
    return (opens or needs) and (opens or covers > 0 or not lower.cells[0].strip())


def joins_below(rows: Sequence[Row], end: int, values: set[int]) -> bool:
    """Whether a row under the header is a part of it: words (names, units) over values."""
    row, below = rows[end], len(rows) - end - 1
    if _splits_groups(rows[end - 1], row, rows[end + 1 :], values):
        return True
    over = {index for index in values if index < len(row.cells) and _is_name(row.cells[index])}
    known = {index for index, cell in enumerate(row.cells) if not is_unknown(cell)}
    if not over or over != (known & values) | over:
        return False
    if not any(is_words(row.cells[index]) for index in over):
        return False
    if len(over) * 2 >= len(values - {0}) and _are_units(row, over, rows[end + 1 :]):
        return below >= 2
    if not row.cells[0].strip() and 0 not in values:
        return below >= 2
    return 0 in over and below >= 3 and len(over) >= 2 and len(over) >= 0.8 * len(values)


def _are_units(row: Row, over: set[int], below: Sequence[Row]) -> bool:
    """Whether most cells over values are units, and the others say nothing of a record.

    They are blank or dashes; beside two units they may also be words that no record has (the
    names of types).
    """
    units = sum(_is_unit(row.cells[index]) for index in over)
    others = [i for i, cell in enumerate(row.cells) if i not in over and not is_unknown(cell)]
    if 2 * units <= len(over) or (others and units < 2):
        return False
    return not any(other.cells[i : i + 1] == [row.cells[i]] for other in below for i in others)


def _splits_groups(upper: Row, row: Row, below: Sequence[Row], values: set[int]) -> bool:
    """Whether the row has the names of columns in groups that the row above names.

    The upper row leaves gaps, or repeats a name, where the lower one has different names, and
    names come up in several groups.
    """
    cells, groups = [cell.strip() for cell in row.cells], _spread(upper, len(row.cells))
    pairs = list(zip(groups, cells, strict=True))
    if not all(cells) or not all(map(_is_name, cells)) or len(set(pairs)) < len(pairs):
        return False
    if len(set(cells)) == len(cells) or len(set(groups)) == len(groups) or not below:
        return False
    if values:
        return True
    seen = sum(other.cells[i : i + 1] == [cell] for other in below for i, cell in enumerate(cells))
    return seen == 0


def _spread(row: Row, width: int) -> list[str]:
    """Return the cells of a row, each in the place of the empty ones right of it."""
    groups: list[str] = []
    for cell in [*row.cells, *[""] * width][:width]:
        groups.append(cell.strip() or (groups[-1] if groups else ""))
    return groups


def _is_name(cell: str) -> bool:
    """Whether a cell may be a name; X is one beside others, though it marks gaps too."""
    return is_words(cell) or cell.strip() in ("X", "x")


def _is_unit(cell: str) -> bool:
    """Whether the cell is a unit of measure, plain, in brackets, or made of several: ``kg/m3``."""
    text = cell.strip()
    if BRACKETED.fullmatch(text):
        return True
    parts = [part for part in ONE_UNIT.split(text) if part]
    known = (part in UNITS or part in CURRENCY_MARKS or part == "%" for part in parts)
    return bool(parts) and (text in UNITS or all(known))
