"""Rows and values as cards show them, and as decisions store them."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from workbench.tables import Relation
from workbench.tables.relation import quoted
from workbench.types import Json, Key

__all__ = [
    "LONGEST",
    "as_json",
    "is_missing",
    "plain",
    "rows_by_key",
    "schema_of",
    "shown",
    "shown_row",
]

LONGEST = 20_000
"""Characters of a value that a card gets; what is longer is cut, and says so."""

WHOLE = 2**63

BATCH = 1000
"""Keys that one query names."""


def rows_by_key(
    relation: Relation, key: str, keys: Iterable[Key], *, select: str = "*"
) -> dict[Key, Json]:
    """Return the rows with these keys, each as values by column; keys without a row are left out.

    Of rows that share a key the first counts.  ``select`` is what to read of a row, as SQL; the
    key is part of it.
    """
    wanted = list(dict.fromkeys(keys))
    rows: dict[Key, Json] = {}
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        marks = ", ".join("?" * len(some))
        query = f"SELECT {select} FROM data WHERE {quoted(key)} IN ({marks})"
        for row in relation.arrow(query, list(some)).to_pylist():
            rows.setdefault(row[key], row)
    return {one: rows[one] for one in wanted if one in rows}


def schema_of(relation: Relation) -> pa.Schema:
    """Return the Arrow schema of a table."""
    return relation.arrow("SELECT * FROM data LIMIT 0").schema


def shown_row(row: Mapping[Any, Any], *, leave_out: Sequence[str] = ()) -> Json:
    """Return a row as text by column, None where missing."""
    return {str(name): shown(value) for name, value in row.items() if name not in leave_out}


def shown(value: Any) -> str | None:
    """Return a value as people write it; None where it is missing, cut where it is very long."""
    if is_missing(value):
        return None
    text = _text(value)
    cut = f"{text[:LONGEST]}… (cut: {LONGEST:,} of {len(text):,} characters)"
    return text if len(text) <= LONGEST else cut


def is_missing(value: Any) -> bool:
    """Tell whether a value is None, NaN or the like; lists and arrays never are."""
    if value is None or value is pd.NaT or value is pd.NA:
        return True
    return not isinstance(value, list | dict | np.ndarray) and bool(value != value)


def _text(value: Any) -> str:
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, bytes | bytearray | memoryview):
        return f"{len(value):,} bytes"
    return str(value).removesuffix("T00:00:00").removesuffix(" 00:00:00")


def as_json(value: Any) -> Any:
    """Return a cell's value as a rule about single cells names it.

    Numbers, texts and truth values stay; dates, times and exact decimals become text, as the
    rule reads them back.

    Raises
    ------
    TypeError
        If no rule can name it: a list, a struct, bytes, an integer beyond 64 bits.
    """
    if is_missing(value):
        return None
    value = plain(value)
    if (
        isinstance(value, bool | str)
        or (isinstance(value, int) and -WHOLE <= value < WHOLE)
        or (isinstance(value, float) and math.isfinite(value))
    ):
        return value
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    raise TypeError(f"a {type(value).__name__} cannot be set cell by cell")


def plain(value: Any) -> Any:
    """Return a NumPy scalar as a Python one."""
    return value.item() if isinstance(value, np.generic) else value
