"""An export without real rows: no personal value leaves, and the rules still can be applied."""

from __future__ import annotations

import importlib
import sys

import pandas as pd
import pytest

from workbench.protocol.recipe import ExportRequest
from workbench.recipe_editor.editor import RecipeEditor
from workbench.rules import Issues
from workbench.types import Issue

FIRST = ["Nova", "Aiko", "Bela", "Chen", "Dara", "Emil", "Fay", "Gita"]
LAST = ["Ng", "Costa", "Tanaka", "Okafor", "Ivanov", "Silva", "Haddad", "Novak", "Weber"]
ROWS = 72


@pytest.fixture
def table():
    names = [f"{FIRST[i % 8]} {LAST[i % 9]}" for i in range(ROWS)]
    return pd.DataFrame(
        {
            "id": range(1, ROWS + 1),
            "name": names,
            "email": [f"user{i:03d}@mail.example" for i in range(ROWS)],
            "phone": [f"+49 170 55{i:05d}" for i in range(ROWS)],
            "born": [f"19{60 + i % 40}-0{1 + i % 9}-1{i % 9}" for i in range(ROWS)],
            "city": ["Bern", "Bern ", "Genf"] * 24,
            "note": ["ok", "n/a", "late"] * 24,
        }
    )


PERSONAL = ("name", "email", "phone", "born")


def decided(project, table):
    """A dataset with rules about cells, rows and spellings of personal columns, and others."""
    dataset = project.add("people", table, key="id")
    dataset.accept(dataset.find_issues().where(min_confidence=0.8))
    old = table.loc[1, "name"]
    for rule in (
        {"kind": "set_cells", "key": "id", "column": "email",
         "cells": [{"key": 3, "old": table.loc[2, "email"], "new": "new@mail.example"}]},
        {"kind": "map_values", "column": "name", "mapping": {old: "Aiko Nakamura"}},
        {"kind": "drop_rows", "key": "id",
         "rows": [{"key": 5, "old": {"phone": table.loc[4, "phone"]}}]},
    ):  # fmt: skip
        issue = Issue("by_hand", rule.get("column", "phone"), (3,), 1, 0.9, {"message": "!"}, rule)
        dataset.accept(Issues([issue]))
    return dataset


def texts_in(folder):
    return "\n".join(
        path.read_text(errors="ignore") for path in folder.rglob("*") if path.is_file()
    )


def module_at(folder):
    sys.path.insert(0, str(folder.parent))
    try:
        importlib.invalidate_caches()
        sys.modules.pop(folder.name, None)
        return importlib.import_module(folder.name)
    finally:
        sys.path.remove(str(folder.parent))
        sys.modules.pop(folder.name, None)


def test_no_personal_value_leaves(project, table, tmp_path):
    dataset = decided(project, table)
    values = tmp_path / "kept" / "values.json"
    values.parent.mkdir()
    folder = dataset.export(tmp_path / "people_rules", real_rows=False, values=values)
    text = texts_in(folder)
    left = [v for name in PERSONAL for v in set(table[name]) if v in text]
    assert left == []
    assert "Aiko Nakamura" not in text
    assert "new@mail.example" not in text
    assert "new@mail.example" in values.read_text()


def test_the_rules_are_applied_with_their_values(project, table, tmp_path):
    dataset = decided(project, table)
    values = tmp_path / "values.json"
    folder = dataset.export(tmp_path / "people_rules", real_rows=False, values=values)
    module = module_at(folder)
    whole = dataset.recipe().run(table)
    pd.testing.assert_frame_equal(module.clean(table, values=values), whole)
    with pytest.warns(UserWarning, match="not applied"):
        partly = module.clean(table)
    assert partly.loc[2, "email"] == table.loc[2, "email"]
    assert set(partly["city"]) == {"Bern", "Genf"}
    waiting = module.not_applied(table)
    assert {one["kind"] for one in waiting} == {"set_cells", "map_values", "drop_rows"}
    assert all("values" in one["reason"] for one in waiting)
    assert module.not_applied(table, values=values) == []


def test_the_values_of_another_module_are_refused(project, table, tmp_path):
    dataset = decided(project, table)
    for name in ("one", "two"):
        dataset.export(tmp_path / name, real_rows=False, values=tmp_path / f"{name}.json")
    with pytest.raises(ValueError, match="does not belong to this module"):
        module_at(tmp_path / "one").clean(table, values=tmp_path / "two.json")


def test_the_recipe_view_writes_the_values_beside_the_module(project, table):
    dataset = decided(project, table)
    done = RecipeEditor(dataset.context).export(
        ExportRequest(name="people_rules", real_rows=False, values=True)
    )
    folder = dataset.context.folder / "exports"
    assert done.notes == (
        "3 rules need values that are not in the module but in people_rules.values.json: "
        "clean(table, values='people_rules.values.json') applies them.",
    )
    assert "new@mail.example" in (folder / "people_rules.values.json").read_text()
    assert "new@mail.example" not in texts_in(folder / "people_rules")


def test_the_module_proves_itself_without_rows(project, table, tmp_path):
    import subprocess

    dataset = decided(project, table)
    folder = dataset.export(tmp_path / "people_rules", real_rows=False)
    done = subprocess.run(
        [sys.executable, "-m", "unittest", "people_rules.test_people_rules"],
        cwd=folder.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_what_leaves_is_told(project, table, tmp_path, capsys):
    dataset = decided(project, table)
    dataset.export(tmp_path / "with_rows")
    said = capsys.readouterr().err
    assert "'name', 'email', 'phone', 'born'" in said
    dataset.export(tmp_path / "without_rows", real_rows=False)
    assert "3 rules need values of personal columns" in capsys.readouterr().err


def test_nothing_is_told_of_an_export_after_one_with_rows(project, table, tmp_path):
    dataset = decided(project, table)
    dataset.export(tmp_path / "people_rules")
    folder = dataset.export(tmp_path / "people_rules", real_rows=False)
    text = texts_in(folder)
    assert [v for name in PERSONAL for v in set(table[name]) if v in text] == []


def test_a_table_without_personal_data_needs_no_values(project, tmp_path, capsys):
    table = pd.DataFrame({"id": range(30), "city": ["Bern", "Bern ", "Genf"] * 10})
    dataset = project.add("towns", table, key="id")
    dataset.accept(dataset.find_issues().where(min_confidence=0.8))
    values = tmp_path / "values.json"
    folder = dataset.export(tmp_path / "town_rules", real_rows=False, values=values)
    assert not values.exists()
    assert capsys.readouterr().err == ""
    assert set(module_at(folder).clean(table)["city"]) == {"Bern", "Genf"}
