"""Columns that hold data about people."""

from __future__ import annotations

from workbench.checks.context import Look
from workbench.types import Issue

__all__ = ["find"]

VALUES = 600
LEAST = 0.7


def find(look: Look) -> list[Issue]:
    """Report columns whose meaning is personal: names, e-mail addresses, dates of birth.

    It is no error, and nothing is suggested: who may see such a column is for people to say.
    """
    from workbench.profile.semantic import Evidence, meaning_of

    issues = []
    for column in look.discrete_columns:
        coded = look.coded(column)
        present = int(coded.counts.sum())
        if not present:
            continue
        most = coded.counts.argsort(kind="stable")[::-1][:VALUES].tolist()
        meaning = meaning_of(
            Evidence(
                name=column,
                type=look.relation.types[column],
                rows=look.rows,
                nulls=look.rows - present,
                distinct=len(coded.values),
                values={coded.values[i]: int(coded.counts[i]) for i in most},
                partial=len(coded.values) > VALUES,
            )
        )
        if meaning.personal is None or meaning.confidence < LEAST:
            continue
        issues.append(
            Issue(
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
        )
    return issues
