"""How expressions over columns are worked out; copied word for word into exported modules.

An expression is a nested list such as ``["gt", ["column", "age"], ["value", 3]]``, made and
checked by `workbench.rules.expressions`.  A comparison with a missing value is false, and so is
a missing truth value in a condition.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import cased, is_true


def derive_column(frame: Any, name: str, expression: Sequence[Any]) -> Any:
    """Add the column `name` with the values of `expression`."""
    refuse_taken(frame, [name])
    made, _ = worked_out(expression, frame.collect_schema())
    return frame.with_columns(made.alias(name))


def flag_rows(frame: Any, name: str, expression: Sequence[Any]) -> Any:
    """Add the column `name`: true where the condition `expression` holds, false elsewhere."""
    refuse_taken(frame, [name])
    return frame.with_columns(condition(expression, frame.collect_schema()).alias(name))


def drop_where(frame: Any, expression: Sequence[Any]) -> Any:
    """Remove the rows for which the condition `expression` holds."""
    return frame.filter(~condition(expression, frame.collect_schema()))


def refuse_taken(frame: Any, names: Sequence[str]) -> None:
    """Raise ValueError where the table has a column that a rule is to add."""
    present = frame.collect_schema().names()
    if frame.implementation.is_pyspark():
        present = [name.lower() for name in present]
        names = [name.lower() for name in names]
    taken = [name for name in names if name in present]
    if taken:
        raise ValueError(f"column {taken[0]!r} is there already; a rule is to add it")


def condition(expression: Sequence[Any], schema: Mapping[str, Any]) -> Any:
    """Work out an expression that must be true or false; a missing truth value is false."""
    made, kind = worked_out(expression, schema)
    if kind != "truth":
        raise TypeError(f"the condition {expression!r} gives a {kind}, not true or false")
    return is_true(made)


def worked_out(expression: Sequence[Any], schema: Mapping[str, Any]) -> tuple[Any, str]:
    """Return an expression for narwhals, and number, text, date or truth for its type."""
    name, *parts = expression
    if name == "column":
        return column_of(parts[0], schema)
    if name == "value":
        kinds = {bool: "truth", int: "number", float: "number", str: "text"}
        return nw.lit(parts[0]), kinds[type(parts[0])]
    if name in ("lt", "le", "gt", "ge", "eq", "ne"):
        return compared(name, parts, schema), "truth"
    if name == "in":
        inside = nw.lit(False)
        for choice in parts[1]:
            inside = inside | compared("eq", [parts[0], ["value", choice]], schema)
        if all(isinstance(choice, str) for choice in parts[1]):
            inside = is_true(typed(parts[0], schema, "text", name).is_in(list(parts[1])))
        return inside, "truth"
    if name == "is_null":
        made, kind = worked_out(parts[0], schema)
        return (~made if kind == "truth" else made).is_null(), "truth"
    if name in ("and", "or", "not"):
        first, *others = [condition(part, schema) for part in parts]
        for other in others:
            first = first & other if name == "and" else first | other
        return (~first if name == "not" else first), "truth"
    if name in ("add", "subtract", "multiply", "divide"):
        return calculated(name, parts, schema), "number"
    if name in ("year", "month", "day"):
        moment = typed(parts[0], schema, "date", name)
        return integer(getattr(moment.dt, name)()), "number"
    if name in ("coalesce", "if"):
        return one_of(name, parts, schema)
    return of_text(name, parts, schema)


def column_of(name: str, schema: Mapping[str, Any]) -> tuple[Any, str]:
    """Return a column and its type; what is no number becomes null in it."""
    dtype = schema[name]
    if dtype == nw.String:
        return nw.col(name), "text"
    if dtype == nw.Boolean:
        return nw.col(name), "truth"
    if dtype.is_float():
        return nw.when(~nw.col(name).is_nan()).then(nw.col(name)), "number"
    if dtype.is_numeric():
        return nw.col(name), "number"
    if dtype == nw.Date or (isinstance(dtype, nw.Datetime) and not dtype.time_zone):
        return nw.col(name).cast(nw.Datetime("us")), "date"
    raise TypeError(f"column {name!r} is {dtype}; expressions work on text, numbers, truth, dates")


def typed(expression: Sequence[Any], schema: Mapping[str, Any], kind: str, where: str) -> Any:
    """Work out an expression that must be of one type."""
    made, found = worked_out(expression, schema)
    if found != kind:
        raise TypeError(f"{where} needs a {kind}, but {expression!r} is a {found}")
    return made


def compared(name: str, parts: Sequence[Any], schema: Mapping[str, Any]) -> Any:
    """Compare two expressions of one type; text beside a date must be an ISO date."""
    (left, kind), (right, other) = [worked_out(part, schema) for part in parts]
    if (kind, other) == ("date", "text") and parts[1][0] == "value":
        right, other = nw.lit(datetime.datetime.fromisoformat(parts[1][1])), "date"
    if kind != other:
        raise TypeError(f"{parts[0]!r} is a {kind} and {parts[1]!r} a {other}: not comparable")
    if name in ("eq", "ne"):
        same = is_true(left == right)
        return same if name == "eq" else ~(same | left.is_null() | right.is_null())
    if name in ("lt", "le"):
        return is_true(left < right if name == "lt" else left <= right)
    return is_true(left > right if name == "gt" else left >= right)


def calculated(name: str, parts: Sequence[Any], schema: Mapping[str, Any]) -> Any:
    """Calculate with two numbers, as floats; divided by zero is missing."""
    left, right = [typed(part, schema, "number", name).cast(nw.Float64) for part in parts]
    if name == "add":
        return left + right
    if name == "subtract":
        return left - right
    if name == "multiply":
        return left * right
    return left / nw.when(right != 0).then(right)


def one_of(name: str, parts: Sequence[Any], schema: Mapping[str, Any]) -> tuple[Any, str]:
    """Return the first value that is there, or one of two by a condition."""
    choices = [worked_out(part, schema) for part in (parts[1:] if name == "if" else parts)]
    kinds = {kind for _, kind in choices}
    if len(kinds) > 1:
        raise TypeError(f"{name} must choose among values of one type, not {sorted(kinds)}")
    kind = kinds.pop()
    values = [made.cast(nw.Float64) if kind == "number" else made for made, _ in choices]
    if name == "coalesce":
        return nw.coalesce(*values), kind
    chosen_one = nw.when(condition(parts[0], schema)).then(values[0])
    return (chosen_one.otherwise(values[1]) if len(values) > 1 else chosen_one), kind


def integer(value: Any) -> Any:
    """Return whole numbers as 64-bit integers; plain pandas keeps floats where some are missing."""
    there = ~value.is_null()
    return nw.when(there).then(nw.when(there).then(value).otherwise(nw.lit(0)).cast(nw.Int64))


def of_text(name: str, parts: Sequence[Any], schema: Mapping[str, Any]) -> tuple[Any, str]:
    """Work out what is asked of texts."""
    if name == "concat":
        texts = [typed(part, schema, "text", name) for part in parts]
        return nw.concat_str(texts, separator=""), "text"
    text = typed(parts[0], schema, "text", name)
    if name in ("upper", "lower"):
        return cased(text, name), "text"
    if name == "length":
        return integer(text.str.len_chars()), "number"
    if name == "matches":
        matched = is_true(text.str.contains(parts[1]))
        if "$" in parts[1]:  # engines differ on where a text with line breaks ends
            matched = matched & ~is_true(text.str.contains("[\n\r\x85\u2028\u2029]"))
        return matched, "truth"
    if name == "contains":
        return is_true(text.str.contains(parts[1], literal=True)), "truth"
    if name == "starts_with":
        return is_true(text.str.starts_with(parts[1])), "truth"
    return is_true(text.str.ends_with(parts[1])), "truth"
