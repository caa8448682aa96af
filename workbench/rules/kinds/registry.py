"""The kinds of rule that are known, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from pydantic import ValidationError

from workbench.errors import RuleError
from workbench.rules.kinds.base import Rule

__all__ = ["KINDS", "kind_name", "parse_rule", "register_kind", "temporary_kind"]

Kind = TypeVar("Kind", bound=Rule)

KINDS: dict[str, type[Rule]] = {}
"""The kinds by name, in the order in which they were registered."""


def kind_name(model: type[Rule]) -> str:
    """Return the name by which JSON refers to a kind."""
    return str(model.model_fields["kind"].default)


def register_kind(model: type[Kind]) -> type[Kind]:
    """Make a kind of rule known: to recipes, forms, emitted modules and lineage.

    Use it as a decorator of the kind's class.

    Raises
    ------
    RuleError
        If the name, or that of its operation, stands for something else.
    """
    name = kind_name(model)
    if name in KINDS:
        raise RuleError(f"rule kind {name!r} is registered already")
    function = model.operation.__name__
    for kind, other in KINDS.items():
        if other.operation.__name__ == function and other.operation is not model.operation:
            raise RuleError(
                f"rule kind {name!r}: operation {function!r} is also the name of the "
                f"operation of {kind!r}; rename it"
            )
    KINDS[name] = model
    return model


@contextmanager
def temporary_kind(model: type[Kind]) -> Iterator[type[Kind]]:
    """Register a kind for the length of a ``with`` block."""
    register_kind(model)
    try:
        yield model
    finally:
        del KINDS[kind_name(model)]


def parse_rule(data: Mapping[str, Any] | Rule) -> Rule:
    """Read a rule from JSON.

    Raises
    ------
    RuleError
        If the kind is unknown or a field is missing, unknown or out of range.
    """
    if isinstance(data, Rule):
        return data
    kind = data.get("kind") if isinstance(data, Mapping) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise RuleError(f"rule kind {kind!r} is unknown; known are {', '.join(KINDS)}")
    try:
        return KINDS[kind].model_validate(dict(data), strict=False)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or "rule"
        raise RuleError(f"rule {kind!r}, field {field}: {first['msg']}") from error
