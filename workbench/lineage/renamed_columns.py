"""Guess which columns were renamed between two versions, from a sample of their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from workbench.lineage.row_diff import Side

__all__ = ["SAMPLE", "find_renamed"]

SAMPLE = 10_000
AGREE = 0.9
CANDIDATES = 400


def find_renamed(
    connection: duckdb.DuckDBPyConnection, old: Side, new: Side, key: str
) -> dict[str, str]:
    """Return old column names to new ones.

    Of the columns that only one version has, two of one type are taken to be the same where they
    agree in nine of ten rows of a sample of up to about 10,000 rows, and hold more than one value
    there.  Columns that agree best are matched first; a tie goes to the first in order.
    """
    gone = [name for name in old.columns if name not in new.columns]
    come = [name for name in new.columns if name not in old.columns]
    pairs = [
        (one, two)
        for one in gone
        for two in come
        if old.types[old.columns.index(one)] == new.types[new.columns.index(two)]
    ]
    if not pairs or len(pairs) > CANDIDATES:
        return {}
    keys = f"a.{old.at(key)}::VARCHAR", f"b.{new.at(key)}::VARCHAR"
    told = ", ".join(
        f"count(*) FILTER (WHERE a.{old.at(one)} IS NOT DISTINCT FROM b.{new.at(two)}), "
        f"count(DISTINCT a.{old.at(one)}::VARCHAR)"
        for one, two in pairs
    )
    step = max(1, old.rows // SAMPLE)
    row = connection.execute(
        f"SELECT count(*), {told} FROM {old.sql.format('a')} JOIN {new.sql.format('b')} "
        f"ON {keys[0]} = {keys[1]} WHERE a.place % {step} = 0"
    ).fetchone()
    assert row is not None
    agreeing = [
        (row[1 + 2 * i] / row[0], one, two)
        for i, (one, two) in enumerate(pairs)
        if row[0] and row[2 + 2 * i] > 1 and row[1 + 2 * i] >= AGREE * row[0]
    ]
    found: dict[str, str] = {}
    for _, one, two in sorted(agreeing, key=lambda pair: -pair[0]):
        if one not in found and two not in found.values():
            found[one] = two
    return found
