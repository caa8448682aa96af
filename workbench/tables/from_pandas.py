"""The columns of a pandas frame as Arrow arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.tables.mixed import Column, column_of
from workbench.tables.plain import Notes

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["arrow_of_pandas"]


def arrow_of_pandas(frame: pd.DataFrame) -> tuple[pa.Table, Notes]:
    """Return a frame as an Arrow table, its index left out, and notes on columns that changed.

    Raises
    ------
    InputError
        If a column is of a type that neither pandas nor Arrow turns into values.
    """
    import pyarrow as pa

    columns, notes = {}, {}
    for name in frame.columns:
        columns[name], note = _column(frame[name])
        if note:
            notes[name] = note
    return pa.table(columns), notes


def _column(series: pd.Series[Any]) -> Column:
    import pandas as pd
    import pyarrow as pa

    dtype = series.dtype
    if isinstance(dtype, pd.SparseDtype):
        return _column(pd.Series(series.array.to_dense()))
    if isinstance(dtype, pd.CategoricalDtype):
        return _categories(series)
    meaning_is_in_the_objects = isinstance(dtype, pd.PeriodDtype | pd.IntervalDtype)
    if meaning_is_in_the_objects or pd.api.types.is_object_dtype(dtype):
        return column_of(list(series))
    try:
        return pa.array(series, from_pandas=True), ""
    except (pa.ArrowException, TypeError, ValueError, OverflowError, UnicodeError):
        pass
    try:
        made, note = column_of(list(series))
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise InputError(
            f"the pandas table: column {series.name!r} is of type {dtype}, which cannot be read",
            "turn it into text or numbers first, or leave it out",
        ) from error
    return made, note or f"values of type {dtype} are read one by one"


def _categories(series: pd.Series[Any]) -> Column:
    """Return the values of a categorical column, whatever its categories are."""
    import pandas as pd
    import pyarrow as pa

    array: Any = series.array
    values, note = _column(pd.Series(array.categories.to_series(index=None).array))
    codes = pd.Series(array.codes).astype("Int64").mask(array.codes < 0)
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    return values.take(pa.array(codes, pa.int64(), from_pandas=True)), note
