"""Which columns tell by their values where another column is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from workbench.profile.across.contingency import Cells, cramers_v
from workbench.profile.across.variables import Variable, choose_variables, midranks, short_text
from workbench.profile.sample import Sample

__all__ = ["MissingDependence", "missing_dependences", "number_bins"]

FEWEST = 5  # missing and present values each
BINS = 10
SMALL = 0.1  # effects below this are not worth a reader's time
TOP = 3
SPOKEN = 10
COLUMNS = 60
VALUES = 2000


@dataclass(frozen=True)
class MissingDependence:
    """Where the values of one column tell about the missingness of another.

    Attributes
    ----------
    on : str
        The column that tells.
    effect : float
        0 to 1: bias-corrected Cramér's V of missing or not, by its values (numbers in ten bins of
        equal size).
    noise : float
        The effect that chance rarely passes.
    n : int
        Rows where `on` is present.
    where : str
        The values of `on` where the share of missing values stands out most.
    share_there, share_elsewhere : float
        The share of missing values in those rows and in the others.
    rows_there : int
        How many rows those are.
    detail : str
        The same as a sentence.
    """

    on: str
    effect: float
    noise: float
    n: int
    where: str
    share_there: float
    share_elsewhere: float
    rows_there: int
    detail: str


def missing_dependences(
    sample: Sample, masks: dict[str, NDArray[np.bool_]]
) -> dict[str, tuple[MissingDependence, ...]]:
    """Return, for each column of `masks`, the columns that tell most where it is missing."""
    rows = {name: np.flatnonzero(mask) for name, mask in masks.items()}
    rows = {name: at for name, at in rows.items() if FEWEST <= len(at) <= len(sample) - FEWEST}
    chosen = sorted(rows, key=lambda name: -len(rows[name]))[:COLUMNS]
    if not chosen:
        return {}
    results: dict[str, list[MissingDependence]] = {name: [] for name in chosen}
    candidates = choose_variables(sample, None, COLUMNS)[0]
    for variable in [v for v in candidates if v.role == "number" or v.distinct <= VALUES]:
        bins, size = (
            number_bins(variable)
            if variable.role == "number"
            else (variable.codes, variable.distinct)
        )
        totals = np.bincount(bins + 1, minlength=size + 1)[1:]
        for name in results.keys() - {variable.name}:
            missing = np.bincount(bins[rows[name]] + 1, minlength=size + 1)[1:]
            result = _dependence(sample, variable, bins, totals, missing)
            results[name] += [result] if result else []
    return {
        name: tuple(sorted(result, key=lambda variable: -variable.effect)[:TOP])
        for name, result in results.items()
        if result
    }


def number_bins(variable: Variable, bins: int = BINS) -> tuple[NDArray[np.int32], int]:
    """Return the quantile bin of each row (-1 where missing); equal values share a bin."""
    present = variable.codes >= 0
    ranks = midranks(variable.codes[present], variable.distinct)
    placed = np.full(len(variable.codes), -1, dtype=np.int32)
    placed[present] = np.minimum((ranks - 0.5) * bins / max(len(ranks), 1), bins - 1)
    return placed, bins


def _dependence(
    sample: Sample,
    variable: Variable,
    bins: NDArray[np.int32],
    totals: NDArray[Any],
    missing: NDArray[Any],
) -> MissingDependence | None:
    n, absent = int(totals.sum()), int(missing.sum())
    if absent < FEWEST or n - absent < FEWEST:
        return None
    counts = np.concatenate([totals - missing, missing])
    at = np.flatnonzero(counts)
    result = cramers_v(Cells(at // len(totals), at % len(totals), counts[at]))
    if result is None or result[0] < SMALL or result[0] <= result[1]:
        return None
    overall = absent / n
    residuals = np.abs(missing - overall * totals) / np.sqrt(np.maximum(totals, 1))
    if (totals >= SPOKEN).any():
        residuals[totals < SPOKEN] = -1  # a sentence on two rows convinces nobody
    worst = int(np.argmax(residuals))
    present, missed = int(totals[worst]), int(missing[worst])
    share, elsewhere = missed / present, (absent - missed) / max(n - present, 1)
    where = _words(sample, variable, bins, worst)
    detail = f"missing in {share:.0%} of the {present:,} rows where {where}, "
    detail += f"in {elsewhere:.0%} elsewhere"
    return MissingDependence(variable.name, *result, n, where, share, elsewhere, present, detail)


def _words(sample: Sample, variable: Variable, bins: NDArray[np.int32], index: int) -> str:
    rows = np.flatnonzero(bins == index)
    if variable.role == "category":
        return (
            f"{variable.name} is {short_text(sample.table[variable.name][int(rows[0])].as_py())!r}"
        )
    order = variable.codes[rows]
    ends = (rows[int(np.argmin(order))], rows[int(np.argmax(order))])
    # Cast by Arrow: Python cannot hold every date and time.
    low, high = (_text(sample, variable.name, int(row)) for row in ends)
    return (
        f"{variable.name} is from {low} to {high}" if low != high else f"{variable.name} is {low}"
    )


def _text(sample: Sample, name: str, row: int) -> str:
    value = sample.table[name][row]
    floating = pa.types.is_floating(value.type)
    return f"{value.as_py():.6g}" if floating else str(value.cast(pa.string()).as_py())
