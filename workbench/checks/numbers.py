"""Numbers that are written as text: with units, currency signs or thousands marks."""

from __future__ import annotations

import re
from collections import Counter

from workbench.checks.disguised import is_null_word
from workbench.checks.look import Look
from workbench.types import Issue, Json

__all__ = ["find", "parse_rule_for"]

SHARE = 0.9
FAMILIES: tuple[dict[str, float], ...] = (
    {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0, "in": 0.0254, "ft": 0.3048, "mi": 1609.344},
    {"mg": 1e-6, "g": 0.001, "kg": 1.0, "t": 1000.0, "oz": 0.028349523125, "lb": 0.45359237},
    {"ml": 0.001, "cl": 0.01, "l": 1.0},
    {"ms": 0.001, "s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0},
    {"%": 1.0},
    {"$": 1.0, "USD": 1.0},
    {"€": 1.0, "EUR": 1.0},
    {"£": 1.0, "GBP": 1.0},
)
SHAPE = re.compile(
    r"[+-]?(?P<before>[^\d\s+.,'-]{0,12}) ?[+-]?"
    r"(?P<digits>[\d.,' ]*\d) ?(?P<after>[^\d\s+.,'-]{0,12})"
)


def find(look: Look) -> list[Issue]:
    """Report text columns of which at least 90 % of the values are numbers with a known unit."""
    issues = []
    for column in look.text_columns:
        counts = {v: n for v, n in look.counts(column).items() if not is_null_word(v)}
        read = parse_rule_for(counts)
        if read is None:
            continue
        rule, confidence, units, unread = read
        rows = sum(counts.values())
        named = ", ".join(f"{unit or 'no unit'} {n}" for unit, n in units.most_common(5))
        message = f"{column} holds numbers written as text ({named})"
        message += (
            f"; {len(unread)} values are no number, such as {unread[0]!r}." if unread else "."
        )
        if "" in units and len(units) > 1:
            message += " Numbers without a unit are taken to be in the most frequent one."
        issues.append(
            Issue(
                kind="number_as_text",
                column=column,
                keys=tuple(look.keys_of(column, counts)),
                rows=rows,
                confidence=confidence,
                evidence={
                    "message": message,
                    "units": dict(units),
                    "unread": unread[:20],
                    "about": "number",
                },
                suggestion={**rule, "column": column},
            )
        )
    return issues


def parse_rule_for(
    counts: dict[str, int],
) -> tuple[Json, float, Counter[str], list[str]] | None:
    """Find how to read `counts` (text to frequency) as numbers.

    Returns
    -------
    tuple or None
        A ``parse_number`` rule without its column, the confidence, how often each unit stands,
        and the values it does not read; None where the values are no numbers or are codes.
    """
    units: Counter[str] = Counter()
    digits: list[str] = []
    unread = []
    for value, count in counts.items():
        match = SHAPE.fullmatch(value)
        if match is None or (match["before"] and match["after"]):
            unread.append(value)
            continue
        if re.match(r"0\d", match["digits"]):
            return None  # a code with leading zeros
        units[match["before"] or match["after"]] += count
        digits.append(match["digits"])
    family = _family(units)
    marks = _marks(digits)
    read = sum(counts[v] for v in counts) - sum(counts[v] for v in unread)
    if not digits or family is None or marks is None or read < SHARE * sum(counts.values()):
        return None
    decimal, thousands, sure = marks
    named = [unit for unit in units if unit]
    base = max(named, key=lambda unit: units[unit]) if named else ""
    factors = {u: round(family[u] / family[base], 12) if u else 1.0 for u in sorted(units)}
    confidence = 0.95 if sure else 0.6
    if unread:
        confidence -= 0.1
    if "" in units and len(set(factors.values())) > 1:
        confidence -= 0.1
    rule = {"kind": "parse_number", "decimal": decimal, "thousands": thousands, "units": factors}
    return rule, round(confidence, 2), units, unread


def _family(units: Counter[str]) -> dict[str, float] | None:
    named = {unit for unit in units if unit}
    if not named:
        return {"": 1.0}
    return next((family for family in FAMILIES if named <= set(family)), None)


def _marks(digits: list[str]) -> tuple[str, str, bool] | None:
    """Return decimal mark, thousands mark, and whether the values leave no doubt."""
    points = [text for text in digits if "." in text]
    commas = [text for text in digits if "," in text]
    both = [text for text in digits if "." in text and "," in text]
    blank = next((mark for mark in (" ", "'") if any(mark in text for text in digits)), "")
    if both:
        decimal = "." if all(text.rindex(".") > text.rindex(",") for text in both) else ","
        return decimal, "," if decimal == "." else ".", True
    for found, mark, other in ((commas, ",", "."), (points, ".", ",")):
        if not found:
            continue
        groups = all(re.fullmatch(rf"\d{{1,3}}(?:[{mark}]\d{{3}})+", text) for text in found)
        if found and (commas and points):
            return (".", ",", False) if mark == "," and groups else None
        if groups:
            several = any(text.count(mark) > 1 for text in found)
            if mark == "," or several:
                return other, mark, several or len(found) > 20
            return mark, blank, False
        return mark, blank, all(text.count(mark) == 1 for text in found)
    return ".", blank, True
