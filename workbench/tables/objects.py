"""Take a table that is in memory already: pandas, Polars, PyArrow or DuckDB."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import duckdb

from workbench.errors import InputError
from workbench.tables.names import check_names, distinct_names
from workbench.tables.relation import Relation
from workbench.types import Source

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["arrow_digest", "load_arrow", "plain_types", "read_object", "to_column"]


def read_object(source: Any) -> Relation:
    """Return a table in memory as a relation of its own.

    Raises
    ------
    InputError
        If the object is no table, or its column names are not texts.
    """
    kind, table = _to_arrow(source)
    names = distinct_names(table.column_names, f"the {kind} table")
    table = plain_types(table.rename_columns(names.listed))
    connection = duckdb.connect()
    load_arrow(connection, table)
    return Relation(connection, Source(f"memory:{kind}", kind, arrow_digest(table), names.note))


def load_arrow(connection: duckdb.DuckDBPyConnection, table: Any, name: str = "data") -> None:
    """Copy an Arrow table (or reader of batches) into the table ``data`` or `name`."""
    connection.register("arrived", table)
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM arrived")
    connection.unregister("arrived")


def _to_arrow(source: Any) -> tuple[str, pa.Table]:
    import pyarrow as pa

    module = type(source).__module__.split(".")[0]
    name = type(source).__name__
    if isinstance(source, pa.Table):
        return "pyarrow", source
    if module == "pandas" and name == "DataFrame":
        names = check_names(source.columns, "the pandas table")
        columns = [to_column(source.iloc[:, index]) for index in range(len(names))]
        return "pandas", pa.table(columns, names=names)
    if module == "polars" and name in ("DataFrame", "LazyFrame"):
        frame = source.collect() if name == "LazyFrame" else source
        return "polars", frame.to_arrow()
    if isinstance(source, duckdb.DuckDBPyRelation):
        return "duckdb", source.to_arrow_table()
    raise InputError(
        f"a {type(source).__module__}.{name} is not a table; give a path or a pandas, Polars, "
        "PyArrow or DuckDB table"
    )


def to_column(values: Any) -> Any:
    """Return values as an Arrow array; mixed Python objects become text, as a person reads them."""
    import pyarrow as pa

    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        missing = (
            value is None or (isinstance(value, float) and value != value) for value in values
        )
        texts = [None if no else str(value) for no, value in zip(missing, values, strict=True)]
        return pa.array(texts, pa.string())


def plain_types(table: pa.Table) -> pa.Table:
    """Turn categories and string views into plain strings, and untyped columns into text."""
    import pyarrow as pa

    for i, field in enumerate(table.schema):
        type_ = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if (
            pa.types.is_large_string(type_)
            or pa.types.is_string_view(type_)
            or pa.types.is_null(type_)
        ):
            type_ = pa.string()
        if type_ != field.type:
            table = table.set_column(i, field.name, table.column(i).cast(type_))
    return table


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
