"""Review queues: make them, fill them, list them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, get_args

import sqlalchemy as sa

from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.protocol.labelling import LabelSchema
from workbench.queues.claims import Queue, votes
from workbench.store import schema
from workbench.store.database import reading, writing
from workbench.store.guidelines import add_version
from workbench.types import CardKind, Json, ReviewItem, now

__all__ = [
    "bodies_of",
    "create_queue",
    "find_queue",
    "first_items",
    "is_audit",
    "queue_family",
    "queues",
    "rounds_of",
]


def create_queue(
    engine: sa.Engine,
    name: str,
    *,
    dataset: str,
    kind: CardKind,
    items: Sequence[ReviewItem],
    options: Sequence[str | int] = (),
    guideline: str = "",
    overlap: int = 1,
    adjudicates: str | None = None,
    media_root: str | None = None,
    labelling: LabelSchema | None = None,
    follows: str | None = None,
    repeats: Mapping[str, str] | None = None,
    author: str = "",
) -> Json:
    """Make a queue, or add to an existing one the items it does not have yet.

    An existing queue keeps its items, their order and its decisions; new options
    are added, a guideline that is given replaces the old one, and the overlap is
    never lowered.

    Parameters
    ----------
    name : str
        1 to 200 printable characters, without slashes.
    dataset, kind, items, options, guideline, overlap
        As in `claims.Queue`; every item is of this kind.
    adjudicates : str, optional
        The queue whose split votes these items are to settle.
    media_root : str, optional
        The folder that images named by the items lie in.
    labelling : LabelSchema, optional
        What may be said of items that are annotated.
    follows : str, optional
        The queue of the first round of labelling.
    repeats : mapping, optional
        Item to the one that it shows again; it goes to those who have decided that one.
    author : str
        Who gives the guideline.

    Returns
    -------
    dict
        The queue as `queues` lists it, and ``added``: how many items are new.

    Raises
    ------
    InputError
        If the name, an option, an item or the overlap cannot be used.
    ConflictError
        If the name belongs to a queue of another dataset, kind or role.
    """
    wanted = Queue(
        name,
        dataset,
        kind,
        guideline,
        tuple(options),
        overlap,
        adjudicates,
        media_root,
        labelling,
        follows,
    )
    again = repeats or {}
    _check_queue(wanted)
    bodies = _bodies(wanted, items)
    with writing(engine) as connection:
        queue = _put_queue(connection, wanted)
        if guideline.strip():
            add_version(connection, queue.guidelines, guideline, author=author)
        table = schema.item
        query = sa.select(table.c.id, table.c.position).where(table.c.queue == name)
        known = {row.id: row.position for row in connection.execute(query)}
        start = max(known.values(), default=-1) + 1
        fresh = [(key, body) for key, body in bodies.items() if key not in known]
        if fresh:
            connection.execute(
                table.insert(),
                [
                    {
                        "queue": name,
                        "id": key,
                        "position": start + offset,
                        "body": body,
                        "repeats": again.get(key),
                    }
                    for offset, (key, body) in enumerate(fresh)
                ],
            )
        return {**_summary(connection, queue), "added": len(fresh)}


def queues(engine: sa.Engine, dataset: str | None = None) -> list[Json]:
    """Return the queues, oldest first: name, dataset, kind, total, decided and open.

    An item counts as decided when as many people as the queue's overlap wants
    have decided it; skipped does not count.
    """
    table = schema.queue
    query = sa.select(table).order_by(table.c.created, table.c.name)
    if dataset is not None:
        query = query.where(table.c.dataset == dataset)
    with reading(engine) as connection:
        return [
            _summary(connection, _queue(row)) for row in connection.execute(query).mappings().all()
        ]


def find_queue(connection: sa.Connection, name: str) -> Queue:
    """Return a queue.

    Raises
    ------
    NotFoundError
        If there is none of this name.
    """
    queue = _stored(connection, name)
    if queue is None:
        raise NotFoundError(f"queue {name!r}: there is no such queue in this project")
    return queue


def queue_family(engine: sa.Engine, name: str) -> list[str]:
    """Return a queue's name and those of the queues that settle its split votes."""
    table = schema.queue
    query = sa.select(table.c.name).where(table.c.adjudicates == name).order_by(table.c.created)
    with reading(engine) as connection:
        return [name, *connection.scalars(query)]


def first_items(engine: sa.Engine, name: str) -> tuple[Queue, list[ReviewItem]]:
    """Return a queue and its items in order, those left out that repeat another one.

    Raises
    ------
    NotFoundError
        If there is no such queue.
    """
    firsts = bodies_of(name).where(schema.item.c.repeats.is_(None))
    with reading(engine) as connection:
        queue = find_queue(connection, name)
        return queue, [ReviewItem(**json.loads(body)) for body in connection.scalars(firsts)]


def rounds_of(engine: sa.Engine, name: str) -> list[str]:
    """Return the queues in which the items of a queue were labelled, the first round first."""
    table = schema.queue
    with reading(engine) as connection:
        first = find_queue(connection, name).guidelines
        query = sa.select(table.c.name).where(
            sa.or_(table.c.name == first, table.c.follows == first), table.c.adjudicates.is_(None)
        )
        return list(connection.scalars(query.order_by(table.c.created)))


def is_audit(engine: sa.Engine, queue: str) -> bool:
    """Tell whether a queue holds rows that were drawn at random, and nothing else."""
    with reading(engine) as connection:
        bodies = connection.scalars(bodies_of(queue)).all()
    return bool(bodies) and all(
        json.loads(body)["payload"].get("from") == "audit" for body in bodies
    )


def bodies_of(queue: str) -> sa.Select[Any]:
    """Return the query of a queue's items as JSON, in its order."""
    table = schema.item
    return sa.select(table.c.body).where(table.c.queue == queue).order_by(table.c.position)


def _check_queue(queue: Queue) -> None:
    where = f"queue {queue.name!r}"
    if (
        not 1 <= len(queue.name) <= 200
        or queue.name != queue.name.strip()
        or queue.name in {".", ".."}
        or not queue.name.isprintable()
        or any(sign in queue.name for sign in "/\\")
    ):
        raise InputError(
            f"{where}: a name is 1 to 200 printable characters without / and \\ "
            "and without leading or trailing spaces; choose another"
        )
    if queue.kind not in get_args(CardKind):
        raise InputError(f"{where}: kind {queue.kind!r} is unknown; use one of {KINDS}")
    if isinstance(queue.overlap, bool) or queue.overlap < 1:
        raise InputError(f"{where}: overlap is {queue.overlap}; give 1 or more people per item")
    for option in queue.options:
        if isinstance(option, bool) or not isinstance(option, str | int):
            raise InputError(f"{where}: option {option!r} is neither text nor an integer")


KINDS = ", ".join(get_args(CardKind))


def _bodies(queue: Queue, items: Sequence[ReviewItem]) -> dict[str, str]:
    bodies: dict[str, str] = {}
    for item in items:
        where = f"queue {queue.name!r}, item {item.id!r}"
        if item.kind != queue.kind:
            raise InputError(f"{where}: it is of kind {item.kind!r}, the queue of {queue.kind!r}")
        if not 1 <= len(item.id) <= 200:
            raise InputError(f"{where}: an identifier has 1 to 200 characters")
        if item.id in bodies:
            raise InputError(f"{where}: the identifier occurs twice; give each item its own")
        try:
            bodies[item.id] = json.dumps(item.to_dict(), allow_nan=False)
        except (TypeError, ValueError) as error:
            raise InputError(
                f"{where}: target and payload must be plain JSON ({error}); "
                "turn dates and NaN into text or null first"
            ) from error
    return bodies


def _put_queue(connection: sa.Connection, wanted: Queue) -> Queue:
    table = schema.queue
    stored = _stored(connection, wanted.name)
    if stored is None:
        values = {
            **wanted.__dict__,
            "options": json.dumps(wanted.options),
            "labelling": None if wanted.labelling is None else wanted.labelling.model_dump_json(),
        }
        connection.execute(table.insert().values(**values, created=now().isoformat()))
        return wanted
    if (stored.dataset, stored.kind) != (wanted.dataset, wanted.kind):
        raise ConflictError(
            f"queue {wanted.name!r} already exists for dataset {stored.dataset!r} and kind "
            f"{stored.kind!r}; choose another name for {wanted.dataset!r}, {wanted.kind!r}"
        )
    if stored.adjudicates != wanted.adjudicates:
        raise ConflictError(
            f"queue {wanted.name!r} already exists and "
            + (
                "collects votes"
                if stored.adjudicates is None
                else f"adjudicates {stored.adjudicates!r}"
            )
            + "; choose another name"
        )
    if stored.labelling != wanted.labelling:
        raise ConflictError(
            f"queue {wanted.name!r} already exists and asks for something else "
            f"({stored.labelling}); choose another name"
        )
    known = {(type(option), option) for option in stored.options}
    more = tuple(option for option in wanted.options if (type(option), option) not in known)
    merged = replace(
        stored,
        guideline=wanted.guideline or stored.guideline,
        options=stored.options + more,
        overlap=max(stored.overlap, wanted.overlap),
        media_root=wanted.media_root or stored.media_root,
    )
    connection.execute(
        table.update()
        .where(table.c.name == merged.name)
        .values(
            guideline=merged.guideline,
            options=json.dumps(merged.options),
            overlap=merged.overlap,
            media_root=merged.media_root,
        )
    )
    return merged


def _stored(connection: sa.Connection, name: str) -> Queue | None:
    query = sa.select(schema.queue).where(schema.queue.c.name == name)
    row = connection.execute(query).mappings().first()
    return None if row is None else _queue(row)


def _queue(row: sa.RowMapping) -> Queue:
    columns = {field.name: row[field.name] for field in fields(Queue)}
    asked = row["labelling"]
    return Queue(
        **{
            **columns,
            "options": tuple(json.loads(row["options"])),
            "labelling": None if asked is None else LabelSchema.model_validate_json(asked),
        }
    )


def _summary(connection: sa.Connection, queue: Queue) -> Json:
    table = schema.item
    counted = votes(queue.name).subquery()
    total, decided = (
        connection.scalar(sa.select(sa.func.count()).select_from(rows).where(condition)) or 0
        for rows, condition in (
            (table, table.c.queue == queue.name),
            (counted, counted.c.votes >= queue.overlap),
        )
    )
    return {
        "name": queue.name,
        "dataset": queue.dataset,
        "kind": queue.kind,
        "total": total,
        "decided": decided,
        "open": total - decided,
    }
