"""The first schema, and the triggers that keep decisions and versions append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    text, string = sa.Text(), sa.String
    op.create_table(
        "project",
        sa.Column("id", string(36), primary_key=True),
        sa.Column("name", text, nullable=False),
        sa.Column("created", string(40), nullable=False),
    )
    op.create_table(
        "dataset",
        sa.Column("name", string(200), primary_key=True),
        sa.Column("key_column", text, nullable=False),
        sa.Column("label_column", text),
        sa.Column("author", text, nullable=False),
        sa.Column("created", string(40), nullable=False),
    )
    op.create_table(
        "version",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", string(64), nullable=False, unique=True),
        sa.Column("dataset", string(200), nullable=False),
        sa.Column("parent", string(64)),
        sa.Column("blob", string(64), nullable=False),
        sa.Column("recipe", text),
        sa.Column("source", text),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("columns", text, nullable=False),
        sa.Column("author", text, nullable=False),
        sa.Column("time", string(40), nullable=False),
    )
    op.create_index("ix_version_dataset", "version", ["dataset"])
    op.create_table(
        "issue",
        sa.Column("dataset", string(200), primary_key=True),
        sa.Column("id", string(64), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", string(64), nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("body", text, nullable=False),
    )
    _create_review_tables()
    for table in ("decision", "version"):
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}s are append-only'); END"
            )


def _create_review_tables() -> None:
    text, string = sa.Text(), sa.String
    op.create_table(
        "decision",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", string(64), nullable=False, unique=True),
        sa.Column("dataset", string(200), nullable=False),
        sa.Column("kind", string(16), nullable=False),
        sa.Column("item", string(200), nullable=False),
        sa.Column("target", text, nullable=False),
        sa.Column("verdict", string(16), nullable=False),
        sa.Column("choice", text),
        sa.Column("reviewer", string(200), nullable=False),
        sa.Column("queue", string(200)),
        sa.Column("comment", text, nullable=False),
        sa.Column("supersedes", string(64)),
        sa.Column("time", string(40), nullable=False),
        sa.UniqueConstraint("supersedes", name="one_successor"),
    )
    op.create_index("ix_decision_dataset", "decision", ["dataset"])
    op.create_index("decision_queue", "decision", ["queue", "item"])
    op.create_table(
        "reviewer",
        sa.Column("name", string(200), primary_key=True),
        sa.Column("token_hash", string(64), nullable=False, unique=True),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created", string(40), nullable=False),
    )
    op.create_table(
        "queue",
        sa.Column("name", string(200), primary_key=True),
        sa.Column("dataset", string(200), nullable=False),
        sa.Column("kind", string(16), nullable=False),
        sa.Column("guideline", text, nullable=False),
        sa.Column("options", text, nullable=False),
        sa.Column("overlap", sa.Integer, nullable=False),
        sa.Column("created", string(40), nullable=False),
    )
    op.create_table(
        "item",
        sa.Column("queue", string(200), primary_key=True),
        sa.Column("id", string(200), primary_key=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("body", text, nullable=False),
    )
    op.create_table(
        "claim",
        sa.Column("queue", string(200), primary_key=True),
        sa.Column("item", string(200), primary_key=True),
        sa.Column("reviewer", string(200), primary_key=True),
        sa.Column("expires", string(40), nullable=False),
    )
