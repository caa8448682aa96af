"""Dawid and Skene's model: every annotator has a confusion matrix of their own.

A. P. Dawid, A. M. Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using
the EM Algorithm", Applied Statistics 28 (1979).  Two additions: each annotator's matrix
is drawn towards the one pooled over all annotators, in proportion to how little that
annotator has labelled, and the pooled matrix itself is smoothed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from workbench.annotations.votes import Reals, Votes
from workbench.errors import InputError
from workbench.progress import Progress

__all__ = ["DawidSkene", "dawid_skene", "too_large"]

POOLED = 0.25
"""Labels per true class that the pooled matrix counts for in each annotator's own."""

SMOOTH = 0.1
"""Labels per cell added to the pooled matrix."""

LARGEST = 100_000_000
"""Most cells (annotators x classes x classes) that are held in memory."""


@dataclass(frozen=True)
class DawidSkene:
    """A fitted model.

    Attributes
    ----------
    truth : ndarray, shape (items, classes)
        Probability of each class; rows sum to 1.
    prior : ndarray, shape (classes,)
        Frequency of the classes; sums to 1.
    errors : ndarray, shape (annotators, classes, classes)
        ``errors[a, t, g]``: probability that annotator a says g where t is true; sums to 1
        over g.
    iterations : int
        Rounds until the probabilities moved by less than the tolerance.
    """

    truth: Reals
    prior: Reals
    errors: Reals
    iterations: int

    def evidence(self) -> Reals:
        """Return the log probability of each answer: (annotators x given, true)."""
        return _evidence(self.errors)


def too_large(votes: Votes) -> bool:
    """Return whether the confusion matrices of all annotators would not fit in memory."""
    return len(votes.annotators) * len(votes.classes) ** 2 > LARGEST


def dawid_skene(votes: Votes, *, iterations: int = 200, tolerance: float = 1e-5) -> DawidSkene:
    """Fit the model by expectation and maximisation, starting from the vote shares.

    Parameters
    ----------
    votes : Votes
        The annotations.
    iterations : int
        Most rounds.
    tolerance : float
        Stop when no probability moves by more.

    Returns
    -------
    DawidSkene

    Raises
    ------
    InputError
        There are too many annotators and classes for the matrices to fit in memory.
    """
    if too_large(votes):
        raise InputError(
            f"annotations: Dawid-Skene needs a {len(votes.classes)} x {len(votes.classes)} matrix "
            f"for each of {len(votes.annotators)} annotators, which is too large; "
            "use method='majority'."
        )
    answers = votes.answers()
    counts = votes.counts().toarray()
    truth = counts / counts.sum(axis=1, keepdims=True)
    rounds, change = 0, np.inf
    with Progress("consensus", iterations) as progress:
        while change >= tolerance and rounds < iterations:
            prior, errors = maximise(answers, truth, len(votes.annotators))
            before, truth = truth, expect(answers, prior, errors)
            change = np.abs(truth - before).max()
            rounds += 1
            progress.step()
    return DawidSkene(truth, prior, errors, rounds)


def expect(answers: sparse.csr_array, prior: Reals, errors: Reals) -> Reals:
    """E-step: the probability of each class given what was answered, (items, classes)."""
    joint = np.log(prior) + answers @ _evidence(errors)
    joint -= joint.max(axis=1, keepdims=True)
    likelihood = np.exp(joint)
    return np.asarray(likelihood / likelihood.sum(axis=1, keepdims=True))


def maximise(answers: sparse.csr_array, truth: Reals, annotators: int) -> tuple[Reals, Reals]:
    """M-step: class frequencies, and each annotator's confusion matrix given the truth."""
    classes = truth.shape[1]
    said = np.asarray(answers.T @ truth).reshape(annotators, classes, classes).transpose(0, 2, 1)
    pooled = said.sum(axis=0) + SMOOTH
    pooled /= pooled.sum(axis=1, keepdims=True)
    errors = said + POOLED * pooled
    errors /= errors.sum(axis=2, keepdims=True)
    prior = truth.sum(axis=0) + SMOOTH
    return prior / prior.sum(), errors


def _evidence(errors: Reals) -> Reals:
    annotators, classes, _ = errors.shape
    return np.log(errors).transpose(0, 2, 1).reshape(annotators * classes, classes)
