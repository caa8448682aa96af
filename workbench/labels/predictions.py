"""Out-of-sample class probabilities: each row is judged by a model that has not seen it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.labels.columns import Column
from workbench.progress import Progress

__all__ = ["assign_folds", "encode", "from_columns", "from_text"]

Reals = NDArray[np.float64]
Fit = Callable[[NDArray[np.int64], NDArray[np.int64]], Reals]

MAX_CATEGORIES = 30
"""Most indicator columns that a category becomes; rarer values share one."""

LEAST = 1e-4
"""Least probability that one of two averaged models may give: neither has a veto."""

TREES = 100
"""Trees of a forest: scikit-learn's default."""

TREES_A_STEP = 5
"""Trees that are grown before the bar moves and an interruption is heard: the same forest."""

TEXT_FEATURES = 24
"""Most dimensions that a text column among others is reduced to."""

ROWS_A_FEATURE = 50
"""Rows needed for each of them: in a small table, many would drown the telling columns."""


def assign_folds(classes: NDArray[np.int64], folds: int, seed: int) -> NDArray[np.int64]:
    """Return a fold for each row so that every class is spread evenly over all folds.

    Parameters
    ----------
    classes : ndarray of int, shape (n,)
        The class of each row.
    folds : int
        Number of folds; every class should have as many rows at least.
    seed : int
        For the order within a class.

    Returns
    -------
    ndarray of int, shape (n,)
        0 to ``folds - 1``.
    """
    shuffled = np.random.default_rng(seed).permutation(len(classes))
    order = shuffled[np.argsort(classes[shuffled], kind="stable")]
    fold = np.empty(len(classes), dtype=np.int64)
    fold[order] = np.arange(len(classes)) % folds
    return fold


def from_columns(
    columns: Sequence[Column], classes: NDArray[np.int64], *, folds: int, seed: int
) -> Reals:
    """Predict the class of each row from its other columns.

    Extremely randomised trees, which find interactions, and logistic regression, which is too
    stiff to learn labels that are wrong by some local rule, are averaged on the log scale.

    Parameters
    ----------
    columns : sequence of Column
        What the models see; missing values are kept apart, not imputed.
    classes : ndarray of int, shape (n,)
        The labels as 0 to C - 1; every class needs two rows at least.
    folds : int
        Folds of the cross-validation.
    seed : int
        For the folds and the trees.

    Returns
    -------
    ndarray of float, shape (n, C)
        Probabilities; rows sum to 1.

    References
    ----------
    Geurts, Ernst and Wehenkel, "Extremely randomized trees", Machine Learning 63 (2006).
    """
    from sklearn.ensemble import ExtraTreesClassifier
    from sklearn.linear_model import LogisticRegression

    encoded = []
    with Progress("label quality: columns", len(columns)) as progress:
        for column in columns:
            encoded.append(encode(column, seed))
            progress.step()
    steps, lines = (np.hstack(parts) for parts in zip(*encoded, strict=True))

    def fit(train: NDArray[np.int64], test: NDArray[np.int64]) -> Reals:
        trees = ExtraTreesClassifier(
            TREES_A_STEP,
            min_samples_leaf=3,
            max_features=0.5,
            random_state=seed,
            n_jobs=1,
            warm_start=True,
        )
        linear = LogisticRegression(C=0.1, max_iter=500)
        for size in range(TREES_A_STEP, TREES + 1, TREES_A_STEP):
            trees.set_params(n_estimators=size)
            trees.fit(steps[train], classes[train])
            progress.step("trees")
        by_trees = trees.predict_proba(steps[test])
        by_line = linear.fit(lines[train], classes[train]).predict_proba(lines[test])
        mixed = np.sqrt(np.clip(by_trees, LEAST, 1) * np.clip(by_line, LEAST, 1))
        return np.asarray(mixed / mixed.sum(axis=1, keepdims=True))

    with Progress("label quality", folds * (TREES // TREES_A_STEP)) as progress:
        return _across(fit, classes, folds, seed)


def from_text(texts: Sequence[str], classes: NDArray[np.int64], *, folds: int, seed: int) -> Reals:
    """Predict the class of each text, by a linear support vector machine on TF-IDF.

    Its margins become probabilities by Platt's sigmoid, fitted within each training fold.

    Parameters
    ----------
    texts : sequence of str
        The texts; ``""`` where missing.
    classes : ndarray of int, shape (n,)
        The labels as 0 to C - 1; every class needs two rows at least.
    folds : int
        Folds of the cross-validation.
    seed : int
        For the folds.

    Returns
    -------
    ndarray of float, shape (n, C)
        Probabilities; rows sum to 1.
    """
    vectors = _tfidf(texts)

    def fit(train: NDArray[np.int64], test: NDArray[np.int64]) -> Reals:
        model = _text_model(int(np.bincount(classes[train]).min()))
        fitted = model.fit(vectors[train], classes[train])
        progress.step("fold")
        return np.asarray(fitted.predict_proba(vectors[test]))

    with Progress("label quality", folds) as progress:
        return _across(fit, classes, folds, seed)


def _text_model(fewest: int) -> Any:
    """Return a linear text model that can be calibrated with `fewest` rows of a class."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    if fewest < 3:
        return LogisticRegression(C=10, max_iter=500)
    return CalibratedClassifierCV(LinearSVC(), cv=3, ensemble=False)


def _across(fit: Fit, classes: NDArray[np.int64], folds: int, seed: int) -> Reals:
    fold = assign_folds(classes, folds, seed)
    predicted = np.zeros((len(classes), int(classes.max()) + 1))
    for held_out in range(folds):
        test = np.flatnonzero(fold == held_out)
        predicted[test] = fit(np.flatnonzero(fold != held_out), test)
    return predicted


def encode(column: Column, seed: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return the column as trees want it (in steps) and as a linear model does (in lines).

    Labels play no part, so that encoding all rows at once tells a model nothing about the
    rows held out.
    """
    if column.role == "number":
        return _number(column.values)
    if column.role == "category":
        text = column.values.astype(str)
        values, codes, times = np.unique(text, return_inverse=True, return_counts=True)
        common = values[np.argsort(-times, kind="stable")[:MAX_CATEGORIES]]
        indicators = (text[:, None] == common).astype(np.float32)
        return codes[:, None].astype(np.float32), _scaled(indicators)
    reduced = _reduced(column.values.tolist(), seed)
    return reduced, _scaled(reduced)


def _number(values: Reals) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    from scipy.stats import rankdata

    absent = np.isnan(values)
    middle = float(np.nanmedian(values))
    limit = float(np.finfo(np.float32).max) / 2
    plain = np.clip(np.where(absent, middle, values), -limit, limit)
    rank = rankdata(plain) / len(plain)
    bent = np.sign(plain - middle) * np.log1p(np.abs(plain - middle))
    steps = np.stack([plain, absent], axis=1)
    return steps.astype(np.float32), _scaled(np.stack([rank, bent, absent], axis=1))


def _scaled(table: NDArray[Any]) -> NDArray[np.float32]:
    """Return `table` with mean 0 and deviation 1 in each column (0 where it is constant)."""
    wide = table.astype(np.float64)
    spread = wide.std(axis=0)
    centred = wide - wide.mean(axis=0)
    scaled = np.divide(centred, spread, out=np.zeros_like(wide), where=spread > 0)
    return np.asarray(scaled, dtype=np.float32)


def _reduced(texts: list[str], seed: int) -> NDArray[np.float32]:
    from sklearn.decomposition import TruncatedSVD

    vectors = _tfidf(texts)
    size = min(TEXT_FEATURES, max(1, len(texts) // ROWS_A_FEATURE), vectors.shape[1] - 1)
    if size < 1:
        return np.asarray(vectors.todense(), dtype=np.float32)
    return np.asarray(
        TruncatedSVD(size, random_state=seed).fit_transform(vectors), dtype=np.float32
    )


def _tfidf(texts: Sequence[str]) -> Any:
    """Return TF-IDF vectors over words and pairs of words; over characters where words fail."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), token_pattern=r"(?u)\w+")
    try:
        return words.fit_transform(texts)
    except ValueError:  # scikit-learn's "empty vocabulary"
        return TfidfVectorizer(analyzer="char").fit_transform([text or " " for text in texts])
