"""The versions of datasets: a version is one row here and one immutable blob."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from workbench.errors import NotFoundError, StoreError
from workbench.store import schema
from workbench.store.blobs import blob_path, read_blob, write_blob
from workbench.store.context import DatasetContext, ProjectContext
from workbench.store.database import folder_of, reading, writing
from workbench.store.datasets import dataset, datasets, key_of, project_of, put_dataset
from workbench.store.recipes import (
    StoredRecipe,
    decision_keys,
    entries_of,
    read_recipe,
    store_recipe,
)
from workbench.store.records import VersionRecord, find, insert, newest, of_dataset
from workbench.store.rows import index_keys
from workbench.types import DatasetVersion, Json, digest, now

__all__ = [
    "add_restored",
    "add_source",
    "add_version",
    "all_records",
    "chain",
    "dataset",
    "datasets",
    "latest_record",
    "latest_source",
    "project_of",
    "record",
    "records",
    "stored_recipe",
    "version",
    "versions",
]

MANY = 100
"""Entries about single rows from which a recipe may be long enough for a blob."""


def add_source(
    context: DatasetContext, table: pa.Table, *, key: str, label: str | None, source: Json
) -> None:
    """Register a dataset, or a newer state of it, with its rows: all or nothing.

    The same source again changes nothing, but that missing rows are put back.  A label column
    may be named or changed at any time.

    Raises
    ------
    ConflictError
        If the dataset is there with another key, and decisions name rows by that one.
    """
    folder, name = context.folder, context.dataset
    write = partial(_write, folder, table, key)
    blob = write()
    with writing(context.engine) as connection:
        put_dataset(connection, name, key=key, label=label, author=context.user)
        last = newest(connection, name, source=True)
        same = last is not None and _origin(last.source) == _origin(source)
        if last is not None and same and (blob == last.blob or _same_rows(folder, last, table)):
            return
        _keep(folder, blob, write)
        made = _described(connection, context, table, blob, source=source)
        insert(connection, made, StoredRecipe())


def _same_rows(folder: Path, last: VersionRecord, table: pa.Table) -> bool:
    """Tell whether a blob that another release wrote, in other bytes, holds the same rows."""
    alike = (last.rows, last.columns) == (table.num_rows, tuple(table.column_names))
    there = alike and blob_path(folder, last.blob).exists()
    return there and bool(read_blob(folder, last.blob).equals(table))


def _write(folder: Path, table: pa.Table, key: str | None) -> str:
    blob = write_blob(folder, table)
    if key is not None:
        index_keys(folder, blob, table, key)
    return blob


def _keep(folder: Path, blob: str | None, write: Callable[[], Any]) -> None:
    """Write a blob again that was collected as garbage before the write lock was ours."""
    if blob is not None and not blob_path(folder, blob).exists():
        write()


def _origin(source: Json | None) -> list[Any]:
    """Return what makes two sources the same: content and reading, not the file's name."""
    return [(source or {}).get(part) for part in ("fingerprint", "kind", "options")]


def add_version(
    context: DatasetContext, table: pa.Table, *, parent: str, recipe: list[Json]
) -> DatasetVersion:
    """Write `table` as a version; its row in the database is the single point of commit.

    Where the newest version has the same rows, parent and recipe, it is returned.
    """
    folder = context.folder
    write = partial(_write, folder, table, key_of(context.engine, context.dataset))
    blob = write()
    keep_rules = _recipe_writer(context, recipe)
    stored = keep_rules()
    with writing(context.engine) as connection:
        last = newest(connection, context.dataset)
        same = (blob, parent, stored.blob)
        if (
            last is not None
            and (last.blob, last.parent, last.recipe_blob) == same
            and _recipe_text(connection, last) == stored.text
        ):
            return last.with_recipe(recipe)
        _keep(folder, blob, write)
        _keep(folder, stored.blob, keep_rules)
        made = _described(
            connection, context, table, blob, parent=parent, recipe=recipe,
            recipe_blob=stored.blob,
        )  # fmt: skip
        insert(connection, made, stored)
    return made


def _recipe_writer(context: DatasetContext, recipe: list[Json]) -> Callable[[], StoredRecipe]:
    """Return what keeps a recipe of a dataset, with the same bytes each time it is called.

    The decisions are looked up once: others may be made before it is called again.
    """
    long = sum(len(entries_of(rule)) for rule in recipe) > MANY
    with reading(context.engine) as connection:
        keys = decision_keys(connection, context.dataset) if long else {}
    return lambda: store_recipe(context.folder, recipe, keys)


def _described(
    connection: sa.Connection,
    context: DatasetContext,
    table: pa.Table,
    blob: str,
    *,
    parent: str | None = None,
    recipe: list[Json] | None = None,
    source: Json | None = None,
    recipe_blob: str | None = None,
) -> DatasetVersion:
    name = context.dataset
    last = newest(connection, name)
    rules = recipe_blob if recipe_blob is not None else recipe
    return DatasetVersion(
        # The version before is part of the name: a state that comes back is a version of its own.
        id=digest([name, parent, rules, source, blob, [last.id] if last else []]),
        dataset=name,
        parent=parent,
        blob=blob,
        recipe=recipe,
        source=source,
        rows=table.num_rows,
        columns=tuple(table.column_names),
        author=context.user,
        time=now(),
    )


def add_restored(project: ProjectContext, old: VersionRecord) -> str:
    """Make a version equal to an old one, its parent the newest; return its identifier.

    Nothing is deleted.  A restored source is the newest source again.  Where the newest version
    is the old one, or restores it already, nothing is made.

    Raises
    ------
    StoreError
        If the old version's rows are not there any more.
    """
    with writing(project.engine) as connection:
        last = newest(connection, old.dataset)
        assert last is not None
        target = old.restores or old.id
        if target in (last.id, last.restores):
            return last.id
        if not blob_path(project.folder, old.blob).exists():
            raise StoreError(
                f"project {project.folder}: the rows of version {old.id} are missing; "
                "restore the project's files from a backup first"
            )
        made = DatasetVersion(
            id=digest([old.dataset, last.id, "restore", target, old.blob]),
            dataset=old.dataset,
            parent=last.id,
            blob=old.blob,
            recipe=None,
            source=old.source,
            rows=old.rows,
            columns=old.columns,
            author=project.user,
            time=now(),
        )
        insert(connection, made, StoredRecipe(), restores=target)
    return made.id


def records(engine: sa.Engine, dataset_name: str) -> list[VersionRecord]:
    """Return the versions of a dataset, oldest first, without their recipes."""
    with reading(engine) as connection:
        return of_dataset(connection, dataset_name)


def all_records(engine: sa.Engine) -> list[VersionRecord]:
    """Return the versions of all datasets, by dataset, oldest first, without their recipes."""
    return [one for known in datasets(engine) for one in records(engine, known["name"])]


def record(engine: sa.Engine, version_id: str) -> VersionRecord:
    """Return one version without its recipe.

    Raises
    ------
    NotFoundError
        If there is none with this identifier.
    """
    with reading(engine) as connection:
        return _found(connection, version_id)


def _found(connection: sa.Connection, version_id: str) -> VersionRecord:
    stored = find(connection, version_id)
    if stored is None:
        raise NotFoundError(f"version {version_id!r}: there is no such version")
    return stored


def latest_record(engine: sa.Engine, dataset_name: str, *, source: bool = False) -> VersionRecord:
    """Return the newest version, or the newest source, of a dataset, without its recipe.

    Raises
    ------
    NotFoundError
        If the dataset has none.
    """
    with reading(engine) as connection:
        stored = newest(connection, dataset_name, source=source)
    if stored is None:
        raise NotFoundError(f"dataset {dataset_name!r} has no rows yet; add its source again")
    return stored


def chain(engine: sa.Engine, last: VersionRecord) -> list[VersionRecord]:
    """Return a version's ancestors and itself, its source first.

    A restored version goes back over the one that it equals, and not over its parent.
    """
    stored = [last]
    with reading(engine) as connection:
        while (earlier := stored[-1].made_from) is not None:
            stored.append(_found(connection, earlier))
    return stored[::-1]


def stored_recipe(engine: sa.Engine, made: VersionRecord) -> StoredRecipe:
    """Return a version's recipe as it is kept: its JSON, or the blob that holds it."""
    with reading(engine) as connection:
        text = _recipe_text(connection, made)
    return StoredRecipe(text, made.recipe_blob, made.recipe_digest)


def _recipe_text(connection: sa.Connection, made: VersionRecord) -> str | None:
    columns = schema.version.c
    stored = connection.execute(sa.select(columns.recipe).where(columns.id == made.id)).scalar()
    return None if stored is None else str(stored)


def versions(engine: sa.Engine, dataset_name: str) -> list[DatasetVersion]:
    """Return the versions of a dataset with their recipes, oldest first."""
    return [_whole(engine, made) for made in records(engine, dataset_name)]


def version(engine: sa.Engine, version_id: str) -> DatasetVersion:
    """Return one version with its recipe.

    Raises
    ------
    NotFoundError
        If there is none with this identifier.
    """
    return _whole(engine, record(engine, version_id))


def _whole(engine: sa.Engine, made: VersionRecord) -> DatasetVersion:
    return made.with_recipe(read_recipe(folder_of(engine), stored_recipe(engine, made)))


def latest_source(engine: sa.Engine, dataset_name: str) -> DatasetVersion:
    """Return the newest source version of a dataset.

    Raises
    ------
    NotFoundError
        If the dataset has none.
    """
    return latest_record(engine, dataset_name, source=True).with_recipe(None)
