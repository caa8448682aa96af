"""White space at the ends of texts."""

from __future__ import annotations

from workbench.checks.context import Look
from workbench.types import Issue

__all__ = ["find"]


def find(look: Look) -> list[Issue]:
    """Report each text column with white space at the ends of some values."""
    issues = []
    for column in look.text_columns:
        keys, example = look.padded(column)
        count = len(keys)
        if count == 0:
            continue
        message = (
            f"{count:,} values of {column} have white space at an end, such as {example[:60]!r}."
        )
        issues.append(
            Issue(
                kind="whitespace",
                column=column,
                keys=tuple(look.first(keys)),
                rows=count,
                confidence=0.98,
                evidence={"message": message, "example": example[:200], "about": "ends"},
                suggestion={"kind": "trim", "columns": [column]},
            )
        )
    return issues
