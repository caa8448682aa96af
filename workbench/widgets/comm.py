"""The side of a widget that answers its view through the kernel."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget

from workbench.errors import InputError, WorkbenchError

__all__ = ["STATIC", "CommWidget", "Handle", "asset"]

Handle = Callable[[str, dict[str, Any], str | None], dict[str, Any]]
"""Answers ``(method, params, queue)`` with a JSON object, as `Dispatcher.handle` does."""

STATIC = Path(__file__).parent / "static"

log = logging.getLogger(__name__)


def asset(name: str) -> Path | str:
    """Return a built file; nothing where it has not been built.

    Importing the package must work in a fresh clone; the constructor explains what is missing.
    """
    path = STATIC / name
    return path if path.exists() else ""


class CommWidget(anywidget.AnyWidget):
    """A widget whose view may ask the kernel.

    Each message holds ``id``, ``method``, ``params`` and perhaps ``queue``, the queue it is
    about; the answer has the same ``id`` and either ``result`` or ``error`` with ``type`` and
    ``message``.

    Parameters
    ----------
    script : str
        Name of the built JavaScript.
    handle : callable or None
        Answers requests; None where only a server does.
    **traits
        What the view is given.

    Raises
    ------
    InputError
        If the JavaScript of the widgets has not been built.
    """

    def __init__(self, script: str, handle: Handle | None, **traits: Any) -> None:
        if not (STATIC / script).exists():
            raise InputError(
                f"{STATIC / script} is missing: the widgets' JavaScript has not been built. "
                "Run `pip install -e .` in the source folder and restart the kernel."
            )
        # A plain attribute: whatever is a trait can be overwritten by a crafted message.
        self._handle = handle
        super().__init__(**traits)
        self.on_msg(self._receive)

    def _receive(self, _widget: object, content: object, _buffers: object) -> None:
        if isinstance(content, Mapping) and self._handle is not None:
            self.send({"id": content.get("id"), **self._answer(content)})

    def _answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        method, params, queue = (content.get(name) for name in ("method", "params", "queue"))
        if (
            self._handle is None
            or not isinstance(method, str)
            or not isinstance(params, dict)
            or not isinstance(queue, str | None)
        ):
            return _error("InputError", "expected a method, its parameters and perhaps a queue")
        try:
            return {"result": self._handle(method, params, queue)}
        except WorkbenchError as error:
            return _error(type(error).__name__, str(error))
        except Exception:
            # A reviewer must not read a traceback, and the view must not wait in vain.
            log.exception("%s: %s failed", type(self).__name__, method)
            return _error("InternalError", "An unexpected error occurred; see the kernel's log.")


def _error(kind: str, message: str) -> dict[str, Any]:
    return {"error": {"type": kind, "message": message}}
