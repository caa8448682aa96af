"""The files beside the code agree with each other."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_conda_environment_agrees_with_pyproject(pyproject):
    conda = yaml.safe_load((ROOT / "environment.yml").read_text())
    plain = [entry for entry in conda["dependencies"] if isinstance(entry, str)]
    (pip,) = [entry["pip"] for entry in conda["dependencies"] if isinstance(entry, dict)]
    assert f"python{pyproject['project']['requires-python']}" in plain
    assert {entry.split(">")[0].split("=")[0] for entry in plain} == {
        "python",
        "openjdk",
        "nodejs",
        "pip",
    }
    assert pip == ["-e .[test]"]
    assert "test" in pyproject["project"]["optional-dependencies"]
    assert conda["name"] == pyproject["project"]["name"]


def test_every_dependency_has_a_lower_bound(pyproject):
    for entry in pyproject["project"]["dependencies"]:
        assert ">=" in entry, entry


def test_mypy_covers_all_but_the_notebook_libraries(pyproject):
    checked = {name.split(".")[1] for name in pyproject["tool"]["mypy"]["packages"]}
    from tests.architecture.test_layers import RANK

    assert checked == set(RANK) - {"widgets", "dashboards", "__main__"}


def test_changelog_names_the_version(pyproject):
    assert f"## {pyproject['project']['version']}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_javascript_has_the_same_version(pyproject):
    for name in ("views", "widgets", "lab"):
        package = json.loads((ROOT / "extensions" / name / "package.json").read_text())
        assert package["version"] == pyproject["project"]["version"]
        needed = package.get("dependencies", {}).get("@dq-workbench/views", package["version"])
        assert needed == package["version"]


def test_no_registry_address_in_the_lock_file():
    lock = (ROOT / "extensions" / "yarn.lock").read_text()
    assert "http" not in lock
