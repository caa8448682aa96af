"""Which rules hold personal values, and how these stand in a file apart from the module.

A module that is exported without real rows may go anywhere: it names no value of a column with
personal data, nor a hash of one, from which phone numbers and postcodes are guessed in seconds.
Rules that need such values (which cell was corrected, which row is a repeat) take them from a
file that stays where the table may be seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.rules.kinds import Rule
from workbench.rules.kinds.base import OfColumns, listed
from workbench.types import Json, new_id

__all__ = ["Parted", "parted", "values_file"]

SHORTEST = 3
"""Characters from which on a value that stands in a rule about other columns is taken for the
personal one: a letter or two (M, 7, CA) name nobody, and stand everywhere."""
WORDS = 6
"""Words of the longest value that is looked for in a reason; longer ones stand in quotes."""


@dataclass(frozen=True)
class Parted:
    """Rules, some of whose values stand apart.

    Attributes
    ----------
    rules : tuple of Rule
        In order; a rule about several columns, some of them personal, is two rules.
    apart : frozenset of int
        The positions, from 1, of those whose values stand apart.
    personal : frozenset of str
        The columns with personal data, also those that rules make of them.
    id : str
        A random name, by which module and file are known to belong together.
    """

    rules: tuple[Rule, ...]
    apart: frozenset[int] = frozenset()
    personal: frozenset[str] = frozenset()
    id: str = field(default_factory=new_id)

    @property
    def public(self) -> tuple[Rule, ...]:
        """The rules that hold no personal value."""
        return tuple(rule for i, rule in enumerate(self.rules, 1) if i not in self.apart)

    def stubs(self) -> Json:
        """Return what may be told of the rules whose values stand apart, by position."""
        return {str(i): stub(self.rules[i - 1]) for i in sorted(self.apart)}


def parted(rules: Sequence[Rule], personal: Collection[str], known: Collection[str]) -> Parted:
    """Say which rules hold values of personal columns.

    Parameters
    ----------
    rules : sequence of Rule
        The recipe.
    personal : collection of str
        Columns with personal data.
    known : collection of str
        Their values as text: rules about other columns that hold one are apart too.

    Returns
    -------
    Parted
        The reasons of rules about personal columns are left out: they give examples.
    """
    about = set(personal)
    known = {value for value in known if len(value) >= SHORTEST}
    made: list[Rule] = []
    apart = set()
    for rule in rules:
        for part in _divided(rule, about):
            columns = {*part.needs(), *part.touches()}
            private = bool(columns & about)
            holds = part.holds_values if private else not known.isdisjoint(_leaves(part))
            hushed = private or _mentions(part.why, known)
            made.append(part if holds or not hushed else part.model_copy(update={"why": ""}))
            if holds:
                apart.add(len(made))
            renames = part.renames()
            about |= {new for old, new in renames.items() if old in about}
            if private and not renames:
                about |= set(part.makes())
    return Parted(tuple(made), frozenset(apart), frozenset(about))


def stub(rule: Rule) -> Json:
    """Return what may be told of a rule whose values stand apart."""
    columns = rule.touches() or tuple(rule.needs())
    return {"kind": rule.kind, "what": f"{rule.kind.replace('_', ' ')}: {listed(columns)}"}


def values_file(module: str, split: Parted) -> str:
    """Return the text of the file with the values that stand apart."""
    rules = {}
    for number in sorted(split.apart):
        rule = split.rules[number - 1]
        told = {"kind": rule.kind, "what": rule.title(), "why": rule.why}
        rules[str(number)] = {**told, "arguments": _packed(rule.arguments())["pairs"]}
    data = {"format": 1, "module": module, "id": split.id, "rules": rules}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _packed(value: Any) -> Any:
    """Return a value as JSON that keeps the types of keys: a dict as its pairs."""
    if isinstance(value, dict):
        return {"pairs": [[key, _packed(one)] for key, one in value.items()]}
    return [_packed(one) for one in value] if isinstance(value, list | tuple) else value


def _divided(rule: Rule, about: Collection[str]) -> list[Rule]:
    """Return a rule with values as one about other columns, and one about personal ones."""
    if not (isinstance(rule, OfColumns) and rule.holds_values):
        return [rule]
    groups = (
        tuple(name for name in rule.columns if name not in about),
        tuple(name for name in rule.columns if name in about),
    )
    if not all(groups):
        return [rule]
    return [rule.model_copy(update={"columns": names}) for names in groups]


def _leaves(rule: Rule) -> set[str]:
    """Return the texts and numbers that a rule holds, as text, but for names of columns."""
    columns = {*rule.needs(), *rule.touches()}
    return {str(leaf) for leaf in _inner(rule.arguments()) if leaf is not None} - columns


def _inner(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for one in value:
            yield from _inner(one)
    else:
        yield value


def _mentions(text: str, known: Collection[str]) -> bool:
    """Tell whether a sentence holds one of some values: in quotes, or among its words."""
    quotes = [one for pair in re.findall(r"'([^']*)'|\"([^\"]*)\"", text) for one in pair]
    words = [word.strip("'\".,;:()") for word in text.split()]
    runs = (
        " ".join(words[start : start + size])
        for size in range(1, WORDS + 1)
        for start in range(len(words) - size + 1)
    )
    return any(one in known for one in (*quotes, *runs))
