"""Queues and claims: who gets which item."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.sessions import claim_next, session_at
from workbench.errors import ConflictError, InputError, NotFoundError
from workbench.queues.queues import create_queue, queues
from workbench.store import database
from workbench.types import Json, ReviewItem, new_id


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    made = database.create(tmp_path / "project")
    yield made
    made.dispose()


def label_items(count: int, start: int = 0) -> list[ReviewItem]:
    return [
        ReviewItem(
            id=f"i{n}",
            kind="label",
            target={"key": n, "column": "segment", "old": "a"},
            payload={"key": n, "column": "segment", "label": "a", "suggested": "b"},
        )
        for n in range(start, start + count)
    ]


def fill(engine: sa.Engine, count: int = 5, *, overlap: int = 1) -> None:
    create_queue(
        engine,
        "q",
        dataset="d",
        kind="label",
        items=label_items(count),
        options=["a", "b", 3],
        guideline="Look at the row.",
        overlap=overlap,
    )


def decide(engine: sa.Engine, reviewer: str, item: str, verdict: str, **more: object) -> Json:
    body = {"id": new_id(), "item": item, "verdict": verdict, **more}
    return session_at(engine, "q", reviewer).decide(body).decision.to_dict()


def ids(items: list[ReviewItem]) -> list[str]:
    return [item.id for item in items]


def test_a_queue_grows_and_keeps_what_it_has(engine: sa.Engine) -> None:
    fill(engine, 2)
    decide(engine, "ann", "i0", "accept")
    again = create_queue(
        engine, "q", dataset="d", kind="label", items=label_items(4), options=["c"], overlap=2
    )
    assert again == {
        "name": "q",
        "dataset": "d",
        "kind": "label",
        "total": 4,
        "decided": 0,  # the overlap is two now, and one person has decided i0
        "open": 4,
        "added": 2,
    }
    shown = session_at(engine, "q", "ann").next().queue
    assert shown.options == ("a", "b", 3, "c")
    assert shown.guideline == "Look at the row."


def test_a_name_belongs_to_one_dataset_and_kind(engine: sa.Engine) -> None:
    fill(engine)
    with pytest.raises(ConflictError, match="already exists for dataset 'd'"):
        create_queue(engine, "q", dataset="other", kind="label", items=[])
    with pytest.raises(ConflictError, match="choose another name"):
        create_queue(engine, "q", dataset="d", kind="pair", items=[])


@pytest.mark.parametrize("name", ["", " q", "a/b", "..", "a\nb", "x" * 201])
def test_a_queue_name_fits_into_an_address(engine: sa.Engine, name: str) -> None:
    with pytest.raises(InputError, match="a name is"):
        create_queue(engine, name, dataset="d", kind="label", items=[])


def test_items_that_cannot_be_stored_are_named(engine: sa.Engine) -> None:
    first = label_items(1)[0]
    bad = ReviewItem("x", "label", {"key": float("nan")}, {})
    with pytest.raises(InputError, match=r"item 'x'.*plain JSON"):
        create_queue(engine, "q", dataset="d", kind="label", items=[first, bad])
    with pytest.raises(InputError, match="occurs twice"):
        create_queue(engine, "q", dataset="d", kind="label", items=[first, first])
    with pytest.raises(InputError, match="of kind 'label'"):
        create_queue(engine, "q", dataset="d", kind="pair", items=[first])
    assert queues(engine) == []


def test_listing_counts_an_item_once_enough_people_decided_it(engine: sa.Engine) -> None:
    fill(engine, 3, overlap=2)
    decide(engine, "ann", "i0", "accept")
    decide(engine, "bob", "i0", "unsure")
    decide(engine, "ann", "i1", "accept")
    decide(engine, "bob", "i1", "skip")
    assert [(q["total"], q["decided"], q["open"]) for q in queues(engine, "d")] == [(3, 1, 2)]
    assert queues(engine, "another") == []


def test_two_reviewers_never_get_the_same_item(engine: sa.Engine) -> None:
    fill(engine, 5)
    assert ids(claim_next(engine, "q", "ann", count=3)) == ["i0", "i1", "i2"]
    assert ids(claim_next(engine, "q", "bob", count=3)) == ["i3", "i4"]
    assert claim_next(engine, "q", "cyd") == []
    assert ids(claim_next(engine, "q", "bob", count=1)) == ["i3"]  # own claims come first


def test_an_overlap_of_two_goes_to_two(engine: sa.Engine) -> None:
    fill(engine, 1, overlap=2)
    assert ids(claim_next(engine, "q", "ann")) == ["i0"]
    assert ids(claim_next(engine, "q", "bob")) == ["i0"]
    assert claim_next(engine, "q", "cyd") == []
    decide(engine, "ann", "i0", "accept")
    assert claim_next(engine, "q", "ann") == []  # nobody decides an item twice
    assert claim_next(engine, "q", "cyd") == []


def test_a_lapsed_claim_is_free(engine: sa.Engine) -> None:
    fill(engine, 1)
    claim_next(engine, "q", "ann", lease=0)
    assert ids(claim_next(engine, "q", "bob")) == ["i0"]
    assert claim_next(engine, "q", "ann") == []


def test_skipped_goes_to_others_and_comes_back_last(engine: sa.Engine) -> None:
    fill(engine, 3)
    claim_next(engine, "q", "ann", count=1)
    decide(engine, "ann", "i0", "skip")
    assert ids(claim_next(engine, "q", "ann", count=1)) == ["i1"]
    assert "i0" in ids(claim_next(engine, "q", "bob", count=1))
    decide(engine, "bob", "i0", "skip")
    decide(engine, "ann", "i1", "accept")
    assert ids(claim_next(engine, "q", "ann")) == ["i2"]
    decide(engine, "ann", "i2", "accept")
    assert ids(claim_next(engine, "q", "ann")) == ["i0"]  # nothing else is left
    assert decide(engine, "ann", "i0", "reject")["verdict"] == "reject"


def test_counts_out_of_range_and_unknown_queues_are_refused(engine: sa.Engine) -> None:
    fill(engine)
    for count in (0, 51, True):
        with pytest.raises(InputError, match="ask for 1 to 50"):
            claim_next(engine, "q", "ann", count=count)
    with pytest.raises(NotFoundError, match="no such queue"):
        claim_next(engine, "nowhere", "ann")


def test_threads_share_a_queue_without_overlap(engine: sa.Engine) -> None:
    fill(engine, 24)
    with ThreadPoolExecutor(6) as pool:
        got = list(pool.map(lambda n: ids(claim_next(engine, "q", f"r{n}", count=4)), range(6)))
    flat = [item for part in got for item in part]
    assert sorted(flat) == sorted(f"i{n}" for n in range(24))
