"""Write `workbench/tables/letter_tables.py`: `python -m tests.generators.letters`.

How often one letter follows another in a language, from CLDR's names of languages, countries,
scripts, currencies, months, weekdays and cities, as Babel has them (Unicode licence).  Some 1,500
names a language are enough: the bench of encodings measures it on texts from elsewhere.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

__all__ = ["SOURCE", "cldr_words", "made"]

SOURCE = Path(__file__).parents[2] / "workbench" / "tables" / "letter_tables.py"
ALPHABETS = (
    *("ar", "be", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he"),
    *("hr", "hu", "is", "it", "lt", "lv", "mk", "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl"),
    *("sq", "sr", "sv", "th", "tr", "uk", "ur", "vi"),
)
SYLLABARIES = ("zh", "zh_Hant", "ja", "ko")
FIRST, LAST, STEPS = 35, 126, 6
"""Costs are written as signs from '#' on, six steps a nat; '\\' is left out by `_sign`."""
LEAST = 2
"""A letter that comes up more rarely is foreign to the language."""


def cldr_words(name: str) -> list[str]:
    """Return CLDR's names in a language; the first of each pair of spellings."""
    from babel import Locale

    locale = Locale.parse(name)
    texts: set[str] = set()
    for group in (locale.languages, locale.territories, locale.scripts, locale.currencies):
        texts.update(map(str, group.values()))
    for names in (locale.months, locale.days):
        texts.update(word for words in names["format"].values() for word in words.values())
    texts.update(zone["city"] for zone in locale.time_zones.values() if "city" in zone)
    texts.update(_texts(locale.unit_display_names), _texts(locale.meta_zones))
    return sorted(texts)


def _texts(tree: Any) -> set[str]:
    """Return all texts in nested mappings."""
    if isinstance(tree, str):
        return {tree}
    return set().union(*map(_texts, tree.values())) if hasattr(tree, "values") else set()


def _bigrams(name: str, texts: list[str]) -> tuple[str, str]:
    """Return the alphabet and the costs (-ln P) of one letter after another, row by row.

    Row and column 0 stand for the edge of a word, 1 for a letter that is foreign.
    """
    words = [word for text in texts for word in _words(_as_in_code_page(name, text))]
    counts = Counter("".join(words))
    # Latin letters in a text of another script are words of another language.
    latin = 2 * sum(n for letter, n in counts.items() if letter.isascii()) > counts.total()
    usual = (c for c, count in counts.items() if count >= LEAST and (latin or not c.isascii()))
    letters = "".join(sorted(usual))
    place = {letter: index for index, letter in enumerate(letters, 2)}
    size = len(letters) + 2
    pairs: Counter[tuple[int, int]] = Counter()
    for word in words:
        places = [0, *(place.get(letter, 1) for letter in word), 0]
        pairs.update(pairwise(places))
    columns: Counter[int] = Counter()
    for (_, second), count in pairs.items():
        columns[second] += count
    total, costs = columns.total(), []
    for first in range(size):
        row = sum(pairs[first, second] for second in range(size))
        for second in range(size):
            # Witten and Bell (1991): unseen pairs get the share of pairs that were new once.
            new = sum(1 for other in range(size) if pairs[first, other]) or 1
            usual = (columns[second] + 0.5) / (total + 0.5 * size)
            costs.append(-math.log((pairs[first, second] + new * usual) / (row + new)))
    return letters, "".join(map(_sign, costs))


def _words(text: str) -> list[str]:
    text = text.replace("\u0130", "i").lower()
    kept = "".join(
        c if c.isalpha() or unicodedata.category(c) in ("Mn", "Mc") else " " for c in text
    )
    return kept.split()


def _as_in_code_page(name: str, text: str) -> str:
    """cp1258 and its texts have the tones of Vietnamese as signs of their own."""
    if name == "ro":  # the code pages have the cedilla, CLDR the comma
        return text.translate(str.maketrans("\u0218\u0219\u021a\u021b", "\u015e\u015f\u0162\u0163"))
    if name == "fa":
        return text.replace("\u06cc", "\u064a")
    if name != "vi":
        return text
    return "".join(map(vietnamese, unicodedata.normalize("NFC", text)))


def vietnamese(letter: str) -> str:
    """Return a letter as cp1258 has it: with a mark for the tone behind it."""
    try:
        letter.encode("cp1258")
        return letter
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [part for part in parts[1:] if part in "\u0300\u0301\u0303\u0309\u0323"]
        base = "".join(part for part in parts if part not in tones)
        return unicodedata.normalize("NFC", base) + "".join(tones)


def _signs(texts: list[str]) -> list[str]:
    """Return the signs of a language without alphabet, grouped by frequency: one bit a group."""
    counts = Counter(c for text in texts for c in text if ord(c) > 0x7F and c.isalpha())
    groups: dict[int, list[str]] = {}
    for sign, count in counts.items():
        groups.setdefault(round(-math.log2(count / counts.total())), []).append(sign)
    return [f"{bits} {''.join(sorted(groups[bits]))}" for bits in sorted(groups)]


def _sign(cost: float) -> str:
    code = min(FIRST + round(cost * STEPS), LAST)
    return "!" if chr(code) == "\\" else chr(code)


def _literal(value: Any) -> str:
    """Return a text in lines of 90 signs, in brackets."""
    parts = [value[start : start + 90] for start in range(0, len(value), 90)]
    return "(\n" + "".join(f"        {part!r}\n" for part in parts) + "    )"


def made() -> str:
    """Return the text of `letter_tables`."""
    lines = [
        '"""Letters from CLDR: `python -m tests.generators.letters` writes them."""\n',
        "# ruff: noqa\n# fmt: off\n",
        '__all__ = ["BIGRAMS", "SIGNS"]\n',
        "BIGRAMS: dict[str, tuple[str, str]] = {",
    ]
    for name in ALPHABETS:
        letters, costs = _bigrams(name, cldr_words(name))
        lines.append(f"    {name!r}: ({letters!r}, {_literal(costs)}),")
    lines.append("}\n\nSIGNS: dict[str, list[str]] = {")
    for name in SYLLABARIES:
        lines.append(f"    {name!r}: [")
        lines += [f"        {group!r}," for group in _signs(cldr_words(name))]
        lines.append("    ],")
    return "\n".join([*lines, "}\n"])


if __name__ == "__main__":
    SOURCE.write_text(made(), encoding="utf-8")
