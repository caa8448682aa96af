"""Several spellings of one value: by key collision, small edits, abbreviation and sound."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from workbench.checks.case import one_case, surely_a_slip_of_case
from workbench.checks.context import CheckContext
from workbench.checks.dates import formats_for
from workbench.checks.numbers import parse_rule_for
from workbench.checks.phonetic import alike
from workbench.checks.typos import Words, find_typos, is_rare
from workbench.checks.units import notations_of
from workbench.types import Issue

__all__ = ["find", "words_of"]

MOST_VALUES = 3000
REPEATED = 0.5
SHORT = 4
SAME = 0.95
DOUBT = 0.7
WEAK = 0.4
RUNS = re.compile(r"(?:(?<!\w)[.,])?\d+(?:[.,:/-]\d+)*")
TOKENS = re.compile(r"[^\W_]+|(?<![^\W_])-|-(?![^\W_])|[^\w\s-]")
SIGNS = "*!?@#%&"
NO_SIGNS = "\u00ae\u00a9\u2122"

Groups = dict[tuple[str, str, float], list[str]]


def find(context: CheckContext) -> Iterator[Issue]:
    """Report groups of spellings in text columns whose values repeat.

    One issue holds the variants of one value that one kind of evidence joins at one confidence,
    so that each can be accepted on its own.  Two values that differ in their digits are never
    joined, nor two that are both frequent unless they differ only by case, punctuation, accents
    or the order of words.
    """
    for column in context.text_columns:
        counts = context.counts_present(column)
        if len(counts) < 2 or len(counts) > REPEATED * sum(counts.values()):
            continue
        if parse_rule_for(counts) or formats_for(counts) or notations_of(counts):
            continue  # numbers and dates are not words
        typos = len(counts) <= MOST_VALUES
        if not typos:
            context.notes.append(
                f"{column} has {len(counts):,} distinct values: they were compared by their words, "
                f"but typos are looked for among at most {MOST_VALUES:,}."
            )
        for (canonical, how, confidence), variants in _groups(counts, typos=typos).items():
            yield _issue(context, column, counts, canonical, how, confidence, variants)


def words_of(value: str) -> Words:
    """Return the words of `value` in order, without case, accents and punctuation.

    Signs that change the meaning stay (``C++``, ``A-``, ``< 5 %``, currencies), and so do the
    marks between digits (``1/2`` is not ``1.2``).  Short values keep all their signs.
    """
    return _words(value, accents=False)


def _words(value: str, *, accents: bool) -> Words:
    plain = unicodedata.normalize("NFKC" if accents else "NFKD", value.casefold())
    plain = "".join(
        c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf"
    )
    words = [token for token in TOKENS.findall(plain) if _tells(token)]
    if sum(map(len, words)) < SHORT:
        return tuple(plain.split())
    return (*words, *(run for run in RUNS.findall(plain) if not run.isdigit()))


def _tells(token: str) -> bool:
    sign = token[0]
    means = unicodedata.category(sign) in ("Sm", "Sc", "So") and sign not in NO_SIGNS
    return means or sign.isalnum() or sign == "-" or sign in SIGNS


def _groups(counts: dict[str, int], *, typos: bool) -> Groups:
    """Map each canonical value, kind of evidence and confidence to the variants."""
    result: defaultdict[tuple[str, str, float], list[str]] = defaultdict(list)
    same: defaultdict[Words, list[str]] = defaultdict(list)
    for value in counts:  # most frequent first
        if any(character.isalpha() for character in value):
            same[words_of(value)].append(value)
    item = one_case(counts) is not None
    orders: defaultdict[Words, list[str]] = defaultdict(list)
    for words, (head, *others) in same.items():
        orders[tuple(sorted(words))].append(head)
        for variant in others:
            # Case alone is a matter for the check of case.
            if not item or variant.casefold() != head.casefold():
                sure = _same(variant, head, counts)
                result[head, "same words", SAME if sure else DOUBT].append(variant)
    groups = {values[0]: values for values in same.values()}
    weight = {head: sum(counts[value] for value in values) for head, values in groups.items()}
    explained: set[str] = set()
    for head, *others in orders.values():
        for variant in others:
            rare = is_rare(weight[variant], weight[head])
            result[head, "other order", DOUBT if rare else 0.5] += groups[variant]
            if rare:
                explained.add(variant)
    if not typos:
        return dict(result)
    words_by_head = {v[0]: words for words, v in same.items() if v[0] not in explained}
    for typo in find_typos(words_by_head, weight):
        result[typo.canonical, typo.how, typo.confidence] += groups[typo.variant]
        explained.add(typo.variant)
    rest = {head: words for head, words in words_by_head.items() if head not in explained}
    for variant, head, how in alike(rest, weight):
        result[head, how, WEAK] += groups[variant]
    return dict(result)


def _same(variant: str, head: str, counts: dict[str, int]) -> bool:
    """Tell whether two values of the same words in the same order are surely one."""
    if " ".join(variant.casefold().split()) == " ".join(head.casefold().split()):
        return surely_a_slip_of_case(variant, head, counts)
    same = _words(variant, accents=True) == _words(head, accents=True)
    return same or is_rare(counts[variant], counts[head])


def _issue(
    context: CheckContext,
    column: str,
    counts: dict[str, int],
    canonical: str,
    how: str,
    confidence: float,
    variants: list[str],
) -> Issue:
    named = ", ".join(f"{value!r} ({counts[value]})" for value in variants[:4])
    return context.issue(
        kind="spelling",
        column=column,
        keys=context.keys_of(column, variants),
        confidence=confidence,
        evidence={
            "message": f"{column}: {named} for {canonical!r} ({counts[canonical]}): {how}.",
            "canonical": canonical,
            "how": how,
            "variants": {value: counts[value] for value in variants},
            "about": [canonical, sorted(variants)],
        },
        suggestion={
            "kind": "map_values",
            "column": column,
            "mapping": dict.fromkeys(variants, canonical),
        },
    )
