"""What comes of a dataset's recipe: a clean version, a module, and the drift of later tables."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.dataset.table import DatasetTable
from workbench.errors import MissingColumnError, RuleError
from workbench.lineage.version import Version
from workbench.protocol.message import Empty
from workbench.rules import Recipe
from workbench.rules.expectations import FIELDS, fields_of
from workbench.rules.kinds import Rule, parse_rule
from workbench.store import versions
from workbench.tables import read_table
from workbench.types import Json, new_id

if TYPE_CHECKING:
    import pandas as pd

    from workbench.protocol.recipe import Action

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

    def add_rule(self, rule: Rule | Mapping[str, Any]) -> Rule:
        """Add a rule of your own to the recipe, and return it.

        It is a decision in your name: ``dataset.withdraw(rule.decisions[0])`` takes it back.  It
        runs where rules of its kind run by default; the recipe view moves it.

        Parameters
        ----------
        rule : Rule or dict
            A rule, or its JSON.

        Raises
        ------
        RuleError
            If the rule is malformed.

        Examples
        --------
        >>> dataset.add_rule({"kind": "trim", "columns": ["city"], "why": "Copied from a PDF."})
        """
        from workbench.protocol.recipe import Edit
        from workbench.recipe_editor import RecipeEditor

        parsed = parse_rule(rule)
        edit = Edit(id=new_id(), action="add", rule=parsed.to_dict())
        RecipeEditor(self.table.context).edit(edit)
        step = f"own-{edit.id}"
        (decision,) = (one for one in self.table.decisions() if one.item == step)
        credits = {"author": decision.reviewer, "decisions": (decision.id,)}
        return parsed.model_copy(update=credits)

    def expect(
        self,
        /,
        column: str,
        *,
        remove: bool = False,
        as_seen: bool = False,
        why: str = "",
        **expected: Any,
    ) -> Recipe:
        """Set what the exported module's ``check`` expects of a column of the cleaned table.

        It is a decision in your name, kept in the project, and shown in the recipe view; what is
        not set stays as the cleaned table shows it (`expectations`).

        Parameters
        ----------
        column : str
            A column of the cleaned table.
        remove : bool
            Expect nothing of it.
        as_seen : bool
            Take back what was set, by whomever.
        why : str
            The reason, kept as part of the expectation's source; the earlier one where none is
            given.
        **expected
            As for `workbench.Recipe.expect`: ``type``, ``nullable``, ``low``, ``high``, ``values``.

        Returns
        -------
        Recipe
            The recipe with it.

        Raises
        ------
        MissingColumnError
            If the cleaned table has no such column.
        InputError
            If an expectation is not understood, or none is given.

        Examples
        --------
        >>> dataset.expect("amount", low=0, high=None, why="Amounts are never negative.")
        """
        from workbench.protocol.recipe import Edit
        from workbench.recipe_editor import RecipeEditor

        recipe = self.table.recipe()
        names = [*recipe.run(self.table.relation().to_arrow().slice(0, 0)).column_names]
        if column not in names and column not in recipe.expectations:
            raise MissingColumnError([column], names, f"{self.table.name}.expect")
        sent: Json | None = None
        if not (remove or as_seen):
            sent = fields_of(recipe.expect(column, **expected).expectations[column] or {})
        action: Action = "expect_as_seen" if as_seen else "expect"
        edit = Edit(id=new_id(), action=action, column=column, expected=sent, why=why)
        RecipeEditor(self.table.context).edit(edit)
        return self.table.recipe()

    def expectations(self) -> pd.DataFrame:
        """Return what the exported module's ``check`` expects, a row for each column.

        Returns
        -------
        pandas.DataFrame
            ``column``, ``type``, ``nullable``, ``low``, ``high``, ``values``, and the ``source``:
            seen in the cleaned table, or set by whom, when and why.
        """
        import pandas as pd

        from workbench.recipe_editor import RecipeEditor

        listed = RecipeEditor(self.table.context).expectations(Empty())
        if listed.problem is not None:
            raise RuleError(listed.problem)
        rows = [
            {
                "column": one.column,
                **{name: getattr(one.expected, name, None) for name in FIELDS},
                "source": one.source,
            }
            for one in listed.expectations
        ]
        return pd.DataFrame(rows, columns=["column", *FIELDS, "source"], dtype=object)

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
