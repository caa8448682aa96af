from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from workbench.errors import InputError, NotFoundError
from workbench.widgets import figures

HOSTILE = "<b>x</b>"


@pytest.fixture(scope="module")
def profiles():
    rng = np.random.default_rng(0)
    size = 300
    frame = pd.DataFrame(
        {
            "x": rng.normal(size=size),
            HOSTILE: rng.choice([HOSTILE, "y", "z"], size),
            "label": rng.choice(["a", "b"], size, p=[0.8, 0.2]),
            "day": pd.date_range("2020-01-01", periods=size),
        }
    )
    frame["y"] = frame["x"] * 2 + rng.normal(size=size)
    frame.loc[:60, ["x", "y"]] = np.nan
    later = frame.assign(x=frame["x"] + 3)
    return wb.profile(frame, title="before"), wb.profile(later, title="after")


def test_associations_as_a_square(profiles):
    found = profiles[0].associations
    figure = figures.association_figure(found)
    grid = np.array(figure.data[0].z, dtype=float)
    assert grid.shape == (5, 5)
    names = list(figure.data[0].x)
    place = names.index("x"), names.index("y")
    assert grid[place] == pytest.approx(next(p.value for p in found.pairs if p.right == "y"))
    assert "&lt;b&gt;x&lt;/b&gt;" in names
    few = figures.association_figure(found, columns=2)
    assert set(few.data[0].x) == {"x", "y"}


def test_missing_values_and_their_patterns(profiles):
    found = profiles[0].missingness
    bar = figures.missing_figure(found).data[0]
    assert dict(zip(bar.y, bar.x, strict=True)) == pytest.approx({"x": 61 / 300, "y": 61 / 300})
    rows, dots = figures.pattern_figure(found).data
    assert list(rows.y) == [61]
    assert len(dots.x) == 2


def test_two_tables_on_one_axis(profiles):
    left, right = figures.comparison_figure(*profiles, "x").data
    assert sum(left.y) == pytest.approx(1) == pytest.approx(sum(right.y))
    middle = [np.dot(side.x, side.y) for side in (left, right)]
    assert middle[1] - middle[0] == pytest.approx(3, abs=0.3)
    shares, _ = figures.comparison_figure(*profiles, "label").data
    assert sum(shares.y) == pytest.approx(1)
    assert shares.name == "before"
    with pytest.raises(NotFoundError):
        figures.comparison_figure(*profiles, "nosuch")
    text = wb.profile(pd.DataFrame({"x": ["a", "b"]}))
    with pytest.raises(InputError, match="numeric in only one of the tables"):
        figures.comparison_figure(profiles[0], text, "x")


def test_classes_and_the_learning_curve(profiles):
    classes = figures.class_figure(profiles[0].by("label")).data[0]
    assert sum(classes.y) == 300
    curve = profiles[0].enough_data("label", sizes=[40, 80, 160])
    measured = figures.learning_figure(curve).data[0]
    assert len(measured.x) == len(curve.points)
    assert all(up >= 0 for up in measured.error_y.array)
