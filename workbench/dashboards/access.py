"""What a reviewer may do: a short list; everything else is refused."""

from __future__ import annotations

from typing import Any

import tornado.web
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.decorator import authorized
from jupyter_server.auth.identity import User
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from workbench.dashboards.identity import show_page
from workbench.server import routes

__all__ = [
    "KernelModel",
    "KernelSocket",
    "PageFiles",
    "RefusedHandler",
    "ReviewerAuthorizer",
    "ShutdownHandler",
]


class ReviewerAuthorizer(Authorizer):
    """Allows the page, the reviewer's own kernels and the endpoints of reviewing.

    Which queues those endpoints serve is checked by the endpoints themselves.
    """

    def is_authorized(
        self, handler: JupyterHandler, user: User, action: str, resource: str
    ) -> bool:
        """Tell whether this reviewer may do this; unknown means no."""
        if user is None:
            return False
        if isinstance(handler, KernelModel | KernelSocket | ShutdownHandler):
            kernel_id = handler.path_kwargs.get("kernel_id", "")
            owner = handler.settings["kernel_manager"].owner(kernel_id)
            return owner == user.username and (
                action != "write" or isinstance(handler, ShutdownHandler)
            )
        if isinstance(handler, routes.QueueHandler):
            return action in ("read", "write")
        if isinstance(handler, routes.StatusHandler):
            return action == "read"
        return resource == "page" and action == "read"


class KernelModel(KernelHandler):
    """``/api/kernels/{id}``: what the page asks before it connects."""


class KernelSocket(VoilaKernelWebsocketHandler):
    """``/api/kernels/{id}/channels``: the widgets' messages."""


class ShutdownHandler(VoilaShutdownKernelHandler):
    """``POST /voila/api/shutdown/{id}``: sent when a tab closes."""

    @tornado.web.authenticated
    @authorized("write", resource="kernels")
    async def post(self, kernel_id: str) -> None:
        """Stop one's own kernel."""
        await self.kernel_manager.shutdown_kernel(kernel_id)
        self.set_status(204)
        self.finish()


class PageFiles(JupyterHandler, MultiStaticFileHandler):
    """Scripts and styles of the installed packages, for reviewers who are signed in."""

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep the file, but ask again; never a shared cache."""
        self.set_header("Cache-Control", "private, no-cache")

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with the status alone."""
        self.finish()


class RefusedHandler(JupyterHandler):
    """Everything that is not offered."""

    async def prepare(self) -> None:  # type: ignore[override]
        """Ask for sign-in, or refuse; interfaces get a status, people a page."""
        machine = self.request.path.startswith(
            tuple(f"{self.base_url}{part}" for part in ("api/", "voila/", "workbench/"))
        )
        await super().prepare(_redirect_to_login=not machine)
        if self.current_user is not None:
            raise HTTPError(403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Show one plain sentence."""
        show_page(
            self,
            "message.html",
            title="This is not part of the review",
            message="Your link only opens the review page.",
        )
        self.finish()
