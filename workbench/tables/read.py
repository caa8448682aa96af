"""Read a source of any supported kind into a `Relation`."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from workbench.errors import InputError, WorkbenchError
from workbench.tables.csv import open_csv
from workbench.tables.relation import Relation
from workbench.types import Json, Source

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["as_pandas", "check_names", "read_table"]

CSV_ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")
PARQUET_ENDINGS = (".parquet", ".pq")


def read_table(
    source: Any,
    *,
    delimiter: str | None = None,
    encoding: str = "utf-8",
    header: bool = True,
    all_text: bool = False,
) -> Relation:
    """Read `source` into one relation.

    Parameters
    ----------
    source : path, pandas.DataFrame, polars.DataFrame, pyarrow.Table, DuckDB relation or Relation
        The table.  A path ends in ``.csv``, ``.tsv``, ``.txt`` (also ``.gz``) or ``.parquet``.
    delimiter : str, optional
        The field separator of a text file; found out where it is not given.
    encoding : str
        The encoding of a text file.
    header : bool
        Whether the first line of a text file holds the column names.
    all_text : bool
        Keep every column of a text file as text.  Otherwise a column whose every value is written
        as a plain number or ISO date becomes one; codes with leading zeros stay text.

    Returns
    -------
    Relation
        With the rows in order.  ``source.options`` tells what was guessed.

    Raises
    ------
    InputError
        If the file is missing, empty, of another kind or damaged, if column names are given
        twice, or if the object is no table.
    """
    if isinstance(source, Relation):
        return source
    if isinstance(source, str | Path):
        return _read_path(
            Path(source),
            {"delimiter": delimiter, "encoding": encoding, "header": header, "all_text": all_text},
        )
    return _read_object(source)


def as_pandas(source: Any, name: str = "table") -> pd.DataFrame:
    """Return any supported table as a pandas frame; a pandas frame is returned as it is.

    Parameters
    ----------
    source : table or path
        As for `read_table`.
    name : str
        What the table is called in errors.
    """
    import pandas as pd

    if isinstance(source, pd.DataFrame):
        check_names(source.columns, name)
        return source
    return read_table(source).to_pandas()


def check_names(names: Iterable[object], where: str) -> None:
    """Refuse column names that are no text, empty, or given twice.

    Raises
    ------
    InputError
        Naming the columns and what to do.
    """
    listed = list(names)
    if not listed:
        raise InputError(f"{where}: the table has no columns")
    for place, name in enumerate(listed, 1):
        if not isinstance(name, str):
            raise InputError(
                f"{where}: the name of column {place} is {name!r}, not text; "
                "rename the columns, in pandas: df.columns = df.columns.map(str)"
            )
        if not name.strip():
            raise InputError(f"{where}: column {place} has no name; give it one")
        if "\x00" in name:
            raise InputError(
                f"{where}: the name of column {place} holds a NUL character; rename it"
            )
    twice = [name for name, count in Counter(listed).items() if count > 1]
    if twice:
        places = [place for place, name in enumerate(listed, 1) if name == twice[0]]
        raise InputError(
            f"{where}: the column name {twice[0]!r} is given {len(places)} times "
            f"(columns {', '.join(map(str, places))}); rename all but one"
        )
    folded = Counter(str(name).casefold() for name in listed)
    alike = [name for name in listed if folded[str(name).casefold()] > 1]
    if alike:
        raise InputError(
            f"{where}: the column names {alike[0]!r} and {alike[1]!r} differ by upper and lower "
            "case only, which SQL engines cannot tell apart; rename one"
        )


def _read_path(path: Path, options: dict[str, Any]) -> Relation:
    if not path.exists():
        raise InputError(
            f"{path}: there is no such file; check the path (it is taken from {Path.cwd()})"
        )
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; name a file in it")
    try:
        size = path.stat().st_size
        if size == 0:
            raise InputError(f"{path}: the file is empty (0 bytes)")
        fingerprint = _file_digest(path)
    except OSError as error:
        raise InputError(f"{path}: the file cannot be read ({error.strerror})") from error
    lower = path.name.lower()
    guessed: Json = {}
    try:
        if lower.endswith(PARQUET_ENDINGS):
            connection, kind = _open_parquet(path), "parquet"
        elif lower.endswith(CSV_ENDINGS):
            connection, guessed = open_csv(path, check_names=check_names, **options)
            kind = "csv"
        else:
            raise InputError(
                f"{path}: files of this kind are not read yet; "
                f"known endings are {', '.join((*CSV_ENDINGS, *PARQUET_ENDINGS))}"
            )
        return Relation(connection, Source(str(path), kind, fingerprint, guessed))
    except WorkbenchError:
        raise
    except duckdb.Error as error:
        first = str(error).strip().splitlines()[0]
        raise InputError(f"{path}: the file cannot be read: {first}") from error


def _open_parquet(path: Path) -> duckdb.DuckDBPyConnection:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = pq.ParquetFile(path).schema_arrow.names
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(
            f"{path}: this is no readable Parquet file, or it was cut short"
        ) from error
    check_names(names, str(path))
    connection = duckdb.connect()
    file = str(path).replace("'", "''")
    connection.execute(f"CREATE VIEW data AS SELECT * FROM read_parquet('{_no_glob(file)}')")
    return connection


def _no_glob(path: str) -> str:
    """Keep DuckDB from reading ``*``, ``?`` and ``[`` in a file's name as a pattern."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in path)


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_object(source: Any) -> Relation:
    kind, table = _to_arrow(source)
    check_names(table.column_names, f"the {kind} table")
    table = _plain_types(table)
    connection = duckdb.connect()
    connection.register("arrived", table)
    connection.execute("CREATE TABLE data AS SELECT * FROM arrived")
    connection.unregister("arrived")
    fingerprint = _arrow_digest(table)
    return Relation(connection, Source(f"memory:{kind}", kind, fingerprint))


def _to_arrow(source: Any) -> tuple[str, pa.Table]:
    import pyarrow as pa

    module = type(source).__module__.split(".")[0]
    name = type(source).__name__
    if isinstance(source, pa.Table):
        return "pyarrow", source
    if module == "pandas" and name == "DataFrame":
        check_names(source.columns, "the pandas table")
        return "pandas", _pandas_to_arrow(source)
    if module == "polars" and name in ("DataFrame", "LazyFrame"):
        frame = source.collect() if name == "LazyFrame" else source
        return "polars", frame.to_arrow()
    if isinstance(source, duckdb.DuckDBPyRelation):
        check_names(source.columns, "the duckdb table")
        return "duckdb", source.to_arrow_table()
    raise InputError(
        f"a {type(source).__module__}.{name} is no table; give a path or a pandas, Polars, "
        "PyArrow or DuckDB table"
    )


def _pandas_to_arrow(frame: pd.DataFrame) -> pa.Table:
    import pyarrow as pa

    columns = {}
    for name in frame.columns:
        values = frame[name]
        try:
            columns[name] = pa.array(values, from_pandas=True)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            # A column of mixed Python objects: kept as text, as a person would read it.
            texts = [None if _is_missing(value) else str(value) for value in values]
            columns[name] = pa.array(texts, pa.string())
    return pa.table(columns)


def _is_missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _plain_types(table: pa.Table) -> pa.Table:
    """Turn categories and string views into plain strings, and untyped columns into text."""
    import pyarrow as pa

    for i, field in enumerate(table.schema):
        type_ = field.type
        if pa.types.is_dictionary(type_):
            type_ = type_.value_type
        if (
            pa.types.is_large_string(type_)
            or pa.types.is_string_view(type_)
            or pa.types.is_null(type_)
        ):
            type_ = pa.string()
        if type_ != field.type:
            table = table.set_column(i, field.name, table.column(i).cast(type_))
    return table


def _arrow_digest(table: pa.Table) -> str:
    import pyarrow as pa

    sink = hashlib.sha256()

    class Hashing:
        closed = False

        def write(self, data: bytes) -> int:
            sink.update(data)
            return len(data)

        def flush(self) -> None:
            return None

        def close(self) -> None:
            self.closed = True

    plain = table.replace_schema_metadata(None).combine_chunks()
    with pa.ipc.new_stream(pa.PythonFile(Hashing(), mode="w"), plain.schema) as writer:
        writer.write_table(plain)
    return sink.hexdigest()
