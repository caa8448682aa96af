"""Numbers that are written as text: with units, currency signs or thousands marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pyarrow as pa

from workbench.checks.context import CheckContext
from workbench.lexicon.numbers import (
    CODE_LETTERS,
    CURRENCY_MARKS,
    FAMILIES,
    GROUPING_MARKS,
    MAGNITUDES,
    MINUS,
    UNITS,
)
from workbench.lexicon.plurals import counted
from workbench.rules.recipe import Recipe
from workbench.types import Issue, Json

__all__ = ["Numbers", "as_the_rule_reads", "find", "parse_rule_for"]

SHARE = 0.9
SEVERAL_NOTATIONS = 0.8
DOUBT = 0.75
CODE_LENGTH = 9
FIXED_LENGTH = 5
MOST_DIGITS = 15
PLAIN_UNIT = r"[^\d\s+.,'\u2212()-]{1,12}"


def _alternatives(units: Iterable[str]) -> str:
    """Write a pattern for any short word without digits, and for the known units beside that."""
    odd = [unit for unit in units if unit and not re.fullmatch(PLAIN_UNIT, unit)]
    return "|".join([*map(re.escape, sorted(odd, key=len, reverse=True)), PLAIN_UNIT])


SHAPE = re.compile(
    rf"(?P<open>\(?)(?P<sign>[+{MINUS[1]}-]?)(?P<before>{_alternatives(CURRENCY_MARKS)})? ?"
    rf"[+{MINUS[1]}-]?(?P<digits>[\d{''.join(GROUPING_MARKS)}]*\d)"
    rf" ?(?P<after>{_alternatives(UNITS | CURRENCY_MARKS)})?(?P<end>\)| ?-)?"
)


@dataclass(frozen=True)
class Numbers:
    """How a column's texts read as numbers.

    Attributes
    ----------
    rule : dict or None
        A ``parse_number`` rule without its column; None where no one rule reads them.
    confidence : float
        0 to 1; below 0.8 where a value is lost or the reading is a guess.
    units : Counter of str
        Rows of each unit.
    doubts : list of str
        Sentences that say what speaks against it.
    unread : dict of str to int
        The texts that the rule does not read, with their rows.
    loses : bool
        Whether the rule would lose numbers: those with more digits than it reads.
    """

    rule: Json | None
    confidence: float
    units: Counter[str]
    doubts: list[str] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    loses: bool = False


@dataclass
class _Shapes:
    """The values that look like numbers: their digits and units, and odd ways to write a minus."""

    digits: dict[str, str] = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    units: Counter[str] = field(default_factory=Counter)
    ways: set[str] = field(default_factory=set)


def find(context: CheckContext) -> Iterator[Issue]:
    """Report text columns of which at least 90 % of the values are numbers with a known unit.

    Where several notations contradict each other that is reported too, without a rule.
    """
    for column in context.text_columns:
        counts = context.counts_present(column, among_numbers=True)
        read = parse_rule_for(counts)
        if read is None:
            continue
        named = ", ".join(f"{unit or 'no unit'} {n:,}" for unit, n in read.units.most_common(5))
        lost, example = sum(read.unread.values()), next(iter(read.unread), "")
        end = (
            f"; the rule cannot read {counted(lost, 'row')}, such as {example!r}." if lost else "."
        )
        message = f"{column} holds numbers written as text ({named}){end}"
        yield context.issue(
            kind="number_as_text",
            column=column,
            keys=context.keys_of(column, counts),
            confidence=read.confidence,
            evidence={
                "message": " ".join([message, *read.doubts]),
                "units": dict(read.units),
                "unread": dict(list(read.unread.items())[:20]),
                "about": "number",
            },
            suggestion=None if read.loses or read.rule is None else {**read.rule, "column": column},
        )


def parse_rule_for(counts: dict[str, int]) -> Numbers | None:
    """Find how to read `counts` (text to rows) as numbers; None where they are none or codes."""
    shapes = _shapes(counts)
    if shapes is None or not shapes.digits or _are_codes(shapes):
        return None
    total = sum(counts.values())
    family = _family(shapes.units)
    marks = _marks(list(shapes.digits.values()))
    if family is None or shapes.units.total() < SEVERAL_NOTATIONS * total:
        return None
    if marks is None:
        return _several_notations(counts, shapes)
    decimal, thousands, sure = marks
    base = max(filter(None, shapes.units), key=shapes.units.__getitem__, default="")
    base = "" if base in MAGNITUDES else base
    factors = {u: round(family[u] / family[base], 12) if u else 1.0 for u in sorted(shapes.units)}
    rule = {
        **{"kind": "parse_number", "decimal": decimal, "thousands": thousands, "units": factors},
        **({"negatives": sorted(shapes.ways)} if shapes.ways else {}),
    }
    numbers = as_the_rule_reads(rule, list(counts))
    unread = {value: counts[value] for value, number in numbers.items() if number is None}
    long = [v for v in unread if re.search(rf"\d{{{MOST_DIGITS + 1}}}", shapes.digits.get(v, ""))]
    if total - sum(n for v, n in unread.items() if v not in long) < SHARE * total:
        several = shapes.units.total() >= SHARE * total
        return _several_notations(counts, shapes) if several else None
    doubts = _doubts(shapes, numbers, factors)
    confidence = min(0.95 if sure else 0.6, DOUBT if unread or doubts else 1.0)
    if long:
        confidence = 0.5
        doubts.append(
            f"Numbers of more than {MOST_DIGITS} digits would be lost, so no rule is suggested."
        )
    return Numbers(rule, confidence, shapes.units, doubts, unread, bool(long))


def _shapes(counts: dict[str, int]) -> _Shapes | None:
    """Take the values apart; None where they are codes: leading zeros, telephone numbers."""
    shapes = _Shapes()
    for value, count in counts.items():
        match = SHAPE.fullmatch(value)
        if (
            match is None
            or (match["before"] and match["after"])
            or (match["open"] == "(") != (match["end"] == ")")
        ):
            continue
        digits, bare = match["digits"], not match["before"] and not match["after"]
        telephone = bare and match["sign"] == "+" and len(re.sub(r"\D", "", digits)) > 6
        if telephone or re.match(r"0\d", digits):
            return None
        shapes.digits[value] = digits
        shapes.unit[value] = match["before"] or match["after"] or ""
        if match["end"]:
            shapes.ways.add("brackets" if match["open"] else "behind")
        if MINUS[1] in value:
            shapes.ways.add("sign")
        shapes.units[shapes.unit[value]] += count
    return shapes


def _are_codes(shapes: _Shapes) -> bool:
    """Tell codes of digits and versions from numbers.

    Codes are all of one length, nine digits or more.  In versions ``1.1`` and ``1.10`` differ,
    or there are several points that do not mark thousands.
    """
    if any(shapes.units[unit] for unit in shapes.units if unit):
        return False
    bare = set(shapes.digits.values())
    lengths = {len(digits) if digits.isdigit() else 0 for digits in bare}
    if len(bare) > 1 and len(lengths) == 1 and max(lengths) >= CODE_LENGTH:
        return True
    for mark in ".,":
        marked = [digits for digits in bare if digits.count(mark) == 1]
        if len({digits.rstrip("0") for digits in marked}) < len(marked) or any(
            digits.count(mark) > 1 and not _grouped(digits, mark) for digits in bare
        ):
            return True
    return False


def _grouped(digits: str, mark: str) -> bool:
    """Tell whether `mark` parts the whole number into thousands."""
    other = "," if mark == "." else "."
    pattern = rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+(?:{re.escape(other)}\d*)?"
    return re.fullmatch(pattern, digits) is not None


def _family(units: Counter[str]) -> dict[str, float] | None:
    named = {unit for unit in units if unit}
    if not named:
        return {"": 1.0}
    if named <= CODE_LETTERS:
        return None  # house 12A, not 12 ampere
    return next((family for family in FAMILIES if named <= set(family)), None)


def as_the_rule_reads(rule: Json, values: list[str]) -> dict[str, Any]:
    """Return what a rule without its column makes of each text; None where it cannot read it."""
    table = pa.table({"text": pa.array(values, pa.string())})
    parsed = Recipe([{**rule, "column": "text"}]).run(table)
    return dict(zip(values, parsed.column(0).to_pylist(), strict=True))


def _several_notations(counts: dict[str, int], shapes: _Shapes) -> Numbers:
    signs = {".": "a point", ",": "a comma"}
    texts = shapes.digits.items()
    notations = [
        f"{sum(counts[v] for v, d in texts if mark in d):,} with {name}, such as "
        f"{next(v for v, d in texts if mark in d)!r}"
        for mark, name in signs.items()
        if any(mark in d for _, d in texts)
    ]
    doubt = f"They use several notations: {'; '.join(notations)}. No single rule reads them all."
    unread = {value: n for value, n in counts.items() if value not in shapes.digits}
    return Numbers(None, 0.5, shapes.units, [doubt], unread)


def _doubts(
    shapes: _Shapes, numbers: dict[str, float | None], factors: dict[str, float]
) -> list[str]:
    doubts = []
    plain = [shapes.digits[value] for value, unit in shapes.unit.items() if not unit]
    one_length = all(len(p) == len(plain[0]) >= FIXED_LENGTH and p.isdigit() for p in plain)
    if one_length and 1 < len(plain) == len(shapes.unit):
        doubts.append(f"All have {len(plain[0])} digits, so they may be codes.")
    sizes = {
        with_unit: [
            abs(number)
            for value, unit in shapes.unit.items()
            if bool(unit) is with_unit and (number := numbers[value])
        ]
        for with_unit in (False, True)
    }
    if sizes[False] and sizes[True]:
        if len(set(factors.values())) > 1:
            doubts.append("Numbers without a unit are assumed to be in the most frequent unit.")
        low, high = sorted(median(group) for group in sizes.values())
        fractions = max(sizes[False]) <= 1 < median(sizes[True])
        if high > 10 * low or ("%" in factors and fractions):
            doubts.append("Numbers without a unit differ in magnitude from those with one.")
    return doubts


def _marks(digits: list[str]) -> tuple[str, str, bool] | None:
    """Return decimal mark, thousands mark, and whether the values leave no doubt."""
    points = [text for text in digits if "." in text]
    commas = [text for text in digits if "," in text]
    both = [text for text in digits if "." in text and "," in text]
    blank = next((mark for mark in GROUPING_MARKS[2:] if any(mark in text for text in digits)), "")
    if both:
        decimal = "." if all(text.rindex(".") > text.rindex(",") for text in both) else ","
        return decimal, "," if decimal == "." else ".", True
    for result, mark, other in ((commas, ",", "."), (points, ".", ",")):
        if not result:
            continue
        groups = all(_grouped(text, mark) for text in result)
        if commas and points:
            return (".", ",", False) if mark == "," and groups else None
        if groups:
            several = any(text.count(mark) > 1 for text in result)
            if mark == "," or several:
                plain = len(result) < len(digits)  # else each may have three decimals
                return other, mark, several or (plain and len(result) > 20)
            return mark, blank, False
        return mark, blank, all(text.count(mark) == 1 for text in result)
    return ".", blank, True
