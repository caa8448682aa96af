"""How much speaks against a text being one of a language: -ln of its probability."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from workbench.tables.letter_tables import BIGRAMS, SIGNS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["text_costs"]

FIRST, STEPS = 35, 6  # as the generator writes costs
PAGES = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258")
NO_SIGN = "\xa4"
"""Stands for any currency, so no text holds it: ISO 8859-15 gave its byte to the euro."""
AUTOMATIC = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u20ac\xa9\xae\u2122\xa3\xb0"
"""What word processors put for ' " - ... (e) (c) (r) (tm), and the signs £ and ° of keyboards."""
IN_WORDS = "\u2019\u2013\u2014\xb7\xad\xb4"
"""Apostrophes, dashes and the Catalan dot stand between letters; other signs do not."""
BEHIND_NONE = "\u201a\u201e\u2022\xbf\xa1\xa7\xb6"
"""Opening quotes and bullets follow no letter (the other quotes open in one language and close
in another)."""
BEFORE_NONE = "\u2019\xb6"
"""An apostrophe begins no word."""

# In nats, assumed rather than fitted, and tried on the bench's seeds 2 to 4.  A sign is one in
# four of the special letters of a text, and of some ten that are put
# there automatically each is as likely (ln 40); of those that all code pages have, a fifth of that
# (ln 200); one that few code pages have is as rare as a letter of a foreign language, and one that
# none has (box lines, sums, control characters) is rarer than any letter: the tables end at 15.
USUAL, COMMON, RARE, NEVER = math.log(40), math.log(200), 9.0, 15.0
MISPLACED = 5.0
"""One sign in 150 stands where it does not belong: a slip of the hand."""
CAPITAL = 4.0
"""After a small letter, one letter in fifty is a capital: McDonald, eBay."""
ASCII_LETTER = math.log(52)
LEVEL = 0.15
"""Share of the signs that CLDR's names lack; .1 to .3 make no difference on the bench's seeds 2
to 4."""


@dataclass(frozen=True)
class _Alphabet:
    """Place of each code point of the basic plane, and the costs of one letter after another."""

    places: NDArray[np.uint8]
    costs: NDArray[np.float64]


def text_costs(text: str, languages: Sequence[str]) -> float:
    """Return the cost of a text in the language that it fits best.

    Parameters
    ----------
    text : str
        Words, parted by line ends; each counts.
    languages : sequence of str
        Some of the languages of the tables.

    Returns
    -------
    float
        -ln P in nats; comparable between two readings of the same bytes.
    """
    import numpy as np

    capped = text.replace("\u0130", "I")  # its small letter is two signs
    codes = _codes(capped)
    small = _codes("".join(c if len(c) == 1 else "?" for c in map(str.lower, capped)))
    high = codes > 0x7F
    letters = _letters()[codes]
    capital = codes != small
    jumps = int(np.count_nonzero(capital[1:] & letters[1:] & letters[:-1] & ~capital[:-1]))
    edged = np.concatenate(([False], letters, [False]))
    behind, before = edged[:-2], edged[2:]  # whether a letter stands there
    odd = behind & before & ~np.isin(codes, _codes(IN_WORDS))
    odd |= behind & np.isin(codes, _codes(BEHIND_NONE))
    odd |= ~behind & before & np.isin(codes, _codes(BEFORE_NONE))
    misplaced = int(np.count_nonzero(odd & high & ~letters))
    shared = jumps * CAPITAL + misplaced * MISPLACED
    shared += float(_sign_costs()[codes[high & ~letters]].sum())
    return shared + min(_in_language(name, small, letters) for name in languages)


def _in_language(name: str, codes: NDArray[np.uint16], letters: NDArray[np.bool_]) -> float:
    import numpy as np

    if name in SIGNS:
        seen = letters & (codes > 0x7F)
        latin = int(np.count_nonzero(letters & (codes <= 0x7F)))
        return float(_syllabary(name)[codes[seen]].sum()) + latin * ASCII_LETTER
    alphabet = _alphabet(name)
    places = np.where(letters, alphabet.places[codes], 0)
    places = np.concatenate(([0], places, [0]))
    return float(alphabet.costs[places[:-1], places[1:]].sum())


def _codes(text: str) -> NDArray[np.uint16]:
    """Return the code points; those beyond the basic plane count as one that no text holds."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return np.where(codes > 0xFFFF, 0xFFFE, codes).astype(np.uint16)


@cache
def _letters() -> NDArray[np.bool_]:
    import unicodedata

    import numpy as np

    marks = ("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc")
    # ª and º stand behind numbers, as signs do.
    no = "\xaa\xba\ufffe"
    return np.array([unicodedata.category(chr(i)) in marks and chr(i) not in no
                     for i in range(0x10000)])  # fmt: skip


@cache
def _sign_costs() -> NDArray[np.float64]:
    """Signs that all Windows code pages share were wanted in every language: these are common."""
    import numpy as np

    costs = np.full(0x10000, NEVER)
    for sign in {chr(i) for i in range(0xA0, 0x2200)} - {NO_SIGN}:
        pages = sum(1 for page in PAGES if sign.encode(page, "ignore"))
        if pages:
            costs[ord(sign)] = COMMON if 2 * pages > len(PAGES) else RARE
    for sign in AUTOMATIC:
        costs[ord(sign)] = USUAL
    costs[0x3000:0x3020] = COMMON  # CJK full stops and brackets
    costs[0xFF01:0xFF66] = costs[0xFFE0:0xFFE7] = RARE  # ASCII and £ in the width of CJK signs
    return costs


@cache
def _alphabet(name: str) -> _Alphabet:
    import numpy as np

    letters, written = BIGRAMS[name]
    places = np.ones(0x10000, dtype=np.uint8)
    for place, letter in enumerate(letters, 2):
        places[ord(letter)] = place
    size = len(letters) + 2
    signs = np.frombuffer(written.replace("!", "\\").encode("ascii"), dtype=np.uint8)
    costs = ((signs.astype(np.float64) - FIRST) / STEPS).reshape(size, size)
    costs[0, 0] = 0.0  # nothing is said about what is no letter
    costs[:, 1] = np.maximum(costs[:, 1], RARE)
    return _Alphabet(places, costs)


@cache
def _syllabary(name: str) -> NDArray[np.float64]:
    """Return the cost of each sign of Chinese, Japanese or Korean."""
    import numpy as np

    costs = np.full(0x10000, NEVER)
    usual = _first_level(name)
    for sign in usual:
        costs[ord(sign)] = -math.log(LEVEL / len(usual))
    for group in SIGNS[name]:
        bits, signs = group.split(" ", 1)
        for sign in signs:
            costs[ord(sign)] = min(costs[ord(sign)], int(bits) * math.log(2))
    return costs


def _first_level(name: str) -> str:
    """Return the signs in use: the first level of the national standard, and all kana."""
    codec, first, last = {
        "zh": ("gb2312", 0xB0, 0xD7), "zh_Hant": ("big5", 0xA4, 0xC6),
        "ja": ("euc_jp", 0xB0, 0xCF), "ko": ("euc_kr", 0xB0, 0xC8),
    }[name]  # fmt: skip
    codes = (bytes((lead, trail)) for lead in range(first, last + 1) for trail in range(64, 255))
    signs = {code.decode(codec, "ignore") for code in codes}
    kana = {chr(i) for i in range(0x3041, 0x30FF)} if name == "ja" else set()
    return "".join(sorted(sign for sign in signs | kana if re.fullmatch(r"\w", sign)))
