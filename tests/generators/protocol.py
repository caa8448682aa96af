"""Write the messages as TypeScript types: `python -m tests.generators.protocol`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

from pydantic.json_schema import models_json_schema

from workbench import types
from workbench.protocol import (
    dataset,
    expectations,
    explore,
    labelling,
    message,
    projects,
    recipe,
    review,
    spellings,
)
from workbench.protocol.message import Message
from workbench.protocol.methods import METHODS, Scope
from workbench.types import Json

__all__ = ["TARGET", "typescript"]

TARGET = Path(__file__).parents[2] / "extensions" / "views" / "src" / "protocol.ts"

MODULES: tuple[ModuleType, ...] = (
    message,
    projects,
    labelling,
    review,
    explore,
    recipe,
    expectations,
    dataset,
    spellings,
)
ALIASES = {"CardKind": types.CardKind, "Verdict": types.Verdict, "ColumnKind": explore.Kind}
"""Choices that views name."""

HEAD = """\
/**
 * What travels between a view and whoever answers it: the REST server or the kernel.
 *
 * Generated from workbench/protocol by `python -m tests.generators.protocol`; do not edit.
 * All text in here may come from the data and is hostile: it reaches the page through
 * `textContent` only.
 */

/** A value that JSON can carry and a label can be. */
export type Scalar = string | number | null;
"""


def typescript() -> str:
    """Return the types of all messages, and of all methods."""
    models = list(_models())
    _, schema = models_json_schema([(model, "validation") for model in models])
    shapes: Json = schema["$defs"]
    requests = _requests(shapes)
    parts = [HEAD]
    parts += [
        f"export type {name} = {' | '.join(map(json.dumps, get_args(alias)))};\n"
        for name, alias in ALIASES.items()
    ]
    parts += [_interface(model.__name__, shapes[model.__name__], requests) for model in models]
    parts += [_methods(scope) for scope in get_args(Scope)]
    kernel = [f"  {json.dumps(name)}," for name, method in METHODS.items() if method.kernel]
    comment = "/** Methods that only a notebook's kernel answers. */"
    parts.append("\n".join([comment, "export const KERNEL_METHODS = [", *kernel, "] as const;\n"]))
    return "\n".join(parts)


def _methods(scope: Scope) -> str:
    signatures = [
        f"  readonly {name}: {{ readonly request: {method.request.__name__}; "
        f"readonly response: {method.response.__name__} }};"
        for name, method in METHODS.items()
        if method.scope == scope
    ]
    comment = f"/** The methods of a {scope}: request and response. */"
    interface = f"export interface {scope.capitalize()}Methods {{"
    return "\n".join([comment, interface, *signatures, "}\n"])


def _models() -> Iterator[type[Message]]:
    for module in MODULES:
        for name in module.__all__:
            one = getattr(module, name)
            if isinstance(one, type) and issubclass(one, Message) and one is not Message:
                yield one


def _requests(shapes: Json) -> set[str]:
    """Return the models that a client writes: what has a default may be left out there."""
    reached: set[str] = set()
    pending = [method.request.__name__ for method in METHODS.values()]
    while pending:
        name = pending.pop()
        if name not in reached and name in shapes:
            reached.add(name)
            pending += list(_names(shapes[name]))
    return reached


def _names(shape: Any) -> Iterator[str]:
    if isinstance(shape, dict):
        if "$ref" in shape:
            yield shape["$ref"].rsplit("/", 1)[-1]
        for below in shape.values():
            yield from _names(below)
    elif isinstance(shape, list):
        for below in shape:
            yield from _names(below)


def _interface(name: str, shape: Json, requests: set[str]) -> str:
    required = set(shape.get("required", ()))
    fields = []
    for field, definition in shape.get("properties", {}).items():
        constant = "const" in definition
        optional = name in requests and field not in required and not constant
        fields.append(f"  readonly {field}{'?' if optional else ''}: {_type(definition)};")
    comment = " ".join(shape.get("description", "").split())
    if not fields:
        return f"/** {comment} */\nexport type {name} = Readonly<Record<string, never>>;\n"
    return "\n".join([f"/** {comment} */", f"export interface {name} {{", *fields, "}\n"])


def _type(definition: Json) -> str:
    if "$ref" in definition:
        return str(definition["$ref"]).rsplit("/", 1)[-1]
    if "const" in definition:
        return json.dumps(definition["const"])
    if "enum" in definition:
        return " | ".join(map(json.dumps, definition["enum"]))
    for choice in ("anyOf", "oneOf"):
        if choice in definition:
            return " | ".join(dict.fromkeys(_type(one) for one in definition[choice]))
    return _basic_type(definition)


def _basic_type(definition: Json) -> str:
    kind = definition.get("type")
    if kind == "array":
        if "prefixItems" in definition:
            return f"readonly [{', '.join(_type(one) for one in definition['prefixItems'])}]"
        inner = _type(definition.get("items", {}))
        of = f"({inner})" if "|" in inner or inner.startswith("readonly ") else inner
        return f"readonly {of}[]"
    if kind == "object":
        values = definition.get("additionalProperties")
        of = _type(values) if isinstance(values, dict) else "unknown"
        return f"Readonly<Record<string, {of}>>"
    names = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
    return names.get(str(kind), "null" if kind == "null" else "unknown")


if __name__ == "__main__":
    TARGET.write_text(typescript(), encoding="utf-8")
