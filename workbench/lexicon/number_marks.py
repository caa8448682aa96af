"""Which marks the numbers of a column are written with: for fractions, and between thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Marks", "is_fraction", "marks_of"]

FEW = 0.1
"""Values in the other notation that are slips in a column of one: as many as may be unread."""
SEVERAL = 20
"""Numbers of three digits behind the mark that make it one of thousands, if others have none."""

THOUSAND = 3
"""Digits between marks of thousands."""


def _groups(mark: str) -> str:
    return rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+"


INDIAN = r"[1-9]\d?(?:,\d\d)+,\d{3}"
FRACTION = r"(?:{whole})(?:{mark}\d*)?|{mark}\d+"
POINT = re.compile(
    FRACTION.format(
        whole="|".join([r"\d+", _groups(","), INDIAN, _groups(" "), _groups("'")]), mark=r"\."
    )
)
COMMA = re.compile(
    FRACTION.format(whole="|".join([r"\d+", _groups("."), _groups(" "), _groups("'")]), mark=",")
)
TWO_BY_TWO = re.compile(rf"{INDIAN}(?:\.\d*)?")


@dataclass(frozen=True)
class Marks:
    """The marks of a column's numbers.

    Attributes
    ----------
    decimal, thousands : str
        The marks; `thousands` is empty where none occurs.
    sure : bool
        Whether the values leave no doubt.
    either : bool
        Whether both notations occur, so that each value speaks for itself.
    indian : bool
        Whether groups of two digits occur.
    """

    decimal: str
    thousands: str
    sure: bool
    either: bool = False
    indian: bool = False

    @property
    def words(self) -> str:
        """The marks in words; empty for plain numbers with a point."""
        names = {",": "comma", ".": "point", " ": "space", "'": "apostrophe"}
        if self.either:
            return "decimal point or comma"
        thousands = f"thousands {names[self.thousands]}" if self.thousands else ""
        thousands += ", two by two" if self.indian else ""
        decimal = "decimal comma" if self.decimal == "," else ""
        return ", ".join(filter(None, (thousands, decimal)))


def marks_of(digits: Iterable[str], *, fraction: int | None = None) -> Marks | None:
    """Return how numbers are written; None where no notation reads most of them.

    Parameters
    ----------
    digits : iterable of str
        Distinct numbers without signs and units, with plain digits.
    fraction : int, optional
        Digits of a fraction at most, where that is known: amounts of money have two or none, so
        that 1.234 is rather 1234.
    """
    texts = list(digits)
    point = {text for text in texts if POINT.fullmatch(text)}
    comma = {text for text in texts if COMMA.fullmatch(text)}
    if len(point | comma) < (1 - FEW) * len(texts) or not texts:
        return None
    blank = next((mark for mark in " '" if any(mark in text for text in texts)), "")
    points, commas, both = point - comma, comma - point, point & comma
    doubtful = [text for text in both if "." in text or "," in text]
    indian = any(TWO_BY_TWO.fullmatch(text) for text in points)
    if not points and not commas:
        return _unproved(doubtful, len(texts), blank, fraction)
    less, more = sorted((len(points), len(commas)))
    if less and not (doubtful and less <= FEW * (less + more)):
        return Marks(".", blank or ",", not doubtful, either=True, indian=indian)
    decimal = "." if len(points) > len(commas) else ","
    other = "," if decimal == "." else "."
    proved = [text for text in (points if decimal == "." else commas) if other in text]
    grouped = [text for text in doubtful if other in text]
    thousands = other if proved or grouped else blank
    return Marks(decimal, thousands, bool(proved) or not grouped, indian=indian)


def _unproved(doubtful: list[str], total: int, blank: str, fraction: int | None) -> Marks:
    """Return the marks where each value is whole, or has three digits behind its only mark."""
    commas = sum("," in text for text in doubtful)
    points = len(doubtful) - commas
    if commas and points:
        return Marks(".", blank or ",", False, either=True)
    if commas:
        return Marks(".", ",", fraction == 0 or (commas < total and commas > SEVERAL))
    if points and fraction is not None and fraction < THOUSAND:
        return Marks(",", ".", fraction == 0)
    return Marks(".", blank, not points)


def is_fraction(digits: str, marks: Marks) -> bool:
    """Tell whether a number that is written with `marks` has a fraction."""
    if not marks.either:
        return marks.decimal in digits
    return any(mark in digits and digits.count(mark) == 1 for mark in ".,")
