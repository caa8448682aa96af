"""Sources of tables to explore: a dataset of a project, or any table in memory."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, Protocol

import sqlalchemy as sa

from workbench.errors import NotFoundError, StoreError
from workbench.explore.marks import Note, notes_of
from workbench.explore.table import OpenTable
from workbench.protocol.explore import IssueInfo, VersionInfo
from workbench.store import blobs, datasets, decisions, issues, rows, schema, versions
from workbench.store.context import DatasetContext
from workbench.store.database import reading
from workbench.store.records import VersionRecord
from workbench.types import Issue, Key

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["MemorySource", "Source", "StoredSource"]

Checked = Literal["newest", "earlier", "never"]
"""Where issues were looked for: in the newest source, in one before, or nowhere yet."""

FRESH = 0.5
"""Seconds for which notes are not read again."""


class Source(Protocol):
    """What an `Explorer` asks for."""

    name: str
    key: str | None
    label: str | None

    def newest(self) -> str:
        """Return the identifier of the newest source version."""

    def versions(self) -> tuple[VersionInfo, ...]:
        """Return all versions, newest first."""

    def open(self, version: str) -> OpenTable:
        """Open a version.

        Raises
        ------
        NotFoundError
            If there is no such version, or its rows are not there any more.
        """

    def notes(self) -> Mapping[str, Sequence[Note]]:
        """Return the notes on rows, by their key as text."""

    def before(self, version: str, keys: Iterable[str]) -> pa.Table | None:
        """Return the rows of the source that a version was made of; None where it is one."""

    def issues(self) -> tuple[IssueInfo, ...]:
        """Return the issues found, surest first."""

    def checked(self) -> Checked:
        """Return where issues were looked for."""

    def keys_of(self, issue: str) -> list[str]:
        """Return the keys of an issue's rows as text.

        Raises
        ------
        NotFoundError
            If there is no such issue.
        """


class StoredSource:
    """A dataset of a project.

    Parameters
    ----------
    context : DatasetContext
        The dataset; in whose name makes no difference.

    Raises
    ------
    NotFoundError
        If there is no such dataset.
    """

    def __init__(self, context: DatasetContext) -> None:
        row = datasets.dataset(context.engine, context.dataset)
        self.name = context.dataset
        self._engine, self._folder = context.engine, context.folder
        self.key: str | None = row["key_column"]
        self.label: str | None = row["label_column"]
        self._notes: tuple[object, Mapping[str, Sequence[Note]]] = (None, {})
        self._read = float("-inf")

    def newest(self) -> str:
        """Return the identifier of the newest source version."""
        return versions.latest_source(self._engine, self.name).id

    def versions(self) -> tuple[VersionInfo, ...]:
        """Return all versions, newest first."""
        made = versions.records(self._engine, self.name)
        return tuple(_info(number, one) for number, one in reversed(list(enumerate(made, 1))))

    def open(self, version: str) -> OpenTable:
        """Open a version's file."""
        record = self._record(version)
        path = blobs.blob_path(self._folder, record.blob)
        if not path.exists():
            raise StoreError(
                f"version {version}: its rows are no longer in the project; choose another "
                "version, or restore the project's files from a backup"
            )
        return OpenTable(path)

    def _record(self, version: str) -> VersionRecord:
        record = versions.record(self._engine, version)
        if record.dataset != self.name:
            raise NotFoundError(f"version {version}: {self.name!r} has no such version")
        return record

    def notes(self) -> Mapping[str, Sequence[Note]]:
        """Return what issues and decisions say of rows; it may be half a second old.

        They are read again only when there are others.
        """
        if time.monotonic() - self._read < FRESH:
            return self._notes[1]
        state = self._state()
        self._read = time.monotonic()
        if state != self._notes[0]:
            listed = issues.list_issues(self._engine, self.name)
            self._notes = state, notes_of(listed, decisions.current(self._engine, self.name))
        return self._notes[1]

    def _state(self) -> object:
        decision, issue = schema.decision.c, schema.issue.c
        made = sa.select(sa.func.max(decision.seq)).where(decision.dataset == self.name)
        seen = sa.select(sa.func.count(), sa.func.min(issue.id), sa.func.max(issue.id)).where(
            issue.dataset == self.name
        )
        with reading(self._engine) as connection:
            counted = connection.execute(seen).one()
            return (connection.scalar(made), *counted)

    def before(self, version: str, keys: Iterable[str]) -> pa.Table | None:
        """Return the rows with these keys in the source that a version was made of."""
        record = self._record(version)
        first = versions.chain(self._engine, record)[0]
        if record.parent is None or self.key is None or first.id == record.id:
            return None
        numbers = isinstance(rows.first_key(self._folder, first.blob, self.key), int)
        wanted: list[Key] = [int(k) for k in keys if _whole(k)] if numbers else list(keys)
        return rows.read_rows(self._folder, first.blob, self.key, wanted)

    def issues(self) -> tuple[IssueInfo, ...]:
        """Return the issues found last."""
        judged = {
            one.item: one.verdict
            for one in decisions.current(self._engine, self.name)
            if one.kind == "rule" and one.verdict in ("accept", "reject")
        }
        listed = issues.list_issues(self._engine, self.name)
        return tuple(_issue_info(one, judged.get(one.id)) for one in listed)

    def checked(self) -> Checked:
        """Return where issues were looked for."""
        version = issues.checked_version(self._engine, self.name)
        if version is None:
            return "never"
        return "newest" if version == self.newest() else "earlier"

    def keys_of(self, issue: str) -> list[str]:
        """Return the keys of an issue's rows as text."""
        return _keys_of(issues.list_issues(self._engine, self.name), issue)


def _whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and len(text) < 20


def _info(number: int, record: VersionRecord) -> VersionInfo:
    made = "source" if record.parent is None else "cleaned"
    return VersionInfo(
        id=record.id,
        title=f"{number} · {made} · {record.time:%Y-%m-%d %H:%M} · {record.author}",
        rows=record.rows,
        is_source=record.parent is None,
    )


def _keys_of(issues: Iterable[Issue], issue: str) -> list[str]:
    found = next((one for one in issues if one.id == issue), None)
    if found is None:
        raise NotFoundError(f"issue {issue} does not exist (find_issues() may have replaced it)")
    return [str(key) for key in found.keys]


def _issue_info(issue: Issue, verdict: Any) -> IssueInfo:
    return IssueInfo(
        id=issue.id,
        kind=issue.kind,
        column=issue.column,
        rows=issue.rows,
        confidence=issue.confidence,
        message=str(issue.evidence.get("message", "")),
        has_rule=issue.suggestion is not None,
        verdict=verdict,
    )


class MemorySource:
    """A table in memory, without a project.

    Parameters
    ----------
    table : pyarrow.Table or callable
        The rows, or what returns them when they are first asked for.
    name : str
        What to call it.
    key : str, optional
        A column that names rows.
    issues : iterable of Issue, optional
        Issues to show; without them nobody has looked for any.
    rows : int, optional
        How many rows there are, where that is known before they are read.
    """

    VERSION = "table"

    def __init__(
        self,
        table: pa.Table | Callable[[], pa.Table],
        *,
        name: str,
        key: str | None = None,
        issues: Iterable[Issue] | None = None,
        rows: int | None = None,
    ) -> None:
        self.name, self.key = name, key
        self.label: str | None = None
        self._table = table
        self._rows = rows
        self._looked = issues is not None
        self._issues = list(issues or ())
        self._notes = notes_of(self._issues, ())

    def newest(self) -> str:
        """Return the name of the only version."""
        return self.VERSION

    def versions(self) -> tuple[VersionInfo, ...]:
        """Return the only version."""
        rows = self._rows if self._rows is not None else self._whole().num_rows
        return (VersionInfo(id=self.VERSION, title="this table", rows=rows, is_source=True),)

    def _whole(self) -> pa.Table:
        if callable(self._table):
            self._table = self._table()
        return self._table

    def open(self, version: str) -> OpenTable:
        """Open the table."""
        if version != self.VERSION:
            raise NotFoundError(f"version {version}: a table without a project has no versions")
        return OpenTable.of_arrow(self._whole())

    def notes(self) -> Mapping[str, Sequence[Note]]:
        """Return what the issues say of rows."""
        return self._notes

    def before(self, version: str, keys: Iterable[str]) -> pa.Table | None:
        """Return None: the table was made of no other."""
        return None

    def issues(self) -> tuple[IssueInfo, ...]:
        """Return the issues given."""
        return tuple(_issue_info(one, None) for one in self._issues)

    def checked(self) -> Checked:
        """Return whether issues were given."""
        return "newest" if self._looked else "never"

    def keys_of(self, issue: str) -> list[str]:
        """Return the keys of an issue's rows as text."""
        return _keys_of(self._issues, issue)
