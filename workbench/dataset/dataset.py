"""One table in a project, from its source to its module."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.dataset.history import History
from workbench.dataset.queueing import Queueing
from workbench.rules import Recipe
from workbench.store import exports, versions
from workbench.tables import ROW_KEY, read_table
from workbench.types import DatasetVersion, Json
from workbench.version import Version

if TYPE_CHECKING:
    from workbench.profile import Profile

__all__ = ["Dataset"]


class Dataset(Queueing, History):
    """One table in a project: its issues, decisions, recipe and versions.

    Made by `Project.add` and `Project.dataset`.

    Attributes
    ----------
    place : Place
        The project it is in, and who works on it.
    name, key : str
        Its name, and the column that names rows.
    label : str or None
        The column with the class of each row.
    """

    def _repr_html_(self) -> str:
        return self.version(self.source.id)._repr_html_()

    def profile(self) -> Profile:
        """Summarise the columns; see `workbench.profile`."""
        from workbench.profile import profile

        return profile(self.relation(), title=self.name, target=self.label)

    def charts(self) -> Any:
        """Return an interactive view: choose a column, see its distribution."""
        from workbench.widgets.charts import profile_view

        return profile_view(self.profile())

    def clean(self) -> Version:
        """Run the recipe on the newest source and store the result as a version."""
        recipe, source = self.recipe(), self.source
        # The rows of that very source: another may have added a newer one since.
        applied = recipe.apply(self._rows_of(source).to_arrow())
        made = versions.add_version(
            self._engine,
            self._folder,
            self.name,
            applied.table,
            parent=source.id,
            recipe=[rule.to_dict() for rule in recipe],
            author=self.place.author,
        )
        record = versions.record(self._engine, made.id)
        return replace(self._opened(record), stale=applied.stale, unread=applied.unread)

    def export(
        self, folder: str | Path, *, real_rows: bool = True, also: Sequence[str] = ()
    ) -> Path:
        """Write the recipe as a tested Python module folder; see `workbench.Recipe.export`.

        Parameters
        ----------
        folder : path
            Its name becomes the module's.
        real_rows : bool
            Make the module's tests of rows of the table.  False where those are personal data
            that must not leave: the tests then check an empty table only.
        also : sequence of {"airflow", "pandera"}
            Further files to write beside the module.
        """
        from workbench.profile import profile
        from workbench.rules.expectations import expectations_of

        source = self.source
        origin = source.source or {}
        header = [
            f"Source: {Path(str(origin.get('uri', ''))).name}, {source.rows:,} rows, "
            f"sha256 {str(origin.get('fingerprint', ''))[:16]}; rows are named by {self.key!r}.",
        ]
        recipe, left_out = self.recipe().portable()
        if left_out:
            told = (
                f"{len(left_out)} rules are left out: they name rows by {ROW_KEY!r}, which only "
                "the workbench makes. Add the table with key='column' to have them."
            )
            warnings.warn(told, stacklevel=2)
            header.append(told)
        table = self._rows_of(source).to_arrow()
        cleaned = recipe.run(table)
        key = self.key if self.key in cleaned.column_names else None
        target = recipe.export(
            folder,
            examples=table if real_rows else None,
            name=self.name,
            file=f"{self.name}.csv",
            header=header,
            reference=profile(cleaned).reference(private=not real_rows),
            expectations=expectations_of(cleaned, key=key, private=not real_rows),
            also=also,
        )
        self._log_export(target, recipe, source)
        return target

    def _log_export(self, target: Path, recipe: Recipe, source: DatasetVersion) -> None:
        """Note the export, with the newest version that the same rules made, if there is one."""
        made = versions.records(self._engine, self.name)
        fitting = [
            one.id for one in made if (one.recipe_digest, one.parent) == (recipe.digest, source.id)
        ]
        exports.log_export(
            self._engine,
            self._folder,
            self.name,
            fitting[-1] if fitting else source.id,
            kind="module",
            target=target.absolute(),
            recipe=[rule.to_dict() for rule in recipe],
            author=self.place.author,
        )

    def drift(self, table: Any) -> list[Json]:
        """Compare a later table with this dataset's newest source, both cleaned by the recipe.

        Parameters
        ----------
        table : table or path
            As for `workbench.read_table`.

        Returns
        -------
        list of dict
            For each column, most changed first: ``column``, ``verdict`` (``none``, ``some`` or
            ``strong``), ``message`` and the figures behind it; see
            `workbench.rules.drift.drift_from`.
        """
        import narwhals as nw

        from workbench.profile import profile
        from workbench.rules.drift import drift_from

        recipe = self.recipe()
        reference = profile(recipe.run(self.relation().to_arrow())).reference()
        later = recipe.run(read_table(table).to_arrow())
        return drift_from(nw.from_native(later), reference)
