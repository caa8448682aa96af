"""Numbers with their nouns."""

from __future__ import annotations

__all__ = ["counted"]


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun: ``1 row``, ``2,000 rows``; `plural` where it is not an s."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
