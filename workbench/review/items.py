"""Make review items of issues and of candidate pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.errors import NotFoundError
from workbench.types import Issue, Json, Key, ReviewItem, digest

__all__ = ["label_items", "pair_id", "pair_items", "shown_row"]


def label_items(
    issues: Iterable[Issue], table: pd.DataFrame, *, key: str, options: Sequence[str | int]
) -> list[ReviewItem]:
    """Make one item of each label issue.

    Parameters
    ----------
    issues : iterable of Issue
        Of kind ``label_error``, one row each.
    table : pandas.DataFrame
        The rows that the cards show.
    key : str
        The column that names rows.
    options : sequence of str or int
        The labels to choose from.
    """
    rows = dict(zip(table[key], table.to_dict("records"), strict=True))
    items = []
    for issue in issues:
        row_key = issue.key
        if row_key is None or row_key not in rows:
            raise NotFoundError(
                f"issue {issue.id}: there is no row {row_key!r}; look for label errors again"
            )
        evidence = issue.evidence
        items.append(
            ReviewItem(
                id=issue.id,
                kind="label",
                target={
                    "key": row_key,
                    "column": issue.column,
                    "old": evidence["given"],
                    "suggested": evidence["suggested"],
                },
                payload={
                    "key": row_key,
                    "column": issue.column,
                    "label": evidence["given"],
                    "suggested": evidence["suggested"],
                    "options": list(options),
                    "row": shown_row(rows[row_key], leave_out=(issue.column or "",)),
                    "why": evidence.get("message", ""),
                },
            )
        )
    return items


def pair_items(pairs: Iterable[Mapping[str, Any]]) -> list[ReviewItem]:
    """Make one item of each candidate pair, as `entities.Matcher.next_pairs` gives them."""
    items = []
    for pair in pairs:
        left, right = _plain(pair["key_l"]), _plain(pair["key_r"])
        shown = {side: shown_row(pair[side]) for side in ("left", "right")}
        items.append(
            ReviewItem(
                id=pair_id(left, right),
                kind="pair",
                target={"key_l": left, "key_r": right},
                payload={
                    "key_l": left,
                    "key_r": right,
                    "probability": float(pair["probability"]),
                    "columns": list(shown["left"]),
                    "why": str(pair.get("why", "")),
                    **shown,
                },
            )
        )
    return items


def pair_id(left: Key, right: Key) -> str:
    """Return the identifier of a pair's item: the same in every queue and decision."""
    return digest(["pair", left, right])


def shown_row(row: Mapping[Any, Any], *, leave_out: Sequence[str] = ()) -> Json:
    """Return a row as text by column, None where missing."""
    return {
        str(name): None if _missing(value) else _text(value)
        for name, value in row.items()
        if name not in leave_out
    }


def _missing(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or value != value


def _text(value: Any) -> str:
    if isinstance(value, pd.Timestamp) and value == value.normalize():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.12g}"
    text = str(value)
    return text.removesuffix("T00:00:00").removesuffix(" 00:00:00")


def _plain(key: Any) -> Key:
    plain: Key = key.item() if hasattr(key, "item") else key
    return plain
