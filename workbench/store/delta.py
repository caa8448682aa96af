"""Write the rows of a version as a Delta table, where Delta can hold them as they are.

Delta keeps microseconds, has no durations, times of day or unsigned numbers, and takes names that
differ by case for one.  What it would cut off without a word is refused here.
"""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa

from workbench.errors import InputError, StoreError
from workbench.store.records import VersionRecord

__all__ = ["as_delta", "write_delta"]

SIGNED = {"uint8": "int16", "uint16": "int32", "uint32": "int64", "uint64": "int64"}


def as_delta(table: pa.Table) -> pa.Table:
    """Return the rows in types that Delta holds, every value as it was.

    Raises
    ------
    InputError
        If a value would be changed or cannot be held; the error names the column and what to do.
    """
    check_names(table.column_names)
    pairs = zip(table.column_names, table.columns, strict=True)
    return pa.table({name: _column(name, column) for name, column in pairs})


def check_names(names: list[str]) -> None:
    """Refuse column names that Delta takes for one, or cannot hold."""
    folded = Counter(name.casefold() for name in names)
    alike = [name for name in names if folded[name.casefold()] > 1]
    if alike:
        raise InputError(
            f"columns {alike[0]!r} and {alike[1]!r} differ by upper and lower case only, which "
            "Delta takes for one; rename one, or export with export_dvc"
        )
    odd = [name for name in names if not name or set(name) & set(" ,;{}()\n\t=")]
    if odd:
        raise InputError(
            f"column {odd[0]!r}: Delta has no empty names, and none with a space or any of "
            ",;{}()= in them; rename it, or export with export_dvc"
        )


def _column(name: str, column: Any) -> Any:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _column(name, column.cast(kind.value_type))
    if pa.types.is_null(kind):
        return column.cast(pa.string())
    if pa.types.is_nested(kind):
        return column if _plain(kind) else _refuse(name, kind)
    if str(kind) in SIGNED:
        return _cast(name, column, pa.type_for_alias(SIGNED[str(kind)]), "exceeds 2^63 - 1")
    if pa.types.is_timestamp(kind):
        reason = "has digits below the microsecond, which Delta would cut off"
        return _cast(name, column, pa.timestamp("us", kind.tz), reason)
    if pa.types.is_decimal(kind) and kind.precision > 38:
        return _cast(name, column, pa.decimal128(38, kind.scale), "has more than 38 digits")
    if pa.types.is_date64(kind):
        return column.cast(pa.date32())
    if pa.types.is_duration(kind) or pa.types.is_time(kind) or pa.types.is_interval(kind):
        return _refuse(name, kind)
    return column


def _plain(kind: Any) -> bool:
    """Tell whether nothing inside a nested type would be changed or refused."""
    if pa.types.is_nested(kind):
        return all(_plain(kind.field(i).type) for i in range(kind.num_fields))
    exact = pa.types.is_timestamp(kind) and kind.unit in ("ns", "s", "ms")
    odd = pa.types.is_duration(kind) or pa.types.is_time(kind) or pa.types.is_interval(kind)
    return not (exact or odd or pa.types.is_null(kind) or str(kind) in SIGNED)


def _cast(name: str, column: Any, kind: Any, what: str) -> Any:
    try:
        return column.cast(kind)
    except pa.ArrowInvalid as error:
        raise InputError(
            f"column {name!r}: a value {what}; round it or make text of it with a rule, or export "
            "with export_dvc, which keeps it"
        ) from error


def _refuse(name: str, kind: Any) -> Any:
    raise InputError(
        f"column {name!r} is {kind}, which Delta has not; make numbers or text of it first, or "
        "export with export_dvc, which keeps it"
    )


def write_delta(table: pa.Table, folder: Path, made: VersionRecord) -> Path:
    """Write the rows as the newest version of the Delta table in `folder`; earlier ones stay.

    The commit tells dataset, version and recipe digest (``workbench.*``).

    Raises
    ------
    InputError
        If Delta cannot hold the rows as they are, the folder holds something else, or deltalake
        is not installed.
    StoreError
        If the folder cannot be written.
    """
    try:
        deltalake = import_module("deltalake")
        delta_error = import_module("deltalake.exceptions").DeltaError
    except ImportError as error:
        raise InputError(
            "Delta tables need deltalake: pip install 'dq-workbench[delta]'"
        ) from error
    rows = as_delta(table)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "_delta_log").is_dir():
        raise InputError(f"{folder}: the folder holds other files; choose a new folder")
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: this is a file; name a folder")
    reason = {
        "workbench.dataset": made.dataset,
        "workbench.version": made.id,
        "workbench.recipe": made.recipe_digest or "",
    }
    try:
        deltalake.write_deltalake(
            str(folder), rows, mode="overwrite", schema_mode="overwrite",
            commit_properties=deltalake.CommitProperties(custom_metadata=reason),
        )  # fmt: skip
    except (delta_error, OSError) as error:
        raise StoreError(f"{folder}: the Delta table cannot be written ({error})") from error
    return folder
