"""Clusters of spellings, and the rule that joins those chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench import html
from workbench.errors import InputError, NotFoundError
from workbench.lexicon.plurals import counted
from workbench.rules.kinds import MapValues
from workbench.types import Json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cluster", "Spelling", "Spellings"]

SHOWN = 50
"""Clusters that a notebook shows; `Spellings.to_frame` has all."""
LISTED = 8
"""Spellings of a cluster that a notebook shows."""


@dataclass(frozen=True)
class Spelling:
    """One value of a cluster.

    Attributes
    ----------
    value : str
        As it stands in the table.
    rows : int
        In how many rows.
    methods : tuple of str
        What says that it is the cluster's first value; empty for that value itself.
    """

    value: str
    rows: int
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Cluster:
    """Values that may be spellings of one, most frequent first.

    Attributes
    ----------
    spellings : tuple of Spelling
        Two or more.
    """

    spellings: tuple[Spelling, ...]

    @property
    def target(self) -> str:
        """The spelling that is proposed: the most frequent one."""
        return self.spellings[0].value

    @property
    def values(self) -> tuple[str, ...]:
        """The spellings as they stand in the table."""
        return tuple(one.value for one in self.spellings)

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that join any of the values, surest first."""
        from workbench.checks.spellings.methods import METHODS

        used = {name for one in self.spellings for name in one.methods}
        return tuple(name for name in METHODS if name in used)

    @property
    def rows(self) -> int:
        """Rows with any of the spellings."""
        return sum(one.rows for one in self.spellings)

    @property
    def changed(self) -> int:
        """Rows that change where all become the target."""
        return self.rows - self.spellings[0].rows

    def mapping(self) -> dict[str, str]:
        """Return each other spelling with the target."""
        return dict.fromkeys(self.values[1:], self.target)

    def to_dict(self) -> Json:
        """Return the cluster as JSON."""
        spellings = [{**vars(one), "methods": list(one.methods)} for one in self.spellings]
        return {"target": self.target, "methods": list(self.methods), "spellings": spellings}


Chosen = Mapping[str, str] | Iterable[Cluster | int]


class Spellings:
    """The clusters of a column, those of the surest method first.

    Parameters
    ----------
    column : str
        The column.
    clusters : iterable of Cluster
        What may be one; they share no value.
    counts : mapping of str to int
        All values of the column with their rows.
    methods : sequence of str
        What was looked for.
    title : str
        The table.
    notes : tuple of str
        What was not compared, and why.
    """

    def __init__(
        self,
        column: str,
        clusters: Iterable[Cluster],
        *,
        counts: Mapping[str, int],
        methods: Sequence[str],
        title: str = "table",
        notes: tuple[str, ...] = (),
    ) -> None:
        self.column, self.title, self.notes = column, title, notes
        self.methods = tuple(methods)
        self._clusters = tuple(clusters)
        self.counts = counts

    @property
    def distinct(self) -> int:
        """Distinct values that were compared."""
        return len(self.counts)

    def __iter__(self) -> Iterator[Cluster]:
        return iter(self._clusters)

    def __len__(self) -> int:
        return len(self._clusters)

    def __getitem__(self, which: int) -> Cluster:
        return self._clusters[which]

    def __repr__(self) -> str:
        return f"Spellings({self.column!r}, {counted(len(self), 'cluster')})"

    def mapping(self, chosen: Chosen | None = None) -> dict[str, str]:
        """Return what each chosen spelling becomes.

        Parameters
        ----------
        chosen : mapping of str to str, or iterable of Cluster or int, optional
            Spellings with what they become, or clusters (themselves, or their positions from 0),
            each of which becomes its most frequent value.  All clusters by default.

        Raises
        ------
        NotFoundError
            If a spelling is no value of the column, or there is no cluster of this number.
        InputError
            If nothing is left to change, or a target is itself to be replaced.
        """
        result = self._chosen(chosen)
        absent = [value for value in result if value not in self.counts]
        if absent:
            raise NotFoundError(
                f"column {self.column!r} has no value {absent[0]!r}; "
                "values are compared exactly: to_frame() lists the spellings"
            )
        for value, target in result.items():
            if target in result:
                raise InputError(
                    f"{value!r} is to become {target!r}, which itself is to become "
                    f"{result[target]!r}",
                    f"map both to {result[target]!r}",
                )
        if not result:
            raise InputError(f"column {self.column!r}: no spelling is chosen that would change")
        return result

    def _chosen(self, chosen: Chosen | None) -> dict[str, str]:
        if isinstance(chosen, Mapping):
            return {value: target for value, target in chosen.items() if value != target}
        result: dict[str, str] = {}
        for one in self if chosen is None else chosen:
            if isinstance(one, int) and not 0 <= one < len(self):
                raise NotFoundError(
                    f"there is no cluster {one}; column {self.column!r} has "
                    f"{counted(len(self), 'cluster')}, counted from 0"
                )
            result |= (self[one] if isinstance(one, int) else one).mapping()
        return result

    def rule(self, chosen: Chosen | None = None) -> MapValues:
        """Return the rule that replaces the chosen spellings; see `mapping`."""
        mapping = self.mapping(chosen)
        rows = sum(self.counts[value] for value in mapping)
        spellings = counted(len(mapping), "spelling was", "spellings were")
        why = f"{spellings} joined by hand, in {counted(rows, 'row')}."
        return MapValues(column=self.column, mapping=mapping, why=why)

    def to_dict(self) -> Json:
        """Return the clusters as JSON."""
        clusters = [one.to_dict() for one in self]
        methods, notes = list(self.methods), list(self.notes)
        return {"column": self.column, "methods": methods, "clusters": clusters, "notes": notes}

    def to_frame(self) -> pd.DataFrame:
        """Return one row a spelling: cluster, value, rows, target, methods (joined by commas)."""
        import pandas as pd

        rows = [
            [number, one.value, one.rows, cluster.target, ", ".join(one.methods)]
            for number, cluster in enumerate(self)
            for one in cluster.spellings
        ]
        return pd.DataFrame(rows, columns=["cluster", "value", "rows", "target", "methods"])

    def _repr_html_(self) -> str:
        title = f"{counted(len(self), 'cluster')} of spellings in {self.column}"
        if not len(self):
            return html.frame(title, "No two values look like spellings of one.", *self.notes)
        rows = [
            [number, _listed(cluster), cluster.target, cluster.changed, _said(cluster)]
            for number, cluster in enumerate(self._clusters[:SHOWN])
        ]
        more = len(self) - SHOWN
        notes = [f"{more} more; to_frame() lists all of them."] if more > 0 else []
        header = ["cluster", "spellings (rows)", "becomes", "rows to change", "evidence"]
        return html.frame(title, html.table(header, rows), *notes, *self.notes)


def _listed(cluster: Cluster) -> str:
    shown = ", ".join(f"{one.value!r} ({one.rows:,})" for one in cluster.spellings[:LISTED])
    more = len(cluster.spellings) - LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def _said(cluster: Cluster) -> str:
    from workbench.checks.spellings.methods import METHODS

    return ", ".join(METHODS[name][0] for name in cluster.methods)
