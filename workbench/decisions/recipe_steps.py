"""What people changed of a recipe beside accepting its rules: order, off and on, edits, own rules.

Each change is a decision of kind ``recipe``, appended like all others.  Its item says what it is
about, its target how that stands from now on:

- item ``order``: ``{"order": [...]}``, the identities of the rules from first to last;
- item *identity of a rule*: ``{"base", "rule", "on"}``; ``base`` is the rule as decisions made
  it when it was changed, ``rule`` what replaces it (null: nothing), ``on`` whether it runs;
- item ``own-…``: a rule that somebody wrote, ``{"base": null, "rule", "on"}``;
- item ``expect:`` with a column: what is expected of it (`decisions.expected`).

The identity of a rule that decisions make is a digest of its kind and of what makes rules join
(`Rule.merge_key`: the trims are one rule, the maps of a column are one), so that it stays
when further decisions join the rule.  A change holds for the parts (columns, words, cells, rows)
that its ``base`` had: what joins later is a rule of its own, with the next number behind the
digest.  So nothing that is accepted later vanishes into a rule that was switched off or rewritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

import narwhals as nw
import pyarrow as pa

from workbench.decisions.targets import EXPECTED, ORDER, OrderTarget, RecipeTarget
from workbench.decisions.votes import grouped
from workbench.errors import RuleError, WorkbenchError
from workbench.rules import Recipe
from workbench.rules.kinds import Rule
from workbench.rules.rebase import rebased
from workbench.types import Decision, Json, digest

__all__ = ["RuleEdit", "Step", "active_recipe", "arranged", "in_order", "rule_identity"]

Origin = Literal["decided", "edited", "own"]


@dataclass(frozen=True)
class RuleEdit:
    """A decision of kind ``recipe`` about one rule, with its rules parsed."""

    decision: Decision
    base: Rule | None
    rule: Rule | None
    on: bool

    @property
    def number(self) -> int:
        """The number behind the digest."""
        number = self.decision.item.partition(".")[2]
        return int(number) if number.isdecimal() else 0


@dataclass(frozen=True)
class Step:
    """One place in an arranged recipe.

    Attributes
    ----------
    id : str
        The rule's identity; see the module.
    rule : Rule
        As it runs, its row decisions as they stand in the source.
    on : bool
        Whether it runs.
    origin : {"decided", "edited", "own"}
        Made by decisions, such a one rewritten, or written by somebody.
    base : Rule or None
        What decisions made; None for one's own.
    record : Decision or None
        What was decided about it beside accepting it, if anything.
    """

    id: str
    rule: Rule
    on: bool
    origin: Origin
    base: Rule | None
    record: Decision | None


def rule_identity(rule: Rule, number: int = 0) -> str:
    """Return the identity of a rule that decisions make; `number` counts those of one group."""
    name = digest(rule.merge_key())
    return f"{name}.{number}" if number else name


def arranged(rules: Iterable[Rule], decisions: Iterable[Decision]) -> list[Step]:
    """Return the steps that `rules` become by the decisions of kind ``recipe``.

    Parameters
    ----------
    rules : iterable of Rule
        Merged, in default order, not rebased yet.
    decisions : iterable of Decision
        Those that stand; other kinds are passed over.
    """
    about = [decision for decision in decisions if decision.kind == "recipe"]
    edits = [_rule_edit(decision) for decision in about if _about_a_rule(decision)]

    def group(edit: RuleEdit) -> str | None:
        changes = edit.base is not None and (edit.rule is not None or not edit.on)
        return edit.decision.item.partition(".")[0] if changes else None

    groups = grouped(edits, group)
    steps = [
        step for rule in rules for step in _split(rule, groups.get(rule_identity(rule), ()))
    ] + [_rewritten(edit, edit.rule, None) for edit in edits if edit.base is None and edit.rule]
    steps.sort(key=lambda step: step.rule.stage)
    orders = [OrderTarget.of(decision).order for decision in about if decision.item == ORDER]
    return in_order(steps, orders[-1] if orders else ())


def active_recipe(
    steps: Sequence[Step], expectations: Mapping[str, Json | None] | None = None
) -> Recipe:
    """Return the recipe of the steps that are on.

    Parameters
    ----------
    steps : sequence of Step
        In order.
    expectations : mapping, optional
        What people expect of columns (`workbench.decisions.expected`).

    Raises
    ------
    RuleError
        If the decisions about rows cannot be carried through the rules in this order.
    """
    try:
        rules = rebased(step.rule for step in steps if step.on)
        return Recipe(rules, expectations=expectations)
    except WorkbenchError:
        raise
    except (TypeError, ValueError, pa.ArrowException, nw.exceptions.NarwhalsError) as error:
        raise RuleError(
            f"the rules cannot run in this order: {error}; move or switch off the rule that "
            "changes the column before the decisions about its cells"
        ) from error


def in_order(steps: Sequence[Step], order: Sequence[str]) -> list[Step]:
    """Put `steps` (in default order) into `order`.

    A step that `order` does not name goes before the first one of a later stage; names without
    a step are passed over.
    """
    index = {name: i for i, name in enumerate(order)}
    ordered = sorted((step for step in steps if step.id in index), key=lambda step: index[step.id])
    for step in steps:
        if step.id not in index:
            later = (i for i, one in enumerate(ordered) if one.rule.stage > step.rule.stage)
            ordered.insert(next(later, len(ordered)), step)
    return ordered


def _about_a_rule(decision: Decision) -> bool:
    return decision.item != ORDER and not decision.item.startswith(EXPECTED)


def _rule_edit(decision: Decision) -> RuleEdit:
    target = RecipeTarget.of(decision)
    return RuleEdit(decision, *target.parsed(), target.on)


def _split(rule: Rule, edits: Sequence[RuleEdit]) -> list[Step]:
    """Return the steps that a rule becomes: one for each change of a part of it, and the rest."""
    steps: list[Step] = []
    rest: Rule | None = rule
    for edit in sorted(edits, key=lambda edit: edit.number):
        if rest is None:
            break
        assert edit.base is not None
        within, rest = divided(rest, edit.base)
        if within is not None:
            steps.append(_changed(edit, within))
    if rest is not None:
        taken = {edit.decision.item for edit in edits}
        free = (rule_identity(rule, number) for number in count())
        name = next(name for name in free if name not in taken)
        steps.append(Step(name, rest, True, "decided", rest, None))
    return steps


def _changed(edit: RuleEdit, within: Rule) -> Step:
    decision = edit.decision
    if edit.rule is not None:
        return _rewritten(edit, edit.rule, within)
    return Step(decision.item, within, edit.on, "decided", within, decision)


def _rewritten(edit: RuleEdit, rule: Rule, base: Rule | None) -> Step:
    decision = edit.decision
    update = {
        "author": decision.reviewer,
        "decisions": (*(base.decisions if base else ()), decision.id),
        "why": rule.why or (base.why if base else ""),
    }
    origin: Origin = "edited" if base else "own"
    return Step(decision.item, rule.model_copy(update=update), edit.on, origin, base, decision)


def divided(rule: Rule, base: Rule) -> tuple[Rule | None, Rule | None]:
    """Return the parts of `rule` that `base` has too, and the others; None where there are none.

    A rule of a kind that never joins others is one part.
    """
    parts = rule.parts()
    inside = parts.keys() & base.parts().keys()
    outside = parts.keys() - inside
    if not outside:
        return rule, None
    if not inside:
        return None, rule
    known = set(base.decisions)
    old = tuple(one for one in rule.decisions if one in known) or rule.decisions
    new = tuple(one for one in rule.decisions if one not in known) or rule.decisions
    return rule.restrict(inside, old), rule.restrict(outside, new)
