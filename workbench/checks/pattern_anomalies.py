"""Values that do not follow the form that nearly all others of their column have."""

from __future__ import annotations

import re
import string
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from workbench.checks.context import CheckContext
from workbench.checks.mistyped import mistyped
from workbench.lexicon.plurals import counted
from workbench.types import Issue

__all__ = ["Odd", "find", "pattern_anomalies"]

DOMINANT = 0.85
LENGTH_SHARE = 0.95
RARE = 0.01
FEW = 3
ROWS = 20
SEVERAL = 5
HABIT = 0.6
SUFFIXES = 0.8
LETTERS = string.ascii_letters
T = TypeVar("T")
DIGITS = re.compile(r"\d+")
NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Odd:
    """Values of another form than the rest.

    Attributes
    ----------
    values : tuple of str
        The values.
    confidence : float
        0 to 1, high = surely wrong.
    form : str
        What the others look like.
    """

    values: tuple[str, ...]
    confidence: float
    form: str


def find(context: CheckContext) -> Iterator[Issue]:
    """Report codes and numbers with letters where digits belong, or typos in a word.

    Only columns whose values nearly all have digits, and one form: digits of one length, or digits
    and the same words.  Names and free text have no form that could be broken.
    """
    for column in context.text_columns:
        counts = context.counts_present(column)
        for odd in pattern_anomalies(counts):
            shown = ", ".join(repr(value[:60]) for value in odd.values[:4])
            rows = sum(counts[value] for value in odd.values)
            yield context.issue(
                kind="odd_form",
                column=column,
                keys=context.keys_of(column, odd.values),
                confidence=odd.confidence,
                evidence={
                    "message": f"{column}: {shown} in {counted(rows, 'row')}, where nearly all "
                    f"others are {odd.form}.",
                    "form": odd.form,
                    "values": {value: counts[value] for value in odd.values[:50]},
                    "about": [odd.form, sorted(odd.values)[:50]],
                },
            )


def pattern_anomalies(counts: dict[str, int]) -> list[Odd]:
    """Return the values of `counts` (text to rows) that break the form of the column."""
    total = sum(counts.values())
    digits = sum(n for v, n in counts.items() if any(c.isdigit() for c in v))
    if total < ROWS or len(counts) < 5 or digits < DOMINANT * total:
        return []
    forms = {value: DIGITS.sub("9", value) for value in counts}
    main, rows = _heaviest((forms[value], count) for value, count in counts.items())
    if rows < DOMINANT * total:
        return []
    usual = [value for value in counts if forms[value] == main]
    length, of_length = _heaviest((len(value), counts[value]) for value in usual)
    fixed = of_length >= LENGTH_SHARE * rows
    mask = _mask([value for value in usual if len(value) == length]) if fixed else ()
    rare = max(FEW, RARE * total)
    levels: defaultdict[float, list[str]] = defaultdict(list)
    for value, form in forms.items():
        if form != main and counts[value] <= rare and not NUMBER.fullmatch(value):
            levels[_confidence(value, form, main, mask)].append(value)
    text = main if not fixed or main != "9" else f"{length} digits"
    return [
        Odd(tuple(values), _unless_a_habit(values, confidence), text)
        for confidence, values in levels.items()
        if confidence
    ]


def _heaviest(weights: Iterable[tuple[T, int]]) -> tuple[T, int]:
    """Return the item of most rows, and how many it has."""
    total: Counter[T] = Counter()
    for item, rows in weights:
        total[item] += rows
    return total.most_common(1)[0]


def _confidence(value: str, form: str, main: str, mask: tuple[int, ...]) -> float:
    """Tell how surely a value is a broken instance of the main form."""
    words = main.replace("9", "").strip()
    if len(words) >= FEW and mistyped(form, main):
        return 0.88  # the same words but for a few characters
    if mask and len(value) == len(mask):
        letters = sum(c.isalpha() and digit for c, digit in zip(value, mask, strict=True))
        digits = sum(c.isdigit() and digit for c, digit in zip(value, mask, strict=True))
        return 0.9 if letters and digits else 0.0
    if not any(c.isalpha() for c in words) and _has_letters(form, main):
        return 0.85  # a number, a percentage, a price or a date with letters in it
    return 0.5 if len(words) >= FEW or mask else 0.0


def _unless_a_habit(values: list[str], confidence: float) -> float:
    """Return less where the values share one form: check digits and suffixes are no typos."""
    ends = sum(v.rstrip(LETTERS).isdigit() or v.lstrip(LETTERS).isdigit() for v in values)
    if len(values) < SEVERAL:
        return min(confidence, 0.6) if ends else confidence
    positions = Counter(tuple(i for i, c in enumerate(v) if c.isalpha()) for v in values)
    length = sum(sum(map(str.isalnum, value)) for value in values) / len(values)
    share = positions.most_common(1)[0][1] / len(values)
    habit = share >= max(HABIT, 1.8 / max(length, 1)) or ends >= SUFFIXES * len(values)
    return min(confidence, 0.5) if habit else confidence


def _mask(values: list[str]) -> tuple[int, ...]:
    """Return 1 for each position where all values, of one length, have digits, else 0."""
    return tuple(int(all(map(str.isdigit, signs))) for signs in zip(*values, strict=True))


def _has_letters(form: str, main: str) -> bool:
    """Tell whether a form has the signs of the main one, and letters where it has none."""
    signs = [c for c in main if not c.isalnum() and not c.isspace()]
    return any(c.isalpha() for c in form) and "9" in form and all(sign in form for sign in signs)
