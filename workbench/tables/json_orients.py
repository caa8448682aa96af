"""Tables that one JSON value holds, as ``DataFrame.to_json`` writes them.

``columns``, its default, is ``{column: {label: value}}``, ``index`` ``{label: {column: value}}``,
``split`` has lists ``columns``, ``index`` and ``data``, and ``values`` is a list of lists.  The
first two look like a record with objects in it; they are taken for a table where the labels are
whole numbers, which the fields of a record are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import duckdb

__all__ = ["JSON_POINTER_SIGNS", "pointer_of", "to_records"]

JSON_POINTER_SIGNS = (("~", "~0"), ("/", "~1"))
"""What stands for the signs that separate a pointer's parts (RFC 6901)."""

_LABEL = re.compile(r"-?[0-9]+")


def pointer_of(outer: str, key: str) -> str:
    """Return the JSON pointer of a key in the object at `outer`."""
    for sign, instead in JSON_POINTER_SIGNS:
        key = key.replace(sign, instead)
    return f"{outer}/{key}"


def to_records(connection: duckdb.DuckDBPyConnection) -> str:
    """Make records of a table that the table ``records`` holds in another form.

    Returns
    -------
    str
        The ``orient`` that was found; empty where there are records already.
    """
    rows = connection.execute("SELECT json_type(record) FROM records LIMIT 2").fetchall()
    kinds = [row[0] for row in rows]
    if kinds and kinds[0] == "ARRAY":
        return _values(connection)
    if kinds != ["OBJECT"]:
        return ""
    return _split(connection) or _columns(connection) or _index(connection)


def _one(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()) -> Any:
    row = connection.execute(sql, list(parameters)).fetchone()
    assert row is not None
    return row[0]


def _replace(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] = ()
) -> None:
    connection.execute(f"CREATE TABLE made_records AS {sql}", list(parameters))
    connection.execute("DROP TABLE records; ALTER TABLE made_records RENAME TO records")


def _object(names: Sequence[str], values: Sequence[str]) -> tuple[str, list[str]]:
    """Return the SQL of an object with these fields, and its parameters."""
    inner = ", ".join(f"?, {value}" for value in values)
    return f"json_object({inner})", list(names)


def _values(connection: duckdb.DuckDBPyConnection) -> str:
    """Take lists of one length as rows, with numbered columns."""
    least, most, other = connection.execute(
        "SELECT min(json_array_length(record)), max(json_array_length(record)), "
        "count(*) FILTER (json_type(record) <> 'ARRAY') FROM records"
    ).fetchall()[0]
    if other or least != most or not most:
        return ""
    made, names = _object(
        [f"column_{i + 1}" for i in range(most)],
        [f"json_extract(record, '$[{i}]')" for i in range(most)],
    )
    _replace(connection, f"SELECT {made} AS record FROM records", names)
    return "values"


def _split(connection: duckdb.DuckDBPyConnection) -> str:
    parts = {
        key: _one(connection, "SELECT json_type(record, ?) FROM records", [f"/{key}"])
        for key in ("columns", "data")
    }
    if set(parts.values()) != {"ARRAY"}:
        return ""
    plain, widths = connection.execute(
        "SELECT list_bool_and([json_type(v) = 'VARCHAR' FOR v IN "
        "json_extract(record, '$.columns[*]')]), "
        "list_distinct([CASE WHEN json_type(v) = 'ARRAY' THEN json_array_length(v) END FOR v IN "
        "json_extract(record, '$.data[*]')]) FROM records"
    ).fetchall()[0]
    names = _one(connection, "SELECT json_extract_string(record, '$.columns[*]') FROM records")
    if not plain or not names or any(width != len(names) for width in widths):
        return ""
    labels = _one(connection, "SELECT json_extract_string(record, '$.index[*]') FROM records")
    kept = _label_name(labels, names)
    made, fields = _object(
        [*kept, *names],
        [*(["label"] if kept else []),
         *(f"json_extract(cells, '$[{i}]')" for i in range(len(names)))],
    )  # fmt: skip
    _replace(
        connection,
        f"SELECT {made} AS record FROM (SELECT unnest(json_extract(record, '$.data[*]')) AS cells, "
        "unnest(json_extract(record, '$.index[*]')) AS label FROM records)",
        fields,
    )
    return "split"


def _columns(connection: duckdb.DuckDBPyConnection) -> str:
    names = _one(connection, "SELECT json_keys(record) FROM records")
    pointers = [pointer_of("", name) for name in names]
    types = set(_one(connection, "SELECT json_type(record, ?) FROM records", [pointers]))
    if types != {"OBJECT"}:
        return ""
    labels = _one(connection, "SELECT json_keys(record, ?) FROM records", [pointers])
    numbered = bool(labels[0]) and all(map(_LABEL.fullmatch, labels[0]))
    if not numbered or any(one != labels[0] for one in labels):
        return ""
    kept = _label_name(labels[0], names)
    made, fields = _object(
        [*kept, *names],
        [*([_label_sql(labels[0])] if kept else []), *(f"c{i}" for i in range(len(names)))],
    )
    cells = ", ".join(
        f"unnest(json_extract(json_extract(record, ?), '$.*')) AS c{i}" for i in range(len(names))
    )
    _replace(
        connection,
        f"SELECT {made} AS record FROM (SELECT unnest(json_keys(record, ?)) AS label, {cells} "
        "FROM records)",
        [*fields, pointers[0], *pointers],
    )
    return "columns"


def _index(connection: duckdb.DuckDBPyConnection) -> str:
    labels, types = connection.execute(
        "SELECT json_keys(record), list_distinct([json_type(v) FOR v IN "
        "json_extract(record, '$.*')]) FROM records"
    ).fetchall()[0]
    if types != ["OBJECT"] or not all(map(_LABEL.fullmatch, labels)):
        return ""
    kept = _label_name(labels, [])
    label = f"json_object('index', {_label_sql(labels)})"
    added = f"json_merge_patch({label}, item)" if kept else "item"
    _replace(
        connection,
        f"SELECT {added} AS record FROM (SELECT unnest(json_extract(record, '$.*')) AS item, "
        "unnest(json_keys(record)) AS label FROM records)",
    )
    return "index"


def _label_name(labels: Sequence[str] | None, names: Sequence[str]) -> list[str]:
    """Return the name of the column for labels that tell more than the place of the row."""
    if not labels or list(labels) == [str(i) for i in range(len(labels))]:
        return []
    return ["level_0" if "index" in names else "index"]


def _label_sql(labels: Sequence[str]) -> str:
    """Return the SQL of a label, which is a key and so text, as the number that it was."""
    plain = all(label == str(int(label)) for label in labels)
    return "CAST(label AS JSON)" if plain else "label"
