"""Values that do not follow the form that nearly all others of their column have."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.checks.context import CheckContext
from workbench.checks.mistyped import mistyped
from workbench.lexicon.missing import is_placeholder
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
        counts = {v: n for v, n in context.counts(column).items() if v and not is_placeholder(v)}
        for odd in pattern_anomalies(counts):
            shown = ", ".join(repr(value[:60]) for value in odd.values[:4])
            rows = sum(counts[value] for value in odd.values)
            message = f"{column}: {shown} in {rows:,} rows, where nearly all others are {odd.form}."
            yield context.issue(
                kind="odd_form",
                column=column,
                keys=context.keys_of(column, odd.values),
                confidence=odd.confidence,
                evidence={
                    "message": message,
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
    forms: Counter[str] = Counter()
    for value, count in counts.items():
        forms[DIGITS.sub("9", value)] += count
    main, rows = forms.most_common(1)[0]
    if rows < DOMINANT * total:
        return []
    lengths: Counter[int] = Counter()
    for value, count in counts.items():
        if DIGITS.sub("9", value) == main:
            lengths[len(value)] += count
    length, of_length = lengths.most_common(1)[0]
    fixed = of_length >= LENGTH_SHARE * rows
    mask = _mask(counts, main, length) if fixed else ()
    rare = max(FEW, RARE * total)
    levels: dict[float, list[str]] = {}
    for value, count in counts.items():
        form = DIGITS.sub("9", value)
        if form == main or count > rare or NUMBER.fullmatch(value):
            continue
        confidence = _confidence(value, form, main, mask)
        if confidence:
            levels.setdefault(confidence, []).append(value)
    text = main if not fixed or main != "9" else f"{length} digits"
    return [
        Odd(tuple(values), _unless_a_habit(values, confidence), text)
        for confidence, values in levels.items()
    ]


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
    if len(values) < SEVERAL:
        suffix = any(v.rstrip(LETTERS).isdigit() or v.lstrip(LETTERS).isdigit() for v in values)
        return min(confidence, 0.6) if suffix else confidence
    positions = Counter(tuple(i for i, c in enumerate(v) if c.isalpha()) for v in values)
    length = sum(sum(map(str.isalnum, value)) for value in values) / len(values)
    share = positions.most_common(1)[0][1] / len(values)
    ends = sum(v.rstrip(LETTERS).isdigit() or v.lstrip(LETTERS).isdigit() for v in values)
    if share >= max(HABIT, 1.8 / max(length, 1)) or ends >= SUFFIXES * len(values):
        return min(confidence, 0.5)
    return confidence


def _mask(counts: dict[str, int], main: str, length: int) -> tuple[int, ...]:
    """Return 1 for each place where values of the main form and length have digits, else 0."""
    alike = [v for v in counts if len(v) == length and DIGITS.sub("9", v) == main]
    return tuple(int(all(v[i].isdigit() for v in alike)) for i in range(length))


def _has_letters(form: str, main: str) -> bool:
    """Tell whether a form has the signs of the main one, and letters where it has none."""
    signs = [c for c in main if not c.isalnum() and not c.isspace()]
    letters = any(c.isalpha() for c in form) and "9" in form
    return letters and all(sign in form for sign in signs)
