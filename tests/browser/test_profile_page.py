"""A saved profile in a real browser: no network, by keyboard, light and dark, on paper."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from tests.browser.chromium import FLAGS

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

EVIDENCE = Path(__file__).parents[2] / "test-evidence"
HOSTILE = "<img src=x onerror=\"window.hit='x'\"><script>window.hit='s'</script>"


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    rng = np.random.default_rng(0)
    size = 400
    frame = pd.DataFrame(
        {
            "id": np.arange(size),
            "height": np.where(rng.random(size) < 0.1, np.nan, rng.normal(170, 9, size)),
            "state": rng.choice(["Texas", "Ohio", "Utah", "N/A"], size),
            "day": pd.date_range("2024-01-01", periods=size),
            HOSTILE: [HOSTILE] * (size - 1) + ["</style><b>x"],
            "note": [f"Some longer words about number {i}, {i}" for i in range(size)],
        }
    )
    frame["weight"] = frame["height"] - 100 + rng.normal(0, 5, size)
    return wb.profile(frame, title="people").save(tmp_path_factory.mktemp("page") / "people.html")


@pytest.fixture(scope="module")
def browser(chromium):
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


def opened(browser, saved, **options):
    page = browser.new_page(viewport={"width": 1100, "height": 900}, **options)
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(saved.as_uri())
    assert requests == [saved.as_uri()]  # nothing else is loaded
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_by_keyboard(browser, saved, scheme):
    page = opened(browser, saved, color_scheme=scheme)
    assert page.locator("details.wb-col").count() == 7
    first = page.locator("details.wb-col").first
    assert first.locator(".wb-more").is_hidden()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.locator(".wb-more").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    for part in page.locator("details.wb-part").all()[1:]:
        part.locator("summary").first.click()
    assert page.get_by_text("Spearman's rho").first.is_visible()
    ink, ground = page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert (sum_of(ink) < sum_of(ground)) == (scheme == "light")
    EVIDENCE.mkdir(exist_ok=True)
    page.screenshot(path=EVIDENCE / f"profile-{scheme}.png", full_page=True)
    page.close()


def sum_of(colour: str) -> int:
    return sum(int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])


def test_hostile_names_and_values_run_nothing(browser, saved):
    page = opened(browser, saved)
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    assert page.evaluate("window.hit") is None
    assert page.locator("img, script, b:has-text('x')").count() == 0
    assert page.get_by_text("onerror").first.is_visible()
    page.close()


def test_paper_shows_what_the_screen_folds(browser, saved):
    page = opened(browser, saved)
    assert page.get_by_text("standard deviation").first.is_hidden()
    page.emulate_media(media="print")
    shown = page.get_by_text("standard deviation").first.bounding_box()
    assert shown and shown["height"] > 5
    page.close()


def test_a_narrow_screen_needs_no_sideways_scrolling(browser, saved):
    page = browser.new_page(viewport={"width": 420, "height": 800})
    page.goto(saved.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0
    page.close()
