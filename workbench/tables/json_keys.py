"""Give each value of a JSON object that repeats a key a key of its own."""

from __future__ import annotations

import duckdb

from workbench.types import Json

__all__ = ["separate_repeated"]

REPEATS = "len(json_keys(record)) <> len(list_distinct(json_keys(record)))"


def separate_repeated(connection: duckdb.DuckDBPyConnection) -> Json:
    """Rename the second value of a key in a record to ``x.1``, in the table ``records``.

    Parsers of JSON keep one of the values and drop the others without a word (RFC 8259, 4).

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        Its table ``records`` has a JSON object ``record`` a row.

    Returns
    -------
    dict of str to str
        The new names, each with the name in the source; empty where no record repeats a key.
    """
    if not connection.execute(f"SELECT 1 FROM records WHERE {REPEATS} LIMIT 1").fetchone():
        return {}
    connection.execute(
        "CREATE TEMP TABLE entries AS SELECT r.rowid AS row, e.id, e.key, e.value, row_number() "
        "OVER (PARTITION BY r.rowid, e.key ORDER BY e.id) AS nth FROM records r, "
        "json_each(r.record) e"
    )
    counts = connection.execute(
        "SELECT key, max(nth) FROM entries GROUP BY key ORDER BY min((row, id))"
    ).fetchall()
    taken, renamed = {key for key, _ in counts}, []
    for key, most in counts:
        suffix = 0
        for nth in range(2, most + 1):
            suffix += 1
            while f"{key}.{suffix}" in taken:
                suffix += 1
            renamed.append((key, nth, f"{key}.{suffix}"))
            taken.add(f"{key}.{suffix}")
    connection.execute("CREATE TEMP TABLE renamed (key VARCHAR, nth BIGINT, name VARCHAR)")
    connection.executemany("INSERT INTO renamed VALUES (?, ?, ?)", renamed)
    connection.execute(
        "CREATE TABLE separate AS SELECT coalesce('{' || text || '}', '{}')::JSON AS record "
        "FROM records r LEFT JOIN (SELECT row, string_agg(to_json(coalesce(name, key))::VARCHAR "
        "|| ':' || value::VARCHAR, ',' ORDER BY id) AS text FROM entries LEFT JOIN renamed "
        "USING (key, nth) GROUP BY row) t ON r.rowid = t.row ORDER BY r.rowid; "
        "DROP TABLE records; ALTER TABLE separate RENAME TO records; "
        "DROP TABLE entries; DROP TABLE renamed"
    )
    return {name: key for key, _, name in renamed}
