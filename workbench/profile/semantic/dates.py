"""Read dates and times as people write them, and tell the day from the month by all values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from workbench.lexicon.dates import formats_of, month_in, swapped
from workbench.profile.quantities import totals
from workbench.profile.semantic.column import Column, Finding, enough, fitting

__all__ = ["find_moments", "find_period"]

CLOCK = re.compile(
    r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60)(?P<part>[.,]\d{1,9})?)?"
    r"(?P<gap>\s?)(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"(?P<zone>\s?(?:Z|UTC|GMT|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?))?",
    re.IGNORECASE,
)
SPAN_OF_TIME = re.compile(
    r"(?:\d+:[0-5]\d:[0-5]\d(?:\.\d+)?|P(?=[\dT])(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?)"
)
MONTH_YEAR = (
    (re.compile(r"(?P<n>[^\W\d_]+)(?P<s>[-/'])(?P<y>\d{2})"), "{n}{s}%y"),
    (re.compile(r"(?P<d>\d{1,2})(?P<s>[- /])(?P<n>[^\W\d_]+)"), "%d{s}{n}"),
    (re.compile(r"(?P<n>[^\W\d_]+)(?P<s> )(?P<d>\d{1,2})"), "{n}{s}%d"),
)
PERIODS = (
    (re.compile(r"(?P<a>(?:1[5-9]|20)\d{2})\s?[-–/]\s?(?P<b>(?:1[5-9]|20)\d{2})"), "year–year"),  # noqa: RUF001
    (re.compile(r"(?P<a>(?:1[5-9]|20)\d{2})\s?[-–/]\s?(?P<b>\d{2})"), "year–year"),  # noqa: RUF001
    (re.compile(r"(?:\d{4}\s?[-/]?\s?Q[1-4]|Q[1-4]\s?[-/']?\s?(?:\d{4}|\d{2}))", re.I), "quarter"),
    (re.compile(r"\d{4}-?W[0-5]\d(?:-?[1-7])?"), "week"),
    (re.compile(r"FY\s?'?(?:\d{4}|\d{2})(?:[-/]\d{2,4})?", re.I), "fiscal year"),
    (re.compile(r"(?:1[5-9]|20)\d0'?s"), "decade"),
    (
        re.compile(
            r"(?:early |mid |late |spring |summer |autumn |fall |winter |(?P<month>[^\W\d_]+) )?"
            r"(?:1[5-9]|20)\d{2}",
            re.IGNORECASE,
        ),
        "season and year",
    ),
)
DIGIT = re.compile(r"\d")
PERIOD = re.compile("%[Vq]")
ORDER = re.compile("(?:(?!%[YydmI]).)*%(d|m).*%[dm]")
"""Formats of digits in which the day or the month comes first."""


@dataclass(frozen=True)
class Read:
    """One value read.

    `swapped` is the format with the month first, where both are possible; `first` says which of
    ``day`` and ``month`` must come first where only one is.
    """

    format: str
    swapped: str | None = None
    kind: str = "date"
    first: str = ""


def find_moments(column: Column) -> Finding | None:
    """Find dates, times, and dates with times.

    Where day and month could be swapped in every value, the month is taken to come first after
    ``/`` and the day first after ``.`` and ``-``: a guess, which the sentence admits.
    """
    if not any(DIGIT.search(text) for text in column.texts[:24]):
        return None
    for reader, weight in ((_read_moment, 0.97), (_read_clock, 0.95), (_read_month, 0.85)):
        result = fitting(column, reader)
        # A single value such as ``mar 5`` or ``1/2004`` is no proof.
        if result is not None and (reader is not _read_month or len(column.texts) >= 2):
            return _finding(column, result, weight)
    return None


def _read_moment(text: str) -> Read | None:
    forms = [form for form in formats_of(text) if "%d" in form]
    if not forms:
        return None
    kind = "datetime" if "%M" in forms[0] else "date"
    either = len(forms) > 1 and forms[1] == swapped(forms[0])
    order = ORDER.match(forms[0])
    first = {"d": "day", "m": "month"}[order[1]] if order and not either else ""
    return Read(forms[0], forms[1] if either else None, kind, first)


def _clock_format(match: re.Match[str]) -> str | None:
    hour, half = int(match["hour"]), match["half"]
    if hour > 24 or (half and not 0 < hour <= 12):
        return None
    form = ("%I" if half else "%H") + ":%M"
    if match["second"]:
        form += ":%S"
    if match["part"]:
        form += match["part"][0] + "%f"
    if half:
        form += match["gap"] + "%p"
    if zone := match["zone"]:
        form += (" " if zone[0] == " " else "") + ("%z" if zone.strip()[0] in "Z+-" else "%Z")
    return form


def _read_clock(text: str) -> Read | None:
    match = CLOCK.fullmatch(text) if len(text) <= 40 else None
    form = _clock_format(match) if match else None
    if form:
        return Read(form, kind="time")
    if (":" in text[:12] or text[:1] == "P") and SPAN_OF_TIME.fullmatch(text[:60]):
        return Read("hours:minutes:seconds" if ":" in text else "ISO 8601", kind="duration")
    return None


def _read_month(text: str) -> Read | None:
    for form in formats_of(text):
        if "%d" not in form and not PERIOD.search(form) and "%M" not in form:
            return Read(form)
    for pattern, form in MONTH_YEAR if len(text) <= 24 else ():
        if (match := pattern.fullmatch(text)) and month_in(match["n"]):
            name = "%b" if len(match["n"]) <= 3 else "%B"
            return Read(form.format(s=match["s"], n=name))
    return None


def _finding(column: Column, results: list[object], weight: float) -> Finding | None:
    """Choose day or month first by what all values allow, and name the formats."""
    rows = [(r, n) for r, n in zip(results, column.counts, strict=True) if isinstance(r, Read)]
    day_only = sum(n for read, n in rows if read.first == "day")
    month_only = sum(n for read, n in rows if read.first == "month")
    unsure = any(r.swapped for r, _ in rows)
    day_first = day_only > month_only
    note = ""
    if unsure and not day_only and not month_only:
        mark = next(r.format for r, _ in rows if r.swapped)[2]
        day_first, weight = mark != "/", weight * 0.85
        note = "; day and month could be swapped in all of them"
    formats = totals(((not day_first and read.swapped) or read.format, n) for read, n in rows)
    kinds = totals((read.kind, n) for read, n in rows)
    kind = "datetime" if kinds["datetime"] else kinds.most_common(1)[0][0]
    names = _common(formats, sum(column.counts))
    storage = "text" if kind == "duration" else kind
    # A lone 04/13 among days that come first is an error, not another format.
    against = "month" if day_first else "day"
    ok = [
        isinstance(read, Read) and not (read.first == against and read.format not in names)
        for read in results
    ]
    if not enough(column, ok):
        return None
    text = " or ".join(names)
    return Finding(kind, storage, ok, f"written as {text}{note}", weight, format=text)


def _common(formats: Counter[str], total: int) -> list[str]:
    """Return the formats that matter: the most frequent, then those of 2 % of the rows, up to 4.

    ``May`` is short and long at once, so ``%b`` and ``%B`` in the same place are one format.
    """
    full = {form: form.replace("%b", "%B") for form in formats}
    merged = totals(
        (full[form] if full[form] in formats and formats[full[form]] > count else form, count)
        for form, count in formats.items()
    )
    order = sorted(merged, key=lambda form: (-merged[form], form))
    return [form for i, form in enumerate(order[:4]) if i == 0 or merged[form] >= 0.02 * total]


def find_period(column: Column) -> Finding | None:
    """Find spans of the calendar: ``2013-2014``, ``2019/20``, ``2020-Q1``, ``FY21``, ``1990s``."""
    result = fitting(column, _read_period)
    if result is None:
        return None
    names = Counter(str(name) for name in result if name)
    kind = names.most_common(1)[0][0]
    return Finding("period", "text", result, f"each value is a {kind}", 0.9, format=kind)


def _read_period(text: str) -> str | None:
    for pattern, name in PERIODS if 4 < len(text) <= 16 else ():
        if match := pattern.fullmatch(text):
            if name == "season and year" and match["month"] and not month_in(match["month"]):
                continue
            if name == "year–year":  # noqa: RUF001
                a, b = int(match["a"]), int(match["b"])
                b = b + a // 100 * 100 if b < 100 else b
                if not (a <= b <= a + 100 or (b % 100 == 0 and a % 100 == 99)):
                    continue
            return name
    return None
