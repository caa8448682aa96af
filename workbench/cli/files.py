"""Files that commands write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import InputError

__all__ = ["to_be_written", "write_text"]


@contextmanager
def to_be_written(path: str) -> Iterator[None]:
    """Turn what the system says of a file that cannot be written into an InputError."""
    try:
        yield
    except OSError as error:
        raise InputError(f"{path}: the file cannot be written ({error.strerror})") from error


def write_text(path: str, text: str) -> None:
    """Write a text file; half of a surrogate pair becomes an escape."""
    with to_be_written(path):
        Path(path).write_text(text, encoding="utf-8", errors="backslashreplace")
