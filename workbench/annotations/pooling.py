"""How far annotators are alike, and how far their answers depend: what left-out answers tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from workbench.annotations.dawid_skene import DawidSkene, dawid_skene, too_large
from workbench.annotations.one_coin import OneCoin, one_coin
from workbench.annotations.votes import Ints, Reals, Votes

__all__ = ["Model", "Pooling", "fit", "learn_pooling"]

Model = DawidSkene | OneCoin

STRENGTHS = (np.inf, 64.0, 16.0, 4.0, 1.0, 0.25)
"""Labels per class that all annotators together count for in each one's own: from everybody being
alike to everybody for themselves, in steps of four, between which the likelihood changes little."""

DEPENDENCES = (0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8, 1.0)
LEANS = (0.25, 0.5, 1.0)
"""Powers of a model's probabilities that are tried; 1 takes them as they are."""

FOLDS = 4
"""Parts of the answers, of which each is left out once: three quarters are seen each time."""

SAMPLE = 50_000
"""Answers that are looked at.  The standard error of a mean log likelihood is below .01 then,
less than what one strength differs from the next where it matters."""

SHARED_LEAST, SHARED_FACTOR = 0.16, 1.0
"""What left-out answers cannot tell of dependence: errors that people share.  The dependence is
``SHARED_LEAST + SHARED_FACTOR x`` the one learnt from left-out answers, fitted on sets with gold by
``tests/benchmarks/fit_dependence.py``."""

ROUNDS, NEAR = 50, 1e-3
"""Rounds and tolerance of a fit that is only compared with others."""

TINY = 1e-12


@dataclass(frozen=True)
class Pooling:
    """What left-out answers tell.

    Attributes
    ----------
    strength : float
        Labels per class (answers in all, in the one-coin model) that everybody's together count
        for in each annotator's own.
    learnt : float
        Correlation of the answers within an item that left-out answers show, 0 to 1.
    dependence : float
        The same with the errors that people share; see `DawidSkene.tempered`.
    lean : float
        The power of a model's probabilities; 0 where there is none, or it is of no use.
    scores : dict
        Strength to the mean log likelihood of an answer that was left out.
    one_coin : bool
        Whether each annotator has one skill rather than a confusion matrix.
    """

    strength: float
    learnt: float
    dependence: float
    lean: float
    scores: dict[float, float]
    one_coin: bool


def fit(votes: Votes, pooling: Pooling, log_model: Reals | None = None) -> Model:
    """Fit the model that `pooling` describes to all answers."""
    if pooling.one_coin:
        return one_coin(votes, strength=pooling.strength)
    lean = None if log_model is None or not pooling.lean else pooling.lean * log_model
    return dawid_skene(votes, strength=pooling.strength, anchored=True, lean=lean)


def learn_pooling(
    votes: Votes, log_model: Reals | None = None, *, seed: int = 0, simple: bool = False
) -> Pooling:
    """Choose strength, dependence and lean by how well left-out answers are predicted.

    The truth plays no part: each answer is predicted from the others' answers to the item and
    from how its annotator answered elsewhere.

    Parameters
    ----------
    votes : Votes
        The annotations.
    log_model : ndarray, shape (items, classes), optional
        Logarithms of a model's probabilities.
    seed : int
        Draws the parts, and the items where there are many answers.
    simple : bool
        Take the one-coin model also where confusion matrices would fit in memory.
    """
    rng = np.random.default_rng(seed)
    some, kept = _sampled(votes, rng)
    log_model = None if log_model is None else log_model[kept]
    fold = rng.integers(0, FOLDS, len(some.item))
    coin = simple or too_large(votes)
    fitted = one_coin if coin else partial(dawid_skene, anchored=True)
    quick = partial(fitted, iterations=ROUNDS, tolerance=NEAR)
    scores = {
        strength: float(_logs(some, fold, partial(quick, strength=strength), (0.0,)).mean())
        for strength in STRENGTHS
    }
    strength = max(scores, key=scores.__getitem__)
    lean = 0.0
    if log_model is not None and not coin:
        lean = _best_lean(some, fold, partial(quick, strength=strength), log_model)
        if lean:
            quick = partial(quick, lean=lean * log_model)
    by_dependence = _logs(some, fold, partial(quick, strength=strength), DEPENDENCES).mean(axis=1)
    learnt = DEPENDENCES[int(by_dependence.argmax())]
    dependence = min(1.0, SHARED_LEAST + SHARED_FACTOR * learnt)
    return Pooling(strength, learnt, dependence, lean, scores, coin)


def _best_lean(votes: Votes, fold: Ints, fitted: Callable[..., Model], log_model: Reals) -> float:
    """Return the power of the model's probabilities that predicts left-out answers best.

    They are taken as they are unless another power is better by more than its standard error.
    """
    logs = {
        power: _logs(votes, fold, partial(fitted, lean=power * log_model), (0.0,))[0]
        for power in (0.0, *LEANS)
    }
    best = max(logs, key=lambda power: float(logs[power].mean()))
    gain = logs[best] - logs[1.0]
    error = float(gain.std()) / np.sqrt(len(gain))
    return best if float(gain.mean()) > error else 1.0


def _logs(
    votes: Votes, fold: Ints, fitted: Callable[[Votes], Model], dependences: tuple[float, ...]
) -> Reals:
    """Return the log likelihood of each answer when it is left out, (dependences, answers)."""
    logs = np.zeros((len(dependences), len(fold)))
    for part in range(FOLDS):
        out = fold == part
        if not out.any() or out.all():
            continue
        model = fitted(_where(votes, ~out))
        for position, dependence in enumerate(dependences):
            likelihood = model.likelihood(_where(votes, out), dependence)
            logs[position, out] = np.log(likelihood + TINY)
    return logs


def _where(votes: Votes, chosen: NDArray[np.bool_]) -> Votes:
    return replace(
        votes,
        item=votes.item[chosen],
        annotator=votes.annotator[chosen],
        label=votes.label[chosen],
    )


def _sampled(votes: Votes, rng: np.random.Generator) -> tuple[Votes, Ints]:
    """Return all answers to some items where there are more than `SAMPLE` answers, and which."""
    size = len(votes.items)
    if len(votes.item) <= SAMPLE:
        return votes, np.arange(size)
    drawn = rng.random(size) < SAMPLE / len(votes.item)
    kept, number = np.flatnonzero(drawn), np.cumsum(drawn) - 1
    some = _where(votes, drawn[votes.item])
    return replace(some, items=[votes.items[i] for i in kept], item=number[some.item]), kept
