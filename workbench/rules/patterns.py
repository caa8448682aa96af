r"""Which regular expressions every engine reads in the same way, in bounded time.

RE2 (PyArrow, DuckDB), Rust's regex (Polars), Java's (Spark) and Python's share a core: literals,
classes, groups without capture, alternatives and greedy repeats.  What lies outside it either
differs (``\d``, ``.``, back references) or can take time exponential in the length of a text.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import lru_cache

__all__ = ["check_pattern", "check_replacement"]

LONGEST = 500
REPEATS = 1000
SECONDS = 2.0

REPEAT = re.compile(r"[*+?]|\{[0-9]{1,4}(?:,[0-9]{0,4})?\}")
SET = re.compile(r"\[\^?(?:\\[\]\[\\^.$|?*+(){}/&~ -]|[^\]\[\\&~])+\]")
LITERAL = re.compile(r"[^.\\\[\]{}()|?*+^$]")
ESCAPED = re.compile(r"\\[\\^$.|?*+()\[\]{}/&~ -]")
INSTEAD = {
    "d": "[0-9]",
    "w": "[A-Za-z0-9_]",
    "s": "[ \\t] with literal characters",
    "b": "a class of the neighbouring characters",
}


@lru_cache(maxsize=256)
def check_pattern(pattern: str) -> str:
    """Return `pattern` where every engine reads it alike, in bounded time.

    Raises
    ------
    ValueError
        If it is not a regular expression, uses something on which engines differ, matches the
        empty text, or may take exponential time.
    """
    if not pattern or len(pattern) > LONGEST or "\x00" in pattern:
        raise ValueError(f"a pattern has 1 to {LONGEST} characters and no NUL")
    loops = _walk(pattern)
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"pattern {pattern!r} is not a regular expression: {error}") from error
    if compiled.search(""):
        raise ValueError(
            f"pattern {pattern!r} matches empty text, on which engines differ; make it match at "
            "least one character"
        )
    if loops > 1:
        _time(pattern)
    return pattern


def check_replacement(text: str) -> str:
    """Return `text` where every engine puts it in as it is; raise ValueError elsewhere."""
    if re.search(r"[\\$\x00]", text):
        raise ValueError(f"replacement {text!r}: engines differ on \\ and $ in a replacement")
    return text


def _walk(pattern: str) -> int:
    """Refuse what is not portable, and count the repeats without a bound."""
    groups: list[bool] = []  # whether each open group holds a repeat or an alternative
    last = False
    loops, index, quantified = 0, 0, True
    while index < len(pattern):
        char = pattern[index]
        repeat = REPEAT.match(pattern, index)
        if repeat:
            if quantified:
                raise ValueError(
                    f"pattern {pattern!r}: a quantifier must follow something that can be repeated"
                )
            endless = repeat[0][-1] in "*+" or repeat[0].endswith(",}")
            if max([int(n) for n in re.findall("[0-9]+", repeat[0])], default=0) > REPEATS:
                raise ValueError(f"pattern {pattern!r} repeats more than {REPEATS} times")
            if (endless or repeat[0][0] == "{") and last:
                raise ValueError(
                    f"pattern {pattern!r} repeats a group that contains a repeat or an "
                    "alternative; this can take exponential time"
                )
            loops += endless
            if endless:
                groups = [True for _ in groups]
            elif groups and char == "?":
                groups[-1] = True
            quantified, index = True, repeat.end()
            continue
        quantified, last = False, False
        if char == "(":
            if not pattern.startswith("(?:", index):
                raise ValueError(f"pattern {pattern!r}: the only groups allowed are (?:...)")
            groups.append(False)
            quantified, index = True, index + 3
        elif char == ")":
            if not groups:
                raise ValueError(f"pattern {pattern!r}: a closing bracket has no opening one")
            last = groups.pop()
            index += 1
        elif char == "|":
            groups = [True for _ in groups]
            quantified, index = True, index + 1
        elif char in "^$":
            if groups or (char == "^" and index) or (char == "$" and index != len(pattern) - 1):
                raise ValueError(
                    f"pattern {pattern!r}: ^ is allowed only at the start and $ only at the end"
                )
            quantified, index = True, index + 1
        else:
            index = _atom(pattern, index)
    return loops


def _atom(pattern: str, index: int) -> int:
    """Return where one character, escape or class ends."""
    char = pattern[index]
    match = {"[": SET, "\\": ESCAPED}.get(char, LITERAL).match(pattern, index)
    if match is None:
        after = pattern[index + 1 : index + 2] if char == "\\" else ""
        better = INSTEAD.get(after, "a class such as [^\\n]" if char == "." else "a plain class")
        raise ValueError(
            f"pattern {pattern!r}: engines differ on {pattern[index : index + 2]!r} at character "
            f"{index + 1}; write {better}"
        )
    return match.end()


def _time(pattern: str) -> None:
    """Try the pattern in a process of its own on long texts made of its characters."""
    signs = sorted({char for char in pattern if char.isalnum() or char in " ,.-_/"})[:6] or ["a"]
    code = (
        "import re, sys\n"
        "pattern = re.compile(sys.argv[1])\n"
        "for text in sys.argv[2:]: pattern.sub('', text * 3000 + '\\x01')\n"
    )
    try:
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", code, pattern, *signs, "".join(signs)],
            timeout=SECONDS,
            check=False,
            capture_output=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(
            f"pattern {pattern!r} took more than {SECONDS:g} seconds on a text of 3,000 "
            "characters; make the parts between its repeats more specific"
        ) from error
