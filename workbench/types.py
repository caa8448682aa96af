"""The nouns that all layers share.

They are plain frozen values: no table, no database and no screen inside.
Everything in them is JSON, so that each can be stored, sent and compared.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

__all__ = [
    "CardKind",
    "Choice",
    "DatasetVersion",
    "Decision",
    "DecisionKind",
    "Issue",
    "Json",
    "Key",
    "ReviewItem",
    "Role",
    "Source",
    "Verdict",
    "digest",
    "new_id",
    "now",
    "python_value",
]

Key = str | int
"""A row's stable key: the value of the key column, text or integer."""

Json = dict[str, Any]
"""A JSON object."""

CardKind = Literal["label", "pair", "rule", "cell", "value", "disagreement", "annotate"]
DecisionKind = Literal[CardKind, "recipe"]
"""What a decision may be about: what cards show, or the recipe itself."""

Verdict = Literal["accept", "reject", "choose", "unsure", "skip", "withdraw"]

Choice = str | int | float | bool | None
"""What was chosen: a label, a cell's new value (None: missing), a cluster's main spelling."""

Role = Literal["vote", "adjudication"]
"""Whether a decision is one of several, or settles what those that voted differ on."""


def python_value(value: Any) -> Any:
    """Return a NumPy scalar as a Python one; other values stay."""
    return value.item() if hasattr(value, "item") else value


def now() -> datetime:
    """Return the current time in UTC, to the microsecond."""
    return datetime.now(UTC)


def new_id() -> str:
    """Return a new random identifier (UUID 4, 36 characters)."""
    return str(uuid.uuid4())


def digest(value: object, *, length: int = 16) -> str:
    """Return the first `length` hex digits of the SHA-256 of `value` as canonical JSON."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:length]


@dataclass(frozen=True)
class Source:
    """Where a table came from.

    Attributes
    ----------
    uri : str
        A file's path as given, or ``memory:<type>`` for an object.  Never holds a credential.
    kind : str
        The kind of file (``csv``, ``parquet``, ``excel``, ``json``, ``arrow``), ``sql``, or the
        library of a table in memory (``pandas``, ``polars``, ``pyarrow``, ``duckdb``).
    fingerprint : str
        SHA-256 of the file's bytes or of the table's Arrow content, hex.
    options : dict
        What the reader inferred or was given (delimiter, encoding, types).
    """

    uri: str
    kind: str
    fingerprint: str
    options: Json = field(default_factory=dict)

    def to_dict(self) -> Json:
        """Return the source as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Issue:
    """Something that looks wrong: a claim with evidence, never a verdict.

    Attributes
    ----------
    kind : str
        Name of the check, for example ``"missing"`` or ``"label_error"``.
    column : str or None
        The column concerned; None where whole rows are.
    keys : tuple of Key
        Keys of the rows concerned, at most `MAX_KEYS` of them (the first in table order).
    rows : int
        How many rows are concerned in all (may exceed ``len(keys)``).
    confidence : float
        0 to 1, high = surely wrong.
    evidence : dict
        What a person needs to judge, JSON; ``evidence["message"]`` is one sentence.
    suggestion : dict or None
        A rule as JSON that would mend it.
    """

    kind: str
    column: str | None
    keys: tuple[Key, ...]
    rows: int
    confidence: float
    evidence: Json
    suggestion: Json | None = None

    MAX_KEYS = 1000

    @property
    def id(self) -> str:
        """Identifier made of kind, column and what is concerned: the same again on a re-run."""
        about = self.evidence.get("about", list(self.keys))
        return digest([self.kind, self.column, about])

    @property
    def key(self) -> Key | None:
        """The key, where exactly one row is concerned."""
        return self.keys[0] if self.rows == 1 and self.keys else None

    def to_dict(self) -> Json:
        """Return the issue as JSON, `id` included."""
        return {
            "id": self.id,
            "kind": self.kind,
            "column": self.column,
            "keys": list(self.keys),
            "rows": self.rows,
            "confidence": self.confidence,
            "evidence": dict(self.evidence),
            "suggestion": None if self.suggestion is None else dict(self.suggestion),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Issue:
        """Build an issue from what `to_dict` returned."""
        return cls(
            kind=data["kind"],
            column=data["column"],
            keys=tuple(data["keys"]),
            rows=data["rows"],
            confidence=data["confidence"],
            evidence=dict(data["evidence"]),
            suggestion=data["suggestion"],
        )


@dataclass(frozen=True)
class Decision:
    """One judgement by one person; appended, never edited.

    Attributes
    ----------
    id : str
        Made by the client, so that a repeated send is recognised.
    dataset : str
        Name of the dataset.
    kind : {"label", "pair", "rule", "cell", "value", "disagreement", "annotate"}
        What was judged.
    item : str
        Identifier of the issue or review item.
    target : dict
        What it is about: ``{"key", "column", "old"}`` for a label, a cell (with ``"type"``,
        and ``"suggested"`` where there is a suggestion) and a disagreement (without a column
        where the item is no row of the dataset), ``{"key_l", "key_r"}`` for a pair,
        ``{"rule"}`` for a suggested rule, ``{"column", "canonical", "members"}`` for a value,
        ``{"item"}``, with ``key``, ``column`` and ``old`` where it is a cell, for an annotation.
    verdict : {"accept", "reject", "choose", "unsure", "skip", "withdraw"}
        ``choose`` carries the chosen label in `choice`; for a pair ``accept`` means the
        same and ``reject`` different; ``withdraw`` takes back the decision in `supersedes`.
    choice : str, int, float, bool or None
        For ``choose``: the label, the cell's new value (None makes it missing), or the
        spelling that a cluster of values gets.
    excluded : tuple of str
        The spellings that were taken out of a cluster of values.
    role : {"vote", "adjudication"}
        An adjudication overrides the votes about the same thing.
    reviewer : str
        Who decided.
    queue : str or None
        The review queue it was decided in, if any.
    comment : str
        Free text.
    supersedes : str or None
        Identifier of the decision that this one replaces.
    answer : dict or None
        Of an annotation: what was said beside the choice, as `workbench.protocol.labelling.Answer`
        reads it.
    guideline : int or None
        The version of the guideline that the reviewer saw.
    time : datetime
        When it was made (UTC).
    """

    dataset: str
    kind: DecisionKind
    item: str
    target: Json
    verdict: Verdict
    reviewer: str
    choice: Choice = None
    queue: str | None = None
    comment: str = ""
    supersedes: str | None = None
    excluded: tuple[str, ...] = ()
    role: Role = "vote"
    answer: Json | None = None
    guideline: int | None = None
    id: str = field(default_factory=new_id)
    time: datetime = field(default_factory=now)

    def to_dict(self) -> Json:
        """Return the decision as JSON (time as ISO 8601); an answer only where there is one."""
        fields = {"time": self.time.isoformat(), "excluded": list(self.excluded)}
        every = {**asdict(self), **fields}
        absent = [name for name in ("answer", "guideline") if every[name] is None]
        return {name: value for name, value in every.items() if name not in absent}


@dataclass(frozen=True)
class ReviewItem:
    """One thing to decide, as a card shows it.

    Attributes
    ----------
    id : str
        Identifier within its queue; for an issue, the issue's.
    kind : {"label", "pair", "rule", "cell", "value", "disagreement", "annotate"}
        Which card renders it.
    target : dict
        As in `Decision.target`.
    payload : dict
        What the card shows; see the makers in `workbench.queues.items`.
    """

    id: str
    kind: CardKind
    target: Json
    payload: Json

    def to_dict(self) -> Json:
        """Return the item as JSON."""
        return asdict(self)


@dataclass(frozen=True)
class DatasetVersion:
    """One immutable state of a dataset.

    Attributes
    ----------
    id : str
        Digest of dataset, parent, recipe and content.
    dataset : str
        Name of the dataset.
    parent : str or None
        The version it was made from; None for a source.
    blob : str
        SHA-256 of the Parquet file with the rows.
    recipe : list of dict or None
        The rules that made it from its parent, as JSON; None for a source.
    source : dict or None
        Provenance of a source version (`Source.to_dict`).
    rows : int
        Number of rows.
    columns : tuple of str
        Column names in order.
    author : str
        Who made it.
    time : datetime
        When (UTC).
    """

    id: str
    dataset: str
    parent: str | None
    blob: str
    recipe: list[Json] | None
    source: Json | None
    rows: int
    columns: tuple[str, ...]
    author: str
    time: datetime

    def to_dict(self) -> Json:
        """Return the version as JSON (time as ISO 8601)."""
        return {**asdict(self), "columns": list(self.columns), "time": self.time.isoformat()}
