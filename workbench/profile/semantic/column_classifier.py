"""Learn the meaning of columns from columns that people have labelled.

The rules of `infer_meaning` know a fixed list of types.  Whoever has other classes (``feature``,
``target``, ``leave out``), or a house style that the rules miss, trains a forest on own columns
with own labels.  No trained model is part of the package.

The features follow Shah, Lacanlale, Kumar, Yang and Kumar, "Towards benchmarking feature type
inference for AutoML platforms", SIGMOD 2021: statistics, n-grams of the name and of sample
values; what the rules say is added.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.profile.semantic.infer import infer_meaning
from workbench.profile.semantic.meaning import SEMANTIC_TYPES, Evidence
from workbench.profile.semantic.names import HINTS, hints_of, words_of

__all__ = ["ColumnClassifier", "features", "train"]

NAME_BUCKETS = 256
VALUE_BUCKETS = 96
SAMPLES = 12
CHARACTERS = 200
TREES = 200
TYPES = tuple(SEMANTIC_TYPES)
STORAGES = ("integer", "decimal", "boolean", "date", "time", "datetime", "text", "list", "object")
HINT_NAMES = tuple(HINTS)
NUMBER = re.compile(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?")
MARKS = ",;:/-.$%@[]{}()'\"_#|"


def features(evidence: Evidence) -> NDArray[np.float32]:
    """Return a column as numbers for a model.

    Parameters
    ----------
    evidence : Evidence
        What is known of the column.

    Returns
    -------
    array of float32, one dimension
        Counts and shares of the column, the range of its numbers, shapes of its most frequent
        values, what the rules say, hints of the name, and hashed n-grams of name and values.
        Always the same length; nothing is missing: an unknown range is 0 with a sign beside it.
    """
    texts = sorted(evidence.values, key=lambda text: (-evidence.values[text], text))[:SAMPLES]
    texts = [text[:CHARACTERS] for text in texts]
    return np.array(
        [
            *_statistics(evidence),
            *_shapes(texts),
            *_rules(evidence),
            *_name(evidence.name),
            *_hashed((n for text in texts for n in _ngrams(text.casefold()[:40])), VALUE_BUCKETS),
        ],
        dtype=np.float32,
    )


def _log(number: float) -> float:
    """Return the logarithm with the sign kept; infinite and missing numbers as far ends."""
    if math.isnan(number):
        return 0.0
    return math.copysign(math.log1p(min(abs(number), 1e300)), number)


def _statistics(evidence: Evidence) -> list[float]:
    rows, nulls = max(evidence.rows, 0), max(evidence.nulls, 0)
    present = max(rows - nulls, 0)
    low, high = evidence.minimum, evidence.maximum
    known = low is not None and high is not None
    low, high = low or 0.0, high or 0.0
    return [
        *[_log(rows), _log(nulls), nulls / max(rows, 1), _log(present)],
        *[_log(evidence.distinct), evidence.distinct / max(present, 1)],
        *[present / max(evidence.distinct, 1) <= 1.02, evidence.distinct, len(evidence.values)],
        *[float(known), _log(low), _log(high), _log(high - low), _is_whole(low, high)],
        (high - low + 1) / max(evidence.distinct, 1) if known and high - low < 1e9 else -1.0,
    ]


def _is_whole(low: float, high: float) -> float:
    return float(low == low // 1 and high == high // 1) if math.isfinite(low + high) else 0.0


def _shapes(texts: Sequence[str]) -> list[float]:
    """Return means, and some ends, of lengths and of kinds of characters."""
    size = max(len(texts), 1)
    lengths = [len(text) for text in texts] or [0]
    words = [len(text.split()) for text in texts] or [0]
    joined = "".join(texts)
    long = max(len(joined), 1)
    numbers = [text for text in texts if NUMBER.fullmatch(text)]
    return [
        *[sum(lengths) / size, max(lengths), min(lengths), sum(words) / size, max(words)],
        *[len(set(lengths)) / size, len(numbers) / size],
        sum("." in text for text in numbers) / size,
        sum(len(text) > 1 and text[0] == "0" and text[1] != "." for text in numbers) / size,
        sum(map(str.isdigit, joined)) / long,
        sum(map(str.isalpha, joined)) / long,
        sum(map(str.isupper, joined)) / long,
        sum(text[:1].isupper() for text in texts) / size,
        *[sum(mark in text for text in texts) / size for mark in MARKS],
        *[joined.count(mark) / size for mark in ",;|"],
    ]


def _rules(evidence: Evidence) -> list[float]:
    meaning = infer_meaning(evidence)
    return [
        *[float(meaning.type == type_) for type_ in TYPES],
        *[float(meaning.storage == storage) for storage in STORAGES],
        *[meaning.confidence, float(meaning.format is not None), float(bool(meaning.disguised))],
        float(bool(meaning.unfit)),
    ]


def _name(name: str) -> list[float]:
    words = words_of(name)
    hints = hints_of(name)
    joined = " ".join(words)
    return [
        *[float(hint in hints) for hint in HINT_NAMES],
        *[float(len(name)), float(len(words)), float(name[-1:].isdigit()), float("_" in name)],
        *_hashed([*words, *_ngrams(f"^{joined[:60]}$")], NAME_BUCKETS),
    ]


def _ngrams(text: str) -> Iterable[str]:
    return (text[i : i + n] for n in (2, 3) for i in range(len(text) - n + 1))


def _hashed(parts: Iterable[str], buckets: int) -> list[float]:
    """Count parts by hash; the same in every process, unlike Python's own hash."""
    counts = [0.0] * buckets
    for part in parts:
        counts[zlib.crc32(part.encode("utf-8", "replace")) % buckets] += 1.0
    return counts


@dataclass(frozen=True)
class ColumnClassifier:
    """A forest that tells the class of a column; made by `train`.

    Attributes
    ----------
    classes : tuple of str
        The classes it knows, sorted.
    columns : int
        How many labelled columns it has learnt from.
    """

    classes: tuple[str, ...]
    columns: int
    _forest: Any = field(repr=False, compare=False)

    def probabilities(self, evidence: Sequence[Evidence]) -> NDArray[np.float64]:
        """Return the probability of each class as the trees see it: one row a column, sums to 1."""
        if not evidence:
            return np.zeros((0, len(self.classes)))
        columns = np.stack([features(item) for item in evidence])
        return np.asarray(self._forest.predict_proba(columns), dtype=np.float64)

    def predict(self, evidence: Sequence[Evidence]) -> list[tuple[str, float]]:
        """Return the most likely class of each column with its probability, 0 to 1."""
        return [
            (self.classes[int(row.argmax())], float(row.max()))
            for row in self.probabilities(evidence)
        ]


def train(
    evidence: Sequence[Evidence],
    labels: Sequence[str],
    *,
    trees: int = TREES,
    seed: int = 0,
    jobs: int = 1,
) -> ColumnClassifier:
    """Learn the classes of columns from labelled ones.

    Parameters
    ----------
    evidence : sequence of Evidence
        The columns.
    labels : sequence of str
        The class of each.
    trees : int
        Size of the forest: half random forest, half extremely randomised trees.
    seed : int
        The same seed and columns give the same forest.
    jobs : int
        How many processor cores to use.

    Raises
    ------
    InputError
        Where the lengths differ, or fewer than two classes are given.

    Notes
    -----
    Judge it by columns of tables that it has not seen: columns of one table are alike, and a
    random split flatters.
    """
    from sklearn.ensemble import (
        ExtraTreesClassifier,
        RandomForestClassifier,
        VotingClassifier,
    )

    if len(evidence) != len(labels):
        raise InputError(
            f"train: {len(evidence)} columns but {len(labels)} labels; give one label a column."
        )
    if len(set(labels)) < 2:
        raise InputError("train: the labels name fewer than two classes; label columns of more.")
    half = max(1, trees // 2)
    # The two kinds err on different columns: the first does better on names that it has met, the
    # second on tables that it has not.
    forest = VotingClassifier(
        [
            (
                "random",
                RandomForestClassifier(half, max_features=0.1, random_state=seed, n_jobs=jobs),
            ),
            (
                "extra",
                ExtraTreesClassifier(half, max_features=0.15, random_state=seed, n_jobs=jobs),
            ),
        ],
        voting="soft",
    )
    forest.fit(np.stack([features(item) for item in evidence]), np.asarray(labels, dtype=str))
    return ColumnClassifier(tuple(map(str, forest.classes_)), len(labels), forest)
