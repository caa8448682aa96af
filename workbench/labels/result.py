"""What `label_quality` returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from workbench import html
from workbench.lexicon.plurals import counted
from workbench.types import Issue, Json, Key, python_value

__all__ = ["LabelQuality"]


@dataclass(frozen=True, repr=False)
class LabelQuality:
    """How far each label can be trusted.

    Attributes
    ----------
    frame : pandas.DataFrame
        ``item`` (the key, or the row's number); ``label``; ``score`` (0 to 1, low = suspect;
        null where not judged); ``suggested``, the label the model finds likeliest (null
        where not judged); ``is_issue``.  One row a row of the table, in its order.
    confidence : ndarray, shape (n,)
        Probability that the label is wrong under the estimated noise, 0 to 1; NaN where
        not judged.
    probabilities : ndarray, shape (n, classes)
        Out-of-sample probabilities; NaN where not judged.
    classes : list
        The labels that the columns of `probabilities` stand for.
    accuracy, majority : float
        How often the model's likeliest label is the given one, and the share of the most
        frequent label: what a model that knows nothing would reach.
    weak : bool
        Whether the model is barely better than that, so that the scores mean little.
    unlabelled : int
        Rows without a label; they are not judged.
    rare : dict
        Labels with too few rows to judge, and how many they have.
    excluded : dict of str to str
        Columns left out of the model, and why.
    """

    frame: pd.DataFrame
    confidence: NDArray[np.float64]
    probabilities: NDArray[np.float64]
    classes: list[Any]
    accuracy: float
    majority: float
    weak: bool
    unlabelled: int
    rare: dict[Any, int]
    excluded: dict[str, str]

    def suspects(self, n: int = 20) -> pd.DataFrame:
        """Return the `n` rows of `frame` with the lowest scores, lowest first."""
        return self.frame.dropna(subset="score").sort_values("score", kind="stable").head(n)

    def issues(self, column: str, key_column: str) -> list[Issue]:
        """Return the rows whose label is probably wrong as issues, the surest first.

        Parameters
        ----------
        column : str
            Name of the label column in the table.
        key_column : str
            Name of the key column; the items must be its values.

        Returns
        -------
        list of Issue
            Of kind ``"label_error"``, each about one row and with a suggestion that sets
            its label.
        """
        rows = np.flatnonzero(self.frame["is_issue"])
        rows = rows[np.argsort(-self.confidence[rows], kind="stable")]
        return [self._issue(int(row), column, key_column) for row in rows]

    def _issue(self, row: int, column: str, key_column: str) -> Issue:
        item, given, score, suggested, _ = (plain(v) for v in self.frame.iloc[row])
        likely = self._likeliest(row)
        cell = {"key": item, "old": given, "new": suggested}
        return Issue(
            kind="label_error",
            column=column,
            keys=(_key(item),),
            rows=1,
            confidence=float(np.clip(self.confidence[row], 0, 1)),
            evidence={
                "message": f"{given!r} is given, but a model that has not seen this label "
                f"finds {suggested!r} likelier ({likely[0]['probability']:.0%}).",
                "given": given,
                "suggested": suggested,
                "probabilities": likely,
                "score": score,
            },
            suggestion={
                "kind": "set_cells",
                "key": key_column,
                "column": column,
                "cells": [cell],
            },
        )

    def _likeliest(self, row: int) -> list[Json]:
        best = np.argsort(-self.probabilities[row], kind="stable")[:3]
        return [
            {"label": plain(self.classes[at]), "probability": float(self.probabilities[row, at])}
            for at in best
        ]

    def to_frame(self) -> pd.DataFrame:
        """Return a copy of `frame`."""
        return self.frame.copy()

    def to_dict(self) -> Json:
        """Return the summary and the suspects as plain values."""
        suspects = self.frame[self.frame["is_issue"]].sort_values("score", kind="stable")
        return {
            "rows": len(self.frame),
            "issues": len(suspects),
            "accuracy": self.accuracy,
            "majority": self.majority,
            "weak": self.weak,
            "unlabelled": self.unlabelled,
            "rare": [{"label": plain(label), "n": n} for label, n in self.rare.items()],
            "excluded": dict(self.excluded),
            "suspects": [
                {str(name): plain(value) for name, value in row.items()}
                for row in suspects.to_dict("records")
            ],
        }

    def notes(self) -> list[str]:
        """Return what to know about the scores, in plain sentences."""
        said = [
            f"The model names the given label on {self.accuracy:.1%} of the rows that it has not "
            f"seen; always predicting the most frequent one reaches {self.majority:.1%}."
        ]
        if self.weak:
            said.append(
                "That is barely better, so the scores mean little: give features that "
                "separate the classes, or pred_probs of a better model."
            )
        if self.rare:
            names = ", ".join(f"{label!r} ({n})" for label, n in list(self.rare.items())[:10])
            said.append(f"Classes with too few rows to check: {names}.")
        if self.unlabelled:
            said.append(f"{self.unlabelled} rows have no label and were not checked.")
        if self.excluded:
            left = ", ".join(f"{k!r} ({why})" for k, why in list(self.excluded.items())[:10])
            said.append(f"Columns left out: {left}.")
        return said

    def __repr__(self) -> str:
        """Return the count of suspects in a line."""
        weak = ", weak model" if self.weak else ""
        found = int(self.frame["is_issue"].sum())
        return f"LabelQuality({found} of {len(self.frame)} labels suspect{weak})"

    def _repr_html_(self) -> str:
        rows = [[plain(value) for value in row] for row in self.suspects(15).to_numpy()]
        found = int(self.frame["is_issue"].sum())
        return html.frame(
            f"{found} of {counted(len(self.frame), 'label')} "
            f"{'is' if found == 1 else 'are'} suspect",
            *self.notes(),
            html.table(list(self.frame.columns), rows),
        )


def plain(value: Any) -> Any:
    """Return `value` as a plain Python value; null as None, and what is no JSON as text."""
    value = python_value(value)
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)


def _key(item: Any) -> Key:
    return item if isinstance(item, str | int) else str(item)
