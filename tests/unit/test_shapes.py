from __future__ import annotations

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.profile.texts.shapes import shape_of, shapes


@pytest.mark.parametrize(
    ("value", "shape", "by_runs"),
    [
        ("AB-1234", "AA-9999", "A+-9+"),
        ("Zoë 7", "Aaa 9", "A+a+ 9+"),
        ("e\u0301", "a", "a+"),  # an accent of its own counts with its letter
        ("", "", ""),
        ("東京 ٣", "xx 9", "x+ 9+"),
        ("a\tb\u00a0c", "a␣a␣a", "a+␣a+␣a+"),
        ("\x00\u200b\ud800", "□□□", "□□□"),
        ("€5 😀", "€9 😀", "€9+ 😀"),
        ("++", "++", "++"),
    ],
)
def test_classes_of_characters(value, shape, by_runs):
    assert shape_of(value) == shape
    assert shape_of(value, by_runs=True) == by_runs


def test_rare_shapes_stand_out_and_rows_are_counted():
    values = {f"AB-{i:04d}": 3 for i in range(300)} | {"AB 0001": 2, "ab-0001": 1}
    common, *rare = shapes(values)
    assert (common.shape, common.rows, common.values) == ("AA-9999", 900, 300)
    assert common.share == 900 / 903
    assert [(s.shape, s.rows, s.example) for s in rare] == [
        ("AA 9999", 2, "AB 0001"),
        ("aa-9999", 1, "ab-0001"),
    ]


def test_lengths_that_vary_are_told_by_runs():
    values = {f"{'K' * (1 + i % 7)}/{10**i}": 1 for i in range(40)}
    (only,) = shapes(values, limit=5)
    assert (only.shape, only.by_runs, only.rows) == ("A+/9+", True, 40)
    assert shapes(values, limit=50)[0].by_runs is False
    assert len(shapes(values, limit=5, by_runs=False)) == 5


def test_all_shapes_beyond_the_limit_are_one():
    values = {"a" * i: 100 - i for i in range(1, 8)}
    found = shapes(values, limit=3, by_runs=False)
    assert [s.shape for s in found] == ["a", "aa", "…"]
    assert (found[-1].merged, found[-1].values, found[-1].example) == (5, 5, "a" * 7)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.text(max_size=12), st.integers(1, 9), max_size=30),
    st.integers(1, 6),
    st.sampled_from([None, True, False]),
)
def test_rows_and_values_add_up(values, limit, by_runs):
    found = shapes(values, limit=limit, by_runs=by_runs)
    assert sum(s.rows for s in found) == sum(values.values())
    assert sum(s.values for s in found) == len(values)
    assert len(found) <= limit
    assert not values or sum(s.share for s in found) == pytest.approx(1)
    for s in found:
        if s.merged == 1:
            assert shape_of(s.example, by_runs=s.by_runs) == s.shape
    assert found == shapes(dict(reversed(values.items())), limit=limit, by_runs=by_runs)


@settings(max_examples=60, deadline=None)
@given(st.text(string.printable, max_size=60))
def test_ascii_shapes_agree_with_the_class_of_each_character(value):
    table = str.maketrans(
        string.ascii_letters + string.digits + "\t\n\r\x0b\x0c",
        "a" * 26 + "A" * 26 + "9" * 10 + "␣" * 5,
    )
    assert shape_of(value) == value.translate(table)


def test_bad_input():
    assert shapes({}) == ()
    (only,) = shapes({"": 4})
    assert (only.shape, only.share) == ("", 1.0)
    assert shapes({"a": 0})[0].share == 0.0
    (long,) = shapes({"é" * 1_000_000: 1})
    assert long.shape == "a" * 100 + "…"
    assert len(long.example) == 100
    with pytest.raises(InputError, match="at least 1"):
        shapes({"a": 1}, limit=0)
    json.dumps([s.to_dict() for s in shapes({"\ud800": 1})], allow_nan=False)
