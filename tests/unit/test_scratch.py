"""Working folders are private to the process, and what a killed process left behind goes."""

import csv
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.tables import read_table, scratch
from workbench.tables.dialect import MAX_LINE, Dialect, read_rows

MAKE = """
import os, signal
from workbench.tables.scratch import scratch_folder
folder = scratch_folder("test")
(folder / "big").write_text("x")
print(folder, flush=True)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(scratch.tempfile, "tempdir", str(tmp_path))
    return tmp_path


def made_by(code, folder):
    ran = subprocess.run([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(folder)},
                         stdout=subprocess.PIPE, text=True)  # fmt: skip
    return Path(ran.stdout.strip())


def test_a_folder_goes_with_its_process(folder):
    made = made_by(MAKE, folder)
    assert made.parent == folder and not made.exists()


def test_a_killed_process_leaves_nothing_for_good(folder):
    made = made_by(MAKE + "os.kill(os.getpid(), signal.SIGKILL)", folder)
    assert (made / "big").exists()
    mine = scratch.scratch_folder("mine")
    other = folder / "workbench-elsewhere-1-table-x"  # of another machine
    other.mkdir()
    scratch.remove_left_behind()
    assert not made.exists() and mine.exists() and other.exists()
    assert stat.S_IMODE(mine.stat().st_mode) == 0o700


@pytest.mark.parametrize("purpose", ["explore", "rows", "diff", "page", "spill", "remote"])
def test_every_kind_of_folder_of_a_killed_process_goes(folder, purpose):
    code = MAKE.replace('"test"', repr(purpose)) + "os.kill(os.getpid(), signal.SIGKILL)"
    made = made_by(code, folder)
    assert made.name.split("-")[3] == purpose and (made / "big").exists()
    scratch.remove_left_behind()
    assert not made.exists()


def test_a_link_is_left_alone(folder):
    made = made_by(MAKE + "os.kill(os.getpid(), signal.SIGKILL)", folder)
    link, target = made.with_name(made.name + "-link"), folder / "precious"
    target.mkdir()
    link.symlink_to(target)
    scratch.remove_left_behind()
    assert target.exists() and link.is_symlink() and not made.exists()


def test_the_limit_of_csv_is_put_back(tmp_path):
    before = csv.field_size_limit()
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"x\ny"\n2,"' + "z" * (before + 10) + '"\n')
    assert len(read_table(path).rows("SELECT b FROM data")[1][0]) == before + 10
    assert csv.field_size_limit() == before
    first, second = (read_rows(["a,b\n", "1,2\n"], Dialect(",", '"')) for _ in range(2))
    assert next(first).cells == next(second).cells == ["a", "b"]
    first.close()
    assert csv.field_size_limit() == MAX_LINE
    assert next(second).cells == ["1", "2"]
    second.close()
    assert csv.field_size_limit() == before
