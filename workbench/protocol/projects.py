"""What a server has: its projects and their datasets."""

from __future__ import annotations

from workbench.protocol.message import Message

__all__ = ["DatasetSummary", "ErrorBody", "ProjectSummary", "ProjectsPage", "Status"]


class Status(Message):
    """The server's release, and in whose name decisions are made."""

    version: str
    reviewer: str


class DatasetSummary(Message):
    """One dataset as the sidebar shows it."""

    name: str
    rows: int | None
    issues: int | None
    open_items: int | None
    versions: int | None


class ProjectSummary(Message):
    """One project; ``id`` is null where it cannot be read, and ``error`` then says why."""

    id: str | None
    error: str | None = None
    name: str
    path: str
    datasets: tuple[DatasetSummary, ...]


class ProjectsPage(Message):
    """The projects below a server's root folder."""

    projects: tuple[ProjectSummary, ...]


class ErrorBody(Message):
    """How an error travels, over REST and over the comm alike."""

    type: str
    message: str
