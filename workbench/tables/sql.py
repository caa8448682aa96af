"""Read the result of a query on any database that SQLAlchemy reaches."""

from __future__ import annotations

import datetime
import decimal
import json
import re
import uuid
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from workbench.errors import InputError
from workbench.tables.names import distinct_names
from workbench.tables.objects import arrow_digest, load_arrow, plain_types, to_column
from workbench.tables.redact import redacted, without_secrets
from workbench.tables.relation import Relation
from workbench.types import Source

if TYPE_CHECKING:
    import pyarrow as pa
    import sqlalchemy

__all__ = ["read_query"]

BATCH = 20_000
READS = re.compile(
    r"(\s|--[^\n]*\n|/\*.*?\*/|\()*(select|with|values|table|from|show|explain)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_query(url: Any, query: str) -> Relation:
    """Run one query and return its rows.

    Parameters
    ----------
    url : str, sqlalchemy.URL or sqlalchemy.Engine
        As SQLAlchemy writes it: ``sqlite:///shop.db``, ``postgresql://host/shop``.  User name,
        password and options in it are used to connect and never stored, printed or shown.
    query : str
        A SELECT.  It runs in a transaction that is rolled back.

    Raises
    ------
    InputError
        If the URL is no database's, its driver is missing, or the query fails; one sentence.
    """
    from sqlalchemy.exc import SQLAlchemyError

    if not READS.match(query):
        raise InputError(f"query {_short(query)!r}: give a SELECT; nothing else is run")
    engine = _engine(url)
    name = redacted(engine.url)
    where = f"{name}, query {_short(query)!r}"
    try:
        with engine.connect() as connection:
            streaming = connection.execution_options(stream_results=True, **_read_only(engine))
            result = streaming.exec_driver_sql(query)
            if not result.returns_rows:
                raise InputError(f"{where}: this query returns no rows; give a SELECT")
            names = distinct_names(result.keys(), where)
            table = _table(names.listed, iter(lambda: result.fetchmany(BATCH), []))
    except (SQLAlchemyError, UnicodeDecodeError, ValueError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(_explain(where, error, engine.url)) from None
    finally:
        if engine is not url:
            engine.dispose()
    loaded = duckdb.connect()
    load_arrow(loaded, table)
    options = {"query": without_secrets(query, engine.url), **names.note}
    source = Source(name, "sql", arrow_digest(table), options)
    return Relation(loaded, source)


def _engine(url: Any) -> sqlalchemy.Engine:
    import sqlalchemy as sa
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    if isinstance(url, sa.Engine):
        return url
    try:
        made = sa.make_url(url)
        if made.drivername in ("postgresql", "postgres"):
            made = made.set(drivername="postgresql+psycopg")
        if made.drivername.startswith("sqlite") and made.database not in (None, "", ":memory:"):
            _check_sqlite(made)
        return sa.create_engine(made, poolclass=sa.pool.NullPool)
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


def _read_only(engine: sqlalchemy.Engine) -> dict[str, Any]:
    return {"postgresql_readonly": True} if engine.dialect.name == "postgresql" else {}


def _check_sqlite(url: sqlalchemy.URL) -> None:
    """SQLite makes a file that is not there; a reader must not."""
    from pathlib import Path

    if not str(url.database).startswith("file:") and not Path(str(url.database)).exists():
        raise InputError(f"sqlite:///{url.database}: there is no such file; check the path")


def _table(names: list[str], batches: Iterator[Sequence[Any]]) -> pa.Table:
    """Make one Arrow table of the rows; a column whose batches differ in type becomes text."""
    import pyarrow as pa

    parts: list[list[Any]] = [[] for _ in names]
    for rows in batches:
        for index, values in enumerate(zip(*rows, strict=True)):
            parts[index].append(to_column([_plain(value) for value in values]))
    return plain_types(pa.table([_joined(chunks) for chunks in parts], names=names))


def _joined(chunks: list[Any]) -> pa.ChunkedArray:
    import pyarrow as pa

    kinds = {chunk.type for chunk in chunks} - {pa.null()}
    if len(kinds) > 1:
        if all(pa.types.is_integer(k) or pa.types.is_floating(k) for k in kinds):
            kind = pa.float64() if any(map(pa.types.is_floating, kinds)) else pa.int64()
        elif all(map(pa.types.is_decimal, kinds)):
            scale = max(k.scale for k in kinds)
            kind = pa.decimal128(min(38, max(k.precision - k.scale for k in kinds) + scale), scale)
        else:
            kind = pa.string()
        chunks = [chunk.cast(kind) for chunk in chunks]
    elif kinds:
        chunks = [chunk.cast(next(iter(kinds))) for chunk in chunks]
    return pa.chunked_array(chunks, type=None if chunks else pa.string())


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, decimal.Decimal) and not value.is_finite():
        return None if value.is_nan() else str(value)
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
