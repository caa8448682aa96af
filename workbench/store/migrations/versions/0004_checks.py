"""Which checks have run on which version: without issues, nobody could tell."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table; checks that found something have run."""
    op.create_table(
        "check_run",
        sa.Column("dataset", sa.String(200), primary_key=True),
        sa.Column("kind", sa.String(200), primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("time", sa.String(40), nullable=False),
    )
    op.execute(
        "INSERT INTO check_run (dataset, kind, version, time) "
        "SELECT dataset, kind, max(version), '' FROM issue "
        "WHERE kind <> 'selection' AND length(kind) <= 200 GROUP BY dataset, kind"
    )
