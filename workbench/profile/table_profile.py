"""What a profile knows of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.errors import NotFoundError
from workbench.lexicon.plurals import counted
from workbench.profile.across.associations import Associations
from workbench.profile.across.dependencies import Dependencies
from workbench.profile.across.keys import KeyCandidate
from workbench.profile.across.missingness import Missingness
from workbench.profile.column_profile import ColumnProfile
from workbench.profile.health import Health, health_of
from workbench.profile.roles import key_of, label_of
from workbench.profile.sample import Sample
from workbench.tables import Relation
from workbench.types import Json, Source

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TableProfile"]

PLAIN = (
    *("name", "type", "kind", "rows", "nulls", "distinct", "distinct_exact", "minimum", "maximum"),
    *("mean", "deviation", "skewness", "kurtosis", "median", "zeros", "negative", "infinite"),
    *("top", "examples", "lengths"),
)
"""The columns of `TableProfile.to_frame` that are copied as they are."""


@dataclass(frozen=True)
class TableProfile:
    """The summary of a table: plain data, which `render` and others work on.

    Attributes
    ----------
    title : str
        The table's name or path.
    rows : int
        Number of rows.
    duplicate_rows : int
        How many rows repeat an earlier one in every column.
    columns : tuple of ColumnProfile
        In table order.
    relation : Relation
        The table; it is kept as long as the profile is.
    sample : Sample
        The rows that figures across columns are from; all of them in a table of up to 50,000.
    target : str or None
        The column with the label.
    associations, missingness, dependencies, keys
        What lies across the columns; None, or empty, where it was not asked for.
    """

    title: str
    rows: int
    duplicate_rows: int
    columns: tuple[ColumnProfile, ...]
    relation: Relation = field(repr=False, compare=False)
    sample: Sample = field(repr=False, compare=False)
    target: str | None = None
    associations: Associations | None = None
    missingness: Missingness | None = None
    dependencies: Dependencies | None = None
    keys: tuple[KeyCandidate, ...] = ()

    @property
    def source(self) -> Source:
        """Where the table came from."""
        return self.relation.source

    @property
    def health(self) -> Health:
        """Whether the table is clean, balanced, consistent and reproducible, with the evidence."""
        return health_of(
            self.columns,
            self.duplicate_rows,
            associations=self.associations,
            dependencies=self.dependencies,
            keys=self.keys,
            source=self.source,
            target=self.target,
        )

    @property
    def proposed_key(self) -> str | None:
        """The column that names each row; None where no identifier is in every row and unique."""
        return key_of(self.columns, self.keys)

    @property
    def proposed_label(self) -> str | None:
        """The column of classes that is named as targets are (``label``, ``target``, ``class``)."""
        return label_of(self.columns)

    def __getitem__(self, name: str) -> ColumnProfile:
        for column in self.columns:
            if column.name == name:
                return column
        present = ", ".join(repr(column.name) for column in self.columns)
        raise NotFoundError(f"profile of {self.title}: no column {name!r}; present are {present}")

    def __repr__(self) -> str:
        return (
            f"Profile({self.title!r}, {counted(self.rows, 'row')} x "
            f"{counted(len(self.columns), 'column')})"
        )

    def to_dict(self) -> Json:
        """Return the profile as JSON."""
        fields: Json = {
            "title": self.title,
            "rows": self.rows,
            "duplicate_rows": self.duplicate_rows,
            "columns": [column.to_dict() for column in self.columns],
            "health": self.health.to_dict(),
            "keys": [key.to_dict() for key in self.keys],
        }
        names = ("associations", "missingness", "dependencies")
        across = {name: getattr(self, name) for name in names}
        return fields | {name: part.to_dict() if part else None for name, part in across.items()}

    def to_frame(self) -> pd.DataFrame:
        """Return one row a column."""
        import pandas as pd

        rows = [
            {name: getattr(column, name) for name in PLAIN}
            | {
                "meaning": column.meaning and column.meaning.type,
                "personal": column.meaning and column.meaning.personal,
            }
            for column in self.columns
        ]
        return pd.DataFrame(rows, columns=[*PLAIN, "meaning", "personal"])
