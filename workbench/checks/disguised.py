"""Words and numbers that stand for a missing value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from workbench.checks.context import CheckContext
from workbench.checks.number_rules import is_dash
from workbench.checks.numbers import numbers_of as read_numbers
from workbench.lexicon.column_types import family_of
from workbench.lexicon.missing import PLACEHOLDERS, is_placeholder
from workbench.profile.arrow_conversion import numbers_of
from workbench.rules import suggest
from workbench.tables import quoted
from workbench.types import Issue, Key

__all__ = ["find"]

CHECKED = frozenset(filter(is_placeholder, PLACEHOLDERS))
SENTINELS = (-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999)

LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
CATEGORY_SHARE = 0.1
CATEGORIES = 50
NEARLY_UNIQUE = 0.9
SEVERAL = 3


def find(context: CheckContext) -> list[Issue]:
    """Report null words in text columns and sentinel numbers that lie apart from all others."""
    counted = {column: context.words(column, CHECKED) for column in context.text_columns}
    results = {column: words for column, words in counted.items() if words}
    habit = _habit(results)
    return [
        *(i for column, words in results.items() for i in _words(context, column, words, habit)),
        *(issue for column in _with_sentinels(context) for issue in _sentinels(context, column)),
    ]


def _habit(results: dict[str, dict[str, int]]) -> frozenset[str]:
    """Return the word by which the table writes all that is missing, if it is one for a state.

    Used in three columns or more, and no other: then it is how this table is written, and no slip.
    """
    every = frozenset(word.casefold() for words in results.values() for word in words)
    habit = len(every) == 1 and all(map(_is_state, every)) and len(results) >= SEVERAL
    return every if habit else frozenset()


def _is_state(folded: str) -> bool:
    """Tell whether a placeholder may as well be the answer."""
    return PLACEHOLDERS[folded] in ("state", "mostly")


def _words(
    context: CheckContext, column: str, words: dict[str, int], habit: frozenset[str]
) -> Iterator[Issue]:
    others = _Others(context, column)
    read = read_numbers(context, column) if any(map(is_dash, words)) else None
    dash = "" if read is None else read.dash
    groups: defaultdict[tuple[float, str, bool], dict[str, int]] = defaultdict(dict)
    for word, count in words.items():
        verdict = _judged(word, count, words, others)
        if dash and is_dash(word):
            verdict = None if dash == "zero" else (0.6, ", or for 0 in amounts of money")
        if verdict is not None:
            usual = (0.7, ", as the whole table writes it")
            least = min(verdict, usual) if word.casefold() in habit else verdict
            groups[*least, word == ""][word] = count
    for (confidence, doubt, empty), group in groups.items():
        named = ", ".join(f"{word!r} ({n})" for word, n in list(group.items())[:5])
        verb = "stands" if len(group) == 1 else "stand"
        yield context.issue(
            kind="disguised_missing",
            column=column,
            keys=context.keys_of(column, group),
            confidence=confidence,
            evidence={
                "message": f"{named} in {column} {verb} for a missing value{doubt}.",
                "values": group,
                "about": sorted(group),
                "format_only": empty,
            },
            suggestion={"kind": "set_null", "columns": [column], "values": list(group)},
        )


class _Others:
    """What else stands in the column: over all rows, whatever the number of distinct texts."""

    def __init__(self, context: CheckContext, column: str) -> None:
        coded = context.coded(column)
        left_out = context.placeholders(column)
        self.rows = self.distinct = longest = named = signs = 0
        for value, count in zip(coded.values, coded.counts.tolist(), strict=True):
            if value in left_out and is_placeholder(value):
                continue
            self.rows, self.distinct = self.rows + count, self.distinct + 1
            longest = max(longest, len(value))
            letters, digits = LETTER.search(value), DIGIT.search(value)
            named += bool(letters) and not digits
            signs += not letters and not digits and not any(map(str.isalnum, value))
        self.codes = 0 < longest <= 3
        self.signs = signs > 0
        self.nearly_unique = self.distinct >= NEARLY_UNIQUE * self.rows
        self.categories = named == self.distinct <= CATEGORIES and not self.nearly_unique


def _judged(
    word: str, count: int, words: dict[str, int], others: _Others
) -> tuple[float, str] | None:
    """Return the confidence that `word` is no value, and why it may be one; None if it is."""
    folded = word.casefold()
    reason = PLACEHOLDERS[folded]
    if reason == "sign":
        if others.signs:
            return None  # "-" beside "+" says something
        return (0.7, ', or mean "no"') if others.distinct == 1 else (0.95, "")
    if reason == "stated":
        name = word.isalpha() and word.istitle()
        return (0.7, ", or are names") if name else (0.95, "")
    if not others.distinct and not any(
        PLACEHOLDERS[w.casefold()] in ("sign", "stated") for w in words
    ):
        return None  # the whole column says so
    if others.codes or others.distinct < 3:
        return 0.5, ", or are codes or answers"
    same = sum(n for other, n in words.items() if other.casefold() == folded)
    if same >= SEVERAL and same > CATEGORY_SHARE * (others.rows + sum(words.values())):
        return 0.6, ", or form a category of their own, as frequent as they are"
    if _is_state(folded) and others.categories:
        return 0.6, ", or are categories like the others"
    state = _is_state(folded) or word == "Na"
    if others.nearly_unique and same == 1 and (state or others.rows >= 20):
        return 0.6, ", or are names like the others"
    return 0.85, ""


def _with_sentinels(context: CheckContext) -> list[str]:
    whole = context.relation.in_memory()
    if whole is not None:
        numbers = ((column, numbers_of(whole.column(column))) for column in context.number_columns)
        return [column for column, cells in numbers if np.isin(cells, SENTINELS).any()]
    listed = ", ".join(map(str, SENTINELS))
    asked = {c: f"{quoted(c)} IN ({listed})" for c in context.number_columns}
    return [column for column, count in context.counts_where(asked).items() if count]


def _sentinels(context: CheckContext, column: str) -> Iterator[Issue]:
    name = quoted(column)
    listed = ", ".join(map(str, SENTINELS))
    for value, count in context.relation.rows(
        f"SELECT {name}::DOUBLE AS v, count(*) FROM data WHERE {name} IN ({listed}) "
        "GROUP BY 1 ORDER BY 1"
    ):
        low, high, q05, q25, q50, q75, q95 = context.relation.rows(
            "SELECT min(x), max(x), quantile_cont(x, .05), quantile_cont(x, .25), "
            "quantile_cont(x, .5), quantile_cont(x, .75), quantile_cont(x, .95) FROM "
            f"(SELECT {name}::DOUBLE AS x FROM data WHERE {name} NOT IN ({listed})) "
            "WHERE isfinite(x)"
        )[0]
        if low is None or count < 2 or not _apart(value, low, high, q75 - q25):
            continue
        confidence, doubt = 0.85, ""
        if value > 0 and q95 - q50 > 2 * (q50 - q05):
            confidence, doubt = 0.6, ", or the upper limit of a right-skewed column"
        elif value > 0 and count < SEVERAL:
            confidence, doubt = 0.7, ", or a real value"
        keys = context.keys_where(f"{name} = ?", [value])
        whole = family_of(context.relation.types[column]) == "integer"
        cells: dict[Key, object] = dict.fromkeys(keys, int(value) if whole else value)
        yield context.issue(
            kind="disguised_missing",
            column=column,
            keys=keys,
            confidence=confidence,
            evidence={
                "message": f"{value:g} occurs {count} times in {column}, far outside {low:g} to "
                f"{high:g}: probably a code for a missing value{doubt}.",
                "values": {f"{value:g}": count},
                "about": value,
            },
            suggestion=suggest.empty_cells(context.key, column, cells)
            if count <= Issue.MAX_KEYS
            else None,
        )


def _apart(value: float, low: float, high: float, middle: float) -> bool:
    gap = low - value if value < low else value - high
    spread = max(middle, (high - low) / 4, 1e-9)
    return gap > spread or (value < 0 <= low and gap > 0.25 * spread)
