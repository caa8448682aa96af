"""Which rules a table lacks the columns for; copied word for word into exported modules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

VALUELESS = "its values are missing: they stand in a file apart, to be given as values="


def unmet(
    names: Iterable[str], rules: Sequence[Mapping[str, Any]], without: Iterable[int] = ()
) -> list[dict[str, Any]]:
    """List the rules that a table with the columns `names` does not get, or not in full.

    Each of `rules` tells in ``columns``, where there are any, those that it ``needs``, those
    ``each`` of which it works on by itself, one of which must be there, those that it ``also``
    works on, and those that it ``makes``, ``takes`` away and ``renames``.  A rule that needs what
    a rule left out would have made is left out too.  `without` are the numbers of rules whose
    values are not there.

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
        valueless = rule["rule"] in set(without)
        whole = not there.issuperset(needs) or (bool(each) and there.isdisjoint(each)) or valueless
        if lacking or valueless:
            told = {name: rule[name] for name in ("rule", "kind", "what")}
            which = "column" if len(lacking) == 1 else "columns"
            verb = "is" if len(lacking) == 1 else "are"
            listed = ", ".join(repr(name) for name in lacking)
            reason = f"{which} {listed} {verb} missing" if lacking else VALUELESS
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


def values_apart(given: Any, expected: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """Return the arguments of the rules whose values stand apart, by the number of the rule.

    `given` is the path of their file or what is in it; None: there are none.  `expected` tells
    the ``id`` of the file and the kinds of its rules.  Raises ValueError where it is another one.
    """
    if given is None or not expected:
        return {}
    if not isinstance(given, Mapping):
        given = json.loads(Path(given).read_text(encoding="utf-8"))
    if given.get("format") != 1 or given.get("id") != expected["id"]:
        raise ValueError(
            "values: this file does not belong to this module; give the one that was written "
            "when the module was exported"
        )
    return {
        int(number): {name: unpacked(value) for name, value in rule["arguments"]}
        for number, rule in given["rules"].items()
    }


def unpacked(value: Any) -> Any:
    """Return a value from JSON in which a dict stands as its pairs."""
    if isinstance(value, dict):
        return {key: unpacked(one) for key, one in value["pairs"]}
    return [unpacked(one) for one in value] if isinstance(value, list) else value
