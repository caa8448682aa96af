"""The values of a column made ready: trimmed, missing ones set aside, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from workbench.lexicon.column_types import Family, base_type, family_of
from workbench.lexicon.missing import PLACEHOLDERS, placeholders
from workbench.profile.quantities import totals
from workbench.profile.semantic.meaning import Evidence
from workbench.profile.semantic.names import hints_of

MISSING = placeholders("sign", "stated", "mostly")
"""Stand for a missing value whatever the column holds."""

__all__ = ["PROBE", "Column", "Finding", "fitting", "prepare", "share"]

VALUES = 600
CHARACTERS = 600
PROBE = 24
NO_DAY = re.compile(r"0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[T ]00:00(?::00)?)?")
FIT, FIT_DISTINCT = 0.9, 0.8


@dataclass(frozen=True)
class Column:
    """A column's values as the tests see them.

    Attributes
    ----------
    name, base : str
        Its name, and its DuckDB type without parameters.
    texts, counts : list
        Trimmed distinct values that are not missing, most frequent first, and their counts.
    weak : list of bool
        For each value, whether it stands for a missing one among numbers or dates.
    disguised : dict of str to int
        Values that stand for a missing one in any column.
    present, distinct : int
        How many rows have a value, and how many distinct ones, of the whole column.
    hints : frozenset of str
        What the name hints at.
    evidence : Evidence
        The question as it came.
    """

    name: str
    base: str
    texts: list[str]
    counts: list[int]
    weak: list[bool]
    disguised: dict[str, int]
    present: int
    distinct: int
    hints: frozenset[str]
    evidence: Evidence
    total: int = field(default=0)

    @property
    def family(self) -> Family:
        """The family of its DuckDB type."""
        return family_of(self.evidence.type)

    @property
    def unique(self) -> float:
        """Distinct values per row that has one, 0 to 1."""
        return min(1.0, self.distinct / self.present) if self.present else 0.0


@dataclass(frozen=True)
class Finding:
    """What one test says: a type, the values that fit, how rarely it errs (`weight`, 0 to 1)."""

    type: str
    storage: str
    fit: Sequence[object]
    why: str
    weight: float = 0.9
    format: str | None = None
    unit: str | None = None
    personal: str | None = None
    disguised: Sequence[str] = ()


def prepare(evidence: Evidence) -> Column:
    """Trim and merge the values, set aside those that stand for a missing one, sort the rest.

    At most 600 distinct values are kept, evenly spread over the order, and 600 characters each:
    more would cost time and change little that the tests look at.
    """
    native = family_of(evidence.type) != "text"
    given = {value: count for value, count in evidence.values.items() if count > 0}
    trimmed = {value: _trimmed(value, evidence.type) for value in given}
    missing = {value for value in given if _is_missing(trimmed[value], native)}
    merged = totals((trimmed[value], n) for value, n in given.items() if value not in missing)
    disguised = totals((value[:CHARACTERS], n) for value, n in given.items() if value in missing)
    order = sorted(merged, key=lambda text: (-merged[text], text))
    if len(order) > VALUES:
        order = [order[i * len(order) // VALUES] for i in range(VALUES)]
    weak = [text.casefold() in PLACEHOLDERS for text in order]
    counts = [merged[text] for text in order]
    present = max(evidence.rows - evidence.nulls, sum(evidence.values.values()))
    if not evidence.partial:
        present -= sum(disguised.values())
    distinct = max(len(merged), evidence.distinct - len(disguised))
    base = base_type(evidence.type).strip().upper()
    base = "LIST" if base.endswith("]") else base
    return Column(
        *(evidence.name, base, order, counts, weak, disguised, max(present, 0), distinct),
        hints_of(evidence.name),
        evidence,
        sum(counts),
    )


def _trimmed(value: str, type_: str) -> str:
    """Trim a value; of a long one keep the beginning and the last character."""
    text = value.replace("\0", "").strip()
    text = text if len(text) <= CHARACTERS else text[: CHARACTERS - 1] + text[-1]
    quoted = type_ == "JSON" and len(text) > 1 and text[0] == text[-1] == '"'
    return text[1:-1] if quoted else text


def _is_missing(text: str, native: bool) -> bool:
    """Whether a text says that there is no value.

    Spreadsheets show ``####`` for a cell too narrow, MySQL writes ``0000-00-00`` for no day.
    """
    if native:
        return text in ("", "nan", "NaN", "NaT")
    if text.casefold() in MISSING or (len(text) > 2 and not text.strip("#")):
        return True
    return text[:2] in ("00", "0/") and NO_DAY.fullmatch(text) is not None


def share(column: Column, fit: Sequence[object]) -> tuple[float, float]:
    """Return the share of rows and of distinct values that fit; weak values are left out."""
    judged = [
        (count, bool(ok))
        for ok, count, weak in zip(fit, column.counts, column.weak, strict=True)
        if ok or not weak
    ]
    rows, good_rows = sum(n for n, _ in judged), sum(n for n, ok in judged if ok)
    return (good_rows / rows, sum(ok for _, ok in judged) / len(judged)) if judged else (0.0, 0.0)


def enough(column: Column, fit: Sequence[object]) -> bool:
    """Whether so many values fit that the others are errors.

    That is 90 % of the rows and 80 % of the distinct values; or half of the rows, where at most
    two words stand beside many fitting values, as in a column of numbers with ``closed``.
    """
    rows, values = share(column, fit)
    if rows >= FIT and values >= FIT_DISTINCT:
        return True
    good = sum(map(bool, fit))
    return rows >= 0.5 and good >= 10 and values >= 0.9 and not odd_digits(column, fit)


def odd_digits(column: Column, fit: Sequence[object]) -> bool:
    """Whether a value that does not fit has a digit, or there are more than two of them."""
    odd = [
        text
        for text, ok, weak in zip(column.texts, fit, column.weak, strict=True)
        if not (ok or weak)
    ]
    return len(odd) > 2 or any(any(map(str.isdigit, text)) for text in odd)


def fitting(column: Column, test: Callable[[str], object]) -> list[object] | None:
    """Return the result of `test` for each value, or None where too few values pass it.

    The first values are tried alone, so that a test that does not apply costs little.
    """
    probed = column.texts[:PROBE]
    needed = 0.6 * (len(probed) - sum(column.weak[:PROBE]))
    first: list[object] = []
    failed = 0
    for text in probed:
        first.append(test(text))
        failed += not first[-1]
        if failed > len(probed) - needed or failed == len(probed):
            return None
    results = first + [test(text) for text in column.texts[PROBE:]]
    return results if enough(column, results) else None
