"""A database is only read: one SELECT, in a transaction in which the database refuses to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from workbench.errors import InputError

if TYPE_CHECKING:
    import sqlalchemy

__all__ = ["check_statement", "read_only_url", "reading_connection"]

READS = frozenset({"select", "with", "values", "table", "from", "show", "explain"})
"""First words of statements that return rows."""

_TOKEN = re.compile(
    r"""(?P<space>\s+|\()|(?P<comment>--[^\n]*|/\*)|(?P<end>;)|(?P<word>\w+)"""
    r"""|(?P<dollar>\$(?:[A-Za-z_]\w*)?\$)|(?P<quote>["'`])|(?P<other>.)""",
    re.DOTALL,
)

_READ_ONLY = {
    "sqlite": "PRAGMA query_only=ON",
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    "mysql": "SET SESSION TRANSACTION READ ONLY",
    "mariadb": "SET SESSION TRANSACTION READ ONLY",
    "oracle": "SET TRANSACTION READ ONLY",
}
"""What makes a database refuse to write, by SQLAlchemy's name of its dialect."""

_UNDO = {
    "sqlite": "PRAGMA query_only=OFF",
    "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
    "mysql": "SET SESSION TRANSACTION READ WRITE",
    "mariadb": "SET SESSION TRANSACTION READ WRITE",
}
"""The same the other way, for a connection that goes back to its owner's pool."""


def check_statement(query: str, shown: str) -> None:
    """Refuse all but one statement that begins like one that reads.

    The database refuses to write by itself; this says so before anything is sent.  Time grows with
    the length of the text, whatever comments and brackets are in it.

    Raises
    ------
    InputError
        If it begins otherwise, or a second statement follows.
    """
    first = ""
    ended = False
    for kind, text in _tokens(query):
        if kind in ("space", "comment"):
            continue
        if ended:
            raise InputError(f"query {shown!r}: give one SELECT; a second statement is not run")
        if kind == "end":
            ended = True
        elif not first:
            first = text.lower()
            if first not in READS:
                break
    if first not in READS:
        raise InputError(f"query {shown!r}: give a SELECT; nothing else is run")


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    """Yield the kinds of the parts of a statement; what is quoted or a comment is one part."""
    place = 0
    while found := _TOKEN.match(query, place):
        kind, text, place = str(found.lastgroup), found[0], found.end()
        if text == "/*":
            place = _comment_end(query, place)
        elif kind in ("dollar", "quote"):
            end = query.find(text, place)
            place = len(query) if end < 0 else end + len(text)
        yield kind, text


_COMMENT_MARK = re.compile(r"/\*|\*/")


def _comment_end(query: str, place: int) -> int:
    """Return where a comment ends; those of PostgreSQL may hold others."""
    depth = 1
    while depth and (mark := _COMMENT_MARK.search(query, place)):
        depth += 1 if mark[0] == "/*" else -1
        place = mark.end()
    return len(query) if depth else place


def read_only_url(url: sqlalchemy.URL) -> sqlalchemy.URL:
    """Return the URL of a SQLite file as one that is opened to be read; others as they are."""
    if not url.drivername.startswith("sqlite") or url.database in (None, "", ":memory:"):
        return url
    name = str(url.database)
    if name.startswith("file:"):
        return url.update_query_dict({"mode": "ro", "uri": "true"})
    return url.set(database=f"file:{quote(name)}").update_query_dict({"mode": "ro", "uri": "true"})


@contextmanager
def reading_connection(engine: sqlalchemy.Engine, where: str) -> Iterator[sqlalchemy.Connection]:
    """Open a connection on which the database refuses to write; what was done is rolled back.

    Raises
    ------
    InputError
        If the database has no such transaction.
    """
    dialect = engine.dialect.name
    if dialect not in _READ_ONLY:
        raise InputError(
            f"{where}: {dialect} has no read-only transaction, and a source is only read",
            "read it with pandas.read_sql and give the frame, or export a file",
        )
    with engine.connect() as connection:
        connection.exec_driver_sql(_READ_ONLY[dialect])
        if dialect not in ("sqlite", "oracle"):
            connection.commit()  # holds from the next transaction on
        try:
            yield connection
        finally:
            connection.rollback()
            if dialect in _UNDO:
                connection.exec_driver_sql(_UNDO[dialect])
                connection.commit()
