"""A few columns of a table as the first rules of a recipe leave them: worked out once, kept.

Only rules that bear on the columns asked for are run.  Each row carries its position in the source
(`POSITION`), so that rows can be told apart whatever a rule drops or moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import narwhals as nw
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from cachetools import LRUCache, cached
from pyarrow import dataset

from workbench.rules.kinds import Rule
from workbench.rules.prepare import prepare
from workbench.rules.rule_list import digest_of
from workbench.store.blobs import blob_path, translated

__all__ = ["POSITION", "SAMPLE", "WHOLE", "IntermediateColumns", "bounded_cache"]

POSITION = "place in the source\x01"
"""The name of a column beside those of the table."""

WHOLE = 2_000_000
"""Tables of so many rows are looked at whole."""
SAMPLE = 500_000
"""Of larger ones so many rows are looked at, evenly spaced."""
KEPT = 384 * 2**20
"""Bytes of columns that a process keeps."""


def bounded_cache(most: int) -> LRUCache[object, pa.Table]:
    """Return a cache of tables of `most` bytes together; none takes more than half of it."""
    return LRUCache(most, lambda table: table.nbytes if table.nbytes <= most // 2 else most + 1)


_tables = bounded_cache(KEPT)
_lock = Lock()


class IntermediateColumns:
    """The columns of one stored version.

    Parameters
    ----------
    folder : Path
        The project's folder.
    blob : str
        The version's rows.
    """

    def __init__(self, folder: Path, blob: str) -> None:
        self.blob = blob
        self._folder = folder
        self._path = blob_path(folder, blob)
        with translated(folder, self._path), pq.ParquetFile(self._path) as file:
            self.rows = int(file.metadata.num_rows)
            self.schema: pa.Schema = file.schema_arrow.remove_metadata()

    @property
    def step(self) -> int:
        """Every how many-th row is looked at."""
        return 1 if self.rows <= WHOLE else -(-self.rows // SAMPLE)

    @property
    def looked_at(self) -> int:
        """How many rows are looked at."""
        return -(-self.rows // self.step)

    def empty(self) -> pa.Table:
        """Return the table without rows."""
        return self.schema.empty_table()

    def after(self, rules: Sequence[Rule], names: Iterable[str]) -> pa.Table:
        """Return columns, and `POSITION`, as `rules` leave them.

        Raises
        ------
        InputError, TypeError, ValueError
            If a rule cannot run.
        StoreError
            If the rows cannot be read.
        """
        wanted = list(dict.fromkeys(names))
        rules = list(rules)
        while rules and not _bears_on(rules[-1], set(wanted)):
            rules.pop()
        return self._raw(wanted) if not rules else self._run(rules, wanted)

    @cached(
        _tables,
        key=lambda self, rules, wanted: (self.blob, digest_of(rules), *sorted(wanted)),
        lock=_lock,
    )
    def _run(self, rules: Sequence[Rule], wanted: Sequence[str]) -> pa.Table:
        *before, rule = rules
        made = set(rule.makes())
        needed = [n for n in [*wanted, *rule.touches()] if n not in made] + list(rule.needs())
        frame: Any = nw.from_native(self.after(before, needed))
        after: pa.Table = rule.apply(frame).to_native()
        return after.select([*wanted, POSITION])

    def _raw(self, names: Sequence[str]) -> pa.Table:
        asked = set(names)
        known = [name for name in self.schema.names if name in asked]
        columns = {name: self._read(name).column(0) for name in known}
        table = pa.table({**columns, POSITION: _positions(self.rows, self.step).column(0)})
        ready: pa.Table = prepare(nw.from_native(table), dict.fromkeys(known, "any")).to_native()
        return ready

    @cached(_tables, key=lambda self, name: (self.blob, name), lock=_lock)
    def _read(self, name: str) -> pa.Table:
        with translated(self._folder, self._path):
            # As a field: elsewhere a name with dots would be taken for a path.
            scanner = dataset.dataset(self._path).scanner(columns={"column": dataset.field(name)})
            table = scanner.to_table()
        if self.step > 1:
            table = table.take(pa.array(range(0, self.rows, self.step), pa.int64()))
        return table


@cached(_tables, key=lambda rows, step: ("positions", rows, step), lock=_lock)
def _positions(rows: int, step: int) -> pa.Table:
    return pa.table([pa.array(np.arange(0, rows, step, dtype="int64"))], names=[POSITION])


def _bears_on(rule: Rule, names: set[str]) -> bool:
    return rule.drops_rows or bool(names & {*rule.touches(), *rule.makes(), *rule.takes()})
