"""Run a recipe on one row and tell which rules changed a cell of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from workbench.rules.recipe import Recipe
from workbench.types import Json

__all__ = ["trace"]


def trace(
    rules: Iterable[Mapping[str, Any]], row: pa.Table, column: str
) -> tuple[pa.Table, list[Json]]:
    """Run `rules` (JSON) on a table of at most one row and watch `column`.

    Returns
    -------
    tuple
        The table after all rules, and for each rule that changed the cell or dropped the row a
        dict ``kind, why, author, decisions, before, after``.
    """
    changes: list[Json] = []
    table = row
    for rule, before, after in Recipe(rules).steps(row):
        table = after.to_native()
        was, is_ = before[column].to_list(), after[column].to_list()
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
