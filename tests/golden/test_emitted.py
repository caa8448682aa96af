"""The emitted module, word for word: a change of it is seen in review.

To accept a change: WORKBENCH_WRITE_GOLDEN=1 pytest tests/golden
"""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from tests.engines import load
from workbench.rules import Recipe

GOLDEN = Path(__file__).parent / "customers_rules.py"
RECIPE = Recipe(
    [
        {
            "kind": "trim",
            "columns": ["state", "name"],
            "why": "2 values have white space at an end.",
        },
        {"kind": "set_null", "columns": ["state"], "values": ["N/A", "-"], "author": "ada"},
        {"kind": "map_values", "column": "state", "mapping": {"Calif.": "CA", "x\"'\n": "TX"}},
        {"kind": "change_case", "columns": ["segment"], "to": "lower"},
        {
            "kind": "set_cells",
            "key": "id",
            "column": "segment",
            "cells": [{"key": 2, "old": "plus", "new": "basic"}],
            "why": "1 value of segment was decided in review.",
            "author": "ben",
            "decisions": ["5c1f7c1e-0000-4000-8000-000000000001"],
        },
        {"kind": "drop_rows", "key": "id", "rows": [{"key": 3, "old": {"name": "Nova Ng"}}]},
        {"kind": "parse_number", "column": "height", "units": {"cm": 1.0, "m": 100.0}},
        {"kind": "parse_date", "column": "joined", "formats": ["%Y-%m-%d", "%d.%m.%Y"]},
    ]
)


def test_the_emitted_module_is_the_golden_one():
    source = RECIPE.emit(name="customers", header=["Source: customers.csv, 3 rows."])
    if os.environ.get("WORKBENCH_WRITE_GOLDEN"):
        GOLDEN.write_text(source)
    assert source == GOLDEN.read_text()


def test_the_golden_module_runs():
    clean = load(GOLDEN).clean
    frame = pd.DataFrame(
        {
            "id": [1, 2, 3],
            "name": ["Ada ", "Ben", "Nova Ng"],
            "state": [" Calif.", "N/A", "CA"],
            "segment": ["Basic", "PLUS", "plus"],
            "height": ["1.8 m", "170 cm", "1 cm"],
            "joined": ["2024-01-31", "1.2.2023", "x"],
        }
    )
    made = clean(frame)
    assert made["name"].tolist() == ["Ada", "Ben"]
    assert made["state"].tolist()[0] == "CA" and pd.isna(made["state"].tolist()[1])
    assert made["segment"].tolist() == ["basic", "basic"]
    assert made["height"].tolist() == [180.0, 170.0]
    assert [str(day.date()) for day in made["joined"]] == ["2024-01-31", "2023-02-01"]
