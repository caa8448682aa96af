"""Where the table is: what the user gave overrides what the first rows suggest."""

from __future__ import annotations

from dataclasses import replace

from workbench.errors import InputError
from workbench.tables.dialect import Row
from workbench.tables.layout import Layout, find_layout, join_header, without_comments
from workbench.tables.names import Names, distinct_names
from workbench.tables.options import Asked
from workbench.types import Json

__all__ = ["choose_layout", "layout_names", "layout_summary"]


def choose_layout(rows: list[Row], asked: Asked) -> Layout:
    """Return where the table is in the first rows; what is given overrides what they suggest."""
    skipped = [row for row in rows if row.line > (asked.skip or 0)]
    if not any(row.filled for row in rows):
        raise InputError("line 1: all lines contain only empty cells, so there is no table")
    if not any(row.filled for row in skipped):
        raise InputError(f"skip={asked.skip} leaves no line; the file begins on line 1")
    result = find_layout(without_comments(skipped) if asked.header is None else skipped)
    if asked.skip is not None:
        result = _from_first(skipped, result)
    if asked.header is None or (asked.header is True and result.header):
        return result
    if asked.header is False:
        first = result.header[0].line if result.header else result.first
        return replace(result, header=(), first=first, before=first - 1)
    return _given_header(rows, asked.header, result)


def _from_first(rows: list[Row], layout: Layout) -> Layout:
    """Take the first row that is not blank as the header (or record): the user skipped the rest."""
    first = next(row for row in rows if row.filled)
    if not layout.header or layout.header[0].line <= first.line:
        return layout
    after = next((r.line for r in rows if r.line > first.line and r.filled), first.line + 1)
    return Layout((first,), after, layout.width, first.line - 1)


def _given_header(rows: list[Row], header: bool | int | tuple[int, ...], layout: Layout) -> Layout:
    if header is True:
        wanted = [next(row.line for row in rows if row.filled and row.line >= layout.first)]
    else:
        wanted = [header] if isinstance(header, int) else sorted(header)
    by_line = {row.line: row for row in rows}
    missing = [line for line in wanted if line not in by_line]
    if missing or not wanted:
        raise InputError(
            f"header: no row begins on line {missing[0] if missing else '?'}; give the numbers "
            "of the header's lines, counted from 1"
        )
    chosen = tuple(by_line[line] for line in wanted)
    after = (row.line for row in rows if row.line > wanted[-1] and row.filled)
    first = next(after, wanted[-1] + 1)
    width = max(layout.width, len(chosen[-1].cells))
    return Layout(chosen, first, width, wanted[0] - 1)


def layout_names(layout: Layout, asked: Asked, where: str) -> Names:
    """Return the column names; repeated ones have a suffix, or are refused where asked."""
    if not layout.header:
        return Names([f"column_{position}" for position in range(1, layout.width + 1)])
    names = join_header(layout.header, layout.width)
    if len(layout.header) > 1 or layout.header[0].line > 1:
        names = [name.strip() for name in names]
    return distinct_names(names, where, refuse=asked.names == "refuse")


def layout_summary(layout: Layout) -> Json:
    """Return where header and table are, as JSON."""
    lines = [row.line for row in layout.header]
    unnamed = layout.width - len(layout.header[-1].cells) if lines else 0
    return {
        "header": lines if lines and lines != [1] else bool(lines),
        **({"columns_without_header": unnamed} if unnamed > 0 else {}),
        **({"lines_before": layout.before} if layout.before else {}),
    }
