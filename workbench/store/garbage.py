"""Remove files that nothing refers to: what killed writers left behind.

A writer puts its blob on disk first and refers to it when it commits.  Two things keep that blob
safe in between.  Files are removed only while the database's write lock is held, and a writer
that has the lock looks whether its blob is still there, and writes it again if not.  And only
files are removed that nobody has touched for a while, so that this happens next to never.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from workbench import html
from workbench.errors import InputError, StoreError
from workbench.lexicon.plurals import counted
from workbench.store import schema
from workbench.store.context import ProjectContext
from workbench.store.database import reading, writing
from workbench.types import Json

__all__ = ["Garbage", "collect", "referenced"]

DAY = 24.0
PART_HOURS = 1.0
SHOWN = 20


@dataclass(frozen=True)
class Garbage:
    """What was, or would be, removed.

    Attributes
    ----------
    files : tuple of str
        Paths within the project.
    size : int
        Bytes in all.
    removed : bool
        False where they were only looked for.
    kept : int
        How many files are referred to.
    young : int
        How many are not, but were written too short a time ago.
    """

    files: tuple[str, ...]
    size: int
    removed: bool
    kept: int
    young: int

    def to_dict(self) -> Json:
        """Return the result as JSON."""
        return {**asdict(self), "files": list(self.files)}

    def __repr__(self) -> str:
        did = "were removed" if self.removed else "can be removed (dry_run=False does it)"
        return (
            f"{counted(len(self.files), 'file')} of {counted(self.size, 'byte')} {did}; "
            f"{self.kept} are in use, "
            f"{self.young} are too young to tell"
        )

    def _repr_html_(self) -> str:
        return html.frame(repr(self), html.table(["file"], [[name] for name in self.files[:SHOWN]]))


def referenced(connection: sa.Connection) -> set[str]:
    """Return the digests of all blobs that versions and exports refer to."""
    columns = [schema.version.c.blob, schema.version.c.recipe_blob, schema.export.c.recipe_blob]
    return {
        str(digest)
        for column in columns
        for digest in connection.execute(sa.select(column).distinct()).scalars()
        if digest is not None
    }


def collect(
    project: ProjectContext, *, dry_run: bool = True, min_age_hours: float = DAY
) -> Garbage:
    """Remove the files under ``blobs`` that nothing refers to.

    Parameters
    ----------
    dry_run : bool
        Only tell what would be removed.
    min_age_hours : float
        Files touched later than so many hours ago stay.  Half-written files stay for an hour at
        least: a writer may be at them.

    Raises
    ------
    InputError
        If the age is negative.
    StoreError
        If a file cannot be removed; those before it are gone, which harms nothing.
    """
    if not min_age_hours >= 0:
        raise InputError(f"min_age_hours {min_age_hours!r}: give 0 or more hours")
    with (reading if dry_run else writing)(project.engine) as connection:
        if not dry_run:
            # SQLite begins on a read-only database without a word, and holds no lock then.
            connection.execute(schema.project.update().where(sa.false()).values(name=""))
        used = referenced(connection)
        unused, size, kept, young = [], 0, 0, 0
        for path in _files(project.folder / "blobs"):
            status = path.stat()
            hours = (time.time() - status.st_mtime) / 3600
            part = path.suffix == ".part"
            if not part and path.name.split(".")[0] in used:
                kept += 1
            elif hours < (max(min_age_hours, PART_HOURS) if part else min_age_hours):
                young += 1
            else:
                unused.append(path)
                size += status.st_size
        if not dry_run:
            _remove(project.folder, unused)
    names = tuple(path.relative_to(project.folder).as_posix() for path in unused)
    return Garbage(names, size, not dry_run, kept, young)


def _files(blobs: Path) -> Iterator[Path]:
    """Yield what the store itself writes there; nothing else is ever removed."""
    for pattern in ("*.part", "??/*.part", "??/*.parquet", "??/*.keys"):
        yield from sorted(path for path in blobs.glob(pattern) if path.is_file())


def _remove(folder: Path, unused: list[Path]) -> None:
    for number, path in enumerate(unused):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"project {folder}: {path.name} cannot be removed ({error.strerror}); {number} of "
                f"{len(unused)} files are gone, nothing in use was touched"
            ) from error
