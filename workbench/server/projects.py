"""Which projects a server shows: all below its root, or a single one."""

from __future__ import annotations

import os
import threading
import time
from collections import Counter, deque
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa

from workbench.errors import NotFoundError, WorkbenchError
from workbench.queues.queues import queues
from workbench.store import database, schema
from workbench.store.context import DatasetContext, ProjectContext
from workbench.types import Json

__all__ = ["OneProject", "Projects", "ScannedProjects", "project_id"]

MAX_DEPTH = 4
MAX_FOLDERS = 5000
MAX_SECONDS = 3.0
FRESH_SECONDS = 3.0
SKIPPED = frozenset({"node_modules", "site-packages", "__pycache__", "venv"})


class Projects(Protocol):
    """What the endpoints ask for."""

    def listing(self) -> list[Json]:
        """Return the projects as JSON."""

    def context(self, project: str, user: str) -> ProjectContext:
        """Return the context of a user in a project; `NotFoundError` where it is not shown."""

    def dataset_context(self, project: str, user: str, dataset: str) -> DatasetContext:
        """Return the context of a user at a dataset whose table may be seen here.

        `NotFoundError` where the project is not shown, or only its queues are.
        """

    def has_queue(self, queue: str) -> bool:
        """Tell whether a queue of this name may be worked on here."""


def project_id(engine: sa.Engine) -> str:
    """Return the identifier of a project.

    Raises
    ------
    NotFoundError
        If the database has no project row.
    """
    with database.reading(engine) as connection:
        identifier = connection.scalar(sa.select(schema.project.c.id))
    if identifier is None:
        raise NotFoundError(f"{engine.url.database}: this database holds no project")
    return str(identifier)


class OneProject:
    """A single project, and only some of its queues: what reviewers are shown.

    Parameters
    ----------
    folder : Path
        The project's folder.
    queues : collection of str or None
        The queues that may be worked on; None for all of the project.
    """

    def __init__(self, folder: Path, queues: Collection[str] | None) -> None:
        self._folder = folder
        self.database = database.open_existing(folder)
        self.id = project_id(self.database)
        self.queues = None if queues is None else tuple(queues)

    def listing(self) -> list[Json]:
        """Return nothing: reviewers see their queue, not the project."""
        return []

    def context(self, project: str, user: str) -> ProjectContext:
        """Return the project's context."""
        if project != self.id:
            raise NotFoundError(f"project {project}: there is no such project here")
        return ProjectContext(self.database, self._folder, user, project)

    def dataset_context(self, project: str, user: str, dataset: str) -> DatasetContext:
        """Refuse: reviewers see what their queue gives them, never the table."""
        raise NotFoundError("no tables are shown here, only the queues that were published")

    def has_queue(self, queue: str) -> bool:
        """Tell whether the queue is published."""
        return self.queues is None or queue in self.queues


class ScannedProjects:
    """All projects in and below a folder.

    Parameters
    ----------
    root : Path
        The server's root folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._lock = threading.Lock()
        self._folders: dict[str, Path] = {}
        self._engines: dict[Path, sa.Engine] = {}
        self._list: list[Json] = []
        self._time = float("-inf")

    def listing(self) -> list[Json]:
        """Return id, name, path and datasets of each project, by path.

        A project that cannot be read has ``error`` and no datasets.
        """
        with self._lock:
            self._refresh()
            return list(self._list)

    def context(self, project: str, user: str) -> ProjectContext:
        """Return the context of a user in the project with this identifier.

        Raises
        ------
        NotFoundError
            If it is not below the root.
        """
        with self._lock:
            folder = self._folder(project)
            return ProjectContext(self._open(folder), folder, user, project)

    def dataset_context(self, project: str, user: str, dataset: str) -> DatasetContext:
        """Return the context of a user at a dataset; raises as `context` does."""
        return self.context(project, user).for_dataset(dataset)

    def _folder(self, project: str) -> Path:
        if project not in self._folders or not database.is_project(self._folders[project]):
            self._refresh()
        folder = self._folders.get(project)
        if folder is None or not database.is_project(folder):
            raise NotFoundError(
                f"project {project}: it is not below the server's root folder; "
                "start Jupyter in a folder that holds the project"
            )
        return folder

    def has_queue(self, queue: str) -> bool:
        """Return True: here every queue may be worked on."""
        return True

    def _open(self, folder: Path) -> sa.Engine:
        if folder not in self._engines:
            self._engines[folder] = database.open_existing(folder)
        return self._engines[folder]

    def _refresh(self) -> None:
        if time.monotonic() - self._time < FRESH_SECONDS:
            return
        self._folders, self._list = {}, []
        for folder in sorted(find_projects(self.root)):
            self._list.append(self._entry(folder))
            if "error" not in self._list[-1]:
                self._folders[self._list[-1]["id"]] = folder
        self._time = time.monotonic()

    def _entry(self, folder: Path) -> Json:
        path = folder.relative_to(self.root).as_posix()
        entry: Json = {"id": None, "name": folder.name, "path": path, "datasets": []}
        try:
            engine = self._open(folder)
            entry["id"] = project_id(engine)
            if entry["id"] in self._folders:
                other = self._folders[entry["id"]].relative_to(self.root).as_posix()
                return {**entry, "error": f"this is a copy of the project in {other!r}"}
            return {**entry, "datasets": datasets(engine)}
        except WorkbenchError as error:
            self._engines.pop(folder, None)
            return {**entry, "error": str(error)}


def datasets(engine: sa.Engine) -> list[Json]:
    """Return name, rows, issues, open_items and versions of each dataset, by name."""
    dataset, version, issue = schema.dataset, schema.version, schema.issue
    with database.reading(engine) as connection:
        names = connection.scalars(sa.select(dataset.c.name).order_by(dataset.c.name)).all()
        newest = {
            row.dataset: row.rows
            for row in connection.execute(
                sa.select(version.c.dataset, version.c.rows).order_by(version.c.seq)
            )
        }
        versions = _per_dataset(connection, version)
        issues = _per_dataset(connection, issue)
        checked = set(connection.scalars(sa.select(schema.check_run.c.dataset)))
    waiting: Counter[str] = Counter()
    for queue in queues(engine):
        waiting[queue["dataset"]] += queue["open"]
    return [
        {
            "name": name,
            "rows": newest.get(name, 0),
            "issues": issues.get(name, 0) if name in issues or name in checked else None,
            "open_items": waiting[name],
            "versions": versions.get(name, 0),
        }
        for name in names
    ]


def _per_dataset(connection: sa.Connection, table: sa.Table) -> dict[str, int]:
    query = sa.select(table.c.dataset, sa.func.count()).group_by(table.c.dataset)
    return {str(name): int(count) for name, count in connection.execute(query)}


def find_projects(root: Path) -> Iterator[Path]:
    """Yield the project folders at most four levels below `root`, within bounds of work.

    Hidden folders, symbolic links and folders of installed packages are skipped;
    what lies inside a project is its own affair.
    """
    deadline = time.monotonic() + MAX_SECONDS
    pending = deque([(root, 0)])
    for _ in range(MAX_FOLDERS):
        if not pending or time.monotonic() > deadline:
            return
        folder, depth = pending.popleft()
        if database.is_project(folder) and not (folder / database.DATABASE_NAME).is_symlink():
            yield folder
        elif depth < MAX_DEPTH:
            pending.extend((below, depth + 1) for below in _folders(folder))


def _folders(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(
                Path(entry.path)
                for entry in entries
                if not entry.name.startswith(".")
                and entry.name not in SKIPPED
                and entry.is_dir(follow_symlinks=False)
            )
    except OSError:  # a folder that may not be read holds no project of this user
        return []
