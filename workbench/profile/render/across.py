"""What lies across columns: pairs that go together, gaps, dependencies, keys."""

from __future__ import annotations

from workbench import html
from workbench.html import Markup
from workbench.lexicon.plurals import counted
from workbench.profile.across.associations import Association, Associations
from workbench.profile.across.dependencies import Dependencies, Dependency
from workbench.profile.across.keys import KeyCandidate
from workbench.profile.across.missingness import Missingness
from workbench.profile.quantities import percent

__all__ = ["render_associations", "render_dependencies", "render_missing"]

MATRIX = 25
MOST = 15
MEASURES = {"spearman": "Spearman's rho", "cramers_v": "Cramér's V", "eta": "correlation ratio"}


def render_associations(associations: Associations) -> Markup:
    """Return the strongest pairs as sentences, and all of them as a table of colours."""
    strong = associations.strong()
    names = list(dict.fromkeys(name for pair in strong for name in (pair.left, pair.right)))
    ordered = [name for name in associations.columns if name in names][:MATRIX]
    none = Markup("<p>No two columns are strongly associated (0.3 or more).</p>")
    parts = [_list([_pair(pair) for pair in strong[:MOST]]) if strong else none]
    if len(ordered) > 2:
        parts.append(_matrix(associations, ordered))
    words = f"{len(associations.columns)} columns compared"
    if associations.partial:
        words += f" on {associations.rows:,} of {associations.total:,} rows"
    if associations.left_out:
        words += f"; {len(associations.left_out)} left out ({_left_out(associations.left_out)})"
    parts.append(Markup(f'<p class="wb-quiet">{html.text(words, limit=600)}.</p>'))
    return Markup("".join(parts))


def _left_out(reasons: dict[str, str]) -> str:
    some = [f"{name}: {reason}" for name, reason in list(reasons.items())[:6]]
    return "; ".join(some) + ("; ..." if len(reasons) > 6 else "")


def _pair(pair: Association) -> Markup:
    names = f"<b>{html.text(pair.left)}</b> and <b>{html.text(pair.right)}</b>"
    if pair.kind != "relation":
        return Markup(f"{names}: {html.text(pair.detail or pair.kind)} ({pair.n:,} rows)")
    text = f"{MEASURES[pair.measure]} {pair.value:.2f}"
    if pair.low is not None and pair.high is not None:
        text += f" ({pair.low:.2f} to {pair.high:.2f})"
    return Markup(f"{names}: {html.text(text)}, {pair.n:,} rows")


def _matrix(associations: Associations, names: list[str]) -> Markup:
    values = {(pair.left, pair.right): pair.value for pair in associations.pairs}
    values |= {(right, left): value for (left, right), value in values.items()}
    head = "".join(f"<th>{html.text(name, limit=30)}</th>" for name in names)
    rows = "".join(
        f"<tr><th>{html.text(row, limit=30)}</th>"
        + "".join(_cell(values.get((row, name)), same=row == name) for name in names)
        + "</tr>"
        for row in names
    )
    return Markup(
        '<div class="wb-scroll"><table class="wb-matrix"><thead><tr><th></th>'
        f"{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(value: float | None, *, same: bool) -> str:
    if same or value is None:
        return "<td></td>"
    colour = "#3b78c4" if value >= 0 else "#c0392b"
    share = min(abs(value), 1.0) * 55
    background = f"color-mix(in srgb,{colour} {share:.0f}%,transparent)"
    return f'<td style="background:{background}">{value:.2f}</td>'


def render_missing(missingness: Missingness) -> Markup:
    """Return the columns with gaps, which are missing together, and where."""
    gaps = sorted((gap for gap in missingness.columns if gap.missing), key=lambda gap: -gap.share)
    if not gaps:
        return Markup("<p>No value is missing.</p>")
    rows = [
        [
            gap.name,
            gap.missing,
            html.bar(gap.share),
            "; ".join(d.detail for d in gap.depends_on[:2]),
        ]
        for gap in gaps[:MOST]
    ]
    parts = [html.table(["column", "missing", "share", "more often missing where"], rows)]
    if len(gaps) > MOST:
        parts.append(
            Markup(
                f'<p class="wb-quiet">{len(gaps) - MOST:,} more columns have missing values.</p>'
            )
        )
    patterns = [gap for gap in missingness.patterns if len(gap.columns) > 1][:6]
    together = [
        Markup(
            f"{html.text(', '.join(gap.columns), limit=300)}: {counted(gap.rows, 'row')} "
            f"({percent(gap.share)})"
        )
        for gap in patterns
    ]
    if together:
        parts += [Markup("<h5>Missing together</h5>"), _list(together)]
    if missingness.partial:
        words = f"Patterns are based on {missingness.rows:,} of {missingness.total:,} rows."
        parts.append(Markup(f'<p class="wb-quiet">{words}</p>'))
    return Markup("".join(parts))


def render_dependencies(dependencies: Dependencies, keys: tuple[KeyCandidate, ...]) -> Markup:
    """Return the candidate keys and the functional dependencies."""
    sentences = [
        Markup(f"<b>{html.text(' + '.join(key.columns))}</b>: {_key(key)}") for key in keys[:8]
    ]
    parts = [
        "<h5>Keys</h5>",
        _list(sentences) if sentences else "<p>No column identifies the rows.</p>",
        "<h5>Functional dependencies</h5>",
    ]
    shown: set[tuple[str, str]] = set()
    rules = []
    for item in dependencies.found:
        sides = (" + ".join(item.left), item.right)
        if not (item.mutual and sides[::-1] in shown):
            shown.add(sides)
            rules.append(_dependency(item))
    parts.append(_list(rules[:MOST]) if rules else "<p>None found.</p>")
    if dependencies.partial:
        words = f"Dependencies are based on {dependencies.rows:,} of {dependencies.total:,} rows."
        parts.append(f'<p class="wb-quiet">{words}</p>')
    return Markup("".join(parts))


def _key(key: KeyCandidate) -> str:
    if key.usable:
        return "identifies every row"
    faults = ((key.repeated, "rows repeat a value"), (key.nulls, "rows have no value"))
    parts = [f"{rows:,} {fault}" for rows, fault in faults if rows]
    return "would identify the rows, but " + " and ".join(parts)


def _dependency(dependency: Dependency) -> Markup:
    left, right = html.text(" + ".join(dependency.left)), html.text(dependency.right)
    names = f"<b>{left}</b> determines <b>{right}</b>"
    if dependency.mutual:
        names += " and vice versa"
    if not dependency.violating:
        return Markup(f"{names} without exception ({dependency.n:,} rows)")
    low, high = percent(dependency.low), percent(dependency.high)
    share = html.text(f"{percent(dependency.error)}, 95% interval {low} to {high}")
    rows = f"{dependency.violating:,} of {dependency.n:,} rows"
    return Markup(f"{names} except in {rows} ({share})")


def _list(items: list[Markup]) -> Markup:
    return Markup('<ul class="wb-list">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>")
