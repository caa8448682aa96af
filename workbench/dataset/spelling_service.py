"""The spellings of a dataset's columns: clusters that become rules of its recipe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from workbench.checks.spellings import METHODS, Cluster, Spellings
from workbench.dataset.cleaning_service import CleaningService
from workbench.dataset.table import DatasetTable

if TYPE_CHECKING:
    from workbench.rules.kinds import MapValues

__all__ = ["DatasetSpellings", "SpellingService"]


class DatasetSpellings(Spellings):
    """The spellings of a column of a dataset; what is accepted becomes a rule of its recipe."""

    _table: DatasetTable

    @classmethod
    def of(cls, found: Spellings, table: DatasetTable) -> DatasetSpellings:
        """Return `found` as of a dataset."""
        made = cls(
            found.column,
            found,
            counts=found.counts,
            methods=found.methods,
            title=found.title,
            notes=found.notes,
        )
        made._table = table
        return made

    def accept(
        self, chosen: Mapping[str, str] | Iterable[Cluster | int] | None = None
    ) -> MapValues:
        """Add one rule to the recipe that replaces the chosen spellings, and return it.

        It is a decision in your name: ``dataset.withdraw(rule.decisions[0])`` takes it back.

        Parameters
        ----------
        chosen : mapping of str to str, or iterable of Cluster or int, optional
            As for `mapping`: spellings with what they become, or clusters.

        Raises
        ------
        NotFoundError
            If a spelling is no value of the column, or there is no cluster of this number.
        InputError
            If nothing is left to change, or a target is itself to be replaced.
        """
        return cast("MapValues", CleaningService(self._table).add_rule(self.rule(chosen)))


@dataclass(frozen=True)
class SpellingService:
    """Finds the spellings of a column.

    Attributes
    ----------
    table : DatasetTable
        The dataset.
    """

    table: DatasetTable

    def spellings(
        self, column: str, *, methods: Sequence[str] = tuple(METHODS)
    ) -> DatasetSpellings:
        """Group the values of a text column that may be spellings of one.

        Values are those that the recipe so far leaves, so that what was joined does not come up
        again.

        Parameters
        ----------
        column : str
            A column of text.
        methods : sequence of {"fingerprint", "ngram", "edit", "neighbours", "phonetic"}
            What makes two values alike.

        Returns
        -------
        DatasetSpellings
            ``.accept({"NYC": "New York"})``, or ``.accept([0, 2])`` for whole clusters, adds one
            rule to the recipe.

        Raises
        ------
        MissingColumnError
            If there is no such column.
        InputError
            If the column holds no text, or a method is unknown.
        """
        from workbench.recipe_editor.spellings import SpellingFinder

        found = SpellingFinder(self.table.context).find(column, methods)
        return DatasetSpellings.of(found, self.table)
