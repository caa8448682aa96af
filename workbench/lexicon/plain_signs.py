"""Signs that numbers are written with in place of plain ones: digits of other scripts, dashes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

__all__ = ["ALIKE", "alike_in", "with_plain_signs"]

ALIKE: dict[str, str] = {
    # CLDR's minus signs; the en dash and the hyphens are what typesetters put in their stead.
    "-": "\N{MINUS SIGN}\N{EN DASH}\N{FULLWIDTH HYPHEN-MINUS}\N{SMALL HYPHEN-MINUS}"
    "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{SUPERSCRIPT MINUS}",
    "+": "\N{FULLWIDTH PLUS SIGN}\N{SMALL PLUS SIGN}",
    " ": "\u00a0\u202f\u2009\u2007\u2008\u2002\u2003\u2004\u2005\u2006\u200a\u205f\u3000",
    "'": "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}"
    "\N{MODIFIER LETTER APOSTROPHE}\N{FULLWIDTH APOSTROPHE}\N{ACUTE ACCENT}",
    ".": "\N{FULLWIDTH FULL STOP}\N{ARABIC DECIMAL SEPARATOR}",
    ",": "\N{FULLWIDTH COMMA}\N{ARABIC THOUSANDS SEPARATOR}",
    "%": "\N{FULLWIDTH PERCENT SIGN}\N{SMALL PERCENT SIGN}\N{ARABIC PERCENT SIGN}",
    "‰": "\N{ARABIC-INDIC PER MILLE SIGN}",
    "$": "\N{FULLWIDTH DOLLAR SIGN}\N{SMALL DOLLAR SIGN}",
    "(": "\N{FULLWIDTH LEFT PARENTHESIS}\N{SMALL LEFT PARENTHESIS}",
    ")": "\N{FULLWIDTH RIGHT PARENTHESIS}\N{SMALL RIGHT PARENTHESIS}",
    # Marks of the direction of text, which CLDR puts around signs in Arabic, Hebrew and Persian.
    "": "\u200b\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
}
"""Each plain sign, with those that are read as it; behind the empty text those left out."""


class _Plain(dict[int, str]):
    """Maps code points for `str.translate`; digits of any script are found as they occur."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        digit = unicodedata.decimal(character, None)
        self[code] = character if digit is None else str(digit)
        return self[code]


PLAIN = _Plain({ord(other): plain for plain, others in ALIKE.items() for other in others})


def with_plain_signs(text: str) -> str:
    """Return a text with plain signs in place of those that look or mean alike."""
    return text if text.isascii() else text.translate(PLAIN).strip()


def alike_in(texts: Iterable[str]) -> dict[str, str]:
    """Return what a rule needs to know to read `texts`: each plain sign, and others in its place.

    Of a script that occurs all ten digits are named, so that tomorrow's are read too.
    """
    others = {sign for text in texts if not text.isascii() for sign in text if sign > "~"}
    zeros = sorted({chr(ord(s) - d) for s in others if (d := unicodedata.decimal(s, -1)) >= 0})
    found = {plain: "".join(s for s in signs if s in others) for plain, signs in ALIKE.items()}
    found |= {str(d): "".join(chr(ord(zero) + d) for zero in zeros) for d in range(10)}
    return {plain: signs for plain, signs in found.items() if signs}
