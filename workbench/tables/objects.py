"""Take a table that is in memory already: pandas, Polars, PyArrow or DuckDB."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from workbench.errors import InputError
from workbench.tables.engine import new_connection
from workbench.tables.from_duckdb import arrow_of_duckdb
from workbench.tables.from_pandas import arrow_of_pandas
from workbench.tables.from_polars import arrow_of_polars
from workbench.tables.held import load_arrow
from workbench.tables.names import Names, distinct_names
from workbench.tables.plain import Notes, plain_table
from workbench.tables.quoting import quoted
from workbench.tables.relation import Relation
from workbench.types import Json, Source

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_digest", "read_object"]


def read_object(source: Any) -> Relation:
    """Return a table in memory as a relation of its own.

    Raises
    ------
    InputError
        If the object is no table, or its column names are not texts.
    """
    kind, names, table, notes = _to_arrow(source)
    table, more = plain_table(table, f"the {kind} table")
    index = [name for name in _index_names(source) if name not in names.listed]
    notes = notes | more | _index_notes(source, index)
    options: Json = {**names.note, **({"notes": notes} if notes else {})}
    if index:
        options["index"] = index
    connection = new_connection()
    load_arrow(connection, table)
    return Relation(connection, Source(f"memory:{kind}", kind, arrow_digest(table), options))


def _index_names(source: Any) -> list[str]:
    """Return the names of a pandas frame's index, which is not read."""
    given = getattr(getattr(source, "index", None), "names", None) or ()
    return [name for name in given if isinstance(name, str)]


def _index_notes(source: Any, named: Sequence[str]) -> Notes:
    """Return notes on an index that may hold data: one with names, or with several levels."""
    levels = getattr(getattr(source, "index", None), "nlevels", 1)
    if not named and levels > 1:
        note = f"its {levels} levels are not read: make columns of them by frame.reset_index()"
        return {"index": note}
    note = "is in the index, which is not read: make a column of it by frame.reset_index()"
    return dict.fromkeys(named, note)


def _renamed(table: pa.Table, kind: str) -> tuple[Names, pa.Table]:
    names = distinct_names(table.column_names, f"the {kind} table")
    return names, table.rename_columns(names.listed)


def _to_arrow(source: Any) -> tuple[str, Names, pa.Table, Notes]:
    import pyarrow as pa

    module = type(source).__module__.split(".")[0]
    name = type(source).__name__
    if isinstance(source, pa.Table):
        return "pyarrow", *_renamed(source, "pyarrow"), {}
    if module == "pandas" and name == "DataFrame":
        names = distinct_names(source.columns, "the pandas table")
        return "pandas", names, *arrow_of_pandas(source.set_axis(names.listed, axis=1))
    if module == "polars" and name in ("DataFrame", "LazyFrame"):
        table, notes = arrow_of_polars(source)
        return "polars", *_renamed(table, "polars"), notes
    if isinstance(source, duckdb.DuckDBPyRelation):
        names = distinct_names(source.columns, "the duckdb table")
        if names.renamed:
            listed = ", ".join(map(quoted, names.listed))
            source = source.query("repeated", f"SELECT * FROM repeated AS t({listed})")
        return "duckdb", names, *arrow_of_duckdb(source)
    if hasattr(source, "__arrow_c_stream__") or isinstance(source, pa.RecordBatch):
        return module, *_renamed(pa.table(source), module), {}
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
