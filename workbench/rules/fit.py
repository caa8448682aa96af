"""Find the value that fills empty cells, and freeze it in a rule."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from workbench.errors import InputError, MissingColumnError
from workbench.rules.kinds.numbers import Fill, FillMethod

__all__ = ["fit_fill"]

LEAST = 5


def fit_fill(
    table: Any, column: str, *, method: FillMethod = "median", by: str | None = None
) -> Fill:
    """Make a rule that fills `column` with what is usual in it.

    Parameters
    ----------
    table : pandas, Polars, PyArrow, DuckDB or Spark table
        As the rule finds it: where earlier rules of a recipe change the column, run them first.
        The columns needed are held in memory.
    column : str
        The column with empty cells.
    method : {"median", "mean", "mode"}
        The mode of several is the first in order.
    by : str, optional
        A column of text: groups with at least 5 known values get a value of their own, the
        others that of the whole column.

    Returns
    -------
    Fill
        The rule, its values frozen; ``why`` says how many values they come from.

    Raises
    ------
    MissingColumnError
        If a column is absent.
    InputError
        If the method does not fit the column, or the column has no value at all.
    """
    import pandas as pd

    frame: Any = nw.from_native(table)
    names = [column] if by is None else [column, by]
    missing = [name for name in names if name not in frame.collect_schema().names()]
    if missing:
        raise MissingColumnError(missing, frame.collect_schema().names(), "fit_fill")
    frame = frame.select(list(dict.fromkeys(names)))
    frame = frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame
    values = pd.Series(frame[column].to_list(), dtype=object)
    known = values[values.notna()].infer_objects()
    if by == column or method not in ("median", "mean", "mode"):
        raise InputError(f"fit_fill: {method!r} by {by!r} cannot be found for column {column!r}")
    if known.empty:
        raise InputError(f"fit_fill: column {column!r} has no value to learn from")
    numeric = pd.api.types.is_numeric_dtype(known) and not pd.api.types.is_bool_dtype(known)
    if method != "mode" and not numeric:
        raise InputError(
            f"fit_fill: column {column!r} holds no numbers, of which a {method} could be taken; "
            "use method='mode' or read it as numbers first"
        )
    groups: dict[str, Any] = {}
    if by is not None:
        labels = pd.Series(frame[by].to_list(), dtype=object)[known.index]
        labels = labels[labels.notna()]
        for label, part in known[labels.index].groupby(labels.astype(str)):
            if len(part) >= LEAST:
                groups[str(label)] = _usual(part, method)
    told = f"The {method} of {len(known):,} known values" + (f" by {by}." if groups else ".")
    return Fill(
        column=column,
        value=_usual(known, method),
        by=by if groups else None,
        values=groups,
        method=method,
        why=told,
    )


def _usual(values: Any, method: str) -> Any:
    found = values.mode().iloc[0] if method == "mode" else getattr(values, method)()
    plain = found.item() if hasattr(found, "item") else found
    if not isinstance(plain, bool | int | float | str):
        raise InputError(f"fit_fill: {plain!r} is no text, number or truth and cannot be kept")
    return plain
