"""The languages of texts, by a naive Bayes classifier on byte n-grams (library py3langid).

The model lies in the library's wheel; nothing is fetched.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.profile.across.intervals import wilson
from workbench.profile.quantities import totals

__all__ = ["LanguageShare", "Languages", "find_languages"]

LETTERS = 20
JUDGED = 200
CHARACTERS = 1000
SURE = 0.4
ENOUGH = re.compile(rf"(?:[^\W\d_][\W\d_]*+){{{LETTERS}}}")


@dataclass(frozen=True)
class LanguageShare:
    """How much of the judged text is in one language.

    Attributes
    ----------
    language : str
        ISO 639 code; ``und`` where no language reaches a probability of 0.4 or the text is not
        of words.
    share : float
        Of the rows that can be judged, 0 to 1.
    low, high : float
        95 % interval (Wilson 1927) of the share for the texts that were drawn; equal to the
        share where all were judged.  The classifier's own errors are not in it.
    example : str
        The start of one such text.
    """

    language: str
    share: float
    low: float
    high: float
    example: str


@dataclass(frozen=True)
class Languages:
    """The languages of a column.

    Attributes
    ----------
    shares : tuple of LanguageShare
        The most frequent first; empty where none can be judged or the library is missing.
    eligible : int
        Number of rows whose text has at least 20 letters: only these can be judged.
    judged : int
        How many of those rows were judged: all, or 200 that were drawn.
    note : str
        What was left out and why; empty where nothing was.
    """

    shares: tuple[LanguageShare, ...]
    eligible: int
    judged: int
    note: str


def find_languages(values: Mapping[str, int], *, seed: int = 0) -> Languages:
    """Return the shares of languages among texts.

    Parameters
    ----------
    values : mapping of str to int
        The distinct texts, each with its number of rows.
    seed : int
        Of the draw, where there are more than 200 distinct texts to judge.

    References
    ----------
    Lui and Baldwin (2012), langid.py: an off-the-shelf language identification tool.
    """
    long = {text: int(count) for text, count in values.items() if ENOUGH.search(text)}
    eligible = sum(long.values())
    if importlib.util.find_spec("py3langid") is None:
        note = "languages are not judged: install py3langid (pip install py3langid)"
        return Languages((), eligible, 0, note)
    if not long:
        return Languages((), 0, 0, f"no text has {LETTERS} letters or more")
    drawn = _draw(long, seed) if len(long) > JUDGED else long
    judged = sum(drawn.values())
    languages = {text: _language(text) for text in drawn}
    examples = {language: text[:60] for text, language in reversed(languages.items())}
    rows = totals((languages[text], count) for text, count in drawn.items())
    shares = []
    for language, count in sorted(rows.items(), key=lambda item: (-item[1], item[0])):
        share = count / judged
        low, high = wilson(count, judged) if judged < eligible else (share, share)
        shares.append(LanguageShare(language, share, low, high, examples[language]))
    note = "" if judged == eligible else f"{judged} of {eligible} rows with text were judged"
    return Languages(tuple(shares), eligible, judged, note)


def _draw(values: Mapping[str, int], seed: int) -> Counter[str]:
    """Draw 200 rows with replacement: every row with the same chance."""
    texts = list(values)
    counts = np.fromiter(values.values(), dtype=np.float64)
    random = np.random.default_rng(seed)
    return Counter(texts[i] for i in random.choice(len(texts), JUDGED, p=counts / counts.sum()))


@functools.cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped,unused-ignore]

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True, min_confidence=SURE)


def _language(text: str) -> str:
    language = str(_model().classify(text[:CHARACTERS])[0])
    return "und" if language == "zxx" else language  # zxx: no linguistic content
