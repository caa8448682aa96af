"""Which value of a reference list a text is a spelling of, with a precision that needs no labels.

After Li, Cheng, Chu, He and Chaudhuri, "Auto-FuzzyJoin: auto-program fuzzy similarity joins without
labeled examples" (SIGMOD 2021).  A reference list holds each thing once, so that two of its values
are different things.  How near they are to each other says how near a text must be: a text at
distance d of a value is taken for it only where few other values lie within 2 d of that value.
Words by which two values of the list differ tell things apart, and block a match.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.errors import InputError

__all__ = ["Match", "match_spellings"]

NEIGHBOURS = 12
STEPS = 40
RIVAL = 0.1
RIVAL_AT_ONCE = 0.02
AROUND = 2.0
LEAST = 0.55
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Match:
    """A text and the reference value that it is taken for.

    Attributes
    ----------
    value, reference : str
        The text, and the value of the list.
    precision : float
        The estimated share of right ones among matches found like this one, 0 to 1.
    how : str
        The distance that joined them.
    """

    value: str
    reference: str
    precision: float
    how: str


def match_spellings(
    values: Sequence[str], reference: Sequence[str], *, min_precision: float = 0.9
) -> list[Match]:
    """Match texts to the values of a reference list, as many as the wanted precision allows.

    Parameters
    ----------
    values : sequence of str
        The texts, each at most matched once.
    reference : sequence of str
        The list: each thing once.  Values that occur twice count once.
    min_precision : float
        The least estimated precision of all matches together, above 0 to 1.

    Returns
    -------
    list of Match
        In the order of `values`.

    Raises
    ------
    InputError
        If `min_precision` is out of range.
    """
    if not 0 < min_precision <= 1:
        raise InputError(f"match_spellings: min_precision is {min_precision!r}; expected 0 to 1")
    listed, texts = list(dict.fromkeys(reference)), list(dict.fromkeys(values))
    if not listed or not texts:
        return []
    chosen = _Search(listed, texts).chosen(min_precision)
    return [Match(text, *chosen[text]) for text in texts if text in chosen]


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"(?<=\w)['\u2019.](?=\w\b)", "", plain)
    return tuple(WORD.findall(plain))


class _Search:
    """Near pairs of the list with itself and of the texts with the list, and their distances."""

    def __init__(self, listed: list[str], texts: list[str]) -> None:
        from workbench.neighbours import text_neighbours

        self.listed, self.texts = listed, texts
        self.words = [words_in(text) for text in [*listed, *texts]]
        count = Counter(word for words in self.words for word in set(words))
        self.weight = {word: math.log(1 + len(self.words) / n) for word, n in count.items()}
        own = text_neighbours(listed, k=NEIGHBOURS)
        both = text_neighbours(texts, listed, k=NEIGHBOURS)
        self.own = (own.left_index, own.right_index, own.cosine)
        self.telling = self._telling()
        selected = [
            i
            for i, (text, value) in enumerate(zip(both.left_index, both.right_index, strict=True))
            if not self._is_distinguished(int(text) + len(listed), int(value))
        ]
        self.pairs = (both.left_index[selected], both.right_index[selected], both.cosine[selected])

    def _telling(self) -> set[tuple[str, str]]:
        """Return the pairs of words by which near values of the list differ."""
        near = zip(self.own[0].tolist(), self.own[1].tolist(), strict=True)
        differing = [_differ(self.words[a], self.words[b]) for a, b in near]
        return {
            _ordered(first, second)
            for first, second in differing
            if len(first) <= 1 and len(second) <= 1 and first + second
        }

    def _is_distinguished(self, text: int, value: int) -> bool:
        first, second = _differ(self.words[text], self.words[value])
        digits = any(w.isdigit() for w in first) and any(w.isdigit() for w in second)
        single = len(first) <= 1 and len(second) <= 1
        return digits or (single and _ordered(first, second) in self.telling)

    def chosen(self, min_precision: float) -> dict[str, tuple[str, float, str]]:
        """Add the way and threshold that finds most, until the precision would be too low."""
        ways = [(name, *self._way(measure)) for name, measure in MEASURES.items()]
        results: dict[int, tuple[int, float, str]] = {}
        right = 0.0
        while True:
            best: tuple[float, float, dict[int, tuple[int, float, str]]] | None = None
            for name, texts, values, distance, precision in ways:
                free = np.array([t not in results for t in texts.tolist()], dtype=bool)
                if not free.any():
                    continue
                for bound in np.quantile(distance[free], np.linspace(0, 1, STEPS)):
                    taken = free & (distance <= bound)
                    gain, size = float(precision[taken].sum()), int(taken.sum())
                    whole = (right + gain) / (len(results) + size)
                    if whole < min_precision or gain < LEAST * size:
                        continue
                    worth = gain / (size - gain + 1)
                    if best is None or worth > best[0]:
                        mean = gain / size
                        best = (
                            worth,
                            gain,
                            {
                                int(t): (int(v), mean, name)
                                for t, v in zip(texts[taken], values[taken], strict=True)
                            },
                        )
            if best is None:
                break
            right += best[1]
            results.update(best[2])
        return {
            self.texts[t]: (self.listed[v], round(p, 3), name)
            for t, (v, p, name) in results.items()
        }

    def _way(
        self, measure: Measure
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
        """Return each text's nearest value, their distance and the precision it speaks for."""
        texts, values, cosine = self.pairs
        size = len(self.listed)
        distance = np.array(
            [
                measure(self, t + size, v, c)
                for t, v, c in zip(texts.tolist(), values.tolist(), cosine.tolist(), strict=True)
            ]
        )
        order = np.lexsort((-cosine, distance, texts))
        first = np.append(True, texts[order][1:] != texts[order][:-1]) if len(order) else order
        nearest = order[np.asarray(first, dtype=bool)]
        around: dict[int, list[float]] = {}
        for a, b, c in zip(*(part.tolist() for part in self.own), strict=True):
            apart = measure(self, a, b, c)
            around.setdefault(a, []).append(apart)
            around.setdefault(b, []).append(apart)
        ties: Counter[int] = Counter()
        least = dict(zip(texts[nearest].tolist(), distance[nearest].tolist(), strict=True))
        for t, d in zip(texts.tolist(), distance.tolist(), strict=True):
            ties[t] += d <= least[t] * (1 + RIVAL) + RIVAL_AT_ONCE
        precision = np.array(
            [
                1 / max(1 + sum(x <= AROUND * d + 1e-9 for x in around.get(v, ())), ties[t])
                for t, v, d in zip(
                    texts[nearest].tolist(),
                    values[nearest].tolist(),
                    distance[nearest].tolist(),
                    strict=True,
                )
            ]
        )
        return texts[nearest], values[nearest], distance[nearest], precision

    def shared(self, a: int, b: int) -> tuple[float, float, float]:
        """Return the weight of the words of two texts that both have, and of all of each."""
        first, second = set(self.words[a]), set(self.words[b])
        both = sum(self.weight[w] for w in first & second)
        return both, sum(self.weight[w] for w in first), sum(self.weight[w] for w in second)


Measure = Callable[[_Search, int, int, float], float]


def _trigrams(_search: _Search, _a: int, _b: int, cosine: float) -> float:
    return 1 - cosine


def _overlap(search: _Search, a: int, b: int, _cosine: float) -> float:
    both, first, second = search.shared(a, b)
    return 1 - both / max(first + second - both, 1e-9)


def _contained(search: _Search, a: int, b: int, cosine: float) -> float:
    both, first, second = search.shared(a, b)
    return 0.8 * (1 - both / max(min(first, second), 1e-9)) + 0.2 * (1 - cosine)


def _edits(search: _Search, a: int, b: int, _cosine: float) -> float:
    from rapidfuzz.distance import OSA

    return float(OSA.normalized_distance(" ".join(search.words[a]), " ".join(search.words[b])))


def _sorted_edits(search: _Search, a: int, b: int, _cosine: float) -> float:
    from rapidfuzz.distance import OSA

    first, second = ("".join(sorted_words) for sorted_words in (
        sorted(search.words[a]), sorted(search.words[b])))  # fmt: skip
    return float(OSA.normalized_distance(first, second))


MEASURES: dict[str, Measure] = {
    "trigrams": _trigrams,
    "shared words": _overlap,
    "contained": _contained,
    "edits": _edits,
    "edits of sorted words": _sorted_edits,
}


def _differ(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[list[str], list[str]]:
    return [w for w in first if w not in second], [w for w in second if w not in first]


def _ordered(left_item: list[str], right_item: list[str]) -> tuple[str, str]:
    first, second = "".join(left_item), "".join(right_item)
    return (first, second) if first <= second else (second, first)
