"""The spellings of a column where a rule that joins them would stand in the recipe."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from workbench.checks.spellings import METHODS, Cluster, Spellings, spellings_of_counts
from workbench.errors import InputError, MissingColumnError
from workbench.protocol.message import Message
from workbench.protocol.spellings import (
    MethodInfo,
    SpellingCluster,
    SpellingInfo,
    SpellingsPage,
    SpellingsRequest,
)
from workbench.recipe_editor.intermediate import IntermediateColumns
from workbench.recipe_editor.snapshot import read_snapshot
from workbench.rules.kinds import MapValues, Rule
from workbench.rules.rebase import rebased
from workbench.store.context import DatasetContext

__all__ = ["SpellingFinder"]

MOST_CLUSTERS = 300
"""Clusters that are sent: more than a person joins at a sitting; the next come when these went."""
MOST_VALUES = 200
"""Values of a cluster that are sent; the rest stays as it is and comes up again."""
TRIED = 40
"""Columns that are looked through for one that has clusters, where none was named."""


@dataclass(frozen=True)
class SpellingFinder:
    """Answers ``spellings``.

    Parameters
    ----------
    context : DatasetContext
        The dataset.
    """

    context: DatasetContext

    def answers(self) -> Mapping[str, Callable[[Any], Message]]:
        """Return what answers each method."""
        return {"spellings": self.page}

    def page(self, request: SpellingsRequest) -> SpellingsPage:
        """Return the clusters of a column, or of the first column that has any."""
        columns, rules = self._columns()
        names = _text_columns(columns, rules)
        wanted = [request.column] if request.column is not None else names[:TRIED]
        found: Spellings | None = None
        for name in wanted:
            found = self._found(columns, rules, names, name, request.methods or tuple(METHODS))
            if len(found):
                break
        return _page(names, found)

    def find(self, column: str, methods: Sequence[str] = tuple(METHODS)) -> Spellings:
        """Return the spellings of a column; see `workbench.spellings` for what may be wrong."""
        columns, rules = self._columns()
        return self._found(columns, rules, _text_columns(columns, rules), column, methods)

    def _columns(self) -> tuple[IntermediateColumns, list[Rule]]:
        """Return the table's columns, and the rules that run before one that joins spellings."""
        snapshot = read_snapshot(self.context)
        before = takewhile(lambda step: step.rule.stage <= MapValues.stage, snapshot.steps)
        rules = rebased(step.rule for step in before if step.on)
        return IntermediateColumns(self.context.folder, snapshot.source.blob), list(rules)

    def _found(
        self,
        columns: IntermediateColumns,
        rules: Sequence[Rule],
        names: Sequence[str],
        column: str,
        methods: Sequence[str],
    ) -> Spellings:
        if column not in columns.schema.names:
            raise MissingColumnError([column], columns.schema.names, self.context.dataset)
        cells = columns.after(rules, [column]).column(column) if column in names else None
        if cells is None or not _is_text(cells.type):
            raise InputError(
                f"{self.context.dataset}: column {column!r} is not text",
                f"columns of text are {', '.join(map(repr, names)) or 'none'}",
            )
        counts = pc.value_counts(cells)
        pairs = zip(*(field.to_pylist() for field in counts.flatten()), strict=True)
        known = {value: rows for value, rows in pairs if value is not None}
        notes = _sample_note(columns)
        return spellings_of_counts(
            column, known, methods=methods, title=self.context.dataset, notes=notes
        )


def _sample_note(columns: IntermediateColumns) -> tuple[str, ...]:
    if columns.step == 1:
        return ()
    return (
        f"The table has {columns.rows:,} rows: values were counted in {columns.looked_at:,} of "
        "them, evenly spaced.",
    )


def _text_columns(columns: IntermediateColumns, rules: Sequence[Rule]) -> list[str]:
    """Return the columns of text that are still there when the rules have run."""
    gone = {name for rule in rules for name in rule.takes()}
    return [
        field.name for field in columns.schema if _is_text(field.type) and field.name not in gone
    ]


def _is_text(kind: pa.DataType) -> bool:
    tests = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(test(kind) for test in tests)


def _page(names: Sequence[str], found: Spellings | None) -> SpellingsPage:
    methods = tuple(MethodInfo(name=name, title=title) for name, (title, _) in METHODS.items())
    clusters = list(found or ())
    return SpellingsPage(
        columns=tuple(names),
        methods=methods,
        column=None if found is None else found.column,
        distinct=0 if found is None else found.distinct,
        clusters=tuple(_cluster(one) for one in clusters[:MOST_CLUSTERS]),
        total=max(0, len(clusters) - MOST_CLUSTERS),
        notes=() if found is None else found.notes,
    )


def _cluster(cluster: Cluster) -> SpellingCluster:
    return SpellingCluster(
        target=cluster.target,
        methods=cluster.methods,
        spellings=tuple(
            SpellingInfo(value=one.value, rows=one.rows, methods=one.methods)
            for one in cluster.spellings[:MOST_VALUES]
        ),
        total=max(0, len(cluster.spellings) - MOST_VALUES),
    )
