"""Dates that are written as text, in one or several formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workbench.checks.context import CheckContext
from workbench.checks.numbers import as_the_rule_reads
from workbench.lexicon.plurals import counted
from workbench.lexicon.tables import MONTHS, WEEKDAYS
from workbench.rules.steps.reading_dates import MONTH_NAMES
from workbench.types import Issue, Json, now

__all__ = ["Dates", "find", "formats_for"]

SHARE = 0.9
DOUBT = 0.75
FIRST_YEAR = 1900
FAR_AHEAD = 50
PROBE = 50
WORD = r"[^\W\d_]+(?:-[^\W\d_]+)*"
SHORT = {name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)}
FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%d-%b-%Y",
    "%d. %b %Y",
    "%b %d %Y",
    "%Y %b %d",
    "%Y-%b-%d",
)
SWAPPED = (("%d/%m/%Y", "%m/%d/%Y"), ("%d-%m-%Y", "%m-%d-%Y"))


@dataclass(frozen=True)
class Dates:
    """How a column's texts read as dates.

    Attributes
    ----------
    formats : list of str
        The formats, most frequent first.
    confidence : float
        0 to 1; below 0.8 where day and month could be swapped or a value is no date.
    doubt : str
        A sentence where day and month could be swapped, else empty.
    unread : dict of str to int
        The texts that the suggested rule does not read, with their rows.
    years : Counter of int
        Rows of each year.
    words : dict of str to int
        Names of months other than the English short ones with their number, and of weekdays with 0.
    """

    formats: list[str]
    confidence: float
    doubt: str
    unread: dict[str, int]
    years: Counter[int]
    words: dict[str, int]

    @property
    def rule(self) -> Json:
        """A ``parse_date`` rule without its column."""
        words = {"words": self.words} if self.words else {}
        return {"kind": "parse_date", "formats": list(self.formats), **words}


def find(context: CheckContext) -> Iterator[Issue]:
    """Report text columns of which at least 90 % of the values are dates."""
    for column in context.text_columns:
        counts = context.counts_present(column, among_numbers=True)
        read = formats_for(counts)
        if read is None:
            continue
        lost, example = sum(read.unread.values()), next(iter(read.unread), "")
        unread = counted(lost, "value is not a date", "values are not dates")
        end = f"; {unread}, such as {example!r}." if lost else "."
        yield context.issue(
            kind="date_as_text",
            column=column,
            keys=context.keys_of(column, counts),
            confidence=read.confidence,
            evidence={
                "message": f"{column} holds dates written as text ({', '.join(read.formats)})"
                f"{end}{read.doubt}{_far(read.years)}",
                "formats": read.formats,
                "unread": dict(list(read.unread.items())[:20]),
                "about": "date",
            },
            suggestion={**read.rule, "column": column},
        )


def formats_for(counts: dict[str, int]) -> Dates | None:
    """Find the formats of `counts` (text to rows); None where the values are no dates."""
    values = list(counts)
    first = values[:PROBE]
    if 2 * sum(any(c.isdigit() for c in value) for value in first) < len(first) or not first:
        return None
    words = _words(values)
    texts = {value: _in_english(value, words) for value in values} if words else {}
    read = {form: {v for v in values if _reads(texts.get(v, v), form)} for form in FORMATS}
    confidence, doubt = 0.95, ""
    for first_form, second in SWAPPED:
        only_first, only_second = read[first_form] - read[second], read[second] - read[first_form]
        both = read[first_form] & read[second]
        if not both and not (only_first and only_second):
            continue
        if only_first and only_second:
            confidence = min(confidence, 0.4)
            either = sum(counts[value] for value in both)
            doubt = f" Both {first_form} and {second} occur; {either:,} values fit both."
        elif not only_first and not only_second:
            confidence = min(confidence, 0.5)
            doubt = f" The values fit {first_form} as well as {second}."
        drop = first_form if len(only_second) > len(only_first) else second
        read[drop] = read[drop] - both if only_first and only_second else set()
    formats = sorted((f for f in FORMATS if read[f]), key=lambda f: -len(read[f]))
    if not formats:
        return None
    dates = Dates(formats, confidence, doubt, {}, Counter(), words)
    days = as_the_rule_reads(dates.rule, values)
    unread = {value: counts[value] for value, day in days.items() if day is None}
    total = sum(counts.values())
    if total - sum(unread.values()) < SHARE * total:
        return None
    years: Counter[int] = Counter()
    for value, day in days.items():
        if day is not None:
            years[day.year] += counts[value]
    sure = min(confidence, DOUBT) if unread else confidence
    return replace(dates, confidence=sure, unread=unread, years=years)


def _words(values: Sequence[str]) -> dict[str, int]:
    """Return the names of months and weekdays in `values`; none where all are Jan to Dec."""
    if not any(_named(value) for value in values[:PROBE]):
        return {}
    known = {word: MONTHS.get(word, 0) for value in values for word in _named(value)}
    return {} if known.items() <= SHORT.items() else known


def _named(value: str) -> list[str]:
    words = re.findall(WORD, value.lower())
    return [word for word in words if word in MONTHS or word in WEEKDAYS]


def _in_english(value: str, words: dict[str, int]) -> str:
    """Return a date as the rule rewrites it: its month as in `MONTH_NAMES`, without a weekday."""

    def short(match: re.Match[str]) -> str:
        number = words.get(match[1])
        return match[0] if number is None else MONTH_NAMES[number - 1] if number else ""

    return re.sub(rf"({WORD})(?:[.](?=.))?", short, value.lower()).lstrip(", ")


def _far(years: Counter[int]) -> str:
    """Return a sentence about the few dates that lie far from all others, if any."""
    last = now().year + FAR_AHEAD
    far = {year: n for year, n in years.items() if year < FIRST_YEAR or year > last}
    rows = sum(far.values())
    if not rows or rows >= 0.01 * sum(years.values()):
        return ""
    named = ", ".join(str(year) for year in sorted(far)[:4])
    return f" {rows:,} of them are far from the other dates (year {named})."


def _reads(value: str, form: str) -> bool:
    try:
        read = datetime.strptime(value, form)
    except ValueError:
        return False
    return 1000 <= read.year <= 9999
