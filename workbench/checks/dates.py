"""Dates that are written as text, in one or several formats."""

from __future__ import annotations

from datetime import datetime

from workbench.checks.disguised import is_null_word
from workbench.checks.look import Look
from workbench.types import Issue

__all__ = ["find", "formats_for"]

SHARE = 0.9
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


def find(look: Look) -> list[Issue]:
    """Report text columns of which at least 90 % of the values are dates."""
    issues = []
    for column in look.text_columns:
        counts = {v: n for v, n in look.counts(column).items() if not is_null_word(v)}
        read = formats_for(counts)
        if read is None:
            continue
        formats, confidence, doubt, unread = read
        message = f"{column} holds dates written as text ({', '.join(formats)})"
        message += f"; {len(unread)} values are no date, such as {unread[0]!r}." if unread else "."
        issues.append(
            Issue(
                kind="date_as_text",
                column=column,
                keys=tuple(look.keys_of(column, counts)),
                rows=sum(counts.values()),
                confidence=confidence,
                evidence={
                    "message": message + doubt,
                    "formats": formats,
                    "unread": unread[:20],
                    "about": "date",
                },
                suggestion={"kind": "parse_date", "column": column, "formats": list(formats)},
            )
        )
    return issues


def formats_for(counts: dict[str, int]) -> tuple[list[str], float, str, list[str]] | None:
    """Find the formats of `counts` (text to frequency).

    Returns
    -------
    tuple or None
        The formats, the confidence, a sentence of doubt where day and month could be swapped,
        and the values that no format reads; None where the values are no dates.
    """
    if not counts or not any(c.isdigit() for c in next(iter(counts))):
        return None
    read = {form: {v for v in counts if _reads(v, form)} for form in FORMATS}
    confidence, doubt = 0.95, ""
    for first, second in SWAPPED:
        only_first, only_second = read[first] - read[second], read[second] - read[first]
        both = read[first] & read[second]
        if not both and not (only_first and only_second):
            continue
        if only_first and only_second:
            confidence = min(confidence, 0.4)
            doubt = f" Both {first} and {second} occur: {len(both)} values could be either."
        elif not only_first and not only_second:
            confidence = min(confidence, 0.5)
            doubt = f" Nothing tells {first} from {second}."
        drop = first if len(only_second) > len(only_first) else second
        read[drop] = read[drop] - both if only_first and only_second else set()
    formats = sorted((f for f in FORMATS if read[f]), key=lambda f: -len(read[f]))
    unread = [value for value in counts if not any(value in read[f] for f in formats)]
    total = sum(counts.values())
    if not formats or total - sum(counts[v] for v in unread) < SHARE * total:
        return None
    return formats, confidence - (0.1 if unread else 0.0), doubt, unread


def _reads(value: str, form: str) -> bool:
    try:
        read = datetime.strptime(value, form)
    except ValueError:
        return False
    return 1000 <= read.year <= 9999
