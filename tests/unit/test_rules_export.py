"""What an exported module offers beside `clean`: check, explain, versions, long maps, files."""

from __future__ import annotations

import importlib
import json
import math
import os
import stat
import sys

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines import cells, load, on_engine
from workbench.errors import InputError, MissingColumnError
from workbench.rules import Recipe
from workbench.rules.expectations import expectations_of

RULES = [
    {"kind": "trim", "columns": ["state"]},
    {"kind": "set_null", "columns": ["price"], "values": ["n/a"]},
    {"kind": "parse_number", "column": "price"},
    {"kind": "parse_date", "column": "day", "formats": ["%Y-%m-%d"]},
    {"kind": "flag_rows", "name": "dear", "expression": "price > 15"},
]


def messy(rows=40):
    return pd.DataFrame(
        {
            "id": range(rows),
            "state": [[" CA", "TX", "NY "][i % 3] for i in range(rows)],
            "price": [str(10 + i % 10) for i in range(rows)],
            "day": [f"2024-01-{i % 28 + 1:02d}" for i in range(rows)],
        }
    )


@pytest.fixture
def exported(tmp_path, monkeypatch):
    """Export with expectations, and import the module by its name."""
    recipe = Recipe(RULES)
    frame = messy()
    expected = expectations_of(recipe.run(frame), key="id")
    folder = recipe.export(
        tmp_path / "price_rules",
        examples=frame,
        expectations=expected,
        also=["airflow", "pandera"],
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("price_rules"), folder
    sys.modules.pop("price_rules", None)


def tomorrow():
    frame = messy(6)
    frame.loc[1, "price"] = "abc"
    frame.loc[2, "price"] = "n/a"
    frame.loc[3, "state"] = "Atlantis"
    frame.loc[4, "price"] = "9999"
    frame.loc[5, "id"] = 0
    return frame


@pytest.mark.parametrize("engine", ["pandas", "polars", "polars-lazy", "pyarrow", "duckdb"])
def test_rows_that_are_otherwise_come_back_with_the_reason(exported, engine):
    module, _ = exported
    good, bad = module.check(on_engine(engine, pa.Table.from_pandas(tomorrow())))
    assert "reason" not in cells(good)
    assert cells(good)["id"] == []
    rows = cells(bad)  # once: a lazy table may give its rows in another order each time
    told = dict(zip(rows["price"], rows["reason"], strict=True))
    reasons = sorted(rows["reason"])
    assert len(reasons) == 6
    assert sum("price: cannot read 'abc'" in reason for reason in reasons) == 1
    assert sum("id: the key is there more than once" in reason for reason in reasons) == 2
    assert any("state: is none of the 3 known values" in reason for reason in reasons)
    assert "price: is not between 2.8 and 26.2" in told[9999.0]
    whole = messy()
    good, bad = module.check(on_engine(engine, pa.Table.from_pandas(whole)))
    assert len(cells(good)["id"]) == 40 and cells(bad)["id"] == []


def test_null_where_it_was_allowed_by_a_rule_is_told_as_missing_only(exported):
    module, _ = exported
    _, bad = module.check(tomorrow())
    words = bad.loc[bad["id"] == 2, "reason"].iloc[0]
    assert "price: is missing" in words and "cannot read" not in words


def test_a_column_of_another_type_is_an_error(exported):
    module, _ = exported
    frame = messy(3)
    with pytest.raises(ValueError, match="'id' holds String, expected number"):
        module.check(frame.astype({"id": "str"}))
    with pytest.raises(ValueError, match="missing"):
        module.check(frame[["id"]])


def test_a_row_is_explained_rule_by_rule(exported):
    module, _ = exported
    told = module.explain(pl.from_pandas(messy(4)), "id", 0)
    assert [row["kind"] for row in told] == ["trim", "parse_number", "parse_date", "flag_rows"]
    assert told[0]["before"] == [{"state": " CA"}] and told[0]["after"] == [{"state": "CA"}]
    assert told[3]["after"] == [{"dear": False}]
    with pytest.raises(ValueError, match="'no'"):
        module.explain(messy(1), "no", 1)


def test_versions_go_on_and_changes_are_told(tmp_path):
    folder = tmp_path / "my_rules"

    def exported_version(rules):
        Recipe(rules).export(folder, examples=messy())
        return load_folder(folder).VERSION, (folder / "CHANGES.md").read_text()

    assert exported_version(RULES)[0] == "1.0.0"
    assert exported_version(RULES)[0] == "1.0.0"
    version, text = exported_version([{**RULES[0], "why": "because"}, *RULES[1:]])
    assert version == "1.0.1" and text.count("## ") == 2
    version, text = exported_version([RULES[0], {**RULES[1], "values": ["-"]}, *RULES[2:]])
    assert version == "1.1.0"
    assert "changed rule 2: 'n/a' in price to null, now '-' in price to null" in text
    version, text = exported_version([*RULES, {"kind": "drop_columns", "columns": ["state"]}])
    assert version == "2.0.0" and "added rule 6: drop column state" in text
    assert next(line for line in text.splitlines() if line.startswith("## ")).startswith("## 2.0.0")


def load_folder(folder):
    spec = importlib.util.spec_from_file_location(folder.name, folder / "__init__.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_long_maps_lie_beside_the_module(tmp_path):
    mapping = {f"v{i}'\"\n\\": f"w{i}\u2028" for i in range(300)}
    cells_ = [{"key": i, "old": "a", "new": None} for i in range(300)]
    rows = [{"key": i, "old": {"x": "a", "n": i}} for i in range(300, 600)]
    recipe = Recipe(
        [
            {"kind": "map_values", "column": "y", "mapping": mapping},
            {"kind": "set_cells", "key": "k", "column": "x", "cells": cells_},
            {"kind": "drop_rows", "key": "k", "rows": rows},
        ]
    )
    folder = recipe.export(tmp_path / "long_rules")
    assert len((folder / "__init__.py").read_text()) < 40_000
    assert set(json.loads((folder / "maps.json").read_text())) == {
        "1 mapping",
        "2 cells",
        "3 rows",
    }
    size = range(650)
    frame = pd.DataFrame({"k": size, "x": ["a"] * 650, "y": ["v1'\"\n\\"] * 650, "n": size})
    assert cells(load_folder(folder).clean(frame)) == cells(recipe.run(frame))
    assert len(recipe.run(frame)) == 350


def test_further_files_compile_and_hold_the_schema(exported):
    _, folder = exported
    for name in ("airflow_price_rules.py", "pandera_price_rules.py"):
        compile((folder / name).read_text(), name, "exec")
    assert "'unique': True" in (folder / "pandera_price_rules.py").read_text().replace('"', "'")
    with pytest.raises(InputError, match="'dagster' is unknown"):
        Recipe(RULES).export(folder, also=["dagster"])
    with pytest.raises(InputError, match="needs expectations"):
        Recipe(RULES).export(folder, also=["pandera"])


def test_the_header_names_the_input(exported):
    module, _ = exported
    assert "Input: 'id' Int64, 'state' String" in module.__doc__


def test_expectations_are_plain_json_and_private_where_asked():
    frame = pd.DataFrame(
        {
            "i": [1, 2, 3] * 20,
            "f": [0.5, math.nan, math.inf] * 20,
            "t": ["a", "b", None] * 20,
            "free": [f"text {i}" for i in range(60)],
            "d": pd.to_datetime(["2024-01-01"] * 60),
            "z": pd.to_datetime(["2024-01-01"] * 60, utc=True),
            "o": [[1]] * 60,
            "n": [None] * 60,
        }
    )
    told = json.loads(json.dumps(expectations_of(frame), allow_nan=False))["columns"]
    seen = "seen in 60 rows of the cleaned table"
    assert {one.pop("source") for one in told.values()} == {seen, f"{seen}, from 1 to 3"}
    assert told["i"] == {"type": "number", "nullable": False, "low": 1, "high": 3}
    assert told["f"]["nullable"] and "high" not in told["f"]
    assert told["t"] == {"type": "text", "nullable": True, "values": ["a", "b"]}
    assert "values" not in told["free"]
    assert told["d"] == {"type": "date", "nullable": False}
    assert told["z"]["type"] == told["o"]["type"] == "other"
    hidden = json.dumps(expectations_of(frame, private=True))
    assert '"a"' not in hidden and "low" not in hidden
    with pytest.raises(MissingColumnError):
        expectations_of(frame, key="no")
    none = expectations_of(frame.head(0))["columns"]["i"]
    assert none.pop("source").startswith("seen in 0 rows")
    assert none == {"type": "number", "nullable": True}


HOSTILE = st.one_of(
    st.text(st.characters(), max_size=12),
    st.sampled_from(
        [
            '"""',
            "'''",
            "\\",
            '\\"',
            "\n",
            "\r",
            "\u2028",
            "\u2029",
            "\x00",
            "\x85",
            "\ud800",
            "{x}",
            "%s",
            "#",
            "*",
            "^a$",
            "a\nimport os",
            '");import os;("',
            "\N{RIGHT-TO-LEFT OVERRIDE}",
        ]
    ),
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(HOSTILE, min_size=4, max_size=4, unique=True), HOSTILE)
def test_nothing_breaks_out_of_the_module(texts, name):
    """Names, values and reasons of any letters: the module has the same statements."""
    import ast

    a, b, c, d = texts
    recipe = Recipe(
        [
            {"kind": "map_values", "column": a, "mapping": {b: c}, "why": d, "author": a},
            {"kind": "split_column", "column": a, "separator": "|", "into": ["x", "y"], "why": b},
            {"kind": "fill", "column": c, "by": b, "values": {d: a}, "value": b},
            {"kind": "drop_where", "expression": f"col({b!a}) == {c!a}", "why": c},
        ]
    )
    maps: dict = {}
    source = recipe.emit(name=name, header=[d], version="1.0.0", expectations=True, maps=maps)
    data = source.encode("utf-8", "backslashreplace")
    tree = ast.parse(data)
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions[:4] == ["clean", "apply_rules", "explain", "check"]
    (rules,) = [n for n in tree.body if getattr(n, "name", "") == "apply_rules"]
    assert len(rules.body) == 2 + 2 * len(recipe)
    calls = [statement.body[0] for statement in rules.body[2::2]]
    values = [ast.literal_eval(k.value) for call in calls for k in call.value.keywords]
    assert values == [v for rule in recipe for v in rule.arguments().values()]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    if os.geteuid() == 0:
        place = tmp_path / "file"
        place.write_text("x")
        target = place / "my_rules"
    else:
        tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
        target = tmp_path / "my_rules"
    with pytest.raises(InputError, match="cannot be written"):
        Recipe(RULES).export(target)
    tmp_path.chmod(stat.S_IRWXU)


def test_the_module_needs_no_file_where_nothing_is_long(tmp_path):
    path = tmp_path / "one.py"
    path.write_text(Recipe(RULES).emit(maps={}))
    assert load(path).clean(messy(3))["price"].tolist() == [10.0, 11.0, 12.0]
