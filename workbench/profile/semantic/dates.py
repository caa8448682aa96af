"""Read dates and times as people write them, and tell the day from the month by all values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from workbench.lexicon.tables import MONTHS, WEEKDAYS
from workbench.profile.quantities import totals
from workbench.profile.semantic.column import Column, Finding, enough, fitting

__all__ = ["find_moments", "find_period", "valid_day"]

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d|60)(?P<part>[.,]\d{1,9})?)?"
    r"(?P<gap>\s?)(?P<half>[AaPp]\.?[Mm]\.?)?"
)
_ZONE = r"(?P<zone>\s?(?:Z|UTC|GMT|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{1,2}:?(?:\d{2})?))?"
_DAYS = "|".join(sorted(WEEKDAYS, key=len, reverse=True))
_WEEKDAY = rf"(?:(?P<weekday>{_DAYS})\.?,?\s+)?"
_DATES = (
    r"(?P<y1>\d{4})(?P<s1>[-/.])(?P<m1>\d{1,2})(?P=s1)(?P<d1>\d{1,2})",
    r"(?P<a2>\d{1,2})(?P<s2>[-/.]|\.\s)(?P<b2>\d{1,2})(?P=s2)(?P<y2>\d{4}|\d{2})",
    rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?P<s3>\.?[\s\-/]|\.)(?P<n3>{_MONTH})"
    r"(?P<t3>\.?,?[\s\-/])(?P<y3>\d{4}|\d{2})",
    rf"(?P<n4>{_MONTH})\.?(?P<s4>[\s\-])(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?P<t4>,\s?|\s|-)"
    r"(?P<y4>\d{4})",
    r"(?P<y5>(?:19|20)\d{2})(?P<m5>[01]\d)(?P<d5>[0-3]\d)",
    rf"(?P<y6>\d{{4}})(?P<s6>[\s\-/])(?P<n6>{_MONTH})(?P<t6>[\s\-/])(?P<d6>\d{{1,2}})",
)
MOMENT = re.compile(
    rf"{_WEEKDAY}(?:{'|'.join(_DATES)})(?:(?P<join>,?[T\s]\s?|:|_|,\s?)(?:{_TIME}|"
    rf"(?P<packed>[0-2]\d[0-5]\d[0-5]\d)){_ZONE})?",
    re.IGNORECASE,
)
CLOCK = re.compile(rf"{_TIME}{_ZONE}", re.IGNORECASE)
SPAN_OF_TIME = re.compile(
    r"(?:\d+:[0-5]\d:[0-5]\d(?:\.\d+)?|P(?=[\dT])(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?)"
)
CTIME = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?P<n>{_MONTH})\s+(?P<d>\d{{1,2}}) "
    r"(?P<h>\d\d):\d\d:\d\d (?P<z>[+-]\d{4} |[A-Z]{3,4} )?(?P<y>\d{4})",
    re.IGNORECASE,
)
MONTH_YEAR = (
    (re.compile(r"(?P<y>\d{4})(?P<s>[-/.])(?P<m>0[1-9]|1[0-2])"), "%Y{s}%m"),
    (re.compile(r"(?P<m>0?[1-9]|1[0-2])(?P<s>[-/.])(?P<y>(?:1[5-9]|20)\d{2})"), "%m{s}%Y"),
    (re.compile(rf"(?P<n>{_MONTH})\.?(?P<s>,? |-|/|,)(?P<y>\d{{4}})", re.I), "{n}{s}%Y"),
    (re.compile(rf"(?P<y>\d{{4}})(?P<s>,? |-|/)(?P<n>{_MONTH})", re.I), "%Y{s}{n}"),
    (re.compile(rf"(?P<n>{_MONTH})(?P<s>-|/|')(?P<y>\d{{2}})", re.I), "{n}{s}%y"),
    (re.compile(rf"(?P<d>\d{{1,2}})(?P<s>-| |/)(?P<n>{_MONTH})", re.I), "%d{s}{n}"),
    (re.compile(rf"(?P<n>{_MONTH})(?P<s> )(?P<d>\d{{1,2}})", re.I), "{n}{s}%d"),
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
            rf"(?:early |mid |late |spring |summer |autumn |fall |winter |(?:{_MONTH}) )?"
            r"(?:1[5-9]|20)\d{2}",
            re.IGNORECASE,
        ),
        "season and year",
    ),
)
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DIGIT = re.compile(r"\d")
# By the number of the group: y and n stand for year and name of the month, s and t for the marks.
DAY_FORMATS = {
    "1": "%Y{s}%m{s}%d",
    "3": "%d{s}{n}{t}{y}",
    "4": "{n}{s}%d{t}{y}",
    "5": "%Y%m%d",
    "6": "{y}{s}{n}{t}%d",
}


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


def valid_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    common = year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)
    known = 1 <= month <= 12 and 1 <= day <= LENGTHS[month - 1]
    return known and not (month == 2 and day == 29 and common)


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
    match = MOMENT.fullmatch(text) if len(text) <= 64 else None
    if match is None:
        return _read_ctime(text)
    day = _day_format(match)
    clock: str | None = ""
    if match["join"] is not None:
        clock = _clock_format(match) if match["packed"] is None else "%H%M%S"
    if day is None or clock is None:
        return None
    head, tail = _weekday(match["weekday"]), (match["join"] or "") + clock
    kind = "datetime" if tail else "date"
    day_first, month_first = (head + item + tail if item else None for item in day)
    if day_first is None:
        return Read(month_first or "", None, kind, "month")
    return Read(day_first, month_first, kind, "" if month_first or not match["a2"] else "day")


def _weekday(word: str | None) -> str:
    if not word:
        return ""
    return "%a, " if len(word) <= 4 else "%A, "


def _day_format(match: re.Match[str]) -> tuple[str | None, str | None] | None:
    """Return the format of the day, and the one with day and month swapped if that is possible."""
    if match["a2"]:
        return _two_readings(int(match["a2"]), int(match["b2"]), match["s2"], match["y2"])
    kind = next(kind for kind in DAY_FORMATS if match[f"d{kind}"])
    parts = {name[0]: text for name, text in match.groupdict().items() if name[1:] == kind}
    word, year = parts.get("n"), parts["y"]
    month = MONTHS[word.casefold()] if word else int(parts["m"])
    if not valid_day(int(year) if len(year) == 4 else 2000, month, int(parts["d"])):
        return None
    signs = {"n": _month(word or ""), "y": "%Y" if len(year) == 4 else "%y"}
    return DAY_FORMATS[kind].format(**parts | signs), None


def _two_readings(a: int, b: int, mark: str, year: str) -> tuple[str | None, str | None] | None:
    number, sign = (int(year), "%Y") if len(year) == 4 else (2000 + int(year), "%y")
    day_first = f"%d{mark}%m{mark}{sign}" if valid_day(number, b, a) else None
    month_first = f"%m{mark}%d{mark}{sign}" if valid_day(number, a, b) else None
    return (day_first, month_first) if day_first or month_first else None


def _month(word: str) -> str:
    return "%b" if len(word) <= 3 else "%B"


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


def _read_ctime(text: str) -> Read | None:
    match = CTIME.fullmatch(text)
    if match is None:
        return None
    zone = {"": "", "+": "%z ", "-": "%z "}.get((match["z"] or "")[:1], "%Z ")
    return Read(f"%a %b %d %H:%M:%S {zone}%Y", kind="datetime")


def _read_clock(text: str) -> Read | None:
    match = CLOCK.fullmatch(text) if len(text) <= 40 else None
    form = _clock_format(match) if match else None
    if form:
        return Read(form, kind="time")
    if (":" in text[:12] or text[:1] == "P") and SPAN_OF_TIME.fullmatch(text[:60]):
        return Read("hours:minutes:seconds" if ":" in text else "ISO 8601", kind="duration")
    return None


def _read_month(text: str) -> Read | None:
    for pattern, form in MONTH_YEAR if len(text) <= 24 else ():
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            return Read(form.format(s=parts["s"], n=_month(parts["n"]) if parts.get("n") else ""))
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
            if name == "year–year":  # noqa: RUF001
                a, b = int(match["a"]), int(match["b"])
                b = b + a // 100 * 100 if b < 100 else b
                if not (a <= b <= a + 100 or (b % 100 == 0 and a % 100 == 99)):
                    continue
            return name
    return None
