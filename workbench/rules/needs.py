"""Which columns a recipe needs, and which it may add."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.errors import InputError, RuleError
from workbench.rules.kinds import Rule
from workbench.types import Json

__all__ = ["check_new_columns", "needed_columns", "plan_of"]


def needed_columns(rules: Iterable[Rule]) -> dict[str, str]:
    """Return the columns that a table must have, each with its type, as `Rule.needs` tells it.

    A column that an earlier rule makes a number or date is needed as that rule finds it; one
    that an earlier rule adds is not needed, and one that it renames is needed by its first name.

    Raises
    ------
    RuleError
        If a rule needs a column that an earlier one removes.
    """
    needed: dict[str, str] = {}
    origin: dict[str, str | None] = {}
    gone: dict[str, int] = {}
    for number, rule in enumerate(rules, 1):
        for name, type_ in rule.needs().items():
            if name in gone:
                raise RuleError(
                    f"rule {number} ({rule.kind}) needs column {name!r}, which rule {gone[name]} "
                    "removes; move it before that rule"
                )
            first = origin.get(name, name)
            if first is not None and needed.get(first, "any") == "any":
                needed[first] = type_
        first_names = {new: origin.get(old, old) for old, new in rule.renames().items()}
        for name in rule.takes():
            gone[name] = number
            origin.pop(name, None)
        for name in rule.makes():
            gone.pop(name, None)
            origin[name] = first_names.get(name)
    return needed


def check_new_columns(rules: Iterable[Rule], present: Iterable[str]) -> None:
    """Raise InputError where a rule adds a column that exists already."""
    names = set(present)
    for number, rule in enumerate(rules, 1):
        names -= set(rule.takes())
        taken = [name for name in rule.makes() if name in names]
        if taken:
            raise InputError(
                f"rule {number} ({rule.kind}) adds column {taken[0]!r}, which exists already; "
                "choose another name, or drop or rename the existing column first"
            )
        names |= set(rule.makes())


def plan_of(number: int, rule: Rule) -> Json:
    """Return what `steps.planning.unmet` asks of the rule at a position, from 1."""
    each, also = rule.each(), rule.also()
    needs = [name for name in rule.needs() if name not in (*each, *also)]
    told: Json = {"needs": needs, "each": list(each), "also": list(also)}
    told["renames"] = dict(rule.renames())
    if not told["renames"]:
        told |= {"makes": list(rule.makes()), "takes": list(rule.takes())}
    columns = {name: value for name, value in told.items() if value}
    return {"rule": number, "kind": rule.kind, "what": rule.title(), "columns": columns}
