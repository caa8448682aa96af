"""The recipe as a view lists it: steps, suggestions, warnings, and the code."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from cachetools import LRUCache, cached

from workbench.decisions.recipe_steps import Step, active_recipe
from workbench.errors import WorkbenchError
from workbench.protocol.recipe import OrderNote, RecipeColumn, RecipeState, RecipeStep
from workbench.recipe_editor.edit_history import EditHistory
from workbench.recipe_editor.intermediate import IntermediateColumns
from workbench.recipe_editor.outputs import left_out_note
from workbench.recipe_editor.snapshot import (
    RecipeSnapshot,
    Suggestion,
    decisions_for_step,
    stamp_of,
)
from workbench.rules import Recipe
from workbench.rules.kinds import Rule
from workbench.rules.order import order_warnings

__all__ = ["code_of", "listing"]

SUGGESTED = 200
"""Suggestions that are listed; the surest."""
CODE = 200_000
"""Characters of the code that are sent."""
TITLE = 300
WHY = 600
COLUMNS = 40
"""Columns that a step names."""
CODES = 16
"""Modules whose text a process keeps."""


def listing(
    *,
    dataset: str,
    snapshot: RecipeSnapshot,
    suggestions: Sequence[Suggestion],
    columns: IntermediateColumns,
    history: EditHistory,
) -> RecipeState:
    """Return the recipe as views get it; ``problem`` says what keeps it from running."""
    steps = snapshot.steps
    on = [step for step in steps if step.on]
    code, problem, left_out = "", None, 0
    try:
        recipe = active_recipe(steps)
        problem = _problem(recipe, columns)
        code, left_out = code_of(recipe, dataset)
    except WorkbenchError as error:
        problem = str(error)
    note = left_out_note(left_out)
    return RecipeState(
        dataset=dataset,
        version=snapshot.source.id,
        key=snapshot.key,
        rows=columns.rows,
        steps=tuple(_step(step, snapshot) for step in steps),
        suggested=tuple(_suggested(one) for one in suggestions[:SUGGESTED]),
        suggested_total=len(suggestions),
        columns=_columns(columns, on),
        order=snapshot.order,
        warnings=tuple(
            OrderNote(
                first=on[one.first - 1].id,
                second=on[one.second - 1].id,
                message=one.message.partition(": ")[2] or one.message,
            )
            for one in order_warnings([step.rule for step in on])
        ),
        code=code,
        problem=problem,
        notes=(note,) if note else (),
        undo=history.undoable[-1].title if history.undoable else None,
        redo=history.redoable[-1].title if history.redoable else None,
    )


@cached(
    LRUCache[object, tuple[str, int]](CODES),
    key=lambda recipe, name: (
        recipe.digest,
        name,
        repr([(rule.why, rule.author, rule.decisions) for rule in recipe]),
    ),
    lock=Lock(),
)
def code_of(recipe: Recipe, name: str) -> tuple[str, int]:
    """Return the module's text as an export would write it, and how many rules are not in it."""
    portable, left_out = recipe.portable()
    text = portable.emit(name=name)
    if len(text) > CODE:
        text = f"{text[:CODE]}\n# … the export has all {len(text):,} characters\n"
    return text.encode("utf-8", "backslashreplace").decode(), len(left_out)


def _problem(recipe: Recipe, columns: IntermediateColumns) -> str | None:
    """Return why the recipe cannot run on the table, found on the table without its rows."""
    try:
        recipe.run(columns.empty())
    except (WorkbenchError, TypeError, ValueError, LookupError) as error:
        return str(error)
    return None


def _step(step: Step, snapshot: RecipeSnapshot) -> RecipeStep:
    kinds = {decision.kind for decision in decisions_for_step(step, snapshot)}
    decided = "issue" if kinds == {"rule"} else "review"
    return RecipeStep.model_validate(
        {
            **_about(step.rule),
            "id": step.id,
            "stamp": stamp_of(step.rule, step.on),
            "author": step.rule.author,
            "state": "on" if step.on else "off",
            "origin": decided if step.origin == "decided" else step.origin,
        }
    )


def _suggested(one: Suggestion) -> RecipeStep:
    return RecipeStep.model_validate(
        {
            **_about(one.rule),
            "id": one.issue.id,
            "stamp": "",
            "author": "",
            "state": "suggested",
            "origin": "issue",
            "confidence": one.issue.confidence,
            "rows": one.issue.rows,
        }
    )


def _about(rule: Rule) -> dict[str, object]:
    columns = list(dict.fromkeys([*rule.touches(), *(() if rule.touches() else rule.needs())]))
    return {
        "kind": rule.kind,
        "title": rule.title()[:TITLE],
        "why": rule.why[:WHY],
        "columns": columns[:COLUMNS],
    }


def _columns(columns: IntermediateColumns, on: Sequence[Step]) -> tuple[RecipeColumn, ...]:
    """Return the table's columns and those that rules add."""
    there = {
        field.name: RecipeColumn(name=field.name, type=str(field.type)) for field in columns.schema
    }
    for place, step in enumerate(on, 1):
        for name in step.rule.makes():
            there.setdefault(name, RecipeColumn(name=name, type="", made=place))
    return tuple(there.values())
