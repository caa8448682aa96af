"""Is there enough data?  A learning curve, and where it leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench import html
from workbench.errors import InputError
from workbench.profile.learning_curve.features import Features, encode
from workbench.profile.learning_curve.learning import (
    METRICS,
    CurvePoint,
    Goal,
    measure_curve,
    read_goal,
)
from workbench.profile.learning_curve.power_law import REACH, PowerLaw, fit_power_law
from workbench.profile.result import Displayed, SampledResult
from workbench.profile.sample import take_sample
from workbench.tables import read_table
from workbench.tables.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CurvePoint", "LearningCurve", "Need", "enough_data"]

ROWS = 20_000
FEWEST = 40
CLEAR = 0.01
SLIGHT = 0.005


@dataclass(frozen=True)
class Need:
    """The rows needed for a score.

    Attributes
    ----------
    score : float
        The score asked for.
    rows, low, high : float or None
        Training rows with a 95 % interval; None where it cannot be estimated, and `high` also where
        the score may never be reached.
    verdict : str
        The same as a sentence.
    """

    score: float
    rows: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True)
class LearningCurve(Displayed, SampledResult):
    """How good a quick model becomes with more rows.

    Attributes
    ----------
    label, task, metric : str
        The target; ``classification`` or ``regression``; and what is measured.
    points : tuple of CurvePoint
        The measured scores, by training rows.
    baseline : float or None
        The score of the best constant answer.
    double, tenfold : tuple of float or None
        The expected score with twice and ten times the largest number of training rows, and its
        95 % interval.
    gain : tuple of float or None
        What twice the rows would add, with its interval.
    verdict : str
        ``enough``, ``more rows help``, ``no signal`` or ``cannot tell``.
    sentence : str
        The verdict with its reason.
    rows, labelled, total : int
        Rows used, labelled rows of the sample, and rows of the table.
    left_out : dict of str to str
        Columns that were not used, and why.
    note : str
        What else was left out.
    """

    derived = ("partial", "curve")

    label: str
    task: str
    metric: str
    points: tuple[CurvePoint, ...]
    baseline: float | None
    double: tuple[float, float, float] | None
    tenfold: tuple[float, float, float] | None
    gain: tuple[float, float, float] | None
    verdict: str
    sentence: str
    rows: int
    labelled: int
    total: int
    left_out: dict[str, str]
    note: str = ""
    _law: PowerLaw | None = field(default=None, repr=False, compare=False)

    @property
    def curve(self) -> dict[str, float] | None:
        """The parameters of the fitted curve ``a - b * n ** -c``; None without a fit."""
        law = self._law
        return {"a": law.a, "b": law.b, "c": law.c} if law else None

    def needed(self, score: float) -> Need:
        """Return how many training rows a score takes, if the curve goes on as it does."""
        return _needed(self, score)

    def to_frame(self) -> pd.DataFrame:
        """Return one row a measured size."""
        return frame_of(self.points, CurvePoint)

    def to_html(self) -> str:
        """Return the curve as HTML that needs no kernel, script or network."""
        parts: list[object] = [self.sentence, *([self.note] if self.note else [])]
        rows: list[list[object]] = [
            [p.rows, p.score, p.low, p.high, "measured"] for p in self.points
        ]
        rows += [
            [times * self.points[-1].rows, *result, "expected"]
            for times, result in ((2, self.double), (10, self.tenfold))
            if result
        ]
        if rows:
            header = ["training rows", self.metric.replace("_", " "), "from", "to", ""]
            parts.append(html.table(header, rows))
        return html.frame(f"Is there enough data to predict {self.label}?", *parts)


def enough_data(
    table: Any,
    *,
    label: str,
    metric: str | None = None,
    sizes: Sequence[int] | None = None,
    leave_out: Sequence[str] = (),
    seed: int = 0,
) -> LearningCurve:
    """Tell from a learning curve whether more rows would make a model better.

    A quick model (extra trees; a linear one where there is text) is trained on more and more
    rows and scored on rows it has not seen, in repeated random splits.  A curve
    ``a - b * n ** -c`` is fitted and followed further.  Another model may need more or fewer rows.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`; at most 20,000 rows of it are used.
    label : str
        The target: a class, or a number with more than 20 values.  Rows without one do not count.
    metric : {"accuracy", "balanced_accuracy", "f1_macro", "r2"}, optional
        What is measured; accuracy of a class and r2 of a number by default.
    sizes : sequence of int, optional
        Training rows to try; by default up to eight sizes, each about double the last.
    leave_out : sequence of str
        Columns not to learn from, such as keys and columns that leak the target.
    seed : int
        Of the sample, the splits and the model.

    Raises
    ------
    InputError
        If the table cannot be read, or the metric does not fit the label.
    MissingColumnError
        If `label` or one of `leave_out` is not in the table.
    """
    relation = read_table(table)
    relation.require(label, *leave_out)
    if metric is not None and metric not in METRICS:
        raise InputError(f"enough_data: metric is {metric!r}; expected one of {sorted(METRICS)}")
    wanted = _chosen(sizes)
    sample = take_sample(relation, rows=ROWS, seed=seed)
    goal = read_goal(sample, label)
    metric = metric or ("accuracy" if goal.task == "classification" else "r2")
    if (metric == "r2") != (goal.task == "regression"):
        raise InputError(
            f"enough_data: metric {metric!r} does not fit {label!r}, which is a matter of "
            f"{goal.task}; expected one of {[m for m, t in METRICS.items() if t == goal.task]}"
        )
    values = (label, goal.task, metric)
    counts = (len(goal.rows), goal.labelled, sample.total)
    columns = [name for name in sample.columns if name != label and name not in leave_out]
    problem = _problem(goal, columns)
    features = encode(sample, columns, goal.rows) if not problem else None
    if features is not None and not features.used:
        problem = "no column can be learnt from"
    if problem or features is None:
        sentence = f"Cannot tell: {problem}."
        empty = features.left_out if features else {}
        return LearningCurve(
            *(*values, (), None, None, None, None, "cannot tell", sentence),
            *(*counts, empty, goal.note),
        )
    return _measured(values, counts, goal, features, wanted, seed)


def _chosen(sizes: Sequence[int] | None) -> tuple[int, ...] | None:
    if sizes is None:
        return None
    if not sizes or any(int(size) < 2 for size in sizes):
        raise InputError(f"enough_data: sizes is {list(sizes)!r}; expected numbers of at least 2")
    return tuple(sorted({int(size) for size in sizes}))


def _problem(goal: Goal, columns: list[str]) -> str:
    if len(goal.rows) < FEWEST:
        usable = f", {len(goal.rows)} of them in classes of five or more"
        text = usable if len(goal.rows) < goal.labelled else ""
        return f"there are {goal.labelled} labelled rows{text}; at least {FEWEST} are needed"
    if goal.task == "classification" and goal.classes < 2:
        return "there are fewer than two classes of at least five rows"
    return "" if columns else "there is no column to learn from"


def _measured(
    values: tuple[str, str, str],
    counts: tuple[int, int, int],
    goal: Goal,
    features: Features,
    sizes: tuple[int, ...] | None,
    seed: int,
) -> LearningCurve:
    points, baseline = measure_curve(goal, features, values[2], sizes, seed)
    law = fit_power_law(
        np.array([point.rows for point in points], dtype=float),
        np.array([point.score for point in points]),
        np.array([point.error for point in points]),
        seed=seed,
    )
    if law is None:
        sentence = "Cannot tell: fewer than four training sizes were measured."
        return LearningCurve(
            *(*values, points, baseline, None, None, None, "cannot tell", sentence),
            *(*counts, features.left_out, goal.note),
        )
    last = points[-1].rows
    gain = law.gain(last, 2 * last)
    verdict, sentence = _judge(points[-1], baseline, gain, values[2])
    return LearningCurve(
        *(*values, points, baseline, law.at(2 * last), law.at(10 * last), gain, verdict, sentence),
        *(*counts, features.left_out, goal.note, law),
    )


def _judge(
    last: CurvePoint, baseline: float, gain: tuple[float, float, float], metric: str
) -> tuple[str, str]:
    name = metric.replace("_", " ")
    now = f"With {last.rows:,} training rows the {name} is {last.score:.3f}"
    now += f" ({last.low:.3f} to {last.high:.3f})"
    middle, low, high = (100 * item for item in gain)
    change = f"twice the rows would add about {middle:.1f} points ({low:.1f} to {high:.1f})"
    if last.low <= baseline:
        text = f"{now}, no better than a constant prediction ({baseline:.3f})"
        return "no signal", f"{text}: better columns are needed before more rows."
    if gain[2] < CLEAR:
        return "enough", f"{now}; {change}: there are enough rows for this kind of model."
    if gain[1] > SLIGHT or gain[0] > CLEAR:
        return "more rows help", f"{now}; {change}."
    return "cannot tell", f"{now}; {change}: too uncertain to tell."


def _needed(curve: LearningCurve, score: float) -> Need:
    law = curve._law
    if law is None:
        return Need(score, None, None, None, f"Cannot tell how many rows {score:g} takes.")
    last = curve.points[-1]
    if last.low >= score:
        rows = float(next(p.rows for p in curve.points if p.score >= score))
        return Need(score, rows, None, None, f"{score:g} is reached with {rows:,.0f} rows.")
    rows_drawn = law.rows_for(score)
    reached = float(np.isfinite(rows_drawn).mean())
    low, middle, high = np.quantile(rows_drawn, [0.025, 0.5, 0.975], method="nearest")
    if reached < 0.5:
        text = f"{score:g} will probably not be reached by more rows alone."
        return Need(score, None, float(low) if np.isfinite(low) else None, None, text)
    if middle > REACH * last.rows:
        text = f"Cannot tell: {score:g} would take more than {REACH} times the rows."
        return Need(score, None, float(low), None, text)
    end = float(high) if np.isfinite(high) else None
    span = f"{low:,.0f} to {end:,.0f}" if end else f"at least {low:,.0f}, perhaps never"
    text = f"{score:g} takes about {middle:,.0f} training rows ({span})."
    return Need(score, float(middle), float(low), end, text)
