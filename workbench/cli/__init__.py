"""The same verbs on the command line.

Every command takes ``--json``.  A problem is reported in one line on standard error and ends with
status 2; nothing is half-written.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import warnings
from collections.abc import Sequence

from workbench.cli import cleaning, finding, lineage, people, profiles, projects
from workbench.errors import WorkbenchError

__all__ = ["build_parser", "main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status.

    0 is success, 2 a problem with the input or project, 130 an interrupt, 1 a defect of ours.
    """
    parsed = build_parser().parse_args(arguments)
    try:
        with warnings.catch_warnings(record=True) as notes:
            warnings.simplefilter("default", UserWarning)
            result = parsed.run(parsed)
        for note in notes:  # without the line of code that it comes from
            print(f"workbench: note: {note.message}", file=sys.stderr)
        if parsed.json:
            print(json.dumps(result[0], default=str, ensure_ascii=False), flush=True)
        elif result[1]:
            print(result[1], flush=True)
    except WorkbenchError as error:
        print(f"workbench: {error.on_command_line()}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # Such as a full disk behind the standard output.
        print(f"workbench: {error.strerror or error}; nothing was changed", file=sys.stderr)
        return 2
    except Exception as error:
        if "interrupt" in str(error).lower() and isinstance(error, RuntimeError):
            return _interrupted()  # DuckDB's way of passing Ctrl-C on
        if os.environ.get("WORKBENCH_DEBUG"):
            raise
        first = (str(error).splitlines() or [""])[0]
        print(
            f"workbench: unexpected {type(error).__name__}: {first}; this is a defect of the "
            "workbench, please report it (WORKBENCH_DEBUG=1 shows where it is)",
            file=sys.stderr,
        )
        return 1
    return int(result[2]) if len(result) > 2 else 0


def _interrupted() -> int:
    print("workbench: interrupted; nothing was left half-written", file=sys.stderr)
    return 130


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with all commands."""
    from workbench import __version__

    parser = argparse.ArgumentParser(
        prog="workbench", description="Find what is wrong with a table and turn each fix into code."
    )
    parser.add_argument("--version", action="version", version=f"workbench {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (profiles, finding, cleaning, people, projects, lineage):
        for command in module.COMMANDS:
            command.parser(commands)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
