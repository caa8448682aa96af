"""Read the result of a query on any database that SQLAlchemy reaches."""

from __future__ import annotations

import datetime
import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.errors import InputError
from workbench.tables.engine import new_connection
from workbench.tables.held import load_arrow
from workbench.tables.mixed import Column, column_of, kinds_of
from workbench.tables.names import distinct_names
from workbench.tables.objects import arrow_digest
from workbench.tables.redact import redacted, without_secrets
from workbench.tables.relation import Relation
from workbench.tables.sql_reading import check_statement, read_only_url, reading_connection
from workbench.types import Json, Source

if TYPE_CHECKING:
    import pyarrow as pa
    import sqlalchemy

__all__ = ["read_query"]

BATCH = 20_000


def read_query(url: Any, query: str) -> Relation:
    """Run one query and return its rows.

    Parameters
    ----------
    url : str, sqlalchemy.URL or sqlalchemy.Engine
        As SQLAlchemy writes it: ``sqlite:///shop.db``, ``postgresql://host/shop``.  User name,
        password and options in it are used to connect and never stored, printed or shown.
    query : str
        A SELECT.  It runs in a read-only transaction of SQLite, PostgreSQL, MySQL or Oracle, which
        is rolled back.

    Raises
    ------
    InputError
        If the URL is no database's, its driver is missing, the database has no read-only
        transaction, or the query fails; one sentence.
    """
    from sqlalchemy.exc import SQLAlchemyError

    check_statement(query, _short(query))
    engine, address = _engine(url)
    name = redacted(address)
    where = f"{name}, query {_short(query)!r}"
    try:
        with reading_connection(engine, name) as connection:
            streamed = {"stream_results": True}
            result = connection.exec_driver_sql(query, execution_options=streamed)
            if not result.returns_rows:
                raise InputError(f"{where}: this query returns no rows; give a SELECT")
            names = distinct_names(result.keys(), where)
            table, notes = _table(names.listed, iter(lambda: result.fetchmany(BATCH), []))
    except (SQLAlchemyError, UnicodeDecodeError, ValueError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(_explain(where, error, address)) from None
    finally:
        if engine is not url:
            engine.dispose()
    loaded = new_connection()
    load_arrow(loaded, table)
    options: Json = {"query": without_secrets(query, address), **names.note}
    if notes:
        options["notes"] = notes
    return Relation(loaded, Source(name, "sql", arrow_digest(table), options))


def _engine(url: Any) -> tuple[sqlalchemy.Engine, sqlalchemy.URL]:
    """Return an engine, and the URL to show, which tells the place as the user did."""
    import sqlalchemy as sa
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    if isinstance(url, sa.Engine):
        return url, url.url
    try:
        made = sa.make_url(url)
        if made.drivername in ("postgresql", "postgres"):
            made = made.set(drivername="postgresql+psycopg")
        if made.drivername.startswith("sqlite") and made.database not in (None, "", ":memory:"):
            _check_sqlite(made)
        return sa.create_engine(read_only_url(made), poolclass=sa.pool.NullPool), made
    except (ArgumentError, NoSuchModuleError, ValueError, TypeError, AttributeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            "query needs the URL of a database, for example sqlite:///shop.db or "
            "postgresql://host/shop; this is not one"
        ) from None
    except ImportError as error:
        missing = getattr(error, "name", None) or "of this database"
        raise InputError(
            f"{redacted(made)}: the driver {missing} is not installed; for PostgreSQL: "
            "pip install 'dq-workbench[postgres]'"
        ) from None


def _check_sqlite(url: sqlalchemy.URL) -> None:
    """SQLite makes a file that is not there; a reader must not."""
    from pathlib import Path

    if not str(url.database).startswith("file:") and not Path(str(url.database)).exists():
        raise InputError(f"sqlite:///{url.database}: there is no such file; check the path")


def _table(names: list[str], batches: Iterator[Sequence[Any]]) -> tuple[pa.Table, dict[str, str]]:
    """Make one Arrow table of the rows, and notes on columns of several types."""
    import pyarrow as pa

    parts: list[list[_Part]] = [[] for _ in names]
    for rows in batches:
        for part, values in zip(parts, zip(*rows, strict=True), strict=True):
            part.append(_part([_plain(value) for value in values]))
    columns = [_joined(chunks) for chunks in parts]
    notes = {name: note for name, (_, note) in zip(names, columns, strict=True) if note}
    return pa.table([column for column, _ in columns], names=names), notes


@dataclass(frozen=True)
class _Part:
    """A batch of a column: its kinds of values, and these as Arrow, or as objects where mixed."""

    kinds: frozenset[str]
    array: Any
    note: str
    objects: list[Any] | None

    def values(self) -> list[Any]:
        return self.array.to_pylist() if self.objects is None else self.objects


def _part(values: list[Any]) -> _Part:
    """Return a batch, as objects only where the others may change its meaning: these are large."""
    array, note = column_of(values)
    kinds = kinds_of(values)
    return _Part(kinds, array, note, values if len(kinds) > 1 or note else None)


def _joined(parts: list[_Part]) -> Column:
    """Join the batches of a column by the one rule for mixed objects, over all of its values."""
    import pyarrow as pa

    present = [part for part in parts if part.kinds]
    types = {part.array.type for part in present}
    if len(types) == 1 and len({part.kinds for part in present}) == 1:
        chunks = [
            part.array if part.kinds else part.array.cast(types.copy().pop()) for part in parts
        ]
        return pa.chunked_array(chunks), next(iter(part.note for part in present))
    return column_of([value for part in parts for value in part.values()])


def _plain(value: Any) -> Any:
    """Return what a driver gave without what is the driver's own way of saying it."""
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return value.astimezone(datetime.UTC)
    return value


def _short(query: str) -> str:
    text = " ".join(query.split())
    return text if len(text) <= 80 else text[:77] + "..."


def _explain(where: str, error: Exception, url: sqlalchemy.URL) -> str:
    cause = getattr(error, "orig", None) or error
    lines = [line.strip() for line in str(cause).splitlines() if line.strip()]
    why = without_secrets(lines[0] if lines else type(cause).__name__, url).rstrip(".")
    return (
        f"{without_secrets(where, url)}: the database answers: {why}; "
        "check the query, and that the database can be reached"
    )
