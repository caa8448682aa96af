"""How far two samples of categories differ: effect sizes, each with what chance would give."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.profile.across.variables import short_text
from workbench.profile.compare.numbers import psi
from workbench.profile.sample import Coded

__all__ = [
    "CategoryDrift",
    "aligned_counts",
    "as_texts",
    "category_drift",
    "total_variation_by_chance",
]

SHOWN = 10
SURPRISE = 0.001


@dataclass(frozen=True)
class CategoryDrift:
    """How far two samples of categories differ.

    Attributes
    ----------
    total_variation : float
        0 to 1: the share of rows that would have to change their value.
    noise, expected : float
        The distance that a random split passes about once in a thousand, and its mean; large
        where there are many rare values.
    jensen_shannon : float
        Jensen-Shannon distance (square root of the divergence to base 2), 0 to 1.
    psi, psi_noise : float or None
        Population stability index, smoothed by half a row a value; what chance rarely passes.
    new, vanished : tuple of (str, int)
        Values of the right only, and of the left only, with their rows: those that are too
        frequent to be absent by chance, the most frequent first.
    new_rows, vanished_rows : int
        Rows of all values that only the right, or only the left has.
    """

    total_variation: float
    noise: float
    expected: float
    jensen_shannon: float
    psi: float | None
    psi_noise: float | None
    new: tuple[tuple[str, int], ...]
    vanished: tuple[tuple[str, int], ...]
    new_rows: int
    vanished_rows: int


def aligned_counts(left: Coded, right: Coded) -> tuple[Any, NDArray[np.int64], NDArray[np.int64]]:
    """Return all values of both sides as text, and how many rows of each side have them."""
    first, second = as_texts(left.values), as_texts(right.values)
    position = pc.index_in(second, value_set=first)
    known = pc.is_valid(position).to_numpy(zero_copy_only=False)
    where = np.array(pc.fill_null(position, -1).to_numpy(zero_copy_only=False))
    values = pa.concat_arrays([first, second.filter(pa.array(~known))])
    where[~known] = len(first) + np.arange(int((~known).sum()))
    counts = np.zeros((2, len(values)), dtype=np.int64)
    counts[0, : len(first)] = left.counts
    np.add.at(counts[1], where, right.counts)
    return values, counts[0], counts[1]


def as_texts(values: Any) -> Any:
    """Return an Arrow array of any type as text; equal numbers of different types are equal."""
    if pa.types.is_floating(values.type):
        # So that 1.0 of one side meets 1 of the other.
        texts = [repr(v).removesuffix(".0") for v in values.to_pylist()]
        values = pa.array(texts, pa.large_string())
    try:
        return pc.cast(values, pa.large_string())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return pa.array([str(v) for v in values.to_pylist()], pa.large_string())


def category_drift(values: Any, left: NDArray[np.int64], right: NDArray[np.int64]) -> CategoryDrift:
    """Compare two rows of counts of the same `values`; each side has at least one row."""
    n, m = int(left.sum()), int(right.sum())
    p, q = left / n, right / m
    expected, noise = total_variation_by_chance(left + right, n, m)
    middle = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(x > 0, x * np.log2(x / middle), 0).sum() for x in (p, q)]
    new, vanished = (left == 0) & (right > 0), (right == 0) & (left > 0)
    return CategoryDrift(
        min(1.0, float(np.abs(p - q).sum() / 2)),
        noise,
        expected,
        min(1.0, math.sqrt(max(0.0, float(sum(parts)) / 2))),
        *psi(left, right),
        _surprising(values, right, new, m / (n + m)),
        _surprising(values, left, vanished, n / (n + m)),
        int(right[new].sum()),
        int(left[vanished].sum()),
    )


def total_variation_by_chance(pooled: NDArray[np.int64], n: int, m: int) -> tuple[float, float]:
    """Return mean and a bound of the total variation between two random parts of the rows.

    Of a value with `c` rows the left part has a number that is nearly binomial; its mean absolute
    deviation has a closed form (de Moivre).

    Parameters
    ----------
    pooled : array of int
        Rows of each value on both sides together.
    n, m : int
        Rows of the parts.
    """
    sizes, times = np.unique(pooled[pooled > 0], return_counts=True)
    if len(pooled) < 2 or times.sum() < 2:
        return 0.0, 0.0
    total, share = n + m, n / (n + m)
    mean = variance = 0.0
    for size, count in zip(sizes.tolist(), times.tolist(), strict=True):
        shrink = (total - size) / max(total - 1, 1)  # drawn without putting back
        deviation = _mean_deviation(size, share) * math.sqrt(shrink)
        mean += count * deviation
        square = size * share * (1 - share) * shrink
        variance += count * max(square - deviation * deviation, 0.0)
    k = int(times.sum())
    scale = total / (n * m) / 2
    # The numbers of a split are bound to their sum: with two values they vary as one.
    return scale * mean, min(1.0, scale * (mean + 3.29 * math.sqrt(variance * k / (k - 1))))


def _mean_deviation(size: int, share: float) -> float:
    """Return the mean absolute deviation of a binomial number."""
    k = math.floor(size * share) + 1
    if k > size:
        return 2 * size * share * (1 - share) if size == 1 else 0.0
    log = math.lgamma(size + 1) - math.lgamma(k + 1) - math.lgamma(size - k + 1)
    log += k * math.log(share) + (size - k + 1) * math.log1p(-share)
    return 2 * k * math.exp(log)


def _surprising(
    values: Any, counts: NDArray[np.int64], only: NDArray[np.bool_], share: float
) -> tuple[tuple[str, int], ...]:
    """Return the values of one side that would hardly all fall there by chance."""
    # All c rows of a value fall on this side with the chance share ** c; there are many values.
    fewest = math.log(SURPRISE / len(counts)) / math.log(share) if 0 < share < 1 else 1
    chosen = np.flatnonzero(only & (counts >= fewest))
    chosen = chosen[np.argsort(-counts[chosen], kind="stable")][:SHOWN]
    return tuple((short_text(values[int(i)]), int(counts[i])) for i in chosen)
