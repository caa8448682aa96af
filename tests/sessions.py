"""Sessions of reviewers, for tests that have a database and no project."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from workbench.queues.session import Session
from workbench.store.context import ProjectContext

__all__ = ["session_at"]


def session_at(engine: sa.Engine, queue: str, reviewer: str) -> Session:
    """Return the session of a reviewer at a queue."""
    return Session(ProjectContext(engine, Path(), reviewer), queue)
