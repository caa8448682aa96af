"""Dates that contradict each other, or lie where no other does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from workbench.checks.context import CheckContext
from workbench.lexicon.column_types import is_moment
from workbench.lexicon.plurals import counted
from workbench.tables import quoted
from workbench.types import Issue

__all__ = ["find_far", "find_order"]

ROWS = 50
NEARLY = 0.98
FEW = 0.01
FIRST_YEAR = 1900
FAR_AHEAD = 10


def find_order(context: CheckContext) -> Iterator[Issue]:
    """Report rows in which a date lies before another that it follows in nearly all rows."""
    for early, late in permutations(_dates(context), 2):
        a, b = _moment(context, early), _moment(context, late)
        both, wrong, strictly = context.relation.rows(
            f"SELECT count(*), count(*) FILTER ({a} > {b}), count(*) FILTER ({a} < {b}) "
            f"FROM data WHERE {a} IS NOT NULL AND {b} IS NOT NULL"
        )[0]
        if both < ROWS or not 0 < wrong <= (1 - NEARLY) * both or strictly < both / 2:
            continue
        yield context.issue(
            kind="date_order",
            column=None,
            keys=context.keys_where(f"{a} > {b}"),
            confidence=0.85,
            evidence={
                "message": f"{late} is before {early} in {counted(wrong, 'row')}, but in none of "
                f"the other {both - wrong:,}.",
                "columns": [early, late],
                "about": [early, late],
            },
        )


def find_far(context: CheckContext) -> Iterator[Issue]:
    """Report dates before 1900 or more than ten years ahead, where hardly any other is."""
    for column in _dates(context):
        moment = _moment(context, column)
        far = (
            f"({moment} < DATE '{FIRST_YEAR}-01-01' OR "
            f"{moment} > current_date + INTERVAL {FAR_AHEAD} YEAR)"
        )
        present, count, example = context.relation.rows(
            f"SELECT count({moment}), count(*) FILTER ({far}), "
            f"min({quoted(column)}::VARCHAR) FILTER ({far}) FROM data"
        )[0]
        if 0 < count <= FEW * present:
            message = (
                f"{counted(count, 'date')} of {column} "
                f"{'is' if count == 1 else 'are'} far from all others, such as {example}."
            )
            yield context.issue(
                kind="far_date",
                column=column,
                keys=context.keys_where(far),
                confidence=0.85,
                evidence={"message": message, "about": "far"},
            )


def _dates(context: CheckContext) -> list[str]:
    return [name for name in context.columns if is_moment(context.relation.types[name])]


def _moment(context: CheckContext, column: str) -> str:
    """Return the SQL of a date; infinite ones are left out."""
    name = quoted(column)
    return f"(CASE WHEN isfinite({name}) THEN {name}::TIMESTAMP END)"
