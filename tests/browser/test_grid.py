"""The grid in a real browser, before a real dispatcher: by keyboard, by mouse, with bad values."""

from __future__ import annotations

import json

import pytest

from tests.browser import views_page
from tests.browser.chromium import FLAGS
from tests.browser.views_page import EVIDENCE, HOSTILE, ViewsServer, opened, quiet
from tests.browser.waiting import eventually
from workbench.errors import InputError, NotFoundError

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
    with opened(browser, server, "grid") as page:
        settled(page)
        yield page


def settled(page):
    """Wait until nothing is on its way and every row in view is drawn."""
    quiet(page)
    page.wait_for_function(
        "() => document.querySelector('[data-test=grid]').getAttribute('aria-busy') === 'false'"
        " && !document.querySelector('.wb-row:not([hidden]) .wb-wait')"
    )


FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


def active_is(page, *expected):
    """Wait until row, column and text of the active cell are these, as far as given."""
    eventually(page, lambda: (active(page) or [])[: len(expected)], list(expected).__eq__)


def active(page):
    """Row and column of the active cell as assistive technology hears it, and its text."""
    return page.evaluate(
        """() => {
          const grid = document.querySelector('[data-test=grid]');
          const id = grid.getAttribute('aria-activedescendant');
          const cell = id && document.getElementById(id);
          if (!cell) return null;
          const row = Number(cell.closest('[role=row]').getAttribute('aria-rowindex'));
          return [row - 2, Number(cell.getAttribute('aria-colindex')) - 2, cell.textContent];
        }"""
    )


def cell(page, row, order):
    """A cell by its row in the selection and its position on the screen."""
    return page.locator(f'[role=row][aria-rowindex="{row + 2}"] [aria-colindex="{order + 2}"]')


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    page.evaluate(FRAMES)
    settled(page)


def header(page, name):
    return page.locator("[data-test=header]").filter(has_text=name).first


def test_first_rows_need_no_request(browser, server):
    server.reset()
    server.failure = InputError("only the table itself is described")
    with opened(browser, server, "grid") as page:
        expect(cell(page, 0, 0)).to_have_text("0")
        expect(cell(page, 19, 2)).not_to_be_empty()
        asked = [method for method, _ in server.asked]
        assert asked[0] == "open"
        grid = page.locator("[data-test=grid]")
        assert grid.get_attribute("aria-rowcount") == "20001"
        assert grid.get_attribute("aria-colcount") == "10"


def test_move_by_keyboard(page):
    page.locator("[data-test=grid]").focus()
    press(page, "ArrowDown", "ArrowDown", "ArrowRight")
    active_is(page, 2, 1)
    press(page, "Control+End")
    active_is(page, 19_999, 8)
    press(page, "Home")
    active_is(page, 19_999, 0, "19999")
    press(page, "PageUp")
    eventually(page, lambda: active(page)[0], lambda row: 19_960 < row < 19_999)
    press(page, "PageDown", "Control+Home")
    active_is(page, 0, 0, "0")
    press(page, "ArrowUp")
    active_is(page, -1)  # the header
    press(page, "Control+g")
    page.keyboard.type("12,346")
    press(page, "Enter")
    active_is(page, 12_345, 0, "12345")


def test_scroll_shows_the_right_rows(page):
    for target in (5_000, 180_000, 333_333, 7, 519_000):
        page.locator("[data-test=grid]").evaluate(
            "(grid, top) => { grid.scrollTop = top; }", target
        )
        quiet(page)
        settled(page)
        rows = page.evaluate(
            """() => [...document.querySelectorAll('.wb-body-rows .wb-row:not([hidden])')].map(
              (row) => [Number(row.getAttribute('aria-rowindex')) - 2,
                        row.querySelector('[aria-colindex="2"]').textContent])"""
        )
        assert min(row for row, _ in rows) == min(target // 26, 20_000)
        assert all(text == str(row) for row, text in rows)


def test_no_movement_is_lost_when_columns_change(page):
    page.evaluate(
        """() => {
          document.querySelector('[data-test=grid]').scrollTop = 260000;
          state.setWidth('id', 300);  // before the browser has reported the scrolling
        }"""
    )
    quiet(page)
    settled(page)
    expect(cell(page, 10_003, 0)).to_have_text("10003")


def test_sort_by_mouse_and_keyboard(page):
    header(page, "height").locator(".wb-hname").click()
    settled(page)
    assert header(page, "height").get_attribute("aria-sort") == "ascending"
    low = float(cell(page, 0, 1).inner_text())
    assert low <= float(cell(page, 1, 1).inner_text())
    header(page, "town").locator(".wb-hname").click(modifiers=["Shift"])
    assert page.evaluate("state.sort.map((one) => one.column)") == ["height", "town"]
    press(page, "Control+Home")
    page.locator("[data-test=grid]").focus()
    press(page, "Control+Home", "ArrowUp", "Space")  # the header of id: the only one now
    assert page.evaluate("state.sort") == [{"column": "id", "descending": False}]
    press(page, "Space")
    expect(cell(page, 0, 0)).to_have_text("19999")
    press(page, "Space")
    assert page.evaluate("state.sort") == []


def test_filter_by_keyboard_and_empty_state(page):
    page.locator("[data-test=grid]").focus()
    press(page, "ArrowRight", "ArrowRight", "f")
    page.locator("[data-test=filter-kind]").select_option(label="contains")
    page.locator("[data-test=filter-text]").fill("EED")
    page.keyboard.press("Enter")
    page.wait_for_function("() => state.conditions.length === 1")
    quiet(page)
    settled(page)
    expect(cell(page, 3, 2)).to_have_text("Leeds")
    total = int(page.locator("[data-test=grid]").get_attribute("aria-rowcount")) - 1
    expect(page.locator("[data-test=row-count]")).to_contain_text(f"{total:,} of 20,000 rows")
    assert page.evaluate("document.activeElement.dataset.test") == "grid"
    press(page, "f")
    page.keyboard.press("Escape")
    expect(page.locator("[data-test=column-popover]")).to_have_count(0)
    press(page, "f")
    page.locator("[data-test=filter-text]").fill("nobody lives there")
    page.keyboard.press("Enter")
    expect(page.locator("[data-test=empty]")).to_contain_text("No rows match")
    page.locator("[data-test=clear-filters]").click()
    expect(page.locator("[data-test=empty]")).to_be_hidden()
    expect(page.locator("[data-test=row-count]")).to_have_text("20,000 rows")


def test_filter_values_and_range(page):
    header(page, "town").locator("[data-test=column-menu]").click()
    page.locator("[data-test=filter-kind]").select_option(label="is one of")
    page.locator("[data-test=filter-values] label").filter(has_text="York").click()
    page.locator("[data-test=filter-apply]").click()
    expect(cell(page, 2, 2)).to_have_text("York")
    header(page, "id").locator("[data-test=column-menu]").click()
    page.locator("[data-test=filter-low]").fill("ten")
    page.locator("[data-test=filter-apply]").click()
    expect(page.locator("[data-test=filter-fault]")).to_contain_text("not a number")
    page.locator("[data-test=filter-low]").fill("10")
    page.locator("[data-test=filter-high]").fill("99")
    page.locator("[data-test=filter-apply]").click()
    expect(page.locator("[data-test=chip]")).to_have_count(2)
    quiet(page)
    settled(page)
    ids = [int(cell(page, n, 0).inner_text()) for n in range(3)]
    assert all(10 <= one <= 99 for one in ids)
    page.locator("[data-test=chip-remove]").first.click()
    expect(page.locator("[data-test=chip]")).to_have_count(1)


def test_brush_in_the_header_filters_the_rows(page):
    strip = header(page, "height").locator(".wb-strip")
    quiet(page)
    box = strip.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    quiet(page)
    page.mouse.down()
    page.mouse.move(box["x"] + 50, box["y"] + 10, steps=4)
    page.mouse.up()
    quiet(page)
    settled(page)
    [condition] = page.evaluate("state.conditions")
    assert (condition["kind"], condition["column"]) == ("range", "height")
    heights = [float(cell(page, n, 1).inner_text()) for n in range(10)]
    assert all(condition["low"] <= one < condition["high"] for one in heights)


def test_copy_is_exact(page):
    grid = page.locator("[data-test=grid]")
    grid.focus()
    press(page, "ArrowRight", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowRight")
    page.keyboard.press("Control+c")
    expect(page.locator(".wb-said")).to_have_text("Copied 4 cells.")
    first = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert [len(line.split("\t")) for line in first] == [2, 2]
    assert first[0].split("\t")[0] == cell(page, 0, 2).inner_text()
    # A cell that was cut is fetched whole; a formula stays what it is.
    press(page, "Control+Home", *["ArrowRight"] * 5, *["ArrowDown"] * 4)
    page.keyboard.press("Control+c")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).length === 1000000")
    press(page, *["ArrowDown"] * 4)
    page.keyboard.press("Control+c")
    page.wait_for_function(
        """async () => await navigator.clipboard.readText() === '=HYPERLINK("http://localhost/")'"""
    )
    press(page, "Control+a")
    page.keyboard.press("Control+c")
    expect(page.locator(".wb-said")).to_have_text("Copied 180,000 cells.")
    whole = page.evaluate("navigator.clipboard.readText()")
    assert whole.count("x" * 1_000_000) == 4
    assert '"two\nlines\tand a tab"' in whole


def test_hostile_values_are_text(page):
    page.locator("[data-test=grid]").focus()
    press(page, *["ArrowRight"] * 5)
    expect(cell(page, 0, 5)).to_have_text(HOSTILE)
    expect(header(page, "<img")).to_be_visible()
    expect(cell(page, 1, 5)).to_contain_text("[U+202E]")
    expect(cell(page, 3, 5)).to_have_text("before[U+0000]after")
    assert len(cell(page, 4, 5).inner_text()) < 300
    expect(cell(page, 5, 5)).to_have_text("empty text")
    expect(cell(page, 6, 5).locator(".wb-space")).to_have_count(2)
    expect(cell(page, 7, 5)).to_have_text("two↵lines⇥and a tab")
    expect(cell(page, 0, 1)).to_have_text("missing")
    press(page, "ArrowRight")
    expect(cell(page, 0, 6)).to_have_text(str(2**53 + 1))
    press(page, "ArrowRight")
    expect(cell(page, 1, 7)).to_have_text("[1, NULL]")
    press(page, "ArrowLeft", "ArrowLeft", *["ArrowDown"] * 4, "Enter")
    expect(page.locator("[data-test=whole-length]")).to_contain_text("1,000,000 characters")
    page.keyboard.press("Escape")
    expect(page.locator("[data-test=whole]")).to_have_count(0)
    assert page.evaluate("document.activeElement.dataset.test") == "grid"
    assert (
        page.evaluate(
            "document.querySelectorAll('[data-test=grid] img, [data-test=grid] script').length"
        )
        == 0
    )


def test_marks_say_why(page):
    cell(page, 1, 1).hover()
    expect(page.locator("[data-test=tip]")).to_contain_text("far from others <img")
    page.locator("[data-test=grid]").focus()
    page.mouse.move(5, 5)
    press(page, "ArrowDown", "ArrowRight")
    expect(page.locator("[data-test=tip]")).to_be_visible()
    described = page.evaluate(
        "document.getElementById(document.querySelector('[data-test=grid]')"
        ".getAttribute('aria-activedescendant')).getAttribute('aria-describedby')"
    )
    assert page.locator(f"#{described}").inner_text().startswith("◥ Issue")
    page.keyboard.press("Escape")
    expect(page.locator("[data-test=tip]")).to_be_hidden()


def test_columns_pin_hide_resize(page):
    page.locator("[data-test=grid]").focus()
    press(page, "ArrowRight", "ArrowRight", "ArrowUp", "p")
    assert page.evaluate("state.pinned") == ["town"]
    active_is(page, -1, 0)
    assert cell(page, 0, 0).inner_text() in ("Leeds", "York", "Hull", "Bath")
    before = header(page, "town").bounding_box()["width"]
    press(page, "Shift+ArrowRight")
    assert header(page, "town").bounding_box()["width"] == before + 16
    grip = header(page, "height").locator("[data-test=resize]").bounding_box()
    page.mouse.move(grip["x"] + 4, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 64, grip["y"] + 10, steps=3)
    page.mouse.up()
    wide = header(page, "height").bounding_box()["width"]
    header(page, "height").locator("[data-test=resize]").dblclick()
    eventually(page, lambda: header(page, "height").bounding_box()["width"], lambda w: w != wide)
    press(page, "ArrowRight", "h")
    assert page.evaluate("state.hidden") == ["id"]
    page.locator("[data-test=columns-button]").click()
    page.locator("[data-test=column-search]").fill("id")
    page.locator(".wb-column-list input").first.check()
    page.keyboard.press("Escape")
    assert page.evaluate("state.hidden") == []


def test_state_survives(browser, server, page):
    header(page, "id").locator("[data-test=column-menu]").click()
    page.locator("[data-test=filter-low]").fill("1000")
    page.locator("[data-test=filter-apply]").click()
    settled(page)
    page.locator("[data-test=grid]").evaluate("(grid) => { grid.scrollTop = 26 * 4000; }")
    quiet(page)
    page.wait_for_function("() => state.top === 4000")
    stored = json.loads(page.evaluate("JSON.stringify(state)"))
    with opened(browser, server, "grid", stored={**stored, "sort": [{"column": "gone"}]}) as again:
        quiet(again)
        settled(again)
        assert again.evaluate("state.sort") == []
        expect(cell(again, 4003, 0)).to_have_text("5003")


def test_a_table_that_changed_is_said(page, server):
    server.failure = NotFoundError("version table: it is no longer there")
    page.locator("[data-test=grid]").evaluate("(grid) => { grid.scrollTop = 300000; }")
    expect(page.locator("[data-test=trouble]")).to_contain_text("The table has changed.")
    server.failure = None
    page.locator("[data-test=reload]").click()
    expect(page.locator("[data-test=trouble]")).to_have_count(0)
    settled(page)
    server.change = {"total": 19_000}
    page.locator("[data-test=grid]").evaluate("(grid) => { grid.scrollTop = 100000; }")
    expect(page.locator("[data-test=trouble]")).to_contain_text("20,000 rows became 19,000")


def test_a_failure_can_be_tried_again(page, server):
    quiet(page)
    server.failure = InputError("the disk is full; free some space")
    page.locator("[data-test=grid]").evaluate("(grid) => { grid.scrollTop = 400000; }")
    expect(page.locator("[data-test=trouble]")).to_have_text("the disk is full; free some space.")
    quiet(page)
    server.failure = None
    page.locator("[data-test=retry]").click()
    expect(page.locator("[data-test=trouble]")).to_have_count(0)
    quiet(page)
    settled(page)
    expect(cell(page, 15_386, 0)).to_have_text("15386")


def test_nothing_is_asked_behind_another_tab(page, server):
    quiet(page)
    page.evaluate("document.getElementById('host').style.display = 'none'")
    quiet(page)
    before = len(server.asked)
    page.evaluate("state.setCondition({kind: 'contains', column: 'town', text: 'hull'})")
    quiet(page)
    assert len(server.asked) == before
    page.evaluate("document.getElementById('host').style.display = ''")
    expect(cell(page, 1, 2)).to_have_text("Hull")


def test_columns_by_any_name_and_no_rows(browser, server):
    server.reset()
    with opened(browser, server, "grid") as page:
        page.evaluate(
            """() => {
              view.destroy();
              const names = ['__proto__', 'constructor', '', ' ', '<b>x</b>'];
              const columns = names.map((name) => ({name, type: 'text', kind: 'text',
                                                    null_share: null}));
              const none = {start: 0, total: 0, keys: [], rows: [], columns: [], cells: [],
                            cut: [], marks: []};
              const info = {dataset: 'd', version: 'v', newest: 'v', rows: 0, columns, key: null,
                            label: null, versions: [], first: none};
              const call = async (method) => method === 'window' ? none
                : {charts: [], rows: 0, passing: 0, issues: []};
              window.state = new views.Exploration(info, {conditions: [null, {kind: 'x'}],
                sort: [5], widths: [], pinned: 'a', hidden: ['gone'], top: -1});
              const host = document.getElementById('host');
              views.mountGrid(host, {client: {label: 'server', call}, state});
            }"""
        )
        expect(page.locator("[data-test=empty]")).to_have_text("This table has no rows.")
        page.locator("[data-test=grid]").focus()
        keys = ["ArrowUp", "p", "Shift+ArrowRight", "Space", "Enter", "Escape", "Control+a"]
        for key in [*keys, "Control+c", "Control+End", "Enter", "Control+g"]:
            page.keyboard.press(key)
        assert page.evaluate("[state.pinned, state.sort[0].column]") == [["__proto__"], "__proto__"]
        expect(header(page, "<b>x</b>")).to_be_visible()


def test_scrolling_storms_nobody(page, server):
    server.latency = 0.05
    before = len(server.asked)
    page.evaluate(
        """async () => {
          const grid = document.querySelector('[data-test=grid]');
          for (let n = 0; n < 60; n += 1) {
            grid.scrollTop = (n * 7919) % 500000;
            await new Promise((done) => requestAnimationFrame(done));
          }
        }"""
    )
    quiet(page)
    settled(page)
    assert "window" in [one for one, _ in server.asked[before:]]
    assert server.most_at_once <= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_looks(browser, server, scheme):
    server.reset()
    with opened(browser, server, "grid", color_scheme=scheme) as page:
        quiet(page)
        settled(page)
        cell(page, 1, 1).hover()
        quiet(page)
        ink, paper = page.evaluate(
            "(() => { const s = getComputedStyle(document.querySelector('.wb-grid-view'));"
            "return [s.color, s.backgroundColor].map((c) => c.match(/\\d+/g).slice(0, 3)"
            ".reduce((a, b) => a + Number(b), 0)); })()"
        )
        assert (ink < paper) == (scheme == "light")
        EVIDENCE.mkdir(exist_ok=True)
        page.screenshot(path=EVIDENCE / f"grid-{scheme}.png")


TOPS = """() => [...document.querySelectorAll('.wb-row:not([hidden])')].map(
  (row) => row.getBoundingClientRect().y)"""
JUMPS = """async () => {
  const grid = document.querySelector('[data-test=grid]');
  const most = grid.scrollHeight - grid.clientHeight;
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const painted = () => grid.getAttribute('aria-busy') === 'false'
    && !grid.querySelector('.wb-row:not([hidden]) .wb-wait');
  for (let step = 1; step <= 20; step += 1) {
    const moved = new Promise((done) => grid.addEventListener('scroll', done, {once: true}));
    grid.scrollTop = ((step * 0.618034) % 1) * most;
    await moved;
    do { await frame(); } while (!painted());
  }
}"""


@pytest.mark.parametrize("rows", [1_000_000, 10_000_000])
def test_tall_tables_scroll_exactly(browser, server, rows):
    """Rows by formula, answered 25 ms after they were asked for; 100 columns.

    How quickly is measured by `tests.benchmarks.bench_views`.
    """
    server.reset()
    with opened(browser, server, "grid") as page:
        page.evaluate(
            """([rows]) => {
              view.destroy();
              const client = window.mock = new MockClient(rows, 100, 25);
              client.charts = () => ({charts: [], rows, passing: rows});
              views.mountGrid(document.getElementById('host'), {client, first: client.info()});
            }""",
            [rows],
        )
        quiet(page)
        page.evaluate(JUMPS)
        page.locator("[data-test=grid]").focus()
        page.keyboard.press("Control+End")
        active_is(page, rows - 1)
        page.keyboard.press("ArrowUp")  # exactly one row, however tall the table
        active_is(page, rows - 2)
        settled(page)
        top = page.locator(".wb-row:not([hidden])").first.bounding_box()["y"]
        box = page.locator("[data-test=grid]").bounding_box()
        page.mouse.move(box["x"] + 300, box["y"] + 300)
        page.mouse.wheel(0, -10)
        eventually(
            page,
            lambda: page.evaluate(TOPS),
            lambda tops: any(abs(one - top - 10) < 1 or abs(one - top + 16) < 1 for one in tops),
        )
