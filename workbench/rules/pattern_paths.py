"""The ways that a pattern may read a text, as an automaton.

The position automaton (Glushkov's) has a state for each place that reads a character, and an edge
for each way from one to the next: what a backtracking engine tries are the paths through it.
Characters are told apart by what the pattern's own classes tell apart, so that negated classes, and
characters that the pattern never names, count as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.rules.pattern_tree import Atom, Choice, Edge, Node, Repeat, Sequence

__all__ = ["Automaton", "automaton_of", "letters_of"]

PLACES = 4000
EDGES = 40_000
"""An automaton beyond that is refused: RE2 and Rust's engine refuse such patterns too."""
MANY = 10**9
"""Numbers of ways are counted up to here."""


@dataclass
class Automaton:
    """The places of a pattern that read a character, and the ways between them.

    Attributes
    ----------
    reads : list of str
        For each place the atom that it reads, as it is written.
    follow : list of Counter
        For each place the places that may come next, each with the number of ways.
    first : Counter
        The places that may come first; searching begins at any character.
    final : set of int
        The places after which the pattern has matched, whatever comes next.
    anchored : bool
        Whether a match can begin at the start of the text alone.
    """

    reads: list[str] = field(default_factory=list)
    follow: list[Counter[int]] = field(default_factory=list)
    first: Counter[int] = field(default_factory=Counter)
    final: set[int] = field(default_factory=set)
    anchored: bool = False


@dataclass(frozen=True)
class _Part:
    """First and last places of a part of the pattern, and in how many ways it reads nothing."""

    first: Counter[int]
    last: Counter[int]
    empty: int


NOTHING = _Part(Counter(), Counter(), 1)


def automaton_of(tree: Node) -> Automaton:
    """Return the position automaton of a pattern.

    Raises
    ------
    ValueError
        If it has too many places or ways.
    """
    made = Automaton()
    options = tree.options if isinstance(tree, Choice) else (tree,)
    made.anchored = all(_begins(option) for option in options)
    for option in options:
        part = _Builder(made).part(option)
        made.first.update(part.first)
        parts = option.parts if isinstance(option, Sequence) else (option,)
        if parts and not (isinstance(parts[-1], Edge) and parts[-1].sign == "$"):
            made.final.update(part.last)
    return made


def _begins(option: Node) -> bool:
    first = option.parts[0] if isinstance(option, Sequence) and option.parts else option
    return isinstance(first, Edge) and first.sign == "^"


class _Builder:
    def __init__(self, made: Automaton) -> None:
        self.made = made
        self.edges = 0

    def part(self, node: Node) -> _Part:
        match node:
            case Atom():
                return self.atom(node)
            case Edge():
                return NOTHING
            case Sequence():
                return self.joined(self.part(one) for one in node.parts)
            case Choice():
                return _either([self.part(one) for one in node.options])
            case Repeat():
                return self.repeat(node)

    def atom(self, node: Atom) -> _Part:
        place = len(self.made.reads)
        if place >= PLACES:
            raise ValueError("it has too many repeats")
        self.made.reads.append(node.text)
        self.made.follow.append(Counter())
        return _Part(Counter([place]), Counter([place]), 0)

    def joined(self, parts: Iterator[_Part]) -> _Part:
        whole = NOTHING
        for part in parts:
            self.connect(whole.last, part.first)
            whole = _Part(
                _sum(whole.first, part.first, whole.empty),
                _sum(part.last, whole.last, part.empty),
                min(MANY, whole.empty * part.empty),
            )
        return whole

    def repeat(self, node: Repeat) -> _Part:
        if node.most is not None:
            return self.joined(self.copies(node))
        before = self.joined(self.part(node.part) for _ in range(node.least - 1))
        loop = self.part(node.part)
        self.connect(loop.last, loop.first)
        empty = loop.empty if node.least else 1
        return self.joined(iter([before, _Part(loop.first, loop.last, empty)]))

    def copies(self, node: Repeat) -> Iterator[_Part]:
        for _ in range(node.least):
            yield self.part(node.part)
        # The rest is nested, x(x(x)?)?: where one is left out, so are those after it.
        rest = NOTHING
        for _ in range((node.most or 0) - node.least):
            one = self.part(node.part)
            rest = self.joined(iter([one, rest]))
            rest = _Part(rest.first, rest.last, 1)
        yield rest

    def connect(self, last: Counter[int], first: Counter[int]) -> None:
        self.edges += len(last) * len(first)
        if self.edges > EDGES:
            raise ValueError("it has too many alternatives and repeats")
        for place, ways in last.items():
            follow = self.made.follow[place]
            for following, more in first.items():
                follow[following] = min(MANY, follow[following] + ways * more)


def _sum(one: Counter[int], other: Counter[int], times: int) -> Counter[int]:
    if not times or not other:
        return one
    whole = Counter(one)
    for place, ways in other.items():
        whole[place] = min(MANY, whole[place] + ways * times)
    return whole


def _either(parts: list[_Part]) -> _Part:
    first, last = Counter[int](), Counter[int]()
    for part in parts:
        first, last = _sum(first, part.first, 1), _sum(last, part.last, 1)
    return _Part(first, last, min(MANY, sum(part.empty for part in parts)))


def letters_of(automaton: Automaton) -> list[frozenset[int]]:
    """Return for each kind of character that the pattern tells apart the places that read it.

    A class changes at the ends of its ranges only, so these and their neighbours, and one
    character that is far from all of them, stand for all others; escapes stand for white space.
    """
    atoms = {text: re.compile(text) for text in dict.fromkeys(automaton.reads)}
    ends = {ord(char) for text in atoms for char in text}
    points = {point + step for point in ends for step in (-1, 0, 1)} | {9, 10, 13, 0x10FFFD}
    signs = [chr(point) for point in sorted(points) if point >= 0 and not 0xD800 <= point < 0xE000]
    kinds = {
        frozenset(text for text, atom in atoms.items() if atom.fullmatch(sign)) for sign in signs
    }
    return [
        frozenset(place for place, text in enumerate(automaton.reads) if text in kind)
        for kind in sorted(kinds, key=sorted)
        if kind
    ]
