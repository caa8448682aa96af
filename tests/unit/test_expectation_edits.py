"""What people expect of a dataset's columns: kept, listed, tried, undone, and used by exports."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from tests.engines import load
from workbench.errors import ConflictError, InputError, MissingColumnError, RuleError
from workbench.protocol.expectations import ExpectationDraft
from workbench.protocol.message import Empty
from workbench.protocol.recipe import Edit
from workbench.recipe_editor import RecipeEditor
from workbench.types import new_id

N = 40


@pytest.fixture
def dataset(project):
    table = pd.DataFrame(
        {
            "id": range(N),
            "amount": [float(i % 7) for i in range(N)],
            "city": [" Bern", "Genf"] * (N // 2),
            "day": pd.date_range("2024-01-01", periods=N),
        }
    )
    return project.add("sales", table, key="id")


def editor(dataset, user="ana"):
    return RecipeEditor(dataset.context.for_user(user))


def edit(dataset, action, user="ana", **sent):
    return editor(dataset, user).edit(Edit(id=new_id(), session="s", action=action, **sent))


def listed(dataset):
    return {one.column: one for one in editor(dataset).expectations(Empty()).expectations}


def tried(dataset, column, **expected):
    return editor(dataset).preview_expectation(ExpectationDraft(column=column, expected=expected))


def test_what_is_set_is_kept_with_its_source_and_used_by_an_export(dataset, tmp_path):
    recipe = dataset.expect("amount", low=1, high=None, why="Nothing is free.")
    assert recipe.expectations == dataset.recipe().expectations
    module = load(dataset.export(tmp_path / "sales_rules") / "__init__.py")
    bad = module.check(dataset.to_pandas())[1]
    assert set(bad["amount"]) == {0.0} and len(bad) == 6
    expected = json.loads((tmp_path / "sales_rules" / "expectations.json").read_text())
    (decision,) = dataset.decisions()
    source = f"set by {decision.reviewer} on {decision.time.date()}. Nothing is free."
    assert expected["columns"]["amount"]["source"] == source
    shown = dataset.expectations().set_index("column")
    assert list(shown.index) == ["id", "amount", "city", "day"]
    assert (shown.loc["amount", "low"], shown.loc["amount", "high"]) == (1, None)
    assert shown.loc["amount", "source"] == source


def test_fields_join_what_was_set_and_the_reason_stays(dataset):
    dataset.expect("amount", low=1, why="Nothing is free.")
    dataset.expect("amount", nullable=True)
    assert dataset.recipe().expectations["amount"].items() >= {"low": 1, "nullable": True}.items()
    assert dataset.recipe().expectations["amount"]["source"].endswith("Nothing is free.")


def test_nothing_is_expected_and_as_seen_again(dataset):
    dataset.expect("city", remove=True)
    assert listed(dataset)["city"].expected is None
    assert "nothing is expected" in listed(dataset)["city"].source
    assert dataset.recipe().expectations == {"city": None}
    dataset.expect("city", as_seen=True)
    dataset.expect("city", as_seen=True)
    assert dataset.recipe().expectations == {}
    assert listed(dataset)["city"].expected.values == (" Bern", "Genf")


def test_what_is_seen_follows_the_rules(dataset):
    assert listed(dataset)["city"].seen.values == (" Bern", "Genf")
    edit(dataset, "add", rule={"kind": "trim", "columns": ["city"]})
    assert listed(dataset)["city"].seen.values == ("Bern", "Genf")
    assert tried(dataset, "city", values=["Bern"]).outside == N // 2
    assert listed(dataset)["id"].key and not listed(dataset)["city"].key


def test_a_draft_says_what_it_would_set_apart(dataset):
    preview = tried(dataset, "amount", low=1)
    assert (preview.rows, preview.looked_at, preview.outside) == (N, N, 6)
    ((why, rows),) = [(one.why, one.rows) for one in preview.reasons]
    assert why.startswith("is not between 1 and ") and rows == 6
    assert tried(dataset, "day", low="2024-01-31").outside == 30
    assert tried(dataset, "amount", type="text").errors[0].path == ()


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("low", {"low": "ten"}),
        ("high", {"low": 5, "high": 1}),
        ("high", {"low": 100}),
        ("type", {"type": "money"}),
        ("nullable", {"nullable": "perhaps"}),
        ("values", {"values": "Bern"}),
        ("values", {"values": ["Bern"]}),
        ("lowest", {"lowest": 1}),
    ],
)
def test_what_is_wrong_is_said_at_its_field(dataset, field, expected):
    preview = tried(dataset, "amount", **expected)
    assert [error.path for error in preview.errors] == [(field,)]
    assert preview.outside == 0


def test_undo_and_redo(dataset):
    edit(dataset, "expect", column="amount", expected={"low": 1})
    state = edit(dataset, "expect", column="amount", expected={"low": 2}, why="Two at least")
    assert state.undo == "expectation of “amount”" and state.steps == ()
    edit(dataset, "undo")
    assert dataset.recipe().expectations["amount"]["low"] == 1
    edit(dataset, "undo")
    assert dataset.recipe().expectations == {}
    edit(dataset, "redo")
    edit(dataset, "redo")
    assert dataset.recipe().expectations["amount"]["low"] == 2


def test_what_somebody_else_set_meanwhile_is_not_overwritten(dataset):
    stamp = listed(dataset)["amount"].stamp
    edit(dataset, "expect", "ben", column="amount", expected={"low": 1}, stamp=stamp)
    with pytest.raises(ConflictError, match="ben has changed what is expected of 'amount'"):
        edit(dataset, "expect", column="amount", expected={"low": 2}, stamp=stamp)
    with pytest.raises(ConflictError, match="nothing to undo"):
        edit(dataset, "undo")
    assert dataset.recipe().expectations["amount"]["low"] == 1


def test_what_cannot_be_expected_is_refused(dataset):
    with pytest.raises(MissingColumnError, match="'amuont' is missing"):
        dataset.expect("amuont", low=1)
    with pytest.raises(InputError, match="say what is expected"):
        dataset.expect("amount")
    with pytest.raises(InputError, match="'ten' is no bound"):
        dataset.expect("amount", low="ten")
    with pytest.raises(InputError, match="say what is expected of 'amount'"):
        edit(dataset, "expect", column="amount", expected={})
    with pytest.raises(InputError, match="name the column"):
        edit(dataset, "expect", expected={"low": 1})
    assert dataset.decisions() == []


def test_a_column_that_the_rules_take_away_stays_listed(dataset):
    dataset.expect("city", values=["Bern"])
    edit(dataset, "add", rule={"kind": "drop_columns", "columns": ["city"]})
    gone = listed(dataset)["city"]
    assert gone.seen is None and gone.expected.values == ("Bern",)
    assert tried(dataset, "city", values=["Bern"]).outside == 0


def test_rules_that_cannot_run_are_said_as_the_problem(dataset):
    edit(dataset, "add", rule={"kind": "trim", "columns": ["gone"]})
    shown = editor(dataset).expectations(Empty())
    assert shown.problem and shown.expectations == ()
    with pytest.raises(RuleError, match=re.escape(shown.problem)):
        dataset.expectations()


def test_a_rule_of_ones_own(dataset):
    rule = dataset.add_rule({"kind": "trim", "columns": ["city"], "why": "Copied from a PDF."})
    assert list(dataset.recipe()) == [rule] and rule.why == "Copied from a PDF."
    (decision,) = dataset.decisions()
    assert (rule.author, rule.decisions) == (decision.reviewer, (decision.id,))
    dataset.withdraw(rule.decisions[0])
    assert list(dataset.recipe()) == []
    with pytest.raises(RuleError, match="trimm"):
        dataset.add_rule({"kind": "trimm"})
