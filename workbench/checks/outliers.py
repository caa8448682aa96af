"""Numbers far from all others."""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from workbench.checks.context import CheckContext
from workbench.checks.numbers import parse_rule_for
from workbench.rules import suggest
from workbench.rules.recipe import Recipe
from workbench.types import Issue, Key

__all__ = ["find"]

FENCE = 3.0
NEAR = 1.5
MOST = 0.01
SEEN = 20


def find(context: CheckContext) -> Iterator[Issue]:
    """Report values far outside of the interquartile range.

    Far is beyond three ranges (Tukey), or beyond one and a half where an empty gap of one range
    sets them apart.

    Positive, skewed columns are judged on the logarithmic scale.  A column where over 1 % of
    the values lie beyond is taken to be heavy-tailed and left alone.  Text columns of numbers
    are judged as the suggested rule reads them.
    """
    for column in [*context.number_columns, *context.text_columns]:
        values = _values(context, column)
        if values is not None:
            yield from _far(context, column, *values)


def _values(
    context: CheckContext, column: str
) -> tuple[list[Key], list[Any], np.ndarray[Any, Any]] | None:
    rule = None
    if context.holds_numbers(column):
        present = context.rows - context.nulls[column]
        if present < SEEN:
            return None
        distinct = pc.count_distinct(context.values(column)).as_py()
    else:
        counts = context.counts_present(column)
        read = parse_rule_for(counts)
        rule = None if read is None else read.rule
        present, distinct = (0, 0) if rule is None else (sum(counts.values()), len(counts))
    if present < SEEN or distinct < 5:
        return None
    table = pa.table({column: context.values(column)})
    cells = table.column(0).to_pylist()
    raw = [float(x) if isinstance(x, Decimal) else x for x in cells if x is not None]
    read_as = table if rule is None else Recipe([{**rule, "column": column}]).run(table)
    read_cells = zip(cells, read_as.column(0).to_pylist(), strict=True)
    numbers = [math.nan if x is None else x for cell, x in read_cells if cell is not None]
    keys = [key for key, cell in zip(context.keys, cells, strict=True) if cell is not None]
    return keys, raw, np.asarray(numbers, dtype=float)


def _far(
    context: CheckContext,
    column: str,
    keys: list[Key],
    raw: list[Any],
    numbers: np.ndarray[Any, Any],
) -> Iterator[Issue]:
    finite = np.isfinite(numbers)
    if finite.sum() < SEEN:
        return
    scale = _scale(numbers[finite])
    placed = np.full(len(numbers), np.nan)
    placed[finite] = np.log(numbers[finite]) if scale == "logarithmic" else numbers[finite]
    q1, _middle, q3 = np.quantile(placed[finite], [0.25, 0.5, 0.75])
    spread = q3 - q1
    if spread <= 0:
        return
    distance = np.maximum(q1 - placed, placed - q3) / spread
    low, high = _isolated(np.sort(placed[finite]), q1 - NEAR * spread, q3 + NEAR * spread, spread)
    beyond = finite & ((distance > FENCE) | (placed < low) | (placed > high))
    far = np.flatnonzero(beyond)
    if not len(far) or len(far) > max(3, MOST * finite.sum()):
        return
    inside = numbers[finite & ~beyond]
    for i in far:
        value = raw[i].strip() if isinstance(raw[i], str) else raw[i]
        message = (
            f"{column} of {context.key} {keys[i]!r} is {value!r}; all others lie between "
            f"{inside.min():g} and {inside.max():g} (median {np.median(numbers[finite]):g})."
        )
        yield Issue(
            kind="outlier",
            column=column,
            keys=(keys[i],),
            rows=1,
            confidence=round(min(0.75, 0.3 + 0.05 * float(distance[i])), 3),
            evidence={
                "message": message,
                "value": value,
                "interquartile_ranges": round(float(distance[i]), 2),
                "scale": scale,
            },
            suggestion=suggest.empty_cells(context.key, column, {keys[i]: value}),
        )


def _isolated(
    ordered: np.ndarray[Any, Any], low: float, high: float, spread: float
) -> tuple[float, float]:
    """Return the bounds outside of which values lie apart: past a fence and a gap of `spread`."""
    gaps = np.flatnonzero(np.diff(ordered) > spread)
    below = [ordered[i + 1] for i in gaps if ordered[i] < low]
    above = [ordered[i] for i in gaps if ordered[i + 1] > high]
    return (max(below) if below else -math.inf), (min(above) if above else math.inf)


def _scale(numbers: np.ndarray[Any, Any]) -> str:
    if numbers.min() <= 0:
        return "linear"
    low, middle, high = np.quantile(numbers, [0.05, 0.5, 0.95])
    skew = (high - middle) - (middle - low)
    return "logarithmic" if skew > 0.15 * (high - low) else "linear"
