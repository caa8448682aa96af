"""The endpoints.  Each says what it reads or writes; all else is in `base`."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from jupyter_server.utils import url_path_join

from workbench.errors import InputError, NotFoundError
from workbench.review.queues import queues
from workbench.review.session import Session
from workbench.server.base import WorkbenchHandler
from workbench.types import Json

__all__ = [
    "DecisionsHandler",
    "NextHandler",
    "ProjectsHandler",
    "QueuesHandler",
    "StatusHandler",
    "handlers",
]

PROJECT = r"(?P<project>[0-9a-fA-F-]{36})"
QUEUE = r"(?P<queue>[^/]+)"


def _version() -> str:
    try:
        return version("dq-workbench")
    except PackageNotFoundError:
        return "0+unknown"


class StatusHandler(WorkbenchHandler):
    """``GET status``: the version, and in whose name decisions are made."""

    def read(self, **place: str) -> Json:
        """Return version and reviewer."""
        return {"version": _version(), "reviewer": self.reviewer}


class ProjectsHandler(WorkbenchHandler):
    """``GET projects``: the projects below the server's root, with their datasets."""

    def read(self, **place: str) -> Json:
        """Return the projects; a damaged one carries ``error``."""
        return {"projects": self.projects.listing()}


class QueuesHandler(WorkbenchHandler):
    """``GET projects/{project}/queues``: the queues and how far they are."""

    def read(self, **place: str) -> Json:
        """Return the queues of a project."""
        return {"queues": queues(self.projects.engine(place["project"]))}


class QueueHandler(WorkbenchHandler):
    """Base of the endpoints of one queue."""

    def session(self, place: dict[str, str]) -> Session:
        """Return the session of the signed-in reviewer at the queue named in the address."""
        if not self.projects.has_queue(place["queue"]):
            raise NotFoundError(f"queue {place['queue']!r}: there is no such queue here")
        engine = self.projects.engine(place["project"])
        return Session(engine, place["queue"], self.reviewer)


class NextHandler(QueueHandler):
    """``GET …/queues/{queue}/next?count=10``: claim items and return them."""

    def read(self, **place: str) -> Json:
        """Return queue, items, progress and recent decisions."""
        wanted = self.get_query_argument("count", "10")
        if not wanted.isdecimal() or len(wanted) > 4:
            raise InputError(f"count is {wanted[:20]!r}; give a number such as 10")
        return self.session(place).next(int(wanted))


class DecisionsHandler(QueueHandler):
    """``POST …/queues/{queue}/decisions``: store one decision."""

    def write_body(self, body: Json, **place: str) -> Json:
        """Return the decision as stored, durable by then, and the progress."""
        return self.session(place).decide(body)


def handlers(base_url: str) -> list[tuple[str, type[WorkbenchHandler]]]:
    """Return the address pattern and handler of every endpoint."""
    queue = rf"projects/{PROJECT}/queues/{QUEUE}"
    routes: list[tuple[str, type[WorkbenchHandler]]] = [
        ("status", StatusHandler),
        ("projects", ProjectsHandler),
        (rf"projects/{PROJECT}/queues", QueuesHandler),
        (rf"{queue}/next", NextHandler),
        (rf"{queue}/decisions", DecisionsHandler),
    ]
    return [(url_path_join(base_url, "workbench/api", path), cls) for path, cls in routes]
