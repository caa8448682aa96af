"""How numbers are written: marks, currencies, and units of measure with their factors."""

from __future__ import annotations

from workbench.lexicon.tables import CURRENCIES, UNIT_FACTORS

__all__ = [
    "CODE_LETTERS",
    "CURRENCY_MARKS",
    "DECIMAL_MARKS",
    "FAMILIES",
    "GROUPING_MARKS",
    "MAGNITUDES",
    "MINUS",
    "UNITS",
    "usual_unit",
]

DECIMAL_MARKS = (".", ",")
GROUPING_MARKS = (
    ",",
    ".",
    " ",
    "'",
    "\u00a0",
    "\u202f",
    "\u2009",
    "\N{RIGHT SINGLE QUOTATION MARK}",
)
"""Those of CLDR's locales, and what keyboards and typesetters put in their stead."""
MINUS = ("-", "\N{MINUS SIGN}")

CURRENCY_MARKS = frozenset(CURRENCIES).union(["¢"], *CURRENCIES.values())
"""Codes and signs that stand before or behind an amount."""
MAGNITUDES = {
    **{"k": 1e3, "K": 1e3, "k+": 1e3, "M": 1e6, "m+": 1e6, "M+": 1e6, "Mio": 1e6, "mio": 1e6},
    **{"B": 1e9, "bn": 1e9, "T": 1e12},
}
"""Words behind a number that multiply it."""
_OTHERS = (
    *("°C °c", "°F °f", "°K", "° deg degrees", "K", "mpg", "kmpl", "l/100km", "km/kg", "dB", "dBm"),
    *("ppm", "ppb", "bpm", "dpi ppi", "px pixels", "x", "people persons", "pcs pieces", "items"),
    *("units", "times", "points pts", "stars", "votes", "reviews", "views", "seasons", "episodes"),
    "% percent pct",
)
"""Units that no factor leads to or from, with their spellings."""
FAMILIES: tuple[dict[str, float], ...] = (
    *({unit: factor for unit, (factor, _) in units.items()} for units in UNIT_FACTORS.values()),
    *(dict.fromkeys((code, *signs), 1.0) for code, signs in CURRENCIES.items()),
    *(dict.fromkeys(spellings.split(), 1.0) for spellings in _OTHERS),
    {"¢": 1.0},
    {"": 1.0, **MAGNITUDES},
)
"""Units that may stand in one column, each with its factor to a common one."""
UNITS = frozenset(MAGNITUDES).union(*UNIT_FACTORS.values(), *(o.split() for o in _OTHERS)) - {"%"}
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
    for spellings in _OTHERS:
        first, *others = spellings.casefold().split()
        usual |= dict.fromkeys((first, *others), first)
    usual |= {"dollar": "$", "usd": "$", "euro": "€", "eur": "€", "per cent": "%"}
    return {unit: first for unit, first in usual.items() if unit not in NO_USUAL}


USUAL = _usual()


def usual_unit(unit: str) -> str | None:
    """Return the usual spelling of a unit or currency in lower case; None where it is not known."""
    return USUAL.get(unit.casefold())
