"""Run the checks on a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from workbench.checks import (
    case,
    constants,
    dates,
    dependencies,
    disguised,
    duplicates,
    identifiers,
    leaking,
    misplaced,
    missing,
    mixed,
    multivariate_outliers,
    near_duplicates,
    numbers,
    order,
    outliers,
    pattern_anomalies,
    personal,
    sources,
    spelling,
    units,
    whitespace,
)
from workbench.checks.cells import CheckResult
from workbench.checks.context import CheckContext
from workbench.checks.reviewed import Verdicts, checked_verdicts, learned
from workbench.errors import InputError
from workbench.progress import Progress
from workbench.tables import ROW_KEY, check_key, read_table, with_row_key
from workbench.tables.names import known_name
from workbench.types import Issue

__all__ = ["CHECKS", "find_issues"]

CHECKS: dict[str, Callable[[CheckContext], Iterable[Issue]]] = {
    "missing": missing.find,
    "disguised_missing": disguised.find,
    "whitespace": whitespace.find,
    "case": case.find,
    "spelling": spelling.find,
    "number_as_text": numbers.find,
    "date_as_text": dates.find,
    "outlier": outliers.find,
    "duplicate_row": duplicates.find,
    "near_duplicate": near_duplicates.find,
    "mixed_units": units.find,
    "odd_form": pattern_anomalies.find,
    "misplaced": misplaced.find,
    "dependency": dependencies.find,
    "conflicting_sources": sources.find,
    "mixed_types": mixed.find,
    "duplicate_key": identifiers.find,
    "date_order": order.find_order,
    "far_date": order.find_far,
    "joint_outlier": multivariate_outliers.find,
    "constant": constants.find_constant,
    "imbalance": constants.find_imbalance,
    "personal": personal.find,
}
"""Each check by name.  A check takes a `CheckContext` and gives issues; it changes nothing."""


def find_issues(
    table: Any,
    *,
    key: str | None = None,
    label: str | None = None,
    checks: Sequence[str] | None = None,
    reviewed: Verdicts | None = None,
) -> CheckResult:
    """Look for what is wrong in `table`.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`.
    key : str, optional
        The column that names each row once (text or whole numbers).  Without one, rows are
        named by a hash of their content in a column ``row_key``.
    label : str, optional
        The column with the class of each row: columns that tell it too well are reported.
    checks : sequence of str, optional
        Names of the checks to run; all of `CHECKS` by default.
    reviewed : mapping, optional
        What people said of single cells: the row's key and the column to ``"right"`` or
        ``"wrong"``.  Twenty reviewed rows tell which checks to trust on this table.

    Returns
    -------
    CheckResult
        Issues, surest first; ``.recipe(min_confidence=0.8)`` makes rules of their suggestions,
        ``.cells(min_confidence=0.8)`` lists the cells that they are about, and ``.notes`` says
        what was not checked.

    Raises
    ------
    InputError
        If the table cannot be read, the key does not name each row once, a check is unknown, or a
        verdict is neither right nor wrong.
    MissingColumnError
        If there is no column `label`.
    """
    wanted = list(CHECKS if checks is None else checks)
    unknown = [name for name in wanted if name not in CHECKS]
    if unknown:
        raise InputError(f"check {unknown[0]!r} is unknown; there are {', '.join(CHECKS)}")
    relation = read_table(table)
    key = None if key is None else known_name(key, relation.columns)
    label = None if label is None else known_name(label, relation.columns)
    if key is None:
        relation, key = with_row_key(relation), ROW_KEY
    else:
        check_key(relation, key)
    if label is not None:
        relation.require(label)
    context = CheckContext(relation, key)
    if context.rows == 0:
        return CheckResult([], title=relation.source.uri, context=context)
    results: list[Issue] = []
    with Progress("find issues", len(wanted)) as progress:
        for name in wanted:
            results += CHECKS[name](context)
            progress.step(name)
    if label is not None and checks is None:
        results += leaking.find_leaking(context, label)
    if reviewed:
        results = learned(context, results, checked_verdicts(context, reviewed))
    return CheckResult(
        results, title=relation.source.uri, context=context, notes=tuple(context.notes)
    )
