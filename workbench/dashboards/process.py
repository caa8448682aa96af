"""The process that serves the review page: its settings come in on standard input."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from tornado.ioloop import IOLoop
from tornado.iostream import StreamClosedError
from tornado.netutil import bind_sockets

from workbench.dashboards.app import make_app
from workbench.errors import InputError, WorkbenchError
from workbench.server.projects import OneProject

__all__ = ["main", "run"]

PORTS_TRIED = 50


def run(
    folder: Path,
    *,
    queue: str | None,
    port: int,
    address: str,
    on_ready: Callable[[int], None],
    watch: Callable[[IOLoop], None] | None = None,
) -> None:
    """Serve the page until the process is interrupted or asked to end.

    Parameters
    ----------
    on_ready : callable
        Called with the port once requests are answered.
    watch : callable, optional
        Called with the event loop at the same time.

    Raises
    ------
    InputError
        If neither the port nor one of the next is available.
    """
    for name in ("tornado.application", "tornado.general", "asyncio"):
        logging.getLogger(name).addFilter(_not_gone)
    projects = OneProject(folder, None if queue is None else [queue])
    sockets = bind(port, address)
    taken = int(sockets[0].getsockname()[1])
    asyncio.set_event_loop(asyncio.new_event_loop())

    def ready() -> None:
        on_ready(taken)
        if watch is not None:
            watch(IOLoop.current())

    make_app(projects, sockets, address=address, on_ready=ready).start()


def _not_gone(record: logging.LogRecord) -> bool:
    """Pass all records but those of visitors who closed the page while it was being sent."""
    return not (record.exc_info and isinstance(record.exc_info[1], StreamClosedError))


def bind(port: int, address: str) -> list[socket.socket]:
    """Bind `port`, or the next free one."""
    problem: OSError | None = None
    for candidate in range(port, min(port + PORTS_TRIED, 65536)) if port else [0]:
        try:
            return bind_sockets(candidate, address)
        except OSError as error:
            problem = error
    raise InputError(
        f"port {port} and the next {PORTS_TRIED} are not available on {address} "
        f"({problem}); choose another port"
    )


def main() -> None:
    """Read the settings from standard input, and end when that closes: the caller is gone then."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    settings = json.loads(sys.stdin.readline())

    def wait_for_end(loop: IOLoop) -> None:
        sys.stdin.read()
        loop.add_callback(loop.stop)

    def watch(loop: IOLoop) -> None:
        threading.Thread(target=wait_for_end, args=(loop,), daemon=True).start()

    def ready(port: int) -> None:
        print(json.dumps({"port": port}), flush=True)

    try:
        run(
            Path(settings["folder"]),
            queue=settings["queue"],
            port=settings["port"],
            address=settings["address"],
            on_ready=ready,
            watch=watch,
        )
    except WorkbenchError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from error


if __name__ == "__main__":
    main()
