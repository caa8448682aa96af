"""Open a project and hold its datasets: what a user has in a notebook."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import html
from workbench.dataset import Dataset, Place
from workbench.errors import InputError
from workbench.store import database, issues, versions
from workbench.tables import ROW_KEY, check_key, read_table, with_row_key
from workbench.types import Json

if TYPE_CHECKING:
    from workbench.dashboards import Published

__all__ = ["Project", "open_project"]


def open_project(folder: str | Path, *, author: str | None = None) -> Project:
    """Open the project in `folder`; make one where there is none.

    Parameters
    ----------
    folder : path
        A folder that holds nothing else: a database and the rows of every version.
    author : str, optional
        Who works: your user name by default.  Stands beside each decision and version.

    Raises
    ------
    StoreError
        If the folder cannot be written, is locked by another process, or is damaged.
    """
    path = Path(folder).expanduser().resolve() if "://" not in str(folder) else Path(folder)
    return Project(path, database.create(path), author=author or _user())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


class Project:
    """A folder with datasets, their versions, and everybody's decisions.

    Made by `open_project`.

    Attributes
    ----------
    folder : Path
        Where it is.
    author : str
        In whose name this session decides.
    id : str
        The identifier by which servers know the project.
    """

    def __init__(self, folder: Path, engine: Any, *, author: str) -> None:
        self.folder = folder
        self.author = author
        self.engine = engine
        self.id: str = versions.project_of(engine)["id"]

    def __repr__(self) -> str:
        return f"Project({str(self.folder)!r}, {len(self.datasets())} datasets)"

    def __getitem__(self, name: str) -> Dataset:
        return self.dataset(name)

    def add(
        self,
        name: str,
        source: Any,
        *,
        key: str | None = None,
        label: str | None = None,
        **options: Any,
    ) -> Dataset:
        """Add a table, or a newer state of it, as a source version.

        Adding the same content again changes nothing, so that a notebook can be run again.

        Parameters
        ----------
        name : str
            What to call the dataset.
        source : table or path
            As for `workbench.read_table`.
        key : str, optional
            The column that names each row once.  Without one, a column ``row_key`` is added that
            names rows by their content.
        label : str, optional
            The column with the class of each row, if there is one.
        **options
            Options of `workbench.read_table`: delimiter, encoding, header, all_text.

        Raises
        ------
        InputError
            If the table cannot be read or the key does not name each row once.
        ConflictError
            If a dataset of this name has another key, and decisions name rows by that one.
        """
        if not name or len(name) > 200 or not name.isprintable():
            raise InputError(f"dataset name {name!r}: give 1 to 200 printable characters")
        relation = read_table(source, **options)
        if key is None:
            relation, key = with_row_key(relation), ROW_KEY
        check_key(relation, key)
        if label is not None:
            relation.require(label)
        versions.add_source(
            self.engine,
            self.folder,
            name,
            relation.to_arrow(),
            key=key,
            label=label,
            source=relation.source.to_dict(),
            author=self.author,
        )
        return self.dataset(name)

    def dataset(self, name: str) -> Dataset:
        """Return a dataset.

        Raises
        ------
        NotFoundError
            If there is none of this name; the error lists those there are.
        """
        known = versions.dataset(self.engine, name)
        place = Place(self.engine, self.folder, self.id, self.author)
        return Dataset(place, name, key=known["key_column"], label=known["label_column"])

    def datasets(self) -> list[str]:
        """Return the names of the datasets, sorted."""
        return [known["name"] for known in versions.datasets(self.engine)]

    def queues(self) -> list[Json]:
        """Return the review queues with how much of each is decided."""
        from workbench.review.queues import queues

        return queues(self.engine)

    def publish(
        self, *, reviewers: Sequence[str] = (), queue: str | None = None, port: int = 8866
    ) -> Published:
        """Serve the review queues on a Voila page; returns at once.

        Parameters
        ----------
        reviewers : sequence of str
            Who may sign in: each gets a link of their own.  You, where none is named.
        queue : str, optional
            One queue; all of them by default.
        port : int
            Where to listen on this machine; the next free one is taken if it is in use.

        Returns
        -------
        Published
            ``links`` by reviewer, ``url``, and ``stop()``.
        """
        from workbench.dashboards import start

        names = list(reviewers) or [self.author]
        return start(self.folder, queue=queue, port=port, reviewers=names)

    def _repr_html_(self) -> str:
        rows = []
        for name in self.datasets():
            made = versions.versions(self.engine, name)
            found = issues.list_issues(self.engine, name)
            rows.append([name, made[-1].rows if made else 0, len(found), len(made)])
        header = ["dataset", "rows", "issues", "versions"]
        shown = html.table(header, rows) if rows else "No dataset yet: project.add(name, table)."
        return html.frame(f"Project {self.folder}", shown)
