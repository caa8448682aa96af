"""Two tables or splits side by side: schema, drift of each column, and what they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from workbench.errors import InputError, MissingColumnError
from workbench.profile.across.missingness import count_missing
from workbench.profile.compare.drift import column_drift
from workbench.profile.compare.overlap import find_overlap
from workbench.profile.compare.render import render
from workbench.profile.compare.schema import schema_changes
from workbench.profile.compare.table_comparison import TableComparison
from workbench.profile.compare.two_sample import separation
from workbench.profile.result import Displayed
from workbench.profile.sample import take_sample
from workbench.tables import read_table

__all__ = ["Comparison", "compare"]


class Comparison(Displayed, TableComparison):
    """How two tables differ, with its page; see `TableComparison` for its attributes."""

    def to_html(self, *, page: bool = False) -> str:
        """Return the comparison as HTML that needs no kernel, script or network.

        Parameters
        ----------
        page : bool
            Return a whole document, light or dark as the reader's system is.
        """
        return render(self, page=page)


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
        The target: rows that agree in every other column are reported, however many.
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
    used = [c.name for c in columns if c.name not in overlap.ignored and c.kind != "text"]
    separate = separation(*samples, used, seed=seed) if multivariate else None
    totals = (samples[0].total, samples[1].total)
    return Comparison((str(names[0]), str(names[1])), totals, schema, columns, overlap, separate)


def _names(given: str | Sequence[str] | None) -> tuple[str, ...]:
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)
