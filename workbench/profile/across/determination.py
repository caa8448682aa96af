"""The g3 error of a functional dependency, its error under chance, and the rows that break it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.contingency import Cells, count_cells
from workbench.profile.across.variables import Variable, short_text
from workbench.profile.result import Result
from workbench.profile.sample import Sample

__all__ = ["Grouping", "Violation", "chance_error", "grouped", "violations_of"]

EXAMPLES = 5


@dataclass(frozen=True)
class Violation(Result):
    """`rows` rows with the values `left` have `found`, where `majority` rows have `expected`."""

    left: tuple[str, ...]
    expected: str
    found: str
    rows: int
    majority: int


@dataclass(frozen=True)
class Grouping:
    """Rows grouped by the left side.

    Attributes
    ----------
    cells : Cells
        Counts of left and right values.
    starts, largest : array
        Where each left value begins in the cells, and the count of its most frequent right value.
    n, broken : int
        Rows, and how many do not have that value.
    recurring, support : int
        Left values with at least two rows, and their rows.
    """

    cells: Cells
    starts: NDArray[np.int64]
    largest: NDArray[np.int64]
    n: int
    broken: int
    recurring: int
    support: int


def grouped(left: NDArray[Any], right: NDArray[Any], sizes: tuple[int, int]) -> Grouping:
    """Group the rows that have both codes by the left one."""
    cells = count_cells(left, right, sizes)
    if len(cells.counts) == 0:
        none = np.zeros(0, dtype=np.int64)
        return Grouping(cells, none, none, 0, 0, 0, 0)
    starts = np.flatnonzero(np.diff(cells.left, prepend=-1))
    largest = np.maximum.reduceat(cells.counts, starts)
    totals = np.add.reduceat(cells.counts, starts)
    again = totals > 1
    n = int(totals.sum())
    broken = n - int(largest.sum())
    return Grouping(
        *(cells, starts, largest, n, broken, int(again.sum()), int(totals[again].sum()))
    )


def chance_error(left: NDArray[Any], right: NDArray[Any], sizes: tuple[int, int]) -> float:
    """Return the error after the right side is shuffled among the rows that have both."""
    both = (left >= 0) & (right >= 0)
    group = grouped(left[both], np.random.default_rng(0).permutation(right[both]), sizes)
    return group.broken / group.n if group.n else 0.0


def violations_of(
    sample: Sample,
    names: tuple[str, ...],
    codes: NDArray[Any],
    right: Variable,
    group: Grouping,
) -> tuple[Violation, ...]:
    """Return examples of what breaks a dependency, those against the largest majority first."""
    if not group.broken:
        return ()
    cells = group.cells
    sizes = np.diff(np.append(group.starts, len(cells.counts)))
    results: list[Violation] = []
    torn = np.flatnonzero(sizes > 1)
    for position in torn[np.argsort(-group.largest[torn], kind="stable")]:
        span = slice(int(group.starts[position]), int(group.starts[position] + sizes[position]))
        counts, rights = cells.counts[span], cells.right[span]
        best = int(np.argmax(counts))
        row = int(np.argmax(codes == cells.left[span.start]))
        left = tuple(short_text(sample.table[name][row]) for name in names)
        expected = _value(sample, right, int(rights[best]))
        for i in [i for i in range(len(counts)) if i != best][: EXAMPLES - len(results)]:
            value = _value(sample, right, int(rights[i]))
            results.append(Violation(left, expected, value, int(counts[i]), int(counts[best])))
        if len(results) == EXAMPLES:
            break
    return tuple(results)


def _value(sample: Sample, variable: Variable, code: int) -> str:
    return short_text(sample.table[variable.name][int(np.argmax(variable.codes == code))])
