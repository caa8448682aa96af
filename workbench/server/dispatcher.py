"""The one dispatcher of the methods of `protocol.methods`, for REST and for a widget's comm."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from workbench.errors import InputError
from workbench.protocol.message import Message
from workbench.protocol.methods import METHODS
from workbench.types import Json

__all__ = ["Dispatcher", "Service"]


class Service(Protocol):
    """Implements some of the methods."""

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return the function behind each method, by the method's name."""


class Dispatcher:
    """Reads a request, calls the service that implements its method, returns the response.

    Parameters
    ----------
    *services : Service
        All about one dataset, or one queue.
    queue : callable, optional
        Returns the service of a queue by the queue's name, where requests may name one.
    """

    def __init__(self, *services: Service, queue: Callable[[str], Service] | None = None) -> None:
        self._functions = {
            name: function for service in services for name, function in service.answers().items()
        }
        self._queue = queue

    def handle(self, method: str, params: Mapping[str, Any], queue: str | None = None) -> Json:
        """Answer one request, which is about `queue` where that is given.

        Raises
        ------
        InputError
            If the method is unknown here, or the request is malformed.
        WorkbenchError
            Whatever the method itself raises.
        """
        functions: Mapping[str, Callable[[Any], Message]] = self._functions
        if queue is not None:
            functions = {} if self._queue is None else self._queue(queue).answers()
        if method not in METHODS or method not in functions:
            available = ", ".join(sorted(functions))
            raise InputError(f"method {method[:40]!r} does not exist; available: {available}")
        request = METHODS[method].request.read(params)
        return functions[method](request).to_dict()
