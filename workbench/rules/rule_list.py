"""What a recipe is: an ordered list of rules, its digest, its default order and its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.errors import RuleError
from workbench.rules.kinds import Rule, parse_rule
from workbench.tables import ROW_KEY
from workbench.types import Json, digest

__all__ = [
    "digest_of",
    "expectations_from_json",
    "from_json",
    "in_default_order",
    "merged",
    "split_portable",
    "to_json",
]


def digest_of(rules: Iterable[Rule]) -> str:
    """Return 16 hex digits that name what rules do; who accepted them and why is left out."""
    return digest([rule.core() for rule in rules])


def in_default_order(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules in their default order: text, nulls, values, case, cells, parsing."""
    return sorted(rules, key=lambda rule: rule.stage)


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Merge rules that can run as one; the position and reason of the first one stand.

    Trims and cases merge their columns, placeholders and mappings merge within a column, cells
    and dropped rows within a key.  Of two rules about one cell, value or row the first stands.
    """
    groups: dict[object, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.merge_key(), []).append(rule)
    return [first.merge(others) for first, *others in groups.values()]


def split_portable(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules without those that name rows by `ROW_KEY`, and those rules."""
    kept = [rule for rule in rules if rule.row_key() != ROW_KEY]
    return kept, [rule for rule in rules if rule not in kept]


def to_json(
    rules: Iterable[Rule],
    expectations: Mapping[str, Any] | None = None,
    apart: Json | None = None,
) -> str:
    """Return rules as JSON text, with what is expected of columns where there is anything.

    `apart` tells of the rules that are left out because they hold personal values.
    """
    data: Json = {"format": 1, "rules": [rule.to_dict() for rule in rules]}
    if expectations:
        data["expectations"] = dict(expectations)
    if apart is not None:
        data["apart"] = apart
    return json.dumps(data, indent=2, ensure_ascii=False)


def from_json(text: str) -> tuple[Rule, ...]:
    """Read rules from JSON text.

    Raises
    ------
    RuleError
        If the text is not a recipe, or a rule in it is malformed.
    """
    try:
        data = json.loads(text)
        rules = data["rules"]
    except (ValueError, TypeError, KeyError) as error:
        raise RuleError("this is not a recipe: expected JSON with a list under 'rules'") from error
    if data.get("format") != 1 or not isinstance(rules, list):
        raise RuleError(
            f"recipe format {data.get('format')!r} is unknown; this version reads format 1"
        )
    return tuple(parse_rule(rule) for rule in rules)


def expectations_from_json(text: str) -> dict[str, Json | None]:
    """Read what is expected of columns from the JSON of a recipe; raise RuleError elsewhere."""
    found = json.loads(text).get("expectations", {})
    if not isinstance(found, dict) or not all(
        one is None or isinstance(one, dict) for one in found.values()
    ):
        raise RuleError("expectations of a recipe: expected an object for each column, or null")
    return found
