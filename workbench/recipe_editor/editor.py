"""Answers the messages about a recipe, for one user."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.decisions.targets import EditSession
from workbench.errors import ConflictError, InputError
from workbench.protocol.expectations import ExpectationDraft, ExpectationPreview, Expectations
from workbench.protocol.message import Empty, Message
from workbench.protocol.recipe import (
    Edit,
    Exported,
    ExportRequest,
    Forms,
    Preview,
    PreviewRequest,
    Ran,
    RecipeRequest,
    RecipeState,
)
from workbench.recipe_editor.changes import changes
from workbench.recipe_editor.edit_history import EditHistory, read_history, reversal
from workbench.recipe_editor.expectations import list_expectations, preview_expectation
from workbench.recipe_editor.forms import forms
from workbench.recipe_editor.intermediate import IntermediateColumns
from workbench.recipe_editor.listing import listing
from workbench.recipe_editor.outputs import make_version, write_module
from workbench.recipe_editor.preview import preview
from workbench.recipe_editor.snapshot import RecipeSnapshot, read_log, read_snapshot, suggestions_of
from workbench.rules.execution import Applied
from workbench.store import decisions
from workbench.store.context import DatasetContext
from workbench.types import Decision

__all__ = ["RecipeEditor"]

TRIES = 32
"""How often an edit is made again where others decided meanwhile: each lost try is an edit of
somebody else that was stored, so that this many people may edit at once."""
EXPORTS = "exports"
"""The folder of a project that modules are written into."""
MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")


@dataclass(frozen=True)
class RecipeEditor:
    """Answers the methods of `workbench.protocol.recipe` and `workbench.protocol.expectations`.

    Keeps nothing itself: several may answer for one dataset at once, in any thread.

    Parameters
    ----------
    context : DatasetContext
        The dataset, and in whose name it is edited.
    """

    _context: DatasetContext

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method."""
        return {
            "recipe": self.recipe,
            "preview": self.preview,
            "forms": self.forms,
            "edit": self.edit,
            "run_recipe": self.run,
            "export_recipe": self.export,
            "expectations": self.expectations,
            "preview_expectation": self.preview_expectation,
        }

    def recipe(self, request: RecipeRequest) -> RecipeState:
        """Return the rules in order, what is suggested, and the code."""
        return self._state(request.session)

    def preview(self, request: PreviewRequest) -> Preview:
        """Return what one rule would change."""
        snapshot = read_snapshot(self._context)
        return preview(
            request,
            snapshot=snapshot,
            suggestions=suggestions_of(self._context, snapshot),
            columns=IntermediateColumns(self._context.folder, snapshot.source.blob),
            name=self._context.dataset,
        )

    def forms(self, request: Empty) -> Forms:
        """Return the form of every kind of rule."""
        return forms()

    def edit(self, request: Edit) -> RecipeState:
        """Change the recipe and return how it stands then; sent twice it is done once.

        Raises
        ------
        ConflictError
            If the rule or the order is not as it was seen, or there is nothing to undo.
        """
        for _ in range(TRIES):
            snapshot = read_snapshot(self._context)
            history = self._history(request.session)
            if request.id in history.ids or self._store(request, snapshot, history):
                return self._state(request.session)
        raise ConflictError(
            "other people are changing this recipe right now. Nothing was changed: try again"
        )

    def run(self, request: Empty) -> Ran:
        """Run the recipe on the newest source and store the result as a version."""
        recipe = read_snapshot(self._context).recipe()
        made, applied = make_version(self._context, recipe)
        notes = tuple(_notes(applied))
        return Ran(version=made.id, rows=made.rows, columns=len(made.columns), notes=notes)

    def export(self, request: ExportRequest) -> Exported:
        """Write the module to ``exports/<name>`` of the project.

        Raises
        ------
        InputError
            If the name is no Python identifier of at most 64 ASCII characters.
        """
        if not MODULE.fullmatch(request.name):
            raise InputError(
                f"module name {request.name[:80]!r}: use letters, digits and _, at most 64, and "
                "begin with a letter, such as clean_customers"
            )
        context = self._context
        folder = context.folder / EXPORTS
        if folder.is_symlink():
            raise InputError(
                f"{EXPORTS} is a link to another folder; make it a folder of the project"
            )
        folder.mkdir(exist_ok=True)
        recipe = read_snapshot(context).recipe()
        values = folder / f"{request.name}.values.json"
        target, *said = write_module(
            context,
            recipe,
            folder / request.name,
            real_rows=request.real_rows,
            values=values if request.values else None,
        )
        notes = tuple(filter(None, said))
        files = sorted(path.name for path in target.iterdir() if path.is_file())
        return Exported(path=f"{EXPORTS}/{request.name}", files=tuple(files), notes=notes)

    def expectations(self, request: Empty) -> Expectations:
        """Return what an exported module's ``check`` expects, column by column."""
        return list_expectations(self._context, read_snapshot(self._context))

    def preview_expectation(self, request: ExpectationDraft) -> ExpectationPreview:
        """Return how many rows of today's table an expectation would set apart."""
        snapshot = read_snapshot(self._context)
        columns = IntermediateColumns(self._context.folder, snapshot.source.blob)
        return preview_expectation(request, self._context, snapshot, columns)

    def _state(self, session: str) -> RecipeState:
        snapshot = read_snapshot(self._context)
        return listing(
            dataset=self._context.dataset,
            snapshot=snapshot,
            suggestions=suggestions_of(self._context, snapshot),
            columns=IntermediateColumns(self._context.folder, snapshot.source.blob),
            history=self._history(session),
        )

    def _history(self, session: str) -> EditHistory:
        return read_history(read_log(self._context), self._context.user, session)

    def _store(self, edit: Edit, snapshot: RecipeSnapshot, history: EditHistory) -> bool:
        """Store what an edit makes; False if others decided meanwhile: then try again."""
        new_decisions = self._made(edit, snapshot, history)
        if not new_decisions:
            return True
        seen = {decision.id for decision in snapshot.decisions}
        stored: list[bool] = []

        def make(now: list[Decision]) -> list[Decision]:
            stored.append({decision.id for decision in now} == seen)
            return new_decisions if stored[-1] else []

        decisions.append_made(self._context.engine, self._context.dataset, make)
        return stored[-1]

    def _made(self, edit: Edit, snapshot: RecipeSnapshot, history: EditHistory) -> list[Decision]:
        context = self._context
        if edit.action not in ("undo", "redo"):
            return changes(
                edit,
                dataset=context.dataset,
                user=context.user,
                snapshot=snapshot,
                suggestions=suggestions_of(context, snapshot),
            )
        stack = history.undoable if edit.action == "undo" else history.redoable
        if not stack:
            raise ConflictError(f"there is nothing to {edit.action}")
        recorded = stack[-1]
        session = EditSession(id=edit.id, session=edit.session, does=edit.action, of=recorded.id)
        return reversal(history, recorded, session, snapshot.decisions)


def _notes(applied: Applied) -> list[str]:
    notes = [
        f"Rule {one.rule}: {one.rows:,} cells of “{one.column}” could not be read and are missing "
        f"now, such as {', '.join(repr(text[:60]) for text in one.examples[:3])}."
        for one in applied.unread
    ]
    if applied.stale:
        first = applied.stale[0]
        notes.append(
            f"{len(applied.stale):,} decisions about rows did not apply; the first: row "
            f"{first.key!r}, {first.reason}."[:400]
        )
    return notes
