"""Reviewers at work, for tests that have a database and no project."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from workbench.queues.claims import LEASE, claim_in
from workbench.queues.queues import find_queue
from workbench.queues.session import Session
from workbench.store.context import ProjectContext
from workbench.store.database import writing
from workbench.types import ReviewItem

__all__ = ["claim_next", "session_at"]


def session_at(engine: sa.Engine, queue: str, reviewer: str) -> Session:
    """Return the session of a reviewer at a queue."""
    return Session(ProjectContext(engine, Path(), reviewer), queue)


def claim_next(
    engine: sa.Engine, queue: str, reviewer: str, *, count: int = 10, lease: float = LEASE
) -> list[ReviewItem]:
    """Claim the next items of a queue, in a transaction of its own."""
    with writing(engine) as connection:
        found = find_queue(connection, queue)
        return claim_in(connection, found, reviewer, count=count, lease=lease)
