"""Take a text apart that holds one number: sign, digits, magnitude, and a unit or a currency."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from workbench.lexicon.numbers import CURRENCY_MARKS, MAGNITUDES, known_unit
from workbench.lexicon.plain_signs import with_plain_signs

__all__ = ["LONGEST", "NumberText", "currency_of_dash", "take_apart"]

LONGEST = 60
"""Characters; the longest number of 30 digits with a unit of 40 letters is a sentence."""
PARTS = re.compile(
    r"(?P<before>[^\d.,]*(?:[.](?=\D)[^\d.,]*)*?)"
    r"(?P<digits>[.,]?\d(?:[\d.,' ]*\d)?)(?P<exponent>[eE][+-]?\d{1,2}(?!\d))?"
    r"(?P<after>[^\d]*(?:[23]|/100 ?km)?)"
)
BARE = re.compile(r"(?P<sign>[+-]?)(?P<digits>[.,]?\d(?:[\d.,' ]*\d)?)", re.ASCII)
"""Most numbers; the rest is asked for where this does not match."""
FOOTNOTE = re.compile(r"[*†‡§?#~≈<>≤≥±^]+")
_SCALES_BY_FIRST: dict[str, list[str]] = {}
"""The magnitudes by their first letter, the longest first."""
for _scale in sorted(MAGNITUDES, key=len, reverse=True):
    _SCALES_BY_FIRST.setdefault(_scale[0], []).append(_scale)


class NumberText(NamedTuple):
    """A text that holds one number.

    Attributes
    ----------
    digits : str
        The number with its marks, in plain digits; without sign.
    sign : str
        ``-``, ``+`` or nothing.
    way : str
        How a number below zero is written: ``brackets``, ``behind``, or empty for a sign before.
    unit : str
        The unit or currency as written, with plain signs; empty where there is none.
    before : bool
        Whether the unit stands before the digits.
    spaced : bool
        Whether there is a space between digits and what follows.
    scale : str
        A magnitude beside a currency, such as M in $1.5M.
    exponent : str
        Such as ``e+03``.
    mark : str
        A footnote or a sign that the number is not exact: ``*``, ``~``, ``<``.
    """

    digits: str
    sign: str = ""
    way: str = ""
    unit: str = ""
    before: bool = False
    spaced: bool = False
    scale: str = ""
    exponent: str = ""
    mark: str = ""


def take_apart(text: str) -> NumberText | None:
    """Take a trimmed text apart; None where it holds no number, or more than one."""
    if not text or len(text) > LONGEST:
        return None
    return _parts(text)


@lru_cache(maxsize=1 << 16)
def _parts(text: str) -> NumberText | None:
    # Several checks ask about the same values one after the other.
    if bare := BARE.fullmatch(text):
        return NumberText(bare["digits"], bare["sign"])
    match = PARTS.fullmatch(with_plain_signs(text))
    if match is None:
        return None
    before, after = match["before"].strip(), match["after"]
    spaced, after = after[:1] == " ", after.strip()
    signed = _sign(before, after)
    if signed is None:
        return None
    sign, way, before, after = signed
    mark = "".join(FOOTNOTE.findall(before) + FOOTNOTE.findall(after))
    if mark:
        before, after = (FOOTNOTE.sub("", side).strip() for side in (before, after))
    digits, scale = match["digits"], ""
    if digits[0] == "." and f"{before}." in CURRENCY_MARKS:
        digits, before = digits[1:], f"{before}."
    elif digits[0] == "." and before[-1:].isalpha():
        return None  # half a unit, or five of an abbreviation
    if before and after:
        if after not in MAGNITUDES and after.rstrip(".") not in MAGNITUDES:
            return None
        scale, after = after, ""
    elif after and known_unit(after) is None:
        scale, after = _scaled_currency(after)
    return NumberText(
        *(digits, sign, way, before or after, bool(before), spaced, scale),
        exponent=match["exponent"] or "",
        mark=mark,
    )


def _sign(before: str, after: str) -> tuple[str, str, str, str] | None:
    """Return the sign, how it is written, and what is left on both sides; None for two signs."""
    if not before and (not after or after.isalpha()):
        return "", "", "", after
    if after in MAGNITUDES or known_unit(after):
        signs, rest = _signs(before), ""
    else:
        signs, rest = _signs(before) + _signs(after), after
    if signs == "()" and rest.count("(") == before.count(")") == 0:
        return "-", "brackets", _without(before, "("), _without(after, ")")
    if len(signs) > 1 or signs in ("(", ")"):
        return None
    if signs and not rest:
        edge = before[:1] == signs or before[-1:] == signs
        return (signs, "", _without(before, signs), after) if edge else None
    if signs and rest[-1:] == signs == "-":
        return "-", "behind", before, after[:-1].strip()
    if signs and (before[:1] == signs or before[-1:] == signs):
        return signs, "", _without(before, signs), after
    return None if signs else ("", "", before, after)


def _signs(text: str) -> str:
    return "".join(sign for sign in text if sign in "+-()")


def _without(text: str, sign: str) -> str:
    return text.replace(sign, "").strip()


def _scaled_currency(after: str) -> tuple[str, str]:
    """Divide ``Mio. EUR`` and ``k€`` into magnitude and currency, if they are that."""
    for scale in _SCALES_BY_FIRST.get(after[:1], ()):
        rest = after.removeprefix(scale)
        if rest == after or (scale.isalpha() and rest[:1].isalpha() and rest.isascii()):
            continue
        unit = rest.removeprefix(".").strip()
        if unit in CURRENCY_MARKS:
            return after[: len(after) - len(unit)].strip(), unit
    return "", after


def currency_of_dash(text: str) -> str:
    """Return the currency of ``$ -``, by which accounting writes 0; empty for any other text."""
    plain = with_plain_signs(text)
    if plain.count("-") != 1 or (plain[0] != "-" != plain[-1]):
        return ""
    unit = plain.strip("- ")
    return unit if unit in CURRENCY_MARKS else ""
