"""Rules about single cells and rows, named by key: what people decide."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import narwhals as nw
from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbench.rules.kinds.base import (
    ColumnName,
    RowKey,
    Rule,
    StaleCell,
    Subject,
    Value,
    as_python,
    collected,
    first_of_each,
    listed,
    no_pattern,
)
from workbench.rules.operations import as_stored
from workbench.rules.steps import cells as steps
from workbench.types import Json, Key

__all__ = [
    "CellChange",
    "DropRows",
    "DroppedRow",
    "LabelRows",
    "OfRows",
    "RowLabel",
    "SetCells",
    "check_types",
    "key_type",
]


class CellChange(BaseModel):
    """One cell: the row's key, the value that must still stand there, and the new value."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: RowKey
    old: Value
    new: Value


def key_type(keys: Sequence[object]) -> str:
    """Return ``integer`` or ``text``; raise ValueError where keys are of several types."""
    kinds = {type(key) for key in keys}
    if kinds == {int}:
        return "integer"
    if kinds == {str}:
        return "text"
    raise ValueError("keys must be all text or all integers")


def check_types(values: Sequence[object], what: str) -> None:
    """Raise ValueError where values, missing ones aside, are of several types."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) > 1 and kinds != {int, float}:
        names = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise ValueError(f"{what} must be of one type, not {names}")


def held_type(values: Iterable[object]) -> str:
    """Return what a column must hold for these values to stand in it, as `Rule.needs` tells it."""
    known = {type(value) for value in values if value is not None}
    if str in known:
        return "text"
    if known <= {int, float}:
        return "number" if known else "any"
    return "truth" if known == {bool} else "any"


def _check_keys(keys: Sequence[object]) -> None:
    key_type(keys)
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"key {key!r} is repeated")
        seen.add(key)


class OfRows(Rule):
    """A rule that names rows by their key."""

    key: ColumnName

    def row_key(self) -> str | None:
        """Return the key column."""
        return self.key


class SetCells(OfRows):
    """Set single cells, each only while its old value still stands."""

    stage = 5
    operation = steps.set_cells
    parts_field = "cells"
    kind: Literal["set_cells"] = "set_cells"
    column: ColumnName
    cells: Annotated[tuple[CellChange, ...], Field(min_length=1)]

    @field_validator("cells")
    @classmethod
    def _check(cls, cells: tuple[CellChange, ...]) -> tuple[CellChange, ...]:
        _check_keys([cell.key for cell in cells])
        check_types([cell.old for cell in cells], "old values")
        check_types([cell.new for cell in cells], "new values")
        return cells

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def needs(self) -> dict[str, str]:
        """Return the column and the key column."""
        return {
            self.column: held_type(v for cell in self.cells for v in (cell.old, cell.new)),
            self.key: key_type([cell.key for cell in self.cells]),
        }

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.cells.set_cells`."""
        cells = [(cell.key, cell.old, cell.new) for cell in self.cells]
        return {"key": self.key, "column": self.column, "cells": cells}

    def merge_key(self) -> object:
        """Return the cells' column and types: one rule holds values of one type."""
        values = (value for cell in self.cells for value in (cell.old, cell.new))
        types = {type(value).__name__ for value in values if value is not None}
        return self.kind, self.key, self.column, tuple(sorted(types))

    def parts(self) -> Mapping[Hashable, CellChange]:
        """Return the cells by row and new value."""
        return {(cell.key, type(cell.new), cell.new): cell for cell in self.cells}

    @staticmethod
    def merged_parts(rules: Sequence[Rule]) -> dict[Hashable, Any]:
        """Return the cells of several rules, the first of each row."""
        return first_of_each((c.key, c) for rule in rules for c in rule.parts().values())

    def subjects(self) -> Iterator[Subject]:
        """Yield each cell."""
        return (Subject(str(cell.key), self.column) for cell in self.cells)

    def stale(self, frame: Any) -> list[StaleCell]:
        """Return the cells that hold neither the old nor the new value."""
        old = {cell.key: {self.column: cell.old} for cell in self.cells}
        new = {cell.key: {self.column: cell.new} for cell in self.cells}
        return _stale_rows(frame, self.key, old, self.column, new)

    def rebase(self, carry: Callable[[str, dict[Key, Any]], dict[Key, Any]]) -> Rule:
        """Return the rule with the old values as the earlier rules leave them."""
        old = carry(self.column, {cell.key: cell.old for cell in self.cells})
        cells = [cell.model_copy(update={"old": old[cell.key]}) for cell in self.cells]
        return self.model_copy(update={"cells": tuple(cells)})

    def alone_on(self, column: str, key: str) -> Rule | None:
        """Return the rule where it names rows by the same key."""
        return super().alone_on(column, key) if self.key == key else None

    def title(self) -> str:
        """Describe the rule."""
        one = self.cells[0]
        if len(self.cells) == 1:
            return f"{self.column} of {self.key} {one.key!r}: {one.old!r} to {one.new!r}"
        return f"{self.column}: {len(self.cells)} cells by {self.key}"


class RowLabel(BaseModel):
    """One row's label."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: RowKey
    label: Value


class LabelRows(OfRows):
    """Add a column with the labels that people gave to rows; it is missing in all others."""

    stage = -1
    operation = steps.label_rows
    parts_field = "labels"
    kind: Literal["label_rows"] = "label_rows"
    name: Annotated[str, Field(min_length=1)]
    labels: Annotated[tuple[RowLabel, ...], Field(min_length=1)]

    @field_validator("name")
    @classmethod
    def _check_name(cls, name: str) -> str:
        return no_pattern(name)

    @field_validator("labels")
    @classmethod
    def _check(cls, labels: tuple[RowLabel, ...]) -> tuple[RowLabel, ...]:
        _check_keys([one.key for one in labels])
        check_types([one.label for one in labels], "labels")
        if any(one.label is None for one in labels):
            raise ValueError("a label is missing; leave the row out")
        return labels

    def touches(self) -> tuple[str, ...]:
        """Return the new column."""
        return (self.name,)

    def makes(self) -> tuple[str, ...]:
        """Return the new column."""
        return (self.name,)

    def needs(self) -> dict[str, str]:
        """Return the key column."""
        return {self.key: key_type([one.key for one in self.labels])}

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.cells.label_rows`."""
        return {
            "key": self.key,
            "name": self.name,
            "labels": {one.key: one.label for one in self.labels},
        }

    def merge_key(self) -> object:
        """Return the key column and the new one."""
        return self.kind, self.key, self.name

    def parts(self) -> Mapping[Hashable, RowLabel]:
        """Return the labels by row."""
        return {one.key: one for one in self.labels}

    def subjects(self) -> Iterator[Subject]:
        """Yield each cell."""
        return (Subject(str(one.key), self.name) for one in self.labels)

    def title(self) -> str:
        """Describe the rule."""
        rows = "1 row" if len(self.labels) == 1 else f"{len(self.labels)} rows"
        return f"{self.name}: labels of {rows} by {self.key}"


class DroppedRow(BaseModel):
    """One row: its key, the values that must still stand in it, and the row kept in its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: RowKey
    old: dict[str, Value] = {}
    kept: RowKey | None = None


class DropRows(OfRows):
    """Drop rows by key, each only while its values stand and the row kept for it is there.

    Attributes
    ----------
    alike : bool
        The kept row must hold the same values too: the rows are repeats of each other.
    """

    stage = 6
    operation = steps.drop_rows
    parts_field = "rows"
    drops_rows = True
    kind: Literal["drop_rows"] = "drop_rows"
    rows: Annotated[tuple[DroppedRow, ...], Field(min_length=1)]
    alike: bool = False

    @field_validator("rows")
    @classmethod
    def _check(cls, rows: tuple[DroppedRow, ...]) -> tuple[DroppedRow, ...]:
        _check_keys([row.key for row in rows])
        if len({tuple(sorted(row.old)) for row in rows}) > 1:
            raise ValueError("every row must give the old values of the same columns")
        for column in rows[0].old:
            check_types([row.old[column] for row in rows], f"old values of {column!r}")
        return rows

    def needs(self) -> dict[str, str]:
        """Return the key column and the columns whose old values are compared."""
        need = {name: held_type(row.old[name] for row in self.rows) for name in self.rows[0].old}
        return {**need, self.key: key_type([row.key for row in self.rows])}

    def each(self) -> tuple[str, ...]:
        """Return the columns whose old values are compared: those that are there are."""
        return tuple(name for name in self.rows[0].old if name != self.key)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.cells.drop_rows`."""
        arguments: dict[str, Any] = {
            "key": self.key,
            "rows": {row.key: dict(row.old) for row in self.rows},
            "kept": {row.key: row.kept for row in self.rows if row.kept is not None},
        }
        return {**arguments, "alike": True} if self.alike else arguments

    def merge_key(self) -> object:
        """Return the columns whose old values are compared, and how."""
        return self.kind, self.key, self.alike, tuple(sorted(self.rows[0].old))

    def parts(self) -> Mapping[Hashable, DroppedRow]:
        """Return the rows by key."""
        return {row.key: row for row in self.rows}

    def keeping(self, keys: Collection[Key]) -> Rule:
        """Return the rule where the one of `keys` that it does not drop is kept."""
        (kept,) = set(keys) - self.parts().keys()
        rows = tuple(row.model_copy(update={"kept": kept}) for row in self.rows)
        return self.model_copy(update={"rows": rows})

    def companions(self) -> tuple[Key, ...]:
        """Return the keys of the rows that are kept."""
        return tuple(row.kept for row in self.rows if row.kept is not None)

    def subjects(self) -> Iterator[Subject]:
        """Yield each row."""
        return (Subject(str(row.key)) for row in self.rows)

    def stale(self, frame: Any) -> list[StaleCell]:
        """Return the rows whose values are not the old ones."""
        return _stale_rows(frame, self.key, {row.key: dict(row.old) for row in self.rows}, None, {})

    def rebase(self, carry: Callable[[str, dict[Key, Any]], dict[Key, Any]]) -> Rule:
        """Return the rule with the old values as the earlier rules leave them."""
        now = {
            name: carry(name, {row.key: row.old[name] for row in self.rows})
            for name in self.rows[0].old
        }
        rows = (
            row.model_copy(update={"old": {name: now[name][row.key] for name in now}})
            for row in self.rows
        )
        return self.model_copy(update={"rows": tuple(rows)})

    def title(self) -> str:
        """Describe the rule."""
        keys = listed([repr(row.key) for row in self.rows])
        rows = "row" if len(self.rows) == 1 else f"{len(self.rows)} rows"
        return f"drop {rows} by {self.key}: {keys}"


def _stale_rows(
    frame: Any,
    key: str,
    expected: Mapping[Key, Json],
    column: str | None,
    done: Mapping[Key, Json],
) -> list[StaleCell]:
    schema = frame.collect_schema()
    expected = {
        row: {name: value for name, value in old.items() if name in schema}
        for row, old in expected.items()
    }
    names = list(dict.fromkeys([key, *next(iter(expected.values()))]))
    stored = {row: as_stored(row, schema[key]) for row in expected}
    rows = frame.filter(nw.col(key).is_in([k for k in stored.values() if k is not None]))
    now = {
        row[key]: {name: as_python(value) for name, value in row.items()}
        for row in collected(rows.select(names)).iter_rows(named=True)
    }
    reasons = {
        row: _reason(now.get(stored[row]), old, done.get(row), column, schema)
        for row, old in expected.items()
    }
    return [StaleCell(row, column, reason) for row, reason in reasons.items() if reason]


def _reason(
    values: Json | None, old: Json, new: Json | None, column: str | None, schema: Any
) -> str | None:
    """Say why a row is not as it was; None where it is, or is already as it should become."""
    if values is None:
        return "there is no row with this key"
    differing = [n for n, v in old.items() if values[n] != as_stored(v, schema[n])]
    wanted = old if new is None else new
    stored = {n: as_stored(v, schema[n]) for n, v in wanted.items()}
    misfit = [v for n, v in wanted.items() if v is not None and stored[n] is None]
    if new is not None and misfit:
        return f"{misfit[0]!r} cannot be stored in {column}, whose type has changed"
    if not differing or all(values[n] == v for n, v in stored.items()):
        return None
    name = differing[0]
    return f"{name} is now {values[name]!r}; it was {old[name]!r} when this was decided"
