"""Which project, which dataset, and in whose name: what every service is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import sqlalchemy as sa

__all__ = ["DatasetContext", "ProjectContext"]


@dataclass(frozen=True)
class ProjectContext:
    """One user in one project.

    Attributes
    ----------
    engine : sqlalchemy.Engine
        The project's database.
    folder : Path
        The project's folder.
    user : str
        In whose name decisions and versions are made: as authenticated, never as a client says.
    project_id : str
        The identifier by which servers know the project; empty where no server needs it.
    """

    engine: sa.Engine
    folder: Path
    user: str
    project_id: str = ""

    def for_user(self, name: str) -> Self:
        """Return the same context in the name of another user."""
        return replace(self, user=name)

    def for_dataset(self, name: str) -> DatasetContext:
        """Return the context of a dataset of the project."""
        return DatasetContext(self.engine, self.folder, self.user, self.project_id, name)


@dataclass(frozen=True)
class DatasetContext(ProjectContext):
    """One user at one dataset of a project.

    Attributes
    ----------
    dataset : str
        Name of the dataset.
    """

    dataset: str = ""
