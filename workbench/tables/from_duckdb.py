"""A DuckDB relation as an Arrow table; what Arrow would misread leaves DuckDB as text."""

from __future__ import annotations

import re
from typing import Any

import duckdb

from workbench.errors import InputError
from workbench.tables.plain import Notes, whole_numbers
from workbench.tables.quoting import quoted

__all__ = ["AS_TEXT", "arrow_of_duckdb", "select_readable"]

AS_TEXT = {
    "BIT": "bit strings",
    "BIGNUM": "numbers without a bound",
    "UNION": "unions",
    "VARIANT": "variants",
    "TIME WITH TIME ZONE": "times of day with a zone",
    "TIMETZ": "times of day with a zone",
    "UUID": "UUIDs",
    "GEOMETRY": "geometries",
    "INTERVAL": "intervals",
}
"""Types that Arrow has not: it would get their bits, or a time without its zone."""

LONG = ("HUGEINT", "UHUGEINT")
"""Arrow gets the first as a decimal that holds it, and of the second the bits of a signed one."""


def arrow_of_duckdb(relation: duckdb.DuckDBPyRelation) -> tuple[Any, Notes]:
    """Return the rows of a relation, and notes on the columns that look otherwise.

    Raises
    ------
    InputError
        If its query fails.
    """
    types = dict(zip(relation.columns, map(str, relation.types), strict=True))
    selected, notes = select_readable(types)
    try:
        table = relation.project(selected).to_arrow_table()
    except duckdb.Error as error:
        first = str(error).strip().splitlines()[0]
        raise InputError(f"the duckdb table: its query fails: {first}") from error
    for name, type_ in types.items():
        if type_ in LONG:
            i = table.schema.get_field_index(name)
            values, note = whole_numbers(table.column(i))
            table = table.set_column(i, name, values)
            if note:
                notes[name] = note
    return table, notes


def select_readable(types: dict[str, str]) -> tuple[str, Notes]:
    """Return the columns of a SELECT in which each type is one that Arrow has, and notes."""
    columns, notes = [], {}
    for name, type_ in types.items():
        nested = type_.startswith(("STRUCT", "MAP")) or type_.endswith("]")
        parts = [part.strip() for part in re.split(r"[^A-Z0-9_ ]+", type_)]
        found = [
            word
            for word in AS_TEXT
            if (nested or word != "INTERVAL") and any(part.endswith(word) for part in parts)
        ]
        if type_ == "UHUGEINT" or found:
            columns.append(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}")
        else:
            columns.append(quoted(name))
        if found:
            notes[name] = (
                f"{'lists or objects of ' if nested else ''}{AS_TEXT[found[0]]} are kept as text"
            )
    return ", ".join(columns), notes
