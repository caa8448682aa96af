"""Cleaning rules for customers: 8 rules, recipe 3b7427be72c4d5d1.

Source: customers.csv, 3 rows.

Runs on pandas, Polars, PyArrow and DuckDB tables and needs narwhals alone.  The input is
not changed; a lazy table stays lazy.  Exported by the Data-Quality Workbench.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

COLUMNS = {
    "state": "text",
    "name": "text",
    "segment": "text",
    "id": "integer",
    "height": "text",
    "joined": "text",
}
"""The columns that the rules need, with the type of each."""

RULES = [
    {
        "rule": 1,
        "kind": "trim",
        "what": "trim state, name",
        "why": "2 values have white space at an end.",
    },
    {"rule": 2, "kind": "set_null", "what": "'N/A', '-' in state to null", "accepted_by": "ada"},
    {
        "rule": 3,
        "kind": "map_values",
        "what": 'state: \'Calif.\' to \'CA\', \'x"\\\'\\n\' to \'TX\'',
    },
    {"rule": 4, "kind": "change_case", "what": "segment to lower case"},
    {
        "rule": 5,
        "kind": "set_cells",
        "what": "segment of id 2: 'plus' to 'basic'",
        "why": "1 value of segment was decided in review.",
        "accepted_by": "ben",
        "decisions": ["5c1f7c1e-0000-4000-8000-000000000001"],
    },
    {"rule": 6, "kind": "drop_rows", "what": "drop row by id: 3"},
    {"rule": 7, "kind": "parse_number", "what": "height to number (m x 100)"},
    {"rule": 8, "kind": "parse_date", "what": "joined to date (%Y-%m-%d, %d.%m.%Y)"},
]
"""Each rule with the reason for it, who accepted it and the decisions behind it."""


def clean(table: Any) -> Any:
    """Apply the rules to `table` and return a table of the same kind.

    What no longer fits a rule is left as it is; text that is no number or date becomes
    null where a rule reads it as one.  Raises ValueError or TypeError where `table`
    lacks a column of `COLUMNS` or mixes types in one, and says what to do.
    """
    frame = prepare(nw.from_native(table), COLUMNS)

    # 1. 2 values have white space at an end.
    frame = trim(frame, columns=["state", "name"])

    # 2. 'N/A', '-' in state to null
    frame = set_null(frame, columns=["state"], values=["N/A", "-"])

    # 3. state: 'Calif.' to 'CA', 'x'\\'\\n' to 'TX'
    frame = map_values(frame, column="state", mapping={"Calif.": "CA", 'x"\'\n': "TX"})

    # 4. segment to lower case
    frame = change_case(frame, columns=["segment"], to="lower")

    # 5. 1 value of segment was decided in review.
    frame = set_cells(frame, key="id", column="segment", cells=[(2, "plus", "basic")])

    # 6. drop row by id: 3
    frame = drop_rows(frame, key="id", rows={3: {"name": "Nova Ng"}}, kept={})

    # 7. height to number (m x 100)
    frame = parse_number(
        frame,
        column="height",
        decimal=".",
        thousands="",
        units={"cm": 1.0, "m": 100.0},
    )

    # 8. joined to date (%Y-%m-%d, %d.%m.%Y)
    frame = parse_date(frame, column="joined", formats=["%Y-%m-%d", "%d.%m.%Y"])

    return frame.to_native()


# How each rule works, the same on every engine.


def prepare(frame: Any, columns: Mapping[str, str]) -> Any:
    """Check that `columns` are there, and make text of categories where text is needed.

    Tomorrow's file may hold numbers or dates where today's held text: the rules leave what
    needs no mending as it is.  Raises ValueError or TypeError where they cannot run, and says
    what to do.
    """
    schema = frame.collect_schema()
    missing = [name for name in columns if name not in schema.names()]
    if missing:
        present = ", ".join(repr(name) for name in schema.names())
        raise ValueError(f"columns {missing} are missing; the table has {present}")
    patterns = [name for name in columns if name == "*" or name[:1] + name[-1:] == "^$"]
    if patterns:
        raise ValueError(f"column {patterns[0]!r} reads as a pattern of names; rename it")
    as_text = []
    for name, needed in columns.items():
        dtype = schema[name]
        large = dtype == nw.String and frame.implementation.is_pyarrow()
        if dtype in (nw.Categorical, nw.Enum) or large:
            as_text.append(nw.col(name).cast(nw.String))
        elif dtype == nw.Object:
            kinds = {type(value) for value in frame[name].drop_nulls().to_list()}
            if not kinds:
                as_text.append(nw.col(name).cast(nw.String))
            elif needed == "text" and str in kinds:
                raise TypeError(
                    f"column {name!r} mixes text with {[k.__name__ for k in kinds - {str}]}, but "
                    "the rules were made for text; make text of it first, in pandas: "
                    f"df.astype({{{name!r}: str}})"
                )
    return frame.with_columns(as_text) if as_text else frame


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
