"""Join two tables, and tell what the join did to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import duckdb

from workbench import html
from workbench.errors import InputError, MissingColumnError
from workbench.tables.held import load_arrow
from workbench.tables.join_facts import KeyPair, Side, facts, key_pairs
from workbench.tables.names import check_names
from workbench.tables.read import read_table
from workbench.tables.relation import Relation, quoted
from workbench.types import Json, Source, digest

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Joined", "join_tables"]

HOW = ("left", "inner", "outer")


@dataclass(frozen=True)
class Joined:
    """Two tables joined, with what there is to know about it.

    Attributes
    ----------
    relation : Relation
        The result.  Its ``source.options`` hold the provenance of both sides.
    diagnostics : dict
        ``rows`` (left, right, result), ``cardinality``, ``fan_out`` (left rows with several
        matches, and the most that one has), ``orphans``, ``null_keys`` and ``repeated_keys`` of
        each side with examples, ``type_clashes`` and ``renamed`` columns.
    """

    relation: Relation
    diagnostics: Json

    def to_dict(self) -> Json:
        """Return the diagnostics as JSON."""
        return dict(self.diagnostics)

    def to_frame(self) -> pd.DataFrame:
        """Return the joined rows as a pandas frame."""
        return self.relation.to_pandas()

    @property
    def warnings(self) -> list[str]:
        """What may be wrong, one sentence each; empty for a join without surprises."""
        results = self.diagnostics
        result = [
            f"{clash['left']!r} is {clash['left_type']} and {clash['right']!r} is "
            f"{clash['right_type']}: compared as text"
            for clash in results["type_clashes"]
        ]
        if results["fan_out"]["rows"]:
            result.append(
                f"{results['fan_out']['rows']} left rows match several right rows "
                f"(at most {results['fan_out']['most']}): they are repeated"
            )
        for side in ("left", "right"):
            orphans, nulls = results["orphans"][side], results["null_keys"][side]
            if orphans["rows"]:
                shown = ", ".join(map(str, orphans["examples"]))
                result.append(f"{orphans['rows']} {side} rows have no match (such as {shown})")
            if nulls:
                result.append(f"{nulls} {side} rows have an empty key: they match nothing")
        renamed = results["renamed"].items()
        return result + [f"column {a!r} of the right table is named {b!r}" for a, b in renamed]

    def __repr__(self) -> str:
        rows = self.diagnostics["rows"]
        head = (
            f"Joined({rows['left']} x {rows['right']} -> {rows['result']} rows, "
            f"{self.diagnostics['cardinality']})"
        )
        return "\n".join([head, *("- " + line for line in self.warnings)])

    def _repr_html_(self) -> str:
        result = self.diagnostics
        rows = [
            [
                side,
                result["rows"][side],
                result["orphans"][side]["rows"],
                ", ".join(map(str, result["orphans"][side]["examples"])),
                result["null_keys"][side],
                result["repeated_keys"][side]["keys"],
            ]
            for side in ("left", "right")
        ]
        header = ["table", "rows", "without match", "such as", "empty keys", "repeated keys"]
        title = f"{result['rows']['result']} joined rows, {result['cardinality']}"
        return html.frame(title, html.table(header, rows), *self.warnings)


def join_tables(
    left: Any,
    right: Any,
    *,
    on: str | Sequence[str] | None = None,
    left_on: str | Sequence[str] | None = None,
    right_on: str | Sequence[str] | None = None,
    how: Literal["left", "inner", "outer"] = "left",
    suffix: str = "_right",
) -> Joined:
    """Join two tables on equal keys, in the order of the left rows, then of the right ones.

    A null key matches nothing.  Keys of different kinds (text and number) are compared as text,
    which the diagnostics tell.

    Parameters
    ----------
    left, right : table or path
        As for `read_table`.
    on : str or list of str, optional
        Key columns of one name on both sides; they are kept once.
    left_on, right_on : str or list of str, optional
        Key columns of different names; both are kept.
    how : {"left", "inner", "outer"}
        Which rows without a match are kept: the left ones, none, or all.
    suffix : str
        Put behind the name of a right column that the left table has too.

    Returns
    -------
    Joined

    Raises
    ------
    InputError
        If no keys or an unknown `how` are given.
    MissingColumnError
        If a key is no column.
    """
    if how not in HOW:
        raise InputError(f"how {how!r}: give one of {', '.join(map(repr, HOW))}")
    first, second = read_table(left), read_table(right)
    left_keys, right_keys = _keys(on, left_on, right_on)
    for relation, keys, which in ((first, left_keys, "left"), (second, right_keys, "right")):
        missing = [key for key in keys if key not in relation.types]
        if missing:
            raise MissingColumnError(
                missing, relation.columns, f"the {which} table {relation.source.uri}"
            )
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar=false")
    sides = Side("left", first, tuple(left_keys)), Side("right", second, tuple(right_keys))
    for side in sides:
        load_arrow(connection, side.relation.batches(), f"{side.name}_side")
    pairs = key_pairs(*sides)
    chosen, renamed = _columns(*sides, shared=on is not None, suffix=suffix)
    merged = set(left_keys) if on is not None else set()
    origin = {name: ["both" if name in merged else "left", name] for name in first.columns}
    further = [name for name in second.columns if on is None or name not in right_keys]
    origin |= {renamed.get(name, name): ["right", name] for name in further}
    connection.execute(_sql(chosen, pairs, how))
    results = {**facts(connection, *sides, pairs), "renamed": renamed}
    connection.execute("DROP TABLE left_side; DROP TABLE right_side")
    options = {
        "how": how, "left_on": left_keys, "right_on": right_keys,
        "left": first.source.to_dict(), "right": second.source.to_dict(), "diagnostics": results,
        "columns": origin,
    }  # fmt: skip
    fingerprint = digest(
        [first.source.fingerprint, second.source.fingerprint, left_keys, right_keys, how, suffix],
        length=64,
    )
    uri = f"join:{first.source.uri}+{second.source.uri}"
    return Joined(Relation(connection, Source(uri, "join", fingerprint, options)), results)


def _keys(
    on: str | Sequence[str] | None,
    left_on: str | Sequence[str] | None,
    right_on: str | Sequence[str] | None,
) -> tuple[list[str], list[str]]:
    if on is not None and (left_on is not None or right_on is not None):
        raise InputError("give on=, or left_on= and right_on=, not both")
    if on is not None:
        left_on = right_on = on
    if left_on is None or right_on is None:
        raise InputError("give the key columns: on='id', or left_on='id', right_on='customer'")
    keys = [[side] if isinstance(side, str) else list(side) for side in (left_on, right_on)]
    if not keys[0] or len(keys[0]) != len(keys[1]):
        raise InputError(
            f"left_on names {len(keys[0])} columns and right_on {len(keys[1])}; "
            "give as many on each side, at least one"
        )
    return keys[0], keys[1]


def _columns(
    left: Side, right: Side, *, shared: bool, suffix: str
) -> tuple[list[str], Mapping[str, str]]:
    """Return the SQL of each column of the result, and what right columns are renamed to."""
    taken = {name.casefold() for name in left.relation.columns}
    chosen, renamed, names = [], {}, list(left.relation.columns)
    merged = dict(zip(left.keys, right.keys, strict=True)) if shared else {}
    for name in left.relation.columns:
        value = f"l.{quoted(name)}"
        if name in merged:
            kinds = left.relation.types[name], right.relation.types[merged[name]]
            text = "" if kinds[0] == kinds[1] else "::VARCHAR"
            value = f"coalesce({value}{text}, r.{quoted(merged[name])}{text})"
        chosen.append(f"{value} AS {quoted(name)}")
    for name in [n for n in right.relation.columns if not (shared and n in right.keys)]:
        new = name
        while new.casefold() in taken:
            new += suffix or "_right"
        taken.add(new.casefold())
        names.append(new)
        if new != name:
            renamed[name] = new
        chosen.append(f"r.{quoted(name)} AS {quoted(new)}")
    check_names(names, "the joined table")
    return chosen, renamed


def _sql(chosen: list[str], pairs: Sequence[KeyPair], how: str) -> str:
    kind = {"left": "LEFT", "inner": "INNER", "outer": "FULL OUTER"}[how]
    equal = " AND ".join(f"{pair.left} = {pair.right}" for pair in pairs)
    return (
        f"CREATE TABLE data AS SELECT {', '.join(chosen)} FROM left_side l {kind} JOIN "
        f"right_side r ON {equal} ORDER BY l.rowid NULLS LAST, r.rowid"
    )
