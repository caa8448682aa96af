"""Append and read decisions.

A decision is never changed: a later one supersedes it.  Its identifier is made
by the client, so that sending it twice stores it once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.store import schema
from workbench.store.database import reading, writing
from workbench.types import Decision

__all__ = ["append", "append_in", "append_made", "by_ids", "current", "get", "history"]


def append(engine: sa.Engine, decisions: Iterable[Decision]) -> list[Decision]:
    """Store `decisions` in one transaction; when this returns they are durable.

    Returns
    -------
    list of Decision
        As stored: for an identifier that was there already, the stored one.

    Raises
    ------
    ConflictError
        If an identifier is in use for another judgement, or if the decision it
        supersedes has been superseded by someone else.  Nothing is stored then.
    """
    with writing(engine) as connection:
        return [append_in(connection, decision) for decision in decisions]


def append_made(
    engine: sa.Engine, dataset: str, make: Callable[[list[Decision]], Iterable[Decision]]
) -> list[Decision]:
    """Store what `make` returns of the decisions that stand: read and written in one transaction.

    Nobody else can decide between the look at what stands and the decision that rests on it.
    """
    with writing(engine) as connection:
        current_decisions = _standing(_history(connection, dataset))
        return [append_in(connection, decision) for decision in make(current_decisions)]


def append_in(connection: sa.Connection, decision: Decision) -> Decision:
    """Store one decision in the caller's transaction; see `append`."""
    stored = _find(connection, decision.id)
    if stored is not None:
        if _judgement(stored) != _judgement(decision):
            raise ConflictError(
                f"decision {decision.id}: this identifier is already used by another judgement; "
                "send the new one under a new identifier"
            )
        return stored
    if decision.supersedes is not None:
        _check_supersedes(connection, decision)
    connection.execute(schema.decision.insert().values(**_to_row(decision)))
    return decision


def _judgement(decision: Decision) -> tuple[Any, ...]:
    choice = (type(decision.choice), decision.choice)  # True is not 1
    said = (decision.item, decision.verdict, choice, decision.excluded, decision.reviewer)
    return *said, json.dumps(decision.answer, sort_keys=True)


def _check_supersedes(connection: sa.Connection, decision: Decision) -> None:
    assert decision.supersedes is not None
    earlier = _find(connection, decision.supersedes)
    if earlier is None:
        raise NotFoundError(
            f"decision {decision.supersedes}: there is no such decision to replace; reload the page"
        )
    if (earlier.dataset, earlier.item) != (decision.dataset, decision.item):
        raise ConflictError(
            f"decision {decision.supersedes} is about another item; nothing was stored"
        )
    column = schema.decision.c.supersedes
    if connection.execute(sa.select(column).where(column == decision.supersedes)).first():
        raise ConflictError(
            f"decision {decision.supersedes} has been replaced already; "
            "reload to see the current state"
        )


def get(engine: sa.Engine, decision_id: str) -> Decision:
    """Return one decision.

    Raises
    ------
    NotFoundError
        If there is none with this identifier.
    """
    with reading(engine) as connection:
        stored = _find(connection, decision_id)
    if stored is None:
        raise NotFoundError(f"decision {decision_id}: there is no such decision")
    return stored


def by_ids(engine: sa.Engine, ids: Iterable[str]) -> dict[str, Decision]:
    """Return the decisions with these identifiers, those that there are, by identifier."""
    listed = list(dict.fromkeys(ids))
    stored: dict[str, Decision] = {}
    with reading(engine) as connection:
        for start in range(0, len(listed), 500):
            some = schema.decision.c.id.in_(listed[start : start + 500])
            for row in connection.execute(sa.select(schema.decision).where(some)).mappings():
                stored[row["id"]] = _from_row(row)
    return {one: stored[one] for one in listed if one in stored}


def history(
    engine: sa.Engine,
    dataset: str,
    *,
    queue: str | None = None,
    reviewer: str | None = None,
    kind: str | None = None,
) -> list[Decision]:
    """Return all decisions about a dataset, oldest first, superseded ones included."""
    with reading(engine) as connection:
        return _history(connection, dataset, queue=queue, reviewer=reviewer, kind=kind)


def _history(connection: sa.Connection, dataset: str, **only: str | None) -> list[Decision]:
    columns = schema.decision.c
    conditions = [columns[name] == value for name, value in only.items() if value is not None]
    query = sa.select(schema.decision).where(columns.dataset == dataset, *conditions)
    rows = connection.execute(query.order_by(columns.seq)).mappings()
    return [_from_row(row) for row in rows]


def current(
    engine: sa.Engine, dataset: str, *, queue: str | None = None, kind: str | None = None
) -> list[Decision]:
    """Return the decisions that stand: not superseded and not withdrawn, oldest first."""
    return _standing(history(engine, dataset, queue=queue, kind=kind))


def _standing(decisions: Iterable[Decision]) -> list[Decision]:
    decisions = list(decisions)
    gone = {decision.supersedes for decision in decisions if decision.supersedes}
    return [d for d in decisions if d.id not in gone and d.verdict != "withdraw"]


def _find(connection: sa.Connection, decision_id: str) -> Decision | None:
    query = sa.select(schema.decision).where(schema.decision.c.id == decision_id)
    row = connection.execute(query).mappings().first()
    return None if row is None else _from_row(row)


def _to_row(decision: Decision) -> dict[str, Any]:
    for text in (decision.comment, decision.reviewer, decision.item):
        if not text.isascii() and text.encode("utf-8", "ignore").decode() != text:
            raise InputError(
                f"decision {decision.id}: the text is not valid Unicode (half of a surrogate pair)"
            )
    return {
        **asdict(decision),
        "target": json.dumps(decision.target, default=str),
        "choice": None if decision.choice is None else json.dumps(decision.choice),
        "time": decision.time.isoformat(),
        "excluded": json.dumps(decision.excluded) if decision.excluded else None,
        "role": None if decision.role == "vote" else decision.role,
        "answer": None if decision.answer is None else json.dumps(decision.answer),
    }


def _from_row(row: Any) -> Decision:
    return Decision(
        id=row["id"],
        dataset=row["dataset"],
        kind=row["kind"],
        item=row["item"],
        target=json.loads(row["target"]),
        verdict=row["verdict"],
        choice=None if row["choice"] is None else json.loads(row["choice"]),
        reviewer=row["reviewer"],
        queue=row["queue"],
        comment=row["comment"],
        supersedes=row["supersedes"],
        time=datetime.fromisoformat(row["time"]),
        excluded=tuple(json.loads(row["excluded"] or "[]")),
        role=row["role"] or "vote",
        answer=None if row["answer"] is None else json.loads(row["answer"]),
        guideline=row["guideline"],
    )
