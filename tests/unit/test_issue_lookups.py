"""Names that do not exist are refused where issues are looked up, and one thing is no plural."""

from __future__ import annotations

import pandas as pd
import pytest

import workbench as wb
from workbench.checks import CHECKS
from workbench.errors import InputError, MissingColumnError, NotFoundError
from workbench.lexicon.issue_kinds import ISSUE_KINDS
from workbench.rules import Issues
from workbench.types import Issue


@pytest.fixture(scope="module")
def found():
    table = pd.DataFrame({"id": range(30), "age": ["1", "2 ", "x"] * 10, "fine": range(30, 60)})
    return wb.find_issues(table, key="id")


@pytest.mark.parametrize("column", ["Agee", "AGE", "age ", "", "Id"])
def test_a_wrong_column_is_refused_with_those_there_are(found, column):
    with pytest.raises(MissingColumnError, match="'age'"):
        found.where(column=column)


@pytest.mark.parametrize("kind", ["whitespce", "Whitespace", "white space", "", "duplicates"])
def test_a_wrong_kind_is_refused_with_those_found(found, kind):
    with pytest.raises(NotFoundError, match="whitespace"):
        found.where(kind=kind)


def test_what_was_not_found_is_no_wrong_name(found):
    assert len(found.where(column="fine", kind="outlier")) == 0
    assert len(found.where(kind="label_error")) == 0
    chosen = found.where(kind="whitespace")
    assert len(chosen.where(column="fine")) == 0  # known of the table, not of what is left
    with pytest.raises(MissingColumnError):
        chosen.where(min_confidence=2).where(column="Agee")


def test_kinds_of_ones_own_are_known():
    own = Issue("mine", "a", (1,), 1, 0.9, {"message": "odd"})
    issues = Issues([own])
    assert len(issues.where(kind="mine", column="a")) == 1
    with pytest.raises(NotFoundError, match="'mine'"):
        issues.where(kind="yours")


def test_each_check_is_a_known_kind():
    assert set(CHECKS) <= ISSUE_KINDS


@pytest.mark.parametrize("name", ["id", "key", "order no", "Ünï", "x.1"])
def test_a_key_that_is_the_index_is_said_to_be(name):
    table = pd.DataFrame({"age": [1, 2]}, index=pd.Index([10, 11], name=name))
    with pytest.raises(InputError, match="reset_index"):
        wb.find_issues(table, key=name)
    with pytest.raises(MissingColumnError) as error:
        wb.find_issues(table, key="other")
    assert "reset_index" not in str(error.value)


def test_a_level_of_the_index_is_said_to_be_one():
    index = pd.MultiIndex.from_tuples([(1, "a"), (2, "b")], names=["id", "part"])
    with pytest.raises(InputError, match="reset_index"):
        wb.find_issues(pd.DataFrame({"x": [1, 2]}, index=index), key="part")


def test_one_issue_is_no_plural():
    issues = Issues([Issue("missing", "a", (1,), 1, 0.9, {"message": "odd"})], title="t")
    assert str(issues).startswith("1 issue in t")
    assert "1 issue in t" in issues._repr_html_()
