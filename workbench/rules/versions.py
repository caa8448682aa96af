"""The version of an exported module, and what changed since the export before."""

from __future__ import annotations

import json
import re
from pathlib import Path

from workbench.errors import RuleError
from workbench.rules.apart import Parted
from workbench.rules.diff import compare_rules
from workbench.rules.kinds import Rule
from workbench.rules.needs import needed_columns
from workbench.rules.rule_list import from_json
from workbench.types import now

__all__ = ["next_version"]

TITLE = "# Changes\n"


def next_version(folder: Path, split: Parted, *, private: bool = False) -> tuple[str, str]:
    """Return the version that `rules` get in `folder`, and the text of its ``CHANGES.md``.

    Parameters
    ----------
    folder : Path
        Where the module goes; an earlier export there is compared with.
    split : Parted
        The rules; only those that hold no personal value are told of.
    private : bool
        No personal value may be told: nor may what changed since an export with such values.

    Returns
    -------
    tuple of str
        ``1.0.0`` for a first export; the same as before where nothing changed.
    """
    rules = split.public
    earlier = _earlier(folder)
    if earlier is None:
        return "1.0.0", _entry("1.0.0", [f"first export: {len(split.rules)} rules"], "")
    number, old, text, was_private = earlier
    major, minor, patch = map(int, number.split("."))
    if private and not was_private:
        number = f"{major}.{minor + 1}.0"
        return number, _entry(number, ["exported without personal values"], "")
    lines = compare_rules(old, rules).lines()
    if _columns(old) != _columns(rules):
        number = f"{major + 1}.0.0"
        lines.insert(0, "the columns that the module needs or adds have changed")
    elif lines:
        number = f"{major}.{minor + 1}.0"
    elif old != rules:
        number = f"{major}.{minor}.{patch + 1}"
        lines = ["the reasons or authors of rules have changed"]
    elif split.apart:
        number = f"{major}.{minor}.{patch + 1}"
        lines = ["the values that stand apart were written again"]
    return number, _entry(number, lines, text) if lines else text


def _columns(rules: tuple[Rule, ...]) -> object:
    made = {name for rule in rules for name in rule.makes()}
    return needed_columns(rules), made, {name for rule in rules for name in rule.takes()}


def _earlier(folder: Path) -> tuple[str, tuple[Rule, ...], str, bool] | None:
    """Read the version, recipe, changes and privacy of an export; None where there is none."""
    try:
        source = (folder / "__init__.py").read_text(encoding="utf-8")
        recipe = (folder / "recipe.json").read_text(encoding="utf-8")
        rules = from_json(recipe)
    except (OSError, UnicodeError, RuleError):
        return None
    match = re.search(r'^VERSION = "([0-9]+\.[0-9]+\.[0-9]+)"$', source, re.MULTILINE)
    changes = folder / "CHANGES.md"
    text = changes.read_text(encoding="utf-8") if changes.is_file() else ""
    private = "apart" in json.loads(recipe)
    return (match[1] if match else "1.0.0"), rules, text, private


def _entry(number: str, lines: list[str], text: str) -> str:
    listed = "".join(f"- {' '.join(line.split())}\n" for line in lines)
    rest = text.removeprefix(TITLE)
    return f"{TITLE}\n## {number} ({now():%Y-%m-%d})\n\n{listed}{rest}"
