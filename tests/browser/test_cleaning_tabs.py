"""Spellings merged and issues judged in the workbench view, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import workbench as wb
from tests.browser.chromium import FLAGS
from tests.browser.jupyter import Jupyter
from tests.browser.test_workbench import HOSTILE, Place, opened, shot, tab
from tests.browser.waiting import eventually

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.xdist_group("browser")

TOWNS = {
    **{"New York": 40, "new york": 6, "New York ": 3, "Nwe York": 2, "York, New": 1},
    **{"München": 20, "Munchen": 4, "MÜNCHEN": 2, "Smith Falls": 9, "Smyth Falls": 2},
    **{HOSTILE: 3, HOSTILE.upper(): 1, "Oslo": 12, "Graz": 8},
}


@pytest.fixture(autouse=True)
def jp_asyncio_loop():
    """Keep pytest-jupyter's event loop away: Playwright brings its own."""


@pytest.fixture(autouse=True)
def jp_server_cleanup():
    """See `jp_asyncio_loop`."""


@pytest.fixture
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path)
    towns = [town for town, rows in TOWNS.items() for _ in range(rows)]
    project = wb.open_project(made.root / "quality", author="ada")
    table = pd.DataFrame({"id": range(len(towns)), "town": towns, "visits": 1, "segment": "rare"})
    made.dataset = project.add("people", table, key="id", label="segment")
    return made


def mapped(place: Place) -> dict[str, str]:
    """Return what the recipe maps."""
    rules = [rule for rule in place.dataset.recipe() if rule.kind == "map_values"]
    return {old: new for rule in rules for old, new in rule.mapping.items()}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_spellings_are_merged_and_undone_by_keyboard(
    browser: Any, place: Place, dark: bool
) -> None:
    with Jupyter("lab", place.root, place.home) as server:
        page = opened(browser, place, server, 'dataset.open("spellings")', dark=dark)
        panel = tab(page, "spellings")
        clusters = panel.locator("[data-test=cluster]")
        expect(panel.locator("[data-test=spelling-column]")).to_have_value("town")
        expect(clusters).to_have_count(4)
        shot(page, f"spellings-{'dark' if dark else 'light'}")
        first = clusters.nth(0)
        first.focus()
        expect(first.locator("[data-test=spelling]").nth(4)).to_be_checked()
        page.keyboard.press("5")
        expect(first.locator("[data-test=spelling]").nth(4)).not_to_be_checked()
        page.keyboard.press("e")
        page.keyboard.type("NYC")  # an m or a digit in the field is text
        page.keyboard.press("Enter")
        expect(first).to_have_attribute("data-standing", "merged")
        expect(clusters.nth(1)).to_be_focused()
        assert set(mapped(place).values()) == {"NYC"}
        assert len(mapped(place)) == 4
        page.keyboard.press("m")
        expect(clusters.nth(1)).to_have_attribute("data-standing", "merged")
        shot(page, f"spellings-merged-{'dark' if dark else 'light'}")
        page.keyboard.press("Control+z")
        expect(clusters.nth(1)).to_have_attribute("data-standing", "open")
        expect(panel.locator("[data-test=clusters]")).to_contain_text("3 clusters left")
        assert set(mapped(place).values()) == {"NYC"}
        first.focus()
        page.keyboard.press("u")
        expect(first).to_have_attribute("data-standing", "open")
        assert mapped(place) == {}
        place.check(server, page)
        assert place.failed == []


def test_merging_by_mouse_changes_the_recipe_and_the_next_clusters(
    browser: Any, place: Place
) -> None:
    with Jupyter("lab", place.root, place.home) as server:
        page = opened(browser, place, server, "dataset.open()")
        panel = tab(page, "spellings")
        clusters = panel.locator("[data-test=cluster]")
        panel.locator("[data-test=spelling-method]").select_option("fingerprint")
        expect(clusters).to_have_count(3)
        munich = clusters.filter(has_text="München")
        munich.locator("[data-test=use-spelling]").nth(1).click()
        expect(munich.locator("[data-test=spelling-target]")).to_have_value("Munchen")
        munich.locator("[data-test=merge]").click()
        expect(munich).to_have_attribute("data-standing", "merged")
        assert mapped(place) == {"München": "Munchen", "MÜNCHEN": "Munchen"}
        recipe = tab(page, "recipe")
        expect(recipe.locator("[data-test=step]")).to_have_count(1)
        panel = tab(page, "spellings")
        expect(clusters).to_have_count(2)  # what was merged does not come up again
        place.check(server, page)


def test_issues_are_judged_where_they_are_listed(browser: Any, place: Place) -> None:
    with Jupyter("lab", place.root, place.home) as server:
        page = opened(browser, place, server, 'dataset.open("profile")')
        panel = tab(page, "profile")
        note, counts = (panel.locator(f"[data-test=issue-{name}]") for name in ("note", "counts"))
        # The fixture's first table was checked, this one was not.
        expect(note).to_contain_text("earlier source")
        place.dataset.find_issues()
        tab(page, "table")
        tab(page, "profile")
        total = len(place.dataset.issues)
        expect(counts).to_contain_text(f"{total} open")
        expect(note).to_be_hidden()
        row = panel.locator("li[data-issue]").filter(has=page.locator("[data-test=issue-accept]"))
        first = row.first.get_attribute("data-issue")
        chosen = panel.locator(f'li[data-issue="{first}"]')
        chosen.locator("[data-test=issue-accept]").click()
        expect(counts).to_contain_text(f"{total - 1} open · 1 accepted")
        expect(chosen).to_have_attribute("data-verdict", "accept")
        shot(page, "issues-judged")
        page.wait_for_function("() => document.querySelector('[data-test=announce]').textContent")
        eventually(page, lambda: len(place.dataset.recipe()), lambda rules: rules == 1)
        chosen.locator("[data-test=issue]").focus()
        page.keyboard.press("r")
        expect(chosen).to_have_attribute("data-verdict", "reject")
        expect(counts).to_contain_text("0 accepted · 1 rejected")
        expect(chosen.locator("[data-test=issue]")).to_be_focused()
        page.keyboard.press("u")
        expect(counts).to_contain_text(f"{total} open")
        page.keyboard.press("r")
        eventually(
            page,
            lambda: {one.item: one.verdict for one in place.dataset.decisions()},
            lambda verdicts: verdicts == {first: "reject"},
        )
        place.check(server, page)
