"""Dates that are written as text, in one or several formats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.checks.context import CheckContext
from workbench.checks.numbers import as_the_rule_reads
from workbench.checks.probing import half_pass
from workbench.lexicon.dates import FIRST_YEAR, formats_of, languages_of, month_name_in, swapped
from workbench.lexicon.plurals import counted
from workbench.types import Issue, Json, now

__all__ = ["Dates", "find", "formats_for"]

SHARE = 0.9
DOUBT = 0.75
EARLIEST = 1900
FAR_AHEAD = 50
PROBE = 50
DIGITS = re.compile(r"\d+")
PERIOD = re.compile("%[Vq]|^(?!.*%[du])")
"""Formats without a day."""
YEAR_FIRST = re.compile(".*%y.*%m.*%d")
ORDER = re.compile("(?:(?!%[YydmI]).)*%(d|m).*%[dm]")
"""Formats of digits in which the day or the month comes first."""


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
        Names of the months in the languages of the column, empty where they are English.
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
                f"{end}{read.doubt}{_about(read)}{_far(read.years)}",
                "formats": read.formats,
                "unread": dict(list(read.unread.items())[:20]),
                "about": "date",
            },
            suggestion={**read.rule, "column": column},
        )


@dataclass
class _Formats:
    """The rows of each format, and what the values say about the order of day, month and year."""

    rows: Counter[str] = field(default_factory=Counter)
    either: dict[str, tuple[str, str]] = field(default_factory=dict)
    day_first: int = 0
    month_first: int = 0


def formats_for(counts: dict[str, int]) -> Dates | None:
    """Find the formats of `counts` (text to rows); None where the values are no dates."""
    values = list(counts)
    first = values[:PROBE]
    if not first or not half_pass(first, DIGITS.search) or not half_pass(first, formats_of):
        return None
    found, doubt = _sorted_out(counts)
    confidence, order = _settle(found, counts)
    confidence, doubt = min(confidence, 0.5 if doubt else 1.0), doubt + order
    formats = [form for form, _ in found.rows.most_common()]
    if not formats:
        return None
    words, unclear = _words(values, formats)
    if unclear:
        confidence = min(confidence, 0.5)
        doubt += f" {', '.join(unclear)} is another month in another language."
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
    if any("%y" in form for form in formats) and max(years) > now().year:
        sure = min(sure, 0.6)
    if any(PERIOD.search(form) for form in formats):
        sure = min(sure, 0.6)
    return Dates(formats, sure, doubt, unread, years, words)


def _sorted_out(counts: dict[str, int]) -> tuple[_Formats, str]:
    """Count the rows of each format; the sentence says where the year may come first."""
    read = {value: forms for value in counts if (forms := formats_of(value))}
    doubt = ""
    if read and all(YEAR_FIRST.match(forms[-1]) for forms in read.values()):
        sure = any(len(forms) == 1 for forms in read.values())
        numbers = [DIGITS.findall(value) for value in read]
        # Years are less spread than days of the month.
        if sure or len({n[0] for n in numbers}) < len({n[2] for n in numbers}):
            doubt = "" if sure else " The day could come first, and the year last."
            read = {value: forms[-1:] for value, forms in read.items()}
    found = _Formats()
    for value, forms in read.items():
        if len(forms) > 1 and forms[1] == swapped(forms[0]):
            found.either[value] = forms[0], forms[1]
            continue
        found.rows[forms[0]] += counts[value]
        if order := ORDER.match(forms[0]):
            found.day_first += counts[value] * (order[1] == "d")
            found.month_first += counts[value] * (order[1] == "m")
    return found, doubt


def _settle(found: _Formats, counts: dict[str, int]) -> tuple[float, str]:
    """Decide which comes first, day or month, for the values that fit both."""
    both = sum(counts[value] for value in found.either)
    day_first = found.day_first >= found.month_first
    confidence, doubt = 0.95, ""
    examples = next(iter(found.either.values()), ())
    if found.day_first and found.month_first:
        confidence = 0.4
        names = sorted(form for form in found.rows if ORDER.match(form))
        either = counted(both, "value fits both", "values fit both")
        doubt = f" Both {' and '.join(names[:2])} occur; {either}."
    elif examples and not found.day_first and not found.month_first and "." not in examples[0][2:3]:
        confidence = 0.5  # in no language of CLDR the month comes first before a point
        doubt = f" The values fit {examples[0]} as well as {examples[1]}."
    for value, (day, month) in found.either.items():
        found.rows[day if day_first else month] += counts[value]
    return confidence, doubt


def _words(values: list[str], formats: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the names of months for the rule, and those that languages disagree on."""
    if not any("%b" in form or "%B" in form for form in formats):
        return {}, ()
    named = {name for value in values if (name := month_name_in(value))}
    languages = languages_of(named)
    english = languages_of(["january", "jan", "sept"]).words
    return {} if languages.words == english else languages.words, languages.doubtful


def _about(read: Dates) -> str:
    """Return sentences about what the rule makes of two-digit years, zones and periods."""
    text = ""
    if any("%y" in form for form in read.formats):
        text += f" Two-digit years are read as {FIRST_YEAR} to {FIRST_YEAR + 99}."
        if max(read.years) > now().year:
            text += f" Some are then in the future, up to {max(read.years)}."
    if any("%z" in form for form in read.formats):
        text += " Times with a zone are converted to UTC."
    if any(PERIOD.search(form) for form in read.formats):
        text += " A period becomes its first day."
    return text


def _far(years: Counter[int]) -> str:
    """Return a sentence about the few dates that lie far from all others, if any."""
    last = now().year + FAR_AHEAD
    far = {year: n for year, n in years.items() if year < EARLIEST or year > last}
    rows = sum(far.values())
    if not rows or rows >= 0.01 * sum(years.values()):
        return ""
    named = ", ".join(str(year) for year in sorted(far)[:4])
    return (
        f" {rows:,} of them {'is' if rows == 1 else 'are'} far from the other dates (year {named})."
    )
