"""Cleaning rules for customers: 8 rules, recipe 3b7427be72c4d5d1.

Source: customers.csv, 3 rows.

Runs on pandas, Polars, PyArrow, DuckDB and Spark tables and needs only narwhals.  The
input is not changed; a lazy table stays lazy.  Exported by the Data-Quality Workbench.
"""

from __future__ import annotations

import datetime
import json
import re
import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
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
"""The columns that the rules need, and the type of each."""

RULES = [
    {
        "rule": 1,
        "kind": "trim",
        "what": "trim state, name",
        "columns": {"each": ["state", "name"]},
        "why": "2 values have white space at an end.",
    },
    {
        "rule": 2,
        "kind": "set_null",
        "what": "'N/A', '-' in state to null",
        "columns": {"each": ["state"]},
        "accepted_by": "ada",
    },
    {
        "rule": 3,
        "kind": "map_values",
        "what": 'state: \'Calif.\' to \'CA\', \'x"\\\'\\n\' to \'TX\'',
        "columns": {"needs": ["state"]},
    },
    {
        "rule": 4,
        "kind": "change_case",
        "what": "segment to lower case",
        "columns": {"each": ["segment"]},
    },
    {
        "rule": 5,
        "kind": "set_cells",
        "what": "segment of id 2: 'plus' to 'basic'",
        "columns": {"needs": ["segment", "id"]},
        "why": "1 value of segment was decided in review.",
        "accepted_by": "ben",
        "decisions": ["5c1f7c1e-0000-4000-8000-000000000001"],
    },
    {
        "rule": 6,
        "kind": "drop_rows",
        "what": "drop row by id: 3",
        "columns": {"needs": ["id"], "each": ["name"]},
    },
    {
        "rule": 7,
        "kind": "parse_number",
        "what": "height to number (m x 100)",
        "columns": {"needs": ["height"]},
    },
    {
        "rule": 8,
        "kind": "parse_date",
        "what": "joined to date (%Y-%m-%d, %d.%m.%Y)",
        "columns": {"needs": ["joined"]},
    },
]
"""Each rule with its reason, who accepted it, and its decisions."""

APART: dict[str, Any] = {}
"""The rules whose values stand in a file apart, by number."""


def clean(table: Any, *, reason: str | None = None, values: Any = None) -> Any:
    """Apply the rules to `table` and return a table of the same kind.

    Values that no longer fit a rule are left unchanged; text that a rule cannot parse as a
    number or date becomes null.  Rules for columns that `table` lacks are not applied, nor are
    those of `APART` without their `values` (a path, or what is in that file): a warning says so,
    and `not_applied` lists them.  With `reason`, a column of that name is added, which says for
    each row what could not be parsed.  Raises ValueError or TypeError, with what to do, where
    `table` has none of `COLUMNS`, or mixes types in one.
    """
    frame, inner = with_inner_names(table, numbered, COLUMNS)
    frame = prepare(frame, COLUMNS, reason)
    left_out = not_applied(frame, values=values)
    if left_out:
        warnings.warn(in_words(left_out), stacklevel=2)
    whole = {one["rule"] for one in left_out if one["whole"]}
    for after in apply_rules(frame, reason, whole, values_apart(values, APART)):
        frame = after
    return with_own_names(frame, inner).to_native()


def apply_rules(
    frame: Any, reason: str | None, left_out: Set[int], values: Mapping[int, Any]
) -> Iterator[Any]:
    """Give a narwhals frame as it is, and then as each rule leaves it."""
    yield frame

    # 1. 2 values have white space at an end.
    if 1 not in left_out:
        frame = trim(frame, columns=["state", "name"])
    yield frame

    # 2. 'N/A', '-' in state to null
    if 2 not in left_out:
        frame = set_null(frame, columns=["state"], values=["N/A", "-"])
    yield frame

    # 3. state: 'Calif.' to 'CA', 'x'\\'\\n' to 'TX'
    if 3 not in left_out:
        frame = map_values(frame, column="state", mapping={"Calif.": "CA", 'x"\'\n': "TX"})
    yield frame

    # 4. segment to lower case
    if 4 not in left_out:
        frame = change_case(frame, columns=["segment"], to="lower")
    yield frame

    # 5. 1 value of segment was decided in review.
    if 5 not in left_out:
        frame = set_cells(frame, key="id", column="segment", cells=[(2, "plus", "basic")])
    yield frame

    # 6. drop row by id: 3
    if 6 not in left_out:
        frame = drop_rows(frame, key="id", rows={3: {"name": "Nova Ng"}}, kept={})
    yield frame

    # 7. height to number (m x 100)
    if 7 not in left_out:
        frame = reading(
            parse_number, frame, reason,
            column="height",
            decimal=".",
            thousands="",
            units={"cm": 1.0, "m": 100.0},
        )
    yield frame

    # 8. joined to date (%Y-%m-%d, %d.%m.%Y)
    if 8 not in left_out:
        frame = reading(
            parse_date, frame, reason,
            column="joined",
            formats=["%Y-%m-%d", "%d.%m.%Y"],
        )
    yield frame


def explain(
    table: Any, key_column: str, key: Any, *, values: Any = None
) -> list[dict[str, Any]]:
    """List the rules that changed a row of `table`: entry in `RULES`, cells before and after."""
    frame, inner = with_inner_names(table, numbered, COLUMNS)
    frame = prepare(frame, COLUMNS)
    whole = {one["rule"] for one in not_applied(frame, values=values) if one["whole"]}
    frames = apply_rules(frame, None, whole, values_apart(values, APART))
    return explain_rules(frames, RULES, inner.get(key_column, key_column), key)


def not_applied(table: Any, *, values: Any = None) -> list[dict[str, Any]]:
    """List the rules that `clean` does not apply to `table`, or not in full, and the reason.

    Returns a dict for each: ``rule``, ``kind`` and ``what`` as in `RULES`, the columns
    that are ``missing``, ``whole`` (false where the rule does the rest of its work) and the
    ``reason``.
    """
    frame, _ = with_inner_names(table, numbered, COLUMNS)
    names = frame.collect_schema().names()
    return unmet(names, RULES, set(APART.get("rules", ())) - set(values_apart(values, APART)))


# How each rule works, the same on every engine.


def folded(name: str) -> str:
    """Return a name without regard to upper and lower case and to its Unicode form."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def numbered(names: Sequence[str], same: Callable[[str], str] = folded) -> list[str]:
    """Return distinct names: the second ``x`` becomes ``x.1``, as in pandas.

    Names count as repeated where `same` gives one text for them.  The first column of a name
    keeps it, and a suffix never makes a name that another column has.
    """
    reserved = {same(name) for name in names}
    taken: set[str] = set()
    listed = []
    for name in names:
        new, count = name, 0
        while same(new) in taken or (count and same(new) in reserved):
            count += 1
            new = f"{name}.{count}"
        taken.add(same(new))
        listed.append(new)
    return listed


def as_frame(table: Any, numbered: Callable[..., list[str]]) -> Any:
    """Return a table as a narwhals frame; `numbered` makes column names distinct.

    pandas may repeat a name, which then says which column is meant no more: the second ``x`` is
    ``x.1``, as where a file is read.
    """
    if hasattr(table, "set_axis") and not table.columns.is_unique:
        table = table.set_axis(numbered([str(name) for name in table.columns], str), axis=1)
    return nw.from_native(table)


def with_inner_names(
    table: Any, numbered: Callable[..., list[str]], needed: Collection[str]
) -> tuple[Any, dict[str, str]]:
    """Return a table as a frame with the names that rules use, and those of its own they replace.

    `needed` are the columns that the rules name; `with_own_names` undoes it.
    """
    frame = as_frame(table, numbered)
    inner = inner_names(frame.collect_schema().names(), needed)
    return (frame.rename(inner) if inner else frame), inner


def inner_names(names: Collection[str], needed: Collection[str]) -> dict[str, str]:
    """Return the names by which rules know the columns of a table, where it has others for them.

    The rules name ``A.1`` what stands as ``A`` beside ``a`` in the table, as SQL engines tell
    names apart by their letters alone, and may name a column in another Unicode form.
    """
    lacking = [name for name in needed if name not in names]
    by_form = {unicodedata.normalize("NFC", own): own for own in names if own not in needed}
    folded = [own.casefold() for own in names]
    inner: dict[str, str] = {}
    for name in lacking:
        base, _, number = name.rpartition(".")
        if number.isdigit() and base in names and folded.count(base.casefold()) > 1:
            own: str | None = None if base in needed else base
        else:
            own = by_form.get(unicodedata.normalize("NFC", name))
        if own is not None:
            inner.setdefault(own, name)
    return inner


def with_own_names(frame: Any, inner: Mapping[str, str]) -> Any:
    """Give columns that `inner_names` renamed, and that are still there, their names back."""
    names = frame.collect_schema().names()
    back = {new: own for own, new in inner.items() if new in names and own not in names}
    return frame.rename(back) if back else frame


def index_hint(frame: Any, missing: Sequence[str]) -> str:
    """Say what to do where columns that are missing are in the index of a pandas table."""
    native = frame.to_native()
    names = getattr(getattr(native, "index", None), "names", None)
    found = [name for name in missing if name in (names or ())]
    if not found:
        return ""
    listed = ", ".join(repr(name) for name in found)
    return f"; {listed} is in the index: make columns of it first, by table.reset_index()"


def prepare(frame: Any, columns: Mapping[str, str], reason: str | None = None) -> Any:
    """Check that `columns` hold what the rules can work on; make text of categories of text.

    Tomorrow's file may hold numbers or dates where today's held text: the rules leave what needs
    no mending as it is. It may lack columns, but not all. Columns of Python objects get the type
    of their values, columns without values the type that the rules need. Raises ValueError or
    TypeError where the rules cannot run, and says what to do. With `reason` a column of that name
    is added, for what could not be read.
    """
    names = frame.collect_schema().names()
    missing = [name for name in columns if name not in names]
    if missing and len(missing) == len(columns):
        present = ", ".join(repr(name) for name in names)
        hint = index_hint(frame, missing)
        raise ValueError(f"columns {missing} are missing; the table has {present}{hint}")
    columns = {name: needed for name, needed in columns.items() if name in names}
    patterns = [name for name in columns if name == "*" or name[:1] + name[-1:] == "^$"]
    if patterns:
        raise ValueError(f"column {patterns[0]!r} reads as a pattern of names; rename it")
    frame = with_plain_types(typed_where_empty(frame, columns), columns)
    schema = frame.collect_schema()
    if frame.implementation.is_pyspark():
        alike: dict[str, str] = {}
        for name in schema.names():
            if name.lower() in alike:
                raise ValueError(
                    f"columns {alike[name.lower()]!r} and {name!r} differ by upper and lower case "
                    "alone, which Spark takes for one; rename one of them"
                )
            alike[name.lower()] = name
    as_text = []
    for name, needed in columns.items():
        dtype = schema[name]
        large = dtype == nw.String and frame.implementation.is_pyarrow()
        if dtype in (nw.Categorical, nw.Enum) or large:
            as_text.append(nw.col(name).cast(nw.String))
        elif dtype == nw.Object:
            kinds = {type(value) for value in frame[name].to_list() if not is_missing(value)}
            if not kinds:
                as_text.append(nw.col(name).cast(nw.String))
            elif len(kinds) > 1 and (needed == "integer" or (needed == "text" and str in kinds)):
                wanted, made = ("text", "str") if needed == "text" else ("whole numbers", "int")
                held = sorted(kind.__name__ for kind in kinds)
                raise TypeError(
                    f"column {name!r} mixes {' and '.join(held)}, but the rules were made for "
                    f"{wanted}; make {wanted} of it first, in pandas: "
                    f"df.astype({{{name!r}: {made}}})"
                )
    if reason is not None:
        as_text.append(nw.lit("").alias(reason))
    return frame.with_columns(as_text) if as_text else frame


def typed_where_empty(frame: Any, columns: Mapping[str, str]) -> Any:
    """Give columns without any value the type that the rules need.

    What reads a file cannot tell the type of an empty column: it comes as text, as numbers or as
    of no type.  Other types were told by somebody and stay, as do all but text and none in a table
    without rows.  A lazy frame is not looked into.
    """
    if isinstance(frame, nw.LazyFrame):
        return frame
    types: dict[str, Any] = {
        "text": nw.String,
        "integer": nw.Int64,
        "number": nw.Float64,
        "truth": nw.Boolean,
        "date": nw.Datetime("us"),
    }
    made = []
    native = frame.to_native()
    for name, needed in columns.items():
        series = frame[name]
        dtype = series.dtype
        number = len(series) > 0 and (dtype.is_float() or dtype.is_integer())
        untold = dtype in (nw.String, nw.Object, nw.Unknown, nw.Categorical, nw.Enum) or number
        if needed not in types or dtype == types[needed] or not untold:
            continue
        missing = series.null_count()
        if dtype.is_float() and missing < len(series):
            missing = int((series.is_null() | series.is_nan()).sum())
        if missing < len(series):
            continue
        if frame.implementation.is_pandas_like() and needed in ("truth", "integer"):
            # Plain pandas has no missing ones of these: False or 0 would stand there.
            empty = native[name].astype(object).where(native[name].notna(), None)
            empty = empty.astype("boolean" if needed == "truth" else "Int64")
            made.append(nw.from_native(empty, series_only=True).alias(name))
        else:
            made.append(nw.lit(None, types[needed]).alias(name))
    return frame.with_columns(made) if made else frame


VALUELESS = "its values are missing: they stand in a file apart, to be given as values="


def unmet(
    names: Iterable[str], rules: Sequence[Mapping[str, Any]], without: Iterable[int] = ()
) -> list[dict[str, Any]]:
    """List the rules that a table with the columns `names` does not get, or not in full.

    Each of `rules` tells in ``columns``, where there are any, those that it ``needs``, those
    ``each`` of which it works on by itself, one of which must be there, those that it ``also``
    works on, and those that it ``makes``, ``takes`` away and ``renames``.  A rule that needs what
    a rule left out would have made is left out too.  `without` are the numbers of rules whose
    values are not there.

    Returns
    -------
    list of dict
        ``rule`` (its number, from 1), ``kind``, ``what`` it does, the columns that are ``missing``,
        ``whole`` (whether nothing of it is done) and the ``reason`` in words.
    """
    there = set(names)
    found = []
    for rule in rules:
        about = rule["columns"]
        needs, each = about.get("needs", ()), about.get("each", ())
        used = (*needs, *each, *about.get("also", ()))
        lacking = [name for name in used if name not in there]
        valueless = rule["rule"] in set(without)
        whole = not there.issuperset(needs) or (bool(each) and there.isdisjoint(each)) or valueless
        if lacking or valueless:
            told = {name: rule[name] for name in ("rule", "kind", "what")}
            which = "column" if len(lacking) == 1 else "columns"
            verb = "is" if len(lacking) == 1 else "are"
            listed = ", ".join(repr(name) for name in lacking)
            reason = f"{which} {listed} {verb} missing" if lacking else VALUELESS
            found.append({**told, "missing": lacking, "whole": whole, "reason": reason})
        if whole:
            continue
        renames = about.get("renames", {})
        made = [renames[name] for name in renames if name in there]
        there -= {*about.get("takes", ()), *renames}
        there |= {*about.get("makes", ()), *made}
    return found


def in_words(rules: Sequence[Mapping[str, Any]]) -> str:
    """Say in one sentence which rules are not applied, and why."""
    shown = [f"rule {rule['rule']} ({rule['what']}): {rule['reason']}" for rule in rules[:5]]
    more = [f"and {len(rules) - 5} more"] if len(rules) > 5 else []
    which = "1 rule is" if len(rules) == 1 else f"{len(rules)} rules are"
    return f"{which} not applied, or not in full: {'; '.join([*shown, *more])}"


def values_apart(given: Any, expected: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """Return the arguments of the rules whose values stand apart, by the number of the rule.

    `given` is the path of their file or what is in it; None: there are none.  `expected` tells
    the ``id`` of the file and the kinds of its rules.  Raises ValueError where it is another one.
    """
    if given is None or not expected:
        return {}
    if not isinstance(given, Mapping):
        given = json.loads(Path(given).read_text(encoding="utf-8"))
    if given.get("format") != 1 or given.get("id") != expected["id"]:
        raise ValueError(
            "values: this file does not belong to this module; give the one that was written "
            "when the module was exported"
        )
    return {
        int(number): {name: unpacked(value) for name, value in rule["arguments"]}
        for number, rule in given["rules"].items()
    }


def unpacked(value: Any) -> Any:
    """Return a value from JSON in which a dict stands as its pairs."""
    if isinstance(value, dict):
        return {key: unpacked(one) for key, one in value["pairs"]}
    return [unpacked(one) for one in value] if isinstance(value, list) else value


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


def with_plain_types(frame: Any, columns: Iterable[str]) -> Any:
    """Give columns of Python objects, and of categories, the type that their values have.

    Objects of several types, or of one that no column has, stay as they are.
    """
    schema = frame.collect_schema()
    native = frame.to_native()
    made = {}
    for name in columns:
        if schema[name] in (nw.Categorical, nw.Enum):
            changed = of_categories(frame, name)
        elif schema[name] == nw.Object and frame.implementation.is_pandas_like():
            changed = of_objects(native[name], frame[name].to_list())
        else:
            continue
        if changed is not None:
            made[name] = changed
    if not made:
        return frame
    if frame.implementation.is_pandas_like():
        return nw.from_native(native.assign(**made))
    for name, changed in made.items():
        native = native.set_column(native.column_names.index(name), name, changed)
    return nw.from_native(native)


def of_objects(series: Any, values: Sequence[Any]) -> Any:
    """Return a pandas series of objects in the type of its values; None where they have none."""
    present = [value for value in values if not is_missing(value)]
    kinds = {kind_of(type(value)) for value in present}
    full = len(present) == len(values)
    plain = series if full else series.where(series.notna(), None)
    if kinds == {"int"} and all(-(2**63) <= value < 2**63 for value in present):
        return plain.astype("int64" if full else "Int64")
    if kinds == {"bool"}:
        return plain.astype("bool" if full else "boolean")
    exact = kinds == {"float"} or all(
        -(2**53) <= value <= 2**53 for value in present if kind_of(type(value)) == "int"
    )
    if kinds in ({"float"}, {"int", "float"}) and exact:
        return plain.astype("float64")
    if kinds in ({"datetime"}, {"Timestamp"}):
        found = plain.infer_objects()
        return None if str(found.dtype) == "object" else found
    return None


def kind_of(type_: type) -> str:
    """Return the name of a type, without the number of bits that NumPy adds to it."""
    name = type_.__name__.rstrip("0123456789_")
    return "int" if name == "uint" else name


def of_categories(frame: Any, name: str) -> Any:
    """Return a column of categories in the type of these; None where they are text."""
    native = frame.to_native()
    if frame.implementation.is_pyarrow():
        held = native.schema.field(name).type.value_type
        return None if "string" in str(held) else native[name].cast(held)
    if not frame.implementation.is_pandas_like():
        return None
    dtype = native[name].dtype
    if hasattr(dtype, "pyarrow_dtype"):
        held = dtype.pyarrow_dtype.value_type
        return None if "string" in str(held) else native[name].astype(type(dtype)(held))
    held = dtype.categories.dtype
    full = not native[name].isna().any()
    if held.kind in "iub" and not full and not hasattr(held, "na_value"):
        return native[name].astype("boolean" if held.kind == "b" else "Int64")
    return native[name].astype(held) if held.kind in "iufbM" else None


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


def set_cells(frame: Any, key: str, column: str, cells: Sequence[Sequence[Any]]) -> Any:
    """Set single cells of `column`, each given as ``(key, old, new)``.

    A cell changes only where `column` still holds `old` in the row whose `key` is given;
    elsewhere, and where `new` does not fit the column's type, the row stays as it is.
    """
    if by_join(frame, {row: old for row, old, _ in cells if old is not None}):
        return set_by_join(frame, key, column, cells)
    schema = frame.collect_schema()
    new = {row: as_stored(value, schema[column]) for row, _, value in cells}
    fit = [row for row, _, value in cells if value is None or new[row] is not None]
    stands = same_value(frame, key, column, {row: old for row, old, _ in cells if row in fit})
    values = {as_stored(row, schema[key]): new[row] for row in fit if new[row] is not None}
    values.pop(None, None)
    changed: Any = nw.when(~stands).then(nw.col(column))
    if values:
        changed = set_by_key(nw.col(column), key, values, stands)
    return frame.with_columns(changed.alias(column))


def set_by_join(frame: Any, key: str, column: str, cells: Sequence[Sequence[Any]]) -> Any:
    """Set many cells of a lazy table, which is slow where each is a choice of its own."""
    schema = frame.collect_schema()
    names = [free_name(frame, name) for name in ("key of the map", "old of the map", "new")]
    rows = {}
    for row, old, new in cells:
        stored = [as_stored(row, schema[key])]
        stored += [as_stored(value, schema[column]) for value in (old, new)]
        unfit = [value for value, now in ((old, stored[1]), (new, stored[2])) if now is None]
        if stored[0] is not None and all(value is None for value in unfit):
            rows[stored[0]] = stored
    if not rows:
        return frame
    listed = dict(zip(names, zip(*rows.values(), strict=True), strict=True))
    place, old, new = names
    found = small_table(frame, listed).with_columns(
        nw.col(place).cast(schema[key]),
        nw.col(old).cast(schema[column]),
        nw.col(new).cast(schema[column]),
        nw.lit(1).alias(free_name(frame, "is in the map")),
    )
    hit = found.collect_schema().names()[-1]
    frame = frame.join(found, left_on=key, right_on=place, how="left")
    now = nw.col(column)
    empty = nw.col(old).is_null() & now.is_null() & ~nw.col(hit).is_null()
    stands = is_true((now == nw.col(old)) | empty)
    changed = nw.when(stands).then(nw.col(new)).otherwise(now).alias(column)
    return frame.with_columns(changed).drop(old, new, hit)


def drop_rows(
    frame: Any,
    key: str,
    rows: Mapping[Any, Mapping[str, Any]],
    kept: Mapping[Any, Any],
    alike: bool = False,
) -> Any:
    """Remove the rows whose `key` is in `rows`, where they still hold the values given there.

    Values of a column that the table lacks are not compared.  `kept` names the row that stays in
    place of each: where that is gone, the row is not dropped.  With `alike` the kept row must
    hold the same values.  A lazy table is asked once which of the kept rows it has.
    """
    schema = frame.collect_schema()
    compared = [column for column in next(iter(rows.values())) if column in schema]
    rows = {row: {name: old[name] for name in compared} for row, old in rows.items()}
    there = rows_by_key(frame, key, set(kept.values()), compared)
    wanted = {
        row: old
        for row, old in rows.items()
        if row not in kept or still_there(there, kept[row], old if alike else {}, schema, key)
    }
    if not wanted:
        return frame
    keys = [as_stored(row, schema[key]) for row in wanted]
    stands = nw.col(key).is_in([row for row in keys if row is not None])
    for column in compared:
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
        missing = is_missing(now)
        if (then is None) != (value is None) or missing != (then is None):
            return False
        if not missing and (float(now) if isinstance(then, float) else now) != then:
            return False
    return True


def literal(text: str) -> str:
    """Write `text` as a regular expression that matches it on every engine."""
    return "".join("\\" + sign if sign in "\\^$.|?*+()[]{}" else sign for sign in text)


def parse_number(
    frame: Any,
    column: str,
    decimal: str,
    thousands: str,
    units: Mapping[str, float],
    negatives: Sequence[str] = (),
    alike: Mapping[str, str] | None = None,
    either: bool = False,
    grouping: str = "three",
    exponent: bool = False,
    scales: Mapping[str, float] | None = None,
    offsets: Mapping[str, float] | None = None,
    zeros: Sequence[str] = (),
) -> Any:
    """Read the text in `column` as numbers; what is no number becomes null.

    A column that holds numbers already stays as it is.

    `units` maps the text that may stand before or after the digits to the factor that
    brings the number to the common unit, for example ``{"": 1.0, "cm": 1.0, "m": 100.0}``;
    `offsets` is added then (°F to °C), and `scales` are words between number and unit that
    multiply it.  Up to 15 digits are read on either side of the decimal mark.  `negatives` says
    how numbers below zero are written other than as ``-5``: ``sign`` (U+2212), ``brackets`` and
    ``behind``.  `alike` maps a plain sign to others that are written in its place, such as
    digits of another script.  With `either`, decimal and thousands marks may be exchanged from
    value to value: one that can be read in both ways becomes null.  `grouping` is ``three`` or
    ``indian`` (1,23,456), `exponent` allows ``1.5e3``, and `zeros` are texts that mean 0.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        number = nw.col(column).cast(nw.Float64) if dtype.is_numeric() else nw.col(column)
        return frame.with_columns(number)

    def read(part: Any) -> Any:
        text = with_plain_signs(stripped(part, column), alike or {})
        signed = with_hyphen(text, negatives)
        ways = [
            number_in(signed, mark, group, units, grouping, exponent, scales or {}, offsets or {})
            for mark, group in marks_to_try(decimal, thousands, either)
        ]
        number = in_agreement(ways)
        if zeros:
            number = nw.when(text.is_in(list(zeros))).then(nw.lit(0.0)).otherwise(number)
        return part.with_columns(number.alias(column))

    return by_distinct(frame, column, read)


def with_plain_signs(text: Any, alike: Mapping[str, str]) -> Any:
    """Write texts with plain signs in place of those that look or mean alike."""
    for plain, others in alike.items():
        if len(others) == 1:
            text = text.str.replace_all(others, plain, literal=True)
        else:
            text = text.str.replace_all(f"[{literal(others)}]", plain)
    return text.str.strip_chars(" ") if "" in alike else text


def with_hyphen(text: Any, negatives: Sequence[str]) -> Any:
    """Write texts for numbers below zero with a hyphen before them."""
    if "sign" in negatives:
        text = text.str.replace_all("\u2212", "-", literal=True)
    outside = "[^()0-9+-]*"  # a unit or a currency, no second number
    for way, pattern, marks in (
        ("brackets", rf"^{outside}\([^()+-]+\){outside}$", "[()]"),
        ("behind", "^[^+-]+-$", " *-$"),
    ):
        if way in negatives:
            bare = nw.concat_str(nw.lit("-"), text.str.replace_all(marks, ""))
            text = nw.when(text.str.contains(pattern)).then(bare).otherwise(text)
    return text


def marks_to_try(decimal: str, thousands: str, either: bool) -> list[tuple[str, str]]:
    """Return the decimal and thousands marks that a value may be written with."""
    if not either:
        return [(decimal, thousands)]
    swapped = [(".", ","), (",", ".")]
    return swapped + [(mark, thousands) for mark in ".," if thousands and thousands not in ".,"]


def in_agreement(numbers: list[Any]) -> Any:
    """Return the number that all readings of a value agree on; null where they differ."""
    if len(numbers) == 1:
        return numbers[0]
    low, high = nw.min_horizontal(*numbers), nw.max_horizontal(*numbers)
    return nw.when(low == high).then(low)


def number_in(
    text: Any,
    decimal: str,
    thousands: str,
    units: Mapping[str, float],
    grouping: str,
    exponent: bool,
    scales: Mapping[str, float],
    offsets: Mapping[str, float],
) -> Any:
    """Read texts without white space at the ends as numbers; null where they are none."""
    whole, fraction = digits_pattern(decimal, thousands, grouping, exponent)
    numbers = []
    for unit, factor in units.items():
        for scale, times in {"": 1.0, **scales}.items():
            end = f" ?{literal(scale)}" if scale else ""
            bare = text
            for part in (unit, scale, " ", "+", thousands):
                if part:
                    bare = bare.str.replace_all(part, "", literal=True)
            bare = bare.str.replace_all(decimal, ".", literal=True)
            pattern = number_pattern(whole + end, fraction + end, unit)
            found = nw.when(text.str.contains(pattern)).then(bare).cast(nw.Float64)
            found = found if factor * times == 1 else found * (factor * times)
            numbers.append(found + offsets[unit] if unit in offsets else found)
    return nw.coalesce(*numbers) if len(numbers) > 1 else numbers[0]


def digits_pattern(decimal: str, thousands: str, grouping: str, exponent: bool) -> tuple[str, str]:
    """Return the patterns of a number without sign and unit: as ``0.5``, and as ``.5``."""
    whole = "[0-9]{1,15}"
    if thousands:
        group = literal(thousands) + "[0-9]"
        groups = f"(?:{group}{{3}}){{1,4}}"
        if grouping == "indian":
            groups = f"(?:{groups}|(?:{group}{{2}}){{1,6}}{group}{{3}})"
        whole = f"(?:{whole}|[1-9][0-9]{{0,2}}{groups})"
    # Two digits: a larger exponent is none of a measurement, and some engines refuse infinity.
    end = "(?:[eE][+-]?[0-9]{1,2})?" if exponent else ""
    mark = literal(decimal)
    return f"{whole}(?:{mark}[0-9]{{1,15}})?{end}", f"{mark}[0-9]{{1,15}}{end}"


def number_pattern(whole: str, fraction: str, unit: str) -> str:
    """Return the pattern of a whole text: a sign, digits, and a unit before or behind."""
    sign, mark, digits = "(?:[+-] ?)?", literal(unit), f"(?:{whole}|{fraction})"
    # The point of "Rs.500" ends an abbreviation.
    behind = whole if unit[-1:].isalpha() else digits
    before = f"{sign}{mark} ?{behind}|{mark} ?[+-] ?{digits}|"
    if unit[-1:].isdecimal():
        before = ""
    return f"^(?:{before}{sign}{digits} ?{mark})$"


MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The short names of months in English."""


ENGLISH_MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)},
    **{"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8},
    **{"sept": 9, "september": 9, "october": 10, "november": 11, "december": 12},
}
"""The names of months that are read where a rule gives none."""


YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"


LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"


CALENDAR = (
    (YEAR, ("01", "03", "05", "07", "08", "10", "12"), "(?:0[1-9]|[12][0-9]|3[01])"),
    (YEAR, ("04", "06", "09", "11"), "(?:0[1-9]|[12][0-9]|30)"),
    (YEAR, ("02",), "(?:0[1-9]|1[0-9]|2[0-8])"),
    (LEAP_YEAR, ("02",), "29"),
)
"""Years, months and the days they have: engines differ on 30 February, so never see one."""


ZONES = {
    **{"z": "+0000", "ut": "+0000", "utc": "+0000", "gmt": "+0000", "est": "-0500"},
    **{"edt": "-0400", "cst": "-0600", "cdt": "-0500", "mst": "-0700", "mdt": "-0600"},
    **{"pst": "-0800", "pdt": "-0700", "wet": "+0000", "west": "+0100", "cet": "+0100"},
    **{"cest": "+0200", "eet": "+0200", "eest": "+0300"},
}
"""Names of time zones: those of RFC 2822 and of the European Union, with their distance to UTC."""


CLOCK = {
    "%H": "(?:0[0-9]|1[0-9]|2[0-3])",
    "%I": "(?:0[1-9]|1[0-2])",
    "%M": "[0-5][0-9]",
    "%S": "[0-5][0-9]",
    "%f": "[0-9]{1,6}0*",
    "%p": "[ap][.]? ?m[.]?",
    "%z": f"(?:(?:utc|gmt)?[+-](?:0[0-9]|1[0-4]):?(?:[0-5][0-9])?|{'|'.join(ZONES)})",
    "%a": "[^0-9 ,.()]+[.]?",
    "%o": "(?:st|nd|rd|th|er|\u00ba|\u00aa|\u00b0)?",
    "%G": YEAR,
    "%V": "(?:0[1-9]|[1-4][0-9]|5[0-3])",
    "%u": "[1-7]",
    "%q": "[1-4]",
}
"""What the fields are beside those of the day: time, zone, weekday, ordinal, ISO week, quarter."""


PADDED = ("%m", "%d", "%H", "%I")
"""Fields that may have one digit, where no other digits stand beside them."""


def parse_date(
    frame: Any,
    column: str,
    formats: Sequence[str],
    words: Mapping[str, int] | None = None,
    first_year: int = 1969,
) -> Any:
    """Read the text in `column` as dates; what is no existing day or time becomes null.

    Each format is tried in order.  Formats are made of the fields of ``strptime`` and the signs
    and words between them, in any case.  ``%b`` is the name of a month and ``%a`` a weekday, which
    is skipped; ``%o`` the ending of an ordinal number, ``%q`` a quarter, ``%G-W%V`` an ISO week.
    The result is a datetime without a time zone: midnight where there is no time of day, the first
    day where there is none, and in UTC where the text names a zone (``%z``).

    `words` are names of months in lower case with their number, which ``%b`` reads in place of the
    English ones; names with 0 are weekdays, which are skipped at the start.  Two-digit years are
    those from `first_year` on.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        moment = nw.col(column).cast(nw.Datetime("us")) if dtype == nw.Date else nw.col(column)
        return frame.with_columns(moment)

    names = {name: number for name, number in (words or {}).items() if number} or ENGLISH_MONTHS
    weekdays = [name for name, number in (words or {}).items() if not number]

    def read(part: Any) -> Any:
        text = stripped(part, column)
        engine = part.implementation
        days = []
        for form in formats:
            if re.fullmatch("(?:%[Ymd][-/., ]*){3}", form):
                days.append(day_in(text, form, engine.is_pyspark()))
            else:
                small = without_weekdays(text.str.to_lowercase(), weekdays)
                days.append(moment_in(small, form, names, first_year, engine.is_polars()))
        day = nw.coalesce(*days) if len(days) > 1 else days[0]
        return part.with_columns(day.alias(column))

    return by_distinct(frame, column, read)


def without_weekdays(text: Any, names: Sequence[str]) -> Any:
    """Leave out weekdays at the start of texts in lower case."""
    if not names:
        return text
    choices = "|".join(literal(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    return text.str.replace_all(f"^(?:{choices})[.]?,? +", "")


def day_in(text: Any, form: str, java: bool) -> Any:
    """Read texts of year, month and day in digits; null where they are no existing day.

    With `java` the engine reads Java's formats, in which a field written once has one or two
    digits.
    """
    exists = text.str.contains(pattern_of(form))
    if java:
        form_ = form
        for field, short, long in (("%Y", "yyyy", "yyyy"), ("%m", "M", "MM"), ("%d", "d", "dd")):
            beside = re.search(f"%[a-zA-Z]{field}|{field}%", form)
            form_ = form_.replace(field, long if beside else short)
        form = form_
    moment = nw.when(exists).then(text).str.to_datetime(format=form)
    return moment.cast(nw.Datetime("us"))


def parts_of(form: str) -> list[str]:
    """Split a format into its fields and the signs between them, the latter in lower case.

    ``%B`` is the same as ``%b``, and ``%A`` as ``%a``.
    """
    fields = re.findall("%.|[^%]", form)
    return [{"%B": "%b", "%A": "%a"}.get(f, f) if f[0] == "%" else f.lower() for f in fields]


def pattern_of(form: str, names: Mapping[str, int] | None = None, first_year: int = 1969) -> str:
    """Write a regular expression for the existing days and times of a format, in lower case."""
    parts = parts_of(form)
    years = range(first_year, first_year + 100)
    leap = "|".join(f"{y % 100:02d}" for y in years if y % 4 == 0 and (y % 100 or y % 400 == 0))
    choices = []
    for year, numbers, days in CALENDAR:
        months: Sequence[str] = numbers
        if "%d" not in parts:
            year, months = YEAR, [f"{number:02d}" for number in range(1, 13)]
        named = [name for name, number in (names or {}).items() if f"{number:02d}" in months]
        fields = {
            **CLOCK,
            "%Y": year,
            "%y": f"(?:{leap})" if year == LEAP_YEAR else "[0-9]{2}",
            "%m": f"(?:{'|'.join(months)})",
            "%d": days,
            "%b": choice_of(named),
        }
        if "%b" not in parts or named:
            choices.append("".join(written_parts(parts, fields)))
    return f"^(?:{'|'.join(dict.fromkeys(choices))})$"


def choice_of(names: Sequence[str]) -> str:
    """Write a regular expression for one of `names`, with or without a point behind it."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(literal(name) for name in longest_first)})[.]?"


def written_parts(parts: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    """Write a regular expression for each part of a format.

    Days, months and hours may have one digit where no other digits stand beside them.
    """
    written = []
    for i, part in enumerate(parts):
        beside = [*parts[max(i - 1, 0) : i], *parts[i + 1 : i + 2]]
        pattern = fields[part] if part[0] == "%" else literal(part)
        if part in PADDED and not any(b[0] == "%" and b not in ("%o", "%b") for b in beside):
            pattern = re.sub(r"(?<![\[0-9])0(?=[1-9\[])", "0?", pattern)
        written.append(pattern)
    return written


def moment_in(text: Any, form: str, names: Mapping[str, int], first_year: int, polars: bool) -> Any:
    """Read texts in lower case as moments; null where they are no existing day and time."""
    parts = parts_of(form)
    known = nw.when(text.str.contains(pattern_of(form, names, first_year))).then(text)
    if re.fullmatch("%Y-%m-%d[t ]%H:%M:%S([.]%f)?", "".join(parts)):
        padded = known.str.contains("^[0-9-]{10}.[0-9:]{8}(?:[.][0-9]{1,6})?$")
        iso = nw.when(padded).then(known).str.to_uppercase()
        iso = iso.str.replace_all(" ", "T", literal=True)
        rest = moment_from(nw.when(~padded).then(known), parts, names, first_year, polars)
        return nw.coalesce(as_moment(iso, polars), rest)
    return moment_from(known, parts, names, first_year, polars)


def moment_from(
    text: Any, parts: Sequence[str], names: Mapping[str, int], first_year: int, polars: bool
) -> Any:
    """Read texts of a format, whose parts are `parts`, field by field."""
    fields = fields_in(text, parts, names)
    day = day_of(fields, names, first_year)
    clock = clock_of(fields)
    moment = as_moment(nw.concat_str([day, nw.lit("T"), clock]), polars)
    if "%V" in parts:
        moment = week_of(moment, fields)
    return in_utc(moment, fields["%z"]) if "%z" in parts else moment


def fields_in(text: Any, parts: Sequence[str], names: Mapping[str, int]) -> dict[str, Any]:
    """Return the text of each field of a format; `text` must be of the format, or null."""
    loose = {
        **CLOCK,
        **{"%Y": "[0-9]{4}", "%y": "[0-9]{2}", "%m": "[0-9]{2}", "%d": "[0-9]{2}"},
        **{"%H": "[0-9]{2}", "%I": "[0-9]{2}", "%b": choice_of(list(names))},
    }
    patterns = written_parts(parts, loose)
    for i, part in enumerate(parts):
        if part in PADDED:
            beside = [*parts[max(i - 1, 0) : i], *parts[i + 1 : i + 2]]
            if not any(b[0] == "%" and b not in ("%o", "%b") for b in beside):
                patterns[i] = "[0-9]{1,2}"
    fields = {}
    for i, part in enumerate(parts):
        if part[0] == "%" and part not in ("%a", "%o"):
            field = text
            if i:
                field = field.str.replace_all("^" + "".join(patterns[:i]), "")
            if i + 1 < len(parts):
                field = field.str.replace_all("".join(patterns[i + 1 :]) + "$", "")
            fields[part] = field
    return fields


def day_of(fields: Mapping[str, Any], names: Mapping[str, int], first_year: int) -> Any:
    """Write the day of a text's fields as ``YYYY-MM-DD``."""
    if "%G" in fields:  # the fourth of January is in the first week
        return nw.concat_str([fields["%G"], nw.lit("-01-04")])
    month = fields["%m"].str.zfill(2) if "%m" in fields else nw.lit("01")
    if "%q" in fields:
        month = fields["%q"].replace_strict(
            list("1234"), ["01", "04", "07", "10"], default=None, return_dtype=nw.String
        )
    elif "%b" in fields:
        month = fields["%b"].str.replace_all("[.]$", "")
        numbers = [f"{number:02d}" for number in names.values()]
        month = month.replace_strict(list(names), numbers, default=None, return_dtype=nw.String)
    if "%Y" in fields:
        year = fields["%Y"]
    else:
        written = [f"{number}" for number in range(first_year, first_year + 100)]
        year = fields["%y"].replace_strict(
            [number[-2:] for number in written], written, default=None, return_dtype=nw.String
        )
    day = fields["%d"].str.zfill(2) if "%d" in fields else nw.lit("01")
    return nw.concat_str([year, month, day], separator="-")


def clock_of(fields: Mapping[str, Any]) -> Any:
    """Write the time of day of a text's fields as ``HH:MM:SS.ffffff``; midnight without one."""
    hour = fields.get("%H", fields.get("%I"))
    if hour is None:
        return nw.lit("00:00:00")
    hour = hour.str.zfill(2)
    if "%p" in fields:
        half = nw.concat_str([hour, fields["%p"].str.slice(0, 1)])
        hours = {
            f"{number or 12:02d}{half}": f"{number + later:02d}"
            for half, later in (("a", 0), ("p", 12))
            for number in range(12)
        }
        hour = half.replace_strict(
            list(hours), list(hours.values()), default=None, return_dtype=nw.String
        )
    clock = nw.concat_str([hour, fields["%M"], fields.get("%S", nw.lit("00"))], separator=":")
    if "%f" in fields:
        clock = nw.concat_str([clock, fields["%f"].str.slice(0, 6)], separator=".")
    return clock


def as_moment(iso: Any, polars: bool) -> Any:
    """Read texts ``YYYY-MM-DDTHH:MM:SS`` that surely exist, with or without a fraction."""
    if polars:  # which reads no text by a cast
        return iso.str.to_datetime(format="%Y-%m-%dT%H:%M:%S%.f").cast(nw.Datetime("us"))
    return iso.cast(nw.Datetime("us"))


def later_by(moment: Any, number: Any, step: datetime.timedelta, below: int) -> Any:
    """Add `step` as often as the two digits `number` say, which are less than `below`.

    Engines do not multiply a time by a column, so there is a summand for each binary digit.
    """
    none = nw.lit(0 * step)
    bit = 1
    while bit < below:
        has = number.is_in([f"{n:02d}" for n in range(below) if n & bit])
        moment = moment + nw.when(has).then(nw.lit(step * bit)).otherwise(none)
        bit *= 2
    return moment


def week_of(moment: Any, fields: Mapping[str, Any]) -> Any:
    """Return the day of an ISO week from the fourth of January of its year; null for none."""
    day = datetime.timedelta(days=1)
    weekday = moment.dt.weekday()  # from 1 for Monday; Spark has 0 for Sunday
    for bit in (1, 2, 4):
        later = weekday.is_in([n for n in range(8) if ((n or 7) - 1) & bit])
        moment = moment - nw.when(later).then(nw.lit(day * bit)).otherwise(nw.lit(0 * day))
    monday = later_by(moment, fields["%V"], 7 * day, 54) - nw.lit(7 * day)
    thursday = monday + nw.lit(3 * day)
    monday = nw.when(thursday.dt.to_string("%Y") == fields["%G"]).then(monday)
    if "%u" not in fields:
        return monday
    number = nw.concat_str([nw.lit("0"), fields["%u"]])
    return later_by(monday, number, day, 8) - nw.lit(day)


def in_utc(moment: Any, zone: Any) -> Any:
    """Move the time of a place to UTC by what its zone is ahead."""
    named = zone.replace_strict(
        list(ZONES), list(ZONES.values()), default=None, return_dtype=nw.String
    )
    digits = nw.coalesce(named, zone.str.replace_all("[a-z:]", ""))
    for sign, step in (("+", -1), ("-", 1)):
        part = nw.when(digits.str.starts_with(sign)).then(digits)
        hours, minutes = part.str.slice(1, 2), part.str.slice(3, 2)
        moment = later_by(moment, hours, datetime.timedelta(hours=step), 15)
        moment = later_by(moment, minutes, datetime.timedelta(minutes=step), 60)
    return moment


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
