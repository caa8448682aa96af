"""One number an item out of several people's, with its interval, and how each person errs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy.stats import norm

from workbench import html
from workbench.annotations.frames import records
from workbench.annotations.votes import Ints, Reals, last_answers
from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.tables import contracts
from workbench.types import python_value

__all__ = ["NumberConsensus", "NumberMethod", "consensus_of_numbers", "has_fractions"]

NumberMethod = Literal["auto", "mean", "median", "weighted", "unbiased"]

FOLDS = 5
"""Parts of the answers, of which each is left out once to compare the methods."""

OWN = 10.0
"""Answers that everybody's spread counts for in each annotator's own: about what an estimate of a
variance needs to be right within half of itself (its relative error is the root of 2 / n)."""

ROUNDS, NEAR = 200, 1e-6

LEAST = 1e-100
"""Least variance: people who agree exactly leave none, and nothing may be divided by 0."""


@dataclass(frozen=True, repr=False)
class NumberConsensus:
    """What the annotators measure together.

    Attributes
    ----------
    frame : pandas.DataFrame
        ``item``; ``value``, the consensus; ``low, high``, its 95 % interval if people err
        independently; ``n``, answers; ``spread``, their standard deviation (null below two).
        One row an item, in order of first appearance.
    annotators : pandas.DataFrame
        ``annotator, n``; ``bias``, by how much more than the consensus they say; ``spread``, the
        standard deviation of their errors beside that.
    method : {"mean", "median", "weighted", "unbiased"}
        Which method was used.
    why : str
        Why, in one sentence.
    unlabelled : int
        Rows without a number, left out.
    """

    frame: pd.DataFrame
    annotators: pd.DataFrame
    method: str
    why: str
    unlabelled: int

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of `frame`."""
        return self.frame.copy()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "method": self.method,
            "why": self.why,
            "unlabelled": self.unlabelled,
            "items": records(self.frame),
            "annotators": records(self.annotators),
        }

    def __repr__(self) -> str:
        """Return the size and the method in a line."""
        return f"NumberConsensus({counted(len(self.frame), 'item')}, {self.method})"

    def _repr_html_(self) -> str:
        wide = self.frame.assign(width=self.frame["high"] - self.frame["low"])
        doubtful = wide.sort_values("width", ascending=False, kind="stable").head(10).round(3)
        people = self.annotators.sort_values("spread", ascending=False, kind="stable")
        people = people.head(10).round(3)
        return html.frame(
            f"Consensus of {counted(len(self.annotators), 'annotator')} on the numbers of "
            f"{counted(len(self.frame), 'item')}",
            f"{self.why} {counted(self.unlabelled, 'row has', 'rows have')} no number.",
            "Least certain items:",
            html.table(list(doubtful.columns), doubtful.itertuples(index=False)),
            "Annotators whose answers spread most:",
            html.table(list(people.columns), people.itertuples(index=False)),
        )


@dataclass(frozen=True)
class _Measures:
    """Numbers as codes: item, annotator and value of each answer."""

    items: list[Any]
    annotators: list[Any]
    item: Ints
    annotator: Ints
    value: Reals

    def where(self, chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> _Measures:
        return _Measures(
            self.items,
            self.annotators,
            self.item[chosen],
            self.annotator[chosen],
            self.value[chosen],
        )


@dataclass(frozen=True)
class _Fit:
    """Estimates: of each item its value and its variance, of each annotator bias and variance."""

    value: Reals
    variance: Reals
    bias: Reals
    noise: Reals


def has_fractions(labels: pd.Series[Any]) -> bool:
    """Tell whether labels are numbers with fractions: those are measured, never classes."""
    known = labels.dropna()
    if not pd.api.types.is_numeric_dtype(known) or pd.api.types.is_bool_dtype(known):
        return False
    values = known.to_numpy(dtype=np.float64)
    return bool((values != np.floor(values)).any())


def consensus_of_numbers(
    annotations: Any, *, method: NumberMethod = "auto", seed: int = 0
) -> NumberConsensus:
    """Combine the numbers that several people gave to each item into one.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label``, the labels numbers; null labels count as not given.
    method : {"auto", "mean", "median", "weighted", "unbiased"}
        The mean; the median; the mean weighted by how far each annotator's answers spread; or
        that without each annotator's bias, kept within what was said of the item.  ``"auto"``
        takes the one that predicts answers that are left out best, by their squared error.
    seed : int
        Draws the answers that are left out.

    Returns
    -------
    NumberConsensus

    Raises
    ------
    InputError
        The table does not fit the contract, a label is no finite number, or the method is
        unknown.
    """
    if method not in get_args(NumberMethod):
        known = ", ".join(map(repr, get_args(NumberMethod)))
        raise InputError(
            f"consensus: method {method!r} is unknown for numbers; use one of {known}."
        )
    measures, unlabelled = _read(annotations)
    errors: dict[str, float] = {}
    if method == "auto":
        errors = _errors(measures, seed)
        best = min(errors, key=errors.__getitem__)
        why = (
            f"{NAMES[best]}: of four ways it predicts answers that are left out best (off by "
            f"{errors[best] ** 0.5:.3g} on the root of the mean square; the mean "
            f"{errors['mean'] ** 0.5:.3g})."
        )
    else:
        best, why = method, f"{NAMES[method]} was requested."
    fit = METHODS[best](measures)
    return NumberConsensus(
        frame=_items(measures, fit),
        annotators=_people(measures, fit),
        method=best,
        why=why,
        unlabelled=unlabelled,
    )


def _read(annotations: Any) -> tuple[_Measures, int]:
    frame = contracts.annotations(annotations)
    labelled, _ = last_answers(frame[frame["label"].notna()])
    values = pd.to_numeric(labelled["label"], errors="coerce").to_numpy(dtype=np.float64)
    bad = ~np.isfinite(values)
    if bad.any():
        wrong = labelled["label"].tolist()[int(bad.argmax())]
        raise InputError(
            f"annotations: label {wrong!r} is no finite number; clean the labels, or leave method "
            "to the consensus of classes."
        )
    item, items = pd.factorize(labelled["item"].astype(object))
    annotator, people = pd.factorize(labelled["annotator"].astype(object))
    measures = _Measures(
        [python_value(one) for one in items],
        [python_value(one) for one in people],
        item.astype(np.int64),
        annotator.astype(np.int64),
        values,
    )
    return measures, int(frame["label"].isna().sum())


def _errors(measures: _Measures, seed: int) -> dict[str, float]:
    """Return the mean squared error of left-out answers by method; of items that keep an answer."""
    fold = np.random.default_rng(seed).integers(0, FOLDS, len(measures.item))
    total = dict.fromkeys(METHODS, 0.0)
    counted_answers = 0
    for part in range(FOLDS):
        out, rest = measures.where(fold == part), measures.where(fold != part)
        kept = np.bincount(rest.item, minlength=len(measures.items))[out.item] > 0
        if not kept.any():
            continue
        counted_answers += int(kept.sum())
        for name, method in METHODS.items():
            fit = method(rest)
            off = out.value - fit.value[out.item] - fit.bias[out.annotator]
            total[name] += float((off[kept] ** 2).sum())
    return {name: error / max(counted_answers, 1) for name, error in total.items()}


def _mean(measures: _Measures) -> _Fit:
    size = len(measures.items)
    n = np.maximum(np.bincount(measures.item, minlength=size), 1)
    value = np.bincount(measures.item, measures.value, minlength=size) / n
    return _plain(measures, value, 1.0)


def _median(measures: _Measures) -> _Fit:
    known = pd.Series(measures.value).groupby(measures.item).median()
    value = np.zeros(len(measures.items))
    value[known.index] = known.to_numpy()
    # The variance of a median of normal errors is that of a mean times pi / 2.
    return _plain(measures, value, np.pi / 2)


def _plain(measures: _Measures, value: Reals, factor: float) -> _Fit:
    """Return a fit in which everybody is without bias and equally good."""
    people, size = len(measures.annotators), len(measures.items)
    n = np.maximum(np.bincount(measures.item, minlength=size), 1)
    off = measures.value - value[measures.item]
    # Each item's own value takes one degree of freedom of its answers.
    free = max(len(off) - len(np.unique(measures.item)), 1)
    noise = max(float((off**2).sum()) / free, LEAST)
    return _Fit(value, factor * noise / n, np.zeros(people), np.full(people, noise))


def _weighted(measures: _Measures) -> _Fit:
    return _by_reliability(measures, biased=False)


def _unbiased(measures: _Measures) -> _Fit:
    return _by_reliability(measures, biased=True)


def _by_reliability(measures: _Measures, *, biased: bool) -> _Fit:
    """Fit value + bias + noise of each annotator's own variance by EM.

    Biases are drawn towards 0 and variances towards everybody's as far as answers are few.
    """
    item, annotator, y = measures.item, measures.annotator, measures.value
    size, people = len(measures.items), len(measures.annotators)
    n = np.bincount(annotator, minlength=people)
    start = _mean(measures)
    value, noise, bias = start.value, start.noise, start.bias
    spread = float(noise.mean())
    variance, doubt = start.variance, np.zeros(people)
    for done in range(ROUNDS):
        before = value
        weight = 1 / noise[annotator]
        precision = np.bincount(item, weight, minlength=size)
        sums = np.bincount(item, weight * (y - bias[annotator]), minlength=size)
        value = np.divide(sums, precision, out=np.zeros(size), where=precision > 0)
        variance = np.divide(1.0, precision, out=np.full(size, np.inf), where=precision > 0)
        if biased:
            sharp = n / noise + 1 / spread
            sums = np.bincount(annotator, (y - value[item]) / noise[annotator], minlength=people)
            bias, doubt = sums / sharp, 1 / sharp
            spread = max(float((bias**2 + doubt).mean()), LEAST)
        off = (y - value[item] - bias[annotator]) ** 2 + variance[item] + doubt[annotator]
        pooled = float(off.mean())
        noise = (np.bincount(annotator, off, minlength=people) + OWN * pooled) / (n + OWN)
        noise = np.maximum(noise, LEAST)
        # The first round starts from equal people, and so from the mean once more.
        if done and np.abs(value - before).max() <= NEAR * (pooled**0.5):
            break
    return _Fit(_within(measures, value), variance, bias, noise)


def _within(measures: _Measures, value: Reals) -> Reals:
    """Keep each value within what was said of the item: nobody has seen anything else there."""
    low, high = np.full(len(value), np.inf), np.full(len(value), -np.inf)
    np.minimum.at(low, measures.item, measures.value)
    np.maximum.at(high, measures.item, measures.value)
    known = low <= high
    return np.where(known, np.clip(value, np.where(known, low, 0), np.where(known, high, 0)), value)


METHODS: dict[str, Callable[[_Measures], _Fit]] = {
    "mean": _mean,
    "median": _median,
    "weighted": _weighted,
    "unbiased": _unbiased,
}
NAMES = {
    "mean": "The mean",
    "median": "The median",
    "weighted": "The mean weighted by each annotator's spread",
    "unbiased": "The weighted mean without each annotator's bias",
}


def _items(measures: _Measures, fit: _Fit) -> pd.DataFrame:
    n = np.bincount(measures.item, minlength=len(measures.items))
    half = norm.ppf(0.975) * np.sqrt(fit.variance)
    grouped = pd.Series(measures.value).groupby(measures.item)
    return pd.DataFrame(
        {
            "item": measures.items,
            "value": fit.value,
            "low": fit.value - half,
            "high": fit.value + half,
            "n": n,
            "spread": grouped.std().to_numpy(dtype=np.float64),
        }
    )


def _people(measures: _Measures, fit: _Fit) -> pd.DataFrame:
    size = len(measures.annotators)
    n = np.bincount(measures.annotator, minlength=size)
    off = measures.value - fit.value[measures.item]
    bias = np.bincount(measures.annotator, off, minlength=size) / n
    rest = (off - bias[measures.annotator]) ** 2
    spread = np.sqrt(np.bincount(measures.annotator, rest, minlength=size) / n)
    return pd.DataFrame({"annotator": measures.annotators, "n": n, "bias": bias, "spread": spread})
