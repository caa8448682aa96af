"""What comes of a recipe: a version of the dataset, or a module in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa

from workbench.lexicon.plurals import counted
from workbench.profile import profile
from workbench.profile.column_profile import ColumnProfile
from workbench.rules import Recipe
from workbench.rules.execution import Applied
from workbench.rules.expectations import expectations_of
from workbench.store import blobs, exports, versions
from workbench.store.context import DatasetContext
from workbench.tables import ROW_KEY, read_table
from workbench.types import DatasetVersion

__all__ = ["left_out_note", "make_version", "write_module"]


def make_version(context: DatasetContext, recipe: Recipe) -> tuple[DatasetVersion, Applied]:
    """Run `recipe` on the newest source of a dataset and store the result as a version.

    Returns
    -------
    tuple
        The version, and what the recipe left alone or could not read on the way.
    """
    source = versions.latest_source(context.engine, context.dataset)
    # The rows of that very source: another may have added a newer one since.
    applied = recipe.apply(_rows(context, source))
    rules = [rule.to_dict() for rule in recipe]
    made = versions.add_version(context, applied.table, parent=source.id, recipe=rules)
    return made, applied


def write_module(
    context: DatasetContext,
    recipe: Recipe,
    target: str | Path,
    *,
    real_rows: bool = True,
    also: Sequence[str] = (),
) -> tuple[Path, str | None]:
    """Write `recipe` as a tested module into the folder `target`, and log the export.

    Parameters
    ----------
    context : DatasetContext
        The dataset, and in whose name it is exported.
    recipe : Recipe
        The rules.
    target : path
        The folder.
    real_rows : bool
        Make the module's tests of rows of the table.
    also : sequence of {"airflow", "pandera"}
        Further files.

    Returns
    -------
    tuple
        The module's folder, and what had to be left out of it, if anything.
    """
    name = context.dataset
    source = versions.latest_source(context.engine, name)
    key_column = str(versions.dataset(context.engine, name)["key_column"])
    origin = source.source or {}
    header = [
        f"Source: {Path(str(origin.get('uri', ''))).name}, {counted(source.rows, 'row')}, "
        f"sha256 {str(origin.get('fingerprint', ''))[:16]}; rows are named by {key_column!r}.",
    ]
    portable, left_out = recipe.portable()
    note = left_out_note(len(left_out))
    table = _rows(context, source)
    cleaned = portable.run(table)
    key = key_column if key_column in cleaned.column_names else None
    seen = profile(cleaned)
    path = portable.export(
        target,
        examples=table if real_rows else None,
        name=name,
        file=f"{name}.csv",
        header=[*header, *([note] if note else [])],
        reference=seen.reference(private=not real_rows),
        expectations=expectations_of(
            cleaned, key=key, private=not real_rows, growing=_growing(seen.columns)
        ),
        also=also,
    )
    _log(context, path, portable, source)
    return path, note


def _growing(columns: Iterable[ColumnProfile]) -> list[str]:
    """Return the columns whose numbers go on from table to table: identifiers and years."""
    return [one.name for one in columns if one.meaning and one.meaning.type in ("id", "year")]


def _rows(context: DatasetContext, source: DatasetVersion) -> pa.Table:
    return read_table(blobs.read_blob(context.folder, source.blob)).to_arrow()


def left_out_note(count: int) -> str | None:
    """Say that `count` rules cannot leave the workbench; None where all can."""
    if not count:
        return None
    left_out = "1 rule is left out" if count == 1 else f"{count} rules are left out"
    return (
        f"{left_out}, because rows are named by {ROW_KEY!r}, a column that only the workbench "
        "makes. To export all rules, add the table with key='column'."
    )


def _log(context: DatasetContext, target: Path, recipe: Recipe, source: DatasetVersion) -> None:
    """Note the export, with the newest version that the same rules made, if there is one."""
    fitting = [
        one.id
        for one in versions.records(context.engine, context.dataset)
        if (one.recipe_digest, one.parent) == (recipe.digest, source.id)
    ]
    exports.log_export(
        context,
        fitting[-1] if fitting else source.id,
        kind="module",
        target=target.absolute(),
        recipe=[rule.to_dict() for rule in recipe],
    )
