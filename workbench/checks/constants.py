"""Columns with one value, or nearly so."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.context import CheckContext, shortened
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
            value = coded.values[0]
            message = (
                f"{column} is constant: {shortened(value)} in all {coded.counts[0]:,} rows "
                "with a value."
            )
            evidence = {"message": message, "value": value[:200], "about": "constant"}
            yield Issue("constant", column, (), 0, 0.3, evidence)


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
                f"{100 * share:.1f}% of the values of {column} are "
                f"{shortened(coded.values[most])}; "
                f"{len(coded.values) - 1} other values share the rest."
            )
            evidence = {"message": message, "share": share, "about": "imbalance"}
            yield Issue("imbalance", column, (), 0, 0.2, evidence)
