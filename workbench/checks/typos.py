"""Slips of the hand: a rare value that one small change makes a frequent one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

__all__ = ["FEW", "Typo", "Words", "find_typos", "is_rare"]

FEW = 3
FEW_SHARE = 0.01
RATIO = 5
SURE_RATIO = 10
PLENTY = 100
TAIL = 2
NEAR = 0.8
LONGEST = 12
SHORTEST = 5
LONG = 9
SURE_LENGTH = 7
PREFIX = 3
MOST_READINGS = 64
VOWELS = frozenset("aeiouy")

Words = tuple[str, ...]
"""The words of a value in order, in lower case and without accents."""


@dataclass(frozen=True)
class Typo:
    """A value that is taken for another one.

    Attributes
    ----------
    variant, canonical : str
        The rare value and the frequent one.
    how : str
        ``letters apart``, ``spacing``, ``tail typed twice`` or ``abbreviation``.
    confidence : float
        0 to 1; 0.8 and more only where nothing speaks for a value of its own.
    """

    variant: str
    canonical: str
    how: str
    confidence: float


class _Match(NamedTuple):
    canonical: str
    how: str
    strong: bool
    likely: bool = False


def find_typos(words: Mapping[str, Words], rows: Mapping[str, int]) -> list[Typo]:
    """Find the typos among values.

    Only a value that is rare itself and beside its canonical one can be a typo, and only where
    the words that differ stand in no other value of the column: a typo makes no known word.
    It is sure only where, besides, most rare values of the column are typos.  Where values of
    their own are rare as a rule (names, towns, substances), one more is nothing strange.

    Parameters
    ----------
    words : mapping
        Each value's words; the values differ in them.
    rows : mapping
        In how many rows each value stands.
    """
    positions = _NearWords(words, rows)
    rare = [value for value in words if rows[value] <= _few(max(rows.values(), default=0))]
    results: dict[str, tuple[_Match, bool]] = {}
    for variant in rare:
        matches = (
            positions.apart(variant) or positions.spaced(variant) or positions.retyped(variant)
        )
        fit = [match for match in matches if _fits(variant, match, rows)]
        if fit:
            best = max(fit, key=lambda match: rows[match.canonical])
            results[variant] = best, len({match.canonical for match in matches}) == 1
    for variant in rare:
        matches = [match for match in positions.short(variant) if match.canonical not in results]
        if variant not in results and len(matches) == 1 and _fits(variant, matches[0], rows):
            results[variant] = matches[0], True
    closed = 2 * len(results) >= len(rare)
    return [
        Typo(v, m.canonical, m.how, _confidence(m, closed and item, rows[v], rows[m.canonical]))
        for v, (m, item) in results.items()
    ]


def is_rare(count: int, beside: int) -> bool:
    """Tell whether `count` rows are few beside those of another value.

    At most three, however small the table; in a large one at most 1 % of the other's, for the
    same typo is made again there.
    """
    return count <= _few(beside)


def _few(beside: int) -> float:
    return max(FEW, FEW_SHARE * beside)


def _fits(variant: str, match: _Match, rows: Mapping[str, int]) -> bool:
    count, frequent = rows[variant], rows[match.canonical]
    return is_rare(count, frequent) and frequent >= RATIO * count


def _confidence(match: _Match, alone: bool, count: int, frequent: int) -> float:
    if match.how == "abbreviation":  # its full stop says that it is one
        return 0.82 if alone and match.strong else 0.65
    if alone and match.strong and frequent >= SURE_RATIO * count:
        return 0.88 if match.how == "spacing" else 0.85
    if alone and match.likely and frequent >= 2 * PLENTY * count:
        return 0.82
    if match.how == "tail typed twice" or (match.strong and frequent >= PLENTY * count):
        return 0.82  # so many rows make a typo likelier than a value of its own
    return 0.65


class _NearWords:
    """The values of a column by their words."""

    def __init__(self, words: Mapping[str, Words], rows: Mapping[str, int]) -> None:
        self.words = words
        self.values = {parts: value for value, parts in words.items()}
        self.known = Counter(word for parts in words.values() for word in set(parts))
        self.rare = {value for value in words if rows[value] <= _few(max(rows.values()))}
        self.holders: defaultdict[str, list[str]] = defaultdict(list)
        for value in self.rare:
            for word in set(words[value]):
                self.holders[word].append(value)
        self.whole = {" ".join(parts): value for value, parts in words.items()}
        self.vocabulary = sorted(
            {w for value, parts in words.items() if rows[value] >= RATIO for w in parts}
        )
        self.long = [w for w in self.vocabulary if len(w) >= SHORTEST and w.isalpha()]
        self.joined: defaultdict[str, list[str]] = defaultdict(list)
        for value, parts in words.items():
            self.joined["".join(parts)].append(value)

    def _new(self, variant: str) -> list[int]:
        """Return the positions of the words that stand in no other value but variants of it."""
        words = self.words[variant]
        others = [[value for value in self.holders[word] if value != variant] for word in words]
        return [
            i
            for i, word in enumerate(words)
            if self.known[word] == 1 + len(others[i])
            and all(self._like(variant, other) for other in others[i])
        ]

    def _like(self, variant: str, other: str) -> bool:
        """Tell whether two rare, long values may be typos of one value."""
        from rapidfuzz.distance import OSA

        first, second = " ".join(self.words[variant]), " ".join(self.words[other])
        return len(first) >= LONGEST and OSA.normalized_similarity(first, second) >= NEAR

    def _with(self, variant: str, readings: list[list[str]]) -> Iterator[tuple[str, Words]]:
        """Yield the values that `variant` becomes with each combination of its new words."""
        positions = self._new(variant)
        if not positions or not 0 < math.prod(map(len, readings)) <= MOST_READINGS:
            return
        for chosen in product(*readings):
            parts = list(self.words[variant])
            for position, word in zip(positions, chosen, strict=True):
                parts[position] = word
            value = self.values.get(tuple(parts))
            if value is not None and value != variant:
                yield value, chosen

    def apart(self, variant: str) -> list[_Match]:
        """Return the values that differ from `variant` by small edits of its new words."""
        new = [self.words[variant][i] for i in self._new(variant)]
        readings = [self._near(word) for word in new]
        return [
            _Match(
                value,
                "letters apart",
                _surely_typos(new, chosen),
                all(_likely_a_typo(w, other) for w, other in zip(new, chosen, strict=True)),
            )
            for value, chosen in self._with(variant, readings)
        ]

    def retyped(self, variant: str) -> list[_Match]:
        """Return the values of which the last letters were typed twice: ``Bostonton``."""
        text = " ".join(self.words[variant])
        parts = [(text[:-size], text[-size:]) for size in range(TAIL, len(text) // 2 + 1)]
        values = [self.whole[h] for h, end in parts if h in self.whole and h.endswith(end)]
        return [_Match(v, "tail typed twice", True) for v in values if len(v) >= SHORTEST]

    def _near(self, word: str) -> list[str]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        if len(word) < SHORTEST or not word.isalpha():
            return []
        near = extract(word, self.long, scorer=OSA.distance, score_cutoff=2, limit=None)
        return [
            other
            for other, edits, _ in near
            if 0 < edits <= 1 + (min(len(word), len(other)) >= LONG)
        ]

    def spaced(self, variant: str) -> list[_Match]:
        """Return the values of the same letters with spaces elsewhere."""
        parts = self.words[variant]
        together = "".join(parts)
        numbers = [word for word in parts if not word.isalpha()]
        return [
            _Match(value, "spacing", len(together) >= SHORTEST)
            for value in self.joined[together]
            if value != variant and numbers == [w for w in self.words[value] if not w.isalpha()]
        ]

    def short(self, variant: str) -> list[_Match]:
        """Return the values of which `variant` is an abbreviation with a full stop."""
        new = [self.words[variant][i] for i in self._new(variant)]
        folded = variant.casefold()
        if not all(len(word) >= PREFIX and f"{word}." in folded for word in new):
            return []
        readings = [[w for w in self.known if w.startswith(word) and w != word] for word in new]
        return [_Match(value, "abbreviation", True) for value, _ in self._with(variant, readings)]


def _surely_typos(words: list[str], others: Words) -> bool:
    """Tell whether all words are typos; two near misses in one long value are hardly a chance."""
    from rapidfuzz.distance import OSA

    sure = [_surely_a_typo(word, other) for word, other in zip(words, others, strict=True)]
    near = [OSA.distance(word, other) <= 1 for word, other in zip(words, others, strict=True)]
    return all(sure) or (len(words) > 1 and any(sure) and all(near))


def _surely_a_typo(word: str, other: str) -> bool:
    """Tell whether `word` is `other` mistyped, and hardly a word of its own.

    Two edits (``hypotension``, ``hypertension``), another first letter (``Nashville``,
    ``Asheville``), one vowel for another (``nitrite``, ``nitrate``), an ending (``Michel``,
    ``Michele``) or one letter of a short word (``Marvin``, ``Martin``) make other words.
    """
    doubled = word[:-1] == other and word[-1] == other[-1]
    long = len(other) >= SURE_LENGTH or doubled
    return word[0] == other[0] and long and _likely_a_typo(word, other)


def _likely_a_typo(word: str, other: str) -> bool:
    """Tell whether one edit parts two words, and none that makes another word or form of it."""
    from rapidfuzz.distance import OSA

    if OSA.distance(word, other) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), None)
    if at is None:  # one goes on where the other ends
        return len(word) > len(other) and word[-1] == other[-1]
    replaced = len(word) == len(other) and word[at + 1 :] == other[at + 1 :]
    vowels = (word[at] in VOWELS) + (other[at] in VOWELS)
    return not (replaced and (vowels == 2 or (vowels and at == len(word) - 1)))
