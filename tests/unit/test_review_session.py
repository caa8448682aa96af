"""Deciding: what a client may send, and what it gets to see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from tests.sessions import claim_next, session_at
from workbench.errors import ConflictError, InputError, NotFoundError, WorkbenchError
from workbench.protocol.review import Ack
from workbench.queues.queues import create_queue
from workbench.server.dispatcher import Dispatcher
from workbench.store import database, decisions
from workbench.types import Json, ReviewItem, new_id


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = database.create(tmp_path / "project")
    labels = [
        ReviewItem(
            f"i{n}",
            "label",
            {"key": n, "column": "segment", "old": "a"},
            {"suggested": "b" if n else None, "row": {"name": "<b>x</b>"}},
        )
        for n in range(4)
    ]
    create_queue(made, "labels", dataset="d", kind="label", items=labels, options=["a", "b", 3])
    pair = ReviewItem("p", "pair", {"key_l": 1, "key_r": "2"}, {"left": {}, "right": {}})
    create_queue(made, "pairs", dataset="d", kind="pair", items=[pair], overlap=2)
    yield made
    made.dispose()


def answer(item: str = "i1", verdict: str = "accept", **more: object) -> Json:
    return {"id": new_id(), "item": item, "verdict": verdict, **more}


def test_next_holds_what_a_card_stack_needs(engine: sa.Engine) -> None:
    shown = session_at(engine, "labels", "ann").next(2)
    assert [item.id for item in shown.items] == ["i0", "i1"]
    assert shown.items[1].payload["row"] == {"name": "<b>x</b>"}
    assert shown.progress.to_dict() == {"decided": 0, "total": 4}
    assert shown.recent == ()
    assert shown.queue.options == ("a", "b", 3)
    json.dumps(shown.to_dict(), allow_nan=False)


def test_dataset_target_and_reviewer_come_from_the_server(engine: sa.Engine) -> None:
    session_at(engine, "labels", "ann").decide(answer("i1", "choose", choice=3, comment="sure"))
    [stored] = decisions.history(engine, "d")
    assert (stored.dataset, stored.reviewer, stored.queue) == ("d", "ann", "labels")
    assert stored.target == {"key": 1, "column": "segment", "old": "a"}
    assert (stored.choice, stored.comment) == (3, "sure")


@pytest.mark.parametrize("field", ["reviewer", "dataset", "target", "queue", "time", "kind"])
def test_a_client_cannot_say_who_it_is(engine: sa.Engine, field: str) -> None:
    with pytest.raises(InputError, match=f"{field}: extra inputs are not permitted"):
        session_at(engine, "labels", "ann").decide(answer(**{field: "bob"}))
    assert decisions.history(engine, "d") == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"verdict": "publish"}, "verdict: input should be 'accept'"),
        ({"verdict": None}, "verdict: input should be"),
        ({"verdict": "accept", "choice": "b"}, "'choice' is only allowed with 'choose'"),
        ({"verdict": "choose"}, "None cannot be chosen"),
        ({"verdict": "choose", "choice": "3"}, "'3' cannot be chosen; choose one of 'a', 'b', 3"),
        ({"verdict": "choose", "choice": True}, "True cannot be chosen"),
        ({"verdict": "choose", "choice": ["a"]}, "choice: must be text, a number"),
        ({"item": "i0"}, "no label is suggested"),
        ({"item": ["i1"]}, "item: must be text"),
        ({"id": "short"}, "id: must be an identifier"),
        ({"id": "x" * 65}, "id: must be an identifier"),
        ({"id": "a' OR 1=1 --"}, "id: must be an identifier"),
        ({"id": 12345678}, "id: input should be a valid string"),
        ({"comment": "x" * 2001}, "2000 are allowed"),
        ({"comment": "\ud800"}, "surrogate"),
        ({"item": "\ud800"}, "surrogate"),
        ({"verdict": "withdraw"}, "set 'supersedes' to the decision"),
        ({"supersedes": 7}, "supersedes: input should be a valid string"),
    ],
)
def test_malformed_answers_are_refused(engine: sa.Engine, body: Json, message: str) -> None:
    with pytest.raises(InputError, match=message):
        session_at(engine, "labels", "ann").decide({**answer(), **body})
    assert decisions.history(engine, "d") == []


def test_an_item_must_be_in_the_queue(engine: sa.Engine) -> None:
    with pytest.raises(NotFoundError, match="not in queue 'labels'"):
        session_at(engine, "labels", "ann").decide(answer("p"))
    with pytest.raises(InputError, match="a pair takes"):
        session_at(engine, "pairs", "ann").decide(answer("p", "choose", choice="a"))


def test_sending_twice_stores_once(engine: sa.Engine) -> None:
    session, body = session_at(engine, "labels", "ann"), answer()
    assert session.decide(body) == session.decide(body)
    assert len(decisions.history(engine, "d")) == 1
    with pytest.raises(ConflictError, match="another judgement"):
        session.decide({**body, "verdict": "reject"})
    with pytest.raises(ConflictError, match="another judgement"):
        session_at(engine, "labels", "bob").decide(body)


def test_someone_elses_item_is_refused(engine: sa.Engine) -> None:
    claim_next(engine, "labels", "ann", count=2)
    with pytest.raises(ConflictError, match="someone else"):
        session_at(engine, "labels", "bob").decide(answer("i1"))
    session_at(engine, "labels", "bob").decide(answer("i2"))  # free, though never handed out


def test_a_lapsed_claim_is_taken_up_again_while_the_item_is_free(engine: sa.Engine) -> None:
    claim_next(engine, "labels", "ann", count=2, lease=0)
    session_at(engine, "labels", "ann").decide(answer("i1"))
    claim_next(engine, "labels", "ann", count=1, lease=0)
    session_at(engine, "labels", "bob").decide(answer("i0", "reject"))
    with pytest.raises(ConflictError, match="someone else has decided it"):
        session_at(engine, "labels", "ann").decide(answer("i0", "reject"))


def test_taking_back_brings_the_item_to_the_front(engine: sa.Engine) -> None:
    session = session_at(engine, "labels", "ann")
    session.next(2)
    made = session.decide(answer("i2")).decision
    undone = session.decide(answer("i2", "withdraw", supersedes=made.id))
    assert undone.progress.to_dict() == {"decided": 0, "total": 4}
    shown = session.next(2)
    assert [item.id for item in shown.items] == ["i2", "i0"]
    assert [(r.id, r.withdrawn, r.title) for r in shown.recent] == [(made.id, True, "segment of 2")]
    with pytest.raises(ConflictError, match="someone else"):
        session_at(engine, "labels", "bob").decide(answer("i2"))
    assert session.decide(answer("i2", "reject")).decision.supersedes is None
    assert [d.verdict for d in decisions.current(engine, "d")] == ["reject"]


def test_a_change_of_mind_names_the_own_decision(engine: sa.Engine) -> None:
    session = session_at(engine, "labels", "ann")
    first = session.decide(answer("i1")).decision.id
    with pytest.raises(ConflictError, match="already decided it"):
        session.decide(answer("i1", "reject"))
    session.decide(answer("i1", "reject", supersedes=first))
    with pytest.raises(ConflictError, match="not your current decision"):
        session.decide(answer("i1", "unsure", supersedes=first))
    assert [(r.verdict, r.withdrawn) for r in session.next().recent] == [("reject", False)]


def test_nobody_takes_back_anothers_decision(engine: sa.Engine) -> None:
    made = session_at(engine, "pairs", "ann").decide(answer("p", "accept")).decision.id
    for verdict in ("withdraw", "reject"):
        with pytest.raises(ConflictError, match="not your current decision"):
            session_at(engine, "pairs", "bob").decide(answer("p", verdict, supersedes=made))
    assert [d.id for d in decisions.current(engine, "d")] == [made]


def test_nothing_of_others_leaves(engine: sa.Engine) -> None:
    before = json.dumps(session_at(engine, "pairs", "bob").next().to_dict())
    session_at(engine, "pairs", "ann").decide(answer("p", "reject", comment="surely not"))
    after = session_at(engine, "pairs", "bob").next().to_dict()
    assert json.dumps(after) == before
    mine = session_at(engine, "pairs", "bob").decide(answer("p", "accept")).to_dict()
    assert "ann" not in json.dumps([after, mine])
    assert "surely not" not in json.dumps([after, mine])


def test_a_skip_gives_way_to_the_decision(engine: sa.Engine) -> None:
    session = session_at(engine, "labels", "ann")
    skipped = session.decide(answer("i1", "skip"))
    assert skipped.progress.to_dict() == {"decided": 0, "total": 4}
    made = session.decide(answer("i1", "accept"))
    assert made.decision.supersedes == skipped.decision.id
    assert made.progress.to_dict() == {"decided": 1, "total": 4}
    assert [d.verdict for d in decisions.current(engine, "d")] == ["accept"]


def test_one_item_decided_by_eight_at_once_is_decided_once(engine: sa.Engine) -> None:
    def attempt(name: str) -> str:
        try:
            session_at(engine, "labels", name).decide(answer("i1"))
        except ConflictError:
            return "refused"
        return "stored"

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, [f"r{n}" for n in range(8)]))
    assert sorted(outcomes) == ["refused"] * 7 + ["stored"]
    assert len(decisions.history(engine, "d")) == 1


def test_a_double_send_at_the_same_moment_is_one_decision(engine: sa.Engine) -> None:
    body = answer()

    def send(_: int) -> Ack:
        return session_at(engine, "labels", "ann").decide(body)

    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(send, range(4)))
    assert all(reply.decision == replies[0].decision for reply in replies)
    assert len(decisions.history(engine, "d")) == 1


def test_handle_dispatches_and_refuses_the_rest(engine: sa.Engine) -> None:
    session = session_at(engine, "labels", "ann")
    assert len(Dispatcher(session).handle("next", {"count": 1})["items"]) == 1
    assert Dispatcher(session).handle("decide", answer())["decision"]["verdict"] == "accept"
    refused: list[tuple[str, dict[str, Any]]] = [
        ("_store", {}),
        ("next", {"reviewer": "bob"}),
        ("next", {"count": "3"}),
    ]
    for method, params in refused:
        with pytest.raises(WorkbenchError):
            Dispatcher(session).handle(method, params)
