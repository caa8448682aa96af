"""How dates are written: the formats that a text has, and the names of months in 300 languages.

A format is written with the fields of ``strptime``.  Beside those there are ``%q`` (a quarter, 1 to
4) and ``%o`` (the ending of an ordinal number, which may be absent); ``%B`` and ``%b`` are both the
name of a month, and ``%A`` and ``%a`` a weekday in any language, which is skipped.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from workbench.lexicon.calendar_tables import MONTH_NAMES, PARTICLES, WEEKDAYS

__all__ = [
    "ENGLISH",
    "FIELDS",
    "FIRST_YEAR",
    "ORDINALS",
    "ZONES",
    "Languages",
    "formats_of",
    "languages_of",
    "month_in",
    "month_name_in",
    "swapped",
    "valid_day",
]

FIELDS = "YymdbBaAHIMSfpzGVuqo"
"""The letters that a field may have after its percent sign."""
FIRST_YEAR = 1969
"""Two-digit years are from this one on, as POSIX has it: 69 is 1969 and 68 is 2068."""
ZONES = {
    **{"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300},
    **{"mst": -420, "mdt": -360, "pst": -480, "pdt": -420},
    **{"wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180},
}
"""Minutes ahead of UTC: the zones that RFC 2822 names, and those of the European Union."""
ORDINALS = ("st", "nd", "rd", "th", "er", "º", "ª", "°")
"""Endings of ordinal numbers in English, French, Spanish, Portuguese and Italian dates."""
ENGLISH = "en"

LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LONGEST = 64
"""Characters of the longest text looked at: CLDR's full date with time and zone has up to 50."""
LONGEST_LITERAL = 12
"""Characters between two fields; CLDR's longest, *de* with its spaces and marks, have under 10."""
SHORT_NAME = 3
"""Letters of names that ``strftime`` calls abbreviated in English."""
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?P<colon>:|\s?h\s?)(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d)(?:(?P<mark>[.,])(?P<part>\d{1,9}))?)?(?![\d:])"
)
_PACKED = re.compile(
    r"(?P<day>\d{8}|\d{4}-\d\d-\d\d)(?P<join>[t_ -])(?:[01]\d|2[0-3])[0-5]\d(?P<second>[0-5]\d)?"
    r"(?P<zone>z|[+-](?:0\d|1[0-4])[0-5]\d)?"
)
_ZONE_NAMES = "|".join(sorted(ZONES, key=len, reverse=True))
_ZONE = re.compile(
    rf"(?P<gap>\s?)(?P<zone>(?:utc|gmt)?[+-](?:0\d|1[0-4]):?(?:[0-5]\d)?|{_ZONE_NAMES})"
    r"(?P<remark>\s?\([a-z]{1,5}\))?"
)
_HALF = re.compile(r"(?P<gap>\s?)(?P<half>[ap]\.?\s?m\.?)")
_FIRST_WORD = re.compile(r"[^\d\s.,()]+(?=[.,\s])")
_WORD = re.compile(r"[^\W\d_]")
_PARTS = re.compile(r"\d+|\D+")
_BETWEEN = re.compile(r"[\s.,/:()'’_–-]+")  # noqa: RUF001
_WEEK = re.compile(
    r"(?P<y>(?!0000)\d{4})(?P<s>-?)w(?P<w>0[1-9]|[1-4]\d|5[0-3])(?:(?P=s)(?P<d>[1-7]))?"
)
_QUARTER = (
    (re.compile(r"(?P<y>(?!0000)\d{4})(?P<s>\s?[-/.]?\s?)q[1-4]"), "%Y{s}Q%q"),
    (re.compile(r"q[1-4](?P<s>\s?[-/.']?\s?)(?P<y>(?!0000)\d{4})"), "Q%q{s}%Y"),
    (re.compile(r"[1-4](?P<s>\s?)q(?P<t>\s?)(?P<y>(?!0000)\d{4})"), "%q{s}Q{t}%Y"),
)


@cache
def _months() -> dict[str, dict[int, tuple[str, ...]]]:
    """Map each name of a month to its number, and the languages in which it has it."""
    known: dict[str, dict[int, tuple[str, ...]]] = {}
    for codes, names in _lines():
        for number, words in enumerate(names, start=1):
            for word in words:
                numbers = known.setdefault(word, {})
                numbers[number] = (*numbers.get(number, ()), *codes)
    return known


def _lines() -> Iterator[tuple[list[str], list[list[str]]]]:
    """Yield the codes of languages, and their twelve lists of names."""
    for line in MONTH_NAMES.splitlines():
        codes, *names = line.split("|")
        yield codes.split(","), [words.split(";") for words in names]


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(WEEKDAYS.split(";"))


@cache
def _either() -> frozenset[str]:
    """Return the words that are a day of the week and a month."""
    return _weekdays() & frozenset(_months())


@cache
def _particles() -> frozenset[str]:
    return frozenset(PARTICLES.split(";"))


def valid_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    common = year % 4 != 0 or (year % 100 == 0 and year % 400 != 0)
    known = 1 <= month <= 12 and 1 <= day <= LENGTHS[month - 1]
    return known and not (month == 2 and day == 29 and common)


def swapped(form: str) -> str:
    """Return a format with day and month in each other's place."""
    return form.replace("%d", "\0").replace("%m", "%d").replace("\0", "%m")


# -- one text --


@dataclass
class _Reading:
    """A text taken apart: the format so far, with a NUL for each number, and the numbers."""

    shape: str = ""
    numbers: list[str] = field(default_factory=list)
    month: str = ""
    weekday: bool = False


def formats_of(text: str) -> tuple[str, ...]:
    """Return the formats that `text` may have as a date, with or without a time of day.

    Where it has several, the first has the day before the month, the second the month before the
    day, and the last the year first.  There is none where the text is no existing day, or holds
    words that no date has.

    Parameters
    ----------
    text : str
        Without white space at its ends.

    Returns
    -------
    tuple of str
        Formats, none of which has a day or month twice.
    """
    return _read(text)[0]


def month_name_in(text: str) -> str:
    """Return the name of the month in a date, in lower case; empty where there is none."""
    return _read(text)[1]


def _read(text: str) -> tuple[tuple[str, ...], str]:
    """Return the formats of a text, and the name of its month."""
    if not 4 < len(text) <= LONGEST or not any(map(str.isdecimal, text)) or not _is_plain(text):
        return (), ""
    return _read_lower(text.lower())


@lru_cache(maxsize=1 << 16)
def _read_lower(text: str) -> tuple[tuple[str, ...], str]:
    # Several checks ask about the same values one after the other.
    if (fixed := _week_or_quarter(text)) is not None:
        return (fixed,), ""
    found = _formats(text, weekday=False)
    if found[0] or not (first := _FIRST_WORD.match(text)) or first[0] not in _either():
        return found
    return _formats(text, weekday=True)


def _formats(text: str, *, weekday: bool) -> tuple[tuple[str, ...], str]:
    """Read a text; with `weekday` its first word is no month (French *mar.*)."""
    before, time, after = _without_time(text)
    if after is None or (time and not before and not after):
        return (), ""
    reading = _Reading(weekday=weekday)
    if not _take_apart(before, reading):
        return (), ""
    reading.shape += time
    if not _take_apart(after, reading):
        return (), ""
    return tuple(_with_fields(reading)), reading.month


def _is_plain(text: str) -> bool:
    """Whether digits are those of ASCII, and no percent sign is there to be taken for a field."""
    return "%" not in text and "\0" not in text and all(c.isascii() for c in text if c.isdecimal())


def _week_or_quarter(text: str) -> str | None:
    if (match := _WEEK.fullmatch(text)) and _has_week(int(match["y"]), int(match["w"])):
        return f"%G{match['s']}W%V" + (f"{match['s']}%u" if match["d"] else "")
    for pattern, form in _QUARTER:
        if match := pattern.fullmatch(text):
            return form.format(**{"s": "", "t": "", **match.groupdict()})
    return None


def _has_week(year: int, week: int) -> bool:
    """Whether a year has a week; only some have 53."""
    return week < 53 or datetime.date(year, 12, 28).isocalendar().week == week


def _without_time(text: str) -> tuple[str, str, str | None]:
    """Return what stands before the time, its format with the zone, and what stands behind it.

    The last is None where it holds words that no date has.
    """
    if packed := _PACKED.fullmatch(text):
        join = "T" if packed["join"] == "t" else packed["join"]
        form = "%H%M%S" if packed["second"] else "%H%M"
        return packed["day"], join + form + ("%z" if packed["zone"] else ""), ""
    match = _TIME.search(text)
    if match is None or int(match["hour"]) > 23:
        return text, "", ""
    before, rest = text[: match.start()], text[match.end() :]
    half = _HALF.match(rest) if 0 < int(match["hour"]) <= 12 else None
    form = ("%I" if half else "%H") + match["colon"] + "%M"
    form += ":%S" if match["second"] else ""
    form += match["mark"] + "%f" if match["part"] else ""
    if half:
        form, rest = f"{form}{half['gap']}%p", rest[half.end() :]
    zone = _ZONE.match(rest)
    if zone and not _WORD.match(rest[zone.end() : zone.end() + 1]):
        form, rest = f"{form}{zone['gap']}%z{zone['remark'] or ''}", rest[zone.end() :]
    if re.search(r"\dt$", before):
        before, form = before[:-1], "T" + form
    if before and not any(map(str.isdecimal, rest)) and not _month_in_chunk(rest):
        literal = _literal_of(rest)
        return before, form + (literal or ""), None if literal is None else ""
    return before, form, rest


def _take_apart(text: str, reading: _Reading) -> bool:
    """Add a text's numbers and words to `reading`; False where it has words that no date has."""
    for part in _PARTS.findall(text):
        if part[0].isdecimal():
            reading.numbers.append(part)
            reading.shape += "\0"
            continue
        form = _chunk(part, reading)
        if form is None:
            return False
        reading.shape += form
    return True


def _chunk(text: str, reading: _Reading) -> str | None:
    """Return the format of what stands between two numbers; None where no date has it."""
    form = ""
    if reading.shape.endswith("\0"):
        ending = next((end for end in ORDINALS if _starts(text, end)), "")
        form, text = ("%o", text[len(ending) :]) if ending else ("", text)
    first = _FIRST_WORD.match(text) if not reading.shape else None
    if first and first[0] in _weekdays() and (reading.weekday or first[0] not in _months()):
        form += "%a" if len(first[0]) <= SHORT_NAME + 1 else "%A"
        text = text[first.end() :]
    place = None if reading.month else _month_in_chunk(text)
    if place is None:
        literal = _literal_of(text)
        return None if literal is None else form + literal
    start, end = place
    reading.month = text[start:end]
    end += text[end : end + 1] == "."
    left, right = _literal_of(text[:start]), _literal_of(text[end:])
    if left is None or right is None:
        return None
    return form + left + ("%b" if len(reading.month) <= SHORT_NAME else "%B") + right


def _starts(text: str, ending: str) -> bool:
    return text.startswith(ending) and not _WORD.match(text[len(ending) : len(ending) + 1])


def _month_in_chunk(text: str) -> tuple[int, int] | None:
    """Return where the name of a month starts and ends in a text without digits."""
    if not _WORD.search(text):
        return None
    if text.isalpha():  # one word, as in a code such as 3f07
        return (0, len(text)) if text in _months() else None
    edges = [(m.start(), m.end()) for m in re.finditer(r"[^\s.,/:()'_–-]+", text)]  # noqa: RUF001
    for length in range(len(edges), 0, -1):
        for i in range(len(edges) - length + 1):
            start, end = edges[i][0], edges[i + length - 1][1]
            if text[start:end] in _months():
                return start, end
    return None


def _literal_of(text: str) -> str | None:
    """Return what stands between fields as it is; None where words are in it that no date has."""
    words = [word for word in _BETWEEN.split(text) if word]
    known = all(word in _particles() for word in words)
    return text if known and len(text) <= LONGEST_LITERAL else None


def _with_fields(reading: _Reading) -> Iterator[str]:
    """Yield the formats with a field for each number."""
    numbers = reading.numbers
    for fields in _fields(reading):
        year, month, day = 2000, 1, 1
        for name, number in zip(re.findall("%.", "".join(fields)), _digits(fields, numbers),
                                strict=True):  # fmt: skip
            value = int(number)
            if name == "%Y":
                year = value
            elif name == "%y":
                year = value + (1900 if value >= FIRST_YEAR % 100 else 2000)
            elif name == "%m":
                month = value
            elif name == "%d":
                day = value
        months = month_in(reading.month) if reading.month else (month,)
        if year >= 1 and any(valid_day(year, number, day) for number in months):
            around = reading.shape.split("\0")
            form = around[0] + "".join(a + b for a, b in zip(fields, around[1:], strict=True))
            if "%o" not in form.replace("%d%o", "%d", 1):
                yield form


def _digits(fields: tuple[str, ...], numbers: list[str]) -> list[str]:
    """Return the digits of each field, where one number may hold several."""
    found = []
    for names, number in zip(fields, numbers, strict=True):
        start = 0
        for name in re.findall("%.", names):
            width = len(number) if names == name else 4 if name == "%Y" else 2
            found.append(number[start : start + width])
            start += width
    return found


def _fields(reading: _Reading) -> Iterator[tuple[str, ...]]:
    """Yield what the numbers may be, by how many digits they have."""
    sizes = tuple(min(len(number), 3) if len(number) < 3 else len(number)
                  for number in reading.numbers)  # fmt: skip
    short = tuple(size <= 2 for size in sizes)
    if reading.month:
        if len(sizes) == 1 and sizes[0] == 4:
            yield ("%Y",)
        elif len(sizes) == 2:
            first_is_year = sizes[0] == 4
            if first_is_year and short[1]:
                yield "%Y", "%d"
            elif short[0] and sizes[1] == 4:
                yield "%d", "%Y"
            elif short[0] and sizes[1] == 2:
                yield "%d", "%y"
        return
    if sizes == (8,):
        yield ("%Y%m%d",)
        yield ("%d%m%Y",)
    elif sizes in ((12,), (14,)):
        yield from _packed(reading.numbers[0])
    elif len(sizes) == 2:
        if sizes[0] == 4 and sizes[1] == 2:
            yield "%Y", "%m"
        elif short[0] and sizes[1] == 4:
            yield "%m", "%Y"
    elif len(sizes) == 3:
        if sizes[0] == 4 and short[1] and short[2]:
            yield "%Y", "%m", "%d"
        elif all(short[:2]) and sizes[2] in (2, 4):
            year = "%Y" if sizes[2] == 4 else "%y"
            yield "%d", "%m", year
            yield "%m", "%d", year
            if sizes == (2, 2, 2) or (sizes[0] == 2 and all(short)):
                yield "%y", "%m", "%d"


def _packed(number: str) -> Iterator[tuple[str, ...]]:
    """Yield the format of a moment in digits alone."""
    if number[8:10] < "24" and number[10:12] < "60" and number[12:] < "60":
        yield ("%Y%m%d%H%M" + ("%S" if len(number) == 14 else ""),)


# -- names of months --


def month_in(word: str) -> tuple[int, ...]:
    """Return the numbers that a name of a month has in any language; none where it is no month."""
    return tuple(sorted(_months().get(word.lower().rstrip("."), ())))


@dataclass(frozen=True)
class Languages:
    """The languages that the names of months in a column are of.

    Attributes
    ----------
    words : dict of str to int
        Every name of these languages in lower case, with the number of the month.
    doubtful : tuple of str
        Names among `words` that are different months in languages that fit equally well; they
        have the number of the first of these languages.
    """

    words: dict[str, int]
    doubtful: tuple[str, ...]


def languages_of(words: Iterable[str]) -> Languages:
    """Find the languages in which all `words` are names of months, and all names of these.

    English stands where it fits.  Where no language has all the words, the one that has most of
    them is taken first, then one that has most of the others.

    Parameters
    ----------
    words : iterable of str
        Names of months as `formats_of` finds them.
    """
    asked = {word.lower().rstrip(".") for word in words} & _months().keys()
    left = set(asked)
    names: dict[str, int] = {}
    doubtful: set[str] = set()
    while left:
        best: list[list[list[str]]] = []
        most = 0
        for codes, months in _lines():
            count = len(left & {word for month in months for word in month})
            if count > most:
                most, best = count, []
            if count == most:
                best.append(months)
            if count == len(left) and codes == [ENGLISH]:
                best = [months]
                break
        covered = set()
        for months in best:
            for number, spelled in enumerate(months, start=1):
                for word in spelled:
                    covered.add(word)
                    if names.setdefault(word, number) != number:
                        doubtful.add(word)
        left -= covered
    kept = {word: n for word, n in names.items() if word in asked or word not in doubtful}
    ordered = dict(sorted(kept.items(), key=lambda pair: (pair[1], pair[0])))
    return Languages(ordered, tuple(sorted(doubtful & asked)))
