"""Rules that clean text: surrounding white space, placeholders, spellings, case."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field

from workbench.rules import operations
from workbench.rules.kinds.base import OfColumn, OfColumns, Rule, Subject, listed

__all__ = ["ChangeCase", "MapValues", "SetNull", "Trim"]


class Trim(OfColumns):
    """Remove white space at both ends."""

    stage = 1
    skips_missing = True
    holds_values = False
    operation = operations.trim
    title_format = "trim {columns}"
    parts_field = "columns"
    merge_fields = ()
    commutes = True
    kind: Literal["trim"] = "trim"


class SetNull(OfColumns):
    """Replace placeholders for a missing value by null."""

    stage = 2
    skips_missing = True
    operation = operations.set_null
    parts_field = "values"
    merge_fields = ("columns",)
    kind: Literal["set_null"] = "set_null"
    values: Annotated[tuple[str, ...], Field(min_length=1)]

    def subjects(self) -> Iterator[Subject]:
        """Yield each placeholder in each column."""
        return (Subject(None, name, value) for name in self.columns for value in self.values)

    def title(self) -> str:
        """Describe the rule."""
        return f"{listed([repr(v) for v in self.values])} in {listed(self.columns)} to null"


class MapValues(OfColumn):
    """Replace spellings of a value by one of them."""

    stage = 3
    operation = operations.map_values
    parts_field = "mapping"
    merge_fields = ("column",)
    kind: Literal["map_values"] = "map_values"
    mapping: Annotated[dict[str, str], Field(min_length=1)]

    @staticmethod
    def merged_parts(rules: Sequence[Rule]) -> dict[Hashable, Any]:
        """Return one mapping; a value that another one is mapped to is followed to its end."""
        merged = Rule.merged_parts(rules)
        return {old: _followed(merged, old) for old in merged}

    def spellings(self) -> Mapping[str, str]:
        """Return `mapping`."""
        return self.mapping

    def subjects(self) -> Iterator[Subject]:
        """Yield each spelling that is replaced."""
        return (Subject(None, self.column, value) for value in self.mapping)

    def title(self) -> str:
        """Describe the rule."""
        pairs = [f"{old!r} to {new!r}" for old, new in self.mapping.items()]
        return f"{self.column}: {listed(pairs)}"


class ChangeCase(OfColumns):
    """Change text to upper or lower case."""

    stage = 4
    skips_missing = True
    holds_values = False
    operation = operations.change_case
    title_format = "{columns} to {to} case"
    parts_field = "columns"
    merge_fields = ("to",)
    kind: Literal["change_case"] = "change_case"
    to: Literal["upper", "lower"]


def _followed(mapping: Mapping[Hashable, Any], value: Hashable) -> Any:
    """Follow a value to where the mapping leaves it; of a circle, the first step stands."""
    seen = {value}
    last = mapping[value]
    while last in mapping and last not in seen:
        seen.add(last)
        last = mapping[last]
    return mapping[value] if last in seen else last
