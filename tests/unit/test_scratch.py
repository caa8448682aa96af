"""Folders for working files: private, marked, and gone with their process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time

import pytest

from workbench.tables.scratch import MARKER, UNMARKED_SECONDS, scratch_folder

PREFIX = "workbench-test-"
MAKE = f"from workbench.tables.scratch import scratch_folder; print(scratch_folder({PREFIX!r}), flush=True)"  # noqa: E501


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


def test_a_folder_is_private_and_names_its_process():
    folder = scratch_folder(PREFIX)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert json.loads((folder / MARKER).read_text())["pid"] == os.getpid()


def test_a_folder_goes_when_its_process_ends(temporary):
    done = subprocess.run([sys.executable, "-c", MAKE], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(str(temporary / PREFIX))
    assert list(temporary.iterdir()) == []


def test_a_killed_process_leaves_nothing_beyond_the_next_start(temporary):
    kill = f"{MAKE}; import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    subprocess.run([sys.executable, "-c", kill], capture_output=True, check=False)
    (left,) = temporary.iterdir()
    folder = scratch_folder(PREFIX)
    assert not left.exists() and folder.is_dir()


def test_what_belongs_to_a_running_process_stays():
    first = scratch_folder(PREFIX)
    assert scratch_folder(PREFIX) != first and first.is_dir()


def test_a_reused_process_number_is_another_process():
    first = scratch_folder(PREFIX)
    (first / MARKER).write_text(json.dumps({"pid": os.getpid(), "started": 1.0}))
    scratch_folder(PREFIX)
    assert not first.exists()


def test_other_prefixes_links_and_folders_being_made_stay(temporary):
    target = temporary / "precious"
    target.mkdir()
    (temporary / f"{PREFIX}link-one").symlink_to(target)
    (temporary / f"{PREFIX}new-one1").mkdir()
    old = temporary / f"{PREFIX}old-one1"
    old.mkdir()
    long_ago = time.time() - 2 * UNMARKED_SECONDS
    longer = temporary / f"{PREFIX}other-abcdefgh"  # of another prefix that starts alike
    longer.mkdir()
    for folder in (old, longer):
        os.utime(folder, (long_ago, long_ago))
    scratch_folder(PREFIX)
    assert target.is_dir() and (temporary / f"{PREFIX}link-one").is_symlink()
    assert (temporary / f"{PREFIX}new-one1").is_dir() and not old.exists()
    assert longer.is_dir()
