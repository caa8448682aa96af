"""Who a reviewer is: a token in a link, kept in a cookie that scripts cannot read."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import jinja2
import sqlalchemy as sa
from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import RequestHandler

from workbench.store.reviewers import reviewer_of

__all__ = ["REVIEWER_HEADER", "LoginHandler", "LogoutHandler", "ReviewerIdentity", "show_page"]

REVIEWER_HEADER = "X-Workbench-Reviewer"
DAYS = 30
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class ReviewerIdentity(IdentityProvider):
    """Maps the cookie's token to a reviewer on every request, so that revoking works at once.

    A token is taken from the cookie only: in a header it would switch off the
    protection against forged requests, in an address it would end up in logs.
    """

    @property
    def engine(self) -> sa.Engine:
        """The project's database."""
        app: Any = self.parent
        return cast(sa.Engine, app.projects.database)

    @property
    def auth_enabled(self) -> bool:
        """Sign-in is always needed."""
        return True

    async def get_user(self, handler: RequestHandler) -> User | None:
        """Return the signed-in reviewer, or None.

        What a browser claims in our own header is overwritten, so that the header
        can be trusted where Voila hands it on to a kernel.
        """
        token = handler.get_cookie(self.get_cookie_name(handler))
        name = await self.reviewer(token) if token else None
        handler.request.headers.pop(REVIEWER_HEADER, None)
        if name is None:
            return None
        handler.request.headers[REVIEWER_HEADER] = name
        return User(username=name, name=name, display_name=name)

    async def reviewer(self, token: str) -> str | None:
        """Return the name of the active reviewer with this token."""
        if not token.isascii() or len(token) > 200:
            return None
        return await asyncio.to_thread(reviewer_of, self.engine, token)

    def sign_in(self, handler: RequestHandler, token: str) -> None:
        """Keep the token in a cookie that scripts cannot read and other sites cannot send."""
        handler.set_cookie(
            self.get_cookie_name(handler),
            token,
            path=handler.settings["base_url"],
            expires_days=DAYS,
            httponly=True,
            samesite="Strict",
            secure=handler.request.protocol == "https",
        )

    def sign_out(self, handler: RequestHandler) -> None:
        """Forget the cookie."""
        handler.clear_cookie(self.get_cookie_name(handler), path=handler.settings["base_url"])

    def get_handlers(self) -> list[tuple[str, object]]:
        """Return none: the application lists its addresses itself."""
        return []


def show_page(handler: JupyterHandler, name: str, **values: Any) -> None:
    """Write one of the pages that need no kernel; nothing in it can run."""
    pages = cast(jinja2.Environment, handler.settings["workbench_pages"])
    handler.set_header("Content-Type", "text/html; charset=UTF-8")
    handler.set_header("Content-Security-Policy", PAGE_POLICY)
    handler.set_header("Cache-Control", "no-store")
    handler.write(pages.get_template(name).render(base_url=handler.base_url, **values))


class LoginHandler(JupyterHandler):
    """``/login``: by link (``?token=…``) or by pasting the token into a form."""

    @allow_unauthenticated
    async def get(self) -> None:
        """Sign in with the link's token, or show the form."""
        token = self.get_query_argument("token", "")
        if not token:
            self._form()
        elif await self._sign_in(token):
            # Not a redirect: within one that another site began, the browser would hold
            # the strict cookie back.  A refresh also drops this address from the history.
            show_page(self, "signed_in.html")

    @allow_unauthenticated
    async def post(self) -> None:
        """Sign in with the form's token."""
        if await self._sign_in(self.get_body_argument("token", "").strip()):
            self.redirect(self.base_url, status=303)

    async def _sign_in(self, token: str) -> bool:
        identity = cast(ReviewerIdentity, self.identity_provider)
        if await identity.reviewer(token) is None:
            self.set_status(403)
            self._form("This token is invalid or has expired. Ask for a new link.")
            return False
        identity.sign_in(self, token)
        return True

    def _form(self, problem: str = "") -> None:
        show_page(self, "login.html", xsrf=self.xsrf_token.decode(), problem=problem)


class LogoutHandler(JupyterHandler):
    """``POST /logout``: forget the cookie and stop the reviewer's kernels."""

    async def post(self) -> None:
        """Sign out."""
        await self.settings["kernel_manager"].shutdown_kernels_of(self.current_user.username)
        cast(ReviewerIdentity, self.identity_provider).sign_out(self)
        self.redirect(f"{self.base_url}login", status=303)
