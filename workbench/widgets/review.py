"""The review queue in a notebook or on a Voila page.

The view asks the server for items and sends decisions there.  Where no server
knows the project (a plain kernel, a project in memory) it asks the kernel
through the widget's comm, and `handle` answers.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from workbench import html
from workbench.errors import InputError, WorkbenchError

__all__ = ["Handle", "ReviewView"]

Handle = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Answers ``(method, params)`` with the messages of `workbench.protocol.review`."""

STATIC = Path(__file__).parent / "static"
METHODS = ("next", "decide", "item", "history", "media")

log = logging.getLogger(__name__)


def _asset(name: str) -> Path | str:
    # Importing the package must work in a fresh clone; the constructor explains what is missing.
    path = STATIC / name
    return path if path.exists() else ""


class ReviewView(anywidget.AnyWidget):
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

    _esm = _asset("review.js")
    _css = _asset("review.css")

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
        if not (STATIC / "review.js").exists():
            raise InputError(
                f"{STATIC / 'review.js'} is missing: the widgets' JavaScript has not been built. "
                "Run `pip install -e .` in the source folder and restart the kernel."
            )
        # Plain attributes: whatever is a trait can be overwritten by a crafted message.
        self._handle = handle
        self._summary = summary
        super().__init__(
            project=project, queue=queue, title=title or queue, kernel=handle is not None
        )
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, Mapping) or self._handle is None:
            return
        self.send({"id": content.get("id"), **self._answer(content)})

    def _answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        method, params = content.get("method"), content.get("params")
        if method not in METHODS or not isinstance(params, dict) or self._handle is None:
            return _error("InputError", f"expected one of {METHODS} with parameters")
        try:
            return {"result": self._handle(method, params)}
        except WorkbenchError as error:
            return _error(type(error).__name__, str(error))
        except Exception:
            # A reviewer must not read a traceback, and the view must not wait in vain.
            log.exception("review: %s failed", method)
            return _error("InternalError", "The kernel failed to answer; its log says why.")

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the live view and, for a notebook without a kernel, what it was."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if bundle is not None else ({}, {})
        words = html.text(self._summary, limit=500) if self._summary else "Run this cell to review."
        static = f'<div class="wb"><h4>{html.text(self.title)}</h4><p>{words}</p></div>'
        plain = f"Review queue {self.title}" + (f": {self._summary}" if self._summary else "")
        return {**data, "text/html": static, "text/plain": plain}, metadata


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message}}
