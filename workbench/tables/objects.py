"""Take a table that is in memory already: pandas, Polars, PyArrow or DuckDB."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import duckdb

from workbench.errors import InputError
from workbench.tables.engine import new_connection
from workbench.tables.from_duckdb import arrow_of_duckdb
from workbench.tables.from_pandas import arrow_of_pandas
from workbench.tables.from_polars import arrow_of_polars
from workbench.tables.held import load_arrow
from workbench.tables.names import check_names
from workbench.tables.plain import Notes, plain_table
from workbench.tables.relation import Relation
from workbench.types import Source

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_digest", "read_object"]


def read_object(source: Any) -> Relation:
    """Return a table in memory as a relation of its own.

    Raises
    ------
    InputError
        If the object is no table, or its column names are not distinct texts.
    """
    kind, table, notes = _to_arrow(source)
    check_names(table.column_names, f"the {kind} table")
    table, more = plain_table(table, f"the {kind} table")
    options = {"notes": notes | more} if notes or more else {}
    connection = new_connection()
    load_arrow(connection, table)
    return Relation(connection, Source(f"memory:{kind}", kind, arrow_digest(table), options))


def _to_arrow(source: Any) -> tuple[str, pa.Table, Notes]:
    import pyarrow as pa

    module = type(source).__module__.split(".")[0]
    name = type(source).__name__
    if isinstance(source, pa.Table):
        check_names(source.column_names, "the pyarrow table")
        return "pyarrow", source, {}
    if module == "pandas" and name == "DataFrame":
        check_names(source.columns, "the pandas table")
        return "pandas", *arrow_of_pandas(source)
    if module == "polars" and name in ("DataFrame", "LazyFrame"):
        return "polars", *arrow_of_polars(source)
    if isinstance(source, duckdb.DuckDBPyRelation):
        check_names(source.columns, "the duckdb table")
        return "duckdb", *arrow_of_duckdb(source)
    if hasattr(source, "__arrow_c_stream__") or isinstance(source, pa.RecordBatch):
        return module, pa.table(source), {}
    raise InputError(
        f"a {type(source).__module__}.{name} is not a table; give a path or a pandas, Polars, "
        "PyArrow or DuckDB table"
    )


def arrow_digest(table: pa.Table) -> str:
    """Return the SHA-256 of the table's Arrow content, hex."""
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
