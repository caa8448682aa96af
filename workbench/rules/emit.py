"""Write a recipe as the source of one Python module that needs narwhals alone.

The functions of `operations`, `prepare` and `drift` are copied word for word, those that
are used and what they call; the recipe becomes plain calls.  Every value goes
through `repr`, so that nothing in the data can become code.
"""

from __future__ import annotations

import ast
import math
import textwrap
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from workbench.rules import drift, operations
from workbench.rules import prepare as preparation
from workbench.rules.kinds import Rule
from workbench.rules.recipe import Recipe, needed_columns

__all__ = ["copied_source", "emit", "written"]

WIDTH = 96


DRIFT = '''def drift(table: Any, *, cleaned: bool = False) -> list[dict[str, Any]]:
    """Compare `table` with the one that the rules were made on, after cleaning both.

    Returns a dict for each column, most changed first: ``column``, ``verdict`` (none, some or
    strong), ``message``, and the figures behind it: the population stability index ``psi``,
    what chance alone gives (``noise``), the shares ``missing`` now and ``missing_before``.

    Parameters: `table` as for `clean`, or its result with ``cleaned=True``.
    """
    text = Path(__file__).with_name("reference.json").read_text(encoding="utf-8")
    frame = nw.from_native(table if cleaned else clean(table))
    return drift_from(frame, json.loads(text))'''


def emit(
    recipe: Recipe, *, name: str = "table", header: Iterable[str] = (), reference: bool = False
) -> str:
    """Return the source of a module with ``clean(table)``, ``COLUMNS`` and ``RULES``.

    Parameters
    ----------
    recipe : Recipe
        The rules.
    name : str
        What the table is called, for the module's first line.
    header : iterable of str
        Further lines for the module's docstring (source, author, versions).
    reference : bool
        Add ``drift(table)``, which reads the ``reference.json`` beside the module.
    """
    functions = sorted({type(rule).operation.__name__ for rule in recipe})
    needed = needed_columns(recipe)
    copied = copied_source(["prepare", *functions, *(["drift_from"] if reference else [])])
    libraries = [f"import {name}" for name in ("datetime", "json", "math") if f"{name}." in copied]
    if reference:
        libraries = sorted({*libraries, "import json"})
    abstract = [base for base in ("Mapping", "Sequence") if f": {base}[" in copied]
    parts = [
        _docstring(name, recipe, list(header)),
        "from __future__ import annotations\n\n"
        + "".join(f"{line}\n" for line in libraries)
        + f"from collections.abc import {', '.join(abstract)}\n"
        + ("from pathlib import Path\n" if reference else "")
        + "from typing import Any\n\n"
        "import narwhals as nw",
        f"COLUMNS = {written(needed)}\n"
        '"""The columns that the rules need, with the type of each."""',
        f"RULES = {written([_told(i, rule) for i, rule in enumerate(recipe, 1)])}\n"
        '"""Each rule with the reason for it, who accepted it and the decisions behind it."""',
        _clean(recipe),
        *([DRIFT] if reference else []),
        "# How each rule works, the same on every engine.",
        copied,
    ]
    top = "\n\n".join(parts[:4])
    return "\n\n\n".join([top, *parts[4:]]) + "\n"


def _docstring(name: str, recipe: Recipe, header: list[str]) -> str:
    lines = [
        f"Cleaning rules for {_safe(name)}: {len(recipe)} rules, recipe {recipe.digest}.",
        "",
        *(_safe(line) for line in header),
        *([""] if header else []),
        "Runs on pandas, Polars, PyArrow and DuckDB tables and needs narwhals alone.  The input is",
        "not changed; a lazy table stays lazy.  Exported by the Data-Quality Workbench.",
    ]
    return '"""' + "\n".join(lines) + '\n"""'


def _safe(text: str) -> str:
    """Make `text` harmless inside a docstring or comment: one line, no quotes that end it."""
    inner = repr(str(text))[1:-1].replace("\\'", "'")
    return inner.replace('"', "'")


def _told(number: int, rule: Rule) -> dict[str, Any]:
    told: dict[str, Any] = {"rule": number, "kind": rule.kind, "what": rule.title()}
    if rule.why:
        told["why"] = rule.why
    if rule.author:
        told["accepted_by"] = rule.author
    if rule.decisions:
        told["decisions"] = list(rule.decisions)
    return told


def _clean(recipe: Recipe) -> str:
    lines = [
        "def clean(table: Any) -> Any:",
        '    """Apply the rules to `table` and return a table of the same kind.',
        "",
        "    What no longer fits a rule is left as it is; text that is no number or date becomes",
        "    null where a rule reads it as one.  Raises ValueError or TypeError where `table`",
        "    lacks a column of `COLUMNS` or mixes types in one, and says what to do.",
        '    """',
        "    frame = prepare(nw.from_native(table), COLUMNS)",
    ]
    for i, rule in enumerate(recipe, 1):
        lines.append("")
        lines += _comment(f"{i}. {_safe(rule.why or rule.title())}")
        function = type(rule).operation.__name__
        lines.append("    " + _call(f"frame = {function}", rule.arguments()))
    lines += (
        ["", "    return frame.to_native()"] if len(recipe) else ["    return frame.to_native()"]
    )
    return "\n".join(lines)


def _comment(text: str) -> list[str]:
    """Return `text`, already on one line, as at most three comment lines."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="    # ",
        subsequent_indent="    #    ",
        max_lines=3,
        placeholder=" ...",
    )


def _call(start: str, arguments: Mapping[str, Any]) -> str:
    flat = ", ".join(f"{name}={_flat(value)}" for name, value in arguments.items())
    if len(start) + len(flat) + 13 <= WIDTH:
        return f"{start}(frame, {flat})"
    lines = [f"        {name}={written(value, 8)}," for name, value in arguments.items()]
    return f"{start}(\n        frame,\n" + "\n".join(lines) + "\n    )"


def _flat(value: Any) -> str:
    """Return `value` as source on one line: `repr`, with double quotes where that is as short."""
    if isinstance(value, str):
        text = repr(value)
        return f'"{text[1:-1]}"' if text[0] == "'" and '"' not in text else text
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_flat(k)}: {_flat(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        inner = ", ".join(_flat(item) for item in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def written(value: Any, indent: int = 0) -> str:
    """Return `value` (JSON-like) as Python source, broken into lines where it is long."""
    flat = _flat(value)
    if len(flat) + indent <= WIDTH or not isinstance(value, list | tuple | dict):
        return flat
    pad = " " * (indent + 4)
    if isinstance(value, dict):
        items = [f"{_flat(key)}: {written(item, indent + 4)}" for key, item in value.items()]
        start, end = "{", "}"
    else:
        items = [written(item, indent + 4) for item in value]
        start, end = ("[", "]") if isinstance(value, list) else ("(", ")")
    return f"{start}\n" + "".join(f"{pad}{item},\n" for item in items) + " " * indent + end


@cache
def _definitions() -> dict[str, tuple[str, frozenset[str]]]:
    """Map each top-level name of the copied modules to its source and the names it uses."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for module in (preparation, operations, drift):
        source = Path(module.__file__ or "").read_text(encoding="utf-8")
        body = ast.parse(source).body
        for node, following in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.FunctionDef):
                name = node.name
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
            else:
                continue
            text = ast.get_source_segment(source, node) or ""
            if isinstance(node, ast.Assign) and isinstance(following, ast.Expr):
                text += "\n" + (ast.get_source_segment(source, following) or "")
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
            found[name] = (text, frozenset(used))
    return found


def copied_source(names: Iterable[str]) -> str:
    """Return the source of the functions `names` and of all that they call, in file order."""
    definitions = _definitions()
    wanted: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in definitions and name not in wanted:
            wanted.add(name)
            waiting += definitions[name][1]
    return "\n\n\n".join(text for name, (text, _) in definitions.items() if name in wanted)
