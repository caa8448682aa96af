"""What is done to whole columns; copied word for word into exported modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import SPACES, is_true, with_lookup
from workbench.rules.steps.conditions import refuse_taken
from workbench.rules.steps.reading_numbers import literal


def drop_columns(frame: Any, columns: Sequence[str]) -> Any:
    """Remove those of `columns` that are there."""
    return frame.drop(list(columns), strict=False)


def rename_columns(frame: Any, names: Mapping[str, str]) -> Any:
    """Give columns that are there other names; `names` maps the old to the new."""
    names = {old: new for old, new in names.items() if old in frame.collect_schema()}
    refuse_taken(frame.drop(list(names)), list(names.values()))
    return frame.rename(dict(names))


def split_column(frame: Any, column: str, separator: str, into: Sequence[str], keep: bool) -> Any:
    """Split the text in `column` at `separator`, a single character, into new columns.

    The last one takes what remains; where there are fewer parts, the others are null.
    """
    refuse_taken(frame, into)
    if frame.collect_schema()[column] != nw.String:
        raise TypeError(f"column {column!r} holds no text and cannot be split")
    text = nw.col(column)
    part = f"[^{literal(separator)}]*{literal(separator)}"
    parts = []
    for place, name in enumerate(into):
        rest = text.str.replace_all(f"^(?:{part}){{{place}}}", "") if place else text
        if place < len(into) - 1:
            rest = rest.str.replace_all(f"{literal(separator)}[\x01-\U0010ffff]*", "")
        if place:
            rest = nw.when(text.str.contains(f"^(?:{part}){{{place}}}")).then(rest)
        parts.append(rest.alias(name))
    frame = frame.with_columns(parts)
    return frame if keep else frame.drop(column)


def cast_column(frame: Any, column: str, to: str) -> Any:
    """Change the type of `column` to text, integer, number or truth; what does not fit is null.

    Plain pandas has no integers with missing values: they are whole floats there.
    """
    dtype = frame.collect_schema()[column]
    value = nw.col(column)
    if dtype == nw.String and to != "text":
        changed = text_to(value.str.strip_chars(SPACES), to)
    elif dtype.is_float() and to == "integer":
        changed = whole_number(value)
    elif dtype.is_float() and to == "text" and only_whole(frame, column):
        whole = nw.when(value.is_null()).then(nw.lit(0.0)).otherwise(value).cast(nw.Int64)
        changed = nw.when(~value.is_null()).then(whole.cast(nw.String))
    elif dtype == nw.Boolean and to == "text":
        true = nw.when(value).then(nw.lit("true")).otherwise(nw.lit("false"))
        changed = nw.when(~value.is_null()).then(true)
    elif to == "text" and (dtype == nw.String or dtype.is_integer()):
        changed = value.cast(nw.String)
    elif to == "number" and dtype.is_numeric():
        changed = value.cast(nw.Float64)
    elif (to == "integer" and dtype.is_integer()) or (to == "truth" and dtype == nw.Boolean):
        changed = value
    else:
        raise TypeError(f"column {column!r} holds {dtype}; engines differ on it as {to}")
    return frame.with_columns(changed.alias(column))


def text_to(text: Any, to: str) -> Any:
    """Read texts as integer, number or truth; null where they are none."""
    if to == "truth":
        bare = text.str.to_lowercase()
        return nw.when(bare.is_in(["true", "false"])).then(bare == "true")
    whole = "^[+-]?[0-9]{1,18}$" if to == "integer" else "^[+-]?[0-9]{1,15}(?:[.][0-9]{1,15})?$"
    reads = is_true(text.str.contains(whole))
    bare = nw.when(reads).then(text.str.replace_all("+", "", literal=True)).otherwise(nw.lit("0"))
    return nw.when(reads).then(bare.cast(nw.Int64 if to == "integer" else nw.Float64))


def whole_number(value: Any) -> Any:
    """Return floats as integers; null where they are not whole or too large to be exact."""
    whole = is_true((value.floor() == value) & (value < 2.0**53) & (value > -(2.0**53)))
    return nw.when(whole).then(nw.when(whole).then(value).otherwise(nw.lit(0.0)).cast(nw.Int64))


def only_whole(frame: Any, column: str) -> bool:
    """Tell whether the floats of a pandas column are integers with missing values."""
    if not frame.implementation.is_pandas():
        return False
    value = frame[column].drop_nulls()
    return bool(((value.floor() == value) & (value.abs() < 2.0**53)).all())


def repair_dependency(frame: Any, left: str, right: str, mapping: Mapping[str, str]) -> Any:
    """Set `right` to what `mapping` has for the value of `left`, where that is in it."""
    frame, found = with_lookup(frame, left, mapping)
    mended = nw.coalesce(nw.col(found), nw.col(right)).alias(right)
    return frame.with_columns(mended).drop(found)
