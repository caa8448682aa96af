"""Run a small program that rewrites a text: pieces of it, each changed, one after the other.

A program is JSON: a list of parts.  A part is ``["text", words]``, or ``["piece", where, how]``:
`where` names a piece of the input, `how` is a list of steps that change it.  Everything here uses
the standard library alone, so that it can be copied into an exported module.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import html
import math
import re
import unicodedata
import urllib.parse
from collections.abc import Callable, Sequence
from typing import Any

__all__ = ["piece_of", "rewritten", "step_of"]

RUNS = {
    "word": r"\S+",
    "letters": r"[^\W\d_]+",
    "digits": r"[0-9]+",
    "alphanumeric": r"[^\W_]+",
    "number": r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"(?:[eE][-+]?[0-9]+)?",
    "capital": r"[^\W\d_a-z][^\W\d_A-Z]*",
    "quoted": r"(?<=\")[^\"]*(?=\")",
    "parenthesis": r"(?<=\()[^()]*(?=\))",
    "bracket": r"(?<=\[)[^\[\]]*(?=\])",
    "tag": r"(?<=>)[^<>]+(?=<)",
    "address": r"[\w.+-]+@[\w-]+\.[\w.-]+",
    "sentence": r"[^.!?]+[.!?]?",
}
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
         (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
# fmt: off
CONTROL = (
    "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT", "LF", "VT", "FF",
    "CR", "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB", "CAN", "EM",
    "SUB", "ESC", "FS", "GS", "RS", "US", "SP",
)
# fmt: on
DAYS = (
    "%Y-%m-%d",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%m-%d-%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%y-%m-%d",
    "%Y%m%d",
    "%A, %B %d, %Y",
    "%A %d %B %Y",
    "%a %b %d %Y",
    "%a, %d %b %Y",
    "%m%d%Y",
    "%d%m%Y",
    "%Y.%m.%d",
    "%b. %d, %Y",
    "%A, %d %B %Y",
    "%a, %b %d, %Y",
    "%b-%d-%Y",
    "%Y %b %d",
    "%Y-%b-%d",
    "%Y %B %d",
)  # fmt: skip
TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p", "%H%M", "%I %p", "%I%p",
         "%H:%M:%S.%f")  # fmt: skip
MONTHS = ("%B %Y", "%b %Y", "%m/%Y", "%Y-%m", "%B", "%b", "%A", "%a", "%a %b %d %H:%M:%S %Y")
MONTH_FIRST = (*DAYS, *TIMES, *MONTHS,
               *(f"{day}{joint}{time}" for day in DAYS for time in TIMES[:5]
                 for joint in (" ", "T", ", ", " at ")),
               *(f"{time} {day}" for day in DAYS[:12] for time in TIMES[:5]))  # fmt: skip
DAY_FIRST = tuple(sorted(MONTH_FIRST, key=lambda form: form.startswith("%m")))


def rewritten(program: Sequence[Sequence[Any]], text: str) -> str | None:
    """Return `text` as the program rewrites it; None where the program does not fit it."""
    made = []
    for part in program:
        if part[0] == "text":
            made.append(part[1])
            continue
        piece = piece_of(part[1], text)
        for step in part[2]:
            piece = None if piece is None else step_of(step, piece)
        if piece is None:
            return None
        made.append(piece)
    return "".join(made)


def piece_of(where: Sequence[Any], text: str) -> str | None:
    """Return the piece that `where` names, None where there is none.

    ``["all"]``; ``["run", kind, k]``, the k-th run of a kind in `RUNS` (from the end where
    negative); ``["split", sign, k]``; ``["after", sign, k]`` and ``["before", sign, k]``, all
    after or before the k-th sign; ``["between", sign, k, other]``, from there to the next
    `other`; ``["slice", start, stop]``.
    """
    kind = where[0]
    if kind == "all":
        return text.strip()
    if kind == "slice":
        part: str = text[where[1] : where[2]]
        return part or None
    if kind == "run":
        runs: list[str] = re.findall(RUNS[where[1]], text)
        return chosen(runs, where[2])
    if kind == "split":
        parts = text.split(where[1])
        return chosen(parts, where[2]) if len(parts) > 1 else None
    parts = text.split(where[1])
    place = where[2] if where[2] >= 0 else len(parts) + where[2]
    if not 0 < place < len(parts):
        return None
    if kind == "before":
        return str(where[1]).join(parts[:place]).strip()
    rest = str(where[1]).join(parts[place:])
    if kind == "between":
        end = rest.find(where[3])
        return rest[:end].strip() if end >= 0 else None
    return rest.strip()


def chosen(parts: Sequence[str], place: int) -> str | None:
    """Return the part at a place that may be negative; None where there is none."""
    return parts[place] if -len(parts) <= place < len(parts) else None


def step_of(step: Sequence[Any], text: str) -> str | None:
    """Return `text` changed by one step, None where the step does not fit it."""
    name, *options = step
    try:
        if name in PLAIN_STEPS:
            return PLAIN_STEPS[name](text)
        return OPTION_STEPS[name](text, *options)
    except (ValueError, TypeError, IndexError, ArithmeticError, binascii.Error):
        return None


def kept(text: str, kind: str) -> str:
    """Return the characters of one kind."""
    wanted = {"digits": str.isdigit, "letters": str.isalpha, "alphanumeric": str.isalnum}
    if kind == "capitals":
        return "".join(sign for sign in text if sign.isupper())
    if kind == "plain":
        return "".join(sign for sign in text if sign.isalnum() or sign == " ")
    return "".join(filter(wanted[kind], text))


def without_accents(text: str) -> str:
    """Return letters without their accents."""
    split = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def number_of(text: str) -> float:
    """Read a number with thousands marks, a currency sign or a percent sign."""
    bare = text.strip().strip("$€£%").replace(",", "")
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", bare):
        raise ValueError(text)
    return float(bare)


def linear(text: str, factor: float, offset: float, form: Sequence[Any]) -> str:
    """Return ``factor * number + offset`` as text."""
    return number_as(number_of(text) * factor + offset, form)


def number_as(value: float, form: Sequence[Any]) -> str:
    """Write a number.

    As ``["decimals", n, trimmed, cut]``, ``["grouped", n, trimmed, cut]`` with thousands marks, or
    ``["digits", n, kept]``, where `kept` says whether zeros at the end stay.
    """
    if not math.isfinite(value):
        raise ValueError(value)
    if form[0] == "digits":
        told = f"{value:#.{form[1]}g}" if form[2] else f"{value:.{form[1]}g}"
        if "e" in told:
            told = f"{float(told):.10f}".rstrip("0").rstrip(".")
        return told
    places = form[1]
    if form[3]:
        scaled = math.floor(abs(value) * 10**places + 1e-9) / 10**places
        value = math.copysign(scaled, value)
    else:
        # Halves go up, as people round them.
        value = math.copysign(math.floor(abs(value) * 10**places + 0.5 + 1e-9) / 10**places, value)
    told = f"{value:,.{places}f}" if form[0] == "grouped" else f"{value:.{places}f}"
    if form[2] and "." in told:
        told = told.rstrip("0").rstrip(".")
    return told if float(told.replace(",", "")) != 0 or places else told.lstrip("-")


def based(text: str, source: int, target: int, upper: bool) -> str:
    """Write a whole number in another base; base 256 is a character."""
    if source == 256:
        value = CONTROL.index(text) if text in CONTROL else ord(text)
    else:
        bare = text.strip().removeprefix("0x").removeprefix("0b").removeprefix("#")
        value = int(bare, source)
    if target == 256:
        return CONTROL[value] if value < 33 else chr(value)
    told = {2: "b", 8: "o", 10: "d", 16: "x"}[target]
    return format(value, told.upper() if upper and target == 16 else told)


def roman(text: str) -> str:
    """Write a whole number in Roman numerals."""
    value, told = int(text), ""
    if not 0 < value < 4000:
        raise ValueError(text)
    for size, letters in ROMAN:
        told += letters * (value // size)
        value %= size
    return told


def from_roman(text: str) -> str:
    """Read Roman numerals."""
    sizes = {letters: size for size, letters in ROMAN if len(letters) == 1}
    values = [sizes.get(letter, 0) for letter in text.upper()]
    if not values or 0 in values:
        raise ValueError(text)
    pairs = zip(values, [*values[1:], 0], strict=True)
    told = sum(-value if value < after else value for value, after in pairs)
    if roman(str(told)) != text.upper():
        raise ValueError(text)
    return str(told)


def ordinal(text: str) -> str:
    """Return 1st of 1."""
    value = int(text)
    teen = 10 <= value % 100 <= 20
    return f"{value}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th')}"


def moved_date(text: str, form: str, seconds: int, target: str) -> str:
    """Read a date in one form, move it by some seconds, write it in another."""
    moment = datetime.datetime.strptime(re.sub(r"\s+", " ", text.strip()), form)
    return date_as(moment + datetime.timedelta(seconds=seconds), target)


def date_as(moment: datetime.datetime, target: str) -> str:
    """Write a date; ``%-d`` and the like have no leading zero, ``%Q`` is the quarter."""
    if target == "%Q":
        return str((moment.month - 1) // 3 + 1)
    if target == "%o":
        return ordinal(str(moment.day))
    if target == "%s":
        return str(int((moment - datetime.datetime(1970, 1, 1)).total_seconds()))
    if target.startswith("%-"):
        return moment.strftime("%" + target[2:]).lstrip("0") or "0"
    return moment.strftime(target)


def camel(text: str, start: Callable[[str], str]) -> str:
    """Join words, each with a capital; the first letter as `start` makes it."""
    words = re.findall(r"[^\W_]+", text)
    joined = "".join(word[:1].upper() + word[1:] for word in words)
    return start(joined[:1]) + joined[1:]


def grouped(text: str, size: int, sign: str) -> str:
    """Put a sign between groups of so many characters."""
    return sign.join(text[i : i + size] for i in range(0, len(text), size))


def any_date(text: str, day_first: bool, seconds: int, target: str) -> str:
    """Read a date in whatever form it has, move it by some seconds, write it."""
    return date_as(read_date(text, day_first) + datetime.timedelta(seconds=seconds), target)


def read_date(text: str, day_first: bool) -> datetime.datetime:
    """Read a date in whatever form it has; `day_first` settles 1/2/2020."""
    bare = re.sub(r"\s+", " ", text.strip())
    for form in DAY_FIRST if day_first else MONTH_FIRST:
        try:
            return datetime.datetime.strptime(bare, form)
        except ValueError:
            continue
    raise ValueError(text)


def looked_up(text: str, table: Sequence[Sequence[str]]) -> str:
    """Return what stands beside `text` in a table of pairs."""
    for before, after in table:
        if before == text:
            return after
    raise ValueError(text)


def padded(text: str, width: int) -> str:
    """Fill a number up with zeros on the left."""
    if not text.isdigit() or len(text) > width:
        raise ValueError(text)
    return text.zfill(width)


PLAIN_STEPS: dict[str, Callable[[str], str | None]] = {
    "lower": str.lower,
    "upper": str.upper,
    "title": lambda text: " ".join(word[:1].upper() + word[1:].lower() for word in text.split(" ")),
    "capitalise": lambda text: text[:1].upper() + text[1:],
    "sentence": lambda text: text[:1].upper() + text[1:].lower(),
    "first": lambda text: text.strip()[0] if text.strip() else None,
    "initials": lambda text: "".join(word[0] for word in text.split()),
    "capital initials": lambda text: "".join(w[0] for w in text.split() if w[0].isupper()),
    "dotted initials": lambda text: ".".join(word[0].upper() for word in text.split()),
    "strip": str.strip,
    "collapse": lambda text: re.sub(r"\s+", " ", text).strip(),
    "close": lambda text: re.sub(r"\s+", "", text),
    "bare": lambda text: text.strip(" \t.,;:!?-_/|\"'()[]{}<>#*"),
    "unaccent": without_accents,
    "reverse": lambda text: text[::-1],
    "reverse words": lambda text: " ".join(reversed(text.split())),
    "sorted words": lambda text: " ".join(sorted(text.split())),
    "unique words": lambda text: " ".join(dict.fromkeys(text.split())),
    "apart": lambda text: re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", text),
    "camel": lambda text: camel(text, start=str.lower),
    "pascal": lambda text: camel(text, start=str.upper),
    "snake": lambda text: re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).lower(),
    "unzero": lambda text: text.lstrip("0") or "0" if text.isdigit() else None,
    "length": lambda text: str(len(text)),
    "word count": lambda text: str(len(text.split())),
    "untag": lambda text: re.sub(r"<[^<>]*>", "", text),
    "unattribute": lambda text: re.sub(r"<(/?\w+)[^<>]*?(/?)>", r"<\1\2>", text),
    "unescape": html.unescape,
    "escape": lambda text: html.escape(text, quote=False),
    "url decode": urllib.parse.unquote,
    "url decode plus": urllib.parse.unquote_plus,
    "url encode": lambda text: urllib.parse.quote(text, safe=""),
    "base64 decode": lambda text: base64.b64decode(text, validate=True).decode(),
    "base64 encode": lambda text: base64.b64encode(text.encode()).decode(),
    "roman": roman,
    "from roman": from_roman,
    "ordinal": ordinal,
    "leap": lambda text: (
        "leap" if int(text) % 4 == 0 and (int(text) % 100 or int(text) % 400 == 0) else "common"
    ),
}
OPTION_STEPS: dict[str, Callable[..., str | None]] = {
    "keep": kept,
    "linear": linear,
    "base": based,
    "date": moved_date,
    "any date": any_date,
    "group": grouped,
    "piece": lambda text, where: piece_of(where, text),
    "lookup": looked_up,
    "pad": padded,
    "drop": lambda text, sign: text.replace(sign, "") if sign in text else text,
    "replace": lambda text, sign, other: text.replace(sign, other),
    "start": lambda text, length: text[:length] if len(text) >= length else None,
    "end": lambda text, length: text[-length:] if len(text) >= length else None,
}
