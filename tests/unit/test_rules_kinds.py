"""The kinds that add, remove and relate columns and rows, each on every engine."""

from __future__ import annotations

import ast
import datetime
import unicodedata

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.engines import ENGINES, cells, in_order, on_engine
from workbench.errors import InputError, MissingColumnError, NotFoundError, RuleError
from workbench.rules import Recipe, parse_rule
from workbench.rules.emit import COPIED
from workbench.rules.kinds import Fill, Transform
from workbench.rules.needs import needed_columns

NAN = float("nan")


def everywhere(rule, columns, key="key"):
    """Run one rule on every engine and as a module, insist that all agree, return the cells."""
    size = len(next(iter(columns.values())))
    table = pa.table({key: list(range(size)), **columns})
    recipe = Recipe([rule])
    module: dict = {}
    exec(recipe.emit(), module)
    results = []
    for engine in ENGINES:
        results.append(in_order(cells(recipe.run(on_engine(engine, table))), key))
        if engine in ("pandas", "duckdb"):
            made = module["clean"](on_engine(engine, table))
            assert in_order(cells(made), key) == results[0], engine
    for engine, result in zip(ENGINES, results, strict=True):
        assert result == results[0], engine
    return results[0]


def test_white_space_inside_becomes_one_space():
    rule = {"kind": "collapse", "columns": ["x"]}
    texts = ["a  b", "a\t b", "a\u00a0b", " a ", "a b", None, "\n\n", "a\u2003\u3000b"]
    expected = ["a b", "a b", "a b", " a ", "a b", None, " ", "a b"]
    assert everywhere(rule, {"x": texts})["x"] == expected


def test_unicode_is_as_in_the_standard_library():
    texts = ["e\u0301", "ﬁn", "\uff21", "½", "plain", None, "가", "\U0001f600"]
    for form in ("NFC", "NFKC"):
        rule = {"kind": "normalise_unicode", "columns": ["x"], "form": form}
        expected = [None if t is None else unicodedata.normalize(form, t) for t in texts]
        assert everywhere(rule, {"x": texts})["x"] == expected


@pytest.mark.parametrize(
    "text", ["Café", "naïve \u2013 “quoted”", "Zürich", "日本", "€ 5", "Ð", "\x9d"]
)
def test_mojibake_is_mended_and_sound_text_is_left_alone(text):
    wrong = "".join(
        bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode()
    )
    latin = text.encode().decode("latin-1")
    rule = {"kind": "fix_mojibake", "columns": ["x"]}
    assert everywhere(rule, {"x": [wrong, latin, text, None]})["x"] == [text, text, text, None]


def test_patterns_that_engines_share():
    texts = ["a1b22", "(x) 5", None, "tail 99", "tail 99\n"]
    rule = {"kind": "replace_pattern", "columns": ["x"], "pattern": "[0-9]+$", "replacement": "#"}
    assert everywhere(rule, {"x": texts})["x"] == ["a1b#", "(x) #", None, "tail #", "tail 99\n"]


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        (r"\d+", "write \\[0-9\\]"),
        (r"(a)", r"allowed are \(\?:"),
        (r"(?=a)b", r"allowed are \(\?:"),
        ("a*", "empty text"),
        ("(?:a+)+b", "exponential"),
        ("(?:a|a)*b", "exponential"),
        ("(?:a?){20}b", "exponential"),
        ("a.b", "a class such as"),
        ("a**", "a quantifier must follow"),
        ("a+?", "a quantifier must follow"),
        ("[a", "plain class"),
        ("a)", "closing bracket has no opening"),
        ("a$b", "only at the start"),
        ("a{2000}", "repeats more than"),
        ("", "1 to 500"),
        ("[[:alpha:]]", "plain class"),
        ("[a&&b]", "plain class"),
        ("a*a*a*a*a*a*b", "minutes"),
    ],
)
def test_patterns_that_engines_do_not_share_are_refused(pattern, message):
    with pytest.raises(RuleError, match=message):
        parse_rule({"kind": "replace_pattern", "columns": ["x"], "pattern": pattern})


def test_replacements_are_plain_text():
    for text in ("$1", "\\1"):
        rule = {"kind": "replace_pattern", "columns": ["x"], "pattern": "a", "replacement": text}
        with pytest.raises(RuleError, match="replacement"):
            parse_rule(rule)


def test_classes_are_merged():
    rule = {"kind": "merge_classes", "column": "x", "classes": {"dog": ["hound", "pup"]}}
    found = everywhere(rule, {"x": ["hound", "dog", "cat", None, "pup"]})["x"]
    assert found == ["dog", "dog", "cat", None, "dog"]


@pytest.mark.parametrize(
    ("classes", "message"),
    [
        ({"a": ["b"], "b": ["c"]}, "both kept and merged"),
        ({"a": ["x"], "b": ["x"]}, "merged into both 'a' and 'b'"),
        ({"a": []}, "classes"),
    ],
)
def test_contradictory_classes_are_refused(classes, message):
    with pytest.raises(RuleError, match=message):
        parse_rule({"kind": "merge_classes", "column": "x", "classes": classes})


def test_types_are_changed_and_what_does_not_fit_is_null():
    texts = [" 12 ", "+5", "1.5", "x", None, "-0", "1234567890123456789", "TRUE", "false"]
    for to, expected in {
        "integer": [12, 5, None, None, None, 0, None, None, None],
        "number": [12, 5, 1.5, None, None, 0, None, None, None],
        "truth": [None, None, None, None, None, None, None, True, False],
        "text": texts,
    }.items():
        assert everywhere({"kind": "cast", "column": "x", "to": to}, {"x": texts})["x"] == expected
    whole = {"x": pa.array([1.0, None, 2.5, -3.0, 1e300], pa.float64())}
    assert everywhere({"kind": "cast", "column": "x", "to": "integer"}, whole)["x"] == [
        1,
        None,
        None,
        -3,
        None,
    ]
    numbers = {"x": pa.array([1, None, -3], pa.int64())}
    rule = {"kind": "cast", "column": "x", "to": "text"}
    assert everywhere(rule, numbers)["x"] == ["1", None, "-3"]
    assert everywhere(rule, {"x": [True, False]})["x"] == ["true", "false"]
    with pytest.raises(InputError, match=r"rule 1 .*engines differ"):
        Recipe([rule]).run(pd.DataFrame({"x": [1.5]}))


def test_units_bounds_and_numbers_that_are_none():
    real = {"x": pa.array([0.0, 100.0, None, -40.0], pa.float64())}
    rule = {"kind": "convert_unit", "column": "x", "factor": 1.8, "offset": 32, "unit": "F"}
    assert everywhere(rule, real)["x"] == [32, 212, None, -40]
    odd = {"x": pa.array([NAN, float("inf"), -float("inf"), 5.0, None], pa.float64())}
    rule = {"kind": "clip", "column": "x", "low": 0, "high": 10}
    assert everywhere(rule, odd)["x"] == [None, 10, 0, 5, None]
    assert everywhere({**rule, "outside": "null"}, odd)["x"] == [None, None, None, 5, None]
    whole = {"x": pa.array([1, 7, None], pa.int64())}
    assert everywhere({"kind": "clip", "column": "x", "high": 2.5}, whole)["x"] == [1, 2.5, None]
    with pytest.raises(InputError, match="no numbers"):
        Recipe([rule]).run(pd.DataFrame({"x": ["a"]}))
    for bad in ({"low": 5, "high": 1}, {}, {"low": float("inf")}):
        with pytest.raises(RuleError):
            parse_rule({"kind": "clip", "column": "x", **bad})


def test_empty_cells_are_filled_by_group_and_nan_is_empty():
    columns = {
        "g": ["p", "q", None, "p", "p"],
        "x": pa.array([None, NAN, None, 4.0, None], pa.float64()),
    }
    rule = {"kind": "fill", "column": "x", "by": "g", "values": {"p": 1.5}, "value": 9}
    assert everywhere(rule, columns)["x"] == [1.5, 9, 9, 4, 1.5]
    del rule["value"]
    assert everywhere(rule, columns)["x"] == [1.5, None, None, 4, 1.5]
    half = {**rule, "column": "n", "values": {"p": 2}, "value": 0.5}
    columns["n"] = pa.array([None, None, 7, 8, 9], pa.int64())
    assert everywhere(half, columns)["n"] == [2, 0.5, 7, 8, 9]
    stranger = {**half, "by": "n", "values": {"p": 2}}
    del stranger["value"]
    assert everywhere(stranger, columns)["n"] == [None, None, 7, 8, 9]
    text = {"kind": "fill", "column": "g", "value": "none"}
    assert everywhere(text, columns)["g"] == ["p", "q", "none", "p", "p"]
    with pytest.raises(InputError, match="cannot be filled with 'none'"):
        Recipe([{**text, "column": "x"}]).run(pd.DataFrame({"x": [1.0]}))


@pytest.mark.parametrize("method", ["median", "mean", "mode"])
def test_fitted_values_are_those_of_pandas_and_frozen(method):
    frame = pd.DataFrame(
        {"g": list("ppppppqqqqqqr"), "x": [1, 2, 2, 5, 9, None, 7, 8, 8, 1, 1, 1, 3]}
    )
    rule = Fill.fit(frame, "x", method=method, by="g")
    find = (lambda s: s.mode()[0]) if method == "mode" else (lambda s: getattr(s, method)())
    assert rule.value == find(frame["x"])
    assert rule.values == {g: find(frame.loc[frame["g"] == g, "x"]) for g in "pq"}
    assert "12 known values" in rule.why
    for engine in ("polars-lazy", "pyarrow", "duckdb"):
        assert (
            Fill.fit(on_engine(engine, pa.Table.from_pandas(frame)), "x", method=method, by="g")
            == rule
        )
    assert Recipe.from_json(Recipe([rule]).to_json()).rules == (rule,)


def test_what_cannot_be_fitted_is_said():
    frame = pd.DataFrame({"x": [None, None], "t": ["a", None]})
    with pytest.raises(InputError, match="no values to fit"):
        Fill.fit(frame, "x")
    with pytest.raises(InputError, match="holds no numbers"):
        Fill.fit(frame, "t")
    with pytest.raises(MissingColumnError):
        Fill.fit(frame, "y")


def test_text_is_split_at_any_sign():
    for sign in ",;|.^$*+?()[]{}\\/-&~#'\" \té":
        if sign.isalnum():
            continue
        texts = [sign.join("abc"), "a", sign, None, sign.join("abcd"), f"a{sign}b\nc"]
        rule = {"kind": "split_column", "column": "x", "separator": sign, "into": ["1", "2", "3"]}
        made = everywhere(rule, {"x": texts})
        parts = [(t.split(sign, 2) if t is not None else []) for t in texts]
        expected = [[*p, None, None, None][:3] for p in parts]
        assert [list(row) for row in zip(made["1"], made["2"], made["3"], strict=True)] == expected
    for bad in ("", "ab", "a", "\x00"):
        with pytest.raises(RuleError, match="separator"):
            parse_rule(
                {"kind": "split_column", "column": "x", "separator": bad, "into": ["a", "b"]}
            )


COLUMNS = {
    "n": pa.array([1, 4, None, 0], pa.int64()),
    "f": pa.array([2.0, NAN, 0.5, None], pa.float64()),
    "s": ["Ab", "x'\"y", None, ""],
    "b": [True, False, False, True],
    "d": pa.array([datetime.datetime(2020, 2, 29, 5), None] * 2, pa.timestamp("us")),
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("n * 2 + 1", [3, 9, None, 1]),
        ("n / f", [0.5, None, None, None]),
        ("1 / n", [1, 0.25, None, None]),
        ("-f", [-2, None, -0.5, None]),
        ('concat(s, "-", lower(s))', ["Ab-ab", "x'\"y-x'\"y", None, "-"]),
        ('coalesce(s, "none")', ["Ab", "x'\"y", "none", ""]),
        ('if_(n > 0, "yes", "no")', ["yes", "yes", "no", "no"]),
        ("if_(n > 0, f)", [2, None, None, None]),
        ("length(s)", [2, 4, None, 0]),
        ("year(d) * 100 + month(d)", [202002, None, 202002, None]),
        ("day(d)", [29, None, 29, None]),
        ("n > 0", [True, True, False, False]),
        ("not n > 0", [False, False, True, True]),
        ("n != 4", [True, False, False, True]),
        ("is_null(f) or b", [True, True, False, True]),
        ('s in ["Ab", ""]', [True, False, False, True]),
        ("n not in [1, 0]", [False, True, True, False]),
        ('d >= "2020-02-29"', [True, False, True, False]),
        ('contains(s, "\'")', [False, True, False, False]),
        ('matches(s, "^[A-Z]")', [True, False, False, False]),
        ('starts_with(s, "A") and ends_with(s, "b")', [True, False, False, False]),
        ("f > 1 and not b", [False, False, False, False]),
    ],
)
def test_expressions(expression, expected):
    rule = {"kind": "derive_column", "name": "new", "expression": expression}
    found = everywhere(rule, COLUMNS)["new"]
    if isinstance(expected[0], bool):
        assert everywhere({**rule, "kind": "flag_rows"}, COLUMNS)["new"] == expected
        kept = everywhere({"kind": "drop_where", "expression": expression}, COLUMNS)["key"]
        assert kept == [place for place, true in enumerate(expected) if not true]
    assert found == expected


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("__import__('os')", "unknown"),
        ("n.real", "not allowed in an expression"),
        ("[n for n in s]", "not allowed in an expression"),
        ("lambda: n", "not allowed in an expression"),
        ("n ** 99", "not allowed in an expression"),
        ("1 < n < 3", "two values at a time"),
        ("n is None", "is_null"),
        ("n ==", "cannot be parsed"),
        ("3 + 4", "names no column"),
        ("(" * 300 + "n" + ")" * 300, "cannot be parsed|nested"),
        ("not " * 40 + "b", "nested"),
        ("n > 1e999", "finite"),
        ("n > 99999999999999999999", "64 bits"),
        ("concat()", "1 to 20"),
        ('matches(s, "(")', "groups allowed"),
        ("n in []", "list of values"),
        ("s == b'x'", "not text"),
        ("col(n)", "not text|name of one"),
    ],
)
def test_what_is_no_expression_is_refused(expression, message):
    with pytest.raises(RuleError, match=message):
        parse_rule({"kind": "drop_where", "expression": expression})


def test_expressions_that_do_not_fit_the_table():
    table = pa.table(COLUMNS)
    for expression, message in {
        "s > 3": "not comparable",
        "n + s": "needs a number",
        "n": "gives a number",
        "concat(n, s) == s": "needs a text",
    }.items():
        with pytest.raises(InputError, match=message):
            Recipe([{"kind": "drop_where", "expression": expression}]).run(table)
    with pytest.raises(MissingColumnError):
        Recipe([{"kind": "drop_where", "expression": 'col("no such") > 1'}]).run(table)


def test_one_row_of_each_key_stays():
    columns = {
        "k": ["a", "b", "a", None, None, "b", "a"],
        "j": [1, 1, 2, 1, 1, 1, 1],
        "o": pa.array([3.0, NAN, 1.0, 5.0, 5.0, None, 1.0], pa.float64()),
    }
    rule = {"kind": "keep_first", "key": ["k"], "order_by": ["key"]}
    assert everywhere(rule, columns)["key"] == [0, 1, 3, 4]
    down = {**rule, "order_by": ["o", "key"], "descending": [False, True]}
    assert everywhere(down, columns)["key"] == [3, 4, 5, 6]
    both = {**rule, "key": ["k", "j"], "order_by": ["o", "key"], "descending": [True, False]}
    assert everywhere(both, columns)["key"] == [0, 1, 2, 3, 4]
    for bad in ({"descending": [True, True]}, {"order_by": ["k"]}):
        with pytest.raises(RuleError):
            parse_rule({**rule, **bad})


def test_dependencies_are_repaired():
    columns = {"zip": ["1", "2", None, "3"], "city": ["x", None, "y", "z"]}
    rule = {
        "kind": "repair_dependency",
        "left": "zip",
        "right": "city",
        "mapping": {"1": "A", "2": "B"},
    }
    assert everywhere(rule, columns)["city"] == ["A", "B", "y", "z"]


def test_entities_become_one_row_where_the_golden_one_is_there():
    columns = {"x": ["a", "b", None, "d"], "n": pa.array([1, 2, 3, 4], pa.int64())}
    rule = {
        "kind": "merge_entities",
        "key": "key",
        "golden": [[1, 0], [2, 0], [3, 99]],
        "values": {"x": [[0, "best"]], "n": [[0, 7]]},
    }
    made = everywhere(rule, columns)
    assert (made["key"], made["x"], made["n"]) == ([0, 3], ["best", "d"], [7, 4])
    for golden in ([[1, 0], [0, 2]], [[1, 1]], [[1, 0], [1, 2]], [["a", 1]]):
        with pytest.raises(RuleError):
            parse_rule({**rule, "golden": golden, "values": {}})


def test_columns_that_rules_add_and_take_away():
    rules = [
        {"kind": "rename_columns", "names": {"a": "b", "b": "a"}},
        {"kind": "derive_column", "name": "c", "expression": "concat(a, b)"},
        {"kind": "trim", "columns": ["c"]},
        {"kind": "drop_columns", "columns": ["b"]},
    ]
    assert needed_columns(Recipe(rules)) == {"a": "text", "b": "text"}
    made = cells(Recipe(rules).run(pa.table({"a": [" x"], "b": ["y "]})))
    assert made == {"a": ["y "], "c": ["y  x"]}
    with pytest.raises(RuleError, match=r"rule 5 .* which rule 4 removes"):
        Recipe([*rules, {"kind": "trim", "columns": ["b"]}]).run(pa.table({"a": ["x"], "b": ["y"]}))
    for name in ("a", "b"):
        rule = {"kind": "flag_rows", "name": name, "expression": "is_null(a)"}
        with pytest.raises(InputError, match="exists already"):
            Recipe([rule]).check(pa.table({"a": ["x"], "b": ["y"]}))
    for name in ("*", "^a$", ""):
        with pytest.raises(RuleError):
            parse_rule({"kind": "rename_columns", "names": {"a": name}})


def test_long_maps_are_looked_up_on_lazy_engines_as_on_others():
    """Above a hundred values DuckDB joins; quotes, NUL and other awkward values survive."""
    odd = ["'", '"', "\\", "\n", "é", "\U0001f600", "{}", "--", "%s", "$$"]
    mapping = {f"v{i}{odd[i % 10]}": f"w{odd[i % 10]}{i}" for i in range(300)}
    texts = [*mapping, "other", None]
    rule = {"kind": "map_values", "column": "x", "mapping": mapping}
    assert everywhere(rule, {"x": texts})["x"] == [*mapping.values(), "other", None]
    listed = [
        {"key": i, "old": t, "new": None if i % 3 else f"{i}'"} for i, t in enumerate(mapping)
    ]
    listed[5] = {"key": 5, "old": "stale", "new": "z"}
    rule = {"kind": "set_cells", "key": "key", "column": "x", "cells": listed}
    expected = [c["new"] if i != 5 else texts[5] for i, c in enumerate(listed)]
    assert everywhere(rule, {"x": texts})["x"] == [*expected, "other", None]
    connection = duckdb.connect()
    relation = connection.from_arrow(pa.table({"x": texts}))
    Recipe([{"kind": "map_values", "column": "x", "mapping": mapping}]).run(relation)
    assert connection.sql("SELECT count(*) FROM duckdb_tables()").fetchall() == [(0,)]


def test_many_equal_values_are_read_once_with_the_same_result():
    texts = [["1,5", "x", None, "2024-01-31", " 7 "][i % 5] for i in range(12_000)]
    for rule in (
        {"kind": "parse_number", "column": "x", "decimal": ","},
        {"kind": "parse_date", "column": "x", "formats": ["%Y-%m-%d"]},
    ):
        few = everywhere(rule, {"x": texts[:5]})["x"]
        assert everywhere(rule, {"x": texts})["x"] == few * 2400


def test_lazy_tables_stay_lazy():
    table = pl.LazyFrame({"key": [1], "s": ["ﬁ"], "n": [1]})
    rules = [
        {"kind": "normalise_unicode", "columns": ["s"], "form": "NFKC"},
        {"kind": "keep_first", "key": ["s", "n"], "order_by": ["key"]},
        {"kind": "drop_where", "expression": "n > 3"},
    ]
    made = Recipe(rules).run(table)
    assert isinstance(made, pl.LazyFrame)
    assert made.collect()["s"].to_list() == ["fi"]


def test_what_is_copied_uses_narwhals_and_the_standard_library_alone():
    import sys
    from pathlib import Path

    seen: dict[str, str] = {}
    for module in COPIED:
        path = Path(module.__file__)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                top = name.split(".")[0]
                own = name.startswith("workbench.rules.steps")
                own = own or name.endswith((".rules.operations", ".examples.programs"))
                own = own or name.endswith(".tables.numbering")
                assert top == "narwhals" or top in sys.stdlib_module_names or own, (path, name)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                assert node.name not in seen, (node.name, path, seen[node.name])
                seen[node.name] = str(path)


def test_places_that_are_not_there():
    recipe = Recipe([{"kind": "trim", "columns": ["a"]}])
    for wrong in (lambda: recipe.without(1), lambda: recipe.move(0, 2), lambda: recipe.without(-1)):
        with pytest.raises(NotFoundError):
            wrong()


def test_a_program_is_found_from_examples_and_runs_everywhere():
    names = ["Ng, Ada", "Lee, Ben", "Roy, Kim", "Poe, Zoe", None, "Ay, Bo"]
    table = pa.table({"x": names})
    rule = Transform.fit(table, "x", {"Ng, Ada": "Ada Ng", "Lee, Ben": "Ben Lee"})
    found = everywhere(rule, {"x": names})["x"]
    assert found == ["Ada Ng", "Ben Lee", "Kim Roy", "Zoe Poe", None, "Bo Ay"]
    assert Recipe.from_json(Recipe([rule]).to_json()) == Recipe([rule])
    assert "2 examples" in rule.why
    with pytest.raises(InputError):
        Transform.fit(table, "x", {})
    with pytest.raises(RuleError, match="cannot be run"):
        parse_rule({"kind": "transform", "column": "x", "program": [["piece", ["no", 1], []]]})


@pytest.mark.parametrize("labels", [["cat", "dog"], [3, 4], [0.5, 2.0], [True, False]])
def test_labels_of_rows_make_a_column_on_every_engine(labels):
    rule = {
        "kind": "label_rows",
        "key": "key",
        "name": "species",
        "labels": [
            {"key": key, "label": label}
            for key, label in zip([1, 2, 99], [*labels, *labels], strict=False)
        ],
    }
    assert everywhere(rule, {"x": ["a", "b", "c"]})["species"] == [None, *labels]


def test_labels_of_rows_that_cannot_be_are_refused():
    rule = {"kind": "label_rows", "key": "key", "name": "x"}
    for labels in (
        [],
        [{"key": 1, "label": None}],
        [{"key": 1, "label": "a"}, {"key": 2, "label": 3}],
        [{"key": 1, "label": "a"}, {"key": 1, "label": "b"}],
    ):
        with pytest.raises(RuleError):
            parse_rule({**rule, "labels": labels})
    with pytest.raises(InputError, match="exists already"):
        Recipe([{**rule, "labels": [{"key": 1, "label": "a"}]}]).check(
            pa.table({"key": [1], "x": ["a"]})
        )
