"""The spellings of a column: which values may be one, for a person to join."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from workbench.protocol.message import Message

__all__ = [
    "MethodInfo",
    "SpellingCluster",
    "SpellingInfo",
    "SpellingsPage",
    "SpellingsRequest",
]


class SpellingsRequest(Message):
    """Ask for clusters; ``column`` null for the first that has any, no ``methods`` for all."""

    column: str | None = None
    methods: Annotated[tuple[str, ...], Field(max_length=20)] = ()


class MethodInfo(Message):
    """A method and what it says of two values."""

    name: str
    title: str


class SpellingInfo(Message):
    """One value with its rows, and the methods that join it to the first value of its cluster."""

    value: str
    rows: int
    methods: tuple[str, ...]


class SpellingCluster(Message):
    """Values that may be one, most frequent first; ``target`` is what they would become.

    ``total`` counts the values beyond those listed.
    """

    target: str
    methods: tuple[str, ...]
    spellings: tuple[SpellingInfo, ...]
    total: int


class SpellingsPage(Message):
    """The clusters of a column as the recipe so far leaves it, those of the surest method first.

    ``columns`` are those of text, ``total`` counts the clusters beyond those listed.  ``column``
    is null where no column holds text.
    """

    columns: tuple[str, ...]
    methods: tuple[MethodInfo, ...]
    column: str | None
    distinct: int
    clusters: tuple[SpellingCluster, ...]
    total: int
    notes: tuple[str, ...] = ()
