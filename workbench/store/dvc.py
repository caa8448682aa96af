"""Write a version as a Parquet file and the ``.dvc`` file that DVC would write for it.

The format is that of DVC 3 (``hash: md5`` of the bytes); DVC itself is not needed.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

from workbench.errors import InputError, StoreError
from workbench.store.records import VersionRecord
from workbench.tables.writing import replacing, write_text

__all__ = ["check_dvc", "write_dvc"]


def write_dvc(blob: Path, folder: Path, made: VersionRecord) -> Path:
    """Copy a version's file into `folder` with a ``.dvc`` file beside it, and return that.

    The data file is named after the dataset and stands in ``.gitignore``; the ``.dvc`` file is
    written last, so that it never points to half a file.

    Raises
    ------
    InputError
        If the folder is a file, or cannot be written.
    StoreError
        If the disk is full.  Whatever goes wrong, an earlier export there is still whole.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: this is a file; name a folder")
    name = (re.sub(r"[^\w.-]", "_", made.dataset).strip(".") or "dataset") + ".parquet"
    pointer = folder / f"{name}.dvc"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with replacing(folder / name) as part:
            shutil.copyfile(blob, part)
            with part.open("rb") as file:
                md5 = hashlib.file_digest(file, "md5").hexdigest()
            size = part.stat().st_size
        _ignore(folder / ".gitignore", f"/{name}")
        write_text(pointer, _told(name, md5, size, made))
    except OSError as error:
        raise StoreError(
            f"{folder}: the version cannot be written ({error.strerror}); "
            "free some space or choose a folder you may write to"
        ) from error
    return pointer


def _told(name: str, md5: str, size: int, made: VersionRecord) -> str:
    # JSON strings are YAML strings: whatever the dataset is called, it stays one value.
    meta = {
        "dataset": made.dataset, "version": made.id, "recipe": made.recipe_digest,
        "author": made.author, "time": made.time.isoformat(), "sha256": made.blob,
    }  # fmt: skip
    lines = [f"  {key}: {json.dumps(value)}" for key, value in meta.items()]
    outs = [f"- md5: {md5}", f"  size: {size}", "  hash: md5", f"  path: {json.dumps(name)}"]
    return "\n".join(["outs:", *outs, "meta:", *lines]) + "\n"


def _ignore(path: Path, line: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    if line not in lines:
        write_text(path, "\n".join([*lines, line]) + "\n")


def check_dvc(pointer: Path) -> str | None:
    """Say in words what is wrong with the file that a ``.dvc`` file points to; None if nothing."""
    text = pointer.read_text(encoding="utf-8", errors="replace")
    found = {
        key: re.search(rf"^[- ]+{key}: (.+)$", text, re.MULTILINE)
        for key in ("md5", "size", "path")
    }
    if any(match is None for match in found.values()):
        return "it does not say md5, size and path"
    md5, size, name = (match[1].strip() for match in found.values() if match is not None)
    target = pointer.parent / Path(name.strip('"')).name
    if not target.is_file():
        return f"{target.name} is missing"
    if str(target.stat().st_size) != size:
        return f"{target.name} has {target.stat().st_size:,} bytes, it had {int(size):,}"
    with target.open("rb") as file:
        now = hashlib.file_digest(file, "md5").hexdigest()
    return (
        None if now == md5 else f"the content of {target.name} was changed (md5 {now}, not {md5})"
    )
