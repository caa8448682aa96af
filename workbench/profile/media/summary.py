"""What the summaries of images and of sound files share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from workbench.profile.media.files import Chosen, Unreadable, same_content
from workbench.profile.media.outliers import quantiles_of
from workbench.profile.result import Result
from workbench.tables.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MediaSummary", "chosen_names", "summarise"]


@dataclass(frozen=True)
class MediaSummary(Result):
    """The files that a column names.

    Attributes
    ----------
    rows, missing : int
        Number of rows, and of rows without a path.
    distinct : int
        Number of distinct paths.
    looked_at : int
        How many of them were opened: all, or a draw, of which all that follows tells.
    files : tuple
        Those that could be read, each with its figures.
    unreadable : tuple of Unreadable
        Those that could not, with the reason.
    duplicates : tuple of tuple of str
        Groups of paths whose files are equal byte by byte.
    quantiles : dict of str to tuple of float
        The 0, 25, 50, 75 and 100 % quantiles of each measure over the files.
    flags : dict of str to int
        How many files have each flag.
    """

    derived = ("partial",)
    file_type: ClassVar[type]

    rows: int
    missing: int
    distinct: int
    looked_at: int
    files: tuple[Any, ...]
    unreadable: tuple[Unreadable, ...]
    duplicates: tuple[tuple[str, ...], ...]
    quantiles: dict[str, tuple[float, ...]]
    flags: dict[str, int]

    @property
    def partial(self) -> bool:
        """Whether files were left out, so that figures are of a draw."""
        return self.looked_at < self.distinct

    def to_frame(self) -> pd.DataFrame:
        """Return one row a readable file."""
        return frame_of(self.files, self.file_type)


def summarise(
    chosen: Chosen,
    facts: Mapping[str, Any],
    flags: Sequence[tuple[str, ...]],
    measures: Sequence[str],
) -> tuple[dict[str, Any], list[str]]:
    """Return the fields of `MediaSummary` but ``unreadable``, and the paths without the copies.

    Parameters
    ----------
    chosen : Chosen
        The paths of the column.
    facts : dict of str to ImageFile or AudioFile
        The files that could be read.
    flags : sequence of tuple of str
        Those of each file.
    measures : sequence of str
        The attributes to compute quantiles of.
    """
    files = tuple(
        replace(fact, path=path, rows=chosen.paths[path], flags=own)
        for (path, fact), own in zip(facts.items(), flags, strict=True)
    )
    duplicates = same_content({file.path: file.digest for file in files})
    copies = {path for group in duplicates for path in group[1:]}
    fields = {
        "rows": chosen.rows,
        "missing": chosen.missing,
        "distinct": chosen.distinct,
        "looked_at": len(chosen.paths),
        "files": files,
        "duplicates": duplicates,
        "quantiles": quantiles_of(files, measures),
        "flags": dict(Counter(flag for own in flags for flag in own).most_common()),
    }
    return fields, [path for path in facts if path not in copies]


def chosen_names(names: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the names whose condition holds."""
    return tuple(name for name, applies in names.items() if applies)
