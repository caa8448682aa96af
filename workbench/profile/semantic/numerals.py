"""Read numbers as people write them: grouped thousands, decimal commas, signs and units."""

from __future__ import annotations

import re
from collections import Counter

from workbench.lexicon.numbers import CURRENCY_MARKS, GROUPING_MARKS, MINUS, UNITS
from workbench.profile.quantities import totals
from workbench.profile.semantic.column import Column, Finding, fitting, share

__all__ = ["NUMBER", "find_affixed", "find_grouped", "leading_zeros", "read_plain"]

WHOLE = re.compile(r"[+-]?\d+")
SIGN = f"[+{''.join(reversed(MINUS))}]"
NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
GAP = f"[{''.join(GROUPING_MARKS[2:])}]"
# What a number may look like, with the name of its marks, tried in this order.
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("plain", re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")),
    ("thousands comma", re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3})(?:\.\d*)?|\d+\.\d*|\.\d+")),
    ("thousands comma, two by two", re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?|\d{1,3}")),
    ("decimal comma", re.compile(r"\d+(?:,\d+)?")),
    (
        "thousands point, decimal comma",
        re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"),
    ),
    (
        "thousands space, decimal comma",
        re.compile(rf"(?:\d{{1,3}}(?:{GAP}\d{{3}})+|\d+)(?:,\d+)?"),
    ),
    (
        "thousands space",
        re.compile(rf"(?:\d{{1,3}}(?:{GAP}\d{{3}})+|\d+)(?:\.\d+)?"),
    ),
)
AFFIXED = re.compile(
    rf"(?P<left>\(|{SIGN})?\s*(?P<before>[^\d\s.,()+\u2212-]{{1,4}}\.?|[A-Z]{{2}}\$)?\s*"
    rf"(?P<sign>{SIGN})?(?P<number>[.,]?\d(?:[\d{''.join(GROUPING_MARKS)}]*[\d.])?(?:[eE][+-]?\d+)?)"
    r"(?P<space>\s*)(?P<after>[^\d\s.,()+-][^\d]{0,11}?(?:[23]|/100km)?)?\s*(?P<right>[)-])?"
)
LONGEST = 60


def read_plain(text: str) -> float | None:
    """Return the number a text stands for in program notation; None where it is no number."""
    return float(text) if NUMBER.fullmatch(text) else None


def leading_zeros(texts: list[str]) -> bool:
    """Whether whole numbers carry leading zeros, as codes do."""
    whole = [text for text in texts if text.isdigit()]
    padded = [text for text in whole if len(text) > 1 and text[0] == "0"]
    return bool(padded) and (len(padded) >= 2 or len({len(text) for text in whole}) == 1)


def style_of(numbers: list[str]) -> str | None:
    """Return the first way of writing numbers that nearly all of `numbers` follow."""
    # Where ``0,125`` occurs the comma is no mark of thousands: none follow a zero.
    decimal = any(number.startswith("0,") for number in numbers)
    for name, pattern in STYLES:
        good = sum(1 for number in numbers if pattern.fullmatch(number))
        if good >= 0.9 * len(numbers) and not (name == "thousands comma" and decimal):
            return name
    return None


def find_grouped(column: Column) -> Finding | None:
    """Find numbers in words' clothing: ``1,234.5``, ``1.234,5``, ``(12)``, ``12-``, ``3,14``."""
    matches = fitting(column, _bare) or []
    numbers = [match["number"].strip() for match in matches if isinstance(match, re.Match)]
    style = style_of(numbers) if numbers else None
    signs = _odd_signs(column.texts)
    if style is None or (style == "plain" and not signs):
        return None
    marks = [mark for mark in (style, signs) if mark and mark != "plain"]
    kind = "decimal" if any(_has_fraction(number, style) for number in numbers) else "integer"
    text = " and ".join(marks)
    return Finding(kind, kind, matches, f"numbers written with {text}", 0.9, format=text)


def _odd_signs(texts: list[str]) -> str:
    """Return how negatives are written other than with a hyphen; empty where none are."""
    if any(text[:1] == "(" for text in texts):
        return "negatives in brackets"
    if any(text[:1] in MINUS[1:] for text in texts):
        return "minus sign"
    return "minus behind" if any(text[-1:] == "-" for text in texts) else ""


def _bare(text: str) -> re.Match[str] | None:
    match = AFFIXED.fullmatch(text) if len(text) <= LONGEST else None
    return None if match is None or match["before"] or match["after"] else match


def _has_fraction(number: str, style: str) -> bool:
    return ("," if "decimal comma" in style else ".") in number


def find_affixed(column: Column) -> Finding | None:
    """Find amounts, percentages and quantities: numbers that carry a sign, a code or a unit."""
    if not any(map(str.isdigit, "".join(column.texts[:24]))):
        return None
    matches = fitting(column, _number_with_affix)
    if matches is None:
        return None
    results = [match for match in matches if isinstance(match, re.Match)]
    affixes = totals(
        (_affix(match), count)
        for match, count in zip(matches, column.counts, strict=True)
        if isinstance(match, re.Match)
    )
    kind, unit = _kind(affixes, results)
    numbers = [match["number"].strip() for match in results]
    style = style_of(numbers)
    known = [isinstance(m, re.Match) and _kind_of(_affix(m)) in (kind, "") for m in matches]
    if kind is None or style is None or share(column, known)[0] < 0.9:
        return None
    whole = not any(_has_fraction(number, style) for number in numbers)
    spread = "" if len(affixes) < 3 else f" and {len(affixes) - 1} other signs"
    return Finding(
        kind,
        "decimal" if kind == "percentage" or not whole else "integer",
        known,
        f"numbers with {unit!r}{spread}" if unit else "numbers with a unit",
        0.93,
        format=None if style == "plain" else style,
        unit=unit or None,
    )


def _number_with_affix(text: str) -> re.Match[str] | None:
    match = AFFIXED.fullmatch(text) if len(text) <= LONGEST else None
    if match is None:
        return None
    before, after = (match["before"] or "").strip(), (match["after"] or "").strip()
    if (
        before
        and before not in CURRENCY_MARKS
        and before not in ("%", "~", "≈", "<", ">", "±", "≥")
    ):
        return None
    if after and not (_is_unit(after) or (match["space"] and after.isalpha())):
        return None
    return match


def _is_unit(text: str) -> bool:
    return text in UNITS or text in CURRENCY_MARKS or text[0] == "%" or text.casefold() in UNITS


def _affix(match: re.Match[str]) -> str:
    before, after = (match["before"] or "").strip(), (match["after"] or "").strip()
    return before if before in CURRENCY_MARKS else after or before


def _kind(affixes: Counter[str], results: list[re.Match[str]]) -> tuple[str | None, str]:
    """Return the type that most of the signs stand for, and the most frequent sign of it."""
    total = sum(affixes.values())
    by_kind = totals((kind, n) for affix, n in affixes.items() if (kind := _kind_of(affix)))
    kind, count = next(iter(by_kind.most_common(1)), ("", 0))
    if not kind or count < 0.5 * total:
        return None, ""
    most, unit = min((-n, affix) for affix, n in affixes.items() if _kind_of(affix) == kind)
    strange = kind == "quantity" and not _is_unit(unit)
    if strange and (-most < 0.8 * total or len(results) < 4):
        return None, ""
    return kind, "%" if kind == "percentage" else unit


def _kind_of(affix: str) -> str:
    if not affix or affix in "~≈<>±≥":
        return ""
    if affix[0] == "%":
        return "percentage"
    return "currency" if affix in CURRENCY_MARKS else "quantity"
