"""What a command is: its name, arguments and function; and the arguments that many share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.project import Project
    from workbench.tables import Relation

__all__ = [
    "DATASET",
    "ESCAPE",
    "KEY",
    "PROJECT",
    "TABLE",
    "Argument",
    "Command",
    "Result",
    "argument",
    "open_existing_project",
    "read",
    "share",
]

Result = tuple[Any, str] | tuple[Any, str, int]
"""The result as JSON, as text, and the exit status where it is not 0."""

Argument = tuple[tuple[str, ...], dict[str, Any]]
"""What `argparse.ArgumentParser.add_argument` is called with."""


def argument(*names: str, **options: Any) -> Argument:
    """Return an argument of a command; see `argparse.ArgumentParser.add_argument`."""
    return names, options


@dataclass(frozen=True)
class Command:
    """A command of the command line.

    Attributes
    ----------
    name, help : str
        What it is called, and one sentence about it.
    run : callable
        Takes the parsed arguments and returns the result.
    arguments : tuple of Argument
        Its arguments beside ``--json``, in order.
    """

    name: str
    help: str
    run: Callable[[Any], Result]
    arguments: tuple[Argument, ...] = ()

    def parser(self, commands: Any) -> argparse.ArgumentParser:
        """Add the command's parser to `commands` and return it."""
        parser: argparse.ArgumentParser = commands.add_parser(
            self.name, help=self.help, description=self.help
        )
        for names, options in (*self.arguments, JSON):
            parser.add_argument(*names, **options)
        parser.set_defaults(run=self.run)
        return parser


JSON = argument("--json", action="store_true", help="print the result as JSON")
ESCAPE = argument(
    "--escape-formulas",
    action="store_true",
    help="in CSV, put an apostrophe before text that a spreadsheet would run as a formula",
)
KEY = argument("--key", help="the column that names each row once")
PROJECT = argument("project", help="the project's folder")
DATASET = (PROJECT, argument("dataset", help="the dataset's name"))
TABLE = (
    argument("table", help="a CSV, TSV, Excel, JSON, Arrow or Parquet file"),
    argument("--delimiter", help="field separator of a text file (detected by default)"),
    argument("--encoding", help="encoding of a text file (detected by default)"),
    argument("--max-cells", type=int, help="largest area of a sheet that is read, in cells"),
    argument("--max-unpacked", type=int, help="most bytes that a packed file may unpack to"),
)
"""A table to read, and how."""


def share(text: str) -> float:
    """Read a number from 0 to 1."""
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return value


def read(parsed: Any, path: str | None = None) -> Relation:
    """Read the table of a command, or another one in the same way."""
    from workbench.tables import read_table

    limits = {name: getattr(parsed, name) for name in ("max_cells", "max_unpacked")}
    return read_table(
        path or parsed.table,
        delimiter=parsed.delimiter,
        encoding=parsed.encoding,
        **{name: limit for name, limit in limits.items() if limit is not None},
    )


def open_existing_project(folder: str) -> Project:
    """Open a project; a mistyped name must not make a new one."""
    from workbench.project import open_project
    from workbench.store.database import open_existing

    open_existing(Path(folder)).dispose()
    return open_project(folder)
