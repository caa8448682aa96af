"""Reviewing: the items of a queue, and deciding them.

What a client sends is checked here, field by field; whether it fits its item is checked in
`workbench.decisions.answers`.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from workbench.protocol.labelling import Answer, LabelSchema
from workbench.protocol.message import Message
from workbench.protocol.texts import MAX_CHOICE, checked_choice, checked_text
from workbench.types import CardKind, Choice, Role, Verdict

__all__ = [
    "Ack",
    "DecisionBody",
    "DecisionRecord",
    "HistoryPage",
    "HistoryRequest",
    "ItemPage",
    "ItemRequest",
    "Media",
    "MediaRequest",
    "NextRequest",
    "Progress",
    "QueueInfo",
    "QueuePage",
    "ReviewItem",
]

IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{7,63}")
MAX_ITEM = 200
MAX_COMMENT = 2000
MAX_EXCLUDED = 200
MAX_COUNT = 50
"""How many items or decisions may be asked for at once."""


def _identifier(value: str) -> str:
    if not IDENTIFIER.fullmatch(value):
        raise ValueError(
            "must be an identifier such as a UUID (8 to 64 letters, digits and hyphens)"
        )
    return value


Identifier = Annotated[str, Field(strict=True), AfterValidator(_identifier)]
ItemName = Annotated[str, BeforeValidator(partial(checked_text, limit=MAX_ITEM))]
Spelling = Annotated[str, BeforeValidator(partial(checked_text, limit=MAX_CHOICE))]
Comment = Annotated[str, BeforeValidator(partial(checked_text, limit=MAX_COMMENT))]
Chosen = Annotated[Choice, BeforeValidator(checked_choice)]


class ReviewItem(Message):
    """One thing to decide, as a card shows it; all under ``payload`` is hostile."""

    id: str
    kind: CardKind
    target: dict[str, Any]
    payload: dict[str, Any]


class QueueInfo(Message):
    """What all items of a queue share."""

    name: str
    dataset: str
    kind: CardKind
    guideline: str
    options: tuple[str | int, ...]
    role: Role = "vote"
    labelling: LabelSchema | None = None
    version: int = 0
    """The version of the guideline; 0 where there has been none."""
    changes: tuple[str, ...] = ()
    """Lines that the guideline lost (``-``) and won (``+``) since this reviewer last decided."""


class Progress(Message):
    """How far a reviewer is: decided by them, of those that are theirs to decide."""

    decided: int
    total: int


class DecisionRecord(Message):
    """A stored decision; ``title`` says in a few words what it is about."""

    id: str
    dataset: str
    item: str
    kind: CardKind
    target: dict[str, Any]
    verdict: Verdict
    choice: Choice = None
    excluded: tuple[str, ...] = ()
    reviewer: str
    queue: str | None = None
    comment: str = ""
    supersedes: str | None = None
    role: Role = "vote"
    answer: Answer | None = None
    guideline: int | None = None
    time: str
    title: str = ""
    withdrawn: bool = False


class NextRequest(Message):
    """Ask for items to decide."""

    count: int = Field(default=10, strict=True)


class QueuePage(Message):
    """Items claimed for this reviewer, how far they are, and their last decisions."""

    queue: QueueInfo
    items: tuple[ReviewItem, ...]
    progress: Progress
    recent: tuple[DecisionRecord, ...]


class DecisionBody(Message):
    """What a client sends; its ``id`` is made there, so that sending it twice is harmless."""

    id: Identifier
    item: ItemName
    verdict: Verdict
    choice: Chosen = None
    comment: Comment = ""
    supersedes: Identifier | None = None
    excluded: Annotated[tuple[Spelling, ...], Field(max_length=MAX_EXCLUDED)] = ()
    answer: Answer | None = None


class Ack(Message):
    """The decision as stored, durable by now, and the progress."""

    decision: DecisionRecord
    progress: Progress


class ItemRequest(Message):
    """Ask for an item that one holds or has decided, to decide it anew."""

    item: ItemName


class ItemPage(Message):
    """The item, and the own decision that stands about it."""

    item: ReviewItem
    decision: DecisionRecord | None = None


class HistoryRequest(Message):
    """Ask for own decisions, newest first: those older than ``before``."""

    before: Identifier | None = None
    count: int = Field(default=MAX_COUNT, strict=True, ge=1, le=MAX_COUNT)


class HistoryPage(Message):
    """Own decisions, newest first; ``more`` tells whether there are older ones."""

    decisions: tuple[DecisionRecord, ...]
    more: bool


class MediaRequest(Message):
    """Ask for the image that an item names in a column."""

    item: ItemName
    column: str = Field(strict=True, max_length=2000)


class Media(Message):
    """An image, re-encoded, or a sound, as a ``data:`` address; the size is the original's."""

    url: str
    width: int
    height: int
    format: str
