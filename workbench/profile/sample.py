"""The rows that the parts of a profile look at together: all of a small table, some of a large."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.profile.arrow_conversion import (
    integers_of,
    missing_of,
    numbers_of,
    one_chunk,
    plain_sql,
    shortened,
)
from workbench.tables import Relation, quoted

__all__ = ["SAMPLE_ROWS", "Coded", "Sample", "Variable", "take_sample"]

SAMPLE_ROWS = 50_000
MARGIN = 4  # standard deviations that a drawn sample stays below the wanted number of rows


@dataclass(frozen=True)
class Coded:
    """A column as whole numbers.

    Attributes
    ----------
    codes : array of int32
        One a row: the position of its value in `values`, -1 where it is missing.
    values : pyarrow.Array
        The distinct values in order of first occurrence, none of them missing.
    counts : array of int64
        How many rows have each value.
    """

    codes: NDArray[np.int32]
    values: pa.Array
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True)
class Variable:
    """A column ready to be compared.

    Attributes
    ----------
    name : str
        The column.
    role : str
        ``number`` (numbers, dates and times: ordered) or ``category``.
    codes : array of int32
        One a row, -1 where missing.  Of a number: the position of its value among the sorted
        distinct values, so that codes order like values.
    distinct, present : int
        Number of distinct values, and of rows that have one.
    """

    name: str
    role: str
    codes: NDArray[np.int32]
    distinct: int
    present: int

    @property
    def complete(self) -> bool:
        """Whether no row misses a value."""
        return self.present == len(self.codes)


@dataclass(frozen=True)
class Sample:
    """Rows of a table, each drawn with the same chance; all of them where the table is small.

    Attributes
    ----------
    table : pyarrow.Table
        The rows, in the order of the table; nested, binary and other rare types as text, text
        over 20,000 bytes cut (see `plain_sql`).
    types : dict of str to str
        DuckDB type of each column.
    total : int
        Number of rows of the whole table.
    variables : dict of str to Variable
        Columns as ordered codes, computed once; see `across.variables.variable`.
    """

    table: pa.Table
    types: dict[str, str]
    total: int
    variables: dict[str, Variable] = field(default_factory=dict, repr=False, compare=False)
    _coded: dict[str, Coded] = field(default_factory=dict, repr=False, compare=False)
    _numbers: dict[str, NDArray[np.float64]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def columns(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(self.types)

    @property
    def partial(self) -> bool:
        """Whether rows were left out, so that figures are estimates."""
        return len(self) < self.total

    def coded(self, name: str) -> Coded:
        """Return a column as whole numbers; computed once.  NaN counts as missing."""
        if name not in self._coded:
            self._coded[name] = _code(self.table[name])
        return self._coded[name]

    def numbers(self, name: str) -> NDArray[np.float64]:
        """Return a column of numbers, dates or booleans as floats; NaN where it is missing.

        Dates and times are seconds since 1970.  Infinite values stay.
        """
        if name not in self._numbers:
            self._numbers[name] = numbers_of(self.table[name])
        return self._numbers[name]


def take_sample(relation: Relation, *, rows: int = SAMPLE_ROWS, seed: int = 0) -> Sample:
    """Draw at most `rows` rows of `relation`: repeatable, one scan, every row with equal chance."""
    total = len(relation)
    types = dict(relation.types)
    sql = {name: plain_sql(name, type_) for name, type_ in types.items()}
    odd = [f"{sql[n]} AS {quoted(n)}" for n in types if sql[n] != quoted(n)]
    every = f"* REPLACE ({', '.join(odd)})" if odd else "*"  # a list of 10,000 names is slow
    whole = None if odd else relation.in_memory()
    if whole is not None and total <= rows:
        return Sample(_tidy(whole), types, total)
    if total <= rows:
        return Sample(_tidy(relation.arrow(f"SELECT {every} FROM data")), types, total)
    share = max(rows - MARGIN * rows**0.5, 0.9 * rows) / total
    position = _free_name(relation.columns)
    # System sampling takes whole blocks, which are alike in a sorted file; reservoir sampling
    # takes twice the time of this.
    table = relation.arrow(
        f"SELECT {every} FROM (SELECT *, row_number() OVER () AS {position} FROM data) "
        f"WHERE hash({position} + {int(seed)} * 2654435761) < {int(share * 2**64)}::UBIGINT "
        f"LIMIT {int(rows)}"
    )
    return Sample(_tidy(table.drop_columns([position[1:-1]])), types, total)


def _tidy(table: pa.Table) -> pa.Table:
    return pa.table([shortened(column) for column in table.columns], names=table.column_names)


def _free_name(columns: tuple[str, ...]) -> str:
    name = "place"
    while name in {column.casefold() for column in columns}:
        name += "_"
    return quoted(name)


def _code(column: pa.ChunkedArray) -> Coded:
    encoded = one_chunk(column).dictionary_encode()
    codes = integers_of(encoded.indices).astype(np.int32)
    codes[missing_of(encoded.indices)] = -1
    values = encoded.dictionary
    if pa.types.is_floating(values.type):
        nan = np.isnan(integers_of(values))
        if nan.any():
            moved = np.append(np.where(nan, -1, np.cumsum(~nan) - 1), -1).astype(np.int32)
            codes = moved[codes]
            values = values.filter(pc.invert(pc.is_nan(values)))
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    return Coded(codes, values, counts.astype(np.int64))
