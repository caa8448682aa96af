"""Immutable Parquet files named by their content."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import InputError, StoreError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["blob_path", "read_blob", "write_blob"]


def blob_path(folder: Path, digest: str) -> Path:
    """Return where the blob `digest` lies in the project `folder`."""
    return folder / "blobs" / digest[:2] / f"{digest}.parquet"


def write_blob(folder: Path, table: pa.Table) -> str:
    """Write `table` as Parquet and return the SHA-256 of the file, hex.

    The file appears under its name only when it is whole and on disk; a process killed
    earlier leaves a ``.part`` file that nothing refers to.

    Raises
    ------
    StoreError
        If the disk is full or the folder read-only; nothing is left behind.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    blobs = folder / "blobs"
    part = None
    try:
        blobs.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(dir=blobs, suffix=".part")
        part = Path(name)
        with os.fdopen(handle, "w+b") as file:
            pq.write_table(table, file, compression="zstd")
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
        _forget(part)
        raise InputError(
            f"project {folder}: these rows cannot be stored as Parquet ({error}); "
            "turn the column into text or numbers first"
        ) from error
    except OSError as error:
        _forget(part)
        raise StoreError(
            f"project {folder}: the rows cannot be written ({error.strerror}); nothing was "
            "changed; free some space or make the folder writable and try again"
        ) from error
    return digest


def _forget(part: Path | None) -> None:
    if part is not None:
        part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_blob(folder: Path, digest: str) -> pa.Table:
    """Read the blob `digest`.

    Raises
    ------
    StoreError
        If the file is missing or its content is not what its name says.
    """
    import pyarrow.parquet as pq

    path = blob_path(folder, digest)
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise StoreError(
            f"project {folder}: the rows of a version are missing ({path.name}); "
            "restore the file from a backup, or add the source again"
        ) from error
    if found != digest:
        raise StoreError(
            f"project {folder}: {path.name} was changed after it was written; "
            "restore the file from a backup, or add the source again"
        )
    return pq.read_table(path)
