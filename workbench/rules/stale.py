"""What a rule left alone or could not read: reported, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workbench.rules.kinds import Rule
from workbench.types import Key

__all__ = ["Stale", "Unread", "stale_of", "unread_of"]


EXAMPLES = 5
"""Texts that are shown of those that could not be read."""


@dataclass(frozen=True)
class Stale:
    """A decision about one row that no longer applies.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    key : Key
        The row that the decision names.
    column : str or None
        The column; None where the row was to be dropped.
    reason : str
        Why it does not apply.
    """

    rule: int
    key: Key
    column: str | None
    reason: str


@dataclass(frozen=True)
class Unread:
    """Texts that a rule could not parse as numbers or dates, and made null.

    Attributes
    ----------
    rule : int
        Position of the rule in the recipe, from 1.
    column : str
        The column.
    rows : int
        How many cells.
    examples : tuple of str
        Up to five distinct texts.
    """

    rule: int
    column: str
    rows: int
    examples: tuple[str, ...]


def stale_of(number: int, rule: Rule, before: Any) -> list[Stale]:
    """List the decisions of rule `number` that do not apply to the frame before it."""
    return [Stale(number, *cell) for cell in rule.stale(before)]


def unread_of(number: int, rule: Rule, before: Any, after: Any) -> list[Unread]:
    """List the texts that rule `number` made null because it could not read them."""
    lost = rule.unread(before, after)
    examples = tuple(dict.fromkeys(map(str, lost)))[:EXAMPLES]
    return [Unread(number, rule.touches()[0], len(lost), examples)] if lost else []
