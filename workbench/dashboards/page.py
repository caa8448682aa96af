"""The review page: one notebook, rendered for the reviewer who is signed in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat
import tornado.web
from jupyter_server.auth.decorator import authorized
from voila.tornado.handler import TornadoVoilaHandler

from workbench.dashboards.identity import show_page
from workbench.errors import WorkbenchError
from workbench.queues.claims import own_progress
from workbench.queues.queues import find_queue, queues
from workbench.server.projects import OneProject
from workbench.store import database
from workbench.types import Json

__all__ = ["NOTEBOOK", "QUEUE_HEADER", "OnePage", "PageHandler", "add_page"]

HERE = Path(__file__).parent
NOTEBOOK = "review.ipynb"
QUEUE_HEADER = "X-Workbench-Queue"


class PageHandler(TornadoVoilaHandler):
    """The review page: the notebook, rendered for the reviewer who is signed in."""

    page: Json

    @tornado.web.authenticated
    @authorized("read", resource="page")
    async def get(self, path: str | None = None) -> None:
        """Render the page for the queue asked for, or for the first with work left."""
        wanted = self.get_query_argument("queue", "")
        self.page = await asyncio.to_thread(self._describe, wanted)
        if not self.page["queue"]:
            show_page(
                self,
                "message.html",
                title="Nothing to review",
                message="No queue is open at the moment. Reload this page later.",
            )
            return
        self.request.headers[QUEUE_HEADER] = self.page["queue"]
        async for part in self.get_generator():
            self.write(part)
            await self.flush()

    def _describe(self, wanted: str) -> Json:
        """Return what the template shows around the view."""
        projects: OneProject = self.settings["workbench_projects"]
        reviewer = self.current_user.username
        tabs = []
        for entry in queues(projects.database):
            if projects.has_queue(entry["name"]):
                with database.reading(projects.database) as connection:
                    queue = find_queue(connection, entry["name"])
                    done = own_progress(connection, queue, reviewer)
                left = done.total - done.decided
                address = f"{self.base_url}?queue={quote(queue.name, safe='')}"
                tabs.append({"name": queue.name, "left": left, "address": address})
        named = [tab for tab in tabs if tab["name"] == wanted]
        open_tabs = [tab for tab in tabs if tab["left"]]
        return {
            "queue": (named or open_tabs or tabs or [{"name": ""}])[0]["name"],
            "tabs": tabs,
            "reviewer": reviewer,
            "xsrf": self.xsrf_token.decode(),  # also sets the cookie that the view sends back
        }

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Show one plain sentence; the log has the cause."""
        error = kwargs.get("exc_info", (None, None))[1]
        known = isinstance(error, WorkbenchError)
        show_page(
            self,
            "message.html",
            title="The page could not be shown",
            message=str(error) if known else "Reload it; if that does not help, ask the owner.",
        )
        self.finish()


class OnePage:
    """Stands in for Jupyter's contents: there is one notebook, and nothing can be written."""

    def get(self, path: str, **_: Any) -> Json:
        """Return the review notebook, whatever is asked for."""
        content = nbformat.read(HERE / NOTEBOOK, as_version=4)
        return {"type": "notebook", "path": NOTEBOOK, "content": content}

    def file_exists(self, path: str) -> bool:
        """Tell that there are no other files."""
        return False


def add_page(handler: PageHandler, *, notebook: Any, cwd: str) -> Any:
    """Give the template what it shows around the view (Voila's hook before a start)."""
    notebook.metadata["workbench"] = handler.page
    return notebook
