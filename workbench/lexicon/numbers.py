"""How numbers are written: marks, currencies, and units of measure with their factors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from workbench.lexicon.plain_signs import ALIKE
from workbench.lexicon.tables import (
    CURRENCIES,
    CURRENCY_DIGITS,
    SCALE_WORDS,
    UNIT_FACTORS,
    UNIT_OFFSETS,
    UNIT_WORDS,
)

__all__ = [
    "CODE_LETTERS",
    "CREDIT",
    "CURRENCY_MARKS",
    "DECIMAL_MARKS",
    "FAMILIES",
    "GROUPING_MARKS",
    "LONG_OR_SHORT",
    "MAGNITUDES",
    "MINUS",
    "OFFSETS",
    "PER_CENT",
    "UNITS",
    "family_of_units",
    "fraction_digits",
    "known_unit",
    "other_meaning",
    "usual_unit",
]

DECIMAL_MARKS = (".", ",", *ALIKE["."])
GROUPING_MARKS = (",", ".", " ", "'", *ALIKE[" "], *ALIKE["'"], *ALIKE[","])
"""Those of CLDR's locales, and what keyboards and typesetters put in their stead."""
MINUS = ("-", *ALIKE["-"])

CURRENCY_MARKS = frozenset(CURRENCIES).union(["¢"], *CURRENCIES.values())
"""Codes and signs that stand before or behind an amount."""
MAGNITUDES = {
    **{"k": 1e3, "K": 1e3, "k+": 1e3, "M": 1e6, "m+": 1e6, "M+": 1e6, "Mio": 1e6, "mio": 1e6},
    **{"B": 1e9, "bn": 1e9, "Bn": 1e9, "T": 1e12, "mn": 1e6, "Tsd": 1e3, "tsd": 1e3},
    **{"lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "Lakh": 1e5, "Lakhs": 1e5},
    **{"thousand": 1e3, "million": 1e6, "Billion": 1e9, "billion": 1e9, "trillion": 1e12},
    **{"Cr": 1e7, "cr": 1e7, "crore": 1e7, "crores": 1e7, "Crore": 1e7, "Crores": 1e7},
    **SCALE_WORDS,
}
"""Words behind a number that multiply it: CLDR's, and the usual shorthands of money."""
LONG_OR_SHORT = frozenset(["billion", "Billion", "trillion"])
"""Magnitudes that are a thousand or a million times more in languages of the long scale."""
CREDIT = {"CR": -1.0, "DR": 1.0, "Dr": 1.0}
"""Bookkeeping's credit and debit behind an amount; which of them is negative depends on the
account, so that a reading of them is never certain."""
_OTHERS = (
    *("° deg degrees", "mpg", "kmpl", "l/100km", "km/kg", "dB", "dBm"),
    *("ppm", "ppb", "bpm", "dpi ppi", "px pixels", "x", "people persons", "pcs pieces", "items"),
    *("units", "times", "points pts", "stars", "votes", "reviews", "views", "seasons", "episodes"),
    "IU U",
)
"""Units that no factor leads to or from, with their spellings."""
PER_CENT = ("%", "percent", "pct", "per cent")
OFFSETS = {unit: offset for units in UNIT_OFFSETS.values() for unit, (_, offset) in units.items()}
"""What is added to a temperature in kelvin, after the factor."""
FAMILIES: tuple[dict[str, float], ...] = (
    *({unit: factor for unit, (factor, _) in units.items()} for units in UNIT_FACTORS.values()),
    *({unit: factor for unit, (factor, _) in units.items()} for units in UNIT_OFFSETS.values()),
    *(dict.fromkeys((code, *signs), 1.0) for code, signs in CURRENCIES.items()),
    *(dict.fromkeys(spellings.split(), 1.0) for spellings in _OTHERS),
    {**dict.fromkeys(PER_CENT, 1.0), "‰": 0.1, "‱": 0.01},
    {"¢": 1.0},
    {"": 1.0, **MAGNITUDES},
    {**CREDIT, "Cr": -1.0},
)
"""Units that may stand in one column, each with its factor to a common one."""
UNITS = frozenset(MAGNITUDES).union(
    *UNIT_FACTORS.values(), *(o.split() for o in _OTHERS), PER_CENT, "‰‱", CREDIT
) - {"%"}
"""Every unit of measure that may stand behind a number."""
_SINGLE = {unit for unit in UNITS | CURRENCY_MARKS if len(unit) == 1 and unit.isascii()}
CODE_LETTERS = frozenset(filter(str.isalpha, _SINGLE)) - frozenset("ghlmst")
"""Single letters that stand behind numbers in codes (house 12A) as often as units do."""
NO_USUAL = frozenset(map(str.casefold, CODE_LETTERS)) - frozenset("abdghlmstvwy")
"""Letters that right behind a number are rather a code, where a unit is written in two ways."""


def _usual() -> dict[str, str]:
    usual = {mark.casefold(): mark.casefold() for mark in CURRENCY_MARKS}
    for units in reversed(UNIT_FACTORS.values()):
        usual |= {unit.casefold(): first.casefold() for unit, (_, first) in units.items()}
    for scale in UNIT_OFFSETS.values():
        usual |= {unit.casefold(): unit.casefold() for unit in scale}
    for spellings in (*_OTHERS, "% percent pct"):
        first, *others = spellings.casefold().split()
        usual |= dict.fromkeys((first, *others), first)
    usual |= {"dollar": "$", "usd": "$", "euro": "€", "eur": "€", "per cent": "%"}
    return {unit: first for unit, first in usual.items() if unit not in NO_USUAL}


USUAL = _usual()


def usual_unit(unit: str) -> str | None:
    """Return the usual spelling of a unit or currency in lower case; None where it is not known."""
    return USUAL.get(unit.casefold())


@cache
def _places() -> dict[str, dict[int, float]]:
    """Return each unit's families by their place, with its factor there."""
    places: dict[str, dict[int, float]] = {}
    for place, family in enumerate(FAMILIES):
        for unit, factor in family.items():
            places.setdefault(unit, {})[place] = factor
    for word, unit in UNIT_WORDS.items():
        places.setdefault(word, places[unit])
    return places


@cache
def _by_fold() -> dict[str, set[str]]:
    folds: dict[str, set[str]] = {}
    for unit in _places().keys() - MAGNITUDES.keys():
        folds.setdefault(unit.casefold(), set()).add(unit)
    return folds


@cache
def known_unit(text: str) -> str | None:
    """Return the lexicon's spelling of a unit, currency or magnitude; None where there is none.

    A point at the end is no part of it.  Case may differ where that leaves one unit: KG is kg,
    but mw may be milliwatt or megawatt.  Magnitudes are known as they are listed.
    """
    micro = text.replace("\N{GREEK SMALL LETTER MU}", "\N{MICRO SIGN}")
    for spelling in dict.fromkeys((text, text.rstrip("."), micro)):
        if spelling and spelling in _places():
            return spelling
        several = _by_fold().get(spelling.casefold(), set())
        one_case = spelling.isupper() or spelling.islower()  # else m is milli, M is mega
        several = {unit for unit in several if one_case or unit[:1] == spelling[:1]}
        if len(spelling) > 1 and len({_meaning(unit) for unit in several}) == 1:
            return min(several)
    return None


def _meaning(unit: str) -> tuple[tuple[int, float], ...]:
    return tuple(_places()[unit].items())


def fraction_digits(units: Iterable[str]) -> int | None:
    """Return how many digits of a fraction amounts of money have at most; None for other units."""
    codes = _codes()
    digits = [codes.get(known_unit(unit) or "") for unit in units if unit]
    known = [number for number in digits if number is not None]
    return max(known) if known and len(known) == len(digits) else None


@cache
def _codes() -> dict[str, int]:
    """Return the digits of the fraction of each currency's code and signs."""
    return {
        mark: CURRENCY_DIGITS.get(code, 2)
        for code, signs in reversed(CURRENCIES.items())
        for mark in (code, *signs)
    }


def other_meaning(unit: str) -> bool:
    """Tell whether a magnitude is a unit too: K is a thousand or kelvin, Cr crore or credit."""
    name = known_unit(unit)
    return name in MAGNITUDES and len(_places()[name]) > 1


def family_of_units(units: Counter[str]) -> dict[str, float]:
    """Return the units among `units` that belong together, each with its factor to a common one.

    Parameters
    ----------
    units : Counter of str
        Rows of each unit as written; the empty text for numbers without one.

    Returns
    -------
    dict
        Units as written of the family with most rows; empty where none is known.
    """
    spellings = {unit: known_unit(unit) for unit in units if unit}
    best: dict[str, float] = {}
    places = sorted({p for name in spellings.values() if name for p in _places()[name]})
    for place in places:
        held = {
            unit: _places()[name][place]
            for unit, name in spellings.items()
            if name and place in _places()[name]
        }
        if sum(units[unit] for unit in held) > sum(units[unit] for unit in best):
            best = held
    return best
