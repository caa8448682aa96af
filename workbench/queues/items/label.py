"""Labels: whether the label of a row is right; a row may be values, a long text or an image."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from workbench.errors import NotFoundError
from workbench.queues.items.rows import as_json, plain, shown_row
from workbench.types import Issue, Json, Key, ReviewItem, digest

__all__ = ["label_items", "row_items"]


def label_items(
    issues: Iterable[Issue],
    table: pd.DataFrame,
    *,
    key: str,
    options: Sequence[str | int],
    text: str | None = None,
    media: Mapping[Key, Json] | None = None,
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
    text : str, optional
        The column whose text is to be read in full.
    media : mapping, optional
        Each row's key to its images; see `workbench.queues.media.media_of`.

    Raises
    ------
    NotFoundError
        If an issue is about a row that is not there.
    """
    rows = dict(zip(table[key], table.to_dict("records"), strict=True))
    items = []
    for issue in issues:
        row_key = issue.key
        if row_key is None or row_key not in rows:
            raise NotFoundError(
                f"issue {issue.id}: the table has no row {row_key!r}; run label_quality() again"
            )
        evidence = issue.evidence
        question = {
            "label": evidence["given"],
            "suggested": evidence["suggested"],
            "options": list(options),
            "why": evidence.get("message", ""),
        }
        card = _card(rows[row_key], row_key, str(issue.column), text, (media or {}).get(row_key))
        target = {
            "key": row_key,
            "column": issue.column,
            "old": evidence["given"],
            "suggested": evidence["suggested"],
        }
        items.append(ReviewItem(issue.id, "label", target, {**card, **question}))
    return items


def row_items(
    rows: Mapping[Key, Mapping[str, Any]],
    column: str,
    *,
    options: Sequence[str | int],
    about: str,
    why: str = "",
    text: str | None = None,
    media: Mapping[Key, Json] | None = None,
) -> list[ReviewItem]:
    """Make one item of each row, without a suggestion: is the label right, and which is, if not.

    Parameters
    ----------
    rows : mapping
        Each row's key to its values by column.
    column : str
        The column with the labels.
    options : sequence of str or int
        The labels to choose from.
    about : str
        What tells these items from others about the same rows, such as ``"audit"``.
    why : str
        Why they are asked about, for people.
    text, media
        As for `label_items`.

    Raises
    ------
    TypeError
        If a label cannot be set cell by cell.
    """
    items = []
    for row_key, row in rows.items():
        old = as_json(row[column])
        card = _card(row, row_key, column, text, (media or {}).get(row_key))
        question = {"label": old, "suggested": None, "options": list(options), "why": why}
        items.append(
            ReviewItem(
                id=digest([about, column, plain(row_key)]),
                kind="label",
                target={"key": plain(row_key), "column": column, "old": old},
                payload={**card, **question, "from": about},
            )
        )
    return items


def _card(
    row: Mapping[Any, Any], key: Key, column: str, text: str | None, media: Json | None
) -> Json:
    """Return what all label cards show of a row."""
    images = media or {}
    apart = (column, *images, *([text] if text is not None else []))
    card: Json = {"key": key, "column": column, "row": shown_row(row, leave_out=apart)}
    if text is not None and text in row and text != column:
        card["text"] = {"column": text, "value": shown_row({text: row[text]})[text]}
    if images:
        card["media"] = images
    return card
