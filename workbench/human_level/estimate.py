"""Estimate the human level, with gold or without, and its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from workbench.annotations.dawid_skene import DawidSkene, too_large
from workbench.annotations.majority import leave_one_out, majority
from workbench.annotations.pooling import fit, learn_pooling
from workbench.annotations.votes import Ints, Reals, Votes
from workbench.errors import InputError
from workbench.human_level.result import Figure, HumanLevel, verdict
from workbench.tables import contracts

__all__ = ["human_level"]


def human_level(
    annotations: Any,
    gold: Any = None,
    *,
    target: float | None = None,
    bootstrap: int = 300,
    seed: int = 0,
) -> HumanLevel:
    """Estimate how well people do at the task.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label``; null labels count as not given.
    gold : table, optional
        Columns ``item, label``: labels taken as true, for all items or some.  Items
        without gold do not count towards any figure then.
    target : float, optional
        The accuracy aimed at, above 0 to 1.
    bootstrap : int
        Resamples of items and annotators for the intervals; 0 for none.
    seed : int
        For the resampling.

    Returns
    -------
    HumanLevel

    Raises
    ------
    InputError
        A table does not fit its contract, the target is not a share, no item has gold, no
        label occurs in both tables, or without gold no item has labels by two people.

    References
    ----------
    Items and annotators are both resampled, as in A. B. Owen, "The pigeonhole bootstrap",
    Annals of Applied Statistics 1 (2007).
    """
    if target is not None and not 0 < target <= 1:
        raise InputError(
            f"human_level: target must be a share above 0 and up to 1, not {target!r}; "
            "write 99 percent as .99."
        )
    votes = Votes.read(annotations)
    scored = _against_people(votes) if gold is None else _against_gold(votes, gold)
    typical, panel, classes = _figures(scored, bootstrap, seed)
    return HumanLevel(
        typical=typical,
        panel=panel,
        measured="agreement with other people" if gold is None else "accuracy against gold",
        per_class=classes,
        annotators=_per_annotator(scored),
        method=scored.method,
        n_items=len(votes.items),
        n_annotators=len(votes.annotators),
        n_annotations=len(votes.item),
        n_gold=0 if gold is None else len(np.unique(scored.item)),
        target=target,
        verdict=verdict(typical, panel, target, classes, len(votes.annotators)),
    )


@dataclass(frozen=True)
class _Scored:
    """The labels that can be judged, each with a credit from 0 to 1.

    `panel` maps annotator weights to the panel's class for each item, and `truth` holds
    the true class of each item (-1 where unknown); both only with gold.
    """

    votes: Votes
    classes: list[Any]
    item: Ints
    annotator: Ints
    credit: Reals
    of_class: Ints
    method: str
    truth: Ints | None = None
    ballots: sparse.csr_array | None = None
    worth: Reals | None = None
    prior: Reals | None = None

    def panel(self, weights: Reals) -> Reals:
        """Return whether the panel is right on each item that has gold."""
        assert self.ballots is not None and self.worth is not None and self.truth is not None
        people = np.repeat(weights, len(self.votes.classes))
        scores = self.ballots @ (people[:, None] * self.worth) + self.prior
        return np.asarray(scores.argmax(axis=1) == self.truth, dtype=np.float64)


def _against_people(votes: Votes) -> _Scored:
    credit = leave_one_out(votes)
    known = ~np.isnan(credit)
    if not known.any():
        raise InputError(
            "human_level: no item has labels from two annotators and no gold is given, so "
            "there is nothing to compare; have items labelled twice, or give gold."
        )
    label, _, _ = majority(votes)
    return _Scored(
        votes=votes,
        classes=votes.classes,
        item=votes.item[known],
        annotator=votes.annotator[known],
        credit=credit[known],
        of_class=label[votes.item[known]],
        method="majority of the others",
    )


def _against_gold(votes: Votes, gold: Any) -> _Scored:
    table = contracts.gold(gold)
    true = dict(zip(table["item"], table["label"], strict=True))
    settled = np.array([item in true for item in votes.items])
    if not settled.any():
        raise InputError(
            f"human_level: none of the {len(true)} gold items is among the {len(votes.items)} "
            f"annotated ones (gold has {table['item'].tolist()[0]!r}, the annotations "
            f"{votes.items[0]!r}); check that the items are written alike and of one type."
        )
    known = {label: code for code, label in enumerate(votes.classes)}
    found = [true[item] for item in votes.items if item in true]
    if not any(label in known for label in found):
        raise InputError(
            f"human_level: no gold label occurs among the annotations' labels (gold has "
            f"{found[0]!r}, the annotations {votes.classes[0]!r}); check their type and spelling."
        )
    extra = list(dict.fromkeys(label for label in found if label not in known))
    known |= {label: len(known) + code for code, label in enumerate(extra)}
    truth = np.full(len(votes.items), -1, dtype=np.int64)
    truth[settled] = [known[label] for label in found]
    judged = settled[votes.item]
    method, worth, prior = _panel(votes)
    return _Scored(
        votes=votes,
        classes=[*votes.classes, *extra],
        item=votes.item[judged],
        annotator=votes.annotator[judged],
        credit=(votes.label[judged] == truth[votes.item[judged]]).astype(np.float64),
        of_class=truth[votes.item[judged]],
        method=method,
        truth=truth[settled],
        ballots=votes.answers()[settled],
        worth=worth,
        prior=prior,
    )


def _panel(votes: Votes) -> tuple[str, Reals, Reals]:
    """Return the method, what each answer adds to each class's score, and the scores' start."""
    size = len(votes.classes)
    model = None if too_large(votes) else fit(votes, learn_pooling(votes))
    if not isinstance(model, DawidSkene):
        return "majority", np.tile(np.eye(size), (len(votes.annotators), 1)), np.zeros(size)
    return "Dawid-Skene", model.evidence(), np.log(model.prior)


def _figures(scored: _Scored, rounds: int, seed: int) -> tuple[Figure, Figure | None, pd.DataFrame]:
    """Return the typical annotator, the panel and the classes with their intervals.

    A resampled panel votes anew with the skills estimated once.  It has fewer distinct people
    than the real one and so does worse: its interval takes the spread of the resamples, around
    the estimate.
    """
    rng = np.random.default_rng(seed)
    items, people = len(scored.votes.items), len(scored.votes.annotators)
    settled = np.unique(scored.item)
    point = _means(scored, np.ones(items), np.ones(people), settled)
    drawn = []
    for _ in range(rounds):
        of_item = np.zeros(items)
        of_item[settled] = rng.multinomial(len(settled), np.full(len(settled), 1 / len(settled)))
        of_person = rng.multinomial(people, np.full(people, 1 / people)).astype(np.float64)
        drawn.append(_means(scored, of_item, of_person, settled))
    low, high = _bounds(np.array(drawn), len(point))
    if scored.truth is not None and drawn:
        shift = point[1] - np.mean([figures[1] for figures in drawn])
        low[1], high[1] = np.clip([low[1] + shift, high[1] + shift], 0, 1)
    n = np.bincount(scored.of_class, minlength=len(scored.classes))
    first = np.unique(np.stack([scored.of_class, scored.item]), axis=1)[0]
    classes = pd.DataFrame(
        {
            "label": pd.Series(scored.classes, dtype=object),
            "recall": point[2:],
            "low": low[2:],
            "high": high[2:],
            "n": n,
            "items": np.bincount(first, minlength=len(n)),
        }
    )
    typical = _figure(point[0], low[0], high[0], len(scored.item))
    panel = None if scored.truth is None else _figure(point[1], low[1], high[1], len(settled))
    return typical, panel, classes[n > 0].reset_index(drop=True)


def _means(scored: _Scored, of_item: Reals, of_person: Reals, settled: Ints) -> Reals:
    """Return typical, panel and the recall of each class with items and people so weighted."""
    weight = of_item[scored.item]
    people = len(of_person)
    n = np.bincount(scored.annotator, weight, minlength=people)
    right = np.bincount(scored.annotator, weight * scored.credit, minlength=people)
    present = of_person * (n > 0)
    accuracy = np.divide(right, n, out=np.zeros(people), where=n > 0)
    typical = present @ accuracy / present.sum() if present.sum() else np.nan
    panel = np.nan
    if scored.truth is not None:
        panel = scored.panel(of_person) @ of_item[settled] / of_item[settled].sum()
    both = weight * of_person[scored.annotator]
    size = len(scored.classes)
    total = np.bincount(scored.of_class, both, minlength=size)
    found = np.bincount(scored.of_class, both * scored.credit, minlength=size)
    recall = np.divide(found, total, out=np.full(size, np.nan), where=total > 0)
    return np.concatenate([[typical, panel], recall])


def _bounds(drawn: Reals, size: int) -> tuple[Reals, Reals]:
    low, high = np.full(size, np.nan), np.full(size, np.nan)
    if len(drawn):
        usable = (~np.isnan(drawn)).mean(axis=0) > 0.5
        low[usable], high[usable] = np.nanquantile(drawn[:, usable], [0.025, 0.975], axis=0)
    return low, high


def _figure(value: float, low: float, high: float, n: int) -> Figure:
    if np.isnan(low):
        return Figure(float(value), None, None, n)
    return Figure(float(value), float(low), float(high), n)


def _per_annotator(scored: _Scored) -> pd.DataFrame:
    size = len(scored.votes.annotators)
    n = np.bincount(scored.annotator, minlength=size)
    right = np.bincount(scored.annotator, scored.credit, minlength=size)
    accuracy = np.divide(right, n, out=np.full(size, np.nan), where=n > 0)
    return pd.DataFrame({"annotator": scored.votes.annotators, "n": n, "accuracy": accuracy})
