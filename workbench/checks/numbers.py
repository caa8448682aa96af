"""Numbers that are written as text: with units, currency signs or thousands marks."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.checks.context import CheckContext
from workbench.checks.number_rules import Numbers, as_the_rule_reads, is_dash, parse_rule_for
from workbench.lexicon.plurals import counted
from workbench.types import Issue

__all__ = ["Numbers", "as_the_rule_reads", "find", "numbers_of", "parse_rule_for"]

SHOWN = 20


def numbers_of(context: CheckContext, column: str) -> Numbers | None:
    """Return how a text column reads as numbers; None where it does not."""
    dashes = [value for value in context.counts(column) if is_dash(value)]
    return parse_rule_for(context.counts_present(column, among_numbers=True), dashes)


def find(context: CheckContext) -> Iterator[Issue]:
    """Report text columns of which at least 90 % of the values are numbers with a known unit.

    Where several notations contradict each other that is reported too, without a rule.
    """
    for column in context.text_columns:
        counts = context.counts_present(column, among_numbers=True)
        read = numbers_of(context, column)
        if read is None:
            continue
        named = ", ".join(f"{unit or 'no unit'} {n:,}" for unit, n in read.units.most_common(5))
        lost, example = sum(read.unread.values()), next(iter(read.unread), "")
        end = (
            f"; the rule cannot read {counted(lost, 'row')}, such as {example!r}." if lost else "."
        )
        message = f"{column} holds numbers written as text ({named}){end}"
        conversion = _conversion(read)
        yield context.issue(
            kind="number_as_text",
            column=column,
            keys=context.keys_of(column, counts),
            confidence=read.confidence,
            evidence={
                "message": " ".join([message, *conversion, *read.doubts]),
                "units": dict(read.units),
                "unread": dict(list(read.unread.items())[:SHOWN]),
                "about": "number",
            },
            suggestion=None if read.loses or read.rule is None else {**read.rule, "column": column},
        )


def _conversion(read: Numbers) -> list[str]:
    """Return what is said of values that the rule does more with than to read their digits."""
    if read.rule is None:
        return []
    said = []
    if any(factor != 1 for factor in read.rule["units"].values()) or "offsets" in read.rule:
        base = next(
            (u for u, f in read.rule["units"].items()
             if u and f == 1 and u not in read.rule.get("offsets", {})), ""
        )  # fmt: skip
        said.append(f"All are brought to {base or 'plain numbers'}.")
    if read.rule.get("either"):
        said.append("The decimal mark is a point in some and a comma in others.")
    if read.dash == "zero" and read.rule.get("zeros"):
        said.append("A dash is read as 0, as accounting formats write it.")
    return said
