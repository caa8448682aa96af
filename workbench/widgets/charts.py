"""Interactive plotly views of a profile."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from workbench.profile import ColumnProfile, Profile

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["BLUE", "column_figure", "plain_text", "profile_view", "styled"]

BLUE = "#3b78c4"


def column_figure(column: ColumnProfile) -> go.Figure:
    """Return the histogram of a column of numbers or dates, or the most frequent values of others.

    Needs no kernel: hover, zoom and pan work in a saved notebook.
    """
    import plotly.graph_objects as go

    if column.counts:
        edges: list[Any] = list(column.edges)
        if column.kind == "date":
            import numpy as np

            edges = np.array(edges).astype("datetime64[s]").tolist()
        middles = [low + (high - low) / 2 for low, high in itertools.pairwise(edges)]
        spans = [f"{low} to {high}" for low, high in itertools.pairwise(edges)]
        bar = go.Bar(x=middles, y=column.counts, customdata=spans)
        bar.hovertemplate = "%{customdata}<br>%{y:,} rows<extra></extra>"
    else:
        # Text that plotly would read as its own markup is shown as it is.
        values = [plain_text(value) for value, _ in column.top][::-1]
        bar = go.Bar(x=[count for _, count in column.top][::-1], y=values, orientation="h")
        bar.hovertemplate = "%{y}<br>%{x:,} rows<extra></extra>"
    figure = styled(go.Figure(bar), plain_text(column.name))
    if not column.counts:
        figure.update_yaxes(type="category", automargin=True)
    figure.update_traces(marker_color=BLUE)
    return figure


def styled(figure: go.Figure, title: str, *, height: int = 300) -> go.Figure:
    """Give a figure the common look, readable on light and on dark pages; return it."""
    figure.update_layout(
        title={"text": title, "font": {"size": 14}},
        height=height,
        margin={"l": 40, "r": 20, "t": 40, "b": 36},
        bargap=0.05,
        template="none",
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": "#7a8290"},
    )
    figure.update_xaxes(gridcolor="rgba(128,128,128,.2)", zeroline=False)
    figure.update_yaxes(gridcolor="rgba(128,128,128,.2)", zeroline=False)
    return figure


def plain_text(value: str) -> str:
    """Take away what plotly's text renderer reads as markup; it knows only a few tags."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")[:80]


def profile_view(profile: Profile) -> Any:
    """Return a widget: choose a column, see its distribution."""
    import ipywidgets as widgets
    import plotly.graph_objects as go

    choice = widgets.Dropdown(options=[c.name for c in profile.columns], description="Column")
    chart = go.FigureWidget(column_figure(profile.columns[0]))

    def show(change: dict[str, Any]) -> None:
        fresh = column_figure(profile[change["new"]])
        with chart.batch_update():
            chart.data = []
            chart.add_traces(list(fresh.data))
            chart.layout = fresh.layout

    choice.observe(show, names="value")
    return widgets.VBox([choice, chart])
