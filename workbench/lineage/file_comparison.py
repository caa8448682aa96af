"""Compare two versions of a table row by row: one join over both files, out of core.

Rows are joined by key, columns by their exact name (or as renamed), and only rows that differ
are kept.  Values are compared as they are stored: null equals null, NaN equals NaN.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from workbench.errors import InputError, MissingColumnError
from workbench.lexicon.column_types import family_of, is_number
from workbench.lineage.renamed_columns import find_renamed
from workbench.lineage.version_file import VersionFile, open_file
from workbench.tables.scratch import scratch_folder

__all__ = ["FileComparison", "Pair", "compare_files"]


@dataclass(frozen=True)
class Pair:
    """A column of both versions.

    Attributes
    ----------
    old, new : str
        Its name in each.
    old_type, new_type : str
        DuckDB's type in each.
    """

    old: str
    new: str
    old_type: str
    new_type: str

    def differs(self, a: str, b: str) -> str:
        """Return the SQL condition that a cell changed; texts that were read are unchanged."""
        if (
            self.old_type == self.new_type
            or family_of(self.old_type) == family_of(self.new_type) == "integer"
        ):
            return f"({a} IS DISTINCT FROM {b})"
        if self.old_type == "VARCHAR":
            read = f"TRY_CAST({a} AS {self.new_type}) IS DISTINCT FROM {b}"
            return f"({read} OR ({a} IS NOT NULL AND {b} IS NULL))"
        if is_number(self.old_type) and is_number(self.new_type):
            return f"({a}::DOUBLE IS DISTINCT FROM {b}::DOUBLE)"
        return f"({a}::VARCHAR IS DISTINCT FROM {b}::VARCHAR)"


@dataclass(frozen=True)
class FileComparison:
    """The result of `compare_files`.

    Attributes
    ----------
    connection : duckdb.DuckDBPyConnection
        Holds the table ``differing``: ``change`` (added, removed, changed), ``key``, ``row_no``
        and, for the pair of columns number i, ``a{i}`` and ``b{i}``.
    old, new : VersionFile
        Both versions.
    pairs : tuple of Pair
        The columns that both have, without the key.
    renamed : dict
        Old names to new ones.
    added_columns, removed_columns : tuple of str
        Columns of one version only.
    rows : dict
        How many are ``added``, ``removed``, ``changed`` and ``same``.
    """

    connection: duckdb.DuckDBPyConnection
    old: VersionFile
    new: VersionFile
    pairs: tuple[Pair, ...]
    renamed: dict[str, str]
    added_columns: tuple[str, ...]
    removed_columns: tuple[str, ...]
    rows: dict[str, int]

    def cells(self) -> str:
        """Return SQL for one line a changed cell: ``row_no, key, pair, before, after`` (text)."""
        parts = [
            f"SELECT row_no, key, {i} AS pair, a{i}::VARCHAR AS before, b{i}::VARCHAR AS after "
            f"FROM differing WHERE change = 'changed' AND {pair.differs(f'a{i}', f'b{i}')}"
            for i, pair in enumerate(self.pairs)
        ]
        return " UNION ALL ".join(parts) or (
            "SELECT NULL::BIGINT AS row_no, NULL::VARCHAR AS key, 0 AS pair, "
            "NULL::VARCHAR AS before, NULL::VARCHAR AS after WHERE false"
        )


def compare_files(
    old: tuple[str, Path],
    new: tuple[str, Path],
    *,
    key: str,
    renamed: Mapping[str, str] | None = None,
) -> FileComparison:
    """Compare two Parquet files by the column `key`.

    Parameters
    ----------
    old, new : (str, Path)
        What each is called in errors, and the file.
    key : str
        The column that names each row once, in both.
    renamed : mapping, optional
        Old column names to new ones.  Where not given, columns of one version only whose values
        agree are taken to be renamed: see `workbench.lineage.renamed_columns`.

    Raises
    ------
    MissingColumnError
        If a version has no column `key`, or no column named in `renamed`.
    InputError
        If the key does not name each row once.
    """
    connection = duckdb.connect()
    connection.execute(
        "SET enable_progress_bar=false; SET preserve_insertion_order=false; SET TimeZone='UTC'"
    )
    connection.execute("SET temp_directory = ?", [str(scratch_folder("diff"))])
    a, b = open_file(connection, "old", *old), open_file(connection, "new", *new)
    for side in (a, b):
        if key not in side.columns:
            raise MissingColumnError([key], side.columns, f"version {side.name}")
    _check_renamed(a, b, renamed or {})
    same = {n: n for n in a.columns if n in b.columns and n not in (renamed or {})}
    other = find_renamed(connection, a, b, key) if renamed is None else dict(renamed)
    pairs = tuple(
        Pair(one, two, a.type_of(one), b.type_of(two))
        for one, two in {**same, **other}.items()
        if one != key
    )
    rows = _join(connection, a, b, key, pairs)
    matched = {*same.values(), *other.values()}
    return FileComparison(
        connection, a, b, pairs, other,
        tuple(name for name in b.columns if name not in matched),
        tuple(name for name in a.columns if name not in {*same, *other}),
        rows,
    )  # fmt: skip


def _check_renamed(a: VersionFile, b: VersionFile, renamed: Mapping[str, str]) -> None:
    for side, names in ((a, renamed.keys()), (b, renamed.values())):
        missing = [name for name in names if name not in side.columns]
        if missing:
            raise MissingColumnError(missing, side.columns, f"version {side.name}")
    if len(set(renamed.values())) < len(renamed):
        raise InputError("renamed: two columns get the same name; give each its own")


def _join(
    connection: duckdb.DuckDBPyConnection,
    a: VersionFile,
    b: VersionFile,
    key: str,
    pairs: Sequence[Pair],
) -> dict[str, int]:
    keys = f"a.{a.name_of(key)}", f"b.{b.name_of(key)}"
    if a.type_of(key) != b.type_of(key):
        keys = f"{keys[0]}::VARCHAR", f"{keys[1]}::VARCHAR"
    cells = [(f"a.{a.name_of(pair.old)}", f"b.{b.name_of(pair.new)}") for pair in pairs]
    chosen = "".join(f", {x} AS a{i}, {y} AS b{i}" for i, (x, y) in enumerate(cells))
    differs = [pair.differs(*cell) for pair, cell in zip(pairs, cells, strict=True)]
    where = " OR ".join(["a.row_no IS NULL", "b.row_no IS NULL", *differs])
    connection.execute(
        "CREATE TEMP TABLE differing AS SELECT CASE WHEN a.row_no IS NULL THEN 'added' "
        "WHEN b.row_no IS NULL THEN 'removed' ELSE 'changed' END AS change, "
        f"coalesce({keys[0]}, {keys[1]}) AS key, coalesce(a.row_no, {a.rows} + b.row_no) AS row_no"
        f"{chosen} FROM {a.sql.format('a')} FULL OUTER JOIN {b.sql.format('b')} "
        f"ON {keys[0]} = {keys[1]} WHERE {where}"
    )
    counted = connection.execute("SELECT change, count(*) FROM differing GROUP BY 1").fetchall()
    rows: dict[str, int] = {"added": 0, "removed": 0, "changed": 0, **dict(counted)}
    _check_once(connection, a, b, key, rows)
    return {**rows, "same": a.rows - rows["removed"] - rows["changed"]}


def _check_once(
    connection: duckdb.DuckDBPyConnection,
    a: VersionFile,
    b: VersionFile,
    key: str,
    rows: Mapping[str, int],
) -> None:
    """Refuse a key that is given twice: of the rows in both, each must meet exactly one."""
    name = a.name_of(key)
    once = connection.execute(f"SELECT count(DISTINCT {name}) FROM {a.sql.format('a')}").fetchone()
    if once == (a.rows,) and a.rows - rows["removed"] == b.rows - rows["added"]:
        return
    for side in (a, b):
        name = side.name_of(key)
        twice = connection.execute(
            f"SELECT {name}, count(*) FROM {side.sql.format('t')} GROUP BY 1 "
            "HAVING count(*) > 1 ORDER BY 2 DESC, 1 LIMIT 1"
        ).fetchone()
        if twice is not None:
            raise InputError(
                f"version {side.name}: {key} {twice[0]!r} is the key of {twice[1]} rows, so rows "
                "cannot be compared by it; set key= to a column with unique values"
            )
