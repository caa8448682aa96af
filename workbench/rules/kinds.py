"""The kinds of rule, as frozen pydantic models.

A rule says what to do to which columns and why; `operations` does it.  Fitted
values (a mapping, a list of null words) are part of the rule, so that it gives
the same result on tomorrow's data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from workbench.errors import RuleError
from workbench.rules import operations
from workbench.types import Json

__all__ = [
    "AnyRule",
    "CellChange",
    "ChangeCase",
    "DropRows",
    "DroppedRow",
    "MapValues",
    "ParseDate",
    "ParseNumber",
    "Rule",
    "SetCells",
    "SetNull",
    "Trim",
    "parse_rule",
]

ENGINES = ("pandas", "polars", "pyarrow", "duckdb")

RowKey = Annotated[int, Field(strict=True)] | Annotated[str, Field(strict=True)]
Value = (
    Annotated[bool, Field(strict=True)]
    | Annotated[int, Field(strict=True)]
    | Annotated[float, Field(strict=True, allow_inf_nan=False)]
    | Annotated[str, Field(strict=True)]
    | None
)
Columns = Annotated[tuple[str, ...], Field(min_length=1)]


class Rule(BaseModel):
    """What all kinds share.

    Attributes
    ----------
    why : str
        One sentence: what was seen that this rule mends.
    author : str
        Who accepted it.
    decisions : tuple of str
        The decisions that it was made from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: ClassVar[int] = 0
    """Default place in a recipe: text is mended before cells are set, cells before parsing."""
    engines: ClassVar[tuple[str, ...]] = ENGINES
    operation: ClassVar[Callable[..., Any]]

    kind: str
    why: str = ""
    author: str = ""
    decisions: tuple[str, ...] = ()

    def touches(self) -> tuple[str, ...]:
        """Return the columns that the rule may change; none where it drops rows."""
        raise NotImplementedError

    def needs(self) -> dict[str, str]:
        """Return the columns that must be there, each with ``text``, ``integer`` or ``any``."""
        return dict.fromkeys(self.touches(), "text")

    def arguments(self) -> dict[str, Any]:
        """Return the keyword arguments of the operation, as plain Python values."""
        raise NotImplementedError

    def title(self) -> str:
        """Return a short description for people."""
        raise NotImplementedError

    def apply(self, frame: Any) -> Any:
        """Run the rule on a narwhals frame and return the new frame."""
        return type(self).operation(frame, **self.arguments())

    def to_dict(self) -> Json:
        """Return the rule as JSON."""
        return self.model_dump(mode="json")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more"


class Trim(Rule):
    """Remove white space at both ends."""

    stage = 1
    operation = operations.trim
    kind: Literal["trim"] = "trim"
    columns: Columns

    def touches(self) -> tuple[str, ...]:
        """Return `columns`."""
        return self.columns

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `operations.trim`."""
        return {"columns": list(self.columns)}

    def title(self) -> str:
        """Describe the rule."""
        return f"trim {_listed(self.columns)}"


class SetNull(Rule):
    """Turn words that stand for a missing value into null."""

    stage = 2
    operation = operations.set_null
    kind: Literal["set_null"] = "set_null"
    columns: Columns
    values: Annotated[tuple[str, ...], Field(min_length=1)]

    def touches(self) -> tuple[str, ...]:
        """Return `columns`."""
        return self.columns

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `operations.set_null`."""
        return {"columns": list(self.columns), "values": list(self.values)}

    def title(self) -> str:
        """Describe the rule."""
        return f"{_listed([repr(v) for v in self.values])} in {_listed(self.columns)} to null"


class MapValues(Rule):
    """Replace spellings of a value by one of them."""

    stage = 3
    operation = operations.map_values
    kind: Literal["map_values"] = "map_values"
    column: str
    mapping: Annotated[dict[str, str], Field(min_length=1)]

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `operations.map_values`."""
        return {"column": self.column, "mapping": dict(self.mapping)}

    def title(self) -> str:
        """Describe the rule."""
        pairs = [f"{old!r} to {new!r}" for old, new in self.mapping.items()]
        return f"{self.column}: {_listed(pairs)}"


class ChangeCase(Rule):
    """Put text into upper or lower case."""

    stage = 4
    operation = operations.change_case
    kind: Literal["change_case"] = "change_case"
    columns: Columns
    to: Literal["upper", "lower"]

    def touches(self) -> tuple[str, ...]:
        """Return `columns`."""
        return self.columns

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `operations.change_case`."""
        return {"columns": list(self.columns), "to": self.to}

    def title(self) -> str:
        """Describe the rule."""
        return f"{_listed(self.columns)} to {self.to} case"


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
    operation = operations.set_cells
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
        """Return the arguments of `operations.set_cells`."""
        cells = [(cell.key, cell.old, cell.new) for cell in self.cells]
        return {"key": self.key, "column": self.column, "cells": cells}

    def title(self) -> str:
        """Describe the rule."""
        one = self.cells[0]
        if len(self.cells) == 1:
            return f"{self.column} of {self.key} {one.key!r}: {one.old!r} to {one.new!r}"
        return f"{self.column}: {len(self.cells)} cells by {self.key}"


class DroppedRow(BaseModel):
    """One row: its key, and the values that must still stand in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: RowKey
    old: dict[str, Value] = {}


class DropRows(Rule):
    """Drop rows by key, each only while the values given still stand."""

    stage = 6
    operation = operations.drop_rows
    kind: Literal["drop_rows"] = "drop_rows"
    key: str
    rows: Annotated[tuple[DroppedRow, ...], Field(min_length=1)]

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
        """Return the arguments of `operations.drop_rows`."""
        return {"key": self.key, "rows": {row.key: dict(row.old) for row in self.rows}}

    def title(self) -> str:
        """Describe the rule."""
        keys = _listed([repr(row.key) for row in self.rows])
        return f"drop {len(self.rows)} rows by {self.key}: {keys}"


class ParseNumber(Rule):
    """Read text as numbers, with units; what is no number becomes null."""

    stage = 7
    operation = operations.parse_number
    kind: Literal["parse_number"] = "parse_number"
    column: str
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ",", ".", " ", "'"] = ""
    units: Annotated[dict[str, float], Field(min_length=1)] = {"": 1.0}

    @field_validator("units")
    @classmethod
    def _check(cls, units: dict[str, float]) -> dict[str, float]:
        for unit, factor in units.items():
            if re.search(r"[\d\s+.,'-]", unit) or len(unit) > 12:
                raise ValueError(
                    f"unit {unit!r}: a unit has at most 12 characters and no digit, space or "
                    "any of + - . , '"
                )
            if not 1e-12 < abs(factor) < 1e12:
                raise ValueError(f"factor {factor!r} of unit {unit!r} is out of range")
        return units

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `operations.parse_number`."""
        return {
            "column": self.column,
            "decimal": self.decimal,
            "thousands": self.thousands,
            "units": dict(self.units),
        }

    def title(self) -> str:
        """Describe the rule."""
        units = [f"{unit} x {factor:g}" for unit, factor in self.units.items() if factor != 1]
        return f"{self.column} to number" + (f" ({_listed(units)})" if units else "")


class ParseDate(Rule):
    """Read text as dates; what is no existing day becomes null."""

    stage = 8
    operation = operations.parse_date
    kind: Literal["parse_date"] = "parse_date"
    column: str
    formats: Annotated[tuple[str, ...], Field(min_length=1)]

    @field_validator("formats")
    @classmethod
    def _check(cls, formats: tuple[str, ...]) -> tuple[str, ...]:
        for form in formats:
            fields = re.findall("%.", form)
            if sorted(fields) not in (["%Y", "%d", "%m"], ["%Y", "%b", "%d"]) or not re.fullmatch(
                r"(%[Ymdb][-/., ]{0,2}){3}", form
            ):
                raise ValueError(
                    f"format {form!r}: use %Y, %d and one of %m or %b, each once, "
                    "with separators among - / . , and space"
                )
        return formats

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `operations.parse_date`."""
        return {"column": self.column, "formats": list(self.formats)}

    def title(self) -> str:
        """Describe the rule."""
        return f"{self.column} to date ({_listed(self.formats)})"


AnyRule = Trim | SetNull | MapValues | ChangeCase | SetCells | DropRows | ParseNumber | ParseDate
KINDS: tuple[type[Rule], ...] = get_args(AnyRule)
_ADAPTER: TypeAdapter[Rule] = TypeAdapter(Annotated[AnyRule, Field(discriminator="kind")])


def parse_rule(data: Mapping[str, Any] | Rule) -> Rule:
    """Read a rule from JSON.

    Raises
    ------
    RuleError
        If the kind is unknown or a field is missing, unknown or out of range.
    """
    if isinstance(data, Rule):
        return data
    kind = data.get("kind") if isinstance(data, Mapping) else None
    known = [model.model_fields["kind"].default for model in KINDS]
    if kind not in known:
        raise RuleError(f"rule kind {kind!r} is unknown; known are {', '.join(known)}")
    try:
        return _ADAPTER.validate_python(dict(data), strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "rule"
        raise RuleError(f"rule {kind!r}, field {where}: {first['msg']}") from error
