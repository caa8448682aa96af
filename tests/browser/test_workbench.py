"""The workbench view in JupyterLab, Notebook and Voila: by keyboard, by mouse, with things broken.

Every page asserts that nothing is asked of another origin and that no script of the page failed.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import workbench as wb
from tests.browser.chromium import FLAGS
from tests.browser.jupyter import (
    Jupyter,
    dismiss_leftovers,
    kernel_ready,
    run_cell,
    write_notebook,
)
from workbench.store import decisions

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.xdist_group("browser")
EVIDENCE = Path(os.environ.get("WORKBENCH_EVIDENCE", "test-evidence"))
APPS = ("lab", "notebook", "voila")
OPEN = """import workbench as wb
dataset = wb.open_project("quality", author="ada")["people"]"""
HOSTILE = "<img src=x onerror=\"window.hit='cell'\"><script>window.hit='script'</script>"


@pytest.fixture(autouse=True)
def jp_asyncio_loop():
    """Keep pytest-jupyter's event loop away: Playwright brings its own."""


@pytest.fixture(autouse=True)
def jp_server_cleanup():
    """See `jp_asyncio_loop`."""


def people(rows: int = 3000) -> pd.DataFrame:
    draw = random.Random(5)
    towns = ["Wien", "Graz", "Linz", " Graz", "wien"]
    return pd.DataFrame(
        {
            "id": range(rows),
            "name": [HOSTILE if n == 3 else f"person {n % 700}" for n in range(rows)],
            "town": [draw.choices(towns, [40, 30, 25, 3, 2])[0] for _ in range(rows)],
            "height": [round(draw.gauss(172, 9), 1) for _ in range(rows)],
            "visits": [draw.randint(0, 20) for _ in range(rows)],
            "segment": ["frequent" if draw.random() < 0.4 else "rare" for _ in range(rows)],
        }
    )


class Place:
    """A folder with a project, and what its pages asked for and complained of."""

    def __init__(self, folder: Path) -> None:
        self.root, self.home = folder / "root", folder / "home"
        self.root.mkdir()
        self.home.mkdir()
        project = wb.open_project(self.root / "quality", author="ada")
        self.dataset = project.add("people", people(), key="id", label="segment")
        self.dataset.find_issues()
        self.asked: list[str] = []
        self.failed: list[str] = []

    def watch(self, page: Any) -> None:
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", self._complained)

    def _complained(self, error: Any) -> None:
        """Keep an error of our own script, which pages load from a blob; not the application's."""
        if "blob:" in (error.stack or ""):
            self.failed.append(error.stack)

    def check(self, server: Jupyter, page: Any) -> None:
        """Nothing left the origin, nothing of the data ran."""
        other = [
            url
            for url in self.asked
            if not (server.app == "voila" and "/@fortawesome/" in url)  # its stock page's own fonts
            if not url.startswith(
                (server.address, "data:", "blob:", f"ws://127.0.0.1:{server.port}")
            )
        ]
        assert other == [], other
        assert page.evaluate("window.hit") is None


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


def opened(browser: Any, place: Place, server: Jupyter, code: str, *, dark: bool = False) -> Any:
    """Open a notebook whose second cell shows the view; return the page."""
    write_notebook(place.root / "work.ipynb", [OPEN, code])
    page = browser.new_page(
        viewport={"width": 1500, "height": 1000}, color_scheme="dark" if dark else "light"
    )
    page.set_default_timeout(300_000)
    dismiss_leftovers(page)
    place.watch(page)
    page.goto(server.url("work.ipynb"))
    if server.app != "voila":
        page.wait_for_selector(".jp-Notebook")
        kernel_ready(page)
        run_cell(page, 0)
        run_cell(page, 1)
    view = page.locator("[data-test=workbench]")
    view.wait_for()
    view.scroll_into_view_if_needed()
    return page


def shot(page: Any, name: str) -> None:
    EVIDENCE.mkdir(exist_ok=True)
    page.screenshot(path=EVIDENCE / f"{name}.png")


def tab(page: Any, name: str) -> Any:
    page.locator(f"[data-test=tab-{name}]").click()
    panel = page.locator(f"[data-test=panel-{name}]")
    panel.wait_for()
    return panel


def dismiss(page: Any) -> None:
    """Close what JupyterLab says of a kernel or a server that is gone, as a user would."""
    dialog = page.locator(".jp-Dialog")
    for _ in range(10):
        if not dialog.count():
            return
        buttons = dialog.last.locator("button.jp-Dialog-button")
        rejecting = dialog.last.locator("button.jp-mod-reject")
        with contextlib.suppress(playwright.TimeoutError):  # it may close by itself meanwhile
            (rejecting if rejecting.count() else buttons).last.click(timeout=3000)
        page.wait_for_timeout(100)


def serious(page: Any) -> list[str]:
    """Return the serious faults that axe-core finds in the view."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context="[data-test=workbench]").response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def is_active(page: Any, text: str) -> None:
    """Wait until the grid's active cell holds this text."""
    page.wait_for_function(
        """text => {
          const grid = document.querySelector('[data-test=grid]');
          const cell = document.getElementById(grid.getAttribute('aria-activedescendant'));
          return cell?.textContent === text;
        }""",
        arg=text,
    )


@pytest.mark.parametrize("app", APPS)
def test_all_tabs_by_mouse_and_keyboard(browser, place, app) -> None:
    with Jupyter(app, place.root, place.home) as server:
        page = opened(browser, place, server, "dataset.open(height=760)")
        via = page.locator("[data-test=via]")
        if app == "voila":
            expect(via).to_have_text("through the kernel")
        else:
            expect(via).to_be_hidden()
        grid = page.locator("[data-test=grid]")
        expect(grid.locator("[role=gridcell]").first).to_have_text("0")
        expect(grid).to_contain_text("<img src=x")

        # The grid by keyboard: move, sort, and go to the end.
        grid.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        is_active(page, "2")
        page.keyboard.press("Control+End")
        expect(grid).to_contain_text("2999")
        page.keyboard.press("Control+Home")
        shot(page, f"workbench-{app}-table")
        assert serious(page) == []

        # A brush on a chart by mouse filters the grid.
        profile = tab(page, "profile")
        chart = profile.locator("[data-test=chart]", has_text="height")
        canvas = chart.locator("canvas").first
        canvas.wait_for()
        page.wait_for_timeout(500)
        box = canvas.bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] / 2, steps=8)
        page.mouse.up()
        chip = profile.locator("[data-test=chip]")
        expect(chip).to_contain_text("height")
        counted = profile.locator("[data-test=row-count]")
        expect(counted).to_contain_text("of 3,000 rows")
        shot(page, f"workbench-{app}-profile")
        assert serious(page) == []
        tab(page, "table")
        rows = page.locator("[data-test=panel-table] [data-test=row-count]")
        expect(rows).to_contain_text("of 3,000 rows")
        page.locator("[data-test=panel-table] [data-test=chip-remove]").click()
        expect(rows).to_have_text("3,000 rows")

        # A suggested rule is accepted by keyboard and is in the recipe.
        recipe = tab(page, "recipe")
        recipe.locator("[data-test=code]").wait_for()
        steps = recipe.locator("[role=option]")
        steps.first.click()
        page.keyboard.press("a")
        expect(recipe).to_contain_text("Recipe · 1 rule")
        shot(page, f"workbench-{app}-recipe")
        assert serious(page) == []
        assert len(place.dataset.recipe()) == 1
        page.keyboard.press("Control+z")
        expect(recipe).to_contain_text("Recipe · 0 rules")

        # A queue is made, and an item of it decided by keyboard.
        reviews = tab(page, "review")
        reviews.locator("[data-test=new-queue]").click()
        dialog = page.locator("[data-test=make-queue]")
        dialog.locator("[data-test=field-kind]").select_option("audit")
        dialog.locator("[data-test=field-limit]").fill("5")
        dialog.locator("[data-test=dialog-run]").click()
        expect(dialog.locator("[data-test=dialog-status]")).to_contain_text("5 items")
        assert serious(page) == []
        dialog.locator("[data-test=dialog-close]").click()
        view = reviews.locator("[data-test=review-root]")
        view.locator("[data-test=review-card]").wait_for()
        view.focus()
        page.keyboard.press("k")
        saved = view.locator("[data-test=recent-row] [data-test=save-state][data-state=saved]")
        expect(saved).to_have_count(1)
        shot(page, f"workbench-{app}-review")
        assert serious(page) == []
        assert [one.reviewer for one in decisions.current(place.dataset.context.engine, "people")]
        place.check(server, page)
        assert place.failed == []


def test_dark_and_as_it_was_left(browser, place) -> None:
    with Jupyter("lab", place.root, place.home) as server:
        settings = place.home / "settings" / "@jupyterlab" / "apputils-extension"
        (settings / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}')
        page = opened(browser, place, server, "dataset.open()", dark=True)
        expect(page.locator("[data-test=grid] [role=gridcell]").first).to_have_text("0")
        shot(page, "workbench-dark-table")
        assert serious(page) == []
        header = page.locator("[data-test=header]", has_text="height")
        header.get_by_text("height", exact=True).click()
        expect(header).to_have_attribute("aria-sort", "ascending")
        tab(page, "recipe").locator("[data-test=code]").wait_for()
        page.wait_for_timeout(500)
        shot(page, "workbench-dark-recipe")
        assert serious(page) == []
        with page.expect_response("**/keep"):  # the state is kept a moment after the last change
            tab(page, "profile").locator("[data-test=chart] canvas").first.wait_for()
        shot(page, "workbench-dark-profile")
        assert serious(page) == []
        # The state was kept in the project: another view opens as this one was left.
        again = opened(
            browser, place, server, "wb.open_project('quality', author='ada')['people'].open()"
        )
        expect(again.locator("[data-test=tab-profile]")).to_have_attribute("aria-selected", "true")
        tab(again, "table")
        expect(again.locator("[data-test=header]", has_text="height")).to_have_attribute(
            "aria-sort", "ascending"
        )
        place.check(server, again)


def test_a_larger_figure_of_a_column(browser, place) -> None:
    with Jupyter("lab", place.root, place.home) as server:
        page = opened(browser, place, server, "dataset.open('profile', height=760)")
        chart = page.locator("[data-test=chart]", has_text="height")
        chart.get_by_role("button", name="Detail").click()
        figure = page.locator("[data-test=figures] [data-test=figure]")
        figure.locator(".main-svg").first.wait_for()
        shot(page, "workbench-figure")
        page.locator("[data-test=dialog-close]").click()
        expect(figure).to_have_count(0)
        page.locator("[data-test=across]").click()
        figure.first.locator(".main-svg").first.wait_for()
        shot(page, "workbench-across")
        place.check(server, page)
        assert place.failed == []


def test_a_busy_kernel_and_a_dead_one(browser, place) -> None:
    """Rows, charts and decisions go through the server, so neither stops the work."""
    queue = place.dataset.make_queue(source="audit", sample=20)
    with Jupyter("lab", place.root, place.home) as server:
        page = opened(
            browser, place, server, f"import time; w = dataset.open('review'); w  # {queue}"
        )
        view = page.locator("[data-test=review-root]")
        view.locator("[data-test=review-card]").wait_for()
        page.evaluate("""() => { const code = document.querySelectorAll('.jp-CodeCell'); }""")
        page.locator(".jp-Notebook-footer").click()
        page.locator(".jp-CodeCell .cm-content").last.click()
        page.keyboard.insert_text("time.sleep(600)")
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(800)
        saved = view.locator("[data-test=recent-row] [data-test=save-state][data-state=saved]")
        view.scroll_into_view_if_needed()
        view.focus()
        page.keyboard.press("k")
        expect(saved).to_have_count(1)
        tab(page, "table")
        page.locator("[data-test=grid]").focus()
        page.keyboard.press("Control+End")
        expect(page.locator("[data-test=grid]")).to_contain_text("2999")
        server.kill_kernels()
        page.wait_for_timeout(4000)
        dismiss(page)
        tab(page, "review")
        view.focus()
        page.keyboard.press("k")
        expect(saved).to_have_count(2)
        stored = decisions.current(place.dataset.context.engine, "people", queue=queue)
        assert len(stored) == 2


def decide_with_kills(
    browser: Any, place: Place, *, items: int, kernels: int, servers: int
) -> None:
    """Decide by keyboard while kernels and servers are killed; all is stored, nothing twice."""
    queue = place.dataset.make_queue(source="audit", sample=items)
    draw = random.Random(3)
    events = ["kernel"] * kernels + ["server"] * servers
    at = sorted(draw.sample(range(5, items - 5), len(events)))
    draw.shuffle(events)
    due = dict(zip(at, events, strict=True))
    with Jupyter("lab", place.root, place.home) as server:
        page = opened(browser, place, server, "dataset.open('review')")
        view = page.locator("[data-test=review-root]")
        view.locator("[data-test=review-card]").wait_for()
        view.focus()
        # Keys that no card heard, behind a dialog of the application say, decided nothing: press
        # on until the queue is empty.
        for number in range(3 * items):
            event = due.get(number)
            if event == "kernel":
                server.kill_kernels()
            elif event == "server":
                server.kill()
                page.keyboard.press("k")  # with nobody there to hear it
                server.start()
            dismiss(page)
            if view.locator("[data-test=review-done]").count():
                break  # with decisions on their way the view says that it waits
            page.wait_for_selector("[data-test=review-card], [data-test=review-done]")
            view.focus()
            page.keyboard.press("k")
        summary = view.locator("[data-test=save-summary]")
        expect(summary).to_have_attribute("data-state", "saved")
    stored = decisions.history(place.dataset.context.engine, "people")
    assert len(stored) == items
    assert len({one.item for one in stored}) == items
    assert {one.queue for one in stored} == {queue}
    assert all(one.supersedes is None for one in stored)


def test_nothing_is_lost_when_kernel_and_server_are_killed(browser, place) -> None:
    decide_with_kills(browser, place, items=40, kernels=1, servers=1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_thousand_decisions_with_kills(browser, place) -> None:
    decide_with_kills(browser, place, items=1000, kernels=10, servers=3)


def test_a_newer_source_is_said_and_two_tabs_agree(browser, place) -> None:
    with Jupyter("lab", place.root, place.home) as server:
        page = opened(browser, place, server, "dataset.open('recipe')")
        other = browser.new_page(viewport={"width": 1400, "height": 900})
        other.set_default_timeout(60_000)
        page.locator("[data-test=code]").wait_for()
        page.locator("[data-test=panel-recipe] [role=option]").first.click()
        page.keyboard.press("a")
        expect(page.locator("[data-test=panel-recipe]")).to_contain_text("Recipe · 1 rule")
        wb.open_project(place.root / "quality").add(
            "people", people(3100), key="id", label="segment"
        )
        page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("[data-test=banner]")).to_contain_text("newer source")
        page.locator("[data-test=banner-act]").click()
        expect(page.locator("[data-test=table-size]")).to_contain_text("3,100 rows")


def test_without_a_kernel_the_saved_notebook_can_be_read(place) -> None:
    bundle, _ = place.dataset.open()._repr_mimebundle_()
    assert "3,000 rows, 6 columns" in bundle["text/html"]
    assert "<img" not in bundle["text/html"]
    assert json.dumps(bundle["text/plain"])
