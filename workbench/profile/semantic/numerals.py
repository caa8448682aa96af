"""Read numbers as people write them: grouped thousands, decimal commas, signs and units."""

from __future__ import annotations

import re
from collections import Counter

from workbench.lexicon.number_marks import is_fraction, marks_of
from workbench.lexicon.number_texts import NumberText, currency_of_dash, take_apart
from workbench.lexicon.numbers import CREDIT, CURRENCY_MARKS, PER_CENT, fraction_digits, known_unit
from workbench.profile.quantities import totals
from workbench.profile.semantic.column import Column, Finding, fitting, share

__all__ = ["NUMBER", "find_affixed", "find_grouped", "leading_zeros", "read_plain"]

NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
NOT_EXACT = frozenset("~≈<>±≥≤")
"""Signs before a number that is not exact: it is one of a measure, though no rule reads it."""


def read_plain(text: str) -> float | None:
    """Return the number a text stands for in program notation; None where it is no number."""
    return float(text) if NUMBER.fullmatch(text) else None


def leading_zeros(texts: list[str]) -> bool:
    """Whether whole numbers carry leading zeros, as codes do."""
    whole = [text for text in texts if text.isdigit()]
    padded = [text for text in whole if len(text) > 1 and text[0] == "0"]
    return bool(padded) and (len(padded) >= 2 or len({len(text) for text in whole}) == 1)


def find_grouped(column: Column) -> Finding | None:
    """Find numbers in words' clothing: ``1,234.5``, ``1.234,5``, ``(12)``, ``12-``, ``3,14``."""
    found = fitting(column, _bare)
    parts = [part for part in found or [] if isinstance(part, NumberText)]
    marks = marks_of({part.digits for part in parts})
    if found is None or marks is None:
        return None
    named = [words for words in (marks.words, _odd_signs(column.texts, parts)) if words]
    if not named:
        return None
    whole = not any(is_fraction(part.digits, marks) for part in parts)
    kind, text = "integer" if whole else "decimal", " and ".join(named)
    return Finding(kind, kind, found, f"numbers written with {text}", 0.9, format=text)


def _odd_signs(texts: list[str], parts: list[NumberText]) -> str:
    """Return how numbers are written other than with plain digits and a hyphen."""
    ways = {part.way for part in parts}
    if "brackets" in ways:
        return "negatives in brackets"
    if "behind" in ways:
        return "minus behind"
    if not any(part.sign == "-" for part in parts) or all(map(str.isascii, texts)):
        return ""
    return "minus sign" if any(text[:1] > "~" and not text[0].isdigit() for text in texts) else ""


def _bare(text: str) -> NumberText | None:
    part = take_apart(text)
    return None if part is None or part.unit or part.mark or part.scale else part


def find_affixed(column: Column) -> Finding | None:
    """Find amounts, percentages and quantities: numbers that carry a sign, a code or a unit."""
    if not any(map(str.isdigit, "".join(column.texts[:24]))):
        return None
    found = fitting(column, _number_with_affix)
    if found is None:
        return None
    parts = [part for part in found if isinstance(part, NumberText)]
    affixes = totals(
        (part.unit, count)
        for part, count in zip(found, column.counts, strict=True)
        if isinstance(part, NumberText)
    )
    kind, unit = _kind(affixes, len(parts))
    fraction = fraction_digits(affixes)
    marks = marks_of({part.digits for part in parts}, fraction=fraction)
    known = [isinstance(p, NumberText) and _kind_of(p.unit) in (kind, "") for p in found]
    if kind is None or marks is None or share(column, known)[0] < 0.9:
        return None
    whole = not any(is_fraction(part.digits, marks) for part in parts)
    spread = "" if len(affixes) < 3 else f" and {len(affixes) - 1} other signs"
    return Finding(
        kind,
        "decimal" if kind == "percentage" or not whole else "integer",
        known,
        f"numbers with {unit!r}{spread}" if unit else "numbers with a unit",
        0.93,
        format=marks.words or None,
        unit=unit or None,
    )


def _number_with_affix(text: str) -> NumberText | None:
    if currency := currency_of_dash(text):
        return NumberText("0", unit=currency)
    part = take_apart(text)
    if part is None or not NOT_EXACT.issuperset(part.mark):
        return None
    if not part.unit:
        return part
    if part.before:
        return part if _kind_of(part.unit) in ("currency", "percentage") else None
    spelled = part.spaced and part.unit.isalpha()
    return part if known_unit(part.unit) or spelled else None


def _kind(affixes: Counter[str], values: int) -> tuple[str | None, str]:
    """Return the type that most of the signs stand for, and the most frequent sign of it."""
    total = sum(affixes.values())
    by_kind = totals((kind, n) for affix, n in affixes.items() if (kind := _kind_of(affix)))
    kind, count = next(iter(by_kind.most_common(1)), ("", 0))
    if not kind or count < 0.5 * total:
        return None, ""
    most, unit = min((-n, affix) for affix, n in affixes.items() if _kind_of(affix) == kind)
    strange = kind == "quantity" and known_unit(unit) is None
    if strange and (-most < 0.8 * total or values < 4):
        return None, ""
    return kind, "%" if kind == "percentage" else unit


def _kind_of(affix: str) -> str:
    if not affix:
        return ""
    name = known_unit(affix) or affix
    if name in PER_CENT or name[0] in "%‰‱":
        return "percentage"
    return "currency" if name in CURRENCY_MARKS or name in CREDIT else "quantity"
