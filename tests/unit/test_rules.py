from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest

from tests.engines import ENGINES, cells, on_engine
from workbench.errors import InputError, MissingColumnError, RuleError, StoreError
from workbench.rules import Issues, Recipe, parse_rule
from workbench.rules.rebase import rebased
from workbench.rules.rule_list import merged
from workbench.types import Issue

NUMBERS = {
    "7": 7,
    " 7 ": 7,
    "-1,234.50": -1234.5,
    "1,23": None,
    "12,345,678": 12345678,
    "+.5": 0.5,
    "1.": None,
    "1e5": None,
    "180 cm": 180,
    "1.8m": 180,
    "5 mm": None,
    "m5": 500,
    "5 5": None,
    "": None,
    "١٢": None,
    "1234567890123456": None,
    "--5": None,
    "cm": None,
}
DAYS = {
    "2024-02-29": "2024-02-29",
    "2023-02-29": None,
    "1900-02-29": None,
    "2000-02-29": "2000-02-29",
    "2024-04-31": None,
    "2024-13-01": None,
    "0000-01-01": None,
    "0001-01-01": "0001-01-01",
    "9999-12-31": "9999-12-31",
    "3/4/2021": "2021-04-03",
    "31/04/2021": None,
    "5 mAr 2020": "2020-03-05",
    "5 Mai 2020": None,
    "Mar 5, 2020": "2020-03-05",
    "20200102": "2020-01-02",
    "2020-1-2": "2020-01-02",
    "2020-01-02T10": None,
}


def run_everywhere(rule, table):
    """Run one rule on every engine, insist that all agree, and return the cells."""
    recipe = Recipe([rule])
    results = [cells(recipe.run(on_engine(engine, table))) for engine in ENGINES]
    for engine, result in zip(ENGINES, results, strict=True):
        assert result == results[0], engine
    return results[0]


def test_numbers():
    table = pa.table({"x": list(NUMBERS)})
    units = {"": 1.0, "cm": 1.0, "m": 100.0}
    rule = {"kind": "parse_number", "column": "x", "thousands": ",", "units": units}
    assert run_everywhere(rule, table)["x"] == list(NUMBERS.values())


def test_units_with_odd_signs():
    for unit in ("$", "€", "m²", "%", "^", "[", "\\", "(x)", "°C", '"'):
        table = pa.table({"x": [f"{unit}5", f"5 {unit}", f"-{unit}1.5", "5", f"{unit}{unit}5"]})
        rule = {"kind": "parse_number", "column": "x", "units": {unit: 2.0}}
        assert run_everywhere(rule, table)["x"] == [10, 10, -3, None, None], unit


def test_dates():
    table = pa.table({"x": list(DAYS)})
    formats = ["%Y-%m-%d", "%d/%m/%Y", "%d %b %Y", "%b %d, %Y", "%Y%m%d"]
    found = run_everywhere({"kind": "parse_date", "column": "x", "formats": formats}, table)["x"]
    assert [None if day is None else f"{day.year:04d}-{day:%m-%d}" for day in found] == list(
        DAYS.values()
    )


def test_every_day_of_four_centuries_is_read():
    days = [datetime.date(1900, 1, 1) + datetime.timedelta(days=i) for i in range(0, 146097, 7)]
    table = pa.table({"x": [f"{day.day}.{day.month}.{day.year}" for day in days]})
    found = cells(
        Recipe([{"kind": "parse_date", "column": "x", "formats": ["%d.%m.%Y"]}]).run(table)
    )
    assert [day.date() for day in found["x"]] == days


def test_case_leaves_letters_on_which_engines_differ():
    table = pa.table({"x": ["straße", "İstanbul", "ΟΔΟΣ", "émile", "ĳ", None]})
    upper = run_everywhere({"kind": "change_case", "columns": ["x"], "to": "upper"}, table)["x"]
    assert upper == ["straße", "İstanbul", "ΟΔΟΣ", "ÉMILE", "Ĳ", None]


def test_a_cell_changes_only_where_its_old_value_stands():
    table = pa.table({"k": ["a", "b", "c", "d"], "x": ["1", "2", None, "4"]})
    listed = [("a", "1", "one"), ("b", "9", "stale"), ("c", None, "three"), ("e", "5", "nobody")]
    listed += [("d", "4", None)]
    rule = {
        "kind": "set_cells",
        "key": "k",
        "column": "x",
        "cells": [{"key": k, "old": old, "new": new} for k, old, new in listed],
    }
    assert run_everywhere(rule, table)["x"] == ["one", "2", "three", None]
    stale = Recipe([rule]).stale(table)
    assert [(s.key, s.rule) for s in stale] == [("b", 1), ("e", 1)]
    assert "now '2'; it was '9'" in stale[0].reason
    assert "no row" in stale[1].reason
    again = Recipe([rule]).run(table)
    assert {s.key for s in Recipe([rule]).stale(again)} == {"b", "e"}  # what is done is not stale


def test_a_row_is_dropped_only_where_its_values_stand():
    table = pa.table({"k": [1, 2, 3, 4], "x": ["a", "b", None, "d"], "n": [1, 2, 3, None]})
    rows = [(1, "a", 1), (2, "other", 2), (3, None, 3), (4, "d", 9)]
    rule = {
        "kind": "drop_rows",
        "key": "k",
        "rows": [{"key": k, "old": {"x": x, "n": n}} for k, x, n in rows],
    }
    assert run_everywhere(rule, table)["k"] == [2, 4]
    assert [s.key for s in Recipe([rule]).stale(table)] == [2, 4]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ({"kind": "explode"}, "'explode' is unknown; known are trim"),
        ({}, "None is unknown"),
        ({"kind": "trim"}, "columns"),
        ({"kind": "trim", "columns": []}, "columns"),
        ({"kind": "trim", "columns": ["a"], "colour": "red"}, "colour"),
        ({"kind": "change_case", "columns": ["a"], "to": "title"}, "to"),
        ({"kind": "parse_date", "column": "a", "formats": ["%H:%M"]}, "use %Y, %d"),
        ({"kind": "parse_date", "column": "a", "formats": ["%Y-%m-%d%d"]}, "use %Y, %d"),
        ({"kind": "parse_number", "column": "a", "units": {"5x": 1.0}}, "no digit"),
        ({"kind": "parse_number", "column": "a", "units": {"m": 0.0}}, "out of range"),
        (
            {
                "kind": "set_cells",
                "key": "k",
                "column": "a",
                "cells": [{"key": 1, "old": "a", "new": "b"}, {"key": "1", "old": "a", "new": "b"}],
            },
            "all text or all integers",
        ),
        (
            {
                "kind": "set_cells",
                "key": "k",
                "column": "a",
                "cells": [{"key": 1, "old": "a", "new": 2}, {"key": 2, "old": 3, "new": 2}],
            },
            "one type",
        ),
    ],
)
def test_malformed_rules_are_refused(rule, message):
    with pytest.raises(RuleError, match=message):
        parse_rule(rule)


def test_a_recipe_of_another_shape_is_refused():
    for text in ("", "[]", "{}", '{"format": 2, "rules": []}', '{"format": 1, "rules": 5}'):
        with pytest.raises(RuleError):
            Recipe.from_json(text)


def test_tables_that_do_not_fit_are_told_what_to_do():
    recipe = Recipe([{"kind": "trim", "columns": ["a"]}])
    with pytest.raises(MissingColumnError, match="'a' is missing; present are 'A'"):
        recipe.run(pd.DataFrame({"A": ["x"]}))
    with pytest.raises(InputError, match="make text of it first"):
        recipe.run(pd.DataFrame({"a": [1.5, "x"]}))
    with pytest.raises(InputError, match="runs on pandas, Polars, PyArrow, DuckDB or Spark"):
        recipe.run([1, 2])
    for empty in ([float("nan")] * 2, [None, None]):
        assert cells(recipe.run(pd.DataFrame({"a": empty})))["a"] == [None, None]


def test_a_cleaner_file_tomorrow_needs_no_mending():
    """What was text today may be read as numbers, dates or truth values tomorrow."""
    rules = [
        {"kind": "trim", "columns": ["n", "d", "b"]},
        {"kind": "set_null", "columns": ["n", "d", "b"], "values": ["-"]},
        {"kind": "map_values", "column": "n", "mapping": {"one": "1"}},
        {"kind": "change_case", "columns": ["b"], "to": "lower"},
        {
            "kind": "set_cells",
            "key": "k",
            "column": "n",
            "cells": [
                {"key": "1", "old": "5.5", "new": "7"},
                {"key": "2", "old": "6", "new": "six"},
                {"key": "x", "old": "6", "new": "8"},
            ],
        },
        {
            "kind": "drop_rows",
            "key": "k",
            "rows": [
                {"key": "3", "old": {"n": "8", "d": "2024-01-03", "b": None}},
                {"key": "4", "old": {"n": "8", "d": "4 Jan 2024", "b": None}},
            ],
        },
        {"kind": "parse_number", "column": "n"},
        {"kind": "parse_date", "column": "d", "formats": ["%Y-%m-%d"]},
    ]
    days = [datetime.datetime(2024, 1, day) for day in (1, 2, 3, 4)]
    texts = pa.table(
        {
            "k": ["1", "2", "3", "4"],
            "n": ["5.5", "6", "8", "8"],
            "d": [str(day.date()) for day in days],
            "b": ["true", "false", None, None],
        }
    )
    typed = pa.table(
        {
            "k": [1, 2, 3, 4],
            "n": [5.5, 6.0, 8.0, 8.0],
            "d": pa.array(days, pa.timestamp("us")),
            "b": [True, False, None, None],
        }
    )
    recipe = Recipe(rules)
    scope: dict = {}
    exec(recipe.emit(), scope)
    for engine in ENGINES:
        made = cells(scope["clean"](on_engine(engine, texts)))
        assert made["k"] == ["1", "2", "4"], engine
        assert made["n"] == [7.0, None, 8.0], engine  # "six" is no number
        made = cells(recipe.run(on_engine(engine, typed)))
        assert made["k"] == [1, 2, 4], engine
        assert made["n"] == [7.0, 6.0, 8.0], engine  # and cannot be put among numbers
        assert made["d"] == [days[0], days[1], days[3]], engine
    again = recipe.run(recipe.run(texts))
    assert cells(again) == cells(recipe.run(texts))
    assert [(s.key, s.rule) for s in recipe.stale(typed)] == [("2", 5), ("x", 5), ("4", 6)]


def test_a_recipe_runs_on_no_rows():
    table = pa.table({"k": pa.array([], pa.int64()), "x": pa.array([], pa.string())})
    rules = [
        {"kind": "trim", "columns": ["x"]},
        {
            "kind": "set_cells",
            "key": "k",
            "column": "x",
            "cells": [{"key": 1, "old": "a", "new": "b"}],
        },
        {"kind": "drop_rows", "key": "k", "rows": [{"key": 1, "old": {"x": "b"}}]},
        {"kind": "parse_number", "column": "x"},
    ]
    for engine in ENGINES:
        assert cells(Recipe(rules).run(on_engine(engine, table))) == {"k": [], "x": []}, engine


def test_lazy_tables_stay_lazy_and_inputs_stay_as_they_were():
    import duckdb
    import polars as pl

    recipe = Recipe([{"kind": "trim", "columns": ["a"]}])
    frame = pd.DataFrame({"a": [" x"]})
    assert recipe.run(frame)["a"][0] == "x"
    assert frame["a"][0] == " x"
    assert isinstance(recipe.run(pl.LazyFrame({"a": [" x"]})), pl.LazyFrame)
    made = recipe.run(duckdb.from_arrow(pa.table({"a": [" x"]})))
    assert isinstance(made, duckdb.DuckDBPyRelation)


def test_what_must_still_stand_is_carried_through_earlier_rules():
    rules = [
        {"kind": "trim", "columns": ["x"]},
        {"kind": "map_values", "column": "x", "mapping": {"Premium": "premium"}},
        {
            "kind": "set_cells",
            "key": "k",
            "column": "x",
            "cells": [{"key": 1, "old": " Premium", "new": "basic"}],
        },
        {"kind": "drop_rows", "key": "k", "rows": [{"key": 1, "old": {"x": " Premium"}}]},
    ]
    table = pa.table({"k": [1, 2], "x": [" Premium", "plus"]})
    assert cells(Recipe(rules).run(table))["k"] == [1, 2]
    recipe = Recipe(rebased(Recipe(rules)))
    assert recipe.rules[2].cells[0].old == "premium"
    assert recipe.rules[3].rows[0].old == {"x": "basic"}
    assert cells(recipe.run(table))["k"] == [2]
    assert rebased(recipe)[2] == recipe.rules[2]


def test_rules_of_one_kind_are_joined():
    recipe = merged(
        Recipe(
            [
                {"kind": "trim", "columns": ["a"], "why": "one.", "author": "ada"},
                {"kind": "map_values", "column": "a", "mapping": {"x": "y", "p": "q"}},
                {"kind": "trim", "columns": ["b", "a"], "why": "two.", "author": "ben"},
                {"kind": "map_values", "column": "a", "mapping": {"y": "z", "p": "other"}},
            ]
        )
    )
    trim, mapping = recipe
    assert (trim.columns, trim.why, trim.author) == (("a", "b"), "one. two.", "ada, ben")
    assert mapping.mapping == {"x": "z", "p": "q", "y": "z"}
    circle = [{"kind": "map_values", "column": "a", "mapping": {a: b}} for a, b in ("xy", "yx")]
    assert merged(Recipe(circle))[0].mapping == {"x": "y", "y": "x"}


def test_the_digest_names_what_a_recipe_does_not_who_made_it():
    one = Recipe([{"kind": "trim", "columns": ["a"], "author": "ada"}])
    two = Recipe([{"kind": "trim", "columns": ["a"], "why": "because"}])
    assert one.digest == two.digest != Recipe([{"kind": "trim", "columns": ["b"]}]).digest


def test_issues_of_low_confidence_make_no_rules():
    def issue(confidence, column):
        return Issue(
            kind="whitespace",
            column=column,
            keys=(1,),
            rows=1,
            confidence=confidence,
            evidence={"message": "m"},
            suggestion={"kind": "trim", "columns": [column]},
        )

    issues = Issues([issue(0.9, "a"), issue(0.5, "b")])
    assert issues.recipe().rules[0].columns == ("a",)
    assert issues.recipe(min_confidence=0.4).rules[0].columns == ("a", "b")
    assert issues[issues[0].id] is issues[0]
    assert json.loads(json.dumps(issues.to_dict()))["issues"][0]["kind"] == "whitespace"


# -- export -----------------------------------------------------------------------------------


@pytest.fixture
def exported(demo, tmp_path):
    import workbench as wb

    recipe = wb.find_issues(demo.customers, key="id").recipe()
    return recipe.export(tmp_path / "customers_rules", examples=demo.customers, name="customers")


def run_tests(folder, python=sys.executable, hide=None):
    return subprocess.run(
        [python, "-m", "unittest", "-v", f"{folder.name}.test_{folder.name}"],
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(hide)} if hide else None,
    )


def test_an_exported_module_proves_itself(exported):
    done = run_tests(exported)
    assert done.returncode == 0, done.stderr
    assert "Ran 5 tests" in done.stderr and "skipped" not in done.stderr
    text = (exported / "test_customers_rules.py").read_text()
    assert "california" in text.lower()  # real rows


def test_an_exported_module_needs_narwhals_and_pandas_alone(exported, tmp_path):
    """Everything else that is installed here is hidden from the module and its tests."""
    allowed = ["narwhals", "pandas", "numpy", "dateutil", "six", "pytz", "tzdata"]
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        f"allowed = {{*{allowed!r}, *sys.stdlib_module_names, {exported.name!r}}}\n"
        "real = PathFinder.find_spec\n"
        "def find_spec(name, path=None, target=None):\n"
        "    top = name.split('.')[0]\n"
        "    if path is None and top not in allowed and top[0] != '_':\n"
        "        return None\n"
        "    return real(name, path, target)\n"
        "PathFinder.find_spec = find_spec\n"
    )
    done = run_tests(exported, hide=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "skipped=2" in done.stderr  # Polars and DuckDB are not there


@pytest.mark.soak
def test_an_exported_module_runs_in_an_empty_environment(exported, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "empty"], check=True)
    python = str(tmp_path / "empty" / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "-q", "narwhals", "pandas"], check=True)
    done = run_tests(exported, python=python)
    assert done.returncode == 0, done.stderr
    assert "skipped=2" in done.stderr


def test_an_exported_test_can_fail(exported):
    module = exported / "__init__.py"
    module.write_text(module.read_text().replace('"California"', '"Texas"'))
    assert run_tests(exported).returncode == 1


def test_an_export_replaces_an_export_and_nothing_else(exported, tmp_path):
    recipe = Recipe([{"kind": "trim", "columns": ["name"]}])
    recipe.export(exported)
    assert "set_null" not in (exported / "__init__.py").read_text()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("x")
    with pytest.raises(InputError, match="holds other files"):
        recipe.export(mine)
    assert (mine / "thesis.txt").exists()
    for bad in ("os", "pandas"):
        with pytest.raises(InputError, match="hide another"):
            recipe.export(tmp_path / bad)
    for bad in ("9lives", "with-dash", "class", "a b", "\ufb01x"):
        with pytest.raises(InputError, match="module's name"):
            recipe.export(tmp_path / bad)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["customers_rules", "mine"]


def test_an_empty_recipe_exports():
    scope: dict = {}
    exec(Recipe().emit(), scope)
    frame = pd.DataFrame({"a": [1]})
    assert scope["clean"](frame).equals(frame)


@pytest.mark.parametrize(
    "columns",
    [
        {"a": ["x", "y"]},
        {"n": [float("inf"), None], "t": pd.to_datetime(["2024-01-01", None], utc=True)},
        {"t": [None, None], "n": [1, 2]},
    ],
)
def test_exports_of_odd_tables_prove_themselves(tmp_path, columns):
    frame = pd.DataFrame(columns)
    name = next(iter(columns))
    for rules in ([], [{"kind": "set_cells", "key": name, "column": name, "cells": [CELL]}]):
        if rules and name != "a":
            continue
        folder = Recipe(rules).export(tmp_path / "odd_rules", examples=frame)
        done = run_tests(folder)
        assert done.returncode == 0, done.stderr


CELL = {"key": "x", "old": "x", "new": "z"}


def test_without_examples_a_module_proves_itself_on_an_empty_table(tmp_path):
    cells_ = {"kind": "set_cells", "key": "k", "column": "s", "cells": [{**CELL, "key": 1}]}
    folder = Recipe([cells_, {"kind": "parse_number", "column": "n"}]).export(tmp_path / "bare")
    done = run_tests(folder)
    assert done.returncode == 0, done.stderr


def test_an_interrupted_export_leaves_the_old_one(exported, monkeypatch):
    from pathlib import Path

    before = (exported / "__init__.py").read_text()

    def broken(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(StoreError, match="the disk is full"):
        Recipe().export(exported)
    monkeypatch.undo()
    assert (exported / "__init__.py").read_text() == before
    assert [path.name for path in exported.parent.iterdir()] == [exported.name]


def test_suggestions_without_a_key_leave_single_rows_out():
    import workbench as wb

    frame = pd.DataFrame({"a": [" x", "y", "y"], "b": ["p", "q", "q"], "c": [1, 2, 2]})
    issues = wb.find_issues(frame)
    assert issues.where(kind="duplicate_row")
    with pytest.warns(UserWarning, match="single rows need a key"):
        recipe = issues.recipe(min_confidence=0.1)
    assert recipe.run(frame)["a"].tolist() == ["x", "y", "y"]


def test_names_that_read_as_patterns_are_refused():
    for name in ("^.*$", "*"):
        frame = pd.DataFrame({name: [" x"], "b": [" y"]})
        with pytest.raises(InputError, match="reads as a pattern"):
            Recipe([{"kind": "trim", "columns": [name]}]).run(frame)


def test_arrow_text_of_every_size():
    for type_ in (pa.string(), pa.large_string(), pa.string_view()):
        table = pa.table({"d": pa.array([" 2024-01-31", None], type_)})
        rules = [
            {"kind": "trim", "columns": ["d"]},
            {"kind": "change_case", "columns": ["d"], "to": "upper"},
            {"kind": "parse_date", "column": "d", "formats": ["%Y-%m-%d"]},
        ]
        made = cells(Recipe(rules).run(table))["d"]
        assert made == [datetime.datetime(2024, 1, 31), None], type_


def test_numbers_below_zero_and_typesetters_marks():
    table = pa.table(
        {"x": ["\u22121\u202f234,5", "(12)", "12-", "5 m2", "m2 5", "3 sq ft", "()", "-", None]}
    )
    rule = {
        "kind": "parse_number",
        "column": "x",
        "decimal": ",",
        "thousands": "\u202f",
        "units": {"": 1.0, "m2": 1.0, "sq ft": 0.5},
        "negatives": ["sign", "brackets", "behind"],
    }
    assert run_everywhere(rule, table)["x"] == [-1234.5, -12, -12, 5, None, 1.5, None, None, None]


def test_months_and_weekdays_in_any_language():
    texts = [
        "Montag, 5. März 2018",
        "5 mai 2018",
        "5 MAI. 2018",
        "31 mai 2018",
        "5 june 2018",
        None,
    ]
    words = {"montag": 0, "märz": 3, "mai": 5}
    rule = {
        "kind": "parse_date",
        "column": "x",
        "formats": ["%d. %b %Y", "%d %b %Y"],
        "words": words,
    }
    days = run_everywhere(rule, pa.table({"x": texts}))["x"]
    assert [day and (day.month, day.day) for day in days] == [
        *((3, 5), (5, 5), (5, 5), (5, 31), None, None)
    ]


def test_rules_of_earlier_versions_keep_their_digest():
    rules = [{"kind": "parse_number", "column": "x"},
             {"kind": "parse_date", "column": "y", "formats": ["%d %b %Y"]}]  # fmt: skip
    stored = [rule.to_dict() for rule in Recipe(rules).rules]
    assert "negatives" not in stored[0] and "words" not in stored[1]
