"""Unpack a compressed file into a working copy."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
import zlib
from pathlib import Path
from typing import Any

from workbench.errors import InputError

__all__ = ["PACKED", "check_archive", "unpack"]

PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
BLOCK = 1 << 20
DENSE = 100
"""How many times its size a packed file may unpack to, however large it is.

gzip packs a table of numbers, names and dates 3 to 10 times and a log of like lines 30 times; only
a file that says next to nothing comes near gzip's own limit of 1,032 times.
"""


def unpack(path: Path, folder: Path, name: str, most: int) -> Path:
    """Write the content of a packed file into `folder` and return its path.

    Parameters
    ----------
    path, folder : Path
        The file, and where its content goes.
    name : str
        What to call it in errors.
    most : int
        How many bytes are written at most where the file unpacks to over 100 times its size.

    Raises
    ------
    InputError
        If the file is damaged or unpacks to too much, or a zip file has not exactly one member or
        a password.
    """
    suffix = path.suffix.lower()
    inner = Path(path.stem).name
    try:
        if suffix == ".zip":
            return _unzip(path, folder, name, most)
        target = folder / f"unpacked{Path(inner).suffix}"
        with _open(path, suffix) as file:
            _write(file, target, path, name, most)
    except (
        gzip.BadGzipFile,
        EOFError,
        lzma.LZMAError,
        zlib.error,
        zipfile.BadZipFile,
        OSError,
    ) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        kind = {".gz": "gzip", ".zst": "zstd"}.get(suffix, suffix[1:])
        raise InputError(f"{name}: the {kind} file is damaged or truncated") from error
    return target


def _open(path: Path, suffix: str) -> Any:
    openers: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
    if suffix in openers:
        return openers[suffix](path, "rb")
    import pyarrow as pa

    return pa.CompressedInputStream(pa.OSFile(str(path), "rb"), "zstd")


def _unzip(path: Path, folder: Path, name: str, most: int) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = [
            info
            for info in archive.infolist()
            if not info.is_dir() and not info.filename.startswith("__MACOSX/")
        ]
        if len(members) != 1:
            listed = ", ".join(repr(info.filename) for info in members[:5]) or "none"
            raise InputError(
                f"{name}: the zip file contains {len(members)} files ({listed}); "
                "unpack it and read one of them"
            )
        if members[0].flag_bits & 1:
            raise InputError(f"{name}: the zip file needs a password; unpack it first")
        target = folder / f"unpacked{Path(members[0].filename).suffix}"
        with archive.open(members[0]) as file:
            _write(file, target, path, name, most)
    return target


def _write(file: Any, target: Path, path: Path, name: str, most: int) -> None:
    """Copy what a packed file gives, as long as it is not far more than the file can mean."""
    written = 0
    with target.open("wb") as out:
        while block := file.read(BLOCK):
            written += len(block)
            _check_size(written, path, name, most)
            out.write(block)


def check_archive(path: Path, name: str, most: int) -> None:
    """Refuse a workbook whose parts unpack to far more than the file can mean.

    Raises
    ------
    InputError
        If it does.  A file that is no archive passes.
    """
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(info.file_size for info in archive.infolist())
        _check_size(size, path, name, most)


def _check_size(unpacked: int, path: Path, name: str, most: int) -> None:
    packed = path.stat().st_size
    limit = max(most, DENSE * packed)
    if unpacked > limit:
        raise InputError(
            f"{name}: the file unpacks to more than {limit:,} bytes, over "
            f"{unpacked // packed:,} times its size",
            f"check what it is, or set {{max_unpacked={4 * limit}}} if there is room for it",
        )
