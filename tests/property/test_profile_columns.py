"""Every figure of a column beside pandas' and SciPy's, however the column is summarised."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pandas as pd
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.profile import columns as module
from workbench.profile.columns import profile_columns
from workbench.profile.exact_statistics import BINS
from workbench.profile.sample import take_sample
from workbench.tables import read_table

SIZES = dict(min_size=1, max_size=80)
FLOATS = st.one_of(
    st.floats(-1e6, 1e6).map(lambda x: round(x, 3)),
    st.sampled_from([0.0, -0.0, 1.0, np.inf, -np.inf]),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
WHOLE = st.integers(-(2**62), 2**62) | st.integers(-5, 5)
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=6)
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))


def summarise_all(values, dtype):
    """Return the summaries of one column made in each of the three ways."""
    relation = read_table(pd.DataFrame({"x": pd.array(values, dtype=dtype)}))
    yield profile_columns(relation, take_sample(relation))[0]
    part = take_sample(relation, rows=max(1, len(values) - 1))
    if len(part) and part.partial:
        for countable in (10**9, -1):  # counted by the engine, and scanned
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(module, "COUNTABLE", countable)
                yield profile_columns(relation, part)[0]


def same_shape(column, series):
    assert column.rows == len(series)
    assert column.nulls == series.isna().sum()
    distinct = series.nunique()
    if column.distinct_exact:
        assert column.distinct == distinct
    else:
        assert abs(column.distinct - distinct) <= 2 + 0.1 * distinct


def same_top(column, texts):
    counts = Counter(texts)
    shown = dict(column.top)
    assert list(shown.values()) == sorted(shown.values(), reverse=True)
    assert all(counts[value] == count for value, count in shown.items())
    if column.distinct_exact:
        often = [n for n in counts.values() if n > 1 or len(counts) <= 20]
        assert list(shown.values()) == sorted(often, reverse=True)[:10]
    assert set(column.examples) <= set(counts)


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.none() | FLOATS, **SIZES))
def test_decimal_numbers(values):
    for column in summarise_all(values, "Float64"):
        series = pd.Series(values, dtype="float64")
        same_shape(column, series)
        finite = series[np.isfinite(series)]
        assert column.infinite == np.isinf(series).sum()
        same_numbers(column, finite)


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.none() | WHOLE, **SIZES))
def test_whole_numbers(values):
    for column in summarise_all(values, "Int64"):
        series = pd.Series(values, dtype="Int64")
        same_shape(column, series)
        there = series.dropna()
        same_top(column, [str(value) for value in there])
        if len(there):
            assert (column.minimum, column.maximum) == (there.min(), there.max())  # to the digit
        same_numbers(column, there.astype("float64"))


def same_numbers(column, finite):
    if finite.empty:
        assert (column.minimum, column.mean, column.quantiles) == (None, None, ())
        return
    scale = finite.abs().max()
    near = dict(rel=1e-9, abs=1e-9 * scale)
    assert column.minimum == pytest.approx(finite.min(), rel=1e-15)
    assert column.maximum == pytest.approx(finite.max(), rel=1e-15)
    assert column.mean == pytest.approx(finite.mean(), **near)
    assert column.quantiles == pytest.approx(
        finite.quantile([0.05, 0.25, 0.5, 0.75, 0.95]).tolist(), **near
    )
    assert (column.zeros, column.negative) == ((finite == 0).sum(), (finite < 0).sum())
    if len(finite) > 1:
        assert column.deviation == pytest.approx(finite.std(), rel=1e-6, abs=1e-9 * scale)
    if len(finite) > 3 and finite.std() > 1e-6 * scale:
        scaled = finite / scale
        assert column.skewness == pytest.approx(scipy.stats.skew(scaled, bias=False), abs=1e-4)
        assert column.kurtosis == pytest.approx(
            scipy.stats.kurtosis(scaled, bias=False), rel=1e-4, abs=1e-4
        )
    same_histogram(column, finite)


def same_histogram(column, finite):
    assert sum(column.counts) == len(finite)
    assert len(column.edges) == len(column.counts) + 1
    if len(column.counts) == BINS:
        counts, edges = np.histogram(finite, bins=BINS, range=(finite.min(), finite.max()))
        assert column.edges == pytest.approx(edges)
        # A value on an edge may fall to either side of it.
        on_edge = sum(np.isclose(finite, edge, rtol=1e-9).sum() for edge in edges)
        assert np.abs(np.cumsum(column.counts) - np.cumsum(counts)).max() <= on_edge


@settings(max_examples=60, deadline=None)
@given(values=st.lists(st.none() | TEXT | st.sampled_from(["a", "b"]), **SIZES))
def test_texts(values):
    for column in summarise_all(values, "string[pyarrow]"):
        series = pd.Series(values, dtype="object")
        same_shape(column, series)
        there = [value for value in values if value is not None]
        same_top(column, there)
        if there:
            lengths = [len(value) for value in there]
            assert column.lengths == (min(lengths), max(lengths))
            ordered = sorted(there, key=lambda value: value.encode())
            assert (column.minimum, column.maximum) == (ordered[0], ordered[-1])


@settings(max_examples=40, deadline=None)
@given(values=st.lists(st.none() | DAYS, **SIZES))
def test_dates(values):
    for column in summarise_all(values, "date32[day][pyarrow]"):
        series = pd.Series(values, dtype="object")
        same_shape(column, series)
        there = [value for value in values if value is not None]
        same_top(column, [str(value) for value in there])
        if there:
            assert (column.minimum, column.maximum) == (str(min(there)), str(max(there)))
            assert sum(column.counts) == len(there)
            epoch = dt.date(1970, 1, 1)
            assert column.edges[0] == (min(there) - epoch).days * 86400
