"""What one rule would change, looked at before anybody accepts it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from threading import Lock
from typing import Any

import narwhals as nw
import pyarrow as pa
from cachetools import LRUCache, cached

from workbench.decisions.recipe_steps import Step, active_recipe, in_order
from workbench.errors import NotFoundError, RuleError, WorkbenchError
from workbench.protocol.recipe import FieldError, GoneRow, Preview, PreviewRequest
from workbench.recipe_editor.cell_changes import CellChanges, cell_text, compare_cells
from workbench.recipe_editor.forms import read_draft
from workbench.recipe_editor.intermediate import IntermediateColumns
from workbench.recipe_editor.listing import code_of
from workbench.recipe_editor.snapshot import RecipeSnapshot, Suggestion
from workbench.rules import Recipe
from workbench.rules.kinds import Rule
from workbench.rules.kinds.base import listed

__all__ = ["FAILURES", "preview"]

FAILURES = (
    WorkbenchError,
    TypeError,
    ValueError,
    LookupError,
    ArithmeticError,
    pa.ArrowException,
    nw.exceptions.NarwhalsError,
)
"""What a rule that does not fit the table may end in."""

PREVIEWS = 64
"""Previews that a process keeps."""

DRAFT = "draft"
NAMED = 8
"""Columns that a note names."""
GONE = 20
"""Dropped rows that are shown."""
BESIDE = 6
"""Columns that are shown of a dropped row beside the key and those that the rule looks at."""
EDITABLE = 48_000
"""Characters of a rule's JSON up to which it is sent to be edited: a request may have 64 kB."""


def preview(
    request: PreviewRequest,
    *,
    snapshot: RecipeSnapshot,
    suggestions: Sequence[Suggestion],
    columns: IntermediateColumns,
    name: str,
) -> Preview:
    """Return what a rule changes; what is wrong with a draft is in ``errors``, never raised.

    Parameters
    ----------
    request : PreviewRequest
        Which rule, where.
    snapshot : RecipeSnapshot
        The recipe.
    suggestions : sequence of Suggestion
        What issues suggest.
    columns : IntermediateColumns
        The newest source.
    name : str
        What the table is called in the code.

    Raises
    ------
    NotFoundError
        If there is no such step or suggestion.
    """
    draft, errors = (None, []) if request.rule is None else read_draft(request.rule)
    if request.rule is not None and draft is None:
        kind = str(request.rule.get("kind", ""))[:40]
        return _nothing(columns, kind=kind, title="", errors=errors)
    steps, index, rule = _placed(request, draft, snapshot, suggestions)
    known = {"title": rule.title(), "place": index, "rule": _editable(rule)}
    try:
        recipe = active_recipe([step for step in steps[: index + 1] if step.on])
        looked = _looked(recipe, columns, snapshot.key)
    except FAILURES as error:
        refused = _nothing(columns, kind=rule.kind, title=rule.title(), errors=[_whole(error)])
        return refused.model_copy(update=known)
    code = None if draft is None else code_of(active_recipe(steps), name)[0]
    return looked.model_copy(update={**known, "code": code})


def _placed(
    request: PreviewRequest,
    draft: Rule | None,
    snapshot: RecipeSnapshot,
    suggestions: Sequence[Suggestion],
) -> tuple[list[Step], int, Rule]:
    """Return the steps with the rule among them, switched on, its place, and the rule."""
    steps = list(snapshot.steps)
    step = snapshot.step(request.step) if request.step else None
    if step is not None:
        index = steps.index(step)
        rule = draft or step.rule
        steps[index] = Step(step.id, rule, True, step.origin, step.base, step.record)
        return steps, index, rule
    suggested = next((one.rule for one in suggestions if one.issue.id == request.step), None)
    if request.step and suggested is None:
        raise NotFoundError("this rule is no longer in the recipe; reload the recipe")
    found = draft or suggested
    if found is None:
        raise RuleError("name the rule to preview: send a step or a draft")
    new = Step(DRAFT, found, True, "own", None, None)
    if request.place is None:
        steps = in_order([*steps, new], [one.id for one in steps])
    else:
        steps.insert(request.place, new)
    return steps, next(index for index, one in enumerate(steps) if one.id == DRAFT), found


@cached(
    LRUCache[object, Preview](PREVIEWS),
    key=lambda recipe, columns, key: (columns.blob, recipe.digest, key),
    lock=Lock(),
)
def _looked(recipe: Recipe, columns: IntermediateColumns, key: str) -> Preview:
    *before_rules, rule = recipe.rules
    recipe.check(columns.empty())
    empty = Recipe(before_rules).run(columns.empty())
    after_schema = Recipe([rule]).run(empty).schema
    present = empty.column_names
    needed = [n for n in dict.fromkeys([*rule.needs(), *rule.touches()]) if n in present]
    shown_columns = list(dict.fromkeys([*([key] if key in present else []), *needed]))
    if rule.drops_rows:
        shown_columns += [n for n in present if n not in shown_columns][:BESIDE]
    before = columns.after(before_rules, shown_columns)
    frame: Any = nw.from_native(before)
    after: pa.Table = rule.apply(frame).to_native()
    watched = [] if rule.renames() else [n for n in rule.touches() if n in after.column_names]
    changes = compare_cells(before, after, watched, key=key)
    notes = _type_notes(rule, empty.schema, after_schema)
    notes += _lost_notes(rule, changes) + _stale_notes(rule, frame)
    gone = changes.gone.select(shown_columns) if changes.gone is not None else before.slice(0, 0)
    return Preview(
        title=rule.title(),
        kind=rule.kind,
        place=len(before_rules),
        rows=columns.rows,
        looked_at=columns.looked_at,
        affected=changes.affected,
        cells=changes.cells,
        dropped=gone.num_rows,
        examples=tuple(changes.examples),
        shown=tuple(shown_columns) if gone.num_rows else (),
        gone=tuple(
            GoneRow(cells=tuple(cell_text(row[n]) for n in shown_columns))
            for row in gone.slice(0, GONE).to_pylist()
        ),
        notes=tuple(notes),
    )


def _type_notes(rule: Rule, before: pa.Schema, after: pa.Schema) -> list[str]:
    was = {field.name: field.type for field in before}
    is_ = {field.name: field.type for field in after}
    if renames := rule.renames():
        pairs = [f"“{old}” is renamed to “{new}”" for old, new in renames.items()]
        return [f"From this step on, {listed(pairs, NAMED)}."]
    retyped = [name for name in is_ if name in was and was[name] != is_[name]]
    added = [f"“{name}” ({is_[name]})" for name in is_ if name not in was]
    gone = [f"“{name}”" for name in was if name not in is_]
    return [
        *(f"“{name}” changes from {was[name]} to {is_[name]}." for name in retyped),
        *([f"Adds {listed(added, NAMED)}."] if added else []),
        *([f"Removes {listed(gone, NAMED)}."] if gone else []),
    ]


def _lost_notes(rule: Rule, changes: CellChanges) -> list[str]:
    if not rule.reads_text:
        return []
    return [
        f"{count:,} {'cell' if count == 1 else 'cells'} of “{name}” cannot be read and become "
        f"missing: {', '.join(repr(text[:60]) for text in texts)}."
        for name, (count, texts) in changes.lost.items()
    ]


def _stale_notes(rule: Rule, before: Any) -> list[str]:
    stale = rule.stale(before)
    notes = [f"Row {one.key!r} is left unchanged: {one.reason}."[:400] for one in stale[:5]]
    if len(stale) > 5:
        notes.append(f"And {len(stale) - 5:,} more decisions about rows do not apply.")
    return notes


def _nothing(
    columns: IntermediateColumns, *, kind: str, title: str, errors: list[FieldError]
) -> Preview:
    return Preview(
        title=title,
        kind=kind,
        place=0,
        rows=columns.rows,
        looked_at=0,
        affected=0,
        cells=0,
        dropped=0,
        errors=tuple(errors),
    )


def _whole(error: BaseException) -> FieldError:
    words = str(error).strip() or type(error).__name__
    return FieldError(path=(), message=f"{words[:1].upper()}{words[1:600]}")


def _editable(rule: Rule) -> dict[str, Any] | None:
    data = {**rule.to_dict(), "author": "", "decisions": []}
    # JSON numbers beyond 2^53 are others once a page has read them.
    return None if len(json.dumps(data)) > EDITABLE or _beyond(data) else data


def _beyond(data: Any) -> bool:
    if isinstance(data, dict | list | tuple):
        return any(map(_beyond, data.values() if isinstance(data, dict) else data))
    return isinstance(data, int) and abs(data) >= 2**53
