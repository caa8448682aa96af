"""One unit written in several ways, or only now and then; units that no factor joins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from workbench.checks.context import CheckContext
from workbench.checks.number_rules import taken_apart
from workbench.checks.numbers import numbers_of
from workbench.lexicon.numbers import CURRENCY_MARKS, family_of_units, known_unit, usual_unit
from workbench.types import Issue

__all__ = ["Notations", "find", "notations_of"]

SHARE = 0.95
DOMINANT = 0.8
SIZE = 10
LEAST = 0.05
NOISE = 15
NUMBERS = 0.8
"""Rows that are numbers with a unit, so that another unit among them is told; as `DOMINANT`."""
PARTS = re.compile(r"([+-]?\d+(?:\.\d+)?)(\s?)([^\d\s.,+-][^\d]{0,30})?")


@dataclass(frozen=True)
class Notations:
    """How the numbers of a column are written.

    Attributes
    ----------
    parts : dict
        Each text's number and the way its unit is written (empty where it has none).
    rows : dict of str to int
        Rows of each way to write the unit.
    unit : str
        The unit.
    sizes_differ : bool
        Whether numbers without the unit are of another size than those with it.
    """

    parts: dict[str, tuple[str, str]]
    rows: dict[str, int]
    unit: str
    sizes_differ: bool


def find(context: CheckContext) -> Iterator[Issue]:
    """Report columns of numbers of one unit that is written in several ways.

    Where one way is that of four fifths of the rows, the others are brought to it; else the unit is
    taken off, so that plain numbers stay.  A column with a single way to write it is no fault here.
    """
    for column in context.text_columns:
        counts = context.counts_present(column)
        read = notations_of(counts)
        if read is not None and len(read.rows) > 1:
            yield from _issues(context, column, counts, read)
        yield from _foreign(context, column, counts)


def _foreign(context: CheckContext, column: str, counts: dict[str, int]) -> Iterator[Issue]:
    """Report numbers whose unit or currency no factor brings to that of most rows."""
    parts = taken_apart(counts, units=True)
    rows: Counter[str] = Counter()
    for value, part in parts.items():
        rows[part.unit] += counts[value]
    main = family_of_units(rows)
    others = [unit for unit in rows if unit and unit not in main and known_unit(unit)]
    named = sum(n for unit, n in rows.items() if unit in main or unit in others)
    if not others or named < NUMBERS * sum(counts.values()):
        return
    money = all(known_unit(unit) in CURRENCY_MARKS for unit in (*main, *others))
    ways = {unit: rows[unit] for unit in sorted((*main, *others), key=lambda unit: -rows[unit])}
    shown = ", ".join(f"{unit!r} {n:,}" for unit, n in list(ways.items())[:6])
    rest = "with the rates of their day" if money else "or part them"
    yield context.issue(
        kind="mixed_units",
        column=column,
        keys=context.keys_of(column, [v for v, part in parts.items() if part.unit in others]),
        confidence=0.7,
        evidence={
            "message": f"{column} mixes {'currencies' if money else 'units'} that no fixed factor "
            f"brings to one: {shown}. Convert them {rest} before they are compared.",
            "ways": ways,
            "about": ["several", *sorted(ways)],
        },
    )


def notations_of(counts: dict[str, int]) -> Notations | None:
    """Take the values apart; None unless 95 % of the rows are numbers of one unit."""
    parts: dict[str, tuple[str, str]] = {}
    rows: dict[str, int] = {}
    units: defaultdict[str, int] = defaultdict(int)
    separate: set[str] = set()
    for value, count in counts.items():
        match = PARTS.fullmatch(value)
        if match is None or re.match(r"[+-]?0\d", value):
            continue
        unit = match[3] or ""
        parts[value] = _tidy(match[1]), unit
        rows[unit] = rows.get(unit, 0) + count
        units[_plain_unit(unit)] += count
        if match[2]:
            separate.add(_plain_unit(unit))
    named = [u for u in units if usual_unit(u) == u or (len(u) > 1 and u in separate)]
    main = max(filter(None, named), key=lambda unit: units[unit], default="")
    if not main or units[main] < LEAST * sum(units.values()):
        return None
    parts = {v: part for v, part in parts.items() if _plain_unit(part[1]) in ("", main)}
    rows = {way: n for way, n in rows.items() if _plain_unit(way) in ("", main)}
    if sum(rows.values()) < SHARE * sum(counts.values()):
        return None
    sizes = [
        [abs(float(n)) for n, unit in parts.values() if (not unit) is bare and float(n)]
        for bare in (True, False)
    ]
    medians = [median(group) for group in sizes if group]
    differ = len(medians) == 2 and max(medians) > SIZE * min(medians)
    return Notations(parts, rows, main, differ)


def _plain_unit(unit: str) -> str:
    plain = unit.strip().rstrip(".").casefold()
    if known := usual_unit(plain):
        return known
    first, _, remark = plain.partition(" ")
    if remark:
        return _plain_unit(first)
    single = plain[:-1] if len(plain) > 3 and plain.endswith("s") else plain
    return usual_unit(single) or single


def _issues(
    context: CheckContext, column: str, counts: dict[str, int], read: Notations
) -> list[Issue]:
    main = max(read.rows, key=lambda way: read.rows[way])
    dominant = read.rows[main] >= DOMINANT * sum(read.rows.values())
    odd = [v for v, (_, way) in read.parts.items() if (way != main if dominant else way)]
    remarks = [value for value in odd if " " in read.parts[value][1].strip()]
    bare = [value for value in odd if not read.parts[value][1]]
    plain = [value for value in odd if value not in remarks and value not in bare]
    ways = ", ".join(f"{way or 'no unit'!r} {n:,}" for way, n in list(read.rows.items())[:6])
    end = "; numbers without it differ in magnitude" if read.sizes_differ else ""
    numbers = None if dominant else numbers_of(context, column)
    # A rule that reads the numbers needs their units: without them it would lose the values.
    told = read.sizes_differ or (numbers is not None and numbers.rule is not None)
    groups = (
        (plain, 0.92, ""),
        (remarks, 0.82, "; followed by a remark"),
        (bare, 0.6, "; some have no unit"),
    )
    return [
        context.issue(
            kind="mixed_units",
            column=column,
            keys=context.keys_of(column, values),
            confidence=0.6 if read.sizes_differ else confidence,
            evidence={
                "message": f"{column} writes one unit in several ways: {ways}{result or end}.",
                "ways": read.rows,
                "about": sorted(values)[:50],
            },
            suggestion=None
            if told
            else {
                "kind": "map_values",
                "column": column,
                "mapping": {
                    value: _written(value, main, read) if dominant else read.parts[value][0]
                    for value in values
                },
            },
        )
        for values, confidence, result in groups
        if values
    ]


def _written(value: str, main: str, read: Notations) -> str:
    """Write a value's number with the unit as the example of the main way does."""
    example = next(text for text, (_, way) in read.parts.items() if way == main)
    bare = PARTS.fullmatch(example)
    return read.parts[value][0] + (example[len(bare[1]) :] if bare else "")


def _tidy(number: str) -> str:
    """Return a number without the noise of binary fractions: 0.055999999999999994 is 0.056."""
    digits = number.lstrip("+-0.").replace(".", "")
    if len(digits) < NOISE or "." not in number:
        return number
    short = f"{float(number):.12g}"
    return short if len(short) + 3 < len(number) and "e" not in short else number
