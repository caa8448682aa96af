"""Dates that contradict each other, or lie where no other does."""

from __future__ import annotations

from itertools import permutations

from workbench.checks.context import Look
from workbench.lexicon.column_types import is_moment
from workbench.tables import quoted
from workbench.types import Issue

__all__ = ["find_far", "find_order"]

ROWS = 50
NEARLY = 0.98
FEW = 0.01
FIRST_YEAR = 1900
FAR_AHEAD = 10


def find_order(look: Look) -> list[Issue]:
    """Report rows in which a date lies before another that it follows in nearly all rows."""
    issues = []
    for early, late in permutations(_dates(look), 2):
        a, b = _moment(look, early), _moment(look, late)
        both, wrong, strictly = look.relation.rows(
            f"SELECT count(*), count(*) FILTER ({a} > {b}), count(*) FILTER ({a} < {b}) "
            f"FROM data WHERE {a} IS NOT NULL AND {b} IS NOT NULL"
        )[0]
        if both < ROWS or not 0 < wrong <= (1 - NEARLY) * both or strictly < both / 2:
            continue
        keys = look.keys_where(f"{a} > {b}")
        message = (
            f"{late} lies before {early} in {wrong:,} rows; in the other {both - wrong:,} it never "
            "does."
        )
        issues.append(
            Issue(
                kind="date_order",
                column=None,
                keys=tuple(keys),
                rows=int(wrong),
                confidence=0.85,
                evidence={"message": message, "columns": [early, late], "about": [early, late]},
            )
        )
    return issues


def find_far(look: Look) -> list[Issue]:
    """Report dates before 1900 or more than ten years ahead, where hardly any other is."""
    issues = []
    for column in _dates(look):
        moment = _moment(look, column)
        far = (
            f"({moment} < DATE '{FIRST_YEAR}-01-01' OR "
            f"{moment} > current_date + INTERVAL {FAR_AHEAD} YEAR)"
        )
        present, count, example = look.relation.rows(
            f"SELECT count({moment}), count(*) FILTER ({far}), "
            f"min({quoted(column)}::VARCHAR) FILTER ({far}) FROM data"
        )[0]
        if not 0 < count <= FEW * present:
            continue
        message = f"{count:,} dates of {column} lie far from all others, such as {example}."
        issues.append(
            Issue(
                kind="far_date",
                column=column,
                keys=tuple(look.keys_where(far)),
                rows=int(count),
                confidence=0.85,
                evidence={"message": message, "about": "far"},
            )
        )
    return issues


def _dates(look: Look) -> list[str]:
    types = look.relation.types
    return [name for name in look.columns if is_moment(types[name])]


def _moment(look: Look, column: str) -> str:
    """Return the SQL of a date; infinite ones are left out."""
    name = quoted(column)
    return f"(CASE WHEN isfinite({name}) THEN {name}::TIMESTAMP END)"
