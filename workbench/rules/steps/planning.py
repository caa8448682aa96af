"""Which rules a table lacks the columns for; copied word for word into exported modules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any


def unmet(names: Iterable[str], rules: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """List the rules that a table with the columns `names` does not get, or not in full.

    Each of `rules` tells in ``columns``, where there are any, those that it ``needs``, those
    ``each`` of which it works on by itself, one of which must be there, those that it ``also``
    works on, and those that it ``makes``, ``takes`` away and ``renames``.  A rule that needs what
    a rule left out would have made is left out too.

    Returns
    -------
    list of dict
        ``rule`` (its number, from 1), ``kind``, ``what`` it does, the columns that are ``missing``,
        ``whole`` (whether nothing of it is done) and the ``reason`` in words.
    """
    there = set(names)
    found = []
    for rule in rules:
        about = rule["columns"]
        needs, each = about.get("needs", ()), about.get("each", ())
        used = (*needs, *each, *about.get("also", ()))
        lacking = [name for name in used if name not in there]
        whole = not there.issuperset(needs) or (bool(each) and there.isdisjoint(each))
        if lacking:
            told = {name: rule[name] for name in ("rule", "kind", "what")}
            which = "column" if len(lacking) == 1 else "columns"
            verb = "is" if len(lacking) == 1 else "are"
            listed = ", ".join(repr(name) for name in lacking)
            reason = f"{which} {listed} {verb} missing"
            found.append({**told, "missing": lacking, "whole": whole, "reason": reason})
        if whole:
            continue
        renames = about.get("renames", {})
        made = [renames[name] for name in renames if name in there]
        there -= {*about.get("takes", ()), *renames}
        there |= {*about.get("makes", ()), *made}
    return found


def in_words(rules: Sequence[Mapping[str, Any]]) -> str:
    """Say in one sentence which rules are not applied, and why."""
    shown = [f"rule {rule['rule']} ({rule['what']}): {rule['reason']}" for rule in rules[:5]]
    more = [f"and {len(rules) - 5} more"] if len(rules) > 5 else []
    which = "1 rule is" if len(rules) == 1 else f"{len(rules)} rules are"
    return f"{which} not applied, or not in full: {'; '.join([*shown, *more])}"
