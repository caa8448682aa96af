"""What is done to numbers and to empty cells; copied word for word into exported modules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from workbench.rules.operations import as_stored, dtype_of, free_name, with_lookup


def convert_unit(frame: Any, column: str, factor: float, offset: float) -> Any:
    """Multiply the numbers in `column` by `factor` and add `offset`."""
    number = numbers_in(frame, column).cast(nw.Float64) * factor
    return frame.with_columns(number + offset if offset else number)


def numbers_in(frame: Any, column: str) -> Any:
    """Return a column of numbers; raise TypeError where it holds something else."""
    dtype = frame.collect_schema()[column]
    if not dtype.is_numeric():
        raise TypeError(f"column {column!r} holds {dtype} and no numbers; read it as numbers first")
    return nw.col(column)


def clip(frame: Any, column: str, low: float | None, high: float | None, outside: str) -> Any:
    """Bring the numbers below `low` or above `high` to the bound, or make them null.

    ``outside="bound"`` or ``outside="null"``.
    """
    number = numbers_in(frame, column)
    dtype = frame.collect_schema()[column]
    bounds = [bound for bound in (low, high) if bound is not None]
    if any(as_stored(bound, dtype) is None for bound in bounds):
        number = number.cast(nw.Float64)
    clipped = number
    for bound, beyond in ((low, number < low), (high, number > high)) if bounds else ():
        if bound is None:
            continue
        if dtype.is_float():
            beyond = beyond & ~number.is_nan()
        if outside == "null":
            clipped = nw.when(~beyond).then(clipped)
        else:
            clipped = nw.when(beyond).then(nw.lit(bound)).otherwise(clipped)
    return frame.with_columns(clipped.alias(column))


def fill(frame: Any, column: str, value: Any, by: str | None, values: Mapping[Any, Any]) -> Any:
    """Fill the empty cells of `column` with the value of their group, or else with `value`.

    `values` gives the value of each group that `by` names; a number that is none (NaN) counts
    as empty.
    """
    known = [*values.values(), *([] if value is None else [value])]
    kind = dtype_of(dict(enumerate(known)))
    dtype = frame.collect_schema()[column]
    kept = nw.col(column)
    empty = kept.is_null()
    if dtype.is_float():
        empty = empty | kept.is_nan()
    if kind in (nw.Int64, nw.Float64) and dtype.is_numeric():
        if any(as_stored(one, dtype) is None or as_stored(one, dtype) != one for one in known):
            kept = kept.cast(nw.Float64)
        if kind == nw.Float64 or dtype.is_float():
            values = {group: float(one) for group, one in values.items()}
            value = value if value is None else float(value)
    elif kind != dtype:
        raise TypeError(f"column {column!r} holds {dtype} and cannot be filled with {known[0]!r}")
    found = free_name(frame, "value of the map")
    new = nw.lit(value)
    if by is not None:
        groups = frame.collect_schema()[by]
        fitting = {as_stored(group, groups): one for group, one in values.items()}
        fitting.pop(None, None)
        if not fitting and value is None:
            return frame
        if fitting:
            frame, found = with_lookup(frame, by, fitting)
            new = nw.col(found) if value is None else nw.coalesce(nw.col(found), nw.lit(value))
    filled = nw.when(~empty).then(kept).otherwise(new).alias(column)
    frame = frame.with_columns(filled)
    return frame.drop(found) if found in frame.collect_schema().names() else frame
