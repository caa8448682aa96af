"""Suggested rules: what one would do to the table, with examples and as Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from workbench.errors import WorkbenchError
from workbench.queues.items.rows import rows_by_key, schema_of, shown
from workbench.rules import Recipe
from workbench.rules.emit import written
from workbench.rules.kinds import Rule, parse_rule
from workbench.tables import Relation
from workbench.types import Issue, Json, ReviewItem

__all__ = ["call_of", "rule_items"]

SHOWN = 5
SAMPLED = 50
LONG = 4000
WIDTH = 88


def rule_items(issues: Iterable[Issue], relation: Relation, *, key: str) -> list[ReviewItem]:
    """Make one item of each issue that suggests a rule, in order.

    Parameters
    ----------
    issues : iterable of Issue
        Those with a suggestion.
    relation : Relation
        The table as it came, from which examples are taken.
    key : str
        The column that names rows.
    """
    items = []
    for issue in issues:
        assert issue.suggestion is not None
        rule = parse_rule(issue.suggestion)
        why = issue.evidence.get("message", "")
        items.append(
            ReviewItem(
                id=issue.id,
                kind="rule",
                target={"rule": issue.suggestion, "why": why},
                payload={
                    "title": rule.title(),
                    "kind": rule.kind,
                    "column": issue.column,
                    "rows": issue.rows,
                    "confidence": issue.confidence,
                    "examples": _examples(rule, issue, relation, key),
                    "python": call_of(rule),
                    "why": why,
                },
            )
        )
    return items


def call_of(rule: Rule) -> str:
    """Return the call that a rule becomes in the exported module, cut where it is very long."""
    name = type(rule).operation.__name__
    arguments = [(argument, written(value, 4)) for argument, value in rule.arguments().items()]
    line = ", ".join(f"{argument}={text}" for argument, text in arguments)
    call = f"frame = {name}(frame, {line})"
    if len(call) > WIDTH or "\n" in call:
        lines = "".join(f"    {argument}={text},\n" for argument, text in arguments)
        call = f"frame = {name}(\n    frame,\n{lines})"
    return call if len(call) <= LONG else f"{call[:LONG]}\n# … {len(call) - LONG:,} more characters"


def _examples(rule: Rule, issue: Issue, relation: Relation, key: str) -> list[Json]:
    """Return rows that the rule changes: key, column, before and after; dropped rows say so."""
    # A repeated row is dropped beside the row that stays: that one is needed too.
    beside = rule.companions()[:SAMPLED]
    rows = rows_by_key(relation, key, [*issue.keys[:SAMPLED], *beside])
    if not rows:
        return []
    table = pa.Table.from_pylist(list(rows.values()), schema=schema_of(relation))
    try:
        made: dict[Any, Json] = {
            row[key]: row for row in Recipe([rule]).run(table).to_pylist() if key in row
        }
    except WorkbenchError:
        return []  # it needs more of the table than these rows
    examples: list[Json] = []
    for row_key, row in rows.items():
        after = made.get(row_key)
        if after is None:
            examples.append({"key": str(row_key), "dropped": True})
        else:
            examples += [
                {"key": str(row_key), "column": name, "before": shown(old), "after": shown(new)}
                for name, new in after.items()
                if shown(old := row.get(name)) != shown(new) or type(old) is not type(new)
            ]
    return examples[:SHOWN]
