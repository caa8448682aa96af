"""What all checks look at: the relation, its key, and the counted values of each text column."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from workbench.rules.operations import SPACES
from workbench.tables import Relation, quoted
from workbench.types import Issue, Key

__all__ = ["Look"]

MAX_DISTINCT = 100_000
NUMBERS = re.compile(r"U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)")


class Look:
    """A relation with what several checks need, computed once.

    Parameters
    ----------
    relation : Relation
        The table.
    key : str
        The column that names rows.
    """

    def __init__(self, relation: Relation, key: str) -> None:
        self.relation = relation
        self.key = key
        self._counts: dict[str, dict[str, int]] = {}

    @cached_property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.relation)

    @cached_property
    def columns(self) -> list[str]:
        """The columns that are checked: all but the key."""
        return [name for name in self.relation.columns if name != self.key]

    @cached_property
    def text_columns(self) -> list[str]:
        """The text columns but the key."""
        return [name for name in self.columns if self.relation.types[name] == "VARCHAR"]

    @cached_property
    def number_columns(self) -> list[str]:
        """The columns of numbers but the key."""
        types = self.relation.types
        return [name for name in self.columns if NUMBERS.fullmatch(types[name])]

    def trimmed(self, column: str) -> str:
        """Return the SQL of the column's text without white space at the ends."""
        return f"trim({quoted(column)}, '{SPACES}')"

    def counts(self, column: str) -> dict[str, int]:
        """Return the distinct trimmed texts of a column with their counts, most frequent first.

        Empty where the column has more than 100,000 different ones: free text or identifiers.
        """
        if column not in self._counts:
            rows = self.relation.rows(
                f"SELECT {self.trimmed(column)} AS v, count(*) FROM data WHERE {quoted(column)} "
                f"IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MAX_DISTINCT + 1}"
            )
            kept = rows if len(rows) <= MAX_DISTINCT else []
            self._counts[column] = {str(value): int(count) for value, count in kept}
        return self._counts[column]

    def words(self, column: str, folded: Collection[str]) -> dict[str, int]:
        """Return the trimmed texts of a column that are in `folded` in lower case, with counts.

        Looks at all rows, however many different texts there are.
        """
        rows = self.relation.rows(
            f"SELECT {self.trimmed(column)} AS v, count(*) FROM data "
            "WHERE list_contains(?, lower(v)) GROUP BY 1 ORDER BY 2 DESC, 1",
            [list(folded)],
        )
        return {str(value): int(count) for value, count in rows}

    def keys_where(self, condition: str, parameters: list[Any] | None = None) -> list[Key]:
        """Return the keys of the rows that meet an SQL condition, in table order, at most 1,000."""
        rows = self.relation.rows(
            f"SELECT {quoted(self.key)} FROM data WHERE {condition} LIMIT {Issue.MAX_KEYS}",
            parameters,
        )
        return [row[0] for row in rows]

    def keys_of(self, column: str, values: Iterable[str]) -> list[Key]:
        """Return the keys of the rows whose trimmed text is one of `values`, at most 1,000."""
        return self.keys_where(f"list_contains(?, {self.trimmed(column)})", [list(values)])
