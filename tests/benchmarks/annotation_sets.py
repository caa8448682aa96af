"""Annotations with a known truth: public sets, and worlds that are made from a seed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from workbench.annotations.votes import Ints, Reals, Votes

DATA = Path(os.environ.get("WORKBENCH_BENCH_DATA", "../shared/data")) / "multi_annotator"
CLASS_SETS = (
    "bluebird",
    "product_match",
    "dog_breed",
    "face_sentiment",
    "weather_sentiment_amt",
    "weather_sentiment_cf",
    "cifar10n",
)


@dataclass(frozen=True)
class Labelled:
    """Annotations and the truth.

    Attributes
    ----------
    answers : pandas.DataFrame
        ``item, annotator, label``.
    votes : Votes
        The same, read.
    truth : ndarray of int, shape (items,)
        Position in ``votes.classes``; -1 where unknown.
    """

    answers: pd.DataFrame
    votes: Votes
    truth: Ints

    def log_loss(self, probability: Reals) -> float:
        """Return the mean log loss of (items, classes) probabilities, none below 1e-6."""
        known = self.truth >= 0
        given = probability[known, self.truth[known]]
        return float(-np.log(np.clip(given, 1e-6, 1)).mean())

    def accuracy(self, label: Ints) -> float:
        """Return the share of right labels among the items whose truth is known."""
        known = self.truth >= 0
        return float((label[known] == self.truth[known]).mean())

    def calibration_error(self, probability: Reals, label: Ints, bins: int = 10) -> float:
        """Return the expected calibration error of the labels' probabilities (equal widths)."""
        known = self.truth >= 0
        sure, right = probability[known], (label == self.truth)[known]
        part = np.minimum((sure * bins).astype(int), bins - 1)
        return float(
            sum(
                abs(sure[part == b].mean() - right[part == b].mean()) * (part == b).mean()
                for b in range(bins)
                if (part == b).any()
            )
        )


def labelled(answers: pd.DataFrame, truth: dict[object, object]) -> Labelled:
    """Read answers and look up the truth of their items."""
    votes = Votes.read(answers)
    code = {label: position for position, label in enumerate(votes.classes)}
    return Labelled(
        answers, votes, np.array([code.get(truth.get(item), -1) for item in votes.items])
    )


def class_set(name: str) -> Labelled:
    """Return a public set; of several answers of one person to one item the last counts."""
    answers = _read(name, "answers.csv").drop_duplicates(["item", "annotator"], keep="last")
    truth = _read(name, "truth.csv").drop_duplicates("item")
    return labelled(
        answers[["item", "annotator", "label"]],
        dict(zip(truth["item"], truth["label"], strict=True)),
    )


def _read(name: str, file: str) -> pd.DataFrame:
    return pd.read_csv(DATA / name / file, dtype=str, keep_default_na=False)


def world(seed: int) -> Labelled:
    """Make a world: people of different skill, items of different difficulty.

    Of each world are drawn: 50 to 800 items, 2 to 6 classes of unequal frequency, 3 to 40 people,
    2 to 8 answers an item, the skills (a beta distribution of mean .6 to .95), whether there are
    confusions that everybody is prone to, and how much items differ in difficulty.
    """
    rng = np.random.default_rng(seed)
    items, classes = int(rng.integers(50, 800)), int(rng.integers(2, 7))
    people, each = int(rng.integers(3, 41)), int(rng.integers(2, 9))
    prior = rng.dirichlet(np.full(classes, 2.0))
    truth = rng.choice(classes, items, p=prior)
    mean, spread = rng.uniform(0.6, 0.95), rng.uniform(3, 30)
    skill = rng.beta(mean * spread, (1 - mean) * spread, people)
    wrong = rng.dirichlet(np.full(classes, rng.choice([0.3, 3.0])), classes)
    hard = rng.beta(1, rng.choice([3, 30]), items)
    rows = []
    for item in range(items):
        for person in rng.choice(people, min(each, people), replace=False):
            knows = rng.random() < skill[person] * (1 - hard[item])
            odds = wrong[truth[item]].copy()
            odds[truth[item]] = 0
            other = odds / odds.sum() if odds.sum() > 0 else np.full(classes, 1 / classes)
            guess = 1 / classes
            right = knows or rng.random() < guess
            rows.append((item, person, truth[item] if right else rng.choice(classes, p=other)))
    answers = pd.DataFrame(rows, columns=["item", "annotator", "label"])
    return labelled(answers, dict(enumerate(truth.tolist())))
