"""Build the rules that issues suggest, and join those that belong together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from workbench.rules.kinds import (
    ChangeCase,
    Collapse,
    DropRows,
    MapValues,
    ParseDate,
    ParseNumber,
    Rule,
    SetCells,
    SetNull,
    Trim,
)
from workbench.rules.recipe import Recipe
from workbench.types import Json, Key

__all__ = ["drop_rows", "empty_cells", "group_of", "merged"]


def empty_cells(key: str, column: str, cells: Mapping[Key, Any]) -> Json:
    """Suggest to empty cells: `cells` maps each row's key to the value that stands there."""
    return {
        "kind": "set_cells",
        "key": key,
        "column": column,
        "cells": [{"key": row, "old": old, "new": None} for row, old in cells.items()],
    }


def drop_rows(
    key: str, rows: Mapping[Key, Mapping[str, Any]], *, kept: Mapping[Key, Key] | None = None
) -> Json:
    """Suggest to drop rows.

    Parameters
    ----------
    key : str
        The key column.
    rows : mapping
        Each row's key to the values that must still stand in it.
    kept : mapping, optional
        Each row's key to that of the row that it repeats and that stays.
    """
    listed = [
        {"key": row, "old": dict(old), "kept": kept[row] if kept else None}
        for row, old in rows.items()
    ]
    return {"kind": "drop_rows", "key": key, "rows": listed, "alike": kept is not None}


def merged(recipe: Recipe) -> Recipe:
    """Join rules of one kind that can run at once; the first one's place and reason stand.

    Trims and cases join their columns, null words and maps join within a column, cells and
    dropped rows join within a key.  Of two rules about one cell, value or row the first stands.
    """
    groups: dict[object, list[Rule]] = {}
    for rule in recipe:
        groups.setdefault(group_of(rule), []).append(rule)
    return Recipe([_joined(rules) for rules in groups.values()])


def group_of(rule: Rule) -> object:
    """Return what rules that `merged` joins have in common: texts, truths and tuples of them."""
    if isinstance(rule, Trim | Collapse):
        return rule.kind
    if isinstance(rule, ChangeCase):
        return "change_case", rule.to
    if isinstance(rule, SetNull):
        return "set_null", rule.columns
    if isinstance(rule, MapValues):
        return "map_values", rule.column
    if isinstance(rule, SetCells):
        values = [value for cell in rule.cells for value in (cell.old, cell.new)]
        types = {type(value).__name__ for value in values if value is not None}
        return "set_cells", rule.key, rule.column, tuple(sorted(types))
    if isinstance(rule, DropRows):
        return "drop_rows", rule.key, rule.alike, tuple(sorted(rule.rows[0].old))
    if isinstance(rule, ParseNumber | ParseDate):
        return rule.kind, rule.touches()
    told = {"why", "author", "decisions"}
    return rule.kind, json.dumps(rule.model_dump(mode="json", exclude=told), sort_keys=True)


def _joined(rules: Sequence[Rule]) -> Rule:
    first = rules[0]
    if len(rules) == 1:
        return first
    change: dict[str, Any] = {
        "why": _sentences(rule.why for rule in rules),
        "author": ", ".join(dict.fromkeys(rule.author for rule in rules if rule.author)),
        "decisions": tuple(dict.fromkeys(d for rule in rules for d in rule.decisions)),
    }
    if isinstance(first, Trim | Collapse | ChangeCase):
        change["columns"] = tuple(dict.fromkeys(c for rule in rules for c in rule.touches()))
    elif isinstance(first, SetNull):
        values = (v for rule in rules for v in rule.arguments()["values"])
        change["values"] = tuple(dict.fromkeys(values))
    elif isinstance(first, MapValues):
        change["mapping"] = _first_wins(rule.arguments()["mapping"] for rule in rules)
    elif isinstance(first, SetCells):
        change["cells"] = _first_of_each(c for rule in rules for c in getattr(rule, "cells", ()))
    elif isinstance(first, DropRows):
        change["rows"] = _first_of_each(r for rule in rules for r in getattr(rule, "rows", ()))
    else:
        return first
    return first.model_copy(update=change)


def _first_of_each(items: Iterable[Any]) -> tuple[Any, ...]:
    """Keep the first item of each key, in order."""
    kept: dict[Key, Any] = {}
    for item in items:
        kept.setdefault(item.key, item)
    return tuple(kept.values())


def _first_wins(mappings: Iterable[Mapping[str, str]]) -> dict[str, str]:
    joined: dict[str, str] = {}
    for mapping in mappings:
        for old, new in mapping.items():
            joined.setdefault(old, new)
    return {old: _followed(joined, old) for old in joined}


def _followed(mapping: Mapping[str, str], value: str) -> str:
    """Follow a value to where the mapping leaves it; of a circle, the first step stands."""
    seen = {value}
    last = mapping[value]
    while last in mapping and last not in seen:
        seen.add(last)
        last = mapping[last]
    return mapping[value] if last in seen else last


def _sentences(reasons: Iterable[str]) -> str:
    listed = list(dict.fromkeys(reason for reason in reasons if reason))
    if len(listed) > 3:
        return " ".join(listed[:3]) + f" And {len(listed) - 3} more reasons."
    return " ".join(listed)
