"""The queues of a dataset, and what else could be asked of people."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbench.protocol.dataset import Queues, QueueSummary
from workbench.protocol.message import Empty, Message
from workbench.queues.queues import queues
from workbench.store import datasets
from workbench.store.context import DatasetContext

__all__ = ["QueueList", "summary_of"]


class QueueList:
    """Lists the queues of one dataset.

    Parameters
    ----------
    context : DatasetContext
        The dataset.
    """

    def __init__(self, context: DatasetContext) -> None:
        self._context = context

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method, by name."""
        return {"queues": self.queues}

    def queues(self, request: Empty) -> Queues:
        """List the queues, and the kinds that could be made."""
        context = self._context
        labelled = datasets.dataset(context.engine, context.dataset)["label_column"] is not None
        return Queues(
            queues=tuple(summary_of(one) for one in queues(context.engine, context.dataset)),
            can_make=(
                *(("label", "audit") if labelled else ()),
                *("cell", "value", "rule", "pair"),
            ),
        )


def summary_of(queue: Mapping[str, Any]) -> QueueSummary:
    """Return a queue as the view lists it."""
    return QueueSummary(**{name: queue[name] for name in QueueSummary.model_fields})
