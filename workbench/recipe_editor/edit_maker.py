"""What an edit of a recipe is made with: the rules and decisions as its client saw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.decisions.recipe_steps import Step
from workbench.decisions.targets import (
    EXPECTED,
    ORDER,
    EditSession,
    OrderTarget,
    RecipeTarget,
    RuleTarget,
    Target,
)
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.protocol.recipe import Action, Edit
from workbench.recipe_editor.snapshot import RecipeSnapshot, Suggestion, stamp_of
from workbench.rules.kinds import Rule, parse_rule
from workbench.types import Decision, DecisionKind, Json, Verdict

__all__ = ["EditMaker", "uncredited"]

VERBS: dict[Action, str] = {
    "accept": "accept",
    "reject": "reject",
    "disable": "switch off",
    "enable": "switch on",
    "move": "move",
    "replace": "change",
    "add": "add",
    "remove": "remove",
    "expect": "expectation of",
    "expect_as_seen": "expectation as seen of",
}
TITLE = 120
"""Characters of a rule's title that an edit keeps: it is shown on one line."""


@dataclass(frozen=True)
class EditMaker:
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
        comment: str = "",
    ) -> Decision:
        """Return a decision that this edit makes; it replaces the `earlier` one."""
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
            comment=comment,
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
        """Return the suggestion that the edit names, if it is one."""
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
        """Return the rule that was sent."""
        if self.edit.rule is None:
            raise InputError(f"to {self.edit.action} a rule, send it in 'rule'")
        return parse_rule(self.edit.rule)

    def recipe_decision(
        self, item: str, base: Rule | None, rule: Rule | None, on: bool, title: str
    ) -> Decision:
        """Return the decision about one rule: how it was, what replaces it, whether it runs."""
        target = RecipeTarget(
            base=base.to_dict() if base else None, rule=uncredited(rule) if rule else None, on=on
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

    def expectation(self) -> tuple[str, Decision | None]:
        """Return the column that the edit names, and the decision about it that stands."""
        column = self.edit.column
        if column is None:
            raise InputError("name the column that something is expected of in 'column'")
        earlier = self.earlier(f"{EXPECTED}{column}")
        if self.edit.stamp not in (None, earlier.id if earlier else ""):
            who = earlier.reviewer if earlier else "somebody"
            raise ConflictError(
                f"{who} has changed what is expected of {column[:TITLE]!r} meanwhile. Nothing was "
                "changed: look at the current expectation, then try again"
            )
        return column, earlier


def uncredited(rule: Rule) -> Json:
    """Return a rule's JSON without who decided it: that is added when it is read."""
    return {**rule.to_dict(), "author": "", "decisions": []}
