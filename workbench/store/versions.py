"""Datasets and their versions: a version is one row here and one immutable blob."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from workbench.errors import ConflictError, NotFoundError
from workbench.store import schema
from workbench.store.blobs import write_blob
from workbench.store.database import reading, writing
from workbench.types import DatasetVersion, Json, digest, now

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "add_source",
    "add_version",
    "dataset",
    "datasets",
    "latest_source",
    "project_of",
    "version",
    "versions",
]


def project_of(engine: sa.Engine) -> Json:
    """Return the project's ``id``, ``name`` and ``created``."""
    with reading(engine) as connection:
        row = connection.execute(sa.select(schema.project)).mappings().one()
        return dict(row)


def add_source(
    engine: sa.Engine,
    folder: Path,
    name: str,
    table: pa.Table,
    *,
    key: str,
    label: str | None,
    source: Json,
    author: str,
) -> None:
    """Register a dataset, or a newer state of it, with its rows: all or nothing.

    The same source again changes nothing, but that missing rows are put back.  A label column
    may be named or changed at any time.

    Raises
    ------
    ConflictError
        If the dataset is there with another key, and decisions name rows by that one.
    """
    blob = write_blob(folder, table)
    with writing(engine) as connection:
        _put_dataset(connection, name, key=key, label=label, author=author)
        sources = [v for v in _versions(connection, name) if v.source is not None]
        if sources and (sources[-1].blob, _origin(sources[-1].source)) == (blob, _origin(source)):
            return
        _insert(
            connection, name, table, blob, parent=None, recipe=None, source=source, author=author
        )


def _origin(source: Json | None) -> list[Any]:
    """Return what makes two sources the same: content and reading, not the file's name."""
    return [(source or {}).get(part) for part in ("fingerprint", "kind", "options")]


def _put_dataset(
    connection: sa.Connection, name: str, *, key: str, label: str | None, author: str
) -> None:
    table = schema.dataset
    row = connection.execute(sa.select(table).where(table.c.name == name)).mappings().first()
    if row is None:
        values = {"name": name, "key_column": key, "label_column": label, "author": author}
        connection.execute(table.insert().values(**values, created=now().isoformat()))
        return
    if row["key_column"] != key:
        _check_key_may_change(connection, name, row["key_column"], key)
    change = {"key_column": key, "label_column": label or row["label_column"]}
    connection.execute(table.update().where(table.c.name == name).values(**change))


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


def dataset(engine: sa.Engine, name: str) -> Json:
    """Return a dataset's ``name``, ``key_column``, ``label_column``, ``author`` and ``created``.

    Raises
    ------
    NotFoundError
        If there is none of this name; the error lists those there are.
    """
    found = {row["name"]: row for row in datasets(engine)}
    if name not in found:
        there = ", ".join(repr(other) for other in found) or "none"
        raise NotFoundError(f"dataset {name!r}: there is no such dataset; there are {there}")
    return found[name]


def datasets(engine: sa.Engine) -> list[Json]:
    """Return all datasets by name."""
    with reading(engine) as connection:
        query = sa.select(schema.dataset).order_by(schema.dataset.c.name)
        return [dict(row) for row in connection.execute(query).mappings()]


def add_version(
    engine: sa.Engine,
    folder: Path,
    dataset_name: str,
    table: pa.Table,
    *,
    parent: str,
    recipe: list[Json],
    author: str,
) -> DatasetVersion:
    """Write `table` as a version; its row in the database is the single point of commit.

    Where the newest version has the same rows, parent and recipe, it is returned.
    """
    blob = write_blob(folder, table)
    with writing(engine) as connection:
        known = _versions(connection, dataset_name)
        if known and (known[-1].blob, known[-1].parent, known[-1].recipe) == (blob, parent, recipe):
            return known[-1]
        told: Json = {"parent": parent, "recipe": recipe, "source": None, "author": author}
        return _insert(connection, dataset_name, table, blob, **told)


def _insert(
    connection: sa.Connection,
    name: str,
    table: pa.Table,
    blob: str,
    *,
    parent: str | None,
    recipe: list[Json] | None,
    source: Json | None,
    author: str,
) -> DatasetVersion:
    earlier = [v.id for v in _versions(connection, name)]
    made = DatasetVersion(
        # The version before is part of the name: a state that comes back is a version of its own.
        id=digest([name, parent, recipe, source, blob, earlier[-1:]]),
        dataset=name,
        parent=parent,
        blob=blob,
        recipe=recipe,
        source=source,
        rows=table.num_rows,
        columns=tuple(table.column_names),
        author=author,
        time=now(),
    )
    connection.execute(schema.version.insert().values(**_to_row(made)))
    return made


def versions(engine: sa.Engine, dataset_name: str) -> list[DatasetVersion]:
    """Return the versions of a dataset, oldest first."""
    with reading(engine) as connection:
        return _versions(connection, dataset_name)


def _versions(connection: sa.Connection, name: str) -> list[DatasetVersion]:
    columns = schema.version.c
    query = sa.select(schema.version).where(columns.dataset == name).order_by(columns.seq)
    return [_from_row(row) for row in connection.execute(query).mappings()]


def version(engine: sa.Engine, version_id: str) -> DatasetVersion:
    """Return one version.

    Raises
    ------
    NotFoundError
        If there is none with this identifier.
    """
    query = sa.select(schema.version).where(schema.version.c.id == version_id)
    with reading(engine) as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFoundError(f"version {version_id!r}: there is no such version")
    return _from_row(row)


def latest_source(engine: sa.Engine, dataset_name: str) -> DatasetVersion:
    """Return the newest source version of a dataset.

    Raises
    ------
    NotFoundError
        If the dataset has none.
    """
    sources = [v for v in versions(engine, dataset_name) if v.source is not None]
    if not sources:
        raise NotFoundError(f"dataset {dataset_name!r} has no rows yet; add its source again")
    return sources[-1]


def _to_row(made: DatasetVersion) -> Json:
    return {
        **made.to_dict(),
        "columns": json.dumps(list(made.columns)),
        "recipe": None if made.recipe is None else json.dumps(made.recipe, default=str),
        "source": None if made.source is None else json.dumps(made.source, default=str),
    }


def _from_row(row: Any) -> DatasetVersion:
    return DatasetVersion(
        id=row["id"],
        dataset=row["dataset"],
        parent=row["parent"],
        blob=row["blob"],
        recipe=None if row["recipe"] is None else json.loads(row["recipe"]),
        source=None if row["source"] is None else json.loads(row["source"]),
        rows=row["rows"],
        columns=tuple(json.loads(row["columns"])),
        author=row["author"],
        time=datetime.fromisoformat(row["time"]),
    )
