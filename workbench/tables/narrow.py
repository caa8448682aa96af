"""Queries about a few columns of a very wide table, asked of a narrow copy.

DuckDB prepares a query in time that grows with the width of the table, not of the query: 1 ms at
400 columns, 20 ms at 20,000 (measured on a table of 50 rows, DuckDB 2.0), and a table of 20,000
columns is asked tens of thousands of questions.  So the columns are copied, when they are first
asked for, into tables of `BLOCK` columns, each named ``data`` in a schema of its own.
"""

from __future__ import annotations

import re
from functools import cached_property
from threading import Lock

import duckdb

from workbench.tables.quoting import quoted

__all__ = ["WIDE", "Narrow"]

WIDE = 2000
"""Columns from which copies pay: below, a query is prepared in 2 ms."""
BLOCK = 400
CELLS = 50_000_000
"""Tables of more cells are not copied: there, reading takes longer than preparing."""

_NAME = re.compile(r'"((?:[^"]|"")*)"')
_ALL = re.compile(r"(?<!count\()\*|COLUMNS|rowid|information_schema|duckdb_", re.IGNORECASE)
"""What may mean columns that a query does not name."""


class Narrow:
    """Narrow copies of a wide table ``data``, made when they are asked for.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Where the table is.
    columns : tuple of str
        Its columns, in order.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> None:
        self._connection = connection
        self._columns = columns
        self._block_of = {name: i // BLOCK for i, name in enumerate(columns)}
        self._made: set[int] = set()
        self._lock = Lock()

    def cursor(self, sql: str) -> duckdb.DuckDBPyConnection | None:
        """Return a cursor on which `sql` means a narrow copy; None where it needs all columns."""
        if len(self._columns) < WIDE or _ALL.search(sql):
            return None
        named = {name.replace('""', '"') for name in _NAME.findall(sql)}
        blocks = {self._block_of[name] for name in named if name in self._block_of}
        if len(blocks) != 1 or self.cells > CELLS:
            return None
        cursor = self._connection.cursor()
        cursor.execute(f"USE {self._schema(*blocks)}")
        return cursor

    def neighbours(self, name: str) -> tuple[str, ...]:
        """Return the columns that are best asked for together with one; itself among them."""
        if len(self._columns) < WIDE:
            return (name,)
        start = self._block_of[name] * BLOCK
        return self._columns[start : start + BLOCK]

    @cached_property
    def cells(self) -> int:
        """How many cells a very wide table has; 0 of others, which need no care."""
        if len(self._columns) < WIDE:
            return 0
        row = self._connection.cursor().execute("SELECT count(*) FROM data").fetchone()
        assert row is not None
        return int(row[0]) * len(self._columns)

    def _schema(self, block: int) -> str:
        name = f"columns_{block}"
        with self._lock:
            if block not in self._made:
                columns = self._columns[block * BLOCK : (block + 1) * BLOCK]
                self._connection.cursor().execute(
                    f"CREATE SCHEMA {name}; CREATE TABLE {name}.data AS "
                    f"SELECT {', '.join(map(quoted, columns))} FROM main.data"
                )
                self._made.add(block)
        return name
