"""What there is to know about two tables and the keys that should join them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from workbench.lexicon.column_types import is_moment, is_number
from workbench.tables.relation import Relation, quoted
from workbench.types import Json

__all__ = ["KeyPair", "Side", "facts", "key_pairs"]

SHOWN = 5


@dataclass(frozen=True)
class Side:
    """One table of a join and its key columns; in SQL ``left_side`` or ``right_side``."""

    name: str
    relation: Relation
    keys: tuple[str, ...]


@dataclass(frozen=True)
class KeyPair:
    """The SQL of a key column on each side (``l.`` and ``r.``), and how the types clash."""

    left: str
    right: str
    clash: Json | None


def key_pairs(left: Side, right: Side) -> list[KeyPair]:
    """Return the keys in a form that can be compared: as text where their kinds differ."""
    pairs = []
    for first, second in zip(left.keys, right.keys, strict=True):
        types = left.relation.types[first], right.relation.types[second]
        clash = {"left": first, "left_type": types[0], "right": second, "right_type": types[1]}
        differ = _kind(types[0]) != _kind(types[1])
        cast = "::VARCHAR" if differ else ""
        a, b = f"l.{quoted(first)}{cast}", f"r.{quoted(second)}{cast}"
        pairs.append(KeyPair(a, b, clash if differ else None))
    return pairs


def facts(
    connection: duckdb.DuckDBPyConnection, left: Side, right: Side, pairs: Sequence[KeyPair]
) -> Json:
    """Return counts and examples of what a join on `pairs` meets; the tables are loaded."""
    equal = " AND ".join(f"{pair.left} = {pair.right}" for pair in pairs)
    match = _one(
        connection,
        "SELECT count(*) FILTER (n > 1), coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM "
        f"left_side l JOIN right_side r ON {equal} GROUP BY l.rowid)",
    )
    back = _one(
        connection,
        "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM left_side l JOIN "
        f"right_side r ON {equal} GROUP BY r.rowid)",
    )
    kinds = ("one", "many")
    return {
        "rows": {
            "left": _one(connection, "SELECT count(*) FROM left_side")[0],
            "right": _one(connection, "SELECT count(*) FROM right_side")[0],
            "result": _one(connection, "SELECT count(*) FROM data")[0],
        },
        "cardinality": f"{kinds[back[0] > 1]}-to-{kinds[match[1] > 1]}",
        "fan_out": {"rows": match[0], "most": match[1]},
        "orphans": {
            "left": _orphans(connection, left, "l", "right_side r", equal),
            "right": _orphans(connection, right, "r", "left_side l", equal),
        },
        "null_keys": {
            side.name: _one(
                connection,
                f"SELECT count(*) FROM {side.name}_side WHERE "
                + " OR ".join(f"{quoted(key)} IS NULL" for key in side.keys),
            )[0]
            for side in (left, right)
        },
        "repeated_keys": {side.name: _repeated(connection, side) for side in (left, right)},
        "type_clashes": [pair.clash for pair in pairs if pair.clash],
    }


def _orphans(
    connection: duckdb.DuckDBPyConnection, side: Side, alias: str, other: str, equal: str
) -> Json:
    """Count the rows (whose key is not null) without a match, and show some of their keys."""
    keys = ", ".join(f"{alias}.{quoted(key)}" for key in side.keys)
    given = " AND ".join(f"{alias}.{quoted(key)} IS NOT NULL" for key in side.keys)
    lost = (
        f"FROM {side.name}_side {alias} WHERE {given} AND NOT EXISTS "
        f"(SELECT 1 FROM {other} WHERE {equal})"
    )
    count = _one(connection, f"SELECT count(*) {lost}")[0]
    rows = connection.execute(
        f"SELECT {keys} {lost} GROUP BY ALL ORDER BY min({alias}.rowid) LIMIT {SHOWN}"
    ).fetchall()
    return {"rows": count, "examples": [_shown(row) for row in rows]}


def _repeated(connection: duckdb.DuckDBPyConnection, side: Side) -> Json:
    """Count the keys that stand in several rows of one table, and show some."""
    keys = ", ".join(quoted(key) for key in side.keys)
    given = " AND ".join(f"{quoted(key)} IS NOT NULL" for key in side.keys)
    grouped = (
        f"SELECT {keys}, count(*), min(rowid) FROM {side.name}_side WHERE {given} "
        "GROUP BY ALL HAVING count(*) > 1"
    )
    count = _one(connection, f"SELECT count(*) FROM ({grouped})")[0]
    last = len(side.keys) + 1
    rows = connection.execute(
        f"{grouped} ORDER BY {last} DESC, {last + 1} LIMIT {SHOWN}"
    ).fetchall()
    return {"keys": count, "examples": [_shown(row[:-2]) for row in rows]}


def _shown(row: Sequence[Any]) -> Any:
    values = [value if isinstance(value, int | str) else str(value) for value in row]
    return values[0] if len(values) == 1 else values


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return tuple(row)


def _kind(type_: str) -> str:
    """Return what a type may be compared with: numbers with numbers, moments with moments."""
    if is_number(type_):
        return "number"
    return "moment" if is_moment(type_) else type_
