"""What all checks look at: the relation, its key, and the counted values of each text column."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from workbench.lexicon.column_types import NESTED, family_of, is_number, is_text
from workbench.lexicon.missing import is_placeholder
from workbench.profile.sample import Sample
from workbench.rules.operations import SPACES
from workbench.tables import Relation, quoted
from workbench.types import Issue, Json, Key

__all__ = ["CheckContext", "Coded"]

MAX_DISTINCT = 100_000
MANY = 1000


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
        self._codes_present: dict[str, NDArray[np.int32]] = {}
        self._all_keys: dict[str, tuple[Key, ...]] = {}
        self._counts: dict[str, dict[str, int]] = {}
        self._raw: dict[str, tuple[NDArray[np.int32], list[str]]] = {}
        self._coded: dict[str, Coded] = {}
        self._places: dict[str, tuple[NDArray[np.int64], NDArray[np.int64], dict[str, int]]] = {}

    @cached_property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.relation)

    @cached_property
    def keys(self) -> list[Key]:
        """The key of each row, in table order."""
        table = self.relation.arrow(f"SELECT {quoted(self.key)} AS k FROM data")
        keys: list[Key] = table.column(0).to_pylist()
        return keys

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
        types = self.relation.types
        return [name for name in self.columns if is_number(types[name])]

    @cached_property
    def plain_columns(self) -> list[str]:
        """The columns but the key whose values are no lists, structs or bytes."""
        types = self.relation.types
        return [name for name in self.columns if family_of(types[name]) not in NESTED]

    @cached_property
    def discrete_columns(self) -> list[str]:
        """The plain columns but measurements: numbers with fractions and over 1,000 values."""
        types = self.relation.types
        measured = [c for c in self.plain_columns if family_of(types[c]) in ("float", "decimal")]
        many = {c for c in measured if len(self.sample.coded(c)) > MANY}
        return [name for name in self.plain_columns if name not in many]

    def trimmed(self, column: str) -> str:
        """Return the SQL of the column's text without white space at the ends."""
        return f"trim({quoted(column)}, '{SPACES}')"

    def counts(self, column: str) -> dict[str, int]:
        """Return the distinct trimmed texts of a column with their counts, most frequent first.

        Empty where the column has more than 100,000 distinct ones (free text or identifiers);
        `notes` then says so.
        """
        if column not in self._counts:
            coded = self.coded(column)
            if len(coded.values) > MAX_DISTINCT:
                self.notes.append(
                    f"{column} has more than {MAX_DISTINCT:,} distinct values: its spellings, "
                    "case, forms, units, numbers and dates were not checked."
                )
                self._counts[column] = {}
            else:
                counted = zip(coded.values, coded.counts.tolist(), strict=True)
                self._counts[column] = dict(sorted(counted, key=lambda pair: (-pair[1], pair[0])))
        return self._counts[column]

    def coded(self, column: str) -> Coded:
        """Return a plain column as whole numbers; text is trimmed, all else is its text."""
        if column not in self._coded:
            codes, texts = self._written(column)
            index: dict[str, int] = {}
            trimmed = [index.setdefault(text.strip(SPACES), len(index)) for text in texts]
            if len(index) < len(texts):
                codes = np.append(np.asarray(trimmed, dtype=np.int32), -1)[codes].astype(np.int32)
            values = list(index)
            counts = np.bincount(codes[codes >= 0], minlength=len(values)).astype(np.int64)
            self._coded[column] = Coded(codes, values, counts)
        return self._coded[column]

    def codes_present(self, column: str) -> NDArray[np.int32]:
        """Return the codes of a column; placeholders for a missing value are missing too."""
        if column not in self._codes_present:
            coded = self.coded(column)
            held = [not is_placeholder(value) for value in coded.values]
            codes = np.where(np.array([*held, True])[coded.codes], coded.codes, np.int32(-1))
            self._codes_present[column] = codes
        return self._codes_present[column]

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

    def _written(self, column: str) -> tuple[NDArray[np.int32], list[str]]:
        """Return a column as codes and distinct texts, as they are written."""
        if column not in self._raw:
            name = quoted(column) if column in self.text_columns else f"{quoted(column)}::VARCHAR"
            array = self.relation.arrow(f"SELECT {name} AS v FROM data").column(0)
            # Encoded before the chunks are joined: joined texts may exceed two gigabytes.
            encoded = array.dictionary_encode().unify_dictionaries()
            parts = [
                chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False)
                for chunk in encoded.chunks
            ]
            codes = np.concatenate(parts) if parts else np.zeros(0)
            texts = encoded.chunk(0).dictionary.to_pylist() if parts else []
            self._raw[column] = codes.astype(np.int32), texts
        return self._raw[column]

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
        sql = f"SELECT {quoted(self.key)} FROM data WHERE {condition}"
        return [row[0] for row in self.relation.rows(sql, parameters)]

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

    def _rows_by_value(
        self, column: str
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[str, int]]:
        if column not in self._places:
            coded = self.coded(column)
            order = np.argsort(coded.codes, kind="stable").astype(np.int64)
            missing = int((coded.codes < 0).sum())
            starts = missing + np.concatenate([[0], np.cumsum(coded.counts)])
            index = {value: i for i, value in enumerate(coded.values)}
            self._places[column] = order, starts.astype(np.int64), index
        return self._places[column]
