"""The Jupyter server extension: REST over store and review."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp

__all__: list[str] = []


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "workbench.server"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    """Mount the endpoints for all projects below the server's root folder.

    Whoever reaches this server owns it, and its login makes up a new name for each
    browser: decisions are therefore made in the name of the operating system's user.
    """
    from workbench.server.projects import ScannedProjects
    from workbench.server.routes import handlers

    settings: dict[str, Any] = app.web_app.settings
    settings["workbench_projects"] = ScannedProjects(Path(app.root_dir))
    settings["workbench_reviewer"] = lambda _user: getpass.getuser()
    app.web_app.add_handlers(".*$", handlers(settings["base_url"]))  # type: ignore[no-untyped-call]
    app.log.info("workbench: endpoints under %sworkbench/api", settings["base_url"])
