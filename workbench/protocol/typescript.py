"""Write the messages as TypeScript types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any, get_args

from pydantic.json_schema import models_json_schema

from workbench import types
from workbench.protocol import desk, explore, message, projects, recipe, review
from workbench.protocol.message import Message
from workbench.protocol.methods import METHODS
from workbench.types import Json

__all__ = ["typescript"]

MODULES: tuple[ModuleType, ...] = (message, projects, review, explore, recipe, desk)
ALIASES = {"CardKind": types.CardKind, "Verdict": types.Verdict, "ColumnKind": explore.Kind}
"""Choices that views name."""

ASKED_ELSEWHERE: tuple[type[Message], ...] = (
    review.NextRequest,
    review.DecisionBody,
    review.ItemRequest,
    review.HistoryRequest,
    review.MediaRequest,
)
"""Requests that are not about a dataset."""

HEAD = """\
/**
 * What travels between a view and whoever answers it: the REST server or the kernel.
 *
 * Generated from workbench/protocol by `python -m workbench.protocol`; do not edit.
 * All text in here may come from the data and is hostile: it reaches the page through
 * `textContent` only.
 */

/** A value that JSON can carry and a label can be. */
export type Scalar = string | number | null;
"""


def typescript() -> str:
    """Return the types of all messages, and `Methods`: what may be asked and what is answered."""
    models = list(_models())
    _, schema = models_json_schema([(model, "validation") for model in models])
    shapes: Json = schema["$defs"]
    asked = _asked(shapes)
    parts = [HEAD]
    parts += [
        f"export type {name} = {' | '.join(map(json.dumps, get_args(alias)))};\n"
        for name, alias in ALIASES.items()
    ]
    parts += [_interface(model.__name__, shapes[model.__name__], asked) for model in models]
    methods = [
        f"  readonly {name}: {{ readonly request: {method.request.__name__}; "
        f"readonly response: {method.response.__name__} }};"
        for name, method in METHODS.items()
    ]
    told = "/** What may be asked about a dataset, and what is answered. */\n"
    parts.append("\n".join([f"{told}export interface Methods {{", *methods, "}\n"]))
    return "\n".join(parts)


def _models() -> Iterator[type[Message]]:
    for module in MODULES:
        for name in module.__all__:
            one = getattr(module, name)
            if isinstance(one, type) and issubclass(one, Message) and one is not Message:
                yield one


def _asked(shapes: Json) -> set[str]:
    """Return the models that a client writes: what has a default may be left out there."""
    roots = [method.request for method in METHODS.values()] + list(ASKED_ELSEWHERE)
    found: set[str] = set()
    pending = [root.__name__ for root in roots]
    while pending:
        name = pending.pop()
        if name not in found and name in shapes:
            found.add(name)
            pending += list(_names(shapes[name]))
    return found


def _names(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        if "$ref" in shape:
            yield shape["$ref"].rsplit("/", 1)[-1]
        for below in shape.values():
            yield from _names(below)
    elif isinstance(shape, list):
        for below in shape:
            yield from _names(below)


def _interface(name: str, shape: Json, asked: set[str]) -> str:
    required = set(shape.get("required", ()))
    fields = []
    for field, about in shape.get("properties", {}).items():
        constant = "const" in about
        optional = name in asked and field not in required and not constant
        fields.append(f"  readonly {field}{'?' if optional else ''}: {_type(about)};")
    told = " ".join(shape.get("description", "").split())
    if not fields:
        return f"/** {told} */\nexport type {name} = Readonly<Record<string, never>>;\n"
    return "\n".join([f"/** {told} */", f"export interface {name} {{", *fields, "}\n"])


def _type(about: Json) -> str:
    if "$ref" in about:
        return str(about["$ref"]).rsplit("/", 1)[-1]
    if "const" in about:
        return json.dumps(about["const"])
    if "enum" in about:
        return " | ".join(map(json.dumps, about["enum"]))
    for choice in ("anyOf", "oneOf"):
        if choice in about:
            return " | ".join(dict.fromkeys(_type(one) for one in about[choice]))
    return _plain_type(about)


def _plain_type(about: Json) -> str:
    kind = about.get("type")
    if kind == "array":
        if "prefixItems" in about:
            return f"readonly [{', '.join(_type(one) for one in about['prefixItems'])}]"
        inner = _type(about.get("items", {}))
        of = f"({inner})" if "|" in inner or inner.startswith("readonly ") else inner
        return f"readonly {of}[]"
    if kind == "object":
        values = about.get("additionalProperties")
        of = _type(values) if isinstance(values, dict) else "unknown"
        return f"Readonly<Record<string, {of}>>"
    names = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
    return names.get(str(kind), "null" if kind == "null" else "unknown")
