"""Plotly figures of what lies across columns, classes and tables; each works with no kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.profile import Profile
from workbench.profile.across.associations import Associations
from workbench.profile.across.missingness import Missingness
from workbench.profile.classes.slices import Slices
from workbench.profile.learning_curve.enough import LearningCurve
from workbench.widgets.charts import BLUE, plain_text, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = [
    "association_figure",
    "class_figure",
    "comparison_figure",
    "learning_figure",
    "missing_figure",
    "pattern_figure",
]

ORANGE = "#d08700"
BINS = 20
TOP = 12


def association_figure(associations: Associations, *, columns: int = 40) -> go.Figure:
    """Return all strengths as a square of colours; the `columns` with the strongest pairs."""
    import plotly.graph_objects as go

    best: dict[str, float] = dict.fromkeys(associations.columns, 0.0)
    for pair in associations.pairs:
        for name in (pair.left, pair.right):
            if name in best:
                best[name] = max(best[name], pair.strength)
    kept = set(sorted(best, key=lambda name: -best[name])[:columns])
    names = [name for name in associations.columns if name in kept]
    grid = associations.matrix().loc[names, names]
    shown = [plain_text(name) for name in names]
    figure = go.Figure(
        go.Heatmap(
            z=grid.to_numpy(),
            x=shown,
            y=shown,
            zmin=-1,
            zmax=1,
            colorscale=[[0, "#c0392b"], [0.5, "rgba(128,128,128,.12)"], [1, BLUE]],
            hovertemplate="%{y} and %{x}: %{z:.2f}<extra></extra>",
        )
    )
    styled(figure, "Columns that go together", height=max(320, 22 * len(names) + 120))
    figure.update_yaxes(autorange="reversed", type="category", automargin=True)
    figure.update_xaxes(type="category", automargin=True)
    return figure


def missing_figure(missingness: Missingness) -> go.Figure:
    """Return the share of missing values of each column that has any, the largest on top."""
    import plotly.graph_objects as go

    gaps = sorted((one for one in missingness.columns if one.missing), key=lambda one: one.share)
    bar = go.Bar(
        x=[one.share for one in gaps],
        y=[plain_text(one.name) for one in gaps],
        customdata=[[one.missing, one.rows] for one in gaps],
        orientation="h",
        hovertemplate="%{y}: %{x:.1%}, %{customdata[0]:,} of %{customdata[1]:,}<extra></extra>",
        marker_color=BLUE,
    )
    figure = styled(go.Figure(bar), "Missing values", height=max(240, 24 * len(gaps) + 100))
    figure.update_yaxes(type="category", automargin=True)
    figure.update_xaxes(tickformat=".0%", rangemode="tozero")
    return figure


def pattern_figure(missingness: Missingness) -> go.Figure:
    """Return which columns are missing together: a dot for each column of each pattern."""
    import plotly.graph_objects as go

    patterns = [one for one in missingness.patterns if one.columns][:TOP]
    names = list(dict.fromkeys(name for one in patterns for name in one.columns))
    dots = [(i, names.index(name)) for i, one in enumerate(patterns) for name in one.columns]
    figure = go.Figure(
        [
            go.Bar(
                x=list(range(len(patterns))),
                y=[one.rows for one in patterns],
                marker_color=BLUE,
                hovertemplate="%{y:,} rows<extra></extra>",
                yaxis="y2",
            ),
            go.Scatter(
                x=[x for x, _ in dots],
                y=[y for _, y in dots],
                mode="markers",
                marker={"size": 11, "color": BLUE},
                hoverinfo="skip",
            ),
        ]
    )
    styled(figure, "Missing together", height=max(320, 22 * len(names) + 240))
    figure.update_layout(
        showlegend=False,
        yaxis={
            "domain": [0, 0.55],
            "tickvals": list(range(len(names))),
            "ticktext": [plain_text(name) for name in names],
            "automargin": True,
        },
        yaxis2={"domain": [0.6, 1], "title": "rows"},
        xaxis={"showticklabels": False},
    )
    return figure


def comparison_figure(left: Profile, right: Profile, name: str) -> go.Figure:
    """Return the shares of a column's values in two profiled tables, side by side.

    Raises
    ------
    NotFoundError
        If one of them has no such column.
    InputError
        If it holds numbers in one and texts in the other.
    """
    import plotly.graph_objects as go

    sides = (left, right)
    columns = [side[name] for side in sides]
    numeric = [bool(column.counts) and column.kind != "date" for column in columns]
    if numeric[0] != numeric[1]:
        raise InputError(
            f"column {name!r} is numeric in only one of the tables, so they have no common axis"
        )
    positions, heights = (_binned if all(numeric) else _counted)(left, right, name)
    figure = go.Figure(
        [
            go.Bar(x=positions, y=shares, name=plain_text(side.title), marker_color=colour)
            for side, shares, colour in zip(sides, heights, (BLUE, ORANGE), strict=True)
        ]
    )
    styled(figure, plain_text(name))
    figure.update_layout(barmode="group", legend={"orientation": "h"})
    figure.update_yaxes(tickformat=".0%")
    return figure


def _binned(left: Profile, right: Profile, name: str) -> tuple[list[Any], list[list[float]]]:
    import numpy as np

    sides = (side.sample.numbers(name) for side in (left, right))
    numbers = [values[np.isfinite(values)] for values in sides]
    edges = np.histogram_bin_edges(np.concatenate(numbers), bins=BINS)
    shares = [np.histogram(values, edges)[0] / max(len(values), 1) for values in numbers]
    middles = (edges[:-1] + edges[1:]) / 2
    return [float(x) for x in middles], [[float(y) for y in some] for some in shares]


def _counted(left: Profile, right: Profile, name: str) -> tuple[list[Any], list[list[float]]]:
    tops = [dict(side[name].top) for side in (left, right)]
    present = [max(side[name].present, 1) for side in (left, right)]
    values = list(dict.fromkeys([*tops[0], *tops[1]]))[:TOP]
    shares = [
        [top.get(value, 0) / rows for value in values]
        for top, rows in zip(tops, present, strict=True)
    ]
    return [plain_text(value) for value in values], shares


def class_figure(slices: Slices) -> go.Figure:
    """Return the rows of each class of a label."""
    import plotly.graph_objects as go

    bar = go.Bar(
        x=[plain_text(one.name) for one in slices.classes],
        y=[one.rows for one in slices.classes],
        marker_color=BLUE,
        hovertemplate="%{x}: %{y:,} rows<extra></extra>",
    )
    figure = styled(go.Figure(bar), f"Rows by {plain_text(slices.label)}")
    figure.update_xaxes(type="category", automargin=True)
    return figure


def learning_figure(curve: LearningCurve) -> go.Figure:
    """Return the score by number of rows, with its interval and what more rows may bring."""
    import plotly.graph_objects as go

    points = curve.points
    measured = go.Scatter(
        x=[one.rows for one in points],
        y=[one.score for one in points],
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.score for one in points],
            "arrayminus": [one.score - one.low for one in points],
        },
        mode="lines+markers",
        name="measured",
        marker_color=BLUE,
    )
    most = points[-1].rows if points else 0
    ahead = [(2 * most, curve.double), (10 * most, curve.tenfold)]
    estimates = [(rows, guess) for rows, guess in ahead if points and guess is not None]
    expected = go.Scatter(
        x=[rows for rows, _ in estimates],
        y=[guess[0] for _, guess in estimates],
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [guess[2] - guess[0] for _, guess in estimates],
            "arrayminus": [guess[0] - guess[1] for _, guess in estimates],
        },
        mode="markers",
        name="expected",
        marker={"color": ORANGE, "symbol": "diamond-open", "size": 10},
    )
    traces = [measured, expected] if estimates else [measured]
    figure = styled(go.Figure(traces), plain_text(f"{curve.metric} of {curve.label} by rows"))
    figure.update_layout(legend={"orientation": "h"})
    figure.update_xaxes(type="log", title="training rows")
    if curve.baseline is not None:
        figure.add_hline(
            y=curve.baseline, line_dash="dot", annotation_text="always predicting the same class"
        )
    return figure
