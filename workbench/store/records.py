"""Rows of the table of versions, without the recipes, which may be long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from workbench.store import schema
from workbench.store.recipes import StoredRecipe
from workbench.types import DatasetVersion, Json

__all__ = ["VersionRecord", "find", "insert", "newest", "of_dataset"]

COLUMNS = [column for column in schema.version.c if column.name != "recipe"]


@dataclass(frozen=True)
class VersionRecord(DatasetVersion):
    """A dataset version whose recipe was not read: it may be long.

    Attributes
    ----------
    recipe : None
        See `with_recipe`.
    recipe_digest : str or None
        What names the recipe; None where there is none.
    recipe_blob : str or None
        The blob that holds a long recipe.
    restores : str or None
        The version that this one brings back.
    """

    recipe_digest: str | None
    recipe_blob: str | None
    restores: str | None

    @property
    def kind(self) -> str:
        """``restore``, ``source`` or ``recipe``: how it was made."""
        if self.restores is not None:
            return "restore"
        return "recipe" if self.source is None else "source"

    @property
    def made_from(self) -> str | None:
        """The version whose rows it has or changed; None for a source."""
        return self.restores or (self.parent if self.source is None else None)

    def with_recipe(self, recipe: list[Json] | None) -> DatasetVersion:
        """Return the version as all layers know it."""
        stored = {field.name: getattr(self, field.name) for field in fields(DatasetVersion)}
        return DatasetVersion(**{**stored, "recipe": recipe})


def of_dataset(connection: sa.Connection, name: str) -> list[VersionRecord]:
    """Return the versions of a dataset, oldest first."""
    columns = schema.version.c
    query = sa.select(*COLUMNS).where(columns.dataset == name).order_by(columns.seq)
    return list(_read(connection, query))


def find(connection: sa.Connection, version_id: str) -> VersionRecord | None:
    """Return one version; None where there is none of this identifier."""
    query = sa.select(*COLUMNS).where(schema.version.c.id == version_id)
    return next(_read(connection, query), None)


def newest(connection: sa.Connection, name: str, *, source: bool = False) -> VersionRecord | None:
    """Return the newest version, or the newest source, of a dataset."""
    columns = schema.version.c
    query = sa.select(*COLUMNS).where(columns.dataset == name).order_by(columns.seq.desc())
    if source:
        query = query.where(columns.source.is_not(None))
    return next(_read(connection, query.limit(1)), None)


def insert(
    connection: sa.Connection,
    made: DatasetVersion,
    stored: StoredRecipe,
    *,
    restores: str | None = None,
) -> None:
    """Add a version in the caller's transaction: the point of commit."""
    values = {
        **replace(made, recipe=None).to_dict(),
        **stored.to_row(),
        "columns": json.dumps(list(made.columns)),
        "source": None if made.source is None else json.dumps(made.source, default=str),
        "restores": restores,
    }
    connection.execute(schema.version.insert(), values)


def _read(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[VersionRecord]:
    for row in connection.execute(query).mappings().all():
        yield VersionRecord(
            id=row["id"],
            dataset=row["dataset"],
            parent=row["parent"],
            blob=row["blob"],
            recipe=None,
            source=None if row["source"] is None else json.loads(row["source"]),
            rows=row["rows"],
            columns=tuple(json.loads(row["columns"])),
            author=row["author"],
            time=datetime.fromisoformat(row["time"]),
            recipe_digest=row["recipe_digest"],
            recipe_blob=row["recipe_blob"],
            restores=row["restores"],
        )
