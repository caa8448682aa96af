"""One reviewer at one queue: what to decide next, deciding, and what they decided before.

This is the only way by which a judgement of a reviewer enters the store.  The
client names the item and the verdict; dataset, target and reviewer come from the
queue and from the session, never from the client.  Nothing of others' decisions
leaves, but for the counts that an item itself holds.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import Any

import sqlalchemy as sa

from workbench.decisions.answers import fitted
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.protocol import review as protocol
from workbench.protocol.message import Message
from workbench.protocol.review import (
    Ack,
    DecisionBody,
    HistoryPage,
    HistoryRequest,
    ItemPage,
    Media,
    QueuePage,
)
from workbench.queues import claims
from workbench.queues import history as past
from workbench.queues.claims import Queue
from workbench.queues.queues import find_queue
from workbench.store import schema
from workbench.store.context import ProjectContext
from workbench.store.database import reading, writing
from workbench.store.decisions import append_in
from workbench.store.guidelines import newest
from workbench.types import Decision, ReviewItem

__all__ = ["Session"]

RECENT = 10
"""Decisions of earlier visits that come with the first items."""


class Session:
    """Serves one reviewer at one queue.

    Parameters
    ----------
    context : ProjectContext
        The project, and who decides.
    queue : str
        Name of the queue.

    Raises
    ------
    InputError
        If the reviewer's name is empty or longer than 200 characters.
    """

    def __init__(self, context: ProjectContext, queue: str) -> None:
        if not 1 <= len(context.user) <= 200:
            raise InputError(f"reviewer {context.user[:40]!r}: a name has 1 to 200 characters")
        self._engine, self._reviewer = context.engine, context.user
        self._queue = queue

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return the function behind each method of a queue, by the method's name."""
        return {
            "next": lambda request: self.next(request.count),
            "decide": self.decide,
            "item": lambda request: self.item(request.item),
            "history": lambda request: self.history(before=request.before, count=request.count),
            "media": lambda request: self.media(request.item, request.column),
        }

    def next(self, count: int = 10) -> QueuePage:
        """Claim up to `count` items and return them with queue, progress and recent decisions.

        Returns
        -------
        QueuePage
            ``recent`` holds this reviewer's last ten decisions, newest first.

        Raises
        ------
        NotFoundError
            If the queue does not exist.
        InputError
            If `count` is not between 1 and 50.
        """
        with writing(self._engine) as connection:
            queue = find_queue(connection, self._queue)
            items = claims.claim_in(connection, queue, self._reviewer, count=count)
        with reading(self._engine) as connection:  # counting must not keep others from writing
            recent, _ = past.own_decisions(connection, queue, self._reviewer, count=RECENT)
            progress = claims.own_progress(connection, queue, self._reviewer)
            version, changes = past.guideline_since(connection, queue, recent)
        return QueuePage(
            queue=protocol.QueueInfo(
                name=queue.name,
                dataset=queue.dataset,
                kind=queue.kind,
                guideline=queue.guideline,
                options=queue.options,
                role=queue.role,
                labelling=queue.labelling,
                version=version,
                changes=changes,
            ),
            items=tuple(map(_message, items)),
            progress=progress,
            recent=tuple(recent),
        )

    def decide(self, body: DecisionBody | Mapping[str, Any]) -> Ack:
        """Store one decision; it is durable when this returns.

        Parameters
        ----------
        body : DecisionBody or mapping
            ``id`` (made by the client; sending it again changes nothing), ``item``,
            ``verdict``, and where wanted ``choice``, ``excluded``, ``comment``, ``supersedes``.

        Returns
        -------
        Ack
            The decision as stored, and the progress.

        Raises
        ------
        InputError
            If the body is malformed or the verdict does not fit the item.
        NotFoundError
            If the queue or the item does not exist.
        ConflictError
            If the item is someone else's by now, or decided by this reviewer already.
        """
        answer = body if isinstance(body, DecisionBody) else DecisionBody.read(body)
        with writing(self._engine) as connection:
            queue = find_queue(connection, self._queue)
            item = _find_item(connection, queue, answer.item)
            answer = fitted(answer, item, queue.options, queue.labelling)
            decision = self._decision(
                queue, item, answer, guideline=newest(connection, queue.guidelines)
            )
            known = sa.select(schema.decision.c.id).where(schema.decision.c.id == answer.id)
            if connection.scalar(known) is not None:
                stored = append_in(connection, decision)  # raises if it is another judgement
                if stored.queue != queue.name:
                    raise ConflictError(
                        f"decision {answer.id}: this identifier was used in another queue; "
                        "send the decision under a new one"
                    )
            else:
                stored = self._store(connection, queue, decision)
        with reading(self._engine) as connection:  # counting must not keep others from writing
            progress = claims.own_progress(connection, queue, self._reviewer)
        return Ack(decision=past.record_of(stored), progress=progress)

    def item(self, name: str) -> ItemPage:
        """Return an item that this reviewer holds, may take or has decided, to decide it anew.

        Raises
        ------
        NotFoundError
            If the queue has no such item.
        ConflictError
            If it is someone else's.
        """
        with reading(self._engine) as connection:
            queue = find_queue(connection, self._queue)
            item, own = self._own_item(connection, queue, name)
            return ItemPage(item=_message(item), decision=None if own is None else past.record(own))

    def history(self, *, before: str | None = None, count: int = 50) -> HistoryPage:
        """Return this reviewer's own decisions here, newest first.

        Those that were replaced are left out, those that were taken back say so.

        Parameters
        ----------
        before : str, optional
            Identifier of a decision: only older ones are returned.
        count : int
            1 to 50.
        """
        request = HistoryRequest.read({"before": before, "count": count})
        with reading(self._engine) as connection:
            queue = find_queue(connection, self._queue)
            made, more = past.own_decisions(
                connection, queue, self._reviewer, count=request.count, before=request.before
            )
        return HistoryPage(decisions=tuple(made), more=more)

    def media(self, item: str, column: str) -> Media:
        """Return the image that an item names in a column, re-encoded and reduced.

        Raises
        ------
        NotFoundError
            If the item names no image there, or the file is not there or cannot be read.
        ConflictError
            If the item is someone else's.
        """
        with reading(self._engine) as connection:
            queue = find_queue(connection, self._queue)
            own_item, _ = self._own_item(connection, queue, item)
        from workbench.queues.media import image_of  # it imports an imaging library

        return image_of(self._engine, queue, own_item, column)

    def _own_item(
        self, connection: sa.Connection, queue: Queue, name: str
    ) -> tuple[ReviewItem, Mapping[str, Any] | None]:
        item = _find_item(connection, queue, name)
        own = claims.own_decision(connection, queue.name, self._reviewer, name)
        if own is None and not claims.is_free(connection, queue, self._reviewer, name):
            raise ConflictError(f"item {name!r}: {self._whose(connection, queue, name)}")
        return item, own

    def _whose(self, connection: sa.Connection, queue: Queue, item: str) -> str:
        voted = claims.has_voted(connection, queue, self._reviewer, item)
        return (
            f"you voted on it in queue {queue.adjudicates!r}, so someone else adjudicates it"
            if voted
            else "someone else has decided it or is deciding it"
        ) + "; nothing was stored; continue with the next one"

    def _decision(
        self, queue: Queue, item: ReviewItem, answer: DecisionBody, *, guideline: int
    ) -> Decision:
        return Decision(
            id=answer.id,
            dataset=queue.dataset,
            kind=queue.kind,
            item=item.id,
            target=item.target,
            verdict=answer.verdict,
            choice=answer.choice,
            reviewer=self._reviewer,
            queue=queue.name,
            comment=answer.comment,
            supersedes=answer.supersedes,
            excluded=answer.excluded,
            role=queue.role,
            answer=None
            if answer.answer is None
            else answer.answer.model_dump(mode="json", exclude_defaults=True),
            guideline=guideline or None,
        )

    def _store(self, connection: sa.Connection, queue: Queue, decision: Decision) -> Decision:
        own = claims.own_decision(connection, queue.name, self._reviewer, decision.item)
        replaces = self._replaces(decision, own)
        # Whoever has decided an item may change their mind; all others need it to be free.
        settled = own is not None and own["verdict"] != "skip"
        if (
            not settled
            and decision.verdict != "withdraw"
            and not claims.is_free(connection, queue, self._reviewer, decision.item)
        ):
            whose = self._whose(connection, queue, decision.item)
            raise ConflictError(f"item {decision.item!r}: {whose}")
        stored = append_in(connection, replace(decision, supersedes=replaces))
        claims.release(connection, queue.name, decision.item, self._reviewer)
        if decision.verdict == "withdraw":
            claims.put_claim(connection, queue.name, decision.item, self._reviewer)
        return stored

    def _replaces(self, decision: Decision, own: Mapping[str, Any] | None) -> str | None:
        """Return the identifier of the reviewer's own decision that this one replaces."""
        current = None if own is None else str(own["id"])
        if decision.supersedes is None:
            if own is None or own["verdict"] == "skip":
                return current
            raise ConflictError(
                f"item {decision.item!r}: you have already decided it; "
                f"to change that, name {current} as superseded"
            )
        if decision.supersedes != current:
            raise ConflictError(
                f"decision {decision.supersedes} is not your current decision on item "
                f"{decision.item!r}; nothing was stored; reload to see the current one"
            )
        return current


def _message(item: ReviewItem) -> protocol.ReviewItem:
    return protocol.ReviewItem(**asdict(item))


def _find_item(connection: sa.Connection, queue: Queue, item: str) -> ReviewItem:
    table = schema.item
    body = connection.scalar(
        sa.select(table.c.body).where(table.c.queue == queue.name, table.c.id == item)
    )
    if body is None:
        raise NotFoundError(f"item {item!r}: it is not in queue {queue.name!r}; reload the page")
    return ReviewItem(**json.loads(body))
