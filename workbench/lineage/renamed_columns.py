"""Guess which columns were renamed between two versions, from a sample of their rows."""

from __future__ import annotations

import duckdb

from workbench.lineage.version_file import VersionFile

__all__ = ["SAMPLE", "find_renamed"]

SAMPLE = 10_000
AGREE = 0.9
CANDIDATES = 400


def find_renamed(
    connection: duckdb.DuckDBPyConnection, old: VersionFile, new: VersionFile, key: str
) -> dict[str, str]:
    """Return old column names to new ones.

    Of the columns that only one version has, two of one type are taken to be the same where they
    agree in nine of ten rows of a sample of up to about 10,000 rows, and hold more than one value
    there.  Columns that agree best are matched first; a tie goes to the first in order.
    """
    gone = [name for name in old.columns if name not in new.columns]
    come = [name for name in new.columns if name not in old.columns]
    pairs = [(one, two) for one in gone for two in come if old.type_of(one) == new.type_of(two)]
    if not pairs or len(pairs) > CANDIDATES:
        return {}
    keys = f"a.{old.name_of(key)}::VARCHAR", f"b.{new.name_of(key)}::VARCHAR"
    counts = ", ".join(
        f"count(*) FILTER (WHERE a.{old.name_of(one)} IS NOT DISTINCT FROM b.{new.name_of(two)}), "
        f"count(DISTINCT a.{old.name_of(one)}::VARCHAR)"
        for one, two in pairs
    )
    row = connection.execute(
        f"SELECT count(*), {counts} FROM {old.sql.format('a')} JOIN {new.sql.format('b')} "
        f"ON {keys[0]} = {keys[1]} WHERE a.row_no % {max(1, old.rows // SAMPLE)} = 0"
    ).fetchone()
    assert row is not None
    agreeing = [
        (row[1 + 2 * i] / row[0], one, two)
        for i, (one, two) in enumerate(pairs)
        if row[0] and row[2 + 2 * i] > 1 and row[1 + 2 * i] >= AGREE * row[0]
    ]
    renamed: dict[str, str] = {}
    for _, one, two in sorted(agreeing, key=lambda pair: -pair[0]):
        if one not in renamed and two not in renamed.values():
            renamed[one] = two
    return renamed
