"""The Parquet file of a version, as DuckDB reads it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.dataset as ds
import pyarrow.parquet as pq

__all__ = ["VersionFile", "open_file"]

GLOB = set("*?[]{}")


@dataclass(frozen=True)
class VersionFile:
    """One of two Parquet files.

    Attributes
    ----------
    name : str
        What the version is called in errors.
    path : Path
        The file.
    columns : tuple of str
        Column names in order, exactly.
    types : tuple of str
        DuckDB's type of each.
    sql : str
        What to select from; columns are named ``c0, c1, ...`` by index, so that no name, however
        odd, stands in SQL, and ``row_no`` counts the rows.
    rows : int
        Number of rows.
    """

    name: str
    path: Path
    columns: tuple[str, ...]
    types: tuple[str, ...]
    sql: str
    rows: int

    def name_of(self, column: str) -> str:
        """Return the name of a column in SQL."""
        return f"c{self.columns.index(column)}"

    def type_of(self, column: str) -> str:
        """Return DuckDB's type of a column."""
        return self.types[self.columns.index(column)]


def open_file(
    connection: duckdb.DuckDBPyConnection, table: str, name: str, path: Path
) -> VersionFile:
    """Describe a Parquet file; `table` is a name for it that the connection has none of."""
    with pq.ParquetFile(path) as file:
        columns, rows = tuple(file.schema_arrow.names), file.metadata.num_rows
    names = ", ".join(f"c{i}" for i in range(len(columns)))
    if GLOB & set(str(path)):
        connection.register(f"{table}_file", ds.dataset(path))
        sql = f"(SELECT *, row_number() OVER () - 1 FROM {table}_file) AS {{}}({names}, row_no)"
    else:
        quoted = str(path).replace("'", "''")
        sql = f"read_parquet('{quoted}', file_row_number=true) AS {{}}({names}, row_no)"
    described = connection.execute(f"DESCRIBE SELECT * FROM {sql.format('t')}").fetchall()
    types = tuple(str(row[1]) for row in described[: len(columns)])
    return VersionFile(name, path, columns, types, sql, rows)
