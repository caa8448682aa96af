"""Find the rule that reads a column's texts as numbers, and what speaks against it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pyarrow as pa

from workbench.checks.number_codes import are_codes
from workbench.checks.probing import half_pass
from workbench.lexicon.number_marks import Marks, marks_of
from workbench.lexicon.number_texts import NumberText, currency_of_dash, take_apart
from workbench.lexicon.numbers import (
    CODE_LETTERS,
    CREDIT,
    CURRENCY_MARKS,
    LONG_OR_SHORT,
    MAGNITUDES,
    OFFSETS,
    PER_CENT,
    family_of_units,
    fraction_digits,
    known_unit,
    other_meaning,
)
from workbench.lexicon.plain_signs import alike_in, with_plain_signs
from workbench.rules.recipe import Recipe
from workbench.types import Json

__all__ = ["Numbers", "as_the_rule_reads", "is_dash", "parse_rule_for", "taken_apart"]

SHARE = 0.9
SEVERAL_NOTATIONS = 0.8
SURE, PROVED, GUESSED, DOUBT = 0.95, 0.85, 0.6, 0.75
"""Confidence: one notation; two notations of which each value shows its own; marks that may mean
either; numbers of which some are lost.  The last two are below what is accepted by itself."""
MOST_DIGITS = 15
FIXED_LENGTH = 5
PROBE = 200
"""Values that are tried first: of a column of numbers four fifths of them are numbers, and that
half of 200 are not has no chance then."""
DASHES = ("-", "\N{EM DASH}")


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
    dash : str
        What a dash alone stands for: ``zero``, ``either`` (zero or nothing), or empty.
    """

    rule: Json | None
    confidence: float
    units: Counter[str]
    doubts: list[str] = field(default_factory=list)
    unread: dict[str, int] = field(default_factory=dict)
    loses: bool = False
    dash: str = ""


@dataclass(frozen=True)
class _Chosen:
    """The values of one family of units, and the factor of each unit to the most frequent one."""

    parts: dict[str, NumberText]
    units: Counter[str]
    factors: dict[str, float]
    offsets: dict[str, float]

    @property
    def ways(self) -> set[str]:
        """How numbers below zero are written."""
        return {part.way for part in self.parts.values() if part.way}


def parse_rule_for(counts: dict[str, int], dashes: Iterable[str] = ()) -> Numbers | None:
    """Find how to read `counts` (text to rows) as numbers; None where they are none or codes.

    Parameters
    ----------
    counts : dict
        Trimmed texts with their rows, placeholders for a missing value left out.
    dashes : iterable of str
        The placeholders among the column's values that are a dash alone.
    """
    values, total = list(counts), sum(counts.values())
    parts = taken_apart(counts)
    if not parts or are_codes(parts, counts):
        return None
    chosen = _chosen(parts, counts)
    if chosen is None:
        return None
    zeros = _zeros(counts, chosen)
    total -= sum(counts[value] for value in zeros)
    if chosen.units.total() < SEVERAL_NOTATIONS * total:
        return None
    fraction = fraction_digits(chosen.units)
    marks = marks_of({part.digits for part in chosen.parts.values()}, fraction=fraction)
    several = chosen.units.total() >= SHARE * total
    if marks is None:
        return _several_notations(counts, chosen) if several else None
    dash = _dash(chosen, zeros)
    zeros += dashes if dash else []
    rule = _rule(chosen, marks, zeros)
    numbers = as_the_rule_reads(rule, values)
    unread = {value: counts[value] for value, number in numbers.items() if number is None}
    long = [value for value in unread if value in parts and _is_long(parts[value].digits)]
    if total - sum(n for value, n in unread.items() if value not in long) < SHARE * total:
        return _several_notations(counts, chosen) if several else None
    doubts = _doubts(chosen, numbers)
    if zeros and dash == "either":
        doubts.append("A dash is read as 0, but may stand for a missing value.")
    sure = (PROVED if marks.either or zeros else SURE) if marks.sure else GUESSED
    confidence = min(sure, DOUBT if unread or doubts else 1.0)
    if long:
        confidence = 0.5
        doubts.append(
            f"Numbers of more than {MOST_DIGITS} digits would be lost, so no rule is suggested."
        )
    return Numbers(rule, confidence, chosen.units, doubts, unread, bool(long), dash)


def taken_apart(counts: dict[str, int], *, units: bool = False) -> dict[str, NumberText]:
    """Take apart the texts that hold one number; empty where less than half of them do.

    With `units`, half of them must have a known one.
    """
    values = list(counts)
    first = values[:: max(1, len(values) // PROBE)]
    if not half_pass(first, lambda value: _is_number(value, units)):
        return {}
    return {value: part for value in values if (part := take_apart(value)) is not None}


def _is_number(text: str, with_unit: bool) -> bool:
    part = take_apart(text)
    return part is not None and (known_unit(part.unit) is not None if part.unit else not with_unit)


def _is_long(digits: str) -> bool:
    return any(len(run) > MOST_DIGITS for run in re.findall(r"\d+", digits))


def _chosen(parts: dict[str, NumberText], counts: dict[str, int]) -> _Chosen | None:
    """Choose the units that most rows have, or none, and leave the others out."""
    exact = {value: part for value, part in parts.items() if not part.mark}
    rows: Counter[str] = Counter()
    for value, part in exact.items():
        rows[part.unit] += counts[value]
    family = family_of_units(rows)
    named = sum(rows[unit] for unit in family)
    scaled = all(known_unit(unit) in MAGNITUDES for unit in family)
    if not scaled and named < (1 - SHARE) * (named + rows[""]):
        family = {}  # a few units in a column of plain numbers are the odd ones
    whole = all(part.digits.isdigit() for part in exact.values() if part.unit in family)
    if family and CODE_LETTERS.issuperset(family) and whole:
        return None  # house 12A, not 12 ampere
    kept = {value: part for value, part in exact.items() if part.unit in family or not part.unit}
    units = Counter({unit: n for unit, n in rows.items() if unit in family or not unit})
    base = max(family, key=lambda unit: rows[unit], default="")
    if scaled or any(factor < 0 for factor in family.values()):
        base = ""  # a magnitude, or credit
    return _Chosen(kept, units, *_conversions(family, base, units))


def _conversions(
    family: dict[str, float], base: str, units: Counter[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return factor and offset of each unit to `base`; long spellings come first."""
    order = sorted(units, key=lambda unit: (-len(unit), unit))
    whole = family.get(base, 1.0)
    factors = {unit: float(f"{family[unit] / whole:.15g}") if unit else 1.0 for unit in order}
    zero = OFFSETS.get(known_unit(base) or "", 0.0)
    steps = {unit: OFFSETS[known_unit(unit) or ""] - zero for unit in order
             if known_unit(unit) in OFFSETS}  # fmt: skip
    return factors, {u: float(f"{step / whole:.15g}") for u, step in steps.items() if step}


def _rule(chosen: _Chosen, marks: Marks, zeros: list[str]) -> Json:
    """Write the rule; what is as usual is left out, as in stored rules."""
    parts = chosen.parts.values()
    scales = sorted({part.scale for part in parts if part.scale})
    optional: Json = {
        "negatives": sorted(chosen.ways),
        "alike": alike_in([*chosen.parts, *zeros]),
        "either": marks.either,
        "grouping": "indian" if marks.indian else "",
        "exponent": any(part.exponent for part in parts),
        "scales": {scale: _times(scale) for scale in scales},
        "offsets": chosen.offsets,
        "zeros": list(dict.fromkeys(map(with_plain_signs, zeros))),
    }
    fixed = {"decimal": marks.decimal, "thousands": marks.thousands, "units": chosen.factors}
    given = {name: value for name, value in optional.items() if value}
    return {"kind": "parse_number", **fixed, **given}


def _times(scale: str) -> float:
    return MAGNITUDES[scale if scale in MAGNITUDES else scale.rstrip(".")]


def is_dash(text: str) -> bool:
    """Tell whether a text is a dash alone."""
    return with_plain_signs(text) in DASHES


def _zeros(counts: dict[str, int], chosen: _Chosen) -> list[str]:
    """Return the texts that accounting writes for 0: a currency's sign with a dash."""
    dashes = (value for value in counts if currency_of_dash(value) in chosen.factors)
    return [value for value in dashes if currency_of_dash(value)]


def _dash(chosen: _Chosen, zeros: list[str]) -> str:
    """Return what a dash alone stands for among these numbers.

    Spreadsheets write 0 as a dash in the formats that put negative numbers in brackets or the
    currency beside the dash.  Among other amounts of money it may be that or nothing.
    """
    if zeros or "brackets" in chosen.ways:
        return "zero"
    money = any(unit in CURRENCY_MARKS for unit in chosen.factors)
    return "either" if money or "behind" in chosen.ways else ""


def as_the_rule_reads(rule: Json, values: list[str]) -> dict[str, Any]:
    """Return what a rule without its column makes of each text; None where it cannot read it."""
    table = pa.table({"text": pa.array(values, pa.string())})
    parsed = Recipe([{**rule, "column": "text"}]).run(table)
    return dict(zip(values, parsed.column(0).to_pylist(), strict=True))


def _several_notations(counts: dict[str, int], chosen: _Chosen) -> Numbers:
    signs = {".": "a point", ",": "a comma"}
    texts = [(value, part.digits) for value, part in chosen.parts.items()]
    notations = [
        f"{sum(counts[v] for v, d in texts if mark in d):,} with {name}, such as "
        f"{next(v for v, d in texts if mark in d)!r}"
        for mark, name in signs.items()
        if any(mark in d for _, d in texts)
    ]
    said = f": {'; '.join(notations)}" if notations else ""
    doubt = f"They use several notations{said}. No single rule reads them all."
    unread = {value: n for value, n in counts.items() if value not in chosen.parts}
    return Numbers(None, 0.5, chosen.units, [doubt], unread)


def _doubts(chosen: _Chosen, numbers: dict[str, float | None]) -> list[str]:
    doubts = []
    plain = [part.digits for part in chosen.parts.values() if not part.unit]
    one_length = all(len(p) == len(plain[0]) >= FIXED_LENGTH and p.isdigit() for p in plain)
    if one_length and 1 < len(plain) == len(chosen.parts):
        doubts.append(f"All have {len(plain[0])} digits, so they may be codes.")
    sizes = {
        with_unit: [
            abs(number)
            for value, part in chosen.parts.items()
            if bool(part.unit) is with_unit and (number := numbers[value])
        ]
        for with_unit in (False, True)
    }
    if sizes[False] and sizes[True]:
        scaled = all(known_unit(unit) in MAGNITUDES for unit in chosen.factors if unit)
        if len(set(chosen.factors.values())) > 1 and not scaled:
            doubts.append("Numbers without a unit are assumed to be in the most frequent unit.")
        low, high = sorted(median(group) for group in sizes.values())
        per_cent = any(unit in PER_CENT for unit in chosen.factors)
        fractions = max(sizes[False]) <= 1 < median(sizes[True])
        if high > 10 * low or (per_cent and fractions):
            doubts.append("Numbers without a unit differ in magnitude from those with one.")
    scales = {part.scale or part.unit for part in chosen.parts.values()}
    if long := LONG_OR_SHORT & scales:
        doubts.append(f"In some languages {min(long)} is a thousand or a million times more.")
    named = [unit for unit in chosen.factors if unit]
    if named and all(map(other_meaning, named)):
        doubts.append(f"{named[0]} multiplies a number, or is a unit.")
    if any(unit in CREDIT for unit in chosen.factors):
        doubts.append("Credit (CR) is read as below zero; in some accounts debit is.")
    return doubts
