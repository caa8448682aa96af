"""Annotations: items without a given label, each shown blind to several people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.protocol.labelling import LabelSchema
from workbench.queues.items.rows import as_json, plain, shown_row
from workbench.types import Json, Key, ReviewItem, digest

__all__ = ["annotation_items", "shown_again"]

BETWEEN = 10
"""Items between one and its repeat, so that few remember what they said: more than the handful
that short-term memory holds (G. Miller, "The Magical Number Seven", 1956)."""


def annotation_items(
    rows: Mapping[Key, Mapping[str, Any]],
    schema: LabelSchema,
    *,
    column: str | None,
    new: bool,
    hidden: Sequence[str],
    text: str | None,
    media: Mapping[Key, Json],
) -> list[ReviewItem]:
    """Make one item of each row.

    Parameters
    ----------
    rows : mapping
        Each row's key to its values by column, in the order of the queue.
    schema : LabelSchema
        What is asked; only one value of a row becomes that of a cell.
    column : str or None
        The column that gets the label; None where the table gets none.
    new : bool
        Whether the table has no such column yet.
    hidden : sequence of str
        Columns that cards do not show: labels that are known already, for one.
    text : str or None
        The column whose text is read in full.
    media : mapping
        Each row's key to its images and sounds; see `workbench.queues.media.media_of`.
    """
    items = []
    for key, row in rows.items():
        files = media.get(key, {})
        apart = (*hidden, *files, *([text] if text is not None else []))
        target: Json = {"item": plain(key), "key": plain(key)}
        if column is not None and schema.is_value:
            old = None if new else as_json(row[column])
            target |= {"column": column, "old": old, "new": new}
        payload: Json = {"item": str(key), "row": shown_row(row, leave_out=apart)}
        if text is not None:
            payload["text"] = {"column": text, "value": shown_row({text: row[text]})[text]}
        if files:
            payload["media"] = files
        items.append(ReviewItem(digest(["annotate", plain(key)]), "annotate", target, payload))
    return items


def shown_again(
    items: Sequence[ReviewItem], share: float
) -> tuple[list[ReviewItem], dict[str, str]]:
    """Return the items with some of them a second time, and which repeats which.

    Parameters
    ----------
    items : sequence of ReviewItem
        In the order of the queue.
    share : float
        How many of them are shown twice, 0 to 1; evenly from first to last.

    Returns
    -------
    list of ReviewItem, dict
        The repeats come `BETWEEN` items later, or at the end; repeat to first.
    """
    count = round(share * len(items))
    chosen = {(2 * i + 1) * len(items) // (2 * count) for i in range(count)}
    made: list[ReviewItem] = []
    due: list[tuple[int, ReviewItem]] = []
    repeats: dict[str, str] = {}
    for place, item in enumerate(items):
        made.append(item)
        if place in chosen:
            again = ReviewItem(digest(["again", item.id]), item.kind, item.target, item.payload)
            repeats[again.id] = item.id
            due.append((place + BETWEEN, again))
        while due and due[0][0] <= place:
            made.append(due.pop(0)[1])
    return made + [again for _, again in due], repeats
