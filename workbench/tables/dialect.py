"""Find delimiter, quote and escape of a delimited text on its first lines."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from workbench.errors import InputError
from workbench.tables.cells import is_typed

__all__ = ["MAX_LINE", "Dialect", "Row", "UnclosedQuoteError", "find_dialect", "read_rows"]

MAX_LINE = 20_000_000
SAMPLE = 32_000
COMMON = (",", ";", "\t", "|")
RARE = (":", "^", "~", "\x01", "\x1f", "\x1e", "§", "¦", "*", "&", "!", "#", "@")
UNUSUAL = ("^", "~", "\x01", "\x1f", "\x1e", "\xa7", "\xa6")
"""Of the rare delimiters those that texts hardly hold otherwise."""
COMMENTS = re.compile(r"\s*(#[^\r\n]*[\r\n]+)+(?=[^#])")
"""Lines that begin with # above the table; they are not written in its dialect."""
NOWHERE = "\x1f"


class UnclosedQuoteError(InputError):
    """A quote is opened and never closed."""


@dataclass(frozen=True)
class Dialect:
    """How a text is split into cells; `escape` is empty where a quote is doubled instead."""

    delimiter: str
    quote: str
    escape: str = ""
    space: bool = False
    """Whether a blank after the delimiter belongs to it (it stands before quotes)."""


@dataclass(frozen=True)
class Row:
    """One record: the line it begins on (counted from 1) and its cells."""

    line: int
    cells: list[str]

    @property
    def filled(self) -> int:
        """How many cells hold anything but blanks."""
        return sum(1 for cell in self.cells if cell.strip())


class _Lines:
    """Count lines while a csv reader draws them, and leave out comment lines."""

    def __init__(self, lines: Iterable[str], comment: str) -> None:
        self.lines, self.comment = iter(lines), comment
        self.drawn = 0
        self.first = 0
        self.record: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        while True:
            line = next(self.lines)
            self.drawn += 1
            if self.comment and not self.first and line.lstrip().startswith(self.comment):
                continue
            if not self.first:
                self.first, self.record = self.drawn, []
            self.record.append(line)
            return line


def read_rows(lines: Iterable[str], dialect: Dialect, comment: str = "") -> Iterator[Row]:
    """Split `lines` (line ends kept) into rows; an empty line is a row without cells.

    Raises
    ------
    InputError
        If a cell is longer than 20 million characters; the error names the line.
    """
    with _long_cells():
        yield from _rows(lines, dialect, comment)


_limits: list[int] = []
_limit_lock = threading.Lock()


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let `csv` read long cells; the limit, which all code shares, is put back in the end."""
    with _limit_lock:
        _limits.append(csv.field_size_limit(MAX_LINE))
    try:
        yield
    finally:
        with _limit_lock:
            before = _limits.pop()
            if not _limits:
                csv.field_size_limit(before)


def _rows(lines: Iterable[str], dialect: Dialect, comment: str) -> Iterator[Row]:
    feed = _Lines(lines, comment)
    reader = _reader(feed, dialect)
    while True:
        feed.first = 0
        try:
            cells = next(reader)
        except StopIteration:
            _check_closed(feed, dialect)
            return
        except csv.Error as error:
            raise InputError(
                f"line {feed.first}: a cell is longer than {MAX_LINE // 1_000_000} MB; keep such "
                "content in files of its own, or, if a quote is never closed, give quote=''"
            ) from error
        yield Row(feed.first, cells)


def _reader(lines: Iterable[str], dialect: Dialect, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(
        lines,
        delimiter=dialect.delimiter or NOWHERE,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
        doublequote=True,
        skipinitialspace=dialect.space,
        strict=strict,
    )


def _check_closed(feed: _Lines, dialect: Dialect) -> None:
    """Refuse a last record whose quote is never closed: it has swallowed the rest of the file."""
    if not feed.record or not dialect.quote:
        return
    try:
        list(_reader(feed.record, dialect, strict=True))
    except csv.Error as error:
        if "unexpected end" not in str(error):
            return
        first = feed.drawn - len(feed.record) + 1
        raise UnclosedQuoteError(
            f"line {first}: a quote ({dialect.quote}) is opened and never closed; "
            "mend that line, or give quote=''"
        ) from error


def find_dialect(
    plain: Path, sample: str, delimiter: str | None, quote: str | None, escape: str | None
) -> Dialect:
    """Return the dialect of the text; what is given is kept.

    CleverCSV's measure (van den Burg et al. 2019: do rows agree in width, do cells look like
    values) decides on the first 32,000 characters; where it finds no table, DuckDB's sniffer
    and then the first line do.
    """
    text = COMMENTS.sub("", sample[:SAMPLE], count=1) or sample[:SAMPLE]
    clever = _clever(text)
    result = delimiter or _delimiter(plain, text, clever)
    mark = quote if quote is not None else (clever.quote if clever else "") or '"'
    slash = clever.escape if clever and clever.escape == "\\" and mark else ""
    # Columns lined up by blanks: a run of them is one delimiter.
    lined_up = result == " " and 3 * text.count("  ") > text.count(" ")
    before_quotes = result != " " and bool(mark) and f"{result} {mark}" in text
    before_cells = len(re.findall(re.escape(result) + rf"(?![\r\n{re.escape(result)}])", text))
    mostly = 10 * text.count(f"{result} ") > 9 * before_cells
    space = lined_up or (before_quotes and (mostly or not _regular(text, Dialect(result, mark))))
    return Dialect(result, mark, slash if escape is None else escape, space)


def _clever(text: str) -> Dialect | None:
    import clevercsv

    try:
        result = clevercsv.Detector().detect(text)
    except (clevercsv.Error, ValueError, IndexError, TypeError):
        return None
    if result is None:
        return None
    return Dialect(result.delimiter or "", result.quotechar or "", result.escapechar or "")


def _delimiter(plain: Path, text: str, clever: Dialect | None) -> str:
    if clever and clever.delimiter in COMMON:
        return clever.delimiter
    sniffed = _sniff(plain)
    if sniffed in COMMON and _regular(text, Dialect(sniffed, '"')):
        return sniffed
    if clever and clever.delimiter in (*RARE, " ") and _values(text, clever):
        return clever.delimiter
    for sign in (*COMMON, *UNUSUAL):
        # A preamble or notes of one cell each may surround the table.
        if _regular(text, Dialect(sign, '"'), alone=True):
            return sign
    first = text.split("\n", 1)[0]
    best = max(COMMON, key=first.count)
    # Ragged lines make every measure see one wide column; then the header decides, and reading
    # names the line at fault.
    return best if best in first or sniffed not in COMMON else sniffed


def _sniff(plain: Path) -> str:
    file = str(plain).replace("'", "''")
    try:
        with duckdb.connect() as connection:
            row = connection.execute(
                f"SELECT Delimiter FROM sniff_csv('{file}', all_varchar=true, "
                f"max_line_size={MAX_LINE})"
            ).fetchone()
    except duckdb.Error:
        return ""
    return str(row[0]) if row else ""


def _sampled(text: str, dialect: Dialect) -> list[Row]:
    lines = list(io.StringIO(text, newline=""))
    rows = []
    # The sample may end within a cell, or a sign tried as quote may be none.
    with contextlib.suppress(UnclosedQuoteError):
        for row in read_rows(lines[:-1] if len(lines) > 2 else lines, dialect):
            rows.append(row)
    return [row for row in rows if row.cells]


def _regular(text: str, dialect: Dialect, *, alone: bool = False) -> bool:
    """Whether all but 1 in 20 rows have the same width, of two or more.

    With `alone`, up to half of the rows may have one cell only, and the rest must agree.
    """
    widths = Counter(len(row.cells) for row in _sampled(text, dialect))
    if alone and 2 * widths[1] <= widths.total():
        del widths[1]
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return width > 1 and count * 20 >= 19 * widths.total()


def _values(text: str, dialect: Dialect) -> bool:
    """Whether a rare delimiter gives a regular table in which half of the cells are values."""
    sign = dialect.delimiter
    cells = [cell for row in _sampled(text, dialect)[1:] for cell in row.cells if cell]
    quotes = dialect.quote and text.count(sign + dialect.quote) >= 3
    return _regular(text, dialect) and (
        sign not in (" ", ":", "*", "&", "!", "#", "@")
        or bool(quotes and any(sign in cell for cell in cells))
        or (bool(cells) and 2 * sum(map(is_typed, cells)) >= len(cells))
    )
