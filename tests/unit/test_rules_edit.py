"""Recipes as values: compared, edited, replayed, ordered, found anew."""

from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pytest

from tests.engines import cells, on_engine
from workbench.errors import InputError, RuleError
from workbench.lineage.trace import trace
from workbench.rules import Recipe
from workbench.rules.kinds import Fill
from workbench.rules.method import Learnt
from workbench.rules.rebase import rebased
from workbench.rules.recipe import RecipeMethod
from workbench.rules.rule_list import merged

TRIM = {"kind": "trim", "columns": ["a"]}
NULL = {"kind": "set_null", "columns": ["a"], "values": ["-"]}
CASE = {"kind": "change_case", "columns": ["a"], "to": "lower"}
NUMBER = {"kind": "parse_number", "column": "n"}
DROP = {"kind": "drop_where", "expression": 'b == "x"'}
FIRST = {"kind": "keep_first", "key": ["a"], "order_by": ["n"]}


def test_a_diff_tells_what_was_added_removed_changed_and_moved():
    old = Recipe([TRIM, NULL, CASE, NUMBER])
    new = Recipe([NULL, TRIM, {**CASE, "to": "upper"}, DROP, {**TRIM, "columns": ["b"]}])
    diff = old.diff(new)
    assert diff.removed == ((4, "n to number"),)
    assert diff.added == ((4, 'drop rows where b == "x"'), (5, "trim b"))
    assert diff.changed == ((3, "a to lower case", "a to upper case"),)
    assert len(diff.moved) == 1 and {diff.moved[0][:2]} <= {(1, 2), (2, 1)}
    assert json.loads(json.dumps(diff.to_dict()))["removed"] == [[4, "n to number"]]
    assert "added rule 5: trim b" in str(diff)
    assert not old.diff(Recipe([{**rule.to_dict(), "why": "x"} for rule in old]))
    twice = Recipe([TRIM, TRIM])
    assert twice.diff(Recipe([TRIM])).removed == ((2, "trim a"),)


def test_edits_make_new_recipes():
    recipe = Recipe([TRIM, NULL, CASE])
    assert recipe.without(1) == Recipe([TRIM, CASE])
    assert recipe.move(0, 2) == Recipe([NULL, CASE, TRIM])
    assert recipe.move(2, 0) == Recipe([CASE, TRIM, NULL])
    assert recipe.reorder([2, 0, 1]) == Recipe([CASE, TRIM, NULL])
    assert recipe == Recipe([TRIM, NULL, CASE])
    with pytest.raises(InputError, match="each of the 3 rules once"):
        recipe.reorder([0, 1, 1])


def test_a_recipe_is_replayed_from_any_step():
    recipe = Recipe([TRIM, NULL, CASE, NUMBER])
    table = pa.table({"a": [" - ", " B"], "n": ["1", "x"]})
    for at in range(5):
        assert cells(recipe.run(recipe.run(table, stop=at), start=at)) == cells(recipe.run(table))
    assert cells(recipe.run(table, start=3, stop=4))["a"] == [" - ", " B"]


def test_rules_whose_order_matters_are_named():
    warnings = Recipe([TRIM, NULL, NUMBER, CASE, DROP, FIRST]).order_warnings()
    assert [(w.first, w.second, w.columns, w.differs) for w in warnings] == [
        (1, 2, ("a",), None),
        (5, 6, (), None),
    ]
    assert not Recipe([TRIM, {**TRIM, "columns": ["a", "b"]}]).order_warnings()
    table = pa.table({"a": [" - ", "b"], "n": ["1", "2"], "b": ["x", "y"]})
    assert [w.differs for w in Recipe([TRIM, NULL]).order_warnings(table)] == [True]
    calm = pa.table({"a": ["-", "b"], "n": ["1", "2"], "b": ["x", "y"]})
    assert Recipe([TRIM, NULL]).order_warnings(calm) == []
    assert json.dumps(warnings[0].to_dict())


def test_fitted_rules_are_found_anew_after_the_rules_before_them():
    today = pd.DataFrame({"n": ["1", "3", "5", None], "a": list("abcd")})
    rules = [NUMBER, Fill(column="n", value=3.0, method="median"), TRIM]
    recipe = Recipe(rules)
    tomorrow = pd.DataFrame({"n": ["10", "30", None, None], "a": list("abcd")})
    fresh = recipe.refit(tomorrow)
    assert fresh.rules[1].value == 20.0 and recipe.rules[1].value == 3.0
    assert recipe.refit(today).rules[1].value == 3.0
    method = recipe.as_method()
    assert RecipeMethod.from_json(method.to_json()) == method
    assert isinstance(method.steps[1], Learnt)
    assert fresh.run(tomorrow)["n"].tolist() == [10, 30, 20, 20]


def test_methods_take_further_learners_and_name_unknown_ones():
    method = RecipeMethod((Learnt("spaces", {"columns": ["a"]}),))
    table = pa.table({"a": [" x"]})
    with pytest.raises(RuleError, match="'spaces' is unknown; known are fill"):
        method.refit(table)
    learners = {"spaces": lambda table, told: [{"kind": "trim", **told}]}
    assert method.refit(table, learners=learners) == Recipe([TRIM])
    for bad in ("", "[]", '{"format": 2, "steps": []}', '{"format": 1, "steps": [{"kind": "no"}]}'):
        with pytest.raises(RuleError):
            RecipeMethod.from_json(bad)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not a recipe"),
        ('{"format": 9, "rules": []}', "format 9"),
        ('{"format": 1, "rules": [{"kind": "teleport"}]}', "'teleport' is unknown"),
        ('{"format": 1, "rules": [7]}', "None is unknown"),
    ],
)
def test_what_is_no_recipe_is_refused(text, message):
    with pytest.raises(RuleError, match=message):
        Recipe.from_json(text)


def test_joining_loses_no_rule_of_the_new_kinds():
    other = {**DROP, "expression": "is_null(a)"}
    spaces = [{"kind": "collapse", "columns": [name]} for name in "ab"]
    joined = merged(Recipe([DROP, other, DROP, *spaces, FIRST]))
    assert [rule.kind for rule in joined] == ["drop_where", "drop_where", "collapse", "keep_first"]
    assert joined[2].columns == ("a", "b")


def test_decisions_are_carried_through_rules_that_can_be_followed():
    cell = {"key": 1, "old": " X  y", "new": "z"}
    rules = [
        {"kind": "collapse", "columns": ["a", "b"]},
        {"kind": "fill", "column": "a", "by": "g", "values": {"p": "q"}},
        CASE,
        {"kind": "set_cells", "key": "k", "column": "a", "cells": [cell]},
    ]
    assert rebased(Recipe(rules))[3].cells[0].old == " x y"


def test_the_trace_of_a_cell_bears_columns_that_come_and_go():
    table = pa.table({"k": [1, 2], "a": ["x", "y"]})
    rules = [
        {"kind": "derive_column", "name": "n", "expression": "length(a)"},
        {"kind": "drop_columns", "columns": ["a"]},
    ]
    for column, kinds in (("n", ["derive_column"]), ("a", ["drop_columns"])):
        _, changes = trace(Recipe(rules).rules, table, "k", 1, column)
        assert [change.rule.kind for change in changes] == kinds


@pytest.mark.parametrize("engine", ["pandas", "polars-lazy", "duckdb"])
def test_texts_that_cannot_be_read_are_told_on_lazy_tables_too(engine):
    table = on_engine(engine, pa.table({"n": ["1", "x", None, "x", "2"]}))
    (unread,) = Recipe([NUMBER]).apply(table).unread
    assert (unread.rule, unread.column, unread.rows, unread.examples) == (1, "n", 2, ("x",))
