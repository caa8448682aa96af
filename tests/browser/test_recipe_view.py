"""The recipe view in a real browser, by keyboard and by mouse, on a real project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.browser.chromium import FLAGS
from tests.browser.recipe_page import ROOT, RecipeServer, bundle
from workbench import open_project
from workbench.protocol.recipe import Edit
from workbench.recipe_editor import RecipeEditor
from workbench.store import decisions
from workbench.store.context import DatasetContext
from workbench.types import Issue, new_id

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

HOSTILE = "<img src=x onerror=\"window.hit='column'\">"
TABLE = pd.DataFrame(
    {
        "id": range(1, 9),
        "state": [" CA", "CA", "ny", "NY", "N/A", "TX ", "TX", "ny"],
        "price": ["1,5", "2,0", "3,5", "x", None, "6,0", "7,1", "8"],
        HOSTILE: ["a", "<script>window.hit='cell'</script>", "c\u202ed", "d", "e", "f", "g", "h"],
    }
)
SUGGESTED: list[dict[str, Any]] = [
    {"kind": "trim", "columns": ["state"]},
    {"kind": "set_null", "columns": ["state"], "values": ["N/A"]},
    {"kind": "map_values", "column": "state", "mapping": {"ny": "NY"}},
    {"kind": "change_case", "columns": [HOSTILE], "to": "upper"},
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecipeServer]:
    if not (ROOT / "extensions" / "node_modules" / ".bin" / "esbuild").exists():
        pytest.skip("the bundler is not installed (run `make test`, which installs it)")
    files = tmp_path_factory.mktemp("bundle")
    bundle(files)
    made = RecipeServer(files)
    yield made
    made.close()


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def dataset(server: RecipeServer, tmp_path: Path) -> Iterator[Any]:
    project = open_project(tmp_path / "quality", author="ada")
    made = project.add("sales", TABLE, key="id")
    found = [
        Issue("odd", "state", (1,), 1, 0.9 - n / 100, {"message": f"why {n}", "about": [n]}, rule)
        for n, rule in enumerate(SUGGESTED)
    ]
    made._issues.store(found, {"odd"})
    server.dataset, server.failing = made, 0
    server.asked.clear()
    yield made
    project.engine.dispose()


@pytest.fixture
def page(browser: Any, server: RecipeServer, dataset: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1360, "height": 820})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    outside: list[str] = []
    opened.on(
        "request",
        lambda request: (
            None if request.url.startswith(server.address) else outside.append(request.url)
        ),
    )
    opened.goto(server.address)
    at(opened, "step-list").wait_for()
    yield opened
    assert problems == []
    assert [url for url in outside if not url.startswith("data:")] == []
    assert opened.evaluate("window.hit") is None
    context.close()


def at(page: Any, test: str) -> Any:
    return page.locator(f'[data-test="{test}"]')


def see(page: Any, test: str, text: str | re.Pattern[str]) -> None:
    playwright.expect(at(page, test)).to_contain_text(text)


def steps(page: Any, *, count: int) -> list[str]:
    playwright.expect(at(page, "step")).to_have_count(count)
    return [
        text.strip() for text in page.locator('[data-test="step"] .wb-step-kind').all_inner_texts()
    ]


def saved(page: Any) -> None:
    playwright.expect(at(page, "save-state")).to_have_text("")


def accept_all(page: Any) -> None:
    playwright.expect(at(page, "suggestion")).to_have_count(4)
    at(page, "step-list").focus()
    for left in (3, 2, 1, 0):
        page.keyboard.press("Home")
        page.keyboard.press("End")
        page.keyboard.press("a")
        playwright.expect(at(page, "suggestion")).to_have_count(left)
    saved(page)


def test_all_by_keyboard(page: Any, dataset: Any) -> None:
    see(page, "affected", "2 rows are affected")
    accept_all(page)
    assert steps(page, count=4) == ["trim", "set null", "map values", "change case"]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    see(page, "preview", "Changed cells of state")
    page.keyboard.press("Alt+ArrowDown")
    saved(page)
    assert steps(page, count=4) == ["trim", "map values", "set null", "change case"]
    page.keyboard.press("Space")
    saved(page)
    see(page, "announce", "Switched off")
    playwright.expect(at(page, "step").nth(2)).to_have_attribute("data-state", "off")
    playwright.expect(at(page, "code")).not_to_contain_text("set_null(frame")
    assert [rule.kind for rule in dataset.recipe()] == ["trim", "map_values", "change_case"]
    page.keyboard.press("Control+z")
    playwright.expect(at(page, "step").nth(2)).to_have_attribute("data-state", "on")
    page.keyboard.press("Control+z")
    saved(page)
    assert steps(page, count=4) == ["trim", "set null", "map values", "change case"]
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+Shift+z")
    saved(page)
    playwright.expect(at(page, "step").nth(2)).to_have_attribute("data-state", "off")
    assert steps(page, count=4)[1] == "map values"
    page.keyboard.press("r")
    playwright.expect(at(page, "step")).to_have_count(3)
    playwright.expect(at(page, "suggestion")).to_have_count(1)
    page.keyboard.press("End")
    page.keyboard.press("r")
    playwright.expect(at(page, "suggestion")).to_have_count(0)
    saved(page)
    assert {d.verdict for d in dataset.decisions() if d.kind == "rule"} == {"accept", "reject"}
    assert page.evaluate("window.changes") > 8


def test_a_rule_is_edited_in_a_form_with_a_preview_as_one_types(page: Any, dataset: Any) -> None:
    accept_all(page)
    page.keyboard.press("Home")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    at(page, "rule-form").wait_for()
    target = page.get_by_label("Mapping 1, to")
    target.fill("New York")
    see(page, "preview", "New York")
    see(page, "code", '"ny": "New York"')
    assert dataset.recipe().rules[2].mapping == {"ny": "NY"}
    page.keyboard.press("Control+Enter")
    playwright.expect(at(page, "rule-form")).to_have_count(0)
    assert dataset.recipe().rules[2].mapping == {"ny": "New York"}
    see(page, "steps", "edited by hand")
    assert page.evaluate("document.activeElement.dataset.test") == "step-list"
    page.keyboard.press("Control+z")
    saved(page)
    assert dataset.recipe().rules[2].mapping == {"ny": "NY"}


def test_a_rule_is_added_by_mouse_and_mistakes_stand_beside_their_fields(
    page: Any, dataset: Any
) -> None:
    at(page, "do-add").click()
    at(page, "form-kind").select_option("parse_date")
    at(page, "form-save").click()
    see(page, "field-column", "Fill this in")
    at(page, "field-column").locator("select").select_option(index=3)
    page.get_by_role("button", name="Add an entry").click()
    page.get_by_label("Formats 1", exact=True).fill("%Y")
    see(page, "field-formats", "use %Y, %d and one of %m or %b")
    playwright.expect(page.get_by_label("Formats 1", exact=True)).to_have_attribute(
        "aria-invalid", "true"
    )
    assert len(dataset.recipe()) == 0
    at(page, "form-kind").select_option("drop_where")
    at(page, "field-expression").locator("textarea").fill('state == "ny"')
    see(page, "affected", "2 rows dropped")
    see(page, "gone", "ny")
    at(page, "form-save").click()
    playwright.expect(at(page, "step")).to_have_count(1)
    assert dataset.recipe().rules[0].expression == 'state == "ny"'
    assert dataset.recipe().rules[0].author == "ada"


def test_order_by_mouse_and_hostile_text(page: Any, dataset: Any) -> None:
    accept_all(page)
    first, last = at(page, "step").nth(0), at(page, "step").nth(3)
    first.drag_to(last, target_position={"x": 40, "y": 50})
    saved(page)
    assert steps(page, count=4) == ["set null", "map values", "change case", "trim"]
    at(page, "do-up").click()
    saved(page)
    assert steps(page, count=4) == ["set null", "map values", "trim", "change case"]
    at(page, "step").nth(3).click()
    see(page, "examples", "<script>window.hit='cell'</script>")
    see(page, "examples", "[U+202E]")
    at(page, "do-edit").click()
    see(page, "field-columns", HOSTILE)
    see(page, "code", "onerror")
    at(page, "form-cancel").click()
    at(page, "do-toggle").click()
    saved(page)
    assert [rule.kind for rule in dataset.recipe()] == ["set_null", "map_values", "trim"]


def test_running_and_exporting_say_what_came_of_it(page: Any, dataset: Any) -> None:
    accept_all(page)
    at(page, "run").click()
    see(page, "result", re.compile("Stored as version .*: 8 rows, 4 columns"))
    assert dataset.version().record.kind == "recipe"
    at(page, "export").click()
    playwright.expect(at(page, "export-values")).not_to_be_visible()
    at(page, "export-rows").set_checked(False)
    playwright.expect(at(page, "export-values")).to_be_visible()
    page.keyboard.press("Escape")
    at(page, "export").click()
    name = page.get_by_label("Module name")
    playwright.expect(name).to_have_value("clean_sales")
    name.fill("../evil")
    at(page, "export-now").click()
    see(page, "result", "use letters, digits and _")
    name.fill("tidy")
    at(page, "export-now").click()
    see(page, "result", "Written to exports/tidy")
    assert (dataset.context.folder / "exports" / "tidy" / "__init__.py").exists()


def test_what_another_changed_is_told_and_then_shown(page: Any, dataset: Any) -> None:
    accept_all(page)
    context = dataset.context
    eve = RecipeEditor(DatasetContext(context.engine, context.folder, "eve", dataset="sales"))
    step = at(page, "step").nth(0).get_attribute("data-id")
    rule = {"kind": "trim", "columns": ["price"]}
    eve.edit(Edit(id=new_id(), action="replace", session="e", step=step, rule=rule))
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    see(page, "recipe-alert", "Not changed")
    see(page, "recipe-alert", "eve")
    see(page, "steps", "trim price")
    assert [d.reviewer for d in dataset.decisions() if d.kind == "recipe"] == ["eve"]
    page.keyboard.press("Space")  # seen now, so that it may be switched off
    saved(page)
    playwright.expect(at(page, "recipe-alert")).to_be_hidden()
    playwright.expect(at(page, "step").nth(0)).to_have_attribute("data-state", "off")


def test_a_lost_answer_is_asked_for_again_and_nothing_is_done_twice(
    page: Any, dataset: Any, server: RecipeServer
) -> None:
    playwright.expect(at(page, "suggestion")).to_have_count(4)
    at(page, "step-list").focus()
    server.failing = 2
    page.keyboard.press("a")
    playwright.expect(at(page, "step")).to_have_count(1)
    saved(page)
    assert len([body for method, body in server.asked if method == "edit"]) == 3
    assert len(decisions.history(dataset.context.engine, "sales")) == 1
    server.failing = 4
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    playwright.expect(at(page, "recipe-alert")).to_contain_text("NOT SAVED")
    at(page, "try-again").click()
    saved(page)
    playwright.expect(at(page, "recipe-alert")).to_be_hidden()
    assert len(decisions.history(dataset.context.engine, "sales")) == 2


def test_nothing_to_show_says_what_to_do(page: Any, dataset: Any, server: RecipeServer) -> None:
    dataset._issues.store([], {"odd"})
    page.reload()
    see(page, "empty", "dataset.find_issues()")
    page.keyboard.press("Tab")
    at(page, "empty-add").click()
    at(page, "rule-form").wait_for()
    page.keyboard.press("Escape")
    see(page, "empty", "No rules yet")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(page: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    page.emulate_media(color_scheme=scheme)
    page.evaluate((Path(axe.__file__).parent / "axe.min.js").read_text(encoding="utf-8"))

    def serious() -> list[Any]:
        found = page.evaluate("axe.run(document)")["violations"]
        return [
            (one["id"], [node["html"][:200] for node in one["nodes"]])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    accept_all(page)
    page.keyboard.press("Space")
    saved(page)
    assert serious() == []
    page.keyboard.press("n")
    for kind in ("drop_where", "set_cells", "merge_classes", "fill"):
        at(page, "form-kind").select_option(kind)
        for add in page.get_by_role("button", name=re.compile("^Add a")).all():
            if add.inner_text() in ("Add an entry", "Add a pair"):
                add.click()
        at(page, "form-save").click()
        playwright.expect(page.locator(".wb-field-error:visible").first).to_be_visible()
        assert serious() == []
    page.keyboard.press("Escape")
    at(page, "export").click()
    assert serious() == []


def test_narrow_pages_stack_the_panes(page: Any) -> None:
    page.set_viewport_size({"width": 480, "height": 800})
    left, code = (page.locator(f".wb-pane-{name}").bounding_box() for name in ("list", "code"))
    assert code["y"] > left["y"] + left["height"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 480


def test_taking_the_view_down_leaves_nothing(page: Any) -> None:
    page.evaluate("window.takeDown()")
    assert page.evaluate("document.getElementById('host').childElementCount") == 0


def test_expectations_by_keyboard(page: Any, dataset: Any) -> None:
    at(page, "section-expectations").click()
    rows = at(page, "expectation")
    playwright.expect(rows).to_have_count(4)
    playwright.expect(rows.nth(0)).to_be_focused()
    playwright.expect(rows.nth(0)).to_contain_text("each once")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    at(page, "expect-values").fill("CA\nNY")
    see(page, "expectation-preview", "6 rows of 8 would be set apart today")
    at(page, "expect-why").fill("Two states only")
    page.keyboard.press("Control+Enter")
    saved(page)
    playwright.expect(at(page, "expectation-form")).to_have_count(0)
    playwright.expect(rows.nth(1)).to_contain_text("CA, NY")
    playwright.expect(rows.nth(1)).to_contain_text("Two states only.")
    playwright.expect(rows.nth(1)).to_be_focused()
    assert dataset.recipe().expectations["state"]["values"] == ["CA", "NY"]
    page.keyboard.press("x")
    playwright.expect(rows.nth(1)).to_contain_text("nothing is expected")
    page.keyboard.press("Control+z")
    playwright.expect(rows.nth(1)).to_contain_text("CA, NY")
    page.keyboard.press("s")
    playwright.expect(rows.nth(1)).to_contain_text("seen in 8 rows")
    assert dataset.recipe().expectations == {}


def test_a_wrong_expectation_is_said_at_its_field(page: Any, dataset: Any) -> None:
    at(page, "section-expectations").click()
    at(page, "expectation").nth(0).click()
    form = at(page, "expectation-form")
    at(page, "expect-low").fill("many")
    error = form.locator(".wb-field-error:visible")
    playwright.expect(error).to_have_text("'many' is no bound; give a number or an ISO date.")
    playwright.expect(at(page, "expect-low")).to_have_attribute("aria-invalid", "true")
    at(page, "expectation-save").click()
    see(page, "recipe-alert", "'many' is no bound")
    assert dataset.recipe().expectations == {}
    playwright.expect(at(page, "expect-low")).to_have_value("many")
    page.keyboard.press("Escape")
    playwright.expect(form).to_have_count(0)
    at(page, "section-rules").click()
    playwright.expect(at(page, "step-list")).to_be_visible()


def test_an_expectation_that_somebody_changed_meanwhile(page: Any, dataset: Any) -> None:
    at(page, "section-expectations").click()
    at(page, "expectation").nth(1).click()
    at(page, "expect-values").fill("CA")
    dataset.expect("state", values=["NY"])
    at(page, "expectation-save").click()
    see(page, "recipe-alert", "has changed what is expected of 'state' meanwhile")
    playwright.expect(at(page, "expectation").nth(1)).to_contain_text("NY")
    playwright.expect(at(page, "expect-values")).to_have_value("CA")
