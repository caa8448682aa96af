"""What the results of a profile share: how they are written as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, ClassVar

from workbench.types import Json

__all__ = ["Displayed", "Result", "SampledResult"]


@dataclass(frozen=True)
class Result:
    """A result made of plain values and of other results."""

    derived: ClassVar[tuple[str, ...]] = ()
    """The properties that `to_dict` adds to the fields."""

    def to_dict(self) -> Json:
        """Return the result as JSON."""
        names = (field.name for field in fields(self) if field.name[0] != "_")
        return {name: _listed(getattr(self, name)) for name in (*names, *self.derived)}


class SampledResult(Result):
    """A result computed on `rows` of the `total` rows of a table."""

    derived: ClassVar[tuple[str, ...]] = ("partial",)

    rows: int
    total: int

    @property
    def partial(self) -> bool:
        """Whether the figures come from a sample of the rows."""
        return self.rows < self.total


class Displayed:
    """A result that a notebook shows as HTML."""

    to_html: Callable[..., str]

    def _repr_html_(self) -> str:
        return self.to_html()


def _listed(value: Any) -> Any:
    """Return a value as JSON has it: results as dictionaries, tuples as lists."""
    if isinstance(value, Result):
        return value.to_dict()
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, dict):
        return {name: _listed(inner) for name, inner in value.items()}
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value
