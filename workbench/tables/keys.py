"""Stable keys: what names a row in decisions and rules."""

from __future__ import annotations

import duckdb

from workbench.errors import InputError
from workbench.lexicon.column_types import family_of, is_text
from workbench.tables.held import load_arrow
from workbench.tables.relation import Relation, quoted

__all__ = ["ROW_KEY", "check_key", "with_row_key"]

ROW_KEY = "row_key"
NO_KEY = "or leave {key} out to identify rows by their content"
WIDE = ("UBIGINT", "HUGEINT", "UHUGEINT")
"""Integers that a signed 64-bit number, which keys are stored as, does not hold."""


def check_key(relation: Relation, key: str) -> None:
    """Check that the column `key` names each row once, with text or whole numbers.

    Raises
    ------
    MissingColumnError
        If there is no such column.
    InputError
        If it is of another type, or holds nulls or duplicates; the error names some.
    """
    relation.require(key)
    where = f"{relation.source.uri}: key column {key!r}"
    type_ = relation.types[key]
    if not is_text(type_) and (family_of(type_) != "integer" or type_ in WIDE):
        raise InputError(
            f"{where} is {type_}; a key must be text or whole numbers",
            f"choose another column, {NO_KEY}",
        )
    name = quoted(key)
    nulls = relation.rows(f"SELECT count(*) FROM data WHERE {name} IS NULL")[0][0]
    if nulls:
        raise InputError(
            f"{where} is missing in {nulls} {'row' if nulls == 1 else 'rows'}",
            f"fill it, choose another column, {NO_KEY}",
        )
    twice = relation.rows(
        f"SELECT {name}, count(*) FROM data GROUP BY 1 HAVING count(*) > 1 "
        "ORDER BY 2 DESC, 1 LIMIT 3"
    )
    if twice:
        shown = ", ".join(f"{value!r} ({count} times)" for value, count in twice)
        raise InputError(
            f"{where} does not identify rows uniquely: {shown}",
            f"choose another column, {NO_KEY}",
        )


def with_row_key(relation: Relation) -> Relation:
    """Return the table with a first column ``row_key``: a hash of the content and its occurrence.

    The same row has the same key wherever it stands; the second of two equal rows ends in ``-2``.

    Raises
    ------
    InputError
        If the table has a column of that name already.
    """
    if ROW_KEY in relation.types:
        raise InputError(
            f"{relation.source.uri}: there is already a column {ROW_KEY!r}; "
            f"use it as the key or rename it"
        )
    parts = ", ".join(
        f"coalesce(length({quoted(name)}::VARCHAR)::VARCHAR || ':' || {quoted(name)}::VARCHAR, '-')"
        for name in relation.columns
    )
    keys = relation.arrow(
        f"""
        SELECT left(hash, 16) || '-' || row_number() OVER (PARTITION BY hash ORDER BY place) AS
               {quoted(ROW_KEY)}
        FROM (SELECT md5(concat_ws('|', {parts})) AS hash, row_number() OVER () AS place FROM data)
        ORDER BY place
        """
    )
    table = relation.to_arrow().add_column(0, ROW_KEY, keys.column(0))
    connection = duckdb.connect()
    load_arrow(connection, table)
    return Relation(connection, relation.source)
