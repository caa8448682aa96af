"""What a cleaned table looks like, as data: types, nulls, ranges, categories, key."""

from __future__ import annotations

import datetime
import math
from collections.abc import Collection, Mapping
from typing import Any

import narwhals as nw

from workbench.errors import InputError, MissingColumnError
from workbench.lexicon.plurals import counted
from workbench.rules.accepted import accepted_numbers, accepted_texts, only_row
from workbench.rules.steps.checking import type_of
from workbench.types import Json

__all__ = [
    "FIELDS",
    "changed_expectations",
    "checked_expectation",
    "expectation_problems",
    "expectations_of",
    "fields_of",
]

SEEN = ("low", "high", "values")
"""What is seen in the values of a column of one type."""
FIELDS = ("type", "nullable", *SEEN)
"""What can be expected of a column."""
TYPES = ("number", "text", "truth", "date", "other")


def expectations_of(
    table: Any, *, key: str | None = None, private: bool = False, growing: Collection[str] = ()
) -> Json:
    """Describe a cleaned table, so that an exported module can check tomorrow's.

    Parameters
    ----------
    table : pandas, Polars, PyArrow, DuckDB or Spark table
        As the recipe leaves it.
    key : str, optional
        A column that names rows: its values must stay unique.
    private : bool
        Leave the values and ranges out.
    growing : collection of str
        Columns of numbers that go on from table to table, such as years and identifiers.

    Returns
    -------
    dict
        ``key`` and ``columns``: for each its ``type`` (number, text, truth, date or other), whether
        it is ``nullable`` (a value is missing now), of numbers ``low`` and ``high``
        (`workbench.rules.accepted.accepted_numbers`: some way beyond what was seen), of text with
        few values (20 at most, each at least five times) the ``values``, and the ``source`` of all
        this. They describe what was seen: a value beyond them is new, not surely wrong. Dates and
        numbers that go on (the key, those in `growing`, whole numbers that all differ or that rise
        from row to row) have no range: that tomorrow is later is no fault, and
        `workbench.rules.drift` tells it.

    Raises
    ------
    MissingColumnError
        If the key is no column of the table.
    """
    frame: Any = nw.from_native(table)
    schema = frame.collect_schema()
    if key is not None and key not in schema:
        raise MissingColumnError([key], schema.names(), "expectations_of")
    rows = int(only_row(frame.select(nw.len().alias("rows")))[0])
    columns = {
        name: _column(frame, name, dtype, rows, private or name == key, name in growing)
        for name, dtype in schema.items()
    }
    return {"key": key, "columns": columns}


def changed_expectations(expected: Json | None, changes: Mapping[str, Json | None]) -> Json:
    """Return expectations with those of some columns replaced.

    Parameters
    ----------
    expected : dict or None
        What `expectations_of` returned; None where nothing is expected yet.
    changes : mapping
        Columns to what is expected of them: fields that are given replace those that are there,
        a field that is None is no longer expected; None in place of all: nothing is.
    """
    known = expected or {"key": None, "columns": {}}
    columns = dict(known["columns"])
    for name, change in changes.items():
        if change is None:
            columns.pop(name, None)
            continue
        known_fields = columns.get(name, {})
        if change.get("type") not in (None, known_fields.get("type")):
            # What was seen of another type says nothing any more.
            known_fields = {
                field: value for field, value in known_fields.items() if field not in SEEN
            }
        merged = {**known_fields, **change}
        columns[name] = {field: value for field, value in merged.items() if value is not None}
    return {**known, "columns": columns}


def checked_expectation(column: str, change: Mapping[str, Any]) -> Json:
    """Return what is expected of a column; raise InputError where it is not understood."""
    made = {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in change.items()
    }
    problems = expectation_problems(made)
    if problems:
        raise InputError(f"expect({column!r}): {problems[0][1]}")
    if made.get("values") is not None:
        made["values"] = sorted(set(made["values"]))
    return made


def expectation_problems(change: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is wrong with what is expected of a column: fields, each with a sentence."""
    low, high, values = (change.get(name) for name in SEEN)
    problems = [
        (name, f"{name!r} is unknown; known are {', '.join(FIELDS)}")
        for name in change
        if name not in FIELDS
    ]
    if change.get("type") not in (None, *TYPES):
        problems.append(("type", f"type {change['type']!r} is none of {', '.join(TYPES)}"))
    if change.get("nullable") not in (None, True, False):
        problems.append(("nullable", f"nullable is {change['nullable']!r}; give True or False"))
    problems += [
        (name, f"{bound!r} is no bound; give a number or an ISO date")
        for name, bound in (("low", low), ("high", high))
        if not (bound is None or _is_number(bound) or _is_moment(bound))
    ]
    if values is not None and not _is_list_of_texts(values):
        problems.append(("values", f"values must be a list of texts, not {values!r}"))
    return problems or _contradictions(change.get("type"), low, high, values)


def _contradictions(type_: Any, low: Any, high: Any, values: Any) -> list[tuple[str, str]]:
    """Return what cannot hold together of fields that are right each for itself."""
    if None not in (low, high) and (isinstance(low, str) != isinstance(high, str) or low > high):
        return [("high", f"low {low!r} is above high {high!r}, or of another type")]
    have = "numbers and dates have low and high, texts have values"
    if type_ not in (None, "text") and values is not None:
        return [("values", f"a column of type {type_} has no values; {have}")]
    ranged = [name for name, bound in (("low", low), ("high", high)) if bound is not None]
    if type_ in ("text", "truth", "other") and ranged:
        return [(ranged[0], f"a column of type {type_} has no low and high; {have}")]
    return []


def fields_of(expectation: Mapping[str, Any]) -> Json:
    """Return the fields of what is expected of a column, without where they come from."""
    return {name: value for name, value in expectation.items() if name in FIELDS}


def _is_list_of_texts(values: Any) -> bool:
    listed = isinstance(values, Collection) and not isinstance(values, str)
    return listed and bool(values) and all(isinstance(one, str) for one in values)


def _is_number(bound: Any) -> bool:
    number = isinstance(bound, int | float) and not isinstance(bound, bool)
    return number and math.isfinite(bound)


def _is_moment(text: Any) -> bool:
    try:
        return bool(datetime.datetime.fromisoformat(text))
    except (TypeError, ValueError):
        return False


def _column(frame: Any, name: str, dtype: Any, rows: int, private: bool, growing: bool) -> Json:
    kind = type_of(dtype)
    column: Json = {"type": kind, "nullable": bool(_has_missing(frame, name, dtype) or rows == 0)}
    seen = f"seen in {counted(rows, 'row')} of the cleaned table"
    if kind == "number" and not private and not (growing or _goes_on(frame, name, dtype)):
        accepted = accepted_numbers(frame, name, dtype)
        if accepted is not None:
            column["low"], column["high"] = accepted.low, accepted.high
            seen += f", from {accepted.seen_low} to {accepted.seen_high}"
            seen += "; some way beyond is accepted" if accepted[:2] != accepted[2:] else ""
    if kind == "text" and not private and rows:
        values = accepted_texts(frame, name)
        if values is not None:
            column["values"] = values
    return {**column, "source": seen}


def _has_missing(frame: Any, name: str, dtype: Any) -> bool:
    missing = nw.col(name).is_null()
    if dtype.is_float():
        missing = missing | nw.col(name).is_nan()
    count = nw.when(missing).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias("missing")
    return bool(only_row(frame.select(count))[0])


def _goes_on(frame: Any, name: str, dtype: Any) -> bool:
    """Tell whether numbers count on: whole ones that all differ, or that rise as the rows come."""
    if not dtype.is_integer():
        return False
    there = frame.select(name).drop_nulls()
    distinct_values = nw.col(name).n_unique().alias("distinct")
    rows, distinct = only_row(there.select(nw.len().alias("rows"), distinct_values))
    if rows > 1 and distinct == rows:
        return True
    # Half of them: few values in order are categories, such as grades.
    in_memory = not isinstance(frame, nw.LazyFrame)
    return bool(in_memory and distinct * 2 > rows > 1 and there[name].is_sorted())
