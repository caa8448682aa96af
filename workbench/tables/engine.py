"""Connections to DuckDB that leave nothing outside of the folders for working files."""

from __future__ import annotations

from functools import cache

import duckdb

from workbench.tables.scratch import scratch_folder

__all__ = ["new_connection"]


def new_connection(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Open a database of its own, in memory or in a working file.

    What does not fit the memory goes to a folder for working files: DuckDB's own choice is ``.tmp``
    in the folder that the user happens to be in.
    """
    connection = duckdb.connect(path)
    connection.execute("SET enable_progress_bar=false")  # it would print into a command's JSON
    if path == ":memory:":
        connection.execute(f"SET temp_directory='{_spill().replace(chr(39), chr(39) * 2)}'")
    return connection


@cache
def _spill() -> str:
    return str(scratch_folder("spill"))
