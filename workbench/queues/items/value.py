"""Clusters of values: several spellings of one, and which of them stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workbench.errors import RuleError
from workbench.queues.items.rows import shown
from workbench.rules.kinds import parse_rule
from workbench.tables import Relation
from workbench.tables.relation import quoted
from workbench.types import Issue, ReviewItem

__all__ = ["is_cluster", "value_items"]

MOST_MEMBERS = 200


def is_cluster(issue: Issue) -> bool:
    """Tell whether an issue suggests one spelling for several values of a column."""
    if issue.column is None or issue.suggestion is None:
        return False
    spellings = _spellings(issue)
    return len(set(spellings.values())) == 1 and len(spellings) < MOST_MEMBERS


def _spellings(issue: Issue) -> Mapping[str, str]:
    assert issue.suggestion is not None
    try:
        return parse_rule(issue.suggestion).spellings()
    except RuleError:
        return {}  # another release suggested it


def value_items(issues: Iterable[Issue], relation: Relation) -> list[ReviewItem]:
    """Make one item of each cluster of values, in order.

    Parameters
    ----------
    issues : iterable of Issue
        Those for which `is_cluster` holds.
    relation : Relation
        The table as it came, where the values are counted.
    """
    items = []
    for issue in issues:
        mapping = _spellings(issue)
        (canonical,) = set(mapping.values())
        members = [canonical, *(value for value in mapping if value != canonical)]
        column = str(issue.column)
        counts = {**_counts(relation, column, members), **issue.evidence.get("variants", {})}
        members[1:] = sorted(members[1:], key=lambda value: -counts.get(value, 0))
        items.append(
            ReviewItem(
                id=issue.id,
                kind="value",
                target={"column": column, "canonical": canonical, "members": members},
                payload={
                    "column": column,
                    "members": [
                        {"value": shown(value), "count": counts.get(value, 0)} for value in members
                    ],
                    "rows": sum(counts.get(value, 0) for value in members[1:]),
                    "why": issue.evidence.get("message", ""),
                },
            )
        )
    return items


def _counts(relation: Relation, column: str, values: list[str]) -> dict[str, int]:
    """Count values as the checks see them: without spaces at their ends."""
    name, marks = f"trim({quoted(column)})", ", ".join("?" * len(values))
    query = f"SELECT {name}, count(*) FROM data WHERE {name} IN ({marks}) GROUP BY 1"
    return {str(value): int(count) for value, count in relation.rows(query, list(values))}
