from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from workbench.profile.across.missingness import missingness
from workbench.profile.sample import take_sample
from workbench.tables import read_table


def found(table, rows=50_000):
    relation = read_table(table)
    return missingness(take_sample(relation, rows=rows), relation=relation)


def column(result, name):
    return next(c for c in result.columns if c.name == name)


def test_patterns_and_shares_equal_pandas():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame(rng.normal(size=(300, 4)), columns=list("abcd"))
    frame = frame.mask(rng.random((300, 4)) < [0.0, 0.2, 0.3, 0.05])
    frame["e"] = frame["b"]
    result = found(frame)
    expected = frame.isna().value_counts()
    assert result.pattern_count == len(expected)
    told = {p.columns: p.rows for p in result.patterns}
    assert told == {
        tuple(name for name, gone in zip(expected.index.names, key, strict=True) if gone): count
        for key, count in expected.items()
    }
    assert result.complete_rows == len(frame.dropna())
    for c in result.columns:
        assert c.share == pytest.approx(frame[c.name].isna().mean())
    phi = frame.isna().corr()
    assert [(p.left, p.right) for p in result.pairs] == [("b", "e")]
    assert result.pairs[0].phi == pytest.approx(phi.loc["b", "e"])


def test_not_missing_at_random_is_told():
    rng = np.random.default_rng(1)
    n = 4000
    city = rng.choice(["Rome", "Oslo", "Bonn"], n)
    age = rng.uniform(18, 90, n)
    frame = pd.DataFrame({"city": city, "age": age, "free": rng.normal(size=n)})
    frame["phone"] = np.where((city == "Oslo") & (rng.random(n) < 0.8), None, "x")
    frame["income"] = np.where(np.abs(age - 50) > 28, np.nan, rng.normal(size=n))
    frame["luck"] = np.where(rng.random(n) < 0.1, np.nan, 1.5)
    result = found(frame)
    phone = column(result, "phone").depends_on
    assert [d.on for d in phone] == ["city"]
    assert phone[0].effect > 0.7 and "city is 'Oslo'" in phone[0].detail
    assert phone[0].share_there == pytest.approx(0.8, abs=0.05) and phone[0].share_elsewhere == 0
    income = column(result, "income").depends_on
    assert [d.on for d in income] == ["age"]  # at both ends: no correlation would see it
    assert column(result, "luck").depends_on == ()


def test_independent_gaps_give_no_dependence():
    rng = np.random.default_rng(2)
    told = 0
    for n in (20, 60, 400, 3000):
        for _ in range(8):
            frame = pd.DataFrame(
                {f"x{i}": rng.normal(size=n) for i in range(3)}
                | {"c": rng.zipf(1.5, n).clip(max=40).astype(str)}
            ).mask(rng.random((n, 4)) < 0.2)
            result = found(frame)
            told += sum(len(c.depends_on) for c in result.columns) + len(result.pairs)
    assert told <= 5  # of 576 comparisons


def test_counts_of_all_rows_beside_a_sample():
    frame = pd.DataFrame({"a": [1.0, np.nan, np.nan, 4.0] * 500, "b": ["x", None] * 1000})
    result = found(frame, rows=400)
    assert result.partial and result.rows <= 400
    assert (column(result, "a").missing, column(result, "a").rows) == (1000, 2000)
    sampled = missingness(take_sample(read_table(frame), rows=400))
    a = column(sampled, "a")
    assert a.rows <= 400 and a.low < a.share < a.high


def test_odd_tables():
    for table in (
        pd.DataFrame({"a": pd.Series([], dtype="float64")}),
        pd.DataFrame({"a": [None], "b": [1]}),
        pd.DataFrame({"a": [None, None, None], "b": [1, None, 2]}),
        pa.table({"l": [[1], None, []] * 10, '"<b>': [None, b"\x00", b"y"] * 10}),
        pa.table({"d": pa.array([1, None, 10**6] * 20, pa.date32()), "x": [None, 1.0, 2.0] * 20}),
    ):
        result = found(table)
        json.dumps(result.to_dict(), allow_nan=False)
        assert len(result.to_frame()) == len(result.columns)
        assert sum(p.rows for p in result.patterns) == result.rows
