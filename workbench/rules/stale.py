"""What a rule left alone or could not read: told, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from workbench.rules.kinds import CastColumn, DropRows, ParseDate, ParseNumber, Rule, SetCells
from workbench.rules.operations import as_stored, free_name
from workbench.types import Json, Key

__all__ = ["Stale", "Unread", "stale_of", "unread_of"]


@dataclass(frozen=True)
class Stale:
    """A decision about one row that no longer applies.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    key : Key
        The row that the decision names.
    column : str or None
        The column; None where the row was to be dropped.
    reason : str
        Why it does not apply.
    """

    rule: int
    key: Key
    column: str | None
    reason: str


@dataclass(frozen=True)
class Unread:
    """Texts that a rule cannot read as numbers or dates, and makes null.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    column : str
        The column.
    rows : int
        How many cells.
    examples : tuple of str
        Up to five different texts.
    """

    rule: int
    column: str
    rows: int
    examples: tuple[str, ...]


def stale_of(number: int, rule: Rule, before: Any) -> list[Stale]:
    """List the decisions of rule `number` that do not apply to the frame before it."""
    if isinstance(rule, SetCells):
        expected = {c.key: {rule.column: c.old} for c in rule.cells}
        done = {c.key: {rule.column: c.new} for c in rule.cells}
        return _stale_rows(before, number, rule.key, expected, rule.column, done)
    if isinstance(rule, DropRows):
        expected = {row.key: dict(row.old) for row in rule.rows}
        return _stale_rows(before, number, rule.key, expected, None, {})
    return []


def unread_of(number: int, rule: Rule, before: Any, after: Any) -> list[Unread]:
    """Say which texts rule `number` made null because it could not read them."""
    if not isinstance(rule, ParseNumber | ParseDate | CastColumn):
        return []
    name = rule.column
    if isinstance(before, nw.LazyFrame):  # whose rows may come in another order each time
        came = free_name(before, "text as it came")
        both = rule.apply(before.with_columns(nw.col(name).alias(came)))
        lost = _values(both.filter(~nw.col(came).is_null() & nw.col(name).is_null()), came)
    else:
        pairs = zip(_values(before, name), _values(after, name), strict=True)
        lost = [old for old, new in pairs if old is not None and new is None]
    examples = tuple(dict.fromkeys(map(str, lost)))[:5]
    return [Unread(number, name, len(lost), examples)] if lost else []


def _stale_rows(
    frame: Any,
    number: int,
    key: str,
    expected: Mapping[Key, Json],
    column: str | None,
    done: Mapping[Key, Json],
) -> list[Stale]:
    schema = frame.collect_schema()
    names = list(dict.fromkeys([key, *next(iter(expected.values()))]))
    stored = {row: as_stored(row, schema[key]) for row in expected}
    rows = frame.filter(nw.col(key).is_in([k for k in stored.values() if k is not None]))
    rows = rows.select(names)
    if isinstance(rows, nw.LazyFrame):
        rows = rows.collect("pyarrow")
    now: dict[Any, Json] = {}
    for row in rows.iter_rows(named=True):
        now[row[key]] = {name: _plain(value) for name, value in row.items()}
    found = []
    for row_key, old in expected.items():
        values = now.get(stored[row_key])
        if values is None:
            found.append(Stale(number, row_key, column, "there is no row with this key"))
            continue
        differing = [n for n, v in old.items() if values[n] != as_stored(v, schema[n])]
        wanted = done.get(row_key, old)
        misfit = [v for n, v in wanted.items() if v is not None and as_stored(v, schema[n]) is None]
        if row_key in done and misfit:
            reason = f"{misfit[0]!r} does not fit among the values of {column} now"
            found.append(Stale(number, row_key, column, reason))
            continue
        if differing and any(values[n] != as_stored(v, schema[n]) for n, v in wanted.items()):
            name = differing[0]
            reason = f"{name} is {values[name]!r} now, it was {old[name]!r} when decided"
            found.append(Stale(number, row_key, column, reason))
    return found


def _values(frame: Any, column: str) -> list[Any]:
    rows = frame.select(column)
    rows = rows.collect("pyarrow") if isinstance(rows, nw.LazyFrame) else rows
    return [_plain(value) for value in rows[column].to_list()]


def _plain(value: Any) -> Any:
    if value is None or value != value:
        return None
    return value.item() if hasattr(value, "item") else value
