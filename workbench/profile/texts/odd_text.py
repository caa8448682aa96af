"""Odd characters in text: what cannot be seen, was decoded wrongly or looks like another letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

__all__ = ["OddText", "escaped", "find_odd_text"]

AROUND = 15
LONGEST_EXAMPLE = 80

# Joiners belong to emoji, Arabic and Indic scripts; elsewhere they only hide.
JOINED = "\u0600-\u0dff\ufe0f\u2600-\u27bf\U0001f000-\U0001faff"
PATTERNS: dict[str, tuple[str, str]] = {
    "nul": ("\x00", "NUL characters"),
    "control": ("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "control characters"),
    "html_tag": (r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,300})?/?>|<!--", "HTML tags"),
    "html_entity": (r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});", "HTML entities"),
    "outer_space": (r"\A\s+(?=\S)|(?<=\S)\s+\Z", "white space at the start or end"),
    "repeated_space": (r"(?<=\S)[^\S\r\n]{2,}(?=\S)", "repeated white space"),
    "zero_width": (
        f"[\u200b\u2060\ufeff\u00ad\u180e]|(?<![{JOINED}])[\u200c\u200d]",
        "characters of no width",
    ),
    "odd_space": (
        "[\u00a0\u202f\u2000-\u200a\u205f\u3000\u1680\u2028\u2029]",
        "non-breaking and other unusual spaces",
    ),
    "replacement": ("\ufffd", "replacement characters: text lost in decoding"),
    "bidi_control": (
        "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]",
        "marks that turn the direction of text",
    ),
    "private_use": (
        "[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]",
        "private-use characters",
    ),
    "noncharacter": (
        "[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]",
        "surrogates and other codes that are no characters",
    ),
    "emoji": (
        "[\u2600-\u26ff\u2705\u2728\u274c\u2753-\u2757\u2764\u2b50\u2b55\U0001f1e6-\U0001f1ff"
        "\U0001f300-\U0001faff]",
        "emoji",
    ),
}
ASCII = ("nul", "control", "html_tag", "html_entity", "outer_space", "repeated_space")
SPACES = ("outer_space", "repeated_space")
COMPILED = {kind: re.compile(pattern) for kind, (pattern, _) in PATTERNS.items()}

# Nearly all of ftfy's patterns hold one of these; most texts are cleared in a tenth of the time.
MAYBE_MOJIBAKE = re.compile("[^\x00-\x7f]{2}|[\x80-\x9f\u0152\u0153\u00c3]")
WORD = re.compile(r"\w+")
LATIN = re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]")
# All of Cyrillic, but of Greek only what is drawn like a Latin letter: kilo-ohm is no oddity.
LIKE_LATIN = re.compile(
    "[\u0400-\u052f\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u03bf\u03bd\u03f2]"
)


@dataclass(frozen=True)
class OddText:
    """One kind of oddity in the texts of a column.

    Attributes
    ----------
    kind : str
        ``nul``, ``control``, ``html_tag``, ``html_entity``, ``outer_space``, ``repeated_space``,
        ``zero_width``, ``odd_space``, ``replacement``, ``bidi_control``, ``private_use``,
        ``noncharacter``, ``emoji``, ``mojibake``, ``mixed_scripts`` or ``decomposed``.
    meaning : str
        The same for people.
    rows : int
        Number of rows that hold it.
    share : float
        Of all rows, 0 to 1.
    values : int
        Number of distinct values that hold it.
    example : str
        A short piece of the first such value, with what cannot be seen as escapes.
    """

    kind: str
    meaning: str
    rows: int
    share: float
    values: int
    example: str


def escaped(text: str) -> str:
    """Return `text` as printable characters, all others as backslash escapes; cut when long."""
    shown = repr(text)[1:-1]
    return shown if len(shown) <= LONGEST_EXAMPLE else shown[: LONGEST_EXAMPLE - 1] + "…"


def find_odd_text(values: Mapping[str, int]) -> tuple[OddText, ...]:
    """Return the kinds of oddities in texts, the most frequent first.

    Parameters
    ----------
    values : mapping of str to int
        The distinct texts, each with its number of rows.

    Notes
    -----
    Mojibake (UTF-8 read as another encoding) is found by the heuristic of the library ftfy,
    which is made to raise few false alarms: short pieces can escape it.  Mixed scripts are Latin
    letters in one word with Cyrillic ones, or with Greek ones of the same looks (Unicode
    Technical Standard 39 calls them confusable).
    """
    texts = list(values)
    wide = [text for text in texts if not text.isascii()]
    results = []
    for kind, pattern in COMPILED.items():
        inside = texts if kind in ASCII else wide
        if pattern.search("\n".join(inside)) or kind == "outer_space":
            find = partial(_space if kind in SPACES else _by_pattern, pattern)
            results.append(_found(kind, PATTERNS[kind][1], inside, find, values))
    results += [
        _found("mojibake", "text decoded wrongly (as Ã© for é)", wide, _mojibake, values),
        _found("mixed_scripts", "letters of two scripts in one word", wide, _mixed, values),
        _found("decomposed", "accents as characters of their own", wide, _decomposed, values),
    ]
    return tuple(sorted((odd for odd in results if odd.rows), key=lambda o: (-o.rows, o.kind)))


Finder = Callable[[str], str | None]


def _found(
    kind: str, meaning: str, texts: list[str], find: Finder, values: Mapping[str, int]
) -> OddText:
    pieces = {text: piece for text in texts if (piece := find(text)) is not None}
    rows, total = sum(int(values[text]) for text in pieces), sum(values.values())
    example = next(iter(pieces.values()), "")
    return OddText(kind, meaning, rows, rows / total if total else 0.0, len(pieces), example)


def _around(text: str, start: int, stop: int) -> str:
    return escaped(text[max(start - AROUND, 0) : stop + AROUND])


def _by_pattern(pattern: re.Pattern[str], text: str) -> str | None:
    match = pattern.search(text)
    return _around(text, *match.span()) if match else None


def _space(pattern: re.Pattern[str], text: str) -> str | None:
    """Show plain spaces as well, where they are what is odd."""
    match = pattern.search(text)
    if not match:
        return None
    start, stop = match.span()
    spaces = escaped(match[0][:AROUND].replace(" ", "␣"))
    before, after = text[max(start - AROUND, 0) : start], text[stop : stop + AROUND]
    return escaped(before) + spaces + escaped(after)


def _mojibake(text: str) -> str | None:
    if not MAYBE_MOJIBAKE.search(text):
        return None
    from ftfy import badness

    return _by_pattern(badness.BADNESS_RE, text)


def _mixed(text: str) -> str | None:
    if not (LIKE_LATIN.search(text) and LATIN.search(text)):
        return None
    for word in WORD.findall(text):
        latin, other = LATIN.findall(word), LIKE_LATIN.findall(word)
        if latin and other:
            rarer = set(other if len(other) <= len(latin) else latin)
            shown = (f"\\u{ord(c):04x}" if c in rarer else c for c in word[:AROUND])
            return "".join(shown)[:LONGEST_EXAMPLE]
    return None


def _decomposed(text: str) -> str | None:
    if unicodedata.is_normalized("NFC", text):
        return None
    changed = unicodedata.normalize("NFC", text)
    position = next((i for i, (a, b) in enumerate(zip(text, changed, strict=False)) if a != b), 0)
    piece = text[max(position - AROUND, 0) : position + AROUND]
    return "".join(f"\\u{ord(c):04x}" if unicodedata.combining(c) else escaped(c) for c in piece)
