from __future__ import annotations

import json
import random
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.profile.semantic import SEMANTIC_TYPES, Evidence, infer_meaning

DIRT = ["", " ", "n/a", "?", "-", "NULL", "unknown", "none", "-999", "x", "1,5", "12 kg", "£3"]
WORDS = st.sampled_from(
    [
        *DIRT,
        *["low", "high", "yes", "no", "2020-02-30", "1/2/2020", "13/2/20", "a@b.org", "12:30"],
        *["Mon", "m", "f", "B+", "18-24", "{}", "[1, 2]", "50%", "SW1A 1AA", "10.0.0.1", "007"],
    ]
)
TEXTS = st.text(max_size=30) | WORDS | st.integers(-(10**20), 10**20).map(str)
FLOATS = st.floats(allow_nan=True, allow_infinity=True).map(str)
COLUMNS = st.one_of(
    st.dictionaries(TEXTS, st.integers(1, 50), max_size=40),
    st.dictionaries(FLOATS | WORDS, st.integers(1, 50), max_size=40),
    st.dictionaries(st.dates().map(str) | WORDS, st.integers(1, 50), max_size=40),
    st.dictionaries(st.integers(-5, 1500).map(str), st.integers(1, 50), max_size=60),
)
TYPES = st.sampled_from(
    ["VARCHAR"] * 6 + ["BIGINT", "DOUBLE", "DECIMAL(10,2)", "DATE", "TIMESTAMP", "BOOLEAN"]
    + ["VARCHAR[]", "STRUCT(a BIGINT)", "BLOB", "UUID", "HUGEINT", "INTERVAL", "TIME", ""]
)  # fmt: skip
NAMES = st.text(max_size=20) | st.sampled_from(
    ["id", "date", "zip", "phone", "lat", "year", "time", "rating", "sex", "name", "birth_date"]
)
fast = settings(max_examples=150, deadline=None)


def evidence(name, type_, values, nulls=0, partial=False):
    rows = sum(values.values()) + nulls
    return Evidence(name, type_, rows, nulls, len(values), values, partial)


@fast
@given(NAMES, TYPES, COLUMNS, st.integers(0, 1000))
def test_the_order_of_values_changes_nothing(name, type_, values, seed):
    items = list(values.items())
    random.Random(seed).shuffle(items)
    assert infer_meaning(evidence(name, type_, values)) == infer_meaning(
        evidence(name, type_, dict(items))
    )


@fast
@given(NAMES, TYPES, COLUMNS, st.integers(1, 10_000))
def test_nulls_change_nothing(name, type_, values, nulls):
    assert infer_meaning(evidence(name, type_, values)) == infer_meaning(
        evidence(name, type_, values, nulls)
    )


@fast
@given(NAMES, TYPES, COLUMNS, st.booleans())
@example("x", "VARCHAR", {"?": 3}, False)
def test_counts_add_up(name, type_, values, partial):
    found = infer_meaning(evidence(name, type_, values, partial=partial))
    disguised = sum(count for _, count in found.disguised)
    unfit = sum(count for _, count in found.unfit)
    assert disguised + found.fits + unfit <= found.seen <= sum(values.values())
    # Up to 600 values are looked at, and up to ten unfit ones told.
    assert found.seen == sum(values.values())
    if len(found.unfit) < 10:
        assert disguised + found.fits + unfit == found.seen


@fast
@given(NAMES, TYPES, COLUMNS, st.booleans())
def test_any_text_gets_an_answer(name, type_, values, partial):
    found = infer_meaning(evidence(name, type_, values, partial=partial))
    assert found.type in SEMANTIC_TYPES
    assert 0 <= found.confidence <= 1
    assert found.storage in {"integer", "decimal", "boolean", "date", "time", "datetime", "text",
                             "list", "object"}  # fmt: skip
    json.dumps(found.to_dict(), allow_nan=False)


@fast
@given(st.lists(st.integers(-(10**9), 10**9), min_size=12, max_size=80, unique=True))
def test_numbers_stay_numbers_under_a_little_dirt(numbers):
    clean = Counter(map(str, numbers))
    dirty = clean | Counter({"n/a": 1})
    a, b = (
        infer_meaning(evidence("x", "VARCHAR", clean)),
        infer_meaning(evidence("x", "VARCHAR", dirty)),
    )
    assert (a.type, a.storage) == (b.type, b.storage)
    assert ("n/a", 1) in b.disguised


@fast
@given(st.lists(st.dates(), min_size=3, max_size=60, unique=True))
def test_text_of_dates_means_what_dates_mean(dates):
    told = Counter(map(str, dates))
    as_text = infer_meaning(evidence("x", "VARCHAR", told))
    as_dates = infer_meaning(evidence("x", "DATE", told))
    assert as_text.type == as_dates.type == "date"
    assert as_text.format == "%Y-%m-%d"
    assert as_text.fits + sum(n for _, n in as_text.disguised) == len(dates)
