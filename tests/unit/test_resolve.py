"""From decisions to rules: what a majority says, and nothing more."""

from __future__ import annotations

import pandas as pd

from workbench.decisions.to_rules import (
    judged_pairs,
    label_rules,
    merge_rules,
    recipe_of,
    rule_rules,
    value_rules,
)
from workbench.queues.items import label_items, shown_row
from workbench.types import Decision, Issue

TABLE = pd.DataFrame(
    {
        "id": [1, 2, 3, 4],
        "name": ["Ann", "Ann", "Bob", "Bob"],
        "mail": ["a@x", None, "b@x", "b@x"],
        "kind": ["x", "y", "x", "x"],
    }
)


def label(verdict, reviewer, *, key=1, choice=None):
    target = {"key": key, "column": "kind", "old": "x", "suggested": "y"}
    told = {"dataset": "d", "kind": "label", "item": f"l{key}", "target": target}
    return Decision(**told, verdict=verdict, reviewer=reviewer, choice=choice)


def pair(verdict, reviewer, left, right):
    target = {"key_l": left, "key_r": right}
    told = {"dataset": "d", "kind": "pair", "item": f"p{left}-{right}", "target": target}
    return Decision(**told, verdict=verdict, reviewer=reviewer)


def rule(data, verdict="accept"):
    told = {"dataset": "d", "kind": "rule", "item": str(data), "target": {"rule": data, "why": "w"}}
    return Decision(**told, verdict=verdict, reviewer="ada")


def cells(rules):
    return {cell.key: cell.new for rule in rules for cell in rule.cells}


def test_one_reviewer_decides():
    assert cells(label_rules([label("accept", "ann")], key="id")) == {1: "y"}
    assert cells(label_rules([label("choose", "ann", choice="z")], key="id")) == {1: "z"}
    for kept in ("reject", "unsure", "skip"):
        assert label_rules([label(kept, "ann")], key="id") == []


def test_a_majority_decides_and_a_split_does_not():
    split = [label("accept", "ann"), label("reject", "bob")]
    assert label_rules(split, key="id") == []
    assert cells(label_rules([*split, label("accept", "cleo")], key="id")) == {1: "y"}
    assert label_rules([*split, label("reject", "cleo")], key="id") == []
    three = [label("choose", name, choice=name) for name in ("a", "b", "c")]
    assert label_rules(three, key="id") == []


def test_a_label_rule_names_who_and_which():
    told = [label("accept", "ann"), label("accept", "bob", key=3)]
    (made,) = label_rules(told, key="id")
    assert made.author == "ann, bob"
    assert made.decisions == tuple(decision.id for decision in told)
    assert "2 values of kind" in made.why


def test_pairs_are_sorted_by_the_majority():
    told = [
        pair("accept", "ann", 1, 2),
        pair("reject", "ann", 1, 3),
        pair("accept", "ann", 3, 4),
        pair("reject", "bob", 3, 4),
        pair("unsure", "ann", 2, 4),
        pair("skip", "ann", 2, 3),
    ]
    judged = judged_pairs(told)
    assert judged.same == [(1, 2)]
    assert judged.different == [(1, 3)]
    assert set(judged.open) == {(3, 4), (2, 4)}


def test_what_is_the_same_is_merged_into_the_fullest_row():
    rules = merge_rules([pair("accept", "ann", 1, 2)], TABLE, key="id")
    (drop,) = [made for made in rules if made.kind == "drop_rows"]
    assert [(row.key, row.kept) for row in drop.rows] == [(2, 1)]
    assert drop.author == "ann"


def test_a_contradiction_merges_nothing():
    chain = [pair("accept", "ann", 1, 2), pair("accept", "ann", 2, 3)]
    assert len([m for m in merge_rules(chain, TABLE, key="id") if m.kind == "drop_rows"]) == 1
    assert merge_rules([*chain, pair("reject", "bob", 1, 3)], TABLE, key="id") == []


def test_pairs_of_rows_that_are_gone_are_left_out():
    assert merge_rules([pair("accept", "ann", 1, 99)], TABLE, key="id") == []


def test_accepted_rules_alone_count_and_only_under_the_dataset_key():
    trim = {"kind": "trim", "columns": ["name"]}
    other = {"kind": "drop_rows", "key": "row_key", "rows": [{"key": "h-1", "old": {}}]}
    told = [rule(trim), rule({**trim, "columns": ["mail"]}, "reject"), rule(other)]
    made = rule_rules(told, key="id")
    assert [(one.kind, one.columns, one.author, one.why) for one in made] == [
        ("trim", ("name",), "ada", "w")
    ]


def test_a_recipe_of_all_kinds_of_decisions():
    told = [
        rule({"kind": "change_case", "columns": ["kind"], "to": "upper"}),
        label("accept", "ann", key=3),
        pair("accept", "ann", 1, 2),
    ]
    clean = recipe_of(told, TABLE, key="id").run(TABLE)
    assert clean["id"].tolist() == [1, 3, 4]
    assert clean["kind"].tolist() == ["X", "y", "X"]
    assert recipe_of(told, None, key="id").run(TABLE)["id"].tolist() == [1, 2, 3, 4]


def test_cards_show_the_row_without_the_label():
    issue = Issue(
        kind="label_error",
        column="kind",
        keys=(2,),
        rows=1,
        confidence=0.9,
        evidence={"given": "y", "suggested": "x", "message": "m"},
    )
    (item,) = label_items([issue], TABLE, key="id", options=["x", "y"])
    assert item.payload["row"] == {"id": "2", "name": "Ann", "mail": None}
    assert item.target == {"key": 2, "column": "kind", "old": "y", "suggested": "x"}


def test_cells_are_shown_as_people_write_them():
    row = {"a": 30.798921923000005, "b": pd.Timestamp("2024-01-21"), "c": 3.0, "d": float("nan")}
    shown = shown_row({**row, "e": "2024-01-21T00:00:00"})
    assert shown == {"a": "30.798921923", "b": "2024-01-21", "c": "3", "d": None, "e": "2024-01-21"}


def cell(verdict, reviewer, *, choice=None, kind="cell", key=1, role="vote", old="x", **target):
    target = {"key": key, "column": "kind", "old": old, "type": "text", **target}
    told = {"dataset": "d", "kind": kind, "item": f"c{key}", "target": target, "role": role}
    return Decision(**told, verdict=verdict, reviewer=reviewer, choice=choice)


def value(verdict, reviewer="ann", *, choice=None, excluded=()):
    members = ["Ulm", "ulm", "ULM", "Elm"]
    target = {"column": "city", "canonical": "Ulm", "members": members}
    told = {"dataset": "d", "kind": "value", "item": "v", "target": target, "excluded": excluded}
    return Decision(**told, verdict=verdict, reviewer=reviewer, choice=choice)


def test_cells_and_disagreements_are_votes_on_the_cell_like_labels():
    told = [cell("accept", "ann", suggested="y"), cell("choose", "bob", choice="z", key=2)]
    told += [cell("choose", "cyd", choice="q", key=3, kind="disagreement"), label("accept", "dee")]
    (made,) = label_rules(told, key="id")  # one rule a column
    assert cells([made]) == {1: "y", 2: "z", 3: "q"}
    against = [*told, cell("reject", "eve"), cell("reject", "flo")]
    assert cells(label_rules(against, key="id")) == {2: "z", 3: "q"}


def test_an_item_that_is_no_row_sets_nothing():
    told = {"dataset": "d", "kind": "disagreement", "item": "i", "target": {"item": "elsewhere"}}
    assert (
        label_rules([Decision(**told, verdict="choose", choice="x", reviewer="ann")], key="id")
        == []
    )


def test_a_cell_is_made_missing_and_values_of_other_types_get_their_own_rule():
    empty = cell("accept", "ann", suggested=None)
    number = cell("choose", "ann", choice=5, key=2, old=None)
    made = label_rules([empty, number], key="id")
    assert cells(made) == {1: None, 2: 5}
    assert len(made) == 2
    truth = cell("choose", "ann", choice=True, key=3, old=True)
    assert label_rules([truth], key="id") == []
    one = cell("choose", "ann", choice=1, key=3, old=True)  # 1 is not True
    assert cells(label_rules([one], key="id")) == {3: 1}


def test_the_old_value_is_the_one_that_came_not_one_that_was_set():
    first = cell("choose", "ann", choice="y")
    later = cell("choose", "bob", choice="z", old="y")  # bob saw what ann had set
    agreed = cell("choose", "cyd", choice="z", old="y")
    (made,) = label_rules([first, later, agreed], key="id")
    assert [(one.old, one.new) for one in made.cells] == [("x", "z")]
    fresh = cell("choose", "bob", choice="z", old="new")  # the source changed meanwhile
    cyd = cell("choose", "cyd", choice="z", old="new")
    (made,) = label_rules([first, fresh, cyd], key="id")
    assert [(one.old, one.new) for one in made.cells] == [("new", "z")]


def test_each_person_has_one_vote_their_last_word():
    told = [label("accept", "ann"), cell("reject", "ann"), label("accept", "bob")]
    assert label_rules(told, key="id") == []  # ann changed her mind in another queue
    assert cells(label_rules([*told, cell("choose", "ann", choice="y")], key="id")) == {1: "y"}


def test_an_adjudication_stands_for_the_votes():
    split = [cell("choose", "ann", choice="y"), cell("choose", "bob", choice="z")]
    assert label_rules(split, key="id") == []
    settled = [*split, cell("choose", "cyd", choice="q", role="adjudication")]
    (made,) = label_rules(settled, key="id")
    assert cells([made]) == {1: "q"} and made.author == "cyd"
    unable = [*split, cell("unsure", "cyd", role="adjudication")]
    assert label_rules(unable, key="id") == []
    majority = [*split, cell("choose", "dee", choice="y")]
    assert cells(label_rules(majority, key="id")) == {1: "y"}
    against = [*majority, cell("reject", "cyd", role="adjudication")]
    assert label_rules(against, key="id") == []


def test_a_cluster_becomes_a_map_of_the_values_that_were_left_in():
    (made,) = value_rules([value("accept")])
    assert (made.kind, made.column) == ("map_values", "city")
    assert made.mapping == dict.fromkeys(["ulm", "ULM", "Elm"], "Ulm")
    (made,) = value_rules([value("choose", choice="ULM", excluded=("Elm",))])
    assert made.mapping == {"Ulm": "ULM", "ulm": "ULM"}
    assert value_rules([value("reject")]) == []
    assert value_rules([value("accept"), value("reject", "bob")]) == []
    same = [value("accept"), value("choose", "bob", choice="Ulm"), value("reject", "cyd")]
    (made,) = value_rules(same)  # named in full or accepted: one answer
    assert made.author == "ann, bob, cyd"


def test_a_rule_needs_a_majority_too():
    trim = {"kind": "trim", "columns": ["name"]}
    yes, no = rule(trim), rule(trim, "reject")
    no = Decision(**{**no.__dict__, "reviewer": "bob"})
    assert rule_rules([yes, no], key="id") == []
    third = Decision(**{**yes.__dict__, "reviewer": "cyd", "id": "3"})
    (made,) = rule_rules([yes, no, third], key="id")
    assert made.author == "ada, cyd"


def test_decided_values_and_cells_run_together():
    frame = pd.DataFrame({"id": [1, 2, 3], "city": ["ulm", "ULM", "Elm"], "kind": ["x", "x", "x"]})
    told = [value("choose", choice="Ulm", excluded=("Elm",)), cell("choose", "ann", choice="w")]
    clean = recipe_of(told, frame, key="id").run(frame)
    assert clean["city"].tolist() == ["Ulm", "Ulm", "Elm"]
    assert clean["kind"].tolist() == ["w", "x", "x"]
