"""Where the items of a queue come from: issues, annotators who differ, rows at random or chosen."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.errors import InputError, NotFoundError
from workbench.lexicon.plurals import counted
from workbench.protocol.labelling import LabelSchema
from workbench.queues.items import (
    annotation_items,
    cell_items,
    disagreement_items,
    disagreements,
    doubted_cells,
    is_cluster,
    row_items,
    rows_by_key,
    rule_items,
    value_items,
)
from workbench.queues.media import media_columns, media_of
from workbench.queues.order import ordered
from workbench.tables import Relation
from workbench.tables.contracts import annotations as annotation_contract
from workbench.tables.relation import quoted
from workbench.types import CardKind, Issue, Json, Key, ReviewItem

__all__ = [
    "Cards",
    "cards_of",
    "items_of_issues",
    "items_of_overlap",
    "items_of_rows",
    "items_to_annotate",
    "labels_in",
    "sample_keys",
    "unlabelled_keys",
]

LONG_TEXT = 100
"""Characters on average, from which a column is read as text on a label card."""


@dataclass(frozen=True)
class Cards:
    """How label cards of a table look.

    Attributes
    ----------
    text : str or None
        The column that is read in full.
    media : tuple of str
        The columns that are shown as images.
    """

    text: str | None
    media: tuple[str, ...]


def cards_of(
    relation: Relation, *, leave_out: Sequence[str] = (), media: Sequence[str] | None = None
) -> Cards:
    """Return how label cards of this table look: its longest text, and its images.

    Parameters
    ----------
    relation : Relation
        The table.
    leave_out : sequence of str
        Columns that are never read as text: the key, the label.
    media : sequence of str, optional
        The columns with images; detected where not given.
    """
    if media is not None:
        relation.require(*media)
    images = media_columns(relation) if media is None else tuple(media)
    longest, length = _longest_text(relation, (*leave_out, *images))
    return Cards(longest if length >= LONG_TEXT else None, images)


def _longest_text(relation: Relation, leave_out: Sequence[str]) -> tuple[str | None, float]:
    """Return the column whose texts are longest, the first of equals, and their mean length."""
    texts = [
        name for name, kind in relation.types.items() if kind == "VARCHAR" and name not in leave_out
    ]
    if not texts:
        return None, 0.0
    lengths = relation.rows(
        "SELECT " + ", ".join(f"avg(length({quoted(name)}))" for name in texts) + " FROM data"
    )[0]
    known = [length or 0.0 for length in lengths]
    return texts[known.index(max(known))], max(known)


def labels_in(relation: Relation, column: str) -> list[Any]:
    """Return the labels of a column, the most frequent first; missing ones are none."""
    relation.require(column)
    name = quoted(column)
    query = f"SELECT {name} FROM data WHERE {name} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    return [row[0] for row in relation.rows(query)]


def items_of_issues(
    kind: CardKind,
    issues: Iterable[Issue],
    relation: Relation,
    *,
    key: str,
    order: str,
    limit: int,
) -> list[ReviewItem]:
    """Make cells, clusters of values or suggested rules of issues.

    Parameters
    ----------
    kind : {"cell", "value", "rule"}
        A cell of each row that issues doubt, the values of which one is to stay, or a rule of
        each issue that suggests one.
    issues : iterable of Issue
        The issues of the dataset.
    relation : Relation
        The table as it came.
    key : str
        The column that names rows.
    order : {"confidence", "uncertainty", "value"}
        See `ordered`.
    limit : int
        At most so many items.

    Raises
    ------
    InputError
        If none of the issues makes such an item; with what they would make.
    """
    listed = list(issues)
    if kind == "cell":
        cells = doubted_cells(listed)
        chosen = ordered(
            cells,
            order,
            confidence=lambda cell: cells[cell][0].confidence,
            rows=lambda cell: max(issue.rows for issue in cells[cell][1]),
            limit=limit,
        )
        items = cell_items({cell: cells[cell][1] for cell in chosen}, relation, key=key)
    else:
        fits = is_cluster if kind == "value" else _suggests
        some = ordered(
            [issue for issue in listed if fits(issue)],
            order,
            confidence=lambda issue: issue.confidence,
            rows=lambda issue: issue.rows,
            limit=limit,
        )
        items = (
            value_items(some, relation) if kind == "value" else rule_items(some, relation, key=key)
        )
    if not items:
        raise InputError(_nothing(kind, listed))
    return items


def _suggests(issue: Issue) -> bool:
    return issue.suggestion is not None


def _nothing(kind: str, issues: Sequence[Issue]) -> str:
    if not issues:
        return f"no {kind} to review: there are no issues; run dataset.find_issues() first"
    made = {
        "cell": len(doubted_cells(issues)),
        "value": sum(map(is_cluster, issues)),
        "rule": sum(map(_suggests, issues)),
    }
    could = ", ".join(f"{count} of kind {name!r}" for name, count in made.items() if count)
    return (
        f"no {kind} to review: {counted(len(issues), 'issue makes', 'issues make')} "
        f"{could or 'no items'}"
    )


def items_of_overlap(
    annotations: Any,
    relation: Relation,
    *,
    key: str,
    column: str | None,
    options: Sequence[Any],
    order: str,
    limit: int,
) -> tuple[list[ReviewItem], list[Any]]:
    """Make one item of each thing that annotators label differently.

    Parameters
    ----------
    annotations : table
        With columns ``item``, ``annotator`` and ``label``.
    relation : Relation
        The dataset; items that are keys of it show their row.
    key, column : str
        The columns with the keys and, if there is one, the labels.
    options : sequence
        The dataset's labels; those of the annotations are added.
    order : {"confidence", "uncertainty"}
        By the share of the most frequent label.
    limit : int
        At most so many items.

    Returns
    -------
    list of ReviewItem, list
        The items, and the labels to choose from.

    Raises
    ------
    InputError
        If the table does not keep its contract, or all annotators agree.
    """
    frame = annotation_contract(annotations)
    differing = disagreements(frame)
    if not differing:
        raise InputError(
            "annotations: the annotators agree on every item, so there is nothing to settle"
        )
    some = ordered(differing, order, confidence=lambda one: one.agreed, rows=None, limit=limit)
    known = {(type(one), one) for one in options}
    more = {(type(one), one): one for item in differing for one in item.labels}
    every = [*options, *(one for name, one in more.items() if name not in known)]
    kind = type(relation.rows(f"SELECT {quoted(key)} FROM data LIMIT 1")[0][0])
    keys = [one.item for one in some if isinstance(one.item, kind)]
    rows = rows_by_key(relation, key, keys)
    return disagreement_items(some, rows, column=column, options=every), every


def items_of_rows(
    keys: Sequence[Key],
    relation: Relation,
    column: str,
    *,
    key: str,
    options: Sequence[Any],
    about: str,
    why: str = "",
    cards: Cards,
) -> list[ReviewItem]:
    """Make a label card of each row, without a suggestion.

    Parameters
    ----------
    keys : sequence of Key
        The rows, in order.
    relation : Relation
        The table as it is by now.
    column, key : str
        The columns with the labels and the keys.
    options : sequence
        The labels to choose from.
    about, why : str
        As in `items.row_items`.
    cards : Cards
        How they look.

    Raises
    ------
    NotFoundError
        If a key is in no row; the first five are named.
    """
    rows: Mapping[Key, Json] = rows_by_key(relation, key, keys)
    gone = [one for one in dict.fromkeys(keys) if one not in rows]
    if gone:
        named = ", ".join(map(repr, gone[:5]))
        raise NotFoundError(f"keys: {len(gone)} not in the table, such as {named}")
    media = media_of(relation, cards.media, key=key, keys=rows)
    return row_items(
        rows, column, options=options, about=about, why=why, text=cards.text, media=media
    )


def items_to_annotate(
    relation: Relation,
    schema: LabelSchema,
    *,
    key: str,
    keys: Sequence[Key],
    column: str | None,
    hidden: Sequence[str],
    text: str | None,
    media: Sequence[str] | None,
) -> list[ReviewItem]:
    """Make an item to label of each row.

    Parameters
    ----------
    relation : Relation
        The table as it is by now.
    schema : LabelSchema
        What is asked.
    key : str
        The column that names rows.
    keys : sequence of Key
        The rows, in order.
    column : str or None
        The column that gets the label; it may be one that the table has not.
    hidden : sequence of str
        Columns that cards do not show.
    text : str or None
        The column that is read in full; looked for where not given.
    media : sequence of str or None
        The columns with images and sounds; looked for where not given.

    Raises
    ------
    InputError
        If spans are asked for and no column has text, or boxes and none has images.
    NotFoundError
        If a key is in no row; the first five are named.
    """
    if text is not None:
        relation.require(text)
    cards = cards_of(relation, leave_out=(key, *hidden), media=media)
    text = text or cards.text or _longest_text(relation, (key, *hidden, *cards.media))[0]
    if schema.kind == "spans" and text is None:
        raise InputError("spans are marked in a text, and no column has any; name one with text=")
    if schema.kind == "boxes" and not cards.media:
        raise InputError("boxes are drawn over images, and no column has any; name one: media=")
    rows: Mapping[Key, Json] = rows_by_key(relation, key, keys)
    gone = [one for one in dict.fromkeys(keys) if one not in rows]
    if gone:
        named = ", ".join(map(repr, gone[:5]))
        raise NotFoundError(f"keys: {len(gone)} not in the table, such as {named}")
    long = text if schema.kind == "spans" or cards.text == text else None
    return annotation_items(
        rows,
        schema,
        column=column,
        new=column is not None and column not in relation.types,
        hidden=hidden,
        text=long,
        media=media_of(relation, cards.media, key=key, keys=rows),
    )


def unlabelled_keys(relation: Relation, key: str, column: str | None, *, seed: int) -> list[Key]:
    """Return the rows without a value in a column, in random order.

    All, where there is no such column.
    """
    where = f"WHERE {quoted(column)} IS NULL" if column in relation.types and column else ""
    keys = [row[0] for row in relation.rows(f"SELECT {quoted(key)} FROM data {where}")]
    return random.Random(seed).sample(keys, len(keys))


def sample_keys(relation: Relation, key: str, *, sample: int, seed: int) -> list[Key]:
    """Draw rows at random, each with the same chance, in random order.

    Raises
    ------
    InputError
        If `sample` is below 1, or the table is empty.
    """
    if isinstance(sample, bool) or sample < 1:
        raise InputError(f"sample is {sample!r}; give 1 or more rows")
    keys = [row[0] for row in relation.rows(f"SELECT {quoted(key)} FROM data")]
    if not keys:
        raise InputError("the table has no rows to draw from")
    return random.Random(seed).sample(keys, min(sample, len(keys)))
