"""Compare two recipes: rules added, removed, changed and moved."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
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
        Position (from 1, in the new or the old recipe) and title of a rule.
    changed : tuple of (int, str, str)
        Position in the new recipe, title before and after, of a rule of the same kind about the
        same columns.
    moved : tuple of (int, int, str)
        Position before and after, and title, of a rule that is the same.
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
            *(f"added rule {index}: {title}" for index, title in self.added),
            *(f"removed rule {index}: {title}" for index, title in self.removed),
            *(f"changed rule {index}: {old}, now {new}" for index, old, new in self.changed),
            *(f"moved rule {old} to {new}: {title}" for old, new, title in self.moved),
        ]

    def to_dict(self) -> Json:
        """Return the difference as JSON."""
        return {name: [list(one) for one in entries] for name, entries in asdict(self).items()}


def compare_rules(old: Sequence[Rule], new: Sequence[Rule]) -> RecipeDiff:
    """Describe how the rules `old` become `new`; who accepted a rule and why is left out.

    Rules that do the same are matched first, then those of one kind about the same columns.
    """
    same, unmatched = _matched(dict(enumerate(old)), dict(enumerate(new)), Rule.core)
    changed, (removed, added) = _matched(
        *unmatched, lambda rule: (rule.kind, sorted(rule.touches()), sorted(rule.needs()))
    )
    order = [index for _, index in sorted(same)]
    matcher = difflib.SequenceMatcher(None, order, sorted(order), autojunk=False)
    stay = {
        index
        for block in matcher.get_matching_blocks()
        for index in order[block.a : block.a + block.size]
    }
    return RecipeDiff(
        tuple((index + 1, rule.title()) for index, rule in added.items()),
        tuple((index + 1, rule.title()) for index, rule in removed.items()),
        tuple((index + 1, old[before].title(), new[index].title()) for before, index in changed),
        tuple(
            (before + 1, index + 1, new[index].title())
            for before, index in sorted(same)
            if index not in stay
        ),
    )


def _matched(
    old: dict[int, Rule], new: dict[int, Rule], key: Callable[[Rule], object]
) -> tuple[list[tuple[int, int]], tuple[dict[int, Rule], dict[int, Rule]]]:
    """Match rules with equal keys, the first ones first; return the pairs, and the others."""
    keys = {before: key(rule) for before, rule in old.items()}
    pairs = []
    for index, rule in new.items():
        wanted = key(rule)
        match = next((before for before, one in keys.items() if one == wanted), None)
        if match is not None:
            del keys[match]
            pairs.append((match, index))
    rest = new.keys() - {index for _, index in pairs}
    return pairs, (
        {before: old[before] for before in keys},
        {index: rule for index, rule in new.items() if index in rest},
    )
