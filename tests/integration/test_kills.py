"""A process killed while it writes leaves a project that opens; nothing acknowledged is lost."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

from workbench import open_project
from workbench.store import blobs, decisions, versions

WRITER = """
import sys
import pandas as pd
from workbench import open_project
from workbench.store import decisions
from workbench.types import Decision

project = open_project(sys.argv[1], author="writer")
frame = pd.DataFrame({"id": range(2000), "x": [f" {i}" for i in range(2000)]})
dataset = project.add("d", frame, key="id")
print("ready", flush=True)
number = 0
while True:
    number += 1
    made = Decision(dataset="d", kind="rule", item=f"{sys.argv[2]}-{number}", verdict="reject",
                    target={"rule": None}, reviewer="writer")
    decisions.append(project.engine, [made])
    print(made.id, flush=True)
    if number % 3 == 0:
        frame["y"] = f"{sys.argv[2]} {number}"
        project.add("d", frame, key="id")
"""


def kill_loop(folder, rounds, seed):
    wait = random.Random(seed)
    acknowledged = []
    for number in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(number)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline().strip() == "ready"
        time.sleep(wait.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        lines = process.communicate()[0].split("\n")
        acknowledged += lines[:-1]  # a line without its end was not yet said
        check(folder, acknowledged)
    return acknowledged


def check(folder, acknowledged):
    project = open_project(folder)
    stored = [decision.id for decision in decisions.history(project.engine, "d")]
    assert len(stored) == len(set(stored))
    assert set(acknowledged) <= set(stored)
    for version in versions.versions(project.engine, "d"):
        assert blobs.read_blob(folder, version.blob).num_rows == version.rows
    project.engine.dispose()


def test_killed_writers_lose_nothing(tmp_path):
    assert kill_loop(tmp_path / "quality", rounds=4, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_thousand_killed_writers_lose_nothing(tmp_path):
    assert len(kill_loop(tmp_path / "quality", rounds=1000, seed=2)) > 1000
