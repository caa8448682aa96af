"""What DuckDB's Parquet reader would misread, and how such a column is read rightly instead.

It takes durations for whole numbers, extension types for their storage, and decimals of over 38
digits for floats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from workbench.tables.from_duckdb import select_readable
from workbench.tables.held import hold, needs_holding
from workbench.tables.plain import MOST_DIGITS, Notes, extension_name
from workbench.tables.quoting import quoted

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["make_data", "needs_arrow"]

READ_ALIKE = ("arrow.uuid", "arrow.json")
"""Extension types that DuckDB reads as what they are."""


def needs_arrow(field: pa.Field) -> bool:
    """Whether only Arrow reads the values of a column, so that the file is loaded by it."""
    import pyarrow.types as of

    if (name := extension_name(field)) and name not in READ_ALIKE:
        return True
    type_ = field.type
    if of.is_nested(type_):
        inner = [type_.field(i) for i in range(type_.num_fields)]
        return any(of.is_duration(one.type) or needs_arrow(one) for one in inner)
    return bool(of.is_decimal256(type_) and type_.precision > MOST_DIGITS)


def make_data(connection: duckdb.DuckDBPyConnection, reading: str, schema: pa.Schema) -> Notes:
    """Make the view ``data`` of the rows that the SQL table function `reading` gives.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Receives it.
    reading : str
        Such as ``read_parquet(['a.parquet'])``.
    schema : pyarrow.Schema
        Of the files, as Arrow sees them; no column needs Arrow to be read.

    Returns
    -------
    dict of str to str
        Notes on columns that are text now.
    """
    import pyarrow as pa

    types = {row[0]: row[1] for row in connection.execute(f"DESCRIBE FROM {reading}").fetchall()}
    selected, notes = select_readable(types)
    replaced = {}
    for name, type_ in types.items():
        if type_ == "INTERVAL":
            months = connection.execute(
                f"SELECT bool_or(datepart('year', {quoted(name)}) <> 0 OR "
                f"datepart('month', {quoted(name)}) <> 0) FROM {reading}"
            ).fetchone()
            if months and months[0]:
                replaced[name] = f"{quoted(name)}::VARCHAR"
                notes[name] = "intervals of months, which are of different length, are kept as text"
            else:
                replaced[name] = f"epoch_us({quoted(name)})"
                i = schema.get_field_index(name)
                schema = schema.set(i, pa.field(name, pa.duration("us")))
        elif type_ == '"NULL"':
            replaced[name] = f"{quoted(name)}::VARCHAR"
    if replaced:
        changed = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in replaced.items())
        reading = f"(SELECT * REPLACE ({changed}) FROM {reading})"
    held = needs_holding(schema)
    connection.execute(
        f"CREATE VIEW {'stored' if held else 'data'} AS SELECT {selected} FROM {reading}"
    )
    if held:
        hold(connection, schema)
    return notes
