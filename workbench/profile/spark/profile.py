"""Profile a Spark frame by aggregates that run on the cluster.

Written with Spark's functions, not as SQL translated from DuckDB's: there the small columns are
described from their counts in Arrow, which has no SQL to translate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench import html
from workbench.errors import InputError
from workbench.html import Markup
from workbench.lexicon.column_types import family_of
from workbench.lexicon.plurals import counted
from workbench.profile.column_profile import ColumnFacts, ColumnProfile
from workbench.profile.columns import COUNTABLE
from workbench.profile.render.columns import render_columns
from workbench.profile.render.style import STYLE
from workbench.profile.result import Displayed
from workbench.profile.semantic import Evidence, infer_meaning
from workbench.profile.spark.column_expressions import (
    ColumnExpressions,
    column_expressions,
    readable,
)
from workbench.profile.spark.numbers import RANKS, describe_numbers
from workbench.profile.spark.values import aggregates, count_frequent_values, count_values
from workbench.types import Json

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["SparkProfile", "profile_spark"]

DISTINCT_ERROR = 0.02
ZONE = "spark.sql.session.timeZone"


@dataclass(frozen=True)
class SparkProfile(Displayed):
    """The summary of a table on Spark.

    Attributes
    ----------
    title : str
        What it is called.
    rows : int
        Number of rows.
    columns : tuple of ColumnProfile
        In table order, with the figures that DuckDB's profile has.
    distinct_error : float
        Relative standard error of `distinct` where it is not exact.
    rank_error : dict of str to float
        Columns whose quantiles are approximate, with the largest error of their rank, as a share
        of the rows; all others are exact.
    """

    title: str
    rows: int
    columns: tuple[ColumnProfile, ...]
    distinct_error: float
    rank_error: dict[str, float]

    def to_dict(self) -> Json:
        """Return the profile as JSON."""
        return {
            "title": self.title,
            "rows": self.rows,
            "columns": [column.to_dict() for column in self.columns],
            "distinct_error": self.distinct_error,
            "rank_error": dict(self.rank_error),
        }

    def to_frame(self) -> pd.DataFrame:
        """Return one row a column."""
        import pandas as pd

        return pd.DataFrame([column.to_dict() for column in self.columns])

    def to_html(self, *, page: bool = False) -> str:
        """Return the columns as HTML that needs no kernel, or as a page of its own."""
        title = f"{self.title}: {counted(self.rows, 'row')}, {counted(len(self.columns), 'column')}"
        body = Markup(f'<div class="wb-profile">{render_columns(self.columns)}</div>')
        block = html.frame(title, body, style=STYLE)
        return html.page(title, block) if page else block


def profile_spark(frame: Any, *, title: str | None = None, seed: int = 0) -> SparkProfile:
    """Summarise every column of a Spark frame; only aggregates are collected.

    The frame is read six to eight times: cache it where it is expensive to compute, and always
    where it is not the same each time.  While this runs, the session's time zone is UTC.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        The table; its column names may be anything.
    title : str, optional
        What to call it.
    seed : int
        Of the draw that finds the top values of columns with over 100,000 distinct ones.

    Raises
    ------
    InputError
        If `frame` is no Spark frame.

    Notes
    -----
    `distinct` is exact up to 100,000 distinct values, above it is HyperLogLog++ with a standard
    error of 2 %.  Quantiles are exact up to the same number, above it their rank is
    wrong by at most 1/10,000 of the rows (Greenwald and Khanna 2001).  Nested values
    count as equal where their text is.
    """
    if not all(hasattr(frame, part) for part in ("sparkSession", "schema", "toDF")):
        raise InputError(f"profile_spark: give a pyspark DataFrame, not a {type(frame).__name__}")
    with _in_utc(frame.sparkSession):
        return _profile(frame, title or "Spark frame", seed)


@contextmanager
def _in_utc(session: Any) -> Iterator[None]:
    before = session.conf.get(ZONE)
    session.conf.set(ZONE, "UTC")
    try:
        yield
    finally:
        session.conf.set(ZONE, before)


def _profile(frame: Any, title: str, seed: int) -> SparkProfile:
    fields = frame.schema.fields
    columns = [column_expressions(field.name, field.dataType, i) for i, field in enumerate(fields)]
    # By position: names may hold dots and backticks, or differ by case alone.
    frame = frame.toDF(*(f"c{i}" for i in range(len(columns))))
    rows, result, ranges = _count(frame, columns)
    keyed = {f"c{i}": column for i, column in enumerate(columns)}
    few = {key for key, facts in result.items() if facts.distinct <= COUNTABLE}
    numbers = {key: keyed[key] for key in ranges}
    describe_numbers(frame, result, numbers, ranges, few)
    counted = count_values(frame, {key: keyed[key] for key in keyed if key in few})
    for key, (distinct, top, examples) in counted.items():
        facts = result[key]
        facts.distinct, facts.distinct_exact = distinct, True
        facts.top, facts.examples = top, examples
    many = {key: keyed[key] for key in keyed if key not in few}
    for key, (_, top, examples) in count_frequent_values(frame, many, rows, seed).items():
        result[key].top, result[key].examples = top, examples
    rank_error = {
        column.name: 1 / RANKS
        for key, column in numbers.items()
        if key not in few and not column.is_moment
    }
    profiles = tuple(_column(column, result[key], rows) for key, column in keyed.items())
    return SparkProfile(title, rows, profiles, DISTINCT_ERROR, rank_error)


def _column(column: ColumnExpressions, facts: ColumnFacts, rows: int) -> ColumnProfile:
    """Add what the column means, from its frequent values and examples: fewer than elsewhere."""
    values = dict.fromkeys(facts.examples, 1) | dict(facts.top)
    low, high = facts.minimum, facts.maximum
    facts.meaning = infer_meaning(
        Evidence(
            name=column.name,
            type=column.type,
            rows=rows,
            nulls=facts.nulls,
            distinct=facts.distinct,
            values=values,
            partial=len(values) < facts.distinct,
            minimum=float(low) if isinstance(low, int | float) else None,
            maximum=float(high) if isinstance(high, int | float) else None,
        )
    )
    return facts.profile(column.name, column.type, rows)


Range = tuple[float, float]


def _count(
    frame: Any, columns: Sequence[ColumnExpressions]
) -> tuple[int, dict[str, ColumnFacts], dict[str, Range]]:
    """Return the number of rows, what one pass says of each column, and the range of numbers."""
    from pyspark.sql import functions as f

    wanted = []
    for column in columns:
        asked = {
            "rows": f.count("*"),
            "present": f.count(column.value),
            "distinct": f.approx_count_distinct(column.key, DISTINCT_ERROR),
        }
        if column.number is not None:
            asked |= {"low": f.min(column.number), "high": f.max(column.number)}
        if column.odd is not None:
            asked["infinite"] = f.count_if(column.odd)
        elif column.is_number or column.is_moment:
            ends = (f.min(column.value), f.max(column.value))
            asked |= {"minimum": ends[0].cast("string"), "maximum": ends[1].cast("string")}
        if column.base == "VARCHAR":
            size = f.length(column.value)
            asked |= {"minimum": f.min(column.text), "maximum": f.max(column.text)}
            asked |= {"short": f.min(size), "long": f.max(size)}
        wanted.append(asked)
    if not columns:
        return int(frame.count()), {}, {}
    counted = aggregates(frame, wanted)
    results = {
        f"c{i}": _first_facts(*pair) for i, pair in enumerate(zip(columns, counted, strict=True))
    }
    ranges = {
        f"c{i}": (float(answers["low"]), float(answers["high"]))
        for i, answers in enumerate(counted)
        if answers.get("low") is not None
    }
    return int(counted[0]["rows"]), results, ranges


def _first_facts(column: ColumnExpressions, answers: Json) -> ColumnFacts:
    distinct = min(answers["distinct"], answers["present"])
    facts = ColumnFacts(answers["rows"] - answers["present"], distinct, distinct_exact=False)
    facts.infinite = answers.get("infinite", 0)
    if column.odd is not None and answers["low"] is not None:
        facts.minimum, facts.maximum = float(answers["low"]), float(answers["high"])
    elif answers.get("minimum") is not None:
        exact = int if family_of(column.type) == "integer" else float
        facts.minimum, facts.maximum = (
            exact(text) if column.is_number else readable(text, column.type)
            for text in (str(answers["minimum"]), str(answers["maximum"]))
        )
    if answers.get("short") is not None:
        facts.lengths = int(answers["short"]), int(answers["long"])
    return facts
