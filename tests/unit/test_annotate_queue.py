"""Labelling from scratch: queues, answers, repeats, guidelines, and what becomes of them."""

from __future__ import annotations

import importlib
import sys

import pandas as pd
import pytest
from PIL import Image

import workbench as wb
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.queues.items import shown_again
from workbench.queues.session import Session
from workbench.store.context import ProjectContext
from workbench.types import ReviewItem, new_id

NOTES = ["Blurred photo of a cat", "A dog that barks", "Something furry", "Two cats asleep"]


@pytest.fixture
def pets(project):
    table = pd.DataFrame(
        {
            "id": range(1, 25),
            "note": [f"{NOTES[i % 4]} ({i})" for i in range(24)],
            "guess": ["cat", "dog", "cat", "cat"] * 6,
        }
    )
    return project.add("pets", table, key="id", label="guess")


def at(dataset, who, queue):
    context = dataset.context
    return Session(ProjectContext(context.engine, context.folder, who), queue)


def say(session, item, choice=None, verdict="choose", **more):
    answer = more.pop("answer", {} if verdict == "choose" else None)
    body = {"id": new_id(), "item": item.id, "verdict": verdict, "answer": answer, **more}
    return session.decide({**body, "choice": choice} if choice is not None else body)


def label_all(dataset, who, queue, choose):
    """Answer everything that a person is given, and return what they saw."""
    session, seen = at(dataset, who, queue), []
    while items := session.next(10).items:
        for item in items:
            seen.append(item)
            say(session, item, choose(item))
    return seen


def test_rows_are_shown_blind_and_without_the_label(pets):
    queue = pets.make_queue("annotate", labels=["cat", "dog"], column="species", overlap=2)
    page = at(pets, "ada", queue).next(50)
    assert page.queue.labelling.kind == "class"
    assert page.queue.options == ("cat", "dog")
    assert len(page.items) == 24
    assert all("guess" not in item.payload["row"] for item in page.items)
    assert all("label" not in item.payload for item in page.items)
    assert {item.target["key"] for item in page.items} == set(range(1, 25))


def test_what_is_labelled_becomes_a_column_of_the_table_and_of_the_module(pets, tmp_path):
    queue = pets.make_queue("annotate", labels=["cat", "dog"], column="species", overlap=3)
    truth = {key: "cat" if key % 2 else "dog" for key in range(1, 25)}
    for who in ("ada", "bob", "cyd"):
        said = {**truth, **{"bob": {3: "dog"}, "cyd": {4: "cat"}}.get(who, {})}
        label_all(pets, who, queue, lambda item, said=said: said[item.target["key"]])
    made = pets.annotations(queue)
    assert made["annotator"].value_counts().to_dict() == {"ada": 26, "bob": 26, "cyd": 26}
    assert pets.agreement(queue).percent == pytest.approx(1 - 2 * (2 / 3) / 24)
    found = pets.consensus(queue).frame.set_index("item")["label"]
    assert found.to_dict() == truth
    (rule,) = pets.recipe()
    assert (rule.kind, rule.name) == ("label_rows", "species")
    cleaned = pets.clean().to_pandas()
    assert dict(zip(cleaned["id"], cleaned["species"], strict=True)) == truth
    folder = pets.export(tmp_path / "pets_rules")
    sys.path.insert(0, str(tmp_path))
    try:
        module = importlib.import_module(folder.name)
        tomorrow = pd.DataFrame({"id": [2, 99], "note": ["x", "y"], "guess": ["cat", "cat"]})
        assert module.clean(tomorrow)["species"].tolist()[0] == "dog"
        assert pd.isna(module.clean(tomorrow)["species"].tolist()[1])
    finally:
        sys.path.remove(str(tmp_path))


def test_some_items_come_twice_to_the_same_person(pets):
    queue = pets.make_queue(
        "annotate", labels=["cat", "dog"], column="species", overlap=2, repeat_share=0.25
    )
    seen = label_all(pets, "ada", queue, lambda _: "cat")
    assert len(seen) == 30
    keys = [item.target["key"] for item in seen]
    again = [key for key in set(keys) if keys.count(key) == 2]
    assert len(again) == 6
    late = [at for at, key in enumerate(keys) if key in keys[:at]]
    assert all(at - keys.index(keys[at]) >= 4 for at in late)
    assert len({item.id for item in seen}) == 30
    made = pets.annotations(queue)
    assert made.duplicated(["item", "annotator"]).sum() == 6
    others = at(pets, "bob", queue).next(50).items
    assert len(others) == 24  # what repeats nothing that bob has decided


@pytest.mark.parametrize(("size", "share", "count"), [(4, 0.1, 0), (24, 0.1, 2), (3, 1.0, 3)])
def test_repeats_are_spread_evenly(size, share, count):
    items = [ReviewItem(f"i{i}", "annotate", {"item": i}, {}) for i in range(size)]
    made, repeats = shown_again(items, share)
    assert len(made) == size + count == size + len(repeats)
    place = {item.id: at for at, item in enumerate(made)}
    assert all(place[again] > place[first] for again, first in repeats.items())


SPAN = {"start": 0, "end": 4, "label": "pet"}
SCHEMAS = [
    ({"kind": "ordinal", "labels": ["low", "mid", "high"]}, "mid", {}, None),
    ({"kind": "ordinal", "labels": [1, 2, 3]}, 2, {}, None),
    ({"kind": "number", "low": 0, "high": 10, "step": 0.5, "unit": "mm"}, 2.5, {}, None),
    ({"kind": "number"}, -3, {"uncertain": 0.4}, None),
    ({"kind": "multilabel", "labels": ["cat", "dog"]}, None, {"labels": ["dog", "cat"]}, None),
    ({"kind": "multilabel", "labels": ["cat", "dog"]}, None, {"labels": []}, None),
    ({"kind": "transcript", "flags": ["odd"]}, None, {"text": "a b", "flags": ["odd"]}, None),
    ({"kind": "spans", "labels": ["pet"]}, None, {"spans": [SPAN]}, None),
    ({"kind": "class", "labels": ["cat", "dog"]}, "bird", {}, "no label"),
    ({"kind": "ordinal", "labels": [1, 2]}, "1", {}, "no label"),
    ({"kind": "class", "labels": ["cat", "dog"]}, None, {}, "'choice'"),
    ({"kind": "class", "labels": ["cat", "dog"]}, "cat", {"text": "x"}, "nothing else"),
    ({"kind": "class", "labels": ["cat", "dog"]}, "cat", {"flags": ["odd"]}, "no flag 'odd'"),
    ({"kind": "number", "low": 0, "high": 10}, 11, {}, "outside 0 to 10"),
    ({"kind": "number", "step": 0.5}, 0.3, {}, "between two steps"),
    ({"kind": "number"}, "3", {}, "no number"),
    ({"kind": "number"}, True, {}, "no number"),
    ({"kind": "multilabel", "labels": ["cat", "dog"]}, None, {"labels": ["bird"]}, "no label"),
    ({"kind": "multilabel", "labels": ["cat", "dog"]}, None, {"labels": ["cat", "cat"]}, "twice"),
    ({"kind": "transcript"}, None, {"text": " \u00a0"}, "blank"),
    ({"kind": "spans"}, None, {"spans": [{"start": 3, "end": 2}]}, "span goes from 3 to 2"),
    ({"kind": "spans"}, None, {"spans": [{"start": 0, "end": 9999}]}, "the text has 0 to"),
    ({"kind": "spans"}, None, {"spans": [{"start": 0, "end": 2, "label": "x"}]}, "no label"),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "choice", "answer", "refused"), SCHEMAS)
def test_answers_are_what_the_schema_asks_for(pets, schema, choice, answer, refused):
    queue = pets.make_queue("annotate", labels=schema, column="found", overlap=1)
    session = at(pets, "ada", queue)
    (item,) = session.next(1).items
    if refused:
        with pytest.raises(InputError, match=refused):
            say(session, item, choice, answer=answer)
        assert pets.annotations(queue).empty
        return
    stored = say(session, item, choice, answer=answer).decision
    assert stored.choice == choice
    made = pets.annotations(queue).to_dict("records")
    assert made[0]["item"] == item.target["key"]
    if schema["kind"] == "multilabel":
        assert made[0]["label"] in (("cat", "dog"), None)
    elif schema["kind"] == "spans":
        assert (made[0]["start"], made[0]["end"], made[0]["label"]) == (0, 4, "pet")
    else:
        assert made[0]["label"] == (answer.get("text") or choice)


def test_a_box_lies_in_its_image_and_has_a_size(project, tmp_path):
    Image.new("RGB", (40, 30), "white").save(tmp_path / "a.png")
    table = pd.DataFrame({"id": [1], "image": ["a.png"]})
    dataset = project.add("photos", table, key="id")
    queue = dataset.make_queue(
        "annotate", labels={"kind": "boxes", "labels": ["cat"]}, media_root=tmp_path
    )
    session = at(dataset, "ada", queue)
    (item,) = session.next(1).items
    for box in (
        {"x1": 5, "y1": 5, "x2": 5, "y2": 9, "label": "cat"},
        {"x1": 9, "y1": 5, "x2": 5, "y2": 9, "label": "cat"},
        {"x1": -1, "y1": 5, "x2": 5, "y2": 9, "label": "cat"},
        {"x1": 1, "y1": 5, "x2": 5, "y2": 9, "label": "dog"},
        {"x1": 1, "y1": 5, "x2": 5, "y2": 9},
        {"x1": 1, "y1": 5, "x2": float("inf"), "y2": 9, "label": "cat"},
    ):
        with pytest.raises(InputError):
            say(session, item, answer={"boxes": [box]})
    box = {"x1": 1.5, "y1": 2, "x2": 30, "y2": 20, "label": "cat"}
    say(session, item, answer={"boxes": [box, {**box, "x1": 3}]})
    made = dataset.annotations(queue)
    assert made[["x1", "y1", "x2", "y2", "label"]].to_numpy().tolist()[0] == [*box.values()]
    assert len(made) == 2
    with pytest.raises(InputError, match="holds boxes"):
        dataset.agreement(queue)


def test_can_t_tell_is_an_annotation_without_a_label(pets):
    queue = pets.make_queue("annotate", labels=["cat", "dog"], column="species", overlap=2)
    session = at(pets, "ada", queue)
    (item,) = session.next(1).items
    say(session, item, verdict="unsure", answer={"lacks": "how big it is"}, comment="no scale")
    (made,) = pets.annotations(queue).to_dict("records")
    assert made["label"] is None
    assert (made["lacks"], made["comment"]) == ("how big it is", "no scale")
    with pytest.raises(InputError, match="nobody has annotated"):
        pets.agreement(queue)


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        (["cat"], "two or more"),
        (["cat", "cat"], "given twice"),
        (["cat", " "], "blank"),
        (["cat", 1], "mixed"),
        ("cat", "no list"),
        ({"kind": "number", "low": 3, "high": 3}, "not below"),
        ({"kind": "number", "labels": ["a", "b"]}, "has none"),
        ({"kind": "class", "labels": ["a", "b"], "low": 1}, "for numbers"),
        ({"kind": "colour"}, "kind"),
    ],
)
def test_a_schema_that_contradicts_itself_is_refused(pets, labels, says):
    with pytest.raises(InputError, match=says):
        pets.make_queue("annotate", labels=labels, column="x")


def test_what_cannot_be_labelled_is_said(pets):
    with pytest.raises(InputError, match="none is left to label"):
        pets.make_queue("annotate", labels=["cat", "dog"])
    with pytest.raises(InputError, match="labels"):
        pets.make_queue("annotate", column="species")
    with pytest.raises(InputError, match="boxes are drawn over images"):
        pets.make_queue("annotate", labels={"kind": "boxes"}, column="x")
    with pytest.raises(InputError, match="repeat_share"):
        pets.make_queue("annotate", labels=["a", "b"], column="x", repeat_share=2)
    queue = pets.make_queue("annotate", labels=["cat", "dog"], column="species")
    with pytest.raises(ConflictError, match="something else"):
        pets.make_queue("annotate", labels=["cat", "fox"], column="species", name=queue)


def test_whoever_has_ever_voted_does_not_settle(pets):
    queue = pets.make_queue("annotate", labels=["cat", "dog"], column="species", overlap=2)
    for who, label in (("ada", "cat"), ("bob", "dog")):
        label_all(pets, who, queue, lambda _, label=label: label)
    settled = pets.make_queue(source="adjudication", of=queue)
    assert [len(at(pets, who, settled).next(50).items) for who in ("ada", "bob")] == [0, 0]
    session = at(pets, "ada", queue)
    for one in session.history(count=50).decisions:
        body = {"id": new_id(), "item": one.item, "verdict": "withdraw", "supersedes": one.id}
        session.decide(body)
    assert at(pets, "ada", settled).next(50).items == ()
    judge = at(pets, "eve", settled)
    items = judge.next(50).items
    assert len(items) == 24
    assert items[0].payload["votes"][0]["answer"] == {}
    say(judge, items[0], "cat")
    ruled = {one.key: one.label for rule in pets.recipe() for one in rule.labels}
    assert [key for key, label in ruled.items() if label == "cat"] == [items[0].target["key"]]
    made = pets.annotations(queue)
    assert made["origin"].value_counts().to_dict() == {"person": 26, "adjudication": 1}


def test_a_guideline_has_versions_that_answers_know(pets, project):
    queue = pets.make_queue(
        "annotate", labels=["cat", "dog"], column="species", guideline="Cats meow.\nDogs bark."
    )
    session = at(pets, "ada", queue)
    first, second = session.next(2).items
    say(session, first, "cat")
    guideline = project.guideline(queue)
    assert guideline.version == 1
    assert guideline.revise("Cats meow.\nDogs bark or howl.", why="Huskies howl.") == 2
    assert guideline.revise("Cats meow.\nDogs bark or howl.") == 2
    page = session.next(1)
    assert page.queue.version == 2
    assert page.queue.changes == ("- Dogs bark.", "+ Dogs bark or howl.")
    say(session, second, "dog")
    assert session.next(1).queue.changes == ()
    assert pets.annotations(queue)["guideline"].tolist() == [1, 2]
    guideline.add_case(7, "dog", why="it howls")
    assert "- **7**: dog (it howls)" in guideline.text
    assert guideline.text.count("## Edge cases") == 1
    assert "+Dogs bark or howl." in guideline.changes(1, 2)
    assert guideline.to_frame()["why"].tolist() == ["", "Huskies howl.", "it howls"]
    assert "Huskies howl" in guideline._repr_html_()
    with pytest.raises(InputError, match="no version 9"):
        guideline.changes(9)
    with pytest.raises(InputError, match="characters"):
        guideline.revise("  ")
    with pytest.raises(NotFoundError, match="no such queue"):
        project.guideline("nowhere")


def test_an_ordinal_queue_is_measured_as_ordinal(pets):
    schema = wb.LabelSchema(kind="ordinal", labels=("low", "mid", "high"))
    queue = pets.make_queue("annotate", labels=schema, column="size", overlap=2)
    for who, shift in (("ada", 0), ("bob", 1)):
        label_all(
            pets, who, queue, lambda i, s=shift: schema.labels[(i.target["key"] * (1 + s)) % 3]
        )
    found = pets.agreement(queue, bootstrap=0)
    assert found.level == "ordinal"
    assert (
        found.alpha
        == pets.agreement(queue, level="ordinal", order=schema.labels, bootstrap=0).alpha
    )


def test_another_round_goes_by_the_guideline_of_the_first(pets, project):
    queue = pets.make_queue(
        "annotate", labels=["cat", "dog"], column="species", overlap=2, guideline="Cats meow."
    )
    for who, label in (("ada", "cat"), ("bob", "dog")):
        label_all(pets, who, queue, lambda _, label=label: label)
    project.guideline(queue).revise("Cats meow. All are cats.")
    again = pets.make_queue("annotate", of=queue, overlap=2, repeat_share=0)
    assert again == "pets-annotate-2"
    page = at(pets, "ada", again).next(50)
    assert (len(page.items), page.queue.version) == (24, 2)
    assert page.queue.guideline == "Cats meow. All are cats."
    for who in ("ada", "bob"):
        label_all(pets, who, again, lambda _: "cat")
    found = pets.rounds(again)
    assert found.rounds["round"].tolist() == [queue, again]
    assert "it rose" in found.verdict[0]
    few = pets.make_queue("annotate", of=again, keys=[3, 4], repeat_share=0)
    assert few == "pets-annotate-3"
    assert len(at(pets, "ada", few).next(50).items) == 2
    assert project.guideline(few).revise("Third.") == 3
    assert at(pets, "ada", few).next(1).queue.guideline == "Third."
    assert project.guideline(queue).text == "Third."
    assert [one.label for rule in pets.recipe() for one in rule.labels] == ["cat"] * 24


def test_a_round_of_what_was_not_labelled_from_scratch_is_refused(pets):
    audit = pets.make_queue(source="audit", sample=3)
    with pytest.raises(InputError, match="make_queue\\('annotate'\\)"):
        pets.make_queue("annotate", of=audit)
    queue = pets.make_queue("annotate", labels=["cat", "dog"], column="species")
    with pytest.raises(InputError, match="1 of 2 are not in queue"):
        pets.make_queue("annotate", of=queue, keys=[1, 99])
    with pytest.raises(InputError, match="two rounds are needed"):
        pets.rounds(queue)


def test_disagreements_of_a_queue_are_told_by_slice(pets):
    queue = pets.make_queue("annotate", labels=["cat", "dog", "fox"], column="species", overlap=2)
    for who in ("ada", "bob"):
        label_all(
            pets, who, queue,
            lambda item, who=who: "cat" if item.target["key"] % 4 or who == "ada" else "dog",
        )  # fmt: skip
    found = pets.disagreements(queue, slices="guess")
    assert found.slices["slice"].tolist() == ["cat", "dog"]
    assert (found.pairs.label_a[0], found.pairs.label_b[0]) == ("cat", "dog")
    with pytest.raises(InputError, match="nowhere"):
        pets.disagreements(queue, slices="nowhere")
