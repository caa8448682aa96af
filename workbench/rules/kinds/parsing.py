"""Rules that convert the type of a column, such as text to numbers and dates."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import narwhals as nw
from pydantic import Field, field_validator, model_validator

from workbench.rules.kinds.base import OfColumn, cells_of, listed
from workbench.rules.operations import free_name
from workbench.rules.steps import columns, reading_dates, reading_numbers

__all__ = ["CastColumn", "ParseDate", "ParseNumber"]


class _Reads(OfColumn):
    """A rule that makes null what it cannot read."""

    reads_text = True

    def unread(self, before: Any, after: Any) -> list[Any]:
        """Return the values that were there before, and are null after."""
        name = self.column
        if isinstance(before, nw.LazyFrame):  # its rows may come in another order each time
            came = free_name(before, "text as it came")
            both = self.apply(before.with_columns(nw.col(name).alias(came)))
            return cells_of(both.filter(~nw.col(came).is_null() & nw.col(name).is_null()), came)
        pairs = zip(cells_of(before, name), cells_of(after, name), strict=True)
        return [old for old, new in pairs if old is not None and new is None]


class _Parse(_Reads):
    """What the parsers share."""

    def merge_key(self) -> object:
        """Return the column: the first way to read it stands."""
        return self.kind, self.touches()


class ParseNumber(_Parse):
    """Parse text as numbers, with units; what is not a number becomes null."""

    stage = 7
    operation = reading_numbers.parse_number
    kind: Literal["parse_number"] = "parse_number"
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

    def title(self) -> str:
        """Describe the rule."""
        units = [f"{unit} x {factor:g}" for unit, factor in self.units.items() if factor != 1]
        return f"{self.column} to number" + (f" ({listed(units)})" if units else "")


class ParseDate(_Parse):
    """Parse text as dates; what is not a date of the calendar becomes null."""

    stage = 8
    operation = reading_dates.parse_date
    title_format = "{column} to date ({formats})"
    kind: Literal["parse_date"] = "parse_date"
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


class CastColumn(_Reads):
    """Change the type of a column; what does not fit becomes null."""

    stage = 9
    operation = columns.cast_column
    title_format = "{column} as {to}"
    needed_type = "any"
    kind: Literal["cast"] = "cast"
    to: Literal["text", "integer", "number", "truth"]
