"""Read a file by its ending: one reader a kind."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import duckdb

from workbench.errors import InputError, WorkbenchError
from workbench.tables import arrow, excel, json, parquet
from workbench.tables.csv import open_csv
from workbench.tables.engine import new_connection
from workbench.tables.options import Options, Reader, Task
from workbench.tables.packed import PACKED, unpack
from workbench.tables.relation import Relation
from workbench.tables.room import full_disk, is_full
from workbench.tables.scratch import scratch_folder
from workbench.types import Source

__all__ = ["KINDS", "read_file"]

BIG = 64 << 20
BIG_MEMORY = "512MB"


KINDS: dict[str, tuple[str, Reader]] = {
    ".csv": ("csv", open_csv),
    ".tsv": ("csv", open_csv),
    ".txt": ("csv", open_csv),
    ".tab": ("csv", open_csv),
    ".parquet": ("parquet", parquet.open_parquet),
    ".pq": ("parquet", parquet.open_parquet),
    ".json": ("json", json.open_json),
    ".jsonl": ("json", json.open_json),
    ".ndjson": ("json", json.open_json),
    ".xlsx": ("excel", excel.open_excel),
    ".xlsm": ("excel", excel.open_excel),
    ".xls": ("excel", excel.open_excel),
    ".ods": ("excel", excel.open_excel),
    ".arrow": ("arrow", arrow.open_arrow),
    ".feather": ("arrow", arrow.open_arrow),
    ".ipc": ("arrow", arrow.open_arrow),
}
"""The kinds of file by ending, each with its reader."""


def read_file(path: Path, options: Options, name: str | None = None) -> Relation:
    """Read the file, folder or pattern at `path`.

    Parameters
    ----------
    path : Path
        Where it is.
    options : Options
        What is given rather than guessed.
    name : str, optional
        What to call it instead of `path`.

    Raises
    ------
    InputError
        If there is no such file, or it cannot be read; one sentence that names it.
    """
    name = name or str(path)
    if not path.exists() and any(sign in path.name for sign in "*?["):
        return parquet.read_pattern(path, name)
    if not path.exists():
        raise InputError(
            f"{name}: there is no such file; check the path (it is taken from {Path.cwd()})"
        )
    if path.is_dir():
        return parquet.read_folder(path, name)
    try:
        if path.stat().st_size == 0:
            raise InputError(f"{name}: the file is empty (0 bytes)")
        with path.open("rb") as file:
            fingerprint = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{name}: the file cannot be read ({error.strerror})") from error
    return _read_one(path, options, name, fingerprint)


def _read_one(path: Path, options: Options, name: str, fingerprint: str) -> Relation:
    folder = scratch_folder("table")
    try:
        packed = path.suffix.lower() in PACKED
        file = unpack(path, folder, name, options.max_unpacked) if packed else path
        kind, reader = _kind(file, name)
        connection = _connect(file, kind, folder)
        result = reader(Task(file, name, folder, connection, options))
        if packed and kind != "parquet":
            file.unlink(missing_ok=True)
        return Relation(connection, Source(name, kind, fingerprint, result), folder)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, Exception) and is_full(error):
            raise full_disk(name) from error
        if isinstance(error, WorkbenchError) or not isinstance(error, duckdb.Error | OSError):
            raise
        first = str(error).strip().splitlines()[0]
        raise InputError(f"{name}: the file cannot be read: {first}") from error


def _kind(file: Path, name: str) -> tuple[str, Reader]:
    result = KINDS.get(file.suffix.lower())
    if result is None:
        raise InputError(
            f"{name}: files of this kind are not read yet; known endings are "
            f"{', '.join(KINDS)}, each also packed as {', '.join(PACKED)}"
        )
    return result


def _connect(file: Path, kind: str, folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a database in memory, or for a big file one on disk that holds little in memory."""
    if kind == "parquet" or file.stat().st_size < BIG:
        connection = new_connection()
    else:
        connection = new_connection(str(folder / "table.duckdb"))
        connection.execute(f"SET memory_limit='{BIG_MEMORY}'")
    return connection
