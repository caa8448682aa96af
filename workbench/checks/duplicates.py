"""Duplicate rows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from workbench.checks.context import CheckContext
from workbench.lexicon.plurals import counted
from workbench.rules import suggest
from workbench.tables import quoted
from workbench.types import Issue, Key

__all__ = ["find"]

MOST = 200
"""Groups of repeated rows from which chance explains them better than a slip."""
MOST_ALIKE = 20_000
A_RULE = Issue.MAX_KEYS
"""Rows that one issue drops: as many as it names, so that its keys and its rule agree."""
MOST_ISSUES = 20
"""Issues, of up to 1,000 rows each; a note says what is left out."""

Group = list[Key]
"""The keys of rows that are alike, in table order: the first stays."""


def find(context: CheckContext) -> list[Issue]:
    """Report rows that repeat an earlier one in every column but the key.

    Texts are compared without white space at the ends.  Where the columns hold few
    combinations, rows repeat by chance: the confidence says how far that explains it.
    """
    alike = _alike(context) if context.columns else []
    if not alike:
        return []
    compared = [
        context.trimmed(name) if context.holds_text(name) else quoted(name)
        for name in context.columns
    ]
    key = quoted(context.key)
    some = f"WHERE list_contains(?, {key})" if len(alike) <= MOST_ALIKE else ""
    text = context.relation.rows(
        f"SELECT list({key}) FROM data {some} GROUP BY {', '.join(compared)} HAVING count(*) > 1",
        [alike] if some else [],
    )
    index = {item: row for row, item in enumerate(alike)}
    groups = [sorted(keys, key=index.__getitem__) for (keys,) in text]
    groups.sort(key=lambda keys: index[keys[0]])
    confidence = _confidence(context, len(groups)) if groups else 0.0
    held, by_hand = _parted(context, groups)
    parts = [(part, True) for part in _portions(held)] + [
        (part, False) for part in _portions(by_hand)
    ]
    left = sum(_repeats(part) for part, _ in parts[MOST_ISSUES:])
    if left:
        context.notes.append(
            f"{counted(left, 'further row repeats', 'further rows repeat')} an earlier one; the "
            f"first {MOST_ISSUES * A_RULE:,} are listed."
        )
    return [_issue(context, part, confidence, rule=rule) for part, rule in parts[:MOST_ISSUES]]


def _parted(context: CheckContext, groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """Return the groups that a rule can hold, and those that a person must drop."""
    held: list[Group] = []
    by_hand: list[Group] = []
    for part in _portions(groups):
        old = _old(context, [key for keys in part for key in keys[1:]])
        for keys in part:
            fits = all(key in old for key in keys[1:])
            (held if fits else by_hand).append(keys)
    return held, by_hand


def _portions(groups: list[Group]) -> Iterator[list[Group]]:
    """Yield the groups in order, with at most `A_RULE` repeated rows at a time."""
    part: list[Group] = []
    for keys in groups:
        first, *rest = keys
        for at in range(0, len(rest), A_RULE):
            some = [first, *rest[at : at + A_RULE]]
            if part and _repeats(part) + len(some) - 1 > A_RULE:
                yield part
                part = []
            part.append(some)
    if part:
        yield part


def _repeats(part: list[Group]) -> int:
    return sum(len(keys) - 1 for keys in part)


def _alike(context: CheckContext) -> list[Key]:
    """Return the keys of the rows, in order, whose hash is that of another row."""
    others = [quoted(name) for name in context.columns if not context.holds_text(name)]
    hashes = np.zeros(context.rows, dtype=np.uint64)
    if others:
        table = context.relation.arrow(f"SELECT hash({', '.join(others)}) AS h FROM data")
        hashes += table.column(0).to_numpy()
    for name in context.text_columns:  # codes are of trimmed texts, and there already
        hashes = (hashes ^ (hashes >> np.uint64(31))) * np.uint64(0x9E3779B97F4A7C15)
        hashes += context.coded(name).codes.astype(np.uint64)
    _, position, counts = np.unique(hashes, return_inverse=True, return_counts=True)
    return [context.keys[row] for row in np.flatnonzero(counts[position] > 1).tolist()]


def _confidence(context: CheckContext, groups: int) -> float:
    """High where rows hardly ever agree by chance: judged by the most distinctive column."""
    distinct = ", ".join(f"count(DISTINCT {quoted(name)})" for name in context.columns)
    counts = [int(n) for n in context.relation.rows(f"SELECT {distinct} FROM data")[0]]
    telling = max(counts) / context.rows
    if groups >= MOST or len(context.columns) < 3:
        return 0.5
    return round(0.5 + 0.45 * min(1.0, telling / 0.5), 2)


def _issue(context: CheckContext, part: list[Group], confidence: float, *, rule: bool) -> Issue:
    kept = {key: keys[0] for keys in part for key in keys[1:]}
    rest = list(kept)
    by_hand = " No rule can identify these rows by their values; drop them by hand."
    return context.issue(
        kind="duplicate_row",
        column=None,
        keys=rest,
        confidence=confidence,
        evidence={
            "message": _message(context, part) + ("" if rule else by_hand),
            "kept": part[0][0] if len(part) == 1 else None,
            "groups": part,
            "about": [key for keys in part for key in keys],
        },
        suggestion=suggest.drop_rows(context.key, _old(context, rest), kept=kept) if rule else None,
    )


def _message(context: CheckContext, part: list[Group]) -> str:
    first, *rest = part[0]
    if len(part) == 1:
        verb = "repeats" if len(rest) == 1 else "repeat"
        more = f" and {len(rest) - 5:,} more" if len(rest) > 5 else ""
        named = ", ".join(map(repr, rest[:5])) + more
        return f"{named} {verb} {first!r} in every column except {context.key}."
    return (
        f"{_repeats(part):,} rows repeat one of {len(part):,} earlier rows in every column except "
        f"{context.key}, such as {rest[0]!r} and {first!r}."
    )


def _old(context: CheckContext, keys: list[Key]) -> dict[Key, dict[str, Any]]:
    """Return what must still stand in each row, without rows that a rule cannot hold whole."""
    names = ", ".join(quoted(name) for name in [context.key, *context.columns])
    rows = context.relation.rows(
        f"SELECT {names} FROM data WHERE list_contains(?, {quoted(context.key)})", [keys]
    )
    return {
        key: {name: _held(v) for name, v in zip(context.columns, values, strict=True)}
        for key, *values in rows
        if all(map(_holds, values))
    }


def _holds(value: object) -> bool:
    """Tell whether a rule can name a value so that it finds just that value again."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, Decimal):
        return value.is_finite() and Decimal(float(value)) == value
    if isinstance(value, datetime):
        return value.tzinfo is None
    if isinstance(value, int):
        return -(2**63) <= value < 2**63
    return value is None or isinstance(value, str | date)


def _held(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
