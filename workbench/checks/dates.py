"""Dates that are written as text, in one or several formats."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from workbench.checks.look import Look
from workbench.lexicon.missing import is_placeholder
from workbench.rules.recipe import Recipe
from workbench.types import Issue, now

__all__ = ["Dates", "find", "formats_for"]

SHARE = 0.9
DOUBT = 0.75
FIRST_YEAR = 1900
FAR_AHEAD = 50
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
    """

    formats: list[str]
    confidence: float
    doubt: str
    unread: dict[str, int]
    years: Counter[int]


def find(look: Look) -> list[Issue]:
    """Report text columns of which at least 90 % of the values are dates."""
    issues = []
    for column in look.text_columns:
        counts = {
            v: n
            for v, n in look.counts(column).items()
            if not is_placeholder(v, among_numbers=True)
        }
        read = formats_for(counts)
        if read is None:
            continue
        message = f"{column} holds dates written as text ({', '.join(read.formats)})"
        lost = sum(read.unread.values())
        example = next(iter(read.unread), "")
        message += f"; {lost:,} values are no date, such as {example!r}." if lost else "."
        far = _far(read.years)
        issues.append(
            Issue(
                kind="date_as_text",
                column=column,
                keys=tuple(look.keys_of(column, counts)),
                rows=sum(counts.values()),
                confidence=read.confidence,
                evidence={
                    "message": message + read.doubt + far,
                    "formats": read.formats,
                    "unread": dict(list(read.unread.items())[:20]),
                    "about": "date",
                },
                suggestion={
                    "kind": "parse_date",
                    "column": column,
                    "formats": list(read.formats),
                },
            )
        )
    return issues


def formats_for(counts: dict[str, int]) -> Dates | None:
    """Find the formats of `counts` (text to rows); None where the values are no dates."""
    first = list(counts)[:50]
    if 2 * sum(any(c.isdigit() for c in value) for value in first) < len(first) or not first:
        return None
    read = {form: {v for v in counts if _reads(v, form)} for form in FORMATS}
    confidence, doubt = 0.95, ""
    for first_form, second in SWAPPED:
        only_first, only_second = read[first_form] - read[second], read[second] - read[first_form]
        both = read[first_form] & read[second]
        if not both and not (only_first and only_second):
            continue
        if only_first and only_second:
            confidence = min(confidence, 0.4)
            either = sum(counts[value] for value in both)
            doubt = f" Both {first_form} and {second} occur: {either:,} values could be either."
        elif not only_first and not only_second:
            confidence = min(confidence, 0.5)
            doubt = f" Nothing tells {first_form} from {second}."
        drop = first_form if len(only_second) > len(only_first) else second
        read[drop] = read[drop] - both if only_first and only_second else set()
    formats = sorted((f for f in FORMATS if read[f]), key=lambda f: -len(read[f]))
    if not formats:
        return None
    days = _as_the_rule_reads(list(counts), formats)
    unread = {value: counts[value] for value, day in days.items() if day is None}
    total = sum(counts.values())
    if total - sum(unread.values()) < SHARE * total:
        return None
    years: Counter[int] = Counter()
    for value, day in days.items():
        if day is not None:
            years[day.year] += counts[value]
    return Dates(formats, min(confidence, DOUBT) if unread else confidence, doubt, unread, years)


def _as_the_rule_reads(values: list[str], formats: list[str]) -> dict[str, datetime | None]:
    table = pa.table({"text": pa.array(values, pa.string())})
    parsed = Recipe([{"kind": "parse_date", "column": "text", "formats": formats}]).run(table)
    return dict(zip(values, parsed.column(0).to_pylist(), strict=True))


def _far(years: Counter[int]) -> str:
    """Return a sentence about the few dates that lie far from all others, if any."""
    last = now().year + FAR_AHEAD
    far = {year: n for year, n in years.items() if year < FIRST_YEAR or year > last}
    rows = sum(far.values())
    if not rows or rows >= 0.01 * sum(years.values()):
        return ""
    named = ", ".join(str(year) for year in sorted(far)[:4])
    return f" {rows:,} of them are far from the others (year {named})."


def _reads(value: str, form: str) -> bool:
    try:
        read = datetime.strptime(value, form)
    except ValueError:
        return False
    return 1000 <= read.year <= 9999
