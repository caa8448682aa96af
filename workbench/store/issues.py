"""The issues last found in a dataset, so that others can see and review them."""

from __future__ import annotations

import json
from collections.abc import Iterable

import sqlalchemy as sa

from workbench.store import schema
from workbench.store.database import fetched_values, writing
from workbench.types import Issue, Json, now

__all__ = ["add_issue", "checked_version", "list_issues", "replace_issues"]


def replace_issues(
    engine: sa.Engine, dataset: str, version: str, issues: Iterable[Issue], *, kinds: set[str]
) -> None:
    """Store `issues` in place of the earlier ones of the same `kinds`, in one transaction."""
    table = schema.issue
    with writing(engine) as connection:
        where = (table.c.dataset == dataset) & table.c.kind.in_(kinds)
        connection.execute(table.delete().where(where))
        rows = [_row(dataset, version, issue, position) for position, issue in enumerate(issues)]
        if rows:
            connection.execute(table.insert(), rows)
        _note_run(connection, dataset, version, kinds)


def _note_run(connection: sa.Connection, dataset: str, version: str, kinds: set[str]) -> None:
    run, time = schema.check_run, now().isoformat()
    again = (run.c.dataset == dataset) & run.c.kind.in_(kinds)
    connection.execute(run.delete().where(again))
    fields = {"dataset": dataset, "version": version, "time": time}
    if kinds:
        connection.execute(run.insert(), [{**fields, "kind": kind} for kind in sorted(kinds)])


def checked_version(engine: sa.Engine, dataset: str) -> str | None:
    """Return the version in which issues were last looked for; None where nobody has."""
    run = schema.check_run.c
    query = sa.select(run.version).where(run.dataset == dataset).order_by(run.time.desc()).limit(1)
    return next(iter(fetched_values(engine, query)), None)


def add_issue(engine: sa.Engine, dataset: str, version: str, issue: Issue) -> None:
    """Store one issue beside the others; the same again replaces it."""
    table = schema.issue
    with writing(engine) as connection:
        own = table.c.dataset == dataset
        connection.execute(table.delete().where(own & (table.c.id == issue.id)))
        last = sa.func.coalesce(sa.func.max(table.c.position), -1)
        position = connection.execute(sa.select(last + 1).where(own)).scalar_one()
        connection.execute(table.insert(), [_row(dataset, version, issue, position)])


def _row(dataset: str, version: str, issue: Issue, position: int) -> Json:
    return {
        "dataset": dataset,
        "id": issue.id,
        "position": position,
        "version": version,
        "kind": issue.kind,
        "confidence": issue.confidence,
        "body": json.dumps(issue.to_dict(), default=str),
    }


def list_issues(engine: sa.Engine, dataset: str) -> list[Issue]:
    """Return the stored issues of a dataset, surest first."""
    columns = schema.issue.c
    query = (
        sa.select(columns.body)
        .where(columns.dataset == dataset)
        .order_by(columns.confidence.desc(), columns.position)
    )
    return [Issue.from_dict(json.loads(body)) for body in fetched_values(engine, query)]
