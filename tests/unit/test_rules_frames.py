"""Rules on every frame that a user may hold: dtypes, keys, indexes, categories, repeated labels."""

from __future__ import annotations

import datetime
import decimal

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tests.engines import cells, load
from workbench.errors import InputError, MissingColumnError
from workbench.rules import Recipe
from workbench.rules.operations import differs, is_missing

NULLABLE = {
    "Int64": (pd.array([1, None, 3], dtype="Int64"), 1, 7),
    "Float32": (pd.array([0.5, None, 3], dtype="Float32"), 0.5, 7.5),
    "boolean": (pd.array([True, None, True], dtype="boolean"), True, False),
    "string[python]": (pd.array(["a", None, "c"], dtype="string[python]"), "a", "z"),
    "string[pyarrow]": (pd.array(["a", None, "c"], dtype="string[pyarrow]"), "a", "z"),
    "int64[pyarrow]": (pd.array([1, None, 3], dtype="int64[pyarrow]"), 1, 7),
    "double[pyarrow]": (pd.array([0.5, None, 3], dtype="double[pyarrow]"), 0.5, 7.5),
    "bool[pyarrow]": (pd.array([True, None, True], dtype="bool[pyarrow]"), True, False),
    "large_string": (pd.array(["a", None, "c"], dtype=pd.ArrowDtype(pa.large_string())), "a", "z"),
}


def recipes(old, new):
    """A cell that is set, one that is filled, a row that is dropped and one that has changed."""
    change = {"key": 1, "old": old, "new": new}
    return Recipe(
        [
            {
                "kind": "set_cells",
                "key": "id",
                "column": "v",
                "cells": [change, {"key": 2, "old": None, "new": new}],
            },
            {"kind": "drop_rows", "key": "id", "rows": [{"key": 2, "old": {"v": new}}]},
            {"kind": "drop_rows", "key": "id", "rows": [{"key": 3, "old": {"v": new}}]},
        ]
    )


@pytest.mark.parametrize("name", NULLABLE)
def test_cells_that_are_missing_in_nullable_columns(name, tmp_path):
    values, old, new = NULLABLE[name]
    frame = pd.DataFrame({"id": [1, 2, 3], "v": values})
    recipe = recipes(old, new)
    applied = recipe.apply(frame)
    assert applied.table["id"].tolist() == [1, 3] and applied.table["v"].tolist()[0] == new
    assert [one.key for one in applied.stale] == [3]
    (tmp_path / "rules.py").write_text(recipe.emit())
    assert cells(load(tmp_path / "rules.py").clean(frame)) == cells(applied.table)
    assert frame["v"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    "missing", [None, float("nan"), np.float32("nan"), pd.NA, pd.NaT, np.datetime64("NaT")]
)
def test_what_is_missing(missing):
    assert is_missing(missing) and not differs(missing, None) and differs(missing, 0)


@pytest.mark.parametrize(
    "value", [0, False, np.False_, "", [], np.array([1.0, float("nan")]), {}, decimal.Decimal(0)]
)
def test_what_is_not_missing(value):
    assert not is_missing(value)


OBJECTS = {
    "ints": [1, 2, 3],
    "numpy ints": [np.int8(1), np.uint16(2), np.int64(3)],
    "ints and missing": [1, None, 3],
    "ints and NaN": [1, float("nan"), 3],
    "ints and NA": [1, pd.NA, 3],
}


@pytest.mark.parametrize("name", OBJECTS)
def test_a_key_of_python_numbers_is_a_key(name, tmp_path):
    frame = pd.DataFrame({"id": pd.Series(OBJECTS[name], dtype=object), "s": ["a", "b", "c"]})
    recipe = Recipe(
        [
            {
                "kind": "set_cells",
                "key": "id",
                "column": "s",
                "cells": [{"key": 3, "old": "c", "new": "z"}],
            },
            {"kind": "drop_rows", "key": "id", "rows": [{"key": 1, "old": {"s": "a"}}]},
        ]
    )
    applied = recipe.apply(frame)
    assert applied.table["s"].tolist() == ["b", "z"] and applied.stale == ()
    (tmp_path / "rules.py").write_text(recipe.emit())
    assert load(tmp_path / "rules.py").clean(frame)["s"].tolist() == ["b", "z"]
    assert frame["id"].dtype == object


@pytest.mark.parametrize(
    ("values", "rule", "wanted"),
    [
        ([1, 2.5, None], {"kind": "clip", "column": "v", "high": 2}, [1, 2, None]),
        ([1.5, float("nan")], {"kind": "convert_unit", "column": "v", "factor": 2.0}, [3, None]),
        ([1, None], {"kind": "fill", "column": "v", "value": 9}, [1, 9]),
        ([True, None], {"kind": "fill", "column": "v", "value": False}, [True, False]),
        ([1, 2], {"kind": "cast", "column": "v", "to": "text"}, ["1", "2"]),
        ([1, None], {"kind": "parse_number", "column": "v"}, [1, None]),
        (
            [datetime.datetime(2024, 1, 5), None],
            {"kind": "parse_date", "column": "v", "formats": ["%Y-%m-%d"]},
            [datetime.datetime(2024, 1, 5), None],
        ),
    ],
)
def test_values_in_columns_of_objects(values, rule, wanted):
    frame = pd.DataFrame({"v": pd.Series(values, dtype=object)})
    assert cells(Recipe([rule]).run(frame))["v"] == wanted


def test_objects_that_no_column_holds_exactly_stay_as_they_are():
    large = pd.DataFrame({"v": pd.Series([2**53 + 1, 0.5], dtype=object)})
    assert Recipe([{"kind": "trim", "columns": ["v"]}]).run(large)["v"].tolist() == [2**53 + 1, 0.5]
    huge = pd.DataFrame({"v": pd.Series([2**70, 1], dtype=object)})
    assert Recipe([{"kind": "trim", "columns": ["v"]}]).run(huge)["v"].tolist() == [2**70, 1]


def test_a_key_of_several_types_is_told():
    frame = pd.DataFrame({"id": pd.Series([1, "2"], dtype=object), "s": ["a", "b"]})
    drop = Recipe([{"kind": "drop_rows", "key": "id", "rows": [{"key": 1, "old": {"s": "a"}}]}])
    with pytest.raises(InputError, match=r"'id' mixes int and str.*whole numbers"):
        drop.run(frame)


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, 2, None]).astype("Int64").astype("category"),
        pd.Series([1, 2, 1], dtype="category"),
        pd.Series(pa.array([1, 2, None]).dictionary_encode().to_pandas()),
    ],
)
def test_categories_of_numbers_are_numbers(column):
    frame = pd.DataFrame({"id": column, "s": ["a", "b", "c"]})
    change = {"key": 2, "old": "b", "new": "z"}
    made = Recipe([{"kind": "set_cells", "key": "id", "column": "s", "cells": [change]}]).run(frame)
    assert made["s"].tolist() == ["a", "z", "c"]
    assert cells(made)["id"] == [None if pd.isna(one) else one for one in column]


def test_categories_of_numbers_in_arrow_are_numbers():
    table = pa.table({"id": pa.array([1, 2, None]).dictionary_encode(), "s": ["a", "b", "c"]})
    change = {"key": 2, "old": "b", "new": "z"}
    made = Recipe([{"kind": "set_cells", "key": "id", "column": "s", "cells": [change]}]).run(table)
    assert made.to_pydict() == {"id": [1, 2, None], "s": ["a", "z", "c"]}


INDEXES = [
    pd.Index(["p", "q", "r"], name="who"),
    pd.Index([5, 5, 5], name="who"),
    pd.MultiIndex.from_tuples([(1, "x"), (1, "y"), (2, "x")], names=["who", "when"]),
    pd.date_range("2024-01-01", periods=3, name="who"),
    pd.Index([2, 0, 1]),
]


@pytest.mark.parametrize("index", INDEXES)
def test_an_index_is_kept(index, tmp_path):
    frame = pd.DataFrame({"a": [" x", "y", "y"], "n": [1, 2, 3]}, index=index)
    recipe = Recipe(
        [
            {"kind": "trim", "columns": ["a"]},
            {"kind": "fill", "column": "n", "by": "a", "values": {"x": 5}, "value": 0},
            {"kind": "keep_first", "key": ["a"], "order_by": ["n"]},
        ]
    )
    made = recipe.run(frame)
    assert made.index.equals(index[:2]) and made.index.names == index.names
    (tmp_path / "rules.py").write_text(recipe.emit())
    pd.testing.assert_frame_equal(load(tmp_path / "rules.py").clean(frame), made)


@pytest.mark.parametrize("index", [one for one in INDEXES if one.names != [None]])
def test_a_column_in_the_index_is_told(index, tmp_path):
    frame = pd.DataFrame({"a": ["x", "y", "z"]}, index=index)
    recipe = Recipe([{"kind": "trim", "columns": ["who"]}])
    with pytest.raises(MissingColumnError, match=r"'who' is in the index.*reset_index"):
        recipe.run(frame)
    (tmp_path / "rules.py").write_text(recipe.emit())
    with pytest.raises(ValueError, match=r"'who' is in the index.*reset_index"):
        load(tmp_path / "rules.py").clean(frame)


def test_repeated_labels_are_numbered_as_where_a_file_is_read(tmp_path):
    frame = pd.DataFrame([[" a", " b", " c", " d"]], columns=["x", "x", "X", "x.1"])
    recipe = Recipe([{"kind": "trim", "columns": ["x", "x.2"]}])
    made = recipe.run(frame)
    assert dict(zip(made.columns, made.iloc[0], strict=True)) == {
        "x": "a",
        "x.2": "b",
        "X": " c",
        "x.1": " d",
    }
    (tmp_path / "rules.py").write_text(recipe.emit())
    pd.testing.assert_frame_equal(load(tmp_path / "rules.py").clean(frame), made)
    assert list(frame.columns) == ["x", "x", "X", "x.1"]


RULES = [
    {"kind": "trim", "columns": ["city", "note"]},
    {"kind": "set_null", "columns": ["note"], "values": ["n/a"]},
    {"kind": "rename_columns", "names": {"note": "remark", "n": "number"}},
    {"kind": "derive_column", "name": "twice", "expression": "number * 2"},
    {"kind": "flag_rows", "name": "many", "expression": "twice > 2"},
    {
        "kind": "drop_rows",
        "key": "id",
        "rows": [{"key": 2, "old": {"city": "Bern", "remark": None}}],
    },
    {
        "kind": "merge_entities",
        "key": "id",
        "golden": [[4, 3]],
        "values": {"city": [[3, "Basel"]], "remark": [[3, "ok"]]},
    },
    {"kind": "fill", "column": "city", "by": "remark", "values": {"ok": "Genf"}},
]


def towns():
    return pd.DataFrame(
        {
            "id": [1, 2, 3, 4],
            "city": ["Bern ", "Bern", None, "Basel"],
            "note": ["ok", "n/a", None, " ok"],
            "n": [1, 2, 3, 4],
        }
    )


@pytest.mark.parametrize("make", [pd.DataFrame, pl.from_pandas, pa.Table.from_pandas])
@pytest.mark.parametrize(
    ("gone", "whole", "partly"),
    [
        ("city", {8}, {1, 6, 7}),
        ("note", {2, 8}, {1, 3, 6, 7}),
        ("n", {4, 5}, {3}),
        ("id", {6, 7}, set()),
    ],
)
def test_a_table_without_a_column_gets_the_other_rules(make, gone, whole, partly, tmp_path):
    table = make(towns().drop(columns=gone))
    recipe = Recipe(RULES)
    applied = recipe.apply(table)
    assert {one.rule for one in applied.skipped if one.whole} == whole
    assert {one.rule for one in applied.skipped if not one.whole} == partly
    (tmp_path / "rules.py").write_text(recipe.emit())
    module = load(tmp_path / "rules.py")
    with pytest.warns(UserWarning, match="not applied"):
        made = module.clean(table)
    assert cells(made) == cells(applied.table)
    told = module.not_applied(table)
    assert {one["rule"] for one in told} == whole | partly
    if gone != "city":
        assert "Bern" in cells(made)["city"]
    with pytest.raises(MissingColumnError):
        recipe.run(table)


def test_a_whole_table_gets_all_rules_without_a_word(tmp_path):
    (tmp_path / "rules.py").write_text(Recipe(RULES).emit())
    module = load(tmp_path / "rules.py")
    assert module.not_applied(towns()) == [] == list(Recipe(RULES).apply(towns()).skipped)
    assert cells(module.clean(towns()))["city"] == ["Bern", "Basel"]


def test_a_row_is_not_dropped_where_nothing_that_names_it_is_there(tmp_path):
    drop = Recipe([{"kind": "drop_rows", "key": "id", "rows": [{"key": 1, "old": {"s": "a"}}]}])
    table = pd.DataFrame({"id": [1, 2]})
    assert len(drop.apply(table).table) == 2 and drop.apply(table).skipped[0].whole


@pytest.mark.parametrize("dtype", ["boolean", "bool[pyarrow]", object])
def test_truths_stay_truths(dtype):
    frame = pd.DataFrame({"id": [1, 2, 3], "v": pd.Series([True, None, False], dtype=dtype)})
    rules = [
        {
            "kind": "merge_entities",
            "key": "id",
            "golden": [[3, 1]],
            "values": {"v": [[1, False]]},
        },
        {"kind": "fill", "column": "v", "value": True},
    ]
    made = Recipe(rules).run(frame)
    assert made["v"].tolist() == [False, True]
    assert made["v"].dtype == ("boolean" if dtype is object else dtype)


ALIKE = {"id": [1, 2], "a": [" x", "y"], "A": ["p ", None]}
LOADERS = {
    "pandas": pd.DataFrame,
    "polars": pl.DataFrame,
    "lazy Polars": pl.LazyFrame,
    "PyArrow": pa.table,
}


@pytest.mark.parametrize("library", LOADERS)
@pytest.mark.parametrize("order", [["id", "a", "A"], ["A", "id", "a"]])
def test_names_that_differ_by_case_alone_keep_them(library, order, tmp_path):
    frame = LOADERS[library]({name: ALIKE[name] for name in order})
    change = {"key": 2, "old": None, "new": "q"}
    recipe = Recipe(
        [
            {"kind": "trim", "columns": ["a", "A.1"]},
            {"kind": "set_cells", "key": "id", "column": "A.1", "cells": [change]},
        ]
    )
    expected = {name: {**ALIKE, "a": ["x", "y"], "A": ["p", "q"]}[name] for name in order}
    expected["id"] = [1.0, 2.0]
    assert cells(recipe.run(frame)) == cells(recipe.apply(frame).table) == expected
    folder = recipe.export(
        tmp_path / "alike_rules",
        expectations={"key": "id", "columns": {"A.1": {"type": "text", "values": ["p"]}}},
    )
    module = load(folder / "__init__.py")
    assert cells(module.clean(frame)) == expected and module.not_applied(frame) == []
    good, bad = module.check(frame)
    assert cells(good)["A"] == ["p"] and cells(bad)["A"] == ["q"]
    assert module.explain(frame, "id", 2)[0]["after"] == [{"A.1": "q"}]


@pytest.mark.parametrize("library", LOADERS)
def test_a_name_in_another_unicode_form_is_the_same_column(library):
    composed, parts = "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "cafe\N{COMBINING ACUTE ACCENT}"
    for own, named in ((composed, parts), (parts, composed)):
        frame = LOADERS[library]({own: [" x"]})
        recipe = Recipe([{"kind": "trim", "columns": [named]}])
        assert cells(recipe.run(frame)) == {own: ["x"]}


def test_a_renamed_column_does_not_take_a_name_back():
    frame = pd.DataFrame({"a": [" x"], "A": ["p "]})
    recipe = Recipe([{"kind": "rename_columns", "names": {"A.1": "b"}}])
    assert cells(recipe.run(frame)) == {"a": [" x"], "b": ["p "]}


EMPTY = {
    "PyArrow, no type": pa.table({"s": ["a "], "n": pa.nulls(1)}),
    "PyArrow text": pa.table({"s": ["a "], "n": pa.nulls(1, pa.string())}),
    "Polars, no type": pl.DataFrame({"s": ["a "], "n": [None]}),
    "Polars text": pl.DataFrame(
        {"s": ["a "], "n": [None]}, schema={"s": pl.String, "n": pl.String}
    ),
    **{
        f"pandas {dtype}": pd.DataFrame({"s": ["a "], "n": pd.Series([None], dtype=dtype)})
        for dtype in ("object", "str", "float64", "category", "Int64", "null[pyarrow]")
    },
}


@pytest.mark.parametrize("name", EMPTY)
@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ({"kind": "clip", "column": "n", "low": 0}, {"n": [None]}),
        ({"kind": "convert_unit", "column": "n", "factor": 2.0}, {"n": [None]}),
        ({"kind": "fill", "column": "n", "value": 7}, {"n": [7]}),
        ({"kind": "fill", "column": "n", "value": "x"}, {"n": ["x"]}),
        ({"kind": "fill", "column": "n", "value": True}, {"n": [True]}),
        ({"kind": "flag_rows", "name": "z", "expression": "n > 3"}, {"n": [None], "z": [False]}),
        ({"kind": "flag_rows", "name": "z", "expression": "not n"}, {"z": [True]}),
        ({"kind": "derive_column", "name": "z", "expression": "year(n)"}, {"z": [None]}),
        ({"kind": "derive_column", "name": "z", "expression": 'coalesce(n, "x")'}, {"z": ["x"]}),
        ({"kind": "derive_column", "name": "z", "expression": "if_(n, 1, 2)"}, {"z": [2]}),
        (
            {"kind": "split_column", "column": "n", "separator": ",", "into": ["p", "q"]},
            {"p": [None], "q": [None]},
        ),
        (
            {
                "kind": "set_cells",
                "key": "s",
                "column": "n",
                "cells": [{"key": "a ", "old": None, "new": 3}],
            },
            {"n": [3]},
        ),
        ({"kind": "cast", "column": "n", "to": "truth"}, {"n": [None]}),
        ({"kind": "cast", "column": "n", "to": "integer"}, {"n": [None]}),
    ],
)
def test_a_column_without_values_has_the_type_that_the_rules_need(name, rule, wanted, tmp_path):
    """Tomorrow's file may have nothing in a column: readers then cannot tell its type."""
    frame = EMPTY[name]
    recipe = Recipe([rule, {"kind": "trim", "columns": ["s"]}])
    (tmp_path / "rules.py").write_text(recipe.emit())
    found = cells(recipe.run(frame))
    assert cells(load(tmp_path / "rules.py").clean(frame)) == found
    assert found["s"] == ["a"]
    for column, values in wanted.items():
        assert found[column] == values


TRUTHS = {
    "PyArrow": lambda values: pa.table({"n": values}),
    "Polars": lambda values: pl.DataFrame({"n": values}),
    "lazy Polars": lambda values: pl.LazyFrame({"n": values}),
    **{
        f"pandas {dtype}": lambda values, dtype=dtype: pd.DataFrame(
            {"n": pd.Series(values, dtype=dtype)}
        )
        for dtype in ("object", "boolean", "bool[pyarrow]")
    },
}


@pytest.mark.parametrize("name", TRUTHS)
def test_a_missing_truth_value_is_no_condition_that_holds(name):
    frame = TRUTHS[name]([True, False, None])
    drop, flag, other = (
        {"kind": "drop_where", "expression": "n"},
        {"kind": "flag_rows", "name": "z", "expression": "n"},
        {"kind": "flag_rows", "name": "z", "expression": "not n"},
    )
    assert cells(Recipe([drop]).run(frame))["n"] == [False, None]
    assert cells(Recipe([flag]).run(frame))["z"] == [True, False, False]
    assert cells(Recipe([other]).run(frame))["z"] == [False, True, True]


TYPED = {
    "moments with a zone": pa.timestamp("us", "UTC"),
    "days": pa.date32(),
    "truth": pa.bool_(),
    "decimals": pa.decimal128(9, 2),
}


@pytest.mark.parametrize("name", TYPED)
def test_a_type_that_somebody_gave_stays_without_values(name):
    table = pa.table({"v": pa.nulls(2, TYPED[name]), "s": [" a", "b "]})
    trim = Recipe([{"kind": "trim", "columns": ["v", "s"]}])
    assert trim.run(table).schema == table.schema


@pytest.mark.parametrize("dtype", [pa.int64(), pa.float64()])
def test_numbers_stay_numbers_without_rows(dtype):
    table = pa.table({"v": pa.array([], dtype), "s": pa.array([], pa.string())})
    assert Recipe([{"kind": "trim", "columns": ["v", "s"]}]).run(table).schema == table.schema
