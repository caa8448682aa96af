"""Base of all endpoints: authorisation, request bodies, responses and errors."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import Any, cast

import tornado.web
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError

from workbench.errors import InputError, WorkbenchError
from workbench.server.projects import Projects
from workbench.types import Json

__all__ = ["AUTH_RESOURCE", "WorkbenchHandler"]

AUTH_RESOURCE = "workbench"
MAX_BODY = 64 * 1024

REASONS = {
    401: "You are not signed in; open your link again.",
    403: "You may not do this; sign in again, or ask the owner of the project.",
    404: "There is nothing at this address; check the names of the project and the queue.",
}


class WorkbenchHandler(APIHandler):
    """Signed in, authorised, XSRF-checked; blocking work runs off the event loop.

    An endpoint overrides `read` or `write` and touches neither tornado nor JSON.
    Both run in a thread.
    """

    auth_resource = AUTH_RESOURCE
    pool: Executor | None = None
    """Where the blocking work is done; None for the event loop's own threads."""

    def read(self, **names: str) -> Json:
        """Answer a GET; `names` is what the address names."""
        raise HTTPError(405)

    def write_body(self, body: Json, **names: str) -> Json:
        """Answer a POST with a JSON object as its body."""
        raise HTTPError(405)

    @tornado.web.authenticated
    @authorized("read", resource=AUTH_RESOURCE)  # type: ignore[untyped-decorator]
    async def get(self, **names: str) -> None:
        """Answer with what `read` returns."""
        await self._answer(partial(self.read, **names))

    @tornado.web.authenticated
    async def post(self, **names: str) -> None:
        """Answer with what `write_body` returns."""
        allowed: Any = authorized(self.needed_right(**names), resource=AUTH_RESOURCE)
        await allowed(WorkbenchHandler._post)(self, **names)

    async def _post(self, **names: str) -> None:
        await self._answer(partial(self.write_body, self._json_object(), **names))

    def needed_right(self, **names: str) -> str:
        """Return what a user must be allowed to do for a POST: ``read`` or ``write``."""
        return "write"

    @property
    def projects(self) -> Projects:
        """The projects that this server shows."""
        return cast(Projects, self.settings["workbench_projects"])

    @property
    def reviewer(self) -> str:
        """In whose name decisions are made: never taken from the request itself."""
        return str(self.settings["workbench_reviewer"](self.current_user))

    async def _answer(self, work: Callable[[], Json]) -> None:
        answer = await asyncio.get_running_loop().run_in_executor(self.pool, work)
        self.set_header("Cache-Control", "no-store")
        await self.finish(json.dumps(answer, allow_nan=False))

    def _json_object(self) -> Json:
        if len(self.request.body) > MAX_BODY:
            raise InputError(
                f"the request has {len(self.request.body)} bytes; the limit is {MAX_BODY}"
            )
        try:
            body = json.loads(self.request.body.decode("utf-8"))
        except (ValueError, RecursionError):
            raise InputError("the request body is not valid JSON; send one object") from None
        if not isinstance(body, dict):
            raise InputError("the request body is not a JSON object; send {…}")
        return body

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Answer with ``{"error": {"type", "message"}}``; what is unexpected stays in the log."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        if isinstance(error, WorkbenchError):
            status_code, kind, message = error.status, type(error).__name__, str(error)
        elif isinstance(error, HTTPError):
            kind = "PermissionDeniedError" if status_code in (401, 403) else "HTTPError"
            message = REASONS.get(status_code, f"The request was refused (status {status_code}).")
            if status_code == 405:
                other = "POST" if self.request.method == "GET" else "GET"
                message = f"This address takes {other} requests only; nothing was changed."
        else:
            status_code, kind = 500, "ServerError"
            message = "An unexpected error occurred; nothing was lost. The server's log says why."
        self.set_status(status_code)
        self.set_header("Cache-Control", "no-store")
        self.finish(json.dumps({"error": {"type": kind, "message": message}}))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log what is unexpected with its traceback, and what a user did wrong in one line."""
        if isinstance(value, WorkbenchError) and value.status < 500:
            self.log.info("workbench: %s %s: %s", self.request.method, self.request.path, value)
        else:
            super().log_exception(typ, value, tb)
