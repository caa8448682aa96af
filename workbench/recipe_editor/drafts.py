"""A rule as a form sends it: read, or told field by field what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from workbench.protocol.recipe import FieldError
from workbench.rules.kinds import KINDS, Rule

__all__ = ["read_draft"]


def read_draft(data: Mapping[str, Any]) -> tuple[Rule | None, list[FieldError]]:
    """Return the rule, or None and what is wrong, each with the path to its field."""
    kind = data.get("kind")
    model = KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        known = ", ".join(KINDS)
        words = f"Kind {str(kind)[:40]!r} is unknown; known are {known}."
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
    plain = {
        "missing": "Fill this in.",
        "too_short": "Give at least one value.",
        "string_too_short": "Fill this in.",
        "extra_forbidden": "This kind of rule has no such field.",
        "tuple_type": "Give a list.",
    }
    text = plain.get(kind, message.removeprefix("Value error, "))
    text = text[:400]
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?")) else f"{text}."
