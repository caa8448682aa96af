"""A page with the review view against a mock client, which keeps decisions in `window.made`.

The view is bundled as it stands in the source.
"""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import FLAGS
from tests.browser.conftest import LIMIT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).parents[2]
EXTENSIONS = ROOT / "extensions"

ENTRY = """
import "VIEWS/style/review.css";
import { mountReview } from "VIEWS/src/review.ts";
const { items, options, kind, role, earlier, guideline } = window.scene;
const { labelling = null, version = 0, changes = [] } = window.scene;
const made = (window.made = [...earlier]);
window.faults = [];
const gone = () => new Set(made.map((one) => one.supersedes));
const live = () => made.filter((one) => one.verdict !== "withdraw" && !gone().has(one.id));
const progress = () => ({
  decided: live().filter((one) => one.verdict !== "skip").length,
  total: items.length,
});
const record = (one) => ({
  dataset: "zoo", kind, target: {}, choice: null, excluded: [], reviewer: "me", queue: "q",
  comment: "", supersedes: null, role: "vote", time: "2026-01-01T00:00:00", withdrawn: false,
  title: `before ${one.item}`, ...one,
});
const methods = {
  next({ count }) {
    const done = new Set(live().map((one) => one.item));
    return {
      queue: {
        name: "q", dataset: "zoo", kind, guideline, options, role, labelling, version, changes,
      },
      items: items.filter((one) => !done.has(one.id)).slice(0, count),
      progress: progress(),
      recent: live().map(record).reverse().slice(0, 10),
    };
  },
  decide(body) {
    const fault = window.faults.shift();
    if (fault) throw Object.assign(new Error(fault), { final: true });
    if (!made.some((one) => one.id === body.id)) made.push(body);
    return { decision: record(body), progress: progress() };
  },
  item({ item }) { return { item: items.find((one) => one.id === item), decision: null }; },
  history({ before, count }) {
    const all = live().reverse();
    const at = all.findIndex((one) => one.id === before) + 1;
    return { decisions: all.slice(at, at + count).map(record), more: false };
  },
  media({ column }) {
    if (column === "gone") throw new Error("image 'a/<b>.png' cannot be shown: no such file");
    if (column === "evil") return { url: "data:image/svg+xml;base64,AAAA", width: 1, height: 1 };
    if (column === "sound") return { url: window.scene.sound, width: 0, height: 0, format: "WAV" };
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [64, 40];
    return { url: canvas.toDataURL(), width: 64, height: 40, format: "PNG" };
  },
};
const client = { label: "server", call: async (name, request) => methods[name](request) };
mountReview(document.getElementById("host"), {
  title: "Animals", autofocus: true,
  connect: async () => ({ client, page: await client.call("next", { count: 10 }) }),
});
"""

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>cards</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="entry.css">
<body style="margin:24px;background:light-dark(#f4f5f7,#0e1014);color-scheme:light dark">
<main><h1 style="position:absolute;left:-999px">Review</h1><div id="host"></div></main>
<script>window.scene = SCENE</script><script type="module" src="entry.js"></script></body></html>"""


# pytest-jupyter's fixtures would run an event loop beside Playwright's own.
@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> None:
    return None


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    return None


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    esbuild = EXTENSIONS / "node_modules" / ".bin" / "esbuild"
    if not esbuild.exists():
        pytest.skip("esbuild is not installed: run jlpm install in extensions")
    folder = tmp_path_factory.mktemp("cards")
    entry = folder / "entry.ts"
    entry.write_text(ENTRY.replace("VIEWS", str(EXTENSIONS / "views")))
    command = [str(esbuild), str(entry), "--bundle", "--format=esm", f"--outdir={folder}"]
    subprocess.run([*command, "--log-level=error"], check=True, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def address(bundle: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, directory=str(bundle), **kwargs)

        def log_message(self, format: str, *args: object) -> None:
            pass

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "no-store")  # the page is another one each time
            super().end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1180, "height": 900})
    context.set_default_timeout(LIMIT)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


def test(name: str) -> str:
    return f"[data-test={name}]"


test.__test__ = False  # type: ignore[attr-defined]


def show(
    page: Any, address: str, bundle: Path, scene: dict[str, Any], *, focus: str = "review-root"
) -> None:
    """Open the page with a scene: kind, items, options, role, earlier, guideline."""
    shown = json.dumps(scene).replace("<", "\\u003c")
    (bundle / "index.html").write_text(PAGE.replace("SCENE", shown), encoding="utf-8")
    page.goto(address)
    page.wait_for_function(f"document.activeElement.dataset.test === {json.dumps(focus)}")


def on_item(page: Any, name: str) -> None:
    playwright.expect(page.locator(test("review-card"))).to_have_attribute("data-item", name)


def sent(page: Any) -> list[tuple[Any, ...]]:
    page.wait_for_function("!document.querySelector('[data-test=save-state][data-state=saving]')")
    made = page.evaluate("window.made")
    return [(d["item"], d["verdict"], d.get("choice"), d.get("excluded")) for d in made]


def evidence(page: Any, name: str) -> None:
    folder = Path(os.environ.get("WORKBENCH_EVIDENCE", ROOT / "test-evidence"))
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"card-{name}-{scheme}.png", full_page=True)
