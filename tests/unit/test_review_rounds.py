"""Second looks: changing one's mind, one's history, settling what others differ on, images."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from PIL import Image

from tests.sessions import session_at
from workbench.decisions.audit import audit, wilson
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.protocol.review import DecisionBody
from workbench.queues.adjudication import split_items
from workbench.queues.queues import create_queue, queues
from workbench.queues.session import Session
from workbench.server.dispatcher import Dispatcher
from workbench.store import database, decisions, migrate
from workbench.types import Decision, Json, ReviewItem, new_id


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = database.create(tmp_path / "project")
    cells = [
        ReviewItem(
            f"c{n}",
            "cell",
            {"key": n, "column": "age", "old": "x", "type": "integer", "suggested": 7},
            {"value": "x", "candidates": ["7", "8"]},
        )
        for n in range(4)
    ]
    create_queue(made, "cells", dataset="d", kind="cell", items=cells, overlap=2)
    members = {"column": "city", "canonical": "Ulm", "members": ["Ulm", "ulm", "Elm"]}
    cluster = ReviewItem("v", "value", members, {"members": []})
    create_queue(made, "values", dataset="d", kind="value", items=[cluster])
    differ = ReviewItem("x", "disagreement", {"item": 1}, {"labels": []})
    create_queue(made, "labels", dataset="d", kind="disagreement", items=[differ], options=["a", 2])
    yield made
    made.dispose()


def answer(item: str, verdict: str, **more: object) -> Json:
    return {"id": new_id(), "item": item, "verdict": verdict, **more}


def decide(
    engine: sa.Engine, queue: str, name: str, item: str, verdict: str, **more: object
) -> Json:
    return session_at(engine, queue, name).decide(answer(item, verdict, **more)).decision.to_dict()


def test_a_typed_value_is_stored_as_the_column_holds_it(engine: sa.Engine) -> None:
    assert decide(engine, "cells", "ann", "c0", "choose", choice=" 41 ")["choice"] == 41
    assert decide(engine, "cells", "ann", "c1", "choose", choice=None)["choice"] is None
    with pytest.raises(InputError, match=r"'c2', column 'age': 'old' is not a whole number"):
        decide(engine, "cells", "ann", "c2", "choose", choice="old")
    body = answer("c2", "choose", choice="5")
    session = session_at(engine, "cells", "ann")
    assert session.decide(body) == session.decide(body)  # typed again on a repeat
    [*_, stored] = decisions.history(engine, "d")
    assert stored.choice == 5


def test_a_cluster_is_checked_against_its_members(engine: sa.Engine) -> None:
    refused: list[tuple[Json, str]] = [
        ({"choice": "Bonn"}, "'Bonn' is not a value"),
        ({"choice": "Ulm", "excluded": ["Bonn"]}, "'Bonn' is not a value"),
        ({"choice": "Ulm", "excluded": ["Ulm"]}, "cannot be both"),
        ({"choice": "Ulm", "excluded": ["ulm", "Elm"]}, "reject the cluster"),
        ({}, "None is not a value"),
    ]
    for told, message in refused:
        with pytest.raises(InputError, match=message):
            decide(engine, "values", "ann", "v", "choose", **told)
    with pytest.raises(InputError, match="'excluded' is only allowed with 'choose'"):
        decide(engine, "values", "ann", "v", "accept", excluded=["Elm"])
    made = decide(engine, "values", "ann", "v", "choose", choice="ulm", excluded=["Elm"])
    assert (made["choice"], made["excluded"]) == ("ulm", ["Elm"])
    [stored] = decisions.current(engine, "d", queue="values")
    assert stored.excluded == ("Elm",)
    again = {**answer("v", "choose", choice="ulm"), "id": made["id"]}
    with pytest.raises(ConflictError, match="another judgement"):  # the exclusion is part of it
        session_at(engine, "values", "ann").decide(again)


def test_a_disagreement_is_chosen_or_left(engine: sa.Engine) -> None:
    with pytest.raises(InputError, match="a disagreement takes choose, unsure"):
        decide(engine, "labels", "ann", "x", "accept")
    with pytest.raises(InputError, match="choose one of 'a', 2"):
        decide(engine, "labels", "ann", "x", "choose", choice="2")
    assert decide(engine, "labels", "ann", "x", "choose", choice=2)["title"] == "label of 1"


def test_an_item_comes_back_to_its_reviewer_alone(engine: sa.Engine) -> None:
    made = decide(engine, "values", "ann", "v", "reject", comment="no")
    page = session_at(engine, "values", "ann").item("v")
    assert page.item.target["canonical"] == "Ulm"
    assert page.decision is not None and page.decision.id == made["id"]
    with pytest.raises(ConflictError, match="someone else has decided it"):
        session_at(engine, "values", "bob").item("v")
    with pytest.raises(NotFoundError, match="not in queue"):
        session_at(engine, "values", "ann").item("c0")
    changed = decide(engine, "values", "ann", "v", "accept", supersedes=made["id"])
    assert [r.id for r in session_at(engine, "values", "ann").history().decisions] == [
        changed["id"]
    ]
    assert [d.verdict for d in decisions.current(engine, "d")] == ["accept"]


def test_history_is_paged_and_only_ones_own(engine: sa.Engine) -> None:
    made = [decide(engine, "cells", "ann", f"c{n}", "accept")["id"] for n in range(4)]
    other = decide(engine, "cells", "bob", "c0", "reject")
    session = session_at(engine, "cells", "ann")
    first = session.history(count=3)
    assert [r.id for r in first.decisions] == made[:0:-1] and first.more
    rest = session.history(before=first.decisions[-1].id, count=3)
    assert [r.id for r in rest.decisions] == made[:1] and not rest.more
    session.decide(answer("c3", "withdraw", supersedes=made[3]))
    assert [r.withdrawn for r in session.history().decisions] == [True, False, False, False]
    with pytest.raises(NotFoundError, match="you have not made this decision"):
        session.history(before=other["id"])
    for count in (0, 51, "3"):
        with pytest.raises(InputError, match="count"):
            session.history(count=count)  # type: ignore[arg-type]


def test_what_a_view_may_ask_over_a_comm(engine: sa.Engine) -> None:
    session = session_at(engine, "cells", "ann")
    made = Dispatcher(session).handle("decide", answer("c0", "accept"))["decision"]
    assert Dispatcher(session).handle("item", {"item": "c0"})["decision"]["id"] == made["id"]
    assert Dispatcher(session).handle("history", {})["more"] is False
    with pytest.raises(NotFoundError, match="names no image"):
        Dispatcher(session).handle("media", {"item": "c0", "column": "age"})
    with pytest.raises(InputError, match="available: decide, history, item, media, next"):
        Dispatcher(session).handle("forget", {})
    with pytest.raises(InputError, match="ItemRequest: queue: extra"):
        Dispatcher(session).handle("item", {"item": "c0", "queue": "labels"})


def settle(engine: sa.Engine) -> None:
    queue, items = split_items(engine, "cells")
    create_queue(engine, "settled", dataset="d", kind=queue.kind, items=items, adjudicates="cells")


def disagree(engine: sa.Engine) -> None:
    decide(engine, "cells", "ann", "c0", "accept")
    decide(engine, "cells", "bob", "c0", "reject", comment="surely not")
    decide(engine, "cells", "ann", "c1", "accept")
    decide(engine, "cells", "bob", "c1", "choose", choice="7")  # the same value, said otherwise
    decide(engine, "cells", "ann", "c2", "accept")
    decide(engine, "cells", "bob", "c2", "unsure")  # one opinion is no split
    decide(engine, "cells", "ann", "c3", "accept")


def test_split_votes_are_settled_by_someone_else(engine: sa.Engine) -> None:
    with pytest.raises(InputError, match="one person decides each item"):
        split_items(engine, "values")
    disagree(engine)
    settle(engine)
    for voter in ("ann", "bob"):
        page = session_at(engine, "settled", voter).next()
        assert page.items == () and page.progress.total == 0
        with pytest.raises(ConflictError, match="you voted on it in queue 'cells'"):
            decide(engine, "settled", voter, "c0", "accept")
        with pytest.raises(ConflictError, match="you voted on it"):
            session_at(engine, "settled", voter).item("c0")
    page = session_at(engine, "settled", "cyd").next()
    [item] = page.items
    assert page.queue.role == "adjudication"
    assert [(v["verdict"], v["count"]) for v in item.payload["votes"]] == [
        ("accept", 1),
        ("reject", 1),
    ]
    told = json.dumps(page.to_dict())
    assert not any(word in told for word in ("ann", "bob", "surely not"))
    made = decide(engine, "settled", "cyd", "c0", "choose", choice="9")
    assert made["role"] == "adjudication"
    [stored] = decisions.current(engine, "d", queue="settled")
    assert stored.role == "adjudication"
    with pytest.raises(InputError, match="adjudicates another queue; name that one, 'cells'"):
        split_items(engine, "settled")


def test_a_queue_keeps_its_role(engine: sa.Engine) -> None:
    disagree(engine)
    settle(engine)
    with pytest.raises(ConflictError, match="adjudicates 'cells'"):
        create_queue(engine, "settled", dataset="d", kind="cell", items=[])
    with pytest.raises(ConflictError, match="collects votes"):
        create_queue(engine, "cells", dataset="d", kind="cell", items=[], adjudicates="values")
    assert [q["name"] for q in queues(engine)] == ["cells", "values", "labels", "settled"]


def vote(item: int, verdict: str, choice: str | None = None, reviewer: str = "ann") -> Decision:
    target = {"key": item, "column": "kind", "old": "x"}
    told: Json = {"dataset": "d", "kind": "label", "item": str(item), "target": target}
    return Decision(**told, verdict=verdict, choice=choice, reviewer=reviewer)  # type: ignore[arg-type]


def test_an_audit_counts_what_is_decided() -> None:
    told = [vote(1, "reject"), vote(2, "choose", "y"), vote(3, "choose", "x"), vote(4, "unsure")]
    told += [vote(5, "skip"), vote(6, "reject"), vote(6, "choose", "y", reviewer="bob")]
    found = audit("q", 9, told)
    assert (found.sample, found.decided, found.wrong, found.unsure) == (9, 3, 1, 2)
    assert found.rate == pytest.approx(1 / 3)
    assert (found.low, found.high) == pytest.approx((0.0615, 0.7923), abs=1e-4)
    assert "1 of 3 labels are wrong, 33.3%" in str(found)
    none = audit("q", 9, [])
    assert (none.rate, none.low, none.high) == (None, 0.0, 1.0)
    assert "none of 9 rows" in str(none)


def test_the_interval_is_the_published_one() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


# -- images ------------------------------------------------------------------------------------


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.new("RGB", (3000, 1500), "teal").save(folder / "wide.jpg", comment=b"secret place")
    Image.new("RGBA", (20, 10), (255, 0, 0, 90)).save(folder / "clear.png")
    (folder / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nrest")
    (folder / "empty.png").write_bytes(b"")
    Image.new("L", (5, 5)).save(tmp_path / "outside.png")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    return folder


def image_queue(engine: sa.Engine, root: Path | None, **media: Json) -> Session:
    item = ReviewItem("i", "label", {"key": 1, "column": "kind", "old": "x"}, {"media": media})
    told = {"dataset": "d", "kind": "label", "items": [item], "options": ["x"]}
    create_queue(engine, "pics", media_root=None if root is None else str(root), **told)  # type: ignore[arg-type]
    return session_at(engine, "pics", "ann")


def content(url: str) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))


def test_an_image_leaves_reduced_and_without_metadata(engine: sa.Engine, pictures: Path) -> None:
    told = {"a": {"path": "wide.jpg"}, "b": {"path": str(pictures / "clear.png")}}
    session = image_queue(engine, pictures, **told)
    wide = session.media("i", "a")
    assert (wide.width, wide.height, wide.format) == (3000, 1500, "JPEG")
    assert content(wide.url).size == (1024, 512)
    assert b"secret" not in base64.b64decode(wide.url.partition(",")[2])
    clear = session.media("i", "b")
    assert clear.url.startswith("data:image/png;base64,")
    assert content(clear.url).convert("RGBA").getpixel((0, 0)) == (255, 0, 0, 90)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing.png", "no such file"),
        ("../outside.png", "outside the root folder"),
        ("link.png", "outside the root folder"),
        ("/etc/hostname", "outside the root folder"),
        ("drawing.svg", "not in a supported image format"),
        ("broken.png", "broken image|not in a supported"),
        ("empty.png", "the file is empty"),
        ("https://example.org/a.png", "an address: not fetched"),
        (" ", "blank"),
        ("a\x00b.png", "no valid path"),
    ],
)
def test_an_image_that_cannot_be_shown_says_why(
    engine: sa.Engine, pictures: Path, path: str, reason: str
) -> None:
    session = image_queue(engine, pictures, a={"path": path})
    with pytest.raises(NotFoundError, match=reason):
        session.media("i", "a")


def test_only_what_the_stored_item_names_is_read(engine: sa.Engine, pictures: Path) -> None:
    session = image_queue(engine, pictures, a={"path": "wide.jpg"})
    for column in ("b", "wide.jpg", "../a", ""):
        with pytest.raises(NotFoundError, match="names no image"):
            session.media("i", column)
    session.next()
    with pytest.raises(ConflictError, match="someone else"):
        session_at(engine, "pics", "bob").media("i", "a")


def test_without_a_folder_nothing_is_opened(engine: sa.Engine, pictures: Path) -> None:
    session = image_queue(engine, None, a={"path": str(pictures / "wide.jpg")})
    with pytest.raises(NotFoundError, match="has no image folder"):
        session.media("i", "a")


# -- datasets ----------------------------------------------------------------------------------


@pytest.fixture
def dataset(project):  # type: ignore[no-untyped-def]
    cities = ["Ulm"] * 40 + ["ulm", "Ulm ", "Bonn", "Bonn"] * 5
    frame = pd.DataFrame({"id": range(60), "city": cities, "price": [10.0 + n for n in range(60)]})
    frame.loc[7, "price"] = 1e9
    frame["kind"] = ["x", "y"] * 30
    made = project.add("shop", frame, key="id", label="kind")
    made.find_issues()
    return made


def test_queues_of_issues_of_each_kind(dataset) -> None:  # type: ignore[no-untyped-def]
    engine = dataset.context.engine
    for kind in ("cell", "rule"):
        name = dataset.make_queue(kind, order="value", limit=3)
        assert name == f"shop-{kind}"
        [*_, listed] = queues(engine, "shop")
        assert (listed["kind"], listed["total"] <= 3) == (kind, True)
    far = [issue for issue in dataset.issues if issue.kind == "outlier"]
    queue = dataset.make_queue("cell", issues=far, name="far")
    [item] = session_at(engine, queue, "ann").next().items
    assert item.payload["value"] == "1000000000"
    decide(engine, queue, "ann", item.id, "choose", choice="17")
    assert dataset.current().set_index("id").loc[7, "price"] == 17.0


def test_spellings_become_one_by_a_decision(dataset) -> None:  # type: ignore[no-untyped-def]
    from workbench.types import Issue

    mapping = {"ulm": "Ulm", "Ulm ": "Ulm", "Bonn": "Ulm"}
    rule = {"kind": "map_values", "column": "city", "mapping": mapping}
    issue = Issue("spelling", "city", (), 20, 0.9, {"message": "m", "about": "c"}, rule)
    queue = dataset.make_queue("value", issues=[issue])
    engine = dataset.context.engine
    [item] = session_at(engine, queue, "ann").next().items
    assert item.payload["members"][1] == {"value": "Bonn", "count": 10}
    decide(engine, queue, "ann", item.id, "choose", choice="Ulm", excluded=["Bonn"])
    assert set(dataset.current()["city"]) == {"Ulm", "Bonn"}
    assert dataset.recipe().rules[0].decisions


def test_an_audit_from_draw_to_rate(dataset) -> None:  # type: ignore[no-untyped-def]
    queue = dataset.make_queue(source="audit", sample=10, seed=3)
    assert queue == "shop-audit"
    engine = dataset.context.engine
    items = session_at(engine, queue, "ann").next(50).items
    assert len(items) == 10
    assert all(item.payload["suggested"] is None for item in items)
    with pytest.raises(InputError, match="no label is suggested"):
        decide(engine, queue, "ann", items[0].id, "accept")
    for item in items[:8]:
        decide(engine, queue, "ann", item.id, "reject")
    wrong = "y" if items[8].target["old"] == "x" else "x"
    decide(engine, queue, "ann", items[8].id, "choose", choice=wrong)
    found = dataset.audit()
    assert (found.sample, found.decided, found.wrong) == (10, 9, 1)
    with pytest.raises(InputError, match="not drawn at random"):
        dataset.audit(dataset.make_queue(source="rows", keys=[1, 2]))
    with pytest.raises(InputError, match="no such queue"):
        dataset.audit("nowhere")


def test_annotators_are_settled_into_the_label_column(dataset) -> None:  # type: ignore[no-untyped-def]
    votes = pd.DataFrame({"item": [4, 4, 5, 5], "annotator": ["a", "b"] * 2, "label": list("xyyy")})
    queue = dataset.make_queue("disagreement", annotations=votes, guideline="Look twice.")
    engine = dataset.context.engine
    page = session_at(engine, queue, "ann").next()
    assert [item.payload["item"] for item in page.items] == ["4"]
    assert page.queue.options == ("x", "y") and page.queue.guideline == "Look twice."
    decide(engine, queue, "ann", page.items[0].id, "choose", choice="y")
    assert dataset.current().set_index("id").loc[4, "kind"] == "y"


def test_adjudication_of_a_queue(dataset) -> None:  # type: ignore[no-untyped-def]
    queue = dataset.make_queue(source="rows", keys=[1, 2, 3], overlap=2)
    engine = dataset.context.engine
    with pytest.raises(InputError, match="nobody disagrees"):
        dataset.make_queue(source="adjudication", of=queue)
    items = session_at(engine, queue, "ann").next().items
    decide(engine, queue, "ann", items[0].id, "reject")
    decide(engine, queue, "bob", items[0].id, "choose", choice="x")
    assert items[0].target["old"] == "y"
    settled = dataset.make_queue(source="adjudication", of=queue)
    assert settled == "shop-rows-adjudication"
    assert dataset.current().set_index("id").loc[1, "kind"] == "y"
    decide(engine, settled, "cyd", items[0].id, "choose", choice="x")
    assert dataset.current().set_index("id").loc[1, "kind"] == "x"


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "name the kind of item"),
        ({"kind": "nonsense"}, "known are 'label', 'pair'"),
        ({"source": "nonsense"}, "queue source 'nonsense' is unknown; known are 'issues', 'pairs'"),
        ({"source": "issues"}, "issues can become items of kind label, cell, value, rule"),
        (
            {"kind": "cell", "source": "audit"},
            "source 'audit' makes items of kind label, not 'cell'",
        ),
        ({"source": "audit", "order": "value"}, "random draw; leave order out"),
        ({"source": "rows"}, "needs keys"),
        ({"source": "rows", "keys": [999]}, "keys: 1 not in the table"),
        ({"source": "annotators"}, "needs annotations"),
        ({"source": "adjudication"}, "needs of"),
        ({"kind": "cell", "order": "alphabet"}, "confidence or uncertainty or value"),
        ({"kind": "label", "order": "value"}, "confidence or uncertainty"),
        ({"kind": "cell", "media_root": "/nowhere"}, "is not a folder"),
        ({"source": "rows", "keys": [1], "media": ["photo"]}, "'photo' is missing"),
    ],
)
def test_what_cannot_be_queued_says_what_can(dataset, told: Json, message: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises((InputError, NotFoundError), match=message):
        dataset.make_queue(**told)


def test_images_of_a_dataset_as_bytes(project, pictures: Path) -> None:  # type: ignore[no-untyped-def]
    raw = (pictures / "clear.png").read_bytes()
    frame = pd.DataFrame({"id": ["a", "b"], "raw": [raw, None], "kind": ["x", "y"]})
    made = project.add("pics", frame, key="id", label="kind")
    queue = made.make_queue(source="rows", keys=["a", "b"])
    session = session_at(project.engine, queue, "ann")
    first, second = session.next().items
    assert first.payload["media"] == {"raw": {"bytes": len(raw)}}
    assert "media" not in second.payload
    assert content(session.media(first.id, "raw").url).size == (20, 10)


def test_old_decisions_still_read(engine: sa.Engine) -> None:
    body = DecisionBody.read(answer("c0", "choose", choice=3))
    assert body.excluded == ()
    made = session_at(engine, "cells", "ann").decide(body).decision
    with database.reading(engine) as connection:
        row = connection.exec_driver_sql("SELECT excluded, role FROM decision").one()
    assert tuple(row) == (None, None)  # as in a database that had no such columns
    assert decisions.get(engine, made.id).role == "vote"


def test_queues_and_decisions_of_an_older_project_still_work(tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    old = sa.create_engine(f"sqlite:///{folder / database.DATABASE_NAME}")
    migrate.upgrade(old, folder / database.DATABASE_NAME, to="0002")
    item = ReviewItem("p", "pair", {"key_l": 1, "key_r": 2}, {"left": {}, "right": {}})
    with old.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO queue (name, dataset, kind, guideline, options, overlap, created) "
            "VALUES ('q', 'd', 'pair', '', '[]', 1, '2025-01-01')"
        )
        connection.exec_driver_sql(
            "INSERT INTO item (queue, id, position, body) VALUES ('q', 'p', 0, ?)",
            (json.dumps(item.to_dict()),),
        )
        connection.exec_driver_sql(
            "INSERT INTO decision (id, dataset, kind, item, target, verdict, choice, reviewer, "
            "queue, comment, time) VALUES ('earlier-1', 'd', 'pair', 'p', ?, 'accept', NULL, "
            "'ann', 'q', '', '2025-01-01T00:00:00+00:00')",
            (json.dumps(item.target),),
        )
    old.dispose()
    engine = database.create(folder)
    session = session_at(engine, "q", "ann")
    assert [r.id for r in session.history().decisions] == ["earlier-1"]
    assert decisions.get(engine, "earlier-1").role == "vote"
    session.decide(answer("p", "reject", supersedes="earlier-1"))
    assert [d.verdict for d in decisions.current(engine, "d")] == ["reject"]
    engine.dispose()
