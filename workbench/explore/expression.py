"""A selection of rows as an expression of the rules' language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from workbench.errors import InputError
from workbench.explore.conditions import ColumnIndex
from workbench.protocol.explore import (
    ColumnInfo,
    Condition,
    Contains,
    InIssue,
    Missing,
    OneOf,
    Range,
)

__all__ = ["expression_of"]


def expression_of(conditions: Sequence[Condition], index: ColumnIndex) -> str:
    """Return an expression that holds for just the rows that meet all conditions.

    Raises
    ------
    InputError
        If there are no conditions, or one of them cannot be expressed as a rule.
    """
    if not conditions:
        raise InputError("all rows are selected; brush a chart or set a filter first")
    return " and ".join(f"({_term(one, index)})" for one in conditions)


def _term(condition: Condition, index: ColumnIndex) -> str:
    if isinstance(condition, InIssue):
        raise InputError(
            "an issue lists its rows by key, and new data has other keys; "
            "accept the issue's own rule, or select by values"
        )
    column = index.column(index.position(condition.column))
    name = f"col({column.name!r})"
    if isinstance(condition, Missing):
        return f"is_null({name})" if condition.missing else f"not is_null({name})"
    if isinstance(condition, Contains):
        _need(column, ("text",))
        return f"contains(lower({name}), {condition.text.lower()!r})"
    if isinstance(condition, Range):
        _need(column, ("number", "time"))
        return _range(condition, name, column)
    assert isinstance(condition, OneOf)
    return _one_of(condition, name, column)


def _need(column: ColumnInfo, kinds: Sequence[str]) -> None:
    if column.kind not in kinds:
        raise InputError(
            f"column {column.name!r} holds {column.type}; this filter cannot become a rule"
        )


def _range(condition: Range, name: str, column: ColumnInfo) -> str:
    def bound(value: float) -> str:
        if column.kind == "time":
            return repr(datetime.fromtimestamp(value, UTC).replace(tzinfo=None).isoformat())
        return repr(int(value) if value.is_integer() and abs(value) < 2**53 else value)

    parts = []
    if condition.low is not None:
        parts.append(f"{name} >= {bound(condition.low)}")
    if condition.high is not None:
        parts.append(f"{name} {'<=' if condition.closed else '<'} {bound(condition.high)}")
    return " and ".join(parts) or f"not is_null({name})"


def _one_of(condition: OneOf, name: str, column: ColumnInfo) -> str:
    _need(column, ("text", "truth", "number"))
    values = [_value(text, column) for text in condition.values]
    inside = f"{name} in [{', '.join(values)}]" if values else ""
    null = f"is_null({name})"
    if condition.exclude:
        outside = f"not {inside} and not {null}" if inside else f"not {null}"
        return f"({outside}) or {null}" if condition.missing else outside
    if condition.missing:
        return f"{inside} or {null}" if inside else null
    return inside or f"{null} and not {null}"


def _value(text: str, column: ColumnInfo) -> str:
    if column.kind == "truth":
        return "True" if text == "true" else "False"
    if column.kind == "number":
        try:
            return repr(int(text))
        except ValueError:
            return repr(float(text))
    return repr(text)
