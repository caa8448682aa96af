"""How each user left the view of a dataset, so that it opens again as it was."""

from __future__ import annotations

import json

import sqlalchemy as sa

from workbench.errors import InputError
from workbench.store import schema
from workbench.store.database import fetched_values, writing
from workbench.types import Json, now

__all__ = ["MOST", "keep_view", "kept_view"]

MOST = 64 * 1024
"""Characters of a state."""


def kept_view(engine: sa.Engine, dataset: str, user: str) -> Json | None:
    """Return the state kept last; None where there is none, or it cannot be read."""
    table = schema.view_state
    query = sa.select(table.c.body).where(table.c.dataset == dataset, table.c.user == user)
    try:
        found = next(map(json.loads, fetched_values(engine, query)), None)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def keep_view(engine: sa.Engine, dataset: str, user: str, state: Json) -> None:
    """Keep a state in place of the one before; of two at the same moment, the later one.

    Raises
    ------
    InputError
        If it is longer than `MOST` characters as JSON.
    """
    body = json.dumps(state)
    if len(body) > MOST:
        raise InputError(f"the view's state has {len(body)} characters; {MOST} are kept")
    table = schema.view_state
    values = {"dataset": dataset, "user": user, "body": body, "time": now().isoformat()}
    with writing(engine) as connection:
        connection.execute(table.delete().where(table.c.dataset == dataset, table.c.user == user))
        connection.execute(table.insert(), values)
