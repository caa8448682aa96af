"""Repeated rows are one issue with one rule; rows that are almost alike are a hint."""

from __future__ import annotations

import random

import pandas as pd
import pytest

import workbench as wb
from workbench.types import Issue

NAMES = [f"{a}{b}" for a in ("Mer", "Tol", "Gan", "Rus", "Pim") for b in ("berg", "ova", "ini")]


def people(rows: int, seed: int = 1) -> pd.DataFrame:
    draw = random.Random(seed)
    return pd.DataFrame(
        {
            "id": range(rows),
            "name": [f"{draw.choice(NAMES)} {draw.choice(NAMES)} {n:x}" for n in range(rows)],
            "town": [draw.choice(["Wien", "Graz", "Linz"]) for _ in range(rows)],
            "age": [draw.randrange(18, 90) for _ in range(rows)],
            "points": [draw.randrange(1000) for _ in range(rows)],
        }
    )


def with_copies(frame: pd.DataFrame, copies: int) -> pd.DataFrame:
    again = pd.concat([frame, frame.head(copies)])
    return again.assign(id=range(len(again)))


@pytest.mark.parametrize("copies", [2, 7, 60, 300])
def test_many_repeated_rows_are_one_issue_that_drops_them(copies):
    frame = with_copies(people(500), copies)
    found = wb.find_issues(frame, key="id", checks=["duplicate_row"])
    (issue,) = found
    assert issue.rows == copies
    assert f"{copies} rows repeat" in issue.evidence["message"]
    assert found.recipe(min_confidence=0).run(frame)["id"].tolist() == list(range(500))


def test_an_issue_names_every_row_that_its_rule_drops():
    frame = with_copies(people(3000), 2500)
    found = wb.find_issues(frame, key="id", checks=["duplicate_row"])
    assert sorted(issue.rows for issue in found) == [500, 1000, 1000]
    for issue in found:
        assert [row["key"] for row in issue.suggestion["rows"]] == list(issue.keys)
        assert len(issue.keys) <= Issue.MAX_KEYS
    assert found.recipe(min_confidence=0).run(frame)["id"].tolist() == list(range(3000))


def test_one_row_that_is_there_very_often():
    frame = pd.DataFrame({"id": range(1300), "a": "x", "b": [1.5] * 1300, "c": "y"})
    found = wb.find_issues(frame, key="id", checks=["duplicate_row"])
    assert sum(issue.rows for issue in found) == 1299
    assert found.recipe(min_confidence=0).run(frame)["id"].tolist() == [0]


def test_rows_that_a_rule_cannot_hold_are_an_issue_of_their_own():
    frame = with_copies(people(50), 6)
    frame["weight"] = [float("inf") if n % 50 == 2 else 1.0 for n in range(len(frame))]
    by_rule, by_hand = sorted(
        wb.find_issues(frame, key="id", checks=["duplicate_row"]), key=lambda one: one.rows * -1
    )
    assert (by_rule.rows, by_hand.rows) == (5, 1)
    assert by_hand.suggestion is None
    assert "by hand" in by_hand.evidence["message"]


def slipped(name: str) -> str:
    return name[0] + name[2] + name[1] + name[3:]


@pytest.mark.parametrize("change", [slipped, str.upper, lambda n: n + "a", lambda n: n[:3] + n[4:]])
def test_rows_that_are_almost_alike_are_one_hint(change):
    frame = people(300)
    copies = frame.head(6).assign(id=range(300, 306), name=[change(n) for n in frame["name"][:6]])
    found = wb.find_issues(pd.concat([frame, copies]), key="id", checks=["near_duplicate"])
    (issue,) = found
    assert issue.suggestion is None
    assert issue.confidence < 0.5
    assert set(issue.keys) == {*range(6), *range(300, 306)}
    assert "6 pairs of rows are almost the same" in issue.evidence["message"]
    assert "matcher" in issue.evidence["message"]


@pytest.mark.parametrize("seed", range(5))
def test_tables_without_copies_give_no_hint(seed):
    draw = random.Random(seed)
    codes = pd.DataFrame(
        {
            "id": range(400),
            "code": [f"AB-{n:04d}" for n in range(400)],
            "kind": [draw.choice("abc") for _ in range(400)],
        }
    )
    for frame in (people(400, seed), codes):
        assert len(wb.find_issues(frame, key="id", checks=["near_duplicate"])) == 0
