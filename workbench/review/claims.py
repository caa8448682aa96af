"""Claims: which item of a queue a reviewer may take, holds or has decided.

An item is wanted until `Queue.overlap` people have decided it.  Handing it out
claims it for a while, so that two people never work on one item beyond the
overlap.  All functions here run inside the caller's transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from workbench.errors import InputError
from workbench.store import schema
from workbench.types import CardKind, Json, ReviewItem, now

__all__ = [
    "LEASE",
    "Queue",
    "claim_in",
    "is_free",
    "own_decision",
    "own_progress",
    "put_claim",
    "release",
    "standing",
    "votes",
]

LEASE = 600.0
"""Seconds for which an item that was handed out stays reserved."""

MAX_COUNT = 50
"""How many items may be asked for at once."""


@dataclass(frozen=True)
class Queue:
    """What all items of a queue share.

    Attributes
    ----------
    name : str
        Unique within the project.
    dataset : str
        The dataset that is reviewed.
    kind : {"label", "pair", "rule"}
        What is judged.
    guideline : str
        What reviewers should keep to.
    options : tuple of str or int
        The labels that may be chosen.
    overlap : int
        How many people decide each item.
    """

    name: str
    dataset: str
    kind: CardKind
    guideline: str
    options: tuple[str | int, ...]
    overlap: int


def standing(queue: str) -> sa.Select[Any]:
    """Decisions made in a queue that no later one has replaced or taken back."""
    this, later = schema.decision.alias("this"), schema.decision.alias("later")
    return sa.select(this).where(
        this.c.queue == queue,
        this.c.verdict != "withdraw",
        ~sa.exists().where(later.c.supersedes == this.c.id),
    )


def votes(queue: str) -> sa.Select[Any]:
    """How many people have decided each item; a skip is no decision."""
    made = standing(queue).subquery()
    return (
        sa.select(made.c.item, sa.func.count(sa.distinct(made.c.reviewer)).label("votes"))
        .where(made.c.verdict != "skip")
        .group_by(made.c.item)
    )


def own_decision(connection: sa.Connection, queue: str, reviewer: str, item: str) -> Any:
    """Return the reviewer's own standing decision on an item as a row, or None."""
    made = standing(queue).subquery()
    query = sa.select(made).where(made.c.reviewer == reviewer, made.c.item == item)
    return connection.execute(query.order_by(made.c.seq.desc())).mappings().first()


def _own(queue: str, reviewer: str) -> sa.Subquery:
    """Tell what this reviewer has made of each item: ``done`` (0 or 1), ``skip`` (when, or 0)."""
    made = standing(queue).subquery()
    counted = made.c.verdict != "skip"
    return (
        sa.select(
            made.c.item,
            sa.func.max(sa.case((counted, 1), else_=0)).label("done"),
            sa.func.max(sa.case((counted, 0), else_=made.c.seq)).label("skip"),
        )
        .where(made.c.reviewer == reviewer)
        .group_by(made.c.item)
        .subquery("own")
    )


def _held(queue: str, reviewer: str, moment: datetime) -> sa.Subquery:
    """Claims that have not lapsed: ``mine`` (0 or 1) and ``others`` (how many)."""
    claim = schema.claim
    is_mine = claim.c.reviewer == reviewer
    return (
        sa.select(
            claim.c.item,
            sa.func.max(sa.case((is_mine, 1), else_=0)).label("mine"),
            sa.func.sum(sa.case((is_mine, 0), else_=1)).label("others"),
        )
        .where(claim.c.queue == queue, claim.c.expires > moment.isoformat())
        .group_by(claim.c.item)
        .subquery("held")
    )


def _undone(queue: str, reviewer: str) -> sa.Subquery:
    """When this reviewer last took back a decision on each item."""
    table = schema.decision
    return (
        sa.select(table.c.item, sa.func.max(table.c.seq).label("undone"))
        .where(
            table.c.queue == queue,
            table.c.reviewer == reviewer,
            table.c.verdict == "withdraw",
        )
        .group_by(table.c.item)
        .subquery("undone")
    )


def _workload(queue: Queue, reviewer: str) -> sa.Subquery:
    """Every item that still wants a decision and has none of `reviewer`.

    ``free`` tells whether the reviewer may have it now.  A claim lasts until its
    holder decides or skips, so that votes and claims never count one person twice.
    """
    item = schema.item
    own, done = _own(queue.name, reviewer), votes(queue.name).subquery("done")
    held, undone = _held(queue.name, reviewer, now()), _undone(queue.name, reviewer)

    def known(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        return sa.func.coalesce(column, sa.literal(0))

    room = known(done.c.votes) + known(held.c.others) < queue.overlap
    joined = item
    for part in (own, done, held, undone):
        joined = joined.outerjoin(part, part.c.item == item.c.id)  # type: ignore[assignment]
    return (
        sa.select(
            item.c.id,
            item.c.body,
            item.c.position,
            known(own.c.skip).label("skip"),
            known(held.c.mine).label("mine"),
            known(undone.c.undone).label("undone"),
            sa.case((sa.or_(known(held.c.mine) == 1, room), 1), else_=0).label("free"),
        )
        .select_from(joined)
        .where(
            item.c.queue == queue.name,
            known(own.c.done) == 0,
            known(done.c.votes) < queue.overlap,
        )
        .subquery("load")
    )


def own_progress(connection: sa.Connection, queue: Queue, reviewer: str) -> Json:
    """Return how far this reviewer is: ``decided`` by them, of ``total`` that are theirs to decide.

    Items that others have finished are in neither figure, so that nothing is told of
    what they did.
    """
    made = standing(queue.name).subquery()
    decided = connection.scalar(
        sa.select(sa.func.count(sa.distinct(made.c.item))).where(
            made.c.reviewer == reviewer, made.c.verdict != "skip"
        )
    )
    left = connection.scalar(sa.select(sa.func.count()).select_from(_workload(queue, reviewer)))
    return {"decided": decided or 0, "total": (decided or 0) + (left or 0)}


def claim_in(
    connection: sa.Connection, queue: Queue, reviewer: str, *, count: int, lease: float = LEASE
) -> list[ReviewItem]:
    """Claim up to `count` items for `reviewer`; see `queues.claim_next`.

    Raises
    ------
    InputError
        If `count` is not between 1 and 50.
    """
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MAX_COUNT:
        raise InputError(f"count is {count!r}; ask for 1 to {MAX_COUNT} items")
    load = _workload(queue, reviewer)
    free = sa.select(load.c.id, load.c.body).where(load.c.free == 1).limit(count)
    latest_undone = sa.case((load.c.mine == 1, load.c.undone), else_=0).desc()
    rows = connection.execute(
        free.where(load.c.skip == 0).order_by(load.c.mine.desc(), latest_undone, load.c.position)
    ).all()
    if not rows:
        rows = connection.execute(free.order_by(load.c.skip)).all()
    claim = schema.claim
    connection.execute(
        claim.delete().where(claim.c.queue == queue.name, claim.c.expires <= now().isoformat())
    )
    for row in rows:
        put_claim(connection, queue.name, row.id, reviewer, lease=lease)
    return [ReviewItem(**json.loads(row.body)) for row in rows]


def put_claim(
    connection: sa.Connection, queue: str, item: str, reviewer: str, *, lease: float = LEASE
) -> None:
    """Reserve an item for a reviewer from now on."""
    release(connection, queue, item, reviewer)
    expires = (now() + timedelta(seconds=lease)).isoformat()
    connection.execute(
        schema.claim.insert().values(queue=queue, item=item, reviewer=reviewer, expires=expires)
    )


def release(connection: sa.Connection, queue: str, item: str, reviewer: str) -> None:
    """Give up a reviewer's claim on an item, if there is one."""
    claim = schema.claim
    connection.execute(
        claim.delete().where(
            claim.c.queue == queue, claim.c.item == item, claim.c.reviewer == reviewer
        )
    )


def is_free(connection: sa.Connection, queue: Queue, reviewer: str, item: str) -> bool:
    """Tell whether `reviewer` holds the item or may still take it, and has not decided it."""
    load = _workload(queue, reviewer)
    return connection.scalar(sa.select(load.c.free).where(load.c.id == item)) == 1
