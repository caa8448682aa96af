"""Fit the values that replace missing ones."""

from __future__ import annotations

from typing import Any, Literal

import narwhals as nw

from workbench.errors import InputError, MissingColumnError

__all__ = ["FillMethod", "fitted_values"]

FillMethod = Literal["constant", "median", "mean", "mode"]
LEAST = 5
"""Known values from which a group gets a value of its own: below, one outlier decides it."""


def fitted_values(
    table: Any, column: str, *, method: FillMethod, by: str | None
) -> tuple[Any, dict[str, Any], str]:
    """Return a typical value of a column, those of its groups, and how they were found.

    See `workbench.rules.kinds.Fill.fit`.
    """
    import pandas as pd

    frame: Any = nw.from_native(table)
    names = [column] if by is None else [column, by]
    missing = [name for name in names if name not in frame.collect_schema().names()]
    if missing:
        raise MissingColumnError(missing, frame.collect_schema().names(), "Fill.fit")
    frame = frame.select(list(dict.fromkeys(names)))
    frame = frame.collect("pyarrow") if isinstance(frame, nw.LazyFrame) else frame
    values = pd.Series(frame[column].to_list(), dtype=object)
    known = values[values.notna()].infer_objects()
    if by == column or method not in ("median", "mean", "mode"):
        raise InputError(
            f"Fill.fit: method {method!r} by {by!r} does not apply to column {column!r}"
        )
    if known.empty:
        raise InputError(f"Fill.fit: column {column!r} has no values to fit")
    numeric = pd.api.types.is_numeric_dtype(known) and not pd.api.types.is_bool_dtype(known)
    if method != "mode" and not numeric:
        raise InputError(
            f"Fill.fit: column {column!r} holds no numbers, so it has no {method}; "
            "use method='mode', or parse it as numbers first"
        )
    groups: dict[str, Any] = {}
    if by is not None:
        labels = pd.Series(frame[by].to_list(), dtype=object)[known.index].dropna()
        groups = {
            str(label): _typical(part, method)
            for label, part in known[labels.index].groupby(labels.astype(str))
            if len(part) >= LEAST
        }
    why = f"The {method} of {len(known):,} known values" + (f" by {by}." if groups else ".")
    return _typical(known, method), groups, why


def _typical(values: Any, method: str) -> Any:
    typical = values.mode().iloc[0] if method == "mode" else getattr(values, method)()
    value = typical.item() if hasattr(typical, "item") else typical
    if not isinstance(value, bool | int | float | str):
        raise InputError(
            f"Fill.fit: the {method} is {value!r}; a rule can hold text, a number or a truth value"
        )
    return value
