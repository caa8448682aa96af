"""Check that a table fits a recipe before the first rule runs.

`prepare` is copied word for word into the exported module, like `operations`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import is_missing
from workbench.rules.steps.holding import with_plain_types

__all__ = ["index_hint", "prepare", "with_inner_names", "with_own_names"]


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
