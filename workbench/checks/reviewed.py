"""Learn from a few reviewed cells which checks to trust on this table, column by column."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal

from workbench.checks.cells import is_about_cells
from workbench.checks.context import CheckContext, shortened
from workbench.errors import InputError
from workbench.rules.kinds import parse_rule
from workbench.types import Issue, Json, Key

__all__ = ["Reviewed", "Verdicts", "checked_verdicts", "learned"]

Verdicts = Mapping[tuple[Key, str], Literal["right", "wrong"]]
"""What a person said of cells: the row's key and the column to ``right`` or ``wrong``."""

Reviewed = dict[tuple[Key, str], bool]
"""The same with True for wrong."""

WEIGHT = 3.0
NEARBY = 0.5
SPREAD = 0.15
RARE = 0.15
SURE, LIKELY = 0.9, 0.85


def checked_verdicts(context: CheckContext, verdicts: Verdicts) -> Reviewed:
    """Return the verdicts with True for wrong.

    Raises
    ------
    InputError
        If a verdict is neither ``right`` nor ``wrong``, or is about a column that is not there.
    """
    checked: Reviewed = {}
    for (key, column), verdict in verdicts.items():
        if verdict not in ("right", "wrong"):
            raise InputError(
                f"reviewed: the verdict on row {key!r}, column {column!r} is {verdict!r}; "
                "expected 'right' or 'wrong'"
            )
        if column not in context.relation.types:
            raise InputError(
                f"reviewed: there is no column {column!r}; there are "
                + ", ".join(map(repr, context.columns))
            )
        checked[key, column] = verdict == "wrong"
    return checked


def learned(context: CheckContext, issues: Iterable[Issue], reviewed: Reviewed) -> list[Issue]:
    """Return the issues with the confidence that the reviewed cells leave them, and new ones.

    The confidence that a check gave counts like three reviewed cells (the mean of a Beta
    distribution); cells of the same check and column at a like confidence count half.  Cells that
    were found right are taken out.  A rare value that was found wrong, and never right, is doubted
    wherever it stands in its column.
    """
    result = list(issues)
    said: dict[tuple[str, str], list[tuple[float, str, bool]]] = defaultdict(list)
    for issue in filter(is_about_cells, result):
        cells = [(key, str(issue.column)) for key in context.keys_of_issue(issue)]
        said[issue.kind, str(issue.column)] += [
            (issue.confidence, issue.id, reviewed[cell]) for cell in cells if cell in reviewed
        ]
    selected = []
    for issue in result:
        rest = _without_right(context, issue, reviewed) if is_about_cells(issue) else issue
        if rest is not None:
            selected.append(_weighed(rest, issue, said[issue.kind, str(issue.column)]))
    return [*selected, *_values(context, reviewed)]


def _weighed(issue: Issue, before: Issue, said: list[tuple[float, str, bool]]) -> Issue:
    """Return the issue with the mean of a Beta distribution as its confidence."""
    votes, wrong = 0.0, 0.0
    for confidence, id_, is_wrong in said:
        near = abs(confidence - before.confidence) <= SPREAD
        weight = 1.0 if id_ == before.id else NEARBY if near else 0.0
        votes, wrong = votes + weight, wrong + weight * is_wrong
    if not votes:
        return issue
    confidence = round((WEIGHT * before.confidence + wrong) / (WEIGHT + votes), 3)
    own = [is_wrong for _, id_, is_wrong in said if id_ == before.id]
    evidence = {**issue.evidence, "reviewed": {"cells": len(own), "wrong": sum(own)}}
    return replace(issue, confidence=confidence, evidence=evidence)


def _without_right(context: CheckContext, issue: Issue, reviewed: Reviewed) -> Issue | None:
    """Return the issue without the cells that were found right; None where none is left."""
    keys, column = context.keys_of_issue(issue), str(issue.column)
    rest = [key for key in keys if reviewed.get((key, column), True)]
    if not rest or len(rest) == len(keys):
        return issue if len(rest) == len(keys) else None
    suggestion: Json | None = issue.suggestion
    if suggestion is not None:
        right = set(keys) - set(rest)
        values = _values_of(context, column, right) if column in context.plain_columns else set()
        cells = [(key, column, None) for key in right] + [("", column, value) for value in values]
        rule = parse_rule(suggestion).without(cells)
        fields = {} if rule is None else rule.to_dict()
        suggestion = {name: fields[name] for name in suggestion} if fields else None
    evidence = {**issue.evidence, "about": issue.evidence.get("about", list(issue.keys))}
    return context.issue(issue.kind, column, rest, issue.confidence, evidence, suggestion)


def _values_of(context: CheckContext, column: str, keys: set[Key]) -> set[str]:
    """Return the values that stand in some rows of a column."""
    coded = context.coded(column)
    rows = [row for row, key in enumerate(context.keys) if key in keys]
    return {coded.values[code] for code in coded.codes[rows].tolist() if code >= 0}


def _values(context: CheckContext, reviewed: Reviewed) -> Iterator[Issue]:
    """Report the rare values of text columns that were found wrong and never right."""
    index = {key: row for row, key in enumerate(context.keys)}
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    right: dict[str, set[str]] = defaultdict(set)
    for (key, column), is_wrong in reviewed.items():
        if key not in index or column not in context.plain_columns:
            continue
        value = context.coded(column).at(index[key])
        if value is not None and is_wrong:
            wrong[column][value] += 1
        elif value is not None:
            right[column].add(value)
    for column, values in wrong.items():
        coded = context.coded(column)
        count = dict(zip(coded.values, coded.counts.tolist(), strict=True))
        for value, times in values.items():
            if value in right[column] or count[value] > RARE * context.rows:
                continue
            yield context.issue(
                kind="reviewed",
                column=column,
                keys=context.keys_of(column, [value]),
                confidence=SURE if times > 1 else LIKELY,
                evidence={
                    "message": f"{shortened(value)} in {column} was found wrong in {times} "
                    f"reviewed rows and right in none; it occurs in {count[value]:,}.",
                    "about": value,
                },
            )
