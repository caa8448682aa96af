"""The review view in a real browser, against a small server that can fail on command.

No Jupyter here: the built bundle is rendered as anywidget would, with a fake model,
and talks REST to `FakeStore` (or, where that has no such queue, to a fake kernel).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import FLAGS
from tests.browser.conftest import LIMIT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "workbench" / "widgets" / "static"
HOSTILE = "<img src=x onerror=\"window.hit='row'\"><script>window.hit='script'</script>"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>views</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/static/review.css">
<script id="jupyter-config-data" type="application/json">{"baseUrl": "/base/"}</script>
<body style="margin:24px;background:light-dark(#f4f5f7,#0e1014);color-scheme:light dark">
<div id="host"></div><input id="elsewhere" style="position:fixed;left:-999px">
<script type="module">
import widget from "/static/review.js";
const query = new URLSearchParams(location.search);
const traits = {project: "p 1", queue: query.get("queue"), title: query.get("title"),
                kernel: query.has("kernel")};
const listeners = new Set();
window.sent = [];
window.reply = (message) => listeners.forEach((listener) => listener(message, []));
const model = {
  get: (name) => traits[name], set() {}, save_changes() {},
  on: (name, listener) => listeners.add(listener),
  off: (name, listener) => listeners.delete(listener),
  send: (message) => { window.sent.push(message); window.kernel?.(message); },
};
const typed = document.getElementById("elsewhere");
if (query.has("typing")) { typed.focus(); typed.value = "half a wo"; }
const host = document.getElementById("host");
if (query.has("hidden")) { host.hidden = true; setTimeout(() => host.hidden = false, 300); }
window.takeDown = await widget.render({model, el: host});
</script></body></html>"""


def label_items(count: int) -> list[dict[str, Any]]:
    animals = ["cat", "dog", "fox"]
    return [
        {
            "id": f"i{n}",
            "kind": "label",
            "target": {"key": n, "column": "animal", "old": animals[n % 3]},
            "payload": {
                "key": f"row {n}",
                "column": "animal",
                "label": animals[n % 3],
                "suggested": animals[(n + 1) % 3],
                "options": animals,
                "row": {
                    "name": f"Animal number {n}",
                    "animal": animals[n % 3],
                    "sound": ["meow", "woof", "ring-ding"][(n + 1) % 3],
                    "weight_kg": f"{4.2 + n:.1f}",
                    "notes": None if n % 2 else "seen near the river, at dusk ",
                },
                "why": "Rows that resemble this one carry another label.",
            },
        }
        for n in range(count)
    ]


def pair_items() -> list[dict[str, Any]]:
    left = {"name": "Jon Smith", "street": "12 High Street", "town": "Leeds", "phone": None}
    right = {"name": "John Smith", "street": "12 High St", "town": "Leeds", "phone": "0113 496 0"}
    return [
        {
            "id": f"p{n}",
            "kind": "pair",
            "target": {"key_l": f"A{n}", "key_r": f"B{n}"},
            "payload": {
                "left": left,
                "right": right,
                "key_l": f"A{n}",
                "key_r": f"B{n}",
                "probability": 0.83,
                "columns": ["name", "street", "town", "phone"],
                "why": "Name and town agree closely, the street is written differently.",
            },
        }
        for n in range(3)
    ]


def hostile_items() -> list[dict[str, Any]]:
    item = label_items(1)[0]
    row = {
        HOSTILE: HOSTILE,
        "rtl": "שלום עולם",
        "override": "safe\u202egnp.exe",
        "nul": "before\x00after",
        "huge": "x" * 1_000_000,
        "spaces": "  ",
        "empty": "",
        "null": None,
        "nested": {"a": [1, "<b>"]},
    }
    item["payload"].update(key=HOSTILE, label=HOSTILE, why=HOSTILE, row=row)
    return [item]


class FakeStore:
    """What the server keeps, and the faults it is told to have."""

    def __init__(self) -> None:
        self.items = {
            "labels": label_items(14),
            "pairs": pair_items(),
            "hostile": hostile_items(),
            "resumed": label_items(3),
        }
        self.options = {"labels": ["cat", "dog", "fox"], "resumed": ["cat", "dog", "fox"]}
        self.options["hostile"] = [HOSTILE, "dog"]
        self.log: list[dict[str, Any]] = []
        self.stored: dict[str, dict[str, Any]] = {}
        self.faults: list[str] = []
        self.xsrf: list[str | None] = []

    def live(self, queue: str) -> dict[str, dict[str, Any]]:
        ids = {item["id"] for item in self.items[queue]}
        gone = {d["supersedes"] for d in self.stored.values() if d["verdict"] == "withdraw"}
        return {
            d["item"]: d
            for d in self.stored.values()
            if d["item"] in ids and d["verdict"] != "withdraw" and d["id"] not in gone
        }

    def progress(self, queue: str) -> dict[str, int]:
        decided = [d for d in self.live(queue).values() if d["verdict"] != "skip"]
        return {"decided": len(decided), "total": len(self.items[queue])}

    def next(self, queue: str, count: int) -> dict[str, Any]:
        live = self.live(queue)
        items = [item for item in self.items[queue] if item["id"] not in live]
        return {
            "queue": {
                "name": queue,
                "dataset": "zoo",
                "kind": "pair" if queue == "pairs" else "label",
                "guideline": "A fox is not a dog." if queue == "labels" else "",
                "labelling": None,
                "version": 0,
                "changes": [],
                "options": self.options.get(queue, []),
            },
            "items": items[:count],
            "progress": self.progress(queue),
            "recent": [{**d, "title": f"{d['item']}: earlier"} for d in live.values()],
        }

    def decide(self, queue: str, body: dict[str, Any]) -> dict[str, Any]:
        self.stored.setdefault(body["id"], body)
        return {"decision": body, "progress": self.progress(queue)}


class Handler(BaseHTTPRequestHandler):
    store: FakeStore

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/":
            self.answer(200, PAGE.encode(), "text/html")
        elif path.startswith("/static/"):
            file = STATIC / Path(path).name
            kind = "text/css" if file.suffix == ".css" else "text/javascript"
            self.answer(200, file.read_bytes(), kind)
        else:
            self.json(404, {"error": {"type": "NotFoundError", "message": "no such page"}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if (queue := self.queue(self.path, "next")) is not None:
            self.json(200, self.store.next(queue, body["count"]))
            return
        if (queue := self.queue(self.path, "decide")) is None:
            self.json(404, {"error": {"type": "NotFoundError", "message": "no such queue"}})
            return
        self.store.log.append(body)
        self.store.xsrf.append(self.headers.get("X-XSRFToken"))
        fault = self.store.faults.pop(0) if self.store.faults else None
        if fault == "full":
            self.json(503, {"error": {"type": "StoreError", "message": "the disk is full"}})
        elif fault == "taken":
            self.json(409, {"error": {"type": "ConflictError", "message": "decided by another"}})
        elif fault == "lost answer":
            self.store.decide(queue, body)
            self.close_connection = True
        else:
            self.json(200, self.store.decide(queue, body))

    def queue(self, path: str, verb: str) -> str | None:
        match = re.fullmatch(rf"/base/workbench/api/projects/p%201/queues/(\w+)/{verb}", path)
        return match[1] if match and match[1] in self.store.items else None

    def json(self, status: int, value: object) -> None:
        self.answer(status, json.dumps(value).encode(), "application/json")

    def answer(self, status: int, content: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if kind == "text/html":
            self.send_header("Set-Cookie", "_xsrf=2|token|1; Path=/")
        self.end_headers()
        self.wfile.write(content)


def find_chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


# pytest-jupyter gives every test an event loop and closes it, or runs one, afterwards.  Here
# Playwright's own loop is running in this thread, so both its fixtures are replaced by nothing.
@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> None:
    return None


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    return None


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium: install the package chromium, or google-chrome")
    if not (STATIC / "review.js").exists():
        pytest.skip("the views are not built: run pip install -e .")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def address(store: FakeStore) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"store": store}))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


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


def evidence(page: Any, name: str) -> None:
    folder = Path(os.environ.get("WORKBENCH_EVIDENCE", ROOT / "test-evidence"))
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=folder / f"review-{name}-{scheme}.png", full_page=True)


def start(
    page: Any,
    address: str,
    queue: str,
    more: str = "",
    *,
    title: str = "Animals",
    visible: bool = True,
) -> None:
    page.goto(f"{address}?queue={queue}&title={title}{more}")
    page.locator(test("review-root")).wait_for(state="visible" if visible else "attached")
    if visible and not more:
        page.wait_for_function("document.activeElement.dataset.test === 'review-root'")


def on_item(page: Any, name: str) -> None:
    playwright.expect(page.locator(test("review-card"))).to_have_attribute("data-item", name)


def states(page: Any) -> list[str]:
    return page.locator(test("save-state")).evaluate_all("all => all.map(e => e.dataset.state)")


def expect_states(page: Any, *wanted: str) -> None:
    page.wait_for_function(
        "wanted => JSON.stringify([...document.querySelectorAll('[data-test=save-state]')]"
        ".map(e => e.dataset.state)) === JSON.stringify(wanted)",
        arg=list(wanted),
    )


def test_labels_are_decided_by_keyboard(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "labels")
    on_item(page, "i0")
    evidence(page, "label")
    top = page.locator(test("accept")).bounding_box()
    for position, key in enumerate(["2", "a", "Enter", "k", "r", "u", "n"], start=1):
        page.keyboard.press(key)
        on_item(page, f"i{position}")
    expect_states(page, *["saved"] * 7)
    sent = [(d["item"], d["verdict"], d["choice"]) for d in store.log]
    assert sorted(sent) == [
        ("i0", "choose", "dog"),
        ("i1", "accept", None),
        ("i2", "accept", None),
        ("i3", "reject", None),
        ("i4", "reject", None),
        ("i5", "unsure", None),
        ("i6", "skip", None),
    ]
    assert all(UUID.fullmatch(d["id"]) for d in store.log)
    assert set(store.xsrf) == {"2|token|1"}
    playwright.expect(page.locator(test("review-progress"))).to_have_text("6 / 14")
    assert page.locator(test("accept")).bounding_box() == top
    evidence(page, "label-decided")


def test_every_control_is_large_enough_and_says_its_key(page: Any, address: str) -> None:
    start(page, address, "labels")
    on_item(page, "i0")
    for name in ["accept", "reject", "unsure", "skip", "undo", "comment", "choice-1", "choice-3"]:
        control = page.locator(test(name))
        assert control.bounding_box()["height"] >= 32
        assert control.locator("kbd").inner_text().strip()
    page.wait_for_function("document.activeElement.dataset.test === 'review-root'")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_undo_brings_the_item_back(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "labels")
    on_item(page, "i0")
    page.keyboard.press("1")
    page.keyboard.press("2")
    on_item(page, "i2")
    page.keyboard.press("z")
    on_item(page, "i1")
    expect_states(page, "undone", "saved")
    assert store.log[-1]["verdict"] == "withdraw"
    assert store.log[-1]["supersedes"] == next(d["id"] for d in store.log if d["item"] == "i1")
    page.keyboard.press("Backspace")
    on_item(page, "i0")
    playwright.expect(page.locator(test("review-progress"))).to_have_text("0 / 14")
    page.keyboard.press("3")
    on_item(page, "i1")
    page.keyboard.press("3")
    expect_states(page, "saved", "saved", "undone", "undone")
    assert {d["item"]: d["choice"] for d in store.live("labels").values()} == {
        "i0": "fox",
        "i1": "fox",
    }


def test_a_row_is_undone_and_an_earlier_visit_too(
    page: Any, address: str, store: FakeStore
) -> None:
    for n in range(3):
        body = {"id": f"old-{n}", "item": f"i{n}", "verdict": "accept", "choice": None}
        store.decide("resumed", {**body, "comment": "", "supersedes": None, "time": f"2026-{n}"})
    start(page, address, "resumed")
    page.locator(test("review-done")).wait_for()
    page.locator(test("recent-row")).nth(2).locator(test("row-undo")).click()
    on_item(page, "i0")
    expect_states(page, "saved", "saved", "undone")


def test_a_failed_save_is_shown_and_sent_again_with_the_same_id(
    page: Any, address: str, store: FakeStore
) -> None:
    store.faults = ["full"]
    start(page, address, "labels")
    on_item(page, "i0")
    page.keyboard.press("1")
    on_item(page, "i1")
    expect_states(page, "failed")
    assert "NOT SAVED" in page.locator(test("save-state")).inner_text()
    assert "the disk is full" in page.locator(test("review-error")).inner_text()
    evidence(page, "not-saved")
    expect_states(page, "saved")
    playwright.expect(page.locator(test("review-error"))).to_have_count(0)
    assert [d["id"] for d in store.log] == [store.log[0]["id"]] * 2
    assert len(store.stored) == 1


def test_a_lost_answer_is_not_counted_twice(page: Any, address: str, store: FakeStore) -> None:
    store.faults = ["lost answer", "lost answer"]
    start(page, address, "labels")
    on_item(page, "i0")
    page.keyboard.press("1")
    expect_states(page, "failed")
    page.keyboard.press("z")
    on_item(page, "i0")
    page.locator(test("retry-all")).click()
    expect_states(page, "undone")
    assert [d["verdict"] for d in store.log][-1] == "withdraw"
    assert store.live("labels") == {}
    assert len({d["id"] for d in store.log if d["verdict"] == "choose"}) == 1


def test_a_refused_decision_says_why_and_can_be_dropped(
    page: Any, address: str, store: FakeStore
) -> None:
    store.faults = ["taken"]
    start(page, address, "labels")
    on_item(page, "i0")
    page.keyboard.press("1")
    expect_states(page, "failed")
    assert "decided by another" in page.locator(test("review-error")).inner_text()
    page.wait_for_timeout(1300)
    assert len(store.log) == 1
    del store.items["labels"][0]
    page.keyboard.press("z")
    expect_states(page, "undone")
    on_item(page, "i1")
    assert store.stored == {}
    page.reload()
    on_item(page, "i1")


def test_pairs_are_decided_by_keyboard_to_the_end(
    page: Any, address: str, store: FakeStore
) -> None:
    start(page, address, "pairs", title="Duplicates")
    on_item(page, "p0")
    assert page.locator("[data-differs=true]").count() == 3
    assert page.locator("[data-differs=true]").first.locator(".wb-spoken").inner_text() == "differs"
    evidence(page, "pair")
    page.keyboard.press("s")
    on_item(page, "p1")
    page.keyboard.press("d")
    on_item(page, "p2")
    page.locator(test("unsure")).click()
    page.locator(test("review-done")).wait_for()
    expect_states(page, "saved", "saved", "saved")
    assert sorted((d["item"], d["verdict"]) for d in store.log) == [
        ("p0", "accept"),
        ("p1", "reject"),
        ("p2", "unsure"),
    ]
    evidence(page, "done")
    page.keyboard.press("z")
    on_item(page, "p2")


def test_typing_a_comment_decides_nothing(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "labels")
    on_item(page, "i0")
    page.keyboard.press("c")
    page.keyboard.type("a1 skz")
    page.keyboard.press("Escape")
    assert page.locator(test("comment-field")).input_value() == ""
    page.keyboard.press("c")
    page.keyboard.type("a blurred photo")
    page.keyboard.press("Enter")
    on_item(page, "i0")
    assert store.log == []
    page.keyboard.press("2")
    on_item(page, "i1")
    assert page.locator(test("comment-field")).input_value() == ""
    expect_states(page, "saved")
    assert store.log[0]["comment"] == "a blurred photo"


def test_a_view_shown_late_takes_the_keyboard(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "labels", "&hidden", visible=False)
    page.wait_for_function("document.activeElement.dataset.test === 'review-root'")
    on_item(page, "i0")
    page.keyboard.press("1")
    on_item(page, "i1")


def test_nobody_who_is_typing_loses_the_keyboard(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "labels", "&typing")
    on_item(page, "i0")
    page.wait_for_timeout(300)
    page.keyboard.type("a1d")
    assert page.locator("#elsewhere").input_value() == "half a woa1d"
    assert store.log == []


def test_a_held_key_decides_once(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "labels")
    on_item(page, "i0")
    for _ in range(4):
        page.keyboard.down("1")
    page.keyboard.up("1")
    expect_states(page, "saved")
    on_item(page, "i1")
    assert len(store.log) == 1


def test_labels_beyond_the_tenth_are_typed(page: Any, address: str, store: FakeStore) -> None:
    store.options["labels"] = [f"breed {n}" for n in range(1, 41)]
    start(page, address, "labels")
    on_item(page, "i0")
    page.keyboard.press("0")
    on_item(page, "i1")
    page.keyboard.press("o")
    page.keyboard.type("breed")
    page.keyboard.press("Enter")
    assert "No single label" in page.locator(test("announce")).inner_text()
    page.keyboard.type(" 33")
    page.keyboard.press("Enter")
    on_item(page, "i2")
    expect_states(page, "saved", "saved")
    assert {d["item"]: d["choice"] for d in store.log} == {"i0": "breed 10", "i1": "breed 33"}


def test_items_are_fetched_ahead(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "labels")
    on_item(page, "i0")
    page.route("**/next", lambda route: route.abort())
    for position in range(1, 10):
        page.keyboard.press("1")
        on_item(page, f"i{position}")
    page.keyboard.press("1")
    expect_states(page, *["saved"] * 10)
    page.locator(test("review-error")).wait_for()
    page.unroute_all()
    page.locator(test("try-again")).click()
    on_item(page, "i10")


def test_hostile_values_are_only_text(page: Any, address: str, store: FakeStore) -> None:
    from urllib.parse import quote

    start(page, address, "hostile", title=quote(HOSTILE))
    on_item(page, "i0")
    card = page.locator(test("review-card"))
    assert HOSTILE in card.inner_text()
    assert "before[U+0000]after" in card.inner_text()
    assert "safe[U+202E]gnp.exe" in card.inner_text()
    assert page.locator("img").count() == 0
    assert len(card.inner_text()) < 6000
    evidence(page, "hostile")
    page.locator(test("show-all")).click()
    assert len(card.inner_text()) > 1_000_000
    page.keyboard.press("1")
    expect_states(page, "saved")
    assert store.log[0]["choice"] == HOSTILE
    assert page.evaluate("window.hit") is None


def test_the_kernel_answers_where_the_server_has_no_such_queue(page: Any, address: str) -> None:
    page.add_init_script(
        """
        const item = {id: "k0", kind: "label", target: {}, payload: {key: 1, column: "a",
          label: "x", suggested: "y", row: {a: "x"}, why: ""}};
        let decided = 0;
        window.kernel = ({id, method, params}) => setTimeout(() => {
          if (method === "decide" && decided === 0 && !window.calm) {
            window.calm = true;
            window.reply({id, error: {type: "StoreError", message: "locked"}});
            return;
          }
          if (method === "decide") decided = 1;
          const progress = {decided, total: 1};
          window.reply({id, result: method === "next"
            ? {queue: {name: "q", dataset: "d", kind: "label", guideline: "", options: ["x", "y"]},
               items: decided ? [] : [item], progress, recent: []}
            : {decision: params, progress}});
        }, 20);
        """
    )
    start(page, address, "elsewhere", "&kernel")
    on_item(page, "k0")
    page.wait_for_function("document.activeElement.dataset.test === 'review-root'")
    page.keyboard.press("a")
    expect_states(page, "failed")
    expect_states(page, "saved")
    page.locator(test("review-done")).wait_for()
    decisions = page.evaluate("window.sent.filter(m => m.method === 'decide').map(m => m.params)")
    assert len(decisions) == 2
    assert decisions[0] == decisions[1]
    assert decisions[0]["verdict"] == "accept"


def test_no_one_to_ask_is_said_plainly(page: Any, address: str, store: FakeStore) -> None:
    start(page, address, "elsewhere")
    message = page.locator(test("review-error"))
    assert "no such queue" in message.inner_text()
    evidence(page, "error")
    store.items["elsewhere"] = label_items(1)
    page.locator(test("try-again")).click()
    on_item(page, "i0")


def test_a_narrow_page_keeps_everything_in_reach(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 560, "height": 900})
    start(page, address, "labels")
    on_item(page, "i0")
    page.keyboard.press("1")
    expect_states(page, "saved")
    assert page.evaluate("document.documentElement.scrollWidth") <= 560
    evidence(page, "narrow")
