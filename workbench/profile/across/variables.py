"""Which columns can be compared with each other, and their values as ordered whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import MissingColumnError
from workbench.lexicon.column_types import NESTED, family_of, is_moment, is_number
from workbench.profile.sample import Sample, Variable

__all__ = [
    "Variable",
    "all_whole",
    "choose_variables",
    "midranks",
    "role",
    "short_text",
    "variable",
]

ID_ROWS = 20
ID_SHARE = 0.5


def role(type_: str) -> str:
    """Return ``number``, ``category`` or ``nested`` for a DuckDB type."""
    if family_of(type_) in NESTED:
        return "nested"
    return "number" if is_number(type_) or is_moment(type_) or type_ == "TIME" else "category"


def variable(sample: Sample, name: str) -> Variable:
    """Return a column of `sample` as ordered codes, computed once; nested are categories."""
    if name not in sample.variables:
        sample.variables[name] = _variable(sample, name)
    return sample.variables[name]


def _variable(sample: Sample, name: str) -> Variable:
    kind = role(sample.types[name])
    if kind != "number":
        coded = sample.coded(name)
        return Variable(name, "category", coded.codes, len(coded), int(coded.counts.sum()))
    numbers = sample.numbers(name)
    known = ~np.isnan(numbers)
    present = int(known.sum())
    whole = present == len(numbers)
    values, positions = np.unique(numbers if whole else numbers[known], return_inverse=True)
    codes = positions.astype(np.int32)
    if not whole:
        codes = np.full(len(numbers), -1, dtype=np.int32)
        codes[known] = positions
    return Variable(name, kind, codes, len(values), present)


def choose_variables(
    sample: Sample, columns: Iterable[str] | None, limit: int
) -> tuple[list[Variable], dict[str, str]]:
    """Return at most `limit` comparable columns in table order, and why the others are left out.

    Raises
    ------
    MissingColumnError
        If one of `columns` is not in the sample.
    """
    names = list(dict.fromkeys(sample.columns if columns is None else columns))
    missing = [name for name in names if name not in sample.types]
    if missing:
        raise MissingColumnError(missing, sample.columns, "profile")
    wanted = set(names)
    names = [name for name in sample.columns if name in wanted]
    left_out = {name: reason for name in names if (reason := _unfit(sample, name))}
    chosen = [variable(sample, name) for name in names if name not in left_out]
    if len(chosen) > limit:
        order = sorted(chosen, key=lambda item: -_variety(item))
        beyond = f"beyond the {limit} most varied columns"
        left_out |= {item.name: beyond for item in order[limit:]}
        chosen = [item for item in chosen if item.name not in left_out]
    return chosen, left_out


def all_whole(sample: Sample, name: str) -> bool:
    """Return whether all finite numbers of a column are whole."""
    numbers = sample.numbers(name)
    numbers = numbers[np.isfinite(numbers)]
    return np.array_equal(numbers, np.floor(numbers))


def midranks(codes: NDArray[Any], distinct: int) -> NDArray[np.float64]:
    """Return the ranks (from 1, ties share their mean) of ordered codes, none of them missing."""
    counts = np.bincount(codes, minlength=distinct)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[codes])


def short_text(value: object) -> str:
    """Return a value of the data as short text, so that a result is JSON whatever it holds."""
    shown = str(value)
    return shown if len(shown) <= 200 else shown[:199] + "…"


def _unfit(sample: Sample, name: str) -> str | None:
    if role(sample.types[name]) == "nested":
        return "nested or binary values"
    item = variable(sample, name)
    if item.present == 0:
        return "empty"
    if item.distinct == 1:
        return "constant"
    unlike = item.present > ID_ROWS and item.distinct > ID_SHARE * item.present
    return "nearly every value is distinct" if item.role == "category" and unlike else None


def _variety(item: Variable) -> float:
    """Return the chance that two rows differ (Gini-Simpson), less the share of missing rows."""
    counts = np.bincount(item.codes[item.codes >= 0])
    even = 1 - float(((counts / item.present) ** 2).sum())
    return even * item.present / len(item.codes)
