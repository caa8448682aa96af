"""Open Parquet files where they lie: a file, a folder of files, a pattern."""

from __future__ import annotations

import glob
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from workbench.errors import InputError
from workbench.tables.engine import new_connection
from workbench.tables.held import load_arrow
from workbench.tables.names import Names, distinct_names
from workbench.tables.options import Task
from workbench.tables.parquet_types import make_data, needs_arrow
from workbench.tables.plain import Notes, plain_table
from workbench.tables.quoting import quoted
from workbench.tables.relation import Relation
from workbench.types import Json, Source

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["open_parquet", "read_folder", "read_pattern"]

ENDINGS = (".parquet", ".pq")


def open_parquet(task: Task) -> Json:
    """Make ``data`` a view of the file, which is read only as far as a query needs it.

    Raises
    ------
    InputError
        If the file is no Parquet file or was cut short.
    """
    schema = _schema(task.path, task.name)
    names = distinct_names(schema.names, task.name)
    notes = _open(task.connection, [task.path], schema, names, task.name)
    return {**names.note, **({"notes": notes} if notes else {})}


def read_folder(path: Path, name: str) -> Relation:
    """Read all Parquet files in a folder and the folders in it, in the order of their names.

    Raises
    ------
    InputError
        If there is none, or their columns differ.
    """
    files = sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] not in "._")
    other = [file for file in files if file.suffix.lower() not in (*ENDINGS, ".crc")]
    files = [file for file in files if file.suffix.lower() in ENDINGS]
    if not files or other:
        what = f"which holds {other[0].name} too" if files else "without Parquet files"
        raise InputError(
            f"{name}: this is a folder {what}; name a file in it, or a pattern such as "
            f"{path / '*.parquet'}"
        )
    return _read_many(files, name, hive=any("=" in part.name for part in path.iterdir()))


def read_pattern(path: Path, name: str) -> Relation:
    """Read all Parquet files whose paths fit a pattern, in the order of their names.

    Raises
    ------
    InputError
        If there is none, one is of another kind, or their columns differ.
    """
    files = sorted(Path(file) for file in glob.glob(str(path), recursive=True))
    if not files:
        raise InputError(f"{name}: no file fits this pattern; there is no such file either")
    other = [file for file in files if file.suffix.lower() not in ENDINGS]
    if other:
        raise InputError(
            f"{name}: {other[0].name} is not a Parquet file; only Parquet files can be "
            "read by a pattern, read these one by one"
        )
    return _read_many(files, name, hive=False)


def _read_many(files: Sequence[Path], name: str, *, hive: bool) -> Relation:
    schema = _schema(files[0], str(files[0]))
    first = schema.names
    distinct = distinct_names(first, name)
    sink = hashlib.sha256()
    for file in files:
        names = _schema(file, str(file)).names
        if names != first:
            odd = sorted(set(names) ^ set(first)) or ["their order"]
            raise InputError(
                f"{name}: the columns of {file.name} differ from those of {files[0].name} "
                f"({', '.join(odd[:5])}); read them one by one"
            )
        with file.open("rb") as content:
            sink.update(hashlib.file_digest(content, "sha256").digest())
    connection = new_connection()
    try:
        notes = _open(connection, files, schema, distinct, name, hive=hive)
    except duckdb.Error as error:
        why = str(error).strip().splitlines()[0]
        raise InputError(f"{name}: the files cannot be read as one table: {why}") from error
    options: Json = {
        "files": len(files),
        **distinct.note,
        **({"notes": notes} if notes else {}),
    }
    return Relation(connection, Source(name, "parquet", sink.hexdigest(), options))


def _open(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    schema: pa.Schema,
    names: Names,
    name: str,
    *,
    hive: bool = False,
) -> Notes:
    import pyarrow as pa

    foreign = [field for field in schema if needs_arrow(field)]
    if foreign and hive:
        raise InputError(
            f"{name}: column {foreign[0].name!r} is of type {foreign[0].type}, which is not read "
            "from a folder of partitions",
            "read the files one by one, or turn the column into text or numbers first",
        )
    if foreign:
        return _load(connection, files, names, name)
    listed = ", ".join(f"'{_no_glob(str(file).replace(chr(39), chr(39) * 2))}'" for file in files)
    reading = f"read_parquet([{listed}], hive_partitioning={hive})"
    if names.renamed:
        columns = ", ".join(map(quoted, names.listed))
        reading = f"(SELECT * FROM {reading} AS t({columns}))"
        fields = zip(schema, names.listed, strict=True)
        schema = pa.schema([field.with_name(new) for field, new in fields])
    return make_data(connection, reading, schema)


def _load(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Path], names: Names, name: str
) -> Notes:
    """Load files whose types only Arrow reads; they take their place in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = [pq.ParquetFile(file).read() for file in files]
    whole = pa.concat_tables(tables).rename_columns(names.listed)
    table, notes = plain_table(whole, name)
    load_arrow(connection, table)
    return notes


def _schema(path: Path, name: str) -> pa.Schema:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            return file.schema_arrow
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(
            f"{name}: this is not a readable Parquet file, or it is truncated; fetch it again"
        ) from error


def _no_glob(path: str) -> str:
    """Keep DuckDB from reading ``*``, ``?`` and ``[`` in a file's name as a pattern."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)
