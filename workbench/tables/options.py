"""What the user said about a source, and what a reader of files is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import duckdb

from workbench.errors import InputError
from workbench.types import Json

__all__ = ["MAX_CELLS", "MAX_UNPACKED", "Asked", "Options", "Reader", "Task"]

MAX_CELLS = 50_000_000
"""Cells of a sheet that are read, empty ones among them: 42 bytes each were measured, so 2 GB."""
MAX_UNPACKED = 256 << 20
"""Bytes up to which any packed file is unpacked: a quarter of a small machine's 1 GB to spare."""


@dataclass(frozen=True)
class Asked:
    """What the user said about a text file; None where it is to be found out."""

    delimiter: str | None = None
    quote: str | None = None
    escape: str | None = None
    encoding: str | None = None
    header: bool | int | tuple[int, ...] | None = None
    skip: int | None = None
    comment: str | None = None
    footer: int | None = None
    ragged: Literal["refuse", "pad"] | None = None
    names: Literal["refuse", "number"] = "number"
    all_text: bool = False

    def check(self) -> None:
        """Raise InputError where an option has no sense."""
        for name in ("delimiter", "quote", "escape"):
            sign = getattr(self, name)
            if sign is None or (sign == "" and name != "delimiter"):
                continue
            if len(sign) != 1 or sign in "\n\r" or (name == "delimiter" and sign == '"'):
                raise InputError(f"{name} {sign!r}: give one character, for example ',' or '\\t'")
        if self.ragged not in (None, "refuse", "pad"):
            raise InputError(f"ragged {self.ragged!r}: give 'refuse' or 'pad'")
        if self.names not in ("refuse", "number"):
            raise InputError(f"names {self.names!r}: give 'refuse' or 'number'")
        for name in ("skip", "footer"):
            count = getattr(self, name)
            if count is not None and count < 0:
                raise InputError(f"{name} {count}: give a number of lines, 0 or more")


@dataclass(frozen=True)
class Options:
    """The options of `read_table` that concern files."""

    text: Asked = field(default_factory=Asked)
    sheet: str | int | None = None
    flatten: bool = False
    max_cells: int = MAX_CELLS
    max_unpacked: int = MAX_UNPACKED


@dataclass(frozen=True)
class Task:
    """One file to load.

    Attributes
    ----------
    path : Path
        The file, unpacked.
    name : str
        What to call it in errors and provenance: the path as given, never a credential.
    folder : Path
        For working copies; lives as long as the relation.
    connection : duckdb.DuckDBPyConnection
        Receives the table or view ``data``.
    options : Options
        What is given rather than guessed.
    """

    path: Path
    name: str
    folder: Path
    connection: duckdb.DuckDBPyConnection
    options: Options


Reader = Callable[[Task], Json]
"""Makes ``data`` in the task's connection and returns what was guessed."""
