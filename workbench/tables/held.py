"""Hold Arrow types that DuckDB lacks, and give them back as they came.

DuckDB's INTERVAL counts microseconds and comes out as months, days and nanoseconds; its zoned
datetimes are all in UTC, and few functions know those of nanoseconds.  So the table ``stored``
holds durations as whole numbers, the view ``data`` shows them to SQL as intervals and zoned
datetimes to the microsecond, and the table ``arrow_types`` tells which types the values have
outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import duckdb

from workbench.tables.quoting import quoted

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["hold", "load_arrow", "needs_holding", "out_of_sql", "read_held", "restored"]

_SHOWN = {
    "s": "to_seconds({0})",
    "ms": "to_milliseconds({0})",
    "us": "to_microseconds({0})",
    "ns": "to_microseconds({0} // 1000)",
}
"""A duration of a unit as an SQL interval; of nanoseconds it shows the microseconds."""


def load_arrow(connection: duckdb.DuckDBPyConnection, table: Any, name: str = "data") -> None:
    """Copy an Arrow table (or reader of batches) into the table ``data`` or `name`."""
    connection.register("arrived", _as_stored(table) if name == "data" else table)
    kept = name == "data" and needs_holding(table.schema)
    connection.execute(f"CREATE TABLE {'stored' if kept else name} AS SELECT * FROM arrived")
    connection.unregister("arrived")
    if kept:
        hold(connection, table.schema)


def needs_holding(schema: pa.Schema) -> bool:
    """Whether a column is of a type that DuckDB would give back as another."""
    return any(_is_held(type_) for type_ in schema.types)


def hold(connection: duckdb.DuckDBPyConnection, schema: pa.Schema) -> None:
    """Make ``data`` of the table or view ``stored``, in which durations are whole numbers."""
    import pyarrow as pa

    shown = ", ".join(
        f"{sql.format(quoted(field.name))} AS {quoted(field.name)}"
        for field in schema
        if (sql := _shown(field.type))
    )
    replaced = f" REPLACE ({shown})" if shown else ""
    connection.execute(f"CREATE VIEW data AS SELECT *{replaced} FROM stored")
    kept = pa.schema([pa.field(f.name, f.type) for f in schema if _is_held(f.type)])
    connection.execute("CREATE TABLE arrow_types (schema BLOB)")
    connection.execute("INSERT INTO arrow_types VALUES (?)", [kept.serialize().to_pybytes()])


def read_held(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return the Arrow types of columns that DuckDB holds in another form; often none."""
    known = connection.execute(
        "SELECT 1 FROM duckdb_tables() WHERE table_name = 'arrow_types'"
    ).fetchone()
    row = known and connection.execute("SELECT schema FROM arrow_types").fetchone()
    if not row:
        return {}
    import pyarrow as pa

    schema = pa.ipc.read_schema(pa.py_buffer(row[0]))
    return dict(zip(schema.names, schema.types, strict=True))


def restored(table: Any, held: dict[str, Any]) -> Any:
    """Return a table or batch read from ``stored`` with the types that its columns came with."""
    for name, type_ in held.items():
        i = table.schema.get_field_index(name)
        table = table.set_column(i, name, table.column(i).cast(type_))
    return table


def out_of_sql(table: pa.Table) -> pa.Table:
    """Return what an SQL query gave with its intervals as durations, where they have no months."""
    import pyarrow as pa

    from workbench.tables.plain import plain_column

    for i, field in enumerate(table.schema):
        if pa.types.is_interval(field.type):
            table = table.set_column(i, field.name, plain_column(table.column(i))[0])
    return table


def _is_held(type_: pa.DataType) -> bool:
    import pyarrow as pa

    zoned = pa.types.is_timestamp(type_) and type_.tz is not None
    return bool(_shown(type_) or (zoned and type_.tz != "UTC"))


def _shown(type_: pa.DataType) -> str:
    """Return how ``data`` shows a stored column to SQL; empty where it is shown as it is."""
    import pyarrow as pa

    if pa.types.is_duration(type_):
        return _SHOWN[type_.unit]
    fine = pa.types.is_timestamp(type_) and type_.tz is not None and type_.unit == "ns"
    return "{0}::TIMESTAMPTZ" if fine else ""


def _as_stored(table: Any) -> Any:
    """Return a table, or a reader of batches, with durations as whole numbers."""
    import pyarrow as pa

    if not any(map(pa.types.is_duration, table.schema.types)):
        return table
    fields = [
        pa.field(f.name, pa.int64()) if pa.types.is_duration(f.type) else f for f in table.schema
    ]
    schema = pa.schema(fields)
    if isinstance(table, pa.Table):
        return table.cast(schema)
    return pa.RecordBatchReader.from_batches(schema, (batch.cast(schema) for batch in table))
