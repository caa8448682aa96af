"""Any column as one of the few plain types that Arrow counts, sorts and compares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from workbench.tables import quoted

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

__all__ = [
    "NUMERIC",
    "base",
    "cut",
    "indices",
    "is_moment",
    "is_text",
    "is_whole",
    "numbers_of",
    "plain",
    "shortened",
    "text_array",
    "texts_of",
]

WHOLE = frozenset(
    [
        *["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"],
        *["UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"],
    ]
)
REAL = frozenset(["FLOAT", "DOUBLE"])
NUMERIC = WHOLE | REAL | {"DECIMAL"}
CUT_FROM = 20_000
CUT_TO = 10_000
SECONDS = {"s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}


def base(type_: str) -> str:
    """Return a DuckDB type without its size: ``DECIMAL`` of ``DECIMAL(10,2)``; lists stay lists."""
    return type_ if type_.endswith("]") else type_.split("(")[0]


def is_whole(type_: str) -> bool:
    """Whether the type holds whole numbers only; those beyond 64 bits are DECIMAL(38,0)."""
    return base(type_) in WHOLE or (type_.startswith("DECIMAL") and type_.endswith(",0)"))


def is_moment(type_: str) -> bool:
    """Whether the type is a date or a point in time."""
    return base(type_).startswith(("DATE", "TIMESTAMP"))


def is_text(type_: str) -> bool:
    """Whether the type is text."""
    return base(type_) == "VARCHAR"


def plain(name: str, type_: str) -> str:
    """Return the SQL of a column as a number, boolean, date, time or text; nested values as text.

    The column's own name where it is plain already.
    """
    kind, column = base(type_), quoted(name)
    if kind in NUMERIC - {"UHUGEINT"} or kind in ("BOOLEAN", "TIME", "VARCHAR") or is_moment(type_):
        return column
    return f"{column}::DOUBLE" if kind == "UHUGEINT" else f"{column}::VARCHAR"


def cut(name: str, type_: str) -> str:
    """Return the SQL of a plain column in which long texts are cut as `shortened` does it."""
    column = plain(name, type_)
    if base(type_) in NUMERIC or base(type_) in ("BOOLEAN", "TIME") or is_moment(type_):
        return column
    return (
        f"CASE WHEN strlen({column}) > {CUT_FROM} "
        f"THEN left({column}, {CUT_TO}) || '… ' || md5({column}) ELSE {column} END"
    )


def shortened(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return a plain column with texts over 20,000 bytes cut, and with no negative zeros.

    Of a long text stay the beginning and a digest of the whole, so that different values stay
    different and a cell of a gigabyte is not copied about.
    """
    import hashlib

    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_floating(column.type):
        zero = pa.Array.from_buffers(column.type, 1, [None, pa.py_buffer(bytes(8))])
        return pc.add(column, zero[0])
    if not pa.types.is_string(column.type) or len(column) == 0:
        return column
    longest = pc.max(pc.binary_length(column)).as_py()
    if longest is None or longest <= CUT_FROM:
        return column

    def short(text: str | None) -> str | None:
        if text is None or len(text.encode()) <= CUT_FROM:
            return text
        return f"{text[:CUT_TO]}… {hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()}"

    return pa.chunked_array([[short(text) for text in column.to_pylist()]], pa.string())


def indices(numbers: NDArray[np.int64]) -> pa.Array:
    """Return whole numbers as an Arrow array; `pyarrow.array` would load pandas for it."""
    import numpy as np
    import pyarrow as pa

    numbers = np.ascontiguousarray(numbers, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(numbers), [None, pa.py_buffer(numbers)])


def text_array(texts: Iterable[str]) -> pa.Array:
    """Return texts as an Arrow array, without pandas as well."""
    import numpy as np
    import pyarrow as pa

    encoded = [text.encode() for text in texts]
    ends = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def numbers_of(column: pa.Array | pa.ChunkedArray) -> NDArray[np.float64]:
    """Return plain numbers, booleans, dates or times as floats; NaN where missing.

    Dates and times are seconds since 1970 (times of day since midnight); DuckDB's infinite dates
    are infinite.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    kind, scale = column.type, 1.0
    if pa.types.is_temporal(kind):
        days = pa.types.is_date32(kind)
        if pa.types.is_date64(kind):
            kind = pa.timestamp("ms")
            column = pc.cast(column, kind)
        scale = 86400.0 if days else SECONDS[kind.unit]
        last = 2**31 - 1 if days or pa.types.is_time32(kind) else 2**63 - 1
        column = pc.cast(column, pa.int32() if last < 2**31 else pa.int64())
        floats = np.array(pc.cast(column, pa.float64(), safe=False).to_numpy())
        floats[np.abs(floats) >= last] *= np.inf
        return floats * scale
    return np.array(pc.cast(column, pa.float64(), safe=False).to_numpy(zero_copy_only=False))


def texts_of(column: pa.Array) -> list[str]:
    """Return plain values as text, as people write them; missing ones are not expected."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(column.type):
        return column.to_pylist()  # type: ignore[no-any-return]
    if pa.types.is_boolean(column.type):
        return ["true" if value else "false" for value in column.to_pylist()]
    try:
        return [str(value) for value in column.to_pylist()]
    except (OverflowError, ValueError):  # years that Python's dates do not reach
        texts: list[Any] = pc.cast(column, pa.string()).to_pylist()
        return ["infinity" if "out of range" in text else text for text in texts]
