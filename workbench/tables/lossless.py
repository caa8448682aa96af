"""Give the text columns of a loaded table types that lose nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import duckdb

from workbench.tables.relation import described, quoted

__all__ = ["PLAIN", "lossless_types", "type_columns"]

PLAIN = ("BIGINT", "DOUBLE", "DATE", "TIMESTAMP")
"""What a column of a text file may become."""

MANY = 200
AT_ONCE = 50
FEW_ROWS = 5000
"""Up to here, many columns are tested as one long one: a test is then prepared once, not once a
column, which takes a millisecond (20,000 columns of 50 rows: 3 s instead of 28); at 5,000 rows both
take the same time."""
LONG = 1000
"""Columns that make a long one; a wider table of lists takes time with the square of its width."""
WHOLE = "-?(0|[1-9][0-9]{0,17})"
# An exponent stands behind a point or has a sign, as programs write it: 1.5E3, 1e-7.  Where only
# digits surround the E (12E4, 1E10), flats, parts and short hashes look the same.
DECIMAL = "-?(0|[1-9][0-9]{0,16})(\\.[0-9]{1,20}([eE][+-]?[0-9]{1,2})?|[eE][+-][0-9]{1,2})?"
SHORT = 15
"""So many significant digits survive as a double and back (DBL_DIG of IEEE 754)."""
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT = f"{DAY}[ T][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}(\\.[0-9]{{1,6}})?)?"


def type_columns(
    connection: duckdb.DuckDBPyConnection,
    allowed: Mapping[str, Collection[str]],
    *,
    all_text: bool = False,
) -> dict[str, str]:
    """Turn the table ``text`` of strings into ``data`` and return the types that were given.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Where the table is.
    allowed : mapping of str to collection of str
        For each column the types it may get; a column that is not named stays text.
    all_text : bool
        Give no types.
    """
    results = {} if all_text else lossless_types(connection, [n for n in allowed if allowed[n]])
    types = {name: type_ for name, type_ in results.items() if type_ in allowed[name]}
    if not types:
        connection.execute("ALTER TABLE text RENAME TO data")
        return {}
    columns = list(described(connection, "text"))
    chosen = ", ".join(
        f"CAST({quoted(name)} AS {types[name]}) AS {quoted(name)}"
        if name in types
        else quoted(name)
        for name in columns
    )
    connection.execute(f"CREATE TABLE data AS SELECT {chosen} FROM text; DROP TABLE text")
    return types


def lossless_types(connection: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, str]:
    """Return the columns whose every value is written as a number or ISO date in the plain way."""
    if len(names) > MANY:
        return _wide_types(connection, names)
    results: dict[str, str] = {}
    for name in names:
        column = quoted(name)
        row = connection.execute(
            f"SELECT {_tests('v')} FROM (SELECT DISTINCT {column} AS v FROM text "
            f"WHERE {column} IS NOT NULL)"
        ).fetchone()
        if row is not None and row[0]:
            results[name] = row[0]
    return results


def _wide_types(connection: duckdb.DuckDBPyConnection, names: list[str]) -> dict[str, str]:
    """Test many columns in each pass; the dearer tests only where the cheap one leaves doubt."""
    results: dict[str, str] = {}
    doubtful = names
    count = connection.execute("SELECT count(*) FROM text").fetchone()
    assert count is not None
    tested, size = (_tested_long, LONG) if 0 < count[0] <= FEW_ROWS else (_tested, AT_ONCE)
    for test in (_cheap_test, _tests):
        some, doubtful = doubtful, []
        for start in range(0, len(some), size):
            part = some[start : start + size]
            for name, type_ in zip(part, tested(connection, part, test), strict=True):
                if type_ == "?":
                    doubtful.append(name)
                elif type_:
                    results[name] = type_
    return results


def _tested(
    connection: duckdb.DuckDBPyConnection, names: list[str], test: Callable[[str], str]
) -> tuple[str | None, ...]:
    """Return what a test says of each column."""
    tests = ", ".join(test(quoted(name)) for name in names)
    row = connection.execute(f"SELECT {tests} FROM text").fetchone()
    assert row is not None
    return row


def _tested_long(
    connection: duckdb.DuckDBPyConnection, names: list[str], test: Callable[[str], str]
) -> tuple[str | None, ...]:
    """Return what a test says of each column, asked of all their values below one another."""
    listed = ", ".join(quoted(name) for name in names)
    rows = connection.execute(
        f"SELECT {test('v')} FROM (SELECT unnest(range({len(names)})) AS place, "
        f"unnest([{listed}]) AS v FROM text) GROUP BY place ORDER BY place"
    ).fetchall()
    return tuple(row[0] for row in rows)


def _cheap_test(column: str) -> str:
    return (
        f"CASE WHEN bool_and(regexp_full_match({column}, '{WHOLE}')) THEN 'BIGINT' "
        f"WHEN bool_and({column}[1] BETWEEN '-' AND '9' OR {column} IN ('true', 'false')) "
        "THEN '?' END"
    )


def _digits(number: str) -> str:
    """Return the SQL for the significant digits of a number."""
    return f"trim(regexp_replace({number}, '[eE].*|[-.]', '', 'g'), '0')"


def _tests(column: str) -> str:
    """Return the SQL that names the type which every value of a column fits, or is null."""
    whole, decimal, day, moment, truth = (
        f"bool_and(regexp_full_match({column}, '{pattern}'))"
        for pattern in (WHOLE, DECIMAL, DAY, MOMENT, "true|false")
    )
    # Longer numbers, as programs write doubles, only where the double is written with these digits.
    decimal += f" AND bool_and(CASE WHEN length({column}) > {SHORT + 1} THEN "
    decimal += f"{_digits(column)} = {_digits(f'try_cast({column} AS DOUBLE)::VARCHAR')} "
    decimal += "ELSE true END)"
    # Python has no year 0, and the calendar no 30 February.
    exists = f"bool_and(CASE WHEN {column} IS NOT NULL THEN "
    exists += f"try_cast({column} AS TIMESTAMP) IS NOT NULL AND {column} >= '0001' END)"
    return (
        f"CASE WHEN {whole} THEN 'BIGINT' WHEN {decimal} THEN 'DOUBLE' "
        f"WHEN {day} AND {exists} THEN 'DATE' WHEN {moment} AND {exists} THEN 'TIMESTAMP' "
        f"WHEN {truth} THEN 'BOOLEAN' END"
    )
