"""The cards of items that are labelled from scratch, by keyboard, mouse and touch."""

from __future__ import annotations

import base64
import io
import re
import wave
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

HOSTILE = "<img src=x onerror=\"window.hit='it'\">"
TEXT = f"Aspirin 100 mg 🙂 lowers fever.\n{HOSTILE} It may harm the stomach."
ANY = {"labels": [], "low": None, "high": None, "step": None, "unit": "", "flags": []}
CLASSES = ["cat", "dog", "fox"]


def start(page: Any, address: str, bundle: Path, kind: str, **more: Any) -> None:
    payload = more.pop("payload", {})
    focus = more.pop("focus", "review-root")
    scene = more.pop("scene", {})
    items = [
        {
            "id": f"i{n}",
            "kind": "annotate",
            "target": {"item": n, "key": n},
            "payload": {"item": str(n), "row": {"note": f"Note {n} {HOSTILE}"}, **payload},
        }
        for n in range(4)
    ]
    labelling = {**ANY, "kind": kind, **more}
    options = labelling["labels"] if kind in ("class", "ordinal") else []
    facts = {"kind": "annotate", "items": items, "options": options, "labelling": labelling}
    usual = {"role": "vote", "earlier": [], "guideline": ""}
    show(page, address, bundle, {**usual, **facts, **scene}, focus=focus)
    on_item(page, "i0")


def answers(page: Any) -> list[dict[str, Any]]:
    sent(page)
    return [
        {k: v for k, v in (one.get("answer") or {}).items() if k != "seconds"}
        for one in page.evaluate("window.made")
    ]


def at(page: Any, name: str) -> Any:
    return page.locator(test(name))


def test_a_class_is_chosen_with_what_goes_beside_it(page: Any, address: str, bundle: Path) -> None:
    start(page, address, bundle, "class", labels=CLASSES, flags=["blurred", HOSTILE])
    evidence(page, "annotate-class")
    page.keyboard.press("2")
    on_item(page, "i1")
    page.keyboard.press(".")
    page.keyboard.press(".")
    assert at(page, "sureness").inner_text() == "in doubt"
    at(page, "flag").nth(0).check()
    at(page, "lacks").fill("how big it is")
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    on_item(page, "i2")
    assert at(page, "sureness").inner_text() == "not said"
    at(page, "choice-1").click()
    on_item(page, "i3")
    at(page, "lacks").fill("a scale")
    at(page, "unsure").click()
    assert [one[2] for one in sent(page)] == ["dog", "fox", "cat", None]
    beside = {"uncertain": 0.5, "flags": ["blurred"], "lacks": "how big it is"}
    assert answers(page) == [{}, beside, {}, {"lacks": "a scale"}]
    seconds = page.evaluate("window.made.map(one => one.answer.seconds)")
    assert all(0 <= one < 3600 for one in seconds)
    assert page.evaluate("window.hit") is None


def test_a_place_on_a_scale(page: Any, address: str, bundle: Path) -> None:
    labels = ["tiny", "small", "medium", "large", "huge"]
    start(page, address, bundle, "ordinal", labels=labels)
    evidence(page, "annotate-ordinal")
    playwright.expect(at(page, "save")).to_be_disabled()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert at(page, "scale-word").inner_text() == "large"
    page.keyboard.press("Enter")
    on_item(page, "i1")
    page.keyboard.press("1")
    on_item(page, "i2")
    at(page, "scale").fill("4")
    at(page, "save").click()
    on_item(page, "i3")
    assert [one[2] for one in sent(page)] == ["large", "tiny", "huge"]


def test_several_labels_are_ticked(page: Any, address: str, bundle: Path) -> None:
    start(page, address, bundle, "multilabel", labels=CLASSES)
    for key in ("1", "3", "1", "2"):
        page.keyboard.press(key)
    evidence(page, "annotate-multilabel")
    page.keyboard.press("Enter")
    on_item(page, "i1")
    at(page, "label-3").check()
    at(page, "save").click()
    on_item(page, "i2")
    page.keyboard.press("Enter")
    on_item(page, "i3")
    assert [one["labels"] for one in answers(page)] == [["dog", "fox"], ["fox"], []]
    assert "none of them" in page.locator(".wb-recent, [data-test=recent]").first.inner_text()


def test_a_number_is_typed_or_set(page: Any, address: str, bundle: Path) -> None:
    facts = {"low": 0, "high": 60, "step": 0.5, "unit": "kg"}
    start(page, address, bundle, "number", focus="number", **facts)
    evidence(page, "annotate-number")
    page.keyboard.type("61")
    playwright.expect(at(page, "save")).to_be_disabled()
    page.keyboard.press("Enter")
    assert "above 60" in at(page, "announce").inner_text()
    at(page, "number").fill("")
    page.keyboard.type("31,5")
    page.keyboard.press("Enter")
    on_item(page, "i1")
    page.keyboard.type("u")  # a letter still judges
    on_item(page, "i2")
    at(page, "number-slider").fill("12")
    assert at(page, "number").input_value() == "12"
    at(page, "save").click()
    on_item(page, "i3")
    page.keyboard.press("Escape")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    assert [one[2] for one in sent(page)] == [31.5, None, 12, 7]


def sound() -> str:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000 * 5)
    return "data:audio/wav;base64," + base64.b64encode(out.getvalue()).decode()


def test_a_transcript_is_typed_beside_its_sound(page: Any, address: str, bundle: Path) -> None:
    media = {"sound": {"path": "a.wav", "sound": True}}
    start(
        page, address, bundle, "transcript", flags=["unintelligible"], focus="transcript",
        payload={"media": media}, scene={"sound": sound()},
    )  # fmt: skip
    page.wait_for_function("document.querySelector('audio').readyState >= 2")
    page.keyboard.type("Nun ist zuum")  # every letter is text, n, u and z among them
    page.keyboard.press("Control+Space")
    page.wait_for_function("document.querySelector('audio').currentTime > 0")
    page.keyboard.press("Control+Space")
    page.wait_for_function("document.querySelector('audio').paused")
    page.keyboard.press("Control+,")
    page.wait_for_function("document.querySelector('audio').currentTime === 0")
    evidence(page, "annotate-transcript")
    assert at(page, "transcript").input_value() == "Nun ist zuum"
    page.keyboard.press("Enter")
    on_item(page, "i1")
    assert page.evaluate("document.activeElement.dataset.test") == "transcript"
    page.keyboard.press("Enter")
    on_item(page, "i1")  # a blank text is none
    page.keyboard.press("Escape")
    page.keyboard.press("-")
    assert "0.75" in at(page, "player-told").inner_text()
    at(page, "flag").check()
    page.keyboard.press("u")
    on_item(page, "i2")
    assert answers(page) == [{"text": "Nun ist zuum"}, {"flags": ["unintelligible"]}]


def test_a_sound_that_is_none_is_said(page: Any, address: str, bundle: Path) -> None:
    media = {"sound": {"path": "a.wav", "sound": True}}
    start(
        page, address, bundle, "transcript", focus="transcript", payload={"media": media},
        scene={"sound": "javascript:window.hit='sound'"},
    )  # fmt: skip
    playwright.expect(at(page, "player-told")).to_contain_text("no sound was sent")
    assert page.evaluate("window.hit") is None


def test_spans_are_marked_by_keyboard(page: Any, address: str, bundle: Path) -> None:
    payload = {"text": {"column": "abstract", "value": TEXT}}
    start(page, address, bundle, "spans", labels=["drug", "effect"], payload=payload)
    page.keyboard.press(" ")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    evidence(page, "annotate-spans")
    assert at(page, "spans-text").inner_text().replace("\r", "") == TEXT
    page.keyboard.press("Enter")
    on_item(page, "i1")
    page.keyboard.press("1")
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    on_item(page, "i2")
    first, second = (one["spans"] for one in answers(page))
    marked = [(TEXT[one["start"] : one["end"]], one["label"]) for one in first]
    assert marked == [("Aspirin 100 mg", "drug"), ("lowers", "effect")]
    assert second == []
    assert page.evaluate("window.hit") is None


def test_spans_are_marked_with_the_mouse(page: Any, address: str, bundle: Path) -> None:
    payload = {"text": {"column": "abstract", "value": TEXT}}
    start(page, address, bundle, "spans", labels=["drug", "effect"], payload=payload)
    text = at(page, "spans-text")
    select = """(box, [from, to]) => {
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      let at = 0;
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const end = at + node.length;
        if (from >= at && from < end) range.setStart(node, from - at);
        if (to > at && to <= end) range.setEnd(node, to - at);
        at = end;
      }
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }"""
    begin = TEXT.encode("utf-16-le").index("fever".encode("utf-16-le")) // 2
    text.evaluate(select, [begin - 1, begin + 6])  # with the spaces around it
    at(page, "mark-2").click()
    at(page, "remove-span").wait_for()
    text.evaluate(select, [0, 7])
    page.keyboard.press("1")
    assert at(page, "remove-span").count() == 2
    at(page, "remove-span").nth(0).click()
    at(page, "save").click()
    on_item(page, "i1")
    ((span,),) = (one["spans"] for one in answers(page))
    assert TEXT[span["start"] : span["end"]] == "fever."
    assert span["label"] == "effect"


def boxes_of(page: Any) -> list[list[float]]:
    (answer,) = answers(page)[-1:]
    return [[box["x1"], box["y1"], box["x2"], box["y2"]] for box in answer["boxes"]]


def drag(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag from one place of the image to another, both as shares of its sides."""
    area = at(page, "boxes-layer").bounding_box()
    places = [
        (area["x"] + x * area["width"], area["y"] + y * area["height"]) for x, y in (start, end)
    ]
    page.mouse.move(*places[0])
    page.mouse.down()
    page.mouse.move(*places[1], steps=4)
    page.mouse.up()


def start_boxes(page: Any, address: str, bundle: Path, **more: Any) -> None:
    payload = {"media": {"photo": {"path": "a.png"}}, **more.pop("payload", {})}
    start(page, address, bundle, "boxes", labels=["cat", "dog"], payload=payload, **more)
    playwright.expect(at(page, "boxes-told")).to_contain_text("40 pixels")


def test_boxes_are_drawn_moved_and_resized_with_the_mouse(
    page: Any, address: str, bundle: Path
) -> None:
    start_boxes(page, address, bundle)
    drag(page, (0.1, 0.1), (0.4, 0.5))
    page.keyboard.press("2")
    drag(page, (0.6, 0.6), (0.9, 0.9))
    evidence(page, "annotate-boxes")
    drag(page, (0.25, 0.3), (0.35, 0.4))  # the first one is moved
    area = at(page, "boxes-layer").bounding_box()
    corner = at(page, "box").nth(0).locator("[data-corner=se]").bounding_box()
    page.mouse.move(corner["x"] + 7, corner["y"] + 7)
    page.mouse.down()
    page.mouse.move(area["x"] + 0.55 * area["width"], area["y"] + 0.58 * area["height"], steps=4)
    page.mouse.up()
    drag(page, (0.02, 0.95), (0.021, 0.951))  # a slip is no box
    assert at(page, "box").count() == 2
    at(page, "save").click()
    on_item(page, "i1")
    first, second = boxes_of(page)
    assert first == pytest.approx([12.8, 8, 35.2, 23.2], abs=1)
    assert second == pytest.approx([38.4, 24, 57.6, 36], abs=1)
    assert [box["label"] for box in answers(page)[0]["boxes"]] == ["dog", "dog"]


def test_boxes_are_made_by_keyboard(page: Any, address: str, bundle: Path) -> None:
    start_boxes(page, address, bundle)
    page.keyboard.press("b")
    for key in ("ArrowRight", "ArrowDown", "r", "ArrowRight", "ArrowRight", "2"):
        page.keyboard.press(key)
    page.keyboard.press("b")
    page.keyboard.press("x")
    page.keyboard.press("+")
    assert "Zoom 1.5" in at(page, "announce").inner_text()
    page.keyboard.press("Tab")  # after the last box the keyboard goes on to the next control
    assert page.evaluate("document.activeElement.dataset.test") != "review-root"
    page.locator(test("review-root")).focus()
    page.keyboard.press("Enter")
    on_item(page, "i1")
    assert boxes_of(page) == [[25, 16, 43, 26]]


def test_boxes_of_those_who_differ_are_compared(page: Any, address: str, bundle: Path) -> None:
    box = {"x1": 5, "y1": 5, "x2": 30, "y2": 20, "label": "cat"}
    votes = [
        {"verdict": "choose", "choice": None, "count": 1, "answer": {"boxes": [box]}},
        {"verdict": "choose", "choice": None, "count": 2, "answer": {"boxes": [box, box]}},
    ]
    start_boxes(page, address, bundle, payload={"votes": votes}, scene={"role": "adjudication"})
    assert at(page, "ghost").count() == 3
    assert "2 boxes" in at(page, "tally").inner_text()
    at(page, "person-2").uncheck()
    assert at(page, "ghost").count() == 1
    evidence(page, "annotate-boxes-adjudication")


def test_boxes_are_drawn_with_a_finger(page: Any, address: str, bundle: Path) -> None:
    start_boxes(page, address, bundle)
    at(page, "boxes-layer").evaluate(
        """(layer) => {
          const { left, top, width, height } = layer.getBoundingClientRect();
          const send = (type, x, y) => layer.dispatchEvent(new PointerEvent(type, {
            pointerId: 1, pointerType: "touch", isPrimary: true, bubbles: true, button: 0,
            clientX: left + x * width, clientY: top + y * height,
          }));
          layer.setPointerCapture = () => undefined;
          send("pointerdown", 0.25, 0.25);
          send("pointermove", 0.5, 0.5);
          send("pointerup", 0.75, 0.75);
        }"""
    )
    page.keyboard.press("Enter")
    on_item(page, "i1")
    assert boxes_of(page) == [[16, 10, 48, 30]]


def test_an_image_that_is_not_there_can_be_no_answer(page: Any, address: str, bundle: Path) -> None:
    payload = {"media": {"gone": {"path": "a/<b>.png"}}}
    start(page, address, bundle, "boxes", labels=["cat"], payload=payload)
    playwright.expect(at(page, "boxes-told")).to_contain_text("no such file")
    playwright.expect(at(page, "save")).to_be_disabled()
    page.keyboard.press("u")
    on_item(page, "i1")


def test_what_changed_in_the_guideline_is_seen(page: Any, address: str, bundle: Path) -> None:
    scene = {
        "guideline": f"Dogs bark or howl.\n{HOSTILE}",
        "version": 3,
        "changes": ["- Dogs bark.", f"+ Dogs bark or howl. {HOSTILE}"],
    }
    start(page, address, bundle, "class", labels=CLASSES, scene=scene)
    changed = at(page, "guideline-changes")
    playwright.expect(changed).to_be_visible()
    assert re.search("Dogs bark\\.\\s+Dogs bark or howl\\.", changed.inner_text())
    evidence(page, "annotate-guideline")
    page.keyboard.press("g")
    playwright.expect(changed).not_to_be_visible()
    assert page.evaluate("window.hit") is None


def test_few_can_be_missed_on_a_small_screen(page: Any, address: str, bundle: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    start_boxes(page, address, bundle)
    evidence(page, "annotate-boxes-small")
    over = """() => [...document.querySelectorAll(".wb-review *")]
      .filter((one) => one.getBoundingClientRect().right > 366)
      .map((one) => one.dataset.test ?? one.className)"""
    assert page.evaluate(over) == []
