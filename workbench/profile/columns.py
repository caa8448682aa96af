"""Summarise the columns of a relation, on all rows."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow.compute as pc

from workbench.profile.arrow_conversion import CUT_TO, integers_of, short_sql
from workbench.profile.column_profile import ColumnFacts, ColumnProfile
from workbench.profile.details import add_details, values_each
from workbench.profile.exact_statistics import ValueCounts, count_sample, describe
from workbench.profile.sample import Sample
from workbench.profile.sql_statistics import scan
from workbench.tables import Relation, quoted

__all__ = ["COUNTABLE", "profile_columns"]

COUNTABLE = 100_000
"""Up to so many distinct values of a column are counted one by one."""


def profile_columns(
    relation: Relation,
    sample: Sample,
    *,
    languages: bool = False,
    on_step: Callable[[str], None] = lambda name: None,
) -> list[ColumnProfile]:
    """Summarise every column of `relation`, on all rows.

    A column of at most 100,000 distinct values is counted once and described from the counts;
    others are described by aggregates, few scans for many columns.

    Parameters
    ----------
    relation : Relation
        The table.
    sample : Sample
        Rows of it; see `take_sample`.
    languages : bool
        Tell the languages of free text; this loads a model.
    on_step : callable
        Called with a column's name as work goes on.
    """
    results: dict[str, ColumnFacts] = {}
    varied: list[str] = []
    limit = values_each(len(relation.columns))

    def describe_further(name: str, counted: ValueCounts, *, partial: bool) -> None:
        add_details(counted, results[name], name=name, type_=relation.types[name], partial=partial,
                   languages=languages, limit=limit)  # fmt: skip

    for name in relation.columns:
        on_step(name)
        if not sample.partial:
            counted = count_sample(sample, name)
        elif _expected(sample, name) <= COUNTABLE:
            counted = _count(relation, name)
        else:
            varied.append(name)
            continue
        results[name] = describe(counted, relation.types[name])
        _measure_lengths(relation, name, results[name])
        describe_further(name, counted, partial=False)
    if varied:
        results |= scan(relation, sample, varied, on_query=lambda: on_step(""))
    for name in varied:
        describe_further(name, count_sample(sample, name), partial=True)
    return [results[n].profile(n, relation.types[n], sample.total) for n in relation.columns]


def _expected(sample: Sample, name: str) -> float:
    """Return how many distinct values the whole column may have, at most about."""
    coded = sample.coded(name)
    return len(coded) + int((coded.counts == 1).sum()) * (sample.total / len(sample) - 1)


def _count(relation: Relation, name: str) -> ValueCounts:
    column = short_sql(name, relation.types[name])
    result = relation.arrow(f"SELECT {column} AS v, count(*) AS n FROM data GROUP BY v")
    values, counts = (result[part].combine_chunks() for part in ("v", "n"))
    present = pc.is_valid(values)
    nulls = pc.sum(counts.filter(pc.invert(present))).as_py() or 0
    return ValueCounts(values.filter(present), integers_of(counts.filter(present)), nulls)


def _measure_lengths(relation: Relation, name: str, facts: ColumnFacts) -> None:
    """Measure texts in the table itself where they may have been cut."""
    if facts.lengths is not None and facts.lengths[1] >= CUT_TO:
        column = quoted(name)
        sql = f"SELECT min(length({column})), max(length({column})) FROM data"
        facts.lengths = relation.rows(sql)[0]
