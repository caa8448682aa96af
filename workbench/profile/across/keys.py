"""Columns, pairs and triples of columns that identify a row."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from workbench.errors import InputError
from workbench.profile.across.variables import Variable, all_whole, role, variable
from workbench.profile.result import Result
from workbench.profile.sample import Sample
from workbench.tables import Relation, quoted

__all__ = ["KeyCandidate", "key_candidates"]

FEWEST = 2
SCREEN_ROWS = 1000
COMBINED = 12
CONFIRMED = 20
NEARLY = 0.98
LONGEST = 100
FILLED = (0.5, 0.95)  # the least share of rows without a gap: of one column, of several
FALSE_KEY_ROWS = 30
SMALL = frozenset(["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DATE", "TIMESTAMP"])
SURPRISE = 10  # pairs of rows that unrelated columns would repeat; below, being unique is chance


@dataclass(frozen=True)
class KeyCandidate(Result):
    """Columns that identify a row, or would but for a few rows.

    Attributes
    ----------
    columns : tuple of str
        One to three columns; none of them can be left out.
    unique : bool
        Whether no two rows without a gap are alike in them.
    rows, nulls, repeated : int
        Rows of the table; rows that miss one of the columns; rows that repeat an earlier one.
    """

    derived = ("usable",)

    columns: tuple[str, ...]
    unique: bool
    rows: int
    nulls: int
    repeated: int

    @property
    def usable(self) -> bool:
        """Whether every row can be addressed: unique, and nowhere missing."""
        return self.unique and self.nulls == 0


def key_candidates(
    relation: Relation, sample: Sample, *, size: int = 3
) -> tuple[KeyCandidate, ...]:
    """Find the smallest sets of columns that identify a row.

    They are sought in `sample` and then counted on all rows of `relation`, by one query where the
    sample does not hold them all.
    Measurements (columns of floating-point numbers with fractions), nested columns and long texts
    are not proposed, nor combinations in a table of fewer than 30 rows or so varied that unrelated
    columns would be unique together just as well.  Nor are columns that miss in more than half of
    the rows, and combinations that miss in more than 5 %.

    Parameters
    ----------
    relation : Relation
        The whole table.
    sample : Sample
        Rows of it.
    size : int
        The most columns of a key, 1 to 3.

    Returns
    -------
    tuple of KeyCandidate
        Usable ones first, then those with fewer columns; single columns too of which at most
        2 % of the rows repeat, for they may be keys with an error.

    Raises
    ------
    InputError
        If `size` is not 1, 2 or 3.
    """
    if size not in (1, 2, 3):
        raise InputError(f"key_candidates: size is {size!r}; expected 1, 2 or 3")
    if len(sample) < FEWEST:
        return ()
    chosen = [variable(sample, name) for name in sample.columns if _may_be_key(sample, name)]
    chosen = [item for item in chosen if item.present >= FEWEST and item.distinct > 1]
    # A repeated value of a large table is easily missed in a sample, so the bound is generous.
    results: list[tuple[str, ...]] = [
        (item.name,) for item in chosen if item.distinct >= NEARLY * item.present
    ]
    if size > 1 and len(sample) >= FALSE_KEY_ROWS:
        rest = [item for item in chosen if (item.name,) not in results]
        results += _combinations(rest, len(sample), size)
    total, selected = sample.total, []
    for names in results[:CONFIRMED]:
        present, distinct = (
            _count(relation, names) if sample.partial else _count_sample(sample, names)
        )
        figures = (total, total - present, present - distinct)
        candidate = KeyCandidate(names, present == distinct and present > 1, *figures)
        selected += [candidate] if _is_worthwhile(candidate) else []
    return tuple(
        sorted(selected, key=lambda item: (not item.usable, not item.unique, len(item.columns)))
    )


def _is_worthwhile(candidate: KeyCandidate) -> bool:
    present = candidate.rows - candidate.nulls
    if len(candidate.columns) > 1:
        return candidate.unique and candidate.nulls <= (1 - FILLED[1]) * candidate.rows
    if candidate.nulls > (1 - FILLED[0]) * candidate.rows:
        return False
    return candidate.unique or (
        candidate.repeated <= (1 - NEARLY) * present and present >= FALSE_KEY_ROWS
    )


def _may_be_key(sample: Sample, name: str) -> bool:
    type_ = sample.types[name]
    if role(type_) == "nested" or type_ in ("BOOLEAN", "INTERVAL"):
        return False
    if type_ in ("FLOAT", "DOUBLE"):
        return all_whole(sample, name)
    if type_ == "VARCHAR":
        longest = pc.max(pc.binary_length(sample.table[name])).as_py()
        return longest is None or longest <= LONGEST
    return True


def _combinations(rest: list[Variable], rows: int, size: int) -> list[tuple[str, ...]]:
    """Return the pairs and triples that are unique in the sample and hold no smaller one."""
    rest = sorted(rest, key=lambda item: -item.distinct)[:COMBINED]
    alike = {item.name: _chance_alike(item) for item in rest}
    positions = np.random.default_rng(0).permutation(rows)[:SCREEN_ROWS]
    screen = {item.name: item.codes[positions] for item in rest}
    results: list[tuple[str, ...]] = []
    for count in range(2, size + 1):
        for group in combinations(rest, count):
            names = tuple(item.name for item in group)
            room = math.prod(item.distinct for item in group)
            chance = rows * (rows - 1) / 2 * math.prod(alike[name] for name in names)
            smaller = any(set(known) < set(names) for known in results)
            if room < 0.9 * rows or chance < SURPRISE or smaller:
                continue
            few = _joint([screen[name] for name in names], group)
            if _unique(few) and _unique(_joint([item.codes for item in group], group)):
                results.append(names)
    order = {item.name: i for i, item in enumerate(rest)}
    return sorted(results, key=lambda names: (len(names), sum(order[name] for name in names)))


def _chance_alike(item: Variable) -> float:
    """Return the chance that two rows have the same value."""
    counts = np.bincount(item.codes[item.codes >= 0]).astype(np.float64)
    return float((counts * (counts - 1)).sum()) / (item.present * (item.present - 1))


def _joint(codes: list[NDArray[np.int32]], group: tuple[Variable, ...]) -> NDArray[np.int64]:
    """Return one number for each combination of codes; rows with a gap are left out."""
    joint = codes[0].astype(np.int64)
    whole = codes[0] >= 0
    for code, item in zip(codes[1:], group[1:], strict=True):
        # At most three columns of at most 50,000 values each: below 2^63.
        joint = joint * item.distinct + code
        whole &= code >= 0
    return joint[whole]


def _unique(values: NDArray[np.int64]) -> bool:
    ordered = np.sort(values)
    return len(ordered) > 1 and bool((ordered[1:] != ordered[:-1]).all())


def _count_sample(sample: Sample, names: tuple[str, ...]) -> tuple[int, int]:
    """Return the rows without a gap and their distinct values in a sample that holds all rows."""
    group = tuple(variable(sample, name) for name in names)
    joint = _joint([item.codes for item in group], group)
    return len(joint), group[0].distinct if len(group) == 1 else len(np.unique(joint))


def _count(relation: Relation, names: tuple[str, ...]) -> tuple[int, int]:
    """Return the same for all rows of a table, whose values are held in memory meanwhile."""
    columns = [quoted(name) for name in names]
    # By a 64-bit hash, but for single numbers: two rows agree once in 10^19 pairs.
    small = len(columns) == 1 and relation.types[names[0]] in SMALL
    value = columns[0] if small else f"hash({', '.join(columns)})"
    # NaN is missing here, as in the sample.
    floats = [quoted(name) for name in names if relation.types[name] in ("FLOAT", "DOUBLE")]
    tests = [f"{name} IS NOT NULL" for name in columns] + [f"NOT isnan({name})" for name in floats]
    sql = f"SELECT count(*), count(DISTINCT {value}) FROM data WHERE {' AND '.join(tests)}"
    present, distinct = relation.rows(sql)[0]
    return int(present), int(distinct)
