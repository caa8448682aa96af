"""A dataset as it is stored: its newest rows, and the recipe that its decisions make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.lineage.version import Version
from workbench.rules import Recipe
from workbench.store import blobs, decisions, versions
from workbench.store.context import DatasetContext
from workbench.store.records import VersionRecord
from workbench.tables import Relation, read_table
from workbench.types import DatasetVersion, Decision

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["DatasetTable"]


@dataclass(frozen=True)
class DatasetTable:
    """A table in a project: what the services of a dataset are built on.

    Attributes
    ----------
    context : DatasetContext
        The project, the dataset's name, and who works on it.
    key : str
        The column that names rows.
    label : str or None
        The column with the class of each row.
    """

    context: DatasetContext
    key: str
    label: str | None

    @property
    def name(self) -> str:
        """The dataset's name."""
        return self.context.dataset

    @property
    def engine(self) -> sa.Engine:
        """The project's database."""
        return self.context.engine

    @property
    def folder(self) -> Path:
        """The project's folder."""
        return self.context.folder

    @property
    def user(self) -> str:
        """Who works on it."""
        return self.context.user

    @property
    def source(self) -> DatasetVersion:
        """The newest source version."""
        return versions.latest_source(self.engine, self.name)

    def relation(self) -> Relation:
        """Return the newest source as a relation."""
        relation = read_table(blobs.read_blob(self.folder, self.source.blob))
        relation.source = replace(relation.source, uri=self.name)
        return relation

    def to_pandas(self) -> pd.DataFrame:
        """Return the newest source as a pandas frame, as it came: without the recipe.

        ``frame.attrs["version"]`` is the version's identifier.  `current` returns the rows as the
        recipe leaves them, `at` those of any version.
        """
        source = self.source
        frame = self.relation().to_pandas()
        frame.attrs["version"] = source.id
        return frame

    def shown(self) -> str:
        """Say which version `to_pandas` returns, and whether a newer one was made of it."""
        records = versions.records(self.engine, self.name)
        source, newest = self.source, records[-1]
        named = f"source {source.id[:8]}, {counted(source.rows, 'row')}"
        if newest.id == source.id:
            return named
        return f"{named}; newest version {newest.id[:8]}: dataset.version()"

    def current(self) -> pd.DataFrame:
        """Return the newest source, cleaned by the recipe so far, as a pandas frame."""
        return self.cleaned().to_pandas()

    def cleaned(self) -> Relation:
        """Return the newest source, cleaned by the recipe so far."""
        return read_table(self.recipe().run(self.relation().to_arrow()))

    def decisions(self) -> list[Decision]:
        """Return the decisions that stand, oldest first."""
        return decisions.current(self.engine, self.name)

    def recipe(self) -> Recipe:
        """Return the rules that all decisions so far make, in order."""
        from workbench.decisions.to_rules import recipe_of

        current = self.decisions()
        pairs = any(decision.kind == "pair" for decision in current)
        table = self.to_pandas() if pairs else None
        return recipe_of(current, table, key=self.key)

    def open_version(self, record: VersionRecord) -> Version:
        """Return a stored version with its rows within reach."""
        return Version(record, self.context)

    def require_label(self) -> str:
        """Return the label column; raise InputError where the dataset has none."""
        if self.label is None:
            raise InputError(
                f"dataset {self.name!r} has no label column; name it when adding the table: "
                "project.add(..., label='column')"
            )
        return self.label
