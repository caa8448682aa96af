"""Whether another round of labelling helped: agreement before and after."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from workbench import html
from workbench.annotations.coefficients import Alpha, pair_agreement
from workbench.annotations.votes import Reals, Votes
from workbench.errors import InputError
from workbench.progress import Progress
from workbench.tables import contracts

__all__ = ["Rounds", "compare_rounds"]

COLUMNS = [
    "before",
    "after",
    "items",
    "paired",
    "percent",
    "percent_low",
    "percent_high",
    "alpha",
    "alpha_low",
    "alpha_high",
]


@dataclass(frozen=True, repr=False)
class Rounds:
    """How agreement changed from round to round.

    Attributes
    ----------
    rounds : pandas.DataFrame
        ``round, items, annotators, annotations, percent, alpha``, in order; of the items that
        two people or more labelled in the round.
    changes : pandas.DataFrame
        ``before, after``; ``items``, on which the change is measured; ``paired``, whether they
        are the same in both rounds; ``percent, percent_low, percent_high``, the change of the
        percent agreement (-1 to 1) and its 95 % interval; ``alpha, alpha_low, alpha_high``, that
        of Krippendorff's alpha (null where not defined).
    verdict : tuple of str
        What that means, in sentences.
    """

    rounds: pd.DataFrame
    changes: pd.DataFrame
    verdict: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of `changes`."""
        return self.changes.copy()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        return {
            "rounds": self.rounds.to_dict("records"),
            "changes": self.changes.to_dict("records"),
            "verdict": list(self.verdict),
        }

    def __repr__(self) -> str:
        """Return the verdict."""
        return f"Rounds({len(self.rounds)} rounds: {' '.join(self.verdict)})"

    def _repr_html_(self) -> str:
        tables = [
            html.table(list(frame.columns), frame.round(3).itertuples(index=False))
            for frame in (self.rounds, self.changes)
        ]
        return html.frame(
            "Agreement from round to round",
            " ".join(self.verdict),
            "Rounds:",
            tables[0],
            "Changes, with the limits of their 95% intervals:",
            tables[1],
        )


def compare_rounds(
    annotations: Any,
    *,
    by: str = "guideline",
    margin: float = 0.02,
    bootstrap: int = 1000,
    seed: int = 0,
) -> Rounds:
    """Measure whether people agree more in a later round of labelling.

    Items that were labelled in both rounds are compared with themselves; where there are fewer
    than ten such items, all items of both rounds are.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label`` and the one named by `by`.
    by : str
        The column that tells the rounds apart, such as the version of the guideline or the
        queue; in order of their values, text in order of appearance.
    margin : float
        A change of the percent agreement that does not matter: 0.02 is two answers in a hundred.
    bootstrap : int
        Resamples of the items for the intervals, 100 or more.
    seed : int
        For the resampling.

    Returns
    -------
    Rounds

    Raises
    ------
    InputError
        There are fewer than two rounds in which items have labels from two people.
    """
    if bootstrap < 100:
        raise InputError(f"compare_rounds: bootstrap is {bootstrap}; give 100 or more")
    table = contracts.read(annotations, "annotations")
    contracts.require_columns(table, ["item", "annotator", "label", by], "annotations")
    names = [one for one in _in_order(table[by]) if one is not None]
    read = {}
    for name in names:
        some = table[table[by] == name]
        if some["label"].notna().any():
            votes = Votes.read(some[["item", "annotator", "label"]])
            if votes.per_item().max() > 1:
                read[name] = votes
    if len(read) < 2:
        raise InputError(
            f"compare_rounds: {len(read)} of {len(names)} values of {by!r} has items that two "
            "people labelled; two rounds are needed to compare"
        )
    known = list(read.items())
    rng = np.random.default_rng(seed)
    changes, verdict = [], []
    with Progress("rounds", len(known) - 1) as progress:
        for (before, first), (after, then) in itertools.pairwise(known):
            change = _change(first, then, bootstrap, rng)
            changes.append({"before": before, "after": after, **change})
            verdict.append(_verdict(before, after, change, margin))
            merged = _as_if_merged(first, then) if change["percent_low"] > 0 else None
            if merged is not None:
                verdict += _merging(_change(merged, then, bootstrap, rng))
            elif change["percent_low"] > 0 and change["alpha_high"] <= 0:
                verdict.append(UNEVEN)
            progress.step()
    return Rounds(
        rounds=pd.DataFrame([_figures(name, votes) for name, votes in known]),
        changes=pd.DataFrame(changes, columns=COLUMNS),
        verdict=tuple(verdict),
    )


ENOUGH = 10
"""Items of both rounds from which on the change is measured on them alone: below, an interval of
resampled items means little."""


def _in_order(values: pd.Series[Any]) -> list[Any]:
    known = list(values.dropna().unique())
    return sorted(known) if not any(isinstance(one, str) for one in known) else known


def _figures(name: Any, votes: Votes) -> dict[str, Any]:
    counts = votes.counts()
    share = pair_agreement(counts)
    paired = ~np.isnan(share)
    alpha = Alpha(counts[paired], "nominal")(np.ones(int(paired.sum())))
    return {
        "round": name,
        "items": int(paired.sum()),
        "annotators": len(votes.annotators),
        "annotations": len(votes.item),
        "percent": float(share[paired].mean()),
        "alpha": alpha,
    }


def _change(first: Votes, then: Votes, rounds: int, rng: np.random.Generator) -> dict[str, Any]:
    """Return the change of both measures with its interval."""
    sides = [_Side.of(votes) for votes in (first, then)]
    same = [item for item in sides[0].place if item in sides[1].place]
    paired = len(same) >= ENOUGH
    if paired:
        sides = [side.only(same) for side in sides]
    sizes = [len(side.share) for side in sides]
    drawn = []
    batch = max(1, CELLS // max(sizes))
    for start in range(0, rounds, batch):
        count = min(batch, rounds - start)
        weights = [
            rng.multinomial(size, np.full(size, 1 / size), count).astype(float) for size in sizes
        ]
        if paired:
            weights[1] = weights[0]
        drawn.append(_differences(sides, weights))
    point = _differences(sides, [np.ones((1, size)) for size in sizes])[0]
    low, high = _ends(np.concatenate(drawn))
    return {
        "items": sizes[0] if paired else sum(sizes),
        "paired": paired,
        "percent": point[0],
        "percent_low": low[0],
        "percent_high": high[0],
        "alpha": point[1],
        "alpha_low": low[1],
        "alpha_high": high[1],
    }


@dataclass(frozen=True)
class _Side:
    """One round: the items with two labels or more."""

    place: dict[Any, int]
    counts: Any
    share: Reals

    @classmethod
    def of(cls, votes: Votes) -> _Side:
        counts = votes.counts()
        share = pair_agreement(counts)
        kept = np.flatnonzero(~np.isnan(share))
        place = {votes.items[i]: position for position, i in enumerate(kept)}
        return cls(place, counts[kept], share[kept])

    def only(self, items: Sequence[Any]) -> _Side:
        """Return the round with these items, in this order."""
        rows = [self.place[item] for item in items]
        place = {item: position for position, item in enumerate(items)}
        return _Side(place, self.counts[rows], self.share[rows])


CELLS = 5_000_000
"""Weights of items that are drawn at once: 40 MB."""


def _differences(sides: Sequence[_Side], weights: Sequence[Reals]) -> Reals:
    """Return the change of percent and alpha for each row of weights, (rounds, 2)."""
    both = [
        np.stack([w @ side.share / w.sum(axis=1), Alpha(side.counts, "nominal").many(w)], axis=1)
        for side, w in zip(sides, weights, strict=True)
    ]
    return np.asarray(both[1] - both[0])


def _ends(drawn: Reals) -> tuple[Reals, Reals]:
    low, high = np.full(2, np.nan), np.full(2, np.nan)
    usable = (~np.isnan(drawn)).mean(axis=0) > 0.5
    low[usable], high[usable] = np.nanquantile(drawn[:, usable], [0.025, 0.975], axis=0)
    return low, high


UNEVEN = "Corrected for chance it did not rise: the labels are used less evenly than before."


def _verdict(before: Any, after: Any, change: dict[str, Any], margin: float) -> str:
    """Say what a change means."""
    low, high = change["percent_low"], change["percent_high"]
    between = f"From {before} to {after} agreement changed by {_points(change)}"
    if low > 0:
        return f"{between}: it rose."
    if high < 0:
        return f"{between}: it fell."
    if -margin <= low and high <= margin:
        return f"{between}: another round is unlikely to help."
    return f"{between}: more items are needed to tell."


def _points(change: dict[str, Any]) -> str:
    low, high = change["percent_low"], change["percent_high"]
    return (
        f"{100 * change['percent']:+.1f} points "
        f"(95% interval {100 * low:+.1f} to {100 * high:+.1f})"
    )


def _merging(change: dict[str, Any]) -> list[str]:
    """Say that a gain comes from labels that are gone, where they explain it."""
    if change["percent_low"] > 0:
        return []
    return [
        "It may come from labels that are no longer used alone: with these merged in the earlier "
        f"answers too, the change is {_points(change)}."
    ]


def _as_if_merged(first: Votes, then: Votes) -> Votes | None:
    """Return the earlier answers with labels merged that the later round no longer has.

    Each goes to the label that its items got most often later; None where no label is gone, or
    no item was labelled in both rounds.
    """
    gone = [label for label in first.classes if label not in set(then.classes)]
    if not gone:
        return None
    later = pd.DataFrame({"item": [then.items[i] for i in then.item], "now": then.label})
    earlier = pd.DataFrame({"item": [first.items[i] for i in first.item], "label": first.label})
    both = earlier.merge(later, on="item")
    if both.empty:
        return None
    into = {}
    for label in gone:
        code = first.classes.index(label)
        now = both.loc[both["label"] == code, "now"]
        if now.empty:
            return None
        into[code] = then.classes[int(now.mode().iloc[0])]
    name = {code: into.get(code, label) for code, label in enumerate(first.classes)}
    merged = pd.DataFrame(
        {
            "item": [first.items[i] for i in first.item],
            "annotator": first.annotator,
            "label": [str(name[code]) for code in first.label],
        }
    )
    return Votes.read(merged)
