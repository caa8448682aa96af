"""One record out of several: which row survives, and what fills its empty cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.entities.fields import plain
from workbench.errors import InputError
from workbench.tables import contracts

__all__ = ["check_keys", "donors", "golden", "members_of", "merge_rules_for", "survivors"]

Json = dict[str, Any]
Ints = NDArray[np.int64]


def merge_rules_for(
    frame: Any, key: str, groups: Iterable[Sequence[Hashable]], columns: Sequence[str] | None = None
) -> list[Json]:
    """Return the rules that merge each group of rows into one.

    In each group the row with the fewest empty cells survives (the first of several).  Its
    empty cells are filled with the value most frequent among the others, the longest of
    several, the first of those.  The other rows are dropped.

    Parameters
    ----------
    frame : table
        The table, with a key column.
    key : str
        Name of the key column: unique, never null.
    groups : iterable of sequences of keys
        The keys that are one entity; groups of one key change nothing.
    columns : sequence of str, optional
        The columns whose values identify a dropped row; by default all but the key.

    Returns
    -------
    list of dict
        Rules as JSON: one ``set_cells`` for each column that is filled, then one
        ``drop_rows``.  Empty where there is nothing to merge.

    Raises
    ------
    InputError
        A column is absent, a key is null, not unique or not in the table, or a key is in
        two groups.
    """
    table = contracts.read(frame, "merge_rules_for")
    check_keys(table, key, "merge_rules_for")
    others = [name for name in table.columns if name != key]
    shown = others if columns is None else list(columns)
    contracts.require_columns(table, shown, "merge_rules_for")
    table, members = _only(table, _positions(table, key, groups))
    keep = survivors(table[others], members)
    rules = []
    for name in others:
        cells = _filled(table, key, name, members, keep)
        if cells:
            rules.append({"kind": "set_cells", "key": key, "column": name, "cells": cells})
    rows = [
        {
            "key": plain(table[key].iloc[row]),
            "old": {name: plain(table[name].iloc[row]) for name in shown},
        }
        for group, kept in zip(members, keep, strict=True)
        for row in group
        if row != kept
    ]
    return [*rules, {"kind": "drop_rows", "key": key, "rows": rows}] if rows else rules


def golden(table: pd.DataFrame, key: str, groups: Sequence[Sequence[int]]) -> pd.DataFrame:
    """Return one record for each group of row positions, merged as in `merge_rules_for`.

    Returns
    -------
    pandas.DataFrame
        ``cluster`` and ``records`` (how many were merged), then the columns of `table`; where
        the table has a column of one of those names, an underscore is put behind ours.
    """
    keep = survivors(table.drop(columns=key), groups)
    about = {"cluster": list(range(len(groups))), "records": [len(rows) for rows in groups]}
    merged: dict[str, Any] = {}
    for name, values in about.items():
        while name in table.columns:
            name += "_"
        merged[name] = values
    for name in table.columns:
        lent = {} if name == key else donors(table[name], groups, keep)
        rows = [lent.get(row, row) for row in keep]
        merged[name] = table[name].take(rows).reset_index(drop=True)
    return pd.DataFrame(merged)


def members_of(cluster: Ints) -> list[list[int]]:
    """Return the row positions of each cluster, ascending."""
    order = np.argsort(cluster, kind="stable")
    ends = np.cumsum(np.bincount(cluster))[:-1]
    return [rows.tolist() for rows in np.split(order, ends)]


def check_keys(frame: pd.DataFrame, key: str, where: str) -> None:
    """Raise `InputError` unless the key column exists, is never null and never repeats."""
    contracts.require_columns(frame, [key], where)
    keys = frame[key]
    if keys.isna().any():
        raise InputError(
            f"{where}: key column {key!r} is null in {int(keys.isna().sum())} rows; "
            "every row needs a key."
        )
    if not keys.is_unique:
        raise InputError(
            f"{where}: key {keys[keys.duplicated()].tolist()[0]!r} of column {key!r} appears in "
            "more than one row; keys must be unique."
        )


def survivors(frame: pd.DataFrame, groups: Sequence[Sequence[int]]) -> list[int]:
    """Return for each group of row positions the row with the fewest empty cells."""
    filled = sum((~is_empty(frame[name]) for name in frame.columns), np.zeros(len(frame), int))
    return [max(group, key=lambda row: (filled[row], -row)) for group in groups]


def donors(
    column: pd.Series[Any], groups: Sequence[Sequence[int]], keep: Sequence[int]
) -> dict[int, int]:
    """Return, for each surviving row whose cell is empty, the row that its value comes from."""
    empty = is_empty(column)
    found = {}
    for group, kept in zip(groups, keep, strict=True):
        if empty[kept]:
            values = {row: plain(column.iloc[row]) for row in sorted(group) if not empty[row]}
            if values:
                times = Counter(map(str, values.values()))
                text = {row: str(value) for row, value in values.items()}
                found[kept] = max(values, key=lambda row: (times[text[row]], len(text[row]), -row))
    return found


def is_empty(column: pd.Series[Any]) -> NDArray[np.bool_]:
    """Return which cells are null or hold nothing but spaces."""
    empty = column.isna().to_numpy(dtype=bool)
    if not pd.api.types.is_numeric_dtype(column):
        blank = [isinstance(value, str) and not value.strip() for value in column.astype(object)]
        empty = empty | np.array(blank, dtype=bool)
    return np.asarray(empty)


def _filled(
    table: pd.DataFrame,
    key: str,
    name: str,
    members: Sequence[Sequence[int]],
    keep: Sequence[int],
) -> list[Json]:
    return [
        {
            "key": plain(table[key].iloc[row]),
            "old": plain(table[name].iloc[row]),
            "new": plain(table[name].iloc[donor]),
        }
        for row, donor in donors(table[name], members, keep).items()
    ]


def _only(
    table: pd.DataFrame, members: Sequence[Sequence[int]]
) -> tuple[pd.DataFrame, list[list[int]]]:
    """Return the rows that are in a group, and their positions among themselves."""
    rows = sorted(row for group in members for row in group)
    position = {row: at for at, row in enumerate(rows)}
    part = table.iloc[rows].reset_index(drop=True)
    return part, [[position[row] for row in group] for group in members]


def _positions(
    table: pd.DataFrame, key: str, groups: Iterable[Sequence[Hashable]]
) -> list[list[int]]:
    position = {value: row for row, value in enumerate(table[key].astype(object))}
    seen: set[int] = set()
    members = []
    for group in groups:
        unknown = [value for value in group if value not in position]
        if unknown:
            raise InputError(
                f"merge_rules_for: key {unknown[0]!r} is not in column {key!r}; "
                "give keys of the table."
            )
        rows = sorted({position[value] for value in group})
        if seen.intersection(rows):
            twice = plain(table[key].iloc[min(seen.intersection(rows))])
            raise InputError(
                f"merge_rules_for: key {twice!r} is in two groups; join them into one."
            )
        seen.update(rows)
        if len(rows) > 1:
            members.append(rows)
    return members
