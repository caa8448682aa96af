"""The profile of a table: its columns, duplicates and size."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from workbench.errors import NotFoundError
from workbench.profile.columns import ColumnProfile, profile_columns
from workbench.profile.duplicates import count_duplicates
from workbench.profile.reference import reference_of
from workbench.profile.render import render
from workbench.profile.sample import Sample, take_sample
from workbench.progress import Progress
from workbench.tables import read_table
from workbench.types import Json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Profile", "profile"]


@dataclass(frozen=True)
class Profile:
    """The summary of a table.

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
    sample : Sample
        The rows that figures across columns are from; all of them in a table of up to 50,000.
    """

    title: str
    rows: int
    duplicate_rows: int
    columns: tuple[ColumnProfile, ...]
    sample: Sample = field(repr=False, compare=False)

    def __getitem__(self, name: str) -> ColumnProfile:
        for column in self.columns:
            if column.name == name:
                return column
        present = ", ".join(repr(column.name) for column in self.columns)
        raise NotFoundError(f"profile of {self.title}: no column {name!r}; present are {present}")

    def __repr__(self) -> str:
        return f"Profile({self.title!r}, {self.rows} rows x {len(self.columns)} columns)"

    def to_dict(self) -> Json:
        """Return the profile as JSON."""
        return {
            "title": self.title,
            "rows": self.rows,
            "duplicate_rows": self.duplicate_rows,
            "columns": [column.to_dict() for column in self.columns],
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a column."""
        import pandas as pd

        return pd.DataFrame([column.to_dict() for column in self.columns])

    def reference(self, *, private: bool = False) -> Json:
        """Return the profile frozen as JSON: what `drift` compares a later table with.

        Parameters
        ----------
        private : bool
            Let no text of the table be in it.
        """
        return reference_of(self.columns, self.sample, private=private)

    def to_html(self) -> str:
        """Return the profile as HTML that needs no kernel, script or network."""
        return render(self)

    def _repr_html_(self) -> str:
        return self.to_html()


def profile(table: Any, *, title: str | None = None) -> Profile:
    """Summarise every column of `table`, on all rows.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`.
    title : str, optional
        What to call it; the path by default.

    Raises
    ------
    InputError
        If the table cannot be read.
    """
    relation = read_table(table)
    with Progress("profile", 2 * len(relation.columns)) as progress:
        sample = take_sample(relation)
        columns = tuple(profile_columns(relation, sample, on_step=progress.step))
        duplicates = count_duplicates(relation, columns)
    return Profile(title or relation.source.uri, sample.total, duplicates, columns, sample)
