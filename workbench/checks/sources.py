"""Several sources state the same facts, and contradict each other.

Such a table has a column that names things (a flight), a column that names who reports them (a
site), one row for each pair, and facts that mostly agree among the rows of a thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from workbench.checks.context import CheckContext
from workbench.checks.numbers import parse_rule_for
from workbench.checks.proposals import Doubt, issues_of
from workbench.types import Issue

__all__ = ["Report", "find", "reports_of"]

PAIRS = 100_000
"""Pairs of columns that are looked at."""
THINGS = 5
SOURCES = (3, 500)
ROWS_A_THING = 4
ONE_ROW = 0.95
CROSSED = 0.25
FIRST_ROWS = 20_000
CHANCE = 0.1
AGREE = 0.3
LIFT = 5
FACTS = 2
CLAIMS = 3
CLEAR = 3
LEVELS = ((0.25, 0.92), (0.4, 0.85), (0.5, 0.75), (0.7, 0.65), (1.0, 0.55))
CONTESTED = 0.8
NUMBERS = 0.6


@dataclass(frozen=True)
class Report:
    """Columns that make a table of conflicting sources.

    Attributes
    ----------
    thing, source : str
        The columns that name what is reported and who reports.
    facts : tuple of str
        The columns of what is reported.
    """

    thing: str
    source: str
    facts: tuple[str, ...]


def find(context: CheckContext) -> Iterator[Issue]:
    """Report claims that most sources contradict, and gaps that other sources fill.

    Sources are weighed by how often they are believed.  A claim that nearly as many sources make
    as the believed one is contested, and left below the default confidence; so are numbers, for
    which sources (shops, sensors) may truly differ.  A correction is suggested where the believed
    value has three times the votes of any other.
    """
    report = reports_of(context)
    if report is None:
        return
    why = (
        f"unlike what most other values of {report.source} say of the same {report.thing}, "
        "weighed by how often each is believed"
    )
    for column in report.facts:
        doubts = _doubts(context, report, column)
        yield from issues_of(
            context, "conflicting_sources", column, doubts, why=why, about="sources"
        )


def reports_of(context: CheckContext) -> Report | None:
    """Return the columns of a table in which sources report the same facts; None where it is none.

    The source is a column of words: where it is a number or date, values change along it.
    """
    few = {}
    for name in context.discrete_columns:
        codes = context.codes_present(name)
        present = int((codes >= 0).sum())
        distinct = len(context.coded(name).values)
        if present == context.rows and 1 < distinct <= context.rows / CLAIMS:
            few[name] = codes, distinct
    things_of = [n for n, (_, many) in few.items()
                 if many >= THINGS and context.rows >= ROWS_A_THING * many]  # fmt: skip
    sources_of = [n for n, (_, count) in few.items()
                  if SOURCES[0] <= count <= SOURCES[1]
                  and context.rows >= CROSSED * THINGS * count and _names(context, n)]  # fmt: skip
    if len(things_of) * len(sources_of) > PAIRS:
        context.notes.append(
            f"{len(things_of):,} columns may name things and {len(sources_of):,} their sources: "
            "whether sources contradict each other was not checked."
        )
        return None
    best: Report | None = None
    for thing, source in product(things_of, sources_of):
        (things, many), (sources, n) = few[thing], few[source]
        first = slice(0, FIRST_ROWS)  # rows of a pair that stand once, stand once among some
        if (
            thing == source
            or context.rows < CROSSED * many * n
            or np.minimum(np.bincount(things), n).sum() < ONE_ROW * context.rows
            or _pairs(things[first], sources[first], n) < ONE_ROW * min(context.rows, FIRST_ROWS)
            or _pairs(things, sources, n) < ONE_ROW * context.rows
        ):
            continue
        agreed = {
            name: _agreement(things, context.codes_present(name))
            for name in context.discrete_columns
            if name not in (thing, source)
        }
        facts = tuple(name for name, share in agreed.items() if share is not None)
        # Where all rows but a few agree, it is a dependency, and not about sources.
        contested = any(share < CONTESTED for share in agreed.values() if share is not None)
        if contested and len(facts) >= FACTS and (best is None or len(facts) > len(best.facts)):
            best = Report(thing, source, facts)
    return best


def _names(context: CheckContext, column: str) -> bool:
    """Tell whether a column holds words, not numbers or dates."""
    from workbench.checks.dates import formats_for

    if column not in context.text_columns:
        return False
    counts = context.counts(column)
    letters = sum(any(c.isalpha() for c in value) for value in counts)
    return letters >= 0.9 * len(counts) and formats_for(counts) is None


def _pairs(things: NDArray[np.int32], sources: NDArray[np.int32], n: int) -> int:
    return len(np.unique(things.astype(np.int64) * n + sources))


def _agreement(things: NDArray[np.int32], values: NDArray[np.int32]) -> float | None:
    """Return how often two rows of a thing agree; None unless far more often than any two do."""
    present = values >= 0
    if present.sum() < len(values) / 3:
        return None
    of, value = things[present].astype(np.int64), values[present].astype(np.int64)
    width = int(value.max()) + 1
    _, counts = np.unique(of * width + value, return_counts=True)
    totals = np.bincount(of)
    pairs = float((totals * (totals - 1)).sum())
    chance = float(((np.bincount(value) / len(value)) ** 2).sum())
    if not pairs or chance > CHANCE:
        return None
    within = float((counts * (counts - 1)).sum()) / pairs
    return within if AGREE <= within < 1 and within >= LIFT * chance else None


def _doubts(context: CheckContext, report: Report, column: str) -> list[Doubt]:
    from workbench.checks.source_accuracy import estimate_truth

    things = context.coded(report.thing).codes.astype(np.int64)
    sources = context.coded(report.source).codes.astype(np.int64)
    coded, codes = context.coded(column), context.codes_present(column).astype(np.int64)
    present = np.flatnonzero(codes >= 0)
    truth = estimate_truth(things[present], sources[present], codes[present])
    width = len(coded.values)
    pairs, position, counts = np.unique(
        things[present] * width + codes[present], return_inverse=True, return_counts=True
    )
    size = len(context.coded(report.thing).values)
    most, claims = np.zeros(size), np.bincount(things[present], minlength=size)
    np.maximum.at(most, pairs // width, counts)
    believed = np.full(size, -1, dtype=np.int64)
    known = np.flatnonzero(truth.best >= 0)
    believed[known] = truth.values[truth.best[known]]
    clear = _clear(pairs, counts, width, believed, size)
    number = column in context.number_columns or parse_rule_for(context.counts(column)) is not None
    doubts = []
    votes = np.zeros(context.rows)
    votes[present] = counts[position]
    for row in np.flatnonzero((codes != believed[things]) & (claims[things] >= CLAIMS)).tolist():
        thing = int(things[row])
        new = coded.values[believed[thing]] if clear[thing] else None
        ratio = votes[row] / most[thing]
        level = next(level for bound, level in LEVELS if ratio <= bound)
        confidence = min(level if codes[row] >= 0 else 0.9, NUMBERS if number else 1.0)
        doubts.append(Doubt(row, coded.at(row), new, confidence))
    return doubts


def _clear(
    pairs: NDArray[np.int64],
    counts: NDArray[np.int64],
    width: int,
    believed: NDArray[np.int64],
    size: int,
) -> NDArray[np.bool_]:
    """Return the things whose believed value has three times the votes of any other."""
    of, value = np.divmod(pairs, width)
    matching, others = np.zeros(size), np.zeros(size)
    own = value == believed[of]
    matching[of[own]] = counts[own]
    np.maximum.at(others, of[~own], counts[~own])
    return (matching >= CLEAR * others) & (matching >= CLAIMS)
