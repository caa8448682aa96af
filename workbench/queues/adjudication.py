"""Items on which those who voted differ: queued again, for someone else to settle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import sqlalchemy as sa

from workbench.decisions.votes import counted, outcome
from workbench.errors import InputError
from workbench.queues.claims import Queue
from workbench.queues.queues import first_items
from workbench.store import decisions
from workbench.types import Decision, ReviewItem

__all__ = ["split_items"]


def split_items(engine: sa.Engine, name: str) -> tuple[Queue, list[ReviewItem]]:
    """Return a queue and those of its items on which the votes are split, in its order.

    An item is split where as many as the queue wants have decided it, and no answer has a
    majority.  Its payload gets ``votes``: how often each answer was given, without names.

    Raises
    ------
    NotFoundError
        If there is no such queue.
    InputError
        If one person decides each of its items, or it settles votes itself.
    """
    queue, items = first_items(engine, name)
    if queue.adjudicates is not None:
        raise InputError(
            f"queue {name!r} adjudicates another queue; name that one, {queue.adjudicates!r}"
        )
    if queue.overlap < 2:
        raise InputError(
            f"queue {name!r}: one person decides each item, so votes cannot differ; "
            "create it with overlap=2 or more"
        )
    given: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in decisions.current(engine, queue.dataset, queue=name):
        if decision.verdict != "skip":
            given[decision.item].append(decision)
    voted = [(item, given[item.id]) for item in items]
    return queue, [
        replace(item, payload={**item.payload, "votes": counted(votes)})
        for item, votes in voted
        if len({one.reviewer for one in votes}) >= queue.overlap and outcome(votes).split
    ]
