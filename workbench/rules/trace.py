"""Run a recipe on one row and tell which rules changed a cell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from workbench.rules.recipe import Recipe
from workbench.types import Json

__all__ = ["trace"]


def trace(
    rules: Iterable[Mapping[str, Any]], rows: pa.Table, key_column: str, key: Any, column: str
) -> tuple[pa.Table, list[Json]]:
    """Run `rules` (JSON) on a few rows and watch `column` of one of them.

    Parameters
    ----------
    rules : iterable of dict
        A recipe.
    rows : pyarrow.Table
        The row of interest, and the rows that are kept in place of it where it is dropped.
    key_column, key, column
        Which cell to watch.

    Returns
    -------
    tuple
        The rows after all rules, and for each rule that changed the cell or dropped its row a
        dict ``kind, why, author, decisions, before, after``.
    """
    changes: list[Json] = []
    table = rows
    for rule, before, after in Recipe(rules).steps(rows):
        table = after.to_native()
        was, is_ = (_watched(frame, key_column, key, column) for frame in (before, after))
        if was != is_:
            changes.append(
                {
                    "kind": rule.kind,
                    "why": rule.why or rule.title(),
                    "author": rule.author,
                    "decisions": list(rule.decisions),
                    "before": was[0],
                    "after": is_[0] if is_ else None,
                }
            )
    return table, changes


def _watched(frame: Any, key_column: str, key: Any, column: str) -> list[Any]:
    if column not in frame.columns or key_column not in frame.columns:
        return [None] if key_column in frame.columns and key in frame[key_column].to_list() else []
    pairs = zip(frame[key_column].to_list(), frame[column].to_list(), strict=True)
    return [value for row, value in pairs if row == key]
