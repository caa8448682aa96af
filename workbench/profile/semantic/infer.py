"""Ask the tests in turn, cheap and certain ones first, and say what a column means."""

from __future__ import annotations

import math
from dataclasses import replace

from workbench.lexicon.column_types import Family, family_of
from workbench.lexicon.missing import placeholders
from workbench.profile.quantities import totals
from workbench.profile.semantic.column import Column, Finding, fitting, prepare
from workbench.profile.semantic.dates import find_moments, find_period
from workbench.profile.semantic.meaning import SEMANTIC_TYPES, Evidence, Meaning
from workbench.profile.semantic.names import hints_of
from workbench.profile.semantic.numerals import (
    find_affixed,
    find_grouped,
    leading_zeros,
    read_plain,
)
from workbench.profile.semantic.numeric_type import infer_numeric_type
from workbench.profile.semantic.patterns import find_pattern
from workbench.profile.semantic.sentinels import far_days
from workbench.profile.semantic.text_type import find_few, find_list, find_order, infer_text_type

__all__ = ["infer_meaning"]

UNFIT = 10
UNKNOWN = placeholders("unknown") - {"na"}
SHOWN = 200
STORED: dict[Family, tuple[str, str]] = {
    "truth": ("boolean", "boolean"),
    "date": ("date", "date"),
    "datetime": ("datetime", "datetime"),
    "time": ("time", "time"),
    "duration": ("duration", "text"),
    "list": ("list", "list"),
    "object": ("JSON", "object"),
    "json": ("JSON", "object"),
    "binary": ("binary", "text"),
    "uuid": ("UUID", "text"),
    "geometry": ("coordinates", "object"),
    "integer": ("integer", "integer"),
    "big integer": ("integer", "integer"),
    "float": ("decimal", "decimal"),
    "decimal": ("decimal", "decimal"),
}
# In these a word such as "none" or "unknown" stands for a missing value; elsewhere it is a word.
EXACT = frozenset(SEMANTIC_TYPES) - {
    *("address", "binary", "category", "constant", "empty", "gender", "id", "JSON", "list"),
    *("name", "person name", "text"),
}
MOMENTS = frozenset(["date", "datetime", "time", "duration"])
NUMERIC = frozenset(["integer", "decimal", "percentage", "currency", "quantity", "year"])


def infer_meaning(evidence: Evidence) -> Meaning:
    """Say what a column means.

    Nothing is read but `evidence`, nothing is written, and the order of its values does not
    matter.  At most 600 distinct values are looked at.

    Parameters
    ----------
    evidence : Evidence
        Name, DuckDB type, counts and values of the column.

    Returns
    -------
    Meaning
        The type with confidence (0 to 1), the storage, and the values that do not fit.

    Notes
    -----
    Facts: what values can be read as, how many of them, check digits, the calendar.  Guesses: a
    day before or after its month where all values allow both; a code, rating, id or count among
    whole numbers; people and addresses; epochs, latitudes, postcodes and phones that are plain
    numbers (here the name must agree); sentinel numbers; the order of a scale.

    The thresholds and the words are our own; the idea of a type together with missing and
    anomalous values is that of Ceritli, Williams and Geddes, "ptype: probabilistic type
    inference", Data Mining and Knowledge Discovery 34, 2020.
    """
    column = prepare(evidence)
    if not column.texts:
        return _without_values(column)
    finding = _stored(column) or _written(column)
    if finding.storage in ("date", "datetime") and not finding.disguised:
        finding = replace(finding, disguised=far_days(column.texts, column.counts))
    complete = column.distinct == 1 or not column.evidence.partial
    if len(column.texts) == 1 and column.total > 1 and complete:
        shown = _short(column.texts[0], 60)
        finding = replace(finding, type="constant", weight=0.99, personal=None, unit=finding.unit,
                          why=f"every row that has a value has {shown!r}")  # fmt: skip
    if "birth" in column.hints and finding.type in ("date", "datetime", "year"):
        finding = replace(finding, personal="birth date")
    return _assembled(column, finding)


def may_be_personal(name: str, type_: str) -> bool:
    """Tell without its values whether a column may hold personal data.

    Numbers and dates are personal only under a name that says so; `infer_meaning` decides.
    """
    return family_of(type_) in ("text", "json", "other") or bool(hints_of(name))


def _without_values(column: Column) -> Meaning:
    disguised = _pairs(column.disguised)
    seen = sum(column.disguised.values())
    unseen = column.evidence.partial and column.evidence.distinct > len(disguised)
    type_, storage = STORED.get(column.family, ("text", "text"))
    if unseen:
        why = "the examined values say no more than the stored type"
        return Meaning(type_, 0.1, why, storage, disguised=disguised, seen=seen)
    why = "no row has a value" if not seen else "all values are placeholders for missing ones"
    return Meaning("empty", 1.0, why, storage, disguised=disguised, seen=seen)


def _stored(column: Column) -> Finding | None:
    """Return what the stored type says; None for text."""
    every: list[object] = [True] * len(column.texts)
    if column.family in ("integer", "big integer", "float", "decimal"):
        return _stored_numbers(column)
    if column.family == "json":
        if not any(text[:1] in ("{", "[") for text in column.texts):
            return None  # plain values, which DuckDB calls JSON where a file mixes their types
        lists = all(text[:1] == "[" for text in column.texts)
        type_, storage = ("list", "list") if lists else ("JSON", "object")
        return Finding(type_, storage, every, "stored as JSON", 1.0)
    if column.family in STORED:
        type_, storage = STORED[column.family]
        return Finding(type_, storage, every, f"stored as {column.base}", 1.0)
    return None


def _stored_numbers(column: Column) -> Finding:
    read = [_number(text) for text in column.texts]
    ends = [column.evidence.minimum, column.evidence.maximum]
    seen = [number for number in (*read, *ends) if number is not None and math.isfinite(number)]
    whole = bool(seen) and all(number.is_integer() for number in seen)
    kind = "integer" if whole or STORED[column.family][0] == "integer" else "decimal"
    fit = [number is not None and math.isfinite(number) for number in read]
    finding = Finding(kind, kind, fit, f"stored as {column.base}", 0.95)
    return infer_numeric_type(column, read, finding)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _written(column: Column) -> Finding:
    """Return what text says: certain and cheap tests first."""
    return (
        find_few(column)
        or _written_numbers(column)
        or find_moments(column)
        or find_period(column)
        or find_pattern(column)
        or find_affixed(column)
        or find_grouped(column)
        or find_order(column)
        or find_list(column)
        or infer_text_type(column)
    )


def _written_numbers(column: Column) -> Finding | None:
    result = fitting(
        column, lambda text: (read_plain(text),) if read_plain(text) is not None else 0
    )
    if result is None:
        return None
    read = [item[0] if isinstance(item, tuple) else None for item in result]
    texts = [text for text, number in zip(column.texts, read, strict=True) if number is not None]
    whole = not any("." in text or "e" in text or "E" in text for text in texts)
    kind = "integer" if whole else "decimal"
    long = whole and sum(len(text) > 15 for text in texts) > 0.5 * len(texts)
    description = "whole numbers" if whole else "numbers with a fraction"
    finding = infer_numeric_type(
        column, read, Finding(kind, kind, result, f"written as {description}", 0.95)
    )
    if whole and (long or leading_zeros(texts)) and finding.type != "time":
        # Leading zeros, and more digits than a number keeps, are the mark of a code.
        return None
    if finding.type in ("integer", "id") and whole:
        pattern = find_pattern(column)
        if pattern is not None and pattern.type == "card number":
            return pattern
    return finding


def _assembled(column: Column, finding: Finding) -> Meaning:
    """Sort the values into fitting, disguised and unfit ones, and weigh the finding."""
    sentinels = set(finding.disguised) | _lone_words(column, finding)
    pairs_of_letters = all(len(text) == 2 for text in column.texts)
    values = list(zip(column.texts, column.counts, finding.fit, column.weak, strict=True))
    missing = {
        text: count
        for text, count, ok, weak in values
        if text in sentinels
        or (weak and not ok)
        or (
            weak
            and finding.type not in EXACT
            and _is_missing_word(text, finding.type, pairs_of_letters)
        )
    }
    disguised = totals((*column.disguised.items(), *missing.items()))
    fits = sum(count for text, count, ok, _ in values if ok and text not in missing)
    unfit = [(_short(text), n) for text, n, ok, _ in values if not (ok or text in missing)]
    left_out = sum(count for _, count in unfit)
    seen = fits + left_out + sum(disguised.values())
    part = fits / (fits + left_out) if fits + left_out else 0.0
    sample = " (of a sample)" if column.evidence.partial else ""
    why = f"{finding.why}; {fits:,} of {fits + left_out:,} values{sample} match"
    return Meaning(
        finding.type,
        round(finding.weight * part * column.total / (column.total + 1), 3),
        why,
        finding.storage,
        finding.format,
        finding.unit,
        finding.personal,
        _pairs(disguised),
        tuple(unfit[:UNFIT]),
        seen,
        fits,
    )


def _is_missing_word(text: str, type_: str, pairs_of_letters: bool) -> bool:
    missing = UNKNOWN if pairs_of_letters else UNKNOWN | {"na"}
    return type_ not in ("constant", "gender") and text.casefold() in missing


def _lone_words(column: Column, finding: Finding) -> set[str]:
    """Return the one or two words that repeat in a column of numbers or dates."""
    if finding.type not in MOMENTS | NUMERIC:
        return set()
    odd = [
        (text, count)
        for text, count, ok, weak in zip(
            column.texts, column.counts, finding.fit, column.weak, strict=True
        )
        if not ok and not weak
    ]
    if len(odd) > 2 or len(column.texts) < 10:
        return set()
    return {text for text, n in odd if n >= 3 and not any(map(str.isdigit, text)) and text}


def _pairs(counts: dict[str, int]) -> tuple[tuple[str, int], ...]:
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((_short(text), count) for text, count in order)


def _short(text: str, length: int = SHOWN) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
