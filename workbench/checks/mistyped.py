"""Whether one text may be another one mistyped."""

from __future__ import annotations

__all__ = ["mistyped"]

ALIKE = 0.6
WORD_ALIKE = 0.3


def mistyped(value: str, expected: str) -> bool:
    """Tell whether a value may be another one mistyped: no whole word of it is replaced."""
    from rapidfuzz.distance import OSA

    if OSA.normalized_similarity(value, expected) < ALIKE:
        return False
    words, others = value.split(), expected.split()
    if len(words) != len(others):
        return True
    pairs = [
        (a, b) for a, b in zip(words, others, strict=True) if a != b and a.isalpha() and len(b) > 1
    ]
    return all(OSA.normalized_similarity(a, b) >= WORD_ALIKE for a, b in pairs)
