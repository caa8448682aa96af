"""Which rows are as expected, and why the others are not; copied into exported modules."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import narwhals as nw

from workbench.rules.operations import free_name, is_missing, is_true


def reading(
    operation: Callable[..., Any], frame: Any, reason: str | None, column: str, **arguments: Any
) -> Any:
    """Read text by `operation`; where a `reason` column is there, say in it what was not read."""
    if reason is None or frame.collect_schema()[column] != nw.String:
        return operation(frame, column=column, **arguments)
    came = free_name(frame, "text as it came")
    frame = operation(frame.with_columns(nw.col(column).alias(came)), column=column, **arguments)
    lost = ~nw.col(came).is_null() & nw.col(column).is_null()
    words = nw.concat_str(
        [nw.col(reason), nw.lit(f"{column}: cannot read '"), nw.col(came), nw.lit("'; ")]
    )
    told = nw.when(lost).then(words).otherwise(nw.col(reason)).alias(reason)
    return frame.with_columns(told).drop(came)


def check_from(frame: Any, expected: Mapping[str, Any], reason: str) -> tuple[Any, Any]:
    """Part a cleaned frame into the rows that are as expected and the others.

    The others have the column `reason`.  Columns that the table lacks are not checked (drift
    tells them).  Raises ValueError where a column is of another type than expected, or none of
    those that are expected is there.
    """
    schema = frame.collect_schema()
    columns = {name: told for name, told in expected["columns"].items() if name in schema}
    faults = [
        f"column {name!r} holds {schema[name]}, expected {told['type']}"
        for name, told in columns.items()
        if "type" in told and type_of(schema[name]) not in (told["type"], "other")
    ]
    if expected["columns"] and not columns:
        faults = [f"columns {list(expected['columns'])} are missing"]
    if faults:
        raise ValueError("the cleaned table is not as expected: " + "; ".join(faults))
    conditions = []
    for name, told in columns.items():
        conditions += faults_of(name, told, schema[name])
    key = expected.get("key") or ""
    if key in schema:
        one = free_name(frame, "one")
        frame = frame.with_columns(nw.lit(1).alias(one))
        frame = frame.with_columns(nw.col(one).sum().over(key).alias(one))
        conditions.append((nw.col(one) > 1, f"{key}: the key is there more than once"))
    for condition, words in conditions:
        told_now = nw.concat_str([nw.col(reason), nw.lit(words + "; ")])
        told_now = nw.when(is_true(condition)).then(told_now).otherwise(nw.col(reason))
        frame = frame.with_columns(told_now.alias(reason))
    frame = frame.drop(one) if key in schema else frame
    sound = nw.col(reason) == ""
    told = nw.col(reason).str.strip_chars("; ").alias(reason)
    return frame.filter(sound).drop(reason), frame.filter(~sound).with_columns(told)


def type_of(dtype: Any) -> str:
    """Return number, text, truth, date or other for the type of a column."""
    if dtype.is_numeric():
        return "number"
    if dtype in (nw.String, nw.Categorical, nw.Enum):
        return "text"
    if dtype == nw.Boolean:
        return "truth"
    plain = isinstance(dtype, nw.Datetime) and not dtype.time_zone
    return "date" if plain or dtype == nw.Date else "other"


def faults_of(column: str, told: Mapping[str, Any], dtype: Any) -> list[tuple[Any, str]]:
    """Return what may be wrong in a row's cell of a column, each with the words for it."""
    value = nw.col(column)
    found = []
    if not told.get("nullable", True):
        missing = value.is_null()
        if dtype.is_float():
            missing = missing | value.is_nan()
        found.append((missing, f"{column}: is missing"))
    low, high = told.get("low"), told.get("high")
    if isinstance(low, str) or isinstance(high, str):
        value = value.cast(nw.Datetime("us"))
        low, high = (
            None if bound is None else datetime.datetime.fromisoformat(bound)
            for bound in (low, high)
        )
    if low is not None and high is not None:
        outside = (value < low) | (value > high)
        found.append((outside, f"{column}: is not between {told['low']} and {told['high']}"))
    elif low is not None:
        found.append((value < low, f"{column}: is below {told['low']}"))
    elif high is not None:
        found.append((value > high, f"{column}: is above {told['high']}"))
    if "values" in told:
        other = ~value.is_in(list(told["values"])) & ~value.is_null()
        found.append((other, f"{column}: is none of the {len(told['values'])} known values"))
    return found


def explain_rules(
    frames: Iterable[Any], rules: Iterable[Mapping[str, Any]], key_column: str, key: Any
) -> list[dict[str, Any]]:
    """Tell what each rule did to the row with a key: the cells before and after, where changed.

    `frames` holds the table as it came and after each rule.
    """
    told: list[dict[str, Any]] = []
    before: list[dict[str, Any]] = []
    for place, (frame, rule) in enumerate(zip(frames, [{}, *rules], strict=True)):
        names = frame.collect_schema().names()
        if key_column not in names:
            raise ValueError(f"column {key_column!r} is not there; the table has {names}")
        found = frame.filter(nw.col(key_column) == key)
        found = found.collect() if isinstance(found, nw.LazyFrame) else found
        after = [
            {name: None if is_missing(cell) else cell for name, cell in row.items()}
            for row in found.iter_rows(named=True)
        ]
        if place and after != before:
            told.append({**rule, **changes_of(before, after)})
        before = after
    return told


def changes_of(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the cells that differ, or the whole rows where one is gone."""
    if len(before) != len(after) or not before:
        return {"before": before, "after": after}
    names = dict.fromkeys([*before[0], *after[0]])
    changed = [
        name
        for name in names
        if [row.get(name) for row in before] != [row.get(name) for row in after]
    ]
    return {
        "before": [{name: row[name] for name in changed if name in row} for row in before],
        "after": [{name: row[name] for name in changed if name in row} for row in after],
    }
