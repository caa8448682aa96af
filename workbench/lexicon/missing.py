"""Placeholders for a missing value, each with how sure it is that it is one."""

from __future__ import annotations

from typing import Literal

__all__ = ["PLACEHOLDERS", "Reason", "is_placeholder", "placeholders"]

Reason = Literal["sign", "stated", "mostly", "unknown", "state", "number"]
"""Why a text stands for a missing value.

``sign``: no letters.  ``stated``: it says that there is no value.  ``mostly``: it says so, but may
be an answer.  ``unknown``: nobody knows the value.  ``state``: among numbers and dates it is no
value, among words it may be the answer: a tank is empty, an allergy is none, a film is "xXx".
``number``: a placeholder among numbers and dates only; among words it is a word.
"""

_LISTS: dict[Reason, str] = {
    "sign": ", -, --, ---, ., .., ..., ?, ??, ???, *, **, /, _, \N{EN DASH}, \N{EM DASH}",
    "stated": "n/a, #n/a, n.a., n.a, #na, n/d, n\\a, \\n, null, <null>, (null), nan, #nan, -nan, "
    "nat, <na>, (blank), (missing), not available, not applicable, not provided, not specified, "
    "not set, unspecified, no data, nodata, no value, to be determined, #value!, #ref!, #div/0!, "
    "#name?, #null!, #num!, not known, not recorded, not reported, not stated, not yet known",
    "mostly": "blank, missing, undefined",
    "unknown": "na, unknown, unk, tbd, tba, redacted, suppressed, withheld",
    "state": "none, empty, void, nil, xxx",
    "number": "!, #, ~, (none), error, nd, not found, refused, xx",
}
PLACEHOLDERS: dict[str, Reason] = {
    word: reason for reason, words in _LISTS.items() for word in words.split(", ")
}
"""Each placeholder in lower case, with its reason."""

LONGEST = max(map(len, PLACEHOLDERS))


def placeholders(*reasons: Reason) -> frozenset[str]:
    """Return the placeholders that have one of `reasons`, in lower case."""
    return frozenset(word for word, reason in PLACEHOLDERS.items() if reason in reasons)


def is_placeholder(text: str, *, among_numbers: bool = False) -> bool:
    """Tell whether a trimmed text usually stands for a missing value.

    Parameters
    ----------
    text : str
        The text, in any case.
    among_numbers : bool, default False
        Whether the other values are numbers or dates: there more words are placeholders.
    """
    reason = PLACEHOLDERS.get(text.casefold()) if len(text) <= LONGEST else None
    return reason is not None and (among_numbers or reason != "number")
