"""Numbers and texts that tomorrow may have: beyond what was seen, within reason."""

from __future__ import annotations

import math

import narwhals as nw
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.rules.accepted import accepted_numbers, accepted_texts


def numbers(values, dtype=None):
    frame = nw.from_native(pd.DataFrame({"x": pd.Series(values, dtype=dtype)}))
    return accepted_numbers(frame, "x", frame.collect_schema()["x"])


@given(st.lists(st.integers(-(2**62), 2**62) | st.floats(-1e300, 1e300), min_size=1, max_size=60))
def test_what_was_seen_is_accepted_and_no_sign_is_made_up(values):
    values = [float(value) for value in values]
    found = numbers(values, "float64")
    if found is not None:
        assert found.low <= min(values) == found.seen_low
        assert found.high >= max(values) == found.seen_high
        assert found.low >= 0 or min(values) < 0
        assert found.high <= 0 or max(values) > 0


@given(st.lists(st.integers(-(2**61), 2**61), min_size=1, max_size=60))
def test_whole_numbers_stay_whole_and_exact(values):
    found = numbers(values, "int64")
    if found is not None:
        assert all(isinstance(bound, int) for bound in found)
        assert found.low <= min(values) and found.high >= max(values)


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [
        # 100 values: as far again from the median (49.5) as the farthest; never below zero.
        (list(range(100)), 0, 149),
        ([value - 50 for value in range(100)], -100, 99),
        # 25 values: three times as far.
        (list(range(1, 26)), 0, 49),
        # Marks from 1 to 6, both ends given often: nothing beyond them.
        ([1, 1, 2, 3, 4, 5, 6, 6] * 20, 1, 6),
        # A share of the whole, with many at zero.
        ([0.0] * 50 + [0.25, 0.5, 0.75] * 20, 0.0, 1.25),
        # Constant: nothing else is expected.
        ([7] * 40, 7, 7),
        ([-3.5, -2.5, -1.5, -0.5] * 30, -3.5, -0.5),
    ],
)
def test_bounds(values, low, high):
    found = numbers(values)
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("values", [[], [None, None], [math.nan], [math.inf, 1.0], [1e308, -1e308]])
def test_no_bounds_without_finite_numbers(values):
    assert numbers(values, "float64") is None


@pytest.mark.parametrize(
    ("values", "known"),
    [
        (["a", "b"] * 20, ["a", "b"]),
        (["a", "b"] * 20 + ["c"] * 4, None),
        (["a"] * 29, None),
        (["b"] * 30 + [None] * 9, ["b"]),
        ([str(i % 21) for i in range(210)], None),
        ([], None),
    ],
)
def test_texts_of_categories(values, known):
    frame = nw.from_native(pd.DataFrame({"x": pd.Series(values, dtype="str")}))
    assert accepted_texts(frame, "x") == known
