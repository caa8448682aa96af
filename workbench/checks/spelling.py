"""Several spellings of one value: found by key collision, small edits and abbreviation."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict

from workbench.checks.case import one_case
from workbench.checks.dates import formats_for
from workbench.checks.disguised import is_null_word
from workbench.checks.look import Look
from workbench.checks.numbers import parse_rule_for
from workbench.types import Issue

__all__ = ["find", "fingerprint"]

MOST_VALUES = 3000
REPEATED = 0.5
RATIO = 5
SHORT = 4
MARKS = re.compile(r"\d+|[^\w\s]")
WORDS = re.compile(r"[^\W_]+|[+#%<>=&]|(?<![^\W_])-|-(?![^\W_])")


def find(look: Look) -> list[Issue]:
    """Report groups of spellings in text columns whose values repeat.

    Two values that differ in their digits are never joined, nor two that are both frequent
    unless they differ only by case, punctuation, accents or the order of words.
    """
    issues = []
    for column in look.text_columns:
        counts = {v: n for v, n in look.counts(column).items() if v and not is_null_word(v)}
        if parse_rule_for(counts) or formats_for(counts):
            continue  # numbers and dates are not words
        if not 1 < len(counts) <= MOST_VALUES or len(counts) > REPEATED * sum(counts.values()):
            continue
        for canonical, variants in _groups(counts).items():
            issues.append(_issue(look, column, counts, canonical, variants))
    return issues


def fingerprint(value: str) -> str:
    """Return the words of `value` without case, accents and punctuation, in sorted order.

    Signs that change the meaning stay (``C++``, ``A-``, ``< 5 %``), and so does the order of
    numbers (``1/2`` is not ``2/1``).  Short values keep all their signs.
    """
    plain = unicodedata.normalize("NFKD", value.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = WORDS.findall(plain)
    if sum(map(len, words)) < SHORT:
        return " ".join(plain.split())
    numbers = [word for word in words if word.isdigit()]
    return " ".join([*sorted(word for word in words if not word.isdigit()), *numbers])


def _groups(counts: dict[str, int]) -> dict[str, dict[str, tuple[str, float]]]:
    """Map each canonical value to its variants, each with how it was found and a confidence."""
    found: defaultdict[str, dict[str, tuple[str, float]]] = defaultdict(dict)
    by_print: defaultdict[str, list[str]] = defaultdict(list)
    for value in counts:  # most frequent first
        if any(character.isalpha() for character in value):
            by_print[fingerprint(value)].append(value)
    same_case = one_case(counts) is not None
    for values in by_print.values():
        for variant in values[1:]:
            if same_case and variant.casefold() == values[0].casefold():
                continue  # a matter for the check of case
            found[values[0]][variant] = ("same words", 0.95)
    heads = [values[0] for values in by_print.values()]
    weight = {values[0]: sum(counts[v] for v in values) for values in by_print.values()}
    for variant in heads:
        near = _nearest(variant, heads, weight)
        if near is not None:
            canonical, how, confidence = near
            for value in by_print[fingerprint(variant)]:
                found[canonical][value] = (how, confidence)
            found.pop(variant, None)
    return dict(found)


def _nearest(
    variant: str, heads: list[str], weight: dict[str, int]
) -> tuple[str, str, float] | None:
    from rapidfuzz.distance import OSA

    best: tuple[str, str, float] | None = None
    short = fingerprint(variant)
    for other in heads:
        if other == variant or weight[other] < RATIO * weight[variant]:
            continue
        full = fingerprint(other)
        if MARKS.findall(short) != MARKS.findall(full):
            continue
        allowed = 0 if len(full) < 5 else 1 if len(full) < 9 else 2
        distance = OSA.distance(short, full, score_cutoff=allowed)
        if 0 < distance <= allowed and _long_words_differ(short, full):
            confidence = 0.9 if distance == 1 and len(full) >= 6 else 0.82
            if best is None or confidence > best[2]:
                best = (other, f"{distance} letter{'s' * (distance > 1)} apart", confidence)
        elif variant.endswith(".") and len(short) >= 3 and full.startswith(short):
            if best is not None and best[1] == "abbreviation":
                return None  # short for more than one value
            best = (other, "abbreviation", 0.82)
    return best


def _long_words_differ(one: str, other: str) -> bool:
    """Tell whether a slip explains the difference: in a short word it makes another word."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    first, second = Counter(one.split()), Counter(other.split())
    differing = [*(first - second), *(second - first)]
    return min(map(len, differing)) >= SHORT


def _issue(
    look: Look,
    column: str,
    counts: dict[str, int],
    canonical: str,
    variants: dict[str, tuple[str, float]],
) -> Issue:
    rows = sum(counts[value] for value in variants)
    named = ", ".join(f"{v!r} ({counts[v]}, {how})" for v, (how, _) in list(variants.items())[:4])
    message = f"{column}: {named} for {canonical!r} ({counts[canonical]})."
    return Issue(
        kind="spelling",
        column=column,
        keys=tuple(look.keys_of(column, variants)),
        rows=rows,
        confidence=min(confidence for _, confidence in variants.values()),
        evidence={
            "message": message,
            "canonical": canonical,
            "variants": {value: counts[value] for value in variants},
            "about": [canonical, sorted(variants)],
        },
        suggestion={
            "kind": "map_values",
            "column": column,
            "mapping": dict.fromkeys(variants, canonical),
        },
    )
