"""A table by the classes of a label: their sizes, the gaps between them, and how they differ."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench import html
from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.profile.across.grouping import Groups, group_column
from workbench.profile.across.intervals import wilson
from workbench.profile.across.variables import choose_variables
from workbench.profile.classes.slice_cells import Cell, Coverage, find_cells
from workbench.profile.classes.slice_shifts import SliceShift, find_shifts
from workbench.profile.result import Displayed, SampledResult
from workbench.profile.sample import Sample, take_sample
from workbench.tables import Relation, quoted, read_table
from workbench.tables.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SliceSize", "Slices", "slices"]

COLUMNS = 40
CROSSED = 12
CLASSES = 50
MOST_VALUES = 30


@dataclass(frozen=True)
class SliceSize:
    """The rows of a class, as a share of all labelled rows, with a 95 % interval (Wilson)."""

    name: str
    rows: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Slices(Displayed, SampledResult):
    """A table by the classes of a label, or by the values of any other column.

    Attributes
    ----------
    label : str
        The column.
    classes : tuple of SliceSize
        The largest first, on all rows; of a binned number from its bins in order.
    binned : bool
        Whether the classes are quantile bins of a number.
    unlabelled : int
        Rows without a label; they are in no class.
    ratio : float or None
        Rows of the largest class for one of the smallest; None without classes.
    entropy : float or None
        Entropy of the shares divided by that of equal ones: 1 balanced, 0 one class.
    effective : float or None
        The number of equal classes with the same entropy (its exponential).
    cells : tuple of Cell
        Combinations with other columns that are empty or too small, the most surprising first.
    coverage : tuple of Coverage
        How well each crossing is filled.
    shifts : tuple of SliceShift
        Each column in each class against all the others, those beyond chance first, by size.
    left_out : dict of str to str
        Columns that were not compared, and why.
    rows, total : int
        Rows looked at for cells and shifts, and rows of the table.
    """

    label: str
    classes: tuple[SliceSize, ...]
    binned: bool
    unlabelled: int
    ratio: float | None
    entropy: float | None
    effective: float | None
    cells: tuple[Cell, ...]
    coverage: tuple[Coverage, ...]
    shifts: tuple[SliceShift, ...]
    left_out: dict[str, str]
    rows: int
    total: int

    def strong(self, minimum: float = 0.3) -> tuple[SliceShift, ...]:
        """Return the shifts of at least this size that are beyond chance, largest first."""
        return tuple(
            shift
            for shift in self.shifts
            if abs(shift.effect) >= minimum and abs(shift.effect) > shift.noise
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row a class."""
        return frame_of(self.classes, SliceSize)

    def shifts_frame(self) -> pd.DataFrame:
        """Return one row a column and class."""
        return frame_of(self.shifts, SliceShift)

    def cells_frame(self) -> pd.DataFrame:
        """Return one row an empty or small cell."""
        return frame_of(self.cells, Cell)

    def to_html(self) -> str:
        """Return the slices as HTML that needs no kernel, script or network."""
        return _render(self)


def slices(
    table: Any, *, label: str, by: str | Sequence[str] | None = None, seed: int = 0
) -> Slices:
    """Look at a table by the classes of `label`.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`.
    label : str
        The target, or any other column to slice by.  A number with more than 20 values is cut
        into four bins of about equal size.
    by : str or sequence of str, optional
        One to three columns to cross the classes with, alone and together; numbers are binned.
        By default each category with at most 30 values, alone.
    seed : int
        Of the sample.

    Raises
    ------
    InputError
        If the table cannot be read, or `by` names more than three columns or the label.
    MissingColumnError
        If `label` or one of `by` is not in the table.
    """
    relation = read_table(table)
    crossed = () if by is None else (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    relation.require(label, *crossed)
    if len(crossed) > 3 or label in crossed:
        raise InputError(
            f"slices: by is {list(crossed)!r}; expected one to three columns other than {label!r}"
        )
    sample = take_sample(relation, seed=seed)
    groups = _largest(group_column(sample, label))
    classes, unlabelled = _sizes(relation, sample, groups)
    others = [name for name in sample.columns if name != label]
    chosen, left_out = choose_variables(sample, others, COLUMNS)
    few = [v.name for v in chosen if v.role == "category" and v.distinct <= MOST_VALUES]
    tables = [group_column(sample, name) for name in crossed or few[:CROSSED]]
    cells, coverage = find_cells(groups, tables, crossed=bool(crossed))
    shifts = sorted(
        find_shifts(sample, groups, chosen),
        key=lambda item: (abs(item.effect) <= item.noise, -abs(item.effect)),
    )
    return Slices(
        label,
        classes,
        groups.binned,
        unlabelled,
        *_imbalance([item.rows for item in classes]),
        cells=cells,
        coverage=coverage,
        shifts=tuple(shifts),
        left_out=left_out,
        rows=len(sample),
        total=sample.total,
    )


def _largest(groups: Groups) -> Groups:
    """Return the 50 largest classes; the rows of others count as unlabelled for comparisons."""
    if len(groups.names) <= CLASSES:
        return groups
    counts = np.bincount(groups.codes[groups.codes >= 0], minlength=len(groups.names))
    selected = np.argsort(-counts, kind="stable")[:CLASSES]
    positions = np.full(len(groups.names) + 1, -1, dtype=np.int32)
    positions[selected] = np.arange(CLASSES)
    names = tuple(groups.names[int(i)] for i in selected)
    return Groups(groups.name, names, positions[groups.codes], groups.binned)


def _sizes(relation: Relation, sample: Sample, groups: Groups) -> tuple[tuple[SliceSize, ...], int]:
    """Return the size of every class and the rows without one; exact but for bins of a sample."""
    if groups.binned:
        counts = np.bincount(groups.codes[groups.codes >= 0], minlength=len(groups.names))
        counted = list(zip(groups.names, counts.tolist(), strict=True))
        unlabelled = int((groups.codes < 0).sum())
    else:
        column = quoted(groups.name)
        if relation.types[groups.name] in ("FLOAT", "DOUBLE"):
            column = f"CASE WHEN isnan({column}) THEN NULL ELSE {column} END"
        result = relation.rows(
            f"SELECT left(v::VARCHAR, 200) AS t, n FROM (SELECT {column} AS v, count(*) AS n "
            "FROM data GROUP BY 1) ORDER BY n DESC, t"
        )
        counted = [(str(name), int(rows)) for name, rows in result if name is not None]
        unlabelled = sum(int(rows) for name, rows in result if name is None)
    total = sum(rows for _, rows in counted)
    sizes = [SliceSize(name, rows, rows / total, *wilson(rows, total)) for name, rows in counted]
    return tuple(sizes), unlabelled


def _imbalance(rows: list[int]) -> tuple[float | None, float | None, float | None]:
    if not rows:
        return None, None, None
    total = sum(rows)
    entropy = -sum(count / total * math.log(count / total) for count in rows)
    even = entropy / math.log(len(rows)) if len(rows) > 1 else 0.0
    return max(rows) / min(rows), min(even, 1.0), math.exp(entropy)


def _render(result: Slices) -> str:
    text = "No row has a label."
    if result.ratio is not None and result.effective is not None:
        text = (
            f"{counted(len(result.classes), 'class', 'classes')}, effective number "
            f"{result.effective:.1f}; the largest "
            f"has {result.ratio:,.1f} times as many rows as the smallest. "
            f"{result.unlabelled:,} rows have no label."
        )
    sizes = [[item.name, item.rows, html.bar(item.share)] for item in result.classes[:CLASSES]]
    parts: list[object] = [text, html.table(["class", "rows", "share"], sizes)]
    if result.cells:
        rows = [[item.kind, item.detail] for item in result.cells[:15]]
        parts.append(html.table(["gap", "details"], rows))
    strong = [item for item in result.shifts if abs(item.effect) > item.noise][:15]
    if strong:
        header = ["column", "class", "measure", "effect", "from", "to", "rows", "others"]
        rows_of = [
            [
                *(item.column, item.slice, item.measure.replace("_", " ")),
                *(item.effect, item.low, item.high, item.n, item.n_others),
            ]
            for item in strong
        ]
        parts.append(html.table(header, rows_of))
    if result.partial:
        parts.append(f"Gaps and shifts come from a random sample of {result.rows:,} rows.")
    return html.frame(f"By {result.label}: {counted(result.total, 'row')}", *parts)
