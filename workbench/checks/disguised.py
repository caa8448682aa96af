"""Words and numbers that stand for a missing value."""

from __future__ import annotations

from workbench.checks.look import Look
from workbench.rules import suggest
from workbench.tables import quoted
from workbench.types import Issue, Key

__all__ = ["find", "is_null_word"]

SURE = frozenset(
    [
        *["", "-", "--", "---", ".", "..", "?", "??", "???", "n/a", "#n/a", "n.a.", "n.a", "#na"],
        *["null", "<null>", "(null)", "nan", "<na>", "nil", "missing", "undefined", "not set"],
        *["not available", "not applicable", "not provided", "not specified", "not recorded"],
        *["no data", "no value", "#value!", "#ref!", "#div/0!", "to be determined"],
    ]
)
LIKELY = frozenset(["na", "none", "unknown", "tbd", "tba", "empty", "blank", "xxx", "unk", "void"])
SENTINELS = (-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999)


def is_null_word(text: str) -> bool:
    """Tell whether a trimmed text usually stands for a missing value."""
    folded = text.casefold()
    return folded in SURE or folded in LIKELY


def find(look: Look) -> list[Issue]:
    """Report null words in text columns and sentinel numbers that lie apart from all others."""
    issues = [issue for column in look.text_columns for issue in _words(look, column)]
    for column in look.number_columns:
        issues += _sentinels(look, column)
    return issues


def _words(look: Look, column: str) -> list[Issue]:
    counts = look.counts(column)
    issues = []
    others = [value for value in counts if not is_null_word(value)]
    codes = bool(others) and max(len(value) for value in others) <= 3
    for sure in (True, False):
        group = SURE if sure else LIKELY
        words = {word: n for word, n in counts.items() if word.casefold() in group}
        if not words or (len(words) == len(counts) and not sure):
            continue
        confidence = 0.95 if sure else 0.85
        if not sure and (codes or len(others) < 3):
            confidence = 0.5  # a short code such as NA for Namibia, or one answer of a few
        rows = sum(words.values())
        named = ", ".join(f"{word!r} ({n})" for word, n in list(words.items())[:5])
        message = f"{named} in {column} stand for a missing value."
        issues.append(
            Issue(
                kind="disguised_missing",
                column=column,
                keys=tuple(look.keys_of(column, words)),
                rows=rows,
                confidence=confidence,
                evidence={"message": message, "values": words, "about": sorted(words)},
                suggestion={"kind": "set_null", "columns": [column], "values": list(words)},
            )
        )
    return issues


def _sentinels(look: Look, column: str) -> list[Issue]:
    name = quoted(column)
    listed = ", ".join(map(str, SENTINELS))
    found = look.relation.rows(
        f"SELECT {name}::DOUBLE AS v, count(*) FROM data WHERE {name} IN ({listed}) GROUP BY 1"
    )
    issues = []
    for value, count in found:
        low, high, middle = look.relation.rows(
            f"SELECT min(x), max(x), quantile_cont(x, .75) - quantile_cont(x, .25) FROM "
            f"(SELECT {name}::DOUBLE AS x FROM data WHERE {name} NOT IN ({listed}))"
        )[0]
        if low is None or count < 2 or not _apart(value, low, high, middle):
            continue
        keys = look.keys_where(f"{name} = ?", [value])
        message = (
            f"{value:g} stands {count} times in {column}, far outside of {low:g} to {high:g}: "
            "a code for a missing value."
        )
        cells: dict[Key, object] = dict.fromkeys(keys, _plain(value, look.relation.types[column]))
        issues.append(
            Issue(
                kind="disguised_missing",
                column=column,
                keys=tuple(keys),
                rows=int(count),
                confidence=0.85,
                evidence={"message": message, "values": {f"{value:g}": count}, "about": value},
                suggestion=suggest.empty_cells(look.key, column, cells)
                if count <= Issue.MAX_KEYS
                else None,
            )
        )
    return issues


def _apart(value: float, low: float, high: float, middle: float) -> bool:
    gap = low - value if value < low else value - high
    spread = max(middle, (high - low) / 4, 1e-9)
    return gap > spread or (value < 0 <= low and gap > 0.25 * spread)


def _plain(value: float, type_: str) -> int | float:
    return int(value) if "INT" in type_ else value
