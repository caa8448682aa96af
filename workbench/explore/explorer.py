"""Answers what views ask about a table: its columns, rows, charts and issues."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from workbench.errors import InputError, NotFoundError
from workbench.explore.charts import Counter
from workbench.explore.conditions import Places
from workbench.explore.marks import changed_marks, marks_of
from workbench.explore.memory import Memory
from workbench.explore.sources import Source
from workbench.explore.table import OpenTable
from workbench.protocol import explore as say
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
    """A version with what has been found out about it."""

    id: str
    table: OpenTable
    places: Places
    counter: Counter
    orders: Memory[np.ndarray]
    is_source: bool


class Explorer:
    """Looks at the versions of one table; may be asked from several threads.

    Parameters
    ----------
    source : Source
        Where the versions are.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._lock = threading.Lock()
        self._open: OrderedDict[str, _Opened] = OrderedDict()

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
            if name in self._open and not self._open[name].table.is_there:
                del self._open[name]  # collected as garbage: opening it again says so
            if name not in self._open:
                self._open[name] = self._new(name)
            self._open.move_to_end(name)
            while len(self._open) > OPEN:
                self._open.popitem(last=False)  # closed when the last request is done with it
            return self._open[name]

    def _new(self, version: str) -> _Opened:
        table = self.source.open(version)
        places = Places(table.columns, self.source.key, self.source.keys_of)
        is_source = not any(
            one.id == version and not one.is_source for one in self.source.versions()
        )
        return _Opened(version, table, places, Counter(table, places), Memory(ORDERS), is_source)

    # -- the methods ----------------------------------------------------------------------

    def open(self, request: say.OpenRequest) -> say.TableInfo:
        """Describe a version and give its first rows."""
        opened = self._opened(request.version)
        wanted = say.WindowRequest(version=opened.id, count=max(1, request.count))
        empty = say.Window(
            start=0, total=opened.table.rows, keys=(), rows=(), columns=(), cells=()
        )  # fmt: skip
        return say.TableInfo(
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

    def window(self, request: say.WindowRequest) -> say.Window:
        """Give some rows of the selection, in order, with the marks of their cells."""
        opened = self._opened(request.version)
        rows, total = self._rows(opened, request)
        columns = self._columns(opened, request.columns)
        key = None if self.source.key is None else opened.places.place(self.source.key)
        read = columns if key is None or key in columns else [*columns, key]
        cells = opened.table.cells(rows, read)
        keys = [str(row) for row in rows] if key is None else _texts(cells[read.index(key)])
        cells = cells[: len(columns)]
        return say.Window(
            start=min(request.start, total),
            total=total,
            keys=tuple(keys),
            rows=tuple(int(row) for row in rows),
            columns=tuple(columns),
            cells=tuple(tuple(_cut(text) for text in column) for column in cells),
            cut=tuple(_cuts(columns, cells)),
            marks=() if key is None else tuple(self._marks(opened, cells, keys, columns)),
        )

    def cell(self, request: say.CellRequest) -> say.Cell:
        """Give one whole cell."""
        opened = self._opened(request.version)
        opened.places.at(request.column)
        if request.row >= opened.table.rows:
            raise NotFoundError(f"row {request.row}: this version has {opened.table.rows} rows")
        text, length = opened.table.cell(request.row, request.column, LONGEST_CELL)
        return say.Cell(text=text, length=length)

    def charts(self, request: say.ChartsRequest) -> say.Charts:
        """Count the columns' values by bin, conditions applied."""
        opened = self._opened(request.version)
        other = None
        if request.against is not None and request.against != opened.id:
            other = self._opened(request.against)
        found = []
        for place in self._columns(opened, request.columns):
            chart = opened.counter.chart(place, request.conditions, by=request.by)
            found.append(chart if other is None else _against(chart, place, opened, other))
        return say.Charts(
            charts=tuple(found),
            rows=opened.table.rows,
            passing=opened.counter.passing(request.conditions),
        )

    def cube(self, request: say.CubeRequest) -> say.Cube:
        """Count what is needed to brush one chart."""
        opened = self._opened(request.version)
        columns = self._columns(opened, request.columns)
        return opened.counter.cube(request.active, columns, request.conditions)

    def issues(self, request: Empty) -> say.Issues:
        """List the issues."""
        return say.Issues(issues=self.source.issues())

    # -- what else can be asked of a selection -----------------------------------------------

    def version_of(self, selection: say.Selection) -> str:
        """Return the identifier of the version that a selection is of."""
        return selection.version or self.source.newest()

    def places(self, version: str | None) -> Places:
        """Return where the columns of a version are."""
        return self._opened(version).places

    def passing(self, selection: say.Selection) -> int:
        """Return how many rows a selection has."""
        return self._opened(selection.version).counter.passing(selection.conditions)

    def keys(self, selection: say.Selection, *, most: int) -> tuple[list[Key], int]:
        """Return the keys of the first `most` rows of a selection, and how many rows it has.

        Raises
        ------
        InputError
            If no key names the rows.
        """
        if self.source.key is None:
            raise InputError("the rows have no key, so they cannot be named; add a key column")
        opened = self._opened(selection.version)
        place = opened.places.place(self.source.key)
        rows = self._selected(opened, selection)
        texts = opened.table.cells(rows[:most], [place], whole=True)[0]
        number = opened.table.columns[place].kind == "number"
        keys = [int(text) if number else text for text in texts if text is not None]
        return keys, len(rows)

    def export(self, selection: say.Selection, path: Path) -> int:
        """Write the rows of a selection to a CSV or Parquet file; return how many.

        The file appears when it is whole; an older one of this name is replaced.
        """
        opened = self._opened(selection.version)
        rows = self._selected(opened, selection)
        opened.table.write(rows, path)
        return len(rows)

    def _selected(self, opened: _Opened, selection: say.Selection) -> np.ndarray:
        mask = opened.counter.mask(selection.conditions)
        return np.arange(opened.table.rows) if mask is None else np.flatnonzero(mask)

    # -- which rows, which columns --------------------------------------------------------

    def _columns(self, opened: _Opened, wanted: Sequence[int] | None) -> list[int]:
        if wanted is None:
            return list(range(len(opened.table.columns)))
        if len(set(wanted)) < len(wanted):
            raise InputError("a column is asked for twice; name each once")
        for place in wanted:
            opened.places.at(place)
        return list(wanted)

    def _rows(self, opened: _Opened, request: say.WindowRequest) -> tuple[np.ndarray, int]:
        """Return the places of the rows asked for, and how many rows the selection has."""
        stop = request.start + request.count
        if not request.conditions and not request.sort:
            stop = min(stop, opened.table.rows)
            return np.arange(min(request.start, stop), stop), opened.table.rows
        order = self._order(opened, request)
        return order[request.start : stop], len(order)

    def _order(self, opened: _Opened, request: say.WindowRequest) -> np.ndarray:
        keys = [(opened.places.place(one.column), one.descending) for one in request.sort]
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
        told = tuple(sorted(one.model_dump_json() for one in request.conditions))
        return opened.orders.get((told, tuple(keys)), made)

    def _marks(
        self,
        opened: _Opened,
        cells: Sequence[Sequence[str | None]],
        keys: Sequence[str],
        columns: Sequence[int],
    ) -> list[say.Mark]:
        """Return what issues, decisions and changes say of these cells."""
        said = marks_of(self.source.notes(), keys, opened.places.by_name)
        return said + self._changed(opened, cells, keys, columns)

    def _changed(
        self,
        opened: _Opened,
        cells: Sequence[Sequence[str | None]],
        keys: Sequence[str],
        columns: Sequence[int],
    ) -> list[say.Mark]:
        if opened.is_source or self.source.key is None or not keys:
            return []
        source = self.source.before(opened.id, keys)
        if source is None:
            return []
        names = [opened.table.columns[column].name for column in columns]
        there = set(source.column_names)
        shared = [number for number, name in enumerate(names) if name in there]
        texts = opened.table.texts(
            source.select([self.source.key, *(names[number] for number in shared)])
        )
        before = {str(one[0]): list(one[1:]) for one in zip(*texts, strict=True)}
        now = [cells[number] for number in shared]
        return changed_marks(now, before, keys, [columns[number] for number in shared])


def _against(chart: say.Chart, place: int, opened: _Opened, other: _Opened) -> say.Chart:
    """Add the counts of another version, in the same bins; none where it lacks the column."""
    name = opened.table.columns[place].name
    names = [column.name for column in other.table.columns]
    if name not in names:
        return chart
    there = names.index(name)
    binned = opened.counter.binning(place)
    if binned.bins.edges and other.table.columns[there].kind not in ("number", "time"):
        return chart
    counts = other.counter.totals(there, binned)
    return chart.model_copy(
        update={"against": tuple(counts[:-1].tolist()), "against_missing": int(counts[-1])}
    )


def _texts(cells: Sequence[str | None]) -> list[str]:
    return ["" if text is None else text for text in cells]


def _cut(text: str | None) -> str | None:
    return text if text is None or len(text) <= say.CUT else text[: say.CUT]


def _cuts(columns: Sequence[int], cells: Sequence[Sequence[str | None]]) -> list[tuple[int, int]]:
    return [
        (place, row)
        for place, column in zip(columns, cells, strict=True)
        for row, text in enumerate(column)
        if text is not None and len(text) > say.CUT
    ]
