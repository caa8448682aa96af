"""What all kinds of rule share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from workbench.types import Json

__all__ = ["ENGINES", "Columns", "RowKey", "Rule", "Value", "listed"]

ENGINES = ("pandas", "polars", "pyarrow", "duckdb", "spark")

Whole = Annotated[int, Field(strict=True, ge=-(2**63), lt=2**63)]
RowKey = Whole | Annotated[str, Field(strict=True)]
Value = (
    Annotated[bool, Field(strict=True)]
    | Whole
    | Annotated[float, Field(strict=True, allow_inf_nan=False)]
    | Annotated[str, Field(strict=True)]
    | None
)


def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) < len(names):
        raise ValueError("a column is named twice")
    return names


Columns = Annotated[tuple[str, ...], Field(min_length=1), AfterValidator(_once)]


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
    """The engines that it runs on."""
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

    def makes(self) -> tuple[str, ...]:
        """Return the columns that the rule adds."""
        return ()

    def takes(self) -> tuple[str, ...]:
        """Return the columns that are no longer there after the rule."""
        return ()

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


def listed(names: Sequence[str]) -> str:
    """Return the first four of `names`, and how many more there are."""
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more"
