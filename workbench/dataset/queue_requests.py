"""Make queues as the view asks for them; the kernel does it, for looking for doubts takes long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from workbench.dataset.issue_service import LABEL_KIND
from workbench.dataset.queue_service import QueueService
from workbench.errors import InputError
from workbench.protocol.dataset import MakeQueue, QueueOfSelection, QueueSummary
from workbench.protocol.message import Message
from workbench.server.queue_list import summary_of
from workbench.types import CardKind

if TYPE_CHECKING:
    from workbench.explore import Explorer

__all__ = ["QueueMaker"]

MOST = 10_000
"""Rows of a selection that may be sent to reviewers at once."""


class QueueMaker:
    """Makes queues of a dataset.

    Parameters
    ----------
    queues : QueueService
        Whose queues.
    explorer : Explorer
        Knows which rows a selection has.
    """

    def __init__(self, queues: QueueService, explorer: Explorer) -> None:
        self._queues = queues
        self._explorer = explorer

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""
        return {"make_queue": self.make, "queue_of_selection": self.of_selection}

    def make(self, request: MakeQueue) -> QueueSummary:
        """Make a queue of a kind; what there is to doubt is looked for where nobody has yet."""
        queues, issues, kind = self._queues, self._queues.items.issues, request.kind
        options: dict[str, Any] = {
            "name": request.name or None,
            "guideline": request.guideline,
            "overlap": request.overlap,
        }
        if kind == "audit":
            return self._summary(queues.make_queue(source="audit", sample=request.limit, **options))
        if kind == "label" and not issues.stored().where(kind=LABEL_KIND):
            issues.label_quality()
        elif kind in ("cell", "value", "rule") and not issues.stored():
            issues.find_issues()
        order = None if kind == "pair" and request.order == "confidence" else request.order
        return self._summary(
            queues.make_queue(cast(CardKind, kind), order=order, limit=request.limit, **options)
        )

    def of_selection(self, request: QueueOfSelection) -> QueueSummary:
        """Make a queue of the rows selected."""
        keys, rows = self._explorer.keys(request, most=MOST)
        if not 1 <= rows <= MOST:
            raise InputError(f"{rows:,} rows are selected; send 1 to {MOST:,} to reviewers")
        name = self._queues.make_queue(
            source="rows",
            keys=keys,
            name=request.name or None,
            guideline=request.guideline,
            overlap=request.overlap,
        )
        return self._summary(name)

    def _summary(self, name: str) -> QueueSummary:
        return summary_of(self._queues.queue_state(name))
