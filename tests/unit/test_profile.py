from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import workbench as wb
from workbench.errors import NotFoundError
from workbench.profile import profile


def test_the_package_answers_calls_like_the_function():
    import workbench.profile

    assert wb.profile(pd.DataFrame({"a": [1]})).rows == 1
    assert workbench.profile.columns  # and is still the package


def test_the_histogram_equals_numpy():
    numbers = np.random.default_rng(0).normal(size=2000)
    column = profile(pd.DataFrame({"x": numbers}))["x"]
    counts, edges = np.histogram(numbers, bins=20)
    assert column.edges == pytest.approx(edges)
    assert np.abs(np.array(column.counts) - counts).sum() <= 2  # a value on an edge, at most


def test_kinds():
    size = 50
    frame = pd.DataFrame(
        {
            "id": [f"c{i}" for i in range(size)],
            "number": np.arange(size) / 7,
            "category": ["x", "y"] * 25,
            "text": [f"some longer text about {i} in words, {i}" * 2 for i in range(size)],
            "yes": [True, False] * 25,
            "day": pd.date_range("2020-01-01", periods=size),
            "same": [1] * size,
            "none": [None] * size,
        }
    )
    kinds = {column.name: column.kind for column in profile(frame).columns}
    assert kinds == {
        "id": "identifier",
        "number": "number",
        "category": "category",
        "text": "text",
        "yes": "boolean",
        "day": "date",
        "same": "constant",
        "none": "empty",
    }


def test_odd_numbers_do_not_spoil_the_figures():
    column = profile(pd.DataFrame({"x": [1.0, np.inf, -np.inf, 3.0, None]}))["x"]
    assert (column.minimum, column.maximum, column.mean) == (1.0, 3.0, 2.0)
    assert column.infinite == 2
    assert sum(column.counts) == 2


def test_extreme_ranges():
    wide = profile(pd.DataFrame({"x": [-1.7e308, 1.7e308, 0.0]}))["x"]
    assert sum(wide.counts) == 3
    narrow = profile(pd.DataFrame({"x": [1.0, np.nextafter(1.0, 2)]}))["x"]
    assert sum(narrow.counts) == 2


def test_top_values_and_duplicates():
    found = profile(pd.DataFrame({"a": ["x", "x", "y", None], "b": [1, 1, 2, 3]}))
    assert found["a"].top == (("x", 2), ("y", 1))
    assert found["a"].lengths == (1, 1)
    assert found.duplicate_rows == 1


def test_an_empty_table():
    found = profile(pd.DataFrame({"a": pd.Series([], dtype="str")}))
    assert (found.rows, found["a"].kind) == (0, "empty")
    assert "no values" in found.to_html()


def test_hostile_values_do_not_become_html():
    bad = "<img src=x onerror=alert(1)>"
    page = profile(pd.DataFrame({bad: [bad, bad, "x"]}), title=bad).to_html()
    assert "<img" not in page
    assert "&lt;img" in page


def test_results_are_plain():
    found = profile(pd.DataFrame({"a": [1, 2]}))
    import json

    assert json.loads(json.dumps(found.to_dict()))["columns"][0]["name"] == "a"
    assert found.to_frame().shape[0] == 1
    with pytest.raises(NotFoundError, match="present are 'a'"):
        found["b"]


def test_the_plotly_view_shows_each_column():
    from workbench.widgets.charts import column_figure, profile_view

    frame = pd.DataFrame({"n": range(30), "t": ["<b>x</b>", "y", "y"] * 10})
    frame["d"] = pd.date_range("2020-01-01", periods=30)
    found = profile(frame)
    assert sum(column_figure(found["n"]).data[0].y) == 30
    assert "&lt;b&gt;" in column_figure(found["t"]).data[0].y[0]
    assert column_figure(found["d"]).data[0].x[0].year == 2020
    view = profile_view(found)
    choice, chart = view.children
    choice.value = "t"
    assert list(chart.data[0].x) == [10, 20]
