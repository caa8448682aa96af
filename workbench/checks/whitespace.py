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
        count = len(keys)
        if count == 0:
            continue
        shown = repr(example[:60])
        message = f"{count:,} values of {column} have white space at an end, such as {shown}."
        yield context.issue(
            kind="whitespace",
            column=column,
            keys=keys,
            confidence=0.98,
            evidence={"message": message, "example": example[:200], "about": "ends"},
            suggestion={"kind": "trim", "columns": [column]},
        )
