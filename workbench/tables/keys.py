"""Stable keys: what names a row in decisions and rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.lexicon.column_types import family_of, is_text
from workbench.lexicon.plurals import counted
from workbench.tables.engine import new_connection
from workbench.tables.held import load_arrow
from workbench.tables.narrow import BLOCK
from workbench.tables.narrow import WIDE as MANY_COLUMNS
from workbench.tables.relation import Relation, quoted

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ROW_KEY", "check_key", "with_row_key"]

ROW_KEY = "row_key"
NO_KEY = "or leave {key} out to identify rows by their content"
WIDE = ("UBIGINT", "HUGEINT", "UHUGEINT")
"""Integers that a signed 64-bit number, which keys are stored as, does not hold."""
SHOWN = 3


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
    name = quoted(key)
    whole = family_of(type_) == "integer" and type_ not in WIDE
    if not is_text(type_) and not whole and not _counts_with_gaps(relation, name, type_):
        raise InputError(
            f"{where} is {type_}; a key must be text or whole numbers",
            f"choose another column, {NO_KEY}",
        )
    _check_no_missing(relation, name, where)
    if not is_text(type_) and not whole:
        raise InputError(
            f"{where} holds whole numbers as {type_}",
            f"make them whole, in pandas: df[{key!r}] = df[{key!r}].astype('int64'); or {NO_KEY}",
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


def _counts_with_gaps(relation: Relation, name: str, type_: str) -> bool:
    """Whether floats are whole numbers: pandas makes floats of them where one is missing."""
    if family_of(type_) != "float":
        return False
    return bool(
        relation.rows(f"SELECT bool_and(isfinite({name}) AND trunc({name}) = {name}) FROM data "
                      f"WHERE NOT isnan({name})")[0][0]
    )  # fmt: skip


def _check_no_missing(relation: Relation, name: str, where: str) -> None:
    count = relation.rows(f"SELECT count(*) FROM data WHERE {name} IS NULL")[0][0]
    if not count:
        return
    places = relation.rows(
        f"SELECT place FROM (SELECT row_number() OVER () AS place, {name} AS key FROM data) "
        f"WHERE key IS NULL ORDER BY place LIMIT {SHOWN}"
    )
    listed = ", ".join(f"{place:,}" for (place,) in places)
    raise InputError(
        f"{where} is missing in {counted(count, 'row')} (row{'' if count == 1 else 's'} {listed}"
        f"{', ...' if count > SHOWN else ''}, counted from 1)",
        f"fill it, choose another column, {NO_KEY}",
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
    if len(relation.columns) < MANY_COLUMNS:
        keys = relation.arrow(_numbered(f"{_content(relation.columns)} AS content FROM data"))
    else:
        keys = _keys_of_wide(relation)
    table = relation.to_arrow().add_column(0, ROW_KEY, keys.column(0))
    connection = new_connection()
    load_arrow(connection, table)
    keyed = Relation(connection, relation.source)
    keyed.keep_in_memory(table)
    return keyed


def _content(columns: Sequence[str]) -> str:
    """Return the SQL of some columns of a row as one text, each with its length before it."""
    parts = (f"{quoted(name)}::VARCHAR" for name in columns)
    told = ", ".join(f"coalesce(length({p})::VARCHAR || ':' || {p}, '-')" for p in parts)
    return f"concat_ws('|', {told})"


def _content_of_many(columns: Sequence[str]) -> str:
    """Return SQL for the same text that is quicker to prepare, and slower to run."""
    listed = ", ".join(f"{quoted(name)}::VARCHAR" for name in columns)
    told = "lambda t: coalesce(length(t)::VARCHAR || ':' || t, '-')"
    return f"array_to_string(list_transform([{listed}], {told}), '|')"


def _content_in_memory(columns: Sequence[pa.ChunkedArray]) -> pa.Array:
    """Return the same texts of columns in memory, which have few rows."""
    import pyarrow as pa

    told = (
        ["-" if text is None else f"{len(text)}:{text}" for text in column.to_pylist()]
        for column in columns
    )
    return pa.array(map("|".join, zip(*told, strict=True)), pa.string())


def _numbered(content: str) -> str:
    return f"""
        SELECT left(hash, 16) || '-' || row_number() OVER (PARTITION BY hash ORDER BY place) AS
               {quoted(ROW_KEY)}
        FROM (SELECT md5(content) AS hash, row_number() OVER () AS place FROM (SELECT {content}))
        ORDER BY place
        """


def _keys_of_wide(relation: Relation) -> pa.Table:
    """Return the same keys, made of a few columns at a time: of all at once it takes minutes."""
    import pyarrow as pa

    columns = [relation.columns[i : i + BLOCK] for i in range(0, len(relation.columns), BLOCK)]
    if relation.in_memory() is not None:
        parts = [_content_in_memory(relation.as_text(relation.columns))]
    else:
        asked = [f"SELECT {_content_of_many(some)} AS c FROM data" for some in columns]
        parts = [relation.arrow(sql).column(0) for sql in asked]
    connection = new_connection()
    names = [f"c{i}" for i in range(len(parts))]
    connection.register("parts", pa.table(parts, names=names))
    joined = f"concat_ws('|', {', '.join(names)}) AS content FROM parts"
    return connection.sql(_numbered(joined)).to_arrow_table()
