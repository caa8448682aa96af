"""One taxonomy of column types: to which family a DuckDB type belongs."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

__all__ = [
    "MOMENTS",
    "NESTED",
    "NUMBERS",
    "Family",
    "base_type",
    "family_of",
    "is_moment",
    "is_number",
    "is_text",
    "is_whole",
]

# fmt: off
Family = Literal[
    "text", "integer", "big integer", "float", "decimal", "truth", "date", "datetime", "time",
    "duration", "binary", "uuid", "list", "object", "json", "geometry", "other",
]
# fmt: on
_FAMILIES: dict[Family, str] = {
    "text": "VARCHAR CHAR BPCHAR TEXT STRING ENUM",
    "integer": "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT "
    "UHUGEINT",
    "big integer": "BIGNUM VARINT",
    "float": "FLOAT DOUBLE REAL",
    "decimal": "DECIMAL",
    "truth": "BOOLEAN",
    "date": "DATE",
    "time": "TIME TIME_NS TIMETZ",
    "datetime": "DATETIME",
    "duration": "INTERVAL",
    "binary": "BLOB BYTEA BIT",
    "uuid": "UUID",
    "object": "STRUCT MAP UNION VARIANT",
    "json": "JSON",
    "geometry": "GEOMETRY",
}
_OF = {name: family for family, names in _FAMILIES.items() for name in names.split()}
NUMBERS = frozenset[Family](["integer", "float", "decimal"])
"""Families that arithmetic and quantiles work on."""
NESTED = frozenset[Family](["list", "object", "binary", "geometry"])
"""Families whose values are neither ordered nor written as one word."""
MOMENTS = frozenset[Family](["date", "datetime"])


def base_type(name: str) -> str:
    """Return a DuckDB type without its size: ``DECIMAL`` of ``DECIMAL(10,2)``; lists stay lists."""
    return name if name.endswith("]") else name.split("(")[0]


@lru_cache(maxsize=4096)
def family_of(name: str) -> Family:
    """Return the family of a DuckDB type.

    Parameters
    ----------
    name : str
        The type, such as ``BIGINT``, ``DECIMAL(10,2)``, ``TIMESTAMP WITH TIME ZONE`` or
        ``VARCHAR[]``.

    Returns
    -------
    Family
        ``big integer`` has no bound, so that arithmetic on it is not certain; ``list`` and
        ``object`` hold several values.
    """
    base = base_type(name).strip().upper()
    if base.endswith("]") or base in ("LIST", "ARRAY"):
        return "list"
    if base.startswith("TIMESTAMP"):
        return "datetime"
    return _OF.get(base.split(" ")[0], "other")


def is_number(name: str) -> bool:
    """Whether the type is a number of bounded size."""
    return family_of(name) in NUMBERS


def is_whole(name: str) -> bool:
    """Whether the type holds whole numbers only; those beyond 64 bits are DECIMAL(38,0)."""
    return family_of(name) == "integer" or (name.startswith("DECIMAL") and name.endswith(",0)"))


def is_moment(name: str) -> bool:
    """Whether the type is a date or a point in time."""
    return family_of(name) in MOMENTS


def is_text(name: str) -> bool:
    """Whether the type is text that is no enumeration."""
    return base_type(name) == "VARCHAR"
