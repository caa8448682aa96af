"""Cells: one value is doubted; keep it, take the suggested one, or give another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from workbench.checks.cells import Cell, cells_of, is_about_cells
from workbench.decisions.column_values import type_of
from workbench.errors import RuleError
from workbench.queues.items.rows import as_json, rows_by_key, schema_of, shown, shown_row
from workbench.rules import Recipe
from workbench.tables import Relation
from workbench.types import Issue, Json, Key, ReviewItem, digest

__all__ = ["cell_items", "doubted_cells"]

MOST_CANDIDATES = 9
CellKey = tuple[Key, str]


def doubted_cells(issues: Iterable[Issue]) -> dict[CellKey, tuple[Cell, list[Issue]]]:
    """Return each cell that issues are about, with its confidence and those issues, surest first.

    Issues about columns or whole rows say nothing of single cells and are left out.
    """
    about = [issue for issue in issues if is_about_cells(issue)]
    behind: defaultdict[CellKey, list[Issue]] = defaultdict(list)
    for issue in sorted(about, key=lambda issue: -issue.confidence):
        for key in issue.keys:
            behind[key, str(issue.column)].append(issue)
    return {
        (cell.key, cell.column): (cell, behind[cell.key, cell.column]) for cell in cells_of(about)
    }


def cell_items(
    cells: Mapping[CellKey, Sequence[Issue]], relation: Relation, *, key: str
) -> list[ReviewItem]:
    """Make one item of each doubted cell, in order.

    Cells whose row is gone, and values that no rule can set (lists, bytes), are left out.

    Parameters
    ----------
    cells : mapping
        Row key and column to the issues about this cell, surest first.
    relation : Relation
        The table as it came: a decision names the value in the cell.
    key : str
        The column that names rows.
    """
    rows = rows_by_key(relation, key, (row_key for row_key, _ in cells))
    proposed = _proposals(cells, rows, schema_of(relation), key)
    items = []
    for (row_key, column), issues in cells.items():
        kind = type_of(relation.types.get(column, ""))
        if row_key not in rows or kind is None:
            continue
        try:
            old = as_json(rows[row_key][column])
            values = [as_json(value) for value in proposed[row_key, column]]
        except TypeError:
            continue
        candidates = [value for value in _distinct(values) if value != old]
        items.append(_item(rows[row_key], row_key, column, kind, old, candidates, issues))
    return items


def _item(
    row: Json,
    key: Key,
    column: str,
    kind: str,
    old: Any,
    candidates: list[Any],
    issues: Sequence[Issue],
) -> ReviewItem:
    suggested = {"suggested": candidates[0]} if candidates else {}
    messages = dict.fromkeys(str(issue.evidence.get("message", "")) for issue in issues)
    return ReviewItem(
        id=digest(["cell", key, column]),
        kind="cell",
        target={"key": key, "column": column, "old": old, "type": kind, **suggested},
        payload={
            "key": str(key),
            "column": column,
            "type": kind,
            "value": shown(old),
            "candidates": [_exact(value) for value in candidates[:MOST_CANDIDATES]],
            "row": shown_row(row, leave_out=(column,)),
            "why": " ".join(message for message in messages if message),
            "checks": list(dict.fromkeys(issue.kind for issue in issues)),
        },
    )


def _exact(value: Any) -> str | None:
    """Return a value as text that reads back as the same: it may be chosen."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, int | float) else shown(value)


def _proposals(
    cells: Mapping[CellKey, Sequence[Issue]], rows: Mapping[Key, Json], schema: pa.Schema, key: str
) -> dict[CellKey, list[Any]]:
    """Return what the issues' rules and evidence would put into each cell, surest first."""
    wanted: defaultdict[str, set[Key]] = defaultdict(set)
    by_id = {issue.id: issue for issues in cells.values() for issue in issues}
    for (row_key, _), issues in cells.items():
        for issue in issues:
            wanted[issue.id].add(row_key)
    after = {
        name: _after(issue, [rows[k] for k in wanted[name] if k in rows], schema, key)
        for name, issue in by_id.items()
    }
    return {
        (row_key, column): [
            *(after[one.id][row_key] for one in issues if row_key in after[one.id]),
            *(value for one in issues for value in _evidence(one, row_key)),
        ]
        for (row_key, column), issues in cells.items()
    }


def _after(issue: Issue, rows: list[Json], schema: pa.Schema, key: str) -> dict[Key, Any]:
    """Run an issue's suggestion on the rows alone: key to the value that it leaves."""
    if issue.suggestion is None or not rows:
        return {}
    column = str(issue.column)
    table = pa.Table.from_pylist(rows, schema=schema)
    try:
        made = Recipe([issue.suggestion]).run(table)
    except RuleError:
        return {}  # the rule needs what these rows do not show: the card suggests nothing
    same = column in made.column_names and made.schema.field(column).type
    if not same or same != table.schema.field(column).type or key not in made.column_names:
        return {}
    return dict(zip(made[key].to_pylist(), made[column].to_pylist(), strict=True))


def _evidence(issue: Issue, key: Key) -> list[Any]:
    expected = [
        one["expected"]
        for one in issue.evidence.get("examples", ())
        if isinstance(one, dict) and one.get("key") == key and one.get("expected") is not None
    ]
    canonical = issue.evidence.get("canonical")
    return [*expected, *([canonical] if isinstance(canonical, str) else [])]


def _distinct(values: Iterable[Any]) -> list[Any]:
    seen = {(type(value), value): value for value in reversed(list(values))}
    return list(reversed(seen.values()))
