"""A dataset in a tab of JupyterLab, opened from the sidebar: no kernel is started for it.

Every page asserts that nothing is asked of another origin and that no script of the page failed.
"""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import workbench as wb
from tests.browser.chromium import FLAGS
from tests.browser.jupyter import Jupyter, dismiss_leftovers
from tests.browser.waiting import eventually

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.xdist_group("browser")
EVIDENCE = Path(os.environ.get("WORKBENCH_EVIDENCE", "test-evidence"))
HOSTILE = "<img src=x onerror=\"window.hit='cell'\"><script>window.hit='script'</script>"
ODD = "<b>größe</b> & 'co' 100 %/a"


@pytest.fixture(autouse=True)
def jp_asyncio_loop():
    """Keep pytest-jupyter's event loop away: Playwright brings its own."""


@pytest.fixture(autouse=True)
def jp_server_cleanup():
    """See `jp_asyncio_loop`."""


class Place:
    """A folder with a project, and what its pages asked for and complained of."""

    def __init__(self, folder: Path) -> None:
        self.root, self.home = folder / "root", folder / "home"
        self.root.mkdir()
        self.home.mkdir()
        self.asked: list[str] = []
        self.failed: list[str] = []

    def fill(self) -> None:
        """Make the project ``quality`` with two datasets, one of them with a queue."""
        project = wb.open_project(self.root / "quality", author="ada")
        towns = ["Wien", "Graz", "Linz", " Graz", "wien"]
        table = pd.DataFrame(
            {
                "id": range(2000),
                "name": [HOSTILE if n == 3 else f"person {n % 700}" for n in range(2000)],
                "town": [towns[n % 3 if n % 20 else 3 + n % 40 // 20] for n in range(2000)],
                "height": [150 + (n * 37) % 50 for n in range(2000)],
            }
        )
        self.dataset = project.add("people", table, key="id", label="town")
        self.dataset.find_issues()
        self.dataset.make_queue(source="audit", sample=5)
        project.add(ODD, table.head(20), key="id")

    def watch(self, page: Any) -> None:
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.failed.append(str(error)))

    def check(self, server: Jupyter, page: Any) -> None:
        """Nothing left the origin, nothing of the data ran, no kernel was started."""
        own = (server.address, "data:", "blob:", f"ws://127.0.0.1:{server.port}")
        assert [url for url in self.asked if not url.startswith(own)] == []
        assert page.evaluate("window.hit") is None
        assert self.failed == []
        assert kernels(server) == []


def kernels(server: Jupyter) -> Any:
    """Return the kernels that the server knows."""
    with urllib.request.urlopen(f"{server.address}/api/kernels?token={server.token}") as answer:
        return json.load(answer)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


def lab(browser: Any, place: Place, server: Jupyter, *, dark: bool = False) -> Any:
    """Open JupyterLab with the workbench's sidebar in front; return the page."""
    if dark:
        settings = place.home / "settings" / "@jupyterlab" / "apputils-extension"
        (settings / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Dark"}')
    page = browser.new_page(
        viewport={"width": 1500, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page.set_default_timeout(300_000)
    dismiss_leftovers(page)
    place.watch(page)
    page.goto(f"{server.address}/lab?token={server.token}")
    page.locator('.jp-SideBar [data-id="dq-workbench-sidebar"]').click()
    page.locator("[data-test=wb-sidebar]").wait_for()
    return page


def shot(page: Any, name: str) -> None:
    EVIDENCE.mkdir(exist_ok=True)
    page.screenshot(path=EVIDENCE / f"{name}.png")


def serious(page: Any, context: str) -> list[str]:
    """Return the serious faults that axe-core finds in a part of the page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context=context).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def faults(page: Any) -> list[str]:
    return serious(page, "[data-test=workbench]") + serious(page, "#dq-workbench-sidebar")


def open_by_key(page: Any, name: str, what: str = "open-dataset") -> Any:
    """Open a dataset with Enter, as from the keyboard; return its tab."""
    row = page.locator("[data-test=wb-dataset]", has_text=name)
    row.locator(f"[data-test={what}]").focus()
    page.keyboard.press("Enter")
    tab = page.locator(".wb-dataset-tab:visible")
    tab.locator("[data-test=workbench]").wait_for()
    return tab


def fills(view: Any, tab: Any) -> bool:
    """Tell whether the view is as large as the tab, but for JupyterLab's border."""
    inner, outer = view.bounding_box(), tab.bounding_box()
    return all(0 <= outer[side] - inner[side] <= 2 for side in ("width", "height"))


def titles(page: Any) -> list[str]:
    bar = page.locator("#jp-main-dock-panel .lm-DockPanel-tabBar .lm-TabBar-tabLabel")
    return [text for text in bar.all_inner_texts() if text != "Launcher"]


def test_from_the_sidebar_to_a_rule_and_back_after_a_reload(browser, place) -> None:
    place.fill()
    with Jupyter("lab", place.root, place.home) as server:
        page = lab(browser, place, server)
        tab = open_by_key(page, "people")
        view = tab.locator("[data-test=workbench]")
        expect(tab.locator("[data-test=tab-table]")).to_be_focused()
        grid = tab.locator("[data-test=grid]")
        expect(grid.locator("[role=gridcell]").first).to_have_text("0")
        expect(grid).to_contain_text("<img src=x")
        expect(tab.locator("[data-test=via]")).to_be_hidden()
        assert titles(page) == ["people"]

        # It fills the tab, and follows its size.
        assert fills(view, tab)
        for width, height in ((1300, 700), (1500, 900)):
            page.set_viewport_size({"width": width, "height": height})
            eventually(page, lambda: fills(view, tab), bool)

        # Sorted by mouse; the same dataset again is the same tab.
        header = tab.locator("[data-test=header]", has_text="height")
        header.click(position={"x": 20, "y": 12})
        expect(header).to_have_attribute("aria-sort", "ascending")
        page.locator("[data-test=wb-dataset]", has_text="people").click(
            position={"x": 150, "y": 30}
        )
        assert titles(page) == ["people"]
        expect(header).to_have_attribute("aria-sort", "ascending")
        page.wait_for_timeout(500)
        shot(page, "lab-tab-table")
        assert faults(page) == []

        # A suggested rule is accepted by key.
        tab.locator("[data-test=tab-recipe]").click()
        recipe = tab.locator("[data-test=panel-recipe]")
        recipe.locator("[role=option]").first.click()
        page.keyboard.press("a")
        expect(recipe).to_contain_text("Recipe · 1 rule")
        assert len(place.dataset.recipe()) == 1
        page.wait_for_timeout(500)
        shot(page, "lab-tab-recipe")
        assert faults(page) == []

        # Another dataset beside it; its name is text wherever it stands.
        other = open_by_key(page, ODD)
        expect(other.locator("[data-test=table-size]")).to_contain_text("20 rows")
        assert titles(page) == ["people", ODD]
        page.wait_for_timeout(2500)  # the layout and the views' states are kept a moment later

        page.reload()
        front = page.locator(".wb-dataset-tab:visible [data-test=table-size]")
        expect(front).to_contain_text("20 rows")
        assert titles(page) == ["people", ODD]
        page.locator("#jp-main-dock-panel .lm-TabBar-tab", has_text="people").click()
        again = page.locator(".wb-dataset-tab:visible")
        expect(again.locator("[data-test=tab-recipe]")).to_have_attribute("aria-selected", "true")
        expect(again.locator("[data-test=panel-recipe]")).to_contain_text("Recipe · 1 rule")
        again.locator("[data-test=tab-table]").click()
        expect(again.locator("[data-test=header]", has_text="height")).to_have_attribute(
            "aria-sort", "ascending"
        )

        # Closed, it is gone with all that it listened to, also after a reload.
        page.locator("#jp-main-dock-panel .lm-TabBar-tab", has_text="people").locator(
            ".lm-TabBar-tabCloseIcon"
        ).click()
        expect(page.locator(".wb-dataset-tab")).to_have_count(1)
        place.check(server, page)


def test_what_waits_is_one_click_away_and_decided_by_key(browser, place) -> None:
    place.fill()
    with Jupyter("lab", place.root, place.home) as server:
        page = lab(browser, place, server)
        open_by_key(page, "people")
        tab = open_by_key(page, "people", "open-review")
        expect(tab.locator("[data-test=tab-review]")).to_have_attribute("aria-selected", "true")
        review = tab.locator("[data-test=review-root]")
        review.locator("[data-test=review-card]").wait_for()
        review.focus()
        page.keyboard.press("k")
        saved = review.locator("[data-test=recent-row] [data-test=save-state][data-state=saved]")
        expect(saved).to_have_count(1)
        shot(page, "lab-tab-review")
        assert faults(page) == []

        # What has changed is read again, and the keyboard stays where it was.
        row = page.locator("[data-test=wb-dataset]", has_text="people")
        page.wait_for_timeout(3000)
        row.locator("[data-test=open-review]").focus()
        page.evaluate("document.querySelector('[data-test=wb-refresh]').click()")
        expect(row.locator("[data-test=open-review]")).to_have_text("4 to review")
        expect(row.locator("[data-test=open-review]")).to_be_focused()
        place.check(server, page)


def test_what_needs_a_kernel_says_so(browser, place, monkeypatch) -> None:
    place.fill()
    with Jupyter("lab", place.root, place.home) as server:
        page = lab(browser, place, server)
        tab = open_by_key(page, "people", "open-review")
        notice = page.locator("[data-test=no-kernel]")
        tab.locator("[data-test=tab-profile]").click()
        detail = tab.get_by_role("button", name="Detail").first
        for opener in (detail, tab.get_by_role("button", name="Send to a queue")):
            opener.click()
            expect(notice).to_contain_text("none is running here")
            page.keyboard.press("Escape")
            expect(notice).to_have_count(0)
        tab.locator("[data-test=tab-review]").click()
        tab.locator("[data-test=new-queue]").click()
        expect(notice).to_contain_text("none is running here")
        shot(page, "lab-tab-no-kernel")
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(notice).to_have_count(0)
        place.check(server, page)

        # The way out that it offers: a notebook with the dataset.
        tab.locator("[data-test=new-queue]").click()
        notice.locator("[data-test=dialog-run]").click()
        page.locator(".jp-Notebook .cm-content", has_text="dataset.open()").wait_for()
        written = json.loads((place.root / "people-workbench.ipynb").read_text())
        code = "\n".join("".join(cell["source"]) for cell in written["cells"][:1])
        monkeypatch.chdir(place.root)
        names: dict[str, Any] = {}
        exec(code, names)
        assert names["dataset"].name == "people"


def test_a_dataset_that_is_gone_is_refused_plainly_and_opened_once_it_is_back(
    browser, place
) -> None:
    place.fill()
    with Jupyter("lab", place.root, place.home) as server:
        page = lab(browser, place, server)
        page.locator("[data-test=wb-dataset]").first.wait_for()
        (place.root / "quality").rename(place.home / "away")
        page.locator("[data-test=wb-dataset]", has_text="people").click()
        refused = page.locator("[data-test=open-refused]")
        expect(refused).to_contain_text("not below the server's root folder")
        shot(page, "lab-tab-refused")
        assert serious(page, ".wb-dataset-tab") == []
        (place.home / "away").rename(place.root / "quality")
        page.wait_for_timeout(3500)  # the server looks for projects every three seconds
        page.locator("[data-test=open-again]").focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-test=grid] [role=gridcell]").first).to_have_text("0")
        expect(page.locator("[data-test=tab-table]")).to_be_focused()
        place.check(server, page)


def test_from_the_palette_in_the_dark(browser, place) -> None:
    place.fill()
    with Jupyter("lab", place.root, place.home) as server:
        page = lab(browser, place, server, dark=True)
        page.keyboard.press("Control+Shift+C")
        page.locator(".lm-CommandPalette-input").fill("open dataset")
        page.keyboard.press("Enter")
        choice = page.locator(".jp-Dialog select")
        choice.select_option(label="people — quality")
        page.locator(".jp-Dialog .jp-mod-accept").click()
        tab = page.locator(".wb-dataset-tab:visible")
        expect(tab.locator("[data-test=grid] [role=gridcell]").first).to_have_text("0")
        page.wait_for_timeout(500)
        shot(page, "lab-tab-dark-table")
        assert faults(page) == []
        for name in ("profile", "review", "recipe"):
            tab.locator(f"[data-test=tab-{name}]").click()
            tab.locator(f"[data-test=panel-{name}]").wait_for()
            page.wait_for_timeout(2000)
            shot(page, f"lab-tab-dark-{name}")
            assert faults(page) == []
        place.check(server, page)
