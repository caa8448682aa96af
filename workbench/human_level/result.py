"""What `human_level` returns, and what it says in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from workbench import html

__all__ = ["Figure", "HumanLevel", "verdict"]

HARD = 0.1
"""A class is called hard where people find this much less of it than they do on average."""


@dataclass(frozen=True)
class Figure:
    """A share with its 95 % interval.

    Attributes
    ----------
    value : float
        0 to 1.
    low, high : float or None
        95 % interval, resampling items and annotators; None where none was requested.
    n : int
        How many labels or items it rests on.
    """

    value: float
    low: float | None
    high: float | None
    n: int

    def __str__(self) -> str:
        """Return the share in percent, with its interval."""
        if self.low is None or self.high is None:
            return f"{self.value:.1%}"
        return f"{self.value:.1%} (95% interval {self.low:.1%} to {self.high:.1%})"


@dataclass(frozen=True, repr=False)
class HumanLevel:
    """How well people do at the task.

    Attributes
    ----------
    typical : Figure
        With gold, the mean over annotators of each one's accuracy.  Without, the mean of
        each one's agreement with the majority of the other people: **not** accuracy.
    panel : Figure or None
        Accuracy of the consensus; None without gold.
    measured : {"accuracy against gold", "agreement with other people"}
        What `typical` and `per_class` mean.
    per_class : pandas.DataFrame
        ``label``; ``recall``, the share of the labels on items of that class which name it;
        ``low, high``; ``n``, labels; ``items``.  The class is the gold's, or without gold the
        consensus, and recall is then agreement with the other people.
    annotators : pandas.DataFrame
        ``annotator, n, accuracy`` in the sense of `measured`; null where nothing compares.
    method : str
        How the consensus was made.
    n_items, n_annotators, n_annotations, n_gold : int
        What entered; `n_gold` counts the labelled items that have gold (0 without).
    target : float or None
        The accuracy aimed at.
    verdict : tuple of str
        What follows, in plain sentences.
    """

    typical: Figure
    panel: Figure | None
    measured: str
    per_class: pd.DataFrame
    annotators: pd.DataFrame
    method: str
    n_items: int
    n_annotators: int
    n_annotations: int
    n_gold: int
    target: float | None
    verdict: tuple[str, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return ``measure, value, low, high, n``: typical annotator, panel, then each class."""
        rows = [("typical annotator", *asdict(self.typical).values())]
        if self.panel is not None:
            rows.append(("panel", *asdict(self.panel).values()))
        rows += [
            (f"class {row.label}", row.recall, row.low, row.high, row.n)
            for row in self.per_class.itertuples()
        ]
        return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n"])

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain values."""
        tables = {"per_class": _records(self.per_class), "annotators": _records(self.annotators)}
        return {
            **vars(self),
            "typical": asdict(self.typical),
            "panel": None if self.panel is None else asdict(self.panel),
            "verdict": list(self.verdict),
            **tables,
        }

    def __repr__(self) -> str:
        """Return the two figures in a line."""
        panel = "" if self.panel is None else f", panel {self.panel.value:.3f}"
        return f"HumanLevel(typical {self.typical.value:.3f}{panel}; {self.measured})"

    def _repr_html_(self) -> str:
        classes = self.per_class.astype(object)
        classes = classes.where(classes.notna(), "")
        return html.frame(
            f"Human level: {self.measured}",
            *self.verdict,
            html.table(list(classes.columns), classes.itertuples(index=False)),
            f"{self.n_annotations} labels by {self.n_annotators} annotators on {self.n_items} "
            f"items, {self.n_gold} of them with gold; consensus by {self.method}. "
            "Intervals resample items and annotators.",
        )


def verdict(
    typical: Figure,
    panel: Figure | None,
    target: float | None,
    classes: pd.DataFrame,
    annotators: int,
) -> tuple[str, ...]:
    """Return what the figures mean, in plain sentences."""
    said = []
    if panel is None:
        said.append(
            f"Without gold only the agreement with other people is known, not accuracy: a typical "
            f"annotator agrees with the majority of the others on {typical}."
        )
        said.append(
            "People who share an error agree on it, so that their accuracy can be far lower; "
            "have an expert settle some items and give them as gold."
        )
        if annotators < 5:
            said.append(
                f"With {annotators} annotators the others' majority is itself unsure, which makes "
                "this agreement come out some points too low."
            )
    else:
        said.append(
            f"A typical annotator reaches {typical}, the panel of {annotators} together {panel}."
        )
    if target is not None:
        said.append(_against(target, typical, panel))
    hard = classes[classes["recall"] < typical.value - HARD].sort_values("recall")
    if len(hard):
        row = hard.iloc[0]
        said.append(
            f"People do worst on class {row['label']!r} ({row['recall']:.1%}, n = {row['n']}): its "
            "definition may need to be clearer."
        )
    return tuple(said)


def _against(target: float, typical: Figure, panel: Figure | None) -> str:
    if panel is None:
        if target > (typical.high or typical.value):
            return (
                f"The target {target:.1%} is above the agreement between people: it may exceed "
                "human level, or y may need a clearer definition; only gold can tell."
            )
        return (
            f"The target {target:.1%} is not above the agreement between people, but agreement "
            "does not show that people can reach it."
        )
    if target > max(panel.high or panel.value, typical.high or typical.value):
        return (
            f"The target {target:.1%} exceeds human level: neither a typical annotator nor the "
            "panel reaches it. Either the classes need a clearer definition, or the gold is in "
            "doubt, or the target is too high."
        )
    if target > max(panel.value, typical.value):
        return (
            f"The target {target:.1%} is above what people were measured to reach, but "
            "within the uncertainty; more items with gold would settle it."
        )
    if target > typical.value:
        return (
            f"The target {target:.1%} is above a typical annotator and within reach of the panel: "
            "labels from one person are too noisy to show it; evaluate against the panel or gold."
        )
    return f"The target {target:.1%} is within reach of a typical annotator."


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]
