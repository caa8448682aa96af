r"""Regular expressions in the part of the language that all engines share, as a tree.

RE2 (PyArrow, DuckDB), Rust's regex (Polars), Java's (Spark) and Python's share a core: literals,
classes, groups without capture, alternatives and greedy repeats.  What lies outside it is refused
with what to write instead (``\d``, ``.``, back references).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["ENDLESS", "Atom", "Choice", "Edge", "Node", "Repeat", "Sequence", "parse"]

REPEATS = 1000
"""RE2's greatest repeat."""
ENDLESS = None

REPEAT = re.compile(r"[*+?]|\{([0-9]{1,4})(?:(,)([0-9]{0,4}))?\}")
SET = re.compile(r"\[\^?(?:\\[ntr\]\[\\^.$|?*+(){}/&~ -]|[^\]\[\\&~])+\]")
LITERAL = re.compile(r"[^.\\\[\]{}()|?*+^$]")
ESCAPED = re.compile(r"\\[ntr\\^$.|?*+()\[\]{}/&~ -]")
INSTEAD = {
    "d": "[0-9]",
    "w": "[A-Za-z0-9_]",
    "s": "[ \\t\\r\\n]",
    "b": "a class of the neighbouring characters",
}


@dataclass(frozen=True)
class Atom:
    """What reads one character: a literal, an escape or a class, as it is written."""

    text: str


@dataclass(frozen=True)
class Edge:
    """The start (``^``) or the end (``$``) of the text."""

    sign: str


@dataclass(frozen=True)
class Sequence:
    """Parts that follow one another."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Choice:
    """Alternatives, tried in order."""

    options: tuple[Node, ...]


@dataclass(frozen=True)
class Repeat:
    """A part, at least `least` and at most `most` times (None: without a bound)."""

    part: Node
    least: int
    most: int | None


Node = Atom | Edge | Sequence | Choice | Repeat


def parse(pattern: str) -> Node:
    """Return the tree of a pattern.

    Raises
    ------
    ValueError
        If it holds something on which engines differ, or is no regular expression.
    """
    reader = _Reader(pattern)
    tree = reader.choice()
    if reader.index < len(pattern):
        raise ValueError(f"pattern {pattern!r}: a closing bracket has no opening one")
    return tree


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.index = 0
        self.depth = 0

    def choice(self) -> Node:
        options = [self.sequence()]
        while self.pattern.startswith("|", self.index):
            self.index += 1
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self) -> Node:
        parts: list[Node] = []
        while self.index < len(self.pattern) and self.pattern[self.index] not in "|)":
            parts.append(self.repeated(self.one()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self, part: Node) -> Node:
        match = REPEAT.match(self.pattern, self.index)
        if match is None:
            return part
        if isinstance(part, Edge):
            raise self.quantifier()
        self.index = match.end()
        if REPEAT.match(self.pattern, self.index):
            raise self.quantifier()
        if match[1] is None:
            least, most = {"*": (0, ENDLESS), "+": (1, ENDLESS), "?": (0, 1)}[match[0]]
        else:
            least = int(match[1])
            most = least if match[2] is None else int(match[3]) if match[3] else ENDLESS
        if max(least, most or 0) > REPEATS:
            raise ValueError(f"pattern {self.pattern!r} repeats more than {REPEATS} times")
        return Repeat(part, least, most)

    def one(self) -> Node:
        pattern, index = self.pattern, self.index
        char = pattern[index]
        if char in "*+?" or REPEAT.match(pattern, index):
            raise self.quantifier()
        if char == "(":
            return self.group()
        if char in "^$":
            if self.depth or index != (0 if char == "^" else len(pattern) - 1):
                raise ValueError(
                    f"pattern {pattern!r}: ^ is allowed only at the start and $ only at the end"
                )
            self.index += 1
            return Edge(char)
        match = {"[": SET, "\\": ESCAPED}.get(char, LITERAL).match(pattern, index)
        if match is None:
            after = pattern[index + 1 : index + 2] if char == "\\" else ""
            better = INSTEAD.get(
                after, "a class such as [^\\n]" if char == "." else "a plain class"
            )
            raise ValueError(
                f"pattern {pattern!r}: engines differ on {pattern[index : index + 2]!r} at "
                f"character {index + 1}; write {better}"
            )
        self.index = match.end()
        return Atom(match[0])

    def group(self) -> Node:
        if not self.pattern.startswith("(?:", self.index):
            raise ValueError(f"pattern {self.pattern!r}: the only groups allowed are (?:...)")
        self.index += 3
        self.depth += 1
        inner = self.choice()
        if not self.pattern.startswith(")", self.index):
            raise ValueError(f"pattern {self.pattern!r}: a group is not closed")
        self.index += 1
        self.depth -= 1
        return inner

    def quantifier(self) -> ValueError:
        return ValueError(
            f"pattern {self.pattern!r}: a quantifier must follow something that can be repeated"
        )
