"""Guess the encoding of bytes that are not UTF-8."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

__all__ = ["LEGACY", "by_mark", "guess_legacy", "looks_binary"]

LEGACY = "utf-8 with cp1252"
"""Name for a UTF-8 file in which a few bytes were pasted from a cp1252 file."""

SCAN = 1 << 23
SAMPLE = 20_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "iso8859_2", "koi8_r",
    "mac_roman", "cp437", "cp850", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
ALIKE = ("cp1252", "mac_roman", "cp437", "cp850", "cp1250", "iso8859_2")
# Inside a word, these bytes are letters to DOS and old Macs but signs in cp1252.
DOS_LETTER = re.compile(rb"[A-Za-z][\x80-\x89\x8b\x8d\x8f-\x91\x93-\x95\x97-\x99\x9b\x9d\x9f][a-z]")
LETTERS = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
UTF8_SIGN = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
HIGH = re.compile(rb"[\x80-\xff]")
# A sign such as £, ° or ² that no letter of another code page would stand for at this place.
LONE_SIGN = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xbf](?![A-Za-z\x80-\xff])|[\xa3\x80]\d")


def by_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark or the pattern of NUL bytes tells, or None."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    even, odd = head[::2], head[1::2]
    if len(odd) >= 4 and odd.count(0) > 0.4 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if len(odd) >= 4 and even.count(0) > 0.4 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


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


def guess_legacy(path: Path) -> str | None:
    """Return the encoding of a file that is not UTF-8, or None where too little speaks for one.

    A letter such as ``é`` on its own could stand for a dozen things; two of them, or one sign
    such as ``£`` where no letter would be, are taken as evidence.
    """
    with path.open("rb") as file:
        data = file.read(SCAN)
    if looks_binary(data[:65536]):
        return None
    signs = len(UTF8_SIGN.findall(data))
    foreign = len(HIGH.findall(UTF8_SIGN.sub(b"", data)))
    if signs >= 3 and signs >= 4 * foreign:
        return LEGACY
    if len(HIGH.findall(data)) + len(LONE_SIGN.findall(data)) < 2:
        return None
    return _likeliest(b"\n".join(LETTERS.findall(data))[:SAMPLE])


def _likeliest(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    if 4 * len(HIGH.findall(sample)) < len(sample) and DOS_LETTER.search(sample):
        return max(("cp850", "mac_roman"), key=lambda name: _plain_letters(sample, name))
    result = from_bytes(sample, cp_isolation=CANDIDATES, preemptive_behaviour=False, threshold=0.3)
    best = result.best()
    if best is None or len(HIGH.findall(sample)) < 6:
        return "cp1252"
    western = next((match for match in result if "cp1252" in match.could_be_from_charset), None)
    close = western is not None and (
        western.chaos <= best.chaos + 0.05 and best.coherence < western.coherence + 0.15
    )
    return "cp1252" if close and best.encoding in ALIKE else best.encoding


def _plain_letters(sample: bytes, encoding: str) -> int:
    text = sample.decode(encoding)
    return sum(text.count(letter) for letter in "äöüßéèêàâçñáíóúîôûåøæÄÖÜÉ")
