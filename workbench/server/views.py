"""How a user left the view of a dataset, and in whose name they decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.protocol.dataset import KeptState, Reviewer
from workbench.protocol.message import Empty, Message
from workbench.store.context import DatasetContext
from workbench.store.views import keep_view, kept_view

__all__ = ["Views"]


class Views:
    """Keeps and gives back the state of one user's view.

    Parameters
    ----------
    context : DatasetContext
        Whose view it is.
    """

    def __init__(self, context: DatasetContext) -> None:
        self._whose = context.engine, context.dataset, context.user

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""
        return {"kept": self.kept, "keep": self.keep, "reviewer": self.reviewer}

    def kept(self, request: Empty) -> KeptState:
        """Give the state kept last."""
        return KeptState(state=kept_view(*self._whose))

    def keep(self, request: KeptState) -> KeptState:
        """Keep a state."""
        keep_view(*self._whose, request.state or {})
        return request

    def reviewer(self, request: Empty) -> Reviewer:
        """Tell in whose name decisions are made."""
        return Reviewer(name=self._whose[2])
