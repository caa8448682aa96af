"""Decisions while servers are killed, and two people at one queue: none lost, none doubled."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.sessions import session_at
from workbench.errors import ConflictError, StoreError
from workbench.queues.queues import create_queue, queues
from workbench.server.projects import project_id
from workbench.store import database, decisions
from workbench.types import ReviewItem, new_id

TOKEN = "a-token-of-the-test"
VERDICTS = ("accept", "reject", "unsure")


def fill(folder, count, *, overlap=1):
    engine = database.create(folder)
    items = [
        ReviewItem(f"i{n}", "pair", {"key_l": n, "key_r": -n}, {"left": {}, "right": {}})
        for n in range(count)
    ]
    create_queue(engine, "q", dataset="d", kind="pair", items=items, overlap=overlap)
    return engine


# -- two people --------------------------------------------------------------------------------


def work(folder, name, seed):
    """Decide until nothing is left; return what was acknowledged: decision and item."""
    engine, choose = database.open_existing(folder), random.Random(seed)
    session, made = session_at(engine, "q", name), []
    while items := patient(lambda: session.next(choose.randrange(1, 20))).items:
        for item in items:
            body = {"id": new_id(), "item": item.id, "verdict": choose.choice(VERDICTS)}
            try:
                made.append((decide(session, body), item.id))
            except ConflictError:
                continue  # a claim may lapse; the item is someone else's then
            if choose.random() < 0.1:
                decide(session, body)  # sent twice
    engine.dispose()
    return made


def decide(session, body):
    return patient(lambda: session.decide(body)).decision.id


def patient(ask):
    """Ask as a view does: where the database is busy for too long, the same is asked again."""
    while True:
        try:
            return ask()
        except StoreError:
            time.sleep(0.1)


def check_shared(folder, told, count, overlap):
    engine = database.open_existing(folder)
    stored = decisions.history(engine, "d")
    assert sorted(d.id for d in stored) == sorted(name for name, _ in told)
    each = Counter(d.item for d in stored)
    assert set(each.values()) == {overlap} and len(each) == count
    assert len({(d.item, d.reviewer) for d in stored}) == len(stored)
    assert [q["open"] for q in queues(engine)] == [0]
    engine.dispose()


@pytest.mark.parametrize("overlap", [1, 2])
def test_threads_share_items_up_to_the_overlap(tmp_path, overlap):
    fill(tmp_path / "p", 60, overlap=overlap).dispose()
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(work, tmp_path / "p", f"r{n}", n) for n in range(4)]
        told = [one for job in jobs for one in job.result()]
    check_shared(tmp_path / "p", told, 60, overlap)


def processes(folder, count, overlap, people):
    fill(folder, count, overlap=overlap).dispose()
    with multiprocessing.get_context("spawn").Pool(people) as pool:
        told = pool.starmap(work, [(folder, f"r{n}", n) for n in range(people)])
    check_shared(folder, [one for part in told for one in part], count, overlap)


def test_two_processes_share_items(tmp_path):
    processes(tmp_path / "p", 80, 1, 2)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(("overlap", "people"), [(1, 2), (2, 3)])
def test_two_thousand_items_are_decided_up_to_the_overlap(tmp_path, overlap, people):
    processes(tmp_path / "p", 2000, overlap, people)


# -- a server that is killed -------------------------------------------------------------------


class Server:
    """A Jupyter server in a process of its own, which can be killed and started again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/workbench/api"

    def start(self) -> None:
        home = self.root.parent / "home"
        places = {"HOME": str(home), "JUPYTER_NO_CONFIG": "1"}
        for name in ("CONFIG", "DATA", "RUNTIME"):
            places[f"JUPYTER_{name}_DIR"] = str(home / name)
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyter_server",
                "--allow-root",
                "--no-browser",
                f"--ServerApp.port={self.port}",
                "--ServerApp.port_retries=0",
                f"--ServerApp.root_dir={self.root}",
                f"--IdentityProvider.token={TOKEN}",
                "--ServerApp.jpserver_extensions={'workbench.server': True}",
            ],
            env={**os.environ, **places},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


def asked(client, method, url, **content):
    """Ask until there is an answer: whatever is unclear is asked again, unchanged."""
    until = time.monotonic() + 300
    while True:
        try:
            answer = client.request(method, url, **content)
            if answer.status_code < 500:
                assert answer.status_code == 200, answer.text
                return answer.json()
        except httpx.TransportError:
            pass
        assert time.monotonic() < until, "the server did not come back"
        time.sleep(0.05)


def decide_all(server, project, kills, seed):
    """Decide every item; the server dies `kills` times at random moments. Return the ids."""
    choose = random.Random(seed)
    queue = f"{server.api}/projects/{project}/queues/q"
    headers = {"Authorization": f"token {TOKEN}"}
    acknowledged: list[str] = []
    with httpx.Client(headers=headers, timeout=60) as client:
        total = asked(client, "POST", f"{queue}/next", json={"count": 1})["progress"]["total"]
        moments = sorted(choose.sample(range(1, total - 1), kills))
        threads = []

        def restart(pause: float) -> None:
            time.sleep(pause)  # in the middle of some request
            server.kill()
            server.start()

        while items := asked(client, "POST", f"{queue}/next", json={"count": 20})["items"]:
            for item in items:
                if moments and len(acknowledged) >= moments[0]:
                    for thread in threads:
                        thread.join()
                    moments.pop(0)
                    threads.append(threading.Thread(target=restart, args=(choose.random() / 50,)))
                    threads[-1].start()
                verdict = choose.choice(VERDICTS)
                body = {"id": new_id(), "item": item["id"], "verdict": verdict}
                ack = asked(client, "POST", f"{queue}/decide", json=body)
                assert ack["decision"]["id"] == body["id"]
                acknowledged.append(body["id"])
        for thread in threads:
            thread.join()
        assert not moments and len(threads) == kills
    return acknowledged


def check_kills(tmp_path, count, kills, seed):
    engine = fill(tmp_path / "root" / "p", count)
    with Server(tmp_path / "root") as server:
        acknowledged = decide_all(server, project_id(engine), kills, seed)
    stored = decisions.history(engine, "d")
    assert [d.id for d in stored] == acknowledged  # none lost, none doubled, in order
    assert Counter(d.item for d in stored) == Counter(f"i{n}" for n in range(count))
    engine.dispose()


def test_a_server_killed_among_sixty_decisions_loses_none(tmp_path):
    check_kills(tmp_path, 60, 1, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_server_killed_three_times_among_a_thousand_decisions_loses_none(tmp_path):
    check_kills(tmp_path, 1000, 3, seed=2)
