"""Checks on any table: they never fail, never change it, and say where to look."""

from __future__ import annotations

import datetime as dt
import json
import warnings
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import find_issues
from workbench.checks.matching import match_spellings
from workbench.checks.source_accuracy import estimate_truth

NUMBERS = ["12", "12 cm", "12.5 oz.", "0x1", "007", "1e5", "2024-02-30", "5.3.21", "inf", "NaN"]
NAMED = ["New York", "new york", "NewYork", "New Yrok", "\u0130stanbul", "a\tb", "x" * 5000]
HOSTILE = ["", " ", "N/A", "none", "-", "\x00", "\U0001f600", "<b>", "'; --", "\u202e"]
WORDS = st.sampled_from([*NUMBERS, *NAMED, *HOSTILE])
TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=5)
CELLS = {
    "text": st.none() | WORDS | TEXT,
    "whole": st.none() | st.integers(-(2**63), 2**63 - 1),
    "float": st.none() | st.floats(width=64),
    "large": st.none() | st.decimals(-(10**35), 10**35, places=2).map(Decimal),
    "day": st.none() | st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)),
    "moment": st.none() | st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)),
    "truth": st.none() | st.booleans(),
    "list": st.none() | st.lists(st.integers(0, 3), max_size=2),
    "struct": st.none() | st.fixed_dictionaries({"a": st.integers(0, 3)}),
    "bytes": st.none() | st.binary(max_size=3),
}
TYPES = {"large": pa.decimal128(38, 2), "list": pa.list_(pa.int8()), "bytes": pa.binary()}
NAMES = st.sampled_from(["a", "a b", 'a"b', "<script>", "SELECT", "\u00e4", "key", "place", "data"])


@st.composite
def tables(draw):
    rows = draw(st.integers(0, 40))
    columns = {}
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        kind = draw(st.sampled_from(sorted(CELLS)))
        few = draw(st.lists(CELLS[kind], min_size=1, max_size=6))
        picked = draw(st.lists(st.integers(0, len(few) - 1), min_size=rows, max_size=rows))
        columns[name] = pa.array([few[i] for i in picked], TYPES.get(kind))
    return pa.table({"id": pa.array(range(rows), pa.int64()), **columns})


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_table_is_checked_and_left_as_it_is(table):
    before = table.to_pydict()
    issues = find_issues(table, key="id")
    for issue in issues:
        assert 0 <= issue.confidence <= 1 and issue.evidence["message"]
        assert set(issue.keys) <= set(range(table.num_rows))
        assert len(set(issue.keys)) == len(issue.keys) <= max(issue.rows, len(issue.keys))
        json.dumps(issue.to_dict(), allow_nan=False)
    places = [(cell.key, cell.column) for cell in issues.cells()]
    assert len(set(places)) == len(places)
    assert all(column in table.column_names for _, column in places)
    assert "<script" not in issues._repr_html_()
    assert repr(table.to_pydict()) == repr(before)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        issues.recipe(min_confidence=0.5)


@settings(max_examples=20, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_cells_do_not_depend_on_the_order_of_rows(table, rng):
    order = list(range(table.num_rows))
    rng.shuffle(order)
    names = ["spelling", "dependency", "conflicting_sources", "mixed_units", "odd_form"]
    first, second = (
        {(c.key, c.column): c.confidence for c in find_issues(t, key="id", checks=names).cells()}
        for t in (table, table.take(pa.array(order, pa.int64())))
    )
    assert first == second


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40
    )
)
def test_beliefs_are_probabilities(claims):
    facts, sources, values = (
        np.array(column, dtype=np.int64) for column in zip(*claims, strict=True)
    )
    truth = estimate_truth(facts, sources, values)
    frame = pd.DataFrame({"fact": facts, "value": values, "p": truth.probability})
    sums = frame.drop_duplicates(["fact", "value"]).groupby("fact").p.sum()
    assert (sums <= 1 + 1e-9).all() and (frame.p >= 0).all()
    assert ((truth.accuracy > 0) & (truth.accuracy < 1)).all()


@settings(max_examples=30, deadline=None)
@given(st.lists(WORDS | TEXT, max_size=12), st.lists(WORDS | TEXT, max_size=12))
def test_matches_come_from_both_sides_once(values, reference):
    found = match_spellings(values, reference)
    assert len({match.value for match in found}) == len(found)
    assert all(match.value in values and match.reference in reference for match in found)
