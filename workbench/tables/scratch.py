"""Private folders for working files, removed even where the process that made them was killed."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import psutil

__all__ = ["scratch_folder"]

MARKER = ".owner.json"
RANDOM = "?" * 8
"""What `tempfile.mkdtemp` adds: a longer prefix that starts alike is not meant."""

UNMARKED_SECONDS = 3600.0
"""Age from which a folder without a readable marker is stale: its owner died while making it."""


def scratch_folder(prefix: str) -> Path:
    """Make a folder that only this user can read, removed when the process ends.

    Folders with the same prefix, of the same user, whose process is gone are removed first.

    Parameters
    ----------
    prefix : str
        Start of the folder's name, such as ``"workbench-explore-"``.

    Returns
    -------
    Path
        The folder, with mode 0700.  Whoever is done with it early may remove it.
    """
    _remove_stale(Path(tempfile.gettempdir()), prefix)
    folder = Path(tempfile.mkdtemp(prefix=prefix))  # mkdtemp gives it mode 0700
    atexit.register(_remove_own, folder, os.getpid())
    owner = {"pid": os.getpid(), "started": psutil.Process().create_time()}
    (folder / MARKER).write_text(json.dumps(owner), encoding="utf-8")
    return folder


def _remove_own(folder: Path, pid: int) -> None:
    if os.getpid() == pid:  # a forked child also runs this, and must leave the folder alone
        shutil.rmtree(folder, ignore_errors=True)


def _remove_stale(parent: Path, prefix: str) -> None:
    for folder in parent.glob(prefix + RANDOM):
        try:
            if folder.is_symlink() or not _is_own(folder) or not _is_stale(folder):
                continue
        except OSError:  # another process has just removed it
            continue
        shutil.rmtree(folder, ignore_errors=True)


def _is_own(folder: Path) -> bool:
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def _is_stale(folder: Path) -> bool:
    """Tell whether the folder's process is gone; a reused process number does not count."""
    try:
        owner = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        process = psutil.Process(owner["pid"])
        return bool(abs(process.create_time() - owner["started"]) > 1)  # second: it is rounded
    except psutil.AccessDenied:  # it runs, as somebody else
        return False
    except psutil.NoSuchProcess:
        return True
    except (OSError, ValueError, KeyError, TypeError):
        return time.time() - folder.stat().st_mtime > UNMARKED_SECONDS
