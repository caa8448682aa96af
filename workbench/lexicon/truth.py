"""Words for true and false."""

from __future__ import annotations

__all__ = ["TRUTH_PAIRS", "TRUTH_WORDS"]

TRUTH_PAIRS: tuple[tuple[str, str], ...] = (
    *(("yes", "no"), ("y", "n"), ("true", "false"), ("t", "f"), ("on", "off"), ("1", "0")),
    *(("ja", "nein"), ("oui", "non"), ("si", "no"), ("sí", "no"), ("sì", "no"), ("sim", "não")),
    *(("ja", "nee"), ("ja", "nej"), ("wahr", "falsch"), ("vrai", "faux"), ("j", "n"), ("o", "n")),
    *(("yes", "none"), ("enabled", "disabled"), ("checked", "unchecked"), ("1.0", "0.0")),
)
"""Pairs of a word for true and one for false, in lower case."""
TRUTH_WORDS = frozenset(["true", "false", "yes", "no"])
"""Words that say true or false whatever stands beside them."""
