"""Reviewing by keyboard in JupyterLab: how long from a key to the next card, and is all stored?

Measured in the page, from the event of the key to the end of the frame in which another card is
drawn; decisions travel to the server meanwhile, and the store is counted at the end.  Once with
the kernel idle, and once while it runs a cell that never ends.  No peer runs here: Prodigy is
not free, and ipyannotations answers through the kernel, which the second case keeps busy.

    python -m tests.benchmarks.bench_review_keys [presses]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import workbench as wb
from tests.browser.chromium import FLAGS
from tests.browser.jupyter import Jupyter, kernel_ready, run_cell, start_cell, write_notebook
from workbench.demo import make_demo
from workbench.store import decisions

OPEN = """import time, workbench as wb
dataset = wb.open_project("quality")["customers"]"""

TIMES = """() => {
  window.times = [];
  const view = document.querySelector('[data-test=review-root]');
  const shown = () => view.querySelector('[data-test=review-card]')?.dataset.item;
  view.addEventListener('keydown', () => {
    const start = performance.now(), before = shown();
    const look = () => requestAnimationFrame(() => setTimeout(() => {
      if (shown() && shown() !== before) window.times.push(performance.now() - start);
      else if (performance.now() - start < 5000) look();
    }));
    look();
  }, true);
}"""


def presses(page: Any, count: int) -> list[float]:
    """Press K `count` times, as soon as a card is there; return milliseconds to the next card."""
    view = page.locator("[data-test=review-root]")
    view.scroll_into_view_if_needed()
    view.focus()
    page.evaluate(TIMES)
    for number in range(count):
        page.keyboard.press("k")
        page.wait_for_function("n => window.times.length >= n", arg=number + 1)
        page.wait_for_timeout(60)
    page.wait_for_selector("[data-test=save-summary][data-state=saved]")
    return list(page.evaluate("window.times"))


def main(count: int = 200) -> None:
    with tempfile.TemporaryDirectory() as place, sync_playwright() as driver:
        root, home = Path(place) / "root", Path(place) / "home"
        root.mkdir()
        home.mkdir()
        table = make_demo().customers
        project = wb.open_project(root / "quality")
        whole = table.loc[table.index.repeat(3)].assign(id=range(3 * len(table)))
        dataset = project.add("customers", whole, key="id", label="segment")
        dataset.make_queue(source="audit", name="audit", sample=2 * count + 2)
        write_notebook(root / "work.ipynb", [OPEN, "dataset.review('audit')", "time.sleep(9999)"])
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1500, "height": 1100})
        with Jupyter("lab", root, home) as server:
            page.goto(server.url("work.ipynb"))
            page.wait_for_selector(".jp-Notebook")
            kernel_ready(page)
            run_cell(page, 0)
            run_cell(page, 1)
            page.wait_for_selector("[data-test=review-card]")
            for name in ("kernel idle", "kernel busy"):
                if name == "kernel busy":
                    start_cell(page, 2)
                    page.wait_for_timeout(1000)
                times = presses(page, count)
                p95 = statistics.quantiles(times, n=20)[-1]
                print(
                    f"{name}: {len(times)} keys, next card p50 {statistics.median(times):.0f} "
                    f"p95 {p95:.0f} most {max(times):.0f} ms"
                )
        browser.close()
        stored = decisions.history(dataset.context.engine, "customers")
        print(f"stored {len(stored)} of {2 * count}, items {len({one.item for one in stored})}")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
