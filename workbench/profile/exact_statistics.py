"""Summarise a column from its distinct values and how often each occurs: exact, in memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.lexicon.column_types import is_moment, is_number, is_text, is_whole
from workbench.profile.arrow_conversion import indices, integers_of, numbers_of, texts_of
from workbench.profile.column_profile import ColumnFacts
from workbench.profile.sample import Sample

__all__ = [
    "FEW",
    "QUANTILES",
    "TOP",
    "ValueCounts",
    "count_sample",
    "describe",
    "edges_of",
    "examples_of",
    "moments_of",
    "top_of",
]

BINS = 20
TOP = 10
FEW = 20
Moments = tuple[float | None, float | None, float | None, float | None]
"""Mean, deviation, skewness and kurtosis; None where the values do not give it."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class ValueCounts:
    """The distinct values of a column.

    Attributes
    ----------
    values : pyarrow.Array
        Plain values, each once, none missing; NaN counts as a value here.
    counts : array of int64
        In how many rows each occurs.
    nulls : int
        In how many rows the value is missing.
    """

    values: pa.Array
    counts: NDArray[np.int64]
    nulls: int


def count_sample(sample: Sample, name: str) -> ValueCounts:
    """Count the values of a column in a sample that is the whole table."""
    column = sample.table[name]
    if pa.types.is_floating(column.type):
        result = pc.value_counts(column.combine_chunks())
        present = result.filter(pc.is_valid(result.field(0)))
        return ValueCounts(present.field(0), integers_of(present.field(1)), column.null_count)
    coded = sample.coded(name)
    return ValueCounts(coded.values, coded.counts, column.null_count)


def describe(counted: ValueCounts, type_: str) -> ColumnFacts:
    """Return the facts that follow from the values and their counts."""
    facts = ColumnFacts(counted.nulls, len(counted.values), distinct_exact=True)
    facts.top, facts.examples = top_of(counted), examples_of(counted.values)
    if facts.distinct and (is_number(type_) or is_moment(type_)):
        _describe_numbers(counted, type_, facts)
    elif facts.distinct and is_text(type_):
        _describe_text(counted, facts)
    return facts


def top_of(counted: ValueCounts) -> tuple[tuple[str, int], ...]:
    """Return the most frequent values; equally frequent ones in order of their value.

    Where there are more than 20 distinct values, those that occur once say nothing and are left
    out.
    """
    values, counts = counted.values, counted.counts
    if len(values) > TOP:
        least = np.partition(counts, len(counts) - TOP)[len(counts) - TOP]
        sure = np.flatnonzero(counts > least)
        tied = np.flatnonzero(counts == least)
        if len(values) > FEW and least == 1:
            tied = tied[:0]
        if len(tied) > TOP:
            first = pc.select_k_unstable(
                pa.table({"v": values.take(indices(tied))}),
                k=TOP - len(sure),
                sort_keys=[("v", "ascending")],
            )
            tied = tied[integers_of(first)]
        chosen = np.concatenate([sure, tied])
    else:
        chosen = np.arange(len(values))
    present = values.take(indices(chosen))
    ordered = np.lexsort((_ranks(present), -counts[chosen]))[:TOP]
    texts = texts_of(present)
    return tuple((texts[i][:200], int(counts[chosen[i]])) for i in ordered)


def examples_of(values: pa.Array, size: int = 5) -> tuple[str, ...]:
    """Return a few of the values, spread over the order in which they were met."""
    step = max(1, len(values) // size)
    positions = np.arange(0, len(values), step)[:size]
    return tuple(text[:200] for text in texts_of(values.take(indices(positions))))


def edges_of(low: float, high: float) -> list[float]:
    """Return the edges of at most 20 bins of equal width from `low` to `high`."""
    if not math.isfinite(high - low) or high <= low:
        return [low, math.nextafter(low, math.inf) if high <= low else high]
    width = (high - low) / BINS
    if width == 0 or low + width == low:
        return [low, high]
    return [low + i * width for i in range(BINS)] + [high]


def _ranks(values: pa.Array) -> NDArray[np.int64]:
    order = integers_of(pc.sort_indices(values))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks


def _describe_text(counted: ValueCounts, facts: ColumnFacts) -> None:
    ends, lengths = pc.min_max(counted.values), pc.min_max(pc.utf8_length(counted.values))
    facts.minimum, facts.maximum = ends["min"].as_py()[:200], ends["max"].as_py()[:200]
    facts.lengths = int(lengths["min"].as_py()), int(lengths["max"].as_py())


def _describe_numbers(counted: ValueCounts, type_: str, facts: ColumnFacts) -> None:
    x = numbers_of(counted.values)
    finite = np.isfinite(x)
    values, x, n = counted.values, x[finite], counted.counts[finite]
    facts.infinite = int(counted.counts[~finite].sum())
    if len(x) == 0:
        return
    order = np.argsort(x, kind="stable")
    x, n = x[order], n[order]
    facts.edges, facts.counts = _histogram(x, n)
    ends = values.take(indices(np.flatnonzero(finite)[order[[0, -1]]]))
    if is_moment(type_):
        facts.minimum, facts.maximum = texts_of(ends)
        return
    exact = int if is_whole(type_) else float
    facts.minimum, facts.maximum = (exact(value) for value in ends.to_pylist())
    facts.zeros, facts.negative = int(n[x == 0].sum()), int(n[x < 0].sum())
    facts.mean, facts.deviation, facts.skewness, facts.kurtosis = _moments(x, n)
    facts.quantiles = _quantiles(x, n)


def _histogram(
    x: NDArray[np.float64], n: NDArray[np.int64]
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    edges = tuple(edges_of(float(x[0]), float(x[-1])))
    bins = len(edges) - 1
    if bins == 1:
        return edges, (int(n.sum()),)
    positions = np.clip(np.floor((x - edges[0]) / (edges[1] - edges[0])), 0, bins - 1)
    counts = np.bincount(positions.astype(np.int64), weights=n, minlength=bins)
    return edges, tuple(int(count) for count in counts)


def _moments(x: NDArray[np.float64], n: NDArray[np.int64]) -> Moments:
    """Return the moments of sorted values."""
    scale = max(abs(float(x[0])), abs(float(x[-1]))) or 1.0
    scaled, size = x / scale, int(n.sum())
    center = float(np.dot(scaled, n) / size)
    away = scaled - center
    return moments_of(size, center, scale, *(float(np.dot(away**power, n)) for power in (2, 3, 4)))


def moments_of(
    size: int, center: float, scale: float, second: float, third: float, fourth: float
) -> Moments:
    """Return the moments of a sample from sums of powers of the deviations.

    Parameters
    ----------
    size : int
        Number of values.
    center, scale : float
        The mean in units of `scale`; those units keep large numbers from overflowing.
    second, third, fourth : float
        Sums of powers of ``value / scale - center``.

    Returns
    -------
    tuple
        ``mean``, ``deviation``, ``skewness``, ``kurtosis`` (excess); None where there are too few
        values, or the figure is beyond floating point.  The last two are G1 and G2 of Joanes and
        Gill (1998).
    """
    mean, skewness, kurtosis = center * scale, None, None
    if size < 2:
        return mean, None, None, None
    deviation = math.sqrt(second / (size - 1)) * scale
    spread = second / size
    if size > 2 and spread >= 1e-24:
        skewness = (third / size) / spread**1.5 * math.sqrt(size * (size - 1)) / (size - 2)
    if size > 3 and spread >= 1e-24:
        excess = (fourth / size) / spread**2 - 3
        kurtosis = ((size + 1) * excess + 6) * (size - 1) / ((size - 2) * (size - 3))
    return mean, deviation if math.isfinite(deviation) else None, skewness, kurtosis


def _quantiles(x: NDArray[np.float64], n: NDArray[np.int64]) -> tuple[float, ...]:
    """Return quantiles interpolated between neighbours: definition 7 of Hyndman and Fan (1996)."""
    last = np.cumsum(n) - 1  # the position of the last row of each value, in order
    positions = (last[-1]) * np.array(QUANTILES)
    below = np.floor(positions)
    low = x[np.searchsorted(last, below)]
    high = x[np.searchsorted(last, np.minimum(below + 1, last[-1]))]
    part = positions - below
    # An equal pair must come out unchanged, and a wide one must not overflow.
    between = np.where(low == high, low, low * (1 - part) + high * part)
    return tuple(float(value) for value in between)
