"""What each edit of a recipe becomes: decisions, each replacing the one that stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from workbench.decisions.recipe_steps import Step
from workbench.decisions.targets import (
    ORDER,
    EditSession,
    OrderTarget,
    RecipeTarget,
    RuleTarget,
    Target,
    target_of,
)
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.protocol.recipe import Action, Edit
from workbench.recipe_editor.snapshot import (
    RecipeSnapshot,
    Suggestion,
    decisions_for_step,
    stamp_of,
)
from workbench.rules.kinds import Rule, parse_rule
from workbench.types import Decision, DecisionKind, Json, Verdict

__all__ = ["changes"]

VERBS: dict[Action, str] = {
    "accept": "accept",
    "reject": "reject",
    "disable": "switch off",
    "enable": "switch on",
    "move": "move",
    "replace": "change",
    "add": "add",
    "remove": "remove",
}
TITLE = 120
"""Characters of a rule's title that an edit keeps: it is shown on one line."""


@dataclass(frozen=True)
class _Maker:
    """Makes the decisions of one edit."""

    edit: Edit
    dataset: str
    user: str
    snapshot: RecipeSnapshot
    suggestions: Sequence[Suggestion]

    def decision(
        self,
        item: str,
        target: Target,
        title: str,
        *,
        kind: DecisionKind = "recipe",
        verdict: Verdict = "accept",
        earlier: Decision | None = None,
    ) -> Decision:
        edit = EditSession(
            id=self.edit.id,
            session=self.edit.session,
            does=self.edit.action,
            title=f"{VERBS[self.edit.action]} “{title[:TITLE]}”",
        )
        return Decision(
            dataset=self.dataset,
            kind=kind,
            item=item,
            target=target.model_copy(update={"edit": edit}).to_dict(),
            verdict=verdict,
            reviewer=self.user,
            supersedes=earlier.id if earlier else None,
        )

    def earlier(self, item: str | None, kind: DecisionKind = "recipe") -> Decision | None:
        """Return the current decision about an item, which a new one replaces."""
        about = [d for d in self.snapshot.decisions if (d.kind, d.item) == (kind, item)]
        return about[-1] if about else None

    def step(self) -> Step:
        """Return the step that the edit names, as its client saw it."""
        step = self.snapshot.step(self.edit.step)
        if step is None:
            raise ConflictError(
                "this rule is no longer in the recipe. Nothing was changed: reload the recipe"
            )
        if self.edit.stamp not in (None, stamp_of(step.rule, step.on)):
            raise ConflictError(
                f"“{step.rule.title()[:TITLE]}” was changed meanwhile ({step.rule.author}). "
                "Nothing was changed: look at the current rule, then try again"
            )
        return step

    def suggestion(self) -> Suggestion | None:
        return next((one for one in self.suggestions if one.issue.id == self.edit.step), None)

    def open_suggestion(self) -> Suggestion:
        """Return the suggestion that the edit names, which nobody has judged."""
        suggestion = self.suggestion()
        if suggestion is not None:
            return suggestion
        judged = self.earlier(self.edit.step, "rule")
        if judged is not None:
            raise ConflictError(
                f"{judged.reviewer} has decided about this suggestion already "
                f"({judged.verdict}). Nothing was changed: reload the recipe"
            )
        raise NotFoundError("this suggestion no longer exists; reload the recipe")

    def rule(self) -> Rule:
        if self.edit.rule is None:
            raise InputError(f"to {self.edit.action} a rule, send it in 'rule'")
        return parse_rule(self.edit.rule)

    def recipe_decision(
        self, item: str, base: Rule | None, rule: Rule | None, on: bool, title: str
    ) -> Decision:
        target = RecipeTarget(
            base=base.to_dict() if base else None, rule=_uncredited(rule) if rule else None, on=on
        )
        return self.decision(item, target, title, earlier=self.earlier(item))

    def judgement(self, suggestion: Suggestion, rule: Rule, verdict: Verdict) -> Decision:
        """Return a decision about a suggestion; it replaces a skip of it."""
        return self.decision(
            suggestion.issue.id,
            RuleTarget(rule=rule.to_dict(), why=rule.why),
            rule.title(),
            kind="rule",
            verdict=verdict,
            earlier=self.earlier(self.edit.step, "rule"),
        )

    def new_order(self, names: list[str], title: str) -> Decision:
        """Return the decision about the order; absent rules keep their position behind another."""
        earlier = self.earlier(ORDER)
        order = list(names)
        previous: str | None = None
        for name in OrderTarget.of(earlier).order if earlier else ():
            if name not in order:
                order.insert(0 if previous is None else order.index(previous) + 1, name)
            previous = name
        return self.decision(ORDER, OrderTarget(order=tuple(order)), title, earlier=earlier)


def changes(
    edit: Edit,
    *,
    dataset: str,
    user: str,
    snapshot: RecipeSnapshot,
    suggestions: Sequence[Suggestion],
) -> list[Decision]:
    """Return the decisions that an edit other than undo and redo makes; none if it changes nothing.

    Raises
    ------
    ConflictError
        If the rule or the order is not as the client saw it.
    RuleError
        If the rule that was sent is malformed.
    InputError
        If the edit lacks what it needs, or the rule cannot be removed.
    """
    return _ACTIONS[edit.action](_Maker(edit, dataset, user, snapshot, suggestions))


def _judge(maker: _Maker, verdict: Verdict) -> list[Decision]:
    suggestion = maker.open_suggestion()
    return [maker.judgement(suggestion, suggestion.rule, verdict)]


def _reject(maker: _Maker) -> list[Decision]:
    accepted = maker.suggestion() is None and maker.snapshot.step(maker.edit.step) is not None
    return _take_out(maker, "reject") if accepted else _judge(maker, "reject")


def _take_out(maker: _Maker, verdict: Verdict) -> list[Decision]:
    """Take a rule out: withdraw what is one's own, withdraw or reject what was accepted."""
    step = maker.step()
    title = step.rule.title()
    made: list[Decision] = []
    earlier = maker.earlier(step.id)
    if earlier is not None:
        target = target_of(earlier)
        made = [maker.decision(step.id, target, title, verdict="withdraw", earlier=earlier)]
    if step.origin == "own":
        return made
    accepted = decisions_for_step(step, maker.snapshot)
    if any(decision.kind != "rule" for decision in accepted) or not accepted:
        raise InputError(
            f"this rule was made from {len(accepted)} decisions in review queues; switch it off, "
            "or change those decisions in their queue"
        )
    return made + [
        maker.decision(one.item, target_of(one), title, kind="rule", verdict=verdict, earlier=one)
        for one in accepted
    ]


def _switch(maker: _Maker, on: bool) -> list[Decision]:
    step = maker.step()
    if step.on == on:
        return []
    rule = step.rule if step.origin != "decided" else None
    return [maker.recipe_decision(step.id, step.base, rule, on, step.rule.title())]


def _uncredited(rule: Rule) -> Json:
    """Return a rule's JSON without who decided it: that is added when it is read."""
    return {**rule.to_dict(), "author": "", "decisions": []}


def _replace(maker: _Maker) -> list[Decision]:
    rule = maker.rule()
    suggestion = maker.suggestion()
    if suggestion is not None:
        return [maker.judgement(suggestion, rule, "accept")]
    step = maker.step()
    if _uncredited(rule) == _uncredited(step.rule):
        return []
    return [maker.recipe_decision(step.id, step.base, rule, step.on, step.rule.title())]


def _add(maker: _Maker) -> list[Decision]:
    rule = maker.rule()
    item = f"own-{maker.edit.id}"
    made = [maker.recipe_decision(item, None, rule, True, rule.title())]
    if maker.edit.place is not None:
        names = [step.id for step in maker.snapshot.steps]
        names.insert(maker.edit.place, item)
        made.append(maker.new_order(names, rule.title()))
    return made


def _move(maker: _Maker) -> list[Decision]:
    # Where the rule itself changed, it may be moved all the same.
    step = maker.snapshot.step(maker.edit.step) or maker.step()
    if maker.edit.place is None:
        raise InputError("to move a rule, send its new index, from 0")
    if maker.edit.order not in (None, maker.snapshot.order):
        last = maker.earlier(ORDER)
        raise ConflictError(
            f"{last.reviewer if last else 'somebody'} has changed the order meanwhile. Nothing was "
            "changed: the current order is shown, move the rule again"
        )
    before = [one.id for one in maker.snapshot.steps]
    names = [name for name in before if name != step.id]
    names.insert(maker.edit.place, step.id)
    return [] if names == before else [maker.new_order(names, step.rule.title())]


_ACTIONS: dict[Action, Callable[[_Maker], list[Decision]]] = {
    "accept": partial(_judge, verdict="accept"),
    "reject": _reject,
    "disable": partial(_switch, on=False),
    "enable": partial(_switch, on=True),
    "move": _move,
    "replace": _replace,
    "add": _add,
    "remove": partial(_take_out, verdict="withdraw"),
}
