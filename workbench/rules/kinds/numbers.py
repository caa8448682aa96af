"""Rules about numbers and missing values."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workbench.rules.fit import FillMethod, fitted_values
from workbench.rules.kinds.base import ColumnName, OfColumn, Value
from workbench.rules.kinds.cells import held_type
from workbench.rules.steps import numbers
from workbench.types import Json

__all__ = ["Clip", "ConvertUnit", "Fill"]

Finite = Annotated[float, Field(allow_inf_nan=False)]
Number = Annotated[int, Field(strict=True, ge=-(2**53), le=2**53)] | Finite


class ConvertUnit(OfColumn):
    """Convert numbers to another unit: multiply by a factor and add an offset."""

    stage = 9
    holds_values = False
    operation = numbers.convert_unit
    needed_type = "number"
    descriptive = frozenset({"unit"})
    kind: Literal["convert_unit"] = "convert_unit"
    factor: Finite
    offset: Finite = 0.0
    unit: str = ""

    @model_validator(mode="after")
    def _check(self) -> ConvertUnit:
        if not 1e-12 < abs(self.factor) < 1e12:
            raise ValueError(f"factor {self.factor!r} is out of range")
        return self

    def title(self) -> str:
        """Describe the rule."""
        plus = f" + {self.offset:g}" if self.offset else ""
        unit = f" to {self.unit}" if self.unit else ""
        return f"{self.column}{unit}: x {self.factor:g}{plus}"


class Clip(OfColumn):
    """Set numbers outside of a range to its nearest bound, or to null."""

    stage = 10
    operation = numbers.clip
    needed_type = "number"
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

    def title(self) -> str:
        """Describe the rule."""
        low, high = ("" if bound is None else bound for bound in (self.low, self.high))
        return f"{self.column}: outside {low} to {high} to {self.outside}"


class Fill(OfColumn):
    """Fill missing values with a constant, or with a value for each group.

    Attributes
    ----------
    value : text, number or truth, optional
        The value for rows of an unknown group, or for all rows where there are no groups.
    by : str, optional
        The column that names the group.
    values : dict
        The value of each group.
    method : {"constant", "median", "mean", "mode"}
        How the values were fitted; they are frozen here and not fitted again.

    See Also
    --------
    Fill.fit : Make the rule from a table.
    """

    stage = 11
    operation = numbers.fill
    refits = True
    descriptive = frozenset({"method"})
    kind: Literal["fill"] = "fill"
    value: Value = None
    by: ColumnName | None = None
    values: dict[str, Value] = Field(default_factory=dict)
    method: FillMethod = "constant"

    @model_validator(mode="after")
    def _check(self) -> Fill:
        kinds = {type(one) for one in (*self.values.values(), self.value) if one is not None}
        if not kinds or None in self.values.values():
            raise ValueError("give a value to fill with, and a value for each group")
        if len(kinds) > 1 and kinds != {int, float}:
            raise ValueError("the values must be of one type")
        if (self.by is None) != (not self.values):
            raise ValueError("values for groups need by, the column that names the group")
        return self

    @classmethod
    def fit(
        cls, table: Any, column: str, *, method: FillMethod = "median", by: str | None = None
    ) -> Fill:
        """Make a rule that fills `column` with a typical value; see `workbench.rules.fit`.

        Parameters
        ----------
        table : pandas, Polars, PyArrow, DuckDB or Spark table
            As the rule finds it: where earlier rules of a recipe change the column, run them
            first.  The columns needed are held in memory.
        column : str
            The column with missing values.
        method : {"median", "mean", "mode"}
            Of several modes, the first in order is taken.
        by : str, optional
            A column of text: groups with enough known values get a value of their own, the
            others that of the whole column.

        Returns
        -------
        Fill
            The rule, its values frozen; ``why`` says how many values they come from.

        Raises
        ------
        MissingColumnError
            If a column is absent.
        InputError
            If the method does not fit the column, or the column has no value at all.
        """
        value, groups, why = fitted_values(table, column, method=method, by=by)
        by = by if groups else None
        return cls(column=column, value=value, by=by, values=groups, method=method, why=why)

    def fit_parameters(self) -> Json | None:
        """Return the column, the method and the groups; None for a constant."""
        fit = {"column": self.column, "method": self.method, "by": self.by}
        return None if self.method == "constant" else fit

    def needs(self) -> dict[str, str]:
        """Return the column and that of the groups."""
        type_ = held_type((self.value, *self.values.values()))
        return {self.column: type_, **({self.by: "any"} if self.by else {})}

    def title(self) -> str:
        """Describe the rule."""
        what = "" if self.method == "constant" else f"{self.method} "
        groups = f" by {self.by} ({len(self.values)} groups)" if self.by else ""
        value = "" if self.value is None else repr(self.value)
        return f"{self.column}: missing values to {what}{value}{groups}"
