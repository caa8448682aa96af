"""Make decisions about single rows fit the place where their rule runs.

A person decides on the table as it came, where a cell may read ``" Premium"``.
By the time the cell is set, earlier rules have made ``"premium"`` of it.  What
must still stand is therefore carried through the earlier rules first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import pyarrow as pa

from workbench.rules.kinds import DropRows, Rule, SetCells
from workbench.rules.recipe import Recipe
from workbench.types import Key

__all__ = ["rebased"]


def rebased(recipe: Recipe) -> Recipe:
    """Return the recipe with the old values of its row decisions as its earlier rules leave them.

    Parameters
    ----------
    recipe : Recipe
        Ordered, its old values as they stand in the source table.  A cell that two rules set
        keeps the later one's old value as the earlier one leaves it.
    """
    done: list[Rule] = []
    for rule in recipe:
        if isinstance(rule, SetCells):
            old = _carried(done, rule.key, rule.column, {c.key: c.old for c in rule.cells})
            cells = tuple(c.model_copy(update={"old": old[c.key]}) for c in rule.cells)
            rule = rule.model_copy(update={"cells": cells})
        elif isinstance(rule, DropRows):
            now: dict[Key, dict[str, Any]] = {row.key: {} for row in rule.rows}
            for column in rule.rows[0].old:
                was = {row.key: row.old[column] for row in rule.rows}
                for key, value in _carried(done, rule.key, column, was).items():
                    now[key][column] = value
            rows = tuple(row.model_copy(update={"old": now[row.key]}) for row in rule.rows)
            rule = rule.model_copy(update={"rows": rows})
        done.append(rule)
    return Recipe(done)


def _carried(
    rules: Sequence[Rule], key: str, column: str, old: Mapping[Key, Any]
) -> dict[Key, Any]:
    """Run the earlier rules about `column` on the old values alone."""
    about = [rule for rule in rules if column in rule.touches()]
    if not about:
        return dict(old)
    if key == column:
        return dict(old)
    values = pa.array(list(old.values()))
    if pa.types.is_null(values.type):
        values = values.cast(pa.string())
    frame: Any = nw.from_native(pa.table({key: list(old), column: values}))
    for rule in about:
        if "columns" in type(rule).model_fields and not rule.takes():
            rule = rule.model_copy(update={"columns": (column,)})
        elif not set(rule.needs()) <= {key, column} or rule.makes() or rule.takes():
            continue  # what other columns say is not known here
        elif isinstance(rule, SetCells) and rule.key != key:
            continue
        frame = rule.apply(frame)
    return dict(zip(old, frame[column].to_list(), strict=True))
