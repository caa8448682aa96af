"""Rules that convert the type of a column, such as text to numbers and dates."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import narwhals as nw
from pydantic import Field, field_validator, model_validator

from workbench.lexicon.dates import FIRST_YEAR
from workbench.rules.kinds.base import OfColumn, cells_of, listed
from workbench.rules.operations import free_name
from workbench.rules.steps import columns, reading_dates, reading_numbers

__all__ = ["CastColumn", "ParseDate", "ParseNumber"]


class _Reads(OfColumn):
    """A rule that makes null what it cannot read."""

    reads_text = True
    holds_values = False

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


LONGEST_UNIT = 40
"""Characters; the longest spelling of a unit in the lexicon has fewer."""
SMALLEST = 1e-30
"""Factors between any two units of the lexicon, from nanometres to megaparsecs, are nearer to 1."""


class ParseNumber(_Parse):
    """Parse text as numbers, with units; what is not a number becomes null.

    Attributes
    ----------
    decimal, thousands : str
        The marks before the fraction and between groups of digits.
    units : mapping
        The factor of each unit or currency that may stand before or behind the digits.
    negatives : tuple of str
        How numbers below zero are written other than with a hyphen before them.
    alike : mapping
        Signs that are written in place of a plain one, such as the digits of another script.
    either : bool
        Whether both marks may be exchanged from value to value; a value that can be read in both
        ways is left unread.
    grouping : str
        Whether groups have three digits, or two but for the last, as in India.
    exponent : bool
        Whether 1.5e3 is a number.
    scales : mapping
        Words between number and unit that multiply, such as M in $1.5M.
    offsets : mapping
        What is added after the factor, for temperatures.
    zeros : tuple of str
        Texts that mean 0, such as the dash of accounting.
    """

    stage = 7
    operation = reading_numbers.parse_number
    kind: Literal["parse_number"] = "parse_number"
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ",", ".", " ", "'", "\u00a0", "\u202f", "\u2009", "\u2019"] = ""
    units: dict[str, float] = Field(default_factory=lambda: {"": 1.0}, min_length=1)
    negatives: tuple[Literal["sign", "brackets", "behind"], ...] = Field(
        default=(), exclude_if=lambda negatives: not negatives
    )
    alike: dict[str, str] = Field(default_factory=dict, exclude_if=lambda alike: not alike)
    either: bool = Field(default=False, exclude_if=lambda either: not either)
    grouping: Literal["three", "indian"] = Field(
        default="three", exclude_if=lambda grouping: grouping == "three"
    )
    exponent: bool = Field(default=False, exclude_if=lambda exponent: not exponent)
    scales: dict[str, float] = Field(default_factory=dict, exclude_if=lambda scales: not scales)
    offsets: dict[str, float] = Field(default_factory=dict, exclude_if=lambda offsets: not offsets)
    zeros: tuple[str, ...] = Field(default=(), exclude_if=lambda zeros: not zeros)

    @model_validator(mode="after")
    def _marks_differ(self) -> ParseNumber:
        if self.decimal == self.thousands:
            raise ValueError("the decimal and the thousands mark must differ")
        return self

    @model_validator(mode="after")
    def _offsets_have_units(self) -> ParseNumber:
        odd = next((unit for unit in self.offsets if unit not in self.units), None)
        if odd is not None:
            raise ValueError(f"offset of {odd!r}: there is no such unit in the rule")
        return self

    @field_validator("units", "scales")
    @classmethod
    def _check(cls, units: dict[str, float]) -> dict[str, float]:
        for unit, factor in units.items():
            if re.match(r"[\d\s+.,-]", unit) or unit[-1:].isspace() or len(unit) > LONGEST_UNIT:
                raise ValueError(
                    f"unit {unit!r}: a unit has at most {LONGEST_UNIT} characters, starts with no "
                    "digit or any of + - . , and has no space at its ends"
                )
            if not SMALLEST < abs(factor) < 1 / SMALLEST:
                raise ValueError(f"factor {factor!r} of unit {unit!r} is out of range")
        return units

    @field_validator("alike")
    @classmethod
    def _check_alike(cls, alike: dict[str, str]) -> dict[str, str]:
        for plain, others in alike.items():
            if len(plain) > 1 or not others or plain in (others if plain else ()):
                raise ValueError(
                    f"{plain!r} in place of {others!r}: name one sign, or none to leave the "
                    "others out, and at least one other sign that stands in its place"
                )
        return alike

    def title(self) -> str:
        """Describe the rule."""
        factors = {**self.units, **self.scales}
        units = [f"{unit} x {factor:g}" for unit, factor in factors.items() if factor != 1]
        return f"{self.column} to number" + (f" ({listed(units)})" if units else "")


class ParseDate(_Parse):
    """Parse text as dates, with or without a time; what is not in the calendar becomes null.

    Attributes
    ----------
    formats : tuple of str
        Tried in order.  Each has the fields of a day (``%Y`` or ``%y``, ``%m`` or the name
        ``%b``, and ``%d``), of a month (without ``%d``), of an ISO week (``%G-W%V``, ``%u``) or of
        a quarter (``%q``), and may have a time: ``%H`` or ``%I`` with ``%p``, ``%M``, ``%S``,
        ``%f``, and a zone ``%z``, with which the result is in UTC.  ``%a`` is a weekday in any
        language and is skipped, ``%o`` the ending of an ordinal number.
    words : dict of str to int
        Names of months in lower case with their number; the English ones where there are none.
    first_year : int
        Two-digit years are read as the hundred years from this one on.
    """

    stage = 8
    operation = reading_dates.parse_date
    kind: Literal["parse_date"] = "parse_date"
    formats: Annotated[tuple[str, ...], Field(min_length=1)]
    words: dict[str, Annotated[int, Field(ge=0, le=12)]] = Field(
        default_factory=dict, exclude_if=lambda words: not words
    )
    first_year: Annotated[int, Field(ge=1000, le=9900)] = Field(
        default=FIRST_YEAR, exclude_if=lambda year: year == FIRST_YEAR
    )

    @field_validator("formats")
    @classmethod
    def _check(cls, formats: tuple[str, ...]) -> tuple[str, ...]:
        for form in formats:
            if not _is_format(form):
                raise ValueError(
                    f"format {form!r}: use %Y, %d and one of %m or %b, each once, with separators "
                    "between them, and a time such as %H:%M:%S where there is one"
                )
        return formats

    @field_validator("words")
    @classmethod
    def _check_words(cls, words: dict[str, int]) -> dict[str, int]:
        for word in words:
            if word != word.lower() or not word.strip() or re.search(r"[\d%]", word):
                raise ValueError(f"word {word!r}: use letters in lower case")
        return words

    def title(self) -> str:
        """Describe the rule."""
        last = self.first_year + 99
        years = f", two-digit years as {self.first_year} to {last}"
        return (
            f"{self.column} to date ({listed(self.formats)}"
            + (years if any("%y" in form for form in self.formats) else "")
            + (", in UTC" if any("%z" in form for form in self.formats) else "")
            + ")"
        )


DAYS = ({"%Y", "%m", "%d"}, {"%Y", "%b", "%d"}, {"%Y", "%m"}, {"%Y", "%b"}, {"%Y", "%q"},
        {"%G", "%V"}, {"%G", "%V", "%u"})  # fmt: skip
"""The fields that make a day, or the first day of a month, week or quarter."""
TIMES = (set(), *({hour, "%M", *more} for hour in ("%H", "%I") for more in
         ((), ("%S",), ("%S", "%f"))))  # fmt: skip
"""The fields that make a time of day; ``%I`` needs ``%p`` beside it."""
LONGEST_FORMAT = 80
"""Characters; CLDR's longest date with a time has half of them."""


def _is_format(form: str) -> bool:
    """Tell whether the fields of a format make a day, and each stands in it once."""
    fields = [part for part in reading_dates.parts_of(form) if part[0] == "%"]
    literals = re.sub("%.", "", form)
    known = {field.replace("%y", "%Y") for field in fields} - {"%a", "%o"}
    time = known & {"%H", "%I", "%M", "%S", "%f"}
    clock = (time in TIMES) and (("%p" in known) == ("%I" in known))
    day = known - time - {"%p", "%z"}
    return (
        len(set(fields)) == len(fields)
        and len(known) == len([f for f in fields if f not in ("%a", "%o")])
        and len(form) <= LONGEST_FORMAT
        and not re.search(r"[\d%\n]", literals)
        and day in DAYS
        and clock
        and ("%z" not in known or bool(time))
    )


class CastColumn(_Reads):
    """Change the type of a column; what does not fit becomes null."""

    stage = 9
    operation = columns.cast_column
    title_format = "{column} as {to}"
    kind: Literal["cast"] = "cast"
    to: Literal["text", "integer", "number", "truth"]

    def needs(self) -> dict[str, str]:
        """Return the column."""
        return {self.column: self.to}
