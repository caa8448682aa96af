"""Read one sheet of a workbook: find its table, fill merged header cells, keep its types."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.tables.dialect import Row
from workbench.tables.held import load_arrow
from workbench.tables.mixed import column_of
from workbench.tables.number_formats import code_text
from workbench.tables.options import Task
from workbench.tables.overrides import choose_layout, layout_names, layout_summary
from workbench.tables.packed import check_archive
from workbench.tables.plain import Notes
from workbench.tables.records import Findings, records
from workbench.tables.sheet_cells import SheetCells, cell_name, scan_sheet
from workbench.tables.sheet_codes import shown_codes
from workbench.tables.sheet_notes import join_notes, lost_cells
from workbench.types import Json

if TYPE_CHECKING:
    import pyarrow as pa
    from python_calamine import CalamineSheet, CalamineWorkbook

__all__ = ["open_excel"]

Values = dict[int, list[Any]]


def open_excel(task: Task) -> Json:
    """Load one sheet; macros and formulas are not run, their last values are read.

    Numbers that their format shows as codes (``00000``) are text as shown.

    Raises
    ------
    InputError
        If the workbook needs a password or is damaged, the sheet is not there or empty, or its
        cells reach too far.
    """
    with _open(task) as book:
        name, sheets = _sheet_name(book, task), book.sheet_names
        cells = scan_sheet(task.path, name, task.options.max_cells) or SheetCells()
        _check_extent(cells, f"{task.name}: sheet {name!r}", task.options.max_cells)
        sheet = _sheet(book, name, task)
        values, rows = _rows(sheet, cells, shown_codes(task.path, name))
        if not any(row.filled for row in rows):
            raise InputError(f"{task.name}: sheet {name!r} is empty; {_listed(sheets)}")
        merged = getattr(sheet, "merged_cell_ranges", None) or []
    asked = task.options.text
    layout = choose_layout(_filled(rows, merged), asked)
    findings = Findings()
    wanted = (row for row in rows if row.line >= layout.first)
    selected = list(records(wanted, layout, findings, asked.footer))
    names = layout_names(layout, asked, f"{task.name}, sheet {name!r}")
    table, notes = _table(names.listed, selected, values)
    notes = join_notes(notes, lost_cells(names.listed, [row.line for row in selected], cells))
    load_arrow(task.connection, table)
    return {
        "sheet": name,
        "sheets": sheets,
        **names.note,
        **({"notes": notes} if notes else {}),
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
        check_archive(task.path, task.name, task.options.max_unpacked)
        return CalamineWorkbook.from_path(task.path)
    except PasswordError as error:
        raise InputError(locked) from error
    except (CalamineError, zipfile.BadZipFile, OSError) as error:
        raise InputError(
            f"{task.name}: this is not a readable workbook, or it is truncated; "
            "open it in Excel and save it again"
        ) from error


def _sheet_name(book: CalamineWorkbook, task: Task) -> str:
    names = book.sheet_names
    if not names:
        raise InputError(f"{task.name}: the workbook has no sheets")
    wanted = 0 if task.options.sheet is None else task.options.sheet
    if isinstance(wanted, int) and not -len(names) <= wanted < len(names):
        raise InputError(f"{task.name}: there is no sheet number {wanted}; {_listed(names)}")
    name = names[wanted] if isinstance(wanted, int) else wanted
    if name not in names:
        raise InputError(f"{task.name}: there is no sheet {name!r}; {_listed(names)}")
    return name


def _check_extent(cells: SheetCells, where: str, most: int) -> None:
    """Refuse a sheet that would fill the memory with empty cells, before its reader takes it."""
    area = cells.rows * cells.columns
    if area > most:
        last = cell_name(cells.rows, cells.columns - 1)
        raise InputError(
            f"{where} reaches to {last}, an area of {area:,} cells, of which {cells.filled:,} "
            f"hold something; at most {most:,} are read",
            f"delete the stray cells, or set {{max_cells={area}}} where the memory is large",
        )


def _sheet(book: CalamineWorkbook, name: str, task: Task) -> CalamineSheet:
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        raise InputError(f"{task.name}: sheet {name!r} cannot be read ({error})") from error


def _listed(names: Sequence[str]) -> str:
    return f"its sheets are {', '.join(map(repr, names))} (counted from 0)"


def _rows(
    sheet: CalamineSheet, cells: SheetCells, codes: Mapping[tuple[int, int], str]
) -> tuple[Values, list[Row]]:
    """Return the values by row number (counted from 1), and the same as text."""
    values: Values = {}
    for line, row in enumerate(sheet.to_python(skip_empty_area=False), 1):
        values[line] = [None if value == "" else value for value in row]
    for (line, column), format_ in cells.formats.items():
        value = values[line][column] if column < len(values.get(line, ())) else None
        if isinstance(value, float) and (code := code_text(format_, value)):
            values[line][column] = code
    for (line, column), code in codes.items():
        if column < len(values.get(line, ())) and isinstance(values[line][column], int | float):
            values[line][column] = code
    return values, [Row(line, [_text(value) for value in row]) for line, row in values.items()]


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


def _table(names: list[str], selected: list[Row], values: Values) -> tuple[pa.Table, Notes]:
    import pyarrow as pa

    lines = [values[row.line] for row in selected]
    columns, notes = [], {}
    for i, name in enumerate(names):
        cells = _whole([line[i] if i < len(line) else None for line in lines])
        column, note = column_of(_moments(cells))
        columns.append(column)
        if note:
            notes[name] = note
    return pa.table(columns, names=names), notes


def _moments(cells: list[Any]) -> list[Any]:
    """Return dates as midnights where the column has other times: Excel tells both apart by it."""
    if not any(isinstance(cell, datetime.datetime) for cell in cells):
        return cells
    return [
        datetime.datetime(cell.year, cell.month, cell.day) if type(cell) is datetime.date else cell
        for cell in cells
    ]


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
