"""The charts in a real browser, before a real dispatcher: brushing by mouse and by keyboard."""

from __future__ import annotations

import pytest

from tests.browser import views_page
from tests.browser.chromium import FLAGS
from tests.browser.views_page import EVIDENCE, HOSTILE, ViewsServer, opened, quiet
from workbench.errors import ConflictError

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = views_page.bundled(tmp_path_factory.mktemp("views"))
    running = ViewsServer(folder, views_page.people())
    yield running
    running.close()


@pytest.fixture(scope="module")
def browser(chromium):
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def page(browser, server):
    server.reset()
    with opened(browser, server, "profile") as page:
        ready(page)
        yield page


def ready(page):
    expect(page.locator("[data-test=histogram]").first).to_be_visible()
    expect(chart(page, "weight").locator("[data-test=readout]")).to_contain_text("values")


def chart(page, name):
    return page.get_by_role("article", name=name, exact=True)


def counts(page, name):
    """The numbers beside the bars of a chart of values."""
    texts = chart(page, name).locator(".wb-bar-number").all_inner_texts()
    return texts


def methods(server):
    return [method for method, _ in server.asked]


def brush(page, name, start, end, steps=6, release=True):
    box = chart(page, name).locator("[data-test=histogram]").bounding_box()
    page.mouse.move(box["x"] + start, box["y"] + 30)
    quiet(page)  # the cube is fetched while the pointer rests there
    page.mouse.down()
    page.mouse.move(box["x"] + end, box["y"] + 30, steps=steps)
    if release:
        page.mouse.up()


def test_brush_asks_nothing_and_is_exact(page, server):
    before = counts(page, "town")
    brush(page, "weight", 60, 61, release=False)
    asked = len(server.asked)
    box = chart(page, "weight").locator("[data-test=histogram]").bounding_box()
    seen = set()
    for x in range(70, 150, 4):
        page.mouse.move(box["x"] + x, box["y"] + 30)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
        seen.add(tuple(counts(page, "town")))
    assert len(server.asked) == asked  # not one request while brushing
    assert len(seen) > 10
    page.mouse.up()
    quiet(page)
    [condition] = page.evaluate("state.conditions")
    assert condition["kind"] == "range"
    shown = page.locator("[data-test=row-count]").inner_text()
    # What was counted in the browser is what the server counts.
    answer = page.evaluate("client.call('charts', {...state.selection, columns: [1, 2, 3, 4]})")
    assert shown.startswith(f"{answer['passing']:,} of 20,000 rows")
    drawn = page.evaluate(
        "() => [...document.querySelector('[data-test=bars]').querySelectorAll('[role=option]')]"
        ".map((bar) => { bar.dispatchEvent(new PointerEvent('pointermove', {bubbles: true}));"
        "return bar.closest('article').querySelector('[data-test=readout]').textContent; })"
    )
    town = next(one for one in answer["charts"] if one["column"] == 2)
    for text, value, some in zip(drawn, town["bins"]["values"], town["counts"], strict=True):
        assert text.startswith(f"{value} · {some:,} of ")
    assert counts(page, "town") != before
    window = page.evaluate("client.call('window', {...state.selection, count: 1})")
    assert window["total"] == answer["passing"]


def test_click_and_shift_click_on_bars(page):
    options = chart(page, "town").locator("[role=option]")
    options.nth(1).click()
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    options.nth(2).click(modifiers=["Shift"])
    names = options.locator(".wb-bar-name").all_inner_texts()
    page.wait_for_function("() => state.conditions[0]?.values?.length === 2")
    assert set(page.evaluate("state.conditions[0].values")) == set(names[1:3])
    options.nth(1).click()
    page.wait_for_function("() => state.conditions[0]?.values?.length === 1")
    options.nth(1).click()
    page.wait_for_function("() => state.conditions.length === 0")
    expect(page.locator("[data-test=row-count]")).to_have_text("20,000 rows")


def test_missing_and_other_values(page):
    plot = chart(page, "height").locator("[data-test=histogram]")
    box = plot.bounding_box()
    page.mouse.click(box["x"] + box["width"] - 5, box["y"] + 60)
    page.wait_for_function("() => state.conditions[0]?.kind === 'missing'")
    expect(page.locator("[data-test=row-count]")).to_contain_text("1,819 of 20,000")
    page.locator("[data-test=clear-all]").click()
    texts = page.get_by_role("article", name=HOSTILE[:40])
    texts.scroll_into_view_if_needed()
    other = texts.locator("[role=option]").filter(has_text="other values")
    other.click()
    page.wait_for_function("() => state.conditions[0]?.exclude === true")
    answer = page.evaluate("client.call('window', {...state.selection, count: 1})")
    expect(page.locator("[data-test=row-count]")).to_contain_text(f"{answer['total']:,} of")


def test_brush_by_keyboard(page):
    plot = chart(page, "weight").locator("[data-test=histogram]")
    plot.focus()
    for key in ["Home", *["ArrowRight"] * 8]:
        page.keyboard.press(key)
    assert plot.get_attribute("aria-valuenow") == "9"
    assert "rows" in plot.get_attribute("aria-valuetext")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.wait_for_function("() => state.conditions[0]?.kind === 'range'")
    quiet(page)
    edges = page.evaluate("client.call('charts', {columns: [8]})")["charts"][0]["bins"]["edges"]
    condition = page.evaluate("state.conditions[0]")
    assert (condition["low"], condition["high"]) == (edges[8], edges[11])
    page.keyboard.press("Escape")
    page.wait_for_function("() => state.conditions.length === 0")
    page.keyboard.press("Enter")
    page.wait_for_function("() => state.conditions.length === 1")
    page.keyboard.press("Enter")
    page.wait_for_function("() => state.conditions.length === 0")
    bars = chart(page, "town").locator("[data-test=bars]")
    bars.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => state.conditions[0]?.kind === 'one_of'")
    page.keyboard.press("Escape")
    page.wait_for_function("() => state.conditions.length === 0")


def test_the_brush_moves_and_resizes(page):
    brush(page, "weight", 60, 120)
    quiet(page)
    first = page.evaluate("state.conditions[0]")
    brush(page, "weight", 90, 110)  # takes hold inside: moves
    quiet(page)
    moved = page.evaluate("state.conditions[0]")
    assert moved["low"] > first["low"]
    assert moved["high"] - moved["low"] == pytest.approx(first["high"] - first["low"], rel=0.2)
    brush(page, "weight", 140, 170)  # its right end, which lies there now
    quiet(page)
    wider = page.evaluate("state.conditions[0]")
    assert wider["low"] == moved["low"]
    assert wider["high"] > moved["high"]
    page.mouse.click(*centre(chart(page, "weight").locator("[data-test=histogram]")))
    page.wait_for_function("() => state.conditions.length === 0")


def centre(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_slices_and_legend(page):
    page.locator("[data-test=by]").select_option(label="member")
    expect(page.locator("[data-test=legend] li")).to_have_count(2)
    chart(page, "weight").locator("[data-test=histogram]").hover(position={"x": 100, "y": 40})
    expect(chart(page, "weight").locator("[data-test=readout]")).to_contain_text("true")
    expect(chart(page, "town").locator(".wb-slice").first).to_be_visible()
    page.locator("[data-test=by]").select_option(label="nothing")
    expect(page.locator("[data-test=legend]")).to_have_count(0)


def test_issues_select_their_rows(page):
    issue = page.locator("[data-test=issue]").first
    expect(issue).to_contain_text("far from others <img")
    issue.focus()
    page.keyboard.press("Enter")
    expect(issue).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-test=row-count]")).to_contain_text("3 of 20,000 rows")
    expect(page.locator("[data-test=chip]")).to_contain_text("outlier")
    page.locator("[data-test=chip-remove]").press("Enter")
    expect(issue).to_have_attribute("aria-pressed", "false")


def test_actions_and_detail(page):
    chart(page, "town").locator("[role=option]").first.click()
    page.wait_for_function("() => state.conditions.length === 1")
    quiet(page)
    page.locator("[data-test=action-export]").click()
    chart(page, "weight").locator("[data-test=detail]").click()
    (name, selection), detail = page.evaluate("actions")
    assert name == "export"
    assert selection["conditions"][0]["column"] == "town"
    assert 0 < selection["rows"] < 20_000
    assert detail == ["detail", "weight"]


def test_only_visible_charts_are_asked_for(browser, server):
    server.reset()
    with opened(browser, server, "profile", viewport={"width": 700, "height": 420}) as page:
        expect(page.locator("[data-test=histogram]").first).to_be_visible()
        quiet(page)
        columns = {
            one for method, body in server.asked if method == "charts" for one in body["columns"]
        }
        assert columns
        assert len(columns) < 9
        page.locator("[data-test=find-column]").fill("weight")
        expect(chart(page, "weight").locator("[data-test=histogram]")).to_be_visible()


def test_a_table_that_changed_is_said(page, server):
    server.failure = ConflictError("version table was replaced by another")
    chart(page, "town").locator("[role=option]").first.click()
    page.locator("[data-test=by]").select_option(label="member")
    expect(page.locator("[data-test=trouble]")).to_contain_text("The table has changed.")
    server.failure = None
    page.locator("[data-test=reload]").click()
    expect(page.locator("[data-test=trouble]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_looks(browser, server, scheme):
    server.reset()
    with opened(browser, server, "profile", color_scheme=scheme) as page:
        ready(page)
        brush(page, "weight", 60, 120)
        chart(page, "town").locator("[role=option]").first.click()
        quiet(page)
        EVIDENCE.mkdir(exist_ok=True)
        page.screenshot(path=EVIDENCE / f"charts-{scheme}.png")


def test_brushing_a_million_rows_asks_nothing(browser, server):
    """Rows by formula behind eight charts; how quickly is measured by `bench_views`."""
    server.reset()
    with opened(browser, server, "profile", viewport={"width": 1280, "height": 480}) as page:
        page.evaluate(
            """() => {
              view.destroy();
              window.mock = new MockClient(1e6, 8, 25);
              const options = {client: mock, first: mock.info()};
              window.view = views.mountProfile(document.getElementById('host'), options);
            }"""
        )
        expect(page.locator("[data-test=readout]").nth(1)).to_contain_text("values")
        box = page.locator("[data-test=histogram]").nth(1).bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 40)
        page.wait_for_function("() => mock.asked.some((one) => one.method === 'cube')")
        quiet(page)
        before = page.evaluate("mock.asked.length")
        page.mouse.down()
        for n in range(200):
            page.mouse.move(box["x"] + 60 + 2 * (n % 50), box["y"] + 40)
        requests = page.evaluate("mock.asked.length") - before
        page.mouse.up()
        assert page.locator("[data-test=chart]").count() == 8
        assert requests == 0
