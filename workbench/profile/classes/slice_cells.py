"""Which combinations of a class and other columns are empty or too small: the long tail."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.grouping import Groups
from workbench.profile.across.intervals import wilson
from workbench.profile.result import Result

__all__ = ["Cell", "Coverage", "find_cells", "poisson_below"]

LEVEL = 0.001
THIN = 10
SMALLER = 0.5
CELLS = 40
LARGEST = 200_000


@dataclass(frozen=True)
class Cell(Result):
    """A class together with values of other columns, with fewer rows than one would expect.

    Attributes
    ----------
    slice : str
        The class.
    values : dict of str to str
        The values of the other columns.
    kind : str
        ``empty``; ``small`` (less than half of what is expected); ``only`` (the class occurs with
        this value alone, of a column that has others).
    rows : int
        Rows in the cell.
    expected : float
        Rows if the class were independent of the other columns.
    p : float
        The chance of so few rows (Poisson), or of no other value, under independence.
    share, low, high : float
        The cell's share of the rows of its class, with a 95 % interval (Wilson).
    detail : str
        The same as a sentence.
    """

    slice: str
    values: dict[str, str]
    kind: str
    rows: int
    expected: float
    p: float
    share: float
    low: float
    high: float
    detail: str


@dataclass(frozen=True)
class Coverage:
    """How well the combinations of the class with `columns` are filled.

    `cells` counts the classes times the combinations of values that occur in any class; `empty`
    of them have no row, `thin` have one to nine.
    """

    columns: tuple[str, ...]
    cells: int
    empty: int
    thin: int


def find_cells(
    label: Groups, others: list[Groups], *, crossed: bool
) -> tuple[tuple[Cell, ...], tuple[Coverage, ...]]:
    """Find the empty and small cells of the classes with each column, or with all sets of them.

    Parameters
    ----------
    label : Groups
        The classes.
    others : list of Groups
        The other columns.
    crossed : bool
        Whether to look at combinations of the other columns too.

    Returns
    -------
    tuple
        The cells, the most surprising first, at most 40; and the coverage of each crossing.
    """
    cells: list[Cell] = []
    coverage = []
    for count in range(1, (len(others) if crossed else 1) + 1):
        for group in combinations(others, count):
            table, values = _table(label, group)
            if table is None:
                continue
            names = tuple(item.name for item in group)
            empty, thin = int((table == 0).sum()), int(((table > 0) & (table < THIN)).sum())
            coverage.append(Coverage(names, table.size, empty, thin))
            if count == 1:
                cells += _single_valued(label, names[0], table, values)
            known = {(cell.slice, tuple(cell.values.items())) for cell in cells}
            cells += _few(label, names, table, values, known)
    cells.sort(key=lambda cell: (cell.kind != "only", cell.p, -cell.expected))
    return tuple(cells[:CELLS]), tuple(coverage)


def poisson_below(rows: int, expected: float) -> float:
    """Return the chance of at most `rows` where `expected` are expected."""
    if expected <= 0:
        return 1.0
    log = math.log(expected)
    parts = (math.exp(i * log - expected - math.lgamma(i + 1)) for i in range(rows + 1))
    return min(1.0, math.fsum(parts))


def _table(
    label: Groups, group: tuple[Groups, ...]
) -> tuple[NDArray[np.int64] | None, list[tuple[str, ...]]]:
    """Return rows by class and combination of values, and those; None where there are too many."""
    joint = group[0].codes.astype(np.int64)
    whole = (label.codes >= 0) & (joint >= 0)
    for item in group[1:]:
        joint = joint * len(item.names) + item.codes
        whole &= item.codes >= 0
    result, positions = np.unique(joint[whole], return_inverse=True)
    size = len(label.names) * len(result)
    if not 0 < size <= LARGEST or len(result) < 2:
        return None, []
    cells = label.codes[whole].astype(np.int64) * len(result) + positions
    table = np.bincount(cells, minlength=size).reshape(len(label.names), len(result))
    indexes = np.unravel_index(result, [len(item.names) for item in group])
    names = ([item.names[i] for i in own] for item, own in zip(group, indexes, strict=True))
    return table.astype(np.int64), list(zip(*names, strict=True))


def _single_valued(
    label: Groups, name: str, table: NDArray[np.int64], values: list[tuple[str, ...]]
) -> list[Cell]:
    """Return the classes that occur with one value only, though the others have more."""
    results = []
    total = int(table.sum())
    for position in np.flatnonzero((table > 0).sum(axis=1) == 1).tolist():
        rows = int(table[position].sum())
        value = int(np.argmax(table[position]))
        # Among the other classes: its own rows would make the value common.
        rest = total - rows
        others = (int(table[:, value].sum()) - rows) / rest if rest else 1.0
        p = others**rows
        if rest and p < LEVEL / len(label.names) and rows >= 5:
            detail = (
                f"all {rows:,} rows of {label.names[position]} have {name} {values[value][0]}; "
                f"of the other classes {others:.0%} have it"
            )
            results.append(
                Cell(
                    *(label.names[position], {name: values[value][0]}, "only", rows),
                    *(rows * others, p, 1.0, *wilson(rows, rows)),
                    detail=detail,
                )
            )
    return results


def _few(
    label: Groups,
    names: tuple[str, ...],
    table: NDArray[np.int64],
    values: list[tuple[str, ...]],
    known: set[Any],
) -> list[Cell]:
    sizes, shares = table.sum(axis=1), table.sum(axis=0) / table.sum()
    expected = np.outer(sizes, shares)
    results = []
    # Fewer than 7 expected rows are absent too often to say anything of so many cells.
    for row, column in zip(
        *np.nonzero((table < SMALLER * expected) & (expected >= 7)), strict=True
    ):
        rows, hoped = int(table[row, column]), float(expected[row, column])
        p = poisson_below(rows, hoped)
        parts = dict(zip(names, values[int(column)], strict=True))
        if p >= LEVEL / table.size or _is_known(label.names[row], parts, known):
            continue
        size = int(sizes[row])
        where = " and ".join(f"{name} {value}" for name, value in parts.items())
        detail = f"{rows:,} rows of {label.names[row]} have {where}; about {hoped:,.0f} expected"
        kind = "small" if rows else "empty"
        share = (rows / size, *wilson(rows, size))
        results.append(Cell(label.names[row], parts, kind, rows, hoped, p, *share, detail))
    return results


def _is_known(name: str, parts: dict[str, str], known: set[Any]) -> bool:
    """Return whether fewer columns say as much already, or the class has one value only."""
    items = set(parts.items())
    return any(
        slice_ == name and (set(result) < items or (len(result) == 1 and result[0][0] in parts))
        for slice_, result in known
    )
