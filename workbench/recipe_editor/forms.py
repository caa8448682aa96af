"""A form for every kind of rule, made from its model: no form is written by hand.

Which fields name columns is found by asking a sample rule what it needs.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from workbench.errors import WorkbenchError
from workbench.protocol.recipe import FormField, Forms, RuleForm, Shape
from workbench.rules.kinds import KINDS, Rule
from workbench.types import Json

__all__ = ["forms"]

HIDDEN = {"kind", "author", "decisions"}


@cache
def forms() -> Forms:
    """Return the forms, in the order in which rules run by default."""
    models = sorted(KINDS, key=lambda model: model.stage)
    return Forms(forms=tuple(_form(model) for model in models))


def _form(model: type[Rule]) -> RuleForm:
    schema = model.model_json_schema()
    columns = _columns(model, schema)
    first, _, rest = inspect.cleandoc(model.__doc__ or "").partition("\n\n")
    told = _attributes(rest)
    fields = [
        _field(name, about, schema, columns, told, _default(model, name))
        for name, about in schema["properties"].items()
        if name not in HIDDEN
    ]
    fields.sort(key=lambda field: field.name == "why")
    kind = str(model.model_fields["kind"].default)
    description = rest.partition("Attributes\n")[0].partition("See Also\n")[0]
    text = " ".join(description.replace("`", "").split())
    title = kind.replace("_", " ").capitalize()
    said = " ".join(first.replace("`", "").split())
    return RuleForm(
        kind=kind, title=title, description=f"{said} {text}".strip(), fields=tuple(fields)
    )


def _field(
    name: str,
    about: Json,
    schema: Json,
    columns: set[str],
    told: Mapping[str, str],
    default: Any,
) -> FormField:
    required = name in schema.get("required", ())
    words = told.get(name, "")
    if name == "why":
        words = "One sentence: what was seen that this rule mends."
    return FormField(
        name=name,
        label=name.replace("_", " ").capitalize(),
        description=words,
        required=required,
        default=default,
        shape=_shape(about, schema, name in columns),
    )


def _default(model: type[Rule], name: str) -> Any:
    field = model.model_fields[name]
    return (
        None
        if field.is_required()
        else to_jsonable_python(field.get_default(call_default_factory=True))
    )


def _shape(about: Json, schema: Json, column: bool) -> Shape:
    """Return the shape that a JSON schema describes; `column` if its texts name columns."""
    if "$ref" in about:
        about = schema["$defs"][about["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in about:
        return _either(about["anyOf"], schema, column)
    if "const" in about or "enum" in about:
        values = about.get("enum", [about.get("const")])
        return Shape(type="choice", choices=tuple(map(str, values)))
    kind = about.get("type")
    if kind == "array":
        return _list_shape(about, schema, column)
    if kind == "object":
        return _object_shape(about, schema, column)
    names = {"string": "text", "integer": "integer", "number": "number", "boolean": "truth"}
    plain: Any = names.get(str(kind), "json")
    return Shape(type="column" if column and plain == "text" else plain)


def _either(choices: list[Json], schema: Json, column: bool) -> Shape:
    kinds = {str(one.get("type")) for one in choices}
    optional = "null" in kinds
    kinds.discard("null")
    if kinds == {"integer", "number"}:
        return Shape(type="number", optional=optional)
    if len(kinds) == 1:
        (one,) = (one for one in choices if one.get("type") != "null")
        return _shape(one, schema, column).model_copy(update={"optional": optional})
    if kinds <= {"boolean", "integer", "number", "string"}:
        return Shape(type="value", optional=optional)
    return Shape(type="json", optional=optional)


def _list_shape(about: Json, schema: Json, column: bool) -> Shape:
    if "prefixItems" in about:
        parts = tuple(_shape(one, schema, column) for one in about["prefixItems"])
        return Shape(type="tuple", parts=parts)
    inner = _shape(about.get("items", {}), schema, column)
    return Shape(type="json") if inner.type == "json" else Shape(type="list", of=inner)


def _object_shape(about: Json, schema: Json, column: bool) -> Shape:
    if "properties" in about:
        fields = tuple(
            FormField(
                name=name,
                label=name.replace("_", " ").capitalize(),
                description="",
                required=name in about.get("required", ()),
                default=one.get("default"),
                shape=_shape(one, schema, False),
            )
            for name, one in about["properties"].items()
        )
        return Shape(type="record", fields=fields)
    values = about.get("additionalProperties")
    if not isinstance(values, dict):
        return Shape(type="json")
    keys = Shape(type="column" if column else "text")
    return Shape(type="mapping", keys=keys, of=_shape(values, schema, False))


def _columns(model: type[Rule], schema: Json) -> set[str]:
    """Return the fields whose texts name columns that must be there."""
    sample = {
        name: _sample(about, schema, f"column {name}")
        for name, about in schema["properties"].items()
        if name not in HIDDEN | {"why"}
    }
    rule = _made(model, sample)
    try:
        needed = set(rule.needs())
    except (WorkbenchError, ValueError, TypeError, AttributeError, LookupError):
        return set()
    return {name for name in sample if f"column {name}" in needed}


def _made(model: type[Rule], sample: Json) -> Rule:
    try:
        return model.model_validate(sample)
    except ValidationError:
        return model.model_construct(**sample)


def _sample(about: Json, schema: Json, text: str) -> Any:
    """Return some value that fits a JSON schema, its first text being `text`."""
    if "$ref" in about:
        about = schema["$defs"][about["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in about:
        texts = [one for one in about["anyOf"] if one.get("type") == "string"]
        return _sample((texts or about["anyOf"])[0], schema, text)
    if "enum" in about or "const" in about:
        return about.get("enum", [about.get("const")])[0]
    kind = about.get("type")
    if kind == "array":
        if "prefixItems" in about:
            return [
                _sample(one, schema, f"{text} {i}") for i, one in enumerate(about["prefixItems"])
            ]
        inner = about.get("items", {})
        return [_sample(inner, schema, text if i == 0 else f"{text} {i}")
                for i in range(max(1, about.get("minItems", 1)))]  # fmt: skip
    if kind == "object":
        if "properties" in about:
            return {
                n: _sample(one, schema, f"{text} {n}") for n, one in about["properties"].items()
            }
        return {text: _sample(about.get("additionalProperties", {}), schema, f"{text} value")}
    return {"string": text, "integer": 1, "number": 1.0, "boolean": False}.get(str(kind))


def _attributes(text: str) -> dict[str, str]:
    """Read the section "Attributes" of a NumPy-style docstring."""
    lines = text.partition("Attributes\n----------\n")[2].splitlines()
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines:
        if not line.strip():
            break
        if not line.startswith(" "):
            name = line.partition(" :")[0].strip()
            found[name] = []
        elif name in found:
            found[name].append(line.strip())
    return {one: " ".join(words).replace("`", "") for one, words in found.items()}
