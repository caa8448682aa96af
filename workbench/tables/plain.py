"""Arrow columns as types that DuckDB, Parquet and the rules hold: each kept, or told.

DuckDB has not all types of Arrow.  Some it refuses (float16, decimal256, unions), of some it takes
the bare storage (a period is then a number of months since 1970), and of some it loses a part.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.tables.mixed import Column, column_of
from workbench.tables.wording import as_text

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "MOST_DIGITS",
    "Notes",
    "extension_name",
    "is_plain",
    "plain_column",
    "plain_table",
    "whole_numbers",
]

Notes = dict[str, str]
"""What a reader did with a column that is worth telling, by its name."""

MOST_DIGITS = 38
"""The most that a decimal of 128 bits holds, the widest that DuckDB and pandas calculate with."""
SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}
LONGEST = 2**63 // 10**6
"""Seconds that a duration may last: DuckDB counts microseconds in 64 bits."""


def plain_table(table: pa.Table, where: str) -> tuple[pa.Table, Notes]:
    """Return the table with plain types, and a note for each column that looks otherwise now.

    Categories are their values; large strings and views are strings, and an untyped column is text.

    Parameters
    ----------
    table : pyarrow.Table
        Any.
    where : str
        What to call it in errors.

    Raises
    ------
    InputError
        If a column's values cannot be read at all.
    """
    import pyarrow as pa

    notes: Notes = {}
    for i, field in enumerate(table.schema):
        if is_plain(field.type) and not extension_name(field):
            continue
        try:
            array, note = plain_column(_as_extension(table.column(i), field))
        except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
            raise InputError(
                f"{where}: column {field.name!r} is of type {field.type}, which cannot be read",
                "turn it into text or numbers first, or leave it out",
            ) from error
        table = table.set_column(i, pa.field(field.name, array.type), array)
        if note:
            notes[field.name] = note
    return table, notes


def is_plain(type_: pa.DataType) -> bool:
    """Whether DuckDB holds all values of the type, and gives them back as they came."""
    import pyarrow.types as of

    if of.is_nested(type_):
        known = of.is_list(type_) or of.is_struct(type_) or of.is_map(type_)
        return known and all(is_plain(type_.field(i).type) for i in range(type_.num_fields))
    return bool(
        of.is_boolean(type_)
        or of.is_integer(type_)
        or of.is_float32(type_)
        or of.is_float64(type_)
        or (of.is_decimal128(type_) and type_.scale >= 0)
        or of.is_string(type_)
        or of.is_binary(type_)
        or of.is_date32(type_)
        or of.is_timestamp(type_)
        or of.is_time64(type_)
    )


def plain_column(array: pa.Array | pa.ChunkedArray) -> Column:
    """Return an Arrow column of any type as one of a plain type, or a duration."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as of

    type_ = array.type
    if is_plain(type_):
        return array, ""
    if isinstance(type_, pa.BaseExtensionType):
        return _without_extension(array)
    if of.is_dictionary(type_):
        return _decoded(array)
    if of.is_run_end_encoded(type_):
        return plain_column(pa.chunked_array([pc.run_end_decode(c) for c in _chunks(array)]))
    if of.is_duration(type_):
        return _duration(array)
    if of.is_interval(type_):
        return _calendar_interval(array)
    if of.is_decimal(type_):
        return _decimal(array)
    if of.is_nested(type_):
        return _nested(array)
    return array.cast(_wider(type_) or pa.string()), ""


def whole_numbers(numbers: Any) -> Column:
    """Return whole numbers of 128 bits in the narrowest type that holds all.

    Parameters
    ----------
    numbers : pyarrow.Array or ChunkedArray
        As decimals, or in digits.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    try:
        return numbers.cast(pa.int64()), ""
    except pa.ArrowInvalid:
        if pa.types.is_decimal(numbers.type):
            return numbers, ""
    texts = numbers.cast(pa.string())
    longest = pc.max(pc.utf8_length(pc.utf8_ltrim(texts, "-"))).as_py() or 0
    if longest > MOST_DIGITS:
        return texts, f"whole numbers of over {MOST_DIGITS} digits are kept as text"
    return texts.cast(pa.decimal128(MOST_DIGITS, 0)), ""


def _wider(type_: pa.DataType) -> pa.DataType | None:
    """Return the plain type of one that differs from it in size only; else None."""
    import pyarrow as pa
    import pyarrow.types as of

    for is_it, wider in (
        (of.is_null, pa.string()),
        (of.is_float16, pa.float32()),
        (of.is_large_string, pa.string()),
        (of.is_string_view, pa.string()),
        (of.is_large_binary, pa.binary()),
        (of.is_binary_view, pa.binary()),
        (of.is_fixed_size_binary, pa.binary()),
        (of.is_time32, pa.time64("us")),
        (of.is_date64, pa.date32()),
    ):
        if is_it(type_):
            return wider
    return None


def _chunks(array: Any) -> list[Any]:
    import pyarrow as pa

    return array.chunks if isinstance(array, pa.ChunkedArray) else [array]


def _whole(array: Any) -> Any:
    import pyarrow as pa

    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def extension_name(field: pa.Field) -> str:
    """Return the name of the extension type that a field had where it was written."""
    import pyarrow as pa

    if isinstance(field.type, pa.BaseExtensionType):
        return str(field.type.extension_name)
    return str((field.metadata or {}).get(b"ARROW:extension:name", b"").decode())


def _as_extension(array: Any, field: pa.Field) -> Any:
    """Return a column as its extension type where the library that knows the type was not there."""
    import pyarrow as pa

    name = extension_name(field)
    if not name.startswith("pandas.") or isinstance(field.type, pa.BaseExtensionType):
        return array
    known = import_module("pandas.core.arrays.arrow.extension_types")
    detail = (field.metadata or {}).get(b"ARROW:extension:metadata", b"")
    kinds = {"pandas.period": known.ArrowPeriodType, "pandas.interval": known.ArrowIntervalType}
    if name not in kinds:
        return array
    type_ = kinds[name].__arrow_ext_deserialize__(field.type, detail)
    return pa.chunked_array(
        [pa.ExtensionArray.from_storage(type_, chunk) for chunk in _chunks(array)], type_
    )


def _without_extension(array: Any) -> Column:
    import pyarrow as pa

    name = str(array.type.extension_name)
    storage = pa.chunked_array([c.storage for c in _chunks(array)], array.type.storage_type)
    if name == "arrow.uuid":
        return column_of(array.to_pylist())
    if name in ("arrow.bool8", "arrow.json"):
        return storage.cast(pa.bool_() if name == "arrow.bool8" else pa.string()), ""
    if name in ("pandas.period", "pandas.interval"):
        values = array.type.to_pandas_dtype().__from_arrow__(array)
        return column_of(list(values))
    plain, note = plain_column(storage)
    told = f"of the extension type {name} the stored values are read"
    if pa.types.is_integer(plain.type) or pa.types.is_floating(plain.type):
        return plain.cast(pa.string()), f"{told}, as text since their meaning is not known"
    return plain, note or told


def _decoded(array: Any) -> Column:
    import pyarrow as pa

    array = _whole(array)
    values, note = plain_column(array.dictionary)
    values = _whole(values)
    return pa.chunked_array([values.take(array.indices)]), note


def _duration(array: Any) -> Column:
    """Keep a duration, which `tables.held` puts into DuckDB, unless DuckDB has no such."""
    import pyarrow as pa
    import pyarrow.compute as pc

    most = LONGEST * SECOND[array.type.unit]
    least, greatest = (v.as_py() or 0 for v in pc.min_max(array.cast(pa.int64())).values())
    if array.type.unit in ("us", "ns") or (-most < least and greatest < most):
        return array, ""
    texts = [
        None if v is None else f"{v} {array.type.unit}" for v in array.cast(pa.int64()).to_pylist()
    ]
    return pa.array(texts, pa.string()), "durations of over 292,000 years are kept as text"


def _calendar_interval(array: Any) -> Column:
    """Return an interval without months as a duration, its days of 24 hours; others as text."""
    import pyarrow as pa

    parts = array.to_pylist()
    if any(part is not None and part.months for part in parts):
        return pa.array([None if p is None else _in_words(p) for p in parts], pa.string()), (
            "intervals of months, which are of different length, are kept as text"
        )
    whole = [None if p is None else p.days * 86_400 * 10**9 + p.nanoseconds for p in parts]
    if all(v is None or (v % 1000 == 0 and abs(v // 1000) < 2**63) for v in whole):
        micro = pa.array([v if v is None else v // 1000 for v in whole], pa.int64())
        return micro.cast(pa.duration("us")), ""
    return pa.array(whole, pa.int64()).cast(pa.duration("ns")), ""


def _in_words(part: Any) -> str:
    years, months = divmod(abs(part.months), 12)
    sign = "-" if part.months < 0 else ""
    words = [(f"{sign}{years}", "year", years), (f"{sign}{months}", "month", months),
             (part.days, "day", part.days)]  # fmt: skip
    said = [f"{n} {word}{'' if abs(count) == 1 else 's'}" for n, word, count in words if count]
    if part.nanoseconds:
        import datetime

        said.append(as_text(datetime.timedelta(microseconds=part.nanoseconds / 1000)))
    return " ".join(said)


def _decimal(array: Any) -> Column:
    """Return a decimal of another width as one of 128 bits, or as text where it is longer."""
    import pyarrow as pa

    type_ = array.type
    if type_.precision <= MOST_DIGITS and type_.scale >= 0:
        return array.cast(pa.decimal128(type_.precision, type_.scale)), ""
    return column_of(array.to_pylist())


def _nested(array: Any) -> Column:
    """Return lists and objects with plain inner types, or as JSON text where these are none."""
    import pyarrow as pa

    if (simpler := _simpler(array.type)) is not None:
        return array.cast(simpler), ""
    if pa.types.is_union(array.type):
        return column_of(array.to_pylist())
    texts = [None if value is None else as_text(_pairs(value)) for value in array.to_pylist()]
    return pa.array(texts, pa.string()), f"{array.type} values are kept as JSON text"


def _pairs(value: Any) -> Any:
    """Return a map, which Arrow gives as pairs, as an object."""
    pairs = isinstance(value, list) and value and all(
        isinstance(pair, tuple) and len(pair) == 2 for pair in value
    )  # fmt: skip
    return dict(value) if pairs else value


def _simpler(type_: pa.DataType) -> pa.DataType | None:
    """Return a type that holds the same values and is plain, or None where there is no such."""
    import pyarrow as pa
    import pyarrow.types as of

    if is_plain(type_):
        return type_
    if of.is_struct(type_):
        inner = [_simpler(field.type) for field in type_]
        names = [field.name for field in type_]
        return None if None in inner else pa.struct(list(zip(names, inner, strict=True)))
    if of.is_map(type_):
        key, item = _simpler(type_.key_type), _simpler(type_.item_type)
        return None if key is None or item is None else pa.map_(key, item)
    if of.is_nested(type_) and type_.num_fields == 1 and not of.is_union(type_):
        value = _simpler(type_.value_type)
        return None if value is None else pa.list_(value)
    if of.is_decimal(type_) and type_.precision <= MOST_DIGITS and type_.scale >= 0:
        return pa.decimal128(type_.precision, type_.scale)
    if of.is_dictionary(type_):
        return _simpler(type_.value_type)
    return _wider(type_)
