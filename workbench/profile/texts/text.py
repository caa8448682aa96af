"""Describe the free text of a column: its length, words, languages and odd characters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

import numpy as np

from workbench.profile.result import Result
from workbench.profile.texts.language import Languages, find_languages
from workbench.profile.texts.odd_text import OddText, find_odd_text
from workbench.tables.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TextSummary", "describe_text"]

TOP_WORDS = 20
WORD_TEXTS = 5_000
WORD_CHARACTERS = 2_000
NEAR_EMPTY = 3
WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")

NOT_ASKED = Languages((), 0, 0, "not asked for")


@dataclass(frozen=True)
class TextSummary(Result):
    """The texts of a column.

    Attributes
    ----------
    rows, distinct : int
        Number of texts (missing values are not texts), and of distinct ones.
    empty, blank : int
        Rows with a text of no character, and rows with white space alone.
    near_empty : int
        Other rows with fewer than 3 characters, or with neither letter nor digit.
    duplicates : int
        Rows whose text, not empty or blank, repeats an earlier one exactly.
    characters, words : tuple of int
        The 0, 25, 50, 75 and 100 % quantiles over the rows, each a number that occurs; empty
        without rows.  Words are what white space divides, so a Chinese sentence is one word.
    vocabulary : int
        Number of different words, upper and lower case as one.
    vocabulary_rows : int
        The rows that `vocabulary` and `top_words` are of: all, or those of 5,000 drawn distinct
        texts, each read up to 2,000 characters.
    top_words : tuple of (str, int)
        The most frequent words with the number of their occurrences in those rows.
    languages : Languages
        Shares of languages, with what was judged.
    odd : tuple of OddText
        Odd characters and the like, by kind.
    """

    rows: int
    distinct: int
    empty: int
    blank: int
    near_empty: int
    duplicates: int
    characters: tuple[int, ...]
    words: tuple[int, ...]
    vocabulary: int
    vocabulary_rows: int
    top_words: tuple[tuple[str, int], ...]
    languages: Languages
    odd: tuple[OddText, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a kind of odd text."""
        return frame_of(self.odd, OddText)


def describe_text(
    values: Mapping[str, int], *, seed: int = 0, languages: bool = True
) -> TextSummary:
    """Describe the texts of a column; all counts are of rows.

    Parameters
    ----------
    values : mapping of str to int
        The distinct texts, each with its number of rows; missing values are not among them.
    seed : int
        Of the draws for languages and words, where there are many texts.
    """
    counts = {text: int(count) for text, count in values.items()}
    rows = sum(counts.values())
    blank = {text: n for text, n in counts.items() if not text.strip()}
    filled = {text: n for text, n in counts.items() if text not in blank}
    lengths = [len(text) for text in counts]
    words = [len(text.split()) for text in counts]
    vocabulary, read = _vocabulary(filled, seed)
    return TextSummary(
        rows=rows,
        distinct=len(counts),
        empty=counts.get("", 0),
        blank=sum(blank.values()) - counts.get("", 0),
        near_empty=sum(n for text, n in filled.items() if _is_near_empty(text)),
        duplicates=sum(filled.values()) - sum(1 for n in filled.values() if n),
        characters=_quantiles(lengths, list(counts.values())),
        words=_quantiles(words, list(counts.values())),
        vocabulary=len(vocabulary),
        vocabulary_rows=read,
        top_words=tuple(sorted(vocabulary.items(), key=lambda i: (-i[1], i[0]))[:TOP_WORDS]),
        languages=find_languages(filled, seed=seed) if languages else NOT_ASKED,
        odd=find_odd_text(counts),
    )


def _is_near_empty(text: str) -> bool:
    return len(text.strip()) < NEAR_EMPTY or not LETTER_OR_DIGIT.search(text)


def _quantiles(numbers: list[int], weights: list[int]) -> tuple[int, ...]:
    if sum(weights) == 0:
        return ()
    order = np.argsort(numbers, kind="stable")
    ranks = np.cumsum(np.asarray(weights)[order])
    positions = np.searchsorted(ranks, np.maximum(np.array([0, 0.25, 0.5, 0.75, 1]) * ranks[-1], 1))
    return tuple(np.asarray(numbers)[order][positions].tolist())


def _vocabulary(values: Mapping[str, int], seed: int) -> tuple[Counter[str], int]:
    """Return the words with their number of occurrences, and how many rows were read for it."""
    texts = list(values)
    if len(texts) > WORD_TEXTS:
        drawn = np.random.default_rng(seed).choice(len(texts), WORD_TEXTS, replace=False)
        texts = [texts[i] for i in sorted(drawn)]
    result: Counter[str] = Counter()
    for text in texts:
        words = WORD.findall(normalize("NFC", text[:WORD_CHARACTERS]).casefold())
        if values[text] == 1:
            result.update(words)
        else:
            for word in words:
                result[word] += values[text]
    return result, sum(values[text] for text in texts)
