"""A full disk is called a full disk."""

import errno
import gzip

import duckdb
import pandas as pd
import pyarrow as pa
import pytest

import workbench as wb
from workbench.errors import StoreError
from workbench.tables import packed
from workbench.tables.engine import new_connection
from workbench.tables.room import is_full, translated


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EDQUOT, "Disk quota exceeded"),
        duckdb.IOException("IO Error: Could not write file: No space left on device"),
        duckdb.OutOfMemoryException("failed to offload data ... max_temp_directory_size"),
        pa.ArrowException("Error writing bytes to file. Detail: No space left on device"),
        ValueError("There is not enough space on the disk"),
    ],
)
def test_a_full_disk_is_known_however_it_is_said(error):
    assert is_full(error)
    outer = RuntimeError("could not")
    outer.__cause__ = error
    assert is_full(outer)


@pytest.mark.parametrize(
    "error",
    [None, OSError(errno.EACCES, "Permission denied"), duckdb.IOException("no such file")],
)
def test_other_errors_are_none(error):
    assert not is_full(error)


def test_a_disk_that_fills_while_a_file_is_unpacked(tmp_path, monkeypatch):
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(b"a\n1\n"))

    def write(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(packed, "_write", write)
    with pytest.raises(StoreError, match=r"the disk is full.*free some space"):
        wb.read_table(path)


def test_a_disk_that_fills_while_a_version_is_written(tmp_path, monkeypatch):
    from workbench.store import blobs

    project = wb.open_project(tmp_path / "project")

    def write(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(blobs.pq, "write_table", write)
    with pytest.raises(StoreError, match="the disk is full, so the rows cannot be written"):
        project.add("data", pd.DataFrame({"k": [1]}), key="k")
    monkeypatch.undo()
    assert len(project.add("data", pd.DataFrame({"k": [1]}), key="k").versions()) == 1


def test_a_query_that_needs_more_than_there_is(tmp_path):
    connection = new_connection()
    connection.execute("SET memory_limit='20MB'; SET max_temp_directory_size='1MB'")
    with (
        pytest.raises(StoreError, match="the disk is full"),
        translated("a table"),
    ):
        connection.execute(
            "SELECT md5(i::VARCHAR) FROM range(2_000_000) t(i) ORDER BY 1"
        ).fetchall()


def test_working_files_stay_out_of_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    connection = new_connection()
    connection.execute("SET memory_limit='60MB'")
    connection.execute(
        "CREATE TABLE t AS SELECT md5(i::VARCHAR) AS v FROM range(3_000_000) t(i) ORDER BY 1"
    )
    spilled = connection.execute("FROM duckdb_temporary_files()").fetchall()
    assert spilled
    assert list(tmp_path.iterdir()) == []
