"""What a rule changed: the same rows before and after it, compared cell by cell."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from workbench.protocol.recipe import Example
from workbench.recipe_editor.intermediate import POSITION

__all__ = ["CellChanges", "cell_text", "compare_cells"]

EXAMPLES = 20
GROUPED = 200_000
"""So many changed cells of a column are grouped to find the commonest changes."""
CUT = 2000
"""Characters of a cell that a preview carries."""


@dataclass
class CellChanges:
    """What changed between two states of the same rows.

    Attributes
    ----------
    affected : int
        Rows with a changed cell, and removed rows.
    cells : int
        Changed cells.
    examples : list of Example
        The commonest changes, at most 20.
    gone : pyarrow.Table
        The removed rows.
    lost : dict
        For each column the texts that became missing: how many cells, and up to five of them.
    """

    affected: int = 0
    cells: int = 0
    examples: list[Example] = field(default_factory=list)
    gone: pa.Table | None = None
    lost: dict[str, tuple[int, list[str]]] = field(default_factory=dict)


def compare_cells(
    before: pa.Table, after: pa.Table, columns: Sequence[str], *, key: str | None
) -> CellChanges:
    """Compare `columns` of two states; both have `POSITION`.

    Parameters
    ----------
    columns : sequence of str
        Those that may have changed, there before and after, or new after.
    key : str or None
        The column of `before` that names rows, if it is there.
    """
    changes = CellChanges()
    old, changes.gone = _aligned(before, after)
    touched: Any = None
    per_column: list[list[Example]] = []
    for name in columns:
        if name not in after.column_names:
            continue
        new_cells = after.column(name)
        there = name in old.column_names
        old_cells = old.column(name) if there else pa.nulls(len(after), pa.null())
        mask = _differ(old_cells, new_cells)
        count = pc.sum(mask).as_py() or 0
        if not count:
            continue
        changes.cells += count
        touched = mask if touched is None else pc.or_(touched, mask)
        keys = old.column(key) if key and key in old.column_names else None
        per_column.append(_examples(name, old_cells, new_cells, mask, keys))
        if there:
            _note_lost(changes, name, old_cells, new_cells)
    changed = (pc.sum(touched).as_py() or 0) if touched is not None else 0
    changes.affected = changed + changes.gone.num_rows
    changes.examples = _in_turn(per_column)
    return changes


def _aligned(before: pa.Table, after: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Return the rows of `before` in the order of `after`, and those that are not there."""
    was, is_ = (table.column(POSITION).combine_chunks() for table in (before, after))
    if was.equals(is_):
        return before, before.slice(0, 0)
    old, new = was.to_numpy(), is_.to_numpy()
    stood = np.full(int(old.max(initial=-1)) + 1, -1, dtype="int64")
    stood[old] = np.arange(len(old))
    gone = np.isin(old, new, assume_unique=True, invert=True)
    return before.take(pa.array(stood[new])), before.filter(pa.array(gone))


def _differ(old: Any, new: Any) -> Any:
    """Tell for each pair of cells whether they read differently; two missing ones are alike."""
    was, is_ = pc.is_null(old, nan_is_null=True), pc.is_null(new, nan_is_null=True)
    if pa.types.is_null(old.type) or pa.types.is_null(new.type):
        return pc.xor(was, is_)
    if old.type != new.type:
        old, new = _as_text(old), _as_text(new)
    try:
        other = pc.not_equal(old, new)
    except pa.ArrowNotImplementedError:  # nested values
        pairs = zip(old.to_pylist(), new.to_pylist(), strict=True)
        other = pa.array([a != b for a, b in pairs], pa.bool_())
    both = pc.and_(pc.invert(was), pc.invert(is_))
    return pc.or_(pc.xor(was, is_), pc.and_(both, pc.fill_null(other, False)))


def _as_text(cells: Any) -> Any:
    try:
        text = pc.cast(cells, pa.string())
        if pa.types.is_timestamp(cells.type):  # a day is written without a time
            text = pc.replace_substring_regex(text, r" 00:00:00(\.0+)?$", "")
        return text
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return pa.array([cell_text(value) for value in cells.to_pylist()], pa.string())


def _examples(name: str, old: Any, new: Any, mask: Any, keys: Any) -> list[Example]:
    """Return the commonest changes of one column, each with the key of its first row."""
    at = pc.indices_nonzero(mask).slice(0, GROUPED)
    pairs = pa.table({"before": old.take(at), "after": new.take(at), "at": at})
    try:
        groups = pairs.group_by(["before", "after"]).aggregate([("at", "min"), ("at", "count")])
        order = [("at_count", "descending"), ("at_min", "ascending")]
        rows = groups.take(pc.sort_indices(groups, order).slice(0, EXAMPLES)).to_pylist()
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        rows = [{**row, "at_min": row["at"], "at_count": 1} for row in
                pairs.slice(0, EXAMPLES).to_pylist()]  # fmt: skip
    return [
        Example(
            column=name,
            key=None if keys is None else cell_text(keys[row["at_min"]].as_py()),
            before=cell_text(row["before"]),
            after=cell_text(row["after"]),
            rows=row["at_count"],
        )
        for row in rows
    ]


def _note_lost(changes: CellChanges, name: str, old: Any, new: Any) -> None:
    lost = pc.and_(pc.is_valid(old), pc.is_null(new))
    count = pc.sum(lost).as_py() or 0
    if count:
        some = [cell_text(value) or "" for value in old.filter(lost).slice(0, 10_000).to_pylist()]
        changes.lost[name] = (count, list(dict.fromkeys(some))[:5])


def _in_turn(lists: Sequence[list[Example]]) -> list[Example]:
    """Take one of each column in turn until there are enough."""
    rounds = chain.from_iterable(zip_longest(*lists))
    return [one for one in rounds if one is not None][:EXAMPLES]


def cell_text(value: Any) -> str | None:
    """Return a cell as text, None where it is missing; long ones are cut."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        text = value.isoformat(sep=" ").removesuffix(" 00:00:00")
    elif isinstance(value, float):
        text = f"{value:.15g}"
    else:
        text = str(value)
    # Half of a surrogate pair, which JSON cannot carry, comes from bytes read as text.
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= CUT else f"{text[:CUT]}… ({len(text):,} characters)"
