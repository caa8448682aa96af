"""What each kind of rule does: one function a kind, written once with narwhals.

`Recipe.run` calls these functions and `emit` copies them word for word into the
exported module, so that both give the same result.  They may therefore use
narwhals, the standard library and each other, nothing else; a test holds that.

Each takes a narwhals DataFrame or LazyFrame and returns a new one with the same
columns.  All are row-wise: a row's result depends on that row alone.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
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

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The month names that ``%b`` reads, in any case."""

CALENDAR = (
    "^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    "|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])"
    "|(?:0[48]|[2468][048]|[13579][26]|00)00)-02-29)$"
)
"""A day that exists, as ``YYYY-MM-DD``: engines differ on 30 February, so they never see one."""


def trim(frame: Any, columns: Sequence[str]) -> Any:
    """Remove white space at both ends of the text in `columns`."""
    trimmed = [nw.col(name).str.strip_chars(SPACES) for name in text_among(frame, columns)]
    return frame.with_columns(trimmed) if trimmed else frame


def text_among(frame: Any, columns: Sequence[str]) -> list[str]:
    """Return those of `columns` that hold text; numbers and dates need no mending of text."""
    schema = frame.collect_schema()
    return [name for name in columns if schema[name] == nw.String]


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
    return frame.with_columns(
        text.replace_strict(
            list(mapping), list(mapping.values()), default=text, return_dtype=nw.String
        )
    )


def change_case(frame: Any, columns: Sequence[str], to: str) -> Any:
    """Put the text in `columns` into ``to="upper"`` or ``to="lower"`` case.

    Values with a letter on whose case engines differ (see `UNSTABLE_CASE`) stay as they are.
    """
    changed = []
    for name in text_among(frame, columns):
        text = nw.col(name)
        cased = text.str.to_uppercase() if to == "upper" else text.str.to_lowercase()
        unstable = text.str.contains(UNSTABLE_CASE)
        changed.append(nw.when(unstable).then(text).otherwise(cased).alias(name))
    return frame.with_columns(changed) if changed else frame


def same_value(frame: Any, key: str, column: str, expected: Mapping[Any, Any]) -> Any:
    """Say for each row whether `column` still holds the value that `expected` has for its key."""
    schema = frame.collect_schema()
    known = {}
    empty = []
    for row, value in expected.items():
        place, fitting = as_stored(row, schema[key]), as_stored(value, schema[column])
        if place is not None and fitting is not None:
            known[place] = fitting
        elif place is not None and value is None:
            empty.append(place)
    same = nw.lit(False)
    if known:
        same = is_true(nw.col(column) == value_by_key(key, known))
    if empty:
        same = same | (nw.col(key).is_in(empty) & nw.col(column).is_null())
    return same


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
            return int(value) if float(value) == int(value) else None
        if dtype.is_numeric():
            return float(value)
        if dtype == nw.Date:
            return datetime.date.fromisoformat(value)
        if dtype == nw.Datetime:
            return datetime.datetime.fromisoformat(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return None


def is_true(condition: Any) -> Any:
    """Turn unknown into false: engines differ in what they make of it later on."""
    return nw.when(condition).then(nw.lit(True)).otherwise(nw.lit(False))


def value_by_key(key: str, values: Mapping[Any, Any]) -> Any:
    """Look up each row's key in `values`; null where it is not there."""
    types = {type(value) for value in values.values()}
    dtype: Any = nw.String
    if types == {bool}:
        dtype = nw.Boolean
    elif types == {int}:
        dtype = nw.Int64
    elif types <= {int, float}:
        dtype = nw.Float64
    elif types == {datetime.date}:
        dtype = nw.Date
    elif types == {datetime.datetime}:
        dtype = nw.Datetime("us")
    return nw.col(key).replace_strict(
        list(values), list(values.values()), default=None, return_dtype=dtype
    )


def set_cells(frame: Any, key: str, column: str, cells: Sequence[Sequence[Any]]) -> Any:
    """Set single cells of `column`, each given as ``(key, old, new)``.

    A cell changes only where `column` still holds `old` in the row whose `key` is given;
    elsewhere, and where `new` does not fit the column's type, the row stays as it is.
    """
    schema = frame.collect_schema()
    new = {row: as_stored(value, schema[column]) for row, _, value in cells}
    fit = [row for row, _, value in cells if value is None or new[row] is not None]
    stands = same_value(frame, key, column, {row: old for row, old, _ in cells if row in fit})
    values = {as_stored(row, schema[key]): new[row] for row in fit if new[row] is not None}
    values.pop(None, None)
    changed: Any = nw.when(~stands).then(nw.col(column))
    if values:
        changed = nw.when(stands).then(value_by_key(key, values)).otherwise(nw.col(column))
    return frame.with_columns(changed.alias(column))


def drop_rows(
    frame: Any,
    key: str,
    rows: Mapping[Any, Mapping[str, Any]],
    kept: Mapping[Any, Any],
    alike: bool = False,
) -> Any:
    """Remove the rows whose `key` is in `rows`, where they still hold the values given there.

    `kept` names the row that stays in place of each: where that is gone, the row is not
    dropped.  With `alike` the kept row must hold the same values.  A lazy table is asked once
    which of the kept rows it has.
    """
    there = rows_by_key(frame, key, set(kept.values()), list(next(iter(rows.values()))))
    schema = frame.collect_schema()
    wanted = {
        row: old
        for row, old in rows.items()
        if row not in kept or still_there(there, kept[row], old if alike else {}, schema, key)
    }
    if not wanted:
        return frame
    keys = [as_stored(row, schema[key]) for row in wanted]
    stands = nw.col(key).is_in([row for row in keys if row is not None])
    for column in next(iter(wanted.values())):
        old = {row: values[column] for row, values in wanted.items()}
        stands = stands & same_value(frame, key, column, old)
    return frame.filter(~is_true(stands))


def rows_by_key(frame: Any, key: str, keys: set[Any], columns: Sequence[str]) -> dict[Any, Any]:
    """Return the rows with one of `keys`, by key, as dicts of `columns`."""
    stored = [as_stored(row, frame.collect_schema()[key]) for row in keys]
    stored = [row for row in stored if row is not None]
    if not stored:
        return {}
    found = frame.filter(nw.col(key).is_in(stored)).select(dict.fromkeys([key, *columns]))
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    return {row[key]: row for row in found.iter_rows(named=True)}


def still_there(
    there: Mapping[Any, Mapping[str, Any]],
    row: Any,
    old: Mapping[str, Any],
    schema: Mapping[str, Any],
    key: str,
) -> bool:
    """Tell whether the row is among those there, with the values of `old`."""
    values = there.get(as_stored(row, schema[key]))
    if values is None:
        return False
    for column, value in old.items():
        now, then = values[column], as_stored(value, schema[column])
        missing = now is None or now != now or str(now) in ("NaT", "<NA>")
        if (then is None) != (value is None) or missing != (then is None):
            return False
        if not missing and (float(now) if isinstance(then, float) else now) != then:
            return False
    return True


def literal(text: str) -> str:
    """Write `text` as a regular expression that matches it on every engine."""
    return "".join("\\" + sign if sign in "\\^$.|?*+()[]{}" else sign for sign in text)


def parse_number(
    frame: Any, column: str, decimal: str, thousands: str, units: Mapping[str, float]
) -> Any:
    """Read the text in `column` as numbers; what is no number becomes null.

    A column that holds numbers already stays as it is.

    `units` maps the text that may stand before or after the digits to the factor that
    brings the number to the common unit, for example ``{"": 1.0, "cm": 1.0, "m": 100.0}``.
    Up to 15 digits are read on either side of the decimal mark.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        number = nw.col(column).cast(nw.Float64) if dtype.is_numeric() else nw.col(column)
        return frame.with_columns(number)
    text = nw.col(column).str.strip_chars(SPACES)
    whole = "[0-9]{1,15}"
    if thousands:
        whole = f"(?:{whole}|[0-9]{{1,3}}(?:{literal(thousands)}[0-9]{{3}}){{1,4}})"
    digits = f"(?:{whole}(?:{literal(decimal)}[0-9]{{1,15}})?|{literal(decimal)}[0-9]{{1,15}})"
    numbers = []
    for unit, factor in units.items():
        sign, mark = "[+-]?", literal(unit)
        pattern = f"^(?:{sign}{mark} ?{digits}|{mark} ?[+-]{digits}|{sign}{digits} ?{mark})$"
        bare = text.str.replace_all(unit, "", literal=True) if unit else text
        for character in (" ", "+", thousands):
            if character:
                bare = bare.str.replace_all(character, "", literal=True)
        bare = bare.str.replace_all(decimal, ".", literal=True)
        found = nw.when(text.str.contains(pattern)).then(bare).cast(nw.Float64)
        numbers.append(found if factor == 1 else found * factor)
    number = nw.coalesce(*numbers) if len(numbers) > 1 else numbers[0]
    return frame.with_columns(number.alias(column))


def parse_date(frame: Any, column: str, formats: Sequence[str]) -> Any:
    """Read the text in `column` as dates; what is no existing day becomes null.

    Each format is tried in order.  Formats are made of ``%Y`` (four digits), ``%m`` and ``%d``
    (one or two digits), ``%b`` (Jan to Dec) and the separators between them.  The result is a
    datetime at midnight, without a time zone.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        moment = nw.col(column).cast(nw.Datetime("us")) if dtype == nw.Date else nw.col(column)
        return frame.with_columns(moment)
    text = nw.col(column).str.strip_chars(SPACES)
    days = []
    for form in formats:
        day = iso_day(text, form)
        exists = day.str.contains(CALENDAR) & ~day.str.starts_with("0000")
        days.append(nw.when(exists).then(day))
    day = nw.coalesce(*days) if len(days) > 1 else days[0]
    date = day.str.to_datetime(format="%Y-%m-%d").cast(nw.Datetime("us"))
    return frame.with_columns(date.alias(column))


def iso_day(text: Any, form: str) -> Any:
    """Rewrite texts of the format `form` as ``YYYY-MM-DD``; others become null."""
    short = "[0-9]{1,2}" if len(form) > 6 else "[0-9]{2}"
    shapes = {"%Y": "[0-9]{4}", "%m": short, "%d": short, "%b": "[A-Za-z]{3}"}
    parts = [form[i : i + 2] if form[i] == "%" else form[i] for i in range(len(form))]
    parts = [part for i, part in enumerate(parts) if i == 0 or form[i - 1] != "%"]
    patterns = [shapes.get(part) or literal(part) for part in parts]
    fields = {}
    for i, part in enumerate(parts):
        if part in shapes:
            field = text.str.replace_all("^" + "".join(patterns[:i]), "")
            fields[part] = field.str.replace_all("".join(patterns[i + 1 :]) + "$", "")
    month = fields.get("%m")
    if month is None:
        numbers = [f"{number:02d}" for number in range(1, 13)]
        names = [name.lower() for name in MONTHS]
        month = fields["%b"].str.to_lowercase()
        month = month.replace_strict(names, numbers, default=None, return_dtype=nw.String)
    day = nw.concat_str(
        [fields["%Y"], month.str.zfill(2), fields["%d"].str.zfill(2)], separator="-"
    )
    return nw.when(text.str.contains("^" + "".join(patterns) + "$")).then(day)
