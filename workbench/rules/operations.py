"""What each kind of rule does: one function a kind, written once with narwhals.

`Recipe.run` calls these functions and `emit` copies them word for word into the
exported module, so that both give the same result.  They may therefore use
narwhals, the standard library and each other, nothing else; a test holds that.

Each takes a narwhals DataFrame or LazyFrame and returns a new one.  Here are those that mend
text, and what the modules in `steps` build on.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import narwhals as nw

SPACES = (
    " \t\n\r\x0b\x0c\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""The characters that `trim` removes, named so that every engine removes the same."""

UNSTABLE_CASE = (
    "[\u00df\u0130\u0149\u019b\u01f0\u0250-\u02af\u0390\u03a3\u03b0\u03c2\u0587\u1c80-\u1c8f"
    "\u1e96-\u1e9f\u1f00-\u1fff\ua7c0-\ua7ff\uab30-\uabbf\ufb00-\ufb1c\U00010400-\U0001dfff]"
)
"""Letters whose upper or lower form differs from engine to engine (German sharp s, Turkish
dotted I, final sigma, ligatures): `change_case` leaves values with one of them as they are."""

MANY = 10_000
"""From so many rows on, equal values are worked on once."""

FEW = 100
"""Up to so many values are looked up in an expression, more of them by a join on lazy engines."""


def trim(frame: Any, columns: Sequence[str]) -> Any:
    """Remove white space at both ends of the text in `columns`."""
    trimmed = [stripped(frame, name) for name in text_among(frame, columns)]
    return frame.with_columns(trimmed) if trimmed else frame


def stripped(frame: Any, name: str) -> Any:
    """Return the text of a column without white space at both ends."""
    if frame.implementation.is_duckdb():  # whose own trim is slow with many characters
        return nw.col(name).str.replace_all(f"^[{SPACES}]+|[{SPACES}]+$", "")
    return nw.col(name).str.strip_chars(SPACES)


def by_distinct(frame: Any, column: str, change: Callable[[Any], Any]) -> Any:
    """Change a column once for each of its values, where that is less work than for each row."""
    if isinstance(frame, nw.LazyFrame) or len(frame) < MANY:
        return change(frame)
    known = frame.select(column).drop_nulls().unique()
    if len(known) == 0 or len(known) * 10 > len(frame):
        return change(frame)
    made = change(known)[column]
    put_back = nw.col(column).replace_strict(
        known[column].to_list(), made.to_list(), default=None, return_dtype=made.dtype
    )
    return frame.with_columns(put_back)


def collapse(frame: Any, columns: Sequence[str]) -> Any:
    """Make one space of each run of white space in the text of `columns`."""
    # A single space stays as it is, so that most values have no match at all.
    pattern = f"[{SPACES}]{{2,}}|[{SPACES[1:]}]"
    if frame.implementation.is_pyspark():  # Java tries long classes sign by sign
        pattern = f"(?=[^!-~])[{SPACES}]+"
    collapsed = [nw.col(name).str.replace_all(pattern, " ") for name in text_among(frame, columns)]
    return frame.with_columns(collapsed) if collapsed else frame


def text_among(frame: Any, columns: Sequence[str]) -> list[str]:
    """Return those of `columns` that hold text; numbers and dates need no mending of text.

    A column that a file lacks has none to mend either.
    """
    schema = frame.collect_schema()
    return [name for name in columns if name in schema and schema[name] == nw.String]


def set_null(frame: Any, columns: Sequence[str], values: Sequence[str]) -> Any:
    """Replace the texts in `values`, which only look like data, by null."""
    kept = [
        nw.when(~nw.col(name).is_in(list(values))).then(nw.col(name)).alias(name)
        for name in text_among(frame, columns)
    ]
    return frame.with_columns(kept) if kept else frame


def map_values(frame: Any, column: str, mapping: Mapping[str, str]) -> Any:
    """Replace each text in `column` that is a key of `mapping` by its value."""
    if not text_among(frame, [column]):
        return frame
    text = nw.col(column)
    if by_join(frame, mapping):
        frame, found = with_lookup(frame, column, mapping)
        changed = nw.coalesce(nw.col(found), text).alias(column)
        return frame.with_columns(changed).drop(found)
    return frame.with_columns(
        text.replace_strict(
            list(mapping), list(mapping.values()), default=text, return_dtype=nw.String
        )
    )


def change_case(frame: Any, columns: Sequence[str], to: str) -> Any:
    """Put the text in `columns` into ``to="upper"`` or ``to="lower"`` case.

    Values with a letter on whose case engines differ (see `UNSTABLE_CASE`) stay as they are.
    """
    unstable = UNSTABLE_CASE
    if frame.implementation.is_pyspark():  # Java tries long classes sign by sign
        unstable = f"(?=[^\x01-\x7f]){UNSTABLE_CASE}"
    changed = [cased(nw.col(name), to, unstable).alias(name) for name in text_among(frame, columns)]
    return frame.with_columns(changed) if changed else frame


def cased(text: Any, to: str, unstable: str = UNSTABLE_CASE) -> Any:
    """Return the text in upper or lower case, where engines agree on it."""
    changed = text.str.to_uppercase() if to == "upper" else text.str.to_lowercase()
    return nw.when(text.str.contains(unstable)).then(text).otherwise(changed)


def replace_pattern(frame: Any, columns: Sequence[str], pattern: str, replacement: str) -> Any:
    """Replace each match of the regular expression `pattern` in the text of `columns`.

    Where the pattern says ``$``, texts with a line break stay as they are: engines differ on
    what the end of such a text is.
    """
    changed = []
    for name in text_among(frame, columns):
        text = nw.col(name)
        made = text.str.replace_all(pattern, replacement)
        if "$" in pattern:
            broken = text.str.contains("[\n\r\x85\u2028\u2029]")
            made = nw.when(broken).then(text).otherwise(made).alias(name)
        changed.append(made)
    return frame.with_columns(changed) if changed else frame


def as_stored(value: Any, dtype: Any) -> Any:
    """Write a value as a column of type `dtype` holds it; None where it cannot be one.

    A file may be read as text one day and as numbers or dates the next: ``"12"`` is 12 then.
    """
    if value is None or dtype == nw.String:
        return value if value is None or isinstance(value, str) else str(value)
    try:
        if dtype == nw.Boolean:
            return value if isinstance(value, bool) else None
        if dtype.is_integer():
            whole = int(value)  # not by way of a float: it holds no integer beyond 2^53 for sure
            return whole if isinstance(value, str) or whole == value else None
        if dtype.is_numeric():
            return float(value)
        if dtype == nw.Date:
            return datetime.date.fromisoformat(value)
        if dtype == nw.Datetime:
            return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return None


def is_missing(value: Any) -> bool:
    """Tell whether a cell holds no value: None, NaN, NaT, or the NA of pandas."""
    if value is None:
        return True
    unlike = value != value
    if type(unlike).__name__ == "NAType":  # a comparison with NA gives NA, which has no truth
        return True
    return not hasattr(unlike, "__len__") and bool(unlike)


def differs(before: Any, after: Any) -> bool:
    """Tell whether a cell holds another value than before."""
    if is_missing(before) or is_missing(after):
        return is_missing(before) != is_missing(after)
    return bool(before != after)


def is_true(condition: Any) -> Any:
    """Turn unknown into false: engines differ in what they make of it later on."""
    return nw.when(condition).then(nw.lit(True)).otherwise(nw.lit(False))


def dtype_of(values: Mapping[Any, Any]) -> Any:
    """Return the type of column that holds the values of a mapping."""
    types = {type(value) for value in values.values()}
    if types == {bool}:
        return nw.Boolean
    if types == {int}:
        return nw.Int64
    if types <= {int, float}:
        return nw.Float64
    if types == {datetime.date}:
        return nw.Date
    if types == {datetime.datetime}:
        return nw.Datetime("us")
    return nw.String


def value_by_key(key: str, values: Mapping[Any, Any]) -> Any:
    """Look up each row's key in `values`; null where it is not there."""
    return nw.col(key).replace_strict(
        list(values), list(values.values()), default=None, return_dtype=dtype_of(values)
    )


def set_by_key(column: Any, key: str, values: Mapping[Any, Any], where: Any) -> Any:
    """Return `column` with each row's value of `values`, by its key, in the rows of `where`."""
    new = value_by_key(key, values)
    if dtype_of(values) == nw.Boolean:  # pandas makes objects of truths and missing ones
        new = value_by_key(key, {row: int(value) for row, value in values.items()}) == 1
    return nw.when(~where).then(column).otherwise(new)


def by_join(frame: Any, values: Mapping[Any, Any]) -> bool:
    """Tell whether so many values are looked up by a join: lazy engines are slow otherwise."""
    lazy = frame.implementation.is_duckdb() or frame.implementation.is_pyspark()
    simple = {type(item) for pair in values.items() for item in pair} <= {str, int, float, bool}
    return lazy and simple and len(values) > FEW


def with_lookup(frame: Any, key: str, values: Mapping[Any, Any]) -> tuple[Any, str]:
    """Add a column with the value that `values` has for each row's key, and return its name."""
    name = free_name(frame, "value of the map")
    if not by_join(frame, values):
        return frame.with_columns(value_by_key(key, values).alias(name)), name
    place = free_name(frame, "key of the map")
    found = small_table(frame, {place: list(values), name: list(values.values())})
    schema = frame.collect_schema()
    found = found.with_columns(nw.col(place).cast(schema[key]), nw.col(name).cast(dtype_of(values)))
    return frame.join(found, left_on=key, right_on=place, how="left"), name


def free_name(frame: Any, name: str) -> str:
    """Return a name for a column that the frame has none of."""
    taken = {column.lower() for column in frame.collect_schema().names()}
    while name in taken:
        name += "_"
    return name


def small_table(frame: Any, columns: Mapping[str, Sequence[Any]]) -> Any:
    """Make a table of `columns` on the DuckDB connection or Spark session of `frame`."""
    native = frame.to_native()
    kinds = {
        name: {type(value) for value in values if value is not None}
        for name, values in columns.items()
    }
    types = {
        name: float if found == {int, float} else next(iter(found), str)
        for name, found in kinds.items()
    }
    if frame.implementation.is_pyspark():
        words = {str: "STRING", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
        schema = ", ".join(f"`{name}` {words[kind]}" for name, kind in types.items())
        cells = [
            [value if value is None else types[name](value) for value in values]
            for name, values in columns.items()
        ]
        made = native.sparkSession.createDataFrame(list(zip(*cells, strict=True)), schema)
        return nw.from_native(made.hint("broadcast"))
    words = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN"}
    parts = []
    for name, values in columns.items():
        # Every value is inside one JSON text, in which only the quote has to be doubled.
        text = json.dumps(list(values)).replace("'", "''")
        parts.append(f"unnest(from_json('{text}', '[\"{words[types[name]]}\"]')) AS \"{name}\"")
    return nw.from_native(native.query("rules_table", f"SELECT {', '.join(parts)}"))
