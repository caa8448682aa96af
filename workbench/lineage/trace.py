"""Run rules on a few rows and report which of them changed one cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from workbench.rules.execution import steps_of_run
from workbench.rules.kinds import Rule
from workbench.types import Key

__all__ = ["CellStep", "trace"]


@dataclass(frozen=True)
class CellStep:
    """What one rule did to a cell.

    Attributes
    ----------
    rule : Rule
        The rule that changed it or dropped its row.
    before, after : object
        The value before and after; None where the row is gone.
    """

    rule: Rule
    before: Any
    after: Any


def trace(
    rules: Sequence[Rule], rows: pa.Table, key_column: str, key: Key, column: str
) -> tuple[pa.Table, list[CellStep]]:
    """Run `rules` on a few rows and watch `column` of one of them.

    Parameters
    ----------
    rules : sequence of Rule
        A recipe.
    rows : pyarrow.Table
        The row of interest, and the rows that are kept in place of it where it is dropped.
    key_column, key, column
        Which cell to watch.

    Returns
    -------
    tuple
        The rows after all rules, and a step for each rule that changed the cell or dropped its
        row.
    """
    steps: list[CellStep] = []
    table = rows
    for rule, before, after in steps_of_run(rules, rows):
        table = after.to_native()
        old, new = (_watched(frame, key_column, key, column) for frame in (before, after))
        if old != new:
            steps.append(CellStep(rule, old[0], new[0] if new else None))
    return table, steps


def _watched(frame: Any, key_column: str, key: Key, column: str) -> list[Any]:
    if column not in frame.columns or key_column not in frame.columns:
        return [None] if key_column in frame.columns and key in frame[key_column].to_list() else []
    pairs = zip(frame[key_column].to_list(), frame[column].to_list(), strict=True)
    return [value for row, value in pairs if row == key]
