"""The commands about versions: ``diff``, ``explain``, ``verify``, ``restore``, ``tag``, ...."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from workbench import html
from workbench.cli.command import (
    DATASET,
    ESCAPE,
    PROJECT,
    Command,
    Result,
    argument,
    open_existing_project,
)
from workbench.errors import NotFoundError

__all__ = ["COMMANDS", "verify_place"]


def _which(text: str) -> str | int:
    """Read a version's position where it is one, such as -1 for the newest."""
    try:
        return int(text) if len(text) < 6 else text
    except ValueError:
        return text


def _diff(parsed: Any) -> Result:
    dataset = open_existing_project(parsed.project).dataset(parsed.dataset)
    found = dataset.diff(parsed.old, _which(str(parsed.new)))
    from workbench.tables.writing import replacing, safe_text, write_text

    if parsed.html:
        write_text(parsed.html, html.page(repr(found).splitlines()[0], found.to_html()))
    if parsed.csv:
        frame = found.to_frame()
        if parsed.escape_formulas:
            frame = frame.map(lambda cell: safe_text(cell) if isinstance(cell, str) else cell)
        with replacing(parsed.csv) as part:
            frame.to_csv(part, index=False)
    return found.to_dict(), repr(found)


def _explain(parsed: Any) -> Result:
    dataset = open_existing_project(parsed.project).dataset(parsed.dataset)
    try:
        found = dataset.explain(parsed.row, parsed.column, version=parsed.at)
    except NotFoundError:
        if not parsed.row.lstrip("-").isdecimal():
            raise
        found = dataset.explain(int(parsed.row), parsed.column, version=parsed.at)
    return found.to_dict(), repr(found)


def _verify(parsed: Any) -> tuple[Any, str, int]:
    found = verify_place(Path(parsed.project))
    return found.to_dict(), repr(found), 0 if found.ok else 2


def verify_place(folder: Path) -> Any:
    """Verify a project, or a folder with exported modules or ``.dvc`` files."""
    from workbench.lineage.verify import Checked, Verification
    from workbench.lineage.verify_module import verify_module
    from workbench.store.database import is_project
    from workbench.store.dvc import check_dvc

    if is_project(folder):
        return open_existing_project(str(folder)).verify()
    pointers = sorted(folder.glob("*.dvc")) if folder.is_dir() else []
    checks = []
    for pointer in pointers:
        wrong = check_dvc(pointer)
        checks.append(Checked("file", pointer.name, wrong is None, wrong or "content unchanged"))
    if (folder / "recipe.json").is_file():
        checks.append(verify_module(folder))
    if not checks:
        raise NotFoundError(
            f"{folder}: neither a project nor an export (a module folder, or one with .dvc files)"
        )
    return Verification(folder.name, tuple(checks))


def _restore(parsed: Any) -> Result:
    made = open_existing_project(parsed.project).dataset(parsed.dataset).restore(parsed.old)
    return made.made.to_dict(), f"{made!r} is the newest version now; nothing was deleted."


def _tag(parsed: Any) -> Result:
    dataset = open_existing_project(parsed.project).dataset(parsed.dataset)
    if parsed.name:
        dataset.tag(parsed.name, _which(str(parsed.version)), move=parsed.move)
    found = dataset.tags()
    lines = [f"  {name}: {version}" for name, version in found.items()]
    return found, "\n".join(lines) or "There is no tag; name one to set it."


def _impact(parsed: Any) -> Result:
    found = open_existing_project(parsed.project).impact(parsed.what, rule=parsed.rule)
    return found.to_dict(), repr(found)


def _collect(parsed: Any) -> Result:
    project = open_existing_project(parsed.project)
    found = project.collect_garbage(dry_run=not parsed.remove, min_age_hours=parsed.hours)
    return found.to_dict(), repr(found).replace("dry_run=False", "--remove")


WHICH = "a tag, an identifier, a position (-1 is the newest) or a time"
COMMANDS = (
    Command(
        "diff",
        "Compare two versions of a dataset, row by row.",
        _diff,
        (
            *DATASET,
            argument("old", type=_which, help=f"the older version: {WHICH}"),
            argument(
                "new", nargs="?", type=_which, default="-1", help=f"the newer version: {WHICH}"
            ),
            argument("--html", help="write the difference as a page to this file"),
            argument("--csv", help="write every change to this file"),
            ESCAPE,
        ),
    ),
    Command(
        "explain",
        "Say why a cell has its value.",
        _explain,
        (
            *DATASET,
            argument("row", help="the row's key"),
            argument("column", help="the column"),
            argument("--at", type=_which, default=-1, help="the version (the newest by default)"),
        ),
    ),
    Command(
        "restore",
        "Make an old version the newest again.",
        _restore,
        (*DATASET, argument("old", type=_which, help=f"the version to restore: {WHICH}")),
    ),
    Command(
        "tag",
        "List the tags of a dataset, or name a version.",
        _tag,
        (
            *DATASET,
            argument("name", nargs="?", help="the tag; without one, tags are listed"),
            argument(
                "version", nargs="?", type=_which, default="-1", help=f"what it points to: {WHICH}"
            ),
            argument("--move", action="store_true", help="move the tag if it is in use"),
        ),
    ),
    Command(
        "impact",
        "Say what rests on a decision, a version or a rule.",
        _impact,
        (
            PROJECT,
            argument("what", help="the identifier of a decision or a version"),
            argument("--rule", type=int, help="a rule of the version: its position, from 1"),
        ),
    ),
    Command(
        "verify",
        "Verify a project or an export: files and recipes.",
        _verify,
        (argument("project", help="the folder of a project or an export"),),
    ),
    Command(
        "collect-garbage",
        "Remove files that nothing refers to.",
        _collect,
        (
            PROJECT,
            argument("--remove", action="store_true", help="remove them, not only list them"),
            argument(
                "--hours",
                type=float,
                default=24,
                help="keep files younger than this (24)",
            ),
        ),
    ),
)
