"""Which labels are probably wrong: the only module that imports cleanlab.

Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset
Labels", Journal of Artificial Intelligence Research 70 (2021).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.labels.inputs import Given, read_labels, read_probabilities
from workbench.labels.predictions import from_columns, from_text
from workbench.labels.result import LabelQuality

__all__ = ["label_quality"]

Reals = NDArray[np.float64]
Codes = NDArray[np.int64]

FLOOR = 1e-6
"""Least probability of a class: cleanlab takes logarithms and refuses sums beyond 1."""


def label_quality(
    labels: Any,
    *,
    features: Any = None,
    text: Any = None,
    pred_probs: Any = None,
    keys: Any = None,
    seed: int = 0,
    folds: int = 5,
) -> LabelQuality:
    """Score each label by how well it fits what a model expects that has not seen it.

    Exactly one of `features`, `text` and `pred_probs` says what the model is to see
    (a table may be given beside the others, for the columns named by `labels`, `text` and
    `keys`).

    Parameters
    ----------
    labels : sequence, or str
        The labels, or the name of the column of `features` that holds them.  Null means
        unlabelled.
    features : table, optional
        One row a label: numbers, categories and text, missing values allowed.  Columns
        that look like identifiers, have one value or equal the label are left out and
        reported.
    text : sequence of str, or str, optional
        One text a label, or the name of the column of `features` that holds them.
    pred_probs : array or table, optional
        Out-of-sample probabilities, shape (n, classes), columns in ascending order of the
        labels; a table's columns may be named by label instead.
    keys : sequence, or str, optional
        The rows' keys, or the name of the column of `features` that holds them; the
        row's number where absent.
    seed : int
        For the folds and the model.
    folds : int
        Folds of the cross-validation, 2 or more.  Labels with fewer rows are reported as
        rare and not judged.

    Returns
    -------
    LabelQuality

    Raises
    ------
    InputError
        Lengths differ, fewer than two labels can be judged, all labels are null, no
        usable column is left, or the probabilities are not probabilities.
    """
    if folds < 2:
        raise InputError(f"label_quality: folds must be 2 or more, not {folds!r}.")
    given = read_labels(labels, features, text, keys)
    judged, classes, codes, rare = _judged(given, folds, pred_probs is not None)
    predicted, excluded = _predict(given, judged, codes, classes, pred_probs, folds, seed)
    predicted = np.clip(predicted, FLOOR, None)
    predicted /= predicted.sum(axis=1, keepdims=True)
    verdict = _judge(codes, predicted)
    best = predicted.argmax(axis=1)
    accuracy = float((best == codes).mean())
    share = np.bincount(codes) / len(codes)
    return LabelQuality(
        frame=_frame(given, judged, classes, best, verdict),
        confidence=_spread(verdict.confidence, judged, len(given.labels)),
        probabilities=_spread(predicted, judged, len(given.labels)),
        classes=classes,
        accuracy=accuracy,
        majority=float(share.max()),
        weak=_is_weak(codes, predicted, accuracy, share),
        unlabelled=int((~given.labelled).sum()),
        rare=rare,
        excluded=excluded,
    )


def _predict(
    given: Given,
    judged: Codes,
    codes: Codes,
    classes: list[Any],
    pred_probs: Any,
    folds: int,
    seed: int,
) -> tuple[Reals, dict[str, str]]:
    """Return the probabilities of the judged rows, and the columns that were left out."""
    if pred_probs is not None:
        return read_probabilities(pred_probs, classes, given.labelled), {}
    if given.text is not None:
        texts = [given.text[row] for row in judged]
        return from_text(texts, codes, folds=folds, seed=seed), {}
    columns, excluded = given.columns(judged)
    return from_columns(columns, codes, folds=folds, seed=seed), excluded


@dataclass(frozen=True)
class _Verdict:
    score: Reals
    is_issue: NDArray[np.bool_]
    confidence: Reals


def _judge(codes: Codes, predicted: Reals) -> _Verdict:
    """Score the labels, mark the issues, and estimate how surely each label is wrong.

    The confidence is Bayes' rule with the noise that confident learning estimates: the
    probability that the true class is another one, given the model and the label.
    """
    from cleanlab.count import compute_confident_joint, estimate_latent
    from cleanlab.filter import find_label_issues
    from cleanlab.rank import get_label_quality_scores

    score = get_label_quality_scores(codes, predicted, method="normalized_margin")
    joint = compute_confident_joint(codes, predicted, calibrate=True)
    marked = find_label_issues(codes, predicted, confident_joint=joint, n_jobs=1)
    _, noise, _ = estimate_latent(joint, codes)
    given = noise[codes] * predicted
    total = given.sum(axis=1)
    own = given[np.arange(len(codes)), codes]
    right = np.divide(own, total, out=np.ones(len(codes)), where=total > 0)
    other = predicted.argmax(axis=1) != codes
    return _Verdict(np.asarray(score), np.asarray(marked) & other, np.clip(1 - right, 0, 1))


def _judged(
    given: Given, folds: int, has_model: bool
) -> tuple[NDArray[np.int64], list[Any], Codes, dict[Any, int]]:
    """Return the rows that can be judged, the classes, their codes and the rare labels."""
    least = 1 if has_model else folds
    counts = given.counts()
    classes = [label for label, n in counts.items() if n >= least]
    rare = {label: n for label, n in counts.items() if n < least}
    if len(classes) < 2:
        have = ", ".join(f"{label!r} ({n} rows)" for label, n in list(counts.items())[:10])
        raise InputError(
            f"label_quality: at least two labels with {least} rows or more are needed to tell "
            f"labels apart, but there are: {have}."
        )
    code_of = {label: at for at, label in enumerate(classes)}
    judged = np.flatnonzero(
        [
            known and label not in rare
            for known, label in zip(given.labelled, given.labels, strict=True)
        ]
    )
    codes = np.array([code_of[given.labels[row]] for row in judged], dtype=np.int64)
    return judged, classes, codes, rare


def _is_weak(codes: Codes, predicted: Reals, accuracy: float, share: Reals) -> bool:
    """Return whether neither the accuracy nor the log loss beats the class frequencies clearly."""
    error = np.sqrt(max(accuracy * (1 - accuracy), 1e-9) / len(codes))
    if accuracy - share.max() > max(0.02, 2 * error):
        return False
    loss = -np.log(predicted[np.arange(len(codes)), codes]).mean()
    base = -(share[share > 0] * np.log(share[share > 0])).sum()
    return bool(loss > 0.95 * base)


def _frame(
    given: Given, judged: NDArray[np.int64], classes: list[Any], best: Codes, verdict: _Verdict
) -> pd.DataFrame:
    size = len(given.labels)
    suggested = np.full(size, None, dtype=object)
    for row, at in zip(judged, best, strict=True):
        suggested[row] = classes[at]
    is_issue = np.zeros(size, dtype=bool)
    is_issue[judged] = verdict.is_issue
    return pd.DataFrame(
        {
            "item": given.keys,
            "label": pd.Series(given.labels, dtype=object),
            "score": _spread(verdict.score, judged, size),
            "suggested": pd.Series(suggested, dtype=object),
            "is_issue": is_issue,
        }
    )


def _spread(values: Reals, judged: NDArray[np.int64], size: int) -> Reals:
    """Return `values` at the rows `judged` of `size` rows, NaN elsewhere."""
    out = np.full((size, *values.shape[1:]), np.nan)
    out[judged] = values
    return out
