from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy.optimize import curve_fit
from sklearn.metrics import balanced_accuracy_score, f1_score, r2_score

from workbench.errors import InputError, MissingColumnError
from workbench.profile.learning_curve.enough import enough_data
from workbench.profile.learning_curve.learning import _score
from workbench.profile.learning_curve.power_law import fit_power_law


def points(n, rng, size=3):
    x = rng.normal(size=(n, size))
    return pd.DataFrame(x, columns=[f"x{i}" for i in range(size)])


def test_the_power_law_equals_scipy():
    rng = np.random.default_rng(0)
    sizes = np.geomspace(20, 20_000, 8)
    errors = np.full(8, 0.004)
    scores = 0.9 - 1.5 * sizes**-0.4 + rng.normal(size=8) * errors
    law = fit_power_law(sizes, scores, errors)
    best, _ = curve_fit(
        lambda n, a, b, c: a - b * n**-c, sizes, scores, p0=[0.9, 1, 0.5], sigma=errors
    )
    for n in (100, 40_000, 200_000):
        assert law.at(n)[0] == pytest.approx(best[0] - best[1] * n ** -best[2], abs=5e-4)
    middle, low, high = law.at(200_000)
    assert low < middle < high
    assert fit_power_law(sizes[:3], scores[:3], errors[:3]) is None


def test_the_interval_of_the_extrapolation_holds_the_truth():
    rng = np.random.default_rng(1)
    sizes, held = np.geomspace(20, 2000, 7), 0
    for _ in range(60):
        a, b, c = rng.uniform(0.6, 1), rng.uniform(0.3, 2), rng.uniform(0.2, 1)
        errors = np.geomspace(0.02, 0.004, 7)
        law = fit_power_law(sizes, a - b * sizes**-c + rng.normal(size=7) * errors, errors)
        _, low, high = law.at(4000)
        held += low <= a - b * 4000**-c <= high
    assert held >= 52


def test_scores_equal_sklearn():
    rng = np.random.default_rng(2)
    truth, guess = rng.integers(0, 3, (2, 90))
    expected = balanced_accuracy_score(truth, guess)
    assert _score("balanced_accuracy", truth, guess) == pytest.approx(expected)
    expected = f1_score(truth, guess, average="macro")
    assert _score("f1_macro", truth, guess) == pytest.approx(expected)
    x, y = rng.normal(size=(2, 90))
    assert _score("r2", x, x + y / 2) == pytest.approx(r2_score(x, x + y / 2))


def test_an_easy_label_has_enough_rows():
    rng = np.random.default_rng(3)
    frame = points(800, rng)
    frame["y"] = np.where(frame.x0 > 0, "up", "down")
    found = enough_data(frame, label="y")
    assert (found.task, found.metric, found.verdict) == ("classification", "accuracy", "enough")
    assert found.points[-1].score > 0.95 and found.baseline == pytest.approx(0.5, abs=0.05)
    need = found.needed(0.9)
    assert need.rows in {p.rows for p in found.points} and "reached" in need.verdict
    rows = [p.rows for p in found.points]
    assert rows == sorted(rows) and all(p.low <= p.score <= p.high for p in found.points)


def test_a_hard_label_wants_more():
    rng = np.random.default_rng(4)
    frame = points(900, rng, 8)
    frame["y"] = frame.x0 * frame.x1 + frame.x2 + frame.x3 > 0
    found = enough_data(frame, label="y")
    assert found.verdict == "more rows help"
    assert found.double[2] > found.points[-1].score and found.gain[1] > 0
    assert found.tenfold[0] > found.double[0]
    need = found.needed(found.double[0])
    assert need.rows == pytest.approx(2 * found.points[-1].rows, rel=0.5)
    assert need.low < need.rows
    assert "tell" in found.needed(1.5).verdict or "not be reached" in found.needed(1.5).verdict


def test_noise_gives_no_signal():
    rng = np.random.default_rng(5)
    frame = points(400, rng).assign(y=rng.choice(["a", "b"], 400), z=rng.normal(size=400))
    few = [20, 50, 100, 200]
    assert enough_data(frame, label="y", leave_out=["z"], sizes=few).verdict == "no signal"
    assert enough_data(frame, label="z", sizes=few).verdict == "no signal"


def test_a_number_and_missing_values():
    rng = np.random.default_rng(6)
    frame = points(1000, rng)
    frame["c"] = rng.choice(["a", "b", None], 1000)
    frame["z"] = frame.x0 * 2 + (frame.c == "a") + rng.normal(size=1000) * 0.3
    frame.loc[::7, "x1"] = np.nan
    frame.loc[::9, "z"] = np.nan
    found = enough_data(frame, label="z", sizes=[20, 50, 120, 600, 5000])
    assert (found.task, found.metric) == ("regression", "r2")
    assert [p.rows for p in found.points] == [20, 50, 120, 600]
    assert found.points[-1].score > 0.8 and found.labelled == 888


def test_text_is_learnt_from():
    rng = np.random.default_rng(7)
    words = np.array([f"word{i}" for i in range(200)])
    frame = pd.DataFrame({"t": [" ".join(words[rng.integers(0, 200, 9)]) for _ in range(700)]})
    frame["y"] = np.where(np.arange(700) % 2 == 0, "yes", "no")
    frame["t"] = frame["t"] + np.where(frame["y"] == "yes", " good", " bad")
    frame["id"] = [f"i{i}" for i in range(700)]
    found = enough_data(frame, label="y", sizes=[50, 400])
    assert found.points[-1].score > 0.9 and found.verdict == "cannot tell"
    assert found.left_out == {"id": "nearly every value is distinct"}


@pytest.mark.parametrize("n", [0, 1, 5, 39])
def test_few_rows_get_a_clear_answer(n):
    frame = pd.DataFrame({"x": range(n), "y": (["a", "b"] * 20)[:n]})
    found = enough_data(frame, label="y")
    assert found.verdict == "cannot tell" and "at least 40" in found.sentence
    assert found.needed(0.9).rows is None and "Cannot tell" in found.needed(0.9).verdict
    json.dumps(found.to_dict(), allow_nan=False)
    assert len(found.to_frame()) == 0


@pytest.fixture
def few_trees(monkeypatch):
    monkeypatch.setattr("workbench.profile.learning_curve.learning.TREES", 3)
    monkeypatch.setattr("workbench.profile.learning_curve.learning.REPEATS", (2, 3))


@pytest.mark.usefixtures("few_trees")
def test_forty_rows_and_rare_classes():
    rng = np.random.default_rng(8)
    frame = points(44, rng).assign(y=["a"] * 22 + ["b"] * 20 + ["c", "d"])
    found = enough_data(frame, label="y")
    assert len(found.points) >= 4 and "2 classes" in found.note
    assert found.verdict in ("cannot tell", "no signal")
    assert found.to_dict() == enough_data(frame, label="y").to_dict()
    lone = enough_data(points(60, rng).assign(y="a"), label="y")
    assert "two classes" in lone.sentence


@pytest.mark.usefixtures("few_trees")
def test_odd_tables():
    n = 60
    table = pa.table(
        {
            "y": pa.array(["<b>", "b\x00", None] * 20),
            "x": pa.array([np.inf, np.nan, -1e308] * 20),
            "l": pa.array([[1], None, []] * 20),
            "d": pa.array([-719162, 2932896, None] * 20, pa.date32()),
            "none": pa.nulls(n),
            "t": pa.array(["\x00 \U0001f600 some long words here", None, "x" * 100_000] * 20),
        }
    )
    for label in table.column_names:
        found = enough_data(table, label=label)
        json.dumps(found.to_dict(), allow_nan=False)
        assert "<b>" not in found.to_html()
    huge = pa.table({"y": [1e308 * (-1) ** i * i / 60 for i in range(60)], "x": list(range(60))})
    json.dumps(enough_data(huge, label="y").to_dict(), allow_nan=False)
    only = enough_data(table.select(["y", "none"]), label="y")
    assert "no column" in only.sentence
    with pytest.raises(InputError, match="metric"):
        enough_data(table, label="y", metric="auc")
    with pytest.raises(InputError, match="does not fit"):
        enough_data(table, label="y", metric="r2")
    with pytest.raises(InputError, match="sizes"):
        enough_data(table.slice(0, 0), label="y", sizes=[])
    with pytest.raises(MissingColumnError):
        enough_data(table, label="zz")
