from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from workbench.errors import InputError
from workbench.profile.across.dependencies import dependencies
from workbench.profile.across.keys import key_candidates
from workbench.profile.sample import take_sample
from workbench.tables import read_table


def found(table, **options):
    return dependencies(take_sample(read_table(table)), **options)


def keys(table, rows=50_000, **options):
    relation = read_table(table)
    return key_candidates(relation, take_sample(relation, rows=rows), **options)


def orders(n=2000, seed=0):
    rng = np.random.default_rng(seed)
    code = rng.integers(0, 60, n)
    return pd.DataFrame(
        {
            "id": [f"o{i}" for i in range(n)],
            "code": code,
            "city": pd.Series(code // 2).map(lambda c: f"city {c}"),
            "price": rng.lognormal(3, 1, n),
            "size": rng.choice(["s", "m", "l"], n),
            "rare": np.where(rng.random(n) < 0.004, "yes", "no"),
        }
    )


def test_a_dependency_with_errors_is_found_with_its_violations():
    frame = orders()
    wrong = [7, 70, 700]
    frame.loc[wrong, "city"] = "elsewhere"
    result = found(frame)
    assert [(d.left, d.right) for d in result.found] == [(("code",), "city")]
    one = result.found[0]
    assert one.violating == 3 and one.error == pytest.approx(3 / 2000)
    assert one.low < one.error < one.high
    assert one.lift > 0.99 and not one.mutual
    assert {(v.found, v.rows) for v in one.violations} == {("elsewhere", 1)}
    expected = dict(zip(frame.code.astype(str), frame.city, strict=True))
    assert all(v.expected == f"city {int(v.left[0]) // 2}" for v in one.violations), expected
    assert result.broken == (one,)


def test_the_error_is_g3():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"a": rng.integers(0, 30, 3000)})
    frame["b"] = np.where(rng.random(3000) < 0.1, rng.integers(0, 15, 3000), frame["a"] % 15)
    frame.loc[rng.random(3000) < 0.1, "a"] = None
    one = next(d for d in found(frame, max_error=0.2).found if d.left == ("a",))
    both = frame.dropna()
    keep = both.groupby("a")["b"].agg(lambda s: s.value_counts().iloc[0]).sum()
    assert one.error == pytest.approx(1 - keep / len(both))
    assert one.n == len(both)


def test_ids_constants_and_chance_are_not_reported():
    rng = np.random.default_rng(5)
    for n in (10, 100, 3000):
        frame = pd.DataFrame(
            {
                "id": range(n),
                "name": [f"n{i}" for i in range(n)],
                "same": 1,
                "nearly": (np.arange(n) == 3).astype(int),
                "skew": (rng.random(n) < 0.02).astype(int),
                "few": rng.integers(0, 3, n),
                "many": rng.integers(0, n // 2, n),
            }
        )
        assert found(frame).found == ()


def test_a_column_that_helps_a_little_does_not_determine():
    rng = np.random.default_rng(8)
    a = rng.integers(0, 20, 20_000)
    b = np.where((a == 0) | (rng.random(20_000) < 0.018), "rare", "usual")
    frame = pd.DataFrame({"a": a, "b": b})
    one = found(frame, max_error=0.05).found
    assert one == ()  # an error of .018, where .067 is expected
    frame["b"] = np.where((a == 0) | (rng.random(20_000) < 0.002), "rare", "usual")
    assert [d.right for d in found(frame).found] == ["b"]


def test_both_directions_are_mutual():
    frame = orders()
    frame["name"] = frame["code"].map(lambda c: f"code {c}")
    mutual = {(d.left[0], d.right) for d in found(frame, pairs=False).found if d.mutual}
    assert mutual == {("code", "name"), ("name", "code")}


def test_two_columns_determine_a_third():
    rng = np.random.default_rng(6)
    a, b = rng.integers(0, 9, 4000), rng.integers(0, 7, 4000)
    c = (a * 3 + b * 5) % 11
    c[:4] += 1
    frame = pd.DataFrame({"a": a, "b": b, "c": c, "free": rng.integers(0, 5, 4000)})
    result = found(frame)
    assert {(d.left, d.right) for d in result.found} >= {(("a", "b"), "c")}
    assert all("free" not in (*d.left, d.right) for d in result.found)
    one = next(d for d in result.found if d.right == "c")
    assert one.violating == 4 and len(one.violations[0].left) == 2


def test_single_keys_and_nulls():
    frame = orders(200)
    frame["gaps"] = [None if i % 10 == 0 else i for i in range(200)]
    frame["broken"] = [0, *range(199)]
    result = {k.columns: k for k in keys(frame)}
    assert result["id",].usable
    assert result["gaps",].unique and not result["gaps",].usable and result["gaps",].nulls == 20
    assert not result["broken",].unique and result["broken",].repeated == 1
    assert ("price",) not in result  # a measurement, not a key
    assert keys(frame)[0].columns == ("id",)


def test_combined_keys_are_minimal_and_no_accident():
    rng = np.random.default_rng(0)
    grid = [(a, b, c) for a in range(8) for b in range(9) for c in range(10)]
    frame = pd.DataFrame(grid, columns=["a", "b", "c"])
    frame["u"] = rng.integers(0, 5000, 720)  # unique together with a, b, c: by chance alone
    assert not frame.duplicated(["u", "a", "b"]).any()
    assert {frozenset(k.columns) for k in keys(frame) if k.unique} == {frozenset("abc")}
    assert keys(frame, size=2) == ()
    frame["line"] = frame["a"] * 9 + frame["b"]
    assert {frozenset(k.columns) for k in keys(frame) if k.unique} == {
        frozenset("abc"),
        frozenset(["line", "c"]),
    }


def test_a_sample_is_confirmed_on_all_rows():
    n = 5000
    frame = pd.DataFrame({"key": range(n), "torn": range(n)})
    frame.loc[n - 1, "torn"] = 0
    result = {k.columns: k for k in keys(frame, rows=300)}
    assert result["key",].usable and result["key",].rows == n
    assert not result["torn",].unique and result["torn",].repeated == 1
    whole = {k.columns: k for k in keys(frame)}
    assert result == whole


def test_odd_tables():
    for table in (
        pd.DataFrame({"a": pd.Series([], dtype="str")}),
        pd.DataFrame({"a": ["x"]}),
        pd.DataFrame({"a": [None, None], "b": [np.nan, np.inf]}),
        pa.table({"l": [[1], None] * 30, '"': ["<b>", "\x00"] * 30, "t": ["x" * 10**6, "y"] * 30}),
        pa.table({"d": pa.array([-719162, 2932896] * 30, pa.date32()), "e": ["a", "b"] * 30}),
    ):
        result = found(table)
        json.dumps(result.to_dict(), allow_nan=False)
        assert len(result.to_frame()) == len(result.found)
        json.dumps([k.to_dict() for k in keys(table)])
    with pytest.raises(InputError, match="max_error"):
        found(pd.DataFrame({"a": [1]}), max_error=2)
    with pytest.raises(InputError, match="size"):
        keys(pd.DataFrame({"a": [1]}), size=4)
