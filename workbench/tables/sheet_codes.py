"""Numbers that workbooks other than ``.xlsx`` show as codes: ``.xls`` and ``.ods``.

calamine gives 1234 for a cell that shows 01234.  An ``.xls`` file tells the number format, which
xlrd reads; an ``.ods`` file stores the text that is shown beside the number.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from xml.parsers import expat

from workbench.tables.number_formats import code_text, is_code_format

__all__ = ["shown_codes"]

Place = tuple[int, int]

OLE = b"\xd0\xcf\x11\xe0"
"""How ``.xls`` files begin."""
BLOCK = 1 << 18
_CODE = re.compile(r"[-+ ()/:]*0[-+ ()/:]*[0-9][0-9+ ()/:-]*")
"""What is shown of a code: digits with a zero in front, and signs between them."""


def shown_codes(path: Path, sheet: str) -> dict[Place, str]:
    """Return the codes of a sheet as shown, by row (from 1) and column (from 0).

    Empty where there are none, and where the file is of another make or cannot be read: whether
    it can, its reader says.

    Parameters
    ----------
    path : Path
        The workbook.
    sheet : str
        The name of the sheet.
    """
    with path.open("rb") as file:
        head = file.read(4)
    if head == OLE:
        return _of_xls(path, sheet)
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" not in archive.namelist():
                return {}
            reading = _Reading(sheet)
            parser = expat.ParserCreate()
            parser.buffer_text = True
            parser.StartElementHandler = reading.start
            parser.EndElementHandler = reading.end
            parser.CharacterDataHandler = reading.text
            with archive.open("content.xml") as file:
                while block := file.read(BLOCK):
                    parser.Parse(block)
            parser.Parse(b"", True)
            return reading.codes
    except (zipfile.BadZipFile, expat.ExpatError, ValueError):
        return {}


def _of_xls(path: Path, sheet: str) -> dict[Place, str]:
    import xlrd

    try:
        book = xlrd.open_workbook(path, formatting_info=True, on_demand=True, logfile=io.StringIO())
    except Exception:  # its parser raises nearly anything for what calamine may still read
        return {}
    with book:
        codes = {
            number: one.format_str
            for number, one in book.format_map.items()
            if is_code_format(one.format_str or "")
        }
        styles = {
            number: codes[style.format_key]
            for number, style in enumerate(book.xf_list)
            if style.format_key in codes
        }
        if not styles or sheet not in book.sheet_names():
            return {}
        try:
            cells = book.sheet_by_name(sheet)
        except Exception:  # as above: a sheet is parsed when it is asked for
            return {}
        found = {
            (row + 1, column): code_text(styles[cell.xf_index], cell.value)
            for row in range(cells.nrows)
            for column, cell in enumerate(cells.row(row))
            if cell.ctype == xlrd.XL_CELL_NUMBER and cell.xf_index in styles
        }
        return {place: text for place, text in found.items() if text is not None}


class _Reading:
    """Follows the elements of an ``.ods`` file: ``table``, ``table-row``, ``table-cell``, ``p``."""

    def __init__(self, sheet: str) -> None:
        self.codes: dict[Place, str] = {}
        self.sheet = sheet
        self.here = False
        self.row = self.rows = 0
        self.column = self.columns = 0
        self.number: str | None = None
        self.shown: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if name == "table":
            self.here = plain.get("name") == self.sheet
            self.row = 0
        elif name == "table-row":
            self.rows = int(plain.get("number-rows-repeated", 1))
            self.column = 0
        elif name in ("table-cell", "covered-table-cell"):
            self.columns = int(plain.get("number-columns-repeated", 1))
            self.number = plain.get("value") if plain.get("value-type") == "float" else None
            self.shown = ""

    def text(self, data: str) -> None:
        if self.shown is not None:
            self.shown += data

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "table-row":
            self.row += self.rows
        elif name in ("table-cell", "covered-table-cell"):
            if self.here and self.number is not None and self._is_code():
                self._keep()
            self.column += self.columns
            self.number = self.shown = None

    def _is_code(self) -> bool:
        shown = self.shown or ""
        if not _CODE.fullmatch(shown):
            return False
        digits = re.sub(r"\D", "", shown)
        return float(digits) == float(self.number or "nan")

    def _keep(self) -> None:
        # A repeat that goes on to the end of the sheet holds no values.
        for row in range(min(self.rows, MOST)):
            for column in range(min(self.columns, MOST)):
                self.codes[self.row + row + 1, self.column + column] = self.shown or ""


MOST = 10_000
"""Repeats of one cell that are followed: a cell that a person filled down has fewer."""
