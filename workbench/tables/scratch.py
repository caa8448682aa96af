"""Folders for working files: private to the process, and gone after it, even a killed one."""

from __future__ import annotations

import atexit
import hashlib
import os
import re
import shutil
import socket
import stat
import tempfile
from functools import cache
from pathlib import Path

__all__ = ["is_running", "remove_left_behind", "scratch_folder"]

_HOST = hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]
"""Process numbers mean something on one machine only, and temporary folders may be shared."""
_NAME = re.compile(rf"workbench-{_HOST}-(\d+)-.*")


def scratch_folder(purpose: str) -> Path:
    """Make a folder for working files that no other user can read.

    It is removed when the process ends at the latest.  What a killed process left behind is removed
    by the next one that makes such a folder.

    Parameters
    ----------
    purpose : str
        A word for its name.
    """
    _tidy_once()
    return Path(tempfile.mkdtemp(prefix=f"workbench-{_HOST}-{os.getpid()}-{purpose}-"))


@cache
def _tidy_once() -> None:
    remove_left_behind()
    atexit.register(remove_left_behind, of_this_process=True)


def remove_left_behind(*, of_this_process: bool = False) -> None:
    """Remove the folders of processes that are no more; only one's own, on this machine."""
    for path in Path(tempfile.gettempdir()).glob(f"workbench-{_HOST}-*"):
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        pid = int(match[1])
        gone = pid == os.getpid() if of_this_process else not is_running(pid)
        if gone and _is_own_folder(path):
            shutil.rmtree(path, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether a process of this machine is running, as far as can be told."""
    if os.name != "posix":
        return True  # there a signal of 0 would end the process
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        pass
    return True


def _is_own_folder(path: Path) -> bool:
    """Whether it is a folder of this user, and no link to one."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and status.st_uid == getattr(os, "getuid", lambda: 0)()
