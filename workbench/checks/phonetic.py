"""Values that sound alike, or are made of the same pairs of letters: for a person to decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping

from workbench.checks.typos import Words, is_rare

__all__ = ["alike", "pairs_of", "soundex"]

SHORTEST = 4


def soundex(word: str) -> str:
    """Return the Soundex code of a word, as the United States' National Archives define it.

    Words with a digit, and letters without a code of their own alphabet, stand for themselves.
    """
    import jellyfish

    return jellyfish.soundex(word) if word.isascii() and word.isalpha() else word


def pairs_of(words: Words) -> tuple[str, ...]:
    """Return the different pairs of neighbouring letters of a value, in alphabetical order."""
    joined = "".join(words)
    return tuple(sorted({joined[i : i + 2] for i in range(len(joined) - 1)}))


def alike(words: Mapping[str, Words], weight: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
    """Yield rare values with the frequent one that they resemble, and how.

    Parameters
    ----------
    words : mapping of str to tuple of str
        The values, each with its words in lower case.
    weight : mapping of str to int
        Their rows.
    """
    ways: tuple[tuple[str, Callable[[Words], Hashable]], ...] = (
        ("the same pairs of letters", pairs_of),
        ("sounds the same", lambda result: tuple(map(soundex, result))),
    )
    known = Counter(word for result in words.values() for word in set(result))
    seen: set[str] = set()
    for how, key in ways:
        groups: defaultdict[Hashable, list[str]] = defaultdict(list)
        for value, result in words.items():
            if sum(map(len, result)) >= SHORTEST:
                groups[key(result)].append(value)
        for group in groups.values():
            head = max(group, key=lambda value: weight[value])
            for variant in group:
                rare = variant != head and is_rare(weight[variant], weight[head])
                # A word that other values have too is a word of its own.
                own = any(known[word] > 1 for word in set(words[variant]) - set(words[head]))
                if rare and not own and variant not in seen:
                    seen.add(variant)
                    yield variant, head, how
