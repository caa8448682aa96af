"""One label an item out of several people's, with its probability and each person's skill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from workbench import html
from workbench.annotations.dawid_skene import dawid_skene, too_large
from workbench.annotations.majority import leave_one_out, majority
from workbench.annotations.votes import Ints, Reals, Votes
from workbench.errors import InputError
from workbench.lexicon.plurals import counted

__all__ = ["Consensus", "Method", "choose", "consensus"]

Method = Literal["auto", "majority", "dawid_skene"]

ENOUGH = 5
"""Labels per annotator and class from which a confusion matrix is worth estimating."""


@dataclass(frozen=True, repr=False)
class Consensus:
    """What the annotators say together.

    Attributes
    ----------
    frame : pandas.DataFrame
        ``item``; ``label``, the consensus; ``probability`` (0 to 1: the share of votes for
        majority, the model's posterior for Dawid-Skene); ``n``, the labels given;
        ``agreement``, the share of them equal to the consensus.  One row per labelled item,
        in order of first appearance.
    annotators : pandas.DataFrame
        ``annotator``; ``n``, labels given; ``accuracy``, the estimated skill (0 to 1): the
        mean probability of the answers given for Dawid-Skene, agreement with the majority of
        the others for majority (null where nobody else labelled the same items).
    method : {"majority", "dawid_skene"}
        Which method was used.
    why : str
        Why, in one sentence.
    ties : int
        Items whose leading labels were tied; the first label in order is given for them.
    unlabelled : int
        Rows with a null label, left out.
    """

    frame: pd.DataFrame
    annotators: pd.DataFrame
    method: str
    why: str
    ties: int
    unlabelled: int

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of `frame`."""
        return self.frame.copy()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "method": self.method,
            "why": self.why,
            "ties": self.ties,
            "unlabelled": self.unlabelled,
            "items": records(self.frame),
            "annotators": records(self.annotators),
        }

    def __repr__(self) -> str:
        """Return the size and the method in a line."""
        return (
            f"Consensus({counted(len(self.frame), 'item')}, {self.method}, "
            f"{counted(self.ties, 'tie')})"
        )

    def _repr_html_(self) -> str:
        doubtful = self.frame.sort_values("probability", kind="stable").head(10)
        skill = self.annotators.sort_values("accuracy", kind="stable").head(10)
        return html.frame(
            f"Consensus of {counted(len(self.annotators), 'annotator')} on "
            f"{counted(len(self.frame), 'item')}",
            f"{self.why} {self.ties} items are tied; {self.unlabelled} rows have no label.",
            "Least certain items:",
            html.table(list(doubtful.columns), doubtful.itertuples(index=False)),
            "Annotators with the lowest estimated skill:",
            html.table(list(skill.columns), skill.itertuples(index=False)),
        )


def consensus(annotations: Any, *, method: Method = "auto", seed: int = 0) -> Consensus:
    """Combine the labels of each item into one.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label``; null labels count as not given.
    method : {"auto", "majority", "dawid_skene"}
        ``"auto"`` takes Dawid-Skene where there are at least three annotators, two labels an
        item and five labels per annotator and class, and the majority otherwise.
    seed : int
        For methods that draw at random; the present ones do not.

    Returns
    -------
    Consensus

    Raises
    ------
    InputError
        The table does not fit the contract, or the method is unknown or cannot be used.

    References
    ----------
    Dawid and Skene (1979), Applied Statistics 28, 20-28.
    """
    votes = Votes.read(annotations)
    chosen, why = choose(votes, method)
    label, probability, ties = majority(votes)
    if chosen == "dawid_skene":
        truth = dawid_skene(votes).truth
        label, probability = truth.argmax(axis=1), truth.max(axis=1)
        given = truth[votes.item, votes.label]
    else:
        given = leave_one_out(votes)
    return Consensus(
        frame=_items(votes, label, probability),
        annotators=_skill(votes, given),
        method=chosen,
        why=why,
        ties=ties,
        unlabelled=votes.unlabelled,
    )


def choose(votes: Votes, method: str) -> tuple[str, str]:
    """Return the method to use for `votes` and the reason in one sentence."""
    if method in ("majority", "dawid_skene"):
        return method, f"{_NAMES[method]} was requested."
    if method != "auto":
        raise InputError(
            f"consensus: method {method!r} is unknown; use 'auto', 'majority' or 'dawid_skene'."
        )
    people, classes = len(votes.annotators), len(votes.classes)
    each = len(votes.item) / people
    if people < 3:
        reason = f"there are only {people} annotators"
    elif len(votes.item) < 2 * len(votes.items):
        reason = "most items have a single label"
    elif each < ENOUGH * classes:
        reason = f"{each:.1f} labels per annotator are too few to learn {classes} classes' errors"
    elif too_large(votes):
        reason = "there are too many annotators and classes for a confusion matrix each"
    else:
        why = f"{each:.0f} labels per annotator are enough to weight each one by skill"
        return "dawid_skene", f"Dawid-Skene: {why}."
    return "majority", f"Majority vote: {reason}."


_NAMES = {"majority": "Majority vote", "dawid_skene": "Dawid-Skene"}


def _items(votes: Votes, label: Ints, probability: Reals) -> pd.DataFrame:
    n = votes.per_item()
    same = np.bincount(votes.item, votes.label == label[votes.item], minlength=len(n))
    return pd.DataFrame(
        {
            "item": votes.items,
            "label": [votes.classes[code] for code in label],
            "probability": probability,
            "n": n,
            "agreement": same / n,
        }
    )


def _skill(votes: Votes, given: Reals) -> pd.DataFrame:
    known = ~np.isnan(given)
    size = len(votes.annotators)
    n = np.bincount(votes.annotator[known], minlength=size)
    total = np.bincount(votes.annotator[known], given[known], minlength=size)
    accuracy = np.divide(total, n, out=np.full(size, np.nan), where=n > 0)
    return pd.DataFrame(
        {"annotator": votes.annotators, "n": votes.per_annotator(), "accuracy": accuracy}
    )


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of `frame` as plain dictionaries, NaN as None."""
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]
