"""Whether an answer of a client fits its item, and what it means there."""

from __future__ import annotations

from workbench.decisions.annotation import fitted_annotation
from workbench.decisions.column_values import typed
from workbench.decisions.targets import CellTarget, ValueTarget
from workbench.errors import InputError
from workbench.protocol.labelling import LabelSchema
from workbench.protocol.review import DecisionBody
from workbench.types import CardKind, Choice, ReviewItem, Verdict

__all__ = ["ALLOWED", "fitted"]

ALWAYS: tuple[Verdict, ...] = ("unsure", "skip", "withdraw")
ALLOWED: dict[CardKind, tuple[Verdict, ...]] = {
    "label": ("accept", "reject", "choose", *ALWAYS),
    "pair": ("accept", "reject", *ALWAYS),
    "rule": ("accept", "reject", *ALWAYS),
    "cell": ("accept", "reject", "choose", *ALWAYS),
    "value": ("accept", "reject", "choose", *ALWAYS),
    "disagreement": ("choose", *ALWAYS),
    "annotate": ("choose", *ALWAYS),
}


def fitted(
    answer: DecisionBody,
    item: ReviewItem,
    options: tuple[str | int, ...],
    labelling: LabelSchema | None = None,
) -> DecisionBody:
    """Return the answer as it is to be stored, its choice of the type that the item needs.

    Parameters
    ----------
    answer : DecisionBody
        Well formed, as a client sent it.
    item : ReviewItem
        As stored in the queue.
    options : tuple of str or int
        The queue's labels; where it names none, the item's own are taken.
    labelling : LabelSchema, optional
        What may be said, of items that are annotated.

    Raises
    ------
    InputError
        If the item does not offer this verdict, choice or exclusion; with what it takes.
    """
    where = f"item {item.id!r}"
    if answer.verdict not in ALLOWED[item.kind]:
        allowed = ", ".join(ALLOWED[item.kind])
        raise InputError(f"{where}: a {item.kind} takes {allowed}, not {answer.verdict!r}")
    if answer.answer is not None and item.kind != "annotate":
        raise InputError(f"{where}: 'answer' is for items that are annotated, not a {item.kind}")
    if answer.verdict == "accept":
        _check_suggestion(item, where)
    if answer.verdict == "withdraw" and answer.supersedes is None:
        raise InputError(f"{where}: set 'supersedes' to the decision that is withdrawn")
    if answer.excluded and (item.kind, answer.verdict) != ("value", "choose"):
        raise InputError(f"{where}: 'excluded' is only allowed with 'choose' on a value")
    if item.kind == "annotate" and labelling is not None:
        return fitted_annotation(answer, item, labelling)
    if answer.verdict != "choose":
        if answer.choice is not None:
            raise InputError(
                f"{where}: 'choice' is only allowed with 'choose', not with {answer.verdict!r}"
            )
        return answer
    if item.kind == "value":
        _check_cluster(answer, item, where)
        return answer
    if item.kind == "cell":
        return answer.model_copy(update={"choice": _cell(answer.choice, item, where)})
    _check_offered(answer.choice, options or tuple(item.payload.get("options") or ()), where)
    return answer


def _check_suggestion(item: ReviewItem, where: str) -> None:
    if item.kind == "label" and item.payload.get("suggested") is None:
        raise InputError(f"{where}: no label is suggested; choose one instead of accepting")
    if item.kind == "cell" and "suggested" not in item.target:
        raise InputError(f"{where}: no value is suggested; choose one instead of accepting")


def _cell(choice: Choice, item: ReviewItem, where: str) -> Choice:
    target = CellTarget.model_validate(item.target)
    return typed(choice, target.type, f"{where}, column {target.column!r}")


def _check_cluster(answer: DecisionBody, item: ReviewItem, where: str) -> None:
    members = ValueTarget.model_validate(item.target).members
    strange = [value for value in (answer.choice, *answer.excluded) if value not in members]
    if strange:
        raise InputError(f"{where}: {strange[0]!r} is not a value of this cluster")
    if answer.choice in answer.excluded:
        raise InputError(
            f"{where}: {answer.choice!r} cannot be both the main spelling and excluded"
        )
    if len(members) - len(set(answer.excluded)) < 2:
        raise InputError(f"{where}: all other values are excluded; reject the cluster instead")


def _check_offered(choice: Choice, offered: tuple[str | int, ...], where: str) -> None:
    if any(type(choice) is type(one) and choice == one for one in offered):
        return
    listed = ", ".join(repr(one) for one in offered[:20]) or "no labels (none are defined)"
    raise InputError(f"{where}: {choice!r} cannot be chosen; choose one of {listed}")
