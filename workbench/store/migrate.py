"""Bring a project's database to the newest schema, each step in one transaction.

Opening an up-to-date project must be quick, so Alembic is loaded only where a
migration is due.
"""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from workbench.errors import StoreError

__all__ = ["HEAD", "check_known", "current_revision", "upgrade"]

HEAD = "0005"
KNOWN = ("0001", "0002", "0003", "0004", HEAD)
MIGRATIONS = Path(__file__).parent / "migrations"


def current_revision(engine: sa.Engine) -> str | None:
    """Return the schema revision that the database is at; None for a new one."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
        return None if row is None else str(row[0])


def check_known(revision: str | None, path: Path) -> None:
    """Raise StoreError where a newer workbench has written the project at `path`."""
    if revision is not None and revision not in KNOWN:
        raise StoreError(
            f"project {path.parent}: it was written by a newer workbench (schema {revision}, "
            f"this one knows {HEAD}); upgrade with: pip install --upgrade dq-workbench"
        )


def upgrade(engine: sa.Engine, path: Path, *, to: str = HEAD) -> None:
    """Migrate the database of the project at `path` to the revision `to`.

    Raises
    ------
    StoreError
        If a newer workbench has written the project.
    """
    revision = current_revision(engine)
    if revision == to:
        return
    check_known(revision, path)
    from alembic import command
    from alembic.config import Config

    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, to)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
