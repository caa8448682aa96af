"""How text is read as numbers; copied into exported modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import by_distinct, stripped


def literal(text: str) -> str:
    """Write `text` as a regular expression that matches it on every engine."""
    return "".join("\\" + sign if sign in "\\^$.|?*+()[]{}" else sign for sign in text)


def parse_number(
    frame: Any,
    column: str,
    decimal: str,
    thousands: str,
    units: Mapping[str, float],
    negatives: Sequence[str] = (),
) -> Any:
    """Read the text in `column` as numbers; what is no number becomes null.

    A column that holds numbers already stays as it is.

    `units` maps the text that may stand before or after the digits to the factor that
    brings the number to the common unit, for example ``{"": 1.0, "cm": 1.0, "m": 100.0}``.
    Up to 15 digits are read on either side of the decimal mark.  `negatives` says how numbers
    below zero are written other than as ``-5``: ``sign`` (U+2212), ``brackets`` and ``behind``.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        number = nw.col(column).cast(nw.Float64) if dtype.is_numeric() else nw.col(column)
        return frame.with_columns(number)

    def read(part: Any) -> Any:
        text = with_hyphen(stripped(part, column), negatives)
        number = number_in(text, decimal, thousands, units)
        return part.with_columns(number.alias(column))

    return by_distinct(frame, column, read)


def with_hyphen(text: Any, negatives: Sequence[str]) -> Any:
    """Write texts for numbers below zero with a hyphen before them."""
    if "sign" in negatives:
        text = text.str.replace_all("\u2212", "-", literal=True)
    for way, pattern, marks in (
        ("brackets", r"^\([^()+-]+\)$", "[()]"),
        ("behind", "^[^+-]+-$", " *-$"),
    ):
        if way in negatives:
            bare = nw.concat_str(nw.lit("-"), text.str.replace_all(marks, ""))
            text = nw.when(text.str.contains(pattern)).then(bare).otherwise(text)
    return text


def number_in(text: Any, decimal: str, thousands: str, units: Mapping[str, float]) -> Any:
    """Read texts without white space at the ends as numbers; null where they are none."""
    whole = "[0-9]{1,15}"
    if thousands:
        whole = f"(?:{whole}|[0-9]{{1,3}}(?:{literal(thousands)}[0-9]{{3}}){{1,4}})"
    digits = f"(?:{whole}(?:{literal(decimal)}[0-9]{{1,15}})?|{literal(decimal)}[0-9]{{1,15}})"
    numbers = []
    for unit, factor in units.items():
        sign, mark = "[+-]?", literal(unit)
        before = f"{sign}{mark} ?{digits}|{mark} ?[+-]{digits}|"
        if unit[-1:].isdecimal():
            before = ""
        pattern = f"^(?:{before}{sign}{digits} ?{mark})$"
        bare = text.str.replace_all(unit, "", literal=True) if unit else text
        for character in (" ", "+", thousands):
            if character:
                bare = bare.str.replace_all(character, "", literal=True)
        bare = bare.str.replace_all(decimal, ".", literal=True)
        found = nw.when(text.str.contains(pattern)).then(bare).cast(nw.Float64)
        numbers.append(found if factor == 1 else found * factor)
    return nw.coalesce(*numbers) if len(numbers) > 1 else numbers[0]
