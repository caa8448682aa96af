"""Whatever reviewers do, in whatever order: nobody is asked twice, nothing is lost or doubled."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.sessions import claim_next, session_at
from workbench.errors import ConflictError
from workbench.queues.queues import create_queue, queues
from workbench.store import database, decisions
from workbench.types import Json, ReviewItem, new_id

ITEMS = [ReviewItem(f"i{n}", "pair", {"key_l": n, "key_r": n}, {}) for n in range(4)]
NAMES = st.sampled_from(["ann", "bob", "cyd"])
PLACES = st.integers(0, 3)


class Reviewing(RuleBasedStateMachine):
    """Three reviewers at one queue; `standing` is what each has decided and not taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.engine = database.create(Path(self.folder.name))
        self.standing: dict[tuple[str, str], Json] = {}
        self.sent = 0

    def teardown(self) -> None:
        self.engine.dispose()
        self.folder.cleanup()

    @initialize(overlap=st.integers(1, 2))
    def fill(self, overlap: int) -> None:
        self.overlap = overlap
        create_queue(self.engine, "q", dataset="d", kind="pair", items=ITEMS, overlap=overlap)

    @rule(name=NAMES, count=st.integers(1, 4), lease=st.sampled_from([0, 600]))
    def take(self, name: str, count: int, lease: int) -> None:
        got = claim_next(self.engine, "q", name, count=count, lease=lease)
        for item in got:
            own = self.standing.get((name, item.id))
            assert own is None or own["verdict"] == "skip"
            assert len(self.votes(item.id)) < self.overlap

    @rule(name=NAMES, place=PLACES, verdict=st.sampled_from(["accept", "reject", "unsure", "skip"]))
    def decide(self, name: str, place: int, verdict: str) -> None:
        item = f"i{place}"
        own = self.standing.get((name, item))
        body = {"id": new_id(), "item": item, "verdict": verdict}
        if own is not None:
            body["supersedes"] = own["id"]
        try:
            made = self.send(name, body)
        except ConflictError:
            counted = own is not None and own["verdict"] != "skip"
            assert not counted  # one's own judgement can always be changed
            return
        self.standing[name, item] = made

    @rule(name=NAMES, place=PLACES)
    def undo(self, name: str, place: int) -> None:
        own = self.standing.pop((name, f"i{place}"), None)
        if own is None:
            return
        self.send(
            name,
            {"id": new_id(), "item": own["item"], "verdict": "withdraw", "supersedes": own["id"]},
        )
        if len(self.votes(own["item"])) < self.overlap:  # else others have decided it meanwhile
            [front] = claim_next(self.engine, "q", name, count=1)
            assert front.id == own["item"]

    def send(self, name: str, body: Json) -> Json:
        session = session_at(self.engine, "q", name)
        made = session.decide(body).decision.to_dict()
        assert session.decide(body).decision.to_dict() == made  # twice is once
        self.sent += 1
        return made

    def votes(self, item: str) -> list[str]:
        return [
            name
            for (name, about), made in self.standing.items()
            if about == item and made["verdict"] != "skip"
        ]

    @invariant()
    def the_store_agrees(self) -> None:
        assert len(decisions.history(self.engine, "d")) == self.sent
        stored = {(d.reviewer, d.item): d.id for d in decisions.current(self.engine, "d")}
        assert stored == {place: made["id"] for place, made in self.standing.items()}
        full = 0
        for item in ITEMS:
            counted = Counter(self.votes(item.id))
            assert sum(counted.values()) <= getattr(self, "overlap", 1)
            full += sum(counted.values()) >= getattr(self, "overlap", 1)
        for queue in queues(self.engine):
            assert (queue["decided"], queue["open"]) == (full, len(ITEMS) - full)


Reviewing.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
test_reviewing = Reviewing.TestCase
