"""No two files import each other, in any disguise.

Imports for type checking alone and imports inside functions count too: they hide a circle from
the interpreter, not from a reader.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from tests.architecture.test_layers import PACKAGE, modules


def name_of(path: Path, package: Path) -> str:
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(text: str, known: set[str]) -> Iterator[str]:
    """Every module of the package that a file imports, wherever in it.

    A name that is imported from a package counts as its module where it is one, and as the
    package's own file elsewhere.
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else node.module


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the strongly connected components of several files, each sorted."""
    names = sorted(graph)
    number = {name: i for i, name in enumerate(names)}
    edges = [(number[one], number[other]) for one in names for other in graph[one] if one != other]
    rows, columns = zip(*edges, strict=True) if edges else ((), ())
    shape = (len(names), len(names))
    links = csr_array((np.ones(len(edges)), (rows, columns)), shape=shape)
    _, labels = connected_components(links, directed=True, connection="strong")
    groups: dict[int, list[str]] = {}
    for name, label in zip(names, labels, strict=True):
        groups.setdefault(int(label), []).append(name)
    return [group for group in groups.values() if len(group) > 1]


def graph_of(files: Mapping[str, str]) -> dict[str, set[str]]:
    known = set(files)
    return {name: set(imports_of(text, known)) for name, text in files.items()}


def test_no_files_import_each_other():
    files = {name_of(path, PACKAGE): path.read_text(encoding="utf-8") for path in modules()}
    # The public names are loaded when they are asked for: the file only says where they are.
    files.pop("workbench")
    found = circles(graph_of(files))
    assert not found, "these files import each other:\n" + "\n".join(map(" <-> ".join, found))


@pytest.mark.parametrize(
    "hidden",
    [
        "from p.b import two",
        "from p import b",
        "import p.b",
        "if TYPE_CHECKING:\n    from p.b import two",
        "def one():\n    from p.b import two",
    ],
)
def test_a_circle_is_found_in_any_disguise(hidden):
    files = {"p": "", "p.a": hidden, "p.b": "from p.c import x", "p.c": "from p.a import y"}
    assert circles(graph_of(files)) == [["p.a", "p.b", "p.c"]]
    files["p.c"] = "import os"
    assert circles(graph_of(files)) == []
