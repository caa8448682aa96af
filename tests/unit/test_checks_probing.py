"""What is tried on a few values decides as a try of all would."""

from __future__ import annotations

import datetime
from unittest.mock import Mock

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import profile
from workbench.checks.probing import half_pass
from workbench.profile.semantic import may_be_personal


@given(st.lists(st.sampled_from("ab"), max_size=30))
def test_as_a_try_of_all(values):
    assert half_pass(values, "a".__eq__) == (2 * values.count("a") >= len(values))


@pytest.mark.parametrize(("good", "tries"), [(True, 50), (False, 51)])
def test_no_more_are_tried_than_that_takes(good, tries):
    test = Mock(return_value=good)
    assert half_pass(["a"] * 100, test) is good
    assert test.call_count == tries


@pytest.mark.parametrize("type_", ["BIGINT", "DOUBLE", "DATE"])
@given(values=st.lists(st.integers(0, 10**10), min_size=1, max_size=20))
@settings(max_examples=20, deadline=None)
def test_what_is_not_looked_at_is_not_personal(type_, values):
    if type_ == "DATE":
        values = [datetime.date(1900, 1, 1) + datetime.timedelta(one % 40000) for one in values]
    assert not may_be_personal("c1", type_)
    column = pl.DataFrame({"c1": values}).with_columns(
        pl.col("c1").cast(
            pl.Float64 if type_ == "DOUBLE" else pl.Date if type_ == "DATE" else pl.Int64
        )
    )
    assert profile(column)["c1"].meaning.personal is None


def test_text_and_telling_names_are_looked_at():
    assert may_be_personal("c1", "VARCHAR")
    assert may_be_personal("phone", "BIGINT")
    assert may_be_personal("date of birth", "DATE")
