"""Files for users: whole under their name or not there, with cells that no spreadsheet runs."""

from __future__ import annotations

import contextlib
import glob
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.tables.room import full_disk, is_full
from workbench.tables.scratch import is_running

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["escaped_formulas", "replacing", "safe_text", "write_table", "write_text"]

FORMULA = "^[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
"""What spreadsheets may run: OWASP, "CSV Injection"."""
PLAIN_NUMBER = r"^[+-]?(?:[0-9]+(?:[.,][0-9]+)*|[.,][0-9]+)(?:[eE][+-]?[0-9]+)?[ ]?%?$"
"""A signed number is a number to a spreadsheet too."""


@contextmanager
def replacing(path: str | Path) -> Iterator[Path]:
    """Give a file to write beside `path`, which takes its place once it is whole and on disk.

    A process that is killed, and a write that fails, leave an older file as it was.  Its
    permissions are kept; a link stays a link.  A path that is no file, such as ``/dev/stdout``, is
    written itself.

    Raises
    ------
    StoreError
        If the disk is full.
    InputError
        If the file cannot be written.
    """
    target = Path(path)
    try:
        target = target.resolve() if target.is_symlink() else target
        if target.exists() and not target.is_file() and not target.is_dir():
            yield target
            return
        if target.is_dir():
            raise InputError(f"{path}: this is a folder", "name a file")
        _remove_parts(target)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            yield part
            _keep_permissions(target, part)
            _sync(part)
            part.replace(target)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
    except Exception as error:
        if is_full(error):
            raise full_disk(str(path), "the file cannot be written") from error
        if isinstance(error, OSError):
            raise InputError(
                f"{path}: the file cannot be written ({error.strerror or error})",
                "choose a folder that exists and that you may write to",
            ) from error
        raise


def write_text(path: str | Path, text: str) -> None:
    """Write a text file; half of a surrogate pair becomes an escape.  See `replacing`."""
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8", errors="backslashreplace")


def write_table(table: pa.Table, path: str | Path, *, escape_formulas: bool = False) -> None:
    """Write a table as CSV or Parquet, as the name ends.  See `replacing`.

    Parameters
    ----------
    table : pyarrow.Table
        The rows.
    path : path
        Ends in ``.csv`` or ``.parquet``.
    escape_formulas : bool
        In CSV, write an apostrophe before text that a spreadsheet would run as a formula; see
        `escaped_formulas`.

    Raises
    ------
    InputError
        If the name ends otherwise, or the file cannot be written.
    StoreError
        If the disk is full.
    """
    ending = Path(path).suffix.lower()
    if ending not in (".csv", ".parquet"):
        raise InputError(f"{path}: give a file name that ends in .csv or .parquet")
    with replacing(path) as part:
        if ending == ".csv":
            from pyarrow import csv

            csv.write_csv(escaped_formulas(table) if escape_formulas else table, part)
        else:
            from pyarrow import parquet

            parquet.write_table(table, part)


def escaped_formulas(table: pa.Table) -> pa.Table:
    """Return the table with an apostrophe before names and text that begin as a formula does.

    These begin with ``=``, ``+``, ``-``, ``@``, a tab or a line break, wide forms included.
    Numbers, and text that is a number such as ``-5``, stay as they are.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = []
    for column in table.columns:
        type_ = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
        if pa.types.is_string(type_) or pa.types.is_large_string(type_):
            text = column.cast(type_)
            runs = pc.and_(
                pc.match_substring_regex(text, FORMULA),
                pc.invert(pc.match_substring_regex(text, PLAIN_NUMBER)),
            )
            marked = pc.binary_join_element_wise(pa.scalar("'", type_), text, pa.scalar("", type_))
            column = pc.if_else(runs, marked, text)
        columns.append(column)
    return pa.table(columns, names=[safe_text(name) for name in table.column_names])


def safe_text(text: str) -> str:
    """Return one text as `escaped_formulas` writes it."""
    runs = re.search(FORMULA, text) and not re.fullmatch(PLAIN_NUMBER, text)
    return f"'{text}" if runs else text


def _remove_parts(target: Path) -> None:
    """Remove what killed processes left of earlier writes of the same file."""
    for left in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        number = left.name.split(".")[-2]
        if number.isdecimal() and int(number) != os.getpid() and not is_running(int(number)):
            with contextlib.suppress(OSError):
                left.unlink()


def _keep_permissions(target: Path, part: Path) -> None:
    if target.exists():
        os.chmod(part, target.stat().st_mode & 0o7777)


def _sync(part: Path) -> None:
    handle = os.open(part, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
