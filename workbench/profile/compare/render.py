"""Render a comparison as HTML: works with no kernel, no script and no network."""

from __future__ import annotations

from collections.abc import Sequence

from workbench import html
from workbench.lexicon.plurals import counted
from workbench.profile.compare.drift import ColumnDrift
from workbench.profile.compare.overlap import Overlap
from workbench.profile.compare.table_comparison import TableComparison

__all__ = ["render"]

GRAVITY = ("large", "moderate", "small", "too few rows", "none")


def render(comparison: TableComparison, *, page: bool = False) -> str:
    """Return the comparison as one HTML block, or as a page of its own."""
    left, right = comparison.names
    rows = comparison.rows
    parts: list[object] = [_summary(comparison), *_schema(comparison), *_overlap(comparison)]
    ordered = sorted(comparison.columns, key=lambda item: GRAVITY.index(item.verdict))
    if ordered:
        header = ["column", "drift", "why", "effect", "noise level", left, right, "missing"]
        parts.append(html.table(header, [_row(column) for column in ordered]))
    if any(column.partial for column in comparison.columns):
        parts.append("Drift is measured on random samples of at most 50,000 rows a side.")
    title = f"{left} ({counted(rows[0], 'row')}) and {right} ({counted(rows[1], 'row')})"
    block = html.frame(title, *parts)
    return html.page(title, block) if page else block


def _summary(comparison: TableComparison) -> str:
    drifted = comparison.drifted
    text = "No column differs by more than chance or a negligible amount."
    if drifted:
        shown = ", ".join(f"{item.name} ({item.verdict})" for item in drifted[:8])
        more = ", ..." if len(drifted) > 8 else ""
        text = f"{len(drifted)} of {len(comparison.columns)} columns differ: {shown}{more}."
    empty = [name for name, n in zip(comparison.names, comparison.rows, strict=True) if not n]
    if empty:
        text = f"{' and '.join(empty)} {'has' if len(empty) == 1 else 'have'} no rows to compare."
    separate = comparison.separation
    if separate and separate.auc is not None:
        text += f" A model distinguishes the two with AUC {separate.auc:.2f}"
        text += f" ({separate.low:.2f} to {separate.high:.2f}; .5 is chance)."
    return text


def _schema(comparison: TableComparison) -> list[str]:
    schema, (left, right) = comparison.schema, comparison.names
    cased = [f"{old} / {new}" for old, new in schema.cased]
    retyped = [f"{name}: {old} to {new}" for name, old, new in schema.retyped]
    changes: tuple[tuple[str, Sequence[str]], ...] = (
        (f"Columns only in {left}", schema.removed),
        (f"Columns only in {right}", schema.added),
        ("Names that differ only in case or spaces", cased),
        ("Changed types", retyped),
    )
    return [f"{title}: {', '.join(names)}" for title, names in changes if names]


def _overlap(comparison: TableComparison) -> list[str]:
    overlap, (left, right) = comparison.overlap, comparison.names
    parts = []
    shared = overlap.rows
    if shared and shared.right_rows:
        without = f" (without {', '.join(overlap.ignored)})" if overlap.ignored else ""
        parts.append(
            f"{shared.right_rows:,} rows of {right} ({shared.right_share:.1%}) also "
            f"occur in {left}{without}; {overlap.left_repeats:.1%} of the rows of {left} are "
            "duplicates."
        )
    parts += [
        f"{twins.right_rows:,} rows of {right} equal a row of {left} in every column except "
        f"{twins.column}."
        for twins in overlap.twins
    ]
    return parts + _by_key(overlap, left, right)


def _by_key(overlap: Overlap, left: str, right: str) -> list[str]:
    parts = []
    keys = overlap.keys
    if keys:
        parts.append(
            f"Keys ({', '.join(keys.key)}): {keys.shared:,} in both, {keys.added:,} only in "
            f"{right}, {keys.removed:,} only in {left}; {keys.changed:,} of the shared rows differ."
        )
    parts += [
        f"{item.columns[0]}: {item.values:,} values occur on both sides, in "
        f"{counted(item.right_rows, 'row')} of {right} ({item.right_share:.1%})."
        for item in (*overlap.groups, *overlap.texts)
        if item.values
    ]
    return parts + [
        f"{time.column}: {left} from {time.left_first} to {time.left_last}, {right} from "
        f"{time.right_first} to {time.right_last}; {time.interleaved:.0%} of {right} is "
        f"not after the end of {left}."
        for time in overlap.times
    ]


def _row(column: ColumnDrift) -> list[object]:
    missing = f"{column.missing_left:.1%} to {column.missing_right:.1%}"
    return [
        *(column.name, column.verdict, "; ".join(column.reasons), column.effect, column.noise),
        *(column.left, column.right, missing),
    ]
