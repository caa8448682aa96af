"""Cells without a value."""

from __future__ import annotations

from workbench.checks.context import Look
from workbench.rules import suggest
from workbench.tables import quoted
from workbench.types import Issue

__all__ = ["find"]

FEW = 0.05


def find(look: Look) -> list[Issue]:
    """Report each column with nulls.

    Nothing is guessed: the only suggestion is to drop the rows where they are few, at a
    confidence at which it is never accepted on its own.
    """
    issues = []
    for column in look.columns:
        name = quoted(column)
        count = int(look.relation.rows(f"SELECT count(*) - count({name}) FROM data")[0][0])
        if count == 0:
            continue
        share = count / look.rows
        keys = look.keys_where(f"{name} IS NULL")
        suggestion = None
        if share <= FEW and count <= Issue.MAX_KEYS:
            suggestion = suggest.drop_rows(look.key, {key: {column: None} for key in keys})
        message = f"{count:,} of {look.rows:,} rows ({100 * share:.1f} %) have no {column}."
        issues.append(
            Issue(
                kind="missing",
                column=column,
                keys=tuple(keys),
                rows=count,
                confidence=0.3,
                evidence={"message": message, "share": share, "about": "nulls"},
                suggestion=suggestion,
            )
        )
    return issues
