"""What each edit of a recipe becomes: decisions, each replacing the one that stood."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from workbench.decisions.targets import EXPECTED, ORDER, ExpectTarget, target_of
from workbench.errors import ConflictError, InputError
from workbench.protocol.recipe import Action, Edit
from workbench.recipe_editor.edit_maker import EditMaker, uncredited
from workbench.recipe_editor.snapshot import RecipeSnapshot, Suggestion, decisions_for_step
from workbench.rules.expectations import checked_expectation
from workbench.types import Decision, Verdict

__all__ = ["changes"]


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
    return _ACTIONS[edit.action](EditMaker(edit, dataset, user, snapshot, suggestions))


def _judge(maker: EditMaker, verdict: Verdict) -> list[Decision]:
    suggestion = maker.open_suggestion()
    return [maker.judgement(suggestion, suggestion.rule, verdict)]


def _reject(maker: EditMaker) -> list[Decision]:
    accepted = maker.suggestion() is None and maker.snapshot.step(maker.edit.step) is not None
    return _take_out(maker, "reject") if accepted else _judge(maker, "reject")


def _take_out(maker: EditMaker, verdict: Verdict) -> list[Decision]:
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


def _switch(maker: EditMaker, on: bool) -> list[Decision]:
    step = maker.step()
    if step.on == on:
        return []
    rule = step.rule if step.origin != "decided" else None
    return [maker.recipe_decision(step.id, step.base, rule, on, step.rule.title())]


def _replace(maker: EditMaker) -> list[Decision]:
    rule = maker.rule()
    suggestion = maker.suggestion()
    if suggestion is not None:
        return [maker.judgement(suggestion, rule, "accept")]
    step = maker.step()
    if uncredited(rule) == uncredited(step.rule):
        return []
    return [maker.recipe_decision(step.id, step.base, rule, step.on, step.rule.title())]


def _add(maker: EditMaker) -> list[Decision]:
    rule = maker.rule()
    item = f"own-{maker.edit.id}"
    made = [maker.recipe_decision(item, None, rule, True, rule.title())]
    if maker.edit.place is not None:
        names = [step.id for step in maker.snapshot.steps]
        names.insert(maker.edit.place, item)
        made.append(maker.new_order(names, rule.title()))
    return made


def _move(maker: EditMaker) -> list[Decision]:
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


def _expect(maker: EditMaker) -> list[Decision]:
    column, earlier = maker.expectation()
    sent = maker.edit.expected
    if sent == {}:
        raise InputError(f"say what is expected of {column!r}, for example its lowest value")
    expected = None if sent is None else checked_expectation(column, sent)
    target = ExpectTarget(column=column, expected=expected)
    item = f"{EXPECTED}{column}"
    reason = maker.edit.why or (earlier.comment if earlier else "")
    return [maker.decision(item, target, column, earlier=earlier, comment=reason)]


def _expect_as_seen(maker: EditMaker) -> list[Decision]:
    column, earlier = maker.expectation()
    if earlier is None:
        return []
    target = target_of(earlier)
    return [maker.decision(earlier.item, target, column, verdict="withdraw", earlier=earlier)]


_ACTIONS: dict[Action, Callable[[EditMaker], list[Decision]]] = {
    "accept": partial(_judge, verdict="accept"),
    "reject": _reject,
    "disable": partial(_switch, on=False),
    "enable": partial(_switch, on=True),
    "move": _move,
    "replace": _replace,
    "add": _add,
    "remove": partial(_take_out, verdict="withdraw"),
    "expect": _expect,
    "expect_as_seen": _expect_as_seen,
}
