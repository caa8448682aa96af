"""A table as numbers a quick model can learn from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.profile.across.variables import role, variable
from workbench.profile.sample import Sample

__all__ = ["Features", "encode"]

ONE_HOT = 20
CODED = 2000
TEXT_LENGTH = 20
WORDS = 2**14


@dataclass(frozen=True)
class Features:
    """The columns of a sample as numbers.

    Attributes
    ----------
    dense : array, shape (rows, columns)
        Numbers with their median where missing and a flag for it; categories as one column for
        each of their 20 most frequent values, or as the frequency rank of the value.
    text : scipy.sparse matrix or None
        Hashed words and pairs of words of all texts together.
    used : tuple of str
        The columns that went in.
    left_out : dict of str to str
        Why the others did not.
    """

    dense: NDArray[np.float32]
    text: Any
    used: tuple[str, ...]
    left_out: dict[str, str]


def encode(sample: Sample, columns: list[str], rows: NDArray[np.int64]) -> Features:
    """Encode `columns` of the chosen `rows`.

    The target is not looked at, so encoding all rows together leaks nothing of it.
    """
    parts: list[NDArray[Any]] = []
    texts: list[str] = []
    left_out: dict[str, str] = {}
    for name in columns:
        item = variable(sample, name)
        if role(sample.types[name]) == "nested":
            left_out[name] = "nested or binary values"
        elif item.distinct == 0 or (item.distinct == 1 and item.complete):
            left_out[name] = "empty or constant"
        elif item.role == "number":
            parts += _number(sample.numbers(name)[rows])
        elif item.distinct <= CODED and item.distinct <= 0.5 * item.present:
            parts += _category(item.codes[rows])
        elif _mean_length(sample, name) >= TEXT_LENGTH:
            texts.append(name)
        else:
            left_out[name] = "nearly every value is distinct"
    used = tuple(name for name in columns if name not in left_out)
    dense = np.stack(parts, axis=1).astype(np.float32) if parts else np.zeros((len(rows), 0), "f4")
    return Features(dense, _hashed(sample, texts, rows) if texts else None, used, left_out)


def _number(values: NDArray[np.float64]) -> list[NDArray[Any]]:
    """Return the numbers clipped to what 32 bits hold well, and where they are missing."""
    present = ~np.isnan(values)
    if not present.any():
        return [present]
    middle = float(np.quantile(values[present], 0.5, method="lower"))
    filled = np.clip(np.where(present, values, middle), -1e30, 1e30)
    # Moments are large numbers with small differences, which 32 bits would round away.
    centred = filled - np.clip(middle, -1e30, 1e30)
    return [centred] if present.all() else [centred, ~present]


def _category(codes: NDArray[np.int32]) -> list[NDArray[Any]]:
    counts = np.bincount(codes + 1)
    order = np.argsort(-counts, kind="stable")
    if len(counts) <= ONE_HOT:
        return [codes == code - 1 for code in order if counts[code]]
    rank = np.empty(len(counts))
    rank[order] = np.arange(len(counts))
    return [codes == code - 1 for code in order[:ONE_HOT]] + [rank[codes + 1]]


def _mean_length(sample: Sample, name: str) -> float:
    if not pa.types.is_string(sample.table[name].type):
        return 0.0
    return float(pc.mean(pc.utf8_length(sample.table[name])).as_py() or 0.0)


def _hashed(sample: Sample, names: list[str], rows: NDArray[np.int64]) -> Any:
    from sklearn.feature_extraction.text import HashingVectorizer

    columns = [sample.table[name].take(rows).to_pylist() for name in names]
    # A model of a learning curve needs the beginning of a long text only.
    texts = [" ".join((value or "")[:2000] for value in row) for row in zip(*columns, strict=True)]
    words = HashingVectorizer(n_features=WORDS, ngram_range=(1, 2), alternate_sign=False)
    return words.transform(texts)
