"""Rules about numbers and empty cells."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workbench.rules.kinds.base import Rule, Value
from workbench.rules.steps import numbers

__all__ = ["Clip", "ConvertUnit", "Fill", "FillMethod"]

Finite = Annotated[float, Field(allow_inf_nan=False)]
Number = Annotated[int, Field(strict=True, ge=-(2**53), le=2**53)] | Finite
FillMethod = Literal["constant", "median", "mean", "mode"]


class _OfColumn(Rule):
    """What rules about one column share."""

    column: str

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def needs(self) -> dict[str, str]:
        """Return the column."""
        return {self.column: "any"}


class ConvertUnit(_OfColumn):
    """Multiply numbers by a factor and add an offset, to bring them to another unit."""

    stage = 9
    operation = numbers.convert_unit
    kind: Literal["convert_unit"] = "convert_unit"
    factor: Finite
    offset: Finite = 0.0
    unit: str = ""

    @model_validator(mode="after")
    def _check(self) -> ConvertUnit:
        if not 1e-12 < abs(self.factor) < 1e12:
            raise ValueError(f"factor {self.factor!r} is out of range")
        return self

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.numbers.convert_unit`."""
        return {"column": self.column, "factor": self.factor, "offset": self.offset}

    def title(self) -> str:
        """Describe the rule."""
        plus = f" + {self.offset:g}" if self.offset else ""
        unit = f" to {self.unit}" if self.unit else ""
        return f"{self.column}{unit}: x {self.factor:g}{plus}"


class Clip(_OfColumn):
    """Bring numbers outside of two bounds to the bound, or make them null."""

    stage = 10
    operation = numbers.clip
    kind: Literal["clip"] = "clip"
    low: Number | None = None
    high: Number | None = None
    outside: Literal["bound", "null"] = "bound"

    @model_validator(mode="after")
    def _check(self) -> Clip:
        if self.low is None and self.high is None:
            raise ValueError("give low, high or both")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low!r} is above high {self.high!r}")
        return self

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.numbers.clip`."""
        told = {"low": self.low, "high": self.high, "outside": self.outside}
        return {"column": self.column, **told}

    def title(self) -> str:
        """Describe the rule."""
        low, high = ("" if bound is None else bound for bound in (self.low, self.high))
        return f"{self.column}: outside of {low} to {high} to {self.outside}"


class Fill(_OfColumn):
    """Fill empty cells with a value, or with the value of the row's group.

    Attributes
    ----------
    value : text, number or truth, optional
        What fills where the group is unknown, or where there are no groups.
    by : str, optional
        The column that names the group.
    values : dict
        The value of each group.
    method : {"constant", "median", "mean", "mode"}
        How the values were found; they are frozen here and not found anew.

    See Also
    --------
    workbench.rules.fit.fit_fill : Make the rule from a table.
    """

    stage = 11
    operation = numbers.fill
    kind: Literal["fill"] = "fill"
    value: Value = None
    by: str | None = None
    values: dict[str, Value] = Field(default_factory=dict)
    method: FillMethod = "constant"

    @model_validator(mode="after")
    def _check(self) -> Fill:
        known = [*self.values.values(), *([] if self.value is None else [self.value])]
        if not known or None in self.values.values():
            raise ValueError("give a value to fill with, and one for each group")
        kinds = {type(one) for one in known}
        if len(kinds) > 1 and kinds != {int, float}:
            raise ValueError("the values must be of one type")
        if (self.by is None) != (not self.values):
            raise ValueError("values of groups need the column that names the group: by")
        return self

    @classmethod
    def fit(
        cls, table: Any, column: str, *, method: FillMethod = "median", by: str | None = None
    ) -> Fill:
        """Find the values on a table and freeze them in a rule; see `workbench.rules.fit`."""
        from workbench.rules.fit import fit_fill

        return fit_fill(table, column, method=method, by=by)

    def needs(self) -> dict[str, str]:
        """Return the column and that of the groups."""
        return {self.column: "any", **({self.by: "any"} if self.by else {})}

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.numbers.fill`."""
        told = {"by": self.by, "values": dict(self.values)}
        return {"column": self.column, "value": self.value, **told}

    def title(self) -> str:
        """Describe the rule."""
        what = "" if self.method == "constant" else f"{self.method} "
        groups = f" by {self.by} ({len(self.values)} groups)" if self.by else ""
        value = "" if self.value is None else repr(self.value)
        return f"{self.column}: empty cells to {what}{value}{groups}"
