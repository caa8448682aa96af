"""Two tables or splits side by side: schema, drift of each column, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError, MissingColumnError, NotFoundError
from workbench.profile.across.missingness import count_missing
from workbench.profile.compare.drift import ColumnDrift, column_drift
from workbench.profile.compare.overlap import Overlap, find_overlap
from workbench.profile.compare.render import render
from workbench.profile.compare.schema import SchemaChanges, schema_changes
from workbench.profile.compare.two_sample import Separation, separation
from workbench.profile.compare.verdict import worst
from workbench.profile.sample import take_sample
from workbench.tables import read_table
from workbench.types import Json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True)
class Comparison:
    """How two tables differ.

    Attributes
    ----------
    names : pair of str
        What left and right are called.
    rows : pair of int
        Rows of each.
    schema : SchemaChanges
        Added, removed and retyped columns.
    columns : tuple of ColumnDrift
        Of the shared columns, in the left's order.
    overlap : Overlap
        Rows, keys, groups and texts that both have, and the spans of dates.
    separation : Separation or None
        How well a model tells the two apart, where asked for.
    """

    names: tuple[str, str]
    rows: tuple[int, int]
    schema: SchemaChanges
    columns: tuple[ColumnDrift, ...]
    overlap: Overlap
    separation: Separation | None = None

    def __getitem__(self, name: str) -> ColumnDrift:
        for column in self.columns:
            if column.name == name:
                return column
        present = ", ".join(repr(column.name) for column in self.columns) or "none"
        raise NotFoundError(f"comparison: no shared column {name!r}; shared are {present}")

    def __repr__(self) -> str:
        drifted = ", ".join(repr(column.name) for column in self.drifted) or "no column"
        return f"Comparison({self.names[0]!r}, {self.names[1]!r}: drift in {drifted})"

    @property
    def verdict(self) -> str:
        """The gravest verdict of all columns."""
        return worst(column.verdict for column in self.columns)

    @property
    def drifted(self) -> tuple[ColumnDrift, ...]:
        """The columns that differ by more than chance, the gravest first."""
        grave = ("large", "moderate", "small")
        found = [column for column in self.columns if column.verdict in grave]
        return tuple(sorted(found, key=lambda c: (grave.index(c.verdict), -(c.effect or 0))))

    def to_frame(self) -> pd.DataFrame:
        """Return one row a shared column, the effect sizes side by side."""
        import pandas as pd

        rows = []
        for column in self.columns:
            told = column.to_dict()
            numbers, categories = told.pop("numbers") or {}, told.pop("categories") or {}
            for name in ("wasserstein", "smd", "smd_low", "smd_high", "outside"):
                told[name] = numbers.get(name)
            for name in ("jensen_shannon", "new_rows", "vanished_rows"):
                told[name] = categories.get(name)
            told["psi"] = (numbers or categories).get("psi")
            told["reasons"] = "; ".join(column.reasons)
            rows.append(told)
        return pd.DataFrame(rows)

    def to_dict(self) -> Json:
        """Return everything as JSON."""
        return {
            "names": list(self.names),
            "rows": list(self.rows),
            "verdict": self.verdict,
            "schema": self.schema.to_dict(),
            "columns": [column.to_dict() for column in self.columns],
            "overlap": self.overlap.to_dict(),
            "separation": self.separation.to_dict() if self.separation else None,
        }

    def to_html(self, *, page: bool = False) -> str:
        """Return the comparison as HTML that needs no kernel, script or network.

        Parameters
        ----------
        page : bool
            Return a whole document, light or dark as the reader's system is.
        """
        return render(self, page=page)

    def _repr_html_(self) -> str:
        return self.to_html()


def compare(
    left: Any,
    right: Any,
    *,
    key: str | Sequence[str] | None = None,
    groups: str | Sequence[str] | None = None,
    label: str | None = None,
    names: tuple[str, str] = ("left", "right"),
    multivariate: bool = False,
    seed: int = 0,
) -> Comparison:
    """Compare two tables or splits.

    Counts, missing values and overlap are of all rows.  Drift is of at most 50,000 rows a side,
    drawn at random, and says so.  Its verdict is one of effect size: nothing is claimed that
    chance gives in one of a thousand columns, nor, however many rows there are, below a distance
    of .05.

    Parameters
    ----------
    left, right : table or path
        As for `workbench.read_table`; the old and the new, or the training and the test set.
    key : str or sequence of str, optional
        Columns that identify a row: rows with the same key are compared.
    groups : str or sequence of str, optional
        Columns that name an entity that should not be on both sides.
    label : str, optional
        The target: rows that agree in all but it are told, however many.
    names : pair of str
        What to call the two.
    multivariate : bool
        Whether to train a model that tells them apart (a second or two).
    seed : int
        Of the samples and the model.

    Raises
    ------
    InputError
        If a table cannot be read, or `names` are not two.
    MissingColumnError
        If `key`, `groups` or `label` is not in both tables.
    """
    if isinstance(names, str) or len(names) != 2:
        raise InputError(f"compare: names is {names!r}; expected two, such as ('train', 'test')")
    relations = (read_table(left), read_table(right))
    keys, grouped = _names(key), _names(groups)
    for relation, name in zip(relations, names, strict=True):
        absent = [c for c in (*keys, *grouped, *_names(label)) if c not in relation.types]
        if absent:
            raise MissingColumnError(absent, relation.columns, f"compare: {name} table")
    samples = (take_sample(relations[0], seed=seed), take_sample(relations[1], seed=seed))
    schema = schema_changes(*relations)
    missing = [count_missing(relation) for relation in relations]
    columns = tuple(
        column_drift(name, *samples, (missing[0][name], missing[1][name])) for name in schema.shared
    )
    overlap = find_overlap(relations, samples, key=keys, groups=grouped, label=label)
    apart = None
    if multivariate:
        used = [c.name for c in columns if c.name not in overlap.ignored and c.kind != "text"]
        apart = separation(*samples, used, seed=seed)
    totals = (samples[0].total, samples[1].total)
    return Comparison((str(names[0]), str(names[1])), totals, schema, columns, overlap, apart)


def _names(given: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)
