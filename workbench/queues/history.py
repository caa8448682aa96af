"""What a reviewer has decided in a queue, newest first, as views show it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from workbench.decisions.targets import parse_target, target_of
from workbench.errors import NotFoundError
from workbench.protocol.review import DecisionRecord
from workbench.queues.claims import Queue
from workbench.store import schema
from workbench.store.guidelines import versions_in
from workbench.types import Decision

__all__ = ["guideline_since", "own_decisions", "record", "record_of"]

FIELDS = ("id", "dataset", "kind", "item", "verdict", "reviewer", "queue", "comment")


def own_decisions(
    connection: sa.Connection,
    queue: Queue,
    reviewer: str,
    *,
    count: int,
    before: str | None = None,
) -> tuple[list[DecisionRecord], bool]:
    """Return up to `count` of a reviewer's decisions, and whether there are older ones.

    Decisions that a later one replaced are left out; those taken back are marked.

    Raises
    ------
    NotFoundError
        If `before` is no decision of this reviewer here.
    """
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
        .limit(count + 1)
    )
    if before is not None:
        query = query.where(this.c.seq < _sequence(connection, queue, reviewer, before))
    rows = connection.execute(query).mappings().all()
    return [record(row) for row in rows[:count]], len(rows) > count


def _sequence(connection: sa.Connection, queue: Queue, reviewer: str, name: str) -> int:
    table = schema.decision.c
    sequence = connection.scalar(
        sa.select(table.seq).where(
            table.id == name, table.queue == queue.name, table.reviewer == reviewer
        )
    )
    if sequence is None:
        raise NotFoundError(f"decision {name}: you have not made this decision in this queue")
    return int(sequence)


def guideline_since(
    connection: sa.Connection, queue: Queue, recent: Sequence[DecisionRecord]
) -> tuple[int, tuple[str, ...]]:
    """Return the guideline's version, and how it differs from the one last decided by.

    Parameters
    ----------
    recent : sequence of DecisionRecord
        A reviewer's last decisions, newest first.

    Returns
    -------
    int, tuple of str
        0 where there is no guideline; the lines that it lost, with ``- ``, and won, with ``+ ``.
    """
    known = versions_in(connection, queue.guidelines)
    seen = recent[0].guideline if recent else None
    if not known or seen is None or not 1 <= seen < len(known):
        return len(known), ()
    old, new = (known[at].text.splitlines() for at in (seen - 1, -1))
    lines = list(difflib.unified_diff(old, new, n=0, lineterm=""))[2:]  # two lines name the files
    changed = [line for line in lines if line[0] in "+-" and line[1:].strip()]
    return len(known), tuple(f"{line[0]} {line[1:]}" for line in changed)


def record(row: sa.RowMapping | Mapping[str, Any]) -> DecisionRecord:
    """Return a row of the table of decisions as views get it."""
    target = json.loads(row["target"])
    return DecisionRecord(
        **{name: row[name] for name in (*FIELDS, "supersedes", "time")},
        target=target,
        choice=None if row["choice"] is None else json.loads(row["choice"]),
        excluded=tuple(json.loads(row["excluded"] or "[]")),
        role=row["role"] or "vote",
        answer=None if row["answer"] is None else json.loads(row["answer"]),
        guideline=row["guideline"],
        title=parse_target(row["kind"], row["item"], target).title(),
        withdrawn=row.get("replaced_by") == "withdraw",
    )


def record_of(decision: Decision) -> DecisionRecord:
    """Return a decision as views get it."""
    return DecisionRecord.model_validate(
        {**decision.to_dict(), "title": target_of(decision).title()}
    )
