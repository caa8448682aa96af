"""Summarise the columns of a relation, on all rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pyarrow.compute as pc

from workbench.profile.arrow_conversion import CUT_TO, integers_of, short_sql
from workbench.profile.column_profile import ColumnProfile
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
    results: dict[str, ColumnProfile] = {}
    varied: list[str] = []
    detailed = partial(add_details, languages=languages, limit=values_each(len(relation.columns)))
    for name in relation.columns:
        on_step(name)
        if not sample.partial:
            counted = count_sample(sample, name)
        elif _expected(sample, name) <= COUNTABLE:
            counted = _count(relation, name)
        else:
            varied.append(name)
            continue
        column = _with_lengths(relation, describe(counted, name, relation.types[name]))
        results[name] = detailed(counted, column, partial=False)
    if varied:
        for column in scan(relation, sample, varied, on_query=lambda: on_step("")):
            counted = count_sample(sample, column.name)
            results[column.name] = detailed(counted, column, partial=True)
    return [results[name] for name in relation.columns]


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


def _with_lengths(relation: Relation, column: ColumnProfile) -> ColumnProfile:
    """Measure texts in the table itself where they may have been cut."""
    if column.lengths is None or column.lengths[1] < CUT_TO:
        return column
    length = f"length({quoted(column.name)})"
    sql = f"SELECT min({length}), max({length}) FROM data"
    return replace(column, lengths=relation.rows(sql)[0])
