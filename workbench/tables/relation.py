"""One table as DuckDB sees it, and where it came from."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from workbench.errors import MissingColumnError
from workbench.tables.guess import describe, in_short
from workbench.tables.held import out_of_sql, read_held, restored
from workbench.tables.narrow import WIDE, Narrow
from workbench.tables.quoting import quoted
from workbench.tables.room import translated
from workbench.types import Source

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["Relation", "described", "interruptible", "quoted"]

T = TypeVar("T")

KEPT_CELLS = 5_000_000
"""Cells that a very wide table may have to be kept in memory beside the engine: some 100 MB."""
AS_WRITTEN = ("VARCHAR", "BIGINT", "INTEGER", "BOOLEAN")
"""Types whose text Arrow and the engine write alike."""


def _nullable() -> dict[str, Any]:
    import pandas as pd

    whole = [pd.Int8Dtype(), pd.Int16Dtype(), pd.Int32Dtype(), pd.Int64Dtype()]
    whole += [pd.UInt8Dtype(), pd.UInt16Dtype(), pd.UInt32Dtype(), pd.UInt64Dtype()]
    return {str(dtype).lower(): dtype for dtype in whole} | {"bool": pd.BooleanDtype()}


def described(connection: duckdb.DuckDBPyConnection, table: str = "data") -> dict[str, str]:
    """Return the types of a table by column; of a wide one this is faster than DESCRIBE."""
    rows = connection.execute(
        "SELECT column_name, data_type, database_name || '.' || schema_name FROM duckdb_columns() "
        "WHERE table_name = ? ORDER BY column_index",
        [table],
    ).fetchall()
    if len({row[2] for row in rows}) != 1:
        rows = connection.execute(f"DESCRIBE {table}").fetchall()
    return {row[0]: row[1] for row in rows}


def _plain_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return column if pa.types.is_string(column.type) else column.cast(pa.string())


def _with_pandas_times(table: pa.Table) -> pa.Table:
    """Return times of day finer than a microsecond, which Python has not, as text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for i, field in enumerate(table.schema):
        if field.type == pa.time64("ns"):
            fine = pc.not_equal(table.column(i), table.column(i).cast(pa.time64("us"), safe=False))
            if pc.any(fine).as_py():
                table = table.set_column(i, field.name, table.column(i).cast(pa.string()))
    return table


@contextmanager
def interruptible() -> Iterator[None]:
    """Let an interruption by the user be one, and no error of the engine."""
    try:
        yield
    except RuntimeError as error:
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from None
        raise


class Relation:
    """A read-only table behind an in-process DuckDB connection.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        A connection of its own, in which the view or table ``data`` holds the rows.
    source : Source
        Where the rows came from.
    folder : Path, optional
        A folder of working files; removed together with the relation.

    Attributes
    ----------
    columns : tuple of str
        Column names in order.
    types : dict of str to str
        DuckDB type of each column.
    source : Source
        Provenance.
    """

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, source: Source, folder: Path | None = None
    ) -> None:
        connection.execute("SET GLOBAL TimeZone = 'UTC'")  # else the reader's time zone would show
        self._connection = connection
        if folder is not None:
            self.remove_with(folder)
        self.source = source
        self.types: dict[str, str] = described(connection)
        self.columns = tuple(self.types)
        self._held = read_held(connection)
        self._narrow = Narrow(connection, self.columns)
        self._memory: pa.Table | None = None

    def __len__(self) -> int:
        return int(self.rows("SELECT count(*) FROM data")[0][0])

    def __repr__(self) -> str:
        size = f"{len(self)} rows x {len(self.columns)} columns"
        return f"Relation({self.source.uri!r}, {size}{in_short(self.source)})"

    @property
    def guess(self) -> str:
        """What was guessed or given when the source was read, one line each."""
        return describe(self.source)

    def rows(self, sql: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Run a query on the table ``data`` and return its rows."""
        with interruptible(), translated(self.source.uri):
            return self._asked(lambda c: c.execute(sql, parameters or []).fetchall(), sql)

    def arrow(self, sql: str, parameters: list[Any] | None = None) -> pa.Table:
        """Run a query on the table ``data`` and return an Arrow table."""
        with interruptible(), translated(self.source.uri):
            found = self._asked(lambda c: c.sql(sql, params=parameters).to_arrow_table(), sql)
        return out_of_sql(found)

    def _asked(self, ask: Callable[[duckdb.DuckDBPyConnection], T], sql: str) -> T:
        narrow = self._narrow.cursor(sql)
        if narrow is not None:
            with suppress(duckdb.BinderException):  # it names a column in a way not foreseen
                return ask(narrow)
        return ask(self._connection.cursor())

    def neighbours(self, name: str) -> tuple[str, ...]:
        """Return the columns that are best asked for together with one, in order.

        Of most tables it is the column alone; of a very wide one, where a query takes long to
        prepare, some hundreds.
        """
        return self._narrow.neighbours(name)

    def in_memory(self) -> pa.Table | None:
        """Return the rows of ``data`` of a very wide table with few rows; None of other tables.

        They are kept: a question about a column of such a table takes longer than all its values.
        """
        if self._memory is None and 0 < self._narrow.cells <= KEPT_CELLS:
            self._memory = self.arrow("SELECT * FROM data")
        return self._memory

    def keep_in_memory(self, table: pa.Table) -> None:
        """Keep `table`, which holds the rows of ``data`` as SQL gives them, for `in_memory`."""
        if len(self.columns) >= WIDE and not self._held and table.num_rows:
            kept = table.num_rows * table.num_columns <= KEPT_CELLS
            self._memory = table if kept else None

    def as_text(self, names: Sequence[str]) -> list[pa.ChunkedArray]:
        """Return columns as SQL casts them to text, in table order."""
        whole = self.in_memory()
        texts: dict[str, pa.ChunkedArray] = {}
        if whole is not None:
            texts = {n: _plain_text(whole.column(n)) for n in names if self.types[n] in AS_WRITTEN}
        asked = [name for name in names if name not in texts]
        if asked:
            listed = ", ".join(f"{quoted(n)}::VARCHAR AS c{i}" for i, n in enumerate(asked))
            found = self.arrow(f"SELECT {listed} FROM data")
            texts |= dict(zip(asked, found.columns, strict=True))
        return [texts[name] for name in names]

    def batches(self) -> pa.RecordBatchReader:
        """Return all rows in order, as Arrow batches that are read one after the other."""
        import pyarrow as pa

        reader = self._connection.cursor().sql(self._all()).to_arrow_reader(100_000)
        if not self._held:
            return reader
        schema = restored(reader.schema.empty_table(), self._held).schema
        return pa.RecordBatchReader.from_batches(
            schema, (restored(batch, self._held) for batch in reader)
        )

    def to_arrow(self) -> pa.Table:
        """Return all rows as an Arrow table, in order, each column in the type that it came in."""
        if self._memory is not None and not self._held:
            return self._memory
        return restored(self.arrow(self._all()), self._held)

    def _all(self) -> str:
        return f"SELECT * FROM {'stored' if self._held else 'data'}"

    def to_pandas(self) -> pd.DataFrame:
        """Return all rows as a pandas frame; whole numbers with gaps stay whole (``Int64``)."""
        table = _with_pandas_times(self.to_arrow())
        frame: pd.DataFrame = table.to_pandas()
        nullable = _nullable()
        for name, column in zip(table.column_names, table.columns, strict=True):
            dtype = nullable.get(str(column.type))
            if dtype is not None and column.null_count:
                frame[name] = column.to_pandas(types_mapper=lambda _, d=dtype: d)
        return frame

    def remove_with(self, folder: Path) -> None:
        """Remove a folder of working files when the relation is no more."""
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)

    def require(self, *names: str) -> None:
        """Raise MissingColumnError unless all `names` are columns of the table."""
        missing = [name for name in names if name not in self.types]
        if missing:
            # A frame's index is no column: a name that it has is the likeliest thing meant.
            index = [name for name in missing if name in self.source.options.get("index", ())]
            advice = (
                f"{index[0]!r} names the frame's index: give frame.reset_index()" if index else ""
            )
            raise MissingColumnError(missing, self.columns, self.source.uri, advice)
