"""A form for every kind of rule, made from its model, and the drafts that forms send.

Fields that name columns are marked by their type, `workbench.rules.kinds.base.ColumnName`.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_jsonable_python

from workbench.protocol.recipe import FieldError, FormField, Forms, RuleForm, Shape
from workbench.rules.kinds import KINDS, Rule, kind_name
from workbench.types import Json

__all__ = ["forms", "read_draft"]

HIDDEN = {"kind", "author", "decisions"}
WORDS = {
    "missing": "Fill this in.",
    "too_short": "Give at least one value.",
    "string_too_short": "Fill this in.",
    "extra_forbidden": "This kind of rule has no such field.",
    "tuple_type": "Give a list.",
}
"""What is said of pydantic's kinds of error; of others its own message."""


def forms() -> Forms:
    """Return the forms, in the order in which rules run by default."""
    return Forms(forms=tuple(map(_form, sorted(KINDS.values(), key=lambda model: model.stage))))


@cache
def _form(model: type[Rule]) -> RuleForm:
    schema = model.model_json_schema()
    first, _, rest = inspect.cleandoc(model.__doc__ or "").partition("\n\n")
    descriptions = {**_attributes(rest), "why": "One sentence: the problem that this rule fixes."}
    defaults = {
        name: to_jsonable_python(field.get_default(call_default_factory=True))
        for name, field in model.model_fields.items()
        if not field.is_required()
    }
    fields = [
        _field(name, schema, schema, default=defaults.get(name), text=descriptions.get(name, ""))
        for name in schema["properties"]
        if name not in HIDDEN
    ]
    fields.sort(key=lambda field: field.name == "why")
    kind = kind_name(model)
    description = rest.partition("Attributes\n")[0].partition("See Also\n")[0]
    return RuleForm(
        kind=kind,
        title=_label(kind),
        description=" ".join(f"{first} {description}".replace("`", "").split()),
        fields=tuple(fields),
    )


def _field(name: str, owner: Json, schema: Json, *, default: Any, text: str = "") -> FormField:
    """Return a field of the object that `owner`, a part of the JSON schema, describes."""
    return FormField(
        name=name,
        label=_label(name),
        description=text,
        required=name in owner.get("required", ()),
        default=default,
        shape=_shape(owner["properties"][name], schema),
    )


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _shape(field_schema: Json, schema: Json) -> Shape:
    """Return the shape that a JSON schema describes."""
    if "$ref" in field_schema:
        field_schema = schema["$defs"][field_schema["$ref"].rsplit("/", 1)[-1]]
    if "anyOf" in field_schema:
        return _either(field_schema["anyOf"], schema)
    if "const" in field_schema or "enum" in field_schema:
        values = field_schema.get("enum", [field_schema.get("const")])
        return Shape(type="choice", choices=tuple(map(str, values)))
    kind = field_schema.get("type")
    if kind == "array":
        return _list_shape(field_schema, schema)
    if kind == "object":
        return _object_shape(field_schema, schema)
    names = {"string": "text", "integer": "integer", "number": "number", "boolean": "truth"}
    type_name: Any = names.get(str(kind), "json")
    return Shape(type="column" if field_schema.get("format") == "column" else type_name)


def _either(choices: list[Json], schema: Json) -> Shape:
    kinds = {str(one.get("type")) for one in choices}
    optional = "null" in kinds
    kinds.discard("null")
    if kinds == {"integer", "number"}:
        return Shape(type="number", optional=optional)
    if len(kinds) == 1:
        (one,) = (one for one in choices if one.get("type") != "null")
        return _shape(one, schema).model_copy(update={"optional": optional})
    simple = kinds <= {"boolean", "integer", "number", "string"}
    return Shape(type="value" if simple else "json", optional=optional)


def _list_shape(field_schema: Json, schema: Json) -> Shape:
    if "prefixItems" in field_schema:
        parts = tuple(_shape(one, schema) for one in field_schema["prefixItems"])
        return Shape(type="tuple", parts=parts)
    inner = _shape(field_schema.get("items", {}), schema)
    return Shape(type="json") if inner.type == "json" else Shape(type="list", of=inner)


def _object_shape(field_schema: Json, schema: Json) -> Shape:
    if "properties" in field_schema:
        fields = (
            _field(name, field_schema, schema, default=one.get("default"))
            for name, one in field_schema["properties"].items()
        )
        return Shape(type="record", fields=tuple(fields))
    values = field_schema.get("additionalProperties")
    if not isinstance(values, dict):
        return Shape(type="json")
    keys = _shape(field_schema.get("propertyNames", {"type": "string"}), schema)
    return Shape(type="mapping", keys=keys, of=_shape(values, schema))


def _attributes(text: str) -> dict[str, str]:
    """Read the section "Attributes" of a NumPy-style docstring."""
    section = text.partition("Attributes\n----------\n")[2].partition("\n\n")[0]
    found = re.findall(r"^(\S.*?)(?: :.*)?\n((?: .*\n?)*)", section, re.MULTILINE)
    return {
        name: " ".join(map(str.strip, lines.splitlines())).replace("`", "") for name, lines in found
    }


def read_draft(data: Mapping[str, Any]) -> tuple[Rule | None, list[FieldError]]:
    """Return the rule, or None and what is wrong, each with the path to its field."""
    kind = data.get("kind")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        words = f"Kind {str(kind)[:40]!r} is unknown; known are {', '.join(KINDS)}."
        return None, [FieldError(path=("kind",), message=words)]
    try:
        return model.model_validate(dict(data)), []
    except ValidationError as error:
        messages: dict[tuple[str, ...], str] = {}
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            path = _path(data, one["loc"])
            messages.setdefault(path, _words(one["type"], one["msg"]))
        # "Give at least one" of a list follows from what is wrong with its entries.
        inner = {path[:-depth] for path in messages for depth in range(1, len(path))}
        return None, [
            FieldError(path=path, message=words)
            for path, words in messages.items()
            if path not in inner
        ]
    except RecursionError:
        return None, [FieldError(path=(), message="This is nested too deeply.")]


def _path(data: Any, place: tuple[int | str, ...]) -> tuple[str, ...]:
    """Return the part of pydantic's location that is in the data: no names of unions' branches."""
    path: list[str] = []
    for part in place:
        if isinstance(data, Mapping) and part in data:
            data = data[str(part)]
        elif isinstance(data, list | tuple) and isinstance(part, int) and part < len(data):
            data = data[part]
        elif (path and not isinstance(data, Mapping)) or isinstance(part, int):
            break
        else:
            path.append(part)
            break
        path.append(str(part))
    return tuple(path)


def _words(kind: str, message: str) -> str:
    text = WORDS.get(kind, message.removeprefix("Value error, "))[:400]
    stop = "" if text.endswith((".", "!", "?")) else "."
    return f"{text[:1].upper()}{text[1:]}{stop}"
