"""Files are whole under their name or not there, and hold nothing that a spreadsheet runs."""

import errno
import os
import signal
import stat
import subprocess
import sys

import pandas as pd
import pyarrow as pa
import pytest

import workbench as wb
from workbench.cli import main
from workbench.errors import InputError, StoreError
from workbench.tables import writing
from workbench.tables.writing import escaped_formulas, replacing, safe_text, write_table, write_text

OLD = "what was there before\n"
KILLED = """
import os, signal, sys
from workbench.tables.writing import replacing
with replacing(sys.argv[1]) as part:
    part.write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_leaves_the_old_file(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(OLD)
    ran = subprocess.run([sys.executable, "-c", KILLED, str(path)])
    assert ran.returncode == -signal.SIGKILL
    assert path.read_text() == OLD
    assert len(list(tmp_path.iterdir())) == 2  # what it left
    write_text(path, "new")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"] and path.read_text() == "new"


def test_what_a_running_process_writes_stays(tmp_path):
    other = tmp_path / f".a.csv.{os.getppid()}.part"
    other.write_text("half")
    write_text(tmp_path / "a.csv", "x")
    assert other.exists()


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_permissions_are_kept(tmp_path, mode):
    path = tmp_path / "a.csv"
    path.write_text(OLD)
    path.chmod(mode)
    write_text(path, "new")
    assert stat.S_IMODE(path.stat().st_mode) == mode and path.read_text() == "new"


def test_a_new_file_has_the_permissions_of_any_other(tmp_path):
    (tmp_path / "plain").write_text("x")
    write_text(tmp_path / "a.csv", "x")
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_stays_one(tmp_path):
    (tmp_path / "real").write_text(OLD)
    (tmp_path / "link").symlink_to("real")
    write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == "new"


def test_what_is_no_file_is_written_itself(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    reader = subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE, text=True)
    write_text(tmp_path / "pipe", "through")
    assert reader.communicate()[0] == "through"


FAILURES = [
    (OSError(errno.ENOSPC, "No space left on device"), StoreError, "the disk is full"),
    (OSError(errno.EDQUOT, "Disk quota exceeded"), StoreError, "the disk is full"),
    (pa.ArrowException("Error writing: No space left on device"), StoreError, "the disk is full"),
    (OSError(errno.EACCES, "Permission denied"), InputError, "cannot be written .Permission"),
    (OSError(errno.EROFS, "Read-only file system"), InputError, "cannot be written .Read-only"),
]


@pytest.mark.parametrize(("failure", "error", "said"), FAILURES)
def test_a_failing_write_leaves_the_old_file(tmp_path, failure, error, said):
    path = tmp_path / "a.csv"
    path.write_text(OLD)
    with pytest.raises(error, match=said), replacing(path) as part:
        part.write_text("half")
        raise failure
    assert path.read_text() == OLD and len(list(tmp_path.iterdir())) == 1


def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def project(tmp_path):
    frame = pd.DataFrame({"k": [1, 2], "t": ["=1+1", "-5"], "n": [-5, 3]})
    frame.to_csv(tmp_path / "in.csv", index=False)
    made = wb.open_project(tmp_path / "project")
    made.add("data", frame, key="k")
    return made


def written(tmp_path, project, name):
    """Write the file `name` by a public way of the product."""
    if name == "page.html":
        wb.profile(tmp_path / "in.csv").save(tmp_path / name)
    elif name == "version.csv":
        project["data"].versions()[-1].export_csv(tmp_path / name)
    elif name == "data.parquet":
        project["data"].versions()[-1].export_dvc(tmp_path)
    else:
        (tmp_path / "recipe.json").write_text(wb.Recipe([]).to_json())
        arguments = ["clean", str(tmp_path / "in.csv"), "--recipe", str(tmp_path / "recipe.json")]
        assert main([*arguments, "--out", str(tmp_path / name)]) == 0


@pytest.mark.parametrize("name", ["page.html", "version.csv", "data.parquet", "clean.csv"])
def test_a_full_disk_leaves_every_old_file(tmp_path, project, name, monkeypatch, capsys):
    (tmp_path / name).write_text(OLD)
    monkeypatch.setattr(writing, "_sync", full)
    if name == "clean.csv":
        with pytest.raises(AssertionError):
            written(tmp_path, project, name)
        assert "the disk is full" in capsys.readouterr().err
    else:
        with pytest.raises(StoreError, match="the disk is full"):
            written(tmp_path, project, name)
    assert (tmp_path / name).read_text() == OLD
    monkeypatch.undo()
    written(tmp_path, project, name)
    assert (tmp_path / name).read_bytes() != OLD.encode()


RUN = [
    *("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\r=1", "-5-", "\uff1d1"),
    *("+49 30 1", "-", "=", "\n=1"),
]
KEPT = ["a=1", "", " =1", "-5", "+5", "-1,234.5", "+1.5e-3", "-.5", "-12 %", "5-3", "x@y.de", "'=1"]


def test_formulas_are_escaped_and_numbers_are_not():
    for text in RUN:
        assert safe_text(text) == f"'{text}"
    for text in KEPT:
        assert safe_text(text) == text
    table = pa.table({"=a": [*RUN, *KEPT, None], "n": [-5.5] * (len(RUN) + len(KEPT) + 1)})
    for type_ in (pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())):
        typed = table.set_column(0, "=a", table.column(0).cast(type_))
        found = escaped_formulas(typed)
        assert found.column_names == ["'=a", "n"]
        assert found.column(0).to_pylist() == [*map(safe_text, [*RUN, *KEPT]), None]
        assert found.column(1).equals(table.column(1))


def test_every_csv_that_is_written_can_be_escaped(tmp_path, project, capsys):
    version = project["data"].versions()[-1]
    plain = version.export_csv(tmp_path / "plain.csv").read_text()
    safe = version.export_csv(tmp_path / "safe.csv", escape_formulas=True).read_text()
    assert '"=1+1"' in plain and '"\'=1+1",-5\n2,"-5",3' in safe
    (tmp_path / "recipe.json").write_text(wb.Recipe([]).to_json())
    arguments = ["clean", str(tmp_path / "in.csv"), "--recipe", str(tmp_path / "recipe.json")]
    assert main([*arguments, "--out", str(tmp_path / "c.csv"), "--escape-formulas"]) == 0
    assert "'=1+1" in (tmp_path / "c.csv").read_text()
    frame = pd.DataFrame({"k": [1, 2], "t": ["=2+2", "-5"], "n": [-5, 3]})
    project.add("data", frame, key="k")
    where = ["diff", str(tmp_path / "project"), "data", "0", "--csv", str(tmp_path / "d.csv")]
    assert main(where) == 0 and "'=2+2" not in (tmp_path / "d.csv").read_text()
    assert main([*where, "--escape-formulas"]) == 0 and "'=2+2" in (tmp_path / "d.csv").read_text()


def test_other_endings_are_refused(tmp_path):
    for name in ("a.txt", "a", "a.xlsx", "a.csv.gz", "a.json"):
        with pytest.raises(InputError, match=r"ends in .csv or .parquet"):
            write_table(pa.table({"a": [1]}), tmp_path / name)
