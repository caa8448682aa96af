"""A module is compared with its recipe: long maps beside it, values apart, changes by hand."""

from __future__ import annotations

import json

import pytest

from workbench.lineage.verify_module import verify_module
from workbench.rules import Recipe
from workbench.rules.apart import parted

LONG = {f"x{i}": f"y{i}" for i in range(300)}
RULES = [
    {
        "kind": "set_cells",
        "key": "id",
        "column": "mail",
        "cells": [{"key": i, "old": f"m{i}@x.org", "new": f"n{i}@x.org"} for i in range(300)],
    },
    {"kind": "map_values", "column": "city", "mapping": LONG},
    {"kind": "trim", "columns": ["city"]},
]


@pytest.fixture(params=["whole", "long maps", "values apart"])
def folder(request, tmp_path):
    rules = Recipe(RULES[2:] if request.param == "whole" else RULES)
    apart = parted(tuple(rules), {"mail"}, set()) if request.param == "values apart" else None
    return rules.export(tmp_path / "some_rules", apart=apart)


def test_a_module_is_what_its_recipe_generates(folder):
    found = verify_module(folder)
    assert found.ok, found.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("frame = trim(", "frame = collapse("),
        ("city", "town"),
        ("    return frame.with_columns", "    return frame and frame.with_columns"),
    ],
)
def test_a_change_by_hand_is_told(folder, old, new):
    module = folder / "__init__.py"
    text = module.read_text()
    assert old in text
    module.write_text(text.replace(old, new))
    assert not verify_module(folder).ok


def test_a_changed_map_is_told(tmp_path):
    folder = Recipe(RULES).export(tmp_path / "some_rules")
    maps = folder / "maps.json"
    held = json.loads(maps.read_text())
    maps.write_text(json.dumps({name: values[:-1] for name, values in held.items()}))
    assert not verify_module(folder).ok


def test_what_cannot_be_read_is_told(tmp_path):
    (tmp_path / "recipe.json").write_text("{")
    assert "cannot be read" in verify_module(tmp_path).message
