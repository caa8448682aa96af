"""Values that differ by upper and lower case only, in a column that is otherwise of one case."""

from __future__ import annotations

from collections import defaultdict

from workbench.checks.disguised import is_null_word
from workbench.checks.look import Look
from workbench.types import Issue

__all__ = ["find", "one_case"]

DOMINANT = 0.8


def find(look: Look) -> list[Issue]:
    """Report columns that are nearly all upper or lower case and hold the same values otherwise."""
    issues = []
    for column in look.text_columns:
        counts = {v: n for v, n in look.counts(column).items() if not is_null_word(v)}
        to = one_case(counts)
        if to is None:
            continue
        odd = {value: n for value, n in counts.items() if _case(value) not in (to, None)}
        if not odd:
            continue
        twins = {value.casefold() for value in counts if _case(value) == to}
        known = sum(n for value, n in odd.items() if value.casefold() in twins)
        if not known:
            continue
        rows = sum(odd.values())
        named = ", ".join(repr(value) for value in list(odd)[:4])
        message = f"{rows:,} values of {column} are not {to} case like the rest: {named}."
        issues.append(
            Issue(
                kind="case",
                column=column,
                keys=tuple(look.keys_of(column, odd)),
                rows=rows,
                confidence=0.7 + 0.25 * known / rows,
                evidence={"message": message, "values": odd, "about": to},
                suggestion={"kind": "change_case", "columns": [column], "to": to},
            )
        )
    return issues


def one_case(counts: dict[str, int]) -> str | None:
    """Return ``upper`` or ``lower`` where at least 80 % of the cased values are so; else None."""
    weights: defaultdict[str, int] = defaultdict(int)
    for value, count in counts.items():
        case = _case(value)
        if case is not None:
            weights[case] += count
    total = sum(weights.values())
    for case in ("upper", "lower"):
        if total and weights[case] / total >= DOMINANT:
            return case
    return None


def _case(value: str) -> str | None:
    if value.isupper():
        return "upper"
    if value.islower():
        return "lower"
    return "mixed" if value.upper() != value.lower() else None
