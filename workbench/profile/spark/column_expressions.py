"""Columns of Spark as plain ones: their type in DuckDB's words, their text, their number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from workbench.lexicon.column_types import base_type, family_of, is_moment, is_number
from workbench.profile.arrow_conversion import CUT_FROM, CUT_TO

__all__ = ["ColumnExpressions", "column_expressions", "duckdb_type", "readable"]

NAMES = {
    "byte": "TINYINT",
    "short": "SMALLINT",
    "integer": "INTEGER",
    "long": "BIGINT",
    "float": "FLOAT",
    "double": "DOUBLE",
    "string": "VARCHAR",
    "char": "VARCHAR",
    "varchar": "VARCHAR",
    "boolean": "BOOLEAN",
    "binary": "BLOB",
    "date": "DATE",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "timestamp_ntz": "TIMESTAMP",
    "time": "TIME",
    "variant": "VARIANT",
    "void": '"NULL"',
}


@dataclass(frozen=True)
class ColumnExpressions:
    """One column as Spark expressions on the frame with columns ``c0``, ``c1``, ...

    Attributes
    ----------
    name, type : str
        The column and its DuckDB type.
    value : pyspark Column
        As it is.
    text : pyspark Column
        As text, long ones cut, with a digest of the whole; null where the value is missing.
    number : pyspark Column or None
        Finite numbers as double, dates as seconds since 1970; null for others.
    odd : pyspark Column or None
        Whether a number is infinite or NaN; None where it cannot be.
    """

    name: str
    type: str
    value: Any
    text: Any
    number: Any = None
    odd: Any = None

    @property
    def base(self) -> str:
        """The type without its size."""
        return base_type(self.type)

    @property
    def key(self) -> Any:
        """What tells values apart, as cheap as can be."""
        return self.value if self.is_number or self.is_moment else self.text

    @property
    def is_moment(self) -> bool:
        """Whether the column holds dates or points in time."""
        return is_moment(self.type)

    @property
    def is_number(self) -> bool:
        """Whether the column holds numbers."""
        return is_number(self.type)


def duckdb_type(kind: Any) -> str:
    """Return the name that DuckDB has for a data type of Spark."""
    name = str(kind.typeName())
    if name == "decimal":
        return f"DECIMAL({kind.precision},{kind.scale})"
    if name == "array":
        return duckdb_type(kind.elementType) + "[]"
    if name == "map":
        return f"MAP({duckdb_type(kind.keyType)}, {duckdb_type(kind.valueType)})"
    if name == "struct":
        quoted = ((field.name.replace('"', '""'), field.dataType) for field in kind.fields)
        return (
            "STRUCT(" + ", ".join(f'"{name}" {duckdb_type(inner)}' for name, inner in quoted) + ")"
        )
    if "interval" in name:
        return "INTERVAL"
    return NAMES.get(name, name.upper())


def column_expressions(name: str, kind: Any, index: int) -> ColumnExpressions:
    """Return the expressions for the column ``c<place>``."""
    from pyspark.sql import functions as f

    value, type_ = f.col(f"c{index}"), duckdb_type(kind)
    column = ColumnExpressions(name, type_, value, _cut(value.cast("string")))
    if family_of(type_) == "float":
        wide = value.cast("double")
        wide = f.when(wide == 0, f.lit(0.0)).otherwise(wide)  # one zero, not two
        # NaN equals itself in Spark and is larger than infinity.
        odd = wide.isin(float("inf"), float("-inf"), float("nan"))
        return ColumnExpressions(name, type_, value, wide.cast("string"), f.when(~odd, wide), odd)
    if column.is_number:
        return replace(column, number=value.cast("double"))
    if type_ == "DATE":
        return replace(column, number=f.unix_date(value) * f.lit(86400.0))
    if column.is_moment:
        return replace(column, number=f.unix_micros(value.cast("timestamp")) / f.lit(1e6))
    return replace(column, text=_cut(f.hex(value))) if type_ == "BLOB" else column


def _cut(text: Any) -> Any:
    from pyspark.sql import functions as f

    short = f.concat(f.substring(text, 1, CUT_TO), f.lit("… "), f.md5(text))
    return f.when(f.octet_length(text) > CUT_FROM, short).otherwise(text)


def readable(text: str, type_: str) -> str:
    """Return the text of a value as Python writes it, at most 200 characters."""
    if family_of(type_) == "float":
        return str(float(text))
    if is_moment(type_):
        try:
            moment = date.fromisoformat(text) if type_ == "DATE" else datetime.fromisoformat(text)
        except ValueError:  # a year that Python's dates do not reach
            return text
        return str(moment) + ("+00:00" if type_.endswith("ZONE") else "")
    return text[:200]
