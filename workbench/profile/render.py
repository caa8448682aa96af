"""Render a profile as HTML: works with no kernel, no script and no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import html
from workbench.html import Markup
from workbench.profile.columns import ColumnProfile

if TYPE_CHECKING:
    from workbench.profile.profile import Profile

__all__ = ["render"]


def render(profile: Profile) -> str:
    """Return the profile as one HTML block."""
    rows = [
        [
            column.name,
            column.kind,
            html.bar(column.nulls / column.rows if column.rows else 0.0),
            _distinct(column),
            _histogram(column),
            _summary(column),
        ]
        for column in profile.columns
    ]
    header = ["column", "kind", "missing", "distinct", "histogram", "values"]
    duplicates = (
        f"{profile.duplicate_rows:,} rows repeat an earlier one."
        if profile.duplicate_rows
        else "No row is there twice."
    )
    return html.frame(
        f"{profile.title}: {profile.rows:,} rows, {len(profile.columns)} columns",
        duplicates,
        html.table(header, rows),
    )


def _distinct(column: ColumnProfile) -> str | int:
    return column.distinct if column.distinct_exact else f"about {column.distinct:,}"


def _histogram(column: ColumnProfile) -> Markup:
    heights = column.counts or tuple(count for _, count in column.top)
    if not heights or max(heights) == 0:
        return Markup("")
    step, tall = 120 / len(heights), max(heights)
    bars = "".join(
        f'<rect x="{i * step:.1f}" y="{28 - 28 * height / tall:.1f}" width="{step * 0.85:.1f}" '
        f'height="{28 * height / tall:.1f}"></rect>'
        for i, height in enumerate(heights)
    )
    what = "histogram" if column.counts else "most frequent values"
    return Markup(
        f'<svg width="120" height="28" role="img" aria-label="{what} of {html.text(column.name)}">'
        f"{bars}</svg>"
    )


def _summary(column: ColumnProfile) -> str:
    if column.kind == "empty":
        return "no values"
    if column.mean is not None and column.kind == "number":
        middle = f"median {column.quantiles[1]:,.6g}, mean {column.mean:,.6g}"
        return f"{column.minimum:,.6g} to {column.maximum:,.6g}, {middle}"
    if column.kind == "date":
        return f"{column.minimum} to {column.maximum}"
    shown = [f"{value!r} {count:,}" for value, count in column.top[:3]]
    return ", ".join(shown)
