"""Charts of many columns that filter each other."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from workbench.explore.bins import Binning, binned, codes
from workbench.explore.conditions import ColumnIndex, as_sql, column_of
from workbench.explore.counts import coarse, counted, encoded, joint
from workbench.explore.memory import ArrayCache
from workbench.explore.table import OpenTable
from workbench.protocol.explore import Bins, Chart, Condition, Cube, CubeFace, Slice

__all__ = ["Counter"]

SLICES = 6
"""Values of a column by which charts are sliced."""

MEMORY = 512 * 2**20


class Counter:
    """Bins and counts of one table; what was read once is kept.

    Parameters
    ----------
    table : OpenTable
        The rows.
    index : ColumnIndex
        Finds its columns.
    """

    def __init__(self, table: OpenTable, index: ColumnIndex) -> None:
        self._table = table
        self._index = index
        self._lock = threading.Lock()
        self._binnings: dict[int, Binning] = {}
        self._arrays: ArrayCache = ArrayCache(MEMORY)

    def binning(self, position: int) -> Binning:
        """Return how a column is binned."""
        self._index.column(position)
        with self._lock:
            binning = self._binnings.get(position)
        if binning is None:
            binning, numbered = binned(self._table, position)
            self._arrays.get(_codes_name(position, binning), lambda: numbered)
            with self._lock:
                self._binnings[position] = binning
        return binning

    def codes(self, position: int, by: Binning | None = None) -> np.ndarray:
        """Return the fine bin of each row, by its own bins or by those of another table."""
        bins = self.binning(position) if by is None else by
        return self._arrays.get(
            _codes_name(position, bins), lambda: codes(self._table, position, bins)
        )

    def mask(self, conditions: Sequence[Condition]) -> np.ndarray | None:
        """Return which rows meet all conditions, shape ``(rows,)``; None where there are none."""
        mask: np.ndarray | None = None
        for condition in conditions:
            one = self._arrays.get(condition.model_dump_json(), lambda c=condition: self._test(c))  # type: ignore[misc]
            mask = one if mask is None else mask & one
        return mask

    def _test(self, condition: Condition) -> np.ndarray:
        sql, values = as_sql(condition, self._index)
        return self._table.array(sql, values).astype(bool)

    def passing(self, conditions: Sequence[Condition]) -> int:
        """Return how many rows meet all conditions."""
        mask = self.mask(conditions)
        return self._table.rows if mask is None else int(np.count_nonzero(mask))

    def totals(self, position: int, by: Binning | None = None) -> np.ndarray:
        """Count all rows by shown bin, the missing last."""
        bins = self.binning(position) if by is None else by
        name = ("totals", position, bins.bins.model_dump_json())
        return self._arrays.get(
            name, lambda: coarse(counted(self.codes(position, by), bins.size), bins.step)
        )

    def chart(
        self, position: int, conditions: Sequence[Condition], *, by: int | None = None
    ) -> Chart:
        """Return a column's chart, the conditions on other columns applied."""
        name = self._index.column(position).name
        bins, totals = self.binning(position), self.totals(position)
        mask = self.mask([one for one in conditions if column_of(one) != name])
        fine = self.codes(position)
        counts = totals if mask is None else coarse(counted(fine, bins.size, mask), bins.step)
        return Chart(
            column=position,
            bins=bins.bins,
            totals=_ints(totals[:-1]),
            counts=_ints(counts[:-1]),
            missing_total=int(totals[-1]),
            missing=int(counts[-1]),
            slices=() if by is None or by == position else self._slices(position, by, mask),
        )

    def _slices(self, position: int, by: int, mask: np.ndarray | None) -> tuple[Slice, ...]:
        slicing, bins = self.binning(by), self.binning(position)
        labels = _labels(slicing.bins)
        shown = self.codes(by) if slicing.step == 1 else self.codes(by) // slicing.step
        counts = coarse(
            joint(shown, slicing.shown + 1, self.codes(position), bins.size, mask), bins.step
        )
        sizes = self.totals(by)[: len(labels)]
        largest = sorted(np.argsort(-sizes, kind="stable")[:SLICES].tolist())
        return tuple(
            Slice(
                value=labels[one],
                counts=_ints(counts[one][:-1]),
                missing=int(counts[one][-1]),
            )
            for one in largest
        )

    def cube(self, active: int, columns: Sequence[int], conditions: Sequence[Condition]) -> Cube:
        """Count the active column's fine bins jointly with the shown bins of each other column."""
        name = self._index.column(active).name
        bins = self.binning(active)
        others = [one for one in conditions if column_of(one) != name]
        own, firsts = self.codes(active), bins.size + 1
        faces = []
        for position in columns:
            # The conditions on a chart's own column do not filter it, as in `chart`.
            mask = self.mask(
                [c for c in others if column_of(c) != self._index.column(position).name]
            )
            face = self.binning(position)
            pairs = coarse(joint(own, firsts, self.codes(position), face.size, mask), face.step)
            faces.append(CubeFace(column=position, bins=face.shown, counts=encoded(pairs)))
        mask = self.mask(others)
        return Cube(
            active=active,
            fine=tuple(float(edge) for edge in bins.edges),
            size=bins.size,
            counts=encoded(counted(own, bins.size, mask)),
            faces=tuple(faces),
        )


def _codes_name(position: int, bins: Binning) -> tuple[str, int, str]:
    return ("codes", position, bins.bins.model_dump_json())


def _labels(bins: Bins) -> list[str]:
    return [f"{low:g} to {high:g}" for low, high in pairwise(bins.edges)] or list(bins.values)


def _ints(counts: np.ndarray) -> tuple[int, ...]:
    return tuple(counts.tolist())
