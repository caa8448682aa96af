"""What is expected of tomorrow's table: no range of what goes on, a source, changes by hand."""

from __future__ import annotations

import datetime
import json

import pandas as pd
import polars as pl
import pytest

from tests.engines import load
from workbench.errors import InputError, RuleError
from workbench.rules import Recipe
from workbench.rules.expectations import expectations_of

N = 40
DAYS = pd.date_range("2024-01-01", periods=N)


def today():
    return pd.DataFrame(
        {
            "order": range(100, 100 + N),
            "amount": [float(i % 7) for i in range(N)],
            "score": [i * 7 % 10 for i in range(N)],
            "city": ["Bern", "Genf"] * (N // 2),
            "day": DAYS,
        }
    )


def exported(tmp_path, frame, recipe=None, **options):
    """Export a recipe with what is expected of `frame`, and load the module."""
    recipe = recipe or Recipe([{"kind": "trim", "columns": ["city"]}])
    expected = expectations_of(frame, **options)
    folder = recipe.export(tmp_path / "some_rules", examples=frame, expectations=expected)
    return load(folder / "__init__.py"), json.loads((folder / "expectations.json").read_text())


LATER = {
    "whole numbers that all differ": {"order": range(5000, 5000 + N)},
    "dates": {"day": DAYS + pd.Timedelta("900D")},
    "earlier dates": {"day": DAYS - pd.Timedelta("900D")},
    "both": {"order": range(9000, 9000 + N), "day": DAYS + pd.Timedelta("9D")},
    "numbers within the range": {"amount": [3.0] * N},
}


@pytest.mark.parametrize("name", LATER)
@pytest.mark.parametrize("key", [None, "order"])
def test_later_is_not_bad(name, key, tmp_path):
    module, _ = exported(tmp_path, today(), key=key)
    good, bad = module.check(today().assign(**LATER[name]))
    assert (len(good), len(bad)) == (N, 0)


@pytest.mark.parametrize(
    "numbers",
    [
        [i // 2 for i in range(N)][: N // 4] + list(range(N, N + N - N // 4)),
        [1000 + i + (i > 20) for i in range(N)],
        [1_700_000_000 + 60 * i for i in range(N)],
    ],
)
def test_numbers_that_rise_from_row_to_row_go_on(numbers, tmp_path):
    module, expected = exported(tmp_path, today().assign(tick=numbers))
    assert "low" not in expected["columns"]["tick"]
    later = today().assign(tick=[one + 10**6 for one in numbers])
    assert len(module.check(later)[1]) == 0


def test_years_and_identifiers_that_are_told_go_on(tmp_path):
    frame = today().assign(year=[2020 + i % 4 for i in range(N)])
    module, _ = exported(tmp_path, frame, growing=["year"])
    assert len(module.check(frame.assign(year=2031))[1]) == 0


@pytest.mark.parametrize(
    ("column", "value"), [("amount", 99.0), ("score", -1), ("city", "Rom"), ("amount", None)]
)
def test_what_is_otherwise_is_still_set_apart(column, value, tmp_path):
    module, _ = exported(tmp_path, today())
    odd = today()
    odd[column] = odd[column].astype(object)
    odd.loc[3, column] = value
    assert module.check(odd)[1]["order"].tolist() == [103]


def test_each_expectation_says_where_it_comes_from(tmp_path):
    _, expected = exported(tmp_path, today())
    sources = {name: told["source"] for name, told in expected["columns"].items()}
    seen = f"seen in {N} rows of the cleaned table"
    assert sources["city"] == sources["day"] == sources["order"] == seen
    assert sources["amount"] == f"{seen}, from 0.0 to 6.0; some way beyond is accepted"


@pytest.mark.parametrize(
    ("change", "bad"),
    [
        ({"low": 2, "high": None}, {0.0, 1.0}),
        ({"high": 4.5}, {5.0, 6.0}),
        ({"low": None, "high": None}, set()),
        ({"remove": True}, set()),
        ({"low": 1, "high": 5, "why": "As agreed"}, {0.0, 6.0}),
    ],
)
def test_an_expectation_is_changed_by_hand(change, bad, tmp_path):
    recipe = Recipe([{"kind": "trim", "columns": ["city"]}]).expect("amount", **change)
    module, expected = exported(tmp_path, today(), recipe)
    assert set(module.check(today())[1]["amount"]) == bad
    if "why" in change:
        assert expected["columns"]["amount"]["source"] == "said by hand. As agreed."
    again = Recipe.from_json((tmp_path / "some_rules" / "recipe.json").read_text())
    assert again == recipe and again.digest == recipe.digest


def test_expectations_of_other_kinds_and_new_columns(tmp_path):
    recipe = (
        Recipe([{"kind": "trim", "columns": ["city"]}])
        .expect("city", values=["Genf", "Basel"])
        .expect("day", low=datetime.date(2024, 1, 3))
        .expect("day", high="2024-01-31")
        .expect("gone", low=3)
    )
    module, _ = exported(tmp_path, today(), recipe)
    good, bad = module.check(pl.from_pandas(today()))
    assert good["city"].unique().to_list() == ["Genf"]
    assert set(good["day"].dt.day()) == set(range(4, 32, 2))
    assert "none of the 2 known values" in bad["reason"][0]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"lowest": 3},
        {"low": "yesterday"},
        {"low": 5, "high": 1},
        {"type": "money"},
        {"values": "Bern"},
        {"low": 1, "high": "2024-01-01"},
        {"low": True},
        {"low": float("nan"), "high": 1},
        {"high": float("inf")},
        {"values": []},
        {"values": 5},
        {"type": "text", "low": 3},
        {"type": "number", "values": ["a"]},
        {"nullable": "no"},
    ],
)
def test_what_is_not_understood_is_told(change):
    with pytest.raises(InputError, match=r"expect\('x'\)"):
        Recipe().expect("x", **change)


def test_expectations_stay_with_the_recipe():
    recipe = Recipe([{"kind": "trim", "columns": [c]} for c in "ab"]).expect("a", nullable=False)
    changed = (recipe.move(0, 1), recipe.without(0), recipe.reorder([1, 0]), recipe.ordered())
    assert all(one.expectations == recipe.expectations for one in changed)
    assert recipe.portable()[0] == recipe != Recipe(recipe.rules)
    with pytest.raises(RuleError):
        Recipe.from_json('{"format": 1, "rules": [], "expectations": [1]}')


def test_a_column_that_is_missing_is_not_checked(tmp_path):
    module, _ = exported(tmp_path, today(), key="order")
    without = today().drop(columns=["order", "amount"])
    assert len(module.check(without)[1]) == 0
    with pytest.raises(ValueError, match="missing"):
        module.check(pd.DataFrame({"city": ["x"]}).rename(columns={"city": "town"}))


def test_another_type_leaves_what_was_seen_behind(tmp_path):
    recipe = Recipe([{"kind": "trim", "columns": ["city"]}]).expect("amount", type="text")
    _, expected = exported(tmp_path, today(), recipe)
    assert expected["columns"]["amount"].keys() == {"type", "nullable", "source"}


@pytest.mark.parametrize("name", ["rows", "distinct", "low", "text", "missing", "reason", ""])
def test_columns_are_called_what_they_like(name, tmp_path):
    frame = pd.DataFrame({name: range(N), "city": ["Bern", "Genf"] * (N // 2)})
    module, expected = exported(tmp_path, frame)
    assert expected["columns"][name]["type"] == "number"
    assert len(module.check(frame.assign(city="Rom"))[1]) == N
