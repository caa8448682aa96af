"""Check that a table fits a recipe before the first rule runs.

`prepare` is copied word for word into the exported module, like `operations`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

__all__ = ["prepare"]


def prepare(frame: Any, columns: Mapping[str, str], reason: str | None = None) -> Any:
    """Check that `columns` are there, and make text of categories where text is needed.

    Tomorrow's file may hold numbers or dates where today's held text: the rules leave what
    needs no mending as it is.  Raises ValueError or TypeError where they cannot run, and says
    what to do.  With `reason` a column of that name is added, for what could not be read.
    """
    schema = frame.collect_schema()
    missing = [name for name in columns if name not in schema.names()]
    if missing:
        present = ", ".join(repr(name) for name in schema.names())
        raise ValueError(f"columns {missing} are missing; the table has {present}")
    patterns = [name for name in columns if name == "*" or name[:1] + name[-1:] == "^$"]
    if patterns:
        raise ValueError(f"column {patterns[0]!r} reads as a pattern of names; rename it")
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
            kinds = {type(value) for value in frame[name].drop_nulls().to_list()}
            if not kinds:
                as_text.append(nw.col(name).cast(nw.String))
            elif needed == "text" and str in kinds:
                raise TypeError(
                    f"column {name!r} mixes text with {[k.__name__ for k in kinds - {str}]}, but "
                    "the rules were made for text; make text of it first, in pandas: "
                    f"df.astype({{{name!r}: str}})"
                )
    if reason is not None:
        as_text.append(nw.lit("").alias(reason))
    return frame.with_columns(as_text) if as_text else frame
