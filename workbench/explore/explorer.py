"""The methods of a table that views call: its columns, rows, charts and issues."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from cachetools import LRUCache

from workbench.errors import InputError, NotFoundError
from workbench.explore.charts import Counter
from workbench.explore.conditions import ColumnIndex
from workbench.explore.marks import changed_marks, marks_of
from workbench.explore.memory import ArrayCache
from workbench.explore.sources import Source
from workbench.explore.table import OpenTable
from workbench.protocol import explore as protocol
from workbench.protocol.message import Empty, Message
from workbench.types import Key

__all__ = ["Explorer"]

OPEN = 3
"""Versions that are kept open."""

ORDERS = 256 * 2**20
"""Bytes of row orders that are kept for a version."""

LONGEST_CELL = 2_000_000


@dataclass(frozen=True)
class _Opened:
    """A version with what has been read of it."""

    id: str
    table: OpenTable
    index: ColumnIndex
    counter: Counter
    orders: ArrayCache
    is_source: bool


class Explorer:
    """Serves the versions of one table; may be called from several threads.

    Parameters
    ----------
    source : Source
        Where the versions are.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._lock = threading.Lock()
        self._open: LRUCache[str, _Opened] = LRUCache(OPEN)

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""
        return {
            "open": self.open,
            "window": self.window,
            "cell": self.cell,
            "charts": self.charts,
            "cube": self.cube,
            "issues": self.issues,
        }

    def _opened(self, version: str | None) -> _Opened:
        name = version or self.source.newest()
        with self._lock:
            opened = self._open.get(name)
            if opened is None or not opened.table.is_there:  # deleted: opening it again says so
                opened = self._open[name] = self._new(name)
            return opened  # one that is dropped closes when the last request is done with it

    def _new(self, version: str) -> _Opened:
        table = self.source.open(version)
        index = ColumnIndex(table.columns, self.source.key, self.source.keys_of)
        is_source = not any(
            one.id == version and not one.is_source for one in self.source.versions()
        )
        return _Opened(version, table, index, Counter(table, index), ArrayCache(ORDERS), is_source)

    # -- the methods ----------------------------------------------------------------------

    def open(self, request: protocol.OpenRequest) -> protocol.TableInfo:
        """Describe a version and give its first rows."""
        opened = self._opened(request.version)
        wanted = protocol.WindowRequest(version=opened.id, count=max(1, request.count))
        empty = protocol.Window(
            start=0, total=opened.table.rows, keys=(), rows=(), columns=(), cells=()
        )  # fmt: skip
        return protocol.TableInfo(
            dataset=self.source.name,
            version=opened.id,
            newest=self.source.newest(),
            rows=opened.table.rows,
            columns=opened.table.columns,
            key=self.source.key,
            label=self.source.label,
            versions=self.source.versions(),
            first=self.window(wanted) if request.count else empty,
        )

    def window(self, request: protocol.WindowRequest) -> protocol.Window:
        """Give some rows of the selection, in order, with the marks of their cells."""
        opened = self._opened(request.version)
        rows, total = self._rows(opened, request)
        columns = self._columns(opened, request.columns)
        key = None if self.source.key is None else opened.index.position(self.source.key)
        read = columns if key is None or key in columns else [*columns, key]
        cells = opened.table.cells(rows, read)
        named = rows.tolist() if key is None else cells[read.index(key)]
        keys = tuple("" if one is None else str(one) for one in named)
        cells = cells[: len(columns)]
        return protocol.Window(
            start=min(request.start, total),
            total=total,
            keys=keys,
            rows=tuple(rows.tolist()),
            columns=tuple(columns),
            cells=tuple(
                tuple(text and text[: protocol.CUT] for text in column) for column in cells
            ),
            cut=tuple(_cuts(columns, cells)),
            marks=() if key is None else tuple(self._marks(opened, cells, keys, columns)),
        )

    def cell(self, request: protocol.CellRequest) -> protocol.Cell:
        """Give one whole cell."""
        opened = self._opened(request.version)
        opened.index.column(request.column)
        if request.row >= opened.table.rows:
            raise NotFoundError(f"row {request.row}: this version has {opened.table.rows} rows")
        text, length = opened.table.cell(request.row, request.column, LONGEST_CELL)
        return protocol.Cell(text=text, length=length)

    def charts(self, request: protocol.ChartsRequest) -> protocol.Charts:
        """Count the columns' values by bin, conditions applied."""
        opened = self._opened(request.version)
        compared = request.against not in (None, opened.id)
        other = self._opened(request.against) if compared else None
        charts = []
        for position in self._columns(opened, request.columns):
            chart = opened.counter.chart(position, request.conditions, by=request.by)
            charts.append(chart if other is None else _against(chart, position, opened, other))
        return protocol.Charts(
            charts=tuple(charts),
            rows=opened.table.rows,
            passing=opened.counter.passing(request.conditions),
        )

    def cube(self, request: protocol.CubeRequest) -> protocol.Cube:
        """Count what is needed to brush one chart."""
        opened = self._opened(request.version)
        columns = self._columns(opened, request.columns)
        return opened.counter.cube(request.active, columns, request.conditions)

    def issues(self, request: Empty) -> protocol.Issues:
        """List the issues."""
        return protocol.Issues(issues=self.source.issues(), checked=self.source.checked())

    # -- what else is done with a selection -------------------------------------------------

    def version_of(self, selection: protocol.Selection) -> str:
        """Return the identifier of the version that a selection is of."""
        return selection.version or self.source.newest()

    def column_index(self, version: str | None) -> ColumnIndex:
        """Return where the columns of a version are."""
        return self._opened(version).index

    def passing(self, selection: protocol.Selection) -> int:
        """Return how many rows a selection has."""
        return self._opened(selection.version).counter.passing(selection.conditions)

    def keys(self, selection: protocol.Selection, *, most: int) -> tuple[list[Key], int]:
        """Return the keys of the first `most` rows of a selection, and how many rows it has.

        Raises
        ------
        InputError
            If no key names the rows.
        """
        if self.source.key is None:
            raise InputError("rows cannot be identified without a key; give the table a key column")
        opened = self._opened(selection.version)
        position = opened.index.position(self.source.key)
        rows = self._selected(opened, selection)
        texts = opened.table.cells(rows[:most], [position], whole=True)[0]
        number = opened.table.columns[position].kind == "number"
        keys = [int(text) if number else text for text in texts if text is not None]
        return keys, len(rows)

    def export(self, selection: protocol.Selection, path: Path) -> int:
        """Write the rows of a selection to a CSV or Parquet file; return how many.

        The file appears when it is whole; an older one of this name is replaced.
        """
        opened = self._opened(selection.version)
        rows = self._selected(opened, selection)
        opened.table.write(rows, path)
        return len(rows)

    def _selected(self, opened: _Opened, selection: protocol.Selection) -> np.ndarray:
        mask = opened.counter.mask(selection.conditions)
        return np.arange(opened.table.rows) if mask is None else np.flatnonzero(mask)

    # -- which rows, which columns --------------------------------------------------------

    def _columns(self, opened: _Opened, wanted: Sequence[int] | None) -> list[int]:
        if wanted is None:
            return list(range(len(opened.table.columns)))
        if len(set(wanted)) < len(wanted):
            raise InputError("a column is requested twice; name each column once")
        for position in wanted:
            opened.index.column(position)
        return list(wanted)

    def _rows(self, opened: _Opened, request: protocol.WindowRequest) -> tuple[np.ndarray, int]:
        """Return the positions of the rows asked for, and how many rows the selection has."""
        stop = request.start + request.count
        if not request.conditions and not request.sort:
            stop = min(stop, opened.table.rows)
            return np.arange(min(request.start, stop), stop), opened.table.rows
        order = self._order(opened, request)
        return order[request.start : stop], len(order)

    def _order(self, opened: _Opened, request: protocol.WindowRequest) -> np.ndarray:
        keys = [(opened.index.position(one.column), one.descending) for one in request.sort]
        mask = opened.counter.mask(request.conditions)

        def sorted_() -> np.ndarray:
            return opened.table.order(keys)

        def made() -> np.ndarray:
            assert mask is not None
            if not keys:
                return np.flatnonzero(mask).astype(np.uint32)
            whole = opened.orders.get(tuple(keys), sorted_)
            return np.asarray(whole[mask[whole]])

        if mask is None:
            return opened.orders.get(tuple(keys), sorted_)
        conditions = tuple(sorted(one.model_dump_json() for one in request.conditions))
        return opened.orders.get((conditions, tuple(keys)), made)

    def _marks(
        self,
        opened: _Opened,
        cells: Sequence[Sequence[str | None]],
        keys: Sequence[str],
        columns: Sequence[int],
    ) -> list[protocol.Mark]:
        """Return what issues, decisions and changes say of these cells."""
        marks = marks_of(self.source.notes(), keys, opened.index.positions)
        unchanged = opened.is_source or self.source.key is None or not keys
        source = None if unchanged else self.source.before(opened.id, keys)
        if source is None:
            return marks
        names, there = [opened.table.columns[c].name for c in columns], set(source.column_names)
        shared = [number for number, name in enumerate(names) if name in there]
        read = source.select([self.source.key, *(names[number] for number in shared)])
        texts = zip(*opened.table.texts(read), strict=True)
        before = {str(one[0]): list(one[1:]) for one in texts}
        now = [cells[number] for number in shared]
        return marks + changed_marks(now, before, keys, [columns[number] for number in shared])


def _against(
    chart: protocol.Chart, position: int, opened: _Opened, other: _Opened
) -> protocol.Chart:
    """Add the counts of another version, in the same bins; none where it lacks the column."""
    there = other.index.positions.get(opened.table.columns[position].name)
    binned = opened.counter.binning(position)
    if there is None or (
        binned.bins.edges and other.table.columns[there].kind not in ("number", "time")
    ):
        return chart
    counts = other.counter.totals(there, binned)
    return chart.model_copy(
        update={"against": tuple(counts[:-1].tolist()), "against_missing": int(counts[-1])}
    )


def _cuts(columns: Sequence[int], cells: Sequence[Sequence[str | None]]) -> list[tuple[int, int]]:
    return [
        (position, row)
        for position, column in zip(columns, cells, strict=True)
        for row, text in enumerate(column)
        if text is not None and len(text) > protocol.CUT
    ]
