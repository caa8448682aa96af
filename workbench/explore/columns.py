"""What a column holds, as far as a view cares."""

from __future__ import annotations

from workbench.protocol.explore import Kind

__all__ = ["kind_of", "shown_type"]

NUMBERS = {"FLOAT", "DOUBLE", "DECIMAL", "BIGNUM"} | {
    f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")
}
NUMBERS |= {"INTEGER", "UINTEGER"}
SHORT = {
    "VARCHAR": "text",
    "BOOLEAN": "true/false",
    "DOUBLE": "decimal",
    "FLOAT": "decimal",
    "TIMESTAMP WITH TIME ZONE": "time (UTC)",
    "DATE": "date",
    "BLOB": "bytes",
}


def kind_of(sql_type: str) -> Kind:
    """Return the kind of a DuckDB type."""
    base = sql_type.split("(")[0]
    if sql_type.endswith("]") or base in {"STRUCT", "MAP", "UNION"}:
        return "other"
    if base in NUMBERS:
        return "number"
    if base == "DATE" or base.startswith("TIMESTAMP"):
        return "time"
    if base == "BOOLEAN":
        return "truth"
    return "text" if base in {"VARCHAR", "ENUM"} else "other"


def shown_type(sql_type: str) -> str:
    """Return the name of a DuckDB type for people."""
    if sql_type in SHORT:
        return SHORT[sql_type]
    if sql_type.startswith("TIMESTAMP"):
        return "time"
    if sql_type.startswith("ENUM"):
        return "text"
    if kind_of(sql_type) == "number":
        return sql_type.lower() if sql_type.startswith("DECIMAL") else "integer"
    return sql_type.lower()[:40]
