"""Read JSON and JSON Lines: one object a row; what is nested stays JSON text or is flattened."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from workbench.errors import InputError
from workbench.lexicon.column_types import is_number
from workbench.tables.decode import to_utf8
from workbench.tables.dialect import MAX_LINE
from workbench.tables.json_keys import separate_repeated
from workbench.tables.json_orients import pointer_of, to_records
from workbench.tables.lossless import type_columns
from workbench.tables.names import distinct_names
from workbench.tables.notes import text_notes
from workbench.tables.options import Task
from workbench.tables.relation import quoted
from workbench.types import Json

__all__ = ["open_json"]

DEEPEST = 20
COLUMN_TYPES = {
    "DOUBLE": {"BIGINT", "DOUBLE"},
    "BOOLEAN": {"BOOLEAN"},
    "VARCHAR": {"DATE", "TIMESTAMP"},
}
"""What a column may become, by the one type that all its values have."""


@dataclass(frozen=True)
class Field:
    """A column: its name, its place in the object (a JSON pointer), the types of its values."""

    name: str
    pointer: str
    types: frozenset[str]


def open_json(task: Task) -> Json:
    """Load an array of objects, JSON Lines, an object that holds one array of objects, or a table.

    A table is what pandas writes: see `workbench.tables.json_orients`.

    Numbers, truth values and ISO dates become typed columns where every value is one; whole
    numbers beyond 64 bits and mixed columns stay text.

    Raises
    ------
    InputError
        If the file is no JSON, was cut short, or a record is no object; the error says where.
    """
    plain = task.folder / "table.json"
    to_utf8(task.path, plain, task.options.text.encoding, task.name)
    _check_ends(plain, task.name)
    connection = task.connection
    file = str(plain).replace("'", "''")
    try:
        connection.execute(
            "CREATE TABLE records AS SELECT json AS record FROM read_json_objects("
            f"'{file}', maximum_object_size={MAX_LINE})"
        )
        wrapper = _unwrap(connection)
        orient = "" if wrapper else to_records(connection)
    except duckdb.Error as error:
        raise InputError(_explain(task.name, str(error))) from error
    plain.unlink()
    _check_objects(connection, task.name)
    separated = separate_repeated(connection)
    fields = _fields(connection, flatten=task.options.flatten)
    distinct = distinct_names([field.name for field in fields], task.name)
    names = distinct.listed
    fields = [replace(field, name=name) for field, name in zip(fields, names, strict=True)]
    types = _load(connection, fields, all_text=task.options.text.all_text)
    connection.execute("DROP TABLE records")
    further = {
        "records_in": wrapper,
        "orient": orient,
        "notes": text_notes(connection, (name for name in names if name not in types)),
        "json_text": [field.name for field in fields if field.types & {"OBJECT", "ARRAY"}],
        "flatten": bool(task.options.flatten),
        "repeated_names": separated | distinct.renamed,
    }
    return {"types": types, **{key: value for key, value in further.items() if value}}


def _check_ends(plain: Path, name: str) -> None:
    """Refuse an array that is never closed: the parser would take what is there for the whole."""
    with plain.open("rb") as file:
        first = file.read(1 << 16).lstrip()[:1]
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16)))
        last = file.read().rstrip()[-1:]
    if not first:
        raise InputError(f"{name}: the file contains only blank lines")
    if first not in b"[{":
        raise InputError(
            f"{name}: the file begins with {first.decode('utf-8', 'replace')!r}, so this is not a "
            "JSON table; give an array of objects, or one object a line"
        )
    if first == b"[" and last not in b"]":
        raise InputError(
            f"{name}: the array is not closed, so the file is truncated; fetch it again"
        )


def _unwrap(connection: duckdb.DuckDBPyConnection) -> str:
    """Where the only record holds one array of objects, take its elements as the records."""
    rows = connection.execute("SELECT record FROM records LIMIT 2").fetchall()
    if len(rows) != 1:
        return ""
    keys = connection.execute(
        "SELECT key FROM (SELECT record, unnest(json_keys(record)) AS key FROM records "
        "WHERE json_type(record) = 'OBJECT'), (SELECT '/' || replace(replace(key, '~', '~0'), "
        "'/', '~1') AS place) WHERE json_type(record, place) = 'ARRAY' "
        "AND json_type(record, place || '/0') = 'OBJECT'"
    ).fetchall()
    if len(keys) != 1:
        return ""
    key = str(keys[0][0])
    connection.execute(
        "CREATE TABLE inner_records AS SELECT unnest(CAST(json_extract(record, ?) AS JSON[])) "
        "AS record FROM records",
        [pointer_of("", key)],
    )
    connection.execute("DROP TABLE records; ALTER TABLE inner_records RENAME TO records")
    return key


def _check_objects(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    other = connection.execute(
        "SELECT place, kind FROM (SELECT row_number() OVER () AS place, json_type(record) AS kind "
        "FROM records) WHERE kind <> 'OBJECT' ORDER BY place LIMIT 1"
    ).fetchone()
    if other is not None:
        raise InputError(
            f"{name}: record {other[0]} is {str(other[1]).lower()}, not an object; "
            'give each record as an object such as {"name": "Ann"}'
        )


def _fields(connection: duckdb.DuckDBPyConnection, *, flatten: bool) -> list[Field]:
    """Return the columns in the order in which their names first come up."""
    fields = _inner(connection, "", "")
    for _ in range(DEEPEST if flatten else 0):
        deeper = [field for field in fields if field.types - {"NULL"} == {"OBJECT"}]
        if not deeper:
            break
        fields = [
            inner
            for field in fields
            for inner in (
                _inner(connection, field.pointer, field.name + ".") if field in deeper else [field]
            )
        ]
    return fields


def _inner(connection: duckdb.DuckDBPyConnection, pointer: str, prefix: str) -> list[Field]:
    value = "json_extract(record, ?)" if pointer else "record"
    keys = connection.execute(
        "SELECT key FROM (SELECT row, place, keys[place] AS key FROM (SELECT row, keys, "
        "unnest(range(1, len(keys) + 1)) AS place FROM (SELECT row_number() OVER () AS row, "
        f"json_keys({value}) AS keys FROM records))) GROUP BY key ORDER BY min((row, place))",
        [pointer] if pointer else [],
    ).fetchall()
    if not keys:
        return []
    pointers = [pointer_of(pointer, str(row[0])) for row in keys]
    kinds = connection.execute(
        "SELECT place, list(DISTINCT kinds[place]) FROM (SELECT json_type(record, ?) AS kinds "
        f"FROM records), range(1, {len(pointers) + 1}) AS places(place) GROUP BY place",
        [pointers],
    ).fetchall()
    by_place = {position: frozenset(str(k) for k in listed if k) for position, listed in kinds}
    return [
        Field(prefix + str(row[0]), inner, by_place.get(position, frozenset()))
        for position, (row, inner) in enumerate(zip(keys, pointers, strict=True), 1)
    ]


def _load(
    connection: duckdb.DuckDBPyConnection, fields: list[Field], *, all_text: bool
) -> dict[str, str]:
    chosen = ", ".join(
        f"cells[{index}] AS {quoted(field.name)}" for index, field in enumerate(fields, 1)
    )
    connection.execute(
        f"CREATE TABLE text AS SELECT {chosen} FROM "
        "(SELECT json_extract_string(record, ?) AS cells FROM records)",
        [[field.pointer for field in fields]],
    )
    allowed = {}
    for field in fields:
        types = {"DOUBLE" if is_number(type_) else type_ for type_ in field.types - {"NULL"}}
        if len(types) == 1 and types <= COLUMN_TYPES.keys():
            allowed[field.name] = COLUMN_TYPES[types.pop()]
    given = type_columns(connection, allowed, all_text=all_text)
    for name in () if all_text else allowed:
        if name not in given and "DOUBLE" in allowed[name] and _doubles(connection, name):
            connection.execute(f"ALTER TABLE data ALTER {quoted(name)} TYPE DOUBLE")
            given[name] = "DOUBLE"
    return given


def _doubles(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether all numbers of a column fit a double: none is a long integer or too large."""
    row = connection.execute(
        f"SELECT bool_and(NOT regexp_full_match(v, '-?[0-9]{{16,}}') AND isfinite(v::DOUBLE)) "
        f"FROM (SELECT {quoted(name)} AS v FROM data) WHERE v IS NOT NULL"
    ).fetchone()
    return row is not None and bool(row[0])


def _explain(name: str, message: str) -> str:
    patterns = {"record": r"in (?:record/value|line) (\d+)", "byte": r"at byte (\d+)"}
    numbers = {word: re.search(pattern, message) for word, pattern in patterns.items()}
    where = ", ".join(f"{word} {number[1]}" for word, number in numbers.items() if number)
    if "maximum_object_size" in message:
        return (
            f"{name}: a record is larger than {MAX_LINE // 1_000_000} MB; "
            "leave that field out, or give one object a line"
        )
    return f"{name}{', ' if where else ''}{where}: this is not valid JSON; fix it or fetch it again"
