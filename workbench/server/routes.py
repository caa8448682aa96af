"""The endpoints.  Each says what it reads or writes; all else is in `base`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from jupyter_server.utils import url_path_join

from workbench.errors import NotFoundError
from workbench.protocol.methods import METHODS
from workbench.queues.queues import queues
from workbench.queues.session import Session
from workbench.server.base import WorkbenchHandler
from workbench.server.dispatcher import Dispatcher
from workbench.types import Json

if TYPE_CHECKING:
    from workbench.server.registry import DatasetRegistry

__all__ = [
    "DatasetHandler",
    "MethodHandler",
    "ProjectsHandler",
    "QueueHandler",
    "QueuesHandler",
    "StatusHandler",
    "handlers",
]

PROJECT = r"(?P<project>[0-9a-fA-F-]{36})"
NAME = r"(?P<name>[^/]+)"
METHOD = r"(?P<method>[a-z_]+)"


def _version() -> str:
    try:
        return version("dq-workbench")
    except PackageNotFoundError:
        return "0+unknown"


class StatusHandler(WorkbenchHandler):
    """``GET status``: the version, and in whose name decisions are made."""

    def read(self, **names: str) -> Json:
        """Return version and reviewer."""
        return {"version": _version(), "reviewer": self.reviewer}


class ProjectsHandler(WorkbenchHandler):
    """``GET projects``: the projects below the server's root, with their datasets."""

    def read(self, **names: str) -> Json:
        """Return the projects; a damaged one carries ``error``."""
        return {"projects": self.projects.listing()}


class QueuesHandler(WorkbenchHandler):
    """``GET projects/{project}/queues``: the queues and how far they are."""

    def read(self, **names: str) -> Json:
        """Return the queues of a project."""
        return {"queues": queues(self.projects.context(names["project"], self.reviewer).engine)}


class MethodHandler(WorkbenchHandler):
    """``POST …/{name}/{method}``: calls a method of `protocol.methods`."""

    def needed_right(self, **names: str) -> str:
        """Return what the table of methods says; ``write`` for an unknown method."""
        method = METHODS.get(names["method"])
        return "write" if method is None else method.right

    def write_body(self, body: Json, **names: str) -> Json:
        """Return the response of the method."""
        return self.dispatcher(names["project"], names["name"]).handle(names["method"], body)

    def dispatcher(self, project: str, name: str) -> Dispatcher:
        """Return the dispatcher of the signed-in user at the dataset or queue called `name`."""
        raise NotImplementedError


class QueueHandler(MethodHandler):
    """``POST projects/{project}/queues/{name}/{method}``: for reviewers."""

    def dispatcher(self, project: str, name: str) -> Dispatcher:
        """Return that of a queue; `NotFoundError` where it is not published here."""
        if not self.projects.has_queue(name):
            raise NotFoundError(f"queue {name!r}: there is no such queue here")
        return Dispatcher(Session(self.projects.context(project, self.reviewer), name))


@cache
def _registry() -> DatasetRegistry:
    """Return the tables that this server has open; what reads them is imported for the first."""
    from workbench.server.registry import DatasetRegistry

    return DatasetRegistry()


class DatasetHandler(MethodHandler):
    """``POST projects/{project}/datasets/{name}/{method}``: for those who may see the table."""

    # Threads of their own: reading a large table must not keep decisions waiting.
    pool = ThreadPoolExecutor(4, thread_name_prefix="workbench-dataset")

    def dispatcher(self, project: str, name: str) -> Dispatcher:
        """Return that of a dataset; `NotFoundError` where no tables are shown."""
        context = self.projects.dataset_context(project, self.reviewer, name)
        return _registry().dispatcher(context)


def handlers(base_url: str) -> list[tuple[str, type[WorkbenchHandler]]]:
    """Return the address pattern and handler of every endpoint."""
    project = f"projects/{PROJECT}"
    routes: list[tuple[str, type[WorkbenchHandler]]] = [
        ("status", StatusHandler),
        ("projects", ProjectsHandler),
        (f"{project}/queues", QueuesHandler),
        (f"{project}/queues/{NAME}/{METHOD}", QueueHandler),
        (f"{project}/datasets/{NAME}/{METHOD}", DatasetHandler),
    ]
    return [(url_path_join(base_url, "workbench/api", path), cls) for path, cls in routes]
