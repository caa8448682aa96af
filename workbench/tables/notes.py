"""Say why a column that looks like numbers or moments stayed text."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from workbench.tables.lossless import DAY, MOMENT, SHORT
from workbench.tables.relation import quoted

__all__ = ["text_notes"]

SAMPLE = 2000
MOST_COLUMNS = 200
NUMBER = "[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?"
CODE = "[0-9]+[eE][0-9]+"
ZONE = " ?(Z|UTC|[+-][0-9]{2}:?[0-9]{2})"


def text_notes(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, str]:
    """Return a remark for text columns of `data` whose first 2000 values are special.

    Long integers (beyond 64 bits, or with leading zeros), codes such as 12E4, numbers that a float
    would shorten, moments with time zones, and dates
    that no calendar has or that lie outside of the years 1 to 9999.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Where the table is.
    names : iterable of str
        Its text columns.
    """
    results: dict[str, str] = {}
    some = list(names)[:MOST_COLUMNS]
    if not some:
        return results
    # Apart, because a query of a wide table takes long to prepare.
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE seen AS SELECT {', '.join(map(quoted, some))} "
        f"FROM data LIMIT {SAMPLE}"
    )
    for name in some:
        row = connection.execute(
            "SELECT bool_and(regexp_full_match(v, '[+-]?[0-9]+')), max(length(v)), "
            f"bool_and(regexp_full_match(v, '{MOMENT}{ZONE}')), "
            f"count(DISTINCT regexp_extract(v, '{ZONE}$', 1)), "
            f"bool_and(regexp_full_match(v, '{NUMBER}')), "
            f"bool_or(regexp_full_match(v, '{CODE}')), "
            f"bool_and(regexp_full_match(v, '({DAY}|{MOMENT})')) AND "
            "bool_or(try_cast(v AS TIMESTAMP) IS NULL OR v < '0001') FROM "
            f"(SELECT {quoted(name)} AS v FROM seen) WHERE v IS NOT NULL"
        ).fetchone()
        assert row is not None
        digits, longest, zoned, zones, numbers, codes, days = row
        if digits and longest > 18:
            results[name] = "whole numbers of over 18 digits are kept as text, to lose no digit"
        elif numbers and codes:
            results[name] = "values such as 12E4 may be codes or numbers, so they are kept as text"
        elif numbers and longest > SHORT + 1:
            results[name] = "numbers with more digits than a float holds are kept as text"
        elif zoned and zones > 1:
            results[name] = f"datetimes in {zones} time zones are kept as text, to lose no zone"
        elif zoned:
            results[name] = "datetimes with a time zone are kept as text, so that it is not lost"
        elif days:
            results[name] = "dates outside the calendar or the years 1 to 9999 are kept as text"
    connection.execute("DROP TABLE seen")
    return results
