"""Dates that contradict each other, or lie where no other does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.checks.context import CheckContext
from workbench.lexicon.column_types import is_moment
from workbench.lexicon.plurals import counted
from workbench.tables import quoted
from workbench.types import Issue, now

__all__ = ["find_far", "find_order"]

ROWS = 50
NEARLY = 0.98
FEW = 0.01
FIRST_YEAR = 1900
FAR_AHEAD = 10
CELLS = 10_000_000
"""Dates that are compared at a time: 80 MB."""
ABSENT = np.iinfo(np.int64).min
"""Stands for a missing moment: 290,000 years before the first that a timestamp can hold."""


def find_order(context: CheckContext) -> Iterator[Issue]:
    """Report rows in which a date lies before another that it follows in nearly all rows."""
    names = _dates(context)
    if len(names) < 2 or context.rows < ROWS:
        return
    counts = _compared(context, names)
    for i, j in np.argwhere(counts.suspect()):
        early, late = names[i], names[j]
        both, wrong = int(counts.both[i, j]), int(counts.after[i, j])
        yield context.issue(
            kind="date_order",
            column=None,
            keys=context.keys_where(f"{_moment(context, early)} > {_moment(context, late)}"),
            confidence=0.85,
            evidence={
                "message": f"{late} is before {early} in {counted(wrong, 'row')}, but in none of "
                f"the other {both - wrong:,}.",
                "columns": [early, late],
                "about": [early, late],
            },
        )


@dataclass(frozen=True)
class _Pairs:
    """For each pair of dates, in how many rows both are present, and the first is the later."""

    both: NDArray[np.int32]
    after: NDArray[np.int32]

    def suspect(self) -> NDArray[np.bool_]:
        """Where the first is the later in a few rows, and the earlier in most of the others."""
        wrong = (self.both >= ROWS) & (self.after > 0)
        return wrong & (self.after <= (1 - NEARLY) * self.both) & (self.both / 2 <= self.after.T)


def _compared(context: CheckContext, names: list[str]) -> _Pairs:
    """Count all pairs in one reading of the table: a query a pair takes minutes on a wide one."""
    both, after = (np.zeros((len(names), len(names)), np.int32) for _ in range(2))
    rows = max(1, CELLS // len(names))
    columns = context.computed({c: f"epoch_us({_moment(context, c)})" for c in names})
    for start in range(0, context.rows, rows):
        parts = (column.slice(start, rows).fill_null(ABSENT) for column in columns.values())
        moments = np.stack([part.to_numpy() for part in parts])
        there = moments != ABSENT
        present = there.astype(np.float32)
        both += (present @ present.T).astype(np.int32)
        # Ranks compare as moments do, and small numbers faster; a missing one is before none.
        values, ranks = np.unique(moments, return_inverse=True)
        small = ranks.reshape(moments.shape).astype(np.min_scalar_type(len(values)))
        earlier = np.where(there, small, len(values)).astype(small.dtype)
        for i in range(len(names)):
            after[i] += np.count_nonzero(earlier < small[i], axis=1)
    return _Pairs(both, after)


def find_far(context: CheckContext) -> Iterator[Issue]:
    """Report dates before 1900 or more than ten years ahead, where hardly any other is."""
    # The ends alone are cheap to ask of thousands of columns.
    first, last = f"DATE '{FIRST_YEAR}-01-01'", f"DATE '{now().year + FAR_AHEAD - 1}-01-01'"
    beyond = context.aggregated(
        {c: f"min({quoted(c)}) < {first} OR max({quoted(c)}) >= {last}" for c in _dates(context)}
    )
    conditions = {c: _far(_moment(context, c)) for c, some in beyond.items() if some}
    for column, rows in context.counts_where(conditions).items():
        if not 0 < rows <= FEW * context.rows:
            continue
        moment, far = _moment(context, column), conditions[column]
        present, count, example = context.relation.rows(
            f"SELECT count({moment}), count(*) FILTER ({far}), "
            f"min({quoted(column)}::VARCHAR) FILTER ({far}) FROM data"
        )[0]
        if 0 < count <= FEW * present:
            message = (
                f"{counted(count, 'date')} of {column} "
                f"{'is' if count == 1 else 'are'} far from all others, such as {example}."
            )
            yield context.issue(
                kind="far_date",
                column=column,
                keys=context.keys_where(far),
                confidence=0.85,
                evidence={"message": message, "about": "far"},
            )


def _far(moment: str) -> str:
    return (
        f"({moment} < DATE '{FIRST_YEAR}-01-01' OR "
        f"{moment} > current_date + INTERVAL {FAR_AHEAD} YEAR)"
    )


def _dates(context: CheckContext) -> list[str]:
    return [name for name in context.columns if is_moment(context.relation.types[name])]


def _moment(context: CheckContext, column: str) -> str:
    """Return the SQL of a date; infinite ones are left out."""
    name = quoted(column)
    return f"(CASE WHEN isfinite({name}) THEN {name}::TIMESTAMP END)"
