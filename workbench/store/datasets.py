"""The datasets of a project: their names, keys and label columns."""

from __future__ import annotations

import sqlalchemy as sa

from workbench.errors import ConflictError, NotFoundError
from workbench.store import schema
from workbench.store.database import fetched
from workbench.tables.names import known_name
from workbench.types import Json, now

__all__ = ["dataset", "datasets", "key_of", "project_of", "put_dataset"]


def project_of(engine: sa.Engine) -> Json:
    """Return the project's ``id``, ``name`` and ``created``."""
    return fetched(engine, sa.select(schema.project))[0]


def dataset(engine: sa.Engine, name: str) -> Json:
    """Return a dataset's ``name``, ``key_column``, ``label_column``, ``author`` and ``created``.

    A name in another Unicode form is the same name.

    Raises
    ------
    NotFoundError
        If there is none of this name; the error lists those there are.
    """
    by_name = {row["name"]: row for row in datasets(engine)}
    name = known_name(name, by_name)
    if name not in by_name:
        names = ", ".join(repr(other) for other in by_name) or "none"
        raise NotFoundError(f"dataset {name!r}: no such dataset; the project has {names}")
    return by_name[name]


def datasets(engine: sa.Engine) -> list[Json]:
    """Return all datasets by name."""
    return fetched(engine, sa.select(schema.dataset).order_by(schema.dataset.c.name))


def key_of(engine: sa.Engine, name: str) -> str | None:
    """Return the column that names the rows of a dataset; None where there is no such dataset."""
    return next((row["key_column"] for row in datasets(engine) if row["name"] == name), None)


def put_dataset(
    connection: sa.Connection, name: str, *, key: str, label: str | None, author: str
) -> None:
    """Make a dataset, or change its key and label, in the caller's transaction.

    Raises
    ------
    ConflictError
        If the key changes and decisions name rows by the old one.
    """
    table = schema.dataset
    row = connection.execute(sa.select(table).where(table.c.name == name)).mappings().first()
    if row is None:
        made = {"key_column": key, "label_column": label, "created": now().isoformat()}
        connection.execute(table.insert(), {**made, "name": name, "author": author})
        return
    if row["key_column"] != key:
        _check_key_may_change(connection, name, row["key_column"], key)
    change = table.update().where(table.c.name == name)
    connection.execute(change.values(key_column=key, label_column=label or row["label_column"]))


def _check_key_may_change(connection: sa.Connection, name: str, old: str, new: str) -> None:
    columns = schema.decision.c
    query = sa.select(sa.func.count()).where(
        columns.dataset == name, columns.kind.in_(("label", "pair"))
    )
    decided = connection.execute(query).scalar()
    if decided:
        raise ConflictError(
            f"dataset {name!r}: its rows are named by {old!r}, and {decided} decisions about "
            f"labels and pairs rest on that; add the table with key={new!r} under another name"
        )
