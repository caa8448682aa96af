"""Adjudication, clusters of values and images in review queues; how users left their views."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns; what is there already are plain votes in plain queues."""
    _extend_review()
    _add_views()


def _extend_review() -> None:
    op.add_column("decision", sa.Column("excluded", sa.Text()))
    op.add_column("decision", sa.Column("role", sa.String(16)))
    op.add_column("queue", sa.Column("adjudicates", sa.String(200)))
    op.add_column("queue", sa.Column("media_root", sa.Text()))


def _add_views() -> None:
    op.create_table(
        "view_state",
        sa.Column("dataset", sa.String(200), primary_key=True),
        sa.Column("user", sa.String(200), primary_key=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
    )
