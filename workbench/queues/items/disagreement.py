"""Disagreements: annotators gave an item different labels, and a person says which is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from workbench.queues.items.rows import as_json, plain, shown_row
from workbench.types import Json, Key, ReviewItem, digest

__all__ = ["Disagreement", "disagreement_items", "disagreements"]


@dataclass(frozen=True)
class Disagreement:
    """An item that annotators label differently.

    Attributes
    ----------
    item : str or int
        As the table of annotations names it.
    labels : dict
        Each label to how many annotators gave it, the most frequent first.
    agreed : float
        Share of the most frequent label, above 0 and below 1.
    """

    item: Key
    labels: dict[str | int, int]
    agreed: float


def disagreements(annotations: pd.DataFrame) -> list[Disagreement]:
    """Return the items without full agreement, in the order of the table.

    Parameters
    ----------
    annotations : pandas.DataFrame
        ``item, annotator, label`` as `workbench.tables.contracts.annotations` returns it; an
        unlabelled row is no vote.

    Raises
    ------
    TypeError
        If an item or label is neither text nor a number.
    """
    given: dict[Key, Counter[str | int]] = {}
    for item, label in zip(annotations["item"], annotations["label"], strict=True):
        if (value := as_json(label)) is not None:
            given.setdefault(plain(item), Counter())[value] += 1
    return [
        Disagreement(item, dict(votes.most_common()), max(votes.values()) / votes.total())
        for item, votes in given.items()
        if len(votes) > 1
    ]


def disagreement_items(
    differing: Sequence[Disagreement],
    rows: Mapping[Key, Mapping[str, Any]],
    *,
    column: str | None,
    options: Sequence[str | int],
) -> list[ReviewItem]:
    """Make one item of each disagreement; it says how many gave each label, never who.

    Parameters
    ----------
    differing : sequence of Disagreement
        In order.
    rows : mapping
        Key to row, for the items that are rows of the dataset.
    column : str or None
        The dataset's column of labels, which decisions set; None where it has none.
    options : sequence of str or int
        The labels to choose from.
    """
    items = []
    for one in differing:
        row = rows.get(one.item)
        target: Json = {"item": one.item}
        if row is not None and column is not None:
            target |= {"key": one.item, "column": column, "old": as_json(row[column])}
        payload: Json = {
            "item": str(one.item),
            "column": column,
            "labels": [{"label": label, "count": n} for label, n in one.labels.items()],
            "options": list(options),
            "row": {} if row is None else shown_row(row, leave_out=(column or "",)),
        }
        items.append(
            ReviewItem(digest(["disagreement", one.item]), "disagreement", target, payload)
        )
    return items
