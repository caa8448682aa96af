"""What was exported of a dataset, when, by whom and from which version."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from workbench.store import schema
from workbench.store.blobs import blob_path
from workbench.store.context import DatasetContext, ProjectContext
from workbench.store.database import fetched, reading, writing
from workbench.store.recipes import StoredRecipe, decision_keys, read_recipe, store_recipe
from workbench.types import Json, now

__all__ = ["export_recipe", "exports", "log_export", "stored_recipe"]


def log_export(
    context: DatasetContext, version: str, *, kind: str, target: Path, recipe: list[Json] | None
) -> None:
    """Note that something was exported; called when the export is whole.

    Parameters
    ----------
    kind : str
        ``module``, ``csv``, ``delta`` or ``dvc``.
    target : Path
        Where it was written; its last part alone is noted, so that the log holds on any machine.
    recipe : list of dict or None
        The rules that are in it or that made it.
    """
    with reading(context.engine) as connection:
        long = recipe is not None and any(len(rule.get("decisions", ())) > 1 for rule in recipe)
        keys = decision_keys(connection, context.dataset) if long else {}
    stored = store_recipe(context.folder, recipe, keys)
    with writing(context.engine) as connection:
        if stored.blob is not None and not blob_path(context.folder, stored.blob).exists():
            store_recipe(
                context.folder, recipe, keys
            )  # collected as garbage before the lock was ours
        row = schema.export.insert().values(
            dataset=context.dataset, version=version, kind=kind, folder=target.name,
            author=context.user, time=now().isoformat(), **stored.to_row(),
        )  # fmt: skip
        connection.execute(row)


def exports(engine: sa.Engine, dataset: str | None = None) -> list[Json]:
    """Return the exports of a dataset, or of all, oldest first.

    Each is a dict ``seq, dataset, version, kind, folder, recipe_digest, author, time``.
    """
    columns = [c for c in schema.export.c if c.name not in ("recipe", "recipe_blob")]
    query = sa.select(*columns).order_by(schema.export.c.seq)
    if dataset is not None:
        query = query.where(schema.export.c.dataset == dataset)
    return fetched(engine, query)


def stored_recipe(engine: sa.Engine, seq: int) -> StoredRecipe:
    """Return the recipe of an export as it is kept: its JSON, or the blob that holds it."""
    columns = schema.export.c
    query = sa.select(columns.recipe.label("text"), columns.recipe_blob.label("blob"))
    return StoredRecipe(**fetched(engine, query.where(columns.seq == seq))[0])


def export_recipe(project: ProjectContext, seq: int) -> list[Json] | None:
    """Return the rules of an export."""
    return read_recipe(project.folder, stored_recipe(project.engine, seq))
