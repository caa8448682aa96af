"""Summarise columns of many distinct values in a large table: few scans, aggregates only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from workbench.lexicon.column_types import (
    base_type,
    family_of,
    is_moment,
    is_number,
    is_text,
    is_whole,
)
from workbench.profile.arrow_conversion import indices, short_sql, texts_of
from workbench.profile.column_profile import ColumnFacts
from workbench.profile.exact_statistics import QUANTILES, TOP, edges_of, examples_of, moments_of
from workbench.profile.sample import Sample
from workbench.tables import Relation, quoted

__all__ = ["scan"]

TOGETHER = 60
VALUES_AT_ONCE = 4_000_000
FREQUENT = 2


def scan(
    relation: Relation,
    sample: Sample,
    names: Sequence[str],
    *,
    on_query: Callable[[], None] = lambda: None,
) -> dict[str, ColumnFacts]:
    """Return the facts of `ColumnProfile` for each of `names`, on all rows.

    Distinct values are counted by HyperLogLog.  The most frequent values are looked for among
    those that the sample holds twice, and counted in all rows: a value in one of a thousand rows
    is not missed, and where nearly all values differ there is nothing to find.
    """
    rows, types = sample.total, sample.types
    ask = _Questions(relation, rows, on_query)
    counts = ask.each(names, lambda _, x: [f"count({x})", f"approx_count_distinct({x})"])
    results = {
        name: ColumnFacts(
            *(rows - count, min(distinct, count), False),
            examples=examples_of(sample.coded(name).values),
        )
        for name, (count, distinct) in zip(names, counts, strict=True)
    }
    _add_texts(ask, results, [name for name in names if is_text(types[name])])
    numbers = [n for n in names if is_number(types[n]) or is_moment(types[n])]
    _add_numbers(ask, results, {name: types[name] for name in numbers})
    for name in names:
        results[name].top = _top(relation, sample, name)
        on_query()
    return results


class _Questions:
    """Asks for the aggregates of many columns in as few scans as memory allows."""

    def __init__(self, relation: Relation, rows: int, on_query: Callable[[], None]) -> None:
        self.relation = relation
        self.rows = rows
        self._on_query = on_query

    def each(
        self,
        names: Iterable[str],
        aggregates: Callable[[str, str], list[str]],
        *,
        together: int = TOGETHER,
    ) -> list[list[Any]]:
        """Return for each column the values of its aggregates; `aggregates` gets name and SQL."""
        parts = [aggregates(name, quoted(name)) for name in names]
        flat = [part for group in parts for part in group]
        values: list[Any] = []
        for start in range(0, len(flat), together):
            chosen = flat[start : start + together]
            values += self.relation.rows(f"SELECT {', '.join(chosen)} FROM data")[0]
            self._on_query()
        answers = iter(values)
        return [[next(answers) for _ in group] for group in parts]


def _add_texts(ask: _Questions, results: dict[str, ColumnFacts], names: list[str]) -> None:
    answers = ask.each(
        names, lambda _, x: [f"min({x})", f"max({x})", f"min(length({x}))", f"max(length({x}))"]
    )
    for name, (low, high, short, long) in zip(names, answers, strict=True):
        if low is not None:
            facts = results[name]
            facts.minimum, facts.maximum, facts.lengths = low[:200], high[:200], (short, long)


def _add_numbers(ask: _Questions, results: dict[str, ColumnFacts], types: dict[str, str]) -> None:
    columns = {name: _Number(name, type_) for name, type_ in types.items()}
    odd = ask.each(columns, lambda n, _: [columns[n].odd])
    for name, (infinite,) in zip(types, odd, strict=True):
        columns[name].infinite = results[name].infinite = infinite
    ends = ask.each(columns, lambda n, _: columns[n].ends)
    for name, (low, high) in zip(types, ends, strict=True):
        if low is None:
            del columns[name]
        else:
            results[name].minimum, results[name].maximum = columns[name].reach(low, high)
    seconds = ask.each(
        [n for n in columns if columns[n].moment],
        lambda n, _: [f"min({columns[n].sql})", f"max({columns[n].sql})"],
    )
    dates = [column for column in columns.values() if column.moment]
    for column, (low, high) in zip(dates, seconds, strict=True):
        column.low, column.high = low, high
    _add_shape(ask, results, columns)
    _add_quantiles(ask, results, [c for c in columns.values() if not c.moment])


class _Number:
    """A column of numbers or dates as DOUBLE, dates as seconds since 1970."""

    low = high = 0.0
    infinite = 0

    def __init__(self, name: str, type_: str) -> None:
        self.name, self.column, self.type = name, quoted(name), base_type(type_)
        self.moment, self.whole = is_moment(type_), is_whole(type_)
        self._as_double = f"{self.column}::DOUBLE"
        if self.moment:
            # Dates reach further than timestamps do.
            moment = self.column if self.type == "DATE" else f"{self.column}::TIMESTAMP"
            self._as_double = f"epoch({moment})"

    @property
    def odd(self) -> str:
        """The aggregate that counts infinite values and NaN."""
        # Not from the largest value: the statistics in a Parquet file leave NaN out.
        may = self.moment or family_of(self.type) == "float"
        return f"count(*) FILTER (NOT isfinite({self.column}))" if may else "0"

    @property
    def ends(self) -> list[str]:
        """The aggregates for the smallest and the largest finite value."""
        where = f" FILTER (isfinite({self.column}))" if self.infinite else ""
        return [f"{end}({self.column}){where}" for end in ("min", "max")]

    @property
    def sql(self) -> str:
        """The finite values as DOUBLE; null for others."""
        if not self.infinite:
            return self._as_double
        return f"CASE WHEN isfinite({self.column}) THEN {self._as_double} END"

    def reach(self, low: Any, high: Any) -> tuple[Any, Any]:
        """Keep the smallest and the largest value; return them as they are reported."""
        if self.moment:
            return str(low), str(high)
        self.low, self.high = float(low), float(high)
        exact = int if self.whole else float
        return exact(low), exact(high)


def _add_shape(
    ask: _Questions, results: dict[str, ColumnFacts], columns: dict[str, _Number]
) -> None:
    """Add moments and histogram."""
    numbers = {name: column for name, column in columns.items() if not column.moment}
    scales = {name: max(abs(c.low), abs(c.high)) or 1.0 for name, c in numbers.items()}
    middles = ask.each(
        numbers,
        lambda n, _: [
            f"avg({numbers[n].sql} / {scales[n]!r}::DOUBLE)",
            f"count({numbers[n].sql})",
        ],
    )
    middle = dict(zip(numbers, middles, strict=True))

    def wanted(name: str, _: str) -> list[str]:
        x = columns[name].sql
        if name not in numbers:
            return [_binned(columns[name])]
        away = f"({x} / {scales[name]!r}::DOUBLE - {middle[name][0]!r}::DOUBLE)"
        powers = [f"sum({' * '.join([away] * power)})" for power in (2, 3, 4)]
        signs = [f"count(CASE WHEN {x} {sign} 0 THEN 1 END)" for sign in ("=", "<")]
        return [_binned(columns[name]), *powers, *signs]

    for name, (bins, *answers) in zip(columns, ask.each(columns, wanted), strict=True):
        facts = results[name]
        facts.edges = tuple(edges_of(columns[name].low, columns[name].high))
        heights = [int(bins.get(i, 0)) for i in range(len(facts.edges))]
        beyond = heights.pop()
        facts.counts = (*heights[:-1], heights[-1] + beyond)
        if name in numbers:
            *powers, facts.zeros, facts.negative = answers
            center, size = middle[name]
            moments = moments_of(size, center, scales[name], *powers)
            facts.mean, facts.deviation, facts.skewness, facts.kurtosis = moments


def _binned(column: _Number) -> str:
    """Return the aggregate that counts values by bin; the largest value is one bin beyond."""
    edges = edges_of(column.low, column.high)
    if len(edges) == 2:
        return f"histogram(CASE WHEN {column.sql} IS NOT NULL THEN 0::TINYINT END)"
    width = edges[1] - edges[0]
    return f"histogram(floor(({column.sql} - {edges[0]!r}::DOUBLE) / {width!r}::DOUBLE)::TINYINT)"


def _add_quantiles(
    ask: _Questions, results: dict[str, ColumnFacts], columns: list[_Number]
) -> None:
    """Add exact quantiles; they hold all values of a column, so few columns at a time."""
    together = max(1, min(TOGETHER, VALUES_AT_ONCE // max(ask.rows, 1)))
    by_name = {column.name: column for column in columns}
    answers = ask.each(
        by_name,
        lambda n, _: [f"quantile_cont({by_name[n].sql}, {list(QUANTILES)})"],
        together=together,
    )
    for name, (quantiles,) in zip(by_name, answers, strict=True):
        results[name].quantiles = tuple(quantiles)


def _top(relation: Relation, sample: Sample, name: str) -> tuple[tuple[str, int], ...]:
    """Count in all rows the values that the sample holds at least twice."""
    coded = sample.coded(name)
    order = np.argsort(-coded.counts, kind="stable")[: 2 * TOP]
    often = coded.values.take(indices(order[coded.counts[order] >= FREQUENT]))
    if len(often) == 0:
        return ()
    try:
        wanted = often.to_pylist()
    except OverflowError:  # years that Python's dates do not reach
        return ()
    column, marks = short_sql(name, sample.types[name]), ", ".join("?" * len(wanted))
    counted = relation.arrow(
        f"SELECT v, count(*) AS n FROM (SELECT {column} AS v FROM data) WHERE v IN ({marks}) "
        f"GROUP BY v ORDER BY n DESC, v LIMIT {TOP}",
        wanted,
    )
    texts = texts_of(counted["v"].combine_chunks())
    return tuple(zip((t[:200] for t in texts), counted["n"].to_pylist(), strict=True))
