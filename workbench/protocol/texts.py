"""What texts and values that come from outside may be."""

from __future__ import annotations

import math
from typing import Any

__all__ = ["MAX_CHOICE", "checked_choice", "checked_text"]

MAX_CHOICE = 1000
"""Characters of a label, or of a cell's new value."""


def checked_text(value: object, limit: int) -> Any:
    """Return a text of at most `limit` characters; raise ValueError for anything else."""
    if not isinstance(value, str):
        raise ValueError("must be text")
    if len(value) > limit:
        raise ValueError(f"has {len(value)} characters; {limit} are allowed")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ValueError("holds half of a surrogate pair; send valid Unicode")
    return value


def checked_choice(value: object) -> Any:
    """Return a text, number, truth value or None; raise ValueError for anything else."""
    if isinstance(value, str):
        return checked_text(value, MAX_CHOICE)
    if (
        value is None
        or isinstance(value, bool)
        or (isinstance(value, int) and -(2**63) <= value < 2**63)
        or (isinstance(value, float) and math.isfinite(value))
    ):
        return value
    raise ValueError("must be text, a number of at most 64 bits, true, false or null")
