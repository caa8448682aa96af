"""Compare two recipes: rules added, removed, changed and moved."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from workbench.rules.kinds import Rule
from workbench.types import Json

__all__ = ["RecipeDiff", "compare_rules"]


@dataclass(frozen=True)
class RecipeDiff:
    """How one recipe becomes another.

    Attributes
    ----------
    added, removed : tuple of (int, str)
        Place (from 1, in the new or the old recipe) and title of a rule.
    changed : tuple of (int, str, str)
        Place in the new recipe, title before and after, of a rule of the same kind about the
        same columns.
    moved : tuple of (int, int, str)
        Place before and after, and title, of a rule that is the same.
    """

    added: tuple[tuple[int, str], ...]
    removed: tuple[tuple[int, str], ...]
    changed: tuple[tuple[int, str, str], ...]
    moved: tuple[tuple[int, int, str], ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.moved)

    def __str__(self) -> str:
        return "\n".join(self.lines()) or "no difference"

    def lines(self) -> list[str]:
        """Return one sentence for each difference."""
        return [
            *(f"added rule {place}: {title}" for place, title in self.added),
            *(f"removed rule {place}: {title}" for place, title in self.removed),
            *(f"changed rule {place}: {old}, now {new}" for place, old, new in self.changed),
            *(f"moved rule {old} to {new}: {title}" for old, new, title in self.moved),
        ]

    def to_dict(self) -> Json:
        """Return the difference as JSON."""
        return {name: [list(one) for one in found] for name, found in asdict(self).items()}


def compare_rules(old: Sequence[Rule], new: Sequence[Rule]) -> RecipeDiff:
    """Tell how the rules `old` become `new`; who accepted a rule and why makes no difference."""
    before, after = ([rule.core() for rule in rules] for rules in (old, new))
    same: list[tuple[int, int]] = []
    left = list(range(len(before)))
    for place, core in enumerate(after):
        match = next((at for at in left if before[at] == core), None)
        if match is not None:
            left.remove(match)
            same.append((match, place))
    matched = {place for _, place in same}
    fresh = [place for place in range(len(after)) if place not in matched]
    changed = []
    for place in list(fresh):
        match = next((at for at in left if _about(old[at]) == _about(new[place])), None)
        if match is not None:
            left.remove(match)
            fresh.remove(place)
            changed.append((place + 1, old[match].title(), new[place].title()))
    pairs = sorted(same)
    order = [place for _, place in pairs]
    matcher = difflib.SequenceMatcher(None, order, sorted(order), autojunk=False)
    stay = {
        order[i]
        for block in matcher.get_matching_blocks()
        for i in range(block.a, block.a + block.size)
    }
    moved = [(at + 1, place + 1, new[place].title()) for at, place in pairs if place not in stay]
    return RecipeDiff(
        tuple((place + 1, new[place].title()) for place in fresh),
        tuple((place + 1, old[place].title()) for place in left),
        tuple(changed),
        tuple(moved),
    )


def _about(rule: Rule) -> object:
    return rule.kind, tuple(sorted(rule.touches())), tuple(sorted(rule.needs()))
