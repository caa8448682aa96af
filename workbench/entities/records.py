"""The records to match: one table or two, their keys, and their comparable columns."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import pandas as pd

from workbench.entities.fields import Field, plain, read_fields
from workbench.entities.survivorship import check_keys
from workbench.errors import InputError, NotFoundError
from workbench.tables import contracts

__all__ = ["Records"]


class Records:
    """One table or two, as one list of records: those of the right table follow the left's.

    Parameters
    ----------
    left : table
        The first table.
    right : table or None
        The second, if any.
    key : str
        Name of the key column in both.
    columns : sequence of str or None
        The columns to compare; all common ones for None.

    Attributes
    ----------
    tables : list of pandas.DataFrame
        The tables.
    columns : list of str
        The compared columns.
    fields : list of Field
        Their values; columns without any value are left out.
    keys : list of key
        The key of each record.
    """

    def __init__(self, left: Any, right: Any, key: str, columns: Sequence[str] | None) -> None:
        sources = {"left": left} if right is None else {"left": left, "right": right}
        self.tables = [_table(source, key, name) for name, source in sources.items()]
        self.columns = _columns(self.tables, key, columns)
        self.fields: list[Field] = read_fields(self.tables, self.columns)
        if not self.fields:
            raise InputError(
                f"Matcher: columns {', '.join(map(repr, self.columns[:20]))} have no values, "
                "so there is nothing to compare."
            )
        self.left_size = len(self.tables[0])
        self.right_size = sum(len(table) for table in self.tables[1:])
        self.keys = [plain(value) for table in self.tables for value in table[key].astype(object)]
        self._left = {value: row for row, value in enumerate(self.keys[: self.left_size])}
        self._right = self._left
        if self.two:
            self._right = {
                value: self.left_size + row for row, value in enumerate(self.keys[self.left_size :])
            }

    @property
    def two(self) -> bool:
        """Whether there are two tables."""
        return len(self.tables) == 2

    def pair(self, key_l: Hashable, key_r: Hashable) -> tuple[int, int]:
        """Return the positions of two records, the smaller first.

        Raises
        ------
        NotFoundError
            A key is not in its table.
        InputError
            Both keys name the same record.
        """
        rows = []
        for key, known, name in ((key_l, self._left, "left"), (key_r, self._right, "right")):
            row = known.get(plain(key))
            if row is None:
                which = f"the {name} table" if self.two else "the table"
                raise NotFoundError(
                    f"Matcher: key {key!r} is not in {which}; give one of its keys."
                )
            rows.append(row)
        if rows[0] == rows[1]:
            raise InputError(
                f"Matcher: {key_l!r} is the same record on both sides; give two different records."
            )
        return min(rows), max(rows)

    def values(self, row: int) -> dict[str, Any]:
        """Return the compared columns' values of a record, as plain values."""
        table, at = (
            (self.tables[0], row)
            if row < self.left_size
            else (self.tables[1], row - self.left_size)
        )
        return {name: plain(table[name].iloc[at]) for name in self.columns}

    def together(self) -> pd.DataFrame:
        """Return all records with the columns that every table has."""
        first, *others = self.tables
        names = [name for name in first.columns if all(name in t.columns for t in others)]
        return pd.concat([table[names] for table in self.tables], ignore_index=True)


def _table(source: Any, key: str, name: str) -> pd.DataFrame:
    table = contracts.read(source, f"Matcher: {name}")
    check_keys(table, key, f"Matcher: {name}")
    if table.empty:
        raise InputError(f"Matcher: the {name} table has no rows; give at least one.")
    return table.reset_index(drop=True)


def _columns(tables: list[pd.DataFrame], key: str, asked: Sequence[str] | None) -> list[str]:
    if asked is not None:
        if isinstance(asked, str):
            raise InputError(
                f"Matcher: columns must be a list of names; write columns=[{asked!r}]."
            )
        for table in tables:
            contracts.require_columns(table, asked, "Matcher: columns")
        names = [name for name in dict.fromkeys(asked) if name != key]
    else:
        names = [n for n in tables[0].columns if n != key and all(n in t.columns for t in tables)]
    if not names:
        raise InputError(
            f"Matcher: no column to compare besides the key {key!r}"
            + ("; the two tables must share some." if len(tables) == 2 else ".")
        )
    return names
