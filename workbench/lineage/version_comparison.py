"""Compare two versions of a dataset: rows, columns, cells, and the rules that did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

import duckdb

from workbench.errors import StoreError
from workbench.lineage.attribution import CellDecisions, attribute
from workbench.lineage.file_comparison import FileComparison, compare_files
from workbench.lineage.version_diff import ColumnChange, RuleEffect, VersionDiff
from workbench.rules.kinds import Rule, parse_rule
from workbench.store import datasets, decisions, versions
from workbench.store.blobs import check_blob
from workbench.store.context import ProjectContext
from workbench.store.recipes import read_recipe
from workbench.store.records import VersionRecord
from workbench.tables.relation import interruptible

__all__ = ["compare_versions", "recipe_between"]


def recipe_between(
    project: ProjectContext, old: VersionRecord, new: VersionRecord
) -> list[Rule] | None:
    """Return the recipe that made `new` of `old`; None where it is not one recipe alone."""
    if new.restores is not None:
        new = versions.record(project.engine, new.restores)
    made_from = {old.id, old.restores} - {None}
    parent = None if new.parent is None else versions.record(project.engine, new.parent)
    if new.source is not None or parent is None:
        return None
    if parent.id not in made_from and parent.restores not in made_from:
        return None
    rules = read_recipe(project.folder, versions.stored_recipe(project.engine, new))
    return None if rules is None else [parse_rule(rule) for rule in rules]


def compare_versions(
    project: ProjectContext,
    old: VersionRecord,
    new: VersionRecord,
    *,
    key: str | None = None,
    renamed: Mapping[str, str] | None = None,
) -> VersionDiff:
    """Compare two versions by key, cell by cell, out of core.

    Parameters
    ----------
    project : ProjectContext
        The project.
    old, new : VersionRecord
        The versions.
    key : str, optional
        The column that names rows in both; that of the dataset by default.
    renamed : mapping, optional
        Old column names to new ones; detected by default.

    Raises
    ------
    MissingColumnError, InputError
        If the key is not a column of both, or does not name each row once.
    StoreError
        If a file is missing or damaged.
    """
    if key is None:
        key = str(datasets.dataset(project.engine, new.dataset)["key_column"])
    files = [(one.id, check_blob(project.folder, one.blob)) for one in (old, new)]
    recipe = recipe_between(project, old, new)
    rules = recipe or []
    with _explained(old, new):
        comparison = compare_files(*files, key=key, renamed=renamed)
        if recipe is not None:
            attribute(comparison, key, recipe)

    @cache
    def decisions_of_cells() -> CellDecisions:
        ids = (one for rule in rules for one in rule.decisions)
        return CellDecisions(rules, decisions.by_ids(project.engine, ids))

    with _explained(old, new):
        cells = _counted(
            comparison, f"SELECT pair, count(*) FROM ({comparison.cells()}) GROUP BY 1"
        )
    return VersionDiff(
        new.dataset, key, old.id, new.id, comparison.rows, sum(cells.values()),
        _columns(comparison, cells), None if recipe is None else _rules(comparison, recipe),
        comparison, decisions_of_cells, rules,
    )  # fmt: skip


@contextmanager
def _explained(old: VersionRecord, new: VersionRecord) -> Iterator[None]:
    """Explain an error where memory or space for temporary files ran out; allow interruption."""
    try:
        with interruptible():
            yield
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        raise StoreError(
            f"versions {old.id} and {new.id} cannot be compared "
            f"({str(error).splitlines()[0]}); free some memory or space for temporary files"
        ) from error


def _counted(comparison: FileComparison, sql: str) -> dict[int, int]:
    return dict(comparison.connection.execute(sql).fetchall())


def _columns(comparison: FileComparison, cells: Mapping[int, int]) -> tuple[ColumnChange, ...]:
    changes = []
    for i, pair in enumerate(comparison.pairs):
        status: tuple[str, str | None] = ("same", None)
        if pair.old != pair.new:
            status = ("renamed", pair.old)
        elif pair.old_type != pair.new_type:
            status = ("retyped", pair.old_type)
        changes.append(ColumnChange(pair.new, *status, cells.get(i, 0)))
    return (
        *changes,
        *(ColumnChange(name, "added", None, 0) for name in comparison.added_columns),
        *(ColumnChange(name, "removed", None, 0) for name in comparison.removed_columns),
    )


def _rules(comparison: FileComparison, rules: list[Rule]) -> tuple[RuleEffect, ...]:
    cells = _counted(
        comparison,
        f"SELECT r.rule, count(*) FROM ({comparison.cells()}) c JOIN by_rule r "
        "ON r.key = c.key::VARCHAR AND r.pair = c.pair GROUP BY 1",
    )
    dropped = _counted(
        comparison,
        "SELECT r.rule, count(*) FROM differing d JOIN by_rule r ON r.key = d.key::VARCHAR "
        "AND r.pair = -1 WHERE d.change = 'removed' GROUP BY 1",
    )
    return tuple(
        RuleEffect(
            number, rule.kind, rule.why, rule.author,
            cells.get(number, 0), dropped.get(number, 0), len(rule.decisions),
        )
        for number, rule in enumerate(rules, 1)
    )  # fmt: skip
