"""What a cleaned table looks like, as data: types, nulls, ranges, categories, key."""

from __future__ import annotations

import datetime
import math
from typing import Any

import narwhals as nw

from workbench.errors import MissingColumnError
from workbench.rules.kinds.base import collected
from workbench.rules.operations import is_missing
from workbench.rules.steps.checking import type_of
from workbench.types import Json

__all__ = ["expectations_of"]

CATEGORIES = 20
PER_CATEGORY = 5
"""A text column is one of categories where there are at most 20, met five times on average."""


def expectations_of(table: Any, *, key: str | None = None, private: bool = False) -> Json:
    """Describe a cleaned table, so that an exported module can check tomorrow's.

    Parameters
    ----------
    table : pandas, Polars, PyArrow, DuckDB or Spark table
        As the recipe leaves it.
    key : str, optional
        A column that names rows: its values must stay unique.
    private : bool
        Leave the values and ranges out.

    Returns
    -------
    dict
        ``key`` and ``columns``: for each its ``type`` (number, text, truth, date or other),
        whether it is ``nullable`` (a value is missing now), of numbers and dates ``low`` and
        ``high``, of text with few values (20 at most, each five times on average) the
        ``values``.  They describe what was seen: a value beyond them is new, not surely wrong.

    Raises
    ------
    MissingColumnError
        If the key is no column of the table.
    """
    frame: Any = nw.from_native(table)
    schema = frame.collect_schema()
    if key is not None and key not in schema:
        raise MissingColumnError([key], schema.names(), "expectations_of")
    rows = int(_one(frame.select(nw.len().alias("rows")))[0])
    columns = {
        name: _column(frame, name, dtype, rows, private or name == key)
        for name, dtype in schema.items()
    }
    return {"key": key, "columns": columns}


def _column(frame: Any, name: str, dtype: Any, rows: int, private: bool) -> Json:
    kind = type_of(dtype)
    value = nw.col(name)
    missing = value.is_null()
    if dtype.is_float():
        missing = missing | value.is_nan()
        value = nw.when(~value.is_nan()).then(value)
    count = nw.when(missing).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias("missing")
    bounded = kind in ("number", "date") and not private
    extremes = [value.min().alias("low"), value.max().alias("high")] if bounded else []
    missing_count, *bounds = _one(frame.select(count, *extremes))
    column: Json = {"type": kind, "nullable": bool(missing_count or rows == 0)}
    if bounded and all(_plain(bound) is not None for bound in bounds):
        column["low"], column["high"] = (_plain(bound) for bound in bounds)
    if kind == "text" and not private and rows:
        values = collected(frame.select(nw.col(name).cast(nw.String)).unique().head(CATEGORIES + 2))
        known = sorted(v for v in values[name].to_list() if isinstance(v, str))
        if 0 < len(known) <= CATEGORIES and len(known) * PER_CATEGORY <= rows:
            column["values"] = known
    return column


def _one(frame: Any) -> tuple[Any, ...]:
    row = collected(frame).row(0)
    return tuple(value.as_py() if hasattr(value, "as_py") else value for value in row)


def _plain(value: Any) -> Any:
    if is_missing(value):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    number = value.item() if hasattr(value, "item") else value
    number = float(number) if not isinstance(number, int) else number
    return number if math.isfinite(number) and abs(number) < 2**63 else None
