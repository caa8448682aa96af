"""Rules that remove rows by a condition, or make one row of several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workbench.rules.expressions import parse_expression
from workbench.rules.kinds.base import ColumnName, Columns, RowKey, Rule, Subject, Value, listed
from workbench.rules.kinds.cells import OfRows, check_types, held_type, key_type
from workbench.rules.kinds.columns import OfExpression
from workbench.rules.steps import conditions, duplicates
from workbench.types import Key

__all__ = ["DropWhere", "KeepFirst", "MergeEntities"]


class DropWhere(OfExpression):
    """Remove the rows for which a condition holds."""

    stage = 16
    operation = conditions.drop_where
    title_format = "drop rows where {expression}"
    drops_rows = True
    kind: Literal["drop_where"] = "drop_where"

    def arguments(self) -> dict[str, Any]:
        """Return the condition as nested lists."""
        return {"expression": parse_expression(self.expression)}


class KeepFirst(Rule):
    """Keep one of the rows with the same key: the first, or with `descending` the last or best.

    Rows with a missing key all stay; missing values in `order_by` come last.  Name a column
    that differs within each key last, or the engine chooses among equals.
    """

    stage = 17
    holds_values = False
    operation = duplicates.keep_first
    drops_rows = True
    ranks_rows = True
    kind: Literal["keep_first"] = "keep_first"
    key: Columns
    order_by: Columns
    descending: tuple[bool, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> KeepFirst:
        if self.descending and len(self.descending) != len(self.order_by):
            raise ValueError("descending needs one truth value for each column of order_by")
        if set(self.key) & set(self.order_by):
            raise ValueError("order_by must name other columns than the key")
        return self

    def needs(self) -> dict[str, str]:
        """Return the key and the columns of the order."""
        return dict.fromkeys([*self.key, *self.order_by], "any")

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.duplicates.keep_first`."""
        return {
            "key": list(self.key),
            "order_by": list(self.order_by),
            "descending": list(self.descending or [False] * len(self.order_by)),
        }

    def title(self) -> str:
        """Describe the rule."""
        down = self.arguments()["descending"]
        order = [
            f"{name} (highest)" if last else name
            for name, last in zip(self.order_by, down, strict=True)
        ]
        return f"keep one row of each {listed(self.key)}: first by {listed(order)}"


class MergeEntities(OfRows):
    """Make one row of those that are the same entity.

    Attributes
    ----------
    key : str
        The column that names rows.
    golden : tuple of pairs
        The key of each row that goes, and of the one that stays for it.
    values : dict
        Columns to pairs of a key that stays and the value chosen for it.
    """

    stage = 6
    operation = duplicates.merge_entities
    drops_rows = True
    kind: Literal["merge_entities"] = "merge_entities"
    golden: Annotated[tuple[tuple[RowKey, RowKey], ...], Field(min_length=1)]
    values: dict[ColumnName, tuple[tuple[RowKey, Value], ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check(self) -> MergeEntities:
        gone = [key for key, _ in self.golden]
        stays = {key for _, key in self.golden}
        key_type([*gone, *stays])
        if len(set(gone)) < len(gone):
            raise ValueError("a row is merged into two others; list each row once")
        both = [key for key in gone if key in stays]
        if both:
            raise ValueError(
                f"row {both[0]!r} is both merged and kept; name the row that is kept in the end"
            )
        for column, chosen in self.values.items():
            if column == self.key:
                raise ValueError("the key column cannot be set")
            if not {key for key, _ in chosen} <= stays:
                raise ValueError(f"values of {column!r} are given for a row that is not kept")
            check_types([value for _, value in chosen], f"values of {column!r}")
        return self

    def touches(self) -> tuple[str, ...]:
        """Return the columns with chosen values."""
        return tuple(self.values)

    def needs(self) -> dict[str, str]:
        """Return the key column and those with chosen values."""
        need = {name: held_type(v for _, v in chosen) for name, chosen in self.values.items()}
        return {**need, self.key: key_type([key for key, _ in self.golden])}

    def also(self) -> tuple[str, ...]:
        """Return the columns with chosen values: only the key must be there."""
        return tuple(self.values)

    def companions(self) -> tuple[Key, ...]:
        """Return the keys of the rows that stay."""
        return tuple(stays for _, stays in self.golden)

    def subjects(self) -> Iterator[Subject]:
        """Yield each row that goes, and each that stays."""
        return (Subject(str(key)) for pair in self.golden for key in pair)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.duplicates.merge_entities`."""
        values = {column: dict(chosen) for column, chosen in self.values.items()}
        return {"key": self.key, "golden": dict(self.golden), "values": values}

    def title(self) -> str:
        """Describe the rule."""
        pairs = [f"{gone!r} into {stays!r}" for gone, stays in self.golden]
        return f"merge rows by {self.key}: {listed(pairs)}"
