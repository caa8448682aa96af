"""All kinds of rules in one recipe on Spark, equal to pandas; needs Java 17."""

from __future__ import annotations

import datetime
import os
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.engines import cells, in_order
from workbench.errors import InputError
from workbench.rules import Recipe
from workbench.rules.kinds import KINDS

pytest.importorskip("pyspark", reason="pyspark is not installed")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("no Java (Debian: openjdk-17-jre-headless)", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning"
)

SIZE = 240
MANY = [
    {"key": key, "old": None if key % 5 == 0 else "a", "new": None if key % 7 == 0 else "z"}
    for key in range(150)
]


def made_table() -> pa.Table:
    names = [" Ada  Ng\u00a0", "b\tc", "CafÃ©", "ﬁn", "e\u0301", "straße", "İX", "N/A", "", None]
    prices = ["1,234.50", "-5 cm", "1.8 m", "x", None, " 7 ", "(3)", "4-", "\u22122"]
    days = [
        "2024-02-29",
        "2023-02-29",
        "3/4/2021",
        "31.12.1999",
        "5 mar 2020",
        "20200102",
        "Montag, 6. MÄRZ 2020",
        None,
    ]

    def cycle(values, type_=None):
        return pa.array([values[i % len(values)] for i in range(SIZE)], type_)

    return pa.table(
        {
            "key": pa.array(range(SIZE), pa.int64()),
            "name": cycle(names),
            "price": cycle(prices),
            "day": cycle(days),
            "many": cycle(["a", "b", None, "a", "a"]),
            "code": cycle([f"v{i}" for i in range(200)]),
            "pair": cycle(["x,y,z", "x", "", ",", None, "a\nb,c"]),
            "text": cycle(["12", "+5", "true", "FALSE", "1.5", None]),
            "group": cycle(["p", "q", None, "r"]),
            "real": cycle([1.5, float("nan"), None, -7.0, 3.0, 1e300], pa.float64()),
            "whole": cycle([1, None, 30, -4], pa.int64()),
            "moment": cycle([datetime.datetime(2020, 5, 17), None], pa.timestamp("us")),
            "old": cycle(["gone"]),
        }
    )


RULES = [
    {"kind": "trim", "columns": ["name"]},
    {"kind": "collapse", "columns": ["name"]},
    {"kind": "fix_mojibake", "columns": ["name"]},
    {"kind": "normalise_unicode", "columns": ["name"], "form": "NFKC"},
    {"kind": "set_null", "columns": ["name"], "values": ["N/A", ""]},
    {"kind": "map_values", "column": "code", "mapping": {f"v{i}": f"w{i}'\"" for i in range(150)}},
    {"kind": "merge_classes", "column": "group", "classes": {"p": ["q"]}},
    {"kind": "replace_pattern", "columns": ["code"], "pattern": "[0-8]+$", "replacement": "_"},
    {"kind": "change_case", "columns": ["name"], "to": "upper"},
    {"kind": "repair_dependency", "left": "group", "right": "old", "mapping": {"p": "kept"}},
    {
        "kind": "label_rows",
        "key": "key",
        "name": "given",
        "labels": [{"key": 0, "label": True}, {"key": 1, "label": False}],
    },
    {"kind": "set_cells", "key": "key", "column": "many", "cells": MANY},
    {
        "kind": "set_cells",
        "key": "key",
        "column": "whole",
        "cells": [{"key": 2, "old": 30, "new": 31}],
    },
    {"kind": "drop_rows", "key": "key", "rows": [{"key": 3, "old": {"whole": -4}}]},
    {
        "kind": "merge_entities",
        "key": "key",
        "golden": [[5, 4], [9, 4]],
        "values": {"name": [[4, "Gold"]]},
    },
    {
        "kind": "parse_number",
        "column": "price",
        "thousands": ",",
        "units": {"": 1.0, "cm": 1.0, "m": 100.0},
        "negatives": ["sign", "brackets", "behind"],
    },
    {
        "kind": "parse_date",
        "column": "day",
        "formats": ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %b %Y", "%Y%m%d", "%d. %b %Y"],
        "words": {"mar": 3, "märz": 3, "montag": 0},
    },
    {
        "kind": "transform",
        "column": "pair",
        "program": [["piece", ["split", ",", 0], []], ["text", ",'"]],
    },
    {"kind": "cast", "column": "text", "to": "number"},
    {"kind": "convert_unit", "column": "price", "factor": 2.54, "offset": 1.0},
    {"kind": "clip", "column": "real", "low": 0, "high": 100.5},
    {"kind": "fill", "column": "real", "by": "group", "values": {"p": 2.5}, "value": 9},
    {"kind": "fill", "column": "name", "value": "nobody"},
    {"kind": "split_column", "column": "pair", "separator": ",", "into": ["left", "right"]},
    {
        "kind": "derive_column",
        "name": "sum",
        "expression": "if_(whole > 0, year(moment) + real / whole, length(name))",
    },
    {"kind": "derive_column", "name": "label", "expression": 'concat(lower(name), "-", code)'},
    {
        "kind": "flag_rows",
        "name": "odd",
        "expression": 'not is_null(left) and (right != "z" or matches(code, "_$")) '
        'and moment >= "2020-01-01"',
    },
    {"kind": "rename_columns", "names": {"pair": "Pair é"}},
    {"kind": "drop_columns", "columns": ["text"]},
    {"kind": "drop_where", "expression": 'whole < 0 or group in ["r"]'},
    {
        "kind": "keep_first",
        "key": ["code"],
        "order_by": ["real", "key"],
        "descending": [True, False],
    },
]


def test_every_kind_runs_on_spark_as_on_pandas(spark, tmp_path):
    recipe = Recipe(RULES)
    assert {rule.kind for rule in recipe} == {
        name for name, kind in KINDS.items() if "spark" in kind.engines
    }
    table = made_table()
    pq.write_table(table, tmp_path / "table.parquet")
    frame = spark.read.parquet(str(tmp_path / "table.parquet"))
    expected = in_order(cells(recipe.run(table.to_pandas())))
    assert in_order(cells(recipe.run(table))) == expected
    module: dict = {}
    exec(recipe.emit(), module)
    made = module["clean"](frame)
    assert type(made) is type(frame)
    assert in_order(cells(made)) == expected


def test_what_cannot_be_read_is_told(spark):
    rows = [(1, "5"), (2, "five"), (3, None)]
    frame = spark.createDataFrame(rows, "key long, price string")
    module: dict = {}
    exec(Recipe([{"kind": "parse_number", "column": "price"}]).emit(), module)
    made = in_order(cells(module["clean"](frame, reason="why")))
    assert made["why"] == ["", "price: cannot read 'five'; ", ""]
    assert made["price"] == [5, None, None]


def test_columns_that_differ_by_case_are_refused(spark):
    frame = spark.createDataFrame([(1, "a")], "id long, name string")
    rule = {"kind": "derive_column", "name": "ID", "expression": "id + 1"}
    with pytest.raises(InputError, match="there already"):
        Recipe([rule]).run(frame)
    twice = spark.createDataFrame([(1, "a")], "id long, Id string")
    with pytest.raises(InputError, match="'id' and 'Id' differ by upper and lower case alone"):
        Recipe([{"kind": "trim", "columns": ["Id"]}]).run(twice)
