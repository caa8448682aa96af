"""A page with the recipe view, and a server that answers from a real project."""

from __future__ import annotations

import json
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from workbench.errors import WorkbenchError
from workbench.recipe_editor import RecipeEditor
from workbench.server.dispatcher import Dispatcher

ROOT = Path(__file__).parents[2]
PAGE = b"""<!doctype html><html lang="en"><meta charset="utf-8"><title>recipe</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/recipe.css">
<body style="margin:16px;background:light-dark(#f4f5f7,#0e1014);color-scheme:light dark">
<main id="host"></main><script type="module" src="/recipe.js"></script></body></html>"""


def bundle(folder: Path) -> None:
    """Bundle the view with the page's entry into `folder`."""
    esbuild = ROOT / "extensions" / "node_modules" / ".bin" / "esbuild"
    entry = Path(__file__).parent / "recipe" / "entry.ts"
    options = ["--bundle", "--format=esm", "--charset=utf8", f"--outfile={folder / 'recipe.js'}"]
    subprocess.run([esbuild, entry, *options, "--log-level=warning"], check=True)


class RecipeServer:
    """Serves the page, and answers ``/call/<method>`` about a dataset.

    Attributes
    ----------
    dataset : Dataset
        What is edited; may be exchanged between tests.
    failing : int
        So many of the next edits are done, but their answer is lost.
    """

    def __init__(self, files: Path) -> None:
        self.dataset: Any = None
        self.failing = 0
        self.asked: list[tuple[str, Any]] = []
        self._files = files
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = urlsplit(self.path).path.lstrip("/")
                kinds = {"recipe.js": "text/javascript", "recipe.css": "text/css"}
                body = (server._files / name).read_bytes() if name in kinds else PAGE
                self.answer(200, body, kinds.get(name, "text/html"))

            def do_POST(self) -> None:
                parts = urlsplit(self.path)
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                user = parse_qs(parts.query)["user"][0]
                status, answer = server.call(parts.path.rsplit("/", 1)[-1], body, user)
                if status == 0:
                    self.close_connection = True
                    return
                self.answer(status, json.dumps(answer).encode(), "application/json")

            def answer(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", f"{kind}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/"

    def dispatcher(self, user: str = "ada") -> Dispatcher:
        """Return the dispatcher of a user."""
        return Dispatcher(RecipeEditor(self.dataset.context.for_user(user)))

    def call(self, method: str, body: Any, user: str) -> tuple[int, Any]:
        """Answer one question; status 0 is no answer."""
        self.asked.append((method, body))
        try:
            answer = self.dispatcher(user).handle(method, body)
        except WorkbenchError as error:
            return error.status, {"error": {"type": type(error).__name__, "message": str(error)}}
        if method == "edit" and self.failing:
            self.failing -= 1
            return 0, None
        return 200, answer

    def close(self) -> None:
        """Stop serving."""
        self._http.shutdown()
        self._http.server_close()
