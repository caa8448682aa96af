"""Which of several rows stays, and how they become one; copied into exported modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import as_stored, free_name, is_true, set_by_key
from workbench.rules.steps.cells import rows_by_key


def keep_first(
    frame: Any, key: Sequence[str], order_by: Sequence[str], descending: Sequence[bool]
) -> Any:
    """Keep one of the rows that have the same `key`: the first in the order of `order_by`.

    Missing values come last; rows with a missing key all stay.  Where `order_by` leaves rows
    equal, the first stays on pandas, Polars and PyArrow, any of them on lazy engines.
    """
    schema = frame.collect_schema()
    whole = ~nw.any_horizontal([nw.col(name).is_null() for name in key], ignore_nulls=False)
    place = free_name(frame, "place among the key")
    for name, down in zip(order_by, descending, strict=True):
        if name == order_by[-1] and not down:
            break
        value = numbers_known(name, schema)
        best = (value.max() if down else value.min()).over(*key)
        frame = frame.with_columns(best.alias(place))
        stays = (value == nw.col(place)) | nw.col(place).is_null() | ~whole
        frame = frame.filter(stays).drop(place)
    last = order_by[-1]
    in_order = (
        not isinstance(frame, nw.LazyFrame)
        and len(key) == 1
        and frame[last].null_count() == 0
        and frame[last].is_sorted()
    )
    if in_order:
        return frame.filter(nw.col(key[0]).is_first_distinct() | ~whole)
    there = ~numbers_known(last, schema).is_null()
    missing = nw.when(there).then(nw.lit(0)).otherwise(nw.lit(1))
    frame = frame.with_columns(missing.alias(place))
    if len(key) == 1:
        first = nw.col(key[0]).is_first_distinct().over(order_by=[place, last])
        return frame.filter(first | ~whole).drop(place)
    number = free_name(frame, "number in order")
    if isinstance(frame, nw.LazyFrame):
        frame = frame.with_columns(nw.lit(1).alias(number))
        first = nw.col(number).cum_sum().over(*key, order_by=[place, last]) == 1
        return frame.filter(first | ~whole).drop(number, place)
    came = free_name(frame, "number as it came")
    frame = frame.with_row_index(came).sort([place, last, came]).with_row_index(number)
    first = nw.col(number) == nw.col(number).min().over(*key)
    return frame.filter(first | ~whole).sort(came).drop(came, number, place)


def numbers_known(name: str, schema: Mapping[str, Any]) -> Any:
    """Return a column in which a number that is none (NaN) is missing."""
    if schema[name].is_float():
        return nw.when(~nw.col(name).is_nan()).then(nw.col(name))
    return nw.col(name)


def merge_entities(
    frame: Any,
    key: str,
    golden: Mapping[Any, Any],
    values: Mapping[str, Mapping[Any, Any]],
) -> Any:
    """Remove the rows that are merged into another, and set the chosen values in that one.

    `golden` maps the key of each row that goes to the key of the one that stays; `values` maps
    columns to the chosen value of each key that stays.  Where that row is not there, nothing
    is removed for it.  A lazy table is asked once which of those rows it has.
    """
    schema = frame.collect_schema()
    there = rows_by_key(frame, key, set(golden.values()), [])
    gone = [as_stored(row, schema[key]) for row in golden]
    stays = [as_stored(row, schema[key]) for row in golden.values()]
    removed = [row for row, kept in zip(gone, stays, strict=True) if kept in there]
    changed = []
    for column, chosen in values.items():
        if column not in schema:
            continue
        known = {as_stored(k, schema[key]): as_stored(v, schema[column]) for k, v in chosen.items()}
        known = {k: v for k, v in known.items() if k is not None and v is not None}
        if known:
            kept = is_true(nw.col(key).is_in(list(known)))
            changed.append(set_by_key(nw.col(column), key, known, kept).alias(column))
    frame = frame.with_columns(changed) if changed else frame
    removed = [row for row in removed if row is not None]
    return frame.filter(~nw.col(key).is_in(removed) | nw.col(key).is_null()) if removed else frame
