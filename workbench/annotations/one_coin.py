"""The one-coin model: each annotator is right with one probability, whatever the class.

It is what remains of Dawid and Skene's model where there are too many annotators or classes for a
confusion matrix each: its size is that of the annotations.  A wrong answer is any other class with
equal probability (Y. Zhang, X. Chen, D. Zhou, M. I. Jordan, "Spectral Methods Meet EM", Journal of
Machine Learning Research 17, 2016, section 3.3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.annotations.votes import Ints, Reals, Votes
from workbench.progress import Progress

__all__ = ["OneCoin", "one_coin"]

SURE = 1e-6
"""How near skills may come to 0 and 1: nobody is held infallible for a few right answers."""


@dataclass(frozen=True)
class OneCoin:
    """A fitted model.

    Attributes
    ----------
    item, label : ndarray of int, shape (candidates,)
        The classes that somebody gave to an item, items ascending; no other is considered.
    joint : ndarray, shape (candidates,)
        Logarithm of the probability of each and the answers together, up to a constant an item.
    n : ndarray of int, shape (items,)
        Answers to each item.
    skill : ndarray, shape (annotators,)
        How probably each is right, 0 to 1.
    classes : int
        How many there are.
    """

    item: Ints
    label: Ints
    joint: Reals
    n: Ints
    skill: Reals
    classes: int

    def tempered(self, dependence: float) -> Reals:
        """Return the probability of each candidate; see `DawidSkene.tempered`."""
        effect = 1 + (np.maximum(self.n, 1) - 1) * dependence
        return _shares(self.joint / effect[self.item], self.item, len(self.n))

    def best(self, dependence: float) -> tuple[Ints, Reals]:
        """Return the most probable class of each item, and its probability."""
        truth = self.tempered(dependence)
        order = np.lexsort((self.label, -truth, self.item))
        items, first = np.unique(self.item[order], return_index=True)
        label, probability = np.zeros(len(self.n), np.int64), np.zeros(len(self.n))
        label[items] = self.label[order][first]
        probability[items] = truth[order][first]
        return label, probability

    def of_answers(self, votes: Votes, dependence: float) -> Reals:
        """Return how probable it is that each answer names the truth, (n,)."""
        return self._at(votes, self.tempered(dependence))

    def likelihood(self, left_out: Votes, dependence: float) -> Reals:
        """Return how probable each of some further answers is, (n,)."""
        right = self._at(left_out, self.tempered(dependence))
        skill = self.skill[left_out.annotator]
        return right * skill + (1 - right) * (1 - skill) / max(self.classes - 1, 1)

    def _at(self, votes: Votes, truth: Reals) -> Reals:
        """Return the probability of each answer's class; 0 where it is no candidate."""
        known = self.item * self.classes + self.label
        wanted = votes.item * self.classes + votes.label
        at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
        return np.where(known[at] == wanted, truth[at], 0.0)


def one_coin(
    votes: Votes, *, strength: float, iterations: int = 200, tolerance: float = 1e-5
) -> OneCoin:
    """Fit the model by expectation and maximisation, starting from the vote shares.

    Parameters
    ----------
    votes : Votes
        The annotations.
    strength : float
        Answers that the mean skill counts for in each annotator's own, above 0; ``inf`` gives
        everybody the mean skill.
    iterations : int
        Most rounds.
    tolerance : float
        Stop when no probability moves by more.
    """
    classes, items, people = len(votes.classes), len(votes.items), len(votes.annotators)
    pair, at = np.unique(votes.item * classes + votes.label, return_inverse=True)
    item, label = pair // classes, pair % classes
    truth = _shares(np.log(np.bincount(at, minlength=len(pair))), item, items)
    total = np.bincount(votes.annotator, minlength=people)
    rounds, change, joint, skill = 0, np.inf, truth, np.zeros(people)
    with Progress("consensus", iterations) as progress:
        while change >= tolerance and rounds < iterations:
            right = np.bincount(votes.annotator, truth[at], minlength=people)
            mean = right.sum() / total.sum()
            skill = (
                np.full(people, mean)
                if np.isinf(strength)
                else (right + strength * mean) / (total + strength)
            )
            skill = np.clip(skill, SURE, 1 - SURE)
            prior = np.bincount(label, truth, minlength=classes) / items
            weight = np.log(skill) - np.log((1 - skill) / max(classes - 1, 1))
            joint = np.log(prior[label] + SURE) + np.bincount(
                at, weight[votes.annotator], minlength=len(pair)
            )
            before, truth = truth, _shares(joint, item, items)
            change = np.abs(truth - before).max()
            rounds += 1
            progress.step()
    return OneCoin(item, label, joint, votes.per_item(), skill, classes)


def _shares(joint: Reals, item: Ints, items: int) -> Reals:
    """Return exp(joint), made to sum to 1 over the candidates of each item."""
    top = np.full(items, -np.inf)
    np.maximum.at(top, item, joint)
    likelihood = np.exp(joint - top[item])
    return np.asarray(likelihood / np.bincount(item, likelihood, minlength=items)[item])
