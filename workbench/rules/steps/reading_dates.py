"""How text is read as dates; copied into exported modules."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import by_distinct, stripped
from workbench.rules.steps.reading_numbers import literal

MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""The short names of months in English."""

ENGLISH_MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)},
    **{"january": 1, "february": 2, "march": 3, "april": 4, "june": 6, "july": 7, "august": 8},
    **{"sept": 9, "september": 9, "october": 10, "november": 11, "december": 12},
}
"""The names of months that are read where a rule gives none."""

YEAR = "(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
CALENDAR = (
    (YEAR, ("01", "03", "05", "07", "08", "10", "12"), "(?:0[1-9]|[12][0-9]|3[01])"),
    (YEAR, ("04", "06", "09", "11"), "(?:0[1-9]|[12][0-9]|30)"),
    (YEAR, ("02",), "(?:0[1-9]|1[0-9]|2[0-8])"),
    (LEAP_YEAR, ("02",), "29"),
)
"""Years, months and the days they have: engines differ on 30 February, so never see one."""

ZONES = {
    **{"z": "+0000", "ut": "+0000", "utc": "+0000", "gmt": "+0000", "est": "-0500"},
    **{"edt": "-0400", "cst": "-0600", "cdt": "-0500", "mst": "-0700", "mdt": "-0600"},
    **{"pst": "-0800", "pdt": "-0700", "wet": "+0000", "west": "+0100", "cet": "+0100"},
    **{"cest": "+0200", "eet": "+0200", "eest": "+0300"},
}
"""Names of time zones: those of RFC 2822 and of the European Union, with their distance to UTC."""

CLOCK = {
    "%H": "(?:0[0-9]|1[0-9]|2[0-3])",
    "%I": "(?:0[1-9]|1[0-2])",
    "%M": "[0-5][0-9]",
    "%S": "[0-5][0-9]",
    "%f": "[0-9]{1,6}0*",
    "%p": "[ap][.]? ?m[.]?",
    "%z": f"(?:(?:utc|gmt)?[+-](?:0[0-9]|1[0-4]):?(?:[0-5][0-9])?|{'|'.join(ZONES)})",
    "%a": "[^0-9 ,.()]+[.]?",
    "%o": "(?:st|nd|rd|th|er|\u00ba|\u00aa|\u00b0)?",
    "%G": YEAR,
    "%V": "(?:0[1-9]|[1-4][0-9]|5[0-3])",
    "%u": "[1-7]",
    "%q": "[1-4]",
}
"""What the fields are beside those of the day: time, zone, weekday, ordinal, ISO week, quarter."""

PADDED = ("%m", "%d", "%H", "%I")
"""Fields that may have one digit, where no other digits stand beside them."""


def parse_date(
    frame: Any,
    column: str,
    formats: Sequence[str],
    words: Mapping[str, int] | None = None,
    first_year: int = 1969,
) -> Any:
    """Read the text in `column` as dates; what is no existing day or time becomes null.

    Each format is tried in order.  Formats are made of the fields of ``strptime`` and the signs
    and words between them, in any case.  ``%b`` is the name of a month and ``%a`` a weekday, which
    is skipped; ``%o`` the ending of an ordinal number, ``%q`` a quarter, ``%G-W%V`` an ISO week.
    The result is a datetime without a time zone: midnight where there is no time of day, the first
    day where there is none, and in UTC where the text names a zone (``%z``).

    `words` are names of months in lower case with their number, which ``%b`` reads in place of the
    English ones; names with 0 are weekdays, which are skipped at the start.  Two-digit years are
    those from `first_year` on.
    """
    dtype = frame.collect_schema()[column]
    if dtype != nw.String:
        moment = nw.col(column).cast(nw.Datetime("us")) if dtype == nw.Date else nw.col(column)
        return frame.with_columns(moment)

    names = {name: number for name, number in (words or {}).items() if number} or ENGLISH_MONTHS
    weekdays = [name for name, number in (words or {}).items() if not number]

    def read(part: Any) -> Any:
        text = stripped(part, column)
        engine = part.implementation
        days = []
        for form in formats:
            if re.fullmatch("(?:%[Ymd][-/., ]*){3}", form):
                days.append(day_in(text, form, engine.is_pyspark()))
            else:
                small = without_weekdays(text.str.to_lowercase(), weekdays)
                days.append(moment_in(small, form, names, first_year, engine.is_polars()))
        day = nw.coalesce(*days) if len(days) > 1 else days[0]
        return part.with_columns(day.alias(column))

    return by_distinct(frame, column, read)


def without_weekdays(text: Any, names: Sequence[str]) -> Any:
    """Leave out weekdays at the start of texts in lower case."""
    if not names:
        return text
    choices = "|".join(literal(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    return text.str.replace_all(f"^(?:{choices})[.]?,? +", "")


def day_in(text: Any, form: str, java: bool) -> Any:
    """Read texts of year, month and day in digits; null where they are no existing day.

    With `java` the engine reads Java's formats, in which a field written once has one or two
    digits.
    """
    exists = text.str.contains(pattern_of(form))
    if java:
        form_ = form
        for field, short, long in (("%Y", "yyyy", "yyyy"), ("%m", "M", "MM"), ("%d", "d", "dd")):
            beside = re.search(f"%[a-zA-Z]{field}|{field}%", form)
            form_ = form_.replace(field, long if beside else short)
        form = form_
    moment = nw.when(exists).then(text).str.to_datetime(format=form)
    return moment.cast(nw.Datetime("us"))


def parts_of(form: str) -> list[str]:
    """Split a format into its fields and the signs between them, the latter in lower case.

    ``%B`` is the same as ``%b``, and ``%A`` as ``%a``.
    """
    fields = re.findall("%.|[^%]", form)
    return [{"%B": "%b", "%A": "%a"}.get(f, f) if f[0] == "%" else f.lower() for f in fields]


def pattern_of(form: str, names: Mapping[str, int] | None = None, first_year: int = 1969) -> str:
    """Write a regular expression for the existing days and times of a format, in lower case."""
    parts = parts_of(form)
    years = range(first_year, first_year + 100)
    leap = "|".join(f"{y % 100:02d}" for y in years if y % 4 == 0 and (y % 100 or y % 400 == 0))
    choices = []
    for year, numbers, days in CALENDAR:
        months: Sequence[str] = numbers
        if "%d" not in parts:
            year, months = YEAR, [f"{number:02d}" for number in range(1, 13)]
        named = [name for name, number in (names or {}).items() if f"{number:02d}" in months]
        fields = {
            **CLOCK,
            "%Y": year,
            "%y": f"(?:{leap})" if year == LEAP_YEAR else "[0-9]{2}",
            "%m": f"(?:{'|'.join(months)})",
            "%d": days,
            "%b": choice_of(named),
        }
        if "%b" not in parts or named:
            choices.append("".join(written_parts(parts, fields)))
    return f"^(?:{'|'.join(dict.fromkeys(choices))})$"


def choice_of(names: Sequence[str]) -> str:
    """Write a regular expression for one of `names`, with or without a point behind it."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return f"(?:{'|'.join(literal(name) for name in longest_first)})[.]?"


def written_parts(parts: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    """Write a regular expression for each part of a format.

    Days, months and hours may have one digit where no other digits stand beside them.
    """
    written = []
    for i, part in enumerate(parts):
        beside = [*parts[max(i - 1, 0) : i], *parts[i + 1 : i + 2]]
        pattern = fields[part] if part[0] == "%" else literal(part)
        if part in PADDED and not any(b[0] == "%" and b not in ("%o", "%b") for b in beside):
            pattern = re.sub(r"(?<![\[0-9])0(?=[1-9\[])", "0?", pattern)
        written.append(pattern)
    return written


def moment_in(text: Any, form: str, names: Mapping[str, int], first_year: int, polars: bool) -> Any:
    """Read texts in lower case as moments; null where they are no existing day and time."""
    parts = parts_of(form)
    known = nw.when(text.str.contains(pattern_of(form, names, first_year))).then(text)
    if re.fullmatch("%Y-%m-%d[t ]%H:%M:%S([.]%f)?", "".join(parts)):
        padded = known.str.contains("^[0-9-]{10}.[0-9:]{8}(?:[.][0-9]{1,6})?$")
        iso = nw.when(padded).then(known).str.to_uppercase()
        iso = iso.str.replace_all(" ", "T", literal=True)
        rest = moment_from(nw.when(~padded).then(known), parts, names, first_year, polars)
        return nw.coalesce(as_moment(iso, polars), rest)
    return moment_from(known, parts, names, first_year, polars)


def moment_from(
    text: Any, parts: Sequence[str], names: Mapping[str, int], first_year: int, polars: bool
) -> Any:
    """Read texts of a format, whose parts are `parts`, field by field."""
    fields = fields_in(text, parts, names)
    day = day_of(fields, names, first_year)
    clock = clock_of(fields)
    moment = as_moment(nw.concat_str([day, nw.lit("T"), clock]), polars)
    if "%V" in parts:
        moment = week_of(moment, fields)
    return in_utc(moment, fields["%z"]) if "%z" in parts else moment


def fields_in(text: Any, parts: Sequence[str], names: Mapping[str, int]) -> dict[str, Any]:
    """Return the text of each field of a format; `text` must be of the format, or null."""
    loose = {
        **CLOCK,
        **{"%Y": "[0-9]{4}", "%y": "[0-9]{2}", "%m": "[0-9]{2}", "%d": "[0-9]{2}"},
        **{"%H": "[0-9]{2}", "%I": "[0-9]{2}", "%b": choice_of(list(names))},
    }
    patterns = written_parts(parts, loose)
    for i, part in enumerate(parts):
        if part in PADDED:
            beside = [*parts[max(i - 1, 0) : i], *parts[i + 1 : i + 2]]
            if not any(b[0] == "%" and b not in ("%o", "%b") for b in beside):
                patterns[i] = "[0-9]{1,2}"
    fields = {}
    for i, part in enumerate(parts):
        if part[0] == "%" and part not in ("%a", "%o"):
            field = text
            if i:
                field = field.str.replace_all("^" + "".join(patterns[:i]), "")
            if i + 1 < len(parts):
                field = field.str.replace_all("".join(patterns[i + 1 :]) + "$", "")
            fields[part] = field
    return fields


def day_of(fields: Mapping[str, Any], names: Mapping[str, int], first_year: int) -> Any:
    """Write the day of a text's fields as ``YYYY-MM-DD``."""
    if "%G" in fields:  # the fourth of January is in the first week
        return nw.concat_str([fields["%G"], nw.lit("-01-04")])
    month = fields["%m"].str.zfill(2) if "%m" in fields else nw.lit("01")
    if "%q" in fields:
        month = fields["%q"].replace_strict(
            list("1234"), ["01", "04", "07", "10"], default=None, return_dtype=nw.String
        )
    elif "%b" in fields:
        month = fields["%b"].str.replace_all("[.]$", "")
        numbers = [f"{number:02d}" for number in names.values()]
        month = month.replace_strict(list(names), numbers, default=None, return_dtype=nw.String)
    if "%Y" in fields:
        year = fields["%Y"]
    else:
        written = [f"{number}" for number in range(first_year, first_year + 100)]
        year = fields["%y"].replace_strict(
            [number[-2:] for number in written], written, default=None, return_dtype=nw.String
        )
    day = fields["%d"].str.zfill(2) if "%d" in fields else nw.lit("01")
    return nw.concat_str([year, month, day], separator="-")


def clock_of(fields: Mapping[str, Any]) -> Any:
    """Write the time of day of a text's fields as ``HH:MM:SS.ffffff``; midnight without one."""
    hour = fields.get("%H", fields.get("%I"))
    if hour is None:
        return nw.lit("00:00:00")
    hour = hour.str.zfill(2)
    if "%p" in fields:
        half = nw.concat_str([hour, fields["%p"].str.slice(0, 1)])
        hours = {
            f"{number or 12:02d}{half}": f"{number + later:02d}"
            for half, later in (("a", 0), ("p", 12))
            for number in range(12)
        }
        hour = half.replace_strict(
            list(hours), list(hours.values()), default=None, return_dtype=nw.String
        )
    clock = nw.concat_str([hour, fields["%M"], fields.get("%S", nw.lit("00"))], separator=":")
    if "%f" in fields:
        clock = nw.concat_str([clock, fields["%f"].str.slice(0, 6)], separator=".")
    return clock


def as_moment(iso: Any, polars: bool) -> Any:
    """Read texts ``YYYY-MM-DDTHH:MM:SS`` that surely exist, with or without a fraction."""
    if polars:  # which reads no text by a cast
        return iso.str.to_datetime(format="%Y-%m-%dT%H:%M:%S%.f").cast(nw.Datetime("us"))
    return iso.cast(nw.Datetime("us"))


def later_by(moment: Any, number: Any, step: datetime.timedelta, below: int) -> Any:
    """Add `step` as often as the two digits `number` say, which are less than `below`.

    Engines do not multiply a time by a column, so there is a summand for each binary digit.
    """
    none = nw.lit(0 * step)
    bit = 1
    while bit < below:
        has = number.is_in([f"{n:02d}" for n in range(below) if n & bit])
        moment = moment + nw.when(has).then(nw.lit(step * bit)).otherwise(none)
        bit *= 2
    return moment


def week_of(moment: Any, fields: Mapping[str, Any]) -> Any:
    """Return the day of an ISO week from the fourth of January of its year; null for none."""
    day = datetime.timedelta(days=1)
    weekday = moment.dt.weekday()  # from 1 for Monday; Spark has 0 for Sunday
    for bit in (1, 2, 4):
        later = weekday.is_in([n for n in range(8) if ((n or 7) - 1) & bit])
        moment = moment - nw.when(later).then(nw.lit(day * bit)).otherwise(nw.lit(0 * day))
    monday = later_by(moment, fields["%V"], 7 * day, 54) - nw.lit(7 * day)
    thursday = monday + nw.lit(3 * day)
    monday = nw.when(thursday.dt.to_string("%Y") == fields["%G"]).then(monday)
    if "%u" not in fields:
        return monday
    number = nw.concat_str([nw.lit("0"), fields["%u"]])
    return later_by(monday, number, day, 8) - nw.lit(day)


def in_utc(moment: Any, zone: Any) -> Any:
    """Move the time of a place to UTC by what its zone is ahead."""
    named = zone.replace_strict(
        list(ZONES), list(ZONES.values()), default=None, return_dtype=nw.String
    )
    digits = nw.coalesce(named, zone.str.replace_all("[a-z:]", ""))
    for sign, step in (("+", -1), ("-", 1)):
        part = nw.when(digits.str.starts_with(sign)).then(digits)
        hours, minutes = part.str.slice(1, 2), part.str.slice(3, 2)
        moment = later_by(moment, hours, datetime.timedelta(hours=step), 15)
        moment = later_by(moment, minutes, datetime.timedelta(minutes=step), 60)
    return moment
