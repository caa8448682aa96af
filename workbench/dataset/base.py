"""Where a dataset is kept, and its newest rows: what all sides of a dataset stand on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench.errors import InputError
from workbench.lineage.version import Version
from workbench.rules import Recipe
from workbench.store import blobs, decisions, versions
from workbench.store.context import DatasetContext
from workbench.store.records import VersionRecord
from workbench.tables import Relation, read_table
from workbench.types import DatasetVersion, Decision

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Stored"]


class Stored:
    """A table in a project: its name, its newest rows, and the recipe that its decisions make."""

    def __init__(self, context: DatasetContext, name: str, *, key: str, label: str | None) -> None:
        self.context = context
        self.name = name
        self.key = key
        self.label = label
        self._engine = context.engine
        self._folder = context.folder

    def __repr__(self) -> str:
        return f"Dataset({self.name!r}, key={self.key!r}, label={self.label!r})"

    @property
    def source(self) -> DatasetVersion:
        """The newest source version."""
        return versions.latest_source(self._engine, self.name)

    def relation(self) -> Relation:
        """Return the newest source as a relation."""
        return self._rows_of(self.source)

    def _rows_of(self, source: DatasetVersion) -> Relation:
        relation = read_table(blobs.read_blob(self._folder, source.blob))
        relation.source = replace(relation.source, uri=self.name)
        return relation

    def to_pandas(self) -> pd.DataFrame:
        """Return the newest source as a pandas frame."""
        return self.relation().to_pandas()

    def current(self) -> pd.DataFrame:
        """Return the newest source as the recipe so far leaves it, as a pandas frame."""
        return read_table(self.recipe().run(self.relation().to_arrow())).to_pandas()

    def decisions(self) -> list[Decision]:
        """Return the decisions that stand, oldest first."""
        return decisions.current(self._engine, self.name)

    def recipe(self) -> Recipe:
        """Return the rules that all decisions so far make, in order."""
        from workbench.decisions.to_rules import recipe_of

        standing = self.decisions()
        pairs = any(decision.kind == "pair" for decision in standing)
        table = self.to_pandas() if pairs else None
        return recipe_of(standing, table, key=self.key)

    def _opened(self, record: VersionRecord) -> Version:
        return Version(record, self.context)

    def _need_label(self) -> str:
        if self.label is None:
            raise InputError(
                f"dataset {self.name!r} has no label column; name it when adding the table: "
                "project.add(..., label='column')"
            )
        return self.label
