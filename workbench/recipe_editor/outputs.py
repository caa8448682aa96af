"""What comes of a recipe: a version of the dataset, or a module in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from workbench.lexicon.plurals import counted
from workbench.profile import profile
from workbench.profile.column_profile import ColumnProfile
from workbench.profile.semantic.names import hints_of
from workbench.rules import Recipe
from workbench.rules.apart import Parted, parted, values_file
from workbench.rules.execution import Applied
from workbench.rules.expectations import expectations_of
from workbench.store import blobs, exports, versions
from workbench.store.context import DatasetContext
from workbench.tables import ROW_KEY, read_table
from workbench.tables.writing import write_text
from workbench.types import DatasetVersion, Json

__all__ = ["Exported", "growing", "left_out_note", "make_version", "source_rows", "write_module"]


class Exported(NamedTuple):
    """A module that was written: its folder, what was left out, and what it says of people."""

    path: Path
    left_out: str | None
    privacy: str | None


def make_version(context: DatasetContext, recipe: Recipe) -> tuple[DatasetVersion, Applied]:
    """Run `recipe` on the newest source of a dataset and store the result as a version.

    Returns
    -------
    tuple
        The version, and what the recipe left alone or could not read on the way.
    """
    source = versions.latest_source(context.engine, context.dataset)
    # The rows of that very source: another may have added a newer one since.
    applied = recipe.apply(source_rows(context, source))
    rules = [rule.to_dict() for rule in recipe]
    made = versions.add_version(context, applied.table, parent=source.id, recipe=rules)
    return made, applied


def write_module(
    context: DatasetContext,
    recipe: Recipe,
    target: str | Path,
    *,
    real_rows: bool = True,
    values: str | Path | None = None,
    also: Sequence[str] = (),
) -> Exported:
    """Write `recipe` as a tested module into the folder `target`, and log the export.

    Parameters
    ----------
    context : DatasetContext
        The dataset, and in whose name it is exported.
    recipe : Recipe
        The rules.
    target : path
        The folder.
    real_rows : bool
        Make the module's tests of rows of the table.  Without, no value of a column with personal
        data is in the module.
    values : path, optional
        Without real rows: the file to which the values go that rules need, and the module has not.
    also : sequence of {"airflow", "pandera"}
        Further files.

    Returns
    -------
    Exported
    """
    name = context.dataset
    source = versions.latest_source(context.engine, name)
    key_column = str(versions.dataset(context.engine, name)["key_column"])
    origin = source.source or {}
    header = [
        f"Source: {Path(str(origin.get('uri', ''))).name}, {counted(source.rows, 'row')}, "
        f"sha256 {str(origin.get('fingerprint', ''))[:16]}; rows are named by {key_column!r}.",
    ]
    portable, left_out = recipe.portable()
    note = left_out_note(len(left_out))
    table = source_rows(context, source)
    cleaned = portable.run(table)
    key = key_column if key_column in cleaned.column_names else None
    seen = profile(cleaned)
    personal = _personal([*profile(table).columns, *seen.columns])
    split = None
    if not real_rows:
        known = {value for one in (table, cleaned) for value in _texts(one, personal)}
        split = parted(tuple(portable), personal, known)
    reference = seen.reference(private=not real_rows)
    expected = expectations_of(
        cleaned, key=key, private=not real_rows, growing=growing(seen.columns)
    )
    path = portable.export(
        target,
        examples=table if real_rows else None,
        name=name,
        file=f"{name}.csv",
        header=[*header, *([note] if note else [])],
        reference=reference if real_rows else _without_values(reference, personal),
        expectations=expected,
        also=also,
        apart=split,
        reading=_reading(origin, table),
    )
    if split is not None and split.apart and values is not None:
        write_text(values, values_file(path.name, split))
    _log(context, path, portable, source)
    return Exported(path, note, _privacy_note(personal, split, values))


PERSONAL_HINTS = frozenset(
    ["person", "given", "birth", "phone", "postcode", "address", "national", "card", "account"]
)
"""What names of columns with personal data hint at, whatever their values look like."""


def _reading(origin: Json, table: pa.Table) -> Json | None:
    """Say how a file was read, for the module's ``read``; None for what is no such file."""
    options, kind = origin.get("options", {}), origin.get("kind")
    if kind not in ("csv", "tsv", "excel", "parquet"):
        return None
    named = (
        "delimiter",
        "quote",
        "escape",
        "encoding",
        "comment",
        "lines_before",
        "header",
        "sheet",
    )
    told = {name: options[name] for name in named if name in options}
    types = {one.name: word for one in table.schema if (word := _type_word(one.type))}
    return {"kind": kind, **told, "types": types}


def _type_word(type_: pa.DataType) -> str | None:
    """Return what `rules.steps.opening` calls a type; None for those that a file has as text."""
    tests = {
        "integer": pa.types.is_integer,
        "number": pa.types.is_floating,
        "truth": pa.types.is_boolean,
        "date": pa.types.is_date,
        "datetime": pa.types.is_timestamp,
    }
    return next((word for word, test in tests.items() if test(type_)), None)


def _personal(columns: Iterable[ColumnProfile]) -> list[str]:
    """Return the columns that hold personal data, in order.

    Beside those whose values look so, they are those that are named so: where values must not
    leave, a doubt is settled for the person.
    """
    named = [
        one.name
        for one in columns
        if (one.meaning and one.meaning.personal)
        or one.name.strip().lower() == "name"
        or (PERSONAL_HINTS & hints_of(one.name) and "id" not in hints_of(one.name))
    ]
    return list(dict.fromkeys(named))


def _texts(table: pa.Table, columns: Iterable[str]) -> set[str]:
    """Return the values of some columns as text; columns that are not there have none."""
    there = [name for name in columns if name in table.column_names]
    found = (value for name in there for value in table[name].unique().to_pylist())
    return {str(value) for value in found if value is not None}


def _without_values(reference: Json, columns: Iterable[str]) -> Json:
    """Return a reference that tells of some columns only how much is missing."""
    plain = {
        name: {"kind": "other", "missing": reference["columns"][name]["missing"]}
        for name in columns
        if name in reference["columns"]
    }
    return {**reference, "columns": {**reference["columns"], **plain}}


def _privacy_note(
    personal: Sequence[str], split: Parted | None, values: str | Path | None
) -> str | None:
    """Say which personal columns leave, or which rules wait for their values."""
    if split is None:
        if not personal:
            return None
        listed = ", ".join(map(repr, personal))
        return (
            f"The module holds values of {counted(len(personal), 'column')} with personal data: "
            f"{listed}. To keep them out, export without real rows (real_rows=False)."
        )
    if not split.apart:
        return None
    rules = counted(len(split.apart), "rule needs", "rules need")
    if values is not None:
        return (
            f"{rules} values that are not in the module but in {Path(values).name}: "
            f"clean(table, values={Path(values).name!r}) applies them."
        )
    return (
        f"{rules} values of personal columns, which are not in the module, and are not applied by "
        "it. To use them, have them written to a file of their own (values=FILE)."
    )


def growing(columns: Iterable[ColumnProfile]) -> list[str]:
    """Return the columns whose numbers go on from table to table: identifiers and years."""
    return [one.name for one in columns if one.meaning and one.meaning.type in ("id", "year")]


def source_rows(context: DatasetContext, source: DatasetVersion) -> pa.Table:
    """Return the rows of a source version."""
    return read_table(blobs.read_blob(context.folder, source.blob)).to_arrow()


def left_out_note(count: int) -> str | None:
    """Say that `count` rules cannot leave the workbench; None where all can."""
    if not count:
        return None
    left_out = "1 rule is left out" if count == 1 else f"{count} rules are left out"
    return (
        f"{left_out}, because rows are named by {ROW_KEY!r}, a column that only the workbench "
        "makes. To export all rules, add the table with key='column'."
    )


def _log(context: DatasetContext, target: Path, recipe: Recipe, source: DatasetVersion) -> None:
    """Note the export, with the newest version that the same rules made, if there is one."""
    fitting = [
        one.id
        for one in versions.records(context.engine, context.dataset)
        if (one.recipe_digest, one.parent) == (recipe.digest, source.id)
    ]
    exports.log_export(
        context,
        fitting[-1] if fitting else source.id,
        kind="module",
        target=target.absolute(),
        recipe=[rule.to_dict() for rule in recipe],
    )
