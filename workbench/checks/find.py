"""Run the checks on a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workbench.checks import (
    case,
    dates,
    disguised,
    duplicates,
    missing,
    numbers,
    outliers,
    spelling,
    whitespace,
)
from workbench.checks.look import Look
from workbench.errors import InputError
from workbench.rules.issues import Issues
from workbench.tables import ROW_KEY, check_key, read_table, with_row_key
from workbench.types import Issue

__all__ = ["CHECKS", "find_issues"]

CHECKS: dict[str, Callable[[Look], list[Issue]]] = {
    "missing": missing.find,
    "disguised_missing": disguised.find,
    "whitespace": whitespace.find,
    "case": case.find,
    "spelling": spelling.find,
    "number_as_text": numbers.find,
    "date_as_text": dates.find,
    "outlier": outliers.find,
    "duplicate_row": duplicates.find,
}
"""Each check by name.  A check takes a `Look` and returns issues; it never changes anything."""


def find_issues(
    table: Any, *, key: str | None = None, checks: Sequence[str] | None = None
) -> Issues:
    """Look for what is wrong in `table`.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`.
    key : str, optional
        The column that names each row once (text or whole numbers).  Without one, rows are
        named by a hash of their content in a column ``row_key``.
    checks : sequence of str, optional
        Names of the checks to run; all of `CHECKS` by default.

    Returns
    -------
    Issues
        Surest first; ``.recipe(min_confidence=0.8)`` makes rules of their suggestions.

    Raises
    ------
    InputError
        If the table cannot be read, the key does not name each row once, or a check is unknown.
    """
    wanted = list(CHECKS if checks is None else checks)
    unknown = [name for name in wanted if name not in CHECKS]
    if unknown:
        raise InputError(f"check {unknown[0]!r} is unknown; there are {', '.join(CHECKS)}")
    relation = read_table(table)
    if key is None:
        relation, key = with_row_key(relation), ROW_KEY
    else:
        check_key(relation, key)
    look = Look(relation, key)
    if look.rows == 0:
        return Issues([], title=relation.source.uri)
    found = [issue for name in wanted for issue in CHECKS[name](look)]
    return Issues(found, title=relation.source.uri)
