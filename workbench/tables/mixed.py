"""One column of Python objects: a common type where every value keeps its meaning, else text.

Arrow by itself takes the type of the first object: datetimes after a date lose their time of day,
numbers after a date are counted from 1970, and true after a number is 1.  So all types are looked
at before one is chosen.
"""

from __future__ import annotations

import datetime
import decimal
import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from workbench.tables.wording import as_text, nanoseconds_of, zone_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Column", "column_of", "kinds_of", "text_column"]

Column = tuple[Any, str]
"""An Arrow array (or chunked one), and a note on what is not as it came (often empty)."""

EXACT = 2**53
"""Up to here every whole number is a float64 of its own (52 bits of fraction and the first)."""
MOST_DIGITS = 38
"""The most that a decimal of 128 bits holds, the widest that DuckDB and pandas calculate with."""
UTC_EPOCH = datetime.datetime(1970, 1, 1)

_WORDS = {
    "truth": "truth values",
    "whole": "numbers",
    "real": "numbers",
    "decimal": "numbers",
    "text": "text",
    "date": "dates",
    "moment": "datetimes",
    "zoned": "datetimes with a time zone",
    "time": "times of day",
    "duration": "durations",
    "binary": "bytes",
    "nested": "lists or objects",
    "Period": "periods",
    "Interval": "intervals",
    "complex": "complex numbers",
    "UUID": "UUIDs",
}


def column_of(values: Sequence[Any]) -> Column:
    """Return Python objects as an Arrow array in which each value keeps its meaning.

    One type of values gives a column of it.  Whole numbers beside floats are floats as far as
    floats hold them, numbers beside decimals are decimals, dates beside datetimes are midnights.
    All else is text as a person reads it, and the note says so.

    Parameters
    ----------
    values : sequence of objects
        None, NaN, NaT and pandas.NA are missing.
    """
    present = [_plain(value) for value in values]
    kinds = kinds_of(present)
    if not kinds:
        return text_column(present), ""
    try:
        result = _common(kinds, present)
    except (ArithmeticError, ValueError, TypeError):
        result = None  # outside of what the type holds, such as the year 20000 in nanoseconds
    return (text_column(present), _told(kinds)) if result is None else result


def kinds_of(values: Sequence[Any]) -> frozenset[str]:
    """Return the kinds of values that occur; none where all are missing."""
    types = set(map(type, values)) - {type(None)}
    kinds = {_kind(type_) for type_ in types}
    if float in types and not any(type(v) is float and v == v for v in values):
        kinds -= {"real"}
    if "moment" in kinds:
        zoned = {v.tzinfo is not None for v in values if isinstance(v, datetime.datetime)}
        kinds = (kinds - {"moment"}) | {"zoned" if aware else "moment" for aware in zoned}
    return frozenset(kinds)


def text_column(values: Sequence[Any]) -> pa.Array:
    """Return values as text, as a person reads them; NaN is missing."""
    import pyarrow as pa

    texts = [None if v is None or v != v else as_text(v) for v in values]
    try:
        return pa.array(texts, pa.string())
    except UnicodeEncodeError:  # half of a surrogate pair, which is no character
        escaped = (t if t is None else t.encode("utf-8", "backslashreplace") for t in texts)
        return pa.array([t if t is None else t.decode() for t in escaped], pa.string())


@lru_cache(maxsize=256)
def _kind(type_: type) -> str:
    """Return the kind of a type of plain objects, or its name where it is of none."""
    for kind, types in (
        ("truth", bool),
        ("whole", int),
        ("real", float),
        ("decimal", decimal.Decimal),
        ("text", str),
        ("moment", datetime.datetime),
        ("date", datetime.date),
        ("time", datetime.time),
        ("duration", datetime.timedelta),
        ("binary", (bytes, bytearray, memoryview)),
        ("nested", (list, tuple, dict, set, frozenset)),
    ):
        if issubclass(type_, types):
            return kind
    return "UUID" if type_ is uuid.UUID else type_.__name__


def _plain(value: Any) -> Any:
    """Return NumPy's values as those of Python or pandas, and all kinds of missing as None."""
    type_ = type(value)
    if type_ in _PLAIN:
        return value
    if type_.__name__ in ("NAType", "NaTType"):
        return None
    if type_.__module__ == "numpy":
        return _without_numpy(value)
    if isinstance(value, decimal.Decimal):
        return None if value.is_nan() else value
    return value


_PLAIN = frozenset(
    {type(None), str, int, float, bool, datetime.date, datetime.datetime, datetime.time}
)


def _without_numpy(value: Any) -> Any:
    if type(value).__name__ in ("datetime64", "timedelta64"):
        import pandas as pd

        moment = type(value).__name__ == "datetime64"
        result: Any = pd.Timestamp(value) if moment else pd.Timedelta(value)
        return None if pd.isna(result) else result
    if type(value).__name__ == "ndarray":
        return value.tolist()
    return value.item() if hasattr(value, "item") else value


def _common(kinds: frozenset[str], values: Sequence[Any]) -> Column | None:
    """Return the column that holds all kinds of values, or None where there is no such."""
    import pyarrow as pa

    if len(kinds) == 1:
        build = _BUILDERS.get(next(iter(kinds)))
        return build(values) if build else None
    if kinds == {"whole", "real"}:
        exact = all(not isinstance(v, int) or abs(v) <= EXACT for v in values)
        return _real(values) if exact else None
    if kinds <= {"whole", "real", "decimal"}:
        made = _decimal([_as_decimal(value) for value in values])
        # As text each is what it was, not what it is as a decimal.
        return (text_column(values), made[1]) if made and pa.types.is_string(made[0].type) else made
    if kinds == {"date", "moment"}:
        midnights = [
            datetime.datetime(v.year, v.month, v.day) if type(v) is datetime.date else v
            for v in values
        ]
        made = _moment(midnights)
        return made and (made[0], "dates beside datetimes are kept as midnight of their day")
    return None


def _as_decimal(value: Any) -> Any:
    """Return a number as a decimal; what is missing stays as it is."""
    if value is None or value != value:
        return value
    return decimal.Decimal(repr(value) if isinstance(value, float) else value)


def _truth(values: Sequence[Any]) -> Column:
    import pyarrow as pa

    return pa.array(values, pa.bool_()), ""


def _whole(values: Sequence[Any]) -> Column | None:
    import pyarrow as pa

    numbers = [v for v in values if isinstance(v, int)]
    least, most = min(numbers), max(numbers)
    type_ = pa.int64() if least >= -(2**63) and most < 2**63 else pa.uint64()
    if type_ == pa.uint64() and (least < 0 or most >= 2**64):
        return text_column(values), "whole numbers beyond 64 bits are kept as text"
    return pa.array(values, type_, from_pandas=True), ""


def _real(values: Sequence[Any]) -> Column:
    import pyarrow as pa

    return pa.array(values, pa.float64(), from_pandas=True), ""


def _decimal(values: Sequence[Any]) -> Column | None:
    import pyarrow as pa

    finite = [v for v in values if v is not None and v == v]
    if not all(v.is_finite() for v in finite):
        return None
    parts = [v.as_tuple() for v in finite]
    scale = max(max(0, -int(part.exponent)) for part in parts)
    before = max(max(0, len(part.digits) + int(part.exponent)) for part in parts)
    if before + scale > MOST_DIGITS:
        return text_column(values), f"decimals of over {MOST_DIGITS} digits are kept as text"
    type_ = pa.decimal128(max(1, before + scale), scale)
    return pa.array([v if v is not None and v == v else None for v in values], type_), ""


def _text(values: Sequence[Any]) -> Column:
    return text_column(values), ""


def _date(values: Sequence[Any]) -> Column:
    import pyarrow as pa

    return pa.array(values, pa.date32(), from_pandas=True), ""


def _moment(values: Sequence[Any]) -> Column | None:
    import pyarrow as pa

    values = [v if isinstance(v, datetime.datetime) else None for v in values]
    if any(getattr(v, "nanosecond", 0) for v in values):
        whole = [v if v is None else nanoseconds_of(v - UTC_EPOCH) for v in values]
        return pa.array(whole, pa.int64()).cast(pa.timestamp("ns")), ""
    return pa.array(values, pa.timestamp("us")), ""


def _zoned(values: Sequence[Any]) -> Column | None:
    import pyarrow as pa

    zones = {zone_of(v) for v in values if isinstance(v, datetime.datetime)}
    told = f"datetimes of {len(zones)} time zones are given in UTC" if len(zones) > 1 else ""
    naive = [
        v.astimezone(datetime.UTC).replace(tzinfo=None)
        if isinstance(v, datetime.datetime)
        else None
        for v in values
    ]
    made = _moment(naive)
    zone = "UTC" if told else zones.pop()
    return made and (made[0].cast(pa.timestamp(made[0].type.unit, zone)), told)


def _time(values: Sequence[Any]) -> Column | None:
    import pyarrow as pa

    if any(isinstance(v, datetime.time) and v.tzinfo is not None for v in values):
        return text_column(values), "times of day with a zone are kept as text"
    return pa.array(values, pa.time64("us"), from_pandas=True), ""


def _duration(values: Sequence[Any]) -> Column:
    import pyarrow as pa

    values = [v if isinstance(v, datetime.timedelta) else None for v in values]
    whole = [v if v is None else nanoseconds_of(v) for v in values]
    if any(v is not None and v % 1000 for v in whole):
        return pa.array(whole, pa.int64()).cast(pa.duration("ns")), ""
    micro = [v if v is None else v // 1000 for v in whole]
    return pa.array(micro, pa.int64()).cast(pa.duration("us")), ""


def _binary(values: Sequence[Any]) -> Column:
    import pyarrow as pa

    return pa.array([v if v is None or v != v else bytes(v) for v in values], pa.binary()), ""


def _nested(values: Sequence[Any]) -> Column | None:
    """Keep lists and objects as such where Arrow gives each back as it was."""
    import pyarrow as pa

    alike = _lists_of_one_type(values)
    listed = values if alike else [_listed(v) for v in values]
    try:
        made = pa.array(listed, from_pandas=True)
        if alike or _same(made.to_pylist(), listed):
            return made, ""
    except (pa.ArrowException, OverflowError, UnicodeError):
        pass
    return text_column(values), "lists or objects of different types are kept as JSON text"


def _lists_of_one_type(values: Sequence[Any]) -> bool:
    """Whether all are lists of plain values of one type, such as embeddings: these need no look."""
    types: set[type] = set()
    for value in values:
        if value is not None and type(value) is not list:
            return False
        types.update(map(type, value or ()))
    return len(types - {type(None)}) == 1 and types <= {int, float, str, bool, type(None)}


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_listed(inner) for inner in value]
    if isinstance(value, set | frozenset):
        return sorted((_listed(inner) for inner in value), key=lambda v: (type(v).__name__, str(v)))
    return _plain(value)


def _same(a: Any, b: Any) -> bool:
    """Whether two values are equal to the types of what is in them; NaN equals NaN."""
    if a is None or b is None:
        return a is b or (a is None and b != b)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(_same, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(_same(a[k], b[k]) for k in a)
    return type(a) is type(b) and (a == b or (a != a and b != b))


def _told(kinds: frozenset[str]) -> str:
    words = sorted({_WORDS.get(kind, f"values of type {kind}") for kind in kinds})
    if kinds == {"whole", "real"}:
        return "numbers that floats do not hold exactly are kept as text"
    if len(words) == 1:
        return f"{words[0]} are kept as text"
    return f"{', '.join(words[:-1])} and {words[-1]} in one column are kept as text"


_BUILDERS: dict[str, Callable[[Sequence[Any]], Column | None]] = {
    "truth": _truth,
    "whole": _whole,
    "real": _real,
    "decimal": _decimal,
    "text": _text,
    "date": _date,
    "moment": _moment,
    "zoned": _zoned,
    "time": _time,
    "duration": _duration,
    "binary": _binary,
    "nested": _nested,
}
