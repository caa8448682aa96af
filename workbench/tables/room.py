"""A full disk is called a full disk, whichever library met it."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from workbench.errors import InputError, StoreError

__all__ = ["full_disk", "is_full", "translated"]

FULL = (errno.ENOSPC, errno.EDQUOT)
WORDS = (
    "no space left",
    "disk quota exceeded",
    "disk full",
    "disk is full",
    "not enough space",
    "max_temp_directory_size",
)
"""How DuckDB, Arrow, SQLite and Windows say it: their errors carry no number."""


def is_full(error: BaseException | None) -> bool:
    """Whether an error, or one that led to it, says that there is no more room on the disk."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if any(words in str(error).lower() for words in WORDS):
            return True
        error = error.__cause__
    return False


def full_disk(where: str, what: str = "working files cannot be written") -> StoreError:
    """Return the error to raise for a full disk."""
    return StoreError(
        f"{where}: the disk is full, so {what}; nothing was changed",
        f"free some space and try again (working files are in {tempfile.gettempdir()})",
    )


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Turn what DuckDB says of values that it cannot give, or of a full disk, into one sentence."""
    try:
        yield
    except (duckdb.ConversionException, duckdb.OutOfRangeException) as error:
        first = str(error).strip().splitlines()[0]
        raise InputError(
            f"{where}: a value is outside of what its type holds ({first})",
            "turn the column into text where it comes from",
        ) from error
    except (duckdb.Error, OSError) as error:
        if is_full(error):
            raise full_disk(where) from error
        raise
