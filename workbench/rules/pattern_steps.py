"""How much work a pattern can be for an engine that tries one way after the other.

Two ways from a place back to itself by the same text make the number of ways grow exponentially
with the text; a chain of places that each read over and over what the next reads makes it grow with
a power, the length of the chain (Weber and Seidl, 1991, "On the degree of ambiguity of finite
automata").  The first is decided on the automaton; the second, and repeats with a bound, are
counted on the worst texts.
"""

from __future__ import annotations

from itertools import chain, product

from workbench.rules.pattern_paths import Automaton

__all__ = ["greatest_work", "is_exponential"]

WORDS = 150
"""Twelve letters with all their pairs; most patterns tell fewer kinds of characters apart."""
LOOPS = 150
"""Places of a loop up to which it is decided exactly; longer ones are counted only."""


def is_exponential(automaton: Automaton, letters: list[frozenset[int]]) -> bool:
    """Tell whether some place can be left and come back to in two ways by the same text.

    In pairs of places that the same text leads to: whether two different ones can come from one
    place and lead to one again, all in one loop.
    """
    for loop in _loops(automaton):
        follow = {
            place: {to: ways for to, ways in automaton.follow[place].items() if to in loop}
            for place in loop
        }
        if any(ways > 1 for to in follow.values() for ways in to.values()):
            return True
        if len(loop) > LOOPS:
            continue
        within = [letter & loop for letter in letters if letter & loop]
        ahead: dict[tuple[int, int], set[tuple[int, int]]] = {}
        back: dict[tuple[int, int], set[tuple[int, int]]] = {}
        for one, other in product(loop, repeat=2):
            for letter in within:
                for pair in product(letter & follow[one].keys(), letter & follow[other].keys()):
                    ahead.setdefault((one, other), set()).add(pair)
                    back.setdefault(pair, set()).add((one, other))
        same = {(place, place) for place in loop}
        if any(one != other for one, other in _reached(same, ahead) & _reached(same, back)):
            return True
    return False


def _reached(
    start: set[tuple[int, int]], edges: dict[tuple[int, int], set[tuple[int, int]]]
) -> set[tuple[int, int]]:
    found, left = set(start), list(start)
    while left:
        new = edges.get(left.pop(), set()) - found
        found |= new
        left += new
    return found


def _loops(automaton: Automaton) -> list[set[int]]:
    """Return the sets of places that lead to one another, but for places that are final.

    Whoever is at a final place has matched: from there no way is tried in vain.
    """
    follow = [
        [] if place in automaton.final else [to for to in tos if to not in automaton.final]
        for place, tos in enumerate(automaton.follow)
    ]
    before: list[list[int]] = [[] for _ in follow]
    for place, tos in enumerate(follow):
        for to in tos:
            before[to].append(place)
    order: list[int] = []
    seen: set[int] = set()
    for place in range(len(follow)):
        order += _finished(place, follow, seen)
    seen = set()
    found = [set(_finished(place, before, seen)) for place in reversed(order) if place not in seen]
    return [loop for loop in found if len(loop) > 1 or _repeats(loop, follow)]


def _repeats(loop: set[int], follow: list[list[int]]) -> bool:
    return any(place in follow[place] for place in loop)


def _finished(start: int, follow: list[list[int]], seen: set[int]) -> list[int]:
    """Return the places reached from one and not seen yet, those without a way on first."""
    if start in seen:
        return []
    seen.add(start)
    stack, done = [(start, iter(follow[start]))], []
    while stack:
        place, tos = stack[-1]
        to = next((one for one in tos if one not in seen), None)
        if to is None:
            done.append(place)
            stack.pop()
        else:
            seen.add(to)
            stack.append((to, iter(follow[to])))
    return done


def greatest_work(
    automaton: Automaton, letters: list[frozenset[int]], length: int, limit: int
) -> int:
    """Return the most steps that a search takes on texts of `length` characters, as far as tried.

    A step is one place that reads one character on one way.  The texts are each letter over and
    over, each pair of letters, and those that grow by the letter which leaves the most ways open.

    Parameters
    ----------
    automaton : Automaton
        The pattern.
    letters : list of frozenset
        See `letters_of`.
    length : int
        Of the texts.
    limit : int
        Where counting stops.
    """
    steps = _Steps(automaton, letters, length, limit)
    each = range(len(letters))
    words: list[tuple[int, ...]] = [(i,) for i in each]
    words += [pair for pair in product(each, repeat=2) if pair[0] != pair[1]]
    tries = chain(
        map(steps.of_word, words[:WORDS]),
        (steps.growing(i, anchored=anchored) for anchored in (False, True) for i in each),
    )
    most = 0
    for found in tries:
        most = max(most, found)
        if most > limit:
            break
    return most


class _Steps:
    """Counts the steps on a text: for each place, in how many ways the engine may be there."""

    def __init__(
        self, automaton: Automaton, letters: list[frozenset[int]], length: int, limit: int
    ) -> None:
        self.automaton, self.letters = automaton, letters
        self.length, self.limit = length, limit
        # Whoever is at a final place has matched: from there no way is tried in vain.
        self.follow = [
            [(place, ways) for place, ways in follow.items() if place not in automaton.final]
            for follow in automaton.follow
        ]
        self.first = [pair for pair in automaton.first.items() if pair[0] not in automaton.final]

    def next(self, ways: dict[int, int], letter: frozenset[int], *, begins: bool) -> dict[int, int]:
        """Return the places after one more character."""
        now: dict[int, int] = {}
        for place, count in ways.items():
            for following, more in self.follow[place]:
                if following in letter:
                    now[following] = now.get(following, 0) + count * more
        if begins:
            for place, count in self.first:
                if place in letter:
                    now[place] = now.get(place, 0) + count
        return now

    def of_word(self, word: tuple[int, ...]) -> int:
        """Return the steps on a word over and over."""
        ways: dict[int, int] = {}
        total = 0
        for index in range(self.length):
            letter = self.letters[word[index % len(word)]]
            ways = self.next(ways, letter, begins=not (self.automaton.anchored and index))
            total += sum(ways.values())
            if total > self.limit:
                break
        return total

    def growing(self, first: int, *, anchored: bool) -> int:
        """Return the steps on a text that begins with a letter and grows where most ways are open.

        Where it is anchored, only ways from the beginning of the text count.
        """
        ways: dict[int, int] = {}
        total = 0
        for index in range(self.length):
            begins = not index or not (anchored or self.automaton.anchored)
            tried = self.letters if index else [self.letters[first]]
            ways = max(
                (self.next(ways, letter, begins=begins) for letter in tried),
                key=lambda now: sum(now.values()),
            )
            total += sum(ways.values())
            if total > self.limit or not ways:
                break
        return total
