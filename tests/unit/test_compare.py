from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon

from workbench.errors import InputError, MissingColumnError, NotFoundError
from workbench.profile.across.intervals import mean_difference, share_difference, wilson
from workbench.profile.compare import compare
from workbench.profile.compare.categories import category_drift, total_variation_by_chance
from workbench.profile.compare.numbers import number_drift


def test_numbers_equal_scipy():
    rng = np.random.default_rng(0)
    for n, m in ((5, 9), (300, 200)):
        x, y = rng.normal(size=n).round(1), rng.normal(0.4, 2, size=m).round(1)
        found = number_drift(x, y)
        assert found.ks == pytest.approx(stats.ks_2samp(x, y, method="asymp").statistic)
        spread = np.subtract(*np.quantile(x, [0.75, 0.25]))
        assert found.wasserstein == pytest.approx(stats.wasserstein_distance(x, y) / spread)
        pooled = np.sqrt(((n - 1) * x.var(ddof=1) + (m - 1) * y.var(ddof=1)) / (n + m - 2))
        assert found.smd == pytest.approx((y.mean() - x.mean()) / pooled)
        assert found.smd_low < found.smd < found.smd_high


def test_categories_equal_scipy():
    rng = np.random.default_rng(1)
    left, right = rng.integers(0, 40, (2, 12))
    found = category_drift(pa.array([str(i) for i in range(12)]), left, right)
    p, q = left / left.sum(), right / right.sum()
    assert found.total_variation == pytest.approx(np.abs(p - q).sum() / 2)
    assert found.jensen_shannon == pytest.approx(jensenshannon(p, q, base=2))


def test_total_variation_by_chance_equals_random_splits():
    rng = np.random.default_rng(2)
    for pooled, n in ((rng.zipf(1.5, 60).clip(max=40), 50), (np.array([70, 30]), 40)):
        rows = np.repeat(np.arange(len(pooled)), pooled)
        m = len(rows) - n
        seen = []
        for _ in range(3000):
            rng.shuffle(rows)
            parts = (rows[:n], rows[n:])
            p, q = (np.bincount(part, minlength=len(pooled)) / len(part) for part in parts)
            seen.append(np.abs(p - q).sum() / 2)
        mean, bound = total_variation_by_chance(pooled, n, m)
        assert mean == pytest.approx(np.mean(seen), rel=0.05)
        assert np.mean(np.array(seen) > bound) < 0.01
        assert bound < 2 * np.quantile(seen, 0.999)
    assert total_variation_by_chance(np.ones(50, dtype=int), 20, 30)[0] == pytest.approx(1)


def test_intervals_equal_statsmodels_figures():
    low, high = wilson(8, 10)
    assert (low, high) == pytest.approx(
        tuple(stats.binomtest(8, 10).proportion_ci(method="wilson"))
    )
    # Newcombe (1998), table II, row (a): 56/70 - 48/80, method 10: .0524 to .3339
    difference, low, high = share_difference((48, 80), (56, 70))
    assert (difference, low, high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    assert mean_difference((1, 0, 5), (2, 0, 5)) is None


def draw(rng, n, shift=0.0):
    return pd.DataFrame(
        {
            "normal": rng.normal(shift, 1, n),
            "skew": rng.lognormal(shift, 1, n),
            "whole": rng.poisson(3 + 2 * shift, n),
            "coin": rng.choice(["h", "t"], n, p=[0.5 - shift / 2, 0.5 + shift / 2]),
            "tail": (rng.zipf(1.6, n) + int(9 * shift)).clip(max=10**6).astype(str),
            "gaps": np.where(rng.random(n) < 0.1 + shift / 2, np.nan, rng.normal(size=n)),
        }
    )


@pytest.mark.parametrize(("n", "times"), [(100, 24), (1000, 12), (50_000, 1)])
def test_one_distribution_gives_no_drift(n, times):
    rng = np.random.default_rng(n)
    verdicts = []
    for turn in range(times):
        # Unequal sizes too, for noise of one side alone would show there.
        found = compare(draw(rng, n), draw(rng, n * (1 + turn % 2)))
        verdicts += [column.verdict for column in found.columns]
    assert np.mean([v == "none" for v in verdicts]) >= 0.97


@pytest.mark.parametrize(("n", "times"), [(500, 8), (20_000, 1)])
def test_a_shift_of_half_a_deviation_is_found(n, times):
    rng = np.random.default_rng(n)
    for _ in range(times):
        found = compare(draw(rng, n), draw(rng, n, 0.5))
        assert {column.name for column in found.drifted} == set(found.to_frame()["name"])
        assert found["normal"].verdict in ("small", "moderate", "large")


def test_a_shift_too_small_to_matter_is_none_however_many_rows():
    rng = np.random.default_rng(3)
    found = compare(
        pd.DataFrame({"x": rng.normal(0, 1, 50_000)}),
        pd.DataFrame({"x": rng.normal(0.06, 1, 50_000)}),
    )["x"]
    assert found.effect > found.noise and found.verdict == "none"


def test_few_rows_claim_nothing():
    rng = np.random.default_rng(4)
    found = compare(draw(rng, 25), draw(rng, 25, 0.5))
    assert {found[name].verdict for name in ("normal", "skew", "coin")} <= {"none", "too few rows"}
    assert found["normal"].verdict == "too few rows"
    assert found["normal"].low == 0 and found["normal"].high > 0.3


def test_new_values_missing_values_and_outliers_are_told():
    rng = np.random.default_rng(5)
    left = pd.DataFrame({"c": rng.choice(["a", "b"], 2000), "x": rng.normal(size=2000), "g": 1.0})
    right = pd.DataFrame({"c": rng.choice(["a", "b"], 2000), "x": rng.normal(size=2000), "g": 1.0})
    right.loc[:29, "c"] = "new"
    right.loc[:39, "x"] *= 1000
    right.loc[:199, "g"] = np.nan
    found = compare(left, right, names=("old", "new"))
    assert found["c"].verdict == "small" and found["c"].categories.new == (("new", 30),)
    assert found["x"].verdict == "small" and "outside the range" in found["x"].reasons[0]
    assert found["g"].verdict == "moderate" and found["g"].missing_difference == 0.1
    assert found["g"].missing_low < 0.1 < found["g"].missing_high
    assert "new values" in found.to_html()


def test_schema_changes():
    left = pd.DataFrame({"a": [1, 2], "b": [1, 2], "Name": ["x", "y"], "gone": [1, 2]})
    right = pd.DataFrame({"b": ["1", "2"], "a": [1, 2], "name ": ["x", "y"], "more": [1, 2]})
    schema = compare(left, right).schema
    assert schema.shared == ("a", "b") and schema.reordered and not schema.same
    assert schema.removed == ("Name", "gone") and schema.added == ("name ", "more")
    assert schema.retyped == (("b", "BIGINT", "VARCHAR"),)
    assert schema.cased == (("Name", "name "),)
    same = compare(left, left).schema
    assert same.same and not same.reordered


def test_a_retyped_column_is_compared_by_its_text():
    left = pd.DataFrame({"b": [1.0, 2.0, 3.5] * 200})
    right = pd.DataFrame({"b": ["1", "2", "3.5"] * 200})
    assert compare(left, right)["b"].effect == 0


def people(n, seed):
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "id": [f"{seed}-{i}" for i in range(n)],
            "age": rng.integers(18, 90, n),
            "pay": rng.lognormal(8, 1, n).round(2),
            "r": rng.choice(["x", "y"], n),
            "c0": rng.choice(["yes", "no"], n),
        }
    )


def test_rows_of_both_splits_and_contradictory_twins():
    train, test = people(800, 1), people(300, 2)
    columns = ["age", "pay", "r", "c0"]
    test.loc[:19, columns] = train.loc[100:119, columns].to_numpy()
    test.loc[5:9, "c0"] = test.loc[5:9, "c0"].map({"yes": "no", "no": "yes"})
    overlap = compare(train, test).overlap
    assert overlap.ignored == ("id",)
    assert (overlap.rows.right_rows, overlap.rows.left_rows, overlap.rows.values) == (15, 15, 15)
    assert overlap.rows.examples[0] == tuple(str(v) for v in train.loc[100, columns])
    assert [(t.column, t.right_rows) for t in overlap.twins] == [("c0", 5)]
    assert all({old, new} == {"yes", "no"} for old, new in overlap.twins[0].examples)
    clean = compare(people(800, 1), people(300, 2)).overlap
    assert clean.rows.right_rows == 0 and clean.twins == ()


def test_equal_columns_do_not_cancel_out():
    left = pd.DataFrame({"a": [1, 2], "b": [1, 2], "c": [0.5, 0.5]})
    right = pd.DataFrame({"a": [7, 1], "b": [7, 2], "c": [0.5, 0.5]})
    assert compare(left, right).overlap.rows.right_rows == 0


def test_twins_of_a_label_are_told_even_where_rows_recur():
    train = pd.DataFrame({"a": [1, 1, 2, 3] * 10, "y": ["p"] * 40})
    test = pd.DataFrame({"a": [1, 5, 2], "y": ["p", "p", "q"]})
    assert compare(train, test).overlap.twins == ()
    twins = compare(train, test, label="y").overlap.twins
    assert [(t.column, t.right_rows, t.examples) for t in twins] == [("y", 1, (("p", "q"),))]


def test_keys_and_groups():
    old = people(100, 1)
    new = old.iloc[10:].copy()
    new.loc[[20, 21], "pay"] = 1.0
    new.loc[21, "age"] = 17
    new = pd.concat([new, people(5, 3)])
    keys = compare(old, new, key="id").overlap.keys
    assert (keys.shared, keys.added, keys.removed, keys.changed) == (90, 5, 10, 2)
    assert keys.changed_columns == {"pay": 2, "age": 1}
    groups = compare(old, new, groups=["r", "id"]).overlap.groups
    assert groups[0].values == 2 and groups[1].right_rows == 90
    gaps = pd.DataFrame({"g": [None, "a"], "x": [1, 2]})
    assert compare(gaps, gaps.iloc[:1], groups="g").overlap.groups[0].values == 0


def test_texts_that_differ_by_case_and_punctuation_are_shared():
    words = [f"The quick brown fox number {i} jumps" for i in range(60)]
    left = pd.DataFrame({"t": words})
    right = pd.DataFrame(
        {"t": [words[3].upper() + "!!", "An entirely different text of words"] * 5}
    )
    overlap = compare(left, right).overlap
    assert overlap.rows.right_rows == 0
    assert [(t.columns, t.right_rows, t.values) for t in overlap.texts] == [(("t",), 5, 1)]


def test_dates_that_interleave():
    days = pd.date_range("2020-01-01", periods=100)
    left, right = pd.DataFrame({"d": days[:60]}), pd.DataFrame({"d": days[45:]})
    span = compare(left, right).overlap.times[0]
    assert (span.left_last[:10], span.right_first[:10]) == ("2020-02-29", "2020-02-15")
    assert span.interleaved == pytest.approx(15 / 55)
    assert compare(left, right)["d"].kind == "date"


def test_samples_are_marked_and_missing_values_are_of_all_rows():
    left = pd.DataFrame({"x": np.arange(60_000) % 7 + 0.5, "g": [None, "a"] * 30_000})
    found = compare(left, left)
    assert found["x"].partial and found["x"].n_left <= 50_000
    assert found["g"].missing_left == 0.5
    assert found.overlap.rows.right_rows == 60_000
    assert "samples" in found.to_html()


def test_a_model_tells_them_apart_where_no_single_column_does():
    rng = np.random.default_rng(7)
    a = rng.normal(size=(1500, 2))
    b = rng.normal(size=(1500, 1)) * [1, 0.95] + rng.normal(size=(1500, 2)) * [0, 0.3]
    left = pd.DataFrame(a, columns=["u", "v"]).assign(free=rng.normal(size=1500), c="k")
    right = pd.DataFrame(b, columns=["u", "v"]).assign(free=rng.normal(size=1500), c="k")
    found = compare(left, right, multivariate=True)
    assert found.drifted == ()
    assert found.separation.low > 0.7
    assert {name for name, _ in found.separation.columns} == {"u", "v"}
    same = compare(left[:700], left[700:], multivariate=True).separation
    assert same.low < 0.55
    assert compare(left[:5], left, multivariate=True).separation.auc is None


def test_odd_tables():
    hostile = '<img src=x onerror=alert(1)>"'
    odd = pa.table(
        {
            hostile: pa.array([hostile, "\x00", "\U0001f600", None] * 8),
            "huge": pa.array([Decimal(10) ** 30, None, Decimal(-5), Decimal(0)] * 8),
            "day": pa.array([dt.date(1, 1, 1), dt.date(9999, 12, 31), None, None] * 8),
            "when": pa.array([dt.datetime(2020, 1, 1, tzinfo=dt.UTC)] * 32),
            "clock": pa.array([dt.time(1), None] * 16),
            "list": pa.array([[1], None, [], [2, 3]] * 8),
            "bytes": pa.array([b"\xff\x00", b"b", None, b""] * 8),
            "real": pa.array([np.inf, -np.inf, np.nan, 1e308] * 8),
            "none": pa.nulls(32),
            "data": pa.array(["y" * 1_000_000, *["z", "y"] * 15, "z"]),
        }
    )
    for left, right in (
        (odd, odd),
        (odd, odd.slice(0, 1)),
        (odd, odd.slice(0, 0)),
        (odd.slice(0, 0), odd),
        (odd.select(["none"]), odd.select(["none"])),
        (odd.select(["day"]), odd.select(["bytes"])),
        (odd.select(["real"]), pa.table({"real": ["x", "1"]})),
    ):
        found = compare(left, right)
        json.dumps(found.to_dict(), allow_nan=False)
        assert "<img" not in found.to_html()
        assert len(found.to_frame()) == len(found.columns)
    same = compare(odd, odd, multivariate=True)
    assert same.separation.auc < 0.6
    assert same.verdict in ("none", "too few rows")
    assert same.overlap.rows.right_share == 1


def test_errors_say_what_is_wrong():
    frame = pd.DataFrame({"a": [1]})
    with pytest.raises(MissingColumnError, match="right table"):
        compare(frame.assign(k=1), frame, key="k")
    with pytest.raises(InputError, match="names"):
        compare(frame, frame, names="ab")
    with pytest.raises(NotFoundError, match="shared are 'a'"):
        compare(frame, frame)["b"]
