from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import stats

from workbench.errors import InputError, MissingColumnError
from workbench.profile.classes.slice_cells import poisson_below
from workbench.profile.classes.slices import slices


def dogs(n=3000, seed=0):
    rng = np.random.default_rng(seed)
    breed = rng.choice(["lab", "poodle", "boxer", "pug"], n, p=[0.5, 0.3, 0.15, 0.05])
    colour = rng.choice(["black", "white", "brown"], n)
    colour[breed == "poodle"] = "white"
    colour[(breed == "boxer") & (colour == "white")] = "brown"
    weight = rng.normal(20, 5, n) + np.where(breed == "lab", 8, 0)
    return pd.DataFrame(
        {
            "breed": breed,
            "colour": colour,
            "weight": weight,
            "free": rng.normal(size=n),
            "coin": rng.choice(["h", "t"], n),
        }
    )


def test_sizes_and_imbalance():
    frame = dogs()
    frame.loc[:9, "breed"] = None
    found = slices(frame, label="breed")
    counts = frame["breed"].value_counts()
    assert {one.name: one.rows for one in found.classes} == counts.to_dict()
    assert found.unlabelled == 10
    assert found.ratio == pytest.approx(counts.max() / counts.min())
    assert found.entropy == pytest.approx(stats.entropy(counts) / np.log(4))
    assert found.effective == pytest.approx(np.exp(stats.entropy(counts)))
    assert all(one.low < one.share < one.high for one in found.classes)
    even = slices(pd.DataFrame({"y": ["a", "b"] * 20}), label="y")
    assert (even.ratio, even.entropy, even.effective) == (1, 1, pytest.approx(2))


def test_white_poodles_only_and_no_white_boxers():
    found = slices(dogs(), label="breed")
    only = [cell for cell in found.cells if cell.kind == "only"]
    assert [(c.slice, c.values) for c in only] == [("poodle", {"colour": "white"})]
    assert "all" in only[0].detail and only[0].share == 1
    empty = [(c.slice, c.values) for c in found.cells if c.kind == "empty"]
    assert ("boxer", {"colour": "white"}) in empty
    assert all(cell.values.keys() != {"coin"} for cell in found.cells)
    boxer = next(c for c in found.cells if c.slice == "boxer")
    frame = dogs()
    assert boxer.expected == pytest.approx(
        (frame.breed == "boxer").sum() * (frame.colour == "white").mean()
    )
    assert found.to_html().count("poodle") > 1


def test_poisson_equals_scipy():
    for rows, expected in ((0, 7.0), (3, 12.5), (40, 30.0)):
        assert poisson_below(rows, expected) == pytest.approx(stats.poisson.cdf(rows, expected))


def test_crossed_columns_and_binned_numbers():
    rng = np.random.default_rng(1)
    n = 8000
    frame = pd.DataFrame(
        {
            "y": rng.choice(["p", "q"], n),
            "a": rng.choice(["a0", "a1"], n),
            "b": rng.choice(["b0", "b1"], n),
            "x": rng.normal(size=n),
        }
    )
    frame = frame[~((frame.y == "p") & (frame.a == "a0") & (frame.b == "b0"))]
    found = slices(frame, label="y", by=["a", "b", "x"])
    assert {len(c.columns) for c in found.coverage} == {1, 2, 3}
    pairs = [c for c in found.cells if set(c.values) == {"a", "b"}]
    assert [(c.slice, c.values, c.kind) for c in pairs if c.kind == "empty"] == [
        ("p", {"a": "a0", "b": "b0"}, "empty")
    ]
    three = next(c for c in found.coverage if len(c.columns) == 3)
    assert (three.cells, three.empty) == (2 * 2 * 2 * 4, 4)


def test_independent_columns_give_no_cells_and_no_shifts():
    told = strong = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        frame = pd.DataFrame({"y": rng.zipf(1.5, 600).clip(max=12).astype(str)})
        for i in range(3):
            frame[f"c{i}"] = rng.zipf(1.5, 600).clip(max=10).astype(str)
            frame[f"x{i}"] = rng.normal(size=600)
        found = slices(frame, label="y")
        told += len(found.cells)
        strong += len(found.strong(0.0))
    assert told <= 1
    assert strong <= 6  # of 1,400


def test_shifts_equal_definitions():
    frame = dogs(400)
    found = slices(frame, label="breed")
    one = next(s for s in found.shifts if (s.column, s.slice) == ("weight", "lab"))
    lab, rest = (frame.loc[m, "weight"] for m in (frame.breed == "lab", frame.breed != "lab"))
    u = stats.mannwhitneyu(lab, rest).statistic
    assert one.effect == pytest.approx(2 * u / (len(lab) * len(rest)) - 1)
    assert one.low < one.effect < one.high and one.effect > one.noise
    assert one.smd == pytest.approx(
        (lab.mean() - rest.mean())
        / np.sqrt((lab.var() * (len(lab) - 1) + rest.var() * (len(rest) - 1)) / (len(frame) - 2))
    )
    colour = next(s for s in found.shifts if (s.column, s.slice) == ("colour", "poodle"))
    shares = pd.crosstab(frame.colour, frame.breed == "poodle", normalize="columns")
    assert colour.effect == pytest.approx((shares[True] - shares[False]).abs().sum() / 2)
    assert {s.column for s in found.strong()} == {"weight", "colour"}


def test_a_numeric_label_is_binned():
    rng = np.random.default_rng(2)
    x = rng.normal(size=1000)
    found = slices(pd.DataFrame({"y": x, "x": x * 2}), label="y")
    assert found.binned and [one.rows for one in found.classes] == [250] * 4
    assert found.strong(0.9)
    whole = slices(pd.DataFrame({"y": rng.integers(0, 3, 100)}), label="y")
    assert {one.name for one in whole.classes} == {"0", "1", "2"}


def test_odd_tables():
    hostile = "<b>\x00"
    table = pa.table(
        {
            "y": pa.array([hostile, None, "b", "\U0001f600"] * 10),
            hostile.replace("\x00", ""): pa.array([1.0, np.nan, np.inf, -np.inf] * 10),
            "day": pa.array([dt.date(1, 1, 1), dt.date(9999, 12, 31), None, None] * 10),
            "l": pa.array([[1], None] * 20),
            "none": pa.nulls(40),
            "bytes": pa.array([b"\xff", None] * 20),
        }
    )
    for label in table.column_names:
        for frame in (table, table.slice(0, 1), table.slice(0, 0)):
            found = slices(frame, label=label)
            json.dumps(found.to_dict(), allow_nan=False)
            assert "<b>" not in found.to_html()
            assert len(found.to_frame()) == len(found.classes)
            assert len(found.shifts_frame()) == len(found.shifts)
            assert len(found.cells_frame()) == len(found.cells)
    many = slices(pd.DataFrame({"y": [f"c{i}" for i in range(300)], "x": range(300)}), label="y")
    assert len(many.classes) == 300 and many.shifts == ()
    with pytest.raises(MissingColumnError):
        slices(table, label="zz")
    with pytest.raises(InputError, match="one to three"):
        slices(table, label="y", by="y")
