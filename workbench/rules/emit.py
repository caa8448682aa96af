"""Write a recipe as the source of one Python module that needs narwhals alone.

The functions of `operations`, `prepare` and `drift` are copied word for word, those that
are used and what they call; the recipe becomes plain calls.  Every value goes
through `repr`, so that nothing in the data can become code.
"""

from __future__ import annotations

import ast
import math
import re
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from workbench.rules import drift, operations
from workbench.rules import prepare as preparation
from workbench.rules.apart import Parted, stub
from workbench.rules.emit_texts import (
    CHECK,
    CLEAN,
    DRIFT,
    EXPLAIN,
    FILES,
    NOT_APPLIED,
    READ,
    SOURCE,
)
from workbench.rules.examples import programs
from workbench.rules.kinds import KINDS, Rule
from workbench.rules.needs import needed_columns, plan_of
from workbench.rules.rule_list import digest_of
from workbench.rules.steps import (
    cells,
    checking,
    columns,
    conditions,
    duplicates,
    holding,
    letters,
    numbers,
    opening,
    planning,
    reading_dates,
    reading_numbers,
)
from workbench.tables import numbering

__all__ = ["COPIED", "copied_source", "emit", "written"]

COPIED = (
    numbering,
    preparation,
    planning,
    operations,
    holding,
    programs,
    letters,
    cells,
    reading_numbers,
    reading_dates,
    numbers,
    conditions,
    columns,
    duplicates,
    checking,
    drift,
    opening,
)
"""The modules whose functions go into exported modules, beside those that define a kind."""

WIDTH = 96
BRACKETS = {dict: ("{", "}"), list: ("[", "]"), tuple: ("(", ")")}
LONG = 200
"""Longer maps and lists of an argument go beside an exported module."""
ABSTRACT = ("Callable", "Iterable", "Iterator", "Mapping", "Sequence", "Set")
"""What a copied function may import for its types; `apply_rules` needs three."""
LIBRARIES = (
    "base64",
    "binascii",
    "csv",
    "datetime",
    "html",
    "importlib",
    "importlib.util",
    "json",
    "math",
    "re",
    "unicodedata",
    "urllib.parse",
    "warnings",
)


def emit(
    rules: Sequence[Rule],
    *,
    name: str = "table",
    header: Iterable[str] = (),
    reference: bool = False,
    expectations: bool = False,
    maps: dict[str, Any] | None = None,
    version: str = "",
    apart: Parted | None = None,
    reading: Mapping[str, Any] | None = None,
) -> str:
    """Return the source of a module with ``clean(table)``, ``explain``, ``COLUMNS``, ``RULES``.

    Parameters
    ----------
    rules : sequence of Rule
        The recipe.
    name : str
        What the table is called, for the module's first line.
    header : iterable of str
        Further lines for the module's docstring (source, author, versions).
    reference : bool
        Add ``drift(table)``, which reads the ``reference.json`` beside the module.
    expectations : bool
        Add ``check(table)``, which reads the ``expectations.json`` beside the module.
    maps : dict, optional
        Maps and lists with more than 200 entries are put here and not into the source, which
        then reads them from ``maps.json`` beside the module.
    version : str
        The module's ``VERSION``.
    apart : Parted, optional
        `rules` as they are divided where the values of some stand in a file apart.
    reading : dict, optional
        How the table was read: the module then has ``read(path)``.
    """
    split = apart or Parted(tuple(rules))
    rules = split.rules
    entries = [_entry(i, rule, i in split.apart) for i, rule in enumerate(rules, 1)]
    calls = _calls(split, maps)
    copied = copied_source(
        [
            *(
                "as_frame",
                "numbered",
                "with_inner_names",
                "with_own_names",
                "prepare",
                "typed_where_empty",
                "explain_rules",
                "unmet",
                "in_words",
                "values_apart",
            ),
            *(type(rule).operation.__name__ for rule in rules),
            *(["reading"] if any(rule.reads_text for rule in rules) else []),
            *(["drift_from"] if reference else []),
            *(["check_from", "free_name"] if expectations else []),
            *(["opened"] if reading else []),
        ]
    )
    parts = [
        _docstring(name, split, list(header)),
        _imports(copied, files=reference or expectations or bool(maps)),
        *([f"VERSION = {_flat(version)}"] if version else []),
        f"COLUMNS = {written(needed_columns(rules))}\n"
        '"""The columns that the rules need, and the type of each."""',
        f"RULES = {written(entries)}\n"
        '"""Each rule with its reason, who accepted it, and its decisions."""',
        f"APART: dict[str, Any] = {written(_apart(split))}\n"
        '"""The rules whose values stand in a file apart, by number."""',
        *([f"SOURCE: dict[str, Any] = {written(dict(reading))}\n{SOURCE}"] if reading else []),
        *([FILES] if maps else []),
    ]
    below = [
        *([READ] if reading else []),
        *(CLEAN, calls, EXPLAIN),
        *([CHECK] if expectations else []),
        *([DRIFT] if reference else []),
        NOT_APPLIED,
        "# How each rule works, the same on every engine.",
    ]
    return "\n\n\n".join(["\n\n".join(parts), *below, copied]) + "\n"


def _imports(copied: str, *, files: bool) -> str:
    libraries = {name for name in LIBRARIES if re.search(rf"\b{name}\.", copied)} | {"warnings"}
    named = [
        base
        for base in ABSTRACT
        if base in ("Iterator", "Mapping", "Set") or f": {base}[" in copied
    ]
    return (
        "from __future__ import annotations\n\n"
        + "".join(f"import {name}\n" for name in sorted(libraries))
        + f"from collections.abc import {', '.join(named)}\n"
        "from pathlib import Path\n"
        f"from typing import Any{', Literal' if 'Literal[' in copied else ''}\n\n"
        "import narwhals as nw"
    )


def _apart(split: Parted) -> dict[str, Any]:
    if not split.apart:
        return {}
    return {"id": split.id, "rules": {i: split.rules[i - 1].kind for i in sorted(split.apart)}}


def _docstring(name: str, split: Parted, header: list[str]) -> str:
    # A digest of values that stand apart would let them be guessed.
    digest = digest_of(split.public)
    lines = [
        f"Cleaning rules for {_safe(name)}: {len(split.rules)} rules, recipe {digest}.",
        "",
        *(_safe(line) for line in header),
        *([""] if header else []),
        "Runs on pandas, Polars, PyArrow, DuckDB and Spark tables and needs only narwhals.  The",
        "input is not changed; a lazy table stays lazy.  Exported by the Data-Quality Workbench.",
    ]
    return '"""' + "\n".join(lines) + '\n"""'


def _safe(text: str) -> str:
    """Make `text` harmless inside a docstring or comment: one line, no quotes that end it."""
    return repr(str(text))[1:-1].replace("\\'", "'").replace('"', "'")


def _entry(number: int, rule: Rule, apart: bool) -> dict[str, Any]:
    why = "" if apart else rule.why
    reasons = {"why": why, "accepted_by": rule.author, "decisions": list(rule.decisions)}
    given = {name: value for name, value in reasons.items() if value}
    return {**plan_of(number, rule), **(stub(rule) if apart else {}), **given}


def _calls(split: Parted, maps: dict[str, Any] | None) -> str:
    lines = [
        "def apply_rules(",
        "    frame: Any, reason: str | None, left_out: Set[int], values: Mapping[int, Any]",
        ") -> Iterator[Any]:",
        '    """Give a narwhals frame as it is, and then as each rule leaves it."""',
        "    yield frame",
    ]
    for i, rule in enumerate(split.rules, 1):
        function = type(rule).operation.__name__
        start, first = f"frame = {function}", "frame"
        if rule.reads_text:
            start, first = "frame = reading", f"{function}, frame, reason"
        given = {} if i in split.apart else rule.arguments()
        arguments = {name: _outside(f"{i} {name}", value, maps) for name, value in given.items()}
        words = stub(rule)["what"] if i in split.apart else rule.why or rule.title()
        comment = _comment(f"{i}. {_safe(words)}")
        call = f"        {start}({first}, **values[{i}])"
        if i not in split.apart:
            call = _call(start, first, arguments)
        lines += ["", *comment, f"    if {i} not in left_out:", call, "    yield frame"]
    return "\n".join(lines)


class _Source(str):
    """An argument as source, where it is not written out."""


def _outside(name: str, value: Any, maps: dict[str, Any] | None) -> Any:
    """Put a long map or list beside the module, and return how the source reads it."""
    if maps is None or not isinstance(value, dict | list) or len(value) <= LONG:
        return value
    maps[name] = [list(pair) for pair in value.items()] if isinstance(value, dict) else value
    read = f"MAPS[{_flat(name)}]"
    return _Source(f"dict({read})" if isinstance(value, dict) else read)


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


def _call(start: str, first: str, arguments: Mapping[str, Any]) -> str:
    """Return a call at the depth of a condition's body, but for the indent of its first line."""
    flat = ", ".join(f"{name}={_flat(value)}" for name, value in arguments.items())
    if len(start) + len(first) + len(flat) + 12 <= WIDTH:
        return f"        {start}({first}, {flat})"
    lines = [first, *(f"{name}={written(value, 12)}" for name, value in arguments.items())]
    return f"        {start}(\n" + "".join(f"            {line},\n" for line in lines) + "        )"


def _flat(value: Any) -> str:
    """Return `value` as source on one line: `repr`, with double quotes where that is as short."""
    if isinstance(value, _Source):
        return str(value)
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
    named = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    lines = [
        f"{pad}{'' if key is None else f'{_flat(key)}: '}{written(item, indent + 4)},\n"
        for key, item in named
    ]
    start, end = next(pair for kind, pair in BRACKETS.items() if isinstance(value, kind))
    return f"{start}\n" + "".join(lines) + " " * indent + end


def _copied_files() -> tuple[Path, ...]:
    """Return the files whose functions are copied: of the product, then of other kinds."""
    modules = [*COPIED, *(sys.modules[kind.operation.__module__] for kind in KINDS.values())]
    return tuple(dict.fromkeys(Path(module.__file__ or "") for module in modules))


@cache
def _definitions(files: tuple[Path, ...]) -> dict[str, tuple[str, frozenset[str]]]:
    """Map each top-level name of the copied files to its source and the names it uses.

    A name of a file that comes first stands: what the product defines is never replaced.
    """
    definitions: dict[str, tuple[str, frozenset[str]]] = {}
    for path in files:
        source = path.read_text(encoding="utf-8")
        body = ast.parse(source).body
        for node, following in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.FunctionDef):
                name = node.name
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name = node.target.id
            elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
            else:
                continue
            text = ast.get_source_segment(source, node) or ""
            if isinstance(node, ast.Assign) and isinstance(following, ast.Expr):
                text += "\n" + (ast.get_source_segment(source, following) or "")
            named = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
            own = {n.arg for n in ast.walk(node) if isinstance(n, ast.arg)}
            if isinstance(node, ast.FunctionDef):
                own |= {n.id for n in named if isinstance(n.ctx, ast.Store)}
            definitions.setdefault(name, (text, frozenset({n.id for n in named} - own)))
    return definitions


def copied_source(names: Iterable[str]) -> str:
    """Return the source of the functions `names` and of all that they call, in file order."""
    definitions = _definitions(_copied_files())
    wanted: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in definitions and name not in wanted:
            wanted.add(name)
            waiting += definitions[name][1]
    return "\n\n\n".join(text for name, (text, _) in definitions.items() if name in wanted)
