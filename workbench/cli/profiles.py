"""The commands ``profile`` and ``compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.cli.command import TABLE, Command, Result, argument, read
from workbench.lexicon.plurals import counted

if TYPE_CHECKING:
    from workbench.profile import ColumnProfile, Comparison, Profile

__all__ = ["COMMANDS"]


def _profile(parsed: Any) -> Result:
    from workbench.profile import profile

    found = profile(read(parsed), target=parsed.target, languages=parsed.languages)
    if parsed.html:
        from workbench.tables.writing import write_text

        write_text(parsed.html, found.to_html(page=True))
    lines = [
        f"{found.title}: {counted(found.rows, 'row')}, "
        f"{counted(found.duplicate_rows, 'duplicate row')}"
    ]
    for aspect in found.health.aspects:
        lines.append(f"  {aspect.name:<13} {aspect.word:<7} {aspect.evidence[0]}")
    lines.append("")
    lines += [_line(column) for column in found.columns]
    lines += _across(found)
    return found.to_dict(), "\n".join(lines)


def _line(column: ColumnProfile) -> str:
    share = 100 * column.nulls / column.rows if column.rows else 0
    values = column.top or tuple((value, 1) for value in column.examples)
    shown = ", ".join(f"{value!r} {count:,}" for value, count in values[:3])
    meaning = column.meaning.type if column.meaning else column.kind
    return (
        f"  {column.name:<20.20} {meaning:<12} {share:5.1f} % missing "
        f"{column.distinct:>9,} distinct  {shown[:60]}"
    )


def _across(found: Profile) -> list[str]:
    lines = [
        f"  {pair.left} and {pair.right}: {pair.detail or f'{pair.measure} {pair.value:.2f}'}"
        for pair in (found.associations.strong() if found.associations else ())[:5]
    ]
    keys = [" + ".join(key.columns) for key in found.keys if key.usable]
    if keys:
        lines.append(f"  identifies every row: {', '.join(keys[:3])}")
    return ["", *lines] if lines else []


def _compare(parsed: Any) -> Result:
    from workbench.profile import compare

    found = compare(
        read(parsed),
        read(parsed, parsed.other),
        key=parsed.key,
        label=parsed.label,
        names=(parsed.table, parsed.other),
    )
    if parsed.html:
        from workbench.tables.writing import write_text

        write_text(parsed.html, found.to_html(page=True))
    return found.to_dict(), "\n".join(_drift(found))


def _drift(found: Comparison) -> list[str]:
    lines = [
        f"{found.names[0]} ({counted(found.rows[0], 'row')}) and {found.names[1]} "
        f"({counted(found.rows[1], 'row')})"
    ]
    lines += [
        f"  {column.name:<20.20} {column.verdict:<9} {'; '.join(column.reasons)}"
        for column in found.drifted
    ]
    if not found.drifted:
        lines.append("  no column differs by more than chance")
    lines += [f"  {reason}" for reason in found.reasons]
    shared = found.overlap.rows
    if shared and shared.right_rows:
        lines.append(f"  {counted(shared.right_rows, 'row is', 'rows are')} in both")
    return lines


COMMANDS = (
    Command(
        "profile",
        "Summarise a table and its columns.",
        _profile,
        (
            *TABLE,
            argument("--target", help="the column with the label, to show the class balance"),
            argument("--html", help="write the profile as a page to this file"),
            argument("--languages", action="store_true", help="detect the languages of texts"),
        ),
    ),
    Command(
        "compare",
        "Compare a table with a later one, or two splits.",
        _compare,
        (
            *TABLE,
            argument("other", help="the later table, or the other split"),
            argument("--key", nargs="+", help="columns that name a row, to compare rows"),
            argument("--label", help="the target column: report rows that differ in nothing else"),
            argument("--html", help="write the comparison as a page to this file"),
        ),
    ),
)
