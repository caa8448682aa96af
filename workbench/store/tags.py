"""Names for versions, and how a version is found by name, identifier, place or time.

Tags are a log: the newest line of a name says where it points, earlier lines stay.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.lexicon.plurals import counted
from workbench.store import schema
from workbench.store.database import fetched, reading, writing
from workbench.store.records import VersionRecord, find, of_dataset
from workbench.tables.names import known_name
from workbench.types import Json, now

__all__ = ["Moment", "find_version", "remove_tag", "set_tag", "tag_log", "tags"]

Moment = str | int | datetime | date
"""A version's identifier (or its first characters), tag, place (-1 is the newest), or a time."""

SHORTEST = 4


def set_tag(
    engine: sa.Engine, dataset: str, name: str, version: str, *, author: str, move: bool = False
) -> None:
    """Let the tag `name` point to a version of the dataset.

    Setting it where it is already changes nothing; a name in another Unicode form is the same.

    Raises
    ------
    InputError
        If the name is empty, over 80 characters, unprintable, or reads as an identifier, a number
        or a time.
    ConflictError
        If the tag points to another version and `move` is false.
    NotFoundError
        If the dataset has no such version.
    """
    _check_name(name)
    with writing(engine) as connection:
        made = find(connection, version)
        if made is None or made.dataset != dataset:
            raise NotFoundError(f"version {version!r}: dataset {dataset!r} has no such version")
        known = _tags(connection, dataset)
        name = known_name(name, known)
        current = known.get(name)
        if current == version:
            return
        if current is not None and not move:
            raise ConflictError(
                f"tag {name!r} of {dataset!r} points to version {current}; "
                "choose another name, or pass move=True to move it"
            )
        _log(connection, dataset, name, version, author)


def remove_tag(engine: sa.Engine, dataset: str, name: str, *, author: str) -> None:
    """Let a tag point nowhere; its lines in the log stay.

    Raises
    ------
    NotFoundError
        If there is no such tag.
    """
    with writing(engine) as connection:
        current = _tags(connection, dataset)
        name = known_name(name, current)
        if name not in current:
            listed = ", ".join(map(repr, current)) or "none"
            raise NotFoundError(
                f"tag {name!r}: dataset {dataset!r} has no such tag; there are {listed}"
            )
        _log(connection, dataset, name, None, author)


def _log(
    connection: sa.Connection, dataset: str, name: str, version: str | None, author: str
) -> None:
    values = {"dataset": dataset, "name": name, "version": version, "author": author}
    connection.execute(schema.tag.insert(), {**values, "time": now().isoformat()})


def _check_name(name: str) -> None:
    if not isinstance(name, str) or not 1 <= len(name) <= 80 or not name.isprintable():
        raise InputError(f"tag {name!r}: give 1 to 80 printable characters")
    if name != name.strip():
        raise InputError(f"tag {name!r}: it begins or ends with a space; remove it")
    if re.fullmatch(r"[0-9a-f]{16,}|[-+]?\d+", name) or _moment(name) is not None:
        raise InputError(
            f"tag {name!r}: it looks like a version's identifier, a number or a time; "
            "choose a name such as 'v1'"
        )


def tags(engine: sa.Engine, dataset: str) -> dict[str, str]:
    """Return the tags of a dataset and the versions that they point to, in order of making."""
    with reading(engine) as connection:
        return _tags(connection, dataset)


def _tags(connection: sa.Connection, dataset: str) -> dict[str, str]:
    columns = schema.tag.c
    query = sa.select(columns.name, columns.version).where(columns.dataset == dataset)
    newest = {name: version for name, version in connection.execute(query.order_by(columns.seq))}
    return {name: version for name, version in newest.items() if version is not None}


def tag_log(engine: sa.Engine, dataset: str) -> list[Json]:
    """Return every setting, moving and removing of tags, oldest first.

    Each is a dict ``name, version`` (None: removed)``, author, time``.
    """
    columns = schema.tag.c
    query = sa.select(columns.name, columns.version, columns.author, columns.time)
    query = query.where(columns.dataset == dataset).order_by(columns.seq)
    return fetched(engine, query)


def find_version(engine: sa.Engine, dataset: str, which: Moment) -> VersionRecord:
    """Return the version that `which` means.

    Parameters
    ----------
    which : str, int, datetime or date
        A tag; an identifier or at least its first four characters; a place among the versions
        (0 is the first, -1 the newest); or a time, also as ISO 8601 text: the newest version
        that was there then.  A time without a zone is UTC, a date means its end.

    Raises
    ------
    NotFoundError
        If there is none; the error says what there is.
    InputError
        If an identifier's beginning fits several versions.
    """
    with reading(engine) as connection:
        known = of_dataset(connection, dataset)
        named = _tags(connection, dataset)
    if not known:
        raise NotFoundError(f"dataset {dataset!r} has no rows yet; add its source again")
    if isinstance(which, int):
        if not -len(known) <= which < len(known):
            raise NotFoundError(
                f"version {which}: dataset {dataset!r} has {counted(len(known), 'version')}, 0 to "
                f"{len(known) - 1}"
            )
        return known[which]
    if isinstance(which, str):
        wanted = named.get(known_name(which, named), which)
        begun = [v for v in known if len(which) >= SHORTEST and v.id.startswith(which)]
        fitting = [made for made in known if made.id == wanted] or begun
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise InputError(
                f"version {which!r} is ambiguous: it may be any of {[v.id for v in fitting]}; "
                "give more characters"
            )
    at = _moment(which)
    if at is None:
        raise NotFoundError(
            f"version {which!r}: dataset {dataset!r} has no such version, tag or time; tags are "
            f"{', '.join(map(repr, named)) or 'none'}, the newest version is {known[-1].id}"
        )
    earlier = [made for made in known if made.time <= at]
    if not earlier:
        raise NotFoundError(
            f"dataset {dataset!r} did not exist at {at.isoformat()}; "
            f"its first version was made at {known[0].time.isoformat()}"
        )
    return earlier[-1]


def _moment(which: object) -> datetime | None:
    """Return a time with its zone; None where `which` is none."""
    if isinstance(which, str) and re.match(r"\d{4}-\d{2}-\d{2}", which):
        with suppress(ValueError):
            which = date.fromisoformat(which) if len(which) == 10 else datetime.fromisoformat(which)
    if isinstance(which, datetime):
        return which if which.tzinfo is not None else which.replace(tzinfo=UTC)
    return datetime.combine(which, time.max, tzinfo=UTC) if isinstance(which, date) else None
