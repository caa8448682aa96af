"""Which edits a user made in a session, and which of them were undone.

Every decision of an edit carries the edit in its target (`decisions.targets.EditSession`).  So the
log alone says what can be undone; no process has to remember it.

An undo replaces each decision of the edit by one that says what stood before, or withdraws it;
nothing is deleted.  Where somebody else has decided about the same since, it is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from workbench.decisions.targets import EditSession, edit_of
from workbench.errors import ConflictError
from workbench.types import Decision, Json, new_id, now

__all__ = ["EditHistory", "RecordedEdit", "read_history", "reversal"]


@dataclass
class RecordedEdit:
    """One edit: its identifier, what it is called, and the decisions that it made."""

    id: str
    title: str
    decisions: list[Decision] = field(default_factory=list)


@dataclass
class EditHistory:
    """The edits that a user can undo and redo, the last one last.

    Attributes
    ----------
    user, session : str
        Whose edits they are, and where they were made.
    undoable, redoable : list of RecordedEdit
        The edits that stand, and those that were undone.
    ids : set of str
        All edits of the session, undos and redos among them.
    by_id : dict
        All decisions of the log that edits may be about.
    replaced_by : dict
        A decision's identifier to the decision that replaced it.
    """

    user: str
    session: str
    undoable: list[RecordedEdit] = field(default_factory=list)
    redoable: list[RecordedEdit] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    by_id: dict[str, Decision] = field(default_factory=dict)
    replaced_by: dict[str, Decision] = field(default_factory=dict)
    _recorded: dict[str, RecordedEdit] = field(default_factory=dict)

    def add(self, decision: Decision) -> None:
        """Take in the next decision of the log."""
        self.by_id[decision.id] = decision
        if decision.supersedes:
            self.replaced_by[decision.supersedes] = decision
        edit = self.own_edit(decision)
        if edit is None:
            return
        if edit.id not in self.ids:
            self.ids.add(edit.id)
            self._begin(edit)
        if not edit.reverses:
            self._recorded[edit.id].decisions.append(decision)

    def _begin(self, edit: EditSession) -> None:
        if not edit.reverses:
            self._recorded[edit.id] = RecordedEdit(edit.id, edit.title)
            self.undoable.append(self._recorded[edit.id])
            self.redoable.clear()
            return
        stacks = self.undoable, self.redoable
        source, target = stacks if edit.does == "undo" else stacks[::-1]
        if source and source[-1].id == edit.of:
            target.append(source.pop())

    def own_edit(self, decision: Decision) -> EditSession | None:
        """Return the edit that made a decision; None where it is not one of this session."""
        edit = edit_of(decision) if decision.reviewer == self.user else None
        return edit if edit is not None and edit.session == self.session else None


def read_history(log: Iterable[Decision], user: str, session: str) -> EditHistory:
    """Read a log, oldest first, for the edits of one user in one session."""
    history = EditHistory(user, session)
    for decision in log:
        history.add(decision)
    return history


def reversal(
    history: EditHistory, recorded: RecordedEdit, edit: EditSession, current: Sequence[Decision]
) -> list[Decision]:
    """Return the decisions that undo or redo a recorded edit.

    Parameters
    ----------
    history : EditHistory
        The session.
    recorded : RecordedEdit
        What is undone or redone.
    edit : EditSession
        The undo or redo.
    current : sequence of Decision
        The decisions that stand.

    Raises
    ------
    ConflictError
        If somebody has decided about the same thing since.
    """
    undo = edit.does == "undo"
    stored = edit.model_dump(exclude_unset=True)
    made = []
    for decision in recorded.decisions:  # in their order, which rules made of several keep
        latest = _latest(history, decision)
        wanted = history.by_id.get(decision.supersedes or "") if undo else decision
        withdrawn = wanted is None or wanted.verdict == "withdraw"
        about = (decision.kind, decision.item)
        others = [d for d in current if (d.kind, d.item) == about and d.id != latest.id]
        if others and latest.verdict == "withdraw" and not withdrawn:
            raise _conflict(others[-1])
        made.append(_restated(wanted, latest, history.user, stored))
    return made


def _restated(wanted: Decision | None, latest: Decision, user: str, edit: Json) -> Decision:
    """Return a decision that replaces `latest` and says what `wanted` said; None withdraws it."""
    withdraw = wanted is None or wanted.verdict == "withdraw"
    base = latest if wanted is None or withdraw else wanted
    change: Json = {"comment": base.comment}
    if withdraw:
        change = {"verdict": "withdraw", "choice": None, "comment": ""}
    elif base.reviewer != user:
        change = {"comment": f"Restores the decision of {base.reviewer}."}
    return replace(
        base, **change, id=new_id(), time=now(), reviewer=user, queue=None,
        supersedes=latest.id, target={**base.target, "edit": edit},
    )  # fmt: skip


def _latest(history: EditHistory, decision: Decision) -> Decision:
    """Return what stands in place of a decision, all of it made by the same session.

    What the session did there later is undone by now: the last edit goes first.
    """
    while decision.id in history.replaced_by:
        decision = history.replaced_by[decision.id]
        if history.own_edit(decision) is None:
            raise _conflict(decision)
    return decision


def _conflict(decision: Decision) -> ConflictError:
    return ConflictError(
        f"{decision.reviewer} has decided about the same rule since, and that would be lost. "
        "Nothing was changed: look at the current rule and change it by hand"
    )
