"""Whoever answers the questions of `protocol.methods` about one dataset.

The server's endpoints and, where no server knows the project, the kernel ask the same desk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from workbench.errors import InputError
from workbench.protocol.message import Message
from workbench.protocol.methods import METHODS
from workbench.types import Json

__all__ = ["Answers", "Desk"]


class Answers(Protocol):
    """Some of the methods: each a name of `METHODS` and what answers its request."""

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""


class Desk:
    """Answers questions about one dataset.

    Parameters
    ----------
    parts : Answers
        Who answers which methods.
    """

    def __init__(self, *parts: Answers) -> None:
        self._answers = {name: one for part in parts for name, one in part.answers().items()}

    def handle(self, method: str, params: Mapping[str, Any]) -> Json:
        """Answer one request.

        Raises
        ------
        InputError
            If the method is unknown here, or the request is malformed.
        WorkbenchError
            What the method itself raises.
        """
        if method not in METHODS or method not in self._answers:
            known = ", ".join(sorted(self._answers))
            raise InputError(f"method {method[:40]!r}: ask for one of {known}")
        request = METHODS[method].request.read(params)
        return self._answers[method](request).to_dict()
