"""Recipes in blobs of their own, restored versions, tags, and a log of exports."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and tables, and name the recipes that are there by their digest."""
    text, string = sa.Text(), sa.String
    for name in ("recipe_digest", "recipe_blob", "restores"):
        op.add_column("version", sa.Column(name, string(64)))
    op.create_table(
        "tag",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dataset", string(200), nullable=False),
        sa.Column("name", string(80), nullable=False),
        sa.Column("version", string(64)),
        sa.Column("author", text, nullable=False),
        sa.Column("time", string(40), nullable=False),
    )
    op.create_index("tag_name", "tag", ["dataset", "name"])
    op.create_table(
        "export",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("dataset", string(200), nullable=False),
        sa.Column("version", string(64), nullable=False),
        sa.Column("kind", string(16), nullable=False),
        sa.Column("folder", text, nullable=False),
        sa.Column("recipe", text),
        sa.Column("recipe_digest", string(64)),
        sa.Column("recipe_blob", string(64)),
        sa.Column("author", text, nullable=False),
        sa.Column("time", string(40), nullable=False),
    )
    op.create_index("ix_export_dataset", "export", ["dataset"])
    _name_recipes()
    for table in ("tag", "export"):
        for verb in ("UPDATE", "DELETE"):
            _guard(table, verb)


def _guard(table: str, verb: str) -> None:
    op.execute(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table}s are append-only'); END"
    )


def _name_recipes() -> None:
    bind = op.get_bind()
    op.execute("DROP TRIGGER version_no_update")
    known = bind.exec_driver_sql("SELECT seq, recipe FROM version WHERE recipe IS NOT NULL")
    for seq, recipe in known.all():
        rules = [
            {n: v for n, v in rule.items() if n not in ("why", "author", "decisions")}
            for rule in json.loads(recipe)
        ]
        text = json.dumps(rules, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        name = hashlib.sha256(text.encode()).hexdigest()[:16]
        bind.exec_driver_sql("UPDATE version SET recipe_digest=? WHERE seq=?", (name, seq))
    _guard("version", "UPDATE")
