"""One state of a dataset, with its rows within reach."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench import html
from workbench.rules import Recipe, Stale, Unread
from workbench.store import blobs
from workbench.tables import read_table
from workbench.types import DatasetVersion

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["Version"]


@dataclass(frozen=True)
class Version:
    """A dataset version with its rows within reach.

    Attributes
    ----------
    made : DatasetVersion
        Identifier, parent, recipe, source, author and time.
    folder : Path
        The project.
    stale : tuple of Stale
        Decisions about single rows that did not apply when it was made.
    unread : tuple of Unread
        Texts that a rule could not read as numbers or dates, and that are null now.
    """

    made: DatasetVersion
    folder: Path
    stale: tuple[Stale, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def id(self) -> str:
        """The version's identifier."""
        return self.made.id

    @property
    def recipe(self) -> Recipe:
        """The rules that made it; none for a source."""
        return Recipe(self.made.recipe or [])

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table."""
        return blobs.read_blob(self.folder, self.made.blob)

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame."""
        return read_table(self.to_arrow()).to_pandas()

    def __repr__(self) -> str:
        what = f"{len(self.recipe)} rules" if self.made.source is None else "source"
        return f"Version({self.id}, {what}, {self.made.rows} rows, by {self.made.author})"

    def _repr_html_(self) -> str:
        rows: list[list[object]] = [
            ["what", "source" if self.made.source else f"{len(self.recipe)} rules"],
            ["rows", self.made.rows],
            ["made from", self.made.parent or (self.made.source or {}).get("uri", "")],
            ["by", f"{self.made.author}, {self.made.time:%Y-%m-%d %H:%M} UTC"],
        ]
        if self.stale:
            first = self.stale[0]
            rows.append(["not applied", f"{len(self.stale)} decisions: {first.reason}, ..."])
        for lost in self.unread:
            shown = ", ".join(map(repr, lost.examples))
            rows.append([f"became null in {lost.column}", f"{lost.rows} texts, such as {shown}"])
        return html.frame(f"Version {self.id} of {self.made.dataset}", html.table(["", ""], rows))
