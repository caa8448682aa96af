"""Every card of the review view in a browser, by keyboard and by mouse, against a mock client."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.cards_page import (  # noqa: F401
    address,
    browser,
    bundle,
    evidence,
    jp_asyncio_loop,
    jp_server_cleanup,
    on_item,
    page,
    playwright,
    sent,
    show,
    test,
)

HOSTILE = "<img src=x onerror=\"window.hit='it'\"><script>window.hit='script'</script>"
BREEDS = [f"breed {n}" for n in range(1, 61)]


def label(n: int) -> dict[str, Any]:
    row = {"name": f"Animal {n}", "note": None}
    payload = {"key": n, "column": "kind", "label": "cat", "suggested": "dog", "row": row}
    return {"target": {"key": n, "column": "kind", "old": "cat"}, "payload": payload}


def text(n: int) -> dict[str, Any]:
    made = label(n)
    body = "First line.\n    indented second\n" * 12
    images = {"photo": {"path": "a.png"}, "gone": {"path": "a/<b>.png"}, "evil": {"bytes": 9}}
    more = {"suggested": None, "from": "audit", "text": {"column": "body", "value": body}}
    made["payload"].update(more, media=images)
    return made


def cell(n: int) -> dict[str, Any]:
    target = {"key": n, "column": "price", "old": 1200, "suggested": 12, "type": "decimal"}
    shown = {"value": "1200", "candidates": ["12", "120.5"], "type": "decimal"}
    payload = {"key": str(n), "column": "price", "row": {"unit": HOSTILE}, "why": "Far away."}
    return {"target": target, "payload": {**payload, **shown}}


def value(n: int) -> dict[str, Any]:
    members = ["München", "Munchen", "MUNCHEN ", "Münster"]
    shown = [{"value": name, "count": 10 - place} for place, name in enumerate(members)]
    target = {"column": "city", "canonical": members[0], "members": members}
    return {"target": target, "payload": {"column": "city", "members": shown, "why": "Alike."}}


def rule(n: int) -> dict[str, Any]:
    examples = [
        {"key": "7", "column": "city", "before": " Ulm", "after": HOSTILE},
        {"key": "8", "dropped": True},
    ]
    python = 'frame = map_values(frame, column="city", mapping={" Ulm": "Ulm"})'
    payload = {"title": "trim city", "rows": 1234, "examples": examples, "python": python}
    return {"target": {"rule": {"kind": "trim"}}, "payload": {**payload, "why": "Spaces."}}


def disagreement(n: int) -> dict[str, Any]:
    labels = [{"label": "cat", "count": 3}, {"label": "dog", "count": 2}]
    payload = {"item": str(n), "labels": labels, "row": {"sound": "woof"}}
    return {"target": {"item": n}, "payload": payload}


def pair(n: int) -> dict[str, Any]:
    sides = {"left": {"name": "Jon"}, "right": {"name": "John"}}
    said = [{"verdict": "accept", "choice": None, "excluded": [], "count": 1}]
    said.append({"verdict": "unsure", "choice": None, "excluded": [], "count": 1})
    payload = {"key_l": n, "key_r": -n, "probability": 0.5, "votes": said, **sides}
    return {"target": {"key_l": n, "key_r": -n}, "payload": payload}


CARDS = {
    "label": label,
    "text": text,
    "cell": cell,
    "value": value,
    "rule": rule,
    "disagreement": disagreement,
    "pair": pair,
}


def start(page: Any, address: str, bundle: Path, card: str, count: int = 4, **scene: Any) -> None:
    kind = "label" if card == "text" else card
    items = [{"id": f"i{n}", "kind": kind, **CARDS[card](n)} for n in range(count)]
    offered = ["cat", "dog", "fox"] if card in ("label", "text", "disagreement") else []
    usual = {"options": offered, "role": "vote", "earlier": [], "guideline": ""}
    show(page, address, bundle, {**usual, "kind": kind, "items": items, **scene})


@pytest.mark.parametrize(
    ("card", "keys", "expected"),
    [
        ("label", ["a", "k", "2"], [("accept", None), ("reject", None), ("choose", "dog")]),
        ("text", ["a", "k", "3"], [("reject", None), ("reject", None), ("choose", "fox")]),
        ("cell", ["Enter", "1", "m"], [("accept", None), ("choose", "120.5"), ("choose", None)]),
        ("rule", ["a", "r", "u"], [("accept", None), ("reject", None), ("unsure", None)]),
        ("disagreement", ["2", "1", "u"], [("choose", "dog"), ("choose", "cat"), ("unsure", None)]),
        ("pair", ["s", "d", "n"], [("accept", None), ("reject", None), ("skip", None)]),
        ("value", ["a", "r", "u"], [("accept", None), ("reject", None), ("unsure", None)]),
    ],
)
def test_each_card_is_decided_by_keyboard(
    page: Any, address: str, bundle: Path, card: str, keys: list[str], expected: list[Any]
) -> None:
    start(page, address, bundle, card)
    on_item(page, "i0")
    evidence(page, card)
    for position, key in enumerate(keys, start=1):
        page.keyboard.press(key)
        on_item(page, f"i{position}")
    assert [one[1:3] for one in sent(page)] == expected
    assert page.evaluate("window.hit") is None


def test_a_cluster_is_taken_apart_by_keyboard_and_by_mouse(
    page: Any, address: str, bundle: Path
) -> None:
    start(page, address, bundle, "value")
    page.keyboard.press("2")  # the second spelling stays
    for key in ("ArrowDown", "ArrowDown", "x"):
        page.keyboard.press(key)
    states = page.locator(test("member")).evaluate_all("all => all.map(e => e.dataset.state)")
    assert states == ["in", "stays", "in", "out"]
    assert "2 to Munchen" in page.locator(test("accept")).inner_text()
    page.keyboard.press("a")
    on_item(page, "i1")
    page.locator(test("member-stays")).nth(2).check()
    page.locator(test("member-in")).nth(0).uncheck()
    page.locator(test("accept")).click()
    on_item(page, "i2")
    for place in (1, 2, 3):
        page.locator(test("member-in")).nth(place).click()
    playwright.expect(page.locator(test("accept"))).to_be_disabled()
    page.keyboard.press("a")
    assert "reject the cluster" in page.locator(test("announce")).inner_text()
    page.keyboard.press("r")
    on_item(page, "i3")
    assert sent(page) == [
        ("i0", "choose", "Munchen", ["Münster"]),
        ("i1", "choose", "MUNCHEN ", ["München"]),
        ("i2", "reject", None, None),
    ]


def test_the_tab_key_reaches_the_boxes_of_a_cluster(page: Any, address: str, bundle: Path) -> None:
    start(page, address, bundle, "value")
    page.locator(test("member-in")).nth(1).focus()
    page.keyboard.press("Space")
    assert page.locator(test("member")).nth(1).get_attribute("data-state") == "out"
    assert page.evaluate("document.activeElement.dataset.test") == "member-in"
    page.keyboard.press("a")  # letters still judge
    on_item(page, "i1")
    assert sent(page) == [("i0", "choose", "München", ["Munchen"])]


def test_another_value_is_typed_and_checked(page: Any, address: str, bundle: Path) -> None:
    start(page, address, bundle, "cell")
    page.keyboard.press("o")
    page.keyboard.type("12,5")
    page.keyboard.press("Enter")
    refusal = page.locator(test("refusal"))
    assert "is not a number such as 12.5" in refusal.inner_text()
    on_item(page, "i0")
    page.keyboard.press("Control+a")
    page.keyboard.type(" 12.5")
    assert refusal.is_hidden()
    page.keyboard.press("Enter")
    on_item(page, "i1")
    page.keyboard.press("o")
    page.keyboard.type("a")
    page.keyboard.press("Escape")
    on_item(page, "i1")
    assert page.locator(test("other-label")).input_value() == ""
    assert sent(page) == [("i0", "choose", "12.5", None)]


def test_a_decision_of_this_visit_and_of_an_earlier_one_is_changed(
    page: Any, address: str, bundle: Path
) -> None:
    earlier = [
        {"id": f"earlier-{n}", "item": f"i{n}", "verdict": "accept", "time": f"2026-01-01T0{n}"}
        for n in range(2)
    ]
    start(page, address, bundle, "label", 4, earlier=earlier)
    on_item(page, "i2")
    page.keyboard.press("k")
    on_item(page, "i3")
    rows = page.locator(test("recent-row"))
    playwright.expect(rows.nth(0).locator(test("save-state"))).to_have_text("saved ✓")
    rows.nth(0).locator(test("row-change")).click()
    on_item(page, "i2")
    assert "kept cat" in page.locator(test("changing")).inner_text()
    evidence(page, "changing")
    page.keyboard.press("Escape")
    on_item(page, "i3")
    assert page.locator(test("changing")).is_hidden()
    rows.nth(2).locator(test("row-change")).click()  # i0, decided in an earlier visit
    on_item(page, "i0")
    page.keyboard.press("n")  # to skip is to leave it
    on_item(page, "i3")
    rows.nth(2).locator(test("row-change")).click()
    on_item(page, "i0")
    page.keyboard.press("3")
    on_item(page, "i3")
    playwright.expect(page.locator(test("review-progress"))).to_have_text("3 / 4")
    made = page.evaluate("window.made")
    assert (made[-1]["item"], made[-1]["choice"], made[-1]["supersedes"]) == (
        "i0",
        "fox",
        "earlier-0",
    )
    states = page.locator(test("save-state")).evaluate_all("all => all.map(e => e.dataset.state)")
    assert states == ["saved", "saved", "saved", "changed"]
    page.keyboard.press("z")  # takes the change back, and its item comes up
    on_item(page, "i0")


def test_a_change_that_is_refused_leaves_the_decision(
    page: Any, address: str, bundle: Path
) -> None:
    earlier = [{"id": "earlier-0", "item": "i0", "verdict": "accept"}]
    start(page, address, bundle, "label", 3, earlier=earlier)
    page.evaluate("window.faults.push('replaced in another tab')")
    page.locator(test("row-change")).click()
    on_item(page, "i0")
    page.keyboard.press("2")
    playwright.expect(page.locator(test("save-state")).first).to_have_text("NOT SAVED")
    assert page.evaluate("window.made.length") == 1


def test_earlier_decisions_are_listed_on_request(page: Any, address: str, bundle: Path) -> None:
    earlier = [
        {
            "id": f"earlier-{n:02}",
            "item": f"i{n}",
            "verdict": "accept",
            "time": f"2026-01-{n + 1:02}",
        }
        for n in range(14)
    ]
    start(page, address, bundle, "label", 16, earlier=earlier)
    rows = page.locator(test("recent-row"))
    playwright.expect(rows).to_have_count(10)
    page.locator(test("show-older")).click()
    playwright.expect(rows).to_have_count(14)
    assert page.locator(test("show-older")).is_hidden()
    rows.nth(13).locator(test("row-change")).click()
    on_item(page, "i0")


def test_the_keys_are_listed_on_request(page: Any, address: str, bundle: Path) -> None:
    start(page, address, bundle, "value")
    legend, shown = page.locator(test("legend")), page.locator(test("show-legend"))
    assert legend.is_hidden() and shown.get_attribute("aria-expanded") == "false"
    for toggle in ("h", "?", "mouse"):
        shown.click() if toggle == "mouse" else page.keyboard.press(toggle)
        assert legend.is_visible() and shown.get_attribute("aria-expanded") == "true"
        words = legend.inner_text()
        assert "Accept cluster" in words and "remove the marked spelling" in words
        page.keyboard.press("h")
        assert legend.is_hidden()
    assert sent(page) == []


def test_letters_choose_beyond_ten_and_typing_beyond_all_keys(
    page: Any, address: str, bundle: Path
) -> None:
    start(page, address, bundle, "label", 6, options=BREEDS[:20])
    names = page.locator("[data-test^=choice-] kbd").all_inner_texts()
    assert len(names) == len(set(names)) == 20
    assert not set(names) & set("AKRUNZCGHO")
    assert page.locator(test("other-label")).count() == 0
    page.keyboard.press("b")
    on_item(page, "i1")
    assert sent(page) == [("i0", "choose", "breed 11", None)]
    start(page, address, bundle, "label", 6, options=BREEDS)
    assert page.locator("[data-test^=choice-]").count() == 26
    page.keyboard.press("o")
    page.keyboard.type("breed 5")
    shown = page.locator("[data-test^=choice-] .wb-button-label").all_inner_texts()
    assert shown == ["breed 5", *(f"breed 5{n}" for n in range(10))]
    page.locator(test("choice-57")).click()
    on_item(page, "i1")
    assert page.locator(test("other-label")).input_value() == ""
    assert page.locator("[data-test^=choice-]").count() == 26
    assert sent(page) == [("i0", "choose", "breed 57", None)]


def test_images_are_shown_or_say_why_not(page: Any, address: str, bundle: Path) -> None:
    start(page, address, bundle, "text")
    frames = page.locator(test("card-image"))
    picture = frames.nth(0).locator("img")
    picture.wait_for()
    assert picture.evaluate("e => e.naturalWidth") == 64
    gone, evil = frames.nth(1), frames.nth(2)
    assert "a/<b>.png" in gone.inner_text() and "no such file" in gone.inner_text()
    assert "No image" in evil.inner_text() and evil.locator("img").count() == 0
    body = page.locator(test("card-text")).locator(".wb-value")
    assert body.evaluate("e => getComputedStyle(e).whiteSpace") == "pre-wrap"
    assert "\n    indented second\n" in body.text_content()


def test_votes_are_shown_where_they_are_settled(page: Any, address: str, bundle: Path) -> None:
    start(page, address, bundle, "pair", role="adjudication")
    tally = page.locator(test("tally")).inner_text()
    assert "same" in tally and "can\u2019t tell" in tally and "Reviewers differ" in tally
    assert "settles votes" in page.locator(".wb-where").inner_text()


def test_pace_and_time_left_are_shown_after_some_decisions(
    page: Any, address: str, bundle: Path
) -> None:
    start(page, address, bundle, "label", 40)
    pace = page.locator(test("review-pace"))
    assert pace.inner_text() == ""
    for position in range(1, 6):
        page.keyboard.press("1")
        on_item(page, f"i{position}")
        page.wait_for_timeout(60)
    assert "a minute" in pace.inner_text() and "left" in pace.inner_text()
    playwright.expect(page.locator(test("review-progress"))).to_have_text("5 / 40")


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(
    page: Any, address: str, bundle: Path, card: str, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed")
    page.emulate_media(color_scheme=scheme)
    earlier = [{"id": "earlier-0", "item": "i0", "verdict": "accept"}]
    start(page, address, bundle, card, earlier=earlier, guideline="Look twice.")
    page.keyboard.press("h")
    page.locator(test("row-change")).click()
    page.locator(test("changing")).wait_for()
    page.add_script_tag(path=str(Path(axe.__file__).parent / "axe.min.js"))
    found = page.evaluate("axe.run(document)")["violations"]
    bad = [
        (v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")
    ]
    assert bad == []


PRESS = """async (keys) => {
  const root = document.querySelector("[data-test=review-root]");
  const item = () => document.querySelector("[data-test=review-card]").dataset.item;
  for (let at = 0; at < 300; at += 1) {
    await new Promise((done) => setTimeout(done, 5));
    const [key, before] = [keys[at % keys.length], item()];
    root.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    await new Promise((done) => requestAnimationFrame(done));
    if (item() === before) throw new Error(`${key} changed nothing`);
  }
}"""


@pytest.mark.parametrize("card", ["label", "cell", "value"])
def test_the_next_card_comes_with_the_next_frame(
    page: Any, address: str, bundle: Path, card: str
) -> None:
    """No answer of the store is waited for; the time is measured by `bench_review_keys`."""
    start(page, address, bundle, card, 310)
    page.evaluate(PRESS, {"label": ["a", "k", "u"]}.get(card, ["a", "r", "u"]))
