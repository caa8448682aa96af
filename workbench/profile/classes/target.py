"""Columns that alone tell the target too well: where a model would cheat."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from workbench import html
from workbench.errors import MissingColumnError
from workbench.lexicon.column_types import family_of, is_whole
from workbench.lexicon.plurals import counted
from workbench.profile.across.associations import associations
from workbench.profile.across.variables import role, variable
from workbench.profile.classes.single_feature import (
    Strength,
    Target,
    bins_of,
    read_target,
    strength,
)
from workbench.profile.result import Displayed, Result, SampledResult
from workbench.profile.sample import Sample
from workbench.tables.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd


__all__ = ["LeakageColumn", "TargetLeakage", "target_leakage"]

SUSPICIOUS = 0.8
FEWEST = 30
ROW_ORDER = "(order of the rows)"
ID_SHARE = 0.95
EXPLAINED = 20


@dataclass(frozen=True)
class LeakageColumn(Result):
    """How well a column alone predicts the target.

    Attributes
    ----------
    column : str
        The column; ``(order of the rows)`` for the position in the table.
    score : float
        0 (no better than guessing) to 1 (always right), out of fold: of a class, balanced
        accuracy beyond guessing; of a number, the explained share of the variation of its ranks.
    low, high : float
        95 % interval of the score.
    accuracy, baseline : float
        Balanced accuracy, and that of guessing; of a number, the same as the score, and 0.
    n : int
        Rows with a target.
    missing_score : float
        The score of knowing only where the column is missing.
    suspicious : bool
        Whether the score is surely above .8.
    reason : str
        Why it may leak; empty where it is not suspicious.
    """

    column: str
    score: float
    low: float
    high: float
    accuracy: float
    baseline: float
    n: int
    missing_score: float
    suspicious: bool
    reason: str = ""


@dataclass(frozen=True)
class TargetLeakage(Displayed, SampledResult):
    """How well each column alone predicts the target.

    Attributes
    ----------
    target : str
        The column.
    kind : str
        ``class`` or ``number``.
    columns : tuple of LeakageColumn
        The best predictor first; none where `note` says that nothing can be said.
    note : str
        Why there is no result, or what was left out.
    rows, total : int
        Rows looked at, and rows of the whole table.
    """

    target: str
    kind: str
    columns: tuple[LeakageColumn, ...]
    note: str
    rows: int
    total: int

    @property
    def suspicious(self) -> tuple[LeakageColumn, ...]:
        """The columns that predict the target too well."""
        return tuple(column for column in self.columns if column.suspicious)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a column."""
        return frame_of(self.columns, LeakageColumn)

    def to_html(self) -> str:
        """Return the result as HTML that needs no kernel, script or network."""
        header = ["column", "score", "from", "to", "why it may leak"]
        rows = [
            [column.column, column.score, column.low, column.high, column.reason]
            for column in self.columns[:20]
        ]
        text = (
            f"{counted(len(self.suspicious), 'column predicts', 'columns predict')} "
            f"{self.target} suspiciously well alone."
            if self.suspicious
            else "No column predicts it suspiciously well."
        )
        title = f"Columns that alone predict {self.target}"
        return html.frame(title, text, *filter(None, [self.note]), html.table(header, rows))


def target_leakage(sample: Sample, target: str, *, seed: int = 0) -> TargetLeakage:
    """Find columns that alone predict `target` so well that they may have been made from it.

    Each column is cut into its values, or a number into at most 64 quantile bins, with a bin for
    missing; the target is guessed from the bin, in five-fold cross-validation (a one-rule
    predictor, Holte 1993).  A score is no proof: a good column scores high too.

    Parameters
    ----------
    sample : Sample
        The rows; those without a target do not count.
    target : str
        The column to predict: a class, or a number with more than 20 values.
    seed : int
        Of the folds.

    Raises
    ------
    MissingColumnError
        If `target` is not in the sample.
    """
    if target not in sample.types:
        raise MissingColumnError([target], sample.columns, "target_leakage")
    goal = read_target(sample, target, seed)
    note = _unfit(goal, target)
    if note:
        return TargetLeakage(target, goal.kind, (), note, len(sample), sample.total)
    others = [name for name in sample.columns if name != target]
    results = [_judge(name, goal, *_strengths(sample, name, goal)) for name in others]
    results.append(_judge(ROW_ORDER, goal, strength(bins_of(sample, None), goal), None))
    results.sort(key=lambda item: -item.score)
    parts = [
        replace(item, reason=_reason(sample, item, target)) if item.suspicious else item
        for item in results
    ]
    return TargetLeakage(target, goal.kind, tuple(parts), goal.note, len(sample), sample.total)


def _unfit(goal: Target, target: str) -> str:
    if goal.n < FEWEST:
        return f"{goal.n} rows have a value of {target!r}; with fewer than {FEWEST} none can tell"
    if goal.kind == "class" and goal.classes < 2:
        return f"{target!r} has fewer than two classes of at least five rows"
    return ""


def _strengths(sample: Sample, name: str, goal: Target) -> tuple[Strength, Strength | None]:
    missing = variable(sample, name).codes < 0
    partly = missing.any() and not missing.all()
    alone = strength(missing.astype(np.int64), goal) if partly else None
    return strength(bins_of(sample, name), goal), alone


def _judge(name: str, goal: Target, result: Strength, missing: Strength | None) -> LeakageColumn:
    return LeakageColumn(
        *(name, result.score, result.low, result.high, result.accuracy, goal.baseline, goal.n),
        *(missing.score if missing else 0.0, result.low > SUSPICIOUS),
    )


def _reason(sample: Sample, column: LeakageColumn, target: str) -> str:
    if column.column == ROW_ORDER:
        return f"the rows are sorted by {target}: shuffle them before splitting"
    if column.missing_score > 0.9 * column.score:
        return f"it is missing where {target} has certain values"
    pair = next(iter(associations(sample, columns=[column.column, target]).pairs), None)
    if pair and pair.kind != "relation":
        return f"{pair.kind} of {target}: {pair.detail}"
    feature, type_ = variable(sample, column.column), sample.types[column.column]
    ordered = is_whole(type_) or family_of(type_) in ("date", "datetime", "time")
    if role(type_) == "number" and feature.distinct > ID_SHARE * feature.present and ordered:
        what = "an identifier given out" if is_whole(type_) else "a value recorded"
        return f"nearly every value is distinct, so it may be {what} class by class"
    if column.score > 0.99:
        return f"It determines {target}: perhaps it was recorded later or derived from it"
    return f"hardly any feature predicts {target} so well alone: is it known beforehand?"
