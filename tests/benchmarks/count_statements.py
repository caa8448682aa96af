"""Count the statements of the package: `python -m tests.benchmarks.count_statements [REVISION]`.

A statement is a node of Python's syntax tree that `ast` calls one.  Docstrings do not count, nor do
tables of data: assignments of a literal list, tuple, set or dictionary at the top of a module or
class.  With a revision the package as it was then is counted beside, from Git.
"""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLES = (ast.List, ast.Tuple, ast.Set, ast.Dict)


def statements(text: str) -> int:
    """Return how many statements a module has."""
    tree = ast.parse(text)
    left_out = 0
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            left_out += ast.get_docstring(node, clean=False) is not None
        if isinstance(node, ast.Module | ast.ClassDef):
            left_out += sum(_is_text(one) for one in body[1:]) + sum(map(_is_table, body))
    return sum(isinstance(node, ast.stmt) for node in ast.walk(tree)) - left_out


def _is_text(node: ast.stmt) -> bool:
    """Tell whether a statement documents the name above it."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_table(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, TABLES)


def sources(revision: str | None) -> Iterable[tuple[str, str]]:
    """Yield the name and text of each module of the package, now or at a revision."""
    if revision is None:
        for path in sorted((ROOT / "workbench").rglob("*.py")):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        return
    git = ["git", "-C", str(ROOT)]
    listed = [*git, "ls-tree", "-r", "--name-only", revision, "workbench"]
    for name in subprocess.check_output(listed, text=True).splitlines():
        if name.endswith(".py"):
            shown = [*git, "show", f"{revision}:{name}"]
            yield name, subprocess.check_output(shown, text=True, encoding="utf-8")


def report(revision: str | None) -> int:
    """Print the statements of each room; return their sum."""
    rooms: Counter[str] = Counter()
    lines = []
    for name, text in sources(revision):
        rooms[name.split("/")[1]] += statements(text)
        lines.append(text.count("\n"))
    told = ", ".join(f"{room} {count}" for room, count in rooms.most_common())
    print(f"{revision or 'now'}: {rooms.total():,} statements in {len(lines)} modules")
    print(f"  median module {statistics.median(lines):.0f} lines; {told}")
    return rooms.total()


if __name__ == "__main__":
    then = report(sys.argv[1]) if len(sys.argv) > 1 else None
    now = report(None)
    if then is not None:
        print(f"change: {now / then - 1:+.1%}")
