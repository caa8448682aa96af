"""The review queue in a notebook or on a Voila page.

The view asks the server for items and sends decisions there.  Where no server
knows the project (a plain kernel, a project in memory) it asks the kernel
through the widget's comm, and `handle` answers.
"""

from __future__ import annotations

from typing import Any

import traitlets

from workbench import html
from workbench.widgets.comm import CommWidget, Handle, asset

__all__ = ["ReviewView"]


class ReviewView(CommWidget):
    """Shows one item of a review queue after the other and takes the decisions.

    Parameters
    ----------
    project : str
        Identifier of the project in the server's REST interface; empty for kernel only.
    queue : str
        Name of the queue.
    title : str
        Heading of the view; the queue's name where empty.
    handle : callable or None
        Answers through the kernel where the server cannot; None for server only.
    summary : str
        A sentence for readers of a saved notebook, such as ``"12 items wait for review"``.

    Raises
    ------
    InputError
        If the JavaScript of the widgets has not been built.
    """

    _esm = asset("review.js")
    _css = asset("review.css")

    project = traitlets.Unicode().tag(sync=True)
    queue = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    kernel = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        *,
        project: str,
        queue: str,
        title: str = "",
        handle: Handle | None = None,
        summary: str = "",
    ) -> None:
        # A plain attribute: whatever is a trait can be overwritten by a crafted message.
        self._summary = summary
        super().__init__(
            "review.js",
            handle,
            project=project,
            queue=queue,
            title=title or queue,
            kernel=handle is not None,
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the live view and, for a notebook without a kernel, what it was."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if bundle is not None else ({}, {})
        words = html.text(self._summary, limit=500) if self._summary else "Run this cell to review."
        static = f'<div class="wb"><h4>{html.text(self.title)}</h4><p>{words}</p></div>'
        plain = f"Review queue {self.title}" + (f": {self._summary}" if self._summary else "")
        return {**data, "text/html": static, "text/plain": plain}, metadata
