"""The Voila application that serves the review page, and only that."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
import tornado.web
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.app import Voila
from voila.configuration import VoilaConfiguration
from voila.paths import collect_static_paths

from workbench.dashboards import access, identity, kernels
from workbench.dashboards.page import NOTEBOOK, QUEUE_HEADER, OnePage, PageHandler, add_page
from workbench.server import routes
from workbench.server.projects import OneProject
from workbench.tables.scratch import scratch_folder
from workbench.types import Json

__all__ = ["ReviewApp", "make_app"]

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
KERNEL = r"(?P<kernel_id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
IDLE_SECONDS = 1200
EXTENSIONS = (
    "anywidget",
    "@jupyter-widgets/jupyterlab-manager",  # registers the base of all widgets
    "@voila-dashboards/widgets-manager8",
)
LOCAL = ("127.0.0.1", "::1", "localhost")
MAX_REQUEST = 1 << 20
MAX_SOCKET_FOLDER = 32
PING_MILLISECONDS = 30_000

POLICY = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class ReviewApp(Voila):
    """Voila with an explicit list of addresses and no configuration from elsewhere."""

    projects: OneProject
    sockets: list[socket.socket]
    work_dir: str
    on_ready: Callable[[], None]

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:
        """Read none: a stray ``voila.py`` must not change what reviewers may do."""

    def setup_template_dirs(self) -> None:
        """Take our own template; Voila's scripts come from its own folders."""
        self.template_paths = [str(TEMPLATES)]
        self.static_paths = [
            path
            for path in collect_static_paths(["voila", "nbconvert"], "lab")
            if os.path.isdir(path)
        ]

    def init_settings(self) -> Json:
        """Return Voila's settings with ours on top."""
        settings: Json = super().init_settings()
        pages = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
        settings.update(
            allow_remote_access=self.ip not in LOCAL,  # a local page answers to local names only
            allow_unauthenticated_access=False,
            headers={
                "Content-Security-Policy": POLICY,
                "Referrer-Policy": "same-origin",
                "X-Frame-Options": "DENY",
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Resource-Policy": "same-origin",
            },
            contents_manager=OnePage(),
            log_function=log_request,
            websocket_max_message_size=MAX_REQUEST,
            ws_ping_interval=PING_MILLISECONDS,
            ws_ping_timeout=PING_MILLISECONDS,
            xsrf_cookie_kwargs={"samesite": "Strict", "path": self.base_url},
            workbench_pages=pages,
            workbench_projects=self.projects,
            workbench_reviewer=lambda user: user.username,
        )
        return settings

    def init_handlers(self) -> list[Any]:
        """Return everything that this server answers to."""
        page = {
            "notebook_path": NOTEBOOK,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        own: list[tuple[Any, ...]] = [
            ("/", PageHandler, page),
            ("/login", identity.LoginHandler),
            ("/logout", identity.LogoutHandler),
            (rf"/api/kernels/{KERNEL}", access.KernelModel),
            (rf"/api/kernels/{KERNEL}/channels", access.KernelSocket),
            (rf"/voila/api/shutdown/{KERNEL}", access.ShutdownHandler),
            (r"/voila/static/(.*)", access.PageFiles, {"paths": self.static_paths}),
            (r"/voila/labextensions/(.*)", access.PageFiles, {"paths": self.labextensions_path}),
            (r"/workbench/static/(.*)", access.PageFiles, {"paths": [str(HERE / "static")]}),
        ]
        return [
            *((url_path_join(self.base_url, path), *rest) for path, *rest in own),
            *routes.handlers(self.base_url),
            (r".*", access.RefusedHandler),
        ]

    def listen(self) -> None:
        """Serve on the sockets that were bound beforehand, until stopped."""
        server = HTTPServer(self.app, max_body_size=MAX_REQUEST)
        server.add_sockets(self.sockets)
        self.ioloop = IOLoop.current()
        self.ioloop.add_callback(self.on_ready)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            pass  # how one stops it in a terminal
        finally:
            server.stop()
            self.stop()
            shutil.rmtree(self.work_dir, ignore_errors=True)


def log_request(handler: tornado.web.RequestHandler) -> None:
    """Log a request without its query, which may hold a token."""
    status = handler.get_status()
    level = logging.INFO if status < 400 else logging.WARNING
    request = handler.request
    logging.getLogger("workbench.page").log(level, "%s %s %s", status, request.method, request.path)


def make_app(
    projects: OneProject,
    sockets: list[socket.socket],
    *,
    address: str,
    on_ready: Callable[[], None],
) -> ReviewApp:
    """Return the application, ready to start."""
    port = int(sockets[0].getsockname()[1])
    app = ReviewApp(
        config=_config(port),
        ip=address,
        port=port,
        open_browser=False,
        root_dir=str(HERE),
    )
    app.notebook_path = str(HERE / NOTEBOOK)
    app.config_file_paths = []
    app.projects, app.sockets, app.on_ready = projects, sockets, on_ready
    app.work_dir = str(scratch_folder("page"))
    app.initialize([])
    return app


def _config(port: int) -> Config:
    config = Config(
        {
            "Voila": {
                "identity_provider_class": identity.ReviewerIdentity,
                "authorizer_class": access.ReviewerAuthorizer,
                "kernel_websocket_connection_class": kernels.ReviewerConnection,
                "log_level": logging.WARNING,
            },
            # Cookies do not tell ports apart: two pages on one host need two names.
            "ReviewerIdentity": {"cookie_name": f"workbench-reviewer-{port}"},
            VoilaConfiguration.__name__: {
                "multi_kernel_manager_class": kernels.OwnedKernelManager,
                "template": "review",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "file_allowlist": [],
                "show_tracebacks": False,
                "strip_sources": True,
                "preheat_kernel": False,
                "progressive_rendering": False,
                "extension_allowlist": list(EXTENSIONS),
                "http_header_envs": [identity.REVIEWER_HEADER, QUEUE_HEADER],
                "prelaunch_hook": add_page,
            },
            "VoilaExecutor": {"cell_error_instruction": "Please tell the owner of this page."},
            "KernelSpecManager": {"allowed_kernelspecs": {"python3"}},  # this environment's own
            "OwnedKernelManager": {
                "cull_idle_timeout": IDLE_SECONDS,
                "cull_interval": 60,
                "buffer_offline_messages": False,
            },
        }
    )
    # Sockets in a private folder, which other users cannot reach; their paths must be short.
    if os.name == "posix" and len(tempfile.gettempdir()) < MAX_SOCKET_FOLDER:
        config.KernelManager.transport = "ipc"
    return config
