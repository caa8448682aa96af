"""What calamine does not tell of a sheet: number formats, errors, formulas without a value, extent.

The sheet's XML is read as a stream, so that a sheet whose last cell is far away takes no memory.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.parsers import expat

from workbench.tables.number_formats import is_code_format

__all__ = ["SheetCells", "cell_name", "scan_sheet"]

BLOCK = 1 << 18


@dataclass
class SheetCells:
    """Cells of a sheet that are special, by row (from 1) and column (from 0).

    Attributes
    ----------
    rows, columns : int
        How far the cells reach that hold something.
    filled : int
        How many these are; 0 where they were not counted.
    formats : dict
        The number format of each number that is shown as a code.
    errors : dict
        The error, such as ``#N/A``, that a cell holds.
    unstored : set
        Formulas whose value was not stored.
    """

    rows: int = 0
    columns: int = 0
    filled: int = 0
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unstored: set[tuple[int, int]] = field(default_factory=set)


def scan_sheet(path: Path, sheet: str, large: int) -> SheetCells | None:
    """Return the special cells of a sheet of an ``.xlsx`` or ``.xlsm`` workbook.

    None where the file is of another make; whether it can be read, its reader says.

    Parameters
    ----------
    path : Path
        The workbook.
    sheet : str
        The name of the sheet.
    large : int
        An area, in cells, from which on it is counted how many cells hold something.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, sheet)
            if member is None:
                return None
            codes = _code_formats(archive)
            quick = None if codes else _look(archive, member)
            if quick is not None and quick.rows * quick.columns < large:
                return quick
            return _scan(archive, member, codes)
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError, expat.ExpatError, ValueError):
        return None


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, such as ``B3``."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _member(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Return the member of the archive that holds a sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    wanted = next((one for one in _all(book, "sheet") if one.get("name") == sheet), None)
    if wanted is None:
        return None
    number = next(value for key, value in wanted.attrib.items() if key.endswith("}id"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(one.get("Target", "") for one in links if one.get("Id") == number)
    return target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)


def _code_formats(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the number formats of codes by the style that a cell names."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {
        one.get("numFmtId"): one.get("formatCode", "")
        for one in _all(styles, "numFmt")
        if is_code_format(one.get("formatCode", ""))
    }
    formats = next(_all(styles, "cellXfs"), ())
    return {
        str(i): codes[one.get("numFmtId")]
        for i, one in enumerate(formats)
        if one.get("numFmtId") in codes
    }


def _all(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == name)


_SPECIAL = re.compile(rb't="e"|<(?:\w+:)?f[ />]')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]+)"')
_LONGEST = 64
"""More bytes than what is searched for has: a match may lie across two blocks."""


def _look(archive: zipfile.ZipFile, member: str) -> SheetCells | None:
    """Return how far a sheet without special cells reaches; None where it may have such.

    It searches the bytes, which takes a tenth of the time of following the elements.
    """
    columns: set[bytes] = set()
    rows, rest = 0, b""
    with archive.open(member) as file:
        while block := file.read(BLOCK):
            block = rest + block
            if _SPECIAL.search(block):
                return None
            places = _PLACE.findall(block)
            columns.update(letters for letters, _ in places)
            rows = max(rows, int(places[-1][1])) if places else rows
            rest = block[-_LONGEST:]
    if not columns:
        return None
    return SheetCells(rows, 1 + max(_column(letters.decode()) for letters in columns))


def _scan(archive: zipfile.ZipFile, member: str, codes: dict[str, str]) -> SheetCells:
    reading = _Reading(codes)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    with archive.open(member) as file:
        while block := file.read(BLOCK):
            parser.Parse(block)
    parser.Parse(b"", True)
    return reading.cells


class _Reading:
    """Follows the elements of a sheet: ``row``, in it ``c``, in it ``f``, ``v`` and ``is``."""

    def __init__(self, codes: dict[str, str]) -> None:
        self.cells = SheetCells()
        self.codes = codes
        self.row = 0
        self.column = -1
        self.cell: dict[str, str] = {}
        self.value: str | None = None
        self.formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self.cell, self.value, self.formula = attributes, None, False
            self.column += 1
            if place := attributes.get("r"):
                self.column = _column(place)
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = -1
        elif name in ("v", "is"):
            self.value = ""
        elif name == "f":
            self.formula = True

    def text(self, data: str) -> None:
        if self.value is not None:
            self.value += data

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] != "c":
            return
        cells, kind, value = self.cells, self.cell.get("t", "n"), self.value
        place = (self.row, self.column)
        if self.formula and not value and kind != "str":
            cells.unstored.add(place)
        elif kind == "e":
            cells.errors[place] = value or "#?"
        if value:
            cells.filled += 1
            cells.rows = max(cells.rows, self.row)
            cells.columns = max(cells.columns, self.column + 1)
            style = self.cell.get("s")
            if kind == "n" and style in self.codes:
                cells.formats[place] = self.codes[style]
        self.value = None


_LETTERS = re.compile("[A-Z]+")


def _column(place: str) -> int:
    """Return the number, from 0, of the column that a cell's name such as ``B3`` tells."""
    found = _LETTERS.match(place)
    number = 0
    for letter in found[0] if found else "A":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
