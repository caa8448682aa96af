"""Immutable Parquet files named by their content.

Their pages carry checksums and their row groups are small, so that a few rows can be read, and
trusted, without reading all of a file.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from workbench.errors import InputError, StoreError
from workbench.tables.room import full_disk, is_full

__all__ = ["blob_path", "check_blob", "read_blob", "translated", "write_blob"]

ROWS_IN_GROUP = 32_768


def blob_path(folder: Path, digest: str) -> Path:
    """Return where the blob `digest` lies in the project `folder`."""
    return folder / "blobs" / digest[:2] / f"{digest}.parquet"


def write_blob(
    folder: Path,
    table: pa.Table,
    *,
    rows_in_group: int = ROWS_IN_GROUP,
    searched: list[str] | None = None,
) -> str:
    """Write `table` as Parquet and return the SHA-256 of the file, hex.

    Parameters
    ----------
    rows_in_group : int
        How many rows are read to find one.
    searched : list of str, optional
        The columns by whose least and greatest values rows are found; all by default.

    The file appears under its name only when it is whole and on disk; a process killed
    earlier leaves a ``.part`` file that nothing refers to.

    Raises
    ------
    StoreError
        If the disk is full or the folder read-only; nothing is left behind.
    """
    blobs = folder / "blobs"
    part = None
    try:
        blobs.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=blobs, suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "w+b") as file:
            pq.write_table(
                table,
                file,
                compression="zstd",
                row_group_size=rows_in_group,
                write_page_checksum=True,
                write_statistics=True if searched is None else searched,
            )
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        target = blob_path(folder, digest)
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
        _sync_folder(target.parent)
        _sync_folder(blobs)
    except pa.ArrowException as error:
        raise InputError(
            f"project {folder}: these rows cannot be stored as Parquet ({error}); "
            "turn the column into text or numbers first"
        ) from error
    except OSError as error:
        if is_full(error):
            raise full_disk(f"project {folder}", "the rows cannot be written") from error
        raise StoreError(
            f"project {folder}: the rows cannot be written ({error.strerror}); nothing was "
            "changed; free some space or make the folder writable and try again"
        ) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return digest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def translated(folder: Path, path: Path) -> Iterator[None]:
    """Turn what the system says of a missing or damaged file into a StoreError that says it."""
    try:
        yield
    except FileNotFoundError as error:
        raise StoreError(
            f"project {folder}: the rows of a version are missing ({path.name}); "
            "restore the file from a backup, or add the source again"
        ) from error
    except (OSError, pa.ArrowException) as error:
        if isinstance(error, PermissionError):
            reason = "cannot be read; make the files of the project readable"
        else:
            reason = (
                "was changed after it was written; restore the file from a backup, or add the "
                "source again"
            )
        raise StoreError(f"project {folder}: {path.name} {reason}") from error


def check_blob(folder: Path, digest: str) -> Path:
    """Return the file of the blob `digest`, once its content is known to be what its name says.

    Raises
    ------
    StoreError
        If the file is missing or its content is another.
    """
    path = blob_path(folder, digest)
    with translated(folder, path):
        with path.open("rb") as file:
            content_digest = hashlib.file_digest(file, "sha256").hexdigest()
        if content_digest != digest:
            raise OSError("another content")
    return path


def read_blob(folder: Path, digest: str) -> pa.Table:
    """Read the blob `digest`.

    Raises
    ------
    StoreError
        If the file is missing or its content is not what its name says.
    """
    return pq.read_table(check_blob(folder, digest))
