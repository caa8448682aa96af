"""Rules that mend text: ends, null words, spellings, case."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from workbench.rules import operations
from workbench.rules.kinds.base import Columns, Rule, listed

__all__ = ["ChangeCase", "MapValues", "SetNull", "Trim"]


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
        return f"trim {listed(self.columns)}"


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
        return f"{listed([repr(v) for v in self.values])} in {listed(self.columns)} to null"


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
        return f"{self.column}: {listed(pairs)}"


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
        return f"{listed(self.columns)} to {self.to} case"
