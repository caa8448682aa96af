"""Walk through the records of an irregular text file and tell what was left out or mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbench.tables.dialect import Row
from workbench.tables.layout import Layout, looks_like_note, without_empty_end
from workbench.types import Json

__all__ = ["Findings", "records"]

SHOWN = 20
MOST_HELD = 200


@dataclass
class Findings:
    """What was met on the way, each with its number and its first lines."""

    rows: int = 0
    blank: int = 0
    comments: int = 0
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    odd: int = 0
    first_odd: tuple[int, int] | None = None
    beyond: int = 0
    first_beyond: tuple[int, int] | None = None
    titles: list[int] = field(default_factory=list)
    footer: list[str] = field(default_factory=list)
    footer_lines: list[int] = field(default_factory=list)

    def to_dict(self) -> Json:
        """Return what is worth telling, as JSON; the first twenty line numbers of each."""
        texts = [text[:200] for text in self.footer[:SHOWN]]
        fields: Json = {
            "blank_rows": self.blank,
            "comment_rows": self.comments,
            "padded": _listed(self.short),
            "cut": _listed(self.long, cells=self.lost[:SHOWN]),
            "repeated_headers": _listed(self.titles),
            "footer": _listed(self.footer_lines, text=texts),
        }
        return {key: value for key, value in fields.items() if value}


def _listed(lines: list[int], **more: list[str]) -> Json:
    return {"rows": len(lines), "lines": lines[:SHOWN], **more} if lines else {}


def records(
    rows: Iterable[Row], layout: Layout, findings: Findings, footer: int | None
) -> Iterator[Row]:
    """Yield each record with exactly ``layout.width`` cells.

    Blank rows, comment lines, repetitions of the header (with the title above) and a footer are
    left out; short rows are padded, long ones cut.  All of it is noted in `findings`.

    Parameters
    ----------
    rows : iterable of Row
        From the first record on.
    layout : Layout
        Where the table is.
    findings : Findings
        Is filled.
    footer : int or None
        How many rows at the end are no records; found out where None.
    """
    repeated = {_key(row.cells) for row in layout.header} if layout.header else set()
    commented = bool(layout.header) and not layout.header[0].cells[0].startswith("#")
    held: list[Row] = []
    gap = False
    for row in rows:
        if not row.filled:
            findings.blank += 1
            gap = True
            continue
        if commented and row.cells[0].startswith("#") and len(row.cells) != layout.width:
            findings.comments += 1
            continue
        if _key(row.cells) in repeated and len(_key(row.cells)) > 1:
            findings.titles += [*(title.line for title in held), row.line]
            held, gap = [], False
            continue
        if footer is not None:
            held.append(row)
            if len(held) > footer:
                yield _fit(held.pop(0), layout, findings)
        elif len(held) < MOST_HELD and (
            looks_like_note(row, layout.width, gap or bool(held))
            or (held and len(held) < 5 and gap and len(row.cells) < layout.width)
        ):
            held.append(row)
        else:
            for certain in (*held, row):
                yield _fit(certain, layout, findings)
            held, gap = [], False
    for row in held:
        findings.footer.append(" ".join(cell.strip() for cell in row.cells if cell.strip()))
        findings.footer_lines.append(row.line)


def _key(cells: list[str]) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in without_empty_end(cells))


def _fit(row: Row, layout: Layout, findings: Findings) -> Row:
    width = layout.width
    named = len(layout.header[-1].cells) if layout.header else width
    if named < width and any(cell.strip() for cell in row.cells[named:]):
        findings.beyond += 1
        findings.first_beyond = findings.first_beyond or (row.line, len(row.cells))
    cells = row.cells
    findings.rows += 1
    if len(cells) == width:
        return row
    extra = [cell for cell in cells[width:] if cell.strip()]
    if len(cells) < width or extra:
        findings.odd += 1
        findings.first_odd = findings.first_odd or (row.line, len(cells))
    if extra:
        findings.long.append(row.line)
        findings.lost += extra if len(findings.lost) < SHOWN else []
    elif len(cells) < width:
        findings.short.append(row.line)
    return Row(row.line, [*cells[:width], *[""] * (width - len(cells))])
