"""Turns the rows that a user selected into an issue, a rule, or a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from workbench.errors import InputError
from workbench.explore import Explorer
from workbench.explore.expression import expression_of
from workbench.lexicon.plurals import counted
from workbench.protocol.dataset import SelectionRequest, SelectionResult
from workbench.protocol.message import Message
from workbench.protocol.recipe import Edit
from workbench.recipe_editor.editor import EXPORTS, RecipeEditor
from workbench.rules.kinds import parse_rule
from workbench.store import issues
from workbench.store.context import DatasetContext
from workbench.types import Issue, new_id

__all__ = ["ISSUE_KIND", "Selections"]

ISSUE_KIND = "selection"
NAME = re.compile(r"[\w][\w .-]{0,99}")


class Selections:
    """Makes something of a selection.

    Parameters
    ----------
    context : DatasetContext
        Who asks, about which dataset.
    explorer : Explorer
        Knows the rows.
    recipe : RecipeEditor
        Takes the rules.
    """

    def __init__(self, context: DatasetContext, explorer: Explorer, recipe: RecipeEditor) -> None:
        self._context, self._explorer, self._recipe = context, explorer, recipe

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""
        return {"make_of_selection": self.make}

    def make(self, request: SelectionRequest) -> SelectionResult:
        """Make what is asked for."""
        made = {"issue": self._issue, "rule": self._rule, "export": self._export}
        return made[request.make](request)

    def _issue(self, request: SelectionRequest) -> SelectionResult:
        keys, rows = self._explorer.keys(request, most=Issue.MAX_KEYS)
        if not rows:
            raise InputError("no rows are selected; select some first")
        message = request.message.strip() or f"{counted(rows, 'row')} selected by hand."
        issue = Issue(
            kind=ISSUE_KIND,
            column=request.column,
            keys=tuple(keys),
            rows=rows,
            confidence=1.0,
            evidence={
                "message": message,
                "about": [[one.to_dict() for one in request.conditions], message],
                "author": self._context.user,
            },
        )
        version = self._explorer.version_of(request)
        issues.add_issue(self._context.engine, self._context.dataset, version, issue)
        return SelectionResult(rows=rows, message=f"Issue created: {message}", target=issue.id)

    def _rule(self, request: SelectionRequest) -> SelectionResult:
        expression = expression_of(request.conditions, self._explorer.column_index(request.version))
        flag = {"kind": "flag_rows", "name": request.name.strip() or "flagged"}
        kind = {"kind": "drop_where"} if request.action == "drop" else flag
        try:
            rule = parse_rule({"expression": expression, "why": request.message.strip(), **kind})
        except (ValidationError, ValueError) as error:
            raise InputError(f"the selection cannot become a rule: {error}") from None
        rows = self._explorer.passing(request)
        self._recipe.edit(Edit(id=new_id(), action="add", rule=rule.to_dict()))
        return SelectionResult(rows=rows, message=f"Rule added: {rule.title()}")

    def _export(self, request: SelectionRequest) -> SelectionResult:
        name = request.name.strip() or f"{self._context.dataset}-selection.csv"
        kind = Path(name).suffix.lower()
        if not NAME.fullmatch(name) or kind not in (".csv", ".parquet"):
            raise InputError(
                f"file name {name[:60]!r}: use a file name ending in .csv or .parquet, "
                "without folders"
            )
        folder = self._context.folder / EXPORTS
        folder.mkdir(exist_ok=True)
        rows = self._explorer.export(request, folder / name)
        path = f"{self._context.folder.name}/{EXPORTS}/{name}"
        return SelectionResult(
            rows=rows, message=f"{counted(rows, 'row')} written to {path}", target=path
        )
