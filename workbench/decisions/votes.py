"""What several people say of one thing: a majority, a split, or the word of an adjudicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from workbench.decisions.annotation import annotation_value
from workbench.decisions.targets import CellTarget, ValueTarget
from workbench.protocol.labelling import Answer
from workbench.types import Choice, Decision

__all__ = ["Outcome", "counted", "grouped", "mapping_of", "outcome", "value_of", "vote_of"]

Entry = TypeVar("Entry")
Group = TypeVar("Group", bound=Hashable)

COUNTS = frozenset({"accept", "reject", "choose", "unsure"})


@dataclass(frozen=True)
class Outcome:
    """What was decided about one thing.

    Attributes
    ----------
    vote : hashable or None
        As `vote_of` returns it; None where the votes are split, or nobody could tell.
    split : bool
        Whether votes differ and none has a majority.
    decisions : tuple of Decision
        Those that it rests on.
    """

    vote: Hashable
    split: bool
    decisions: tuple[Decision, ...]


def value_of(decision: Decision) -> Choice:
    """Return the value that a decision about a label or cell leaves there."""
    if decision.verdict == "choose":
        return decision.choice
    target = CellTarget.of(decision)
    value: Choice = target.suggested if decision.verdict == "accept" else target.old
    return value


def mapping_of(decision: Decision) -> dict[str, str]:
    """Return what a decision about a cluster makes of its values; empty where it is rejected."""
    if decision.verdict == "reject":
        return {}
    target = ValueTarget.of(decision)
    stays = decision.choice if decision.verdict == "choose" else target.canonical
    kept = {stays, *decision.excluded}
    return {old: str(stays) for old in target.members if old not in kept}


def vote_of(decision: Decision) -> Hashable:
    """Return what a decision says, so that equal votes are equal; None for "can't tell".

    A pair and a rule are voted on by verdict, labels and cells by the value that they leave,
    clusters by what becomes of their values, annotations by what they say.
    """
    if decision.verdict == "unsure" and decision.kind != "pair":
        return None  # it counts of pairs: two records may be undecidable
    if decision.kind in ("pair", "rule"):
        return decision.verdict
    if decision.kind == "value":
        return tuple(sorted(mapping_of(decision).items()))
    if decision.kind == "annotate":
        value = annotation_value(decision.choice, Answer.model_validate(decision.answer or {}))
    else:
        value = value_of(decision)
    return type(value).__name__, value


def outcome(decisions: Iterable[Decision]) -> Outcome:
    """Return what the decisions about one thing come to.

    Each person has one vote: their last word.  An adjudication stands for all votes, unless the
    adjudicator cannot tell either.

    Parameters
    ----------
    decisions : iterable of Decision
        Those that stand about one thing, oldest first, skips among them or not.
    """
    last = {(one.reviewer, one.role): one for one in decisions if one.verdict in COUNTS}
    for role in ("adjudication", "vote"):
        cast = [(vote_of(one), one) for one in last.values() if one.role == role]
        votes = [(vote, one) for vote, one in cast if vote is not None]
        if votes:
            top = _majority([vote for vote, _ in votes])
            return Outcome(top, top is None, tuple(one for _, one in votes))
    return Outcome(None, False, ())


def grouped(
    entries: Iterable[Entry], about: Callable[[Entry], Group | None]
) -> dict[Group, list[Entry]]:
    """Return what is about each subject, in order; what has no subject is left out."""
    groups: dict[Group, list[Entry]] = {}
    for entry in entries:
        subject = about(entry)
        if subject is not None:
            groups.setdefault(subject, []).append(entry)
    return groups


def counted(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """Return how often each thing was said, most frequent first, without names.

    Each entry has ``verdict``, ``choice``, ``excluded`` and ``count``, of annotations ``answer``
    too: what was said, not how long it took.
    """
    groups = grouped(
        decisions,
        lambda one: repr((one.verdict, one.choice, sorted(one.excluded), _shapes(one))),
    )
    return [
        {
            "verdict": same[0].verdict,
            "choice": same[0].choice,
            "excluded": list(same[0].excluded),
            "count": len(same),
            **({"answer": _shapes(same[0])} if same[0].kind == "annotate" else {}),
        }
        for same in sorted(groups.values(), key=len, reverse=True)
    ]


def _shapes(decision: Decision) -> dict[str, Any]:
    """Return what an answer says beside the choice."""
    answer = Answer.model_validate(decision.answer or {})
    said = answer.model_dump(mode="json", include={"labels", "boxes", "spans", "text"})
    return {name: value for name, value in said.items() if value is not None}


def _majority(votes: Sequence[Hashable]) -> Hashable:
    """Return the vote that over half of the people gave; None where there is no such one."""
    vote, count = Counter(votes).most_common(1)[0]
    return vote if 2 * count > len(votes) else None
