"""Publish review queues: start the page, hand out one link a reviewer, stop it."""

from __future__ import annotations

import atexit
import getpass
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from workbench.errors import InputError, NotFoundError, WorkbenchError
from workbench.queues.queues import queues
from workbench.store import database
from workbench.store.reviewers import add_reviewer
from workbench.types import Json

__all__ = ["Published", "publish", "serve", "start"]

ADDRESS = "127.0.0.1"
START_SECONDS = 60.0

_RUNNING: list[Published] = []
"""Keeps pages alive that nobody holds on to: they end with the process, not before."""


@dataclass(eq=False)
class Published:
    """A review page that is being served by a process of its own.

    It ends with `stop`, at the end of a ``with`` block, or with the process that started it.

    Attributes
    ----------
    url : str
        Where the page is.
    links : dict of str to str
        A link for each reviewer; whoever has it may decide in that name.
    pid : int
        The server's process.
    log : Path
        What the server reports.
    note : str
        What differs from what was asked for, such as another port; mostly empty.
    """

    url: str
    links: dict[str, str] = field(repr=False)  # a saved notebook must not hold tokens
    pid: int
    log: Path
    note: str = ""
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def stop(self) -> None:
        """End the server and its kernels; the links stop working.  Twice does no harm."""
        process, self._process = self._process, None
        if process is None:
            return
        _RUNNING.remove(self)
        if process.stdin is not None:
            process.stdin.close()  # the server stops when this pipe ends
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
        self.log.unlink(missing_ok=True)

    def __enter__(self) -> Published:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()


def start(
    project_folder: Path | str,
    *,
    queue: str | None = None,
    port: int = 8866,
    reviewers: Sequence[str] = (),
    address: str = ADDRESS,
) -> Published:
    """Serve the review page from a process of its own and return at once.

    Parameters
    ----------
    project_folder : path
        Folder of the project.
    queue : str, optional
        The queue to publish; without it all queues of the project.
    port : int
        Where to listen; if it is taken, the next free one (`Published.note` says so).
        0 takes any.
    reviewers : sequence of str
        Who may sign in; without names, the operating system's user.  Each gets a new
        link; links handed out to them before stop working.
    address : str
        The network address to listen at.  Any but this machine's own sends tokens and
        data in the clear: put a proxy with TLS in front.

    Raises
    ------
    NotFoundError
        If there is no such project or queue.
    InputError
        If a reviewer's name or the port cannot be used.
    WorkbenchError
        If the page does not start; the message holds the end of its log.
    """
    folder, links = _prepare(Path(project_folder), queue, reviewers, port)
    log = tempfile.NamedTemporaryFile(  # noqa: SIM115 (it outlives this function)
        "w", prefix="workbench-page-", suffix=".log", delete=False
    )
    with log:
        process = subprocess.Popen(
            # -P: a stray voila.py in the current folder must not be taken for the library.
            [sys.executable, "-P", "-m", "workbench.dashboards.process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,  # Ctrl-C in the terminal is for the caller to handle
        )
    assert process.stdin is not None and process.stdout is not None
    published = Published("", {}, process.pid, Path(log.name), _process=process)
    _RUNNING.append(published)
    settings = {"folder": str(folder), "queue": queue, "port": port, "address": address}
    try:
        process.stdin.write(json.dumps(settings) + "\n")
        process.stdin.flush()
        ready = _answer(process.stdout)
    except BrokenPipeError:
        ready = None
    except BaseException:
        published.stop()
        raise
    if ready is None:
        tail = Path(log.name).read_text(errors="replace").strip().splitlines()
        published.stop()
        raise WorkbenchError(
            "the review page did not start: "
            f"{tail[-1] if tail else f'no answer within {START_SECONDS:.0f} s'}"
        )
    published.url, published.note = _location(address, port, ready["port"])
    published.links = {name: f"{published.url}login?token={links[name]}" for name in links}
    return published


@atexit.register
def _stop_all() -> None:
    for published in list(_RUNNING):
        published.stop()


def publish(
    project_folder: Path | str,
    *,
    queue: str | None = None,
    port: int = 8866,
    reviewers: Sequence[str] = (),
    address: str = ADDRESS,
) -> Published:
    """Serve the review page as `start` does, and print the links."""
    published = start(project_folder, queue=queue, port=port, reviewers=reviewers, address=address)
    print(_describe(published.links, published.note, address))
    return published


def serve(
    project_folder: Path | str,
    *,
    queue: str | None = None,
    port: int = 8866,
    reviewers: Sequence[str] = (),
    address: str = ADDRESS,
) -> None:
    """Print the links and serve the review page in this process until it is interrupted.

    Takes and raises what `start` does.
    """
    from workbench.dashboards.process import run

    folder, tokens = _prepare(Path(project_folder), queue, reviewers, port)

    def ready(taken: int) -> None:
        url, note = _location(address, port, taken)
        links = {name: f"{url}login?token={token}" for name, token in tokens.items()}
        print(_describe(links, note, address), "Stop with Ctrl-C.", sep="\n", flush=True)

    run(folder, queue=queue, port=port, address=address, on_ready=ready)


def _prepare(
    folder: Path, queue: str | None, reviewers: Sequence[str], port: int
) -> tuple[Path, dict[str, str]]:
    if not 0 <= port <= 65535:
        raise InputError(f"port {port}: give a number from 0 to 65535")
    if isinstance(reviewers, str):
        raise InputError(f"reviewers is a string, {reviewers!r}; give a list of names")
    folder = folder.resolve()
    engine = database.open_existing(folder)
    names = [entry["name"] for entry in queues(engine)]
    if queue is not None and queue not in names:
        known = ", ".join(repr(name) for name in names) or "none"
        raise NotFoundError(f"queue {queue!r}: there is no such queue in {folder}; it has {known}")
    wanted = list(dict.fromkeys(reviewers)) or [getpass.getuser()]
    return folder, {name: add_reviewer(engine, name) for name in wanted}


def _answer(stream: IO[str]) -> Json | None:
    """Wait for the server's one line, not for ever."""
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.append(stream.readline()), daemon=True)
    reader.start()
    reader.join(START_SECONDS)
    answer: Json | None = json.loads(lines[0]) if lines and lines[0].strip() else None
    return answer


def _location(address: str, asked: int, taken: int) -> tuple[str, str]:
    name = socket.gethostname() if address in ("", "0.0.0.0", "::") else address
    host = f"[{name}]" if ":" in name else name
    note = "" if asked in (0, taken) else f"Port {asked} is in use; the page is on port {taken}."
    return f"http://{host}:{taken}/", note


def _describe(links: dict[str, str], note: str, address: str) -> str:
    lines = [note] if note else []
    if address not in ("127.0.0.1", "::1", "localhost"):
        lines.append(
            f"WARNING: the page listens on {address} without TLS, so tokens and data can be "
            "intercepted. Put a proxy with TLS in front of it."
        )
    lines.append("Send each reviewer their own link; it signs them in:")
    width = max(len(name) for name in links)
    lines += [f"  {name.ljust(width)}  {link}" for name, link in links.items()]
    return os.linesep.join(lines)
