"""How strongly each pair of columns goes together: one strength from 0 to 1, with its measure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from workbench.profile.across.contingency import Z_NOISE, count_cells, cramers_v
from workbench.profile.across.copies import RENAMED, Relationship, same_columns, shape_of
from workbench.profile.across.correlation import NumberPair, correlation_ratio, rank_correlations
from workbench.profile.across.variables import Variable, choose_variables, variable
from workbench.profile.result import Result, SampledResult
from workbench.profile.sample import Sample
from workbench.tables.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["Association", "Associations", "associations"]

CELLS = 20_000_000  # rows times pairs: with more columns fewer rows are looked at
FEWEST = 3


@dataclass(frozen=True)
class Association(Result):
    """How two columns go together.

    Attributes
    ----------
    left, right : str
        The columns, in table order.
    measure : str
        ``spearman`` (two numbers; Spearman's rho), ``cramers_v`` (two categories; bias-corrected,
        Bergsma 2013) or ``eta`` (a category and a number; correlation ratio of the number's
        ranks, corrected like epsilon-squared of Kelley 1935).
    strength : float
        0 to 1: no relation to full determination.
    value : float
        The measure with its sign, -1 to 1; only rho can be negative.
    pearson : float or None
        Pearson's r of two numbers that are all finite.
    n : int
        Rows where both are present.
    low, high : float or None
        95 % interval of rho (Fisher z with the variance of Bonett and Wright 2000).
    noise : float
        The strength that about one of a thousand pairs of unrelated columns reaches.
    kind : str
        ``relation``; ``monotone`` (one number orders exactly like the other, or exactly
        reversed); ``copy`` (the same values, perhaps scaled or written otherwise); ``renamed``
        (each category stands for exactly one of the other column).
    detail : str
        A few words on a kind other than ``relation``.
    """

    left: str
    right: str
    measure: str
    strength: float
    value: float
    pearson: float | None
    n: int
    low: float | None
    high: float | None
    noise: float
    kind: str = "relation"
    detail: str = ""


@dataclass(frozen=True)
class Associations(SampledResult):
    """The strengths of all pairs of columns that could be compared.

    Attributes
    ----------
    pairs : tuple of Association
        In table order.  Pairs with fewer than three common rows, or where a column does not vary
        in them, are not there.
    columns : tuple of str
        The columns that were compared.
    left_out : dict of str to str
        Why the others were not.
    rows, total : int
        Rows looked at, and rows of the whole table.
    """

    pairs: tuple[Association, ...]
    columns: tuple[str, ...]
    left_out: dict[str, str]
    rows: int
    total: int

    def strong(self, minimum: float = 0.3) -> tuple[Association, ...]:
        """Return the pairs of at least this strength that are above the noise, strongest first."""
        results = [
            pair for pair in self.pairs if pair.strength >= minimum and pair.strength > pair.noise
        ]
        return tuple(sorted(results, key=lambda pair: (pair.kind == "relation", -pair.strength)))

    def to_frame(self) -> pd.DataFrame:
        """Return one row a pair."""
        return frame_of(self.pairs, Association)

    def matrix(self) -> pd.DataFrame:
        """Return the signed values as a square frame; NaN where a pair has none."""
        import pandas as pd

        names = list(self.columns)
        values = {(pair.left, pair.right): pair.value for pair in self.pairs}
        values |= {pair[::-1]: value for pair, value in values.items()}
        values |= {(name, name): 1.0 for name in names}
        grid = [[values.get((row, name), math.nan) for name in names] for row in names]
        return pd.DataFrame(grid, index=names, columns=names, dtype=float)


def associations(
    sample: Sample, *, columns: Iterable[str] | None = None, limit: int = 60
) -> Associations:
    """Measure how strongly each pair of columns goes together.

    Parameters
    ----------
    sample : Sample
        The rows.  Infinite numbers count as the smallest and largest; NaN is missing.
    columns : iterable of str, optional
        Which columns; all by default.
    limit : int
        At most so many columns; of more, those whose rows differ most.

    Raises
    ------
    MissingColumnError
        If one of `columns` is not in the sample.
    """
    chosen, left_out = choose_variables(sample, columns, limit)
    # The nearly unique columns are not measured, but they may still be copies.
    near = [name for name, reason in left_out.items() if reason.startswith("nearly")]
    same = same_columns(sample, [item.name for item in chosen] + near)
    sample, chosen = _thinned(sample, chosen)
    correlations = rank_correlations(sample, [item for item in chosen if item.role == "number"])
    pairs = []
    for left, right in combinations(chosen, 2):
        key = (left.name, right.name)
        if left.role == right.role == "number":
            result = _of_numbers(left, right, correlations[key]) if key in correlations else None
        else:
            result = _of_categories(left, right) if left.role == right.role else _mixed(left, right)
        if result:
            pairs.append(_with_kind(result, same.get(key)))
    present = {(pair.left, pair.right) for pair in pairs}
    pairs += [_copy(key, kind) for key, kind in same.items() if key not in present]
    names = tuple(item.name for item in chosen)
    return Associations(tuple(pairs), names, left_out, len(sample), sample.total)


def _thinned(sample: Sample, chosen: list[Variable]) -> tuple[Sample, list[Variable]]:
    rows = max(CELLS // max(math.comb(len(chosen), 2), 1), 2000)
    if len(sample) <= rows:
        return sample, chosen
    positions = np.sort(np.random.default_rng(0).choice(len(sample), rows, replace=False))
    names = [item.name for item in chosen]
    table = sample.table.select(names).take(positions)
    thin = Sample(table, {name: sample.types[name] for name in names}, sample.total)
    return thin, [variable(thin, name) for name in names]


def _of_numbers(left: Variable, right: Variable, pair: NumberPair) -> Association:
    rho, n = pair.rho, pair.n
    # The t distribution's tails, near enough: z / sqrt(n - 1) is too small for few rows.
    noise = min(1.0, Z_NOISE / math.sqrt(max(n - 1, 1)) * (1 + 1 / max(n - 3, 1)))
    low, high = _fisher(rho, n)
    shape = shape_of(pair)
    return Association(
        *(left.name, right.name, "spearman", abs(rho), rho, pair.pearson, n, low, high, noise),
        *(shape.kind, shape.detail),
    )


def _fisher(rho: float, n: int) -> tuple[float | None, float | None]:
    if n < 4:
        return None, None
    if abs(rho) >= 1 - 1e-12:
        return rho, rho
    half = 1.959964 * math.sqrt((1 + rho * rho / 2) / (n - 3))
    middle = math.atanh(rho)
    return math.tanh(middle - half), math.tanh(middle + half)


def _of_categories(left: Variable, right: Variable) -> Association | None:
    cells = count_cells(left.codes, right.codes, (left.distinct, right.distinct))
    result = cramers_v(cells)
    if result is None or cells.n < FEWEST:
        return None
    value, noise = result
    renamed = len(cells.counts) == left.distinct == right.distinct and 2 * left.distinct <= cells.n
    return Association(
        *(left.name, right.name, "cramers_v", value, value, None, cells.n, None, None, noise),
        *(("renamed", RENAMED) if renamed else ("relation", "")),
    )


def _mixed(left: Variable, right: Variable) -> Association | None:
    category, number = (left, right) if left.role == "category" else (right, left)
    result = correlation_ratio(category, number)
    if result is None or result.n < FEWEST:
        return None
    return Association(
        *(left.name, right.name, "eta", result.eta, result.eta, None, result.n, None, None),
        result.noise,
    )


def _with_kind(association: Association, same: Relationship | None) -> Association:
    if same is None or association.kind == "copy":
        return association
    return replace(association, kind=same.kind, detail=same.detail)


def _copy(key: tuple[str, str], same: Relationship) -> Association:
    """Return two nearly unique columns that are the same: too many values to measure."""
    return Association(
        *(*key, "cramers_v", 1.0, 1.0, None, same.n, None, None, 0.0, same.kind, same.detail)
    )
