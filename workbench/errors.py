"""One tree of exceptions: every error a user can meet says what, where and what to do.

The command line prints `WorkbenchError.on_command_line` on one line and exits with status 2; the
server turns ``str(error)`` into status and JSON.  Anything else that escapes is a defect.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

__all__ = [
    "ConflictError",
    "InputError",
    "MissingColumnError",
    "NotFoundError",
    "PermissionDeniedError",
    "RuleError",
    "StoreError",
    "WorkbenchError",
]


_OPTION = re.compile(r"\{(\w+)(?:=([^}]*))?\}")


def _in_python(name: str, value: str) -> str:
    return f"{name}={value if value.isdecimal() else repr(value)}" if value else name


class WorkbenchError(Exception):
    """Base of all errors that the workbench raises on purpose.

    Parameters
    ----------
    problem : str
        What is wrong, and where.
    advice : str
        What to do, with options in braces: ``"set {encoding=utf-16}"`` reads ``set
        encoding='utf-16'`` in Python and ``set --encoding utf-16`` on the command line.

    Attributes
    ----------
    status : int
        The HTTP status that the server answers with.
    """

    status: int = 500

    def __init__(self, problem: str, advice: str = "") -> None:
        self.problem, self.advice = problem, advice
        super().__init__(self._text(_in_python))

    def on_command_line(self) -> str:
        """Return the message with options as the command line spells them."""
        return self._text(lambda name, value: f"--{name.replace('_', '-')} {value}".rstrip())

    def _text(self, option: Callable[[str, str], str]) -> str:
        advice = _OPTION.sub(lambda found: option(found[1], found[2] or ""), self.advice)
        return f"{self.problem}; {advice}" if advice else self.problem


class InputError(WorkbenchError, ValueError):
    """The table, file or argument given cannot be used as it is."""

    status = 400


class MissingColumnError(InputError):
    """A column that is needed is not in the table.

    Parameters
    ----------
    missing : iterable of str
        The columns that were asked for and are absent.
    present : iterable of str
        The columns that the table has.
    where : str
        The table, file or function that was looked at.
    hint : str
        What else to say, such as that a column is in the index.
    """

    def __init__(
        self, missing: Iterable[str], present: Iterable[str], where: str, hint: str = ""
    ) -> None:
        self.missing = list(missing)
        self.present = list(present)
        absent = ", ".join(repr(name) for name in self.missing)
        have = ", ".join(repr(name) for name in self.present[:20]) or "none"
        more = f" and {len(self.present) - 20} more" if len(self.present) > 20 else ""
        super().__init__(
            f"{where}: column {absent} is missing; present are {have}{more}{hint}. "
            "Column names are compared exactly, upper and lower case included."
        )


class RuleError(WorkbenchError, ValueError):
    """A rule or recipe is malformed, or does not fit the table."""

    status = 400


class StoreError(WorkbenchError):
    """The project folder or its database cannot be read or written."""

    status = 503


class NotFoundError(WorkbenchError, LookupError):
    """A dataset, version, queue, item or key that does not exist was asked for."""

    status = 404


class ConflictError(WorkbenchError):
    """Someone else was first: the item is decided or claimed, or the name is taken."""

    status = 409


class PermissionDeniedError(WorkbenchError):
    """The person is not signed in or may not do this."""

    status = 403
