"""Annotations: answers, versions of guidelines, what may be said, items shown again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add columns and table; guidelines that queues have are their first versions."""
    op.add_column("decision", sa.Column("answer", sa.Text()))
    op.add_column("decision", sa.Column("guideline", sa.Integer()))
    op.add_column("queue", sa.Column("labelling", sa.Text()))
    op.add_column("queue", sa.Column("follows", sa.String(200)))
    op.add_column("item", sa.Column("repeats", sa.String(200)))
    op.create_table(
        "guideline",
        sa.Column("queue", sa.String(200), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
    )
    op.execute(
        "INSERT INTO guideline (queue, version, text, why, author, time) "
        "SELECT name, 1, guideline, '', '', created FROM queue WHERE trim(guideline) <> ''"
    )
