"""Which edits a user made in a session, and which of them are taken back.

Every decision of an edit carries ``target["edit"]``: ``{"id", "session", "does", "title"}``, and
for an undo or redo ``"of"``, the edit that it takes back or does again.  So the log alone says
what can be undone; no process has to remember it.

An undo replaces each decision of the edit by one that says what stood before, or withdraws it;
nothing is deleted.  Where somebody else has decided about the same since, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from workbench.errors import ConflictError
from workbench.types import Decision, Json, new_id, now

__all__ = ["Done", "Past", "past_of", "replayed"]


@dataclass
class Done:
    """One edit: its identifier, what it is called, and the decisions that it made."""

    id: str
    title: str
    decisions: list[Decision] = field(default_factory=list)


@dataclass
class Past:
    """The edits that a user can take back and do again, the last one last.

    Attributes
    ----------
    user, session : str
        Whose edits they are, and made where.
    ids : set of str
        All edits of the session, undos and redos among them.
    by_id : dict
        All decisions of the log that edits may be about.
    after : dict
        A decision's identifier to the decision that replaced it.
    """

    user: str
    session: str
    done: list[Done] = field(default_factory=list)
    undone: list[Done] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    by_id: dict[str, Decision] = field(default_factory=dict)
    after: dict[str, Decision] = field(default_factory=dict)


def past_of(log: Iterable[Decision], user: str, session: str) -> Past:
    """Read a log, oldest first, for the edits of one user in one session."""
    past = Past(user, session)
    open_: dict[str, Done] = {}
    for decision in log:
        past.by_id[decision.id] = decision
        if decision.supersedes:
            past.after[decision.supersedes] = decision
        edit = _edit(decision)
        if not _is_of(decision, user, session):
            continue
        name, does, of = edit["id"], edit["does"], edit.get("of")
        if name in past.ids:
            if does not in ("undo", "redo"):
                open_[name].decisions.append(decision)
            continue
        past.ids.add(name)
        if does == "undo" and past.done and past.done[-1].id == of:
            past.undone.append(past.done.pop())
        elif does == "redo" and past.undone and past.undone[-1].id == of:
            past.done.append(past.undone.pop())
        elif does not in ("undo", "redo"):
            open_[name] = Done(name, str(edit.get("title", "")), [decision])
            past.done.append(open_[name])
            past.undone.clear()
    return past


def replayed(
    past: Past,
    one: Done,
    does: Literal["undo", "redo"],
    *,
    told: Json,
    standing: Sequence[Decision],
) -> list[Decision]:
    """Return the decisions that take an edit back or do it again.

    Raises
    ------
    ConflictError
        If somebody decided about the same thing since.
    """
    made = []
    for decision in reversed(one.decisions) if does == "undo" else one.decisions:
        head = _head(past, decision)
        wanted = past.by_id.get(decision.supersedes or "") if does == "undo" else decision
        gone = wanted is None or wanted.verdict == "withdraw"
        about = (decision.kind, decision.item)
        others = [d for d in standing if (d.kind, d.item) == about and d.id != head.id]
        if others and head.verdict == "withdraw" and not gone:
            raise _conflict(others[-1])
        made.append(_restated(wanted, head, past.user, {**told, "of": one.id}))
    return made


def _restated(wanted: Decision | None, head: Decision, user: str, edit: Json) -> Decision:
    """Return a decision that replaces `head` and says what `wanted` said; None takes it back."""
    again = wanted if wanted is not None and wanted.verdict != "withdraw" else None
    told: dict[str, Any] = {"id": new_id(), "time": now(), "reviewer": user, "queue": None}
    told["supersedes"] = head.id
    if again is None:
        same = {**head.target, "edit": edit}
        return replace(head, verdict="withdraw", choice=None, comment="", target=same, **told)
    comment = again.comment
    if again.reviewer != user:
        comment = f"As {again.reviewer} decided it; put back."
    return replace(again, target={**again.target, "edit": edit}, comment=comment, **told)


def _head(past: Past, decision: Decision) -> Decision:
    """Return what stands in the place of a decision, all of it made by the same session.

    What the session did there later is taken back by now: the last edit goes first.
    """
    while decision.id in past.after:
        decision = past.after[decision.id]
        if not _is_of(decision, past.user, past.session):
            raise _conflict(decision)
    return decision


def _is_of(decision: Decision, user: str, session: str) -> bool:
    return decision.reviewer == user and _edit(decision).get("session") == session


def _conflict(decision: Decision) -> ConflictError:
    return ConflictError(
        f"{decision.reviewer} has decided about the same rule since, and that would be lost; "
        "nothing was changed: look at the rule as it stands now and change it by hand"
    )


def _edit(decision: Decision) -> Json:
    found = decision.target.get("edit")
    return found if isinstance(found, dict) else {}
