"""Text columns that hold values of several types."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.lexicon.number_texts import take_apart
from workbench.lexicon.truth import TRUTH_WORDS
from workbench.types import Issue

__all__ = ["find", "type_of"]

LEAST = 0.05
ROWS = 20
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[T ].*)?|\d{1,2}([./])\d{1,2}\1\d{2,4}")


def type_of(text: str) -> str:
    """Return ``number``, ``date``, ``truth value`` or ``text`` for a trimmed text."""
    if DATE.fullmatch(text):
        return "date"
    part = take_apart(text)
    if part is not None and not (part.unit or part.mark or part.scale):
        return "number"
    return "truth value" if text.casefold() in TRUTH_WORDS else "text"


def find(context: CheckContext) -> Iterator[Issue]:
    """Report text columns in which two types each have at least 5 % of the rows."""
    for column in context.text_columns:
        counts = context.counts_present(column)
        total = sum(counts.values())
        if total < ROWS:
            continue
        types: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for value, count in counts.items():
            types[type_of(value)][value] = count
        rows = {name: sum(values.values()) for name, values in types.items()}
        large = [name for name in rows if rows[name] >= LEAST * total]
        if len(large) < 2 or ("text" in large and _is_code(types["text"])):
            continue
        text = ", ".join(
            f"{rows[name]:,} of {name} such as {next(iter(types[name]))[:40]!r}"
            for name in sorted(large, key=lambda name: -rows[name])
        )
        rarest = min(large, key=lambda name: rows[name])
        yield context.issue(
            kind="mixed_types",
            column=column,
            keys=context.keys_of(column, types[rarest]),
            confidence=0.5,
            evidence={
                "message": f"{column} mixes types: {text}.",
                "rows": rows,
                "about": sorted(large),
            },
        )


def _is_code(texts: dict[str, int]) -> bool:
    """Tell whether most texts have digits: numbers with units, or codes such as 12a."""
    with_digits = sum(n for text, n in texts.items() if any(c.isdigit() for c in text))
    return 2 * with_digits > sum(texts.values())
