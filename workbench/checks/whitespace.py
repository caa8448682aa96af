"""White space at the ends of texts."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.types import Issue

__all__ = ["find"]


def find(context: CheckContext) -> Iterator[Issue]:
    """Report each text column with white space at the ends of some values."""
    for column in context.text_columns:
        keys, example = context.padded(column)
        if keys:
            yield context.issue(
                kind="whitespace",
                column=column,
                keys=keys,
                confidence=0.98,
                evidence={
                    "message": f"{len(keys):,} values of {column} have white space at an end, "
                    f"such as {example[:60]!r}.",
                    "example": example[:200],
                    "about": "ends",
                },
                suggestion={"kind": "trim", "columns": [column]},
            )
