"""White space at the ends of texts."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.lexicon.plurals import counted
from workbench.types import Issue

__all__ = ["find"]


def find(context: CheckContext) -> Iterator[Issue]:
    """Report each text column with white space at the ends of some values."""
    for column in context.text_columns:
        keys, example = context.padded(column)
        if keys:
            values = counted(len(keys), f"value of {column} has", f"values of {column} have")
            yield context.issue(
                kind="whitespace",
                column=column,
                keys=keys,
                confidence=0.98,
                evidence={
                    "message": f"{values} white space at an end, such as {example[:60]!r}.",
                    "example": example[:200],
                    "about": "ends",
                },
                suggestion={"kind": "trim", "columns": [column]},
            )
