"""Turn doubtful cells into issues: one for each column and level of confidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.checks.context import CheckContext, shortened
from workbench.types import Issue, Json

__all__ = ["Doubt", "issues_of"]

NAMED = 4


@dataclass(frozen=True)
class Doubt:
    """A cell that is doubted.

    Attributes
    ----------
    row : int
        Place of the row in the table, from 0.
    old : str or None
        What stands there; None where nothing does.
    new : str or None
        What should stand there; None where that is not known.
    confidence : float
        0 to 1, high = surely wrong.
    """

    row: int
    old: str | None
    new: str | None
    confidence: float


def issues_of(
    context: CheckContext,
    kind: str,
    column: str,
    doubts: Sequence[Doubt],
    *,
    why: str,
    about: Any = None,
) -> Iterator[Issue]:
    """Return the issues of the doubted cells of a column.

    Cells of one confidence make one issue, at most 1,000 of them where a rule about single cells
    is suggested, so that the rule names all.

    Parameters
    ----------
    context : CheckContext
        The table.
    kind, column : str
        The check and the column.
    doubts : sequence of Doubt
        The cells.
    why : str
        Ends the sentence: what they contradict.
    about : JSON, optional
        What tells the issue from others of its kind and column.
    """
    whole = _whole_values(context, column, doubts)
    groups: defaultdict[tuple[float, str], list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        way = "nothing" if doubt.new is None else "value" if doubt.old in whole else "cell"
        groups[round(doubt.confidence, 2), way].append(doubt)
    for (confidence, way), cells in groups.items():
        cells.sort(key=lambda cell: cell.row)
        size = Issue.MAX_KEYS if way == "cell" else len(cells)
        for at in range(0, len(cells), size):
            part = cells[at : at + size]
            yield _issue(context, kind, column, part, confidence, why, about, way)


def _whole_values(context: CheckContext, column: str, doubts: Sequence[Doubt]) -> set[str]:
    """Return the values that are doubted wherever they stand, and always for the same one."""
    rows = Counter(doubt.old for doubt in doubts if doubt.old)
    news = Counter(old for old, _ in {(doubt.old, doubt.new) for doubt in doubts})
    coded = context.coded(column)
    counted = zip(coded.values, coded.counts.tolist(), strict=True)
    return {value for value, count in counted if rows[value] == count and news[value] == 1}


def _rule(context: CheckContext, column: str, cells: list[Doubt], way: str) -> Json | None:
    """Suggest to map values where that changes just these cells, else to set the cells.

    A mapping needs no key, and holds for the next file too.
    """
    if way == "nothing" or column not in context.text_columns:
        return None
    if way == "value":
        mapping = {cell.old: cell.new for cell in cells}
        return {"kind": "map_values", "column": column, "mapping": mapping}
    raw = context.raw(column, [cell.row for cell in cells])
    listed = [
        {"key": context.keys[cell.row], "old": old, "new": cell.new}
        for cell, old in zip(cells, raw, strict=True)
    ]
    return {"kind": "set_cells", "key": context.key, "column": column, "cells": listed}


def _issue(
    context: CheckContext,
    kind: str,
    column: str,
    cells: list[Doubt],
    confidence: float,
    why: str,
    about: Any,
    way: str,
) -> Issue:
    keys = [context.keys[cell.row] for cell in cells]
    shown = ", ".join(
        f"{_short(c.old)}" + ("" if c.new is None else f" (likely {_short(c.new)})")
        for c in cells[:NAMED]
    )
    more = f" and {len(cells) - NAMED:,} more" if len(cells) > NAMED else ""
    return context.issue(
        kind=kind,
        column=column,
        keys=keys,
        confidence=confidence,
        evidence={
            "message": f"{column}: {shown}{more} {why}.",
            "examples": [
                {"key": key, "found": cell.old, "expected": cell.new}
                for key, cell in zip(keys[:20], cells, strict=False)
            ],
            "about": [about, way, keys[0], len(keys), confidence],
        },
        suggestion=_rule(context, column, cells, way),
    )


def _short(value: str | None) -> str:
    return "nothing" if value is None else shortened(value)
