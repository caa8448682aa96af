"""The spellings of a column of any table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.checks.spellings.clusters import cluster
from workbench.checks.spellings.methods import METHODS, MOST_COMPARED
from workbench.checks.spellings.result import Spellings
from workbench.errors import InputError
from workbench.lexicon.column_types import is_text
from workbench.lexicon.plurals import counted
from workbench.tables import quoted, read_table

__all__ = ["checked_methods", "spellings", "spellings_of_counts"]

ALL = tuple(METHODS)
LONGEST = 1_000
"""Characters of a value that is compared: as much text as a person can tell apart by eye, and a
bound on the work of comparing letters, which grows with the square of the length."""


def spellings(table: Any, column: str, *, methods: Sequence[str] = ALL) -> Spellings:
    """Group the values of a text column that may be spellings of one, for a person to join.

    Parameters
    ----------
    table : table or path
        As for `workbench.read_table`.
    column : str
        A column of text.
    methods : sequence of {"fingerprint", "ngram", "edit", "neighbours", "phonetic"}
        What makes two values alike: the same words whatever their case, order, accents and
        punctuation; the same pairs of letters; a few letters apart (Damerau-Levenshtein);
        similar text (TF-IDF); the same sound in English (Metaphone).

    Returns
    -------
    Spellings
        Clusters, each with the rows of its values, the most frequent as the proposed target,
        and the methods; ``.rule(chosen)`` is the rule that joins them.

    Raises
    ------
    MissingColumnError
        If there is no such column.
    InputError
        If the column holds no text, or a method is unknown.
    """
    wanted = checked_methods(methods)
    relation = read_table(table)
    relation.require(column)
    if not is_text(relation.types[column]):
        there = [name for name, kind in relation.types.items() if is_text(kind)]
        listed = ", ".join(map(repr, there)) or "none"
        raise InputError(
            f"{relation.source.uri}: column {column!r} is {relation.types[column]}, not text",
            f"columns of text are {listed}",
        )
    name = quoted(column)
    rows = relation.rows(f"SELECT {name}, count(*) FROM data WHERE {name} IS NOT NULL GROUP BY 1")
    return spellings_of_counts(column, dict(rows), methods=wanted, title=relation.source.uri)


def spellings_of_counts(
    column: str,
    counts: Mapping[str, int],
    *,
    methods: Sequence[str] = ALL,
    title: str = "table",
    notes: tuple[str, ...] = (),
) -> Spellings:
    """Return the spellings of a column whose values are counted already.

    Parameters
    ----------
    column : str
        The column's name.
    counts : mapping of str to int
        Its values with their rows.
    methods, title, notes
        As for `spellings`, the table's name, and what to say of the counts.
    """
    wanted = checked_methods(methods)
    present = {value: n for value, n in counts.items() if value.strip() and len(value) <= LONGEST}
    long = sum(len(value) > LONGEST for value in counts)
    if long:
        left_out = counted(long, "value was", "values were")
        notes += (f"{left_out} left out: over {LONGEST:,} characters are no spelling.",)
    rest = len(present) - MOST_COMPARED
    if rest > 0 and {"edit", "neighbours"} & set(wanted):
        notes += (
            f"{column} has {counted(len(present), 'distinct value')}: small edits and similar text "
            f"were looked for among the {MOST_COMPARED:,} most frequent only.",
        )
    return Spellings(
        column, cluster(present, wanted), counts=present, methods=wanted, title=title, notes=notes
    )


def checked_methods(methods: Sequence[str]) -> tuple[str, ...]:
    """Return the methods, each once, surest first; raise InputError where one is unknown."""
    asked = [methods] if isinstance(methods, str) else list(methods)
    unknown = [name for name in asked if name not in METHODS]
    if unknown or not asked:
        what = f"method {unknown[0]!r} is unknown" if unknown else "no method is given"
        raise InputError(f"spellings: {what}; there are {', '.join(map(repr, METHODS))}")
    return tuple(name for name in METHODS if name in asked)
