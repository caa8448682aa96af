"""Open a project and hold its datasets: what a user has in a notebook."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace as with_changes
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import html
from workbench.dataset import Dataset
from workbench.errors import ConflictError, InputError
from workbench.lexicon.plurals import counted
from workbench.lineage import impact, verify
from workbench.lineage.impact import Impact
from workbench.lineage.verify import Verification
from workbench.lineage.version import Version
from workbench.store import database, exports, garbage, issues, versions
from workbench.store.context import ProjectContext
from workbench.store.garbage import Garbage
from workbench.tables import ROW_KEY, Relation, check_key, read_table, with_row_key
from workbench.tables.join import Joined, join_tables
from workbench.tables.names import known_name
from workbench.types import Json

if TYPE_CHECKING:
    from workbench.dashboards import Published
    from workbench.queues.guidelines import Guideline

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


def _some(names: set[str]) -> str:
    listed = sorted(names)
    more = f" and {len(listed) - 5} more" if len(listed) > 5 else ""
    return ", ".join(map(repr, listed[:5])) + more


def _rows_of(source: Any, made: Version | None) -> Relation:
    if made is None:
        return read_table(source)
    relation = read_table(made.to_arrow())
    relation.source = with_changes(relation.source, uri=source.name)
    return relation


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

    @property
    def _context(self) -> ProjectContext:
        return ProjectContext(self.engine, self.folder, self.author, self.id)

    def __repr__(self) -> str:
        return f"Project({str(self.folder)!r}, {counted(len(self.datasets()), 'dataset')})"

    def __getitem__(self, name: str) -> Dataset:
        return self.dataset(name)

    def add(
        self,
        name: str,
        source: Any,
        *,
        key: str | None = None,
        label: str | None = None,
        replace: bool = False,
        **options: Any,
    ) -> Dataset:
        """Add a table, or a newer state of it, as a source version.

        Adding the same content again changes nothing, so that a notebook can be run again.

        Parameters
        ----------
        name : str
            What to call the dataset; a name in another Unicode form is the same name.
        source : table, path or Joined
            As for `workbench.read_table`, or what `workbench.tables.join_tables` returned: both
            its sources and its diagnostics are kept with the version.
        key : str, optional
            The column that names each row once.  Without one, a column ``row_key`` is added that
            names rows by their content.
        label : str, optional
            The column with the class of each row, if there is one.
        replace : bool
            Whether the table may take the place of one that is quite another: fewer than half of
            the columns of the narrower one, its key apart, are in both.
        **options
            Options of `workbench.read_table`: delimiter, encoding, header, all_text.

        Raises
        ------
        InputError
            If the table cannot be read or the key does not name each row once.
        ConflictError
            If a dataset of this name has another key, and decisions name rows by that one, or is
            quite another table and `replace` is not set.
        """
        if not isinstance(name, str):
            raise InputError(
                f"a dataset's name is text, not {type(name).__name__}",
                "give the name first: project.add(name, table)",
            )
        if not name or len(name) > 200 or not name.isprintable():
            raise InputError(f"dataset name {name!r}: give 1 to 200 printable characters")
        name = known_name(name, self.datasets())
        relation = source.relation if isinstance(source, Joined) else read_table(source, **options)
        key = None if key is None else known_name(key, relation.columns)
        label = None if label is None else known_name(label, relation.columns)
        if key is None:
            relation, key = with_row_key(relation), ROW_KEY
        check_key(relation, key)
        if label is not None:
            relation.require(label)
        if name in self.datasets() and not replace:
            self._check_related(name, relation, key)
        versions.add_source(
            self._context.for_dataset(name),
            relation.to_arrow(),
            key=key,
            label=label,
            source=relation.source.to_dict(),
        )
        return self.dataset(name)

    def _check_related(self, name: str, relation: Relation, key: str) -> None:
        """Refuse a table that is no newer state of the dataset, by its columns."""
        # Half of all tables have a key called "id": keys tell nothing.
        keys = {key, versions.dataset(self.engine, name)["key_column"]}
        before = set(versions.latest_source(self.engine, name).columns) - keys
        now = set(relation.columns) - keys
        shared = before & now
        if 2 * len(shared) >= min(len(before), len(now)):
            return
        raise ConflictError(
            f"dataset {name!r} is another table: it has columns {_some(before)}, "
            f"{relation.source.uri} has {_some(now)}, and {counted(len(shared), 'column')} "
            f"{'is' if len(shared) == 1 else 'are'} in both",
            "choose another name, or set replace=True if it is its newest state",
        )

    def join(
        self,
        name: str,
        left: Any,
        right: Any,
        *,
        key: str | None = None,
        label: str | None = None,
        **options: Any,
    ) -> Dataset:
        """Join two tables and add the result as a dataset that knows both its sides.

        `Dataset.explain` then says from which side a cell came, and the diagnostics of the join
        (rows without a match, repeated rows) are part of the source.

        Parameters
        ----------
        name : str
            What to call the result.
        left, right : Dataset, table or path
            A dataset stands for the rows of its newest version, and `impact` of its versions
            leads to the join.
        key, label : str, optional
            As for `add`.
        **options
            As for `workbench.tables.join_tables`: on, or left_on and right_on, how, suffix.

        Raises
        ------
        InputError, MissingColumnError
            If the tables cannot be joined so, or the key does not name each row once.
        """
        # Each version is looked up once: another may make a newer one meanwhile.
        chosen = {
            side: one.version() if isinstance(one, Dataset) else None
            for side, one in (("left", left), ("right", right))
        }
        tables = {
            "left": _rows_of(left, chosen["left"]),
            "right": _rows_of(right, chosen["right"]),
        }
        joined = join_tables(tables["left"], tables["right"], **options)
        source = joined.relation.source
        made_from = {side: made.id for side, made in chosen.items() if made is not None}
        options_with_versions = {**source.options, "versions": made_from}
        joined.relation.source = with_changes(source, options=options_with_versions)
        return self.add(name, joined, key=key, label=label)

    def impact(self, what: str, *, rule: int | None = None) -> Impact:
        """Return what rests on a decision, a version, or a rule of a version.

        Parameters
        ----------
        what : str
            Identifier of a decision, or of a version such as a source.
        rule : int, optional
            A rule of the version: its position in the recipe, from 1.

        Returns
        -------
        Impact
            Rules, versions, cells (how many, and examples) and exports.

        Raises
        ------
        NotFoundError
            If there is no such decision or version.
        """
        made = [record.id for record in versions.all_records(self.engine)]
        if rule is not None or what in made:
            return impact.impact_of_version(self._context, what, rule=rule)
        return impact.impact_of_decision(self._context, what)

    def exports(self) -> list[Json]:
        """Return all exports, oldest first: dataset, version, kind, folder's name, author, time."""
        return exports.exports(self.engine)

    def verify(self) -> Verification:
        """Check every file against its name, and run every recipe again on its parent.

        Nothing outside the project's folder is needed, so that a copy of it gives the same on
        another machine.
        """
        return verify.verify(self._context)

    def collect_garbage(self, *, dry_run: bool = True, min_age_hours: float = 24) -> Garbage:
        """Remove files that nothing refers to, such as killed writers leave behind.

        Parameters
        ----------
        dry_run : bool
            Only tell what would be removed.
        min_age_hours : float
            Files touched later than so many hours ago stay.
        """
        return garbage.collect(self._context, dry_run=dry_run, min_age_hours=min_age_hours)

    def dataset(self, name: str) -> Dataset:
        """Return a dataset.

        Raises
        ------
        NotFoundError
            If there is none of this name; the error lists those there are.
        """
        known = versions.dataset(self.engine, name)
        context = self._context.for_dataset(known["name"])
        return Dataset(context, key=known["key_column"], label=known["label_column"])

    def datasets(self) -> list[str]:
        """Return the names of the datasets, sorted."""
        return [known["name"] for known in versions.datasets(self.engine)]

    def queues(self) -> list[Json]:
        """Return the review queues with how much of each is decided."""
        from workbench.queues.queues import queues

        return queues(self.engine)

    def guideline(self, queue: str) -> Guideline:
        """Return what annotators of a queue go by, to read it and to revise it.

        Raises
        ------
        NotFoundError
            There is no such queue.
        """
        from workbench.queues.guidelines import Guideline

        return Guideline.of(self._context, queue)

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
            checked = bool(found) or issues.checked_version(self.engine, name) is not None
            shown_issues = len(found) if checked else "not checked yet"
            rows.append([name, made[-1].rows if made else 0, shown_issues, len(made)])
        header = ["dataset", "rows", "issues", "versions"]
        shown = html.table(header, rows) if rows else "No dataset yet: project.add(name, table)."
        return html.frame(f"Project {self.folder}", shown)
