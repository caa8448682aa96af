"""What holds for any table: measures equal their definitions, and nothing breaks."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.stats import contingency

from workbench.profile.across.associations import associations
from workbench.profile.across.contingency import count_cells, cramers_v
from workbench.profile.across.dependencies import dependencies
from workbench.profile.across.determination import grouped
from workbench.profile.across.keys import key_candidates
from workbench.profile.across.missingness import missingness
from workbench.profile.classes.slices import slices
from workbench.profile.classes.target import target_leakage
from workbench.profile.compare import compare
from workbench.profile.compare.categories import total_variation_by_chance
from workbench.profile.compare.numbers import number_drift
from workbench.profile.sample import take_sample
from workbench.tables import read_table

few = settings(max_examples=25, deadline=None)
fewer = settings(max_examples=10, deadline=None)
numbers = st.lists(
    st.none() | st.integers(-5, 5) | st.floats(-1e9, 1e9, allow_subnormal=False),
    min_size=3,
    max_size=40,
)
words = st.none() | st.text(max_size=6) | st.sampled_from(["a", "b", "<b>", "\x00", '"'])
reals = st.none() | st.floats(allow_nan=True, allow_infinity=True)


@st.composite
def tables(draw):
    size = draw(st.integers(0, 40))

    def column(values):
        return st.lists(values, min_size=size, max_size=size)

    return pd.DataFrame(
        {
            "n": pd.Series(draw(column(reals)), dtype="float64"),
            "k": pd.Series(draw(column(st.none() | st.integers(0, 3))), dtype="Int64"),
            draw(st.sampled_from(["w", " w", '"x', "<img>", "select"])): pd.Series(
                draw(column(words)), dtype="str"
            ),
            "yes": pd.Series(draw(column(st.none() | st.booleans())), dtype="boolean"),
        }
    )


@few
@given(st.data())
def test_spearman_equals_scipy(data):
    first = data.draw(numbers)
    size = len(first)
    second = data.draw(st.lists(st.none() | st.integers(-9, 9), min_size=size, max_size=size))
    frame = pd.DataFrame({"a": first, "b": second}, dtype="float64")
    both = frame.dropna()
    assume(len(both) > 2 and both["a"].nunique() > 1 and both["b"].nunique() > 1)
    pair = associations(take_sample(read_table(frame))).pairs[0]
    expected = stats.spearmanr(both["a"], both["b"]).statistic
    assert pair.value == pytest.approx(expected, abs=1e-9)
    assert pair.n == len(both)


@few
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=5, max_size=60))
def test_cramers_v_equals_scipy_but_for_the_correction(pairs):
    a, b = (np.unique(x, return_inverse=True)[1] for x in zip(*pairs, strict=True))
    r, c, n = a.max() + 1, b.max() + 1, len(a)
    found = cramers_v(count_cells(a, b, (r, c)))
    if min(r, c) < 2:
        assert found is None
        return
    table = np.zeros((r, c), dtype=int)
    np.add.at(table, (a, b), 1)
    phi2 = contingency.association(table, method="cramer") ** 2 * (min(r, c) - 1)
    phi2 = max(0.0, phi2 - (r - 1) * (c - 1) / (n - 1))
    room = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    expected = min(1.0, math.sqrt(phi2 / room)) if room > 1e-12 else 0.0
    assert found[0] == pytest.approx(expected, abs=1e-6)


@few
@given(st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 3)), min_size=1, max_size=60))
def test_g3_equals_its_definition(pairs):
    frame = pd.DataFrame(pairs, columns=["a", "b"])
    group = grouped(frame["a"].to_numpy(), frame["b"].to_numpy(), (7, 4))
    both = frame[(frame >= 0).all(axis=1)]
    kept = sum(part["b"].value_counts().iloc[0] for _, part in both.groupby("a"))
    assert (group.n, group.broken) == (len(both), len(both) - kept)


@few
@given(
    st.lists(st.integers(-20, 20), min_size=2, max_size=50),
    st.lists(st.integers(-20, 20), min_size=2, max_size=50),
)
def test_drift_of_numbers_equals_scipy(left, right):
    x, y = np.array(left, dtype=float), np.array(right, dtype=float)
    found, back = number_drift(x, y), number_drift(y, x)
    assert found.ks == pytest.approx(stats.ks_2samp(x, y, method="asymp").statistic)
    assert found.ks == pytest.approx(back.ks)
    spread = np.subtract(*np.quantile(x, [0.75, 0.25])) or x.std(ddof=1)
    if spread:
        assert found.wasserstein == pytest.approx(stats.wasserstein_distance(x, y) / spread)
    if found.smd is not None:
        assert found.smd == pytest.approx(-back.smd)


@few
@given(st.lists(st.integers(1, 30), min_size=2, max_size=20), st.floats(0.1, 0.9))
def test_chance_lies_between_nothing_and_the_bound(pooled, share):
    total = sum(pooled)
    n = min(max(round(total * share), 1), total - 1)
    mean, bound = total_variation_by_chance(np.array(pooled), n, total - n)
    assert 0 <= mean <= bound + 1e-12 and mean <= 1 + 1e-9


@fewer
@given(tables(), st.integers(0, 10**6))
def test_nothing_breaks_and_order_of_rows_does_not_matter(frame, seed):
    relation = read_table(frame)
    sample = take_sample(relation)
    mixed = take_sample(read_table(frame.sample(frac=1, random_state=seed % 2**31)))
    found = associations(sample)
    assert all(0 <= pair.strength <= 1 and 0 <= pair.noise <= 1 for pair in found.pairs)
    told = {(p.left, p.right): p.value for p in found.pairs}
    assert {(p.left, p.right): p.value for p in associations(mixed).pairs} == pytest.approx(told)
    gaps = missingness(sample)
    assert [c.missing for c in gaps.columns] == [int(frame[c].isna().sum()) for c in frame]
    assert sum(p.rows for p in gaps.patterns) == len(frame)
    for one in dependencies(sample, max_error=0.3).found:
        assert one.error <= 0.3 and one.support <= one.n
    for key in key_candidates(relation, sample):
        assert key.unique == (not frame[list(key.columns)].dropna().duplicated().any())
    for result in (found, gaps, dependencies(sample)):
        json.dumps(result.to_dict(), allow_nan=False)
    for name in frame:
        json.dumps(slices(relation, label=name).to_dict(), allow_nan=False)
        json.dumps(target_leakage(sample, name).to_dict(), allow_nan=False)


@fewer
@given(tables(), tables())
def test_any_two_tables_can_be_compared(left, right):
    found = compare(left, right)
    json.dumps(found.to_dict(), allow_nan=False)
    assert "<img>" not in found.to_html()
    assert len(found.to_frame()) == len(found.columns)
    same = compare(left, left)
    assert all(column.verdict in ("none", "too few rows") for column in same.columns)
    assert all(not column.effect for column in same.columns)
    if same.overlap.rows:
        assert same.overlap.rows.right_rows == len(left)
