"""Where annotators differ more than chance makes them, and what would change if labels changed."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from workbench import html
from workbench.annotations.coefficients import Alpha, pair_agreement
from workbench.annotations.frames import records
from workbench.annotations.majority import leave_one_out
from workbench.annotations.shares import wilson
from workbench.annotations.votes import Reals, Votes
from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.progress import Progress
from workbench.tables import contracts

__all__ = ["Disagreements", "disagreements"]

MOST_MERGES = 500
"""Pairs of labels whose merge is tried, the most confused first: more are read by nobody."""


@dataclass(frozen=True, repr=False)
class Disagreements:
    """Where annotators differ, the most systematic first.

    Attributes
    ----------
    pairs : pandas.DataFrame
        ``label_a, label_b``; ``count``, pairs of answers to one item that name the two;
        ``expected``, how many there would be if those who differ did so at random, given how
        often each label is used; ``excess``, the difference.
    annotators : pandas.DataFrame
        ``annotator, n``; ``agreement`` with the majority of the others (0 to 1) with ``low,
        high``, its 95 % interval (Wilson); ``alpha_without``, by how much Krippendorff's alpha
        rises without this annotator.
    slices : pandas.DataFrame
        ``slice, items, percent``; the lowest agreement first; empty without slices.
    items : pandas.DataFrame
        ``item, n, disagreement, labels``: the share of pairs of answers that differ (0 to 1), and
        the labels given with their number.
    merges : pandas.DataFrame
        What if two labels were one: ``label_a, label_b``; ``percent, alpha`` then;
        ``alpha_gain``; ``above``, the share of all other merges that raise alpha less (0 to 1):
        merging any two labels raises the percent agreement.
    uncertain : pandas.DataFrame
        What if answers that were in doubt were left open: ``least``, the uncertainty from which
        on; ``answers`` left out; ``percent, alpha`` then; empty where nobody said.
    percent, alpha : float, float or None
        As things stand.
    """

    pairs: pd.DataFrame
    annotators: pd.DataFrame
    slices: pd.DataFrame
    items: pd.DataFrame
    merges: pd.DataFrame
    uncertain: pd.DataFrame
    percent: float
    alpha: float | None

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of `pairs`."""
        return self.pairs.copy()

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        frames = {
            name: records(value)
            for name, value in vars(self).items()
            if isinstance(value, pd.DataFrame)
        }
        return {**frames, "percent": self.percent, "alpha": self.alpha}

    def __repr__(self) -> str:
        """Return the size and the most confused pair in a line."""
        top = self.pairs.iloc[0] if len(self.pairs) else None
        most = "" if top is None else f"; most between {top.label_a!r} and {top.label_b!r}"
        return f"Disagreements({counted(len(self.items), 'disputed item')}{most})"

    def _repr_html_(self) -> str:
        parts: list[str] = []
        for caption, frame in (
            ("Labels that are confused more than chance would:", self.pairs),
            ("What if two labels were one:", self.merges),
            ("What if answers in doubt were left open:", self.uncertain),
            ("Annotators, those who agree least with the others first:", self.annotators),
            ("Slices, the lowest agreement first:", self.slices),
            ("Items, the most disputed first:", self.items),
        ):
            if len(frame):
                shown = frame.head(10).round(3)
                parts += [caption, html.table(list(frame.columns), shown.itertuples(index=False))]
        alpha = "undefined" if self.alpha is None else f"{self.alpha:.3f}"
        return html.frame(
            "Disagreements",
            f"Percent agreement {100 * self.percent:.1f}%, Krippendorff's alpha {alpha}.",
            *parts,
        )


def disagreements(annotations: Any, *, slices: Any = None) -> Disagreements:
    """Find where annotators differ systematically, and try what would change it.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label`` and perhaps ``uncertain`` (0 sure to 1 a guess).
    slices : table, optional
        Columns ``item`` and ``slice``, to see which part of the items is disputed.

    Returns
    -------
    Disagreements

    Raises
    ------
    InputError
        A table does not fit, or no item has labels from two annotators.
    """
    votes = Votes.read(annotations)
    counts = votes.counts()
    share = pair_agreement(counts)
    paired = ~np.isnan(share)
    if not paired.any():
        raise InputError(
            "disagreements: no item has labels from two annotators, so there is nothing to "
            "compare; have some items labelled twice."
        )
    measured = _Measured(counts[paired], share[paired])
    return Disagreements(
        pairs=_pairs(counts[paired], votes),
        annotators=_annotators(votes, measured),
        slices=_slices(votes, share, slices),
        items=_items(votes, counts, share),
        merges=_merges(counts[paired], votes, measured),
        uncertain=_uncertain(annotations),
        percent=measured.percent,
        alpha=measured.alpha,
    )


class _Measured:
    """Percent agreement and alpha of a table of counts in which each item has two labels."""

    def __init__(self, counts: Any, share: Reals) -> None:
        self.percent = float(share.mean())
        self.alpha = Alpha(counts, "nominal")(np.ones(counts.shape[0]))


def _measured(counts: Any) -> _Measured | None:
    share = pair_agreement(counts)
    paired = ~np.isnan(share)
    return _Measured(counts[paired], share[paired]) if paired.any() else None


def _pairs(counts: sparse.csr_array, votes: Votes) -> pd.DataFrame:
    together = sparse.coo_array(sparse.triu(counts.T @ counts, k=1))
    used = np.asarray(counts.sum(axis=0)).ravel()
    total = together.data.sum()
    # Were it chance who differs how, a pair of labels would be as frequent as their product.
    products = (used.sum() ** 2 - (used**2).sum()) / 2
    expected = (
        total * used[together.row] * used[together.col] / products if total else together.data
    )
    frame = pd.DataFrame(
        {
            "label_a": pd.Series([votes.classes[code] for code in together.row], dtype=object),
            "label_b": pd.Series([votes.classes[code] for code in together.col], dtype=object),
            "count": together.data.astype(np.int64),
            "expected": expected,
            "excess": together.data - expected,
        }
    )
    return frame.sort_values("excess", ascending=False, kind="stable", ignore_index=True)


def _annotators(votes: Votes, now: _Measured) -> pd.DataFrame:
    credit = leave_one_out(votes)
    known = ~np.isnan(credit)
    size = len(votes.annotators)
    n = np.bincount(votes.annotator[known], minlength=size)
    right = np.bincount(votes.annotator[known], credit[known], minlength=size)
    agreement = np.divide(right, n, out=np.full(size, np.nan), where=n > 0)
    low, high = wilson(agreement, n)
    frame = pd.DataFrame(
        {
            "annotator": votes.annotators,
            "n": n,
            "agreement": agreement,
            "low": low,
            "high": high,
            "alpha_without": _without_each(votes, now),
        }
    )
    return frame.sort_values("agreement", kind="stable", ignore_index=True)


MOST_ANNOTATORS = 200
"""Annotators each of whom is left out in turn: with more, none of them changes much."""


def _without_each(votes: Votes, now: _Measured) -> Reals:
    gains = np.full(len(votes.annotators), np.nan)
    if len(gains) > MOST_ANNOTATORS or now.alpha is None:
        return gains
    with Progress("disagreements", len(gains)) as progress:
        for one in range(len(gains)):
            kept = votes.annotator != one
            rest = replace(
                votes,
                item=votes.item[kept],
                annotator=votes.annotator[kept],
                label=votes.label[kept],
            )
            measured = _measured(rest.counts())
            if measured is not None and measured.alpha is not None:
                gains[one] = measured.alpha - now.alpha
            progress.step()
    return gains


def _slices(votes: Votes, share: Reals, slices: Any) -> pd.DataFrame:
    columns = ["slice", "items", "percent"]
    if slices is None:
        return pd.DataFrame(columns=columns)
    table = contracts.read(slices, "slices")
    contracts.require_columns(table, ["item", "slice"], "slices")
    part = dict(zip(table["item"], table["slice"], strict=True))
    frame = pd.DataFrame({"slice": [part.get(item) for item in votes.items], "percent": share})
    grouped = frame.dropna().groupby("slice", sort=True)["percent"].agg(["size", "mean"])
    told = grouped.reset_index().set_axis(columns, axis=1)
    return told.sort_values("percent", kind="stable", ignore_index=True)


def _items(votes: Votes, counts: sparse.csr_array, share: Reals) -> pd.DataFrame:
    disputed = np.flatnonzero(share < 1)
    order = disputed[np.argsort(share[disputed], kind="stable")]
    rows = []
    for item in order:
        row = counts[[item]].tocoo()
        given = sorted(zip(row.data, row.col, strict=True), key=lambda one: (-one[0], one[1]))
        labels = ", ".join(f"{votes.classes[code]} {int(number)}" for number, code in given)
        rows.append((votes.items[item], int(row.data.sum()), 1 - share[item], labels))
    return pd.DataFrame(rows, columns=["item", "n", "disagreement", "labels"])


def _merges(counts: sparse.csr_array, votes: Votes, now: _Measured) -> pd.DataFrame:
    columns = ["label_a", "label_b", "percent", "alpha", "alpha_gain", "above"]
    classes = len(votes.classes)
    if classes < 3 or now.alpha is None:  # two labels that become one leave nothing to say
        return pd.DataFrame(columns=columns)
    together = (counts.T @ counts).toarray() if classes <= 1000 else None
    pairs = list(itertools.combinations(range(classes), 2))
    if together is None:
        return pd.DataFrame(columns=columns)
    pairs = sorted(pairs, key=lambda pair: -together[pair])[:MOST_MERGES]
    rows = []
    with Progress("disagreements", len(pairs)) as progress:
        for a, b in pairs:
            into = np.arange(classes)
            into[b] = a
            fold = sparse.csr_array((np.ones(classes), (np.arange(classes), into)))
            measured = _Measured(merged := counts @ fold, pair_agreement(merged))
            if measured.alpha is not None:
                gain = measured.alpha - now.alpha
                rows.append((votes.classes[a], votes.classes[b], measured.percent,
                             measured.alpha, gain))  # fmt: skip
            progress.step()
    frame = pd.DataFrame(rows, columns=columns[:-1])
    others = max(len(frame) - 1, 1)
    frame["above"] = (frame["alpha_gain"].rank(method="min") - 1) / others
    return frame.sort_values("alpha_gain", ascending=False, kind="stable", ignore_index=True)


def _uncertain(annotations: Any) -> pd.DataFrame:
    columns = ["least", "answers", "percent", "alpha"]
    table = contracts.read(annotations, "annotations")
    if "uncertain" not in table.columns or table["uncertain"].isna().all():
        return pd.DataFrame(columns=columns)
    said = pd.to_numeric(table["uncertain"], errors="coerce")
    rows = []
    for least in sorted(said[said > 0].unique(), reverse=True):
        kept = table[~(said >= least)]
        if kept["label"].notna().any():
            measured = _measured(Votes.read(kept[["item", "annotator", "label"]]).counts())
            if measured is not None:
                out = int((said >= least).sum())
                rows.append((float(least), out, measured.percent, measured.alpha))
    return pd.DataFrame(rows, columns=columns)
