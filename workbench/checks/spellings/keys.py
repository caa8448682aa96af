"""Key collision: values that one function maps to the same key are spellings of one value.

The functions are those of OpenRefine's "cluster and edit":
https://openrefine.org/docs/technical-reference/clustering-in-depth
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["digits", "fingerprint", "folded", "ngram_fingerprint", "phonetic"]

GRAM = 2
"""Letters of an n-gram: OpenRefine's default."""
DIGITS = re.compile(r"\d+")


def folded(value: str) -> str:
    """Return a text without case, accents, invisible characters and white space at the ends."""
    plain = unicodedata.normalize("NFKD", value.casefold())
    return "".join(
        c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    ).strip()


def words(value: str) -> list[str]:
    """Return the words of a value, folded; punctuation parts no words, as in OpenRefine."""
    kept = (
        " " if c.isspace() else c
        for c in folded(value)
        if unicodedata.category(c)[0] not in "PC" or c.isspace()
    )
    return "".join(kept).split()


def fingerprint(value: str) -> str:
    """Return the distinct words in alphabetical order: ``"Cruise, Tom"`` is ``"cruise tom"``."""
    return " ".join(sorted(set(words(value))))


def ngram_fingerprint(value: str) -> str:
    """Return the distinct pairs of neighbouring letters: spaces and doubled pairs do not count.

    The digits stand behind them in order, since ``12`` and ``21`` have different meanings.
    """
    joined = "".join(words(value))
    pairs = sorted({joined[i : i + GRAM] for i in range(len(joined) - GRAM + 1)})
    return f"{''.join(pairs)} {digits(value)}" if pairs else ""


def phonetic(value: str) -> str:
    """Return how the words sound in English (Metaphone); one without a code is itself."""
    import jellyfish

    return " ".join(
        jellyfish.metaphone(word) or word if word.isascii() and word.isalpha() else word
        for word in words(value)
    )


def digits(value: str) -> str:
    """Return the runs of digits of a value in order: values that differ in them are not one."""
    return " ".join(DIGITS.findall(value))
