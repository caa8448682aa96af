"""The files that a column of paths names: which are looked at, and which cannot be read.

A table is not trusted: with a root given nothing outside of it is opened, links included;
addresses on the network are not fetched; only regular files are read.
"""

from __future__ import annotations

import hashlib
import io
import os
import random
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from workbench.errors import InputError

__all__ = [
    "Chosen",
    "Fetch",
    "Progress",
    "Unreadable",
    "UnreadableError",
    "choose",
    "digest_of",
    "read_all",
    "same_content",
]

LARGEST = 512 * 2**20
READERS = 4
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
DRIVE = re.compile(r"[A-Za-z]:[\\/]")

REASONS = {
    FileNotFoundError: "no such file",
    PermissionError: "no permission to read it",
    RuntimeError: "a link that leads to itself",
}

Fetch = Callable[[str], bytes]
Progress = Callable[[int, int], None]
Fact = TypeVar("Fact")


@dataclass(frozen=True)
class Unreadable:
    """A path whose file could not be described.

    Attributes
    ----------
    path : str
        As in the table.
    rows : int
        Number of rows with this path.
    reason : str
        What is wrong, for people.
    """

    path: str
    rows: int
    reason: str


@dataclass(frozen=True)
class Chosen:
    """The paths of a column.

    Attributes
    ----------
    rows, missing, distinct : int
        Number of rows, of rows without a path (null or blank), and of distinct paths.
    paths : dict of str to int
        The paths to look at, each with its rows: all, or as many as the limit, drawn.
    """

    rows: int
    missing: int
    distinct: int
    paths: dict[str, int]


class UnreadableError(Exception):
    """A file cannot be described; the text is the reason."""


def choose(paths: Sequence[str | None], limit: int, seed: int) -> Chosen:
    """Count the paths and draw at most `limit` distinct ones, each with the same chance.

    Raises
    ------
    InputError
        If `limit` is below 1, or a path is no text.
    """
    if limit < 1:
        raise InputError(f"media files: limit is {limit}; give at least 1")
    counts = Counter(paths)
    for path in counts.keys() - {None}:
        if not isinstance(path, str):
            raise InputError(
                f"media files: a path is {path!r}, a {type(path).__name__}; give text or None"
            )
    results = {path: n for path, n in counts.items() if path is not None and path.strip()}
    missing = len(paths) - sum(results.values())
    names = list(results)
    if len(names) > limit:
        names = [names[i] for i in sorted(random.Random(seed).sample(range(len(names)), limit))]
    return Chosen(len(paths), missing, len(results), {name: results[name] for name in names})


def read_all(
    chosen: Chosen,
    read: Callable[[BinaryIO], Fact],
    *,
    root: Path | None,
    fetch: Fetch | None,
    progress: Progress | None,
) -> tuple[dict[str, Fact], tuple[Unreadable, ...]]:
    """Read each chosen file; what cannot be read is listed with the reason.

    Raises
    ------
    InputError
        If `root` is no folder.
    """
    if root is not None:
        if not Path(root).is_dir():
            raise InputError(f"media files: the root {str(root)!r} is no folder")
        root = Path(root).resolve()

    def read_one(path: str) -> Fact | str:
        try:
            with _opened(path, root, fetch) as file:
                return read(file)
        except UnreadableError as error:
            return str(error)

    results: dict[str, Fact] = {}
    unreadable = []
    with ThreadPoolExecutor(READERS) as pool:
        try:
            for done, (path, result) in enumerate(
                zip(chosen.paths, pool.map(read_one, chosen.paths), strict=True), 1
            ):
                if isinstance(result, str):
                    unreadable.append(Unreadable(path, chosen.paths[path], result))
                else:
                    results[path] = result
                if progress is not None:
                    progress(done, len(chosen.paths))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return results, tuple(unreadable)


@contextmanager
def _opened(path: str, root: Path | None, fetch: Fetch | None) -> Iterator[BinaryIO]:
    if ADDRESS.match(path) and not DRIVE.match(path):
        if fetch is None:
            raise UnreadableError("an address: not fetched unless a function to fetch is given")
        try:
            content = fetch(path)
        except Exception as error:  # whatever the caller's function raises
            raise UnreadableError(f"not fetched: {type(error).__name__}: {error}") from error
        yield io.BytesIO(content)
        return
    try:
        position = _place(path, root)
        facts = position.stat()
        if not stat.S_ISREG(facts.st_mode):
            kind = "a folder" if stat.S_ISDIR(facts.st_mode) else "no regular file"
            raise UnreadableError(f"{kind}, not a file")
        if facts.st_size == 0:
            raise UnreadableError("the file is empty (0 bytes)")
        if facts.st_size > LARGEST:
            raise UnreadableError(f"larger than {LARGEST >> 20} MB: not read")
        file = position.open("rb")
    except (OSError, RuntimeError, ValueError) as error:
        raise UnreadableError(_reason(error)) from error
    with file:
        yield file


def _place(path: str, root: Path | None) -> Path:
    if root is None:
        return Path(path)
    target = (root / path).resolve()
    if not target.is_relative_to(root):
        raise UnreadableError("outside the root folder: not opened")
    return target


def _reason(error: Exception) -> str:
    known = next((text for kind, text in REASONS.items() if isinstance(error, kind)), None)
    number = getattr(error, "errno", None)
    return known or (f"no valid path: {error}" if number is None else os.strerror(number).lower())


def digest_of(file: BinaryIO) -> tuple[str, int]:
    """Return the BLAKE2b digest (128 bits, hexadecimal) and size in bytes; then rewind the file."""
    digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))  # type: ignore[arg-type]
    size = file.tell()
    file.seek(0)
    return digest.hexdigest(), size


def same_content(digests: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of two and more paths with the same digest, the largest first."""
    groups: dict[str, list[str]] = {}
    for path, digest in digests.items():
        groups.setdefault(digest, []).append(path)
    repeated = [tuple(sorted(group)) for group in groups.values() if len(group) > 1]
    return tuple(sorted(repeated, key=lambda group: (-len(group), group)))
