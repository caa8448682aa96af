"""Rows that are there twice."""

from __future__ import annotations

from typing import Any

from workbench.checks.look import Look
from workbench.rules import suggest
from workbench.tables import quoted
from workbench.types import Issue, Key

__all__ = ["find"]

COMPARED = ("VARCHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE")
MOST = 200


def find(look: Look) -> list[Issue]:
    """Report rows that repeat an earlier one in every column but the key.

    Texts are compared without white space at the ends.  Where the columns hold few
    combinations, rows repeat by chance: the confidence says how far that explains it.
    """
    if not look.columns:
        return []
    compared = [
        look.trimmed(name) if name in look.text_columns else quoted(name) for name in look.columns
    ]
    key = quoted(look.key)
    groups = look.relation.rows(
        f"SELECT list({key} ORDER BY place) "
        "FROM (SELECT *, row_number() OVER () AS place FROM data) "
        f"GROUP BY {', '.join(compared)} HAVING count(*) > 1 ORDER BY min(place) LIMIT {MOST}"
    )
    if not groups:
        return []
    confidence = _confidence(look, len(groups))
    return [_issue(look, keys, confidence) for (keys,) in groups]


def _confidence(look: Look, groups: int) -> float:
    """High where rows hardly ever agree by chance: judged by the most distinctive column."""
    distinct = ", ".join(f"count(DISTINCT {quoted(name)})" for name in look.columns)
    counts = [int(n) for n in look.relation.rows(f"SELECT {distinct} FROM data")[0]]
    telling = max(counts) / look.rows
    if groups >= MOST or len(look.columns) < 3:
        return 0.5
    return round(0.5 + 0.45 * min(1.0, telling / 0.5), 2)


def _issue(look: Look, keys: list[Key], confidence: float) -> Issue:
    first, rest = keys[0], keys[1:]
    kept = [name for name in look.columns if look.relation.types[name] in COMPARED]
    names = ", ".join(quoted(name) for name in [look.key, *kept])
    rows = look.relation.rows(
        f"SELECT {names} FROM data WHERE list_contains(?, {quoted(look.key)})", [rest]
    )
    old: dict[Key, dict[str, Any]] = {
        row[0]: {
            name: value.strip() if isinstance(value, str) else value
            for name, value in zip(kept, row[1:], strict=True)
        }
        for row in rows
    }
    message = f"{', '.join(map(repr, rest[:5]))} repeat {first!r} in all columns but {look.key}."
    return Issue(
        kind="duplicate_row",
        column=None,
        keys=tuple(rest[: Issue.MAX_KEYS]),
        rows=len(rest),
        confidence=confidence,
        evidence={"message": message, "kept": first, "about": [first, *rest]},
        suggestion=suggest.drop_rows(look.key, old),
    )
