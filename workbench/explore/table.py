"""One version of a table, opened for reading: windows of rows, and arrays over all rows.

Rows are read from the Parquet file where they lie together.  Rows in another order lie
everywhere; for them the file is copied, in the background, into a database from which single
rows are read quickly.
"""

from __future__ import annotations

import atexit
import os
import shutil
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import duckdb
import numpy as np

from workbench.explore.columns import kind_of, shown_type
from workbench.protocol.explore import CUT, ColumnInfo
from workbench.tables.scratch import scratch_folder
from workbench.tables.writing import replacing

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["OpenTable"]

MEMORY = "1GB"
TOGETHER = 1000
"""Columns that are read at a time: 20,000 at once take more than `MEMORY`."""
NEAR = 20_000
"""Rows that lie within so many of each other are read in one go."""


COPYING: weakref.WeakSet[OpenTable] = weakref.WeakSet()
"""Tables that have begun to copy their rows: the engine must not work on when Python ends."""


@atexit.register
def _stop_all() -> None:
    for table in list(COPYING):
        table.stop()


class _Where(NamedTuple):
    """The rows as SQL, and what a row's number is called there."""

    rows: str
    row: str
    is_copy: bool


class OpenTable:
    """A table that does not change, behind a DuckDB connection of its own.

    Parameters
    ----------
    path : Path
        A Parquet file.  Working files lie in a folder that goes when nobody holds the table.

    Attributes
    ----------
    columns : tuple of ColumnInfo
        In order; column `i` is called ``c{i}`` in SQL.
    rows : int
        How many rows there are.
    """

    def __init__(self, path: Path) -> None:
        self._folder = scratch_folder("explore")
        weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        self._connection = self._connected()
        # Whatever reads all rows leaves a processor to those who scroll.
        self._patient = self._connected(threads=max(1, (os.cpu_count() or 2) - 1))
        self._path = str(path)
        self._copy: threading.Thread | None = None
        self._copied = False
        described = self._run("DESCRIBE SELECT * FROM read_parquet(?)", [self._path]).fetchall()
        names = self._names([str(row[0]) for row in described])
        types = [str(row[1]) for row in described]
        rows = self._run("SELECT sum(num_rows)::BIGINT FROM parquet_file_metadata(?)", [self._path])
        self.rows = int((rows.fetchone() or (0,))[0])
        self._numbered = "file_row_number" not in map(str.lower, names)
        if not self._numbered:  # the engine's name for a row's number is taken: copy the rows first
            self._copier = self._patient.cursor()
            self._make_copy()
        nulls = self._null_shares(len(names))
        self.columns = tuple(
            ColumnInfo(
                name=name,
                type=shown_type(one),
                kind=kind_of(one),
                # Of nested values the file counts the parts, not the rows.
                null_share=None if kind_of(one) == "other" else nulls.get(position),
            )
            for position, (name, one) in enumerate(zip(names, types, strict=True))
        )

    def _connected(self, **settings: int) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(config={"memory_limit": MEMORY, **settings})
        connection.execute("SET GLOBAL TimeZone = 'UTC'")
        connection.execute("SET temp_directory = ?", [str(self._folder)])
        return connection

    @classmethod
    def of_arrow(cls, table: pa.Table) -> OpenTable:
        """Open a table that is in memory: its rows are written to a file first."""
        import pyarrow.parquet as pq

        folder = scratch_folder("rows")
        path = folder / "rows.parquet"
        pq.write_table(table, path, compression="lz4", row_group_size=32_768)
        opened = cls(path)
        weakref.finalize(opened, shutil.rmtree, folder, ignore_errors=True)
        return opened

    @property
    def is_there(self) -> bool:
        """Whether its rows can still be read: the file, or the copy made of it."""
        return self._copied or os.path.exists(self._path)

    def array(self, expression: str, values: Sequence[Any] = ()) -> np.ndarray:
        """Return an SQL expression over the columns for each row, in the order of the table.

        Shape ``(rows,)``; what is null comes as the type's own zero, so leave none.
        """
        query = f"SELECT {expression} AS x FROM {self._file()}"
        array = self._patient.cursor().execute(query, list(values)).fetchnumpy()["x"]
        return np.asarray(np.ma.getdata(array))

    def query(self, select: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of ``SELECT {select}``, in which ``{rows}`` stands for the table."""
        query = "SELECT " + select.replace("{rows}", self._file())
        rows: list[tuple[Any, ...]] = self._patient.cursor().execute(query, list(values)).fetchall()
        return rows

    def order(self, keys: Sequence[tuple[int, bool]]) -> np.ndarray:
        """Return the positions of all rows in the order of some columns, (column, descending).

        Nulls come last; rows that are equal keep the order of the table.
        """
        at = self._where()
        parts = [f"c{position} {'DESC' if down else 'ASC'} NULLS LAST" for position, down in keys]
        query = f"SELECT {at.row} AS r FROM {at.rows} ORDER BY {', '.join(parts)}, r"
        return np.asarray(self._run(query).fetchnumpy()["r"]).astype(self._row_type)

    def cells(
        self, rows: np.ndarray, columns: Sequence[int], *, whole: bool = False
    ) -> list[list[str | None]]:
        """Return cells as text, at most `CUT` + 1 characters or `whole`: one list a column.

        Parameters
        ----------
        rows : array of int
            ColumnIndex of rows, shape ``(n,)``, in the order wanted.
        columns : sequence of int
            ColumnIndex of columns.
        """
        if not len(rows) or not columns:
            return [[] for _ in columns]
        if len(columns) > TOGETHER:
            parts = [columns[i : i + TOGETHER] for i in range(0, len(columns), TOGETHER)]
            return [column for part in parts for column in self.cells(rows, part, whole=whole)]
        most = 2**31 if whole else CUT + 1
        shown = ", ".join(f"left(CAST(c{position} AS VARCHAR), {most})" for position in columns)
        at = self._where()
        query = f"SELECT {at.row}, {shown} FROM {at.rows} WHERE {self._these(rows, at)}"
        by_row = {row[0]: row[1:] for row in self._run(query).fetchall()}
        ordered = [by_row[int(row)] for row in rows]
        return [list(column) for column in zip(*ordered, strict=True)]

    def cell(self, row: int, column: int, most: int) -> tuple[str | None, int]:
        """Return one cell as text of at most `most` characters, and its whole length."""
        at = self._where()
        text = f"CAST(c{column} AS VARCHAR)"
        query = (
            f"SELECT left({text}, {most}), coalesce(length({text}), 0) FROM {at.rows} "
            f"WHERE {at.row} = {int(row)}"
        )
        cell = self._run(query).fetchone()
        assert cell is not None
        return cell[0], int(cell[1])

    def texts(self, table: pa.Table) -> list[list[str | None]]:
        """Return the cells of another table as `cells` would: one list a column."""
        if not table.num_rows:
            return [[] for _ in table.column_names]
        names = [f"c{position}" for position in range(table.num_columns)]
        shown = ", ".join(f"left(CAST({name} AS VARCHAR), {CUT + 1})" for name in names)
        with self._connection.cursor() as cursor:
            cursor.register("other", table.rename_columns(names))
            rows = cursor.execute(f"SELECT {shown} FROM other").fetchall()
        return [list(column) for column in zip(*rows, strict=True)]

    def write(self, rows: np.ndarray, path: Path) -> None:
        """Write rows, by their positions in increasing order, to a CSV or Parquet file."""
        at = self._where()
        quoted = [
            f'c{position} AS "{column.name.replace(chr(34), chr(34) * 2)}"'
            for position, column in enumerate(self.columns)
        ]
        kind = "(FORMAT parquet, COMPRESSION zstd)" if path.suffix == ".parquet" else "(HEADER)"
        with self._connection.cursor() as cursor:
            cursor.register("chosen", {"row": rows.astype(np.int64)})
            with replacing(path) as part:
                target = str(part).replace("'", "''")
                cursor.execute(
                    f"COPY (SELECT {', '.join(quoted)} FROM {at.rows} "
                    f"WHERE {at.row} IN (SELECT row FROM chosen) ORDER BY {at.row}) "
                    f"TO '{target}' {kind}"
                )

    # -- how rows are reached -------------------------------------------------------------

    @property
    def _row_type(self) -> type[np.unsignedinteger[Any]]:
        return np.uint32 if self.rows < 2**32 else np.uint64

    def _where(self) -> _Where:
        """Return where the rows are now: asked once a query, for the copy may come meanwhile."""
        copied = _Where("copied.data AS t", "rowid", is_copy=True)
        return copied if self._copied else _Where(self._file(), "r", is_copy=False)

    def _file(self) -> str:
        names = ", ".join(f"c{position}" for position in range(self._width))
        path = "'" + self._path.replace("'", "''") + "'"
        numbered = f"read_parquet({path}, file_row_number = true) AS t({names}, r)"
        return numbered if self._numbered else f"read_parquet({path}) AS t({names})"

    def _these(self, rows: np.ndarray, at: _Where) -> str:
        low, high = int(rows.min()), int(rows.max())
        if high - low < len(rows):
            return f"{at.row} BETWEEN {low} AND {high}"
        listed = ", ".join(map(str, rows.tolist()))
        if high - low < NEAR:
            return f"{at.row} BETWEEN {low} AND {high} AND {at.row} IN ({listed})"
        self._start_copy()
        return f"rowid IN (SELECT unnest([{listed}]))" if at.is_copy else f"r IN ({listed})"

    def _start_copy(self) -> None:
        if self._copy is None:
            self._copier = self._patient.cursor()
            self._copy = threading.Thread(target=self._make_copy, daemon=True)
            COPYING.add(self)
            self._copy.start()

    def stop(self) -> None:
        """End the copying, if it is going on: the process is about to end."""
        if self._copy is not None and self._copy.is_alive():
            self._copier.interrupt()
            self._copy.join(timeout=10)

    def _make_copy(self) -> None:
        names = ", ".join(f"c{position}" for position in range(self._width))
        position = "'" + str(self._folder / "rows.duckdb").replace("'", "''") + "'"
        cursor = self._copier
        try:
            cursor.execute(f"ATTACH {position} AS copying")
            cursor.execute(f"CREATE TABLE copying.data AS SELECT {names} FROM {self._file()}")
            cursor.execute("DETACH copying")
            self._run(f"ATTACH {position} AS copied (READ_ONLY)")
        except duckdb.Error:
            return  # the disk is full: the file itself still answers
        self._copied = True

    def _names(self, reported: list[str]) -> list[str]:
        """Return the columns' own names: the engine renames those that differ in case only."""
        query = "SELECT name, num_children FROM parquet_schema(?)"
        schema = self._run(query, [self._path]).fetchall()[1:]
        self._width = len(reported)
        names, skip = [], 0
        for name, children in schema:
            if skip:
                skip += (children or 0) - 1
                continue
            names.append(str(name))
            skip = children or 0
        return names if len(names) == len(reported) else reported

    def _null_shares(self, width: int) -> dict[int, float]:
        query = (
            "SELECT column_id, sum(stats_null_count), count(*) = count(stats_null_count) "
            "FROM parquet_metadata(?) GROUP BY 1"
        )
        counted = self._run(query, [self._path]).fetchall()
        if len(counted) != width or not self.rows:  # nested columns have several parts
            return {}
        return {
            int(position): float(nulls) / self.rows for position, nulls, known in counted if known
        }

    def _run(self, query: str, values: Sequence[Any] = ()) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor().execute(query, list(values))
