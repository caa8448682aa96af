"""The page of a profile: what to look at first, then the columns, then what lies across them."""

from __future__ import annotations

from workbench import html
from workbench.html import Markup
from workbench.lexicon.plurals import counted
from workbench.profile.health import Aspect
from workbench.profile.quantities import percent
from workbench.profile.render.across import (
    render_associations,
    render_dependencies,
    render_missing,
)
from workbench.profile.render.columns import render_columns
from workbench.profile.render.style import STYLE
from workbench.profile.table_profile import TableProfile

__all__ = ["render"]

SIGNS = {"good": "✓", "look": "●", "bad": "▲"}


def render(profile: TableProfile, *, page: bool = False) -> str:
    """Return the profile as one HTML block, or as a page of its own.

    Parameters
    ----------
    profile : TableProfile
        What to show.
    page : bool
        Return a whole document: light or dark as the reader's system is.
    """
    parts = [
        Markup(f'<p>{html.text(_summary(profile), limit=500)}</p><div class="wb-tiles">'),
        *(_tile(aspect) for aspect in profile.health.aspects),
        Markup("</div>"),
        _part("Columns", render_columns(profile.columns), opened=True),
    ]
    if profile.associations:
        parts.append(_part("Associations", render_associations(profile.associations)))
    if profile.missingness:
        parts.append(_part("Missing values", render_missing(profile.missingness)))
    if profile.dependencies:
        result = render_dependencies(profile.dependencies, profile.keys)
        parts.append(_part("Keys and dependencies", result))
    title = (
        f"{profile.title}: {counted(profile.rows, 'row')}, "
        f"{counted(len(profile.columns), 'column')}"
    )
    body = Markup("".join(parts))
    block = html.frame(title, Markup(f'<div class="wb-profile">{body}</div>'), style=STYLE)
    return html.page(title, block) if page else block


def _summary(profile: TableProfile) -> str:
    cells = profile.rows * len(profile.columns)
    missing = sum(column.nulls for column in profile.columns) / cells if cells else 0.0
    repeated = counted(profile.duplicate_rows, "duplicate row", "duplicate rows")
    parts = [
        f"{percent(missing)} of cells are missing" if missing else "no missing cells",
        repeated if profile.duplicate_rows else "no duplicate rows",
    ]
    if profile.sample.partial:
        drawn = f"a random sample of {len(profile.sample):,} rows"
        parts.append(f"columns are described from all rows, relations between them from {drawn}")
    text = "; ".join(parts)
    return text[0].upper() + text[1:] + "."


def _tile(aspect: Aspect) -> Markup:
    evidence = "".join(f"<li>{html.text(line)}</li>" for line in aspect.evidence[:5])
    rest = len(aspect.evidence) - 5
    if rest > 0:
        evidence += f"<li>and {rest} more</li>"
    return Markup(
        f'<div class="wb-tile"><span class="wb-verdict wb-{aspect.verdict}">'
        f"{SIGNS[aspect.verdict]} {aspect.word}</span><b>{html.text(aspect.name)}</b>"
        f"<ul>{evidence}</ul></div>"
    )


def _part(title: str, body: Markup, *, opened: bool = False) -> Markup:
    return Markup(
        f'<details class="wb-part"{" open" if opened else ""}>'
        f"<summary>{html.text(title)}</summary>{body}</details>"
    )
