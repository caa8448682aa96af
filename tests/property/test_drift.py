"""The exported module's drift: the same on every engine, silent by chance, loud on a change."""

from __future__ import annotations

import datetime as dt
import json

import narwhals as nw
import numpy as np
import pyarrow as pa
import pytest

from tests.engines import ENGINES, load, on_engine
from workbench.profile import profile
from workbench.rules import Recipe
from workbench.rules.drift import drift_from


def made(rows, seed, shift=0.0):
    rng = np.random.default_rng(seed)
    days = np.datetime64("2020-01-01", "D") + rng.integers(0, 300, rows).astype("timedelta64[D]")
    return pa.table(
        {
            "real": pa.array(rng.normal(shift, 1, rows), mask=rng.random(rows) < 0.1 + shift / 3),
            "whole": rng.integers(0, 5, rows) + round(shift),
            'te"xt': rng.choice(["a", "b", "<i>"], rows, p=[0.5 - shift / 3, 0.3, 0.2 + shift / 3]),
            "truth": rng.random(rows) < 0.3 + shift / 2,
            "day": pa.array(days + np.timedelta64(round(200 * shift), "D")),
            "free": [f"text {x}" for x in rng.random(rows)],
            "empty": pa.nulls(rows, pa.string()),
        }
    )


def frozen(table):
    return json.loads(json.dumps(profile(table).reference()))  # as it is on disk


def verdicts(found):
    return {row["column"]: row["verdict"] for row in found}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("shift", [0.0, 1.0])
def test_all_engines_agree(engine, shift):
    reference, later = frozen(made(2000, 1)), made(1500, 2, shift)
    there = drift_from(nw.from_native(on_engine(engine, later)), reference)
    assert there == drift_from(nw.from_native(later), reference)
    changed = {"real", "whole", 'te"xt', "truth", "day"} if shift else set()
    assert {name for name, verdict in verdicts(there).items() if verdict != "none"} == changed


@pytest.mark.parametrize("rows", [30, 300, 3000])
def test_chance_is_no_drift(rows):
    alarms = [
        verdict != "none"
        for seed in range(20)
        for verdict in verdicts(
            drift_from(nw.from_native(made(rows, seed)), frozen(made(rows, 100 + seed)))
        ).values()
    ]
    assert np.mean(alarms) < 0.05


def test_columns_that_come_go_and_turn():
    reference = frozen(made(200, 1))
    later = made(200, 2).drop_columns(["real", "whole"])
    later = later.append_column("new", pa.array(range(200)))
    later = later.append_column("whole", pa.array(["x"] * 200))
    found = {row["column"]: row for row in drift_from(nw.from_native(later), reference)}
    assert found["real"]["message"] == "the column is missing"
    assert found["new"] == {"column": "new", "verdict": "some", "message": "the column is new"}
    assert "held number values" in found["whole"]["message"]


def test_shares_are_exact():
    before = pa.table({"x": ["a"] * 600 + ["b"] * 400, "n": [None] * 100 + [1.0] * 900})
    after = pa.table(
        {"x": ["a"] * 300 + ["b"] * 200 + ["c"] * 500, "n": [None] * 500 + [1.0] * 500}
    )
    found = {row["column"]: row for row in drift_from(nw.from_native(after), frozen(before))}
    assert "other values: 0.0% before, 50.0% now" in found["x"]["message"]
    assert (found["n"]["missing_before"], found["n"]["missing"]) == (0.1, 0.5)
    assert found["n"]["verdict"] == "strong"


def test_tables_with_nothing_in_them():
    empty = made(50, 1).slice(0, 0)
    assert set(verdicts(drift_from(nw.from_native(empty), frozen(made(50, 1)))).values()) == {
        "none"
    }
    assert set(verdicts(drift_from(nw.from_native(made(50, 1)), frozen(empty))).values()) <= {
        "none",
        "some",
        "strong",
    }


def test_dates_of_python_in_pandas():
    table = made(100, 1).to_pandas()
    assert isinstance(table["day"][0], dt.date)
    found = drift_from(nw.from_native(table), frozen(made(100, 1)))
    assert verdicts(found)["day"] == "none"


def test_nothing_private_is_in_the_reference():
    told = json.dumps(profile(made(500, 1)).reference(private=True))
    assert "<i>" not in told
    assert "<i>" in json.dumps(profile(made(500, 1)).reference())
    mails = pa.table({"email": [f"{name}@mail.example" for name in ("ada", "ben")] * 100})
    told = json.dumps(profile(mails).reference())
    assert "email" in told and "ada" not in told


def test_the_exported_module_watches(tmp_path):
    table = made(800, 1)
    recipe = Recipe([{"kind": "map_values", "column": 'te"xt', "mapping": {"<i>": "c"}}])
    reference = profile(recipe.run(table)).reference()
    folder = recipe.export(tmp_path / "tidy", examples=table, reference=reference)
    drift = load(folder / "__init__.py").drift
    assert set(verdicts(drift(made(700, 2).to_pandas())).values()) == {"none"}
    assert verdicts(drift(recipe.run(made(700, 2, 1.0)), cleaned=True))['te"xt'] == "strong"
    recipe.export(tmp_path / "tidy", examples=table)  # over the earlier one, without
    assert not (folder / "reference.json").exists()
