"""Unpack a compressed file into a working copy."""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import Any

from workbench.errors import InputError

__all__ = ["PACKED", "unpack"]

PACKED = (".gz", ".bz2", ".xz", ".zst", ".zip")
BLOCK = 1 << 20


def unpack(path: Path, folder: Path, name: str) -> Path:
    """Write the content of a packed file into `folder` and return its path.

    Raises
    ------
    InputError
        If the file is damaged, or a zip file has not exactly one member or a password.
    """
    suffix = path.suffix.lower()
    inner = Path(path.stem).name
    try:
        if suffix == ".zip":
            return _unzip(path, folder, name)
        target = folder / f"unpacked{Path(inner).suffix}"
        with _open(path, suffix) as file, target.open("wb") as out:
            shutil.copyfileobj(file, out, BLOCK)
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


def _unzip(path: Path, folder: Path, name: str) -> Path:
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
        with archive.open(members[0]) as file, target.open("wb") as out:
            shutil.copyfileobj(file, out, BLOCK)
    return target
