"""One reviewer at one queue: what to decide next, and deciding.

This is the only way by which a judgement of a reviewer enters the store.  The
client names the item and the verdict; dataset, target and reviewer come from the
queue and from the session, never from the client.  Nothing of others' decisions
leaves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import sqlalchemy as sa

from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.review import claims
from workbench.review.answers import Answer, read_answer
from workbench.review.claims import Queue
from workbench.review.queues import find_queue
from workbench.store import schema
from workbench.store.database import writing
from workbench.store.decisions import append_in
from workbench.types import CardKind, Decision, Json, Key, ReviewItem

__all__ = ["Session"]

RECENT = 10


class Session:
    """What a reviewer's card stack talks to.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        The project's database.
    queue : str
        Name of the queue.
    reviewer : str
        Who decides: as authenticated, never as a client says.
    """

    def __init__(self, engine: sa.Engine, queue: str, reviewer: str) -> None:
        if not 1 <= len(reviewer) <= 200:
            raise InputError(f"reviewer {reviewer[:40]!r}: a name has 1 to 200 characters")
        self._engine = engine
        self._queue = queue
        self._reviewer = reviewer

    def next(self, count: int = 10) -> Json:
        """Claim up to `count` items and return them with queue, progress and recent decisions.

        Returns
        -------
        dict
            ``queue``, ``items`` (each as `ReviewItem.to_dict`), ``progress``
            (``decided`` and ``total`` of this reviewer) and ``recent``: this
            reviewer's last ten decisions, newest first, each with a ``title`` and
            whether it was ``withdrawn``.

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
            return {
                "queue": {
                    "name": queue.name,
                    "dataset": queue.dataset,
                    "kind": queue.kind,
                    "guideline": queue.guideline,
                    "options": list(queue.options),
                },
                "items": [item.to_dict() for item in items],
                "progress": claims.own_progress(connection, queue, self._reviewer),
                "recent": _recent(connection, queue, self._reviewer),
            }

    def decide(self, body: Mapping[str, Any]) -> Json:
        """Store one decision; it is durable when this returns.

        Parameters
        ----------
        body : mapping
            ``id`` (made by the client; sending it again changes nothing), ``item``,
            ``verdict``, and where wanted ``choice``, ``comment``, ``supersedes``.

        Returns
        -------
        dict
            ``decision`` as stored and ``progress``.

        Raises
        ------
        InputError
            If the body is malformed or the verdict does not fit the item.
        NotFoundError
            If the queue or the item does not exist.
        ConflictError
            If the item is someone else's by now, or decided by this reviewer already.
        """
        answer = read_answer(body)
        with writing(self._engine) as connection:
            queue = find_queue(connection, self._queue)
            item = _find_item(connection, queue, answer.item)
            answer.check_fits(item, queue.options)
            decision = self._decision(queue, item, answer)
            if _is_known(connection, answer.id):
                stored = append_in(connection, decision)  # raises if it is another judgement
                if stored.queue != queue.name:
                    raise ConflictError(
                        f"decision {answer.id}: this identifier was used in another queue; "
                        "send the decision under a new one"
                    )
            else:
                stored = self._store(connection, queue, decision)
            return {
                "decision": stored.to_dict(),
                "progress": claims.own_progress(connection, queue, self._reviewer),
            }

    def handle(self, method: str, params: Mapping[str, Any]) -> Json:
        """Answer ``next`` or ``decide`` as a view asks for them over a comm.

        Raises
        ------
        InputError
            If the method is unknown or a parameter is not one of its own.
        """
        if method == "decide":
            return self.decide(params)
        if method == "next" and set(params) <= {"count"}:
            return self.next(**params)
        raise InputError(
            f"request {method!r} with {sorted(params)}: ask for 'next' (count) or 'decide'"
        )

    def _decision(self, queue: Queue, item: ReviewItem, answer: Answer) -> Decision:
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
            raise ConflictError(
                f"item {decision.item!r}: someone else has decided it or is deciding it; "
                "nothing was stored; go on with the next one"
            )
        stored = append_in(connection, replace(decision, supersedes=replaces))
        claims.release(connection, queue.name, decision.item, self._reviewer)
        if decision.verdict == "withdraw":
            claims.put_claim(connection, queue.name, decision.item, self._reviewer)
        return stored

    def _replaces(self, decision: Decision, own: Mapping[str, Any] | None) -> str | None:
        """Return the identifier of the reviewer's own decision that this one replaces."""
        standing = None if own is None else str(own["id"])
        if decision.supersedes is None:
            if own is None or own["verdict"] == "skip":
                return standing
            raise ConflictError(
                f"item {decision.item!r}: you have decided it already; "
                f"to change that, name {standing} as superseded"
            )
        if decision.supersedes != standing:
            raise ConflictError(
                f"decision {decision.supersedes} is not your standing decision on item "
                f"{decision.item!r}; nothing was stored; reload to see how it stands"
            )
        return standing


def _find_item(connection: sa.Connection, queue: Queue, item: str) -> ReviewItem:
    table = schema.item
    body = connection.scalar(
        sa.select(table.c.body).where(table.c.queue == queue.name, table.c.id == item)
    )
    if body is None:
        raise NotFoundError(f"item {item!r}: it is not in queue {queue.name!r}; reload the page")
    return ReviewItem(**json.loads(body))


def _is_known(connection: sa.Connection, decision_id: str) -> bool:
    column = schema.decision.c.id
    return connection.execute(sa.select(column).where(column == decision_id)).first() is not None


def _recent(connection: sa.Connection, queue: Queue, reviewer: str) -> list[Json]:
    this, later = schema.decision, schema.decision.alias("later")
    query = (
        sa.select(this, later.c.verdict.label("replaced_by"))
        .outerjoin(later, later.c.supersedes == this.c.id)
        .where(
            this.c.queue == queue.name,
            this.c.reviewer == reviewer,
            this.c.verdict != "withdraw",
            sa.or_(later.c.id.is_(None), later.c.verdict == "withdraw"),
        )
        .order_by(this.c.seq.desc())
        .limit(RECENT)
    )
    return [_past(row) for row in connection.execute(query).mappings()]


def _past(row: sa.RowMapping) -> Json:
    target = json.loads(row["target"])
    names = ("id", "dataset", "kind", "item", "verdict", "reviewer", "queue", "comment")
    return {
        **{name: row[name] for name in (*names, "supersedes", "time")},
        "target": target,
        "choice": None if row["choice"] is None else json.loads(row["choice"]),
        "title": _title(cast(CardKind, row["kind"]), target),
        "withdrawn": row["replaced_by"] == "withdraw",
    }


def _title(kind: CardKind, target: Json) -> str:
    def shown(name: str) -> Key:
        return cast(Key, target.get(name, "?"))

    if kind == "label":
        return f"{shown('column')} of {shown('key')}"
    if kind == "pair":
        return f"{shown('key_l')} and {shown('key_r')}"
    rule = target.get("rule")
    return f"rule {rule.get('kind', '?')}" if isinstance(rule, dict) else f"rule {rule or '?'}"
