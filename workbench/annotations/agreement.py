"""How far annotators agree: percent, chance-corrected coefficients, and where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import sparse

from workbench import html
from workbench.annotations.coefficients import (
    Alpha,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    pair_agreement,
)
from workbench.annotations.frames import records
from workbench.annotations.votes import Reals, Votes
from workbench.errors import InputError
from workbench.progress import Progress

__all__ = ["Agreement", "agreement"]

Level = Literal["nominal", "ordinal", "interval"]
Interval = tuple[float, float]


@dataclass(frozen=True, repr=False)
class Agreement:
    """How far annotators agree.

    Attributes
    ----------
    percent : float
        Mean over items of the share of agreeing pairs of annotators, 0 to 1.
    alpha : float or None
        Krippendorff's alpha at `level`; 1 = perfect, 0 = chance.  None where all labels are
        the same, as chance then agrees fully.
    cohen, fleiss, gwet : float or None
        Cohen's kappa (exactly two annotators), Fleiss' kappa (as many labels for every
        item), Gwet's AC1; None where not defined.
    percent_interval, alpha_interval : (float, float) or None
        95 % bootstrap intervals, resampling items.
    level : str
        The level of measurement of `alpha`.
    n_items, n_annotators, n_annotations : int
        What had a label.
    n_paired : int
        Items with at least two labels; only these tell about agreement.
    unlabelled : int
        Rows with a null label, left out.
    items : pandas.DataFrame
        ``item, n, disagreement`` (share of disagreeing pairs; null below two labels), the most
        disputed first.
    confusions : pandas.DataFrame
        ``label_a, label_b, pairs`` (pairs of answers to one item that name the two),
        ``share`` of all disagreeing pairs; the most frequent first.
    """

    percent: float
    alpha: float | None
    cohen: float | None
    fleiss: float | None
    gwet: float | None
    percent_interval: Interval | None
    alpha_interval: Interval | None
    level: str
    n_items: int
    n_annotators: int
    n_annotations: int
    n_paired: int
    unlabelled: int
    items: pd.DataFrame
    confusions: pd.DataFrame

    def to_frame(self) -> pd.DataFrame:
        """Return ``measure, value, low, high``, one row a measure that is defined."""
        rows = [
            ("percent agreement", self.percent, self.percent_interval),
            (f"Krippendorff's alpha ({self.level})", self.alpha, self.alpha_interval),
            ("Cohen's kappa", self.cohen, None),
            ("Fleiss' kappa", self.fleiss, None),
            ("Gwet's AC1", self.gwet, None),
        ]
        return pd.DataFrame(
            [
                (name, value, *(interval or (None, None)))
                for name, value, interval in rows
                if value is not None
            ],
            columns=["measure", "value", "low", "high"],
        )

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        plain = {name: value for name, value in vars(self).items() if _is_plain(value)}
        return {**plain, "items": records(self.items), "confusions": records(self.confusions)}

    def __repr__(self) -> str:
        """Return the main figures in a line."""
        alpha = "undefined" if self.alpha is None else f"{self.alpha:.3f}"
        return f"Agreement(percent={self.percent:.3f}, alpha={alpha}, items={self.n_items})"

    def _repr_html_(self) -> str:
        measures = self.to_frame().astype(object)
        measures = measures.where(measures.notna(), "")
        disputed = self.items[self.items["disagreement"] > 0].head(10)
        return html.frame(
            f"Agreement of {self.n_annotators} annotators on {self.n_items} items",
            f"{self.n_annotations} labels; {self.n_paired} items have two or more, "
            f"{self.unlabelled} rows have none. "
            "low and high are the limits of the 95% interval when items are resampled.",
            html.table(list(measures.columns), measures.itertuples(index=False)),
            "Labels most often confused:",
            html.table(
                list(self.confusions.columns), self.confusions.head(10).itertuples(index=False)
            ),
            "Items with the most disagreement:",
            html.table(list(disputed.columns), disputed.itertuples(index=False)),
        )


def agreement(
    annotations: Any,
    *,
    level: Level = "nominal",
    order: Sequence[Any] | None = None,
    bootstrap: int = 200,
    seed: int = 0,
) -> Agreement:
    """Measure how far annotators agree.

    Parameters
    ----------
    annotations : table
        Columns ``item, annotator, label``; null labels count as not given.
    level : {"nominal", "ordinal", "interval"}
        How labels differ, for Krippendorff's alpha.  Ordinal takes their order, interval their
        numeric value.
    order : sequence, optional
        The labels from the lowest to the highest; by default the order of an ordered categorical,
        or that of numbers.
    bootstrap : int
        Resamples of the items for the intervals; 0 for none.
    seed : int
        For the resampling.

    Returns
    -------
    Agreement

    Raises
    ------
    InputError
        The table does not fit the contract, no item has two labels, or the labels are not
        numbers where ``level="interval"``.

    References
    ----------
    Krippendorff (2011); Cohen (1960); Fleiss (1971); Gwet (2008): see `coefficients`.
    """
    votes = Votes.read(annotations, order)
    counts = votes.counts()
    shares = pair_agreement(counts)
    paired = ~np.isnan(shares)
    if not paired.any():
        raise InputError(
            "agreement: no item has labels from two annotators, so there is nothing to compare; "
            "have some items labelled twice."
        )
    kinds, times = _distinct_rows(counts[paired], votes)
    alpha = Alpha(kinds, *_level(level, votes))
    shape = _bootstrap(alpha, pair_agreement(kinds), times, bootstrap, seed)
    return Agreement(
        percent=float(shares[paired].mean()),
        alpha=alpha(times),
        cohen=cohen_kappa(votes),
        fleiss=fleiss_kappa(counts),
        gwet=gwet_ac1(counts),
        percent_interval=shape[0],
        alpha_interval=shape[1],
        level=level,
        n_items=len(votes.items),
        n_annotators=len(votes.annotators),
        n_annotations=len(votes.item),
        n_paired=int(paired.sum()),
        unlabelled=votes.unlabelled,
        items=_disputed(votes, shares),
        confusions=_confusions(counts, votes.classes),
    )


def _level(level: str, votes: Votes) -> tuple[str, Reals | None]:
    if level not in ("nominal", "ordinal", "interval"):
        raise InputError(
            f"agreement: level {level!r} is unknown; use 'nominal', 'ordinal' or 'interval'."
        )
    if level == "ordinal" and not votes.ordered:
        some = ", ".join(map(repr, votes.classes[:5]))
        raise InputError(
            f"agreement: level='ordinal' needs the order of the labels ({some}); name them from "
            "the lowest to the highest in order=, or give an ordered categorical."
        )
    if level != "interval":
        return level, None
    try:
        return level, np.array([float(value) for value in votes.classes])
    except (TypeError, ValueError) as error:
        raise InputError(
            f"agreement: level='interval' needs numbers, but a label is {votes.classes[-1]!r}; "
            "use 'ordinal' or 'nominal'."
        ) from error


def _distinct_rows(counts: Any, votes: Votes) -> tuple[Any, Reals]:
    """Return the distinct rows of a count table and how often each occurs.

    Rows are distinguished by a sum of random 64-bit numbers, one a class.
    """
    numbers = np.random.default_rng(0).integers(1, 2**63, len(votes.classes), dtype=np.uint64)
    marks = counts.astype(np.uint64) @ numbers
    _, first, times = np.unique(marks, return_index=True, return_counts=True)
    return counts[first], times.astype(np.float64)


def _bootstrap(
    alpha: Alpha, shares: Reals, times: Reals, rounds: int, seed: int
) -> tuple[Interval | None, Interval | None]:
    """Return 95 % intervals of percent and alpha; draws counts over the distinct rows."""
    if rounds < 1 or times.sum() < 2:
        return None, None
    rng = np.random.default_rng(seed)
    size = int(times.sum())
    percents, alphas = [], []
    with Progress("agreement", rounds) as progress:
        for _ in range(rounds):
            drawn = rng.multinomial(size, times / size).astype(np.float64)
            percents.append(float(drawn @ shares / size))
            value = alpha(drawn)
            if value is not None:
                alphas.append(value)
            progress.step()
    return _interval(percents), _interval(alphas) if len(alphas) > rounds / 2 else None


def _interval(values: list[float]) -> Interval:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def _disputed(votes: Votes, shares: Reals) -> pd.DataFrame:
    frame = pd.DataFrame({"item": votes.items, "n": votes.per_item(), "disagreement": 1 - shares})
    return frame.sort_values("disagreement", ascending=False, kind="stable", ignore_index=True)


def _confusions(counts: sparse.csr_array, classes: list[Any]) -> pd.DataFrame:
    together = sparse.coo_array(sparse.triu(counts.T @ counts, k=1))
    total = together.data.sum() or 1.0
    frame = pd.DataFrame(
        {
            "label_a": pd.Series([classes[code] for code in together.row], dtype=object),
            "label_b": pd.Series([classes[code] for code in together.col], dtype=object),
            "pairs": together.data.astype(np.int64),
            "share": together.data / total,
        }
    )
    return frame.sort_values("pairs", ascending=False, kind="stable", ignore_index=True)


def _is_plain(value: object) -> bool:
    return not isinstance(value, pd.DataFrame)
