"""What a client may answer: read it, and check that it fits the item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from workbench.errors import InputError
from workbench.types import ReviewItem, Verdict

__all__ = ["Answer", "read_answer"]

IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{7,63}")
FIELDS = ("id", "item", "verdict", "choice", "comment", "supersedes")
MAX_COMMENT = 2000
ALLOWED: dict[str, tuple[Verdict, ...]] = {
    "label": ("accept", "reject", "choose", "unsure", "skip", "withdraw"),
    "pair": ("accept", "reject", "unsure", "skip", "withdraw"),
    "rule": ("accept", "reject", "unsure", "skip", "withdraw"),
}


@dataclass(frozen=True)
class Answer:
    """A well-formed answer of a client, not yet checked against its item."""

    id: str
    item: str
    verdict: Verdict
    choice: str | int | None
    comment: str
    supersedes: str | None

    def check_fits(self, item: ReviewItem, options: tuple[str | int, ...]) -> None:
        """Refuse a verdict or choice that the item does not offer.

        Parameters
        ----------
        item : ReviewItem
            As stored in the queue.
        options : tuple of str or int
            The queue's labels; where it names none, the item's own are taken.

        Raises
        ------
        InputError
            With what would be allowed.
        """
        where = f"item {item.id!r}"
        if self.verdict not in ALLOWED[item.kind]:
            raise InputError(
                f"{where}: a {item.kind} takes {', '.join(ALLOWED[item.kind])}, "
                f"not {self.verdict!r}"
            )
        if self.verdict == "accept" and item.kind == "label" and not _has_suggestion(item):
            raise InputError(f"{where}: no label is suggested; choose one instead of accepting")
        if self.verdict == "withdraw" and self.supersedes is None:
            raise InputError(f"{where}: name the decision to take back in 'supersedes'")
        if self.verdict != "choose":
            if self.choice is not None:
                raise InputError(f"{where}: choice goes with 'choose', not with {self.verdict!r}")
            return
        offered = options or tuple(item.payload.get("options") or ())
        if not any(type(self.choice) is type(one) and self.choice == one for one in offered):
            listed = ", ".join(repr(one) for one in offered[:20]) or "no labels (there are none)"
            raise InputError(f"{where}: {self.choice!r} cannot be chosen; choose one of {listed}")


def _has_suggestion(item: ReviewItem) -> bool:
    return item.payload.get("suggested") is not None


def read_answer(body: Mapping[str, Any]) -> Answer:
    """Read a client's answer, field by field.

    Raises
    ------
    InputError
        If a field is missing, unknown, of the wrong type or too long.
    """
    unknown = sorted(str(name)[:40] for name in body if name not in FIELDS)
    if unknown:
        raise InputError(
            f"decision: unknown field {', '.join(unknown[:5])}; it takes {', '.join(FIELDS)}"
        )
    supersedes = body.get("supersedes")
    choice = body.get("choice")
    if isinstance(choice, bool) or not isinstance(choice, str | int | None):
        raise InputError("decision: 'choice' is text, an integer or null")
    return Answer(
        id=_identifier(body.get("id"), "id"),
        item=_text(body.get("item"), "item", 200),
        verdict=cast(Verdict, _text(body.get("verdict"), "verdict", 16)),
        choice=_text(choice, "choice", 1000) if isinstance(choice, str) else choice,
        comment=_text(body.get("comment", ""), "comment", MAX_COMMENT),
        supersedes=None if supersedes is None else _identifier(supersedes, "supersedes"),
    )


def _identifier(value: object, name: str) -> str:
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        raise InputError(
            f"decision: {name!r} must be an identifier such as a UUID "
            "(8 to 64 letters, digits and hyphens)"
        )
    return value


def _text(value: object, name: str, limit: int) -> str:
    if not isinstance(value, str):
        raise InputError(f"decision: {name!r} must be text")
    if len(value) > limit:
        raise InputError(f"decision: {name!r} has {len(value)} characters; {limit} are allowed")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise InputError(f"decision: {name!r} holds half of a surrogate pair; send valid Unicode")
    return value
