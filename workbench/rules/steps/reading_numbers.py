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
    alike: Mapping[str, str] | None = None,
    either: bool = False,
    grouping: str = "three",
    exponent: bool = False,
    scales: Mapping[str, float] | None = None,
    offsets: Mapping[str, float] | None = None,
    zeros: Sequence[str] = (),
) -> Any:
    """Read the text in `column` as numbers; what is no number becomes null.

    A column that holds numbers already stays as it is.

    `units` maps the text that may stand before or after the digits to the factor that
    brings the number to the common unit, for example ``{"": 1.0, "cm": 1.0, "m": 100.0}``;
    `offsets` is added then (°F to °C), and `scales` are words between number and unit that
    multiply it.  Up to 15 digits are read on either side of the decimal mark.  `negatives` says
    how numbers below zero are written other than as ``-5``: ``sign`` (U+2212), ``brackets`` and
    ``behind``.  `alike` maps a plain sign to others that are written in its place, such as
    digits of another script.  With `either`, decimal and thousands marks may be exchanged from
    value to value: one that can be read in both ways becomes null.  `grouping` is ``three`` or
    ``indian`` (1,23,456), `exponent` allows ``1.5e3``, and `zeros` are texts that mean 0.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        number = nw.col(column).cast(nw.Float64) if dtype.is_numeric() else nw.col(column)
        return frame.with_columns(number)

    def read(part: Any) -> Any:
        text = with_plain_signs(stripped(part, column), alike or {})
        signed = with_hyphen(text, negatives)
        ways = [
            number_in(signed, mark, group, units, grouping, exponent, scales or {}, offsets or {})
            for mark, group in marks_to_try(decimal, thousands, either)
        ]
        number = in_agreement(ways)
        if zeros:
            number = nw.when(text.is_in(list(zeros))).then(nw.lit(0.0)).otherwise(number)
        return part.with_columns(number.alias(column))

    return by_distinct(frame, column, read)


def with_plain_signs(text: Any, alike: Mapping[str, str]) -> Any:
    """Write texts with plain signs in place of those that look or mean alike."""
    for plain, others in alike.items():
        if len(others) == 1:
            text = text.str.replace_all(others, plain, literal=True)
        else:
            text = text.str.replace_all(f"[{literal(others)}]", plain)
    return text.str.strip_chars(" ") if "" in alike else text


def with_hyphen(text: Any, negatives: Sequence[str]) -> Any:
    """Write texts for numbers below zero with a hyphen before them."""
    if "sign" in negatives:
        text = text.str.replace_all("\u2212", "-", literal=True)
    outside = "[^()0-9+-]*"  # a unit or a currency, no second number
    for way, pattern, marks in (
        ("brackets", rf"^{outside}\([^()+-]+\){outside}$", "[()]"),
        ("behind", "^[^+-]+-$", " *-$"),
    ):
        if way in negatives:
            bare = nw.concat_str(nw.lit("-"), text.str.replace_all(marks, ""))
            text = nw.when(text.str.contains(pattern)).then(bare).otherwise(text)
    return text


def marks_to_try(decimal: str, thousands: str, either: bool) -> list[tuple[str, str]]:
    """Return the decimal and thousands marks that a value may be written with."""
    if not either:
        return [(decimal, thousands)]
    swapped = [(".", ","), (",", ".")]
    return swapped + [(mark, thousands) for mark in ".," if thousands and thousands not in ".,"]


def in_agreement(numbers: list[Any]) -> Any:
    """Return the number that all readings of a value agree on; null where they differ."""
    if len(numbers) == 1:
        return numbers[0]
    low, high = nw.min_horizontal(*numbers), nw.max_horizontal(*numbers)
    return nw.when(low == high).then(low)


def number_in(
    text: Any,
    decimal: str,
    thousands: str,
    units: Mapping[str, float],
    grouping: str,
    exponent: bool,
    scales: Mapping[str, float],
    offsets: Mapping[str, float],
) -> Any:
    """Read texts without white space at the ends as numbers; null where they are none."""
    whole, fraction = digits_pattern(decimal, thousands, grouping, exponent)
    numbers = []
    for unit, factor in units.items():
        for scale, times in {"": 1.0, **scales}.items():
            end = f" ?{literal(scale)}" if scale else ""
            bare = text
            for part in (unit, scale, " ", "+", thousands):
                if part:
                    bare = bare.str.replace_all(part, "", literal=True)
            bare = bare.str.replace_all(decimal, ".", literal=True)
            pattern = number_pattern(whole + end, fraction + end, unit)
            found = nw.when(text.str.contains(pattern)).then(bare).cast(nw.Float64)
            found = found if factor * times == 1 else found * (factor * times)
            numbers.append(found + offsets[unit] if unit in offsets else found)
    return nw.coalesce(*numbers) if len(numbers) > 1 else numbers[0]


def digits_pattern(decimal: str, thousands: str, grouping: str, exponent: bool) -> tuple[str, str]:
    """Return the patterns of a number without sign and unit: as ``0.5``, and as ``.5``."""
    whole = "[0-9]{1,15}"
    if thousands:
        group = literal(thousands) + "[0-9]"
        groups = f"(?:{group}{{3}}){{1,4}}"
        if grouping == "indian":
            groups = f"(?:{groups}|(?:{group}{{2}}){{1,6}}{group}{{3}})"
        whole = f"(?:{whole}|[1-9][0-9]{{0,2}}{groups})"
    # Two digits: a larger exponent is none of a measurement, and some engines refuse infinity.
    end = "(?:[eE][+-]?[0-9]{1,2})?" if exponent else ""
    mark = literal(decimal)
    return f"{whole}(?:{mark}[0-9]{{1,15}})?{end}", f"{mark}[0-9]{{1,15}}{end}"


def number_pattern(whole: str, fraction: str, unit: str) -> str:
    """Return the pattern of a whole text: a sign, digits, and a unit before or behind."""
    sign, mark, digits = "(?:[+-] ?)?", literal(unit), f"(?:{whole}|{fraction})"
    # The point of "Rs.500" ends an abbreviation.
    behind = whole if unit[-1:].isalpha() else digits
    before = f"{sign}{mark} ?{behind}|{mark} ?[+-] ?{digits}|"
    if unit[-1:].isdecimal():
        before = ""
    return f"^(?:{before}{sign}{digits} ?{mark})$"
