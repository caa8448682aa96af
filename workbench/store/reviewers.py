"""Reviewers and their tokens.  Only the hash of a token is stored."""

from __future__ import annotations

import hashlib
import re
import secrets

import sqlalchemy as sa

from workbench.errors import InputError
from workbench.store import schema
from workbench.store.database import fetched_values, writing
from workbench.types import now

__all__ = ["add_reviewer", "remove_reviewer", "reviewer_names", "reviewer_of"]

NAME = re.compile(r"[\w][\w .@+-]{0,79}")


def _hash(token: str) -> str:
    # A token has 256 random bits: one round of SHA-256 is enough, unlike for a password.
    return hashlib.sha256(token.encode()).hexdigest()


def add_reviewer(engine: sa.Engine, name: str) -> str:
    """Register a reviewer, or give a known one a new token; return the token.

    Raises
    ------
    InputError
        If the name is empty, over 80 characters, or has other than letters,
        digits, space and ``. @ + - _``.
    """
    if not NAME.fullmatch(name):
        raise InputError(
            f"reviewer {name!r}: a name is 1 to 80 letters, digits, spaces or . @ + - _, "
            "and begins with a letter or digit"
        )
    token = secrets.token_urlsafe(32)
    values = {"name": name, "token_hash": _hash(token), "created": now().isoformat()}
    with writing(engine) as connection:
        connection.execute(schema.reviewer.delete().where(schema.reviewer.c.name == name))
        connection.execute(schema.reviewer.insert().values(**values, active=True))
    return token


def remove_reviewer(engine: sa.Engine, name: str) -> None:
    """Revoke a reviewer's token; the decisions stay."""
    with writing(engine) as connection:
        connection.execute(
            schema.reviewer.update().where(schema.reviewer.c.name == name).values(active=False)
        )


def reviewer_names(engine: sa.Engine) -> list[str]:
    """Return the names of the active reviewers, sorted."""
    table = schema.reviewer
    query = sa.select(table.c.name).where(table.c.active).order_by(table.c.name)
    return fetched_values(engine, query)


def reviewer_of(engine: sa.Engine, token: str) -> str | None:
    """Return the name of the active reviewer with this token; None if there is none."""
    table = schema.reviewer
    query = sa.select(table.c.name).where(table.c.token_hash == _hash(token), table.c.active)
    return next(iter(fetched_values(engine, query)), None)
