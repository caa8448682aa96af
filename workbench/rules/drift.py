"""Compare a table with the frozen profile of the one that the rules were made on.

`drift_from` is copied word for word into the exported module, like `operations`.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw

from workbench.rules.operations import is_missing

__all__ = ["drift_from"]

SOME = 0.1
STRONG = 0.25
MISSING_SOME = 0.05
MISSING_STRONG = 0.2
AT_ONCE = 200
"""How many figures are asked of an engine at a time."""


def drift_from(frame: Any, reference: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Compare each column of a narwhals frame with its reference, most changed first.

    Shares of values (of numbers and dates by the bins of the reference) are compared by the
    population stability index: from 0.1 there is some drift, from 0.25 it is strong, but only
    above what chance alone gives with so few rows (its 95 % limit is `noise`).  The share of
    missing values counts from 0.05 and 0.2 on, above its own 95 % margin.
    """
    columns = reference["columns"]
    frame = with_moments(frame, [n for n, told in columns.items() if told["kind"] == "date"])
    dtypes = dict(frame.collect_schema().items())
    asked = {
        name: figures_of(name, told, dtypes[name])
        for name, told in columns.items()
        if name in dtypes and fits(told["kind"], dtypes[name])
    }
    counted = count_figures(frame, asked)
    found = []
    for name, told in columns.items():
        if name not in dtypes:
            found.append({"column": name, "verdict": "strong", "message": "the column is missing"})
        elif name not in asked:
            message = f"held {told['kind']} values and is {dtypes[name]} now"
            found.append({"column": name, "verdict": "strong", "message": message})
        else:
            rows, *counts = counted[name]
            found.append({"column": name, **judged(told, counts, rows, reference["rows"])})
    found += [
        {"column": name, "verdict": "some", "message": "the column is new"}
        for name in dtypes
        if name not in columns
    ]
    order = {"strong": 0, "some": 1, "none": 2}
    return sorted(found, key=lambda row: (order[row["verdict"]], -row.get("psi", 0.0)))


def with_moments(frame: Any, names: Sequence[str]) -> Any:
    """Turn columns of Python dates, as pandas holds them, into columns of moments."""
    schema = frame.collect_schema()
    for name in names:
        if name in schema and schema[name] == nw.Object:
            values = frame[name].to_list()
            there = [value for value in values if isinstance(value, datetime.date)]
            if len(there) == sum(not is_missing(value) for value in values):
                moments = [
                    datetime.datetime(value.year, value.month, value.day)
                    if isinstance(value, datetime.date)
                    else None
                    for value in values
                ]
                series = nw.new_series(name, moments, nw.Datetime, backend=frame.implementation)
                frame = frame.with_columns(series)
    return frame


def fits(kind: str, dtype: Any) -> bool:
    """Tell whether a column of this type can be compared with a reference of this kind."""
    if kind == "number":
        return bool(dtype.is_numeric())
    if kind == "date":
        zoned = isinstance(dtype, nw.Datetime) and dtype.time_zone
        return dtype == nw.Date or (isinstance(dtype, nw.Datetime) and not zoned)
    texts = (nw.String, nw.Categorical, nw.Enum, nw.Object)
    if kind == "text":
        return dtype in texts
    return kind != "truth" or dtype == nw.Boolean


def figures_of(name: str, told: Mapping[str, Any], dtype: Any) -> list[Any]:
    """Return what to count in a column: rows, present ones, then those of each bin or value."""
    column = nw.col(name)
    there = ~column.is_null()
    parts: list[Any] = []
    if told["kind"] == "number":
        column = column.cast(nw.Float64)
        there = column <= math.inf  # neither missing nor NaN
        parts = [column <= edge for edge in told["edges"]]
    elif told["kind"] == "date":
        column = column.cast(nw.Datetime)
        parts = [column <= datetime.datetime.fromisoformat(edge) for edge in told["edges"]]
    elif told["kind"] == "truth":
        parts = [column]
    elif told["kind"] == "text":
        column = column if dtype == nw.String else column.cast(nw.String)
        parts = [column == value for value in told["values"]]
    return [there, *parts]


def count_figures(frame: Any, asked: Mapping[str, Sequence[Any]]) -> dict[str, list[int]]:
    """Count the rows of a frame and those that meet each condition, in few passes."""
    conditions = [(name, condition) for name, some in asked.items() for condition in some]
    counts: list[int] = []
    rows = 0
    for start in range(0, max(len(conditions), 1), AT_ONCE):
        figures = [
            nw.when(condition).then(1).otherwise(0).sum().alias(f"figure {place}")
            for place, (_, condition) in enumerate(conditions[start : start + AT_ONCE])
        ]
        answer = frame.select(nw.len().alias("rows"), *figures)
        if isinstance(answer, nw.LazyFrame):
            answer = answer.collect()
        values = answer.row(0)
        values = [value.as_py() if hasattr(value, "as_py") else value for value in values]
        rows = int(values[0] or 0)
        counts += [int(value or 0) for value in values[1:]]
    answers = iter(counts)
    return {name: [rows, *(next(answers) for _ in some)] for name, some in asked.items()}


def judged(
    told: Mapping[str, Any], counts: Sequence[int], rows: int, before: int
) -> dict[str, Any]:
    """Say how far the counts of a column are from its reference."""
    present, *parts = counts
    shares_before = list(told.get("shares", ()))
    if told["kind"] in ("number", "date"):
        parts = [high - low for low, high in zip([0, *parts], [*parts, present], strict=True)]
    elif told["kind"] in ("text", "truth"):
        parts = [*parts, present - sum(parts)]
    known = round(before * (1 - told["missing"]))
    psi, noise = stability(shares_before, known, parts, present)
    missing = 1 - present / rows if rows else 0.0
    change = missing - told["missing"]
    margin = 1.96 * math.sqrt(spread(told["missing"], before) + spread(missing, rows))
    sure = psi > noise
    lack = abs(change) if abs(change) > margin and rows and before else 0.0
    verdict = "none"
    if (sure and psi >= SOME) or lack >= MISSING_SOME:
        verdict = "some"
    if (sure and psi >= STRONG) or lack >= MISSING_STRONG:
        verdict = "strong"
    words = []
    if verdict != "none" and sure and psi >= SOME:
        words.append(f"the shares of values moved ({moved(told, shares_before, parts, present)})")
    if lack >= MISSING_SOME:
        words.append(f"missing went from {told['missing']:.1%} to {missing:.1%}")
    return {
        "verdict": verdict,
        "message": "; ".join(words) or "as before, or too few rows to tell",
        "psi": round(psi, 4),
        "noise": round(noise, 4),
        "missing": round(missing, 4),
        "missing_before": round(told["missing"], 4),
        "rows": rows,
    }


def spread(share: float, rows: int) -> float:
    """Return the variance of an observed share; a row more keeps it from being zero."""
    smoothed = (share * rows + 0.5) / (rows + 1)
    return smoothed * (1 - smoothed) / (rows + 1)


def stability(
    shares: Sequence[float], before: int, counts: Sequence[int], now: int
) -> tuple[float, float]:
    """Return the population stability index, and what chance gives at most (95 %)."""
    bins = len(shares)
    if bins < 2 or before < 1 or now < 1:
        return 0.0, 0.0
    psi = 0.0
    for share, count in zip(shares, counts, strict=True):
        expected = (share * before + 0.5) / (before + 0.5 * bins)
        observed = (count + 0.5) / (now + 0.5 * bins)
        psi += (observed - expected) * math.log(observed / expected)
    free = bins - 1
    limit = free * (1 - 2 / (9 * free) + 1.645 * math.sqrt(2 / (9 * free))) ** 3
    return psi, limit * (1 / before + 1 / now)


def moved(
    told: Mapping[str, Any], shares: Sequence[float], counts: Sequence[int], present: int
) -> str:
    """Name the value or bin whose share changed most."""
    now = [count / present for count in counts]
    place = max(range(len(shares)), key=lambda i: abs(now[i] - shares[i]))
    if told["kind"] in ("number", "date"):
        edges = told["edges"]
        if place == 0:
            where = f"up to {shown(edges[0])}"
        elif place == len(edges):
            where = f"above {shown(edges[-1])}"
        else:
            where = f"over {shown(edges[place - 1])} up to {shown(edges[place])}"
    elif told["kind"] == "truth":
        where = ("true", "false")[place]
    else:
        values = told["values"]
        where = repr(values[place])[:60] if place < len(values) else "other values"
    return f"{where}: {shares[place]:.1%} before, {now[place]:.1%} now"


def shown(edge: Any) -> str:
    """Return the edge of a bin for a message."""
    return edge if isinstance(edge, str) else f"{edge:.6g}"
