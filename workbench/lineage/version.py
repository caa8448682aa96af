"""One state of a dataset, with its rows within reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from workbench import html
from workbench.errors import InputError
from workbench.lexicon.plurals import counted
from workbench.lineage.version_comparison import compare_versions
from workbench.lineage.version_diff import VersionDiff
from workbench.rules import Recipe, Stale, Unread
from workbench.store import blobs, exports, recipes, versions
from workbench.store.context import ProjectContext
from workbench.store.records import VersionRecord
from workbench.tables import read_table
from workbench.tables.names import own_names
from workbench.tables.writing import write_table
from workbench.types import DatasetVersion, Json

__all__ = ["Version"]


@dataclass(frozen=True)
class Version:
    """A dataset version with its rows within reach.

    Attributes
    ----------
    record : VersionRecord
        Identifier, parent, source, author and time.
    project : ProjectContext
        The project, and in whose name the version is exported.
    stale : tuple of Stale
        Decisions about single rows that did not apply when it was made.
    unread : tuple of Unread
        Texts that a rule could not read as numbers or dates, and that are null now.
    """

    record: VersionRecord
    project: ProjectContext
    stale: tuple[Stale, ...] = ()
    unread: tuple[Unread, ...] = ()

    @property
    def id(self) -> str:
        """The version's identifier."""
        return self.record.id

    @property
    def made(self) -> DatasetVersion:
        """All that is stored about it, the recipe as JSON included."""
        return self.record.with_recipe(self._rules())

    @property
    def recipe(self) -> Recipe:
        """The rules that made it; none for a source or a restored version."""
        return Recipe(self._rules() or [])

    def _rules(self) -> list[Json] | None:
        stored = versions.stored_recipe(self.project.engine, self.record)
        return recipes.read_recipe(self.project.folder, stored)

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table, under the names of the source.

        Names that differ by case alone have a suffix inside (``A.1`` beside ``a``: no SQL engine
        holds both), in rules, issues and views; here they are as they came.
        """
        table = blobs.read_blob(self.project.folder, self.record.blob)
        return table.rename_columns(own_names(table.column_names, self._renamed()))

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame, under the names of the source; see `to_arrow`."""
        relation = read_table(blobs.read_blob(self.project.folder, self.record.blob))
        frame = relation.to_pandas()
        frame.columns = pd.Index(own_names(frame.columns, self._renamed()))
        return frame

    def _renamed(self) -> dict[str, str]:
        """Return the names that have a suffix in the source that this version comes from."""
        record: VersionRecord | None = self.record
        while record is not None and record.source is None and record.made_from is not None:
            record = versions.record(self.project.engine, record.made_from)
        options = (record.source if record is not None else None) or {}
        return dict(options.get("options", {}).get("repeated_names", {}))

    def diff(
        self, other: Version, *, key: str | None = None, renamed: Mapping[str, str] | None = None
    ) -> VersionDiff:
        """Compare this version with a later one: rows, columns, cells, and the rules that did it.

        Parameters
        ----------
        other : Version
            The later one.
        key : str, optional
            The column that names rows; the dataset's by default.
        renamed : dict, optional
            Old column names to new ones; found out from the values by default, ``{}`` for none.

        Raises
        ------
        InputError
            If `other` is of another dataset and no `key` is given, or the key does not name each
            row once.
        MissingColumnError
            If a version has no such key.
        StoreError
            If a file is missing or damaged.
        """
        datasets = [(one.project.folder, one.record.dataset) for one in (self, other)]
        if datasets[0] != datasets[1]:
            raise InputError(
                f"versions of {self.record.dataset!r} and {other.record.dataset!r} cannot be "
                "compared: they belong to two datasets; workbench.compare compares any two tables"
            )
        return compare_versions(self.project, self.record, other.record, key=key, renamed=renamed)

    def export_delta(self, folder: str | Path) -> Path:
        """Write the rows as a new version of a Delta table; needs ``dq-workbench[delta]``.

        What Delta would cut or mix up is refused: see `workbench.store.delta`.
        """
        from workbench.store.delta import write_delta

        return self._logged(
            "delta",
            write_delta(
                blobs.read_blob(self.project.folder, self.record.blob), Path(folder), self.record
            ),
        )

    def export_dvc(self, folder: str | Path) -> Path:
        """Write the rows as Parquet with a ``.dvc`` file beside it; returns the ``.dvc`` file.

        Needs no DVC: ``dvc add`` would write the same.  See `workbench.store.dvc`.
        """
        from workbench.store.dvc import write_dvc

        path = blobs.check_blob(self.project.folder, self.record.blob)
        pointer = write_dvc(path, Path(folder), self.record)
        self._logged("dvc", Path(folder))
        return pointer

    def export_csv(self, path: str | Path, *, escape_formulas: bool = False) -> Path:
        """Write the rows as a CSV file, which appears under its name when it is whole.

        Parameters
        ----------
        path : path
            Ends in ``.csv``.
        escape_formulas : bool
            Write an apostrophe before text that a spreadsheet would run as a formula: text that
            begins with ``=``, ``+``, ``-``, ``@``, a tab or a line break and is no number.

        Raises
        ------
        InputError
            If the name ends otherwise, or the file cannot be written; an older one is still whole.
        StoreError
            If the disk is full.
        """
        if Path(path).suffix.lower() != ".csv":
            raise InputError(f"{path}: give a file name that ends in .csv")
        write_table(self.to_arrow(), path, escape_formulas=escape_formulas)
        return self._logged("csv", Path(path))

    def _logged(self, kind: str, target: Path) -> Path:
        exports.log_export(
            self.project.for_dataset(self.record.dataset),
            self.id,
            kind=kind,
            target=target.absolute(),
            recipe=self._rules(),
        )
        return target

    def _what(self) -> str:
        if self.record.restores is not None:
            return f"restores {self.record.restores}"
        return "source" if self.record.source is not None else counted(len(self.recipe), "rule")

    def __repr__(self) -> str:
        return (
            f"Version({self.id}, {self._what()}, {counted(self.record.rows, 'row')}, by "
            f"{self.record.author})"
        )

    def _repr_html_(self) -> str:
        made = self.record
        rows: list[list[object]] = [
            ["what", self._what()],
            ["rows", made.rows],
            ["made from", made.parent or (made.source or {}).get("uri", "")],
            ["by", f"{made.author}, {made.time:%Y-%m-%d %H:%M} UTC"],
        ]
        if self.stale:
            first = self.stale[0]
            rows.append(
                ["not applied", f"{counted(len(self.stale), 'decision')}: {first.reason}, ..."]
            )
        rows += [
            [
                f"became null in {lost.column}",
                f"{counted(lost.rows, 'text')}, such as {', '.join(map(repr, lost.examples))}",
            ]
            for lost in self.unread
        ]
        return html.frame(f"Version {self.id} of {made.dataset}", html.table(["", ""], rows))
