"""Three people label, one settles, the guideline is rewritten, they label again: did it help?"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import workbench as wb
from tests.browser.chromium import FLAGS
from tests.browser.conftest import LIMIT

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

NOTES = ["barks all night", "purrs", "howls at the moon"]
FIRST = "Cats purr.\nDogs bark."
SECOND = "Cats purr.\nDogs bark or howl."


# pytest-jupyter's fixtures would run an event loop beside Playwright's own.
@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> None:
    return None


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> None:
    return None


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(wb.__file__).parents[1]))


@pytest.fixture
def browser(chromium: str) -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


def visit(browser: Any, published: Any, who: str) -> Any:
    context = browser.new_context(viewport={"width": 1180, "height": 900})
    context.set_default_timeout(LIMIT)
    page = context.new_page()
    page.goto(published.links[who])
    return page


def to_queue(page: Any, queue: str) -> None:
    card(page).wait_for()
    tabs = page.locator("[data-test=queue]")  # none where there is one queue
    if tabs.count():
        tabs.filter(has_text=re.compile(rf"^{queue}\b(?!-)")).first.click()
        playwright.expect(page.locator("[data-test=queue][aria-current]")).to_have_text(queue)
        card(page).wait_for()


def card(page: Any) -> Any:
    return page.locator("[data-test=review-card]")


def label_all(page: Any, choose: Any) -> int:
    """Label items by keyboard until none is left, and return how many there were."""
    count = 0
    root = page.locator("[data-test=review-root]")
    while root.get_attribute("data-phase") != "done":
        shown = card(page)
        if shown.count() == 0:
            page.wait_for_timeout(20)
            continue
        item, text = shown.get_attribute("data-item"), shown.inner_text()
        page.keyboard.press({"cat": "1", "dog": "2", "can't tell": "u"}[choose(text)])
        count += 1
        page.wait_for_function(
            """(item) => {
              const root = document.querySelector("[data-test=review-root]");
              const card = document.querySelector("[data-test=review-card]");
              return root.dataset.phase === "done" || (card && card.dataset.item !== item);
            }""",
            arg=item,
        )
    return count


def by_ear(howlers_are: str) -> Any:
    return lambda text: "cat" if "purrs" in text else "dog" if "barks" in text else howlers_are


def test_people_label_settle_rewrite_and_label_again(
    browser: Any, importable: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = wb.open_project(tmp_path / "quality", author="owner")
    table = pd.DataFrame({"id": range(1, 31), "note": [NOTES[i % 3] for i in range(30)]})
    pets = project.add("pets", table, key="id")
    queue = pets.make_queue(
        "annotate",
        labels=["cat", "dog"],
        column="species",
        overlap=3,
        repeat_share=0,
        guideline=FIRST,
        name="first",
    )
    people = {"ada": "dog", "bob": "cat", "cyd": "can't tell"}
    with project.publish(reviewers=[*people, "eve"], port=0) as published:
        for who, howlers in people.items():
            page = visit(browser, published, who)
            to_queue(page, queue)
            assert label_all(page, by_ear(howlers)) == 30
            page.context.close()

        assert pets.agreement(queue).percent < 0.9
        found = pets.disagreements(queue)
        assert len(found.items) == 10
        settled = pets.make_queue(source="adjudication", of=queue, name="settled")
        eve = visit(browser, published, "eve")
        to_queue(eve, settled)
        assert "Reviewers differ" in card(eve).inner_text()
        assert label_all(eve, by_ear("dog")) == 10
        eve.context.close()
        assert project.guideline(queue).revise(SECOND, why="Huskies howl.") == 2

        again = pets.make_queue("annotate", of=queue, overlap=3, repeat_share=0)
        assert again == "first-2"
        for who in people:
            page = visit(browser, published, who)
            to_queue(page, again)
            summary = page.locator(".wb-guideline summary")
            playwright.expect(summary).to_contain_text("version 2")
            assert label_all(page, by_ear("dog")) == 30
            page.context.close()

    made = pets.annotations()
    assert made.groupby("queue")["guideline"].agg(["min", "max"]).loc["first"].tolist() == [1, 1]
    assert made[made["queue"] == again]["guideline"].unique().tolist() == [2]
    told = pets.rounds(queue)
    assert "it rose" in told.verdict[0]
    assert told.rounds["percent"].tolist()[1] == 1.0
    assert len(made) == 3 * 30 + 10 + 3 * 30

    cleaned = pets.clean().to_pandas()
    expected = ["dog", "cat", "dog"] * 10
    assert cleaned["species"].tolist() == expected
    folder = pets.export(tmp_path / "pets_rules")
    monkeypatch.syspath_prepend(str(tmp_path))
    module = importlib.import_module(folder.name)
    sys.modules.pop(folder.name)
    assert module.clean(table)["species"].tolist() == expected
