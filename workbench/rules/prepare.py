"""Check that a table fits a recipe before the first rule runs.

`prepare` is copied word for word into the exported module, like `operations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

__all__ = ["prepare"]


def prepare(frame: Any, columns: Mapping[str, str]) -> Any:
    """Check that `columns` are there with the types given, and make text of what stands for it.

    Whole numbers, categories and columns without any value become text where text is needed.
    Raises ValueError or TypeError otherwise, and says what to do.
    """
    schema = frame.collect_schema()
    missing = [name for name in columns if name not in schema.names()]
    if missing:
        present = ", ".join(repr(name) for name in schema.names())
        raise ValueError(f"columns {missing} are missing; the table has {present}")
    as_text = []
    for name, needed in columns.items():
        dtype = schema[name]
        if needed == "integer" and not dtype.is_integer():
            raise TypeError(
                f"column {name!r} is {dtype}, but the rules name rows by whole numbers in it; "
                f"convert it first, in pandas: df.astype({{{name!r}: 'int64'}})"
            )
        if needed != "text" or dtype == nw.String:
            continue
        eager = isinstance(frame, nw.DataFrame)
        empty = eager and frame[name].null_count() == len(frame)
        if not (empty or dtype.is_integer() or dtype in (nw.Categorical, nw.Enum)):
            raise TypeError(
                f"column {name!r} is {dtype}, but the rules were made for text; "
                f"read it as text, in pandas: read_csv(..., dtype={{{name!r}: str}})"
            )
        as_text.append(nw.col(name).cast(nw.String))
    return frame.with_columns(as_text) if as_text else frame
