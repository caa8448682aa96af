"""Compare recipes, and warn where the order of two rules matters."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import narwhals as nw

from workbench.rules.kinds import Rule
from workbench.types import Json

__all__ = ["OrderWarning", "RecipeDiff", "compared", "order_warnings"]

ABOUT = {"why", "author", "decisions"}


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


@dataclass(frozen=True)
class OrderWarning:
    """Two neighbouring rules that may give another result the other way round.

    Attributes
    ----------
    first, second : int
        Their places in the recipe, from 1.
    columns : tuple of str
        The columns that both are about; none where both remove rows.
    differs : bool or None
        Whether the other order gave another result on the table tried; None where none was.
    message : str
        The same in words.
    """

    first: int
    second: int
    columns: tuple[str, ...]
    differs: bool | None
    message: str

    def to_dict(self) -> Json:
        """Return the warning as JSON."""
        return {**asdict(self), "columns": list(self.columns)}


def compared(old: Sequence[Rule], new: Sequence[Rule]) -> RecipeDiff:
    """Tell how the rules `old` become `new`; who accepted a rule and why makes no difference."""
    before, after = ([_core(rule) for rule in rules] for rules in (old, new))
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


def _core(rule: Rule) -> Json:
    return rule.model_dump(mode="json", exclude=ABOUT)


def _about(rule: Rule) -> object:
    return rule.kind, tuple(sorted(rule.touches())), tuple(sorted(rule.needs()))


def order_warnings(rules: Sequence[Rule], table: Any = None) -> list[OrderWarning]:
    """Return the neighbouring rules whose order may matter.

    Parameters
    ----------
    rules : sequence of Rule
        A recipe.
    table : table, optional
        Pairs that give the same result on it in both orders are left out.
    """
    from workbench.rules.recipe import Recipe

    found = []
    frames = [before for _, before, _ in Recipe(rules).steps(table)] if table is not None else []
    for place, (one, two) in enumerate(pairwise(rules)):
        columns = _shared(one, two)
        if columns is None:
            continue
        differs = _differs(frames[place], one, two) if frames else None
        if differs is False:
            continue
        about = f"both are about {', '.join(columns)}" if columns else "both remove rows"
        sure = "gives another result" if differs else "may give another result"
        words = f"rules {place + 1} and {place + 2}: {about}; the other order {sure}"
        found.append(OrderWarning(place + 1, place + 2, columns, differs, words))
    return found


def _shared(one: Rule, two: Rule) -> tuple[str, ...] | None:
    """Return the columns on which two rules meet; None where their order cannot matter."""
    changed = set(one.touches()) & (set(two.touches()) | set(two.needs()))
    changed |= set(two.touches()) & set(one.needs())
    if changed:
        alone = one.kind == two.kind and one.kind in ("trim", "collapse", "normalise_unicode")
        return None if alone else tuple(sorted(changed))
    choosing = {"keep_first"}
    removing = {"drop_where", "drop_rows", "merge_entities", "keep_first"}
    meet = {one.kind, two.kind} & choosing and {one.kind, two.kind} <= removing
    return () if meet else None


def _differs(frame: Any, one: Rule, two: Rule) -> bool:
    try:
        there = two.apply(one.apply(frame))
        back = one.apply(two.apply(frame))
    except (TypeError, ValueError, KeyError, nw.exceptions.NarwhalsError):
        return True
    return _rows(there) != _rows(back)


def _rows(frame: Any) -> list[str]:
    frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    names = sorted(frame.columns)
    return sorted(repr([row[name] for name in names]) for row in frame.iter_rows(named=True))
