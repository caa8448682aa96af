"""Freeze a profile, small enough to travel with an exported module and to watch drift by."""

from __future__ import annotations

import datetime

import numpy as np

from workbench.lexicon.column_types import is_moment, is_number, is_text
from workbench.profile.column_profile import ColumnProfile
from workbench.profile.sample import Sample
from workbench.types import Json

__all__ = ["reference_of"]

VALUES = 50
PARTS = 10


def reference_of(columns: tuple[ColumnProfile, ...], sample: Sample, *, private: bool) -> Json:
    """Return what `workbench.rules.drift.drift_from` compares a later table with.

    Parameters
    ----------
    columns : tuple of ColumnProfile
        The profile's columns.
    sample : Sample
        The rows that shares and bins are taken from.
    private : bool
        Name no text of the table: those columns are watched for missing values alone.  Columns of
        names, addresses and other personal data are never named, gender excepted.

    Returns
    -------
    dict
        ``rows`` (of the table), ``sampled`` (rows the shares are from) and ``columns``: for each
        its ``kind`` (``number``, ``date``, ``truth``, ``text`` or ``other``), the share that is
        ``missing``, the ``edges`` between the bins or the ``values``, and the ``shares`` of rows
        that are present in each bin or value, the rest last.
    """
    return {
        "rows": len(sample),
        "of": sample.total,
        "columns": {
            column.name: _reference(column, sample, private)
            for column in columns
            # An engine would read such a name as a pattern of names.
            if column.name != "*" and column.name[:1] + column.name[-1:] != "^$"
        },
    }


def _reference(column: ColumnProfile, sample: Sample, private: bool) -> Json:
    missing = column.nulls / column.rows if column.rows else 0.0
    fields: Json = {"kind": "other", "missing": missing}
    if column.present and column.type == "BOOLEAN":
        present = len(sample) - int(sample.table[column.name].null_count)
        yes = float((sample.numbers(column.name) == 1).sum()) / max(present, 1)
        return fields | {"kind": "truth", "shares": [yes, 1 - yes]}
    if column.present and is_number(column.type):
        fields |= {"kind": "number"} | _bins(sample, column)
    elif column.present and is_moment(column.type) and "TIME ZONE" not in column.type:
        fields |= {"kind": "date"} | _bins(sample, column)
    elif column.present and is_text(column.type):
        fields |= {"kind": "text"} | _values(sample, column, private)
    return fields


def _bins(sample: Sample, column: ColumnProfile) -> Json:
    """Return the deciles as edges; values that are frequent have bins of their own."""
    x = sample.numbers(column.name)
    x = x[~np.isnan(x)]
    if len(x) == 0:
        return {"edges": [], "shares": []}
    steps = np.linspace(0, 1, PARTS + 1)[:-1]
    edges = np.unique(np.quantile(x, steps, method="lower"))
    positions = np.searchsorted(edges, x, side="left")
    shares = np.bincount(positions, minlength=len(edges) + 1) / len(x)
    written = _moment if is_moment(column.type) else float
    return {"edges": [written(float(edge)) for edge in edges], "shares": list(map(float, shares))}


def _moment(seconds: float) -> str:
    start = datetime.datetime(1970, 1, 1)
    try:
        return (start + datetime.timedelta(seconds=seconds)).isoformat()
    except OverflowError:
        return (datetime.datetime.max if seconds > 0 else datetime.datetime.min).isoformat()


def _values(sample: Sample, column: ColumnProfile, private: bool) -> Json:
    """Return the most frequent values, where a column has few enough to be categories."""
    coded = sample.coded(column.name)
    present = int(coded.counts.sum())
    often = np.flatnonzero(coded.counts > 1)
    personal = column.meaning.personal if column.meaning else None
    if private or personal not in (None, "gender") or len(coded) > max(20, 0.1 * present):
        return {"values": [], "shares": []}
    order = often[np.argsort(-coded.counts[often], kind="stable")][:VALUES]
    shares = [float(coded.counts[i]) / present for i in order]
    values = [coded.values[int(i)].as_py() for i in order]
    return {"values": values, "shares": [*shares, max(0.0, 1 - sum(shares))]}
