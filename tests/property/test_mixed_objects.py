"""Whatever objects a column holds: each is kept, or is the text that it reads as."""

import datetime as dt
import decimal

import numpy as np
import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.tables import read_table
from workbench.tables.mixed import column_of
from workbench.tables.wording import as_text

ZONES = st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=5, minutes=30))])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.integers(-100, 100),
    st.floats(),
    st.floats(width=16).map(np.float16),
    st.integers(-128, 127).map(np.int8),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.text(max_size=5),
    st.dates(),
    st.datetimes(timezones=ZONES),
    st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2200, 1, 1)).map(pd.Timestamp),
    st.integers(-(2**62), 2**62).map(pd.Timedelta),
    st.times(timezones=ZONES),
    st.timedeltas(dt.timedelta(days=-(10**6)), dt.timedelta(days=10**6)),
    st.binary(max_size=4),
    st.lists(st.one_of(st.integers(-5, 5), st.booleans(), st.none()), max_size=3),
    st.dictionaries(st.sampled_from("ab"), st.integers(-5, 5), max_size=2),
    st.sampled_from([pd.NA, pd.NaT, np.datetime64("NaT"), pd.Period("2020-01"), 1j]),
)
COLUMNS = st.one_of(
    st.lists(VALUES, max_size=6),
    st.tuples(VALUES, VALUES).flatmap(lambda pair: st.lists(st.sampled_from(pair), max_size=6)),
)


def is_missing(value):
    if isinstance(value, decimal.Decimal):
        return value.is_nan()
    return value is None or (not isinstance(value, list | dict) and bool(pd.isna(value)))


def is_kept(got, value):
    """Whether a value that came out of a typed column means what went in."""
    if isinstance(value, bool | np.bool_) or isinstance(got, bool):
        return type(got) is bool and got == value
    if type(value) is dt.date and isinstance(got, dt.datetime):
        return got == dt.datetime(value.year, value.month, value.day)
    if isinstance(value, dt.timedelta):
        return pd.Timedelta(got) == pd.Timedelta(value) if fits(value) else got == value
    if isinstance(got, decimal.Decimal):
        return got == (decimal.Decimal(repr(value)) if isinstance(value, float) else value)
    return got == value


def fits(value):
    return abs(value) < dt.timedelta(days=100_000)


@settings(deadline=None)
@given(COLUMNS)
def test_each_value_is_kept_or_is_its_text(values):
    made, note = column_of(values)
    assert len(made) == len(values)
    plain = [value.item() if isinstance(value, np.generic) else value for value in values]
    text = pa.types.is_string(made.type)
    for got, value in zip(made.to_pylist(), plain, strict=True):
        if is_missing(value):
            assert got is None
        elif text:
            assert got == as_text(value)
        else:
            assert is_kept(got, value), (got, value, made.type)
    if text and any(not is_missing(value) and not isinstance(value, str) for value in plain):
        assert "text" in note


@settings(deadline=None)
@given(COLUMNS)
def test_the_table_gives_the_column_back(values):
    made, _ = column_of(values)
    frame = pd.DataFrame({"x": pd.Series(values, dtype=object)})
    assert read_table(frame).to_arrow()["x"].to_pylist() == made.to_pylist()
