"""A project and a module that version 0.1.0 of November 2026 made still work.

The archive holds decisions of every kind by three people, edits of the recipe with one taken back,
two versions and a tag, the exported module, and what the release said of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from workbench import open_project
from workbench.protocol.recipe import RecipeRequest
from workbench.recipe_editor import RecipeEditor

ARCHIVE = Path(__file__).with_name("project_november_2026.zip")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    with zipfile.ZipFile(ARCHIVE) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def expected(folder):
    return json.loads((folder / "expected.json").read_text())


@pytest.fixture
def customers(folder):
    project = open_project(folder / "quality", author="ada")
    yield project.dataset("customers")
    assert project.verify().ok
    project.engine.dispose()


def test_the_decisions_make_the_same_recipe(customers, expected):
    assert len(customers.decisions()) == expected["decisions"]
    assert sorted({one.kind for one in customers.decisions()}) == expected["kinds"]
    recipe = customers.recipe()
    assert recipe.digest == expected["recipe"]
    stored = customers.version("first")
    assert (stored.id, stored.recipe.digest) == (expected["version"], recipe.digest)
    assert stored.to_arrow().equals(recipe.run(customers.version(0).to_arrow()))


def test_the_recipe_editor_shows_the_same_steps(customers, expected):
    state = RecipeEditor(customers.context).recipe(RecipeRequest(session="s"))
    assert [[one.id, one.state, one.kind] for one in state.steps] == expected["steps"]
    assert state.steps[0].stamp == expected["stamp"]
    assert state.undo is not None


def test_a_cell_is_explained_by_the_same_decisions(customers, expected):
    explained = json.loads(json.dumps(customers.explain(1005, "state").to_dict(), default=str))
    explained.pop("version", None)
    assert explained == expected["explained"]


def test_the_exported_module_still_passes_its_own_tests(folder):
    command = [sys.executable, "-m", "unittest", "customers_rules.test_customers_rules"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "OK" in done.stderr
