"""Notes on single cells: issues, decisions, changed values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from workbench.protocol.explore import Mark
from workbench.types import Decision, Issue

__all__ = ["Note", "changed_marks", "marks_of", "notes_of"]

LONGEST = 300


class Note(NamedTuple):
    """A note on a row, or on one column of it."""

    column: str | None
    kind: Literal["issue", "changed", "decided"]
    text: str


def notes_of(issues: Iterable[Issue], decisions: Iterable[Decision]) -> dict[str, list[Note]]:
    """Return the notes on rows, by their key as text."""
    notes: defaultdict[str, list[Note]] = defaultdict(list)
    for issue in issues:
        words = issue.kind.replace("_", " ")
        message = str(issue.evidence.get("message", ""))
        note = Note(issue.column, "issue", _short(f"{words}: {message}"))
        for key in issue.keys:
            notes[str(key)].append(note)
    for decision in decisions:
        for key, column in _about(decision.target):
            notes[key].append(Note(column, "decided", _short(_description(decision))))
    return dict(notes)


def _about(target: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """Return the cells (key as text, column) that a decision is about."""
    column = target.get("column")
    named = column if isinstance(column, str) else None
    return [
        (str(target[name]), named)
        for name in ("key", "key_l", "key_r")
        if target.get(name) is not None
    ]


def _description(decision: Decision) -> str:
    words = {
        "accept": "accepted",
        "reject": "kept as it was",
        "choose": f"set to {decision.choice!r}",
        "unsure": "could not tell",
        "skip": "skipped",
    }
    if decision.kind == "pair":
        words |= {"accept": "marked as a duplicate of another row", "reject": "marked as different"}
    comment = f" ({decision.comment})" if decision.comment else ""
    return f"{decision.reviewer}: {words.get(decision.verdict, decision.verdict)}{comment}"


def marks_of(
    notes: Mapping[str, Sequence[Note]], keys: Sequence[str], positions: Mapping[str, int]
) -> list[Mark]:
    """Return the marks of some rows, by their keys from top to bottom.

    Notes about columns that this version does not have become notes on the whole row.
    """
    placed = [(row, note) for row, key in enumerate(keys) for note in notes.get(key, ())]
    return [
        Mark(
            row=row,
            column=None if note.column is None else positions.get(note.column),
            kind=note.kind,
            text=note.text,
        )
        for row, note in placed
    ]


def changed_marks(
    now: Sequence[Sequence[str | None]],
    before: Mapping[str, Sequence[str | None]],
    keys: Sequence[str],
    columns: Sequence[int],
) -> list[Mark]:
    """Mark the cells that differ from those of the source.

    Parameters
    ----------
    now : list of list
        Cells as text by column and row.
    before : mapping
        For a row's key, its cells in the source in the same columns.
    keys : sequence of str
        Keys of the rows.
    columns : sequence of int
        ColumnIndex of the columns.
    """
    changed = [
        (row, column, before[key][number])
        for row, key in enumerate(keys)
        if key in before
        for number, column in enumerate(columns)
        if now[number][row] != before[key][number]
    ]
    return [
        Mark(
            row=row,
            column=column,
            kind="changed",
            text=_short(f"was {'missing' if old is None else repr(old)}"),
        )
        for row, column, old in changed
    ]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
