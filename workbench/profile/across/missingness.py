"""Which values are missing, which are missing together, and what missingness depends on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.profile.across.contingency import Z_NOISE
from workbench.profile.across.intervals import wilson
from workbench.profile.across.missing_dependence import MissingDependence, missing_dependences
from workbench.profile.arrow_conversion import truths_of
from workbench.profile.result import SampledResult
from workbench.profile.sample import Sample
from workbench.tables import Relation, quoted

if TYPE_CHECKING:
    import pandas as pd


__all__ = [
    "MissingColumn",
    "MissingPattern",
    "Missingness",
    "NullityPair",
    "count_missing",
    "missingness",
]

PATTERNS = 30


@dataclass(frozen=True)
class MissingColumn:
    """How much of a column is missing.

    Attributes
    ----------
    name : str
        The column.
    missing, rows : int
        Missing values (null or NaN), of so many rows.
    share : float
        0 to 1; 0 where there is no row.
    low, high : float
        Of the whole table: equal to `share` where all rows were counted, else a 95 % interval.
    depends_on : tuple of MissingDependence
        The columns whose values tell most about where it is missing, the strongest first.  Where
        there are any, values are not missing at random.
    """

    name: str
    missing: int
    rows: int
    share: float
    low: float
    high: float
    depends_on: tuple[MissingDependence, ...] = ()


@dataclass(frozen=True)
class MissingPattern:
    """So many rows (`share` of all) miss exactly `columns`; none for complete rows."""

    columns: tuple[str, ...]
    rows: int
    share: float


@dataclass(frozen=True)
class NullityPair:
    """How two columns are missing together.

    `phi` is the correlation of their missingness: 1 always together, -1 always one of them;
    `together` rows miss both; `noise` is the size that chance rarely passes.
    """

    left: str
    right: str
    phi: float
    together: int
    n: int
    noise: float


@dataclass(frozen=True)
class Missingness(SampledResult):
    """What is missing in a table.

    Attributes
    ----------
    columns : tuple of MissingColumn
        In table order, the complete ones too.
    patterns : tuple of MissingPattern
        Which columns are missing together, most frequent first, at most 30; the data of an UpSet
        plot (Lex et al. 2014).
    pattern_count : int
        How many different patterns there are.
    pairs : tuple of NullityPair
        Pairs of columns that are missing together (or instead of each other) more than by chance,
        strongest first.
    rows, total : int
        Rows looked at, and rows of the whole table.
    complete_rows : int
        Rows looked at that miss nothing.
    """

    columns: tuple[MissingColumn, ...]
    patterns: tuple[MissingPattern, ...]
    pattern_count: int
    pairs: tuple[NullityPair, ...]
    rows: int
    total: int
    complete_rows: int

    def to_frame(self) -> pd.DataFrame:
        """Return one row a column; ``depends_on`` holds the strongest column, if any."""
        import pandas as pd

        first = [next(iter(column.depends_on), None) for column in self.columns]
        rows = [
            asdict(column)
            | {"depends_on": cause and cause.on, "detail": cause.detail if cause else ""}
            for column, cause in zip(self.columns, first, strict=True)
        ]
        return pd.DataFrame(rows, columns=[*MissingColumn.__dataclass_fields__, "detail"])


def missingness(
    sample: Sample,
    *,
    relation: Relation | None = None,
    known: Mapping[str, int] | None = None,
) -> Missingness:
    """Tell what is missing in a table: null, or NaN of a floating-point column.

    Parameters
    ----------
    sample : Sample
        The rows.
    relation : Relation, optional
        The whole table: the counts of each column are then exact, by one scan.
    known : mapping of str to int, optional
        Counts on all rows that need not be asked of `relation` again.
    """
    masks = _masks(sample)
    rows = len(sample)
    partly = {name: mask for name, mask in masks.items() if 0 < mask.sum() < rows}
    patterns, codes = _patterns(masks, rows)
    depends = missing_dependences(sample, partly)
    counted, of = _counts(sample, masks, relation, known or {})
    columns = []
    for name, missing in counted.items():
        share = missing / of if of else 0.0
        low, high = (share, share) if of == sample.total else wilson(missing, of)
        columns.append(MissingColumn(name, missing, of, share, low, high, depends.get(name, ())))
    complete = sum(pattern.rows for pattern in patterns if not pattern.columns)
    pairs = _pairs(list(partly), np.array(list(partly.values())), codes, rows)
    return Missingness(
        *(tuple(columns), tuple(patterns[:PATTERNS]), len(patterns), pairs, rows, sample.total),
        complete,
    )


def _masks(sample: Sample) -> dict[str, NDArray[np.bool_]]:
    masks = {}
    for name in sample.columns:
        column = sample.table[name]
        floating = sample.types[name] in ("FLOAT", "DOUBLE")
        # Only floats can be NaN; the option is unknown for nested types.
        masks[name] = (
            truths_of(pc.is_null(column, nan_is_null=floating))
            if floating or column.null_count
            else np.zeros(len(sample), dtype=bool)
        )
    return masks


def _patterns(
    masks: dict[str, NDArray[np.bool_]], rows: int
) -> tuple[list[MissingPattern], NDArray[np.int64]]:
    """Return the patterns, most frequent first, and the first row and the rows of each."""
    # Each column has a random 64-bit number, a row the sum of those it misses: two patterns
    # agree once in 10^19.
    weights = np.random.default_rng(0).integers(1, 2**63, len(masks), dtype=np.uint64)
    keys = np.zeros(rows, dtype=np.uint64)
    for mask, weight in zip(masks.values(), weights, strict=True):
        if mask.any():
            keys += mask * weight
    _, first, counts = np.unique(keys, return_index=True, return_counts=True)
    result = np.stack([first, counts], axis=1)[np.lexsort((first, -counts))].astype(np.int64)
    patterns = [
        MissingPattern(
            tuple(name for name, mask in masks.items() if mask[row]), count, count / rows
        )
        for row, count in result.tolist()
    ]
    return patterns, result


def _pairs(
    names: list[str], masks: NDArray[np.bool_], patterns: NDArray[np.int64], rows: int
) -> tuple[NullityPair, ...]:
    """Return the pairs missing together beyond chance, computed from the patterns alone."""
    if len(names) < 2 or rows < 3:
        return ()
    present = masks[:, patterns[:, 0]].astype(np.float64)
    both = (present * patterns[:, 1]) @ present.T
    share = np.diag(both) / rows
    deviation = np.sqrt(share * (1 - share))
    phi = (both / rows - np.outer(share, share)) / np.outer(deviation, deviation)
    noise = Z_NOISE / math.sqrt(rows - 1)
    results = []
    for (i, left), (j, right) in combinations(enumerate(names), 2):
        # A correlation above the noise may still be a single row that both miss.
        expected = rows * share[i] * share[j]
        certain = abs(both[i, j] - expected) > Z_NOISE * math.sqrt(expected + 1)
        if abs(phi[i, j]) > noise and certain:
            value = float(np.clip(phi[i, j], -1, 1))
            results.append(NullityPair(left, right, value, int(both[i, j]), rows, noise))
    return tuple(sorted(results, key=lambda pair: -abs(pair.phi)))


def _counts(
    sample: Sample,
    masks: dict[str, NDArray[np.bool_]],
    relation: Relation | None,
    known: Mapping[str, int],
) -> tuple[dict[str, int], int]:
    """Return the missing values of each column, and of how many rows."""
    if relation is None or not sample.partial or not masks:
        return {name: int(mask.sum()) for name, mask in masks.items()}, len(sample)
    counted = count_missing(relation, [name for name in masks if name not in known])
    return {name: known[name] if name in known else counted[name] for name in masks}, sample.total


def count_missing(relation: Relation, columns: Sequence[str] | None = None) -> dict[str, int]:
    """Return how many values of each column are null or NaN, on all rows, by one scan."""
    names = relation.columns if columns is None else columns
    if not names:
        return {}
    parts = []
    for name in names:
        column = quoted(name)
        nan = f" OR isnan({column})" if relation.types[name] in ("FLOAT", "DOUBLE") else ""
        parts.append(f"count(*) FILTER ({column} IS NULL{nan})")
    counts = relation.rows(f"SELECT {', '.join(parts)} FROM data")[0]
    return dict(zip(names, map(int, counts), strict=True))
