"""Small pictures and signs: histograms, bars, badges."""

from __future__ import annotations

from collections.abc import Sequence

from workbench import html
from workbench.html import Markup
from workbench.lexicon.plurals import counted

__all__ = ["badge", "histogram", "lines", "ranked", "short"]


def short(value: object) -> str:
    """Return a number for people: about six digits, whole numbers in full; text as it is."""
    if not isinstance(value, int | float):
        return "" if value is None else str(value)
    if isinstance(value, int):
        return f"{value:,}" if abs(value) < 10**15 else f"{value:.6g}"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:.6g}"


def badge(words: str, *, tone: str = "") -> Markup:
    """Return a word in a frame; `tone` is empty, ``warn`` or ``note``."""
    style = f"wb-badge wb-{tone}" if tone else "wb-badge"
    return Markup(f'<span class="{style}">{html.text(words, limit=60)}</span>')


def histogram(
    heights: Sequence[int], *, width: int, height: int, label: str, ends: Sequence[str] = ()
) -> Markup:
    """Return bars of equal width; `label` is read aloud, `ends` stand below the first and last."""
    if not heights or max(heights) == 0:
        return Markup("")
    step, tall = width / len(heights), max(heights)
    bars = "".join(
        f'<rect x="{i * step:.1f}" y="{height - bar:.1f}" width="{max(step * 0.88, 0.5):.1f}" '
        f'height="{bar:.1f}"><title>{counted(count, "row")}</title></rect>'
        for i, count in enumerate(heights)
        # Where there is a row, there is something to see.
        for bar in [max(height * count / tall, 1.5 if count else 0)]
    )
    words = "".join(
        f'<text x="{0 if i == 0 else width}" y="{height + 12}" '
        f'text-anchor="{"start" if i == 0 else "end"}">{html.text(end, limit=24)}</text>'
        for i, end in enumerate(ends)
    )
    tail = 16 if ends else 0
    return Markup(
        f'<svg width="{width}" height="{height + tail}" viewBox="0 0 {width} {height + tail}" '
        f'role="img" aria-label="{html.text(label)}">{bars}{words}</svg>'
    )


def ranked(values: Sequence[tuple[object, int]], total: int) -> Markup:
    """Return values with the share of each as a bar."""
    rows = "".join(
        f'<tr><td class="wb-value">{_quoted(value)}</td><td class="wb-num">{count:,}</td>'
        f"<td>{html.bar(count / total if total else 0)}</td></tr>"
        for value, count in values
    )
    return Markup(f'<table class="wb-ranked">{rows}</table>')


def _quoted(value: object) -> Markup:
    shown = str(value)
    return html.text(shown if shown and shown.strip() == shown else repr(shown), limit=60)


def lines(pairs: Sequence[tuple[str, object]]) -> Markup:
    """Return names with their values, one a line; those without a value are left out."""
    rows = "".join(
        f"<tr><th>{html.text(name)}</th><td>{html.text(value)}</td></tr>"
        for name, value in pairs
        if value not in (None, "")
    )
    return Markup(f'<table class="wb-lines">{rows}</table>')
