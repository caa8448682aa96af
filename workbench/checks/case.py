"""Values that differ by upper and lower case only, in a column that is otherwise of one case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.checks.units import notations_of
from workbench.lexicon.plurals import counted
from workbench.types import Issue, Json

__all__ = ["find", "one_case", "surely_a_slip_of_case"]

DOMINANT = 0.8
SHORT = 3
FEW = 3
RATIO = 3


def find(context: CheckContext) -> Iterator[Issue]:
    """Report columns that are nearly all upper or lower case and hold the same values otherwise.

    A value whose twin in the column's case is there is mapped to it.  Values without a twin
    may be meant as they are: whether to change their case too is for a person.
    """
    for column in context.text_columns:
        counts = context.counts_present(column)
        to = one_case(counts)
        if to is None or notations_of(counts) is not None:
            continue  # the way a unit is written is a matter of its own
        odd = [value for value in counts if _case(value) not in (to, None)]
        twins = {value.casefold(): value for value in counts if _case(value) == to}
        known = {value: twins[value.casefold()] for value in odd if value.casefold() in twins}
        if not known:
            continue
        sure = {
            value: twin
            for value, twin in known.items()
            if counts[twin] > counts[value] and surely_a_slip_of_case(value, twin, counts, RATIO)
        }
        unsure = {v: twin for v, twin in known.items() if v not in sure}
        alone = [value for value in odd if value not in known]
        # A change of case would change the column's null words too.
        null_words = [v for v in context.counts(column) if v not in counts]
        whole = not unsure and not alone and all(_case(v) in (to, None) for v in null_words)
        change = {"kind": "change_case", "columns": [column], "to": to}
        for mapping, confidence in ((sure, 0.95), (unsure, 0.7)):
            if mapping:
                mapped = {"kind": "map_values", "column": column, "mapping": mapping}
                rule = change if whole else mapped
                yield _issue(context, column, list(mapping), counts, to, confidence, rule)
        if alone:
            yield _issue(context, column, alone, counts, to, 0.5, change)


def surely_a_slip_of_case(value: str, twin: str, counts: dict[str, int], ratio: int = 10) -> bool:
    """Tell whether two values that differ by case alone are one.

    In tokens of up to three letters the case may carry the meaning (``CO`` and ``Co``): there
    the one must be rare and the other `ratio` times as frequent.
    """
    return sum(character.isalpha() for character in value) > SHORT or (
        counts[value] <= FEW and counts[twin] >= ratio * counts[value]
    )


def _issue(
    context: CheckContext,
    column: str,
    odd: list[str],
    counts: dict[str, int],
    to: str,
    confidence: float,
    change: Json,
) -> Issue:
    rows = sum(counts[value] for value in odd)
    named = ", ".join(map(repr, odd[:4]))
    never = " They never occur in that case." if confidence == 0.5 else ""
    return context.issue(
        kind="case",
        column=column,
        keys=context.keys_of(column, odd),
        confidence=confidence,
        evidence={
            "message": f"{counted(rows, f'value of {column} is', f'values of {column} are')} "
            f"not in {to} case like the rest: "
            f"{named}.{never}",
            "values": {value: counts[value] for value in odd},
            "about": [to, sorted(odd)],
        },
        suggestion=change,
    )


def one_case(counts: dict[str, int]) -> str | None:
    """Return ``upper`` or ``lower`` where at least 80 % of the cased values are so; else None."""
    weights: Counter[str | None] = Counter()
    for value, count in counts.items():
        weights[_case(value)] += count
    total = max(weights.total() - weights[None], 1)
    return next((case for case in ("upper", "lower") if weights[case] / total >= DOMINANT), None)


def _case(value: str) -> str | None:
    if value.isupper():
        return "upper"
    if value.islower():
        return "lower"
    return "mixed" if value.upper() != value.lower() else None
