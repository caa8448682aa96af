"""What a column holds, as far as a view cares."""

from __future__ import annotations

from workbench.lexicon.column_types import Family, family_of
from workbench.protocol.explore import Kind

__all__ = ["kind_of", "shown_type"]

KINDS: dict[Family, Kind] = {
    **dict.fromkeys(("integer", "big integer", "float", "decimal"), "number"),
    **dict.fromkeys(("date", "datetime"), "time"),
    "truth": "truth",
    "text": "text",
}
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
    return KINDS.get(family_of(sql_type), "other")


def shown_type(sql_type: str) -> str:
    """Return the name of a DuckDB type for people."""
    if sql_type in SHORT:
        return SHORT[sql_type]
    if family_of(sql_type) == "datetime":
        return "time"
    if family_of(sql_type) == "text":
        return "text"
    if kind_of(sql_type) == "number":
        return sql_type.lower() if sql_type.startswith("DECIMAL") else "integer"
    return sql_type.lower()[:40]
