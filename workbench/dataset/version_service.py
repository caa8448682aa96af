"""The versions of a dataset: time travel, differences, tags, and why a cell has its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.dataset.table import DatasetTable
from workbench.lineage import explain as lineage
from workbench.lineage.version import Version
from workbench.lineage.version_diff import VersionDiff
from workbench.store import exports, tags, versions
from workbench.store.tags import Moment
from workbench.types import Json, Key

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["VersionService"]


@dataclass(frozen=True)
class VersionService:
    """The versions of a dataset: what each holds, how they differ, and where a value came from.

    Attributes
    ----------
    table : DatasetTable
        The dataset.
    """

    table: DatasetTable

    def versions(self) -> list[Version]:
        """Return all versions, oldest first."""
        return [
            self.table.open_version(one)
            for one in versions.records(self.table.engine, self.table.name)
        ]

    def version(self, which: Moment = -1) -> Version:
        """Return one version; the newest by default.

        Parameters
        ----------
        which : str, int, datetime or date
            A tag; an identifier, or at least its first four characters; a position among the
            versions (0 is the first, -1 the newest); or a time, as text too
            (``"2026-05-01T12:00"``): the newest version that existed then.  A time without a
            zone is UTC, a date means its end.

        Raises
        ------
        NotFoundError
            If there is no such version, or none was there yet.
        InputError
            If the beginning of an identifier fits several versions.
        """
        return self.table.open_version(tags.find_version(self.table.engine, self.table.name, which))

    def at(self, which: Moment) -> pd.DataFrame:
        """Return the rows of a version, or of a time, as a pandas frame; see `version`."""
        return self.version(which).to_pandas()

    def history(self) -> pd.DataFrame:
        """Return all versions as a frame, oldest first.

        Returns
        -------
        pandas.DataFrame
            ``id``, ``kind`` (source, recipe, restore), ``parent``, ``restores``, ``recipe`` (the
            recipe's digest), ``rows``, ``columns`` (how many), ``author``, ``time`` (UTC) and
            ``tags`` (joined by commas).
        """
        import pandas as pd

        named: dict[str, list[str]] = {}
        for tag, version in self.tags().items():
            named.setdefault(version, []).append(tag)
        rows = [
            {
                "id": one.id,
                "kind": one.kind,
                "parent": one.parent,
                "restores": one.restores,
                "recipe": one.recipe_digest,
                "rows": one.rows,
                "columns": len(one.columns),
                "author": one.author,
                "time": one.time,
                "tags": ", ".join(named.get(one.id, [])),
            }
            for one in versions.records(self.table.engine, self.table.name)
        ]
        return pd.DataFrame(rows)

    def diff(
        self,
        old: Version | Moment,
        new: Version | Moment = -1,
        *,
        renamed: Mapping[str, str] | None = None,
    ) -> VersionDiff:
        """Compare two versions by key, all rows of them: see `Version.diff`.

        Parameters
        ----------
        old, new : Version or as for `version`
            The newer one is the newest by default.
        renamed : dict, optional
            Old column names to new ones; found out from the values by default.
        """
        first, second = (
            one if isinstance(one, Version) else self.version(one) for one in (old, new)
        )
        return first.diff(second, key=self.table.key, renamed=renamed)

    def restore(self, which: Version | Moment) -> Version:
        """Make a version equal to an old one, its parent the newest; nothing is deleted.

        A restored source is the newest source again, so that `clean` starts from it.

        Raises
        ------
        NotFoundError
            If there is no such version.
        StoreError
            If its rows are missing, or the project cannot be written.
        """
        old = which if isinstance(which, Version) else self.version(which)
        made = versions.add_restored(self.table.context, old.record)
        return self.table.open_version(versions.record(self.table.engine, made))

    def tag(self, name: str, which: Version | Moment = -1, *, move: bool = False) -> Version:
        """Give a version a name; the newest by default.

        Parameters
        ----------
        name : str
            1 to 80 printable characters that read as no identifier, number or time.
        which : Version or as for `version`
            What it points to.
        move : bool
            Let it point elsewhere where it is in use.  Each move is logged: see `tag_log`.

        Raises
        ------
        ConflictError
            If the name is in use for another version.
        """
        chosen = which if isinstance(which, Version) else self.version(which)
        author = self.table.user
        tags.set_tag(self.table.engine, self.table.name, name, chosen.id, author=author, move=move)
        return chosen

    def untag(self, name: str) -> None:
        """Take a tag away; the log keeps it."""
        tags.remove_tag(self.table.engine, self.table.name, name, author=self.table.user)

    def tags(self) -> dict[str, str]:
        """Return the tags and the identifiers of the versions that they point to."""
        return tags.tags(self.table.engine, self.table.name)

    def tag_log(self) -> list[Json]:
        """Return each setting, moving and taking away of a tag, oldest first."""
        return tags.tag_log(self.table.engine, self.table.name)

    def exports(self) -> list[Json]:
        """Return what was exported: version, kind, folder's name, recipe digest, author, time."""
        return exports.exports(self.table.engine, self.table.name)

    def explain(
        self, key: Key, column: str, *, version: Version | Moment = -1
    ) -> lineage.Explanation:
        """Say why a cell has its value: source, rules, decisions, people.

        Parameters
        ----------
        key, column
            Which cell.
        version : Version or as for `version`
            In which version; the newest by default.

        Raises
        ------
        NotFoundError
            If no row has this key.
        MissingColumnError
            If there is no such column.
        """
        if isinstance(version, Version):
            record = version.record
        elif version == -1:
            record = versions.latest_record(self.table.engine, self.table.name)
        else:
            record = self.version(version).record
        return lineage.explain(
            self.table.context, record, key_column=self.table.key, key=key, column=column
        )
