"""A SQL source is only read."""

import sqlite3

import pytest
import sqlalchemy as sa

from workbench.errors import InputError
from workbench.tables import read_table
from workbench.tables.sql_reading import check_statement, reading_connection

ROWS = [(1, "x"), (2, "y")]


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "a shop #1.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE t (a, b)")
    database.executemany("INSERT INTO t VALUES (?, ?)", ROWS)
    database.commit()
    database.close()
    yield path
    database = sqlite3.connect(path)
    try:
        assert database.execute("SELECT * FROM t ORDER BY a").fetchall() == ROWS
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
    finally:
        database.close()


WRITES = [
    "WITH c AS (SELECT 1 AS x) DELETE FROM t RETURNING *",
    "WITH c AS (SELECT 1 AS x) DELETE FROM t",
    "WITH c AS (SELECT 9 AS x) INSERT INTO t SELECT x, 'n' FROM c RETURNING *",
    "WITH c AS (SELECT 1) UPDATE t SET b = 'z' RETURNING *",
    "WITH c AS (SELECT 1) REPLACE INTO t SELECT 1, 'q' FROM c RETURNING *",
    "/* a comment */ DELETE FROM t RETURNING *",
    "SELECT 1; DELETE FROM t",
    "SELECT 1; COMMIT; DELETE FROM t",
    "PRAGMA query_only=OFF",
    "ATTACH 'other.db' AS o",
    "",
    "-- nothing",
]


@pytest.mark.parametrize("sql", WRITES)
def test_what_writes_is_refused_and_changes_nothing(shop, sql):
    with pytest.raises(InputError):
        read_table(f"sqlite:///{shop}", query=sql)


def test_an_engine_of_the_user_is_read_only_while_it_is_read_and_theirs_again(shop):
    engine = sa.create_engine(f"sqlite:///{shop}", poolclass=sa.pool.StaticPool)
    with pytest.raises(InputError, match="readonly"):
        read_table(engine, query=WRITES[0])
    assert len(read_table(engine, query="SELECT * FROM t")) == 2
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (3, 'z')")
        connection.exec_driver_sql("DELETE FROM t WHERE a = 3")
    engine.dispose()


def test_the_source_is_shown_as_it_was_given(shop):
    table = read_table(f"sqlite:///{shop}", query="SELECT a FROM t WHERE b <> 'true' ORDER BY a")
    assert table.source.uri == f"sqlite:///{shop}"
    assert table.source.options["query"].endswith("<> 'true' ORDER BY a")
    with pytest.raises(InputError, match="no such column: from_ro"):
        read_table(f"sqlite:///{shop}", query="SELECT from_ro FROM t")


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "  select 1;  ",
        "(SELECT 1) UNION (SELECT 2)",
        "-- why\nSELECT ';' AS x -- end; of it",
        '/* a /* b */ ; */ WITH c AS (SELECT 1) SELECT ";" FROM c',
        "SELECT $tag$; DROP$tag$ AS x;",
        "VALUES (1)",
        "FROM t",
    ],
)
def test_one_statement_that_reads_is_taken(sql):
    check_statement(sql, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "/*" * 200_000,
        "/**/" * 200_000 + "DELETE FROM t",
        "(" * 200_000,
        "--\n" * 200_000 + "DELETE",
        " \t" * 200_000,
        "'" * 200_001,
    ],
    ids=["nested", "repeated", "brackets", "lines", "blanks", "quotes"],
)
def test_a_long_statement_is_judged_at_once(sql):
    """With the time of a nested pattern this would not end within the life of the machine."""
    with pytest.raises(InputError, match="give a SELECT"):
        check_statement(sql, "long")


def test_a_database_without_read_only_transactions_is_refused():
    class Engine:
        dialect = type("dialect", (), {"name": "mssql"})

    with (
        pytest.raises(InputError, match=r"mssql has no read-only transaction.*read_sql"),
        reading_connection(Engine(), "mssql://host/x"),
    ):
        pass
