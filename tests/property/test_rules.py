"""`run` equals the emitted module, on every engine, for generated tables and rules."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines import ENGINES, HELD, cells, in_order, on_engine
from tests.property.rule_strategies import MAKERS, new_rules
from workbench.rules import Recipe
from workbench.rules.needs import needed_columns

# Whole Unicode but lone surrogates, with the awkward cases made likely.
TEXT = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            *[
                "",
                " ",
                "a",
                " A\u00a0",
                "\ufeffx",
                "N/A",
                "\"'\\\n",
                '"""',
                "{x}",
                "%s",
                "ß",
                "İi",
                "ΑΣ",
            ],
            *["1,234.50", "-5 cm", "1.8 m", "$-2", "007", "1e5", ".5", "٣", "12345678901234567"],
            *["2024-02-29", "2023-02-29", "3/4/2021", "31.12.1999", "5 mar 2020", "0000-01-01"],
        ]
    ),
).filter(lambda text: "\x00" not in text)
NAMES = st.sampled_from(["s", "t", 'we"ird', "select", "naïve", "a b"])


@st.composite
def tables(draw):
    size = draw(st.integers(0, 8))
    keys = draw(st.lists(st.integers(-5, 40), min_size=size, max_size=size, unique=True))
    columns = {"key": pa.array(keys, pa.int64())}
    for name in ("s", "t", 'we"ird', "select", "naïve", "a b"):
        values = draw(st.lists(st.none() | TEXT, min_size=size, max_size=size))
        columns[name] = pa.array(values, pa.string())
    number = st.none() | st.integers(-1000, 1000)
    columns["n"] = pa.array(draw(st.lists(number, min_size=size, max_size=size)), pa.int64())
    return pa.table(columns)


@st.composite
def rules(draw, table):
    kind = draw(
        st.sampled_from(["trim", "set_null", "map", "case", "cells", "drop", "num", "date"])
    )
    names = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    name = names[0]
    there = [v for v in table.column(name).to_pylist() if v is not None] or ["x"]
    value = st.sampled_from(there) | TEXT
    rows = table.select(["key", name, "n"]).to_pylist()
    if kind == "trim":
        return {"kind": "trim", "columns": names}
    if kind == "set_null":
        values = draw(st.lists(value, min_size=1, max_size=3, unique=True))
        return {"kind": "set_null", "columns": names, "values": values}
    if kind == "map":
        mapping = draw(st.dictionaries(value, TEXT, min_size=1, max_size=4))
        return {"kind": "map_values", "column": name, "mapping": mapping}
    if kind == "case":
        to = draw(st.sampled_from(["upper", "lower"]))
        return {"kind": "change_case", "columns": names, "to": to}
    if kind == "num":
        decimal, thousands = draw(st.sampled_from([(".", ","), (".", ""), (",", "."), (".", " ")]))
        units = draw(st.sampled_from([{"": 1.0}, {"": 1.0, "cm": 1.0, "m": 100.0}, {"$": 1.0}]))
        rule = {"kind": "parse_number", "decimal": decimal, "thousands": thousands}
        optional = {
            "alike": {"-": "\u2212\u2013", "1": "\u0661\uff11", "": "\u200f"},
            "either": True,
            "grouping": "indian",
            "exponent": True,
            "scales": {"k": 1e3},
            "negatives": ["brackets", "behind"],
            "offsets": {"": 273.15},
            "zeros": ["-", "$ -"],
        }
        given = draw(st.sets(st.sampled_from(sorted(optional))))
        if "" not in units:
            given -= {"offsets"}
        more = {field: optional[field] for field in sorted(given)}
        return {**rule, "column": name, "units": units, **more}
    if kind == "date":
        known = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%b %d, %Y", "%Y%m%d"]
        formats = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
        return {"kind": "parse_date", "column": name, "formats": formats}
    some = (
        draw(st.lists(st.sampled_from(rows), max_size=3, unique_by=lambda r: r["key"]))
        if rows
        else []
    )
    column = draw(st.sampled_from([name, "n"]))
    stale = {"key": 99, name: "gone", "n": 1}
    if kind == "cells":
        new = st.none() | (TEXT if column == name else st.integers(-9, 9))
        listed = [{"key": r["key"], "old": r[column], "new": draw(new)} for r in [*some, stale]]
        return {"kind": "set_cells", "key": "key", "column": column, "cells": listed}
    listed = [{"key": r["key"], "old": {name: r[name], "n": r["n"]}} for r in [*some, stale]]
    return {"kind": "drop_rows", "key": "key", "rows": listed}


@st.composite
def cases(draw):
    table = draw(tables())
    listed = draw(st.lists(rules(table), min_size=1, max_size=4))
    # A column is parsed once; what comes after must not want it as text again.
    kept, parsed = [], set()
    for rule in listed:
        names = {*rule.get("columns", []), rule.get("column")} - {None}
        if rule["kind"] == "drop_rows":
            names |= set(rule["rows"][0]["old"])
        if names & parsed:
            continue
        kept.append(rule)
        if rule["kind"].startswith("parse"):
            parsed |= names
    return table, Recipe(kept)


@st.composite
def new_cases(draw):
    """One rule of a new kind, between two of the old where they fit."""
    table = draw(tables())
    there = [v for v in table.column("s").to_pylist() if v is not None] or ["x"]
    value = st.sampled_from(there) | TEXT
    rule = draw(new_rules(table.to_pylist(), value, TEXT))
    return table, Recipe([{"kind": "trim", "columns": ["t"]}, rule])


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(new_cases())
def test_run_equals_emitted_for_every_kind_of_rule(case):
    check_case(case)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(new_cases())
def test_run_equals_emitted_for_every_kind_of_rule_wide(case):
    check_case(case)


def test_every_kind_of_rule_is_generated():
    from workbench.rules.kinds import KINDS

    old = {"trim", "set_null", "map_values", "change_case", "set_cells", "drop_rows"}
    old |= {"parse_number", "parse_date"}
    assert set(KINDS) == old | set(MAKERS)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_run_equals_emitted_on_every_engine(case):
    check_case(case)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@settings(max_examples=3000, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_run_equals_emitted_on_every_engine_wide(case):
    check_case(case)


def check_case(case):
    table, recipe = case
    module: dict = {}
    exec(compile(recipe.emit(), "emitted", "exec"), module)  # the module must be valid Python
    before = table.to_pydict()
    expected = in_order(cells(recipe.run(table)))
    for engine in (*ENGINES, *HELD):
        given_table = on_engine(engine, table)
        assert in_order(cells(recipe.run(given_table))) == expected, engine
        assert in_order(cells(module["clean"](given_table))) == expected, engine
    assert table.to_pydict() == before


@settings(max_examples=40, deadline=None)
@given(cases())
def test_a_recipe_round_trips_as_json(case):
    _, recipe = case
    again = Recipe.from_json(recipe.to_json())
    assert again == recipe
    assert again.digest == recipe.digest


@settings(max_examples=40, deadline=None)
@given(cases())
def test_emitted_values_cannot_break_out(case):
    """The emitted source has the same statements whatever the values are."""
    import ast

    _, recipe = case
    source = recipe.emit(name='"""; import os', header=['"""', "\\", "\n# x"])
    tree = ast.parse(source)
    names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert names[:3] == ["clean", "apply_rules", "explain"]
    imported = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    imported |= {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    known = {"datetime", "json", "math", "pathlib", "re", "unicodedata", "warnings", "narwhals"}
    assert imported <= known | {"__future__", "collections.abc", "typing"}
    (rules,) = [n for n in tree.body if getattr(n, "name", "") == "apply_rules"]
    # The docstring and the first frame, then of each rule one call, where it is not left out, and
    # the frame after it.
    assert len(rules.body) == 2 + 2 * len(recipe)
    for condition in rules.body[2::2]:
        assert ast.unparse(condition.test).endswith("not in left_out")
        (call,) = condition.body
        assert isinstance(call, ast.Assign) and isinstance(call.value, ast.Call)
        for argument in call.value.keywords:
            ast.literal_eval(argument.value)


def test_every_kind_declares_the_engines_it_is_tested_on():
    from workbench.rules.kinds import KINDS

    for kind in KINDS.values():
        assert set(kind.engines) == {"pandas", "polars", "pyarrow", "duckdb", "spark"}


def test_needed_columns_are_those_the_rules_name():
    recipe = Recipe([{"kind": "trim", "columns": ["b", "a"]}])
    assert needed_columns(recipe) == {"b": "text", "a": "text"}
