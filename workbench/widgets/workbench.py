"""The workbench view: a table with its charts, issues, reviews and recipe, in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from workbench import html
from workbench.lexicon.plurals import counted
from workbench.types import Json
from workbench.widgets.comm import CommWidget, Handle, asset

__all__ = ["TABS", "WorkbenchView"]

TABS = ("table", "profile", "spellings", "review", "recipe")
SHOWN_ROWS = 10
SHOWN_COLUMNS = 12


class WorkbenchView(CommWidget):
    """Shows a table and all that can be done with it.

    Parameters
    ----------
    first : dict
        What the method ``open`` answers: drawn at once, before anything is asked.
    handle : callable
        Answers the methods of `protocol.methods`.
    project : str
        Identifier of the project in the server's REST interface; empty for kernel only.
    tabs : sequence of str
        Which of `TABS` there are.
    tab : str
        The one to open with; the one that was open last where empty.
    """

    _esm = asset("workbench.js")
    _css = asset("workbench.css")

    project = traitlets.Unicode().tag(sync=True)
    dataset = traitlets.Unicode().tag(sync=True)
    first = traitlets.Dict().tag(sync=True)
    tabs = traitlets.List(traitlets.Unicode()).tag(sync=True)
    tab = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int(620).tag(sync=True)

    def __init__(
        self,
        *,
        first: Json,
        handle: Handle,
        project: str = "",
        tabs: Sequence[str] = TABS,
        tab: str = "",
        height: int = 620,
    ) -> None:
        self._shown = first  # for the static form: a crafted message may change the trait
        super().__init__(
            "workbench.js",
            handle,
            project=project,
            dataset=first["dataset"],
            first=first,
            tabs=list(tabs),
            tab=tab,
            height=height,
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the live view and, for a notebook without a kernel, its first rows."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if bundle is not None else ({}, {})
        return {
            **data,
            "text/html": static_table(self._shown),
            "text/plain": f"Workbench of {self._shown['dataset']}: {_size(self._shown)}",
        }, metadata


def static_table(info: Mapping[str, Any]) -> str:
    """Return the first rows and columns of a table as HTML that needs neither kernel nor script."""
    columns = info["columns"][:SHOWN_COLUMNS]
    cells = info["first"]["cells"][: len(columns)]
    rows = list(zip(*cells, strict=True))[:SHOWN_ROWS]
    more = len(info["columns"]) - len(columns)
    note = f"{_size(info)}." + (f" {more} further columns are not shown." if more else "")
    return html.frame(
        info["dataset"],
        html.table([column["name"] for column in columns], rows),
        f"{note} Run this cell to open the workbench.",
    )


def _size(info: Mapping[str, Any]) -> str:
    return f"{counted(info['rows'], 'row')}, {counted(len(info['columns']), 'column')}"
