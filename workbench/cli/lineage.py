"""The commands about versions: ``diff``, ``explain``, ``verify``, ``restore``, ``tag``, ...."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench import html
from workbench.cli.files import to_be_written, write_text
from workbench.errors import NotFoundError

if TYPE_CHECKING:
    from workbench.project import Project

__all__ = ["LINEAGE", "open_there", "verify_place"]

Result = tuple[Any, str] | tuple[Any, str, int]


def open_there(folder: str) -> Project:
    """Open a project; a typing slip must not make a new one."""
    from workbench.project import open_project
    from workbench.store.database import open_existing

    open_existing(Path(folder)).dispose()
    return open_project(folder)


def _which(text: str) -> str | int:
    """Read a version's place where it is one, such as -1 for the newest."""
    try:
        return int(text) if len(text) < 6 else text
    except ValueError:
        return text


def _dataset(made: argparse.ArgumentParser) -> None:
    made.add_argument("dataset", help="the dataset's name")


def _version(made: argparse.ArgumentParser, name: str, text: str, default: str = "-1") -> None:
    told = "a tag, an identifier, a place (-1 is the newest) or a time"
    made.add_argument(name, nargs="?", type=_which, default=default, help=f"{text}: {told}")


def add_diff(made: argparse.ArgumentParser) -> None:
    """Add the options of ``diff``."""
    _dataset(made)
    made.add_argument("old", type=_which, help="the older version: a tag, identifier or place")
    _version(made, "new", "the newer version")
    made.add_argument("--html", help="write the difference as a page to this file")
    made.add_argument("--csv", help="write every change to this file")


def diff(parsed: Any) -> Result:
    """Run ``diff``."""
    dataset = open_there(parsed.project).dataset(parsed.dataset)
    found = dataset.diff(parsed.old, _which(str(parsed.new)))
    if parsed.html:
        write_text(parsed.html, html.page(repr(found).splitlines()[0], found.to_html()))
    if parsed.csv:
        with to_be_written(parsed.csv):
            found.to_frame().to_csv(parsed.csv, index=False)
    return found.to_dict(), repr(found)


def add_explain(made: argparse.ArgumentParser) -> None:
    """Add the options of ``explain``."""
    _dataset(made)
    made.add_argument("row", help="the row's key")
    made.add_argument("column", help="the column")
    made.add_argument("--at", type=_which, default=-1, help="in which version (the newest)")


def explain(parsed: Any) -> Result:
    """Run ``explain``; a key of digits is tried as a number where it is no text."""
    dataset = open_there(parsed.project).dataset(parsed.dataset)
    try:
        found = dataset.explain(parsed.row, parsed.column, version=parsed.at)
    except NotFoundError:
        if not parsed.row.lstrip("-").isdecimal():
            raise
        found = dataset.explain(int(parsed.row), parsed.column, version=parsed.at)
    return found.to_dict(), repr(found)


def verify(parsed: Any) -> tuple[Any, str, int]:
    """Run ``verify``; the status is 2 where something is not as it should be."""
    found = verify_place(Path(parsed.project))
    return found.to_dict(), repr(found), 0 if found.ok else 2


def verify_place(folder: Path) -> Any:
    """Verify a project, or a folder with exported modules or ``.dvc`` files."""
    from workbench.lineage.verify import Checked, Verification
    from workbench.store.database import is_project
    from workbench.store.dvc import check_dvc

    if is_project(folder):
        return open_there(str(folder)).verify()
    pointers = sorted(folder.glob("*.dvc")) if folder.is_dir() else []
    checks = []
    for pointer in pointers:
        wrong = check_dvc(pointer)
        checks.append(Checked("file", pointer.name, wrong is None, wrong or "the content it had"))
    if (folder / "recipe.json").is_file():
        checks.append(_module(folder))
    if not checks:
        raise NotFoundError(
            f"{folder}: this is no project, and no export (a module folder, or one with .dvc files)"
        )
    return Verification(folder.name, tuple(checks))


def _module(folder: Path) -> Any:
    """Compare an exported module with its own recipe, without running it."""
    from workbench.lineage.verify import Checked
    from workbench.rules import Recipe
    from workbench.rules.emit import emit

    try:
        recipe = Recipe.from_json((folder / "recipe.json").read_text(encoding="utf-8"))
        module = (folder / "__init__.py").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        return Checked("export", folder.name, False, f"it cannot be read: {error}")
    there = _functions(module)
    made = _functions(emit(recipe.rules))
    other = [name for name, body in made.items() if there.get(name) != body]
    if other:
        told = f"the function {other[0]}() is not what this workbench makes of recipe.json: one of "
        told += "them was changed by hand, or another release wrote it"
        return Checked("export", folder.name, False, told)
    return Checked("export", folder.name, True, f"it is what its {len(recipe)} rules make")


def _functions(source: str) -> dict[str, str]:
    """Return what each function of a module does, its words for people left out."""
    import ast

    try:
        tree = ast.parse(source)
    except SyntaxError:
        return {}
    found = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:]
            found[node.name] = ast.unparse(node)
    return found


def add_restore(made: argparse.ArgumentParser) -> None:
    """Add the options of ``restore``."""
    _dataset(made)
    made.add_argument("old", type=_which, help="what to bring back: a tag, identifier or place")


def restore(parsed: Any) -> Result:
    """Run ``restore``."""
    made = open_there(parsed.project).dataset(parsed.dataset).restore(parsed.old)
    return made.made.to_dict(), f"{made!r} is the newest version now; nothing was deleted."


def add_tag(made: argparse.ArgumentParser) -> None:
    """Add the options of ``tag``."""
    _dataset(made)
    made.add_argument("name", nargs="?", help="the tag; without one, tags are listed")
    _version(made, "version", "what it points to")
    made.add_argument("--move", action="store_true", help="let it point elsewhere if it is in use")


def tag(parsed: Any) -> Result:
    """Run ``tag``."""
    dataset = open_there(parsed.project).dataset(parsed.dataset)
    if parsed.name:
        dataset.tag(parsed.name, _which(str(parsed.version)), move=parsed.move)
    found = dataset.tags()
    lines = [f"  {name}: {version}" for name, version in found.items()]
    return found, "\n".join(lines) or "There is no tag; name one to set it."


def add_impact(made: argparse.ArgumentParser) -> None:
    """Add the options of ``impact``."""
    made.add_argument("what", help="the identifier of a decision or a version")
    made.add_argument("--rule", type=int, help="a rule of the version: its place, from 1")


def impact(parsed: Any) -> Result:
    """Run ``impact``."""
    found = open_there(parsed.project).impact(parsed.what, rule=parsed.rule)
    return found.to_dict(), repr(found)


def add_collect(made: argparse.ArgumentParser) -> None:
    """Add the options of ``collect-garbage``."""
    made.add_argument("--remove", action="store_true", help="remove them (only tell by default)")
    made.add_argument("--hours", type=float, default=24, help="leave files younger than this (24)")


def collect(parsed: Any) -> Result:
    """Run ``collect-garbage``."""
    project = open_there(parsed.project)
    found = project.collect_garbage(dry_run=not parsed.remove, min_age_hours=parsed.hours)
    return found.to_dict(), repr(found).replace("dry_run=False", "--remove")


def _nothing(made: argparse.ArgumentParser) -> None:
    """Take no options."""


LINEAGE: tuple[
    tuple[str, Callable[[Any], Result], str, Callable[[argparse.ArgumentParser], None]], ...
] = (
    ("diff", diff, "Compare two versions of a dataset, row by row.", add_diff),
    ("explain", explain, "Say why a cell has its value.", add_explain),
    ("restore", restore, "Make an old version the newest again.", add_restore),
    ("tag", tag, "List the tags of a dataset, or name a version.", add_tag),
    ("impact", impact, "Say what rests on a decision, a version or a rule.", add_impact),
    ("verify", verify, "Prove a project or an export: files and recipes.", _nothing),
    ("collect-garbage", collect, "Remove files that nothing refers to.", add_collect),
)
"""The commands about versions: name, what runs it, its help, and what adds its options."""
