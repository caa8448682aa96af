"""What each edit of a recipe becomes: decisions, each replacing the one that stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.decisions.recipe_steps import ORDER, Step
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.protocol.recipe import Action, Edit
from workbench.recipe_editor.snapshot import Standing, Suggestion, behind, stamp_of
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
"""Characters of a rule's title that an edit keeps."""


@dataclass(frozen=True)
class _Making:
    """What all makers of decisions need."""

    edit: Edit
    dataset: str
    user: str
    standing: Standing
    suggestions: Sequence[Suggestion]

    def told(self, title: str) -> Json:
        words = f"{VERBS[self.edit.action]} “{title[:TITLE]}”"
        told = {"id": self.edit.id, "session": self.edit.session, "does": self.edit.action}
        return {**told, "title": words}

    def decision(
        self,
        item: str,
        target: Json,
        title: str,
        *,
        kind: DecisionKind = "recipe",
        verdict: Verdict = "accept",
        earlier: Decision | None = None,
    ) -> Decision:
        return Decision(
            dataset=self.dataset,
            kind=kind,
            item=item,
            target={**target, "edit": self.told(title)},
            verdict=verdict,
            reviewer=self.user,
            supersedes=earlier.id if earlier else None,
        )

    def earlier(self, item: str) -> Decision | None:
        """Return what stands about an item of the recipe, which a new decision replaces."""
        about = [d for d in self.standing.decisions if (d.kind, d.item) == ("recipe", item)]
        return about[-1] if about else None

    def step(self) -> Step:
        """Return the step that the edit names, as its client saw it."""
        found = self.standing.step(self.edit.step or "")
        if found is None:
            raise ConflictError(
                "this rule is no longer in the recipe; nothing was changed: reload to see how "
                "it stands now"
            )
        stamp = stamp_of(found.rule, found.on)
        if self.edit.stamp is not None and self.edit.stamp != stamp:
            raise ConflictError(
                f"“{found.rule.title()[:TITLE]}” was changed meanwhile ({found.rule.author}); "
                "nothing was changed: look at it as it stands now, then do it again"
            )
        return found

    def suggestion(self) -> Suggestion | None:
        return next((one for one in self.suggestions if one.issue.id == self.edit.step), None)

    def rule(self) -> Rule:
        if self.edit.rule is None:
            raise InputError(f"to {self.edit.action} a rule, send the rule")
        return parse_rule(self.edit.rule)


def changes(
    edit: Edit,
    *,
    dataset: str,
    user: str,
    standing: Standing,
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
    return _MAKERS[edit.action](_Making(edit, dataset, user, standing, suggestions))


def _accept(making: _Making, changed: Rule | None = None) -> list[Decision]:
    one = _open_suggestion(making)
    rule = changed or one.rule
    target = {"rule": rule.to_dict(), "why": changed.why if changed else one.rule.why}
    title = rule.title()
    return [making.decision(one.issue.id, target, title, kind="rule", earlier=_own_skip(making))]


def _own_skip(making: _Making) -> Decision | None:
    """Return a standing skip of the item, which the decision replaces."""
    about = [d for d in making.standing.decisions if (d.kind, d.item) == ("rule", making.edit.step)]
    return about[-1] if about else None


def _open_suggestion(making: _Making) -> Suggestion:
    found = making.suggestion()
    if found is not None:
        return found
    judged = [
        d for d in making.standing.decisions if (d.kind, d.item) == ("rule", making.edit.step)
    ]
    if judged:
        raise ConflictError(
            f"{judged[-1].reviewer} has decided about this suggestion already "
            f"({judged[-1].verdict}); nothing was changed: reload to see how it stands now"
        )
    raise NotFoundError("there is no such suggestion any more; reload to see how it stands now")


def _reject(making: _Making) -> list[Decision]:
    one = making.suggestion()
    if one is None and making.standing.step(making.edit.step or "") is not None:
        return _taken_out(making, "reject")
    one = one or _open_suggestion(making)
    target = {"rule": one.rule.to_dict(), "why": one.rule.why}
    told: Json = {"kind": "rule", "verdict": "reject", "earlier": _own_skip(making)}
    return [making.decision(one.issue.id, target, one.rule.title(), **told)]


def _remove(making: _Making) -> list[Decision]:
    return _taken_out(making, "withdraw")


def _taken_out(making: _Making, verdict: Verdict) -> list[Decision]:
    """Take a rule out: withdraw what is one's own, withdraw or reject what was accepted."""
    step = making.step()
    title = step.rule.title()
    made = []
    record = making.earlier(step.id)
    if record is not None:
        same = {name: record.target.get(name) for name in ("base", "rule", "on")}
        told: Json = {"verdict": "withdraw", "earlier": record}
        made.append(making.decision(step.id, same, title, **told))
    if step.origin == "own":
        return made
    accepted = behind([step], making.standing)
    if any(decision.kind != "rule" for decision in accepted) or not accepted:
        raise InputError(
            f"this rule was made of {len(accepted)} decisions in review queues; switch it off, "
            "or change those decisions where they were made"
        )
    for decision in accepted:
        target = {name: decision.target.get(name) for name in ("rule", "why")}
        told = {"kind": "rule", "verdict": verdict, "earlier": decision}
        made.append(making.decision(decision.item, target, title, **told))
    return made


def _switch(on: bool) -> Callable[[_Making], list[Decision]]:
    def make(making: _Making) -> list[Decision]:
        step = making.step()
        if step.on == on:
            return []
        replaced = step.rule if step.origin != "decided" else None
        return [_record(making, step.id, step.base, replaced, on, step.rule.title())]

    return make


def _record(
    making: _Making,
    item: str,
    base: Rule | None,
    rule: Rule | None,
    on: bool,
    title: str,
) -> Decision:
    target = {
        "base": base.to_dict() if base else None,
        "rule": _bare(rule) if rule else None,
        "on": on,
    }
    return making.decision(item, target, title, earlier=making.earlier(item))


def _bare(rule: Rule) -> Json:
    """Return a rule's JSON without who stands behind it: that is said where it is read."""
    return {**rule.to_dict(), "author": "", "decisions": []}


def _replace(making: _Making) -> list[Decision]:
    rule = making.rule()
    if making.suggestion() is not None:
        return _accept(making, rule)
    step = making.step()
    if _bare(rule) == _bare(step.rule):
        return []
    return [_record(making, step.id, step.base, rule, step.on, step.rule.title())]


def _add(making: _Making) -> list[Decision]:
    rule = making.rule()
    item = f"own-{making.edit.id}"
    made = [_record(making, item, None, rule, True, rule.title())]
    if making.edit.place is not None:
        names = [step.id for step in making.standing.steps]
        names.insert(making.edit.place, item)
        made.append(_ordered(making, names, rule.title()))
    return made


def _move(making: _Making) -> list[Decision]:
    # Where the rule itself changed, it may be moved all the same.
    step = making.standing.step(making.edit.step or "") or making.step()
    if making.edit.place is None:
        raise InputError("to move a rule, say to which place, from 0")
    if making.edit.order is not None and making.edit.order != making.standing.order:
        last = making.standing.order
        who = next((d.reviewer for d in making.standing.decisions if d.id == last), "somebody")
        raise ConflictError(
            f"{who} has changed the order meanwhile; nothing was changed: it is shown as it "
            "stands now, move the rule again"
        )
    names = [one.id for one in making.standing.steps]
    before = list(names)
    names.remove(step.id)
    names.insert(making.edit.place, step.id)
    return [] if names == before else [_ordered(making, names, step.rule.title())]


def _ordered(making: _Making, names: list[str], title: str) -> Decision:
    """Return the decision about the order; rules that are away keep their place behind another."""
    earlier = making.earlier(ORDER)
    order = list(names)
    previous: str | None = None
    for name in earlier.target["order"] if earlier else ():
        if name not in order:
            order.insert(0 if previous is None else order.index(previous) + 1, name)
        previous = name
    return making.decision(ORDER, {"order": order}, title, earlier=earlier)


_MAKERS: dict[Action, Callable[[_Making], list[Decision]]] = {
    "accept": _accept,
    "reject": _reject,
    "disable": _switch(False),
    "enable": _switch(True),
    "move": _move,
    "replace": _replace,
    "add": _add,
    "remove": _remove,
}
