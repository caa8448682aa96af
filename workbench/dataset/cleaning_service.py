"""What comes of a dataset's recipe: a clean version, a module, and the drift of later tables."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from workbench.dataset.table import DatasetTable
from workbench.lineage.version import Version
from workbench.store import versions
from workbench.tables import read_table
from workbench.types import Json

__all__ = ["CleaningService"]


@dataclass(frozen=True)
class CleaningService:
    """Runs and exports the recipe of a dataset.

    Attributes
    ----------
    table : DatasetTable
        The dataset.
    """

    table: DatasetTable

    def clean(self) -> Version:
        """Run the recipe on the newest source and store the result as a version."""
        from workbench.recipe_editor.outputs import make_version

        made, applied = make_version(self.table.context, self.table.recipe())
        record = versions.record(self.table.engine, made.id)
        return replace(self.table.open_version(record), stale=applied.stale, unread=applied.unread)

    def export(
        self,
        folder: str | Path,
        *,
        real_rows: bool = True,
        values: str | Path | None = None,
        also: Sequence[str] = (),
    ) -> Path:
        """Write the recipe as a tested Python module folder; see `workbench.Recipe.export`.

        Parameters
        ----------
        folder : path
            Its name becomes the module's.
        real_rows : bool
            Make the module's tests of rows of the table.  False where personal data must not
            leave: the tests then check an empty table only, and no value of a column with
            personal data is in the module.
        values : path, optional
            Without real rows: a file for the values that rules need and the module has not;
            ``clean(table, values=...)`` takes it.  Those rules are not applied without.
        also : sequence of {"airflow", "pandera"}
            Further files to write beside the module.
        """
        from workbench.recipe_editor.outputs import write_module

        path, left_out, privacy = write_module(
            self.table.context,
            self.table.recipe(),
            folder,
            real_rows=real_rows,
            values=values,
            also=also,
        )
        if left_out:
            warnings.warn(left_out, stacklevel=2)
        if privacy:
            print(privacy, file=sys.stderr)
        return path

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

        recipe = self.table.recipe()
        reference = profile(recipe.run(self.table.relation().to_arrow())).reference()
        later = recipe.run(read_table(table).to_arrow())
        return drift_from(nw.from_native(later), reference)
