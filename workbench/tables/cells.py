"""What a cell of a text file looks like: empty, unknown, a value, or words."""

from __future__ import annotations

import re

__all__ = ["is_date", "is_typed", "is_unknown", "is_words"]

_MONEY = "[£$€¥₹]"
_NUMBER = re.compile(
    rf"[<>~≈±]?\s*[-+(\u2212]?\s*{_MONEY}?\s*[-+\u2212]?\s*"
    r"(\d{1,3}([,.'\u00a0\u202f ]\d{3})+|\d+)?([.,]\d*)?(\s?[eE][-+]?\d+)?"
    rf"\s*({_MONEY}|%|‰|EUR|USD|GBP|CHF)?\s*\)?"
)
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = re.compile(
    r"(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
    rf"|\d{{1,2}}[-/. ]{_MONTH}[-/., ]*\d{{2,4}}|{_MONTH}[-/. ]\d{{1,2}},? \d{{4}})"
    r"([T ]+\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|[-+]\d{2}:?\d{2})?)?"
    r"|\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?(\s*[ap]m)?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}|(https?|ftp|s3)://\S+", re.IGNORECASE)
_UNKNOWN = frozenset(
    {
        "na",
        "n/a",
        "n.a.",
        "nan",
        "null",
        "none",
        "nil",
        "missing",
        "unknown",
        "-",
        "--",
        "\u2013",
        "\u2014",
        ".",
        "..",
        "...",
        "?",
        "*",
        "x",
        "#n/a",
        "#value!",
        "#ref!",
        "#div/0!",
        "inf",
        "-inf",
    }
)


def is_unknown(cell: str) -> bool:
    """Whether the cell is empty or one of the usual words for a missing value."""
    text = cell.strip()
    return not text or text.lower() in _UNKNOWN


def is_typed(cell: str) -> bool:
    """Whether the cell is a value: number (with currency, percent, separators), date, address."""
    text = cell.strip()
    if ("@" in text or "://" in text) and _ADDRESS.fullmatch(text):
        return True
    if not any("0" <= sign <= "9" for sign in text[:40]):
        return False
    return bool(_NUMBER.fullmatch(text) or _DATE.fullmatch(text))


def is_date(cell: str) -> bool:
    """Whether the cell is a date or a time of day."""
    return bool(_DATE.fullmatch(cell.strip()))


def is_words(cell: str) -> bool:
    """Whether the cell holds neither a value nor a word for a missing one."""
    return not is_unknown(cell) and not is_typed(cell)
