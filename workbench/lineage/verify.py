"""Verify a project: files match their names, and recipes reproduce their versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import pyarrow as pa

from workbench import html
from workbench.errors import StoreError, WorkbenchError
from workbench.lexicon.plurals import counted
from workbench.progress import Progress
from workbench.rules.execution import run_rules
from workbench.rules.kinds import parse_rule
from workbench.store import datasets, exports, recipes, versions
from workbench.store.blobs import check_blob, read_blob
from workbench.store.context import ProjectContext
from workbench.store.database import reading
from workbench.store.garbage import referenced
from workbench.store.records import VersionRecord
from workbench.types import Json

__all__ = ["Checked", "Verification", "first_difference", "verify"]


@dataclass(frozen=True)
class Checked:
    """One thing that was checked.

    Attributes
    ----------
    what : str
        ``version``, ``file`` or ``export``.
    name : str
        Its identifier or name.
    ok : bool
        Whether it is as it should be.
    message : str
        What was done, or the first difference, in words.
    """

    what: str
    name: str
    ok: bool
    message: str


@dataclass(frozen=True)
class Verification:
    """All checks, in order.

    Attributes
    ----------
    place : str
        The folder's name.
    checks : tuple of Checked
        One for each file, version and export.
    """

    place: str
    checks: tuple[Checked, ...]

    @property
    def ok(self) -> bool:
        """Whether all is as it should be."""
        return all(check.ok for check in self.checks)

    def to_dict(self) -> Json:
        """Return the result as JSON."""
        return {"place": self.place, "ok": self.ok, "checks": [asdict(c) for c in self.checks]}

    def __repr__(self) -> str:
        bad = [check for check in self.checks if not check.ok]
        counts = ", ".join(
            f"{count} {what}" if count == 1 else f"{count} {what}s"
            for what, count in Counter(check.what for check in self.checks).items()
        )
        problems = f"{len(bad)} with problems" if bad else "no problem found"
        head = f"{self.place}: {counts or 'nothing'} checked, {problems}"
        return "\n".join([head, *(f"  {c.what} {c.name}: {c.message}" for c in bad)])

    def _repr_html_(self) -> str:
        rows = [[c.what, c.name, "ok" if c.ok else "differs", c.message] for c in self.checks]
        return html.frame(
            repr(self).splitlines()[0], html.table(["what", "name", "", "result"], rows)
        )


def verify(project: ProjectContext) -> Verification:
    """Check every file against its name, and run every recipe again on its parent.

    Nothing outside the folder is needed, and nothing in it is changed: a copy of the folder on
    another machine gives the same.
    """
    with reading(project.engine) as connection:
        used = sorted(referenced(connection))
    made = versions.all_records(project.engine)
    checks: list[Checked] = []
    with Progress("verify", len(used) + len(made)) as progress:
        for name, check in [
            *((("file", digest), partial(_file, project, digest)) for digest in used),
            *((("version", one.id), partial(_version, project, one)) for one in made),
        ]:
            checks.append(_checked(*name, check))
            progress.step()
    checks += [
        _checked("export", f"{one['seq']} ({one['folder']})", partial(_export, project, one))
        for one in exports.exports(project.engine)
    ]
    return Verification(project.folder.name, tuple(checks))


def _checked(what: str, name: str, check: Callable[[], str]) -> Checked:
    try:
        return Checked(what, name, True, check())
    except WorkbenchError as error:
        return Checked(what, name, False, str(error))


def _file(project: ProjectContext, digest: str) -> str:
    check_blob(project.folder, digest)
    return "the content matches the name"


def _version(project: ProjectContext, made: VersionRecord) -> str:
    table = read_blob(project.folder, made.blob)
    if (table.num_rows, tuple(table.column_names)) != (made.rows, made.columns):
        raise StoreError(
            f"the file has {table.num_rows} rows and columns {table.column_names}, the database "
            f"says {made.rows} rows and columns {list(made.columns)}"
        )
    if made.restores is not None:
        old = versions.record(project.engine, made.restores)
        if old.blob != made.blob:
            raise StoreError(f"its rows differ from those of {old.id}, which it restores")
        return f"the same rows as {old.id}"
    if made.source is not None:
        return f"a source of {counted(made.rows, 'row')}"
    rules = _recipe(project, made)
    if made.parent is None:
        raise StoreError("it names neither a parent nor a source, so its origin is unknown")
    parent = versions.record(project.engine, made.parent)
    again = run_rules(list(map(parse_rule, rules)), read_blob(project.folder, parent.blob))
    difference = first_difference(again, table, datasets.key_of(project.engine, made.dataset))
    if difference is not None:
        raise StoreError(f"its recipe now gives another result on {parent.id}: {difference}")
    return f"{counted(len(rules), 'rule reproduces', 'rules reproduce')} it from {parent.id}"


def _recipe(project: ProjectContext, made: VersionRecord) -> list[Json]:
    rules = recipes.read_recipe(project.folder, versions.stored_recipe(project.engine, made)) or []
    digest = recipes.recipe_digest(rules)
    if made.recipe_digest is not None and digest != made.recipe_digest:
        raise StoreError(
            f"its recipe should be {made.recipe_digest}, but {digest} is stored: "
            "the database was changed by hand"
        )
    return rules


def _export(project: ProjectContext, entry: Json) -> str:
    versions.record(project.engine, entry["version"])
    rules = exports.export_recipe(project, entry["seq"])
    if rules is not None and recipes.recipe_digest(rules) != entry["recipe_digest"]:
        raise StoreError("the stored recipe is not the one that was exported")
    return f"{entry['kind']} of version {entry['version']}"


def first_difference(again: pa.Table, stored: pa.Table, key: str | None) -> str | None:
    """Say in words where two tables first differ; None where they are equal.

    NaN equals NaN.  Types that hold the same values, such as text and large text, are equal.
    """
    if again.column_names != stored.column_names:
        gone = [name for name in stored.column_names if name not in again.column_names]
        come = [name for name in again.column_names if name not in stored.column_names]
        if not gone and not come:
            return "the columns are in another order"
        return f"columns {gone} are missing, columns {come} are new"
    if again.num_rows != stored.num_rows:
        text = f"{again.num_rows:,} rows instead of {stored.num_rows:,}"
        return text + _first_key(again, stored, key)
    firsts = [
        (index, name)
        for name in stored.column_names
        if (index := _first(again.column(name), stored.column(name))) is not None
    ]
    if not firsts:
        return None
    index, name = min(firsts, key=lambda first: first[0])
    where = f"row {index + 1}"
    if key in stored.column_names:
        where = f"the row with {key} {stored.column(key)[index].as_py()!r}"
    was, now = (_short(table.column(name)[index].as_py()) for table in (stored, again))
    return f"in {where}, {name} is {now} instead of {was}"


def _first(again: Any, stored: Any) -> int | None:
    """Return the first place where two columns differ."""
    if again.type != stored.type:
        try:
            again = again.cast(stored.type)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            return 0 if len(stored) else None
    if again.equals(stored):
        return None
    values = ((a.as_py(), b.as_py()) for a, b in zip(again, stored, strict=True))
    differs = (a != b and (a == a or b == b) for a, b in values)
    return next((index for index, other in enumerate(differs) if other), None)


def _first_key(again: pa.Table, stored: pa.Table, key: str | None) -> str:
    if key is None or key not in stored.column_names:
        return ""
    keys = [table.column(key).to_pylist() for table in (again, stored)]
    for own_keys, other_keys, text in ((*keys, "new"), (*reversed(keys), "missing")):
        known = set(other_keys)
        extra = next((one for one in own_keys if one not in known), None)
        if extra is not None:
            return f": {key} {_short(extra)} is {text}"
    return ""


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"
