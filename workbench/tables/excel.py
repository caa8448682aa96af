"""Read one sheet of a workbook: find its table, fill merged header cells, keep its types."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.tables.dialect import Row
from workbench.tables.objects import load_arrow, plain_types, to_column
from workbench.tables.options import Task
from workbench.tables.overrides import choose_layout, layout_names, layout_summary
from workbench.tables.records import Findings, records
from workbench.types import Json

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["open_excel"]

Values = dict[int, list[Any]]


def open_excel(task: Task) -> Json:
    """Load one sheet; macros and formulas are not run, their last values are read.

    Raises
    ------
    InputError
        If the workbook needs a password or is damaged, or the sheet is not there or empty.
    """
    with _open(task) as book:
        sheet = _sheet(book, task)
        name, sheets = sheet.name, book.sheet_names
        values, rows = _rows(sheet)
        if not any(row.filled for row in rows):
            raise InputError(f"{task.name}: sheet {name!r} is empty; {_listed(sheets)}")
        merged = getattr(sheet, "merged_cell_ranges", None) or []
    asked = task.options.text
    layout = choose_layout(_filled(rows, merged), asked)
    findings = Findings()
    wanted = (row for row in rows if row.line >= layout.first)
    selected = list(records(wanted, layout, findings, asked.footer))
    names = layout_names(layout, asked, f"{task.name}, sheet {name!r}")
    load_arrow(task.connection, _table(names.listed, selected, values))
    return {
        "sheet": name,
        "sheets": sheets,
        **names.note,
        **layout_summary(layout),
        **findings.to_dict(),
    }


def _open(task: Task) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    locked = f"{task.name}: the workbook needs a password; save a copy without one in Excel"
    with task.path.open("rb") as file:
        head = file.read(1 << 20)
    if head.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in head:
        raise InputError(locked)
    try:
        return CalamineWorkbook.from_path(task.path)
    except PasswordError as error:
        raise InputError(locked) from error
    except (CalamineError, OSError) as error:
        raise InputError(
            f"{task.name}: this is not a readable workbook, or it is truncated; "
            "open it in Excel and save it again"
        ) from error


def _sheet(book: CalamineWorkbook, task: Task) -> CalamineSheet:
    from python_calamine import CalamineError

    names = book.sheet_names
    if not names:
        raise InputError(f"{task.name}: the workbook has no sheets")
    wanted = 0 if task.options.sheet is None else task.options.sheet
    if isinstance(wanted, int) and not -len(names) <= wanted < len(names):
        raise InputError(f"{task.name}: there is no sheet number {wanted}; {_listed(names)}")
    name = names[wanted] if isinstance(wanted, int) else wanted
    if name not in names:
        raise InputError(f"{task.name}: there is no sheet {name!r}; {_listed(names)}")
    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise InputError(f"{task.name}: sheet {name!r} cannot be read ({error})") from error


def _listed(names: Sequence[str]) -> str:
    return f"its sheets are {', '.join(map(repr, names))} (counted from 0)"


def _rows(sheet: CalamineSheet) -> tuple[Values, list[Row]]:
    """Return the values by row number (counted from 1), and the same as text."""
    values: Values = {}
    rows = []
    for line, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        values[line] = [None if value == "" else value for value in row]
        rows.append(Row(line, [_text(value) for value in values[line]]))
    return values, rows


def _text(value: Any) -> str:
    """Return a value as a person would read it: whole numbers without ``.0``."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ")
    return str(value)


def _filled(
    rows: list[Row], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> list[Row]:
    """Give each cell of a merged range the text of its first cell, as far as names are sought."""
    grid = {row.line: list(row.cells) for row in rows}
    for (top, left), (bottom, right) in merged:
        cells = grid.get(top + 1, [])
        if (
            (top == bottom or right == left)
            and left < len(cells)
            and not (left == 0 and right == len(cells) - 1)
        ):
            last = min(right, len(cells) - 1)
            cells[left : last + 1] = [cells[left]] * (last + 1 - left)
    return [Row(row.line, grid[row.line]) for row in rows]


def _table(names: list[str], selected: list[Row], values: Values) -> Any:
    import pyarrow as pa

    lines = [values[row.line] for row in selected]
    columns = ([line[i] if i < len(line) else None for line in lines] for i in range(len(names)))
    return plain_types(pa.table([to_column(_whole(cells)) for cells in columns], names=names))


def _whole(cells: list[Any]) -> list[Any]:
    """Excel keeps all numbers as floats: return whole ones as integers where all are whole."""
    numbers = [cell for cell in cells if isinstance(cell, float)]
    whole = all(cell.is_integer() and abs(cell) < 2**53 for cell in numbers)
    mixed = len(numbers) < sum(cell is not None for cell in cells)
    if not numbers or not (whole or mixed):
        return cells
    return [
        int(cell) if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53 else cell
        for cell in cells
    ]
