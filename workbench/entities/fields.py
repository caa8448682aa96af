"""The columns that records are compared by, and what kind of value each holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.neighbours import encode
from workbench.types import python_value

__all__ = ["Field", "plain", "read_fields"]

Role = Literal["word", "code", "prose", "number"]

WORDS = 4
"""Mean number of words above which a column is prose, compared by its telling words."""

_NUMBER = re.compile(r"[-+]?\d*\.\d+|[-+]?\d+")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Field:
    """One compared column over all records, those of the left table first.

    Attributes
    ----------
    name : str
        The column.
    role : {"word", "code", "prose", "number"}
        ``word``: a name or a few words; ``code``: digits such as a postcode or a date;
        ``prose``: longer text; ``number``: a measured quantity such as a price.
    text : ndarray of str
        The value in comparable form (lower case, single spaces); ``""`` where missing.
    number : ndarray of float
        The value for ``number``, otherwise NaN.
    """

    name: str
    role: Role
    text: NDArray[Any]
    number: NDArray[np.float64]

    @cached_property
    def missing(self) -> NDArray[np.bool_]:
        """Which records have no value."""
        return np.asarray(self.text == "")

    @cached_property
    def rarity(self) -> NDArray[np.float64]:
        """Logarithm of average over own frequency of each record's value; 0 where missing."""
        text = self.text.astype(str)
        _, codes, times = np.unique(text, return_inverse=True, return_counts=True)
        known = ~self.missing
        share = times[codes] / known.sum()
        return np.where(known, np.log(float(share[known].mean()) / share), 0.0)

    @cached_property
    def vectors(self) -> Any:
        """TF-IDF of the values, one row a record."""
        return encode(self.text.tolist())


def read_fields(tables: Sequence[pd.DataFrame], columns: Sequence[str]) -> list[Field]:
    """Return the fields of `columns` over the rows of all `tables`; empty columns are left out."""
    fields = []
    for name in columns:
        values = [value for table in tables for value in table[name].astype(object)]
        text = np.array([_comparable(value) for value in values], dtype=object)
        if (text != "").any():
            fields.append(_field(name, values, text))
    return fields


def _field(name: str, values: list[Any], text: NDArray[Any]) -> Field:
    known = text[text != ""]
    number = np.full(len(text), np.nan)
    numeric = np.array([_NUMBER.fullmatch(value) is not None for value in known])
    if numeric.mean() > 0.95 and np.mean(["." in value for value in known]) > 0.2:
        positions = np.flatnonzero(text != "")[numeric]
        number[positions] = [float(value) for value in known[numeric]]
        text = np.where(np.isnan(number), "", text)
        return Field(name, "number", text, number)
    digits = np.mean([sum(map(str.isdigit, value)) / len(value) for value in known])
    if digits > 0.6:
        return Field(name, "code", text, number)
    words = np.mean([value.count(" ") + 1 for value in known])
    return Field(name, "prose" if words > WORDS else "word", text, number)


def _comparable(value: Any) -> str:
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).casefold()
    return _SPACE.sub(" ", text).strip()


def plain(value: Any) -> Any:
    """Return a cell as a plain value that JSON can hold: null as None, dates as ISO text."""
    value = python_value(value)
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, str | bool | int | float):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
