"""Matching: candidates, probabilities, learning from decisions, clusters, merging."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from workbench.entities import Matcher, merge_rules_for
from workbench.entities.clusters import group
from workbench.entities.fields import read_fields
from workbench.entities.one_to_one import one_to_one_probability
from workbench.entities.prior import Prior
from workbench.errors import InputError, MissingColumnError, NotFoundError

GIVEN = ["amara", "bodil", "carlos", "dmitri", "elif", "farah", "goran", "hana", "ivo", "jun"]
GIVEN += ["kofi", "lena", "milos", "nadia"]
FAMILY = ["abbott", "brandt", "costa", "dietz", "evans", "fischer", "gomez", "haas", "ibsen"]
FAMILY += ["jansen", "kovac", "lindqvist"]


def people(n=120, copies=30, seed=0):
    """Persons, of whom the first `copies` stand there twice with a typo or an empty cell."""
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        given, family = rng.choice(GIVEN), rng.choice(FAMILY)
        rows.append(
            {
                "id": f"p{i}",
                "given": given,
                "family": family,
                "born": f"{rng.integers(1930, 2005)}-{rng.integers(10, 13)}-{rng.integers(10, 28)}",
                "mail": f"{given[0]}{family}{rng.integers(1000)}@mail{rng.integers(30)}.org",
                "town": rng.choice(["Bergen", "Lyon", "Porto", "Turku", "Zadar"]),
            }
        )
    for i in range(copies):
        copy = {**rows[i], "id": f"q{i}"}
        if i % 3 == 0:
            copy["mail"] = None
        elif i % 3 == 1:
            copy["family"] = copy["family"][:-2] + copy["family"][-1]
        else:
            copy["town"] = None
        rows.append(copy)
    return pd.DataFrame(rows)


def is_copy(key_l, key_r):
    return key_l[1:] == key_r[1:] and key_l != key_r


def f1(pairs, total):
    found = pairs[pairs["is_match"]]
    right = sum(map(is_copy, found["key_l"], found["key_r"]))
    return 2 * right / (len(found) + total)


@pytest.fixture(scope="module")
def matcher():
    return Matcher(people(), key="id")


def test_copies_are_found_before_any_decision(matcher):
    pairs = matcher.pairs()
    assert pairs.columns.tolist() == [
        "key_l",
        "key_r",
        "match_probability",
        "match_weight",
        "is_match",
    ]
    assert f1(pairs, 30) > 0.8
    assert pairs["match_probability"].is_monotonic_decreasing
    odds = pairs["match_probability"] / (1 - pairs["match_probability"])
    assert pairs["match_weight"].to_numpy() == pytest.approx(np.log2(odds).clip(-40, 40))


def test_the_same_name_with_other_details_is_uncertain():
    frame = people()
    twins = [
        {
            "id": "n1",
            "given": "nova",
            "family": "ng",
            "born": "1981-03-04",
            "mail": "nova@mail1.org",
        },
        {
            "id": "n2",
            "given": "nova",
            "family": "ng",
            "born": "1994-11-30",
            "mail": "nng@mail9.org",
        },
    ]
    matcher = Matcher(pd.concat([frame, pd.DataFrame(twins)], ignore_index=True), key="id")
    pairs = matcher.pairs().set_index(["key_l", "key_r"])
    twin = pairs.loc[("n1", "n2")]
    assert 0.02 < twin["match_probability"] < 0.8
    assert ("n1", "n2") in {(p["key_l"], p["key_r"]) for p in matcher.next_pairs(40)}


def test_contradicting_evidence_keeps_its_sign_and_loses_its_certainty():
    clear, mixed = Prior(np.array([[6.0, 4.0], [15.0, -5.0]]), 0.0, True).log_odds
    assert clear == pytest.approx(10)
    assert mixed == pytest.approx(5)


def test_questions_carry_what_a_person_needs(matcher):
    questions = matcher.next_pairs(5)
    assert len(questions) == 5
    for question in questions:
        assert set(question) == {"key_l", "key_r", "probability", "left", "right", "why"}
        assert set(question["left"]) == {"given", "family", "born", "mail", "town"}
        json.dumps(question)
    for likely in (True, False):
        side = [q["probability"] for q in questions if (q["probability"] >= 0.5) == likely]
        distance = [abs(probability - 0.5) for probability in side]
        assert side and distance == sorted(distance)
    assert any(word in questions[0]["why"] for word in ("equal:", "similar:", "different:"))


def test_decisions_hold_and_are_not_asked_again():
    matcher = Matcher(people(), key="id")
    for _ in range(5):
        for question in matcher.next_pairs(4):
            key_l, key_r = question["key_l"], question["key_r"]
            matcher.decide(key_l, key_r, is_copy(key_l, key_r))
    asked = {(q["key_l"], q["key_r"]) for q in matcher.next_pairs(10)}
    pairs = matcher.pairs().set_index(["key_l", "key_r"])
    decided = pairs[pairs["match_probability"].isin([0.0, 1.0])]
    assert len(decided) == 20
    assert not asked & set(decided.index)
    assert decided["is_match"].tolist() == [is_copy(*pair) for pair in decided.index]
    assert pairs["match_weight"].abs().max() <= 40
    assert f1(matcher.pairs(), 30) > 0.95


def test_learning_overrules_a_wrong_prior():
    """Where only a column that the prior trusts little decides, decisions must teach it."""
    rng = np.random.default_rng(0)
    rows = [
        {"id": f"{side}{i}", "name": f"unit {i % 40:02d} {rng.integers(9)}", "lot": f"{i:04d}"}
        for i in range(80)
        for side in "ab"
    ]
    matcher = Matcher(pd.DataFrame(rows), key="id")
    before = f1(matcher.pairs(), 80)
    for _ in range(12):
        for question in matcher.next_pairs(5):
            pair = question["key_l"], question["key_r"]
            matcher.decide(*pair, is_copy(*pair))
    assert f1(matcher.pairs(), 80) >= max(before, 0.95)


def test_a_decided_pair_that_was_no_candidate_becomes_one():
    matcher = Matcher(people(), key="id")
    matcher.pairs()
    far = next(f"p{i}" for i in range(119, 0, -1) if not _listed(matcher, "p0", f"p{i}"))
    matcher.decide("p0", far, True)
    assert _listed(matcher, "p0", far)
    cluster = matcher.clusters().set_index("key")["cluster"]
    assert cluster["p0"] == cluster[far]
    matcher.decide(far, "p0", None)
    cluster = matcher.clusters().set_index("key")["cluster"]
    assert cluster["p0"] != cluster[far]


def _listed(matcher, key_l, key_r):
    pairs = matcher.pairs()
    return ((pairs["key_l"] == key_l) & (pairs["key_r"] == key_r)).any()


def test_contradicting_decisions_stay_apart_and_are_reported():
    matcher = Matcher(people(), key="id")
    matcher.decide("p0", "p1", True)
    matcher.decide("p1", "p2", True)
    matcher.decide("p0", "p2", False)
    cluster = matcher.clusters().set_index("key")["cluster"]
    assert cluster["p0"] != cluster["p2"]
    assert matcher.contradictions() in ([("p0", "p1")], [("p1", "p2")])


def test_two_clean_tables_are_linked_one_to_one():
    frame = people()
    left = frame[frame["id"].str.startswith("p")].assign(id=lambda f: f["id"].str[1:])
    right = frame[frame["id"].str.startswith("q")].assign(id=lambda f: f["id"].str[1:])
    matcher = Matcher(left, right, key="id")
    assert matcher.one_to_one
    matches = matcher.pairs().query("is_match")
    assert matches["key_l"].is_unique
    assert matches["key_r"].is_unique
    assert (matches["key_l"] == matches["key_r"]).mean() > 0.95
    assert len(matches) >= 28
    clusters = matcher.clusters()
    assert len(clusters) == 150
    assert clusters.groupby("cluster").size().max() == 2
    assert clusters["table"].value_counts().to_dict() == {"left": 120, "right": 30}
    golden = matcher.golden_records()
    assert golden["records"].sum() == 150
    with pytest.raises(InputError, match="links two tables"):
        matcher.merge_rules()


def test_a_table_with_copies_is_not_linked_one_to_one():
    frame = people(60, 40)
    assert not Matcher(frame, frame.assign(id="x" + frame["id"]), key="id").one_to_one


def test_seats_leave_at_most_one_half_to_rivals():
    left, right = np.array([0, 0, 1]), np.array([5, 6, 6])
    shared = one_to_one_probability(left, right, np.array([0.9, 0.8, 0.7]))
    assert shared == pytest.approx([0.9, 0.08, 0.7 * 0.92])


def test_one_weak_link_does_not_chain_two_groups():
    inside = [(0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5)]
    probability = dict.fromkeys(inside, 0.95) | {(2, 3): 0.6}
    cluster, refused = group(6, [*inside, (2, 3)], probability=probability)
    assert cluster.tolist() == [0, 0, 0, 1, 1, 1]
    assert refused == [(2, 3)]
    together, _ = group(6, [*inside, (2, 3)], probability=probability, together=[(2, 3)])
    assert together.tolist() == [0] * 6
    chain, _ = group(3, [(0, 1), (1, 2)], probability={(0, 1): 0.95, (1, 2): 0.95})
    assert chain.tolist() == [0, 0, 0]


def test_merge_rules_keep_the_most_complete_row_and_fill_it():
    frame = pd.DataFrame(
        {
            "id": [1, 2, 3, 4],
            "name": ["Ann", "Anne", "Anne", "Bo"],
            "city": [None, "Oslo", None, "Rome"],
            "age": [30.0, np.nan, np.nan, 5.0],
            "mail": ["a@x", "b@x", None, " "],
        }
    )
    rules = merge_rules_for(frame, "id", [[3, 2, 1], [4]], ["name", "mail"])
    assert rules == [
        {
            "kind": "set_cells",
            "key": "id",
            "column": "city",
            "cells": [{"key": 1, "old": None, "new": "Oslo"}],
        },
        {
            "kind": "drop_rows",
            "key": "id",
            "rows": [
                {"key": 2, "old": {"name": "Anne", "mail": "b@x"}},
                {"key": 3, "old": {"name": "Anne", "mail": None}},
            ],
        },
    ]
    json.dumps(rules)
    assert merge_rules_for(frame, "id", [[4]]) == []


def test_filling_takes_the_most_frequent_then_the_longest_value():
    frame = pd.DataFrame(
        {
            "id": list("abcdef"),
            "full": ["x"] * 6,
            "extra": ["x", None, None, None, None, None],
            "more": ["x", None, None, None, None, None],
            "city": ["", "Rio", "Lisbon", "Rio", "Santiago", None],
            "street": [None, "A 1", "Long Road 2", None, None, None],
        }
    )
    rules = {r.get("column"): r for r in merge_rules_for(frame, "id", [list("abcdef")])}
    assert rules["city"]["cells"] == [{"key": "a", "old": "", "new": "Rio"}]
    assert rules["street"]["cells"] == [{"key": "a", "old": None, "new": "Long Road 2"}]


def test_merge_rules_and_golden_records_agree():
    frame = people()
    matcher = Matcher(frame, key="id")
    golden = matcher.golden_records(0.9).set_index("id")
    merged = frame.set_index("id").astype(object)
    for rule in matcher.merge_rules(min_probability=0.9):
        if rule["kind"] == "set_cells":
            for cell in rule["cells"]:
                merged.loc[cell["key"], rule["column"]] = cell["new"]
        else:
            merged = merged.drop(index=[row["key"] for row in rule["rows"]])
    assert len(merged) < len(frame)
    pd.testing.assert_frame_equal(
        golden[merged.columns].astype(object).sort_index(), merged.sort_index(), check_dtype=False
    )


def test_roles_of_fields():
    frame = pd.DataFrame(
        {
            "name": ["Ann Lee", "Bo Ek"],
            "born": pd.to_datetime(["2001-02-03", "1999-12-31"]),
            "post": [1234.0, None],
            "price": ["1.50", "22.75"],
            "about": ["a long text with many words in it", "another text of several words"],
            "void": [None, ""],
        }
    )
    fields = {f.name: f for f in read_fields([frame], list(frame.columns))}
    assert {name: f.role for name, f in fields.items()} == {
        "name": "word",
        "born": "code",
        "post": "code",
        "price": "number",
        "about": "prose",
    }
    assert fields["post"].text.tolist() == ["1234", ""]


def test_unicode_and_hostile_columns_are_compared_and_escaped():
    bad = "<script>x</script>"
    frame = pd.DataFrame(
        {
            "id": [1, 2, 3],
            bad: ["ÉMILE \u202e", "e\u0301mile \u202e", "bob"],
            "(text)": ["q", "q", "z"],
        }
    )
    matcher = Matcher(frame, key="id")
    top = matcher.pairs().iloc[0]
    assert (top["key_l"], top["key_r"]) == (1, 2)
    assert "<script" not in matcher._repr_html_()
    assert bad in matcher.next_pairs(1)[0]["left"]


def test_columns_named_like_ours_survive_in_golden_records():
    frame = people(20, 5).assign(cluster="mine", records=1)
    golden = Matcher(frame, key="id").golden_records()
    assert golden["cluster"].eq("mine").all()
    assert golden["records_"].sum() == 25


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_very_small_tables_work(rows):
    frame = people(3, 0).head(rows)
    matcher = Matcher(frame, key="id")
    assert len(matcher.clusters()) == rows
    assert len(matcher.golden_records()) == rows
    assert matcher.merge_rules() == []
    assert matcher.pairs()["match_probability"].between(0, 1).all()


def test_it_repeats_and_leaves_its_input_alone():
    frame = people()
    before = frame.copy()
    first, second = Matcher(frame, key="id"), Matcher(frame, key="id")
    pd.testing.assert_frame_equal(first.pairs(), second.pairs())
    pd.testing.assert_frame_equal(frame, before)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"left": people(0, 0).reindex(columns=["id", "x"]), "key": "id"}, "no rows"),
        ({"left": pd.DataFrame({"id": [1, 1], "x": "ab"}), "key": "id"}, "more than one row"),
        ({"left": pd.DataFrame({"id": [1, None], "x": "ab"}), "key": "id"}, "null in 1 rows"),
        ({"left": pd.DataFrame({"id": [1, 2]}), "key": "id"}, "no column to compare"),
        ({"left": pd.DataFrame({"id": [1, 2], "x": [None, ""]}), "key": "id"}, "have no values"),
        ({"left": people(3, 0), "key": "id", "columns": "given"}, "must be a list"),
        ({"left": people(3, 0), "key": "id", "one_to_one": True}, "needs two tables"),
        ({"left": people(3, 0), "key": "id", "one_to_one": "yes"}, "True, False or 'auto'"),
        (
            {"left": people(3, 0), "right": pd.DataFrame({"id": [1], "y": "a"}), "key": "id"},
            "must share some",
        ),
    ],
)
def test_unusable_input_is_refused_with_a_reason(arguments, says):
    with pytest.raises(InputError, match=says):
        Matcher(**arguments)


def test_wrong_columns_keys_and_answers_are_refused(matcher):
    with pytest.raises(MissingColumnError, match="'ID' is missing"):
        Matcher(people(3, 0), key="ID")
    with pytest.raises(MissingColumnError):
        Matcher(people(3, 0), key="id", columns=["nope"])
    with pytest.raises(NotFoundError, match="'zz' is not in the table"):
        matcher.decide("p0", "zz", True)
    with pytest.raises(InputError, match="same record"):
        matcher.decide("p0", "p0", True)
    with pytest.raises(InputError, match="True, False or None"):
        matcher.decide("p0", "p1", "yes")
    with pytest.raises(InputError, match="between 0 and 1"):
        matcher.pairs(1.5)
    with pytest.raises(InputError, match="two groups"):
        merge_rules_for(people(3, 0), "id", [["p0", "p1"], ["p1", "p2"]])
    with pytest.raises(InputError, match="not in column 'id'"):
        merge_rules_for(people(3, 0), "id", [["p0", "zz"]])
