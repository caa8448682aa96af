"""Duplicate rows."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np

from workbench.checks.context import CheckContext
from workbench.rules import suggest
from workbench.tables import quoted
from workbench.types import Issue, Key

__all__ = ["find"]

MOST = 200
MOST_ALIKE = 20_000


def find(context: CheckContext) -> list[Issue]:
    """Report rows that repeat an earlier one in every column but the key.

    Texts are compared without white space at the ends.  Where the columns hold few
    combinations, rows repeat by chance: the confidence says how far that explains it.
    """
    alike = _alike(context) if context.columns else []
    if not alike:
        return []
    compared = [
        context.trimmed(name) if name in context.text_columns else quoted(name)
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
    first = sorted(groups, key=lambda keys: index[keys[0]])[:MOST]
    confidence = _confidence(context, len(first)) if first else 0.0
    return [_issue(context, keys, confidence) for keys in first]


def _alike(context: CheckContext) -> list[Key]:
    """Return the keys of the rows, in order, whose hash is that of another row."""
    others = [quoted(name) for name in context.columns if name not in context.text_columns]
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


def _issue(context: CheckContext, keys: list[Key], confidence: float) -> Issue:
    first, rest = keys[0], keys[1:]
    verb = "repeats" if len(rest) == 1 else "repeat"
    named = ", ".join(map(repr, rest[:5]))
    message = f"{named} {verb} {first!r} in every column except {context.key}."
    old = _old(context, rest)
    by_hand = " No rule can identify these rows by their values; drop them by hand."
    return context.issue(
        kind="duplicate_row",
        column=None,
        keys=rest,
        confidence=confidence,
        evidence={
            "message": message + (by_hand if old is None else ""),
            "kept": first,
            "about": [first, *rest],
        },
        suggestion=None
        if old is None
        else suggest.drop_rows(context.key, old, kept=dict.fromkeys(rest, first)),
    )


def _old(context: CheckContext, keys: list[Key]) -> dict[Key, dict[str, Any]] | None:
    """Return what must still stand in each row; None where a rule cannot hold all of it."""
    names = ", ".join(quoted(name) for name in [context.key, *context.columns])
    rows = context.relation.rows(
        f"SELECT {names} FROM data WHERE list_contains(?, {quoted(context.key)})", [keys]
    )
    if not all(_holds(value) for _, *values in rows for value in values):
        return None
    return {
        key: {name: _held(v) for name, v in zip(context.columns, values, strict=True)}
        for key, *values in rows
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
