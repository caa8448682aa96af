"""What an exported module expects of tomorrow's table: what today's shows, and what was set."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock
from typing import Any

import narwhals as nw
import pyarrow as pa
import pyarrow.compute as pc
from cachetools import LRUCache, cached

from workbench.decisions.expected import expectation_decisions
from workbench.errors import WorkbenchError
from workbench.profile import profile
from workbench.protocol.expectations import (
    Expectation,
    ExpectationDraft,
    ExpectationPreview,
    Expectations,
    Expected,
    OutsideRows,
)
from workbench.protocol.recipe import FieldError
from workbench.recipe_editor.intermediate import IntermediateColumns
from workbench.recipe_editor.outputs import growing, source_rows
from workbench.recipe_editor.snapshot import RecipeSnapshot
from workbench.rules import Recipe
from workbench.rules.expectations import (
    changed_expectations,
    checked_expectation,
    expectation_problems,
    expectations_of,
    fields_of,
)
from workbench.rules.steps.checking import check_from
from workbench.store.context import DatasetContext
from workbench.types import Json

__all__ = ["list_expectations", "preview_expectation", "seen_expectations"]

LISTED = 2000
"""Columns that are listed: a page draws them in a moment, and nobody scrolls through more."""
KEPT = 16
"""Tables whose expectations a process keeps: each is a line for each column."""
REASONS = 5
"""Reasons that a preview names."""
REASON = "reason\x01"
"""The name of a column beside those of the table."""


def list_expectations(context: DatasetContext, snapshot: RecipeSnapshot) -> Expectations:
    """Return what ``check`` expects, column by column; ``problem`` where the rules cannot run."""
    recipe = snapshot.recipe()
    problem = None
    seen: Json = {"key": None, "columns": {}}
    try:
        seen = seen_expectations(context, snapshot)
    except (WorkbenchError, TypeError, ValueError, pa.ArrowException) as error:
        problem = str(error)
    columns = {**dict.fromkeys(seen["columns"]), **dict.fromkeys(recipe.expectations)}
    expected = changed_expectations(seen, recipe.expectations)["columns"]
    stamps = {
        column: decision.id
        for column, decision in expectation_decisions(snapshot.decisions).items()
    }
    listed = [
        Expectation(
            column=name,
            expected=_message(expected.get(name)),
            seen=_message(seen["columns"].get(name)),
            by_hand=tuple(fields_of(recipe.expectations.get(name) or {})),
            source=_source(name, expected, snapshot),
            stamp=stamps.get(name, ""),
            key=name == seen["key"],
        )
        for name in list(columns)[:LISTED]
    ]
    return Expectations(
        rows=snapshot.source.rows,
        expectations=tuple(listed),
        total=max(0, len(columns) - LISTED),
        problem=problem,
    )


def seen_expectations(context: DatasetContext, snapshot: RecipeSnapshot) -> Json:
    """Return what the cleaned table shows, as an export of it would expect it.

    Raises
    ------
    WorkbenchError, TypeError, ValueError
        If the rules cannot run.
    """
    portable, _ = snapshot.recipe().portable()
    return _seen(context, snapshot, portable)


@cached(
    LRUCache[object, Json](KEPT),
    key=lambda context, snapshot, recipe: (snapshot.source.blob, snapshot.key, recipe.digest),
    lock=Lock(),
)
def _seen(context: DatasetContext, snapshot: RecipeSnapshot, recipe: Recipe) -> Json:
    cleaned = recipe.run(source_rows(context, snapshot.source))
    key = snapshot.key if snapshot.key in cleaned.column_names else None
    return expectations_of(cleaned, key=key, growing=growing(profile(cleaned).columns))


def _message(expected: Mapping[str, Any] | None) -> Expected | None:
    return None if expected is None else Expected.model_validate(fields_of(expected))


def _source(name: str, expected: Mapping[str, Json], snapshot: RecipeSnapshot) -> str:
    if name in expected:
        return str(expected[name].get("source", ""))
    decision = expectation_decisions(snapshot.decisions)[name]
    reason = f" {decision.comment}" if decision.comment else ""
    day = decision.time.date().isoformat()
    return f"set by {decision.reviewer} on {day}: nothing is expected.{reason}"


def preview_expectation(
    request: ExpectationDraft,
    context: DatasetContext,
    snapshot: RecipeSnapshot,
    columns: IntermediateColumns,
) -> ExpectationPreview:
    """Return what an expectation would set apart today; what is wrong with it is in ``errors``.

    Parameters
    ----------
    request : ExpectationDraft
        The column, and what replaces what is seen in it.
    context, snapshot : DatasetContext, RecipeSnapshot
        The dataset and its recipe.
    columns : IntermediateColumns
        The newest source.
    """
    nothing = ExpectationPreview(rows=columns.rows, looked_at=columns.looked_at, outside=0)
    if request.expected is None:
        return nothing
    problems = expectation_problems(request.expected)
    if problems:
        return nothing.model_copy(update={"errors": tuple(map(_field_error, problems))})
    try:
        change = checked_expectation(request.column, request.expected)
        seen = seen_expectations(context, snapshot)
        whole = changed_expectations(seen, {request.column: change})
        expected = whole["columns"][request.column]
        problems = expectation_problems(fields_of(expected))
        if problems:
            return nothing.model_copy(update={"errors": tuple(map(_field_error, problems))})
        rules = snapshot.recipe().portable()[0].rules
        after = columns.after(rules, [request.column]).select([request.column])
        return nothing.model_copy(update=_outside(after, request.column, expected))
    except KeyError:
        return nothing  # a column that the table does not have
    except (WorkbenchError, TypeError, ValueError, pa.ArrowException) as error:
        return nothing.model_copy(update={"errors": (_field_error(("", str(error))),)})


def _outside(table: pa.Table, column: str, expected: Json) -> Json:
    """Return how many rows are not as expected, and the most frequent reasons."""
    frame: Any = nw.from_native(table).with_columns(nw.lit("").alias(REASON))
    _, bad = check_from(frame, {"columns": {column: expected}}, REASON)
    counts = pc.value_counts(bad.to_native()[REASON].combine_chunks()).to_pylist()
    reasons = [
        OutsideRows(why=one["values"].removeprefix(f"{column}: "), rows=one["counts"])
        for one in sorted(counts, key=lambda one: -int(one["counts"]))[:REASONS]
    ]
    return {"outside": len(bad), "reasons": tuple(reasons)}


def _field_error(problem: tuple[str, str]) -> FieldError:
    field, words = problem
    message = f"{words[:1].upper()}{words[1:600]}"
    return FieldError(path=(field,) if field else (), message=message)
