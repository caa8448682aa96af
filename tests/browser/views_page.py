"""A bare page with the grid or the charts, and a small server with a real dispatcher behind it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import tornado.httpserver
import tornado.netutil
import tornado.web

from tests.browser.conftest import LIMIT
from workbench.errors import NotFoundError, WorkbenchError
from workbench.explore import Explorer, MemorySource
from workbench.server.dispatcher import Dispatcher
from workbench.types import Issue

ROOT = Path(__file__).parents[2]
EVIDENCE = ROOT / "test-evidence"
API = "/workbench/api"
ESBUILD = ROOT / "extensions" / "node_modules" / ".bin" / "esbuild"
HOSTILE = "<img src=x onerror=\"window.hit='cell'\"></script><script>window.hit='script'</script>"
ODD = [
    HOSTILE,
    "safe\u202egnp.exe",
    "🙂 שלום",
    "before\x00after",
    "x" * 1_000_000,
    "",
    "  padded ",
    "two\nlines\tand a tab",
    '=HYPERLINK("http://localhost/")',
]
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Views</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/views.css">
<body style="margin:0;background:light-dark(#f4f5f7,#0e1014);color-scheme:light dark">
<main id="host" style="height:100vh"></main>
<script type="module">
import "/views.js";
window.hit = null;
window.actions = [];
const channel = new views.RestChannel({baseUrl: "/"});
const client = views.datasetClient(channel, "p", "people");
window.pending = 0;
window.client = {label: client.label, call: async (...request) => {
  window.pending += 1;
  try { return await client.call(...request); } finally { window.pending -= 1; }
}};
window.start = async (what, stored = null) => {
  const first = await client.call("open", {});
  window.state = new views.Exploration(first, stored);
  const host = document.getElementById("host");
  host.replaceChildren();
  const options = {client: window.client, state};
  if (what === "grid") window.view = views.mountGrid(host, options);
  else window.view = views.mountProfile(host, {...options,
    onAction: (name, selection) => actions.push([name, selection]),
    onDetail: (column) => actions.push(["detail", column])});
};
window.ready = true;
</script></body></html>"""


QUIET = """() => new Promise((done) => {
  let since = performance.now();
  const check = () => {
    if (window.pending || window.mock?.pending) since = performance.now();
    if (performance.now() - since < 300) setTimeout(check, 20);
    else requestAnimationFrame(() => done(true));
  };
  check();
})"""


def quiet(page: Any) -> None:
    """Wait until nothing has been on its way for a while: what was to come is drawn."""
    page.wait_for_function(QUIET)


def people(rows: int = 20_000) -> pa.Table:
    """Return a table with usual columns, one of hostile texts, and big and nested values."""
    rng = np.random.default_rng(7)
    towns = np.array(["Leeds", "York", "Hull", "Bath"])
    height = rng.normal(170, 10, rows)
    some = {
        "id": np.arange(rows),
        "height": pa.array(height, mask=np.arange(rows) % 11 == 0),
        "town": pa.array(towns[(rng.random(rows) ** 2 * 4).astype(int)]),
        "seen": pa.array(
            (1.6e9 + rng.random(rows) * 1e8).astype("int64") * 1_000_000, pa.timestamp("us")
        ),
        "member": pa.array(rng.random(rows) < 0.3),
        HOSTILE: pa.array([ODD[n % len(ODD)] if n < 40 else f"text {n}" for n in range(rows)]),
        "big": pa.array([2**53 + 1 + n for n in range(rows)]),
        "list": pa.array([[n, None] if n % 2 else None for n in range(rows)]),
    }
    some["weight"] = pa.array(height - 100 + rng.normal(0, 5, rows))
    return pa.table(some)


def issues() -> list[Issue]:
    """Return issues on the first rows."""
    return [
        Issue("outlier", "height", (1, 2, 5), 3, 0.9, {"message": f"far from others {HOSTILE}"}),
        Issue("duplicate", None, (8, 9), 2, 0.5, {"message": "two rows are alike"}),
    ]


class ViewsServer:
    """Serves the page and answers for one table, in a thread of its own."""

    def __init__(self, folder: Path, table: pa.Table) -> None:
        source = MemorySource(table, name="people", key="id", issues=issues())
        self.dispatcher = Dispatcher(Explorer(source))
        self.folder = folder
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.latency = 0.0
        self.failure: WorkbenchError | None = None
        self.change: dict[str, int] | None = None
        self.pool = ThreadPoolExecutor(4)
        self.running = self.most_at_once = 0
        self._count = threading.Lock()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(20)

    def reset(self) -> None:
        self.asked.clear()
        self.most_at_once = 0
        self.latency, self.failure, self.change = 0.0, None, None

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        app = tornado.web.Application(
            [
                (
                    r"/workbench/api/projects/p/datasets/people/(\w+)",
                    MethodHandler,
                    {"server": self},
                ),
                (r"/(views\.(?:js|css))", tornado.web.StaticFileHandler, {"path": self.folder}),
                (r"/", Page),
            ]
        )
        [socket] = tornado.netutil.bind_sockets(0, "127.0.0.1")
        http = tornado.httpserver.HTTPServer(app)
        http.add_sockets([socket])
        self.url = f"http://127.0.0.1:{socket.getsockname()[1]}/"
        self._ready.set()
        await self._end.wait()
        http.stop()
        await http.close_all_connections()

    @contextlib.contextmanager
    def counted(self, method: str) -> Iterator[None]:
        """Count how many windows of rows are read at once."""
        step = int(method == "window")
        with self._count:
            self.running += step
            self.most_at_once = max(self.most_at_once, self.running)
        try:
            yield
        finally:
            with self._count:
                self.running -= step

    def answer(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        with self.counted(method):
            return self._answer(method, body)

    def _answer(self, method: str, body: dict[str, Any]) -> dict[str, Any]:
        started = time.monotonic()
        self.asked.append((method, body))
        if self.failure is not None and method != "open":
            raise self.failure
        response = self.dispatcher.handle(method, body)
        if self.change and method == "window":
            response.update(self.change)
        time.sleep(max(0.0, self.latency - (time.monotonic() - started)))
        return response

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)
        self.pool.shutdown()


class Page(tornado.web.RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Security-Policy", "connect-src 'self'; img-src 'self' data:")
        self.write(PAGE)


class MethodHandler(tornado.web.RequestHandler):
    def initialize(self, server: ViewsServer) -> None:
        self.server = server

    async def post(self, method: str) -> None:
        loop = asyncio.get_running_loop()
        body = json.loads(self.request.body)
        try:
            found = await loop.run_in_executor(self.server.pool, self.server.answer, method, body)
        except WorkbenchError as error:
            self.set_status(404 if isinstance(error, NotFoundError) else 400)
            found = {"error": {"type": type(error).__name__, "message": str(error)}}
        self.set_header("Content-Type", "application/json")
        with contextlib.suppress(tornado.iostream.StreamClosedError):
            await self.finish(json.dumps(found))


def bundled(folder: Path) -> Path:
    """Bundle the views with their styles into a folder."""
    if not ESBUILD.exists():
        pytest.skip("the JavaScript packages are not installed (cd extensions && jlpm)")
    command = [
        ESBUILD,
        ROOT / "tests" / "browser" / "views" / "entry.ts",
        "--bundle",
        "--format=esm",
        f"--outfile={folder / 'views.js'}",
        f"--alias:@dq-workbench/views={ROOT / 'extensions' / 'views' / 'src' / 'index.ts'}",
        "--log-level=warning",
    ]
    subprocess.run(command, check=True, timeout=120)
    return folder


@contextlib.contextmanager
def opened(browser: Any, server: ViewsServer, what: str, **options: Any) -> Iterator[Any]:
    """Open a view; afterwards assert that no script ran and no request left the page's origin."""
    stored = options.pop("stored", None)
    options.setdefault("viewport", {"width": 1280, "height": 720})
    context = browser.new_context(**options)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.url)
    context.set_default_timeout(LIMIT)
    page = context.new_page()
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(server.url)
    page.wait_for_function("window.ready")
    page.evaluate("([what, stored]) => start(what, stored)", [what, stored])
    try:
        yield page
        assert page.evaluate("window.hit") is None
        assert not faults
        assert all(url.startswith((server.url, "data:")) for url in requests)
    finally:
        context.close()
