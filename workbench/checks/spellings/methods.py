"""The methods by which two values may be spellings of one, surest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from workbench.checks.spellings.keys import (
    digits,
    fingerprint,
    folded,
    ngram_fingerprint,
    phonetic,
)

__all__ = ["METHODS", "MOST_COMPARED", "Alike", "Method", "letters_stay"]

Alike = Mapping[str, Sequence[str]]
"""For each value those that a method takes for the same; a value may stand in its own list."""
Method = Callable[[Sequence[str]], Alike]

MOST_COMPARED = 20_000
"""Values, most frequent first, that are compared pair by pair: 20,000 take about 5 CPU seconds
(`tests/benchmarks/bench_spellings.py`); what is rarer is compared by its keys alone."""
NEIGHBOURS = 10
"""Nearest neighbours a value: the default of `text_neighbours`; clusters are rarely larger."""
EDITED = 0.8
"""Least share of letters that stay in an edit: one change from 5 letters, two from 10."""
COSINE = 0.6
"""Least cosine of TF-IDF vectors."""
# Of the thresholds that tests/benchmarks/bench_spellings.py tries, the lowest at which over nine
# joins in ten are right on its build part (0.94 and 0.91; on the unseen part 0.94 and 0.92).


def _by_key(key: Callable[[str], str]) -> Method:
    def alike(values: Sequence[str]) -> Alike:
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for value in values:
            groups[key(value)].append(value)
        return {
            value: group
            for name, group in groups.items()
            if name.strip() and len(group) > 1
            for value in group
        }

    return alike


def _edited(values: Sequence[str]) -> Alike:
    """Values a few letters apart (Damerau-Levenshtein), with the same digits."""
    texts = {value: folded(value) for value in values[:MOST_COMPARED]}
    near = [*_one_deletion_apart(texts), *((a, b) for a, b, _ in _neighbours(values))]
    return _both_ways((a, b) for a, b in near if letters_stay(texts[a], texts[b]))


def letters_stay(one: str, other: str) -> bool:
    """Tell whether an edit leaves enough letters (`EDITED`), by Damerau-Levenshtein distance."""
    import jellyfish

    most = (1 - EDITED) * max(len(one), len(other)) + 1e-9
    if abs(len(one) - len(other)) > most:
        return False
    return jellyfish.damerau_levenshtein_distance(one, other) <= most


def _one_deletion_apart(texts: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Yield pairs that are equal where at most one letter is left out of each.

    These are all pairs one edit apart, which share no three letters where they are short.
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for value, text in texts.items():
        for shorter in {text, *(text[:i] + text[i + 1 :] for i in range(len(text)))}:
            groups[shorter].append(value)
    for name, group in groups.items():
        if name:
            # One value in many forms is a matter of keys: its nearest forms are enough here.
            yield from (
                (left, right)
                for at, left in enumerate(group)
                for right in group[at + 1 : at + 1 + NEIGHBOURS]
            )


def _nearest(values: Sequence[str]) -> Alike:
    """Values whose words and groups of letters are alike (TF-IDF), with the same digits."""
    return _both_ways((a, b) for a, b, cosine in _neighbours(values) if cosine >= COSINE)


def _neighbours(values: Sequence[str]) -> list[tuple[str, str, float]]:
    from workbench.neighbours import text_neighbours

    some = values[:MOST_COMPARED]
    found = text_neighbours([folded(value) for value in some], k=NEIGHBOURS)
    pairs = zip(*(part.tolist() for part in found), strict=True)
    return [(some[left], some[right], cosine) for left, right, cosine in pairs]


def _both_ways(pairs: Iterable[tuple[str, str]]) -> Alike:
    result: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for left, right in pairs:
        if digits(left) == digits(right):
            result[left][right] = None
            result[right][left] = None
    return {value: list(others) for value, others in result.items()}


METHODS: Mapping[str, tuple[str, Method]] = {
    "fingerprint": ("same words", _by_key(fingerprint)),
    "ngram": ("same letter pairs", _by_key(ngram_fingerprint)),
    "edit": ("a few letters apart", _edited),
    "neighbours": ("similar text", _nearest),
    "phonetic": ("sounds the same", _by_key(phonetic)),
}
"""Each method by name: what it says of two values in words, and the function."""
