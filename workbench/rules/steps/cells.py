"""What is done to single cells and rows, named by key; copied into exported modules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import (
    as_stored,
    by_join,
    dtype_of,
    free_name,
    is_missing,
    is_true,
    set_by_key,
    small_table,
    value_by_key,
    with_lookup,
)


def same_value(frame: Any, key: str, column: str, expected: Mapping[Any, Any]) -> Any:
    """Say for each row whether `column` still holds the value that `expected` has for its key."""
    schema = frame.collect_schema()
    known = {}
    empty = []
    for row, value in expected.items():
        place, fitting = as_stored(row, schema[key]), as_stored(value, schema[column])
        if place is not None and fitting is not None:
            known[place] = fitting
        elif place is not None and value is None:
            empty.append(place)
    same = nw.lit(False)
    if known:
        same = is_true(nw.col(column) == value_by_key(key, known))
    if empty:
        same = same | (nw.col(key).is_in(empty) & nw.col(column).is_null())
    return same


def set_cells(frame: Any, key: str, column: str, cells: Sequence[Sequence[Any]]) -> Any:
    """Set single cells of `column`, each given as ``(key, old, new)``.

    A cell changes only where `column` still holds `old` in the row whose `key` is given;
    elsewhere, and where `new` does not fit the column's type, the row stays as it is.
    """
    if by_join(frame, {row: old for row, old, _ in cells if old is not None}):
        return set_by_join(frame, key, column, cells)
    schema = frame.collect_schema()
    new = {row: as_stored(value, schema[column]) for row, _, value in cells}
    fit = [row for row, _, value in cells if value is None or new[row] is not None]
    stands = same_value(frame, key, column, {row: old for row, old, _ in cells if row in fit})
    values = {as_stored(row, schema[key]): new[row] for row in fit if new[row] is not None}
    values.pop(None, None)
    changed: Any = nw.when(~stands).then(nw.col(column))
    if values:
        changed = set_by_key(nw.col(column), key, values, stands)
    return frame.with_columns(changed.alias(column))


def label_rows(frame: Any, key: str, name: str, labels: Mapping[Any, Any]) -> Any:
    """Add the column `name` with the label of each row whose `key` is given, else missing."""
    kind = frame.collect_schema()[key]
    stored = {as_stored(row, kind): label for row, label in labels.items()}
    stored.pop(None, None)
    if not stored:
        return frame.with_columns(nw.lit(None).cast(dtype_of(labels)).alias(name))
    if dtype_of(labels) == nw.Boolean:  # pandas makes objects of truths and missing ones
        truths = {row: int(label) for row, label in stored.items()}
        frame, found = with_lookup(frame, key, truths)
        known = nw.when(~nw.col(found).is_null()).then(nw.col(found) == 1)
        return frame.with_columns(known.alias(name)).drop(found)
    frame, found = with_lookup(frame, key, stored)
    return frame.rename({found: name})


def set_by_join(frame: Any, key: str, column: str, cells: Sequence[Sequence[Any]]) -> Any:
    """Set many cells of a lazy table, which is slow where each is a choice of its own."""
    schema = frame.collect_schema()
    names = [free_name(frame, name) for name in ("key of the map", "old of the map", "new")]
    rows = {}
    for row, old, new in cells:
        stored = [as_stored(row, schema[key])]
        stored += [as_stored(value, schema[column]) for value in (old, new)]
        unfit = [value for value, now in ((old, stored[1]), (new, stored[2])) if now is None]
        if stored[0] is not None and all(value is None for value in unfit):
            rows[stored[0]] = stored
    if not rows:
        return frame
    listed = dict(zip(names, zip(*rows.values(), strict=True), strict=True))
    place, old, new = names
    found = small_table(frame, listed).with_columns(
        nw.col(place).cast(schema[key]),
        nw.col(old).cast(schema[column]),
        nw.col(new).cast(schema[column]),
        nw.lit(1).alias(free_name(frame, "is in the map")),
    )
    hit = found.collect_schema().names()[-1]
    frame = frame.join(found, left_on=key, right_on=place, how="left")
    now = nw.col(column)
    empty = nw.col(old).is_null() & now.is_null() & ~nw.col(hit).is_null()
    stands = is_true((now == nw.col(old)) | empty)
    changed = nw.when(stands).then(nw.col(new)).otherwise(now).alias(column)
    return frame.with_columns(changed).drop(old, new, hit)


def drop_rows(
    frame: Any,
    key: str,
    rows: Mapping[Any, Mapping[str, Any]],
    kept: Mapping[Any, Any],
    alike: bool = False,
) -> Any:
    """Remove the rows whose `key` is in `rows`, where they still hold the values given there.

    Values of a column that the table lacks are not compared.  `kept` names the row that stays in
    place of each: where that is gone, the row is not dropped.  With `alike` the kept row must
    hold the same values.  A lazy table is asked once which of the kept rows it has.
    """
    schema = frame.collect_schema()
    compared = [column for column in next(iter(rows.values())) if column in schema]
    rows = {row: {name: old[name] for name in compared} for row, old in rows.items()}
    there = rows_by_key(frame, key, set(kept.values()), compared)
    wanted = {
        row: old
        for row, old in rows.items()
        if row not in kept or still_there(there, kept[row], old if alike else {}, schema, key)
    }
    if not wanted:
        return frame
    keys = [as_stored(row, schema[key]) for row in wanted]
    stands = nw.col(key).is_in([row for row in keys if row is not None])
    for column in compared:
        old = {row: values[column] for row, values in wanted.items()}
        stands = stands & same_value(frame, key, column, old)
    return frame.filter(~is_true(stands))


def rows_by_key(frame: Any, key: str, keys: set[Any], columns: Sequence[str]) -> dict[Any, Any]:
    """Return the rows with one of `keys`, by key, as dicts of `columns`."""
    stored = [as_stored(row, frame.collect_schema()[key]) for row in keys]
    stored = [row for row in stored if row is not None]
    if not stored:
        return {}
    found = frame.filter(nw.col(key).is_in(stored)).select(dict.fromkeys([key, *columns]))
    found = found.collect() if isinstance(found, nw.LazyFrame) else found
    return {row[key]: row for row in found.iter_rows(named=True)}


def still_there(
    there: Mapping[Any, Mapping[str, Any]],
    row: Any,
    old: Mapping[str, Any],
    schema: Mapping[str, Any],
    key: str,
) -> bool:
    """Tell whether the row is among those there, with the values of `old`."""
    values = there.get(as_stored(row, schema[key]))
    if values is None:
        return False
    for column, value in old.items():
        now, then = values[column], as_stored(value, schema[column])
        missing = is_missing(now)
        if (then is None) != (value is None) or missing != (then is None):
            return False
        if not missing and (float(now) if isinstance(then, float) else now) != then:
            return False
    return True
