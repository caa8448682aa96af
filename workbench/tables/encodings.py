"""Guess the encoding of bytes that are not UTF-8: by the letters that a reading gives.

Each code page reads the words that hold a byte over 127, each distinct word once, so that a value
repeated down a column counts once.  The reading that is likeliest in a language of its code page
(`letter_costs`) wins; a code page that is rarer in the world must explain the bytes better.
"""

from __future__ import annotations

import codecs
import math
import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CODE_PAGES", "LEGACY", "Guess", "by_mark", "guess_legacy", "likeliest", "looks_binary"]

LEGACY = "utf-8 with cp1252"
"""Name for a UTF-8 file in which a few bytes were pasted from a cp1252 file."""

SCAN = 1 << 23
MOST_WORDS = 600
"""Distinct words looked at; silently wrong of 524 files (seeds 2 to 4): 200 words 6, 600 1, 2000
1."""
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WEST = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "is", "ca")
EAST = ("pl", "cs", "sk", "hu", "sl", "hr", "ro", "sq")
BALTIC = ("lt", "lv", "et")
CYRILLIC = ("ru", "uk", "be", "bg", "sr", "mk")
ARABIC = ("ar", "fa", "ur")
# Costs in nats on top of cp1252's.  They are assumed, not fitted: the order (Western, then the
# national leaders, then the rest of Windows and ISO, then DOS and Mac) is that of the web; the
# sizes were tried on the bench's seeds 2 to 4.
LEADING, WINDOWS, OLD = 2.0, 3.5, 4.5
CODE_PAGES: dict[str, tuple[tuple[str, ...], float]] = {
    "cp1252": (WEST, 0.0),
    "cp1250": (EAST, WINDOWS), "cp1251": (CYRILLIC, LEADING), "cp1253": (("el",), WINDOWS),
    "cp1254": (("tr", "en"), WINDOWS), "cp1255": (("he",), WINDOWS), "cp1256": (ARABIC, WINDOWS),
    "cp1257": (BALTIC, WINDOWS), "cp1258": (("vi",), WINDOWS), "cp874": (("th",), WINDOWS),
    "iso8859_2": (EAST, WINDOWS), "iso8859_5": (CYRILLIC, OLD), "iso8859_6": (ARABIC, OLD),
    "iso8859_7": (("el",), WINDOWS), "iso8859_8": (("he",), OLD), "iso8859_9": (("tr",), WINDOWS),
    "iso8859_13": (BALTIC, OLD), "iso8859_15": (WEST, WINDOWS),
    "koi8_r": (("ru", "bg"), WINDOWS), "koi8_u": (("uk", "ru"), OLD),
    "mac_roman": (WEST, OLD), "mac_latin2": (EAST, OLD), "mac_cyrillic": (CYRILLIC, OLD),
    "cp437": (WEST, OLD), "cp850": (WEST, OLD), "cp852": (EAST, OLD), "cp866": (CYRILLIC, OLD),
    "cp737": (("el",), OLD), "cp775": (BALTIC, OLD), "cp857": (("tr",), OLD),
    "cp862": (("he",), OLD),
    "gb18030": (("zh",), LEADING),
    "big5": (("zh_Hant",), LEADING), "cp950": (("zh_Hant",), LEADING),
    "cp932": (("ja",), LEADING),
    "euc_jp": (("ja",), LEADING), "cp949": (("ko",), LEADING),
}  # fmt: skip
"""The code pages that are tried: the languages they were made for, and how rare they are."""

DOUBT = 4.0
"""A second reading within e^4 = 55 times the odds is told.  Of 524 files (seeds 2 to 4) 2 are
silently wrong at 3 and 1 at 4; 2 right ones are told at either."""
# A byte below 0x40 that is no digit is none of a longer sign in any of these encodings.
WORDS = re.compile(rb"[0-9@-\xff]*[\x80-\xff][0-9@-\xff]*")
NUMBER = re.compile(rb"[0-9]+")
UTF8_SIGN = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
HIGH = re.compile(rb"[\x80-\xff]")
SEVEN_BIT = re.compile(rb"\x1b\$[@B]")


@dataclass(frozen=True)
class Guess:
    """An encoding that the bytes speak for, and what else they may be.

    Attributes
    ----------
    encoding : str
        The likeliest.
    other : str
        Another that reads the bytes differently and is nearly as likely; empty where none is.
    differs : str
        An example of how: ``0x8a is 'Š' or 'ä'``.
    """

    encoding: str
    other: str = ""
    differs: str = ""


def by_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark, an escape sequence or NUL bytes tell, or None."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    if SEVEN_BIT.search(head) and head.isascii():
        return "iso2022_jp"
    counts = head[::2].count(0), head[1::2].count(0)
    # Delimiters and line ends have a NUL each, whatever the script.
    if sum(counts) < 4 or sum(counts) * 100 < len(head):
        return None
    for encoding, own, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        # A few letters have a zero for their lower byte, such as U+AC00, the first of Korean.
        if counts[other] * 2 < counts[own] and _is_text(head, encoding):
            return encoding
    return None


def _is_text(head: bytes, encoding: str) -> bool:
    """Whether the bytes (their last sign may be cut) decode to text without control characters."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return False
    return not any(sign < " " and sign not in "\t\n\r\f" for sign in text)


def looks_binary(block: bytes) -> bool:
    """Whether control characters make up more than 1 in 100 bytes, or the file's first are known.

    Parameters
    ----------
    block : bytes
        The first bytes of the file.
    """
    if block.startswith((b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG",
                         b"\xff\xd8\xff", b"\x7fELF", b"SQLite format 3", b"PAR1")):  # fmt: skip
        return True
    control = sum(block.count(code) for code in range(32) if code not in (9, 10, 12, 13, 26))
    return control * 100 > len(block)


def guess_legacy(path: Path) -> Guess | None:
    """Return the encoding of a file that is not UTF-8, or None where too little speaks for one.

    Where a single sign speaks, and another reading of it is nearly as likely, nobody can tell.
    """
    with path.open("rb") as file:
        data = file.read(SCAN)
    if looks_binary(data[:65536]):
        return None
    signs = len(UTF8_SIGN.findall(data))
    foreign = len(HIGH.findall(UTF8_SIGN.sub(b"", data)))
    if signs >= 3 and signs >= 4 * foreign:
        return Guess(LEGACY)
    guess = likeliest(data)
    return None if guess.other and len(HIGH.findall(data)) < 2 else guess


def likeliest(data: bytes) -> Guess:
    """Return the code page whose reading of the bytes is the likeliest.

    Parameters
    ----------
    data : bytes
        Text that holds bytes over 127.
    """
    from workbench.tables.letter_costs import text_costs

    words = list(dict.fromkeys(NUMBER.sub(b"0", word) for word in WORDS.findall(data)))
    words = words[:MOST_WORDS]
    sample = b"\n".join(words)
    readings: dict[str, tuple[float, str]] = {}
    for encoding, (languages, rarity) in CODE_PAGES.items():
        try:
            # cp1252 leaves five bytes undefined; a file is not given up for a few of them.
            text = sample.decode(encoding, "replace" if encoding == "cp1252" else "strict")
        except UnicodeDecodeError:
            continue
        cost, first = readings.get(text, (math.inf, encoding))
        # Of code pages that read the words alike, the first listed is the most usual.
        readings[text] = min(cost, text_costs(text, languages) + rarity), first
    (cost, best), *others = sorted(readings.values())
    if not others or others[0][0] - cost > DOUBT:
        return Guess(best)
    return Guess(best, others[0][1], _difference(words, best, others[0][1]))


def _difference(words: list[bytes], one: str, other: str) -> str:
    """Return the first word that the two encodings read differently, as both read it."""
    for word in words:
        a, b = (word.decode(encoding, "replace") for encoding in (one, other))
        if a != b:
            high = b" ".join(f"{byte:02x}".encode() for byte in b"".join(HIGH.findall(word)[:4]))
            return f"bytes {high.decode()}: {a[:20]!r} or {b[:20]!r}"
    return ""
