"""Rules that add, remove, rename and relate columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from workbench.rules.expressions import parse_expression, types_in
from workbench.rules.kinds.base import (
    ColumnName,
    OfColumn,
    OfColumns,
    Rule,
    listed,
    no_pattern,
    unique,
)
from workbench.rules.steps import columns, conditions

__all__ = [
    "DeriveColumn",
    "DropColumns",
    "FlagRows",
    "OfExpression",
    "RenameColumns",
    "RepairDependency",
    "SplitColumn",
]

Name = Annotated[str, Field(min_length=1)]
NewColumns = Annotated[tuple[str, ...], AfterValidator(unique)]


class DropColumns(OfColumns):
    """Remove columns."""

    stage = 15
    skips_missing = True
    holds_values = False
    operation = columns.drop_columns
    title_format = "drop column {columns}"
    kind: Literal["drop_columns"] = "drop_columns"

    def needs(self) -> dict[str, str]:
        """Return the columns."""
        return dict.fromkeys(self.columns, "any")

    def takes(self) -> tuple[str, ...]:
        """Return `columns`."""
        return self.columns


class RenameColumns(Rule):
    """Rename columns."""

    stage = 14
    holds_values = False
    operation = columns.rename_columns
    kind: Literal["rename_columns"] = "rename_columns"
    names: Annotated[dict[ColumnName, Name], Field(min_length=1)]

    @field_validator("names")
    @classmethod
    def _check(cls, names: dict[str, str]) -> dict[str, str]:
        if len(set(names.values())) < len(names):
            raise ValueError("two columns get the same name")
        for name in names.values():
            no_pattern(name)
        return names

    def touches(self) -> tuple[str, ...]:
        """Return the columns under both names."""
        return tuple(dict.fromkeys([*self.names, *self.names.values()]))

    def needs(self) -> dict[str, str]:
        """Return the columns under their old names."""
        return dict.fromkeys(self.names, "any")

    def each(self) -> tuple[str, ...]:
        """Return the old names: those that are there get their new one."""
        return tuple(self.names)

    def renames(self) -> Mapping[str, str]:
        """Return `names`."""
        return self.names

    def makes(self) -> tuple[str, ...]:
        """Return the new names."""
        return tuple(self.names.values())

    def takes(self) -> tuple[str, ...]:
        """Return the old names."""
        return tuple(self.names)

    def title(self) -> str:
        """Describe the rule."""
        return "rename " + listed([f"{old} to {new}" for old, new in self.names.items()])


class SplitColumn(OfColumn):
    """Split text at a separator into new columns; the last takes what remains."""

    stage = 12
    holds_values = False
    operation = columns.split_column
    title_format = "split {column} at {separator!r} into {into}"
    kind: Literal["split_column"] = "split_column"
    separator: str
    into: Annotated[NewColumns, Field(min_length=2, max_length=20)]
    keep: bool = True

    @field_validator("separator")
    @classmethod
    def _check_separator(cls, separator: str) -> str:
        if len(separator) != 1 or separator.isalnum() or separator == "\x00":
            raise ValueError(
                "the separator must be a single character other than a letter or digit"
            )
        return separator

    @field_validator("into")
    @classmethod
    def _check_into(cls, into: tuple[str, ...]) -> tuple[str, ...]:
        for name in into:
            no_pattern(name)
        return into

    def touches(self) -> tuple[str, ...]:
        """Return the new columns, and the old one where it goes."""
        return self.into if self.keep else (*self.into, self.column)

    def makes(self) -> tuple[str, ...]:
        """Return the new columns."""
        return self.into

    def takes(self) -> tuple[str, ...]:
        """Return the old column, where it goes."""
        return () if self.keep else (self.column,)


class OfExpression(Rule):
    """What rules with an expression share; see `workbench.rules.expressions`."""

    gives: ClassVar[str] = "truth"
    expression: str

    @field_validator("expression")
    @classmethod
    def _check(cls, expression: str) -> str:
        if not types_in(parse_expression(expression)):
            raise ValueError(f"expression {expression!r} names no column")
        return expression

    def needs(self) -> dict[str, str]:
        """Return the columns that the expression names."""
        return types_in(parse_expression(self.expression), self.gives)


class _NewColumn(OfExpression):
    name: Name

    @field_validator("name")
    @classmethod
    def _check_name(cls, name: str) -> str:
        no_pattern(name)
        return name

    def touches(self) -> tuple[str, ...]:
        """Return the new column."""
        return (self.name,)

    def makes(self) -> tuple[str, ...]:
        """Return the new column."""
        return (self.name,)

    def arguments(self) -> dict[str, Any]:
        """Return the name and the expression as nested lists."""
        return {"name": self.name, "expression": parse_expression(self.expression)}


class DeriveColumn(_NewColumn):
    """Add a column that is computed from others."""

    stage = 13
    operation = conditions.derive_column
    gives = "any"
    title_format = "{name} = {expression}"
    kind: Literal["derive_column"] = "derive_column"


class FlagRows(_NewColumn):
    """Add a column that is true where a condition holds."""

    stage = 13
    operation = conditions.flag_rows
    title_format = "flag {name}: {expression}"
    kind: Literal["flag_rows"] = "flag_rows"


class RepairDependency(Rule):
    """Set one column to what another one says: `mapping` from values of `left` to `right`."""

    stage = 5
    operation = columns.repair_dependency
    kind: Literal["repair_dependency"] = "repair_dependency"
    left: ColumnName
    right: ColumnName
    mapping: Annotated[dict[str, str], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_columns(self) -> RepairDependency:
        if self.left == self.right:
            raise ValueError("left and right must be different columns")
        return self

    def touches(self) -> tuple[str, ...]:
        """Return the right column."""
        return (self.right,)

    def needs(self) -> dict[str, str]:
        """Return both columns."""
        return {self.left: "text", self.right: "text"}

    def title(self) -> str:
        """Describe the rule."""
        pairs = [f"{left!r} has {right!r}" for left, right in self.mapping.items()]
        return f"{self.right} by {self.left}: {listed(pairs)}"
