"""Columns that say the same: copies, scaled copies, and the same categories under other names."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from workbench.profile.across.correlation import NumberPair
from workbench.profile.across.variables import role, variable
from workbench.profile.arrow_conversion import texts_of
from workbench.profile.sample import Sample

__all__ = ["RENAMED", "Relationship", "same_columns", "shape_of"]

FEWEST = 5
RENAMED = "each value stands for exactly one of the other column"


@dataclass(frozen=True)
class Relationship:
    """What two columns are to each other, in a word and in a sentence, on `n` rows."""

    kind: str
    detail: str
    n: int


def same_columns(sample: Sample, names: list[str]) -> dict[tuple[str, str], Relationship]:
    """Return the pairs of columns whose rows are alike and different in exactly the same places.

    They are copies where the values are the same (as numbers or as text), and renamed where each
    value stands for one other value and values recur.
    """
    groups: dict[bytes, list[str]] = {}
    for name in _candidates(sample, names):
        digest = hashlib.blake2b(sample.coded(name).codes.tobytes(), digest_size=16).digest()
        groups.setdefault(digest, []).append(name)
    index = {name: i for i, name in enumerate(sample.columns)}
    ordered = (sorted(group, key=index.__getitem__) for group in groups.values())
    pairs = {pair for group in ordered for pair in _pairs(sample, group)}
    in_order = sorted(pairs, key=lambda pair: (index[pair[0]], index[pair[1]]))
    return {pair: same for pair in in_order if (same := _compare(sample, *pair))}


def _pairs(sample: Sample, group: list[str]) -> set[tuple[str, str]]:
    """Return the pairs to compare: all, or of nearly unique columns those that begin alike.

    Columns of distinct values throughout are alike in the same places by nature, and there may
    be thousands of them.
    """
    coded = sample.coded(group[0])
    if 2 * len(coded) <= int(coded.counts.sum()):
        return set(itertools.combinations(group, 2))
    alike: dict[tuple[object, ...], list[str]] = {}
    for name in group:
        for start in _starts(sample.coded(name).values):
            alike.setdefault(start, []).append(name)
    return {pair for names in alike.values() for pair in itertools.combinations(names, 2)}


def _starts(values: Any) -> list[tuple[object, ...]]:
    """Return the first values as text, and as numbers where they are some."""
    texts = texts_of(values.slice(0, 20))
    starts: list[tuple[object, ...]] = [tuple(texts)]
    with contextlib.suppress(ValueError):
        starts.append(tuple(float(text) for text in texts))
    return starts


def shape_of(pair: NumberPair) -> Relationship:
    """Return whether two numbers are the same, on a line, or in the same or the reverse order."""
    if pair.n < FEWEST:
        return Relationship("relation", "", pair.n)
    if pair.slope is not None and pair.intercept is not None and pair.slope != 0:
        if abs(pair.slope - 1) < 1e-12 and abs(pair.intercept) < 1e-12:
            return Relationship("copy", "the same values", pair.n)
        detail = f"right = {pair.slope:.6g} x left"
        if abs(pair.intercept) > 1e-9 * abs(pair.slope):
            detail += f" {'+' if pair.intercept > 0 else '-'} {abs(pair.intercept):.6g}"
        return Relationship("copy", detail, pair.n)
    if abs(pair.rho) > 1 - 1e-12:
        way = "the same" if pair.rho > 0 else "the reverse"
        return Relationship("monotone", f"both columns have {way} order", pair.n)
    return Relationship("relation", "", pair.n)


def _candidates(sample: Sample, names: list[str]) -> list[str]:
    """Return the columns that agree with a category in how many values and rows they have."""
    items = [variable(sample, name) for name in names] if len(sample) >= FEWEST else []
    sizes = [(item.distinct, item.present) for item in items]
    categories = {size for item, size in zip(items, sizes, strict=True) if item.role == "category"}
    alike = {size for size, times in Counter(sizes).items() if times > 1} & categories
    return [item.name for item, size in zip(items, sizes, strict=True) if size in alike]


def _compare(sample: Sample, left: str, right: str) -> Relationship | None:
    first, second = sample.coded(left), sample.coded(right)
    n = int(first.counts.sum())
    numbers = role(sample.types[left]) == role(sample.types[right]) == "number"
    if len(first) < 2 or numbers:  # of numbers the correlation says more
        return None
    if _equal_as(pa.large_string(), first.values, second.values):
        return Relationship("copy", "the same values", n)
    if _equal_as(pa.float64(), first.values, second.values):
        return Relationship("copy", "the same numbers, written otherwise", n)
    if 2 * len(first) > n:
        return None  # values that hardly recur are alike in the same places by nature
    return Relationship("renamed", RENAMED, n)


def _equal_as(kind: Any, left: Any, right: Any) -> bool:
    """Return whether two arrays are equal once cast to `kind`; a few values are tried first."""
    try:
        return all(
            pc.all(
                pc.equal(*(pc.cast(v.slice(0, size), kind, safe=False) for v in (left, right)))
            ).as_py()
            for size in (20, len(left))
        )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return False
