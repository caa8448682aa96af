"""Who works on which dataset: what everything asks for that reads and decides for a user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

__all__ = ["Seat"]


@dataclass(frozen=True)
class Seat:
    """One user at one dataset.

    Attributes
    ----------
    engine : sqlalchemy.Engine
        The project's database.
    folder : Path
        The project's folder.
    dataset : str
        Name of the dataset.
    user : str
        In whose name decisions are made: as authenticated, never as a client says.
    """

    engine: sa.Engine
    folder: Path
    dataset: str
    user: str
