r"""Which regular expressions every engine reads in the same way, in bounded time.

The language that engines share is in `pattern_tree`.  RE2 (PyArrow, DuckDB) and Rust's regex
(Polars) take time linear in the text; Python's (pandas) and Java's (Spark) try one way after the
other, and `pattern_steps` counts these ways on the worst texts.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.rules.pattern_paths import automaton_of, letters_of
from workbench.rules.pattern_steps import greatest_work, is_exponential
from workbench.rules.pattern_tree import parse

__all__ = ["check_pattern", "check_replacement"]

LONGEST = 500
TEXT = 240
"""Characters of the texts that a pattern is tried on."""
STEPS = 200_000
"""Steps that a search may take on them.  `[0-9]+$`, tried from each place to the end, takes half
the square of `TEXT`, 29,000; three repeats of the same characters in a row take a sixth of the
cube, 2,300,000.  On texts of 3,000 characters these are 4.5 million steps and 4.5 billion: a
twentieth of a second and minutes, at the 5 to 20 ns that a step of Python's engine takes."""


@lru_cache(maxsize=256)
def check_pattern(pattern: str) -> str:
    """Return `pattern` where every engine reads it alike, in bounded time.

    Raises
    ------
    ValueError
        If it is not a regular expression, uses something on which engines differ, matches the
        empty text, or may take exponential time, or time with the cube of a text's length.
    """
    if not pattern or len(pattern) > LONGEST or "\x00" in pattern:
        raise ValueError(f"a pattern has 1 to {LONGEST} characters and no NUL")
    tree = parse(pattern)
    try:
        compiled = re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(f"pattern {pattern!r} is not a regular expression: {error}") from error
    try:
        automaton = automaton_of(tree)
    except ValueError as error:
        raise ValueError(
            f"pattern {pattern!r}: {error}; this can take exponential time; write it shorter"
        ) from error
    letters = letters_of(automaton)
    if is_exponential(automaton, letters) or greatest_work(automaton, letters, TEXT, STEPS) > STEPS:
        raise ValueError(
            f"pattern {pattern!r} can take exponential time, or minutes on a text of 3,000 "
            "characters: repeats in it that follow or hold one another read the same characters; "
            "make them differ, put another character between them, or begin with ^"
        )
    if compiled.search(""):
        raise ValueError(
            f"pattern {pattern!r} matches empty text, on which engines differ; make it match at "
            "least one character"
        )
    return pattern


def check_replacement(text: str) -> str:
    """Return `text` where every engine puts it in as it is; raise ValueError elsewhere."""
    if re.search(r"[\\$\x00]", text):
        raise ValueError(f"replacement {text!r}: engines differ on \\ and $ in a replacement")
    return text
