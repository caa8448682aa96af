"""Rules about single cells and rows, named by key: what people decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from workbench.rules.kinds.base import RowKey, Rule, Value, listed
from workbench.rules.steps import cells as steps

__all__ = ["CellChange", "DropRows", "DroppedRow", "SetCells"]


class CellChange(BaseModel):
    """One cell: the row's key, the value that must still stand there, and the new value."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: RowKey
    old: Value
    new: Value


def _key_type(keys: Sequence[object]) -> str:
    kinds = {type(key) for key in keys}
    if kinds == {int}:
        return "integer"
    if kinds == {str}:
        return "text"
    raise ValueError("keys must be all text or all integers")


def _one_type(values: Sequence[object], what: str) -> None:
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) > 1 and kinds != {int, float}:
        names = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise ValueError(f"{what} must be of one type, not {names}")


def _unique(keys: Sequence[object]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"key {key!r} is given twice")
        seen.add(key)


class SetCells(Rule):
    """Set single cells, each only while its old value still stands."""

    stage = 5
    operation = steps.set_cells
    kind: Literal["set_cells"] = "set_cells"
    key: str
    column: str
    cells: Annotated[tuple[CellChange, ...], Field(min_length=1)]

    @field_validator("cells")
    @classmethod
    def _check(cls, cells: tuple[CellChange, ...]) -> tuple[CellChange, ...]:
        _key_type([cell.key for cell in cells])
        _unique([cell.key for cell in cells])
        _one_type([cell.old for cell in cells], "old values")
        _one_type([cell.new for cell in cells], "new values")
        return cells

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def needs(self) -> dict[str, str]:
        """Return the column and the key column."""
        texts = [v for cell in self.cells for v in (cell.old, cell.new) if isinstance(v, str)]
        return {
            self.column: "text" if texts else "any",
            self.key: _key_type([cell.key for cell in self.cells]),
        }

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.cells.set_cells`."""
        cells = [(cell.key, cell.old, cell.new) for cell in self.cells]
        return {"key": self.key, "column": self.column, "cells": cells}

    def title(self) -> str:
        """Describe the rule."""
        one = self.cells[0]
        if len(self.cells) == 1:
            return f"{self.column} of {self.key} {one.key!r}: {one.old!r} to {one.new!r}"
        return f"{self.column}: {len(self.cells)} cells by {self.key}"


class DroppedRow(BaseModel):
    """One row: its key, the values that must still stand in it, and the row kept in its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: RowKey
    old: dict[str, Value] = {}
    kept: RowKey | None = None


class DropRows(Rule):
    """Drop rows by key, each only while its values stand and the row kept for it is there.

    Attributes
    ----------
    alike : bool
        The kept row must hold the same values too: the rows are repeats of each other.
    """

    stage = 6
    operation = steps.drop_rows
    kind: Literal["drop_rows"] = "drop_rows"
    key: str
    rows: Annotated[tuple[DroppedRow, ...], Field(min_length=1)]
    alike: bool = False

    @field_validator("rows")
    @classmethod
    def _check(cls, rows: tuple[DroppedRow, ...]) -> tuple[DroppedRow, ...]:
        _key_type([row.key for row in rows])
        _unique([row.key for row in rows])
        if len({tuple(sorted(row.old)) for row in rows}) > 1:
            raise ValueError("every row must give the old values of the same columns")
        for column in rows[0].old:
            _one_type([row.old[column] for row in rows], f"old values of {column!r}")
        return rows

    def touches(self) -> tuple[str, ...]:
        """Return nothing: no cell changes."""
        return ()

    def needs(self) -> dict[str, str]:
        """Return the key column and the columns whose old values are compared."""
        need = {
            column: "text" if any(isinstance(row.old[column], str) for row in self.rows) else "any"
            for column in self.rows[0].old
        }
        return {**need, self.key: _key_type([row.key for row in self.rows])}

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.cells.drop_rows`."""
        arguments: dict[str, Any] = {
            "key": self.key,
            "rows": {row.key: dict(row.old) for row in self.rows},
            "kept": {row.key: row.kept for row in self.rows if row.kept is not None},
        }
        return {**arguments, "alike": True} if self.alike else arguments

    def title(self) -> str:
        """Describe the rule."""
        keys = listed([repr(row.key) for row in self.rows])
        rows = "row" if len(self.rows) == 1 else f"{len(self.rows)} rows"
        return f"drop {rows} by {self.key}: {keys}"
