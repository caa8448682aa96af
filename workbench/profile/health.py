"""The health of a table: is it clean, balanced, consistent and reproducible, and what says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from workbench.lexicon.plurals import counted
from workbench.profile.across.associations import Associations
from workbench.profile.across.dependencies import Dependencies
from workbench.profile.across.keys import KeyCandidate
from workbench.profile.column_profile import ColumnProfile
from workbench.types import Json, Source

__all__ = ["Aspect", "Health", "health_of"]

Level = Literal["good", "look", "bad"]
LEVELS: tuple[Level, ...] = ("good", "look", "bad")
WORDS: dict[Level, str] = {"good": "ok", "look": "review", "bad": "fix"}
"""What people read for each level."""
RARE = 0.01
FEW_ROWS = 10
PLACEHOLDER = ("placeholder for a missing value", "placeholders for missing values")
INFINITE = ("infinite or NaN value", "infinite or NaN values")
UNUSUAL = ("text with unusual characters or spaces", "texts with unusual characters or spaces")
MEASURES = frozenset(["decimal", "currency", "percentage", "quantity", "coordinates"])


@dataclass(frozen=True)
class Aspect:
    """One side of a table's health.

    Attributes
    ----------
    name : str
        ``clean``, ``balanced``, ``consistent`` or ``reproducible``.
    verdict : {"good", "look", "bad"}
        That of the most serious evidence; people read *ok*, *review* and *fix*.
    evidence : tuple of str
        What was found, most serious first; what was examined where nothing was found.
    """

    name: str
    verdict: Level
    evidence: tuple[str, ...]

    @property
    def word(self) -> str:
        """The verdict as people read it: ``ok``, ``review`` or ``fix``."""
        return WORDS[self.verdict]


@dataclass(frozen=True)
class Health:
    """The four sides of a table's health: no score, but verdicts with their evidence."""

    clean: Aspect
    balanced: Aspect
    consistent: Aspect
    reproducible: Aspect

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """All four, in order."""
        return (self.clean, self.balanced, self.consistent, self.reproducible)

    def to_dict(self) -> Json:
        """Return the card as JSON."""
        return {aspect.name: asdict(aspect) for aspect in self.aspects}


Finding = tuple[int, str]
"""How grave it is (0 to 2), and the sentence."""


def health_of(
    columns: Sequence[ColumnProfile],
    duplicate_rows: int,
    *,
    associations: Associations | None,
    dependencies: Dependencies | None,
    keys: Sequence[KeyCandidate],
    source: Source,
    target: str | None = None,
) -> Health:
    """Judge a profiled table.

    Parameters
    ----------
    columns : sequence of ColumnProfile
        The columns.
    duplicate_rows : int
        Rows that repeat an earlier one.
    associations, dependencies, keys
        What lies across the columns, as far as it was looked at.
    source : Source
        Where the table came from.
    target : str, optional
        The column with the label; else all categories are looked at for their balance.
    """
    rows = columns[0].rows if columns else 0
    repeats = counted(duplicate_rows, "duplicate row", "duplicate rows")
    grave = 2 if duplicate_rows >= 0.05 * rows else 1
    clean = [*_clean(columns), *([(grave, repeats)] if duplicate_rows else [])]
    consistent = [*_mixed(columns), *_broken(dependencies, columns), *_copies(associations)]
    return Health(
        _aspect("clean", clean, "no missing or unusual values, no duplicate rows"),
        _aspect("balanced", _balance(columns, target), "no category is rare or dominates"),
        _aspect("consistent", consistent, "one format and one type in each column"),
        _aspect("reproducible", _provenance(source, keys, rows), "source and key are known"),
    )


def _aspect(name: str, result: Iterable[Finding], otherwise: str) -> Aspect:
    ordered = sorted(result, key=lambda finding: -finding[0])
    gravest = ordered[0][0] if ordered else 0
    values = tuple(sentence for _, sentence in ordered) or (otherwise,)
    return Aspect(name, LEVELS[gravest], values)


def _named(
    columns: Sequence[ColumnProfile],
    count: Callable[[ColumnProfile], int],
    nouns: tuple[str, str],
    bad: float,
) -> list[Finding]:
    """Return one finding about all columns in which `count` is not zero."""
    results = [(count(column), column) for column in columns if count(column)]
    if not results:
        return []
    results.sort(key=lambda pair: -pair[0] / max(pair[1].rows, 1))
    names = ", ".join(column.name for _, column in results[:3])
    more = f" and {len(results) - 3} more" if len(results) > 3 else ""
    worst = results[0][0] / max(results[0][1].rows, 1)
    total = sum(number for number, _ in results)
    return [(2 if worst >= bad else 1, f"{counted(total, *nouns)} in {names}{more}")]


def _clean(columns: Sequence[ColumnProfile]) -> list[Finding]:
    empty = [column.name for column in columns if column.kind == "empty" and column.rows]
    filled = [column for column in columns if column.kind != "empty"]
    return [
        *([(1, f"no values in {', '.join(empty[:3])}")] if empty else []),
        *_named(filled, lambda c: c.nulls, ("missing value", "missing values"), 0.3),
        *_named(filled, _disguised, PLACEHOLDER, 0.1),
        *_named(filled, lambda c: c.infinite, INFINITE, 0.01),
        *_named(filled, _odd, UNUSUAL, 0.1),
    ]


def _disguised(column: ColumnProfile) -> int:
    return sum(count for _, count in column.meaning.disguised) if column.meaning else 0


def _odd(column: ColumnProfile) -> int:
    odd = column.text.odd if column.text else ()
    return max((one.rows for one in odd if one.kind != "emoji"), default=0)


def _balance(columns: Sequence[ColumnProfile], target: str | None) -> list[Finding]:
    classes = [c for c in columns if c.kind in ("category", "boolean") and 1 < c.distinct <= 50]
    selected = classes if target is None else [c for c in columns if c.name == target]
    results: list[Finding] = []
    for column in (column for column in selected if column.top and column.present):
        (value, most), (rarest, least) = column.top[0], column.top[-1]
        all_listed = len(column.top) == column.distinct
        rare = all_listed and (least < FEW_ROWS or least < RARE * column.present)
        if rare:
            grave = 2 if target and least < FEW_ROWS else 1
            text = f"{column.name}: {rarest!r} has {counted(least, 'row')}, {value!r} has {most:,}"
            results.append((grave, text))
        elif most > (1 - RARE) * column.present:
            share = f"{most / column.present:.1%}"
            results.append((1, f"{column.name}: {share} of the rows are {value!r}"))
    return results


def _mixed(columns: Sequence[ColumnProfile]) -> list[Finding]:
    results: list[Finding] = []
    known = [(column, column.meaning) for column in columns if column.meaning]
    for column, meaning in known:
        wrong = sum(count for _, count in meaning.unfit)
        if wrong:
            values = counted(wrong, "value does", "values do")
            example = f"such as {meaning.unfit[0][0]!r}"
            text = f"{column.name}: {values} not match {meaning.type}, {example}"
            results.append((2 if wrong >= 0.05 * column.present else 1, text))
        if meaning.type in ("date", "datetime", "time") and " or " in (meaning.format or ""):
            results.append((2, f"{column.name}: dates in several formats ({meaning.format})"))
    return results


def _broken(dependencies: Dependencies | None, columns: Sequence[ColumnProfile]) -> list[Finding]:
    """Return the dependencies with exceptions; that an amount sets a class is no rule."""
    measured = {c.name for c in columns if c.meaning and c.meaning.type in MEASURES}
    return [
        (
            1,
            f"{' + '.join(dependency.left)} determines {dependency.right} except in "
            f"{dependency.violating:,} of {dependency.n:,} rows",
        )
        for dependency in (dependencies.broken if dependencies else ())
        if not measured.intersection(dependency.left)
    ][:5]


def _copies(associations: Associations | None) -> list[Finding]:
    pairs = associations.pairs if associations else ()
    return [
        (1, f"{pair.left} and {pair.right} hold the same: {pair.detail or pair.kind}")
        for pair in pairs
        if pair.kind == "copy"
    ][:5]


def _provenance(source: Source, keys: Sequence[KeyCandidate], rows: int) -> list[Finding]:
    memory = bool(source.fingerprint) and source.uri.startswith("memory:")
    unidentified = rows > 0 and not any(key.usable for key in keys)
    faults = {
        "the source has no fingerprint, so later changes to it cannot be detected": (
            not source.fingerprint
        ),
        "the table came from memory, so its origin is unknown": memory,
        "no column identifies the rows, so changes are hard to track": unidentified,
    }
    return [(1, sentence) for sentence, applies in faults.items() if applies]
