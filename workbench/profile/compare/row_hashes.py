"""A 64-bit hash of each cell, equal in two tables where the values are equal."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from workbench.profile.compare.drift import family
from workbench.tables import Relation, quoted

__all__ = ["RowHashes", "hash_rows", "rows_at"]


@dataclass(frozen=True)
class RowHashes:
    """The hashes of a table.

    Attributes
    ----------
    columns : tuple of str
        The columns that make up a row.
    rows : array of uint64
        One hash a row, of all `columns`; two different rows agree once in 10^19 pairs.
    cells : dict of str to array of uint64
        One hash a row for single columns.  ``rows ^ cells[name]`` is the row without that column.
    """

    columns: tuple[str, ...]
    rows: NDArray[np.uint64]
    cells: dict[str, NDArray[np.uint64]]

    def without(self, name: str) -> NDArray[np.uint64]:
        """Return the hash of each row without one column."""
        return np.asarray(self.rows ^ self.cells[name])


def hash_rows(
    left: Relation, right: Relation, columns: tuple[str, ...], separate: tuple[str, ...]
) -> tuple[RowHashes, RowHashes]:
    """Hash the rows of both tables by `columns`, and each of `separate` alone.

    Columns of different types are compared as numbers or moments where both are, else as text.
    """
    results = []
    for relation in (left, right):
        parts = {name: _hash_of(name, left, right, index) for index, name in enumerate(columns)}
        row = reduce(lambda joined, part: f"xor({joined}, {part})", parts.values(), "0::UBIGINT")
        more = [f", {parts[name]} AS c{index}" for index, name in enumerate(separate)]
        table = relation.arrow(f"SELECT {row} AS r{''.join(more)} FROM data")
        cells = {name: table[f"c{index}"].to_numpy() for index, name in enumerate(separate)}
        results.append(RowHashes(columns, table["r"].to_numpy(), cells))
    return results[0], results[1]


def rows_at(relation: Relation, columns: tuple[str, ...], positions: list[int]) -> list[list[str]]:
    """Return a few rows, counted from 0 in table order, as text; missing values are empty."""
    names = ", ".join(f"left({quoted(name)}::VARCHAR, 200)" for name in columns)
    rows = (
        relation.rows(f"SELECT {names} FROM data LIMIT 1 OFFSET {int(position)}")[0]
        for position in positions
    )
    return [["" if value is None else str(value) for value in row] for row in rows]


def _hash_of(name: str, left: Relation, right: Relation, index: int) -> str:
    types = (left.types[name], right.types[name])
    column = quoted(name)
    if types[0] != types[1]:
        families = {family(type_) for type_ in types}
        common = {"number": "DOUBLE", "date": "TIMESTAMP"}.get(families.pop(), "VARCHAR")
        column = f"{column}::{'VARCHAR' if families else common}"
    # The position is in the hash, so that equal values of two columns do not cancel out; hashed
    # once more, for DuckDB joins the hashes of several values by an exclusive or itself.
    return f"hash(hash({column}, {index}))"
