"""The workbench's grid and charts in a browser, beside ipydatagrid, itables and Perspective.

A table of 1,000,000 rows and 20 columns in JupyterLab in Chromium.  First paint is from the key
that runs the cell to the first rows on the screen (a canvas: to the first picture that is not of
one colour); scrolling is from a jump to a place drawn at random to that row on the screen; a
brush is from a move of the pointer over a chart to the frame in which eight other charts are
drawn anew.  Peers run in an environment of their own, made on first use.

    python -m tests.benchmarks.bench_views [rows] [--no-peers]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, TimeoutError, sync_playwright

from tests.browser.chromium import FLAGS
from tests.browser.jupyter import Jupyter, kernel_ready, run_cell, start_cell, write_notebook

COLUMNS = 20
SCROLLS = 60
BRUSHES = 120
PEERS = ("jupyterlab", "ipydatagrid", "itables[widget]", "perspective-python", "pandas", "pyarrow")

MAKE = """
import numpy as np, pandas as pd
random = np.random.default_rng(0)
rows = {rows}
table = pd.DataFrame({{"id": np.arange(rows)}})
for n in range(7): table[f"normal {{n}}"] = random.normal(size=rows) * 10**n
for n in range(4): table[f"whole {{n}}"] = random.integers(0, 10**(n + 2), rows)
table["time"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(random.integers(0, 10**8, rows), "s")
for n in range(4):
    values = np.array([f"value {{v}}" for v in range(5 * 4**n)])
    table[f"class {{n}}"] = values[random.integers(0, len(values), rows)]
for n in range(3):
    drawn = random.integers(0, 2 * rows, rows)
    table[f"name {{n}}"] = [f"name {{v:x}}" for v in drawn]
"""
IN_MEMORY = 2_000_000
PIECES = """
{make}
import pyarrow as pa, pyarrow.parquet as pq
piece = pa.Table.from_pandas(table, preserve_index=False)
with pq.ParquetWriter("table.parquet", piece.schema) as file:
    for n in range({times}):
        ids = pa.array(np.arange(n * rows, (n + 1) * rows))
        file.write_table(piece.set_column(0, "id", ids))
del table, piece
"""
PROJECT = """
import workbench as wb
dataset = wb.open_project("quality").add("table", table, key="id")
"""

IN_CELL = "const cell = document.querySelectorAll('.jp-Notebook .jp-CodeCell')[{cell}];"
TEXT = "cell?.querySelector('{selector}')?.textContent?.trim()"
CANVAS = """[...(cell?.querySelectorAll('canvas') ?? [])].some((canvas) => {
  if (canvas.width < 200 || canvas.height < 100) return false;
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, 100).data;
  const seen = new Set();
  for (let at = 0; at < data.length; at += 404)
    seen.add(data[at] * 65536 + data[at + 1] * 256 + data[at + 2]);
  return seen.size > 4;
})"""
SHADOW = """(() => {
  const found = (root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('regular-table td') && element.textContent.trim()) return true;
      if (element.shadowRoot && found(element.shadowRoot)) return true;
    }
    return false;
  };
  return cell ? found(cell) : false;
})()"""

SYSTEMS: dict[str, tuple[str, str, str]] = {
    "workbench, dataset": (
        PROJECT,
        "dataset.open(height=1000)",
        TEXT.format(selector="[data-test=grid] [role=gridcell]"),
    ),
    "workbench, data frame": (
        "import workbench as wb",
        "wb.open_table(table, height=1000)",
        TEXT.format(selector="[data-test=grid] [role=gridcell]"),
    ),
    "Perspective": (
        "from perspective.widget import PerspectiveWidget",
        "PerspectiveWidget(table)",
        SHADOW,
    ),
    "ipydatagrid": (
        "from ipydatagrid import DataGrid",
        "DataGrid(table, layout={'height': '600px'})",
        CANVAS,
    ),
    "itables, a sample": (
        "from itables.widget import ITable",
        "ITable(table)",
        TEXT.format(selector="table.dataTable tbody td"),
    ),
    "itables, all rows": (
        "from itables.widget import ITable",
        "ITable(table, maxBytes=0)",
        TEXT.format(selector="table.dataTable tbody td"),
    ),
}


def first_paint(page: Page, cell: int, painted: str, *, limit: float) -> float | None:
    """Run a cell; return seconds to the first paint, None where it does not come."""
    page.evaluate(
        """() => addEventListener('keydown', (event) => {
             if (event.key === 'Enter' && event.ctrlKey) window.begun = performance.now();
           }, {capture: true})"""
    )
    start_cell(page, cell)
    script = f"""() => {{ {IN_CELL.format(cell=cell)}
      if (!({painted})) return false;
      return new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
        done((performance.now() - window.begun) / 1000)))); }}"""
    try:
        found = page.wait_for_function(script, polling="raf", timeout=1000 * limit)
    except TimeoutError:
        return None
    return float(found.json_value())


JUMPS = """async ({rows, jumps}) => {
  const grid = document.querySelector('[data-test=grid]');
  const scroller = grid;
  // What a frame has drawn is looked at behind it, not at the start of the next one.
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const times = [];
  let seed = 7;
  for (let turn = 0; turn < jumps; turn += 1) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const top = (scroller.scrollHeight - scroller.clientHeight) * (seed / 2147483648);
    const before = grid.querySelector('[role=row] [role=rowheader]')?.textContent;
    const start = performance.now();
    scroller.scrollTop = top;
    for (;;) {
      await frame();
      const shown = [...grid.querySelectorAll('[role=row]')].filter(
        (row) => !row.hidden && row.querySelector('[role=gridcell]'));
      // The first column holds each row's number, so a row can be checked by itself.
      const number = (row, cell) =>
        Number(row.querySelector(cell)?.textContent.replace(/\\D/g, ''));
      const ready = shown.length > 5 && shown.every((row) =>
        number(row, '[role=rowheader]') === number(row, '[role=gridcell][aria-colindex="2"]') + 1);
      const first = shown[0]?.querySelector('[role=rowheader]')?.textContent;
      if (ready && first !== before) break;
      if (performance.now() - start > 3000) break;
    }
    times.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 60));
  }
  return times;
}"""


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def scrolling(page: Page, rows: int) -> list[float]:
    """Return milliseconds from a jump to the rows there, row by row checked by their key."""
    return list(page.evaluate(JUMPS, {"rows": rows, "jumps": SCROLLS}))


def brushing(page: Page) -> tuple[int, list[float]]:
    """Drag over the first chart; return how many others followed, and milliseconds of each move.

    A move is over in the first frame in which each visible chart has been drawn anew: its
    canvas was cleared, or its elements were changed, since the pointer moved.
    """
    charts = page.locator("[data-test=panel-profile] [data-test=chart]:visible")
    page.evaluate(
        """() => {
          window.drawn = new Map();
          const clear = CanvasRenderingContext2D.prototype.clearRect;
          CanvasRenderingContext2D.prototype.clearRect = function (...box) {
            window.drawn.set(this.canvas, performance.now());
            return clear.apply(this, box);
          };
          const observer = new MutationObserver((changes) => {
            for (const {target} of changes) window.drawn.set(target, performance.now());
          });
          observer.observe(document.querySelector('[data-test=panel-profile]'),
            {subtree: true, childList: true, attributes: true, characterData: true});
        }"""
    )
    active = charts.nth(1)
    box = active.locator("canvas").first.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.2 * box["width"], y)
    page.wait_for_timeout(1500)  # a person's hand rests on a chart before it drags
    page.mouse.down()
    times, followed = [], 0
    for turn in range(BRUSHES):
        share = 0.25 + 0.5 * abs((turn % 40) / 20 - 1)
        page.evaluate("() => { window.drawn.clear(); window.moved = performance.now(); }")
        page.mouse.move(box["x"] + share * box["width"], y)
        answer = page.evaluate(
            """async () => {
              const panel = document.querySelector('[data-test=panel-profile]');
              const all = [...panel.querySelectorAll('[data-test=chart]')].filter((one) => {
                const box = one.getBoundingClientRect();
                const clip = panel.getBoundingClientRect();
                return box.top < Math.min(innerHeight, clip.bottom)
                  && box.bottom > clip.top && box.width;
              });
              const fresh = (chart) => [...window.drawn.keys()].some((one) => chart.contains(one));
              const limit = performance.now() + 3000;
              while (performance.now() < limit && !all.every(fresh))
                await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              const last = Math.max(...[...window.drawn.values()]);
              return [all.filter(fresh).length, all.length, performance.now() - window.moved, last];
            }"""
        )
        followed = max(followed, answer[0])
        times.append(answer[2])
    page.mouse.up()
    return followed, times


def peers_home() -> Path:
    home = Path(tempfile.gettempdir()) / "workbench-peers" / "views"
    python = home / "bin" / "python"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
        (home / "ready").touch()
    return python


def show(name: str, *parts: str) -> None:
    print(f"{name:28s} " + "   ".join(parts), flush=True)


def measure(page: Page, server: Jupyter, name: str, rows: int) -> None:
    before, code, painted = SYSTEMS[name]
    notebook = f"{name.split(',')[0]}-{len(name)}.ipynb"
    make = MAKE.format(rows=rows)
    if rows > IN_MEMORY:
        make = PIECES.format(make=MAKE.format(rows=IN_MEMORY // 2), times=2 * rows // IN_MEMORY)
        before = before.replace("table, key", "'table.parquet', key")
    write_notebook(server.root / notebook, [make, before, code])
    page.goto(server.url(notebook))
    page.wait_for_selector(".jp-Notebook")
    kernel_ready(page)
    page.set_default_timeout(300_000)
    run_cell(page, 0)
    run_cell(page, 1)
    page.wait_for_timeout(1500)
    seconds = first_paint(page, 2, painted, limit=120)
    parts = ["no rows within 120 s" if seconds is None else f"first paint {seconds:.2f} s"]
    if name.startswith("workbench") and seconds is not None:
        page.wait_for_timeout(2000)
        page.locator("[data-test=workbench]").scroll_into_view_if_needed()
        times = scrolling(page, rows)
        parts.append(f"scroll p50 {statistics.median(times):.0f} p95 {p95(times):.0f} ms")
        page.locator("[data-test=tab-profile]").click()
        page.wait_for_timeout(6000)
        followed, moves = brushing(page)
        parts.append(
            f"brush, {followed} charts: p50 {statistics.median(moves):.0f} p95 {p95(moves):.0f} ms"
        )
    show(name, *parts)


def main(rows: int = 1_000_000, *, peers: bool = True) -> None:
    print(f"{rows:,} rows, {COLUMNS} columns; JupyterLab in Chromium, headless")
    names = [name for name in SYSTEMS if name.startswith("workbench")]
    if rows > IN_MEMORY:  # a file, for a frame of so many rows with texts fills the memory
        names, peers = names[:1], False
    other = [name for name in SYSTEMS if name not in names] if peers else []
    with sync_playwright() as driver:
        for chosen, python in ((names, sys.executable), (other, None)):
            for name in chosen:
                with tempfile.TemporaryDirectory() as place:
                    root, home = Path(place) / "root", Path(place) / "home"
                    root.mkdir()
                    home.mkdir()
                    browser = driver.chromium.launch(
                        executable_path="/usr/bin/chromium", args=FLAGS
                    )
                    opened: Any = browser.new_page(viewport={"width": 1600, "height": 1300})
                    found = python or str(peers_home())
                    with Jupyter("lab", root, home, python=found) as server:
                        try:
                            measure(opened, server, name, rows)
                        except Exception as error:  # a peer that fails is a result
                            if name.startswith("workbench"):
                                raise
                            show(name, f"failed: {str(error).splitlines()[0][:100]}")
                    browser.close()


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdecimal()]
    main(*numbers, peers="--no-peers" not in sys.argv)
