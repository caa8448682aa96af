"""What comes of a recipe: a version of the dataset, or a module in a folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from workbench.rules import Recipe
from workbench.rules.recipe import Applied
from workbench.store import blobs, exports, versions
from workbench.tables import ROW_KEY, read_table
from workbench.types import DatasetVersion

__all__ = ["Made", "Written", "left_out_note", "make_version", "write_module"]


@dataclass(frozen=True)
class Made:
    """A version, and what the recipe left alone or could not read on the way."""

    version: DatasetVersion
    applied: Applied


@dataclass(frozen=True)
class Written:
    """A module's folder, and what had to be left out of it, if anything."""

    folder: Path
    note: str | None


def make_version(
    engine: sa.Engine, folder: Path, dataset: str, recipe: Recipe, *, author: str
) -> Made:
    """Run `recipe` on the newest source of `dataset` and store the result as a version."""
    source = versions.latest_source(engine, dataset)
    # The rows of that very source: another may have added a newer one since.
    applied = recipe.apply(read_table(blobs.read_blob(folder, source.blob)).to_arrow())
    made = versions.add_version(
        engine,
        folder,
        dataset,
        applied.table,
        parent=source.id,
        recipe=[rule.to_dict() for rule in recipe],
        author=author,
    )
    return Made(made, applied)


def write_module(
    engine: sa.Engine,
    folder: Path,
    dataset: str,
    recipe: Recipe,
    target: str | Path,
    *,
    author: str,
    real_rows: bool = True,
    also: Sequence[str] = (),
) -> Written:
    """Write `recipe` as a tested module into the folder `target`, and log the export.

    Parameters
    ----------
    real_rows : bool
        Make the module's tests of rows of the table.
    also : sequence of {"airflow", "pandera"}
        Further files.
    """
    from workbench.profile import profile
    from workbench.rules.expectations import expectations_of

    source = versions.latest_source(engine, dataset)
    key_column = str(versions.dataset(engine, dataset)["key_column"])
    origin = source.source or {}
    header = [
        f"Source: {Path(str(origin.get('uri', ''))).name}, {source.rows:,} rows, "
        f"sha256 {str(origin.get('fingerprint', ''))[:16]}; rows are named by {key_column!r}.",
    ]
    portable, left_out = recipe.portable()
    note = left_out_note(len(left_out))
    table = read_table(blobs.read_blob(folder, source.blob)).to_arrow()
    cleaned = portable.run(table)
    key = key_column if key_column in cleaned.column_names else None
    path = portable.export(
        target,
        examples=table if real_rows else None,
        name=dataset,
        file=f"{dataset}.csv",
        header=[*header, *([note] if note else [])],
        reference=profile(cleaned).reference(private=not real_rows),
        expectations=expectations_of(cleaned, key=key, private=not real_rows),
        also=also,
    )
    _log(engine, folder, dataset, path, portable, source, author)
    return Written(path, note)


def left_out_note(count: int) -> str | None:
    """Say that `count` rules cannot leave the workbench; None where all can."""
    if not count:
        return None
    return (
        f"{count} rules are left out: they name rows by {ROW_KEY!r}, which only the workbench "
        "makes. Add the table with key='column' to have them."
    )


def _log(
    engine: sa.Engine,
    folder: Path,
    dataset: str,
    target: Path,
    recipe: Recipe,
    source: DatasetVersion,
    author: str,
) -> None:
    """Note the export, with the newest version that the same rules made, if there is one."""
    fitting = [
        one.id
        for one in versions.records(engine, dataset)
        if (one.recipe_digest, one.parent) == (recipe.digest, source.id)
    ]
    exports.log_export(
        engine,
        folder,
        dataset,
        fitting[-1] if fitting else source.id,
        kind="module",
        target=target.absolute(),
        recipe=[rule.to_dict() for rule in recipe],
        author=author,
    )
