"""Conditions on rows as SQL.  Values are always parameters, never part of the text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workbench.errors import InputError, MissingColumnError
from workbench.protocol.explore import (
    ColumnInfo,
    Condition,
    Contains,
    InIssue,
    Missing,
    OneOf,
    Range,
)

__all__ = ["ColumnIndex", "as_number", "as_sql", "as_text", "column_of"]


class ColumnIndex:
    """Finds the columns of a table by name or position; column `i` is called ``c{i}`` in SQL.

    Parameters
    ----------
    columns : sequence of ColumnInfo
        In the order of the table.
    key : str or None
        The column that names rows.
    keys_of : callable
        Returns the keys of an issue, by its identifier, as texts.

    Attributes
    ----------
    positions : dict of str to int
        The position of each column.
    """

    def __init__(
        self,
        columns: Sequence[ColumnInfo],
        key: str | None,
        keys_of: Callable[[str], list[str]],
    ) -> None:
        self.columns = tuple(columns)
        self.key = key
        self.keys_of = keys_of
        self.positions = {column.name: position for position, column in enumerate(self.columns)}

    def position(self, name: str) -> int:
        """Return the position of a column.

        Raises
        ------
        MissingColumnError
            If there is none of this name.
        """
        if name not in self.positions:
            raise MissingColumnError([name], list(self.positions), "this version")
        return self.positions[name]

    def column(self, position: int) -> ColumnInfo:
        """Return the column at a position.

        Raises
        ------
        InputError
            If there is none.
        """
        if not 0 <= position < len(self.columns):
            raise InputError(
                f"column {position}: this version has {len(self.columns)} columns, counted from 0"
            )
        return self.columns[position]


def as_text(position: int) -> str:
    """Return the SQL of a column's values as text."""
    return f"CAST(c{position} AS VARCHAR)"


def as_number(position: int, column: ColumnInfo) -> str:
    """Return the SQL of a column's values as DOUBLE (times: seconds since 1970); else null.

    What is not finite is null too.

    Raises
    ------
    InputError
        If the column holds neither numbers nor times.
    """
    if column.kind == "time":
        return f"CASE WHEN isfinite(c{position}) THEN epoch(c{position}) END"
    if column.kind != "number":
        raise InputError(
            f"column {column.name!r} holds {column.type}; "
            "ranges only work on numbers, dates and datetimes"
        )
    number = f"TRY_CAST(c{position} AS DOUBLE)"
    return f"CASE WHEN isfinite({number}) THEN {number} END"


def column_of(condition: Condition) -> str | None:
    """Return the column that a condition is about, None where it is about rows."""
    return None if isinstance(condition, InIssue) else condition.column


def as_sql(condition: Condition, index: ColumnIndex) -> tuple[str, list[Any]]:
    """Return the SQL of a condition, never null, and its parameters.

    Raises
    ------
    MissingColumnError
        If the column is not there.
    InputError
        If the condition does not go with the column.
    """
    if isinstance(condition, InIssue):
        if index.key is None:
            raise InputError("the rows of an issue can only be shown if the table has a key column")
        position = index.position(index.key)
        keys = index.keys_of(condition.issue)
        return f"coalesce(list_contains(?::VARCHAR[], {as_text(position)}), false)", [keys]
    position = index.position(condition.column)
    if isinstance(condition, Range):
        return _range(condition, as_number(position, index.columns[position]))
    if isinstance(condition, OneOf):
        return _one_of(condition, position)
    if isinstance(condition, Contains):
        text = as_text(position)
        return f"coalesce(contains(lower({text}), lower(?)), false)", [condition.text]
    assert isinstance(condition, Missing)
    column = index.columns[position]
    # As in charts: of numbers, what is not finite is missing too.
    value = as_number(position, column) if column.kind in ("number", "time") else f"c{position}"
    return f"({value}) IS {'' if condition.missing else 'NOT '}NULL", []


def _range(condition: Range, number: str) -> tuple[str, list[Any]]:
    parts, values = [f"{number} IS NOT NULL"], []
    if condition.low is not None:
        parts.append(f"{number} >= ?::DOUBLE")
        values.append(condition.low)
    if condition.high is not None:
        parts.append(f"{number} {'<=' if condition.closed else '<'} ?::DOUBLE")
        values.append(condition.high)
    return f"coalesce({' AND '.join(parts)}, false)", values


def _one_of(condition: OneOf, position: int) -> tuple[str, list[Any]]:
    text = as_text(position)
    inside = f"{text} IN (SELECT unnest(?::VARCHAR[]))"
    test = f"NOT {inside}" if condition.exclude else inside
    return f"coalesce({test}, {str(condition.missing).lower()})", [list(condition.values)]
