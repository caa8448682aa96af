"""Export a recipe as a folder: the module, its recipe as JSON, and its own tests.

The tests hold real rows before and after, so that the module proves itself
wherever it lands, with narwhals and pandas alone.
"""

from __future__ import annotations

import datetime
import json
import keyword
import re
import shutil
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import narwhals as nw

from workbench.errors import InputError
from workbench.rules.apart import Parted
from workbench.rules.emit import emit, written
from workbench.rules.execution import apply_rules, check_rules, run_rules, steps_of_run
from workbench.rules.export_texts import APART, CHECK, READ, README, TEST, WATCH
from workbench.rules.integrations import other_files
from workbench.rules.kinds import Rule
from workbench.rules.kinds.base import collected
from workbench.rules.needs import needed_columns
from workbench.rules.operations import differs, free_name, is_missing
from workbench.rules.rule_list import to_json
from workbench.rules.versions import next_version
from workbench.tables.room import full_disk, is_full
from workbench.types import Json, new_id, now

__all__ = ["example_rows", "export"]

EXAMPLES_PER_RULE = 3
EXAMPLES = 24


def export(
    rules: tuple[Rule, ...],
    folder: str | Path,
    *,
    examples: Any = None,
    name: str | None = None,
    file: str = "tomorrow.csv",
    header: Iterable[str] = (),
    reference: Json | None = None,
    expectations: Json | None = None,
    said: Mapping[str, Json | None] | None = None,
    also: Sequence[str] = (),
    apart: Parted | None = None,
    reading: Json | None = None,
) -> Path:
    """Write rules as a module folder and return its path.

    Parameters
    ----------
    rules : tuple of Rule
        The recipe.
    folder : path
        Where; its last part is the module's name.  An earlier export there is replaced whole.
    examples : table, optional
        A table that the recipe runs on: rows of it become the tests.
    name : str, optional
        What the table is called; the folder's name by default.
    file : str
        The file name that the README's example reads.
    header : iterable of str
        Lines for the module's docstring.
    reference : dict, optional
        A frozen profile of the cleaned table (`workbench.profile.Profile.reference`): the
        module then has ``drift(table)``.
    expectations : dict, optional
        What the cleaned table looks like (`workbench.rules.expectations.expectations_of`): the
        module then has ``check(table)``, which sets apart the rows that are otherwise.
    said : mapping, optional
        Those of the expectations that people gave (`workbench.Recipe.expect`): they stand in the
        exported recipe too.
    also : sequence of {"airflow", "pandera"}
        Further files: a task for Airflow, a schema for pandera (which needs `expectations`).
    apart : Parted, optional
        `rules` as `workbench.rules.apart.parted` divides them: the module then holds no personal
        value, and no row of `examples`.
    reading : dict, optional
        How the table was read (``kind``, ``delimiter``, ``encoding``, ``header``, ``types``): the
        module then has ``read(path)``.

    The module's ``VERSION`` goes on from an earlier export in the same folder, and `CHANGES.md`
    tells the difference: the last number counts changes of wording, the second rules that were
    added, removed or changed, the first the columns that the module needs or makes.

    Raises
    ------
    InputError
        If the name is no Python identifier, or the folder holds something else than an export.
    """
    target = Path(folder)
    module = _check_name(target)
    _check_place(target)
    split = apart or Parted(tuple(rules))
    examples = None if apart else examples
    before, after = example_rows(split.rules, examples, split.apart)
    number, changes = next_version(target, split, private=apart is not None)
    told = {"id": split.id, "rules": split.stubs()} if apart else None
    maps: dict[str, Any] = {}
    files = {
        "__init__.py": emit(
            rules,
            name=name or module,
            header=[*header, *([] if examples is None else [_schema(examples)]), _versions()],
            reference=reference is not None,
            expectations=expectations is not None,
            maps=maps,
            version=number,
            apart=split,
            reading=reading,
        ),
        "recipe.json": to_json(split.public, said, told) + "\n",
        "CHANGES.md": changes,
        "README.md": README.format(
            module=module,
            count=len(split.rules),
            name=re.sub(r"[^\w .-]", "_", name or module),
            file=file,
        ),
        f"test_{module}.py": TEST.format(
            module=module, before=written(before), after=written(after)
        ),
        **other_files(module, also, expectations),
    }
    if maps:
        files["maps.json"] = json.dumps(maps, indent=0) + "\n"
    if reference is not None:
        files["reference.json"] = json.dumps(reference, ensure_ascii=False, indent=1) + "\n"
        files["README.md"] += WATCH.format(module=module)
    if expectations is not None:
        files["expectations.json"] = json.dumps(expectations, indent=1) + "\n"
        files["README.md"] += CHECK.format(module=module)
    if reading is not None:
        files["README.md"] += READ.format(module=module, file=file)
    if split.apart:
        files["README.md"] += APART.format(module=module)
    _write(target, files)
    return target


def _schema(table: Any) -> str:
    """Return a line with the columns of the table that the rules were made on."""
    schema = nw.from_native(table).collect_schema()
    return "Input: " + ", ".join(f"{name!r} {dtype}" for name, dtype in schema.items()) + "."


def _versions() -> str:
    try:
        own = version("dq-workbench")
    except PackageNotFoundError:
        own = "from source"
    return f"Made {now():%Y-%m-%d} with dq-workbench {own} and narwhals {version('narwhals')}."


def _check_name(target: Path) -> str:
    name = target.name
    taken = sys.stdlib_module_names | {"narwhals", "pandas", "polars", "duckdb", "pyarrow", "numpy"}
    if not re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name) or keyword.iskeyword(name):
        raise InputError(
            f"export to {str(target)!r}: the folder's name becomes the module's name: it may hold "
            "letters, digits and _ and must not begin with a digit, for example 'customers_rules'"
        )
    if name in taken:
        raise InputError(
            f"export to {str(target)!r}: a module named {name!r} would hide another module; "
            "choose another name, for example 'customers_rules'"
        )
    return name


def _check_place(target: Path) -> None:
    if not target.exists():
        return
    ours = {
        *("__init__.py", "recipe.json", "reference.json", "README.md", "__pycache__"),
        *("CHANGES.md", "maps.json", "expectations.json"),
        *(f"{what}_{target.name}.py" for what in ("test", "airflow", "pandera")),
    }
    present = {path.name for path in target.iterdir()} if target.is_dir() else {target.name}
    if present - ours:
        raise InputError(
            f"export to {str(target)!r}: the folder holds other files "
            f"({sorted(present - ours)[0]}); choose a new folder, or empty this one"
        )


def _write(target: Path, files: dict[str, str]) -> None:
    """Write all files or none: into a folder beside, which then takes the place."""
    fresh = target.with_name(f".{target.name}.{new_id()[:8]}.new")
    aside = fresh.with_suffix(".old")
    try:
        fresh.mkdir(parents=True)
        for name, text in files.items():
            # Half of a surrogate pair, as JSON and Python write it: an escape.
            (fresh / name).write_text(text, encoding="utf-8", errors="backslashreplace")
        if target.exists():
            target.rename(aside)
        fresh.rename(target)
    except OSError as error:
        if aside.exists() and not target.exists():
            aside.rename(target)
        if is_full(error):
            raise full_disk(f"export to {str(target)!r}", "the folder cannot be written") from error
        raise InputError(
            f"export to {str(target)!r}: the folder cannot be written ({error.strerror}); "
            "choose a folder that you may write to"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)


def example_rows(
    rules: Sequence[Rule], table: Any, without: Collection[int] = ()
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Pick rows of `table` that the rules change, and return them before and after.

    Rules at the positions `without` are not run, where there is no table.

    Returns
    -------
    tuple of dict
        Columns to lists of plain Python values; empty columns where there is no table.
    """
    if table is None:
        empty: dict[str, Any] = {name: [] for name in needed_columns(rules)}
        return empty, _cells(apply_rules(rules, _pandas(empty), without).table)
    check_rules(rules, table)
    frame = collected(nw.from_native(table))
    # A recipe without rules is proven on some columns all the same.
    frame = frame.select(list(needed_columns(rules)) or frame.columns[:3])
    picked = sorted(_changed_rows(rules, frame))[:EXAMPLES]
    before = _cells(frame[picked].to_native() if picked else frame.head(0).to_native())
    return before, _cells(run_rules(rules, _pandas(before)))


def _changed_rows(rules: Sequence[Rule], frame: Any) -> set[int]:
    """Row numbers that show each rule at work, a few a rule."""
    marker = free_name(frame, "row number")
    chosen: set[int] = set()
    for rule, before, after in steps_of_run(rules, frame.with_row_index(marker).to_native()):
        old, new = before[marker].to_list(), after[marker].to_list()
        remaining = set(new)
        changed = [row for row in old if row not in remaining]
        if rule.makes():
            changed += new[:EXAMPLES_PER_RULE]
        for name in rule.touches():
            if name not in before.columns or name not in after.columns:
                continue
            pairs = zip(new, before[name].to_list(), after[name].to_list(), strict=True)
            changed += [row for row, was, is_ in pairs if differs(was, is_)]
        chosen.update(sorted(changed)[:EXAMPLES_PER_RULE])
    return chosen or set(range(min(3, len(frame))))


def _pandas(cells: dict[str, Any]) -> Any:
    import pandas as pd

    frame = pd.DataFrame(cells)
    texts = [n for n, values in cells.items() if all(isinstance(v, str | None) for v in values)]
    return frame.astype(dict.fromkeys(texts, "str"))


def _cells(table: Any) -> dict[str, Any]:
    frame = nw.from_native(table)
    return {name: [_value(cell) for cell in frame[name].to_list()] for name in frame.columns}


def _value(cell: Any) -> Any:
    if is_missing(cell):
        return None
    if hasattr(cell, "to_pydatetime"):
        cell = cell.to_pydatetime()
    if getattr(cell, "tzinfo", None) is not None:
        return cell.isoformat()
    plain = cell.item() if hasattr(cell, "item") else cell
    simple = isinstance(plain, str | int | float | datetime.date | datetime.datetime)
    return plain if simple else str(plain)
