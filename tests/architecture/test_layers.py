"""Imports run downward only, and `import workbench` stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "workbench"
LAYERS = [
    ["errors", "callable", "progress"],
    ["types", "html"],
    ["lexicon"],
    ["protocol"],
    ["tables"],
    ["neighbours", "profile", "annotations", "rules", "store"],
    ["checks", "labels", "human_level", "entities"],
    ["decisions"],
    ["lineage"],
    ["queues", "recipe_editor", "explore"],
    ["server"],
    ["widgets"],
    ["dashboards"],
    ["dataset"],
    ["project"],
    ["demo"],
    ["cli"],
    ["__main__"],
]
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
BELOW_SERVER = {name for name, rank in RANK.items() if rank < RANK["server"]}
BELOW_WIDGETS = {name for name, rank in RANK.items() if rank < RANK["widgets"]}
SCREEN = {"ipywidgets", "anywidget", "IPython", "plotly"}
ONE_DOOR = {"cleanlab": "labels/quality.py"}


def modules():
    return sorted(
        path
        for path in PACKAGE.rglob("*.py")
        if "labextension" not in path.parts and "migrations" not in path.parts
    )


def part_of(path: Path) -> str:
    inside = path.relative_to(PACKAGE)
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def imported(path: Path):
    """Every absolute import of a file, those inside functions included, type checking excluded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            if node.module == "workbench":
                yield from (f"workbench.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_run_downward(path):
    part = part_of(path)
    if part == "__init__":
        return
    assert part in RANK, f"{part} has no layer; give it one here and in CONTRIBUTING.md"
    for name in imported(path):
        top = name.split(".")[0]
        if top in SCREEN:
            assert part not in BELOW_WIDGETS, f"{path}: {top} belongs to widgets and above"
        if top == "tornado":
            assert part not in BELOW_SERVER, f"{path}: tornado belongs to server and above"
        if top in ONE_DOOR:
            assert str(path.relative_to(PACKAGE)) == ONE_DOOR[top], f"{path}: {top} has one door"
        if top != "workbench" or "." not in name:
            continue
        other = name.split(".")[1]
        if other == part or other == "__version__":
            continue
        assert other in RANK, f"{path}: {name} is unknown"
        assert RANK[other] < RANK[part], f"{path}: {part} must not import {other}"


def test_import_is_light():
    heavy = "pandas numpy pyarrow duckdb sklearn sqlalchemy pydantic ipywidgets plotly tornado"
    code = (
        "import sys, workbench; "
        f"print([name for name in '{heavy}'.split() if name in sys.modules], len(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded, _, modules = done.stdout.strip().rpartition(" ")
    assert loaded == "[]"
    # Python itself loads about 60 and importlib.metadata about 100; pandas alone loads over 500.
    # How long it takes is for tests/benchmarks/bench_import.py.
    assert int(modules) < 250


def test_public_names_are_documented():
    import workbench

    for name in workbench.__all__:
        value = getattr(workbench, name)
        assert value.__doc__ and len(value.__doc__) > 40, name


def test_copied_functions_use_narwhals_and_the_standard_library_alone():
    """What `emit` copies must run in the exported module."""
    from workbench.rules.emit import COPIED

    copied = {Path(module.__file__) for module in COPIED}
    assert len(copied) > 5
    for path in copied:
        for name in imported(path):
            top = name.split(".")[0]
            own = name.startswith(("workbench.rules.", "workbench.tables.numbering"))
            assert own or top == "narwhals" or top in sys.stdlib_module_names, f"{path}: {name}"
            if own:
                home = PACKAGE.parent / (name.replace(".", "/") + ".py")
                assert home in copied or home.parent in {one.parent for one in copied}, name
