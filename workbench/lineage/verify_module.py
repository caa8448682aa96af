"""Compare an exported module with its own recipe, without running it."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.lexicon.plurals import counted
from workbench.lineage.verify import Checked
from workbench.rules.emit import emit
from workbench.rules.recipe import Recipe

__all__ = ["verify_module"]

CALLS = "apply_rules"
"""The function of a module that has a call for each rule."""
NUMBER = re.compile(r"(\d+) not in left_out")
OUTSIDE = re.compile(r"MAPS\['(\d+ \w+)'\]")


def verify_module(folder: Path) -> Checked:
    """Say whether a module is what its ``recipe.json`` generates.

    Functions are compared by what they do, long maps with those beside the module.  Of rules
    whose values stand in a file apart the module holds a call alone, which is not compared.

    Parameters
    ----------
    folder : Path
        Of the module.
    """
    try:
        text = (folder / "recipe.json").read_text(encoding="utf-8")
        recipe = Recipe.from_json(text)
        module = (folder / "__init__.py").read_text(encoding="utf-8")
        beside = folder / "maps.json"
        maps = json.loads(beside.read_text(encoding="utf-8")) if beside.is_file() else None
    except (OSError, ValueError) as error:
        return Checked("export", folder.name, False, f"it cannot be read: {error}")
    apart = {int(number) for number in json.loads(text).get("apart", {}).get("rules", ())}
    made_maps: dict[str, Any] = {}
    again = emit(recipe.rules, maps=None if maps is None else made_maps)
    there, made = _functions(module), _functions(again)
    other = [name for name, body in made.items() if name != CALLS and there.get(name) != body]
    calls = _calls(module, maps or {})
    public = [call for number, call in calls.items() if number not in apart]
    made_maps = json.loads(json.dumps(made_maps))  # as the file has them
    if other or public != list(_calls(again, made_maps).values()):
        message = (
            f"function {(*other, CALLS)[0]}() differs from what this release generates "
            "from recipe.json: the module was edited by hand, or another release wrote it"
        )
        return Checked("export", folder.name, False, message)
    rules = counted(len(recipe), "rule generates", "rules generate")
    more = f"; {counted(len(apart), 'more rule')} with values apart" if apart else ""
    return Checked("export", folder.name, True, f"it is what its {rules}{more}")


def _functions(source: str) -> dict[str, str]:
    """Return what each function of a module does, its words for people left out."""
    found = {}
    for node in _definitions(source):
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:]
        found[node.name] = ast.unparse(node)
    return found


def _calls(source: str, maps: Mapping[str, Any]) -> dict[int, str]:
    """Return the call of each rule by its number, with the maps beside the module in place."""
    calls = {}
    for function in _definitions(source):
        for node in function.body if function.name == CALLS else ():
            if isinstance(node, ast.If) and (number := NUMBER.match(ast.unparse(node.test))):
                call = "; ".join(map(ast.unparse, node.body))
                calls[int(number[1])] = OUTSIDE.sub(lambda m: repr(maps.get(m[1])), call)
    return calls


def _definitions(source: str) -> list[ast.FunctionDef]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]
