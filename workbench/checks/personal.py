"""Columns that hold data about people."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.types import Issue

__all__ = ["find"]

VALUES = 600
LEAST = 0.7


def find(context: CheckContext) -> Iterator[Issue]:
    """Report columns whose meaning is personal: names, e-mail addresses, dates of birth.

    It is no error, and nothing is suggested: who may see such a column is for people to say.
    """
    from workbench.profile.semantic import Evidence, infer_meaning, may_be_personal

    for column in context.discrete_columns:
        if not may_be_personal(column, context.relation.types[column]):
            continue
        coded = context.coded(column)
        present = int(coded.counts.sum())
        if not present:
            continue
        most = coded.counts.argsort(kind="stable")[::-1][:VALUES].tolist()
        meaning = infer_meaning(
            Evidence(
                name=column,
                type=context.relation.types[column],
                rows=context.rows,
                nulls=context.rows - present,
                distinct=len(coded.values),
                values={coded.values[i]: int(coded.counts[i]) for i in most},
                partial=len(coded.values) > VALUES,
            )
        )
        if meaning.personal is not None and meaning.confidence >= LEAST:
            yield Issue(
                kind="personal",
                column=column,
                keys=(),
                rows=present,
                confidence=0.3,
                evidence={
                    "message": f"{column} holds personal data ({meaning.personal}).",
                    "meaning": meaning.type,
                    "about": meaning.personal,
                },
            )
