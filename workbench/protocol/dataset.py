"""The workbench view as a whole: how it was left, its queues, and what a selection becomes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from workbench.protocol.explore import Selection
from workbench.protocol.message import Message

__all__ = [
    "Figure",
    "FigureRequest",
    "KeptState",
    "Library",
    "MakeQueue",
    "QueueOfSelection",
    "QueueSummary",
    "Queues",
    "Reviewer",
    "SelectionRequest",
    "SelectionResult",
]


class KeptState(Message):
    """How a user left the view; ``state`` is the view's own affair, null where there is none."""

    state: dict[str, Any] | None = None


class QueueSummary(Message):
    """One queue of the dataset and how far it is."""

    name: str
    kind: str
    total: int
    decided: int
    open: int


class Queues(Message):
    """The queues of the dataset, oldest first; ``can_make`` are the kinds that can be made now."""

    queues: tuple[QueueSummary, ...]
    can_make: tuple[str, ...] = ()


class MakeQueue(Message):
    """Ask for a queue of a kind, filled with what there is to decide now."""

    kind: str
    name: Annotated[str, Field(max_length=200)] = ""
    guideline: Annotated[str, Field(max_length=10_000)] = ""
    overlap: Annotated[int, Field(ge=1, le=50)] = 1
    limit: Annotated[int, Field(ge=1, le=10_000)] = 200
    order: Literal["confidence", "uncertainty", "value"] = "confidence"


class Reviewer(Message):
    """In whose name decisions are made."""

    name: str


class SelectionRequest(Selection):
    """Make something of the rows selected.

    ``issue`` names them as one issue with ``message`` as its reason; ``rule`` adds a rule that
    drops or flags them (``action``; ``name`` is that of the flag's column); ``export`` writes
    them to a file in the project's folder ``exports``, ``name`` with the ending ``.csv`` or
    ``.parquet``.
    """

    make: Literal["issue", "rule", "export"]
    name: Annotated[str, Field(max_length=200)] = ""
    message: Annotated[str, Field(max_length=1000)] = ""
    action: Literal["drop", "flag"] = "flag"
    column: str | None = None


class QueueOfSelection(Selection):
    """Send the rows selected to reviewers, who say whether the label of each is right."""

    name: Annotated[str, Field(max_length=200)] = ""
    guideline: Annotated[str, Field(max_length=10_000)] = ""
    overlap: Annotated[int, Field(ge=1, le=50)] = 1


class SelectionResult(Message):
    """What was made of a selection: a sentence for people, and an issue's name or a file's path."""

    rows: int
    message: str
    target: str = ""


class FigureRequest(Message):
    """Ask for a figure about one column, or about the table where ``column`` is null."""

    column: int | None = None
    version: str | None = None


class Figure(Message):
    """Plotly figures as JSON, each with a title."""

    figures: tuple[dict[str, Any], ...]


class Library(Message):
    """The program that draws figures, as its text."""

    script: str
