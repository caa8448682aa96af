"""A Jupyter application of its own for a test: JupyterLab, Notebook or Voila in a folder."""

from __future__ import annotations

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

import nbformat

SECONDS = 180
MODULES = {"lab": "jupyterlab", "notebook": "notebook", "voila": "voila"}


class Jupyter:
    """A running application; it ends with the ``with`` block.

    Parameters
    ----------
    app : {"lab", "notebook", "voila"}
        What is started.
    root : Path
        The folder that it serves.
    home : Path
        A folder for its settings and its log.
    python : str
        The interpreter that has it installed.
    """

    def __init__(self, app: str, root: Path, home: Path, *, python: str = sys.executable) -> None:
        self.app, self.root, self.home, self.python = app, root, home, python
        self.token = secrets.token_hex(16)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Jupyter:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, notebook: str) -> str:
        """Return where a notebook is shown."""
        where = {"lab": "lab/tree", "notebook": "notebooks", "voila": "voila/render"}[self.app]
        return f"{self.address}/{where}/{quote(notebook)}?token={self.token}"

    def start(self) -> None:
        """Start it, or start it again at the same address, and wait until it answers."""
        command = [
            *[self.python, "-m", MODULES[self.app], "--no-browser"],
            *([str(self.root)] if self.app == "voila" else ["--allow-root"]),
            *(self._voila() if self.app == "voila" else self._server()),
        ]
        places = {
            "JUPYTER_CONFIG_DIR": self.home / "config",
            "JUPYTERLAB_SETTINGS_DIR": self.home / "settings",
            "JUPYTERLAB_WORKSPACES_DIR": self.home / "workspaces",
            "JUPYTER_RUNTIME_DIR": self.home / "runtime",
            "IPYTHONDIR": self.home / "ipython",
        }
        quiet = self.home / "settings" / "@jupyterlab" / "apputils-extension"
        quiet.mkdir(parents=True, exist_ok=True)
        (quiet / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
        environment = {**os.environ, **{name: str(path) for name, path in places.items()}}
        with (self.home / f"{self.app}.log").open("a") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, env=environment, cwd=self.home
            )
        ready = "voila/static" if self.app == "voila" else f"api?token={self.token}"
        wait_for(f"{self.address}/{ready}", self.process)

    def _server(self) -> list[str]:
        return [
            "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}",
            "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={self.root}",
            f"--IdentityProvider.token={self.token}",
            "--LabApp.extension_manager=readonly",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        ]

    def _voila(self) -> list[str]:
        return [f"--port={self.port}", "--Voila.ip=127.0.0.1"]

    def kill(self) -> None:
        """End it at once, as a crash would; its kernels live on."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it and its kernels."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
        self.kill_kernels()

    def kernels(self) -> list[int]:
        """Return the processes of its kernels."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            try:
                command = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if "ipykernel_launcher" in command and str(self.home) in command:
                found.append(int(entry.name))
        return found

    def kill_kernels(self) -> None:
        """End all of its kernels at once, as a crash would."""
        for kernel in self.kernels():
            os.kill(kernel, signal.SIGKILL)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until a server answers at an address, in whatever way."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


def write_notebook(path: Path, cells: list[str]) -> None:
    """Write a notebook of code cells."""
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(made, path)


PROMPT = """document.querySelectorAll('.jp-Notebook .jp-CodeCell')[number]
  ?.querySelector('.jp-InputPrompt')?.textContent ?? ''"""


def run_cell(page: Any, number: int) -> None:
    """Run a cell of the open notebook, counted from 0, and wait until it has run."""
    for _ in range(3):
        start_cell(page, number)
        page.wait_for_timeout(500)
        if page.evaluate(f"number => /\\[[*\\d]/.test({PROMPT})", number):
            break  # else the kernel was not connected yet, and nothing was run
    page.wait_for_function(f"number => /\\[\\d+\\]/.test({PROMPT})", arg=number)


def start_cell(page: Any, number: int) -> None:
    """Run a cell of the open notebook and do not wait."""
    page.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".cm-content").click()
    page.keyboard.press("Control+Enter")


LEFTOVER = re.compile("kernel|connection|server", re.IGNORECASE)


def dismiss_leftovers(page: Any) -> None:
    """Close whatever JupyterLab says of a lost kernel or server, whenever it comes up.

    A dialog of an earlier step would catch the clicks of a later one.
    """
    lost = page.locator(".jp-Dialog").filter(
        has=page.locator(".jp-Dialog-header", has_text=LEFTOVER)
    )

    def close(dialog: Any) -> None:
        buttons = dialog.last.locator("button.jp-Dialog-button")
        rejecting = dialog.last.locator("button.jp-mod-reject")
        (rejecting if rejecting.count() else buttons).last.click()

    page.add_locator_handler(lost, close)


def kernel_ready(page: Any) -> None:
    """Wait until the notebook's kernel is idle."""
    page.wait_for_selector('.jp-Notebook-ExecutionIndicator[data-status="idle"]', timeout=300_000)
    page.wait_for_timeout(1000)
