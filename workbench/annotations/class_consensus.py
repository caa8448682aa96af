"""One label an item out of several people's, with its probability and each person's skill."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from workbench import html
from workbench.annotations.calibration import Calibration, calibrate
from workbench.annotations.dawid_skene import DawidSkene, dawid_skene
from workbench.annotations.frames import records
from workbench.annotations.given import model_probabilities, with_classes_of
from workbench.annotations.majority import leave_one_out, majority
from workbench.annotations.pooling import Model, Pooling, fit, learn_pooling
from workbench.annotations.shares import wilson
from workbench.annotations.votes import Ints, Reals, Votes
from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.tables import contracts

__all__ = ["Consensus", "Method", "consensus_of_classes"]

Method = Literal["auto", "majority", "dawid_skene", "one_coin"]

NO_GOLD = (
    "The probabilities rest on the answers alone: where people make the same mistake they are "
    "too high. Gold labels of some items (gold=) correct them."
)


@dataclass(frozen=True, repr=False)
class Consensus:
    """What the annotators say together.

    Attributes
    ----------
    frame : pandas.DataFrame
        ``item``; ``label``, the consensus; ``probability`` (0 to 1) that it is right;
        ``n``, the labels given; ``agreement``, the share of them equal to the consensus.  One
        row per labelled item, in order of first appearance.
    annotators : pandas.DataFrame
        ``annotator``; ``n``, labels given; ``accuracy``, the estimated skill (0 to 1): the mean
        probability that the answers given are right, for the majority the agreement with the
        others' (null where nobody else labelled the same items); ``low, high``, its 95 % interval
        (Wilson) if the estimated truth is right.
    method : {"majority", "dawid_skene", "one_coin"}
        Which method was used.
    why : str
        Why, in one sentence.
    rests_on : str
        What the probabilities rest on, in one or two sentences.
    ties : int
        Items whose most frequent labels are tied.
    unlabelled : int
        Rows with a null label, left out.
    model : DawidSkene or OneCoin
        The fitted model.
    classes : list
        The labels in the order of the model's tables.
    dependence : float
        Correlation of the answers to one item, 0 to 1, that the probabilities allow for.
    calibration : Calibration or None
        How gold corrects the probabilities, where there is some.
    """

    frame: pd.DataFrame
    annotators: pd.DataFrame
    method: str
    why: str
    rests_on: str
    ties: int
    unlabelled: int
    model: Model
    classes: list[Any]
    dependence: float
    calibration: Calibration | None

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of `frame`."""
        return self.frame.copy()

    def soft_labels(self, least: float = 0.01) -> pd.DataFrame:
        """Return ``item, label, probability`` of every label that is at least so probable.

        Where gold corrects the probability of the consensus, the others share the rest.

        Raises
        ------
        InputError
            `least` is not between 0 and 1.
        """
        if not 0 <= least <= 1:
            raise InputError(f"soft_labels: least is a probability, 0 to 1, not {least!r}.")
        truth = self.model.tempered(self.dependence)
        if isinstance(self.model, DawidSkene):
            item, label = np.nonzero(truth > 0)
            truth = truth[item, label]
        else:
            item, label = self.model.item, self.model.label
        if self.calibration is not None:
            truth = self._corrected(item, label, truth)
        kept = truth >= least
        return pd.DataFrame(
            {
                "item": self.frame["item"].to_numpy()[item[kept]],
                "label": pd.Series([self.classes[code] for code in label[kept]], dtype=object),
                "probability": truth[kept],
            }
        )

    def _corrected(self, item: Ints, label: Ints, truth: Reals) -> Reals:
        code = {one: position for position, one in enumerate(self.classes)}
        chosen = label == np.array([code[one] for one in self.frame["label"]])[item]
        said = self.frame["probability"].to_numpy()[item]
        others = np.bincount(item, np.where(chosen, 0, truth), minlength=len(self.frame))[item]
        share = np.divide(1 - said, others, out=np.zeros_like(truth), where=others > 0)
        return np.asarray(np.where(chosen, said, truth * share))

    def confusion(self, annotator: Any) -> pd.DataFrame:
        """Return what an annotator says (columns) where each label is true (rows), 0 to 1.

        Raises
        ------
        InputError
            There is no such annotator, or the one-coin model was used, which has one skill each.
        """
        if not isinstance(self.model, DawidSkene):
            raise InputError(
                "confusion: the one-coin model knows one skill of each annotator; see annotators."
            )
        known = self.annotators["annotator"].tolist()
        if annotator not in known:
            some = ", ".join(map(repr, known[:5]))
            raise InputError(f"confusion: {annotator!r} is no annotator; there are {some}.")
        errors = self.model.errors[known.index(annotator)]
        return pd.DataFrame(errors, index=self.classes, columns=self.classes)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "method": self.method,
            "why": self.why,
            "rests_on": self.rests_on,
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
        ties = counted(self.ties, "item is tied", "items are tied")
        without = counted(self.unlabelled, "row has no label", "rows have no label")
        return html.frame(
            f"Consensus of {counted(len(self.annotators), 'annotator')} on "
            f"{counted(len(self.frame), 'item')}",
            f"{self.why} {ties}; {without}. {self.rests_on}",
            "Least certain items:",
            html.table(list(doubtful.columns), doubtful.itertuples(index=False)),
            "Annotators with the lowest estimated skill:",
            html.table(list(skill.columns), skill.itertuples(index=False)),
        )


def consensus_of_classes(
    annotations: Any,
    *,
    method: Method = "auto",
    gold: Any = None,
    pred_probs: Any = None,
    seed: int = 0,
    sure: bool = False,
) -> Consensus:
    """Combine the labels of each item into one; see `workbench.consensus`.

    Parameters
    ----------
    annotations, method, gold, pred_probs, seed
        As for `workbench.consensus`.
    sure : bool
        Whether the labels are known to be classes: no warning that they may be something else.

    Raises
    ------
    InputError
        A table does not fit its contract, or the method is unknown or cannot be used.

    References
    ----------
    Dawid and Skene (1979), Applied Statistics 28, 20-28.
    """
    if method not in get_args(Method):
        known = ", ".join(map(repr, get_args(Method)))
        raise InputError(f"consensus: method {method!r} is unknown; use one of {known}.")
    if pred_probs is not None and method == "one_coin":
        raise InputError("consensus: the one-coin model takes no pred_probs; leave the method out.")
    votes = Votes.read(annotations)
    given = None if pred_probs is None else contracts.read(pred_probs, "pred_probs")
    if not sure:
        _warn_of_others(votes)
    votes = votes if given is None else with_classes_of(votes, given)
    log_model = None if given is None else model_probabilities(votes, given)
    pooling = learn_pooling(votes, log_model, seed=seed, simple=method == "one_coin")
    if method == "dawid_skene":
        lean = None if log_model is None else pooling.lean * log_model
        model: Model = dawid_skene(votes, lean=lean)
    else:
        model = fit(votes, pooling, log_model)
    label, probability = model.best(pooling.dependence)
    answers = model.of_answers(votes, pooling.dependence)
    if method == "majority":
        label, probability = _majority(votes, answers)
        answers = leave_one_out(votes)
    calibration, rests_on = None, NO_GOLD
    if gold is not None:
        calibration, n = _on_gold(votes, label, probability, gold)
        probability = calibration(probability)
        rests_on = f"The probabilities are calibrated on {counted(n, 'gold item')}."
    return Consensus(
        frame=_items(votes, label, probability),
        annotators=_skill(votes, answers),
        method=_used(method, pooling),
        why=_why(method, pooling),
        rests_on=rests_on,
        ties=majority(votes)[2],
        unlabelled=votes.unlabelled,
        model=model,
        classes=votes.classes,
        dependence=pooling.dependence,
        calibration=calibration,
    )


TEXT_WORDS = 3
"""Words on average from which on labels that hardly repeat are texts: names have one or two."""
MANY = 20
"""Distinct whole numbers from which on they may be measurements: scales of answers have fewer."""


def _warn_of_others(votes: Votes) -> None:
    """Say where labels do not look like classes."""
    texts = [label for label in votes.classes if isinstance(label, str)]
    words = sum(len(text.split()) for text in texts) / max(len(texts), 1)
    if 2 * len(votes.classes) > len(votes.item) > 1 and words >= TEXT_WORDS:
        warnings.warn(
            f"consensus: {len(votes.classes)} of {len(votes.item)} labels differ and are texts "
            f"of {words:.0f} words on average; a vote on whole texts says little: kind='text' "
            "votes word by word",
            stacklevel=4,
        )
    numbers = [label for label in votes.classes if isinstance(label, int | float)]
    if len(numbers) > MANY:
        warnings.warn(
            f"consensus: the labels are {len(numbers)} different numbers and are voted on as "
            "classes; if they are measurements, give kind='number', else kind='class'",
            stacklevel=4,
        )


def _used(method: str, pooling: Pooling) -> str:
    if method != "auto":
        return method
    return "one_coin" if pooling.one_coin else "dawid_skene"


def _why(method: str, pooling: Pooling) -> str:
    lean = (
        f" The model's probabilities count to the power of {pooling.lean:g}, by the same test."
        if pooling.lean
        else ""
    )
    if method == "majority":
        return "Majority vote was requested; ties go to the more probable label."
    if method != "auto":
        name = "Dawid-Skene" if method == "dawid_skene" else "The one-coin model"
        return f"{name} was requested.{lean}"
    if pooling.one_coin:
        return (
            "One-coin model: there are too many annotators or labels for a confusion matrix each."
        )
    if np.isinf(pooling.strength):
        return (
            "Dawid-Skene with one confusion matrix for everybody: answers that are left out are "
            f"predicted best if all annotators count as alike.{lean}"
        )
    return (
        "Dawid-Skene: answers that are left out are predicted best if each annotator has a "
        "confusion matrix of their own, drawn towards everybody's as by "
        f"{counted(int(pooling.strength), 'label')} a class.{lean}"
    )


def _on_gold(votes: Votes, label: Ints, probability: Reals, gold: Any) -> tuple[Calibration, int]:
    """Return how the probabilities are to be read by gold, and by how many items of it."""
    table = contracts.gold(gold)
    true = dict(zip(table["item"], table["label"], strict=True))
    code = {label: position for position, label in enumerate(votes.classes)}
    known = [i for i, item in enumerate(votes.items) if item in true]
    if not known:
        raise InputError(
            f"consensus: none of the {len(true)} gold items is among the {len(votes.items)} "
            f"annotated ones (gold has {table['item'].tolist()[0]!r}, the annotations "
            f"{votes.items[0]!r}); check that the items are written alike and of one type."
        )
    place = np.array(known)
    truth = np.array([code.get(true[votes.items[i]], -1) for i in known])
    return calibrate(probability[place], label[place] == truth), len(known)


def _majority(votes: Votes, answers: Reals) -> tuple[Ints, Reals]:
    """Return the most frequent label of each item, of tied ones the most probable."""
    size = len(votes.classes)
    pair, first, at = np.unique(
        votes.item * size + votes.label, return_index=True, return_inverse=True
    )
    count, sure = np.bincount(at), answers[first]
    order = np.lexsort((pair, -sure, -count, pair // size))
    _, top = np.unique(pair[order] // size, return_index=True)
    best = order[top]
    return pair[best] % size, sure[best]


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


def _skill(votes: Votes, answers: Reals) -> pd.DataFrame:
    known = ~np.isnan(answers)
    size = len(votes.annotators)
    n = np.bincount(votes.annotator[known], minlength=size)
    total = np.bincount(votes.annotator[known], answers[known], minlength=size)
    accuracy = np.divide(total, n, out=np.full(size, np.nan), where=n > 0)
    low, high = wilson(accuracy, n)
    return pd.DataFrame(
        {
            "annotator": votes.annotators,
            "n": votes.per_annotator(),
            "accuracy": accuracy,
            "low": low,
            "high": high,
        }
    )
