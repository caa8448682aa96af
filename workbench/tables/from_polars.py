"""The columns of a Polars frame as Arrow arrays."""

from __future__ import annotations

from typing import Any

from workbench.errors import InputError
from workbench.tables.mixed import Column, column_of
from workbench.tables.plain import Notes, whole_numbers

__all__ = ["arrow_of_polars"]

LONG = ("Int128", "UInt128")


def arrow_of_polars(frame: Any) -> tuple[Any, Notes]:
    """Return a DataFrame or LazyFrame as an Arrow table, and notes on columns that changed.

    Raises
    ------
    InputError
        If a lazy frame cannot be computed, or a column is of a type that Arrow lacks.
    """
    import polars as pl
    import pyarrow as pa

    try:
        frame = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    except pl.exceptions.PolarsError as error:
        first = str(error).strip().splitlines()[0]
        raise InputError(f"the polars table: the lazy frame cannot be computed ({first})") from None
    columns, notes = {}, {}
    for series in frame.get_columns():
        columns[series.name], note = _column(series)
        if note:
            notes[series.name] = note
    return pa.table(columns), notes


def _column(series: Any) -> Column:
    import polars as pl
    import pyarrow as pa

    kind = str(series.dtype)
    if kind in LONG:
        return whole_numbers(series.cast(pl.String).to_arrow())
    inner = kind.startswith(("List", "Array", "Struct"))
    if series.dtype == pl.Object or (inner and any(w in kind for w in (*LONG, "Object"))):
        return column_of(series.to_list())  # Arrow would hold the addresses of the objects
    try:
        return series.to_arrow(), ""
    except (pa.ArrowException, pl.exceptions.PolarsError, NotImplementedError) as error:
        raise InputError(
            f"the polars table: column {series.name!r} is of type {kind}, which cannot be read",
            "cast it to text or numbers first, or leave it out",
        ) from error
