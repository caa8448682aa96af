"""Columns that predict the label too well, and rows that two splits share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from workbench.checks.context import CheckContext
from workbench.lexicon.plurals import counted
from workbench.profile.classes.target import ROW_ORDER, target_leakage
from workbench.profile.compare import compare
from workbench.types import Issue, Json

__all__ = ["find_leaking", "split_issues"]

SURE = 0.6


def find_leaking(context: CheckContext, label: str) -> Iterator[Issue]:
    """Report columns that alone tell `label` nearly always: perhaps they were made from it."""
    for suspicious in target_leakage(context.sample, label).suspicious:
        column = None if suspicious.column == ROW_ORDER else suspicious.column
        if column == context.key:
            continue
        evidence: Json = {
            "message": f"{suspicious.column} alone predicts {label}: score "
            f"{suspicious.score:.2f} of 1 ({suspicious.low:.2f} to {suspicious.high:.2f}, "
            f"{suspicious.n:,} rows). {suspicious.reason}.",
            "score": suspicious.score,
            "about": "leaking",
        }
        yield Issue("leaking", column, (), 0, SURE * suspicious.score, evidence)


def split_issues(
    train: Any,
    test: Any,
    *,
    key: str | Sequence[str] | None = None,
    groups: str | Sequence[str] | None = None,
    label: str | None = None,
) -> list[Issue]:
    """Report what two splits share: rows, keys, entities, and rows that differ in the label alone.

    Parameters
    ----------
    train, test : table or path
        As for `workbench.read_table`.
    key, groups, label
        As for `workbench.compare`.

    Returns
    -------
    list of Issue
        Kind ``split_overlap``, about no single column; `rows` are those of `test`.
    """
    overlap = compare(
        train, test, key=key, groups=groups, label=label, names=("train", "test")
    ).overlap
    parts: list[tuple[str, int, float, str]] = []
    if overlap.rows and overlap.rows.right_rows:
        rows, share = overlap.rows.right_rows, overlap.rows.right_share
        which = counted(rows, "row of test is", "rows of test are")
        parts.append(("rows", rows, 0.9, f"{which} also in train ({share:.1%} of test)."))
    for twins in overlap.twins if label is not None else ():
        if twins.column == label and (rows := twins.right_rows):
            which = counted(rows, "row of test equals", "rows of test equal")
            message = f"{which} a row of train in every column except {label}."
            parts.append(("label", rows, 0.8, message))
    if overlap.keys and overlap.keys.shared:
        rows, names = overlap.keys.shared, " + ".join(overlap.keys.key)
        which = counted(rows, f"value of {names} is", f"values of {names} are")
        parts.append(("keys", rows, 0.9, f"{which} in both splits."))
    for group in overlap.groups:
        if group.right_rows:
            names = " + ".join(group.columns)
            which = counted(group.right_rows, "row of test has", "rows of test have")
            message = f"{which} a {names} that also occurs in train."
            parts.append((names, group.right_rows, 0.8, message))
    return [
        Issue("split_overlap", None, (), rows, sure, {"message": message, "about": about})
        for about, rows, sure, message in parts
    ]
