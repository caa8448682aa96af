"""Dawid and Skene's model: every annotator has a confusion matrix of their own.

A. P. Dawid, A. M. Skene, "Maximum Likelihood Estimation of Observer Error-Rates Using
the EM Algorithm", Applied Statistics 28 (1979).  Two additions: each annotator's matrix
is drawn towards the one pooled over all annotators, in proportion to how little that
annotator has labelled; and the pooled matrix may be anchored, so that a label stays what
most people say where it is true.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from workbench.annotations.votes import Ints, Reals, Votes
from workbench.errors import InputError
from workbench.progress import Progress

__all__ = ["POOLED", "DawidSkene", "dawid_skene", "too_large"]

POOLED = 0.25
"""Labels per true class that the pooled matrix counts for where nothing else is said: just
enough that no answer of anybody is held impossible."""

SMOOTH = 0.1
"""Labels per cell added to the pooled matrix, for the same reason."""

ANCHOR = 0.5
"""Least share of right answers to a class in an anchored pooled matrix: a label means what more
than half of the people say where it is true.  Below, EM can turn a class into another one, such
as "can't tell" into the class of the hard items."""

LARGEST = 30_000_000
"""Most cells of a table (annotators x classes x classes, or items x classes): a quarter of a
gigabyte of 8-byte numbers, of which a fit holds about four."""


@dataclass(frozen=True)
class DawidSkene:
    """A fitted model.

    Attributes
    ----------
    joint : ndarray, shape (items, classes)
        Logarithm of the probability of each class and the answers together, up to a constant
        an item.
    n : ndarray of int, shape (items,)
        Answers to each item.
    prior : ndarray, shape (classes,)
        Frequency of the classes; sums to 1.
    errors : ndarray, shape (annotators, classes, classes)
        ``errors[a, t, g]``: probability that annotator a says g where t is true; sums to 1
        over g.
    iterations : int
        Rounds until the probabilities moved by less than the tolerance.
    """

    joint: Reals
    n: Ints
    prior: Reals
    errors: Reals
    iterations: int

    @property
    def truth(self) -> Reals:
        """Probability of each class, (items, classes), if all answers are independent."""
        return softmax(self.joint)

    def tempered(self, dependence: float) -> Reals:
        """Return the probability of each class where answers to one item depend on each other.

        Parameters
        ----------
        dependence : float
            0 to 1: correlation within an item.  n answers count as n / (1 + (n - 1) dependence)
            independent ones (the design effect of Kish, "Survey Sampling", 1965).
        """
        effect = 1 + (np.maximum(self.n, 1) - 1) * dependence
        return softmax(self.joint / effect[:, None])

    def best(self, dependence: float) -> tuple[Ints, Reals]:
        """Return the most probable class of each item, and its probability."""
        truth = self.tempered(dependence)
        label = truth.argmax(axis=1)
        return label, truth[np.arange(len(label)), label]

    def of_answers(self, votes: Votes, dependence: float) -> Reals:
        """Return how probable it is that each answer names the truth, (n,)."""
        return np.asarray(self.tempered(dependence)[votes.item, votes.label])

    def likelihood(self, left_out: Votes, dependence: float) -> Reals:
        """Return how probable each of some further answers is, (n,)."""
        truth = self.tempered(dependence)[left_out.item]
        said = self.errors[left_out.annotator, :, left_out.label]
        return np.asarray((truth * said).sum(axis=1))

    def evidence(self) -> Reals:
        """Return the log probability of each answer: (annotators x given, true)."""
        return _evidence(self.errors)


def too_large(votes: Votes) -> bool:
    """Return whether the matrices of all annotators or items would not fit in memory."""
    classes = len(votes.classes)
    return max(len(votes.annotators) * classes, len(votes.items)) * classes > LARGEST


def dawid_skene(
    votes: Votes,
    *,
    strength: float = POOLED,
    anchored: bool = False,
    lean: Reals | None = None,
    iterations: int = 200,
    tolerance: float = 1e-5,
) -> DawidSkene:
    """Fit the model by expectation and maximisation, starting from the vote shares.

    Parameters
    ----------
    votes : Votes
        The annotations.
    strength : float
        Labels per true class that the pooled matrix counts for in each annotator's own, above 0;
        ``inf`` gives everybody the pooled one.
    anchored : bool
        Whether the pooled matrix keeps at least half of its weight on right answers.
    lean : ndarray, shape (items, classes), optional
        What else tells of each class: logarithms, such as of a model's probabilities.
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
            f"for each of {len(votes.annotators)} annotators and {len(votes.classes)} numbers for "
            f"each of {len(votes.items)} items, which is too large; use method='one_coin'."
        )
    answers = votes.answers()
    counts = votes.counts().toarray() + SMOOTH / len(votes.classes)
    truth = counts / counts.sum(axis=1, keepdims=True)
    rounds, change = 0, np.inf
    joint = prior = errors = truth
    with Progress("consensus", iterations) as progress:
        while change >= tolerance and rounds < iterations:
            prior, errors = maximise(
                answers, truth, len(votes.annotators), strength=strength, anchored=anchored
            )
            joint = expect(answers, prior, errors, lean)
            before, truth = truth, softmax(joint)
            change = np.abs(truth - before).max()
            rounds += 1
            progress.step()
    return DawidSkene(joint, votes.per_item(), prior, errors, rounds)


def expect(
    answers: sparse.csr_array, prior: Reals, errors: Reals, lean: Reals | None = None
) -> Reals:
    """E-step: log probability of each class and the answers together, (items, classes)."""
    joint = np.log(prior) + answers @ _evidence(errors)
    return np.asarray(joint if lean is None else joint + lean)


def maximise(
    answers: sparse.csr_array,
    truth: Reals,
    annotators: int,
    *,
    strength: float = POOLED,
    anchored: bool = False,
) -> tuple[Reals, Reals]:
    """M-step: class frequencies, and each annotator's confusion matrix given the truth."""
    classes = truth.shape[1]
    said = np.asarray(answers.T @ truth).reshape(annotators, classes, classes).transpose(0, 2, 1)
    pooled = said.sum(axis=0) + SMOOTH
    pooled /= pooled.sum(axis=1, keepdims=True)
    if anchored:
        pooled = anchor(pooled)
    if np.isinf(strength):
        errors = np.broadcast_to(pooled, said.shape)
    else:
        errors = said + strength * pooled
        errors /= errors.sum(axis=2, keepdims=True)
    prior = truth.sum(axis=0) + SMOOTH
    return prior / prior.sum(), errors


def anchor(pooled: Reals) -> Reals:
    """Raise the diagonal of a confusion matrix to `ANCHOR` where it is lower."""
    right = np.diag(pooled)
    wrong = 1 - right
    scale = np.divide(1 - ANCHOR, wrong, out=np.ones_like(wrong), where=right < ANCHOR)
    anchored = pooled * scale[:, None]
    np.fill_diagonal(anchored, np.maximum(right, ANCHOR))
    return anchored


def softmax(joint: Reals) -> Reals:
    """Return the probabilities of which these are the logarithms, up to a constant a row."""
    likelihood = np.exp(joint - joint.max(axis=1, keepdims=True))
    likelihood /= likelihood.sum(axis=1, keepdims=True)
    return np.asarray(likelihood)


def _evidence(errors: Reals) -> Reals:
    annotators, classes, _ = errors.shape
    return np.log(errors).transpose(0, 2, 1).reshape(annotators * classes, classes)
