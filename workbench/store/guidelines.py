"""The versions of the guidelines that reviewers of a queue go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from workbench.store import schema
from workbench.store.database import reading
from workbench.types import now

__all__ = ["GuidelineVersion", "add_version", "newest", "versions", "versions_in"]


@dataclass(frozen=True)
class GuidelineVersion:
    """One state of a guideline.

    Attributes
    ----------
    version : int
        From 1 on.
    text : str
        Markdown.
    why : str
        What was unclear before, in the words of its author.
    author : str
        Who wrote it.
    time : datetime
        When (UTC).
    """

    version: int
    text: str
    why: str
    author: str
    time: datetime


def versions(engine: sa.Engine, queue: str) -> list[GuidelineVersion]:
    """Return the versions of a queue's guideline, oldest first."""
    with reading(engine) as connection:
        return versions_in(connection, queue)


def newest(connection: sa.Connection, queue: str) -> int:
    """Return the number of the newest version; 0 where there has been none."""
    table = schema.guideline
    query = sa.select(sa.func.max(table.c.version)).where(table.c.queue == queue)
    return connection.scalar(query) or 0


def add_version(
    connection: sa.Connection, queue: str, text: str, *, why: str = "", author: str = ""
) -> int:
    """Store a version where the text differs from the newest, and return the newest's number."""
    known = versions_in(connection, queue)
    if (known[-1].text if known else "") == text:
        return len(known)
    connection.execute(
        schema.guideline.insert().values(
            queue=queue,
            version=len(known) + 1,
            text=text,
            why=why,
            author=author,
            time=now().isoformat(),
        )
    )
    return len(known) + 1


def versions_in(connection: sa.Connection, queue: str) -> list[GuidelineVersion]:
    """Return the versions in the caller's transaction; see `versions`."""
    table = schema.guideline
    query = sa.select(table).where(table.c.queue == queue).order_by(table.c.version)
    return [
        GuidelineVersion(
            row["version"],
            row["text"],
            row["why"],
            row["author"],
            datetime.fromisoformat(row["time"]),
        )
        for row in connection.execute(query).mappings()
    ]
