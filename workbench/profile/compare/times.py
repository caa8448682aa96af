"""Whether the dates of two tables interleave: leakage from the future, where they are splits."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.lexicon.column_types import is_moment
from workbench.tables import Relation, quoted

__all__ = ["TimeRange", "time_range"]


@dataclass(frozen=True)
class TimeRange:
    """The span of a date column on both sides.

    `interleaved` is the share of the right's rows that are not later than the last of the left:
    0 for a split by time, about 1 for a random one.
    """

    column: str
    left_first: str
    left_last: str
    right_first: str
    right_last: str
    interleaved: float


def time_range(relations: tuple[Relation, Relation], name: str) -> TimeRange | None:
    """Return the span of a column on both sides; None where it holds no dates or none at all."""
    if not all(is_moment(side.types[name]) for side in relations):
        return None
    column = f"TRY_CAST({quoted(name)} AS TIMESTAMP)"  # dates reach further
    sql = f"SELECT min({column})::VARCHAR, max({column})::VARCHAR FROM data"
    ends = [side.rows(sql)[0] for side in relations]
    if any(end is None for pair in ends for end in pair):
        return None
    sql = f"SELECT avg(({column} <= ?::TIMESTAMP)::INTEGER) FROM data"
    share = relations[1].rows(sql, [ends[0][1]])[0][0]
    (first, last), (start, end) = ends
    return TimeRange(name, first, last, start, end, float(share))
