"""Votes, clusters and typed values: whatever people say, the rules made of it run as printed."""

from __future__ import annotations

from collections import Counter

import narwhals as nw
import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.decisions.audit import wilson
from workbench.decisions.column_values import typed
from workbench.decisions.to_rules import label_rules, recipe_of
from workbench.decisions.votes import counted, outcome, vote_of
from workbench.errors import InputError
from workbench.queues.items import cell_items
from workbench.queues.items.rows import as_json
from workbench.tables import read_table
from workbench.types import Decision, Issue

NAMES = [f"r{n}" for n in range(5)]
TEXTS = st.text(min_size=1, max_size=8).filter(lambda text: "\x00" not in text)
MEMBERS = st.lists(TEXTS, min_size=2, max_size=6, unique=True)


@st.composite
def clusters(draw):
    members = draw(MEMBERS)
    target = {"column": "c", "canonical": members[0], "members": members}
    verdict = draw(st.sampled_from(["accept", "reject", "choose"]))
    told = {"dataset": "d", "kind": "value", "item": "v", "target": target, "reviewer": "ann"}
    if verdict != "choose":
        return Decision(**told, verdict=verdict)
    stays = draw(st.sampled_from(members))
    others = [member for member in members if member != stays]
    out = draw(st.lists(st.sampled_from(others), unique=True, max_size=len(others) - 1))
    return Decision(**told, verdict="choose", choice=stays, excluded=tuple(out))


@st.composite
def votes(draw):
    target = {"key": 1, "column": "c", "old": "x", "suggested": "y"}
    told = {"dataset": "d", "kind": "cell", "item": "i", "target": target}
    made = []
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=8)):
        verdict = draw(st.sampled_from(["accept", "reject", "choose", "unsure", "skip"]))
        choice = draw(st.sampled_from(["x", "y", "z"])) if verdict == "choose" else None
        role = draw(st.sampled_from(["vote"] * 5 + ["adjudication"]))
        made.append(Decision(**told, verdict=verdict, choice=choice, reviewer=name, role=role))
    return made


def emitted(recipe, table):
    space: dict[str, object] = {}
    exec(compile(recipe.emit(), "module", "exec"), space)
    return space["clean"](table)  # type: ignore[operator]


@settings(deadline=None, max_examples=50)
@given(decision=clusters())
def test_a_cluster_runs_as_it_is_printed_and_as_it_was_decided(decision):
    members = decision.target["members"]
    frame = pd.DataFrame({"id": range(len(members)), "c": members})
    recipe = recipe_of([decision], None, key="id")
    clean = recipe.run(frame)
    pd.testing.assert_frame_equal(clean, emitted(recipe, frame))
    stays = decision.choice if decision.verdict == "choose" else members[0]
    for before, after in zip(members, clean["c"], strict=True):
        left = decision.verdict == "reject" or before in decision.excluded
        assert after == (before if left else stays)


@settings(deadline=None)
@given(made=votes())
def test_a_majority_of_last_words_decides_whoever_gave_them(made):
    last = {}
    for one in made:
        if one.verdict != "skip":
            last[one.reviewer, one.role] = one
    groups = {
        role: [d for (_, r), d in last.items() if r == role] for role in ("adjudication", "vote")
    }
    said = [[v for d in group if (v := vote_of(d)) is not None] for group in groups.values()]
    votes_ = next((group for group in said if group), [])
    expected = [v for v, n in Counter(votes_).items() if 2 * n > len(votes_)]
    got = outcome(made)
    assert got.vote == (expected[0] if expected else None)
    assert got.split == (bool(votes_) and not expected)
    renamed = [Decision(**{**d.__dict__, "reviewer": d.reviewer[::-1]}) for d in made]
    assert outcome(renamed).vote == got.vote
    rules = label_rules(made, key="id")
    values = {cell.new for rule in rules for cell in rule.cells}
    assert values == ({expected[0][1]} - {"x"} if expected else set())


@settings(deadline=None)
@given(made=votes())
def test_counts_tell_how_many_and_never_who(made):
    told = counted(made)
    assert sum(entry["count"] for entry in told) == len(made)
    assert all(set(entry) == {"verdict", "choice", "excluded", "count"} for entry in told)


COLUMNS = {
    "integer": (st.integers(-(2**63), 2**63 - 1), pa.int64()),
    "decimal": (st.floats(allow_nan=False, allow_infinity=False), pa.float64()),
    "truth": (st.booleans(), pa.bool_()),
    "date": (st.dates(), pa.date32()),
    "moment": (st.datetimes(), pa.timestamp("us")),
    "text": (TEXTS, pa.string()),
}


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_what_a_card_offers_reads_back_as_the_same_value_and_sets_it(data):
    kind = data.draw(st.sampled_from(sorted(COLUMNS)))
    values, type_ = COLUMNS[kind]
    old, new = data.draw(values), data.draw(values)
    table = pa.table({"id": [1, 2], "c": pa.array([old, new], type_)})
    rule = {"kind": "set_cells", "key": "id", "column": "c"}
    cell = {"key": 1, "old": as_json(old), "new": as_json(new)}
    issue = Issue("rare", "c", (1,), 1, 0.9, {"message": "m"}, {**rule, "cells": [cell]})
    (item,) = cell_items({(1, "c"): [issue]}, read_table(table), key="id")
    assert item.target["old"] == as_json(old) and item.target["type"] == kind
    if not item.payload["candidates"]:
        assert as_json(old) == as_json(new)
        return
    (offered,) = item.payload["candidates"]
    choice = typed(offered, kind, "cell")
    assert choice == item.target["suggested"] == as_json(new)
    told = {"dataset": "d", "kind": "cell", "item": item.id, "target": item.target}
    decision = Decision(**told, verdict="choose", choice=choice, reviewer="ann")
    recipe = recipe_of([decision], None, key="id")
    clean = recipe.run(table)
    assert clean["c"].to_pylist() == [new, new]
    assert clean.equals(nw.to_native(nw.from_native(emitted(recipe, table))))


@given(value=st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans()))
def test_anything_typed_is_read_or_refused(value):
    for kind in COLUMNS:
        try:
            read = typed(value, kind, "cell")
        except InputError:
            continue
        assert as_json(read) == read
        assert typed(read, kind, "cell") == read  # read again, it stays


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_the_interval_holds_the_share_and_narrows(data):
    total = data.draw(st.integers(1, 500))
    count = data.draw(st.integers(0, total))
    low, high = wilson(count, total)
    assert 0 <= low <= count / total <= high <= 1
    wide = wilson(10 * count, 10 * total)
    assert wide[1] - wide[0] < high - low
