"""Columns with one value, or nearly so."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.types import Issue

__all__ = ["find_constant", "find_imbalance"]

ROWS = 20
CATEGORIES = 20
ONE = 0.95


def find_constant(context: CheckContext) -> Iterator[Issue]:
    """Report columns that say the same in every row that has a value."""
    for column in context.discrete_columns if context.rows >= ROWS else []:
        coded = context.coded(column)
        if len(coded.values) == 1 and coded.counts[0] > 1:
            value, rows = coded.values[0], int(coded.counts[0])
            message = f"{column} is constant: {_short(value)} in all {rows:,} rows with a value."
            yield _issue("constant", column, 0.3, message, {"value": value[:200]})


def find_imbalance(context: CheckContext) -> Iterator[Issue]:
    """Report columns of categories of which one has at least 95 % of the rows."""
    for column in context.discrete_columns if context.rows >= ROWS else []:
        coded = context.coded(column)
        if not 2 <= len(coded.values) <= CATEGORIES:
            continue
        most = int(coded.counts.argmax())
        share = float(coded.counts[most]) / float(coded.counts.sum())
        if share >= ONE:
            message = (
                f"{100 * share:.1f}% of the values of {column} are {_short(coded.values[most])}; "
                f"{len(coded.values) - 1} other values share the rest."
            )
            yield _issue("imbalance", column, 0.2, message, {"share": share})


def _issue(
    kind: str, column: str, confidence: float, message: str, evidence: dict[str, object]
) -> Issue:
    return Issue(
        kind=kind,
        column=column,
        keys=(),
        rows=0,
        confidence=confidence,
        evidence={"message": message, **evidence, "about": kind},
    )


def _short(value: str) -> str:
    return repr(value if len(value) <= 60 else value[:59] + "…")
