"""Rules that read text as numbers and dates."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from workbench.rules.kinds.base import Rule, listed
from workbench.rules.steps import reading

__all__ = ["ParseDate", "ParseNumber"]


class ParseNumber(Rule):
    """Read text as numbers, with units; what is no number becomes null."""

    stage = 7
    operation = reading.parse_number
    kind: Literal["parse_number"] = "parse_number"
    column: str
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ",", ".", " ", "'", "\u00a0", "\u202f", "\u2009", "\u2019"] = ""
    units: dict[str, float] = Field(default_factory=lambda: {"": 1.0}, min_length=1)
    negatives: tuple[Literal["sign", "brackets", "behind"], ...] = Field(
        default=(), exclude_if=lambda negatives: not negatives
    )

    @model_validator(mode="after")
    def _marks_differ(self) -> ParseNumber:
        if self.decimal == self.thousands:
            raise ValueError("the decimal and the thousands mark must differ")
        return self

    @field_validator("units")
    @classmethod
    def _check(cls, units: dict[str, float]) -> dict[str, float]:
        for unit, factor in units.items():
            if re.match(r"[\d\s+.,-]", unit) or unit[-1:].isspace() or len(unit) > 12:
                raise ValueError(
                    f"unit {unit!r}: a unit has at most 12 characters, starts with no digit or "
                    "any of + - . , and has no space at its ends"
                )
            if not 1e-12 < abs(factor) < 1e12:
                raise ValueError(f"factor {factor!r} of unit {unit!r} is out of range")
        return units

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.reading.parse_number`."""
        return {
            "column": self.column,
            "decimal": self.decimal,
            "thousands": self.thousands,
            "units": dict(self.units),
        } | ({"negatives": list(self.negatives)} if self.negatives else {})

    def title(self) -> str:
        """Describe the rule."""
        units = [f"{unit} x {factor:g}" for unit, factor in self.units.items() if factor != 1]
        return f"{self.column} to number" + (f" ({listed(units)})" if units else "")


class ParseDate(Rule):
    """Read text as dates; what is no existing day becomes null."""

    stage = 8
    operation = reading.parse_date
    kind: Literal["parse_date"] = "parse_date"
    column: str
    formats: Annotated[tuple[str, ...], Field(min_length=1)]
    words: dict[str, Annotated[int, Field(ge=0, le=12)]] = Field(
        default_factory=dict, exclude_if=lambda words: not words
    )

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

    @field_validator("words")
    @classmethod
    def _check_words(cls, words: dict[str, int]) -> dict[str, int]:
        for word in words:
            if word != word.lower() or not word.replace("-", "").isalpha():
                raise ValueError(f"word {word!r}: use letters in lower case")
        return words

    def touches(self) -> tuple[str, ...]:
        """Return the column."""
        return (self.column,)

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `steps.reading.parse_date`."""
        words = {"words": dict(self.words)} if self.words else {}
        return {"column": self.column, "formats": list(self.formats), **words}

    def title(self) -> str:
        """Describe the rule."""
        return f"{self.column} to date ({listed(self.formats)})"
