"""The cells that issues are about, each with one confidence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench import html
from workbench.checks.context import CheckContext
from workbench.rules.issues import DEFAULT_CONFIDENCE, Issues
from workbench.types import Issue, Json, Key

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["Cell", "Cells", "CheckResult", "cells_of", "is_about_cells"]

WHOLE = frozenset(
    [
        *[
            "missing",
            "number_as_text",
            "date_as_text",
            "duplicate_row",
            "near_duplicate",
            "duplicate_key",
        ],
        *["constant", "imbalance", "personal", "mixed_types", "joint_outlier"],
    ]
)
"""Checks that speak of a column or of rows: their keys say where, not which cells are wrong."""

WORTH = 0.6
MOST = 0.97


@dataclass(frozen=True)
class Cell:
    """A cell that may be wrong.

    Attributes
    ----------
    key, column
        Where it is.
    confidence : float
        0 to 1, high = surely wrong.
    kinds : tuple of str
        The checks that found it, surest first.
    """

    key: Key
    column: str
    confidence: float
    kinds: tuple[str, ...]


class Cells:
    """Cells that may be wrong, surest first.

    Parameters
    ----------
    cells : iterable of Cell
        The cells; each key and column once.
    """

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._cells = sorted(cells, key=lambda cell: -cell.confidence)

    def __len__(self) -> int:
        return len(self._cells)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._cells)

    def __repr__(self) -> str:
        return f"Cells({len(self)})"

    def where(self, *, min_confidence: float = DEFAULT_CONFIDENCE) -> Cells:
        """Return the cells of at least a confidence."""
        return Cells(cell for cell in self if cell.confidence >= min_confidence)

    def to_dict(self) -> Json:
        """Return the cells as JSON."""
        return {"cells": [{**vars(cell), "kinds": list(cell.kinds)} for cell in self]}

    def to_frame(self) -> pd.DataFrame:
        """Return one row a cell: key, column, confidence, kinds."""
        import pandas as pd

        rows = [[c.key, c.column, c.confidence, ", ".join(c.kinds)] for c in self]
        return pd.DataFrame(rows, columns=["key", "column", "confidence", "kinds"])


class CheckResult(Issues):
    """Issues as the checks found them, with all cells that they are about.

    Parameters
    ----------
    issues : iterable of Issue
        What was found.
    title : str
        What was looked at.
    context : CheckContext, optional
        Knows the keys beyond the first 1,000 of an issue.
    notes : tuple of str
        What was not checked, and why.
    """

    def __init__(
        self,
        issues: Iterable[Issue],
        *,
        title: str = "table",
        context: CheckContext | None = None,
        notes: tuple[str, ...] = (),
    ) -> None:
        columns = None if context is None else context.relation.columns
        super().__init__(issues, title=title, columns=columns)
        self.notes = notes
        self._look = context

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  Note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        notes = [html.frame("Not checked", *self.notes)] if self.notes else []
        return "".join([super()._repr_html_(), *notes])

    def where(
        self, *, kind: str | None = None, column: str | None = None, min_confidence: float = 0.0
    ) -> CheckResult:
        """Return the issues of one kind, of one column, or of at least a confidence.

        Raises
        ------
        NotFoundError
            If there is no such kind of issue; with those that were found.
        MissingColumnError
            If there is no such column; with those there are.
        """
        selected = super().where(kind=kind, column=column, min_confidence=min_confidence)
        result = CheckResult(selected, title=self.title, context=self._look, notes=self.notes)
        return result._knowing(self._kinds)

    def to_dict(self) -> Json:
        """Return the issues as JSON."""
        return {**super().to_dict(), "notes": list(self.notes)}

    def cells(self, *, min_confidence: float = 0.0) -> Cells:
        """Return the cells that the issues are about; see `cells_of`."""
        return cells_of(self, self._look).where(min_confidence=min_confidence)


def is_about_cells(issue: Issue) -> bool:
    """Tell whether the keys of an issue say which cells of its column are wrong."""
    return (
        issue.column is not None
        and issue.kind not in WHOLE
        and not issue.evidence.get("format_only", False)
    )


def cells_of(issues: Iterable[Issue], context: CheckContext | None = None) -> Cells:
    """Return each cell that an issue is about, with the confidence of all issues together.

    Missing values, columns of numbers or dates stored as text, and whole rows are issues but no
    wrong cells.  Two checks that find the same cell make it surer: ``1 - (1 - a)(1 - b)``, where
    each is at least 0.6; several issues of one check count once.

    Parameters
    ----------
    issues : iterable of Issue
        What was found.
    context : CheckContext, optional
        Without it, an issue of more than 1,000 rows gives the first 1,000 cells.
    """
    by_kind: dict[tuple[Key, str], dict[str, float]] = {}
    for issue in issues:
        if not is_about_cells(issue) or issue.column is None:
            continue
        for key in issue.keys if context is None else context.keys_of_issue(issue):
            kinds = by_kind.setdefault((key, issue.column), {})
            kinds[issue.kind] = max(kinds.get(issue.kind, 0.0), issue.confidence)
    return Cells(_cell(key, column, kinds) for (key, column), kinds in by_kind.items())


def _cell(key: Key, column: str, kinds: dict[str, float]) -> Cell:
    ordered = sorted(kinds, key=lambda kind: -kinds[kind])
    surest = kinds[ordered[0]]
    doubt = math.prod(1.0 - kinds[k] for k in ordered if kinds[k] >= WORTH or k == ordered[0])
    confidence = max(surest, min(MOST, 1.0 - doubt))
    return Cell(key, column, round(confidence, 3), tuple(ordered))
