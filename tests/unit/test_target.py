from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from sklearn.metrics import balanced_accuracy_score

from workbench.errors import MissingColumnError
from workbench.profile.classes.target import ROW_ORDER, target_leakage
from workbench.profile.sample import take_sample
from workbench.tables import read_table


def found(table, target="y"):
    return target_leakage(take_sample(read_table(table)), target)


def churn(n=3000, seed=0):
    rng = np.random.default_rng(seed)
    y = (rng.random(n) < 0.1).astype(int)
    return pd.DataFrame(
        {
            "y": y,
            "fair": rng.normal(size=n) + y,
            "free": rng.choice(list("abcd"), n),
            "name": [f"n{i}" for i in range(n)],
            "closed": pd.to_datetime(np.where(y == 1, "2024-05-01", None)),
            "word": np.where(y == 1, "gone", "here"),
            "shifted": y * 3.0 + rng.uniform(0, 2.5, n),
        }
    )


def test_leaks_are_told_with_their_reasons():
    result = found(churn())
    reasons = {one.column: one.reason for one in result.suspicious}
    assert set(reasons) == {"closed", "word", "shifted"}
    assert "missing where y" in reasons["closed"]
    assert reasons["word"].startswith("renamed of y")
    fair = next(one for one in result.columns if one.column == "fair")
    assert 0.1 < fair.low < fair.score < fair.high < 0.6
    assert "3 columns" in result.to_html()


def test_the_score_is_out_of_fold_balanced_accuracy():
    rng = np.random.default_rng(1)
    y = rng.choice(["a", "b", "c"], 6000, p=[0.7, 0.2, 0.1])
    x = np.where(rng.random(6000) < 0.6, y, rng.choice(["a", "b", "c"], 6000))
    result = found(pd.DataFrame({"y": y, "x": x}))
    one = next(c for c in result.columns if c.column == "x")
    expected = balanced_accuracy_score(y, x)  # the best guess is the value itself
    assert one.accuracy == pytest.approx(expected, abs=0.02)
    assert one.score == pytest.approx((one.accuracy - 1 / 3) / (2 / 3))
    assert one.low < (expected - 1 / 3) / (2 / 3) < one.high


def test_unrelated_and_unique_columns_score_nothing():
    scores = []
    for seed in range(10):
        rng = np.random.default_rng(seed)
        frame = pd.DataFrame({"y": rng.choice(["a", "b"], 400, p=[0.9, 0.1])})
        frame["x"], frame["id"] = rng.normal(size=400), [f"i{i}" for i in range(400)]
        frame["c"] = rng.integers(0, 150, 400).astype(str)
        scores += [c.score for c in found(frame).columns]
        assert not found(frame).suspicious
    assert np.mean(scores) < 0.08


def test_rows_and_identifiers_sorted_by_class():
    frame = churn().drop(columns=["closed", "word", "shifted"]).sort_values("y")
    frame["id"] = range(len(frame))
    reasons = {one.column: one.reason for one in found(frame).suspicious}
    assert set(reasons) == {ROW_ORDER, "id"}
    assert "sorted by y" in reasons[ROW_ORDER] and "identifier" in reasons["id"]


def test_a_numeric_target():
    rng = np.random.default_rng(2)
    y = rng.lognormal(size=2000)
    frame = pd.DataFrame(
        {
            "y": y,
            "log": np.log(y),
            "euro": 1.1 * y,
            "noisy": y + rng.normal(size=2000) * 3,
            "band": pd.qcut(y, 30).astype(str),
            "free": rng.normal(size=2000),
        }
    )
    result = found(frame)
    assert result.kind == "number"
    reasons = {one.column: one.reason for one in result.suspicious}
    assert set(reasons) == {"log", "euro", "band"}
    assert reasons["log"].startswith("monotone") and reasons["euro"].startswith("copy")


def test_odd_tables():
    table = pa.table(
        {
            "y": pa.array(["<b>", None, "b\x00", "c"] * 10),
            "l": pa.array([[1], None] * 20),
            "x": pa.array([np.inf, np.nan, 1.0, -np.inf] * 10),
            "none": pa.nulls(40),
        }
    )
    for target in table.column_names:
        for part in (table, table.slice(0, 5), table.slice(0, 0)):
            result = found(part, target)
            json.dumps(result.to_dict(), allow_nan=False)
            assert "<b>" not in result.to_html()
            assert len(result.to_frame()) == len(result.columns)
            assert result.note or result.columns
    assert "fewer than 30" in found(table.slice(0, 5)).note
    with pytest.raises(MissingColumnError):
        found(table, "zz")
