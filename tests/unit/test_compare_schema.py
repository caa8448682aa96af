"""The verdict on two tables takes in columns that came, went or changed, and empty tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from workbench.profile.compare import compare

ROWS = 200


def table(**other):
    rng = np.random.default_rng(3)
    made = pd.DataFrame(
        {
            "id": range(ROWS),
            "x": rng.normal(size=ROWS),
            "n": rng.integers(0, 9, ROWS),
            "c": rng.choice(list("ab"), ROWS),
            "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 30, ROWS), "D"),
            "yes": rng.random(ROWS) < 0.5,
        }
    )
    return made.assign(**other)


@pytest.mark.parametrize(
    ("change", "verdict", "word"),
    [
        (lambda t: t.drop(columns="x"), "large", "removed: 'x'"),
        (lambda t: t.drop(columns=["c", "day"]), "large", "removed: 'c', 'day'"),
        (lambda t: t.astype({"x": str}), "large", "of another type: 'x'"),
        (lambda t: t.assign(day=t["day"].astype(str) + "?"), "large", "of another type: 'day'"),
        (lambda t: t.assign(yes=t["yes"].map({True: "y", False: "n"})), "large", "type: 'yes'"),
        (lambda t: t.rename(columns={"c": "C"}), "large", "added: 'C'"),
        (lambda t: t.assign(new=1), "moderate", "added: 'new'"),
        (lambda t: t.astype({"n": "float64"}), "small", "stored otherwise: 'n'"),
        (lambda t: t.astype({"n": "int16"}), "small", "stored otherwise: 'n'"),
        (lambda t: t.assign(day=t["day"].dt.date), "small", "stored otherwise: 'day'"),
        (lambda t: t.iloc[:0], "too few rows", "right has no rows"),
    ],
)
def test_the_verdict_takes_in_the_schema(change, verdict, word):
    result = compare(table(), change(table()))
    assert result.verdict == verdict
    assert word in repr(result) and word in "; ".join(result.reasons)
    assert result.to_dict()["verdict"] == verdict and "reasons" in result.to_dict()


def test_an_empty_left_table_and_two_empty_ones():
    empty = table().iloc[:0]
    assert compare(empty, table()).verdict == "too few rows"
    both = compare(empty, empty, names=("old", "new"))
    assert both.verdict == "too few rows" and "old and new have no rows" in both.to_html()


def test_equal_tables_in_another_order_of_columns_do_not_differ():
    result = compare(table(), table()[["c", "yes", "day", "n", "x", "id"]])
    assert result.verdict == "none" and result.reasons == ()


def test_the_gravest_verdict_stands():
    changed = table(new=1)
    changed["x"] = changed["x"] + 9
    assert compare(table(), changed).verdict == "large"
