"""A column as a few named groups: its values, or quantile bins of a number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.profile.across.missing_dependence import number_bins
from workbench.profile.across.variables import short_text, variable
from workbench.profile.sample import Sample

__all__ = ["Groups", "group_column"]

BINS = 4
FEW = 20


@dataclass(frozen=True)
class Groups:
    """The rows of a sample in groups.

    Attributes
    ----------
    name : str
        The column.
    names : tuple of str
        Of the groups: values, or ranges of a number.
    codes : array of int32
        The group of each row, -1 where the value is missing.
    binned : bool
        Whether the groups are quantile bins of a number.
    """

    name: str
    names: tuple[str, ...]
    codes: NDArray[np.int32]
    binned: bool


def group_column(sample: Sample, name: str, *, bins: int = BINS, few: int = FEW) -> Groups:
    """Return the groups of a column: its values, or `bins` ranges where it has over `few` numbers.

    Parameters
    ----------
    sample : Sample
        The rows.
    name : str
        The column.
    bins : int
        Groups of about equal size.
    few : int
        Numbers and dates with at most so many values are not binned.
    """
    item = variable(sample, name)
    if item.role == "number" and item.distinct > few:
        codes, _ = number_bins(item, bins)
        used, codes_there = np.unique(codes[codes >= 0], return_inverse=True)
        placed = np.full(len(codes), -1, dtype=np.int32)
        placed[codes >= 0] = codes_there
        names = tuple(_range(sample, name, placed, i) for i in range(len(used)))
        return Groups(name, names, placed, True)
    # The first row of each code, for its value.
    _, first = np.unique(item.codes, return_index=True)
    rows = first[-item.distinct :] if item.distinct else first[:0]
    names = tuple(short_text(sample.table[name][int(row)]) for row in rows)
    return Groups(name, names, item.codes, False)


def _range(sample: Sample, name: str, codes: NDArray[np.int32], index: int) -> str:
    rows = np.flatnonzero(codes == index)
    order = variable(sample, name).codes[rows]
    ends = (sample.table[name][int(rows[f(order)])] for f in (np.argmin, np.argmax))
    low, high = map(_short, ends)
    return f"{low} to {high}" if low != high else low


def _short(value: object) -> str:
    shown = str(value)
    try:
        return f"{float(shown):.6g}"
    except ValueError:
        return short_text(shown)
