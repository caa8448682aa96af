"""The columns of a profile: a line each, which opens."""

from __future__ import annotations

from workbench import html
from workbench.html import Markup
from workbench.lexicon.plurals import counted
from workbench.profile.column_profile import ColumnProfile
from workbench.profile.quantities import percent
from workbench.profile.render.marks import badge, histogram, lines, ranked, short

__all__ = ["render_columns"]

MOST = 300
HEADER = ("column", "missing", "distinct", "distribution", "summary")
PLACEHOLDER = ("placeholder for a missing value", "placeholders for missing values")
UNFIT = ("value does not match", "values do not match")
LISTED = 0.3
FEW = 2  # so many numbers are values rather than a distribution


def render_columns(columns: tuple[ColumnProfile, ...]) -> Markup:
    """Return the columns; of more than 300 those that have something to look at come first."""
    shown, note = columns, ""
    if len(columns) > MOST:
        ordered = sorted(columns, key=lambda column: -len(_remarks(column)))[:MOST]
        selected = {id(column) for column in ordered}
        shown = tuple(column for column in columns if id(column) in selected)
        note = (
            f"Showing {MOST} of {len(columns):,} columns, those with remarks first; "
            "profile.to_frame() lists all of them, profile['name'] returns one."
        )
    head = "".join(f"<span>{word}</span>" for word in HEADER)
    body = "".join(_column(column) for column in shown)
    text = f'<p class="wb-quiet">{html.text(note)}</p>' if note else ""
    return Markup(f'{text}<div class="wb-head" aria-hidden="true">{head}</div>{body}')


def _column(column: ColumnProfile) -> Markup:
    remarks = "".join(badge(word, tone="warn") for word in _remarks(column))
    if column.meaning and column.meaning.personal:
        remarks += badge(f"personal: {column.meaning.personal}", tone="note")
    share = column.nulls / column.rows if column.rows else 0.0
    return Markup(
        f'<details class="wb-col"><summary>'
        f'<span><span class="wb-name">{html.text(column.name)}</span><br>'
        f"{badge(_type(column))}{remarks}</span>"
        f"<span>{html.bar(share)}</span><span>{_distinct(column)}</span>"
        f"<span>{_picture(column)}</span>"
        f'<span class="wb-words">{html.text(_words(column))}</span></summary>'
        f'<div class="wb-more">{_more(column)}</div></details>'
    )


def _type(column: ColumnProfile) -> str:
    meaning = column.meaning
    if meaning is None:
        return column.kind
    return f"{meaning.type} · {meaning.unit}" if meaning.unit else meaning.type


def _remarks(column: ColumnProfile) -> list[str]:
    """Return what a person should look at, in a few words each."""
    results = []
    meaning = column.meaning
    if meaning:
        marked = ((meaning.disguised, PLACEHOLDER), (meaning.unfit, UNFIT))
        results += [counted(sum(n for _, n in odd), *nouns) for odd, nouns in marked if odd]
    if column.infinite:
        results.append(f"{column.infinite:,} infinite or NaN")
    if column.text:
        results += [f"{odd.meaning}: {odd.rows:,}" for odd in column.text.odd[:2]]
    return results


def _distinct(column: ColumnProfile) -> str:
    if column.kind in ("constant", "empty"):
        return f"{column.distinct:,}"
    if column.distinct_exact and column.distinct == column.present and column.present > 1:
        return "all unique"
    return f"{column.distinct:,}" if column.distinct_exact else f"about {column.distinct:,}"


def _picture(column: ColumnProfile) -> Markup:
    binned = bool(column.counts) and column.distinct > FEW
    listed = sum(count for _, count in column.top)
    if column.kind == "identifier" or not (binned or listed >= LISTED * column.present):
        return Markup("")  # a picture of a few values out of many would mislead
    heights = column.counts if binned else tuple(count for _, count in column.top)
    what = "histogram" if binned else "most frequent values"
    return histogram(heights, width=120, height=28, label=f"{what} of {column.name}")


def _words(column: ColumnProfile) -> str:
    if column.kind == "empty":
        return "no values"
    if column.median is not None and column.kind == "number":
        reach = f"{short(column.minimum)} to {short(column.maximum)}"
        return f"{reach}, median {short(column.median)}, mean {short(column.mean)}"
    if column.kind == "date":
        return f"{column.minimum} to {column.maximum}"
    if column.top and column.top[0][1] > 1:
        return ", ".join(f"{value!r} {count:,}" for value, count in column.top[:3])
    return ", ".join(repr(value) for value in column.examples[:3])


def _more(column: ColumnProfile) -> str:
    parts = [f"<div>{_figures(column)}</div>"]
    if column.counts and column.distinct > FEW:
        ends = [short(column.minimum), short(column.maximum)]
        label = f"histogram of {column.name}, {counted(len(column.counts), 'bin')}"
        picture = histogram(column.counts, width=280, height=90, label=label, ends=ends)
        parts.append(f"<div>{picture}</div>")
    if column.top:
        parts.append(f"<div>{ranked(column.top, column.rows)}</div>")
    if column.meaning:
        parts.append(f'<div class="wb-wide">{_meaning(column)}</div>')
    if column.shapes or column.text:
        parts.append(f'<div class="wb-wide">{_text(column)}</div>')
    return "".join(parts)


def _figures(column: ColumnProfile) -> Markup:
    low, q5, q25, median, q75, q95, high = (
        short(value)
        for value in (column.minimum, *(column.quantiles or (None,) * 5), column.maximum)
    )
    lengths = column.lengths
    return lines(
        [
            ("stored type", column.type),
            ("rows", f"{column.rows:,}"),
            ("missing", f"{column.nulls:,}" if column.nulls else "none"),
            ("distinct", _distinct(column)),
            ("minimum", low),
            ("5%, 25% quantile", f"{q5}, {q25}" if q5 else ""),
            ("median", median),
            ("75%, 95% quantile", f"{q75}, {q95}" if q75 else ""),
            ("maximum", high),
            ("mean", short(column.mean)),
            ("standard deviation", short(column.deviation)),
            ("skewness, excess kurtosis", _pair(column.skewness, column.kurtosis)),
            (
                "zeros, negatives",
                f"{column.zeros:,}, {column.negative:,}" if column.quantiles else "",
            ),
            ("length in characters", f"{lengths[0]:,} to {lengths[1]:,}" if lengths else ""),
        ]
    )


def _pair(first: float | None, second: float | None) -> str:
    if first is None:
        return ""
    return f"{first:.3g}" if second is None else f"{first:.3g}, {second:.3g}"


def _meaning(column: ColumnProfile) -> Markup:
    meaning = column.meaning
    if meaning is None:
        return Markup("")
    hidden = ", ".join(f"{value!r} {count:,}" for value, count in meaning.disguised[:8])
    wrong = ", ".join(f"{value!r} {count:,}" for value, count in meaning.unfit[:8])
    return lines(
        [
            ("semantic type", f"{meaning.type} ({meaning.confidence:.0%}). {meaning.why}"),
            ("format", meaning.format or ""),
            ("unit", meaning.unit or ""),
            ("personal data", meaning.personal or ""),
            ("placeholders for missing values", hidden),
            ("values that do not match", wrong),
            ("examples", ", ".join(repr(value) for value in column.examples)),
        ]
    )


def _text(column: ColumnProfile) -> Markup:
    parts: list[tuple[str, object]] = []
    if column.shapes:
        shapes = "; ".join(
            f"{shape.shape} {percent(shape.share)} (such as {shape.example!r})"
            for shape in column.shapes[:5]
        )
        parts.append(("patterns", shapes))
    text = column.text
    if text:
        parts += [
            (odd.meaning, f"{counted(odd.rows, 'row')}, such as {odd.example}")
            for odd in text.odd[:6]
        ]
        if text.words and text.words[-1] > 1:
            low, _, middle, _, high = text.words
            parts.append(("words per text", f"{low} to {high}, median {middle}"))
        shares = ", ".join(
            f"{share.language} {percent(share.share)}" for share in text.languages.shares
        )
        if shares:
            parts.append(("language", f"{shares} (of {text.languages.judged:,} texts)"))
    looked_at = sum(shape.rows for shape in column.shapes) or (text.rows if text else 0)
    if looked_at < column.present:
        parts.append(("examined", f"{looked_at:,} of {column.present:,} rows"))
    return lines(parts)
