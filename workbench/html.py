"""Small HTML pieces for the representations that notebooks show.

The one place that builds markup in Python: every value passes through `text`,
so that nothing in the data can become HTML.  Works without a kernel, a network
or scripts, in light and dark.
"""

from __future__ import annotations

import html as _html
from collections.abc import Iterable, Sequence

__all__ = ["Markup", "bar", "frame", "page", "table", "text"]

STYLE = """
.wb{font:13px/1.45 system-ui,sans-serif;color:inherit;max-width:100%}
.wb h4{margin:.2em 0 .4em;font-size:14px;font-weight:600}
.wb p{margin:.2em 0 .5em;opacity:.8}
.wb .wb-scroll{overflow-x:auto}
.wb table{border-collapse:collapse;font-variant-numeric:tabular-nums}
.wb .wb-scroll th,.wb .wb-scroll td{padding:3px 10px;text-align:left;vertical-align:top;
 max-width:32em;white-space:normal;
 border-bottom:1px solid color-mix(in srgb,currentColor 16%,transparent);overflow-wrap:break-word}
.wb .wb-scroll th{font-weight:600;white-space:nowrap}
.wb .wb-scroll .wb-num{text-align:right}
.wb .wb-bar{display:inline-block;width:64px;height:8px;border-radius:2px;vertical-align:middle;
 background:color-mix(in srgb,currentColor 14%,transparent)}
.wb .wb-bar i{display:block;height:100%;border-radius:2px;background:#3b78c4}
.wb svg rect{fill:#3b78c4}
"""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>{title}</title>
<style>
:root{{color-scheme:light dark}}
body{{margin:1.5rem auto;max-width:1100px;padding:0 1rem;background:Canvas;color:CanvasText}}
</style>
</head>
<body>
{body}
</body>
</html>
"""


class Markup(str):
    """Text that is HTML already: made only by the functions of this module and by renderers."""


def text(value: object, *, limit: int = 200) -> Markup:
    """Return `value` as escaped text; longer than `limit` characters it is cut with an ellipsis."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup('<span style="opacity:.5">missing</span>')
    if isinstance(value, float):
        value = f"{value:,.4g}" if abs(value) < 1e6 else f"{value:,.0f}"
    shown = str(value).replace("\x00", "\N{SYMBOL FOR NULL}")
    if len(shown) > limit:
        shown = shown[: limit - 1] + "…"
    return Markup(_html.escape(shown, quote=True))


def bar(share: float) -> Markup:
    """Return a horizontal bar filled to `share` (0 to 1), with the percentage beside it."""
    percent = 100 * min(max(share, 0.0), 1.0)
    shown = f"{percent:.0f}" if percent >= 1 or percent == 0 else "under 1"
    return Markup(
        '<span style="white-space:nowrap">'
        f'<span class="wb-bar" role="img" aria-label="{percent:.0f} percent">'
        f'<i style="width:{percent:.1f}%"></i></span> {shown}%</span>'
    )


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Markup:
    """Return a table; numbers are aligned to the right, everything is escaped."""
    head = "".join(f"<th>{text(name)}</th>" for name in header)
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="wb-num">{text(cell)}</td>'
            if isinstance(cell, int | float) and not isinstance(cell, bool)
            else f"<td>{text(cell)}</td>"
            for cell in row
        )
        + "</tr>"
        for row in rows
    )
    return Markup(
        f'<div class="wb-scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def frame(title: str, *parts: object, style: str = "") -> str:
    """Return a titled block that holds `parts`; parts that are not `Markup` become paragraphs.

    `style` is CSS of the caller's own, added to the block's.
    """
    body = "".join(part if isinstance(part, Markup) else f"<p>{text(part)}</p>" for part in parts)
    return f'<style>{STYLE}{style}</style><div class="wb"><h4>{text(title)}</h4>{body}</div>'


def page(title: str, body: str) -> str:
    """Return a whole document around blocks of `frame`: it may load nothing and run nothing.

    Light or dark as the reader's system is.
    """
    return PAGE.format(title=text(title), body=body)
