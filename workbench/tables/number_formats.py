"""Number formats of Excel that make a code of a number: ``00000`` shows 1234 as 01234."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["code_text", "is_code_format"]

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<digit>[0#?])'
    r"|(?P<plain>[-+ ()/:])|(?P<other>.)",
    re.DOTALL,
)
"""The parts of a format (ECMA-376, 18.8.31): ``_x`` leaves room and ``*x`` fills the cell."""


def is_code_format(format_: str) -> bool:
    """Whether a format fills up with zeros, and shows nothing but digits and fixed signs.

    A point, a thousands separator, a percent sign, an exponent, or a letter of a date or time make
    the number a quantity.
    """
    return _parts(format_) is not None


def code_text(format_: str, number: float) -> str | None:
    """Return a whole number as a format of codes shows it; None where it is none.

    Parameters
    ----------
    format_ : str
        Such as ``00000`` or ``000-00-0000``.
    number : float
        The value of the cell.
    """
    parts = _parts(format_)
    if parts is None or number < 0 or not float(number).is_integer():
        return None
    digits = list(str(int(number)))
    shown: list[str] = []
    first = next(i for i, (kind, _) in enumerate(parts) if kind == "digit")
    for i in range(len(parts) - 1, -1, -1):
        kind, text = parts[i]
        if kind == "text":
            shown.append(text)
        elif i == first:
            shown.append("".join(digits) or ("0" if text == "0" else ""))
        elif digits:
            shown.append(digits.pop())
        elif text == "0":
            shown.append("0")
    return "".join(reversed(shown))


@lru_cache(maxsize=256)
def _parts(format_: str) -> tuple[tuple[str, str], ...] | None:
    """Return the placeholders and fixed texts of a format's first section, or None for no code."""
    parts: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(format_):
        kind, text = found.lastgroup, found[0]
        if text == ";":
            break
        if kind == "other" or (kind == "bracket" and re.fullmatch("[hms]+", found[kind])):
            return None
        if kind == "digit":
            parts.append(("digit", text))
        elif kind in ("quoted", "escaped", "plain"):
            parts.append(("text", found[kind]))
    zeros = sum(text == "0" for kind, text in parts if kind == "digit")
    return tuple(parts) if zeros > 1 else None
