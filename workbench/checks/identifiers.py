"""Identifiers with a few repeated values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import numpy as np

from workbench.checks.context import CheckContext, Coded
from workbench.lexicon.missing import is_placeholder
from workbench.types import Issue

__all__ = ["find"]

ROWS = 100
ONCE = 0.98
DENSE = 5
FORM = 0.95
SHOWN = 5


def find(context: CheckContext) -> Iterator[Issue]:
    """Report identifiers that are not unique.

    Only columns whose values look assigned, not measured: whole numbers without large gaps, or
    codes with digits and of one form.
    """
    for column in context.discrete_columns:
        coded = context.coded(column)
        present = int(coded.counts.sum())
        if present < max(ROWS, 0.9 * context.rows):
            continue
        repeated = np.flatnonzero(coded.counts > 1)
        twice = np.array([i for i in repeated if not is_placeholder(coded.values[i])], dtype=int)
        if (
            len(twice)
            and len(coded.values) >= ONCE * present
            and _given_out(context, column, coded)
            and (coded.counts[twice] <= 3).all()
        ):
            yield _issue(context, column, coded, twice)


def _given_out(context: CheckContext, column: str, coded: Coded) -> bool:
    if column in context.text_columns:
        forms = Counter(
            re.sub(r"\d", "9", re.sub(r"[a-fA-F\d]{6,}", "9", value)) for value in coded.values
        )
        main, count = forms.most_common(1)[0]
        return "9" in main and count >= FORM * len(coded.values)
    if not re.fullmatch(r"U?(?:TINY|SMALL|BIG)?INT(?:EGER)?", context.relation.types[column]):
        return False
    numbers = [int(value) for value in coded.values]
    return max(numbers) - min(numbers) <= DENSE * len(numbers)


def _issue(context: CheckContext, column: str, coded: Coded, twice: np.ndarray) -> Issue:
    rows = np.flatnonzero(np.isin(coded.codes, twice)).tolist()
    values = [coded.values[i] for i in twice[:SHOWN].tolist()]
    return context.issue(
        kind="duplicate_key",
        column=column,
        keys=[context.keys[row] for row in rows],
        confidence=0.6,
        evidence={
            "message": f"{column} identifies rows, but {len(twice):,} of its values "
            f"{'is' if len(twice) == 1 else 'are'} repeated, "
            f"such as {', '.join(repr(value[:60]) for value in values)}.",
            "values": [value[:200] for value in values],
            "about": "repeated",
        },
    )
