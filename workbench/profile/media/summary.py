"""What the summaries of images and of sound files share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from workbench.profile.media.files import Unreadable
from workbench.profile.result import Result
from workbench.tables.frames import frame_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MediaSummary"]


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
