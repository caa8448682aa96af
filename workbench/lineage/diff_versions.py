"""Compare two versions of a dataset: rows, columns, cells, and the rules that did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from workbench.errors import StoreError
from workbench.lineage.attribution import Behind, RunSteps, attribute
from workbench.lineage.diff_result import ColumnChange, RuleEffect, VersionDiff
from workbench.lineage.row_diff import Compared, compare_files
from workbench.store import decisions, versions
from workbench.store.blobs import check_blob
from workbench.store.recipes import read_recipe
from workbench.store.records import VersionRecord
from workbench.tables.relation import interruptible
from workbench.types import Json

__all__ = ["MakeSteps", "diff_versions", "recipe_between"]

MakeSteps = Any
"""Takes a recipe as JSON and returns what runs it rule by rule (`RunSteps`)."""


def recipe_between(
    engine: sa.Engine, folder: Path, old: VersionRecord, new: VersionRecord
) -> list[Json] | None:
    """Return the recipe that made `new` of `old`; None where it is not one recipe alone."""
    if new.restores is not None:
        new = versions.record(engine, new.restores)
    made_from = {old.id, old.restores} - {None}
    parent = None if new.parent is None else versions.record(engine, new.parent)
    if new.source is not None or parent is None:
        return None
    if parent.id not in made_from and parent.restores not in made_from:
        return None
    return read_recipe(folder, *versions.stored_recipe(engine, new))


def diff_versions(
    engine: sa.Engine,
    folder: Path,
    old: VersionRecord,
    new: VersionRecord,
    *,
    key: str,
    make_steps: MakeSteps,
    renamed: Mapping[str, str] | None = None,
) -> VersionDiff:
    """Compare two versions by key, cell by cell, out of core.

    Parameters
    ----------
    engine, folder
        The project.
    old, new : VersionRecord
        The versions.
    key : str
        The column that names rows in both.
    make_steps : callable
        Of a recipe (JSON) makes what runs it on some rows, rule by rule.
    renamed : mapping, optional
        Old column names to new ones; found out by default.

    Raises
    ------
    MissingColumnError, InputError
        If the key is no column of both, or does not name each row once.
    StoreError
        If a file is missing or damaged.
    """
    paths = (old.id, check_blob(folder, old.blob)), (new.id, check_blob(folder, new.blob))
    recipe = recipe_between(engine, folder, old, new)
    with _told(old, new):
        compared = compare_files(*paths, key=key, renamed=renamed)
        if recipe is not None:
            steps: RunSteps = make_steps(recipe)
            attribute(compared, key, recipe, steps)

    @cache
    def behind() -> Behind:
        ids = (d for rule in recipe or () for d in rule.get("decisions", ()))
        return Behind(recipe or [], decisions.by_ids(engine, ids))

    with _told(old, new):
        cells = _cells_by_pair(compared)
    return VersionDiff(
        new.dataset, key, old.id, new.id, compared.rows, sum(cells.values()),
        _columns(compared, cells), None if recipe is None else _rules(compared, recipe),
        compared, behind, recipe or [],
    )  # fmt: skip


@contextmanager
def _told(old: VersionRecord, new: VersionRecord) -> Iterator[None]:
    """Say in words that memory or space for working files ran out; let an interruption be one."""
    import duckdb

    try:
        with interruptible():
            yield
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        raise StoreError(
            f"versions {old.id} and {new.id} cannot be compared "
            f"({str(error).splitlines()[0]}); free some memory or space for temporary files"
        ) from error


def _cells_by_pair(compared: Compared) -> dict[int, int]:
    found = compared.connection.execute(
        f"SELECT pair, count(*) FROM ({compared.cells()}) GROUP BY pair"
    ).fetchall()
    return {int(pair): int(count) for pair, count in found}


def _columns(compared: Compared, cells: Mapping[int, int]) -> tuple[ColumnChange, ...]:
    told = []
    for i, pair in enumerate(compared.pairs):
        count = cells.get(i, 0)
        if pair.old != pair.new:
            told.append(ColumnChange(pair.new, "renamed", pair.old, count))
        elif pair.old_type != pair.new_type:
            told.append(ColumnChange(pair.new, "retyped", pair.old_type, count))
        else:
            told.append(ColumnChange(pair.new, "same", None, count))
    told += [ColumnChange(name, "added", None, 0) for name in compared.added_columns]
    told += [ColumnChange(name, "removed", None, 0) for name in compared.removed_columns]
    return tuple(told)


def _rules(compared: Compared, recipe: list[Json]) -> tuple[RuleEffect, ...]:
    sql = (
        f"SELECT r.rule, count(*) FROM ({compared.cells()}) c JOIN by_rule r "
        "ON r.key = c.key::VARCHAR AND r.pair = c.pair GROUP BY 1"
    )
    cells = dict(compared.connection.execute(sql).fetchall())
    sql = (
        "SELECT r.rule, count(*) FROM differing d JOIN by_rule r ON r.key = d.key::VARCHAR "
        "AND r.pair = -1 WHERE d.change = 'removed' GROUP BY 1"
    )
    dropped = dict(compared.connection.execute(sql).fetchall())
    return tuple(
        RuleEffect(
            number, str(rule["kind"]), rule.get("why", ""), rule.get("author", ""),
            cells.get(number, 0), dropped.get(number, 0), len(rule.get("decisions", ())),
        )
        for number, rule in enumerate(recipe, 1)
    )  # fmt: skip
