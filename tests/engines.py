"""One table on every engine, and its cells back as plain Python values."""

from __future__ import annotations

import importlib.util

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa

ENGINES = (
    "pandas",
    "pandas-object",
    "pandas-without-arrow",
    "pandas-nullable",
    "pandas-pyarrow",
    "polars",
    "polars-lazy",
    "pyarrow",
    "duckdb",
)

HELD = ("pandas-string", "pandas-categorical", "pandas-python-objects")
"""Further frames that a user may hold: text with `pd.NA`, categories, and columns of objects."""


def on_engine(engine: str, table: pa.Table):
    if engine in HELD:
        return _held(engine, table)
    if engine == "pandas":
        frame = table.to_pandas()
        return frame.astype({f.name: "str" for f in table.schema if pa.types.is_string(f.type)})
    if engine == "pandas-object":
        frame = table.to_pandas()
        return frame.astype({f.name: object for f in table.schema if pa.types.is_string(f.type)})
    if engine == "pandas-without-arrow":  # what pandas does where pyarrow is not installed
        text = pd.StringDtype("python", na_value=float("nan"))
        return table.to_pandas().astype(
            {f.name: text for f in table.schema if pa.types.is_string(f.type)}
        )
    if engine == "pandas-nullable":
        return table.to_pandas().convert_dtypes()
    if engine == "pandas-pyarrow":
        return table.to_pandas(types_mapper=pd.ArrowDtype)
    if engine == "polars":
        return pl.from_arrow(table)
    if engine == "polars-lazy":
        return pl.from_arrow(table).lazy()
    if engine == "pyarrow":
        return table
    return duckdb.from_arrow(table)


def _held(engine: str, table: pa.Table):
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    if engine == "pandas-string":
        return frame.astype(dict.fromkeys(texts, "string[python]"))
    if engine == "pandas-categorical":
        return frame.astype(dict.fromkeys(texts, "category"))
    return pd.DataFrame(
        {name: pd.Series(table[name].to_pylist(), dtype=object) for name in table.column_names}
    )


def cells(table) -> dict[str, list]:
    """Return the cells by column; missing ones as None, numbers as float, times as datetime."""
    frame = nw.from_native(table)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("pyarrow")
    return {name: [plain(cell) for cell in frame[name].to_list()] for name in frame.columns}


def in_order(columns: dict[str, list], key: str = "key") -> dict[str, list]:
    """Return the rows in the order of a key: lazy engines promise none."""
    order = sorted(range(len(columns[key])), key=columns[key].__getitem__)
    return {name: [values[row] for row in order] for name, values in columns.items()}


def plain(cell):
    if pd.isna(cell):
        return None
    if hasattr(cell, "to_pydatetime"):
        return cell.to_pydatetime()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    return cell


def load(path):
    """Import an emitted module from a file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
