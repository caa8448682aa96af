"""Say which cells of a sheet are missing because they hold an error or no computed value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workbench.lexicon.plurals import counted
from workbench.tables.plain import Notes
from workbench.tables.sheet_cells import SheetCells, cell_name

__all__ = ["join_notes", "lost_cells"]

SHOWN = 3


def lost_cells(names: Sequence[str], lines: Sequence[int], cells: SheetCells) -> Notes:
    """Return a note for each column in whose records an error or an uncomputed formula is.

    Parameters
    ----------
    names : sequence of str
        The columns, from the first of the sheet on.
    lines : sequence of int
        The rows of the records, counted from 1.
    cells : SheetCells
        What was found in the sheet.
    """
    if not cells.errors and not cells.unstored:
        return {}
    records = set(lines)
    notes = {}
    for column, name in enumerate(names):
        errors = sorted(p for p in cells.errors if p[1] == column and p[0] in records)
        unstored = sorted(p for p in cells.unstored if p[1] == column and p[0] in records)
        told = []
        if errors:
            kinds = Counter(cells.errors[place] for place in errors).most_common()
            listed = ", ".join(
                f"{kind} {count} times" if count > 1 else kind for kind, count in kinds
            )
            told.append(
                f"{counted(len(errors), 'cell')} with an error ({listed}) "
                f"{_are(errors)} missing: {_named(errors)}"
            )
        if unstored:
            told.append(
                f"{counted(len(unstored), 'formula')} without a stored value {_are(unstored)} "
                f"missing: {_named(unstored)}; open the workbook in Excel and save it"
            )
        if told:
            notes[name] = "; ".join(told)
    return notes


def join_notes(first: Notes, second: Notes) -> Notes:
    """Return the notes of both; those on one column are joined."""
    both = {name: f"{first[name]}; {note}" for name, note in second.items() if name in first}
    return first | second | both


def _are(places: Sequence[tuple[int, int]]) -> str:
    return "is" if len(places) == 1 else "are"


def _named(places: Sequence[tuple[int, int]]) -> str:
    listed = ", ".join(cell_name(row, column) for row, column in places[:SHOWN])
    return listed + (", ..." if len(places) > SHOWN else "")
