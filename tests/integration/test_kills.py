"""A process killed while it writes leaves a project that opens; nothing acknowledged is lost.

Two writers at a time are forked from one process that has everything loaded.  Each works on one
project until it is killed at the n-th of its writing steps: a file opened, synced, renamed or
removed, a statement sent or answered.  `random` seeds choose the work and the step.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time

import pytest

from workbench import open_project
from workbench.store import blobs, decisions, exports, garbage, tags, versions

WRITERS = r"""
import json, os, random, signal, sys, traceback
from pathlib import Path

import pandas as pd
import pyarrow.dataset, pyarrow.parquet
import sqlalchemy as sa
from workbench import open_project
from workbench.rules import Recipe
from workbench.store import decisions, exports, garbage, recipes, versions
from workbench.types import Decision

recipes.INLINE = 200  # most recipes become blobs
FILES = {"open", "os.rename", "os.remove", "os.mkdir", "os.truncate", "sqlite3.connect"}
left = None
real_fsync = os.fsync


def tick(*_, **__):
    global left
    if left is not None:
        left -= 1
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def fsync(handle):
    tick()
    real_fsync(handle)
    tick()


def heard(event, arguments):
    if left is not None and event in FILES:
        if event != "open" or isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
            tick()
        elif event == "open" and arguments[1] is None and arguments[2] & (os.O_WRONLY | os.O_RDWR):
            tick()


sys.addaudithook(heard)
os.fsync = fsync
for moment in ("before_cursor_execute", "after_cursor_execute"):
    sa.event.listen(sa.Engine, moment, tick)


class Writer:
    def __init__(self, folder, seed, out):
        self.choose, self.out, self.number = random.Random(seed), out, 0
        self.project = open_project(folder, author=f"writer-{seed}")
        self.name = f"{seed}"
        self.add()
        self.dataset = self.project["d"]

    def said(self, *what):
        os.write(self.out, (json.dumps(what) + "\n").encode())

    def add(self):
        rows = {"id": range(50), "x": [f" {i}" for i in range(50)], "y": self.choose.random()}
        self.project.add("d", pd.DataFrame(rows), key="id")

    def decide(self):
        rule = {"kind": "set_cells", "key": "id", "column": "x"}
        cell = {"key": self.choose.randrange(50), "old": " 1", "new": "one"}
        made = Decision(dataset="d", kind="rule", item=f"{self.name}-{self.number}",
                        verdict=self.choose.choice(["accept", "reject"]), reviewer="ada",
                        target={"rule": {**rule, "cells": [cell]}, "why": "w"})
        decisions.append(self.project.engine, [made])
        self.said("decision", made.id)

    def clean(self):
        self.said("version", self.dataset.clean().id)

    def tag(self):
        name = f"tag-{self.name}-{self.number}"
        self.said("tag", name, self.dataset.tag(name, move=True).id)

    def restore(self):
        known = self.dataset.versions()
        self.said("version", self.dataset.restore(self.choose.choice(known)).id)

    def collect(self):
        self.project.collect_garbage(dry_run=False, min_age_hours=0)

    def log(self):
        made = self.dataset.version()
        name = f"{self.name}-{self.number}"
        exports.log_export(self.dataset.context, made.id, kind="module", target=Path(name),
                           recipe=made.made.recipe)
        self.said("export", name)

    def dvc(self):
        self.dataset.version().export_dvc(self.project.folder.parent / f"dvc-{self.name}")

    def work(self):
        steps = [self.add, self.decide, self.clean, self.tag, self.restore, self.collect,
                 self.log, self.dvc]
        while True:
            self.number += 1
            self.choose.choice(steps)()


def child(folder, seed, step, out):
    global left
    signal.alarm(60)
    left = step
    try:
        Writer(folder, seed, out).work()
    except BaseException:
        left = None
        os.write(out, (json.dumps(["error", traceback.format_exc()]) + "\n").encode())
        os._exit(1)


print("ready", flush=True)
for line in sys.stdin:
    folder, jobs = json.loads(line)
    running = []
    for seed, step in jobs:
        into, out = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(into)
            child(folder, seed, step, out)
        os.close(out)
        running.append((pid, into))
    told = []
    for pid, into in running:
        with os.fdopen(into, "rb") as file:
            text = file.read().decode()
        how = os.waitpid(pid, 0)[1]
        told.append([how, [json.loads(one) for one in text.split("\n")[:-1]]])
    print(json.dumps(told), flush=True)
"""

STEPS = 400
A_PROJECT = 20  # rounds before a new project is begun: the checks look at all of it


def kill_writers(folder, kills, seed):
    """Kill writers, two at a time, and check the project after each pair; return what was said."""
    choose, said, done = random.Random(seed), [], 0
    with subprocess.Popen(
        [sys.executable, "-c", WRITERS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout.readline().strip() == "ready"
        while done < kills:
            place = folder / f"project-{done // (2 * A_PROJECT)}"
            jobs = [(2 * done + i, choose.randrange(1, STEPS)) for i in (0, 1)]
            server.stdin.write(json.dumps([str(place), jobs]) + "\n")
            server.stdin.flush()
            for how, lines in json.loads(server.stdout.readline()):
                assert how == signal.SIGKILL, lines[-1]
                said += [[str(place), *line] for line in lines]
            done += 2
            told = [line[1:] for line in said if line[0] == str(place)]
            check_project(place, told, proved=done % A_PROJECT == 0 or done >= kills)
        server.stdin.close()
    return said


def check_project(place, said, *, proved=True):
    """Everything said to be written is there once; what is there is whole (`proved`: all of it)."""
    project = open_project(place)
    engine = project.engine
    stored = [decision.id for decision in decisions.history(engine, "d")]
    assert len(stored) == len(set(stored))
    made = {version.id: version for version in versions.records(engine, "d")}
    logged = {(line["name"], line["version"]) for line in tags.tag_log(engine, "d")}
    sent = {entry["folder"] for entry in exports.exports(engine)}
    there = {"decision": set(stored), "version": set(made), "export": sent, "tag": logged}
    for kind, *what in said:
        assert (what[0] if len(what) == 1 else tuple(what)) in there[kind], (kind, what)
    with engine.connect() as connection:
        for digest in garbage.referenced(connection):
            assert blobs.blob_path(place, digest).exists()
    for version in made.values():
        assert version.parent is None or version.parent in made
    if proved:
        found = project.verify()
        assert found.ok, found
    engine.dispose()


def test_killed_writers_lose_nothing(tmp_path):
    said = kill_writers(tmp_path, kills=100, seed=1)
    assert {line[1] for line in said} == {"decision", "version", "tag", "export"}


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_a_thousand_killed_writers_lose_nothing(tmp_path):
    assert len(kill_writers(tmp_path, kills=1000, seed=2)) > 1000


# A kill at any moment, in the middle of a system call too: from outside, by the clock.
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


def kill_by_the_clock(folder, rounds, seed):
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
        check_project(folder, [["decision", one] for one in acknowledged])
    return acknowledged


def test_writers_killed_by_the_clock_lose_nothing(tmp_path):
    assert kill_by_the_clock(tmp_path / "quality", rounds=4, seed=1)
