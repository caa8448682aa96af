from __future__ import annotations

import io
import signal
import subprocess
import sys
import time

import pytest

from workbench.progress import Progress

LONG = """
import duckdb, workbench as wb
table = duckdb.sql("select range i, hash(range) a, hash(range + 1)::varchar b from range(6000000)")
print("ready", flush=True)
wb.profile(table)
print("finished")
"""


def test_nothing_is_shown_for_a_moment(capsys):
    with Progress("profile", 10, shown=True) as progress:
        progress.step("a")
    assert capsys.readouterr().err == ""


def test_a_bar_is_shown_for_long_work_and_goes_away(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(sys, "stderr", shown)
    with pytest.raises(ValueError), Progress("profile", 10, after=0, shown=True) as progress:
        for name in ("height", "weight"):
            progress.step(name)
            time.sleep(0.15)
        raise ValueError
    assert "profile" in shown.getvalue()
    assert "2/10" in shown.getvalue()
    assert progress.done == 2


def test_it_never_runs_over():
    progress = Progress("profile", 2)
    for _ in range(5):
        progress.step()
    assert progress.done == 2


def test_a_long_profile_can_be_interrupted():
    child = subprocess.Popen(
        [sys.executable, "-c", LONG], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "ready\n"
    time.sleep(1.0)
    child.send_signal(signal.SIGINT)
    printed, errors = child.communicate()
    assert "finished" not in printed
    assert errors.strip().splitlines()[-1] == "KeyboardInterrupt"
