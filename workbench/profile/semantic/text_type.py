"""What a column of words means: an order, a category, names, people, addresses, free text."""

from __future__ import annotations

import re

from workbench.lexicon.truth import TRUTH_PAIRS
from workbench.lexicon.words import GENDERS, GIVEN_NAMES, SCALES, STREET
from workbench.profile.semantic.column import PROBE, Column, Finding, fitting

__all__ = ["find_few", "find_list", "find_order", "infer_text_type"]

RANKS = tuple(
    {word: rank for rank, level in enumerate(scale) for word in level.split("/")}
    for scale in SCALES
)
# Words that many scales share, or that mean something else elsewhere, prove little alone.
LETTERS = re.compile(r"[a-f][+-]?|[ivx]+", re.IGNORECASE)
BAND = re.compile(
    r"(?:[<>≤≥]=?\s?\$?\d[\d,.]*\s?[kKmM]?|[$€£]?\d[\d,.]*\s?[kKmM]?\s?(?:-|–|to)\s?"  # noqa: RUF001
    r"[$€£]?\d[\d,.]*\s?[kKmM]?|[$€£]?\d[\d,.]*\s?[kKmM]?\s?\+"
    r"|(?:under|below|over|above|less than|more than|up to|at least)\s[$€£]?\d[\d,.]*\s?[kKmM]?"
    r"|[\[(]-?[\d.]+,\s?-?[\d.]+[\])])"
    r"(?:\s?(?:years?|yrs?|y|km|miles|hours?|days?|months?|people|employees|kg|%))?"
    r"(?: old| and over| or more| or older)?",
    re.IGNORECASE,
)
TWO = re.compile(r"(\d{1,9})\s?[-\u2013]\s?(\d{1,9})")
NUMBERED = re.compile(r"(?P<rank>\d{1,2})\s?(?:[-=:.)–]\s?|\s(?=\())\D.*", re.DOTALL)  # noqa: RUF001
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)(?: (?:grade|class|year|place|floor))?", re.IGNORECASE)
NUMBER_FORMS = (
    (BAND, "the values are bands of numbers", 60, 0.9),
    (ORDINAL, "ranks", 60, 0.9),
    (NUMBERED, "each value starts with its rank", 15, 0.5),
)
"""Forms with an order: pattern, reason, most distinct values, and their share of all."""
IN_NAMES = re.compile(r"[-.()\"'\u2019]")
NAME_MARKS = ".()\"'-\u2019"
ADDRESS = re.compile(
    rf"\d+\w?(?:[-/]\d+\w?)?,? .*\b(?:{STREET})\b.*|.*\b(?:{STREET})\b\.? ?\d+\w?.*"
    r"|\w.*(?:straße|strasse|str\.|gasse|weg|allee|platz) \d+\w?.*|p\.?o\.? box \d+.*",
    re.IGNORECASE | re.DOTALL,
)
SPACES = re.compile(r"\s+")
SEPARATORS = (";", "|", ",", " / ")
BRACKETED = re.compile(r"[\[({].*[\])}]", re.DOTALL)
CATEGORY_DISTINCT = 100
# Ratios, sizes, versions, results of games.
NO_CODE = re.compile(r"\d{1,3}(?:[-/:xX.]\d{1,3}){1,3}")
CODE = re.compile(r"[A-Za-z0-9][\w./:#|-]*")


def find_few(column: Column) -> Finding | None:
    """Find booleans and genders among at most six words."""
    texts = {text.casefold() for text in column.texts}
    if not 2 <= len(texts) <= 6 or column.distinct > len(column.texts):
        return None
    for pair in TRUTH_PAIRS:
        if texts == set(pair):
            form = f"{pair[0]}/{pair[1]}"
            return Finding("boolean", "boolean", [True] * len(column.texts),
                           f"only the values {form} occur", 0.97, format=form)  # fmt: skip
    both = {"m", "f"} <= texts or {"male", "female"} <= texts or {"man", "woman"} <= texts
    if texts <= GENDERS and (both or "gender" in column.hints):
        return Finding("gender", "text", [True] * len(column.texts), "only words for genders occur",
                       0.95, personal="gender")  # fmt: skip
    return None


def find_order(column: Column) -> Finding | None:
    """Find levels with an order: known scales, bands of numbers, ``1st``, ``2 - medium``."""
    if not 2 <= column.distinct <= 60 or column.distinct > 2 * len(column.texts) + 10:
        return None
    folded = [text.casefold().replace("_", " ").rstrip(".") for text in column.texts]
    known = [text for text, weak in zip(folded, column.weak, strict=True) if not weak]
    for ranks in RANKS:
        fit = [text in ranks for text in folded]
        several = len(ranks.keys() & set(known)) >= 2
        if several and sum(fit) >= max(2, 0.8 * len(known)) and _is_proof(known, ranks, column):
            order = sorted(
                {text for text, good in zip(column.texts, fit, strict=True) if good},
                key=lambda text: (ranks[text.casefold().replace("_", " ").rstrip(".")], text),
            )
            return _ordered(fit, "the values are levels of a known scale", order)
    for pattern, why, most, unique in NUMBER_FORMS:
        result = fitting(column, pattern.fullmatch)
        few = column.distinct <= most and column.unique < unique
        if result and few and (pattern is NUMBERED or not _falls(column.texts)):
            by_number = sorted(column.texts, key=lambda text: (_first_number(text), text))
            return _ordered(result, why, by_number)
    return None


def _falls(texts: list[str]) -> bool:
    """Whether ``5-1`` occurs beside ``1-5``: results of games, no bands."""
    pairs = [match.groups() for match in map(TWO.fullmatch, texts) if match]
    return sum(int(a) > int(b) for a, b in pairs) > 0.1 * len(texts)


def _is_proof(known: list[str], ranks: dict[str, int], column: Column) -> bool:
    """Single letters are grades or sizes only where the name says so or signs join them."""
    levels = {ranks[text] for text in known if text in ranks}
    if len(levels) < 2 or (column.unique > 0.9 and column.present > 30):
        return False
    short = all(len(text) <= 2 for text in known)
    if short and LETTERS.fullmatch(known[0]):
        signed = any(text[-1] in "+-" for text in known)
        return signed or ("rating" in column.hints and len(levels) >= 3)
    if short:
        return len(levels) >= 3
    return not set(known) <= {"mar", "may", "sun", "sat"}


def _ordered(fit: list[object] | list[bool], why: str, order: list[str]) -> Finding:
    description = " < ".join(text[:40] for text in order[:12]) + (" < …" if len(order) > 12 else "")
    return Finding("ordinal", "text", fit, why, 0.9, format=description)


def _first_number(text: str) -> float:
    below = re.match(r"\s*(?:<|≤|under|below|less|up to)", text, re.IGNORECASE)
    match = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    if match is None:
        return 0.0
    return float(match[0].replace(",", "")) - (0.5 if below else 0.0)


def find_list(column: Column) -> Finding | None:
    """Find several values in a cell: in brackets, or parted by one sign in most cells.

    A comma parts sentences, names and places too: with it, the parts must be short and repeat,
    and their number must vary.
    """
    fit = fitting(column, lambda t: len(t) > 1 and t[0] in "[({" and BRACKETED.fullmatch(t))
    if fit and any("," in text or ";" in text for text in column.texts):
        return Finding("list", "list", fit, "each value stands in brackets", 0.93)
    for mark in SEPARATORS:
        texts = [text for text in column.texts if mark in text]
        if len(texts) < 2 or len(texts) < 0.3 * len(column.texts):
            continue
        parts = [part.strip() for text in texts for part in text.split(mark)]
        words = sum(len(SPACES.split(part)) for part in parts) / len(parts)
        again = 1 - len(set(parts)) / len(parts)
        sizes = {text.count(mark) for text in texts}
        if mark in ";|":
            proof = words <= 5 and (again >= 0.1 or len(parts) >= 2.5 * len(texts))
        else:
            proof = words <= 2.5 and again >= 0.4 and len(sizes) > 1 and len(texts) >= 4
        if proof and not any(". " in text for text in texts[:10]):
            why = f"{len(texts)} of {len(column.texts)} values are parted by {mark.strip()!r}"
            return Finding("list", "list", [True] * len(column.texts), why, 0.85,
                           format=f"parted by {mark.strip()}")  # fmt: skip
    return None


def infer_text_type(column: Column) -> Finding:
    """Return what words mean that have no form of their own; the last question asked."""
    every: list[object] = [True] * len(column.texts)
    sizes = [len(SPACES.split(text)) for text in column.texts]
    words = sum(sizes) / len(sizes)
    characters = sum(map(len, column.texts)) / len(sizes)
    if result := _people(column) or _addresses(column):
        return result
    often = column.present / max(1, column.distinct)
    few = column.distinct <= CATEGORY_DISTINCT or column.distinct <= 0.02 * column.present
    if characters > 150 or (words >= 8 and column.unique > 0.05):
        return Finding("text", "text", every, f"{words:.0f} words a value on average", 0.9)
    if few and often >= 2.5 and column.distinct >= 2:
        why = f"{column.distinct} values, each {often:.0f} times on average"
        return Finding("category", "text", every, why, 0.9 if often >= 10 else 0.75)
    if fit := _codes(column):
        return fit
    if words >= 5 or ("text" in column.hints and words >= 3.5):
        return Finding("text", "text", every, f"{words:.1f} words a value on average", 0.8)
    if often >= 2.5 and words < 4:
        why = f"{column.distinct} short values that repeat"
        return Finding("category", "text", every, why, 0.6)
    why = f"short text, {column.unique:.0%} of the values distinct"
    return Finding("name", "text", every, why, 0.6)


def _people(column: Column) -> Finding | None:
    """Find people: capital words, and common given names among them or a column's name for it."""
    hinted = "person" in column.hints
    sure = "given" in column.hints
    if column.distinct < 5 and not sure:
        return None
    fit = fitting(column, lambda text: _is_written_as_name(text, 1 if sure else 2))
    if not fit:
        return None
    known = sum(
        not GIVEN_NAMES.isdisjoint(re.findall(r"[^\W\d_]+", text.casefold()))
        for text in column.texts
    )
    part = known / len(column.texts)
    if not (sure and len(column.texts) >= 2) and part < (0.15 if hinted else 0.4):
        return None
    said = ", under a name that fits" if sure or hinted else ""
    why = f"words written as names, {part:.0%} with a common given name{said}"
    return Finding("person name", "text", fit, why, 0.9 if said else 0.75, personal="name")


def _is_written_as_name(text: str, fewest: int) -> bool:
    words = text.replace(",", " ").split()
    if len(text) > 60 or not fewest <= len(words) <= 6:
        return False
    return all(
        IN_NAMES.sub("", word).isalpha() and (word.strip(NAME_MARKS)[0].isupper() or len(word) <= 3)
        for word in words
    )


def _addresses(column: Column) -> Finding | None:
    """Find addresses; the first values stand for all, since only many of them need to agree."""
    texts = column.texts[: 2 * PROBE]
    hits = sum(
        len(text) <= 120 and any(map(str.isdigit, text)) and ADDRESS.fullmatch(text) is not None
        for text in texts
    )
    part = hits / len(texts)
    if part < (0.35 if "address" in column.hints else 0.7):
        return None
    why = f"{part:.0%} of the first values have a number and a word for a street"
    return Finding("address", "text", [True] * len(column.texts), why, 0.9, personal="address")


def _codes(column: Column) -> Finding | None:
    """Find identifiers of letters and digits: one word each, with digits, mostly different."""
    fit = fitting(
        column,
        lambda text: len(text) <= 60 and CODE.fullmatch(text) and not NO_CODE.fullmatch(text),
    )
    if not fit:
        return None
    digits = sum(any(map(str.isdigit, text)) for text in column.texts) / len(column.texts)
    named = "id" in column.hints
    mixed = len({len(text) for text in column.texts}) <= 6
    if digits >= (0.3 if named else 0.8) and (
        column.unique >= (0.3 if named else 0.5) or column.distinct > 200
    ):
        return Finding("id", "text", fit, "one word with digits each, mostly distinct",
                       0.95 if named and mixed else 0.8,
                       personal="national id" if "national" in column.hints else None)  # fmt: skip
    if named and column.unique >= 0.9:
        return Finding("id", "text", fit, "one word each, all distinct, and the name agrees", 0.8)
    return None
