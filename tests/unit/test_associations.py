from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import stats

from workbench.errors import MissingColumnError
from workbench.profile.across.associations import associations
from workbench.profile.across.contingency import chance_chi_square, count_cells, cramers_v
from workbench.profile.sample import take_sample
from workbench.tables import read_table


def found(table, **options):
    return associations(take_sample(read_table(table)), **options)


def pair(result, left, right):
    return next(p for p in result.pairs if (p.left, p.right) == (left, right))


def mixed(n=400, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    return pd.DataFrame(
        {
            "x": x,
            "y": x + rng.normal(size=n),
            "c": rng.choice(["a", "b", "c"], n),
            "d": np.where(rng.random(n) < 0.7, np.where(x > 0, "p", "n"), "z"),
            "free": rng.integers(0, 50, n),
        }
    )


def test_measures_equal_scipy():
    frame = mixed()
    result = found(frame)
    rho = pair(result, "x", "y")
    assert rho.value == pytest.approx(stats.spearmanr(frame.x, frame.y).statistic)
    assert rho.pearson == pytest.approx(np.corrcoef(frame.x, frame.y)[0, 1])
    assert rho.low < rho.value < rho.high
    v = pair(result, "c", "d")
    table = pd.crosstab(frame.c, frame.d).to_numpy()
    chi2 = stats.chi2_contingency(table, correction=False).statistic
    n, (r, c) = len(frame), table.shape
    phi2 = max(0, chi2 / n - (r - 1) * (c - 1) / (n - 1))
    room = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    assert v.strength == pytest.approx(np.sqrt(phi2 / room))
    eta = pair(result, "x", "d")
    h = stats.kruskal(*[group.x for _, group in frame.groupby("d")]).statistic
    share = h / (n - 1)
    assert eta.strength == pytest.approx(np.sqrt(1 - (1 - share) * (n - 1) / (n - 3)))


def test_missing_values_are_left_out_pair_by_pair():
    frame = mixed(200)
    frame.loc[::3, "x"] = None
    frame.loc[::5, "y"] = None
    rho = pair(found(frame), "x", "y")
    both = frame[["x", "y"]].dropna()
    assert rho.n == len(both)
    assert rho.value == pytest.approx(stats.spearmanr(both.x, both.y).statistic)


def test_unrelated_columns_stay_below_the_noise():
    passed = pairs = 0
    for seed in range(25):
        rng = np.random.default_rng(seed)
        n = int(rng.choice([15, 60, 400]))
        frame = pd.DataFrame({f"n{i}": rng.normal(size=n) for i in range(3)})
        for i, k in enumerate([2, 5, 30]):
            frame[f"c{i}"] = rng.zipf(1.6, n).clip(max=k).astype(str)
        result = found(frame)
        passed += sum(p.strength > p.noise for p in result.pairs)
        pairs += len(result.pairs)
    assert pairs > 250
    assert passed <= 4  # about one in a thousand is expected; a 5 % test would give 15


def test_a_strong_relation_is_strong_and_noise_is_not():
    result = found(mixed(2000))
    strong = [(p.left, p.right) for p in result.strong()]
    assert strong[:3] and set(strong) == {("x", "y"), ("x", "d"), ("y", "d")}
    few = found(pd.DataFrame({"a": [1.0, 2, 3, 5], "b": [1.0, 3, 2, 4]}))
    assert few.pairs[0].strength > 0.5 and not few.strong()


def test_chance_moments_equal_permutations():
    rng = np.random.default_rng(1)
    a, b = rng.zipf(1.5, 60).clip(max=9), rng.zipf(1.8, 60).clip(max=6)
    a, b = (np.unique(x, return_inverse=True)[1].astype(np.int32) for x in (a, b))
    ra, rb = np.bincount(a).astype(float), np.bincount(b).astype(float)
    seen = []
    for _ in range(4000):
        table = np.zeros((len(ra), len(rb)))
        np.add.at(table, (a, rng.permutation(b)), 1)
        expected = np.outer(ra, rb) / 60
        seen.append(((table - expected) ** 2 / expected).sum())
    mean, variance = chance_chi_square(ra, rb)
    assert mean == pytest.approx(np.mean(seen), rel=0.03)
    assert variance == pytest.approx(np.var(seen), rel=0.15)


def test_dense_and_sparse_counting_agree(monkeypatch):
    rng = np.random.default_rng(2)
    a, b = rng.integers(-1, 20, 500), rng.integers(-1, 7, 500)
    dense = cramers_v(count_cells(a, b, (20, 7)))
    monkeypatch.setattr("workbench.profile.across.contingency.DENSE", 0)
    assert cramers_v(count_cells(a, b, (20, 7))) == pytest.approx(dense)


def test_copies_are_told():
    rng = np.random.default_rng(0)
    x = rng.integers(0, 30, 300)
    frame = pd.DataFrame(
        {
            "x": x,
            "scaled": x * 2.5 + 1,
            "same": x.astype(float),
            "text": x.astype(str),
            "cube": (x - 15.0) ** 3 + x,
            "down": -np.exp(x / 10),
            "id": [f"k{i}" for i in range(300)],
            "again": [f"k{i}" for i in range(300)],
            "other": [f"z{i}" for i in range(300)],
            "code": pd.Series(x).map(lambda v: f"code {v}"),
        }
    )
    result = found(frame)
    kinds = {(p.left, p.right): (p.kind, p.detail) for p in result.pairs}
    assert kinds["x", "scaled"] == ("copy", "right = 2.5 x left + 1")
    assert kinds["x", "same"] == ("copy", "the same values")
    assert kinds["x", "text"][0] == "copy"
    assert kinds["x", "cube"][0] == "monotone"
    assert kinds["x", "down"] == ("monotone", "both columns have the reverse order")
    assert kinds["text", "code"][0] == "renamed"
    assert kinds["id", "again"] == ("copy", "the same values")
    assert ("id", "other") not in kinds
    assert result.left_out["id"].startswith("nearly every value")


def test_what_is_left_out_is_told():
    frame = pd.DataFrame(
        {"a": range(30), "b": [1] * 30, "c": [None] * 30, "t": [f"text {i}" for i in range(30)]}
    )
    table = pa.Table.from_pandas(frame).append_column("l", pa.array([[1]] * 30))
    result = found(table)
    assert result.columns == ("a",)
    assert result.left_out["b"] == "constant"
    assert result.left_out["c"] == "empty"
    assert result.left_out["l"].startswith("nested")
    rng = np.random.default_rng(0)
    wide = pd.DataFrame({f"c{i}": rng.integers(0, i + 2, 50) for i in range(8)})
    limited = found(wide, limit=3)
    assert limited.columns == ("c5", "c6", "c7")
    assert "3 most varied" in limited.left_out["c0"]


def test_many_columns_take_fewer_rows(monkeypatch):
    monkeypatch.setattr("workbench.profile.across.associations.CELLS", 6000)
    result = found(mixed(5000))
    assert result.rows == 2000 and result.partial
    assert pair(result, "x", "y").n == 2000


def test_odd_tables():
    for frame in (
        pd.DataFrame({"a": pd.Series([], dtype="float64")}),
        pd.DataFrame({"a": [1.0], "b": ["x"]}),
        pd.DataFrame({"a": [1.0, 2.0], "b": [None, None]}),
        pd.DataFrame({"a": [np.inf, -np.inf, 1.0, np.nan] * 3, "b": range(12)}),
        pd.DataFrame({"a": [1e308, -1e308, 5e-324, 1.0] * 3, "b": [2.0**60, 2.0, 3.0, 1.0] * 3}),
    ):
        result = found(frame)
        json.dumps(result.to_dict(), allow_nan=False)
        assert result.to_frame().shape[0] == len(result.pairs)
        assert result.matrix().shape == (len(result.columns),) * 2
    with pytest.raises(MissingColumnError, match="'zz'"):
        found(pd.DataFrame({"a": [1]}), columns=["zz"])


def test_extreme_types():
    import datetime as dt
    from decimal import Decimal

    table = pa.table(
        {
            "huge": pa.array([Decimal(10) ** 30 * i for i in range(25)]),
            "day": pa.array([dt.date(1 + 399 * i, 1, 1) for i in range(25)]),
            "when": pa.array([dt.datetime(2020, 1, 1 + i, tzinfo=dt.UTC) for i in range(25)]),
            "clock": pa.array([dt.time(i % 24) for i in range(25)]),
            "span": pa.array([dt.timedelta(i % 3) for i in range(25)]),
            "bytes": pa.array([b"\x00\xff", b"b"] * 12 + [None]),
            "text": pa.array(["\x00", "<b>", "\U0001f600"] * 8 + ["x" * 1_000_000]),
            'q"<': pa.array([True, False] * 12 + [None]),
        }
    )
    result = found(table)
    assert pair(result, "huge", "day").value == pytest.approx(1)
    assert pair(result, "huge", "when").kind == "copy"
    json.dumps(result.to_dict(), allow_nan=False)
    assert "bytes" in result.left_out
