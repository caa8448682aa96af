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
    "add_dataset",
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


def add_dataset(engine: sa.Engine, name: str, *, key: str, label: str | None, author: str) -> None:
    """Register a dataset; nothing happens where it is there with the same key and label.

    Raises
    ------
    ConflictError
        If it is there with another key or label.
    """
    table = schema.dataset
    with writing(engine) as connection:
        row = connection.execute(sa.select(table).where(table.c.name == name)).mappings().first()
        if row is None:
            values = {"name": name, "key_column": key, "label_column": label, "author": author}
            connection.execute(table.insert().values(**values, created=now().isoformat()))
        elif (row["key_column"], row["label_column"]) != (key, label):
            raise ConflictError(
                f"dataset {name!r} is there already with key {row['key_column']!r} and label "
                f"{row['label_column']!r}; add the table with these, or under another name"
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
    parent: str | None,
    recipe: list[Json] | None,
    source: Json | None,
    author: str,
) -> DatasetVersion:
    """Write `table` as a version; its row in the database is the single point of commit.

    The same rows, parent and recipe make the same version: the one that is there is returned.
    """
    blob = write_blob(folder, table)
    made = DatasetVersion(
        id=digest([dataset_name, parent, recipe, source, blob]),
        dataset=dataset_name,
        parent=parent,
        blob=blob,
        recipe=recipe,
        source=source,
        rows=table.num_rows,
        columns=tuple(table.column_names),
        author=author,
        time=now(),
    )
    columns = schema.version.c
    with writing(engine) as connection:
        query = sa.select(schema.version).where(columns.id == made.id)
        row = connection.execute(query).mappings().first()
        if row is not None:
            return _from_row(row)
        connection.execute(schema.version.insert().values(**_to_row(made)))
    return made


def versions(engine: sa.Engine, dataset_name: str) -> list[DatasetVersion]:
    """Return the versions of a dataset, oldest first."""
    columns = schema.version.c
    query = sa.select(schema.version).where(columns.dataset == dataset_name).order_by(columns.seq)
    with reading(engine) as connection:
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
