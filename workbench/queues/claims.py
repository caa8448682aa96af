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
from workbench.protocol.labelling import LabelSchema
from workbench.protocol.review import MAX_COUNT, Progress
from workbench.store import schema
from workbench.types import CardKind, ReviewItem, Role, now

__all__ = [
    "LEASE",
    "Queue",
    "claim_in",
    "current_decisions",
    "has_voted",
    "holds",
    "is_free",
    "own_decision",
    "own_progress",
    "put_claim",
    "release",
    "votes",
]

LEASE = 600.0
"""Seconds for which an item that was handed out stays reserved."""


@dataclass(frozen=True)
class Queue:
    """What all items of a queue share.

    Attributes
    ----------
    name : str
        Unique within the project.
    dataset : str
        The dataset that is reviewed.
    kind : {"label", "pair", "rule", "cell", "value", "disagreement", "annotate"}
        What is judged.
    guideline : str
        What reviewers should keep to.
    options : tuple of str or int
        The labels that may be chosen.
    overlap : int
        How many people decide each item.
    adjudicates : str or None
        The queue whose split votes are settled here: by others than those who voted.
    media_root : str or None
        The folder that the items' images lie in.
    labelling : LabelSchema or None
        What may be said of its items, where these are annotated.
    follows : str or None
        The queue of the first round of labelling, whose guideline counts here too.
    """

    name: str
    dataset: str
    kind: CardKind
    guideline: str
    options: tuple[str | int, ...]
    overlap: int
    adjudicates: str | None = None
    media_root: str | None = None
    labelling: LabelSchema | None = None
    follows: str | None = None

    @property
    def guidelines(self) -> str:
        """The queue whose guideline counts here: all rounds and rulings go by the same one."""
        return self.follows or self.adjudicates or self.name

    @property
    def role(self) -> Role:
        """Whether a decision made here is a vote or overrides the votes."""
        return "vote" if self.adjudicates is None else "adjudication"


def current_decisions(queue: str, item: str | None = None) -> sa.Select[Any]:
    """Decisions made in a queue that no later one has replaced or taken back.

    With an `item`, those about it alone: a queue of 100,000 items is not read for one.
    """
    this, later = schema.decision.alias("this"), schema.decision.alias("later")
    return sa.select(this).where(
        _about(this.c.item, item),
        this.c.queue == queue,
        this.c.verdict != "withdraw",
        ~sa.exists().where(later.c.supersedes == this.c.id),
    )


def _about(column: sa.ColumnElement[Any], item: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if item is None else column == item


def votes(queue: str, item: str | None = None) -> sa.Select[Any]:
    """How many people have decided each item; a skip is no decision."""
    made = current_decisions(queue, item).subquery()
    return (
        sa.select(made.c.item, sa.func.count(sa.distinct(made.c.reviewer)).label("votes"))
        .where(made.c.verdict != "skip")
        .group_by(made.c.item)
    )


def own_decision(connection: sa.Connection, queue: str, reviewer: str, item: str) -> Any:
    """Return the reviewer's own current decision on an item as a row, or None."""
    made = current_decisions(queue, item).subquery()
    query = sa.select(made).where(made.c.reviewer == reviewer)
    return connection.execute(query.order_by(made.c.seq.desc())).mappings().first()


def _own(queue: str, reviewer: str, item: str | None) -> sa.Subquery:
    """Tell what this reviewer has made of each item: ``done`` (0 or 1), ``skip`` (when, or 0)."""
    made = current_decisions(queue, item).subquery()
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


def _held(queue: str, reviewer: str, moment: datetime, item: str | None) -> sa.Subquery:
    """Claims that have not lapsed: ``mine`` (0 or 1) and ``others`` (how many)."""
    claim = schema.claim
    is_mine = claim.c.reviewer == reviewer
    return (
        sa.select(
            claim.c.item,
            sa.func.max(sa.case((is_mine, 1), else_=0)).label("mine"),
            sa.func.sum(sa.case((is_mine, 0), else_=1)).label("others"),
        )
        .where(
            claim.c.queue == queue,
            claim.c.expires > moment.isoformat(),
            _about(claim.c.item, item),
        )
        .group_by(claim.c.item)
        .subquery("held")
    )


def _undone(queue: str, reviewer: str, item: str | None) -> sa.Subquery:
    """When this reviewer last took back a decision on each item."""
    table = schema.decision
    return (
        sa.select(table.c.item, sa.func.max(table.c.seq).label("undone"))
        .where(
            table.c.queue == queue,
            table.c.reviewer == reviewer,
            table.c.verdict == "withdraw",
            _about(table.c.item, item),
        )
        .group_by(table.c.item)
        .subquery("undone")
    )


def _workload(queue: Queue, reviewer: str, one: str | None = None) -> sa.Subquery:
    """Every item (or `one`) that still wants a decision and has none of `reviewer`.

    ``free`` tells whether the reviewer may have it now.  A claim lasts until its
    holder decides or skips, so that votes and claims never count one person twice.
    """
    item = schema.item
    own, done = _own(queue.name, reviewer, one), votes(queue.name, one).subquery("done")
    held, undone = _held(queue.name, reviewer, now(), one), _undone(queue.name, reviewer, one)

    def known(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
        return sa.func.coalesce(column, sa.literal(0))

    room = known(done.c.votes) + known(held.c.others) < queue.overlap
    joined = item
    for part in (own, done, held, undone):
        joined = joined.outerjoin(part, part.c.item == item.c.id)  # type: ignore[assignment]
    query = (
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
            _about(item.c.id, one),
            known(own.c.done) == 0,
            known(done.c.votes) < queue.overlap,
            sa.or_(item.c.repeats.is_(None), item.c.repeats.in_(_decided(queue.name, reviewer))),
        )
    )
    if queue.adjudicates is not None:
        query = query.where(item.c.id.not_in(_voted(queue.adjudicates, reviewer)))
    return query.subquery("load")


def _decided(queue: str, reviewer: str) -> sa.Select[Any]:
    """Items that this reviewer has decided: those are shown again that repeat them."""
    made = current_decisions(queue).subquery("decided")
    return sa.select(made.c.item).where(made.c.reviewer == reviewer, made.c.verdict != "skip")


def _voted(queue: str, reviewer: str) -> sa.Select[Any]:
    """Items of another queue that this reviewer has ever decided: someone else settles them.

    Who took a vote back, or skipped the item since, has formed an opinion all the same.
    """
    table = schema.decision
    return sa.select(table.c.item).where(
        table.c.queue == queue,
        table.c.reviewer == reviewer,
        table.c.verdict.not_in(("skip", "withdraw")),
    )


def has_voted(connection: sa.Connection, queue: Queue, reviewer: str, item: str) -> bool:
    """Tell whether the reviewer is one of those whose split votes this item is to settle."""
    if queue.adjudicates is None:
        return False
    voted = _voted(queue.adjudicates, reviewer).subquery()
    query = sa.select(voted.c.item).where(voted.c.item == item)
    return connection.execute(query).first() is not None


def own_progress(connection: sa.Connection, queue: Queue, reviewer: str) -> Progress:
    """Return how far this reviewer is: ``decided`` by them, of ``total`` that are theirs to decide.

    Items that others have finished are in neither figure, so that nothing is revealed of
    what they did.
    """
    made = current_decisions(queue.name).subquery()
    decided = connection.scalar(
        sa.select(sa.func.count(sa.distinct(made.c.item))).where(
            made.c.reviewer == reviewer, made.c.verdict != "skip"
        )
    )
    left = connection.scalar(sa.select(sa.func.count()).select_from(_workload(queue, reviewer)))
    return Progress(decided=decided or 0, total=(decided or 0) + (left or 0))


def claim_in(
    connection: sa.Connection, queue: Queue, reviewer: str, *, count: int, lease: float = LEASE
) -> list[ReviewItem]:
    """Claim up to `count` items for `reviewer` and return them.

    First come those this reviewer holds already (one just taken back before all
    others), then free ones in the queue's order.  Items that the reviewer skipped
    come again only when there is nothing else.  A claim lapses after `lease` seconds.

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
    new = free.where(load.c.skip == 0).order_by(load.c.mine.desc(), latest_undone, load.c.position)
    skipped = free.order_by(load.c.skip)
    rows = connection.execute(new).all() or connection.execute(skipped).all()
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
    load = _workload(queue, reviewer, item)
    return connection.scalar(sa.select(load.c.free)) == 1


def holds(connection: sa.Connection, queue: Queue, reviewer: str, item: str) -> bool:
    """Tell whether `reviewer` has a claim on the item that has not lapsed."""
    claim = schema.claim
    query = sa.select(claim.c.item).where(
        claim.c.queue == queue.name,
        claim.c.item == item,
        claim.c.reviewer == reviewer,
        claim.c.expires > now().isoformat(),
    )
    return connection.execute(query).first() is not None
