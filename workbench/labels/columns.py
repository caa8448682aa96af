"""What each column of a table can tell a model: a number, a category, a text, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Column", "read_columns"]

Role = Literal["number", "category", "text"]

IDENTIFIER = 0.95
"""Share of distinct values from which text without spaces counts as an identifier."""

NUMERIC = 0.95
"""Share of the texts that must read as numbers for the column to count as numeric."""

CATEGORIES = 50
"""Most distinct values of a category; text with more is read word by word."""

_NAMED_KEY = re.compile(r"(^|[^a-z])(id|key|uuid|guid|index|rownum)($|[^a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column that a model can use.

    Attributes
    ----------
    name : str
        Its name.
    role : {"number", "category", "text"}
        How it enters.
    values : ndarray
        Float with NaN for missing, for a number; otherwise text, ``""`` for missing.
    """

    name: str
    role: Role
    values: NDArray[Any]


def read_columns(frame: pd.DataFrame, given: pd.Series[Any]) -> tuple[list[Column], dict[str, str]]:
    """Return the usable columns of `frame`, and why each other one is left out.

    Parameters
    ----------
    frame : pandas.DataFrame
        The features.
    given : pandas.Series
        The labels, of the same length; a column equal to them is left out.

    Returns
    -------
    columns : list of Column
        Those a model can use.
    excluded : dict of str to str
        Name of each other column, and the reason.
    """
    columns, excluded = [], {}
    labels = _as_text(given)
    for name in frame.columns:
        series = frame[name]
        reason = _useless(series, str(name), labels)
        if reason is None:
            columns.append(_column(str(name), series))
        else:
            excluded[str(name)] = reason
    return columns, excluded


def _useless(series: pd.Series[Any], name: str, labels: NDArray[Any]) -> str | None:
    text = _as_text(series)
    known = text[text != ""]
    distinct = len(np.unique(known))
    if distinct == 0:
        return "it is empty"
    if distinct == 1 and len(known) == len(text):
        return "it has a single value"
    if np.array_equal(text, labels):
        return "it equals the label"
    if len(known) >= 20 and distinct >= IDENTIFIER * len(known) and _is_identifier(series, name):
        return "it looks like an identifier"
    return None


def _is_identifier(series: pd.Series[Any], name: str) -> bool:
    """Return whether the (nearly all distinct) values name rows rather than describe them."""
    if pd.api.types.is_bool_dtype(series) or pd.api.types.is_datetime64_any_dtype(series):
        return False
    numbers = _numbers(series)
    if numbers is None:
        words = [len(str(value).split()) for value in series.dropna()]
        return sum(count <= 1 for count in words) > 0.9 * len(words)
    known = numbers[~np.isnan(numbers)]
    if not np.array_equal(known, np.round(known)):
        return False
    dense = np.ptp(known) < 2 * len(known)
    return bool(dense or (np.diff(known) > 0).all() or _NAMED_KEY.search(name))


def _column(name: str, series: pd.Series[Any]) -> Column:
    if pd.api.types.is_datetime64_any_dtype(series):
        days = (pd.to_datetime(series, utc=True) - pd.Timestamp(0, tz="UTC")).dt.total_seconds()
        return Column(name, "number", days.to_numpy(dtype=np.float64, na_value=np.nan) / 86400)
    if not isinstance(series.dtype, pd.CategoricalDtype):
        numbers = _numbers(series)
        if numbers is not None:
            return Column(name, "number", numbers)
    text = _as_text(series)
    role: Role = "category" if len(np.unique(text)) <= CATEGORIES else "text"
    return Column(name, role, text)


def _numbers(series: pd.Series[Any]) -> NDArray[np.float64] | None:
    """Return the values as numbers (NaN where they are not), or None where most are text."""
    if pd.api.types.is_datetime64_any_dtype(series):
        return None
    if not pd.api.types.is_numeric_dtype(series):
        series = pd.Series(_as_text(series), dtype=object)
        known = int((series != "").sum())
    else:
        known = int(series.notna().sum())
    numbers = pd.to_numeric(series, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    numbers = np.where(np.isinf(numbers), np.nan, numbers)
    enough = known and (~np.isnan(numbers)).sum() >= NUMERIC * known
    return numbers if enough else None


def _as_text(series: pd.Series[Any]) -> NDArray[Any]:
    plain = series.astype(object)
    return np.array(
        ["" if absent else str(value) for value, absent in zip(plain, series.isna(), strict=True)],
        dtype=object,
    )
