"""Open a project's database: SQLite in a folder, migrated to the newest schema.

The database is the single point of commit.  It runs in write-ahead mode with
``synchronous=FULL``: what a transaction acknowledged survives a killed process
and a power cut.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy import exc

from workbench.errors import InputError, NotFoundError, StoreError
from workbench.store import schema
from workbench.tables.scratch import scratch_folder
from workbench.types import Json, new_id, now

__all__ = [
    "DATABASE_NAME",
    "connect",
    "create",
    "fetched",
    "fetched_values",
    "folder_of",
    "is_project",
    "open_existing",
    "reading",
    "writing",
]

DATABASE_NAME = "workbench.db"
BUSY_SECONDS = 10
PROBLEMS = (
    (
        ("locked", "busy"),
        f"another process has held the database for over {BUSY_SECONDS} s; "
        "nothing was written; try again when it has finished",
    ),
    (
        ("readonly", "read-only"),
        "the project is read-only; nothing was written; "
        "make the folder and its files writable, or copy the project",
    ),
    (
        ("not a database", "malformed"),
        "{name} is not a readable database; restore it from a backup "
        "(the Parquet files in blobs/ are untouched)",
    ),
    (("full",), "the disk is full; nothing was written; free some space and try again"),
    (("unable to open",), "{name} cannot be opened; check the permissions of the folder"),
)
"""Words of SQLite's messages, and what they mean for the user."""


def is_project(folder: Path) -> bool:
    """Tell whether `folder` holds a workbench project."""
    return (folder / DATABASE_NAME).is_file()


def create(folder: Path) -> sa.Engine:
    """Make a project in `folder`, or open the one that is there.

    Raises
    ------
    StoreError
        If the folder cannot be written, is a file, or holds a damaged database.
    """
    if "://" in str(folder) or ":/" in str(folder)[1:]:
        raise InputError(f"project {folder}: only local folders can be opened so far")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise StoreError(
            f"project {folder}: this path, or a part of it, is a file; choose a folder"
        ) from error
    except OSError as error:
        raise StoreError(
            f"project {folder}: the folder cannot be created ({error.strerror}); "
            "choose a folder that you may write to"
        ) from error
    if not is_project(folder) and not os.access(folder, os.W_OK):
        raise StoreError(
            f"project {folder}: the folder is read-only; choose one that you may write to"
        )
    engine = connect(folder)
    query = sa.select(schema.project.c.id)
    if not fetched(engine, query):
        with writing(engine) as connection:
            if connection.execute(query).first() is None:
                made = {"id": new_id(), "name": folder.resolve().name, "created": now().isoformat()}
                connection.execute(schema.project.insert().values(**made))
    return engine


def open_existing(folder: Path) -> sa.Engine:
    """Open the project in `folder`; never makes one.

    Raises
    ------
    NotFoundError
        If the folder holds no project.
    """
    if not is_project(folder):
        raise NotFoundError(
            f"project {folder}: there is no workbench project here "
            f"(no {DATABASE_NAME}); create one with workbench.open_project({str(folder)!r})"
        )
    return connect(folder)


def connect(folder: Path) -> sa.Engine:
    """Return an engine on the project's SQLite file, migrated to the newest schema."""
    path = (folder / DATABASE_NAME).resolve()
    if path.exists() and not (os.access(path, os.W_OK) and os.access(folder, os.W_OK)):
        return _connect_read_only(path)
    engine = _engine(str(path), folder)
    from workbench.store.migrate import upgrade

    with _translated(path):
        _when_free(lambda: upgrade(engine, path))
    return engine


def _when_free(run: Callable[[], None]) -> None:
    """Run, and again where the database is locked: SQLite does not wait to change its journal."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            return run()
        except exc.OperationalError as error:
            if "locked" not in str(error.orig) or time.monotonic() > until:
                raise
        time.sleep(0.05)


def _engine(database: str, folder: Path, **query: str) -> sa.Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=database, query=query),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        poolclass=sa.pool.NullPool,
        execution_options={"workbench_folder": str(folder)},
    )
    sa.event.listen(engine, "connect", _configure)
    return engine


def _read_only(path: Path, folder: Path, **query: str) -> sa.Engine:
    return _engine(f"file:{quote(str(path))}", folder, mode="ro", uri="true", **query)


def _connect_read_only(path: Path) -> sa.Engine:
    """Open a project that cannot be written, on a read-only disk too.

    SQLite reads the file as it lies.  Where a writer died, and its last transactions are in the
    log beside it, or where the schema is older, a copy of the database is read: bringing it up
    to date needs a place to write.
    """
    from workbench.store.migrate import HEAD, check_known, current_revision, upgrade

    logged = Path(f"{path}-wal")
    # With a log beside it the file alone may be half of a state: it must not be read at all.
    if not (logged.exists() and logged.stat().st_size):
        engine = _read_only(path, path.parent, immutable="1")
        with _translated(path):
            revision = current_revision(engine)
        check_known(revision, path)
        if revision == HEAD:
            return engine
        engine.dispose()
    copy_folder = scratch_folder("upgrade")
    for file in (path, logged):
        if file.exists():
            shutil.copyfile(file, copy_folder / file.name)
    copy = copy_folder / path.name
    with _translated(path):
        writable = _engine(str(copy), path.parent)
        upgrade(writable, path)
        writable.dispose()
    engine = _read_only(copy, path.parent)
    weakref.finalize(engine, shutil.rmtree, copy_folder, ignore_errors=True)
    return engine


def _configure(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's BEGIN is ours to send: see `writing`
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except exc.IntegrityError:
        raise
    except (exc.DatabaseError, sqlite3.Error) as error:
        message = str(getattr(error, "orig", error))
        texts = (text for words, text in PROBLEMS if any(word in message for word in words))
        text = next(texts, "the database reported an error ({message}); nothing was written")
        raise StoreError(
            f"project {path.parent}: {text.format(name=path.name, message=message)}"
        ) from error


def folder_of(engine: sa.Engine) -> Path:
    """Return the project's folder, where the blobs lie beside the database."""
    folder = engine.get_execution_options().get("workbench_folder")
    return Path(folder) if folder is not None else Path(engine.url.database or "").parent


def reading(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """Give a connection that sees one consistent state."""
    return _transaction(engine, "BEGIN", "ROLLBACK")


def writing(engine: sa.Engine) -> AbstractContextManager[sa.Connection]:
    """Give a connection that holds the write lock from the start, and commit at the end.

    ``BEGIN IMMEDIATE`` takes the lock before the first read, so that what is
    read inside the block is still true when it is written.
    """
    return _transaction(engine, "BEGIN IMMEDIATE", "COMMIT")


@contextmanager
def _transaction(engine: sa.Engine, begin: str, end: str) -> Iterator[sa.Connection]:
    with _translated(folder_of(engine) / DATABASE_NAME), engine.connect() as connection:
        connection.exec_driver_sql(begin)
        try:
            yield connection
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql(end)


def fetched(engine: sa.Engine, query: sa.Select[Any]) -> list[Json]:
    """Return the rows of a query."""
    with reading(engine) as connection:
        return [dict(row) for row in connection.execute(query).mappings()]


def fetched_values(engine: sa.Engine, query: sa.Select[Any]) -> list[Any]:
    """Return the first column of a query."""
    with reading(engine) as connection:
        return list(connection.execute(query).scalars())
