"""Answers for figures: the kernel draws them, for plotly is a notebook library."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from workbench.errors import NotFoundError
from workbench.protocol.dataset import Figure, FigureRequest, Library
from workbench.protocol.message import Empty, Message
from workbench.widgets.charts import column_figure
from workbench.widgets.figures import association_figure, missing_figure, pattern_figure

if TYPE_CHECKING:
    from workbench.profile import Profile

__all__ = ["Figures"]


class Figures:
    """Draws a column, or what lies across columns.

    Parameters
    ----------
    profile : callable
        Returns the profile of the table; asked once, when the first figure is wanted.
    """

    def __init__(self, profile: Callable[[], Profile]) -> None:
        self._profile = cache(profile)

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""
        return {"figure": self.figure, "library": self.library}

    def figure(self, request: FigureRequest) -> Figure:
        """Draw one column, or for none what goes together and what is missing."""
        profile = self._profile()
        if request.column is None:
            drawn = _across(profile)
        elif 0 <= request.column < len(profile.columns):
            drawn = [column_figure(profile.columns[request.column])]
        else:
            raise NotFoundError(f"column {request.column}: the table has no such column")
        return Figure(figures=tuple(json.loads(one.to_json()) for one in drawn))

    def library(self, request: Empty) -> Library:
        """Give the program that draws figures."""
        from plotly.offline import get_plotlyjs

        return Library(script=get_plotlyjs())


def _across(profile: Profile) -> list[Any]:
    """Draw what goes together and what is missing, as far as there is anything to see."""
    drawn = []
    if profile.associations is not None:
        drawn.append(association_figure(profile.associations))
    gaps = profile.missingness
    if gaps is not None and any(one.missing for one in gaps.columns):
        drawn.append(missing_figure(gaps))
        if any(one.columns for one in gaps.patterns):
            drawn.append(pattern_figure(gaps))
    return drawn
