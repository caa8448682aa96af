"""Summarise the columns of a relation, on all rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from workbench.lexicon.column_types import base_type, family_of, is_moment, is_number
from workbench.profile.counted import Counted, count_sample, describe
from workbench.profile.details import details_of, values_each
from workbench.profile.plain import CUT_TO, cut, integers_of
from workbench.profile.sample import Sample
from workbench.profile.scan import scan
from workbench.profile.semantic import Meaning
from workbench.profile.texts.shapes import Shape
from workbench.profile.texts.text import TextSummary
from workbench.tables import Relation, quoted
from workbench.types import Json

__all__ = ["COUNTABLE", "ColumnProfile", "kind_of", "profile_columns"]

COUNTABLE = 100_000
"""Up to so many different values of a column are counted one by one."""


@dataclass(frozen=True)
class ColumnProfile:
    """The summary of one column.

    Attributes
    ----------
    name : str
        The column.
    type : str
        DuckDB type.
    kind : str
        ``number``, ``date``, ``boolean``, ``category``, ``identifier``, ``text``, ``constant``
        or ``empty``.
    rows, nulls, distinct : int
        Number of rows, of nulls, and of distinct values (nulls not counted).
    distinct_exact : bool
        False where `distinct` is an estimate (HyperLogLog, a few percent).
    minimum, maximum : object
        Smallest and largest finite value: a number, or text; None where there is none.
    mean, deviation, skewness, kurtosis : float or None
        Of finite numbers; the deviation is the sample's, the kurtosis is the excess.
    quantiles : tuple of float
        The 5, 25, 50, 75 and 95 % quantiles of finite numbers, interpolated.
    zeros, negative : int
        How many numbers are zero, and below it.
    infinite : int
        How many values are infinite or NaN; they are left out of the moments.
    edges, counts : tuple
        The histogram of finite numbers: ``len(edges) == len(counts) + 1``; for dates the edges
        are seconds since 1970.
    top : tuple of (str, int)
        The most frequent values with their counts.  Of more than 20 different values those that
        occur once are left out; of more than 100,000 those that a sample does not hold twice.
    examples : tuple of str
        A few values from all over the table.
    lengths : tuple of int or None
        Shortest and longest text in characters.
    meaning : Meaning or None
        What the column means: semantic type, format, unit, personal data, disguised nulls.
    shapes : tuple of Shape
        Character shapes of texts that are no prose, most frequent first.
    text : TextSummary or None
        Words, languages and odd characters of texts.

    `meaning`, `shapes` and `text` are told from at most about 400 different values, of tables with
    over 1,000 columns from fewer; the rows that have them are counted in each.
    """

    name: str
    type: str
    kind: str
    rows: int
    nulls: int
    distinct: int
    distinct_exact: bool
    minimum: Any = None
    maximum: Any = None
    mean: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    quantiles: tuple[float, ...] = ()
    zeros: int = 0
    negative: int = 0
    infinite: int = 0
    edges: tuple[float, ...] = ()
    counts: tuple[int, ...] = ()
    top: tuple[tuple[str, int], ...] = ()
    examples: tuple[str, ...] = ()
    lengths: tuple[int, int] | None = None
    meaning: Meaning | None = None
    shapes: tuple[Shape, ...] = ()
    text: TextSummary | None = None

    @property
    def present(self) -> int:
        """How many rows have a value."""
        return self.rows - self.nulls

    @property
    def median(self) -> float | None:
        """The middle of the finite numbers."""
        return self.quantiles[2] if self.quantiles else None

    def to_dict(self) -> Json:
        """Return the summary as JSON."""
        return asdict(self)


def profile_columns(
    relation: Relation,
    sample: Sample,
    *,
    languages: bool = False,
    on_step: Callable[[str], None] = lambda name: None,
) -> list[ColumnProfile]:
    """Summarise every column of `relation`, on all rows.

    A column of at most 100,000 different values is counted once and described from the counts;
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
    found: dict[str, Json] = {}
    varied: list[str] = []
    for name in relation.columns:
        on_step(name)
        if not sample.partial:
            counted = count_sample(sample, name)
        elif _expected(sample, name) <= COUNTABLE:
            counted = _count(relation, name)
        else:
            varied.append(name)
            continue
        facts = describe(counted, relation.types[name])
        found[name] = _with_lengths(relation, name, facts)
        found[name] |= _details(counted, relation, found[name], name, languages=languages)
    if varied:
        found |= scan(relation, sample, varied, on_query=lambda: on_step(""))
    for name in varied:
        counted = count_sample(sample, name)
        found[name] |= _details(
            counted, relation, found[name], name, languages=languages, partial=True
        )
    rows = sample.total
    profiles = []
    for name in relation.columns:
        merged: Json = {"name": name, "type": relation.types[name], "rows": rows} | found[name]
        profiles.append(ColumnProfile(kind=kind_of(base_type(merged["type"]), merged), **merged))
    return profiles


def _details(
    counted: Counted,
    relation: Relation,
    facts: Json,
    name: str,
    *,
    languages: bool,
    partial: bool = False,
) -> Json:
    return details_of(
        counted,
        name=name,
        type_=relation.types[name],
        ends=(facts.get("minimum"), facts.get("maximum")),
        partial=partial,
        languages=languages,
        limit=values_each(len(relation.columns)),
    )


def _expected(sample: Sample, name: str) -> float:
    """Return how many different values the whole column may have, at most about."""
    coded = sample.coded(name)
    once = int((coded.counts == 1).sum())
    return len(coded) + once * (sample.total / len(sample) - 1)


def _count(relation: Relation, name: str) -> Counted:
    import pyarrow.compute as pc

    column = cut(name, relation.types[name])
    found = relation.arrow(f"SELECT {column} AS v, count(*) AS n FROM data GROUP BY v")
    values, counts = (found[part].combine_chunks() for part in ("v", "n"))
    there = pc.is_valid(values)
    nulls = pc.sum(counts.filter(pc.invert(there))).as_py() or 0
    return Counted(values.filter(there), integers_of(counts.filter(there)), nulls)


def _with_lengths(relation: Relation, name: str, facts: Json) -> Json:
    """Measure texts in the table itself where they may have been cut."""
    lengths = facts.get("lengths")
    if lengths is None or lengths[1] < CUT_TO:
        return facts
    column = quoted(name)
    measured = relation.rows(f"SELECT min(length({column})), max(length({column})) FROM data")[0]
    return facts | {"lengths": measured}


def kind_of(kind: str, found: Json) -> str:
    """Return `ColumnProfile.kind` from the DuckDB type and the facts of a column."""
    present = found["rows"] - found["nulls"]
    if present == 0:
        return "empty"
    if found["distinct"] == 1:
        return "constant"
    if kind == "BOOLEAN":
        return "boolean"
    if is_moment(kind) or kind == "TIME":
        return "date"
    unique = found["distinct"] == present
    if is_number(kind):
        named = unique and present > 20 and family_of(kind) == "integer"
        return "identifier" if named else "number"
    if unique and found.get("lengths") and found["lengths"][1] <= 40 and present > 20:
        return "identifier"
    if found["distinct"] <= max(20, 0.05 * present):
        return "category"
    return "text"
