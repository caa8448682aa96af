"""What all checks look at: the relation, its key, and the counted values of each text column."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from itertools import groupby, islice
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from workbench.lexicon.column_types import NESTED, family_of, is_number, is_text
from workbench.lexicon.missing import is_placeholder
from workbench.profile.sample import Sample
from workbench.rules.operations import SPACES
from workbench.tables import Relation, quoted
from workbench.tables.narrow import WIDE
from workbench.types import Issue, Json, Key

__all__ = ["CheckContext", "Coded", "shortened"]

MAX_DISTINCT = 100_000
MANY = 1000
TOGETHER = 100
"""Columns that one query counts: more take longer to prepare than to count."""
T = TypeVar("T")


def shortened(value: str) -> str:
    """Write a value for a message, in quotes and with at most 60 characters."""
    return repr(value if len(value) <= 60 else value[:59] + "…")


@dataclass(frozen=True)
class Coded:
    """A column of all rows as whole numbers.

    Attributes
    ----------
    codes : array of int32
        One a row, in table order: the position of its value in `values`; -1 where it is missing.
    values : list of str
        The distinct values as text, trimmed.
    counts : array of int64
        In how many rows each value stands.
    """

    codes: NDArray[np.int32]
    values: list[str]
    counts: NDArray[np.int64]

    def at(self, row: int) -> str | None:
        """Return the value in a row; None where it is missing."""
        return self.values[self.codes[row]] if self.codes[row] >= 0 else None


def _once_a_column(
    method: Callable[[CheckContext, str], T],
) -> Callable[[CheckContext, str], T]:
    """Keep what a method returns for each column."""

    @wraps(method)
    def kept(self: CheckContext, column: str) -> T:
        results: dict[str, T] = self._results.setdefault(method.__name__, {})
        if column not in results:
            results[column] = method(self, column)
        return results[column]

    return kept


class CheckContext:
    """A relation with what several checks need, computed once.

    Parameters
    ----------
    relation : Relation
        The table.
    key : str
        The column that names rows.
    """

    def __init__(self, relation: Relation, key: str) -> None:
        self.relation = relation
        self.key = key
        self.notes: list[str] = []
        self._all_keys: dict[str, tuple[Key, ...]] = {}
        self._results: dict[str, dict[str, Any]] = {}

    @cached_property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.relation)

    @cached_property
    def keys(self) -> list[Key]:
        """The key of each row, in table order."""
        sql = f"SELECT {quoted(self.key)} AS k FROM data"
        return list(self.relation.arrow(sql).column(0).to_pylist())

    @cached_property
    def sample(self) -> Sample:
        """The rows that structure is looked for in: all of a small table, 50,000 of a large."""
        from workbench.profile.sample import take_sample

        return take_sample(self.relation)

    @cached_property
    def columns(self) -> list[str]:
        """The columns that are checked: all but the key."""
        return [name for name in self.relation.columns if name != self.key]

    @cached_property
    def text_columns(self) -> list[str]:
        """The text columns but the key."""
        return [name for name in self.columns if is_text(self.relation.types[name])]

    @cached_property
    def number_columns(self) -> list[str]:
        """The columns of numbers but the key."""
        return [name for name in self.columns if is_number(self.relation.types[name])]

    def holds_text(self, column: str) -> bool:
        """Whether a column is of text."""
        return is_text(self.relation.types[column])

    def holds_numbers(self, column: str) -> bool:
        """Whether a column is of numbers."""
        return is_number(self.relation.types[column])

    @cached_property
    def nulls(self) -> dict[str, int]:
        """In how many rows each column has no value."""
        if len(self.columns) >= WIDE:
            return {column: self.values(column).null_count for column in self.columns}
        return self.counts_where({c: f"{quoted(c)} IS NULL" for c in self.columns})

    def counts_where(self, conditions: Mapping[str, str]) -> dict[str, int]:
        """Return for each column in how many rows its SQL condition holds, few queries for all."""
        return self.aggregated({c: f"count(*) FILTER ({sql})" for c, sql in conditions.items()})

    def aggregated(self, expressions: Mapping[str, str]) -> dict[str, Any]:
        """Return for each column its SQL aggregate, few queries for all."""
        values: dict[str, Any] = {}
        for part in self._together(expressions):
            listed = ", ".join(expressions[name] for name in part)
            found = self.relation.rows(f"SELECT {listed} FROM data")[0]
            values |= dict(zip(part, found, strict=True))
        return values

    def computed(self, expressions: Mapping[str, str]) -> dict[str, pa.ChunkedArray]:
        """Return for each column its SQL expression in every row, few queries for all."""
        values: dict[str, pa.ChunkedArray] = {}
        for part in self._together(expressions):
            listed = ", ".join(f"{expressions[name]} AS c{i}" for i, name in enumerate(part))
            table = self.relation.arrow(f"SELECT {listed} FROM data")
            values |= dict(zip(part, table.columns, strict=True))
        return values

    def _together(self, names: Iterable[str]) -> Iterator[list[str]]:
        """Part columns into those that one query asks for."""
        wide = len(self.columns) >= WIDE
        for _, part in groupby(names, lambda name: wide and self.relation.neighbours(name)[0]):
            while some := list(islice(part, TOGETHER)):
                yield some

    def values(self, column: str) -> pa.ChunkedArray:
        """Return a column in table order; of a wide table its neighbours are kept as well."""
        whole = self.relation.in_memory()
        if whole is not None:
            return whole.column(column)
        names = self.relation.neighbours(column)
        kept = self._results.setdefault("values", {}) if len(names) > 1 else {}
        if column not in kept:
            table = self.relation.arrow(f"SELECT {', '.join(map(quoted, names))} FROM data")
            kept |= dict(zip(names, table.columns, strict=True))
        return kept[column]

    def first(self, columns: Sequence[str], rows: int) -> dict[str, pa.ChunkedArray]:
        """Return some columns of the first rows, in table order."""
        if len(self.columns) >= WIDE:
            return {name: self.values(name).slice(0, rows) for name in columns}
        listed = ", ".join(map(quoted, columns))
        table = self.relation.arrow(f"SELECT {listed} FROM data LIMIT {rows}")
        return dict(zip(columns, table.columns, strict=True))

    @cached_property
    def plain_columns(self) -> list[str]:
        """The columns but the key whose values are no lists, structs or bytes."""
        return [c for c in self.columns if family_of(self.relation.types[c]) not in NESTED]

    @cached_property
    def discrete_columns(self) -> list[str]:
        """The plain columns but measurements: numbers with fractions and over 1,000 values."""
        return [
            name
            for name in self.plain_columns
            if family_of(self.relation.types[name]) not in ("float", "decimal")
            or len(self.sample.coded(name)) <= MANY
        ]

    def trimmed(self, column: str) -> str:
        """Return the SQL of the column's text without white space at the ends."""
        return f"trim({quoted(column)}, '{SPACES}')"

    @_once_a_column
    def counts(self, column: str) -> dict[str, int]:
        """Return the distinct trimmed texts of a column with their counts, most frequent first.

        Empty where the column has more than 100,000 distinct ones (free text or identifiers);
        `notes` then says so.
        """
        coded = self.coded(column)
        if len(coded.values) > MAX_DISTINCT:
            self.notes.append(
                f"{column} has more than {MAX_DISTINCT:,} distinct values: its spellings, "
                "case, forms, units, numbers and dates were not checked."
            )
            return {}
        counted = zip(coded.values, coded.counts.tolist(), strict=True)
        return dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))

    def counts_present(self, column: str, *, among_numbers: bool = False) -> dict[str, int]:
        """Return `counts` without the placeholders for a missing value."""
        counts = self.counts(column)
        left_out = self.placeholders(column)
        if not among_numbers:
            left_out = frozenset(filter(is_placeholder, left_out))
        if not left_out:
            return counts
        return {value: count for value, count in counts.items() if value not in left_out}

    @_once_a_column
    def placeholders(self, column: str) -> frozenset[str]:
        """Return the trimmed texts of a column that stand for a missing number; more than words."""
        values = self.coded(column).values
        return frozenset(v for v in values if is_placeholder(v, among_numbers=True))

    @_once_a_column
    def coded(self, column: str) -> Coded:
        """Return a plain column as whole numbers; text is trimmed, all else is its text."""
        codes, texts = self._written(column)
        index: dict[str, int] = {}
        trimmed = [index.setdefault(text.strip(SPACES), len(index)) for text in texts]
        if len(index) < len(texts):
            codes = np.append(np.asarray(trimmed, dtype=np.int32), -1)[codes].astype(np.int32)
        counts = np.bincount(codes[codes >= 0], minlength=len(index)).astype(np.int64)
        return Coded(codes, list(index), counts)

    @_once_a_column
    def codes_present(self, column: str) -> NDArray[np.int32]:
        """Return the codes of a column; placeholders for a missing value are missing too."""
        coded = self.coded(column)
        left_out = frozenset(filter(is_placeholder, self.placeholders(column)))
        if not left_out:
            return coded.codes
        held = [value not in left_out for value in coded.values]
        return np.where(np.array([*held, True])[coded.codes], coded.codes, np.int32(-1))

    def raw(self, column: str, rows: Sequence[int]) -> list[str | None]:
        """Return the texts of a column in some rows as they stand there, not trimmed."""
        codes, texts = self._written(column)
        return [texts[code] if code >= 0 else None for code in codes[list(rows)].tolist()]

    def padded(self, column: str) -> tuple[list[Key], str]:
        """Return the keys of the rows with white space at an end of the text, and an example."""
        codes, texts = self._written(column)
        changed = np.array([text != text.strip(SPACES) for text in texts] + [False], dtype=bool)
        rows = np.flatnonzero(changed[codes]).tolist() if changed.any() else []
        example = min((text for text, odd in zip(texts, changed, strict=False) if odd), default="")
        return [self.keys[row] for row in rows], example

    @_once_a_column
    def _written(self, column: str) -> tuple[NDArray[np.int32], list[str]]:
        """Return a column as codes and distinct texts, as they are written."""
        array = self._texts(column)
        # Encoded before the chunks are joined: joined texts may exceed two gigabytes.
        encoded = array.dictionary_encode().unify_dictionaries()
        parts = [
            chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False) for chunk in encoded.chunks
        ]
        codes = np.concatenate(parts) if parts else np.zeros(0)
        texts = encoded.chunk(0).dictionary.to_pylist() if parts else []
        return codes.astype(np.int32), texts

    def _texts(self, column: str) -> pa.ChunkedArray:
        """Return a column as text, in table order; of a wide table its neighbours are kept too."""
        if is_text(self.relation.types[column]):
            return self.values(column)
        whole = self.relation.in_memory()
        names = self.relation.neighbours(column) if whole is None else tuple(self.columns)
        kept = self._results.setdefault("texts", {}) if len(names) > 1 else {}
        if column not in kept:
            kept |= dict(zip(names, self.relation.as_text(names), strict=True))
        return kept[column]

    def words(self, column: str, folded: Collection[str]) -> dict[str, int]:
        """Return the trimmed texts of a column that are in `folded` in lower case, with counts.

        Looks at all rows, however many distinct texts there are.
        """
        coded = self.coded(column)
        longest = max(map(len, folded), default=0)
        results = [
            (value, int(count))
            for value, count in zip(coded.values, coded.counts.tolist(), strict=True)
            if len(value) <= longest and value.casefold() in folded
        ]
        return dict(sorted(results, key=lambda pair: (-pair[1], pair[0])))

    def keys_where(self, condition: str, parameters: list[Any] | None = None) -> list[Key]:
        """Return the keys of the rows that meet an SQL condition, in table order."""
        if len(self.columns) < WIDE:
            sql = f"SELECT {quoted(self.key)} FROM data WHERE {condition}"
            return [row[0] for row in self.relation.rows(sql, parameters)]
        # Without the key: a query that names a few neighbours of a wide table alone is fast.
        rows = self.relation.rows(f"SELECT coalesce({condition}, false) FROM data", parameters)
        return [key for key, (holds,) in zip(self.keys, rows, strict=True) if holds]

    def keys_of(self, column: str, values: Iterable[str]) -> list[Key]:
        """Return the keys of the rows whose trimmed text is one of `values`, in table order.

        The rows of all values are found in one pass over the
        column, however often it is asked.
        """
        order, starts, position = self._rows_by_value(column)
        results = [
            order[starts[position[value]] : starts[position[value] + 1]]
            for value in values
            if value in position
        ]
        rows = np.sort(np.concatenate(results)) if results else np.zeros(0, dtype=np.int64)
        return [self.keys[i] for i in rows.tolist()]

    def issue(
        self,
        kind: str,
        column: str | None,
        keys: Iterable[Key],
        confidence: float,
        evidence: Json,
        suggestion: Json | None = None,
    ) -> Issue:
        """Return an issue about some rows; it names the first 1,000, `keys_of_issue` has all."""
        every = tuple(keys)
        first = every[: Issue.MAX_KEYS]
        issue = Issue(kind, column, first, len(every), confidence, evidence, suggestion)
        if len(every) > len(first):
            self._all_keys[issue.id] = every
        return issue

    def keys_of_issue(self, issue: Issue) -> tuple[Key, ...]:
        """Return the keys of all rows of an issue, beyond the 1,000 that it names."""
        return self._all_keys.get(issue.id, issue.keys)

    @_once_a_column
    def _rows_by_value(
        self, column: str
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, int]]:
        coded = self.coded(column)
        order = np.argsort(coded.codes, kind="stable").astype(np.int64)
        starts = (coded.codes < 0).sum() + np.concatenate([[0], np.cumsum(coded.counts)])
        return order, starts.astype(np.int64), {v: i for i, v in enumerate(coded.values)}
