"""Read a file by URL through fsspec: fetch it into a working copy, then read that."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from workbench.errors import InputError, WorkbenchError
from workbench.tables.options import Options
from workbench.tables.redact import plain_url
from workbench.tables.relation import Relation
from workbench.tables.scratch import scratch_folder

__all__ = ["read_url"]

BLOCK = 1 << 20


def read_url(url: str, options: Options, storage: Mapping[str, Any] | None) -> Relation:
    """Read the file at `url`, for example ``s3://bucket/table.parquet``.

    Parameters
    ----------
    url : str
        Of any protocol that fsspec knows.  A user, password or query in it is never stored.
    options : Options
        What is given rather than guessed.
    storage : mapping, optional
        Keys and endpoint for fsspec.  Never stored.

    Raises
    ------
    InputError
        If fsspec or the protocol's library is missing, or the file cannot be fetched.
    """
    from workbench.tables.files import read_file

    name = plain_url(url)
    folder = scratch_folder("remote")
    try:
        target = folder / (PurePosixPath(name).name or "table")
        _fetch(url, target, name, dict(storage or {}))
        relation = read_file(target, options, name)
        if relation.source.kind == "parquet":
            relation.remove_with(folder)
        else:
            shutil.rmtree(folder, ignore_errors=True)
        return relation
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _fetch(url: str, target: Path, name: str, storage: dict[str, Any]) -> None:
    scheme = url.split("://", 1)[0]
    try:
        import fsspec  # type: ignore[import-untyped]
    except ImportError as error:
        raise InputError(
            f"{name}: reading URLs needs fsspec; pip install 'dq-workbench[remote]'"
        ) from error
    if scheme.split("+")[0] in ("sqlite", "postgresql", "postgres", "mysql", "mssql", "oracle"):
        raise InputError(f"{name}: this is a database; say what to read with query='SELECT ...'")
    try:
        with fsspec.open(url, "rb", **storage) as file, target.open("wb") as out:
            shutil.copyfileobj(file, out, BLOCK)
    except WorkbenchError:
        raise
    except ImportError as error:
        raise InputError(
            f"{name}: {scheme}:// needs a library that is not installed; "
            "pip install 'dq-workbench[remote]'"
        ) from error
    except FileNotFoundError as error:
        raise InputError(f"{name}: there is no such file; check the address") from error
    except IsADirectoryError as error:
        raise InputError(f"{name}: this is a folder; name a file in it") from error
    except Exception as error:
        # Every protocol raises its own kinds, whose words may hold keys: only the kind is shown.
        raise InputError(
            f"{name}: the file cannot be fetched ({type(error).__name__}); check the address, "
            "the keys (storage_options=...) and the network"
        ) from None
