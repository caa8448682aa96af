"""Cells without a value."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.rules import suggest
from workbench.tables import quoted
from workbench.types import Issue

__all__ = ["find"]

FEW = 0.05


def find(context: CheckContext) -> Iterator[Issue]:
    """Report each column with nulls.

    Nothing is guessed: the only suggestion is to drop the rows where they are few, at a
    confidence at which it is never accepted on its own.
    """
    for column in context.columns:
        name = quoted(column)
        count = context.nulls[column]
        if count == 0:
            continue
        share = count / context.rows
        keys = context.keys_where(f"{name} IS NULL")
        yield context.issue(
            kind="missing",
            column=column,
            keys=keys,
            confidence=0.3,
            evidence={
                "message": f"{count:,} of {context.rows:,} rows ({100 * share:.1f}%) have no "
                f"{column}.",
                "share": share,
                "about": "nulls",
            },
            suggestion=suggest.drop_rows(context.key, {key: {column: None} for key in keys})
            if share <= FEW and count <= Issue.MAX_KEYS
            else None,
        )
