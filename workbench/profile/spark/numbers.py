"""Moments, quantiles and histograms of the numbers in a Spark frame."""

from __future__ import annotations

import math
from typing import Any

from workbench.profile.column_profile import ColumnFacts
from workbench.profile.exact_statistics import QUANTILES, edges_of
from workbench.profile.spark.column_expressions import ColumnExpressions
from workbench.profile.spark.values import aggregates, count_bins
from workbench.types import Json

__all__ = ["RANKS", "describe_numbers"]

RANKS = 10_000


def describe_numbers(
    frame: Any,
    results: dict[str, ColumnFacts],
    numbers: dict[str, ColumnExpressions],
    ranges: dict[str, tuple[float, float]],
    exact: set[str],
) -> None:
    """Add moments, quantiles and histograms to what was found: three jobs.

    Parameters
    ----------
    frame : pyspark DataFrame
        With columns ``c0``, ``c1``, ...
    results : dict of str to ColumnFacts
        The facts of each column; those of numbers are set here.
    numbers : dict of str to ColumnExpressions
        The columns of numbers and dates that have a finite value.
    ranges : dict of str to pair of float
        The smallest and largest finite number of each.
    exact : set of str
        Of these, the columns with few enough values for exact quantiles.
    """
    amounts = {key: column for key, column in numbers.items() if not column.is_moment}
    # The fourth power of a large number would overflow.
    scales = {key: max(map(abs, ranges[key])) or 1.0 for key in amounts}
    # Two jobs: next to quantiles Spark compiles no code for the moments, which takes four times
    # as long as both.
    moments = aggregates(frame, [_moments_of(amounts[key], scales[key]) for key in amounts])
    ranks = aggregates(frame, [_quantiles_of(amounts[key], key in exact) for key in amounts])
    for key, result, ranked in zip(amounts, moments, ranks, strict=True):
        _add_moments(results[key], result, scales[key])
        results[key].quantiles = tuple(float(quantile) for quantile in ranked["quantiles"])
    edges = [edges_of(*ranges[key]) for key in numbers]
    counts = count_bins(frame, list(numbers.values()), edges)
    for key, positions, heights in zip(numbers, edges, counts, strict=True):
        results[key].edges, results[key].counts = tuple(positions), heights


def _moments_of(column: ColumnExpressions, scale: float) -> dict[str, Any]:
    from pyspark.sql import functions as f

    scaled = column.number / f.lit(scale)
    return {
        "size": f.count(scaled),
        "mean": f.avg(scaled),
        "deviation": f.stddev_samp(scaled),
        "skewness": f.skewness(scaled),
        "kurtosis": f.kurtosis(scaled),
        "zeros": f.count_if(column.number == 0),
        "negative": f.count_if(column.number < 0),
    }


def _quantiles_of(column: ColumnExpressions, exact: bool) -> dict[str, Any]:
    from pyspark.sql import functions as f

    ranks = f.array(*(f.lit(quantile) for quantile in QUANTILES))
    approximate = f.percentile_approx(column.number, ranks, RANKS)
    return {"quantiles": f.percentile(column.number, ranks) if exact else approximate}


def _add_moments(facts: ColumnFacts, fields: Json, scale: float) -> None:
    """Set the moments; skewness and kurtosis are G1 and G2 of Joanes and Gill (1998)."""
    size = int(fields["size"])
    facts.mean = _finite(fields["mean"], scale)
    facts.deviation = _finite(fields["deviation"], scale) if size > 1 else None
    facts.zeros, facts.negative = int(fields["zeros"]), int(fields["negative"])
    skewness, kurtosis = _finite(fields["skewness"]), _finite(fields["kurtosis"])
    spread = (fields["deviation"] or 0.0) ** 2
    if size > 2 and spread > 1e-24 and skewness is not None:
        facts.skewness = skewness * math.sqrt(size * (size - 1)) / (size - 2)
    if size > 3 and spread > 1e-24 and kurtosis is not None:
        unbiased = ((size + 1) * kurtosis + 6) * (size - 1) / ((size - 2) * (size - 3))
        facts.kurtosis = unbiased


def _finite(figure: float | None, scale: float = 1.0) -> float | None:
    scaled = None if figure is None else figure * scale
    return scaled if scaled is not None and math.isfinite(scaled) else None
