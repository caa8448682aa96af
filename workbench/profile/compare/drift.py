"""How one column differs between two tables, and whether that is more than chance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.lexicon.column_types import family_of, is_number
from workbench.profile.across.intervals import Z95, share_difference
from workbench.profile.across.variables import role, short_text, variable
from workbench.profile.compare.categories import CategoryDrift, aligned_counts, category_drift
from workbench.profile.compare.numbers import NumberDrift, number_drift
from workbench.profile.compare.verdict import Effect, judge, judge_missing, worst
from workbench.profile.result import Result
from workbench.profile.sample import Sample

__all__ = ["ColumnDrift", "column_drift", "family", "is_identifier"]

TEXT_ROWS = 20
ID_ROWS = 20
ID_LENGTH = 40
KS_95 = 1.3581
TEXT_SHARE = 0.5
SURE = 3.29


@dataclass(frozen=True)
class ColumnDrift(Result):
    """How a column differs between left and right.

    Attributes
    ----------
    name : str
        The column.
    kind : str
        ``number``, ``date``, ``category``, ``text`` (nearly every value differs: the lengths
        are compared, in characters) or ``identifier`` (every value differs: nothing but missing
        values is compared).
    verdict : str
        ``none``, ``small``, ``moderate`` or ``large``, by effect size; ``none`` where chance alone
        could give the effect; ``too few rows`` where only an enormous effect could be seen.
    effect, measure : float or None, str
        The effect the verdict rests on, 0 to 1: ``ks`` (Kolmogorov-Smirnov) or
        ``total_variation``; None where a side has no value.
    low, high : float or None
        At least 95 % interval of the effect (Dvoretzky-Kiefer-Wolfowitz; McDiarmid).
    noise : float or None
        The effect that two samples of one distribution pass about once in a thousand.
    n_left, n_right : int
        Values compared.
    partial : bool
        Whether the effect comes from samples of the rows.
    missing_left, missing_right : float
        Shares of missing values, on all rows.
    missing_difference, missing_low, missing_high : float
        Right minus left, with a 95 % interval (Newcombe).
    numbers : NumberDrift or None
        Further effect sizes of numbers, dates and texts.
    categories : CategoryDrift or None
        Further effect sizes of categories.
    left, right : str
        The middle or the most frequent value of each side, in words.
    reasons : tuple of str
        What the verdict rests on, in words.
    """

    name: str
    kind: str
    verdict: str
    effect: float | None
    measure: str
    low: float | None
    high: float | None
    noise: float | None
    n_left: int
    n_right: int
    partial: bool
    missing_left: float
    missing_right: float
    missing_difference: float
    missing_low: float
    missing_high: float
    numbers: NumberDrift | None
    categories: CategoryDrift | None
    left: str
    right: str
    reasons: tuple[str, ...]


def family(type_: str) -> str:
    """Return ``number``, ``date``, ``category`` for a DuckDB type; nested types are categories."""
    ordered = "number" if is_number(type_) else "date"
    return ordered if role(type_) == "number" else "category"


def column_drift(
    name: str,
    left: Sample,
    right: Sample,
    missing: tuple[int, int],
) -> ColumnDrift:
    """Compare the column `name` of two samples.

    Parameters
    ----------
    name : str
        A column of both.
    left, right : Sample
        The rows.
    missing : tuple of int
        Missing values of all rows of each side.
    """
    kinds = {family(side.types[name]) for side in (left, right)}
    kind = kinds.pop() if len(kinds) == 1 else "category"
    if kind == "category" and _is_text(name, left, right):
        kind = "text"
    if is_identifier(name, (left, right)):
        kind = "identifier"
    present = _present(name, kind, left, right)
    parts = share_difference((missing[0], left.total), (missing[1], right.total))
    sure = share_difference((missing[0], left.total), (missing[1], right.total), z=SURE)
    verdicts, reasons = judge_missing(parts[0], sure)
    effect = None
    if min(present) and kind != "identifier":
        effect = _of_category(name, left, right) if kind == "category" else None
        effect = effect or _of_number(name, kind, left, right)
        verdict, why = judge(effect)
        verdicts, reasons = [*verdicts, verdict], [*why, *reasons]
    low, high = _interval(effect, *present) if effect else (None, None)
    return ColumnDrift(
        name=name,
        kind=kind,
        verdict=worst(verdicts),
        effect=effect.value if effect else None,
        measure=effect.measure if effect else "",
        low=low,
        high=high,
        noise=effect.noise if effect else None,
        n_left=present[0],
        n_right=present[1],
        partial=left.partial or right.partial,
        missing_left=missing[0] / max(left.total, 1),
        missing_right=missing[1] / max(right.total, 1),
        missing_difference=parts[0],
        missing_low=parts[1],
        missing_high=parts[2],
        numbers=effect.numbers if effect else None,
        categories=effect.categories if effect else None,
        left=effect.left if effect else "",
        right=effect.right if effect else "",
        reasons=tuple(reasons),
    )


def is_identifier(name: str, sides: tuple[Sample, Sample]) -> bool:
    """Return whether a column has whole numbers or short texts that all differ, on both sides.

    Few numbers differ by chance; they must count on without a gap.
    """
    for side in sides:
        type_ = side.types[name]
        whole = family_of(type_) == "integer"
        if not whole and type_ not in ("VARCHAR", "UUID"):
            return False
        item = variable(side, name)
        if item.present < 2 or item.distinct < item.present:
            return False
        if item.present <= ID_ROWS and not (whole and _counts_on(side, name)):
            return False
        longest = pc.max(pc.binary_length(side.table[name])).as_py() if type_ == "VARCHAR" else 0
        if (longest or 0) > ID_LENGTH:
            return False
    return True


def _counts_on(side: Sample, name: str) -> bool:
    numbers = side.numbers(name)
    return bool(np.nanmax(numbers) - np.nanmin(numbers) == np.isfinite(numbers).sum() - 1)


def _interval(effect: Effect, n: int, m: int) -> tuple[float, float]:
    root = math.sqrt((n + m) / (n * m))
    if effect.numbers:
        return max(0.0, effect.value - KS_95 * root), min(1.0, effect.value + KS_95 * root)
    # One row changes the total variation by 1/n at most (McDiarmid); its bias is the expected.
    half = 0.5 * Z95 * root
    return max(0.0, effect.value - effect.expected - half), min(1.0, effect.value + half)


def _present(name: str, kind: str, left: Sample, right: Sample) -> tuple[int, int]:
    first, second = (
        int((~np.isnan(side.numbers(name))).sum())
        if kind in ("number", "date")
        else int(side.coded(name).counts.sum())
        for side in (left, right)
    )
    return first, second


def _is_text(name: str, left: Sample, right: Sample) -> bool:
    if not all(side.types[name] == "VARCHAR" for side in (left, right)):
        return False
    coded = (left.coded(name), right.coded(name))
    sizes = [(len(own), int(own.counts.sum())) for own in coded]
    return all(rows > TEXT_ROWS and values > TEXT_SHARE * rows for values, rows in sizes)


def _of_category(name: str, left: Sample, right: Sample) -> Effect:
    values, first, second = aligned_counts(left.coded(name), right.coded(name))
    result = category_drift(values, first, second)
    tops = (_top(values, first), _top(values, second))
    items = ("total_variation", result.total_variation, result.noise, result.expected)
    return Effect(*items, *tops, categories=result)


def _top(values: Any, counts: NDArray[np.int64]) -> str:
    positions = int(np.argmax(counts))
    return f"{short_text(values[positions])!r} {counts[positions] / counts.sum():.0%}"


def _of_number(name: str, kind: str, left: Sample, right: Sample) -> Effect:
    first, second = (
        _lengths(side, name) if kind == "text" else side.numbers(name) for side in (left, right)
    )
    first, second = first[~np.isnan(first)], second[~np.isnan(second)]
    result = number_drift(first, second)
    middles = (_middle(first, kind), _middle(second, kind))
    return Effect("ks", result.ks, result.noise, result.expected, *middles, numbers=result)


def _lengths(side: Sample, name: str) -> NDArray[np.float64]:
    return np.asarray(pc.cast(pc.utf8_length(side.table[name]), pa.float64()).to_numpy())


def _middle(numbers: NDArray[np.float64], kind: str) -> str:
    middle = np.partition(numbers, (len(numbers) - 1) // 2)[(len(numbers) - 1) // 2]
    if kind == "date" and np.isfinite(middle):
        return f"median {np.datetime64(int(middle), 's')}".replace("T00:00:00", "")
    return f"median {middle:.6g}" + (" characters" if kind == "text" else "")
