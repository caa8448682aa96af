"""The endpoints.  Each says what it reads or writes; all else is in `base`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from jupyter_server.utils import url_path_join

from workbench.errors import InputError, NotFoundError
from workbench.protocol.methods import METHODS
from workbench.queues.queues import queues
from workbench.queues.session import Session
from workbench.server.base import WorkbenchHandler
from workbench.types import Json

if TYPE_CHECKING:
    from workbench.server.desks import Desks

__all__ = [
    "DatasetHandler",
    "DecisionsHandler",
    "HistoryHandler",
    "ItemHandler",
    "MediaHandler",
    "NextHandler",
    "ProjectsHandler",
    "QueuesHandler",
    "StatusHandler",
    "handlers",
]

PROJECT = r"(?P<project>[0-9a-fA-F-]{36})"
QUEUE = r"(?P<queue>[^/]+)"
DATASET = r"(?P<dataset>[^/]+)"
ITEM = r"(?P<item>[^/]+)"


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
        return self.session(place).next(self._count("10")).to_dict()

    def _count(self, usual: str) -> int:
        wanted = self.get_query_argument("count", usual)
        if not wanted.isdecimal() or len(wanted) > 4:
            raise InputError(f"count is {wanted[:20]!r}; give a number such as {usual}")
        return int(wanted)


class DecisionsHandler(QueueHandler):
    """``POST …/queues/{queue}/decisions``: store one decision."""

    def write_body(self, body: Json, **place: str) -> Json:
        """Return the decision as stored, durable by then, and the progress."""
        return self.session(place).decide(body).to_dict()


class HistoryHandler(NextHandler):
    """``GET …/queues/{queue}/history?before=…&count=50``: one's own decisions, newest first."""

    def read(self, **place: str) -> Json:
        """Return decisions, and whether there are older ones."""
        before = self.get_query_argument("before", None)
        return self.session(place).history(before=before, count=self._count("50")).to_dict()


class ItemHandler(QueueHandler):
    """``GET …/queues/{queue}/items/{item}``: an item one holds or has decided."""

    def read(self, **place: str) -> Json:
        """Return the item and the own decision about it."""
        return self.session(place).item(place["item"]).to_dict()


class MediaHandler(QueueHandler):
    """``GET …/queues/{queue}/items/{item}/media?column=…``: the image that the item names."""

    def read(self, **place: str) -> Json:
        """Return the image, re-encoded, as a ``data:`` address."""
        column = self.get_query_argument("column", "", strip=False)
        return self.session(place).media(place["item"], column).to_dict()


@cache
def _desks() -> Desks:
    """Return the tables that this server has open; what reads them is loaded for the first one."""
    from workbench.server.desks import Desks

    return Desks()


class DatasetHandler(WorkbenchHandler):
    """``POST …/datasets/{dataset}/{method}``: the questions of `protocol.methods`.

    A question changes nothing and needs the right to read; the others that to write.
    """

    # Threads of their own: a long look at a table must not keep decisions waiting.
    pool = ThreadPoolExecutor(4, thread_name_prefix="workbench-desk")

    def needed_right(self, **place: str) -> str:
        """Return ``write`` for a method that changes something."""
        method = METHODS.get(place["method"])
        return "read" if method is not None and not method.writes else "write"

    def write_body(self, body: Json, **place: str) -> Json:
        """Return what the dataset's desk answers."""
        project = place["project"]
        folder = self.projects.folder(project)
        desk = _desks().desk(self.projects.engine(project), folder, place["dataset"], self.reviewer)
        return desk.handle(place["method"], body)


def handlers(base_url: str) -> list[tuple[str, type[WorkbenchHandler]]]:
    """Return the address pattern and handler of every endpoint."""
    queue = rf"projects/{PROJECT}/queues/{QUEUE}"
    routes: list[tuple[str, type[WorkbenchHandler]]] = [
        ("status", StatusHandler),
        ("projects", ProjectsHandler),
        (rf"projects/{PROJECT}/queues", QueuesHandler),
        (rf"{queue}/next", NextHandler),
        (rf"{queue}/decisions", DecisionsHandler),
        (rf"{queue}/history", HistoryHandler),
        (rf"{queue}/items/{ITEM}", ItemHandler),
        (rf"{queue}/items/{ITEM}/media", MediaHandler),
        (rf"projects/{PROJECT}/datasets/{DATASET}/(?P<method>[a-z_]+)", DatasetHandler),
    ]
    return [(url_path_join(base_url, "workbench/api", path), cls) for path, cls in routes]
